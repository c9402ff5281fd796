"""Leaves into a PDF: its pages, their fonts and bookmarks; the same pages give the same bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFObjectReference, PDFStream

from teamcards.drawing import Flip, Page, Pixels
from teamcards.fonts import Embedded, Font
from teamcards.inks import Inks, Light
from teamcards.writers import leaves
from teamcards.writers.leaves import ESCAPES, ROOM, Form, Leaf, Leaves
from teamcards.writers.operators import length

_FONTS = "fonts"  # the object that all pages and forms take their fonts from
_PAGE = b"<< /Type /Page /Parent %b /Resources %b /Contents %b /MediaBox [0 0 %.4f %.4f]%b%b >>"
_AT_ONCE = 100  # pairs in one block of a character map: as many as the format allows
_CHARACTERS = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{}
endcmap CMapName currentdict /CMap defineresource pop end end"""


class About(NamedTuple):
    """What a PDF says of itself: its title, what it is about, its language, and how a printer turns its pages."""

    title: str
    subject: str
    language: str
    flip: Flip | None = None


LIGHT = Light()


def write(pages: Iterable[Page], about: About, fonts: Sequence[Font], inks: Inks = LIGHT) -> bytes:
    """The PDF of pages that come one after the other."""
    return bind([leaves.of(pages, fonts, inks)], about, fonts)


def bind(parts: Sequence[Leaves], about: About, fonts: Sequence[Font]) -> bytes:
    """The PDF: text as text, fonts embedded as subsets, a bookmark per card, print settings for the given flip edge.

    The date is fixed, or that of SOURCE_DATE_EPOCH.
    """
    document = PDFDocument(invariant=1, lang=about.language)
    document.Outlines = _Outline()
    document.Catalog.Outlines = None
    document.setTitle(about.title)
    document.setSubject(about.subject)
    document.setAuthor("teamcards")
    document.setCreator("teamcards")
    document.Catalog.ViewerPreferences = PDFDictionary(_preferences(about))
    document.Reference(PDFDictionary(_fonts(document, parts, fonts)), _FONTS)
    forms = {name: form for part in parts for name, form in part.forms.items()}
    pictures = {name: pixels for part in parts for name, pixels in part.pictures.items()}
    for name, drawn in ((name, _form(form)) for name, form in forms.items()):
        document.Reference(drawn, name)
    for name, drawn in ((name, _pixels(pixels)) for name, pixels in pictures.items()):
        document.Reference(drawn, name)
    pages = [leaf for part in parts for leaf in part.pages]
    resources = {uses: _resources(uses).format(document) for uses in dict.fromkeys(leaf.uses for leaf in pages)}
    _add_bookmarks(document, [place for leaf in pages for place in _page(document, leaf, resources[leaf.uses])])
    return bytes(document.GetPDFData(None))


def _preferences(about: About) -> dict[str, object]:
    found: dict[str, object] = {"PrintScaling": PDFName("None"), "DisplayDocTitle": "true"}
    if about.flip:
        found["Duplex"] = PDFName("DuplexFlipLongEdge" if about.flip == "long" else "DuplexFlipShortEdge")
    return found


# --- pages and what they refer to ------------------------------------------------------------------------------


def _page(document: PDFDocument, leaf: Leaf, resources: bytes) -> list[tuple[str, bytes]]:
    """Adds a page; the titles of its bookmarks, and the places that they lead to.

    Pages are written here, since there are many: ReportLab takes four times as long.
    """
    name = f"page{len(document.Pages.pages)}"
    stream = document.Reference(leaf.stream, f"{name} stream").format(document)
    above = document.Reference(document.Pages).format(document)
    boxes = _box(b"TrimBox", leaf.trim) + _box(b"BleedBox", leaf.bleed)
    links = [_link(document, *link) for link in leaf.links]
    areas = b" /Annots %b" % PDFArray(links).format(document) if links else b""
    written = _PAGE % (above, resources, stream, leaf.width, leaf.height, boxes, areas)
    page = document.Reference(written, name)
    document.Pages.addPage(page)
    place = page.format(document).decode()
    return [(title, f"[{place} /XYZ {length(x)} {length(y)} 0]".encode()) for title, x, y in leaf.marks]


def _box(name: bytes, box: leaves.Corners | None) -> bytes:
    return b" /%b [%.4f %.4f %.4f %.4f]" % (name, *box) if box else b""


def _resources(uses: Iterable[str]) -> PDFDictionary:
    """What operators may name: every font of the file, and these forms and pictures."""
    return PDFDictionary({
        "Font": PDFObjectReference(_FONTS),
        "XObject": PDFDictionary({name: PDFObjectReference(name) for name in uses}),
    })  # fmt: skip


def _link(document: PDFDocument, area: leaves.Corners, address: str) -> PDFObjectReference:
    action = PDFDictionary({"S": PDFName("URI"), "URI": pdfdoc.PDFString(address)})
    look = {"Type": PDFName("Annot"), "Subtype": PDFName("Link"), "Rect": PDFArray(area), "Border": PDFArray([0, 0, 0])}
    return document.Reference(PDFDictionary({**look, "A": action}))


def _form(form: Form) -> PDFStream:
    box = PDFArray([-ROOM, -ROOM, form.width + ROOM, form.height + ROOM])
    look = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box, "Resources": _resources(form.uses)}
    return _packed(look, form.operators)


def _pixels(pixels: Pixels) -> PDFStream:
    """A picture as an object of the file."""
    space = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[pixels.channels]
    look = {
        "Type": PDFName("XObject"), "Subtype": PDFName("Image"), "Width": pixels.width, "Height": pixels.height,
        "ColorSpace": PDFName(space), "BitsPerComponent": 8,
        "Filter": PDFName("DCTDecode" if pixels.jpeg else "FlateDecode"),
    }  # fmt: skip
    return PDFStream(PDFDictionary(look), pixels.data)


def _packed(look: Mapping[str, object], data: bytes) -> PDFStream:
    return PDFStream(PDFDictionary({**look, "Filter": PDFName("FlateDecode")}), zlib.compress(data))


# --- fonts -----------------------------------------------------------------------------------------------------


def _fonts(document: PDFDocument, parts: Iterable[Leaves], fonts: Sequence[Font]) -> dict[str, PDFObjectReference]:
    """Every font that is used, by what the operators call it."""
    found = {}
    for number, font in enumerate(fonts):
        characters = frozenset[str]().union(*(part.characters.get(font.name, ()) for part in parts))
        if characters:
            found[leaves.font_name(number)] = _font(document, font.embedded(characters))
    return found


def _font(document: PDFDocument, font: Embedded) -> PDFObjectReference:
    """A font whose codes are characters (UTF-16): a map leads from these to its glyphs (ISO 32000-1, 9.7.4)."""
    add, name = document.Reference, PDFName(font.name)
    descriptor = PDFDictionary({
        "Type": PDFName("FontDescriptor"), "FontName": name, "Flags": _flags(font), "FontBBox": PDFArray(font.box),
        "ItalicAngle": font.angle, "Ascent": font.ascent, "Descent": font.descent, "CapHeight": font.capital,
        "StemV": font.stem, "FontFile2": add(_packed({"Length1": len(font.data)}, font.data)),
    })  # fmt: skip
    system = PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0})
    glyphs = PDFDictionary({
        "Type": PDFName("Font"), "Subtype": PDFName("CIDFontType2"), "BaseFont": name, "CIDSystemInfo": system,
        "FontDescriptor": add(descriptor), "W": PDFArray(_widths(font)), "CIDToGIDMap": add(_packed({}, _map(font))),
    })  # fmt: skip
    return add(PDFDictionary({
        "Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": name, "Encoding": PDFName("Identity-H"),
        "DescendantFonts": PDFArray([add(glyphs)]), "ToUnicode": add(_packed({}, _characters(font))),
    }))  # fmt: skip


def _flags(font: Embedded) -> int:
    """Symbolic, since its codes are its own, and whether it leans (ISO 32000-1, table 123)."""
    return 1 << 2 | (1 << 6 if font.angle else 0)


def _widths(font: Embedded) -> list[object]:
    return [item for code, width in font.widths.items() for item in (code, PDFArray([round(width, 2)]))]


def _map(font: Embedded) -> bytes:
    """The glyph of every code up to the last one, in two bytes."""
    return b"".join(font.glyphs.get(code, 0).to_bytes(2) for code in range(max(font.glyphs, default=0) + 1))


def _characters(font: Embedded) -> bytes:
    lines = [f"<{code:04X}> <{code:04X}>" for code in font.glyphs]
    blocks = [lines[first : first + _AT_ONCE] for first in range(0, len(lines), _AT_ONCE)]
    pairs = "\n".join(f"{len(block)} beginbfchar {' '.join(block)} endbfchar" for block in blocks)
    return _CHARACTERS.format(pairs).encode()


# --- bookmarks -------------------------------------------------------------------------------------------------


class _Outline:
    """Tells ReportLab that the bookmarks are there already; its own take 3 kB each."""

    ready = 1

    def prepare(self, document: PDFDocument, canvas: None) -> None:
        """Nothing is left to do."""


def _add_bookmarks(document: PDFDocument, marks: Sequence[tuple[str, bytes]]) -> None:
    """The bookmarks: titles, and the places that they lead to, each an object that names those around it."""
    if not marks:
        return
    root = document.objectcounter + 1
    first, last = root + 1, root + len(marks)
    whole = f"<< /Type /Outlines /First {first} 0 R /Last {last} 0 R /Count {len(marks)} >>"
    document.Catalog.Outlines = document.Reference(whole.encode(), "outline")
    for number, (title, place) in enumerate(marks, first):
        around = f" /Prev {number - 1} 0 R" * (number > first) + f" /Next {number + 1} 0 R" * (number < last)
        entry = f"<< /Title {_text(title)} /Parent {root} 0 R{around} /Dest ".encode() + place + b" >>"
        document.Reference(entry, f"outline{number}")


def _text(text: str) -> str:
    """A text as an object of the file: in UTF-16, which is four times as long, only where it must be."""
    return f"({text.translate(ESCAPES)})" if text.isascii() else f"<FEFF{text.encode('utf-16-be').hex().upper()}>"

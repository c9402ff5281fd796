"""Pages into a PDF, and the only place where y points up; the same pages give the same bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from teamcards.drawing import (
    AS_IT_IS,
    Begin,
    Box,
    Drawing,
    End,
    Figure,
    Flip,
    Glyphs,
    Image,
    Item,
    Line,
    Matrix,
    Outline,
    Page,
    Pixels,
    Placed,
    Rect,
    Run,
)
from teamcards.fonts import Font
from teamcards.inks import Inks, Light
from teamcards.writers import operators
from teamcards.writers.operators import length

_ROOM = 72.0  # points around a repeated drawing, more than any bleed


class About(NamedTuple):
    """What a PDF says of itself: its title, what it is about, its language, and how a printer turns its pages."""

    title: str
    subject: str
    language: str
    flip: Flip | None = None


def write(
    pages: Iterable[Page], about: About, fonts: Iterable[Font],
    inks: Inks = Light(),  # noqa: B008 - a frozen value
) -> bytes:  # fmt: skip
    """The PDF: text as text, fonts embedded as subsets, a bookmark per card, print settings for the given flip edge.

    The date is fixed, or that of SOURCE_DATE_EPOCH.
    """
    rl_config.useA85 = 0
    known = {font.name: font for font in fonts}
    first = _face(next(iter(known.values())))  # else ReportLab names Helvetica, which nobody embeds, on every page
    canvas = Canvas("", invariant=1, pageCompression=1, lang=about.language, initialFontName=first.fontName)
    canvas.setTitle(about.title)
    canvas.setSubject(about.subject)
    canvas.setAuthor("teamcards")
    canvas.setCreator("teamcards")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if about.flip:
        canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge" if about.flip == "long" else "DuplexFlipShortEdge")
    _Writer(canvas, known, inks).pages(pages)
    return bytes(canvas.getpdfdata())


class _Writer:
    """Writes pages to a canvas as they come; a drawing that is reused is written once and referred to."""

    def __init__(self, canvas: Canvas, fonts: Mapping[str, Font], inks: Inks) -> None:
        self.canvas = canvas
        self.fonts = fonts
        self.inks = inks
        self.names: dict[tuple[str, int], str] = {}
        self.characters: dict[tuple[str, str], tuple[int, str]] = {}
        self.forms: dict[int, tuple[str, Drawing]] = {}
        self.marks: dict[tuple[Item, ...], str] = {}
        self.words: dict[str, dict[str, list[tuple[int, str]]]] = {font: {} for font in fonts}

    def pages(self, pages: Iterable[Page]) -> None:
        marks: list[tuple[str, bytes]] = []
        for page in pages:
            for placed in page.placed:
                self.prepare(placed.drawing)
            self.canvas.setPageSize((page.width, page.height))
            self.canvas.setTrimBox(page.trim and _corners(page.trim, page.height))
            self.canvas.setBleedBox(page.bleed and _corners(page.bleed, page.height))
            self.page(page)
            self.canvas.showPage()
            made = self.canvas._doc.Pages.pages[-1]
            _pack(made)
            number, _ = self.canvas._doc.idToObjectNumberAndVersion[made.__InternalName__]
            for mark in page.bookmarks:
                place = f"[{number} 0 R /XYZ {length(mark.x)} {length(page.height - mark.y)} 0]"
                marks.append((mark.title, place.encode()))
        _add_outline(self.canvas._doc, marks)

    def page(self, page: Page) -> None:
        moved = page.matrix != AS_IT_IS
        if moved:
            self.canvas.addLiteral(f"q {' '.join(map(_exactly, _upwards(page.matrix, page.height)))} cm")
        for placed in page.placed:
            self.placed(placed, page.height)
        self.canvas.addLiteral(self.around(page.items, page.height))
        if moved:
            self.canvas.addLiteral("Q")

    def prepare(self, drawing: Drawing) -> None:
        """Writes what is reused before the page that needs it first: ReportLab writes one thing at a time."""
        if drawing.shared:
            self.prepare(drawing.shared)
        if drawing.reused and id(drawing) not in self.forms:
            name = f"drawing{len(self.forms)}"
            self.canvas.beginForm(name, -_ROOM, -_ROOM, drawing.width + _ROOM, drawing.height + _ROOM)
            self.content(drawing)
            self.canvas.endForm()
            self.forms[id(drawing)] = name, drawing  # kept, so that no other drawing gets its identity

    def placed(self, placed: Placed, page_height: float) -> None:
        clip = placed.clip
        corner = f"{length(clip.x)} {length(page_height - clip.y - clip.height)}"
        matrix = " ".join(map(_exactly, _matrix(placed, page_height)))
        self.canvas.addLiteral(f"q {corner} {length(clip.width)} {length(clip.height)} re W n {matrix} cm")
        self.drawing(placed.drawing)
        self.canvas.addLiteral("Q")
        self.links(placed, page_height)

    def drawing(self, drawing: Drawing) -> None:
        if drawing.reused:
            self.canvas.doForm(self.forms[id(drawing)][0])
        else:
            self.content(drawing)

    def content(self, drawing: Drawing) -> None:
        if drawing.shared:
            self.drawing(drawing.shared)
        self.items(drawing.items, drawing.height)

    def items(self, items: Iterable[Item], height: float) -> None:
        self.canvas.addLiteral("\n".join(self.operators(item, height) for item in items))

    def around(self, items: tuple[Item, ...], height: float) -> str:
        """What stands around the cards: the same marks on most pages, so remembered."""
        if items not in self.marks:
            self.marks[items] = "\n".join(self.operators(item, height) for item in items)
        return self.marks[items]

    def operators(self, item: Item, height: float) -> str:
        match item:
            case Run():
                return self.run(item, height)
            case Rect():
                return operators.rect(item, height, self.inks)
            case Line():
                return operators.line(item, height, self.inks)
            case Outline():
                return operators.outline(item, height, self.inks)
            case Begin():
                return f"/{item.tag} BMC" if item.number is None else f"/{item.tag} <</MCID {item.number}>> BDC"
            case End():
                return "EMC"
            case Figure():
                return operators.figure(item, height, self.inks)
            case Image():
                return self.image(item, height)

    def run(self, run: Run, height: float) -> str:
        """One line of words, in as many strings as its font has subsets for, with kerning."""
        text: list[str] = []
        subset = -1
        known = self.words[run.font]
        for glyphs in run.glyphs:
            space = "( )" if text else ""
            for code, array in known.get(glyphs.text) or self.encoded(run.font, glyphs):
                if code != subset:
                    text.append(f"{space}{'] TJ ' if text else ''}{self.names[run.font, code]} {run.size:.2f} Tf [")
                    subset, space = code, ""
                text.append(space + array)
                space = ""
        tracking = (f"{run.tracking:.2f} Tc ", " 0 Tc") if run.tracking else ("", "")
        place = f"{'0 1 -1 0' if run.rising else '1 0 0 1'} {run.x:.2f} {height - run.y:.2f} Tm"
        return f"BT {self.inks.fill(run.colour)} {tracking[0]}{place} {''.join(text)}] TJ{tracking[1]} ET"

    def image(self, image: Image, height: float) -> str:
        """A picture of pixels, written once however often it is placed."""
        document, key = self.canvas._doc, f"image{image.pixels.key}"
        name = document.getXObjectName(key)
        if name not in document.idToObject:
            document.Reference(_pixels(self.inks.pixels(image.pixels)), name)
        self.canvas._formsinuse.append(key)
        box = image.box
        place = f"{length(box.width)} 0 0 {length(box.height)} {length(box.x)} {length(height - box.y - box.height)} cm"
        return f"q {operators.path(box, image.radius, height)} W n {place} /{name} Do Q"

    def encoded(self, font: str, glyphs: Glyphs) -> list[tuple[int, str]]:
        """A word as (subset of its font, strings with kerning between them); remembered, since words return."""
        found = self.words[font][glyphs.text] = list(self.encode(font, glyphs))
        return found

    def encode(self, font: str, glyphs: Glyphs) -> Iterator[tuple[int, str]]:
        kerns = dict(glyphs.kerns)
        subset, array = -1, ""
        for number, character in enumerate(glyphs.text):
            code, letter = self.character(font, character)
            if code != subset:
                if array:
                    yield subset, f"({array})"
                subset, array = code, ""
            array += letter
            if number in kerns:
                array += f"){length(-kerns[number])}("
        yield subset, f"({array})"

    def character(self, font: str, character: str) -> tuple[int, str]:
        """Which subset of the font has a character, and how it is written there."""
        found = self.characters.get((font, character))
        if found is None:
            face = _face(self.fonts[font])
            ((code, byte),) = face.splitString(character, self.canvas._doc)
            found = self.characters[font, character] = code, _escape(byte[0])
            self.names[font, code] = face.getSubsetInternalName(code, self.canvas._doc)
        return found

    def links(self, placed: Placed, page_height: float) -> None:
        """The areas to click on, which a page has beside its drawings."""
        for item in placed.drawing.items:
            if isinstance(item, Run) and item.href:
                space = self.fonts[item.font].set(" ").width
                width = sum(glyphs.width for glyphs in item.glyphs) + space * (len(item.glyphs) - 1)
                low = placed.drawing.height - item.y - 0.25 * item.size
                area = (item.x, low, item.x + width * item.size / 1000, low + 1.2 * item.size)
                self.canvas.linkURL(item.href, _turned(area, _matrix(placed, page_height)))


def _face(font: Font) -> TTFont:
    """A font as ReportLab knows it, under its own name; read when it is first used."""
    if font.name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(font.name, str(font.path)))
    return cast(TTFont, pdfmetrics.getFont(font.name))


class _Outline:
    """Tells ReportLab that the bookmarks are there already; its own take 3 kB each."""

    ready = 1

    def prepare(self, document: pdfdoc.PDFDocument, canvas: Canvas) -> None:
        """Nothing is left to do."""


def _add_outline(document: pdfdoc.PDFDocument, marks: Sequence[tuple[str, bytes]]) -> None:
    """The bookmarks: titles, and the places that they lead to, each an object that names those around it."""
    if not marks:
        return
    root = document.objectcounter + 1
    first, last = root + 1, root + len(marks)
    whole = f"<< /Type /Outlines /First {first} 0 R /Last {last} 0 R /Count {len(marks)} >>"
    document.Catalog.Outlines = document.Reference(whole.encode(), "outline")
    document.Outlines = _Outline()
    for number, (title, place) in enumerate(marks, first):
        around = f" /Prev {number - 1} 0 R" * (number > first) + f" /Next {number + 1} 0 R" * (number < last)
        name = title.encode("utf-16-be").hex().upper()
        entry = f"<< /Title <FEFF{name}> /Parent {root} 0 R{around} /Dest ".encode() + place + b" >>"
        document.Reference(entry, f"outline{number}")


def _pack(page: pdfdoc.PDFPage) -> None:
    """Compresses a page that is done; ReportLab would keep the text of all pages until the end."""
    data = zlib.compress(page.stream.encode("latin-1"))
    page.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}), data)
    page.stream = None


def _corners(box: Box, page_height: float) -> tuple[float, float, float, float]:
    """A box as PDF names it: left, low, right, high."""
    return box.x, page_height - box.y - box.height, box.x + box.width, page_height - box.y


def _upwards(matrix: Matrix, page_height: float) -> Matrix:
    """The same movement where y points up."""
    a, b, c, d, e, f = matrix
    return a, -b, -c, d, e + c * page_height, page_height - d * page_height - f


def _matrix(placed: Placed, page_height: float) -> tuple[float, ...]:
    """From a drawing's own coordinates to the page's, both with y up."""
    width, height = placed.drawing.width, placed.drawing.height
    left, low = placed.box.x, page_height - placed.box.y - placed.box.height
    match placed.turn:
        case 0:
            scale = placed.box.width / width
            return scale, 0, 0, scale, left, low
        case 90:
            return 0, -1, 1, 0, left, low + width
        case 180:
            return -1, 0, 0, -1, left + width, low + height
    return 0, 1, -1, 0, left + height, low


def _turned(area: tuple[float, ...], matrix: tuple[float, ...]) -> tuple[float, float, float, float]:
    """A rectangle of a drawing (left, low, right, high) as one of the page."""
    a, b, c, d, e, f = matrix
    xs = sorted(a * x + c * y + e for x, y in (area[:2], area[2:]))
    ys = sorted(b * x + d * y + f for x, y in (area[:2], area[2:]))
    return xs[0], ys[0], xs[1], ys[1]


def _pixels(pixels: Pixels) -> pdfdoc.PDFStream:
    """A picture as an object of the file."""
    name = pdfdoc.PDFName
    look = {
        "Type": name("XObject"), "Subtype": name("Image"), "Width": pixels.width, "Height": pixels.height,
        "ColorSpace": name({1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[pixels.channels]), "BitsPerComponent": 8,
        "Filter": name("DCTDecode" if pixels.jpeg else "FlateDecode"),
    }  # fmt: skip
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(look), pixels.data)


def _exactly(number: float) -> str:
    """A number of a matrix, which may turn a whole page by a hundredth of a degree."""
    return f"{number:.7f}".rstrip("0").rstrip(".")


def _escape(byte: int) -> str:
    if byte in b"()\\":
        return "\\" + chr(byte)
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"

"""A tagged PDF as a reader meets it: its structure read back through PDFium, and checks that the validator lacks."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import page as validator
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

UA = validator.ValidationProfile.PDF_UA_1
BROKEN = re.compile("[\u00ad\ufffe\x02]")
BLOCKS = {"P", "Lbl", "LBody", "Figure", *(f"H{level}" for level in range(1, 7))}


class Said(NamedTuple):
    """One text as it is read: what it is, its words, and their language where it is told.

    `text` is what the file spells, `seen` what PDFium makes of the places of the letters.
    """

    tag: str
    text: str
    language: str
    seen: str


def failures(data: bytes) -> list[str]:
    """The machine checks for PDF/UA-1 that a file fails, those of the validator and our own."""
    found = validator.validate_pdf_bytes(data, profile=UA).failures
    with pikepdf.open(io.BytesIO(data)) as file:
        return [failure.rule_id for failure in found] + list(parent_tree(file))


def parent_tree(file: pikepdf.Pdf) -> Iterator[str]:
    """What is wrong between the pieces of the pages, the elements that own them, and the way back."""
    root = file.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    flat = list(root.get("/ParentTree", pikepdf.Dictionary()).get("/Nums", []))
    back = dict(zip(map(int, flat[::2]), flat[1::2], strict=True))
    pieces: dict[Any, Any] = {}
    areas: dict[Any, Any] = {}
    for element in root.get("/K", []):
        yield from owned(element, None, pieces, areas)
    for number, page in enumerate(file.pages, 1):
        entry = back.pop(int(page.obj.get("/StructParents", -1)), None)
        said = [int(op.operands[1].MCID) for op in pikepdf.parse_content_stream(page) if is_piece(op)]
        if entry is None or page.obj.get("/Tabs") != "/S":
            yield f"page {number}: no entry in the parent tree, or no tab order"
            continue
        if len(entry) != len(said):
            yield f"page {number}: {len(said)} pieces, and {len(entry)} in the parent tree"
        for piece in said:
            owner = pieces.pop((page.obj.objgen, piece), None)
            if owner is None or piece >= len(entry) or entry[piece].objgen != owner:
                yield f"page {number}: piece {piece} belongs to no element, or to another one"
        for area in page.obj.get("/Annots", []):
            owner = back.pop(int(area.get("/StructParent", -1)), None)
            if owner is None or areas.pop(area.objgen, None) != owner.objgen or not area.get("/Contents"):
                yield f"page {number}: an area that no element owns, or that says nothing"
    yield from (f"an element owns what is not there: {owner}" for owner in (*pieces.values(), *areas.values()))
    yield from (f"the parent tree knows of what is not there: {key}" for key in back)


def is_piece(operation: Any) -> bool:
    return str(operation.operator) == "BDC" and "/MCID" in operation.operands[1]


def owned(element: Any, page: Any, pieces: dict[Any, Any], areas: dict[Any, Any]) -> Iterator[str]:
    """Enters what an element and those below it own; tells of a child with another parent."""
    page = element.get("/Pg", page)
    for kid in element.get("/K", []):
        if not isinstance(kid, pikepdf.Object):
            pieces[page.objgen, int(kid)] = element.objgen
        elif "/MCID" in kid:  # a piece on another page than the first of the element
            pieces[kid.Pg.objgen, int(kid.MCID)] = element.objgen
        elif "/Obj" in kid:
            areas[kid.Obj.objgen] = element.objgen
        else:
            if kid.P.objgen != element.objgen:
                yield f"{kid.S} has another parent"
            yield from owned(kid, page, pieces, areas)


# --- the structure as PDFium tells it ----------------------------------------------------------------------------


def said(data: bytes) -> list[list[Said]]:
    """What is read of each page, in order: pictures by their alternative text, and others by what is to be said."""
    pages = []
    for page, words in zip(pdfium.PdfDocument(data), spelled(data), strict=True):
        tree = raw.FPDF_StructTree_GetForPage(page)
        tops = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
        pages.append([text for top in tops for text in blocks(top, words, pieces_of(page))])
        raw.FPDF_StructTree_Close(tree)
    return pages


def spelled(data: bytes) -> Iterator[dict[int, str]]:
    """The text of each numbered piece of every page, as its codes spell it: no space is guessed."""
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            letters = {name: letters_of(font) for name, font in page.Resources.Font.items()}
            found: dict[int, str] = {}
            here, font = -1, ""
            for operation in pikepdf.parse_content_stream(page):
                match str(operation.operator):
                    case "BDC" | "BMC":
                        here = int(operation.operands[1].MCID) if is_piece(operation) else -1
                    case "Tf":
                        font = str(operation.operands[0])
                    case "TJ":
                        strings = (part for part in operation.operands[0] if isinstance(part, pikepdf.String))
                        text = "".join(letters[font][code] for part in strings for code in codes(bytes(part)))
                        found[here] = found.get(here, "") + text
            yield found


def codes(string: bytes) -> Iterator[int]:
    """The codes of a string in a font whose codes are two bytes long."""
    return (high << 8 | low for high, low in zip(string[::2], string[1::2], strict=True))


def letters_of(font: Any) -> dict[int, str]:
    pairs = re.findall(r"<(\w{4})> <(\w{4,})>", font.ToUnicode.read_bytes().decode())
    return {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in pairs}


def pieces_of(page: pdfium.PdfPage) -> dict[int, str]:
    """The text of each numbered piece of a page."""
    text = page.get_textpage()
    found: dict[int, str] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        number = raw.FPDFPageObj_GetMarkedContentID(item)
        words = string(lambda buffer, size, item=item: raw.FPDFTextObj_GetText(item, text, buffer, size))
        found[number] = found.get(number, "") + words
    return found


def blocks(element: Any, words: dict[int, str], seen: dict[int, str]) -> Iterator[Said]:
    tag = told(raw.FPDF_StructElement_GetType, element)
    if tag in BLOCKS:
        alt, actual = (
            told(ask, element) for ask in (raw.FPDF_StructElement_GetAltText, raw.FPDF_StructElement_GetActualText)
        )
        texts = [alt or actual or "".join(inside(element, pieces)) for pieces in (words, seen)]
        text, other = (" ".join(BROKEN.sub("", text).split()) for text in texts)
        yield Said(tag, text, told(raw.FPDF_StructElement_GetLang, element), other)
    else:
        kids = (raw.FPDF_StructElement_GetChildAtIndex(element, number) for number in children(element))
        for kid in filter(None, kids):
            yield from blocks(kid, words, seen)


def inside(element: Any, words: dict[int, str]) -> Iterator[str]:
    """The text of an element and of those in it, such as its links."""
    for number in children(element):
        piece = raw.FPDF_StructElement_GetChildMarkedContentID(element, number)
        kid = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if piece >= 0:
            yield words.get(piece, "")
        elif kid:
            yield from inside(kid, words)


def children(element: Any) -> range:
    return range(raw.FPDF_StructElement_CountChildren(element))


def told(question: Callable[..., int], element: Any) -> str:
    return string(lambda buffer, size: question(element, buffer, size))


def string(ask: Callable[[Any, int], int]) -> str:
    """A string that PDFium writes into a buffer, once it has said how many bytes that must have."""
    size = ask(None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le").split("\0")[0]

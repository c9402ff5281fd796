"""Pages into a PDF, and the only place where y points up; the same pages give the same bytes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from teamcards.drawing import Box, Colour, Drawing, Flip, Glyphs, Item, Line, Outline, Page, Placed, Rect, Run
from teamcards.fonts import Font

_ARC = 0.5523  # control points of a quarter circle, as a part of its radius
_ROOM = 72.0  # points around a repeated drawing, more than any bleed
_OPERATORS = {"move": "m", "line": "l", "curve": "c", "close": "h"}


def write(pages: Sequence[Page], title: str, language: str, flip: Flip, fonts: Iterable[Font]) -> bytes:
    """The PDF: text as text, fonts embedded as subsets, a bookmark per card, print settings for the given flip edge.

    The date is fixed, or that of SOURCE_DATE_EPOCH.
    """
    rl_config.useA85 = 0
    out = io.BytesIO()
    faces = {font.name: _embedded(font) for font in fonts}
    first = next(iter(faces))  # else ReportLab names Helvetica on every page, which nobody embeds
    canvas = Canvas(out, invariant=1, pageCompression=1, lang=language, initialFontName=first)
    canvas.setTitle(title)
    canvas.setAuthor("teamcards")
    canvas.setCreator("teamcards")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge" if flip == "long" else "DuplexFlipShortEdge")
    _Writer(canvas, faces).pages(pages)
    canvas.save()
    return out.getvalue()


class _Writer:
    """Writes pages to a canvas; a drawing that is placed more than once is written once and referred to."""

    def __init__(self, canvas: Canvas, faces: Mapping[str, TTFont]) -> None:
        self.canvas = canvas
        self.faces = faces
        self.forms: dict[int, str] = {}
        self.words: dict[tuple[str, str], list[tuple[int, str]]] = {}

    def pages(self, pages: Sequence[Page]) -> None:
        for drawing in _repeated(pages):
            self.form(drawing)
        number = 0
        for page in pages:
            self.canvas.setPageSize((page.width, page.height))
            for placed in page.placed:
                self.placed(placed, page.height)
            self.items(page.items, page.height)
            for bookmark in page.bookmarks:
                number += 1
                self.canvas.bookmarkHorizontal(str(number), bookmark.x, page.height - bookmark.y)
                self.canvas.addOutlineEntry(bookmark.title, str(number))
            self.canvas.showPage()

    def form(self, drawing: Drawing) -> None:
        """A drawing on its own, with room for bleed around it."""
        name = f"drawing{len(self.forms)}"
        self.canvas.beginForm(name, -_ROOM, -_ROOM, drawing.width + _ROOM, drawing.height + _ROOM)
        self.drawing(drawing)
        self.canvas.endForm()
        self.forms[id(drawing)] = name

    def placed(self, placed: Placed, page_height: float) -> None:
        clip = placed.clip
        corner = f"{_n(clip.x)} {_n(page_height - clip.y - clip.height)}"
        matrix = " ".join(map(_n, _matrix(placed, page_height)))
        self.canvas.addLiteral(f"q {corner} {_n(clip.width)} {_n(clip.height)} re W n {matrix} cm")
        self.drawing(placed.drawing)
        self.canvas.addLiteral("Q")
        if placed.turn == 0:
            self.links(placed, page_height)

    def drawing(self, drawing: Drawing) -> None:
        if id(drawing) in self.forms:
            self.canvas.doForm(self.forms[id(drawing)])
            return
        if drawing.shared:
            self.drawing(drawing.shared)
        self.items(drawing.items, drawing.height)

    def items(self, items: Iterable[Item], height: float) -> None:
        self.canvas.addLiteral("\n".join(self.operators(item, height) for item in items))

    def operators(self, item: Item, height: float) -> str:
        match item:
            case Run():
                return self.run(item, height)
            case Rect():
                return _rect(item, height)
            case Line():
                points = f"{_n(item.x1)} {_n(height - item.y1)} m {_n(item.x2)} {_n(height - item.y2)} l"
                return f"{_colour(item.colour)} RG {_n(item.width)} w {points} S"
            case Outline():
                return _outline(item, height)

    def run(self, run: Run, height: float) -> str:
        """One line of words, in as many strings as its font has subsets for, with kerning."""
        subset = -1
        pieces: list[str] = []
        for number, glyphs in enumerate(run.glyphs):
            if number:
                pieces.append("( )")
            for code, array in self.encoded(run.font, glyphs):
                if code != subset:
                    name = self.faces[run.font].getSubsetInternalName(code, self.canvas._doc)
                    pieces.append(f"{'' if subset < 0 else '] TJ '}{name} {_n(run.size)} Tf [")
                    subset = code
                pieces.append(array)
        place = f"1 0 0 1 {_n(run.x)} {_n(height - run.y)} Tm"
        tracking = (f"{_n(run.tracking)} Tc ", " 0 Tc") if run.tracking else ("", "")
        return f"BT {_colour(run.colour)} rg {tracking[0]}{place} {''.join(pieces)}] TJ{tracking[1]} ET"

    def encoded(self, font: str, glyphs: Glyphs) -> list[tuple[int, str]]:
        """A word as (subset of its font, strings with kerning between them)."""
        key = (font, glyphs.text)
        if key not in self.words:
            self.words[key] = self.encode(font, glyphs)
        return self.words[key]

    def encode(self, font: str, glyphs: Glyphs) -> list[tuple[int, str]]:
        kerns = dict(glyphs.kerns)
        result: list[tuple[int, str]] = []
        subset, array, text = -1, "", ""
        for number, character in enumerate(glyphs.text):
            ((code, byte),) = self.faces[font].splitString(character, self.canvas._doc)
            if code != subset:
                if text or array:
                    result.append((subset, array + (f"({text})" if text else "")))
                subset, array, text = code, "", ""
            text += _escape(byte[0])
            if number in kerns:
                array, text = f"{array}({text}){_n(-kerns[number])}", ""
        result.append((subset, array + (f"({text})" if text else "")))
        return result

    def links(self, placed: Placed, page_height: float) -> None:
        for item in placed.drawing.items:
            if isinstance(item, Run) and item.href:
                width = sum(glyphs.width for glyphs in item.glyphs) * item.size / 1000
                left = placed.box.x + item.x
                low = page_height - placed.box.y - item.y - 0.25 * item.size
                self.canvas.linkURL(item.href, (left, low, left + width, low + 1.2 * item.size))


def _repeated(pages: Sequence[Page]) -> list[Drawing]:
    """The drawings that stand on the pages more than once, those inside others first."""
    counts: Counter[int] = Counter()
    drawings: dict[int, Drawing] = {}
    for page in pages:
        for placed in page.placed:
            for drawing in (placed.drawing.shared, placed.drawing):
                if drawing is not None:
                    drawings[id(drawing)] = drawing
                    counts[id(drawing)] += 1
    found = [drawing for key, drawing in drawings.items() if counts[key] > 1]
    return sorted(found, key=lambda drawing: drawing.shared is not None)


def _embedded(font: Font) -> TTFont:
    """The font as ReportLab knows it, registered under its own name."""
    if font.name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(font.name, str(font.path)))
    return cast(TTFont, pdfmetrics.getFont(font.name))


def _matrix(placed: Placed, page_height: float) -> tuple[float, ...]:
    """From a drawing's own coordinates to the page's, both with y up."""
    width, height = placed.drawing.width, placed.drawing.height
    left, low = placed.box.x, page_height - placed.box.y - placed.box.height
    match placed.turn:
        case 0:
            return 1, 0, 0, 1, left, low
        case 90:
            return 0, -1, 1, 0, left, low + width
        case 180:
            return -1, 0, 0, -1, left + width, low + height
    return 0, 1, -1, 0, left + height, low


def _rect(rect: Rect, height: float) -> str:
    fill = f"{_colour(rect.fill)} rg " if rect.fill else ""
    stroke = f"{_colour(rect.stroke)} RG {_n(rect.width)} w " if rect.stroke else ""
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(rect.fill), bool(rect.stroke)]
    return f"{fill}{stroke}{_path(rect.box, rect.radius, height)} {paint}"


def _path(box: Box, radius: float, page_height: float) -> str:
    left, low = box.x, page_height - box.y - box.height
    if not radius:
        return f"{_n(left)} {_n(low)} {_n(box.width)} {_n(box.height)} re"
    right, high = left + box.width, low + box.height
    r = min(radius, box.width / 2, box.height / 2)
    c = r * (1 - _ARC)
    corners = (
        (left + r, low, "m"), (right - r, low, "l"),
        (right - c, low, right, low + c, right, low + r, "c"), (right, high - r, "l"),
        (right, high - c, right - c, high, right - r, high, "c"), (left + r, high, "l"),
        (left + c, high, left, high - c, left, high - r, "c"), (left, low + r, "l"),
        (left, low + c, left + c, low, left + r, low, "c"),
    )  # fmt: skip
    return " ".join(" ".join([*map(_n, corner[:-1]), corner[-1]]) for corner in corners) + " h"


def _outline(outline: Outline, height: float) -> str:
    """An icon: its lines in a square of its own, flipped, since icons are drawn with y down."""
    scale = outline.size / outline.side
    place = f"{_n(scale)} 0 0 {_n(-scale)} {_n(outline.x)} {_n(height - outline.y)} cm"
    path = " ".join(" ".join([*map(_n, points), _OPERATORS[name]]) for name, points in outline.commands)
    return f"q {place} {_colour(outline.colour)} RG {_n(outline.width)} w 1 J 1 j {path} S Q"


def _colour(colour: Colour) -> str:
    return " ".join(map(_n, colour))


def _n(number: float) -> str:
    """A number as PDF writes it: three decimals (a thousandth of a point), no exponent, no useless zeros."""
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _escape(byte: int) -> str:
    if byte in b"()\\":
        return "\\" + chr(byte)
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"

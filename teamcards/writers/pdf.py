"""Pages into a PDF, and the only place where y points up; the same pages give the same bytes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from teamcards.drawing import Box, Drawing, Flip, Glyphs, Item, Line, Outline, Page, Placed, Rect, Run
from teamcards.fonts import Font
from teamcards.inks import Inks, Light

_ARC = 0.5523  # control points of a quarter circle, as a part of its radius
_ROOM = 72.0  # points around a repeated drawing, more than any bleed
_OPERATORS = {"move": "m", "line": "l", "curve": "c", "close": "h"}


def write(
    pages: Sequence[Page], title: str, subject: str, language: str, flip: Flip, fonts: Iterable[Font],
    inks: Inks = Light(),  # noqa: B008 - a frozen value
) -> bytes:  # fmt: skip
    """The PDF: text as text, fonts embedded as subsets, a bookmark per card, print settings for the given flip edge.

    The date is fixed, or that of SOURCE_DATE_EPOCH.
    """
    rl_config.useA85 = 0
    out = io.BytesIO()
    known = {font.name: font for font in fonts}
    first = _face(next(iter(known.values())))  # else ReportLab names Helvetica, which nobody embeds, on every page
    canvas = Canvas(out, invariant=1, pageCompression=1, lang=language, initialFontName=first.fontName)
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setAuthor("teamcards")
    canvas.setCreator("teamcards")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge" if flip == "long" else "DuplexFlipShortEdge")
    _Writer(canvas, known, inks).pages(pages)
    canvas.save()
    return out.getvalue()


class _Writer:
    """Writes pages to a canvas; a drawing that is placed more than once is written once and referred to."""

    def __init__(self, canvas: Canvas, fonts: Mapping[str, Font], inks: Inks) -> None:
        self.canvas = canvas
        self.fonts = fonts
        self.inks = inks
        self.names: dict[tuple[str, int], str] = {}
        self.characters: dict[tuple[str, str], tuple[int, str]] = {}
        self.forms: dict[int, str] = {}
        self.marks: dict[int, str] = {}
        self.words: dict[tuple[str, str], list[tuple[int, str]]] = {}

    def pages(self, pages: Sequence[Page]) -> None:
        for drawing in _repeated(pages):
            self.form(drawing)
        number = 0
        for page in pages:
            self.canvas.setPageSize((page.width, page.height))
            self.canvas.setTrimBox(page.trim and _corners(page.trim, page.height))
            self.canvas.setBleedBox(page.bleed and _corners(page.bleed, page.height))
            for placed in page.placed:
                self.placed(placed, page.height)
            self.canvas.addLiteral(self.around(page.items, page.height))
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

    def around(self, items: tuple[Item, ...], height: float) -> str:
        """What stands around the cards: the same marks on most pages, so remembered by what they are."""
        if id(items) not in self.marks:
            self.marks[id(items)] = "\n".join(self.operators(item, height) for item in items)
        return self.marks[id(items)]

    def operators(self, item: Item, height: float) -> str:
        match item:
            case Run():
                return self.run(item, height)
            case Rect():
                return _rect(item, height, self.inks)
            case Line():
                points = f"{_n(item.x1)} {_n(height - item.y1)} m {_n(item.x2)} {_n(height - item.y2)} l"
                return f"{self.inks.stroke(item.colour)} {_n(item.width)} w {points} S"
            case Outline():
                return _outline(item, height, self.inks)

    def run(self, run: Run, height: float) -> str:
        """One line of words, in as many strings as its font has subsets for, with kerning."""
        words = [self.encoded(run.font, glyphs) for glyphs in run.glyphs]
        pieces: list[str] = []
        subset = -1
        for number, word in enumerate(words):
            for code, array in word:
                if code != subset:
                    pieces.append(f"{'] TJ ' if pieces else ''}{self.names[run.font, code]} {_n(run.size)} Tf [")
                    subset = code
                pieces.append(array)
            if number < len(words) - 1:
                pieces.append("( )")
        tracking = (f"{_n(run.tracking)} Tc ", " 0 Tc") if run.tracking else ("", "")
        place = f"1 0 0 1 {_n(run.x)} {_n(height - run.y)} Tm"
        return f"BT {self.inks.fill(run.colour)} {tracking[0]}{place} {''.join(pieces)}] TJ{tracking[1]} ET"

    def encoded(self, font: str, glyphs: Glyphs) -> list[tuple[int, str]]:
        """A word as (subset of its font, strings with kerning between them); remembered, since words return."""
        found = self.words.get((font, glyphs.text))
        if found is None:
            found = self.words[font, glyphs.text] = list(self.encode(font, glyphs))
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
                array += f"){_n(-kerns[number])}("
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


def _face(font: Font) -> TTFont:
    """A font as ReportLab knows it, under its own name; read when it is first used."""
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


def _turned(area: tuple[float, ...], matrix: tuple[float, ...]) -> tuple[float, float, float, float]:
    """A rectangle of a drawing (left, low, right, high) as one of the page."""
    a, b, c, d, e, f = matrix
    xs = sorted(a * x + c * y + e for x, y in (area[:2], area[2:]))
    ys = sorted(b * x + d * y + f for x, y in (area[:2], area[2:]))
    return xs[0], ys[0], xs[1], ys[1]


def _rect(rect: Rect, height: float, inks: Inks) -> str:
    fill = f"{inks.fill(rect.fill)} " if rect.fill else ""
    stroke = f"{inks.stroke(rect.stroke)} {_n(rect.width)} w " if rect.stroke else ""
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


def _outline(outline: Outline, height: float, inks: Inks) -> str:
    """An icon: its lines in a square of its own, flipped, since icons are drawn with y down."""
    scale = outline.size / outline.side
    place = f"{scale:.5f} 0 0 {-scale:.5f} {_n(outline.x)} {_n(height - outline.y)} cm"
    path = " ".join(" ".join([*map(_n, points), _OPERATORS[name]]) for name, points in outline.commands)
    return f"q {place} {inks.stroke(outline.colour)} {_n(outline.width)} w 1 J 1 j {path} S Q"


def _corners(box: Box, page_height: float) -> tuple[float, float, float, float]:
    """A box of a page as PDF writes it: left, low, right, high."""
    return box.x, page_height - box.y - box.height, box.x + box.width, page_height - box.y


def _n(number: float) -> str:
    """A length as PDF writes it, to a hundredth of a point (0.004 mm)."""
    return f"{number:.2f}"


def _escape(byte: int) -> str:
    if byte in b"()\\":
        return "\\" + chr(byte)
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"

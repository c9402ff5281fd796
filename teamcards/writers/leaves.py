"""Pages as a PDF has them: the operators of each, and what they refer to. Here y points up.

A page needs nothing of the pages before it, since a character is its own number in every font, and what many pages
refer to is named after what it is. So pages may be made anywhere, and in any order.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from teamcards.drawing import (
    AS_IT_IS,
    Begin,
    Box,
    Colour,
    Drawing,
    End,
    Figure,
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
from teamcards.inks import Inks
from teamcards.writers import operators
from teamcards.writers.operators import hundredths, length

ROOM = 72.0
"""Points around a repeated drawing, more than any bleed."""

Corners = tuple[float, float, float, float]
"""A box as PDF names it: left, low, right, high, in points."""

ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r"})
"""What characters become that would end a string of a PDF, or change it."""

_Style = tuple[str, float, Colour, float, bool]
_SPACE = "\0 "
_EFFORT = 2  # of 9: in half the time of the usual 6, files are 9 % larger


class Form(NamedTuple):
    """A drawing that many pages refer to: its operators, the names that they use, and its size in points."""

    operators: bytes
    uses: tuple[str, ...]
    width: float
    height: float


class Leaf(NamedTuple):
    """A page: its size in points, its operators as a stream of the PDF, the forms and pictures that they use.

    `links` are areas to click on and where they lead, `marks` the titles of bookmarks and the point of each.
    """

    width: float
    height: float
    stream: bytes
    uses: tuple[str, ...]
    links: tuple[tuple[Corners, str], ...]
    marks: tuple[tuple[str, float, float], ...]
    trim: Corners | None
    bleed: Corners | None


class Leaves(NamedTuple):
    """Pages, with all that they refer to by its name, and the characters that they set in each font."""

    pages: tuple[Leaf, ...]
    forms: Mapping[str, Form]
    pictures: Mapping[str, Pixels]
    characters: Mapping[str, frozenset[str]]


def font_name(number: int) -> str:
    """What the font of that number is called in the operators."""
    return f"F{number}"


def of(pages: Iterable[Page], fonts: Iterable[Font], inks: Inks) -> Leaves:
    """The leaves of pages, each made and compressed as it comes; `fonts` are numbered in their order."""
    press = _Press({font.name: (number, font) for number, font in enumerate(fonts)}, inks)
    made = tuple(map(press.leaf, pages))
    used = {font: frozenset(" ").union(*words) for font, words in press.words.items() if words}
    return Leaves(made, press.forms, press.pictures, used)


class _Words(dict[str, str]):
    """Words as a font has them, with kerning; remembered, since words return."""

    def line(self, glyphs: Iterable[Glyphs]) -> str:
        return _SPACE.join([self.get(word.text) or self.encoded(word) for word in glyphs])

    def encoded(self, glyphs: Glyphs) -> str:
        signs = list(map(_string, glyphs.text))
        for number, kern in glyphs.kerns:
            signs[number] += _kern(kern)
        self[glyphs.text] = text = "".join(signs)
        return text


class _Press:
    """Makes leaves; a drawing that is reused is written once and referred to."""

    def __init__(self, fonts: Mapping[str, tuple[int, Font]], inks: Inks) -> None:
        self.fonts = fonts
        self.inks = inks
        self.styles: dict[_Style, str] = {}
        self.words = {font: _Words() for font in fonts}
        self.forms: dict[str, Form] = {}
        self.pictures: dict[str, Pixels] = {}
        self.named: dict[int, tuple[str, Drawing]] = {}
        self.around: dict[tuple[float, tuple[Item, ...]], str] = {}
        self.uses: dict[str, None] = {}  # of what is being written, in their order

    def leaf(self, page: Page) -> Leaf:
        height = page.height
        self.uses = {}
        written = _stream("\n".join(self.page(page)).encode("latin-1"))
        links = tuple([
            self.link(item, placed, height)
            for placed in page.placed for item in placed.drawing.items if isinstance(item, Run) and item.href
        ])  # fmt: skip
        marks = tuple((mark.title, mark.x, height - mark.y) for mark in page.bookmarks)
        trim, bleed = (box and _corners(box, height) for box in (page.trim, page.bleed))
        return Leaf(page.width, height, written, tuple(self.uses), links, marks, trim, bleed)

    def page(self, page: Page) -> Iterator[str]:
        moved = page.matrix != AS_IT_IS
        if moved:
            yield f"q {_moving(_upwards(page.matrix, page.height))}"
        for placed in page.placed:
            drawing, box, clip, turn = placed
            yield _place(box, clip, turn, drawing.width, drawing.height, page.height)
            yield self.drawing(drawing)
            yield "Q"
        around = page.height, page.items
        if around not in self.around:  # the same marks on most pages; no pictures are among them
            self.around[around] = "\n".join(self.operators(page.items, page.height))
        yield self.around[around]
        if moved:
            yield "Q"

    def drawing(self, drawing: Drawing) -> str:
        if not drawing.reused:
            return self.content(drawing)
        name = self.form(drawing)
        self.uses[name] = None
        return f"/{name} Do"

    def content(self, drawing: Drawing) -> str:
        shared = [self.drawing(drawing.shared)] if drawing.shared else []
        return "\n".join([*shared, *self.operators(drawing.items, drawing.height)])

    def form(self, drawing: Drawing) -> str:
        """The name of a drawing that is reused: that of its content, so that equal ones are written once."""
        if id(drawing) not in self.named:
            uses, self.uses = self.uses, {}
            data = self.content(drawing).encode("latin-1")
            form = Form(data, tuple(self.uses), drawing.width, drawing.height)
            self.uses = uses
            name = f"D{hashlib.sha256(repr(form).encode()).hexdigest()[:12]}"
            self.forms[name] = form
            self.named[id(drawing)] = name, drawing  # kept, so that no other drawing gets its identity
        return self.named[id(drawing)][0]

    def operators(self, items: Iterable[Item], height: float) -> Iterator[str]:
        for style, same in groupby(items, _style):
            if style:
                yield self.text(style, [item for item in same if isinstance(item, Run)], height)
            else:
                yield from [self.operator(item, height) for item in same if not isinstance(item, Run)]

    def operator(self, item: Rect | Line | Outline | Figure | Image | Begin | End, height: float) -> str:
        match item:
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

    def text(self, style: _Style, runs: Sequence[Run], height: float) -> str:
        """Lines in one style, each placed from where the one before it starts."""
        lines = [self.styles.get(style) or self.opening(style)]
        words, rising = self.words[runs[0].font], runs[0].rising
        x = y = 0  # hundredths of a point, so that steps add up to the very place
        for run in runs:
            left, low = round(100 * run.x), round(100 * (height - run.y))
            if rising:
                left, low = low, -left
            lines.append(f"{hundredths(left - x)} {hundredths(low - y)} Td [({words.line(run.glyphs)})] TJ")
            x, y = left, low
        lines.append("ET")
        return "\n".join(lines)

    def opening(self, style: _Style) -> str:
        """What a text starts with: all of its style, since nothing is left of the text before it."""
        font, size, colour, tracking, rising = style
        name, turned = font_name(self.fonts[font][0]), " 0 1 -1 0 0 0 Tm" if rising else ""
        self.styles[style] = f"BT {self.inks.fill(colour)} /{name} {length(size)} Tf {length(tracking)} Tc{turned}"
        return self.styles[style]

    def image(self, image: Image, height: float) -> str:
        """A picture of pixels, written once however often it is placed."""
        name = f"P{image.pixels.key}"
        if name not in self.pictures:
            self.pictures[name] = self.inks.pixels(image.pixels)
        self.uses[name] = None
        box = image.box
        place = f"{length(box.width)} 0 0 {length(box.height)} {length(box.x)} {length(height - box.y - box.height)} cm"
        return f"q {operators.path(box, image.radius, height)} W n {place} /{name} Do Q"

    def link(self, run: Run, placed: Placed, page_height: float) -> tuple[Corners, str]:
        """The area to click on, which a page has beside its drawings, and where it leads to."""
        drawing, box, _, turn = placed
        space = self.fonts[run.font][1].set(" ").width
        width = sum(glyphs.width for glyphs in run.glyphs) + space * (len(run.glyphs) - 1)
        low = drawing.height - run.y - 0.25 * run.size
        area = (run.x, low, run.x + width * run.size / 1000, low + 1.2 * run.size)
        return _turned(area, _matrix(box, turn, drawing.width, drawing.height, page_height)), run.href


def _stream(data: bytes) -> bytes:
    """Data as a PDF has it, compressed: made once, so that no page is copied."""
    packed = zlib.compress(data, _EFFORT)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\n" % (len(packed), packed)


def _style(item: Item) -> _Style | None:
    """Font, size, colour, tracking and direction of a line of words."""
    return (item.font, item.size, item.colour, item.tracking, item.rising) if isinstance(item, Run) else None


@functools.cache
def _kern(kern: float) -> str:
    return f"){-kern:.4g}("


@functools.cache
def _string(character: str) -> str:
    """A character in a string of the operators."""
    return character.encode("utf-16-be").decode("latin-1").translate(ESCAPES)


def _corners(box: Box, page_height: float) -> Corners:
    return box.x, page_height - box.y - box.height, box.x + box.width, page_height - box.y


def _upwards(matrix: Matrix, page_height: float) -> Matrix:
    """The same movement where y points up."""
    a, b, c, d, e, f = matrix
    return a, -b, -c, d, e + c * page_height, page_height - d * page_height - f


@functools.lru_cache(maxsize=256)
def _place(box: Box, clip: Box, turn: int, width: float, height: float, page_height: float) -> str:
    """The operators before a drawing of that size; remembered, since cards lie in the same places of every sheet."""
    moving = _moving(_matrix(box, turn, width, height, page_height))
    return f"q {operators.path(clip, 0.0, page_height)} W n {moving}"


def _matrix(box: Box, turn: int, width: float, height: float, page_height: float) -> Matrix:
    """From the coordinates of a drawing of that size to the page's, both with y up."""
    left, low = box.x, page_height - box.y - box.height
    match turn:
        case 0:
            scale = box.width / width
            return scale, 0, 0, scale, left, low
        case 90:
            return 0, -1, 1, 0, left, low + width
        case 180:
            return -1, 0, 0, -1, left + width, low + height
    return 0, 1, -1, 0, left + height, low


def _turned(area: Corners, matrix: Matrix) -> Corners:
    """A rectangle of a drawing (left, low, right, high) as one of the page."""
    a, b, c, d, e, f = matrix
    xs = sorted(a * x + c * y + e for x, y in (area[:2], area[2:]))
    ys = sorted(b * x + d * y + f for x, y in (area[:2], area[2:]))
    return xs[0], ys[0], xs[1], ys[1]


def _moving(matrix: Matrix) -> str:
    """The operator that moves what follows."""
    return f"{' '.join(map(_exactly, matrix))} cm"


def _exactly(number: float) -> str:
    """A number of a matrix, which may turn a whole page by a hundredth of a degree."""
    return f"{number:.7f}".rstrip("0").rstrip(".")

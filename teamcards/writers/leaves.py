"""Pages as a PDF has them: the operators of each, and what they refer to. Here y points up.

A page needs nothing of the pages before it, since a character is its own number in every font, and what many pages
refer to is named after what it is. So pages may be made anywhere, and in any order.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from teamcards.drawing import (
    AS_IT_IS,
    Begin,
    Box,
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
from teamcards.writers.operators import length

ROOM = 72.0
"""Points around a repeated drawing, more than any bleed."""

Corners = tuple[float, float, float, float]
"""A box as PDF names it: left, low, right, high, in points."""

ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r"})
"""What characters become that would end a string of a PDF, or change it."""

_SPACE = "\0 "
_EFFORT = 4  # of 9: in half the time of the usual 6, files are 3 % larger


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

    def encoded(self, glyphs: Glyphs) -> str:
        signs = list(map(_string, glyphs.text))
        for number, kern in glyphs.kerns:
            signs[number] += f"){-kern:.4g}("
        self[glyphs.text] = text = "".join(signs)
        return text


class _Press:
    """Makes leaves; a drawing that is reused is written once and referred to."""

    def __init__(self, fonts: Mapping[str, tuple[int, Font]], inks: Inks) -> None:
        self.fonts = fonts
        self.inks = inks
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
        links = tuple(link for placed in page.placed for link in self.links(placed, height))
        marks = tuple((mark.title, mark.x, height - mark.y) for mark in page.bookmarks)
        trim, bleed = (box and _corners(box, height) for box in (page.trim, page.bleed))
        return Leaf(page.width, height, written, tuple(self.uses), links, marks, trim, bleed)

    def page(self, page: Page) -> Iterator[str]:
        moved = page.matrix != AS_IT_IS
        if moved:
            yield f"q {_moving(_upwards(page.matrix, page.height))}"
        for placed in page.placed:
            clip = placed.clip
            corner = f"{length(clip.x)} {length(page.height - clip.y - clip.height)}"
            moving = _moving(_matrix(placed, page.height))
            yield f"q {corner} {length(clip.width)} {length(clip.height)} re W n {moving}"
            yield self.drawing(placed.drawing)
            yield "Q"
        around = page.height, page.items
        if around not in self.around:  # the same marks on most pages; no pictures are among them
            self.around[around] = "\n".join(self.operators(item, page.height) for item in page.items)
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
        return "\n".join(shared + [self.operators(item, drawing.height) for item in drawing.items])

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
        """One line of words, with kerning."""
        words = self.words[run.font]
        text = _SPACE.join([words.get(glyphs.text) or words.encoded(glyphs) for glyphs in run.glyphs])
        font = f"/{font_name(self.fonts[run.font][0])} {run.size:.2f} Tf"
        before, after = (f"{run.tracking:.2f} Tc ", " 0 Tc") if run.tracking else ("", "")
        corner = f"{run.x:.2f} {height - run.y:.2f}"
        place = f"0 1 -1 0 {corner} Tm" if run.rising else f"{corner} Td"
        return f"BT {self.inks.fill(run.colour)} {before}{font} {place} [({text})] TJ{after} ET"

    def image(self, image: Image, height: float) -> str:
        """A picture of pixels, written once however often it is placed."""
        name = f"P{image.pixels.key}"
        if name not in self.pictures:
            self.pictures[name] = self.inks.pixels(image.pixels)
        self.uses[name] = None
        box = image.box
        place = f"{length(box.width)} 0 0 {length(box.height)} {length(box.x)} {length(height - box.y - box.height)} cm"
        return f"q {operators.path(box, image.radius, height)} W n {place} /{name} Do Q"

    def links(self, placed: Placed, page_height: float) -> Iterator[tuple[Corners, str]]:
        """The areas to click on, which a page has beside its drawings."""
        for item in placed.drawing.items:
            if isinstance(item, Run) and item.href:
                space = self.fonts[item.font][1].set(" ").width
                width = sum(glyphs.width for glyphs in item.glyphs) + space * (len(item.glyphs) - 1)
                low = placed.drawing.height - item.y - 0.25 * item.size
                area = (item.x, low, item.x + width * item.size / 1000, low + 1.2 * item.size)
                yield _turned(area, _matrix(placed, page_height)), item.href


def _stream(data: bytes) -> bytes:
    """Data as a PDF has it, compressed: made once, so that no page is copied."""
    packed = zlib.compress(data, _EFFORT)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\n" % (len(packed), packed)


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


def _matrix(placed: Placed, page_height: float) -> Matrix:
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


def _turned(area: Corners, matrix: Matrix) -> Corners:
    """A rectangle of a drawing (left, low, right, high) as one of the page."""
    a, b, c, d, e, f = matrix
    xs = sorted(a * x + c * y + e for x, y in (area[:2], area[2:]))
    ys = sorted(b * x + d * y + f for x, y in (area[:2], area[2:]))
    return xs[0], ys[0], xs[1], ys[1]


@functools.lru_cache(maxsize=256)
def _moving(matrix: Matrix) -> str:
    """The operator that moves what follows; remembered, since cards lie in the same places of every sheet."""
    return f"{' '.join(map(_exactly, matrix))} cm"


def _exactly(number: float) -> str:
    """A number of a matrix, which may turn a whole page by a hundredth of a degree."""
    return f"{number:.7f}".rstrip("0").rstrip(".")

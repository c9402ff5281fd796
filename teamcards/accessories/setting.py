"""Blocks of text and marks to put on a page, and blocks below each other onto pages; lengths in points, y down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from teamcards import markup, typeset
from teamcards.drawing import Box, Colour, Item, Line, Outline, Page, Rect, Run
from teamcards.layout import Look, paint
from teamcards.markup import Span
from teamcards.sheets import EDGE, Paper
from teamcards.units import MM

BLACK: Colour = (0.0, 0.0, 0.0)
_SPACES = re.compile(r"[ \t\r\n]+")
_MIDDLE = 0.34  # from the middle of a line to its baseline, in type sizes
_MARGIN = 14 * MM
_LEAST_MARGIN = EDGE + 1 * MM
_STRETCH = 7 * MM  # the most that a gap between two blocks grows to fill a page


class Pen(NamedTuple):
    """How text is set: in a style's fonts, at a size in points, each line `leading` times as high.

    Lines that are balanced are as long as each other, also where the style has them full.
    """

    style: str
    size: float
    colour: Colour = BLACK
    leading: float = 1.32
    centre: bool = False
    balance: bool = False


class Block(NamedTuple):
    """Items on an area of their own, with the origin at its top left."""

    items: tuple[Item, ...]
    width: float
    height: float

    def at(self, x: float, y: float) -> Iterator[Item]:
        """The items with that area's top left at x, y."""
        return (moved(item, x, y) for item in self.items)


def millimetres(length: float, words: Mapping[str, str]) -> str:
    """A length in points as millimetres to a tenth, with the decimal sign of the language."""
    return f"{round(length / MM, 1):g}".replace(".", words["decimal"])


def moved(item: Item, x: float, y: float) -> Item:
    """An item so far to the right and down."""
    match item:
        case Rect():
            box = item.box
            return item._replace(box=Box(box.x + x, box.y + y, box.width, box.height))
        case Line():
            return item._replace(x1=item.x1 + x, y1=item.y1 + y, x2=item.x2 + x, y2=item.y2 + y)
        case Outline() | Run():
            return item._replace(x=item.x + x, y=item.y + y)
    return item


# --- text ------------------------------------------------------------------------------------------------------


def said(text: str) -> tuple[Span, ...]:
    """Words of ours, in which ** makes strong."""
    return tuple(span for block in markup.parse(text) for span in block.spans)


def given(text: str) -> tuple[Span, ...]:
    """Words of an author's, in which no character has a meaning."""
    return (Span(_SPACES.sub(" ", text).strip(" ")),)


def text(spans: Iterable[Span], pen: Pen, width: float, look: Look) -> Block:
    """A text broken into lines of that width; a word that is wider than a line goes on in the next one."""
    rows = lines(spans, pen, width, look)
    high = pen.size * pen.leading
    items = (item for number, row in enumerate(rows) for item in row.at(0, number * high))
    return Block(tuple(items), width, len(rows) * high)


def lines(spans: Iterable[Span], pen: Pen, width: float, look: Look) -> list[Block]:
    """As `text`, each line a block of its own."""
    spans = tuple(spans)
    measure = 1000 * width / pen.size
    breaker = typeset.balanced if pen.balance or look.style(pen.style).balance else typeset.settled
    rows = breaker(look.paragraph(pen.style, spans), measure)
    if rows is None:
        rows = breaker(look.paragraph(pen.style, [_cut(span, pen, measure, look) for span in spans]), measure) or []
    high = pen.size * pen.leading
    lefts = [(width - typeset.width(row) * pen.size / 1000) / 2 if pen.centre else 0.0 for row in rows]
    y = high / 2 + _MIDDLE * pen.size
    return [
        Block(paint.runs(row, x, y, pen.size, pen.colour, 0.0), width, high) for row, x in zip(rows, lefts, strict=True)
    ]


def fitting(spans: Sequence[Span], pen: Pen, width: float, height: float, look: Look) -> Block:
    """A text at the size of the pen or the largest smaller one at which it is no higher, whole words first."""
    sizes = [pen.size * (0.92**step) for step in range(20) if pen.size * 0.92**step >= 6] or [pen.size]
    paragraph = look.paragraph(pen.style, spans)
    for size in sizes:
        if typeset.count(paragraph._replace(language=None), 1000 * width / size):
            block = text(spans, pen._replace(size=size), width, look)
            if block.height <= height:
                return block
    return text(spans, pen._replace(size=sizes[-1]), width, look)


def width_of(words: str, pen: Pen, look: Look) -> float:
    """How wide a text is on one line."""
    return look.family(pen.style).plain.set(words).width * pen.size / 1000


def line(words: str, x: float, y: float, pen: Pen, look: Look, *, across: float = 0.0) -> Run:
    """A text on one line with its middle at the height y; x is its left, its middle (0.5 across) or its right (1)."""
    font = look.family(pen.style).plain
    glyphs = font.set(words)
    left = x - across * glyphs.width * pen.size / 1000
    return Run(left, y + _MIDDLE * pen.size, font.name, pen.size, pen.colour, (glyphs,))


def _cut(span: Span, pen: Pen, measure: float, look: Look) -> Span:
    """The span with spaces in words that are wider than a line: what is before and after one shares no line."""
    font = look.family(pen.style).of(span)
    words: list[str] = []
    for word in span.text.split(" "):
        start = 0
        for end in range(1, len(word)):
            if font.set(word[start : end + 1]).width > measure:
                words.append(word[start:end])
                start = end
        words.append(word[start:])
    return span._replace(text=" ".join(words))


# --- blocks ----------------------------------------------------------------------------------------------------


def in_columns(blocks: Sequence[Block], width: float, gutter: float, gap: float) -> Block:
    """Blocks in two columns, divided where the higher of them is lowest."""
    divided = [(below(blocks[:n], gap), below(blocks[n:], gap)) for n in range(1, len(blocks))]
    left, right = min(divided, key=lambda both: max(column.height for column in both))
    beside = right.at((width + gutter) / 2, 0)
    return Block((*left.items, *beside), width, max(left.height, right.height))


def below(blocks: Sequence[Block], gap: float, indent: float = 0.0) -> Block:
    """Blocks below each other as one."""
    items: list[Item] = []
    y = 0.0
    for block in blocks:
        items += block.at(indent, y)
        y += block.height + gap
    return Block(tuple(items), max(block.width for block in blocks) + indent, y - gap)


# --- lines -----------------------------------------------------------------------------------------------------


def dashed(line: Line, on: float = 4.0, off: float = 3.0) -> Iterator[Line]:
    """A line as dashes that begin and end at its ends."""
    length = ((line.x2 - line.x1) ** 2 + (line.y2 - line.y1) ** 2) ** 0.5
    count = max(1, round((length + off) / (on + off)))
    scale = length / (count * (on + off) - off)
    for number in range(count):
        a = number * (on + off) * scale / length
        b = a + on * scale / length
        yield line._replace(
            x1=line.x1 + a * (line.x2 - line.x1), y1=line.y1 + a * (line.y2 - line.y1),
            x2=line.x1 + b * (line.x2 - line.x1), y2=line.y1 + b * (line.y2 - line.y1),
        )  # fmt: skip


def path(*commands: tuple[str, tuple[float, ...]], width: float = 0.8, colour: Colour = BLACK) -> Outline:
    """A drawn line of moves, lines and curves, in points."""
    return Outline(0, 0, 1, 1, commands, width, colour)


# --- pages -----------------------------------------------------------------------------------------------------


def margin(paper: Paper) -> float:
    """From the edge of the paper to what is on it: generous on A4, no less than a printer needs on small paper."""
    return max(_LEAST_MARGIN, min(_MARGIN, paper.width / 15))


def stacked(blocks: Sequence[Block], paper: Paper, gap: float) -> list[Page]:
    """Blocks below each other, on as many pages as they need; what is left of a page is shared out over its gaps."""
    edge = margin(paper)
    room = paper.height - 2 * edge
    sheets: list[list[Block]] = []
    for block in blocks:
        taken = sum(other.height + gap for other in sheets[-1]) if sheets else room
        if taken + block.height > room + 0.01:
            sheets.append([])
        sheets[-1].append(block)
    return [Page(paper.width, paper.height, (), tuple(_spread(sheet, edge, room, gap))) for sheet in sheets]


def _spread(blocks: Sequence[Block], edge: float, room: float, gap: float) -> Iterator[Item]:
    left = room - sum(block.height for block in blocks) - gap * (len(blocks) - 1)
    more = min(_STRETCH, left / max(1, len(blocks) - 1))
    y = edge
    for block in blocks:
        yield from block.at(edge, y)
        y += block.height + gap + more

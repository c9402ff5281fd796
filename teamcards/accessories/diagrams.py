"""Small drawings on the instruction page: how the paper turns, where to cut, which places are taken, and rulers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from teamcards.accessories.setting import BLACK, Block, Pen, dashed, line, path
from teamcards.drawing import Box, Colour, Item, Line, Rect
from teamcards.layout import Look
from teamcards.sheets import Paper, Way, marks
from teamcards.units import MM

_PAPER_LINE = 0.7


class Ink(NamedTuple):
    """The colours of a drawing: its lines, what stands out, and a light ground."""

    line: Colour
    strong: Colour
    light: Colour


class Lying(NamedTuple):
    """How cards lie on a sheet: one of their places, and how far they are turned in it, clockwise (degrees)."""

    place: Box
    turn: int


def turning(way: Way, lying: Lying, ink: Ink, height: float) -> Block:
    """How the paper turns between its two sides, as two sheets with an arrow from one to the other."""
    wide = height / 1.414
    match way:
        case "long":
            return _book(lying, ink, wide, height, 4.0)
        case "short":
            return _calendar(lying, ink, height)
        case "fold":
            return _folded(lying, ink, wide, height)
        case "manual":
            return _book(lying, ink, wide, height, 0.36 * wide)
    return Block(tuple(_sheet(Box(0, 0, wide, height), lying, ink)), wide, height)


def _sheet(box: Box, lying: Lying, ink: Ink, back: bool = False) -> Iterator[Item]:
    """A sheet with four cards on it, or six that lie: those of the front have a band, backs are filled."""
    yield Rect(box, (1.0, 1.0, 1.0), ink.line, _PAPER_LINE)
    rows = 3 if lying.place.width > lying.place.height else 2
    step = 0.88 / rows
    for x in (0.11, 0.55):
        for row in range(rows):
            y = box.y + (0.11 + row * step) * box.height
            card = Box(box.x + x * box.width, y, 0.34 * box.width, (step - 0.1) * box.height)
            yield from [Rect(card, ink.strong)] if back else _front(card, lying.turn, ink)


def _front(box: Box, turn: int, ink: Ink) -> Iterator[Item]:
    """The front of a card that is turned so far, with its band where its top is."""
    high, wide = 0.22 * box.height, 0.22 * box.width
    bands = {
        0: box._replace(height=high), 90: box._replace(x=box.x + box.width - wide, width=wide),
        180: box._replace(y=box.y + box.height - high, height=high), 270: box._replace(width=wide),
    }  # fmt: skip
    yield Rect(box, ink.light)
    yield Rect(bands[turn], ink.strong)


def _book(lying: Lying, ink: Ink, wide: float, height: float, apart: float) -> Block:
    """Front and back beside each other, turned over the long edge between them."""
    low = height - 0.86 * height
    items = [
        *_sheet(Box(0, low, 0.86 * wide, 0.86 * height), lying, ink),
        *_sheet(Box(0.86 * wide + apart, low, 0.86 * wide, 0.86 * height), lying, ink, back=True),
        *_arrow(0.43 * wide, 1.29 * wide + apart, low - 2, 0.9 * low, ink.strong),
    ]
    if apart < 5:
        x = 0.86 * wide + apart / 2
        items += dashed(Line(x, low - 3, x, height, 0.8, ink.strong), 3, 2)
    return Block(tuple(items), 1.72 * wide + apart, height)


def _arrow(x1: float, x2: float, y: float, rise: float, colour: Colour) -> Iterator[Item]:
    """An arc from left to right that ends in a point."""
    lean = (x2 - x1) / 4
    curve = (x1 + lean, y - rise, x2 - lean, y - rise, x2, y)
    yield path(("move", (x1, y)), ("curve", curve), width=1.3, colour=colour)
    yield path(
        ("move", (x2 - 4.4, y - 2.2)), ("line", (x2, y)), ("line", (x2 + 0.8, y - 4.9)), width=1.3, colour=colour
    )


def _calendar(lying: Lying, ink: Ink, height: float) -> Block:
    """Front and back below each other, turned over the short edge between them."""
    high = height / 2 - 2
    wide = high / 1.3
    x, low = wide + 3, height / 2
    curve = (x + 9, 0.3 * height, x + 9, 0.7 * height, x, 0.75 * height)
    items: list[Item] = [
        *_sheet(Box(0, 0, wide, high), lying, ink),
        *_sheet(Box(0, low + 2, wide, high), lying, ink, back=True),
        *dashed(Line(-3, low, wide + 3, low, 0.8, ink.strong), 3, 2),
        path(("move", (x, 0.25 * height)), ("curve", curve), width=1.3, colour=ink.strong),
        path(("move", (x + 5.2, 0.74 * height)), ("line", (x, 0.75 * height)), ("line", (x + 3.0, 0.69 * height)),
             width=1.3, colour=ink.strong),
    ]  # fmt: skip
    return Block(tuple(items), wide + 12, height)


def _folded(lying: Lying, ink: Ink, wide: float, height: float) -> Block:
    """One sheet with fronts at the left and backs at the right of the line that it is folded along."""
    items: list[Item] = [Rect(Box(0, 0.14 * height, wide, 0.86 * height), (1.0, 1.0, 1.0), ink.line, _PAPER_LINE)]
    for row in range(3):
        y = (0.2 + 0.27 * row) * height
        front = Box(0.1 * wide, y, 0.3 * wide, 0.22 * height)
        items += [*_front(front, lying.turn, ink), Rect(front._replace(x=0.6 * wide), ink.strong)]
    items += dashed(Line(wide / 2, 0.08 * height, wide / 2, height, 0.9, ink.strong), 3, 2)
    items += _arrow(0.25 * wide, 0.75 * wide, 0.12 * height, 0.13 * height, ink.strong)
    return Block(tuple(items), wide, height)


# --- sheets ----------------------------------------------------------------------------------------------------


def cuts(places: Sequence[Box], paper: Paper, fold: bool, ink: Ink, height: float, look: Look) -> Block:
    """The sheet with its lines to cut: two edges by their marks (1), those along its long side (2), the rest (3)."""
    scale = height / paper.height
    wide = scale * paper.width
    order = marks.cuts(places)
    left, top = order.left * scale, order.top * scale
    items: list[Item] = list(_map(places, scale, paper, fold, ink, set()))
    for y in order.down:
        items += dashed(Line(0, top + y * scale, wide, top + y * scale, 0.5, ink.line), 2.4, 1.8)
    items += (Line(left + x * scale, 0, left + x * scale, height, 0.7, ink.strong) for x in order.across)
    items += (Line(0, top, wide, top, 1.6, ink.strong), Line(left, 0, left, height, 1.6, ink.strong))
    second, third = left + order.across[0] * scale, top + order.down[0] * scale
    items += _badges([(left, top, ink.strong), (second, 0.0, ink.strong), (0.0, third, ink.line)], look)
    return Block(tuple(items), wide, height)


def tears(places: Sequence[Box], paper: Paper, ink: Ink, height: float, look: Look) -> Block:
    """Perforated stock with the lines to tear: those along its long side first (1), then the others (2)."""
    scale = height / paper.height
    wide = scale * paper.width
    order = marks.cuts(places)
    items: list[Item] = list(_map(places, scale, paper, False, ink, set()))
    for y in (order.top, *(order.top + y for y in order.down)):
        items += dashed(Line(0, y * scale, wide, y * scale, 0.5, ink.line), 2.4, 1.8)
    for x in (order.left, *(order.left + x for x in order.across)):
        items.append(Line(x * scale, 0, x * scale, height, 1.0, ink.strong))
    items += _badges([(wide / 2, -1.8, ink.strong), (-1.8, height / 2, ink.line)], look)
    return Block(tuple(items), wide, height)


def _badges(places: Iterable[tuple[float, float, Colour]], look: Look) -> Iterator[Item]:
    """Numbers from 1 in discs around these points."""
    side, pen = 9.0, Pen("kicker", 7, (1.0, 1.0, 1.0))
    for number, (x, y, colour) in enumerate(places, 1):
        yield Rect(Box(x - side / 2, y - side / 2, side, side), colour, radius=side / 2)
        yield line(str(number), x, y, pen, look, across=0.5)


def taken(
    places: Sequence[Box], used: Iterable[int], paper: Paper, fold: bool, ink: Ink, height: float, look: Look
) -> Block:
    """The sheet with its places numbered as they are filled, those that are `used` in colour."""
    scale = height / paper.height
    used = set(used)
    items = list(_map(places, scale, paper, fold, ink, used))
    for number, box in enumerate(places):
        x, y = (box.x + box.width / 2) * scale, (box.y + box.height / 2) * scale
        size = min(8.0, 0.6 * box.height * scale, 0.6 * box.width * scale)
        colour = (1.0, 1.0, 1.0) if number in used else ink.line
        items.append(line(str(number + 1), x, y, Pen("kicker", size, colour), look, across=0.5))
    return Block(tuple(items), scale * paper.width, height)


def _map(places: Sequence[Box], scale: float, paper: Paper, fold: bool, ink: Ink, used: set[int]) -> Iterator[Item]:
    """The sheet small, with its places, those that are used filled, and the line that it is folded along."""
    yield Rect(Box(0, 0, paper.width * scale, paper.height * scale), (1.0, 1.0, 1.0), ink.line, _PAPER_LINE)
    for number, box in enumerate(places):
        here = Box(box.x * scale, box.y * scale, box.width * scale, box.height * scale)
        if number in used:
            yield Rect(here, ink.strong, radius=1.0)
        else:
            yield Rect(here.inset(0.25), None, ink.line, 0.4, 1.0) if used else Rect(here, ink.light)
    if fold:
        x, y = paper.width * scale / 2, paper.height * scale / 2
        level = any(box.x + box.width > paper.width / 2 + 1 for box in places)
        yield from dashed(Line(0, y, 2 * x, y, 0.8, BLACK) if level else Line(x, 0, x, 2 * y, 0.8, BLACK), 3, 2)


# --- rulers ----------------------------------------------------------------------------------------------------


def ruler(look: Look) -> Block:
    """A ruler of exactly 100 mm, with a tick at every millimetre."""
    y = 4.2 * MM
    items: list[Item] = [Line(0, y, 100 * MM, y, 0.5, BLACK)]
    for mm in range(101):
        high = 4.0 if mm % 10 == 0 else 2.8 if mm % 5 == 0 else 1.8
        items.append(Line(mm * MM, y - high * MM, mm * MM, y, 0.4 if mm % 5 == 0 else 0.25, BLACK))
        if mm % 10 == 0:
            items.append(line(str(mm), mm * MM, y + 5, Pen("footer", 6.5), look, across=0.5))
    return Block(tuple(items), 100 * MM, y + 9)


def two_scales(look: Look) -> Block:
    """A ruler of exactly 50 mm above its line and of exactly 2 inches below it."""
    y = 4.2 * MM
    items: list[Item] = [Line(0, y, 144, y, 0.5, BLACK)]
    for mm in range(51):
        high = 4.0 if mm % 50 == 0 else 2.8 if mm % 10 == 0 else 1.4
        items.append(Line(mm * MM, y - high * MM, mm * MM, y, 0.4 if mm % 10 == 0 else 0.25, BLACK))
    for sixteenth in range(33):
        high = 4.0 if sixteenth % 16 == 0 else 2.8 if sixteenth % 8 == 0 else 1.4
        items.append(Line(sixteenth * 4.5, y, sixteenth * 4.5, y + high * MM, 0.4 if high > 2 else 0.25, BLACK))
    pen = Pen("footer", 6.5)
    items += [line("50 mm", 25 * MM, y - 4.6 * MM, pen, look, across=0.5), line("2 in", 149, y + 2 * MM, pen, look)]
    return Block(tuple(items), 160, y + 4.2 * MM)

"""Where to cut and where to fold: lines in line with the trims of the cards that are there, clear of every card."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import NamedTuple

from teamcards.drawing import Box, Colour, Line
from teamcards.sheets.grid import Axis, Grid, Paper
from teamcards.units import MM

BLACK: Colour = (0.0, 0.0, 0.0)

CLEAR = 1 * MM
"""What stays free between marks and the fold, or the line at the edge of the sheet."""

_GREY: Colour = (0.6, 0.6, 0.6)
_LEAST = 0.6 * MM


class Marks(NamedTuple):
    """Crop marks: how far from the trim they start, how long they are at most, and how thick (points).

    Marks without a length are not printed.
    """

    gap: float = 1 * MM
    length: float = 4 * MM
    width: float = 0.25


class Cuts(NamedTuple):
    """How a sheet is cut: first a line at the left and one at the top (points from the edges of the paper).

    Those two have marks, and the other cuts take the marks away: they are counted from the two new edges, the farthest
    first, so that what is counted from stays whole.
    """

    left: float
    top: float
    across: tuple[float, ...]
    down: tuple[float, ...]


def cuts(places: Iterable[Box]) -> Cuts:
    """The cuts that part these places; lines that two of them share are cut once."""
    boxes = tuple(places)
    left, *across = _lines(x for box in boxes for x in (box.x, box.x + box.width))
    top, *down = _lines(y for box in boxes for y in (box.y, box.y + box.height))
    return Cuts(left, top, tuple(x - left for x in reversed(across)), tuple(y - top for y in reversed(down)))


def _lines(places: Iterable[float]) -> list[float]:
    return sorted({round(place, 4) for place in places})


@functools.lru_cache(maxsize=64)
def crop(taken: tuple[Box, ...], grid: Grid, room: Box, marks: Marks) -> tuple[Line, ...]:
    """The marks of the places that are taken: around the grid as far as `room` goes, and in its gaps."""
    found: set[Line] = set()
    for box in taken if marks.length else ():
        for low, high in _spans(box.y, box.height, (grid.area.y, grid.area.height, grid.gap_y), _ends(room), marks):
            found |= {_line(x, low, x, high, marks.width) for x in (box.x, box.x + box.width)}
        for low, high in _spans(box.x, box.width, (grid.area.x, grid.area.width, grid.gap_x), _sides(room), marks):
            found |= {_line(low, y, high, y, marks.width) for y in (box.y, box.y + box.height)}
    return tuple(sorted(found, key=lambda line: (line.y1, line.x1, line.x2)))


def _spans(
    start: float, size: float, grid: tuple[float, float, float], room: tuple[float, float], marks: Marks
) -> list[tuple[float, float]]:
    """From where to where a mark runs before and after the grid, and in the gaps beside a card."""
    first, length, gap = grid
    last, end = first + length, start + size
    near, far = first - marks.gap, last + marks.gap
    spans = [(max(near - marks.length, room[0]), near), (far, min(far + marks.length, room[1]))]
    if start > first + 1:
        spans.append((start - gap + marks.gap, start - marks.gap))
    if end < last - 1:
        spans.append((end + marks.gap, end + gap - marks.gap))
    return [(low, high) for low, high in spans if high - low >= _LEAST]


def _line(x1: float, y1: float, x2: float, y2: float, width: float) -> Line:
    return Line(round(x1, 6), round(y1, 6), round(x2, 6), round(y2, 6), width, BLACK)


def _sides(box: Box) -> tuple[float, float]:
    return box.x, box.x + box.width


def _ends(box: Box) -> tuple[float, float]:
    return box.y, box.y + box.height


def fold(paper: Paper, axis: Axis, margin: float) -> Line:
    """The line to fold along, in the middle of the paper."""
    if axis == "upright":
        return Line(paper.width / 2, margin, paper.width / 2, paper.height - margin, 0.25, _GREY)
    return Line(margin, paper.height / 2, paper.width - margin, paper.height / 2, 0.25, _GREY)

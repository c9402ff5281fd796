"""The line at the edge of a sheet: deck, sheet, side and how to print it, with a ruler of 50 mm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teamcards.drawing import Box, Drawing, Item, Line, Placed, Run
from teamcards.fonts import Font
from teamcards.sheets.grid import Paper
from teamcards.sheets.marks import BLACK
from teamcards.units import MM

HEIGHT = 2.4 * MM
"""How high the line is, in points."""

_RULER = 50 * MM
_SIZE = 6.0
_LEAST = 60 * MM


class Strip(NamedTuple):
    """Where the line stands: below the cards, or turned at their left."""

    box: Box
    turn: int


def strip(area: Box, paper: Paper, margin: float) -> Strip | None:
    """The place for the line between the cards and the edge of the paper; None where it is too small to be read."""
    below = paper.height - area.y - area.height
    if max(below, area.x) < margin + HEIGHT:
        return None
    length = (paper.width if below >= area.x else paper.height) - 2 * margin - 2 * MM
    if length < _RULER + _LEAST:
        return None
    start = margin + 1 * MM
    if below >= area.x:
        return Strip(Box(start, paper.height - margin - HEIGHT, length, HEIGHT), 0)
    return Strip(Box(margin, start, HEIGHT, length), 270)


def line(text: str, strip: Strip, font: Font) -> Placed:
    """The line in its place."""
    length = max(strip.box.width, strip.box.height)
    glyphs = font.set(text)
    size = min(_SIZE, 1000 * (length - _RULER - 12 * MM) / glyphs.width)
    words = Run(0, HEIGHT - 0.4 * MM, font.name, size, BLACK, (glyphs,))
    drawing = Drawing(length, HEIGHT, (words, *_ruler(length - _RULER, HEIGHT - 0.4 * MM, font)))
    return Placed(drawing, strip.box, strip.box.inset(-1), strip.turn)


def _ruler(x: float, y: float, font: Font) -> Iterator[Item]:
    yield Line(x, y, x + _RULER, y, 0.4, BLACK)
    for centimetre in range(6):
        at = x + centimetre * 10 * MM
        yield Line(at, y - (1.6 if centimetre in (0, 5) else 0.9) * MM, at, y, 0.4, BLACK)
    label = font.set("50 mm")
    yield Run(x - label.width * 5 / 1000 - 1 * MM, y, font.name, 5, BLACK, (label,))

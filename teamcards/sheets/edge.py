"""The line at the edge of a sheet: deck, sheet, side and how to print it, with a ruler of 50 mm."""

from __future__ import annotations

import functools
from typing import NamedTuple

from teamcards.drawing import Box, Drawing, Glyphs, Line, Placed, Run
from teamcards.fonts import Font
from teamcards.sheets.grid import Paper
from teamcards.sheets.marks import BLACK
from teamcards.units import MM

HEIGHT = 2.4 * MM
"""How high the line is, in points."""

_RULER = 50 * MM
_BASE = HEIGHT - 0.4 * MM  # of the words and the ruler
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
    words = tuple([_word(word, font) for word in text.split(" ")])
    width = sum([word.width for word in words]) + _word(" ", font).width * (len(words) - 1)
    size = min(_SIZE, 1000 * (length - _RULER - 12 * MM) / width)
    label = _word("50 mm", font)
    told = Run(0, _BASE, font.name, size, BLACK, words)
    beside = Run(length - _RULER - label.width * 5 / 1000 - 1 * MM, _BASE, font.name, 5, BLACK, (label,))
    drawing = Drawing(length, HEIGHT, (told, beside), _ruler(length))
    return Placed(drawing, strip.box, strip.box.inset(-1), strip.turn)


@functools.lru_cache(maxsize=256)
def _word(word: str, font: Font) -> Glyphs:
    """A word as it is set; remembered, since only the number of the sheet is another one each time."""
    return font.set(word)


@functools.lru_cache(maxsize=16)
def _ruler(length: float) -> Drawing:
    """The ruler at the end of a line of that length: the same drawing on every sheet."""
    start = length - _RULER
    ticks = [_tick(start + centimetre * 10 * MM, 1.6 if centimetre in (0, 5) else 0.9) for centimetre in range(6)]
    return Drawing(length, HEIGHT, (Line(start, _BASE, length, _BASE, 0.4, BLACK), *ticks), reused=True)


def _tick(x: float, high: float) -> Line:
    """A line of so many millimetres upwards."""
    return Line(x, _BASE - high * MM, x, _BASE, 0.4, BLACK)

"""Rows into lines at the largest body size that fits; the only place that measures."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from teamcards import typeset
from teamcards.layout.look import FOOT, Look
from teamcards.layout.rows import Row
from teamcards.words import Paragraph

PANEL = 0.7
"""From the edge of a panel to its text, in body sizes."""

CELL_GAP = 0.5
"""Between two cells, in body sizes."""

BADGE = 1.9
"""From the left of a badge to the text after it, in body sizes."""

BOX_SIDE = 0.55
"""From the edge of a box to its badge, and from its text to the other edge, in body sizes."""

_CELL = 0.45  # above and below the text of a cell, in body sizes
_CELL_SIDE = 0.25  # to the left and right of it
_FRAMED = ("cell", "box")
_APART = 0.8  # between what flows from the top and what stands at the foot
_AIRY = 0.6  # of its room: what a short text may take when it is set larger than asked


Count = Callable[[Paragraph, float], int]
"""How many lines a paragraph has at a measure; 0 when a word is too wide for it."""


class Set(NamedTuple):
    """A row with its cells broken into lines: its type size, and its height without the space above it (points)."""

    row: Row
    cells: tuple[tuple[typeset.Line, ...], ...]
    size: float
    height: float


class Stack(NamedTuple):
    """Rows below each other at one body size, and their height together (points)."""

    body: float
    sets: tuple[Set, ...]
    height: float


class Fitted(NamedTuple):
    """A face: what flows from the top, and what stands at the foot. `excess` is how many points too high it is."""

    body: float
    flow: Stack
    foot: Stack
    excess: float


def room(look: Look) -> tuple[float, float]:
    """The top and the bottom of the area for rows, between band and footer."""
    return look.band + 0.75 * look.margin, look.height - FOOT * look.margin - look.footer


def largest(flow: Sequence[Row], foot: Sequence[Row], look: Look) -> Fitted | None:
    """The face at the largest size that fits, or at the floor with its excess; None when a word is too wide there.

    A size is tried only where the text would fit if it filled its lines.
    """
    rows = (*flow, *foot)
    between = _between(flow) + _between(foot) + (_APART if flow and foot else 0.0)

    def too_high(body: float, count: Count = typeset.least) -> bool:
        return _height(rows, body, look, count) > _space(body, look) - between * body

    possible = look.sizes[: bisect_left(look.sizes, True, lo=1, key=too_high)]
    body = next((size for size in reversed(possible[1:]) if not too_high(size, typeset.count)), look.sizes[0])
    above, below = stack(flow, body, look), stack(foot, body, look)
    if above is None or below is None:
        return None
    apart = _APART * body if flow and foot else 0.0
    return Fitted(body, above, below, above.height + apart + below.height - _space(body, look))


def _space(body: float, look: Look) -> float:
    """How high the rows may be together at a body size, in points."""
    top, bottom = room(look)
    return (bottom - top) * (_AIRY if body > look.asked else 1.0)


def spare(fitted: Fitted, look: Look) -> float:
    """How many points of its room a face leaves free."""
    top, bottom = room(look)
    gap = _APART * fitted.body if fitted.flow.sets and fitted.foot.sets else 0.0
    return bottom - top - fitted.flow.height - fitted.foot.height - gap


def _height(rows: Sequence[Row], body: float, look: Look, count: Count) -> float:
    """The height of rows without what is between them, in points; infinite when a word is too wide for its line."""
    height = 0.0
    for row in rows:
        size, measure = _measure(row, body, look)
        most = 0
        for cell in row.cells:
            lines = count(cell, measure)
            if not lines:
                return math.inf
            most = max(most, lines)
        height += _row_height(row, most, size, body, look)
    return height


def _between(rows: Sequence[Row]) -> float:
    """What is between rows that stand below each other, and around those in panels, in body sizes."""
    panels = [number for number, row in enumerate(rows) if row.frame == "panel" and opens(rows, number)]
    return sum([row.before for row in rows[1:]]) + 2 * PANEL * len(panels)


def stack(rows: Sequence[Row], body: float, look: Look) -> Stack | None:
    """Rows below each other, their line ends chosen; None when a word of theirs is too wide for its line."""
    sets = []
    for row in rows:
        size, measure = _measure(row, body, look)
        breaker = typeset.balanced if row.style.balance else typeset.settled
        cells = tuple([tuple(lines) for cell in row.cells if (lines := breaker(cell, measure))])
        if len(cells) < len(row.cells):
            return None
        sets.append(Set(row, cells, size, _row_height(row, max(map(len, cells), default=0), size, body, look)))
    return Stack(body, tuple(sets), _between(rows) * body + sum([row.height for row in sets]))


def opens(rows: Sequence[Row], number: int) -> bool:
    """Whether a row is the first of a panel."""
    return rows[number].frame == "panel" and (number == 0 or rows[number - 1].frame != "panel")


def closes(rows: Sequence[Row], number: int) -> bool:
    """Whether a row is the last of a panel."""
    return rows[number].frame == "panel" and (number == len(rows) - 1 or rows[number + 1].frame != "panel")


def too_wide(rows: Iterable[Row], body: float, look: Look) -> str:
    """The widest word of the first row that has one too wide for its line."""
    row = next(row for row in rows if _height((row,), body, look, typeset.count) == math.inf)
    return max((word for cell in row.cells for word in cell.words), key=lambda word: word.width).text


def _measure(row: Row, body: float, look: Look) -> tuple[float, float]:
    """The type size of a row in points, and the width of its lines in thousandths of that."""
    style = row.style
    size = max(style.size * body, style.least)
    return size, 1000 * _width(row, body, look) / (size * (1 + style.tracking / 0.6))


def _row_height(row: Row, lines: int, size: float, body: float, look: Look) -> float:
    """The height of a row of so many lines, without the space above it."""
    if row.frame == "rule":
        return look.field
    text = lines * size * row.style.leading + (2 * _CELL * body if row.frame in _FRAMED else 0.0)
    return max(text, row.height)


def _width(row: Row, body: float, look: Look) -> float:
    """The width of a row's lines, in points."""
    if row.frame == "cell":
        return cell_width(row, body, look) - 2 * _CELL_SIDE * body
    if row.frame == "box":
        return cell_width(row, body, look) - (BADGE + 2 * BOX_SIDE) * body
    return look.inner - (row.indent + (2 * PANEL if row.frame == "panel" else 0.0)) * body - row.aside


def cell_width(row: Row, body: float, look: Look) -> float:
    """The width of one of a row's cells, in points."""
    across = max(row.across, len(row.cells))
    return (look.inner - (across - 1) * CELL_GAP * body) / across

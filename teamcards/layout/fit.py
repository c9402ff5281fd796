"""Rows into lines at the largest body size that fits; the only place that measures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from teamcards import typeset
from teamcards.layout.look import Look
from teamcards.layout.rows import Row

PANEL = 0.7
"""From the edge of a panel to its text, in body sizes."""

CELL_GAP = 0.5
"""Between two cells, in body sizes."""

_CELL = 0.45  # above and below the text of a cell, in body sizes
_CELL_SIDE = 0.25  # to the left and right of it
_APART = 0.8  # between what flows from the top and what stands at the foot
_AIRY = 0.6  # of its room: what a short text may take when it is set larger than asked


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
    return look.band + 0.75 * look.margin, look.height - 0.8 * look.margin - look.footer


def largest(flow: Sequence[Row], foot: Sequence[Row], look: Look) -> Fitted | None:
    """The face at the largest size that fits, or at the floor with its excess; None when a word is too wide there."""
    sizes = look.sizes
    low, high = 0, len(sizes) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _excess(flow, foot, sizes[middle], look) <= 0:
            low = middle
        else:
            high = middle - 1
    body = sizes[low]
    above, below = stack(flow, body, look), stack(foot, body, look)
    if above is None or below is None:
        return None
    return Fitted(body, above, below, _excess(flow, foot, body, look))


def _excess(flow: Sequence[Row], foot: Sequence[Row], body: float, look: Look) -> float:
    """By how many points the rows are higher than their room at a body size; no room is enough for too wide a word."""
    top, bottom = room(look)
    space = (bottom - top) * (_AIRY if body > look.template.body.asked * look.scale else 1.0)
    gap = _APART * body if flow and foot else 0.0
    return _height(flow, body, look) + _height(foot, body, look) + gap - space


def spare(fitted: Fitted, look: Look) -> float:
    """How many points of its room a face leaves free."""
    top, bottom = room(look)
    gap = _APART * fitted.body if fitted.flow.sets and fitted.foot.sets else 0.0
    return bottom - top - fitted.flow.height - fitted.foot.height - gap


def _height(rows: Sequence[Row], body: float, look: Look) -> float:
    """The height of rows below each other, in points; infinite when a word is too wide for its line."""
    spaces = sum(row.before for row in rows[1:]) + 2 * PANEL * sum(opens(rows, n) for n in range(len(rows)))
    height = spaces * body
    for row in rows:
        size, measure = _measure(row, body, look)
        counts = [len(found) if (found := typeset.lines(cell, measure)) else 0 for cell in row.cells]
        height += _row_height(row, max(counts, default=0), size, body, look) if all(counts) else math.inf
    return height


def stack(rows: Sequence[Row], body: float, look: Look) -> Stack | None:
    """Rows below each other, their lines evened out; None when a word of theirs is too wide for its line."""
    sets = []
    for row in rows:
        size, measure = _measure(row, body, look)
        breaker = typeset.balanced if look.style(row.style).balance else typeset.settled
        cells = tuple(tuple(lines) for cell in row.cells if (lines := breaker(cell, measure)))
        if len(cells) < len(row.cells):
            return None
        sets.append(Set(row, cells, size, _row_height(row, max(map(len, cells), default=0), size, body, look)))
    return Stack(body, tuple(sets), _height(rows, body, look))


def opens(rows: Sequence[Row], number: int) -> bool:
    """Whether a row is the first of a panel."""
    return rows[number].frame == "panel" and (number == 0 or rows[number - 1].frame != "panel")


def closes(rows: Sequence[Row], number: int) -> bool:
    """Whether a row is the last of a panel."""
    return rows[number].frame == "panel" and (number == len(rows) - 1 or rows[number + 1].frame != "panel")


def too_wide(rows: Iterable[Row], body: float, look: Look) -> str:
    """The widest word of the first row that has one too wide for its line."""
    row = next(row for row in rows if _height((row,), body, look) == math.inf)
    words = (word for cell in row.cells for stretch in cell.stretches for word in stretch.words)
    return max(words, key=lambda word: word.width).text


def _measure(row: Row, body: float, look: Look) -> tuple[float, float]:
    """The type size of a row in points, and the width of its lines in thousandths of that."""
    style = look.style(row.style)
    size = max(style.size * body, style.least)
    return size, 1000 * _width(row, body, look) / (size * (1 + style.tracking / 0.6))


def _row_height(row: Row, lines: int, size: float, body: float, look: Look) -> float:
    """The height of a row of so many lines, without the space above it."""
    if row.frame == "rule":
        return look.field
    text = lines * size * look.style(row.style).leading + (2 * _CELL * body if row.frame == "cell" else 0.0)
    return max(text, row.height)


def _width(row: Row, body: float, look: Look) -> float:
    """The width of a row's lines, in points."""
    match row.frame:
        case "panel":
            return look.inner - (row.indent + 2 * PANEL) * body
        case "cell":
            return cell_width(row, body, look) - 2 * _CELL_SIDE * body
    return look.inner - row.indent * body - row.aside


def cell_width(row: Row, body: float, look: Look) -> float:
    """The width of one of a row's cells, in points."""
    return (look.inner - (len(row.cells) - 1) * CELL_GAP * body) / len(row.cells)

"""Rows into lines at the largest body size that fits; the only place that measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
_STEP = 0.25  # points between the sizes that are tried


@dataclass(frozen=True, slots=True)
class Set:
    """A row with its cells broken into lines: its type size, and its height without the space above it (points)."""

    row: Row
    cells: tuple[tuple[typeset.Line, ...], ...]
    size: float
    height: float
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows below each other at one body size, and their height together (points)."""

    body: float
    sets: tuple[Set, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Fitted:
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
    body = look.template.body
    low, high = 1, int((max(body.asked * look.scale, body.floor) - body.floor) / _STEP)
    best = _fitted(flow, foot, body.floor, look)
    if best is None or best.excess > 0:
        return best
    while low <= high:
        middle = (low + high + 1) // 2
        fitted = _fitted(flow, foot, body.floor + middle * _STEP, look)
        if fitted and fitted.excess <= 0:
            best, low = fitted, middle + 1
        else:
            high = middle - 1
    return best


def _fitted(flow: Sequence[Row], foot: Sequence[Row], body: float, look: Look) -> Fitted | None:
    above, below = stack(flow, body, look), stack(foot, body, look)
    if above is None or below is None:
        return None
    top, bottom = room(look)
    gap = _APART * body if flow and foot else 0.0
    return Fitted(body, above, below, above.height + below.height + gap - (bottom - top))


def stack(rows: Sequence[Row], body: float, look: Look) -> Stack | None:
    """Rows below each other; None when a word of theirs is too wide for its line."""
    height = 0.0
    sets = []
    for number, row in enumerate(rows):
        opens = row.frame == "panel" and (number == 0 or rows[number - 1].frame != "panel")
        closes = row.frame == "panel" and (number == len(rows) - 1 or rows[number + 1].frame != "panel")
        broken = _set(row, body, look, opens, closes)
        if broken is None:
            return None
        sets.append(broken)
        height += broken.height + (row.before * body if number else 0.0) + (opens + closes) * PANEL * body
    return Stack(body, tuple(sets), height)


def too_wide(rows: Iterable[Row], body: float, look: Look) -> str:
    """The widest word of the first row that has one too wide for its line."""
    row = next(row for row in rows if _set(row, body, look) is None)
    words = (word for cell in row.cells for stretch in cell.stretches for word in stretch)
    return max(words, key=lambda word: word.width).text


def _set(row: Row, body: float, look: Look, opens: bool = False, closes: bool = False) -> Set | None:
    style = look.style(row.style)
    size = max(style.size * body, style.least)
    measure = 1000 * _width(row, body, look) / (size * (1 + style.tracking / 0.6))
    breaker = typeset.balanced if style.balance else typeset.settled
    cells = [breaker(cell, measure) for cell in row.cells]
    if None in cells:
        return None
    done = tuple(tuple(cell) for cell in cells if cell is not None)
    height = max(map(len, done)) * size * style.leading
    if row.frame == "cell":
        height += 2 * _CELL * body
    return Set(row, done, size, look.field if row.frame == "rule" else height, opens, closes)


def _width(row: Row, body: float, look: Look) -> float:
    """The width of a row's lines, in points."""
    match row.frame:
        case "panel":
            return look.inner - (row.indent + 2 * PANEL) * body
        case "cell":
            return cell_width(row, body, look) - 2 * _CELL_SIDE * body
    return look.inner - row.indent * body


def cell_width(row: Row, body: float, look: Look) -> float:
    """The width of one of a row's cells, in points."""
    return (look.inner - (len(row.cells) - 1) * CELL_GAP * body) / len(row.cells)

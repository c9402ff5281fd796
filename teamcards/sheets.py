"""Drawings onto paper: as many cards as fit, backs behind their fronts, and where to cut; nothing moves after this."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teamcards.drawing import Bookmark, Box, Colour, Drawing, Flip, Item, Line, Page, Placed, Run, Sides
from teamcards.fonts import Font
from teamcards.units import MM

EDGE = 5 * MM
"""What an office printer cannot print on, at each edge of the paper (4 to 5 mm for lasers)."""

_MARK_GAP, _MARK_LENGTH, _MARK_WIDTH = 1 * MM, 4 * MM, 0.25
_LEAST_MARK = 0.6 * MM
_BLACK: Colour = (0.0, 0.0, 0.0)
_RULER = 50 * MM
_SMALL = 6.0
_LINE = 2.4 * MM
_LEAST_LINE = 60 * MM


class Paper(NamedTuple):
    """Upright paper, in points."""

    name: str
    width: float
    height: float


class Grid(NamedTuple):
    """Equal places on a sheet, centred: columns, rows, and the space between them (points).

    `turn` is how far the fronts lie turned in their places: 0, or 90 degrees clockwise.
    """

    paper: Paper
    width: float
    height: float
    columns: int
    rows: int
    gap: float
    turn: int = 0

    @property
    def left(self) -> float:
        """From the edge of the paper to the outermost trim, left and right."""
        return (self.paper.width - self.columns * self.width - (self.columns - 1) * self.gap) / 2

    @property
    def top(self) -> float:
        """From the edge of the paper to the outermost trim, above and below."""
        return (self.paper.height - self.rows * self.height - (self.rows - 1) * self.gap) / 2

    def slot(self, number: int) -> Box:
        """The trim box of a place on the sheet, counted from the top left, row by row."""
        row, column = divmod(number, self.columns)
        x = self.left + column * (self.width + self.gap)
        return Box(x, self.top + row * (self.height + self.gap), self.width, self.height)

    @property
    def places(self) -> int:
        """How many cards fit."""
        return self.columns * self.rows


class Wording(NamedTuple):
    """The words of the line at the edge of a sheet, and the font that it is set in."""

    deck: str
    sheet: str
    of: str
    front: str
    back: str
    flip: str
    scale: str
    font: Font


def grid(width: float, height: float, paper: Paper, bleed: float) -> Grid:
    """The most cards that fit on the paper, perhaps none.

    They are turned a quarter only where more fit, and have room for bleed between them where that costs no card.
    """
    plans = [_grid(*size, paper, gap, turn) for gap in (2 * bleed, 0.0)
             for turn, size in ((0, (width, height)), (90, (height, width)))]  # fmt: skip
    return max(plans, key=lambda plan: (plan.places, plan.gap, -plan.turn))


def _grid(width: float, height: float, paper: Paper, gap: float, turn: int) -> Grid:
    columns = max(0, int((paper.width - 2 * EDGE + gap) / (width + gap) + 1e-9))
    rows = max(0, int((paper.height - 2 * EDGE + gap) / (height + gap) + 1e-9))
    return Grid(paper, width, height, columns, rows, gap, turn)


def impose(cards: Sequence[Sides], grid: Grid, flip: Flip, bleed: float, wording: Wording) -> list[Page]:
    """The sides of all sheets: a page of fronts, then the page of their backs when any of them has one.

    Backs are placed by the flip formula of the sheet: a turn over the long edge of upright paper mirrors x, one over
    the short edge mirrors y and turns the card by 180 degrees, so that it still turns like the page of a book.
    """
    copies = [card for card in cards for _ in range(card.copies)]
    sheets = [copies[start : start + grid.places] for start in range(0, len(copies), grid.places)]
    duplex = any(card.back for card in cards)
    seen: set[str] = set()
    pages = []
    for number, sheet in enumerate(sheets, 1):
        counted = f"{wording.sheet} {number} {wording.of} {len(sheets)}"
        slots = [(card, grid.slot(place)) for place, card in enumerate(sheet)]
        marks = []
        for card, box in slots:
            if card.id not in seen:
                seen.add(card.id)
                marks.append(Bookmark(card.title, box.x, box.y))
        fronts = [(box, card.front) for card, box in slots]
        line = _line_text(wording, counted, wording.front, duplex)
        pages.append(_page(fronts, grid, grid.turn, bleed, line, wording, tuple(marks)))
        if duplex:
            backs = [(_behind(box, grid.paper, flip), card.back) for card, box in slots if card.back]
            line = _line_text(wording, counted, wording.back, duplex)
            pages.append(_page(backs, grid, _turn_behind(grid.turn, flip), bleed, line, wording, ()))
    return pages


def _behind(box: Box, paper: Paper, flip: Flip) -> Box:
    """Where the back of a card lies on the other side of upright paper, seen from that side."""
    if flip == "long":
        return Box(paper.width - box.x - box.width, box.y, box.width, box.height)
    return Box(box.x, paper.height - box.y - box.height, box.width, box.height)


def _turn_behind(turn: int, flip: Flip) -> int:
    """How far a back is turned, so that its card turns like the page of a book."""
    mirrored = (360 - turn) % 360
    return mirrored if flip == "long" else (mirrored + 180) % 360


def _page(
    slots: Sequence[tuple[Box, Drawing | None]], grid: Grid, turn: int, bleed: float, line: str,
    wording: Wording, bookmarks: tuple[Bookmark, ...],
) -> Page:  # fmt: skip
    placed = [Placed(drawing, box, _clip(box, grid, bleed), turn) for box, drawing in slots if drawing]
    if _has_line(grid):
        placed.append(_edge_line(line, grid, wording))
    marks = _marks(tuple(box for box, _ in slots), grid)
    return Page(grid.paper.width, grid.paper.height, tuple(placed), marks, bookmarks)


def _clip(box: Box, grid: Grid, bleed: float) -> Box:
    """The trim box with its bleed: all of it at the outside of the grid, half of the gap between two cards."""
    inside = min(bleed, grid.gap / 2)
    left = bleed if box.x < grid.left + 1 else inside
    right = bleed if box.x + box.width > grid.paper.width - grid.left - 1 else inside
    top = bleed if box.y < grid.top + 1 else inside
    bottom = bleed if box.y + box.height > grid.paper.height - grid.top - 1 else inside
    return Box(box.x - left, box.y - top, box.width + left + right, box.height + top + bottom)


# --- where to cut ----------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=64)
def _marks(boxes: tuple[Box, ...], grid: Grid) -> tuple[Line, ...]:
    """Crop marks in line with the trims of the cards that are there: around the grid, and in its gaps."""
    marks = {_upright(x, y) for box in boxes for x in _sides(box) for y in _outside(grid, upright=True)}
    marks |= {_level(x, y) for box in boxes for y in _ends(box) for x in _outside(grid, upright=False)}
    for box in boxes if grid.gap - 2 * _MARK_GAP >= _LEAST_MARK else ():
        for y in _beside(box.y, box.height, grid.top, grid.gap, grid.paper.height):
            marks |= {_upright(x, y) for x in _sides(box)}
        for x in _beside(box.x, box.width, grid.left, grid.gap, grid.paper.width):
            marks |= {_level(x, y) for y in _ends(box)}
    return tuple(sorted(marks, key=lambda mark: (mark.y1, mark.x1, mark.x2)))


def _sides(box: Box) -> tuple[float, float]:
    return round(box.x, 6), round(box.x + box.width, 6)


def _ends(box: Box) -> tuple[float, float]:
    return round(box.y, 6), round(box.y + box.height, 6)


def _upright(x: float, y: tuple[float, float]) -> Line:
    return Line(x, y[0], x, y[1], _MARK_WIDTH, _BLACK)


def _level(x: tuple[float, float], y: float) -> Line:
    return Line(x[0], y, x[1], y, _MARK_WIDTH, _BLACK)


def _outside(grid: Grid, upright: bool) -> list[tuple[float, float]]:
    """From where to where marks run before and after the grid; none where the margin is too narrow to print them."""
    margin, whole = (grid.top, grid.paper.height) if upright else (grid.left, grid.paper.width)
    taken = EDGE + (_LINE + 1 * MM if upright == _line_below(grid) else -1 * MM)
    length = min(_MARK_LENGTH, margin - _MARK_GAP - taken)
    if length < _LEAST_MARK:
        return []
    near, far = round(margin - _MARK_GAP, 6), round(margin - _MARK_GAP - length, 6)
    return [(far, near), (round(whole - near, 6), round(whole - far, 6))]


def _beside(start: float, size: float, margin: float, gap: float, whole: float) -> list[tuple[float, float]]:
    """From where to where marks run in the gaps before and after a card."""
    end = start + size
    before = [(round(start - gap + _MARK_GAP, 6), round(start - _MARK_GAP, 6))] if start > margin + 1 else []
    after = [(round(end + _MARK_GAP, 6), round(end + gap - _MARK_GAP, 6))] if end < whole - margin - 1 else []
    return before + after


# --- the line at the edge ----------------------------------------------------------------------------------------


def _line_below(grid: Grid) -> bool:
    """Whether the line stands below the cards, or at their left, where there is more room."""
    return grid.top >= grid.left


def _has_line(grid: Grid) -> bool:
    """Whether the line has room between the cards and the edge of the paper, and is long enough to be read."""
    length = grid.paper.width if _line_below(grid) else grid.paper.height
    return max(grid.top, grid.left) >= EDGE + _LINE and length >= 2 * EDGE + _RULER + _LEAST_LINE


def _line_text(wording: Wording, sheet: str, side: str, duplex: bool) -> str:
    return " · ".join([wording.deck, sheet, side, *([wording.flip] if duplex else []), wording.scale])


def _edge_line(text: str, grid: Grid, wording: Wording) -> Placed:
    """Deck, sheet, side and flip edge, and a ruler of 50 mm, between the marks and the edge of the paper."""
    below = _line_below(grid)
    length = (grid.paper.width if below else grid.paper.height) - 2 * EDGE - 2 * MM
    glyphs = wording.font.set(text)
    size = min(_SMALL, 1000 * (length - _RULER - 12 * MM) / glyphs.width)
    words = Run(0, _LINE - 0.4 * MM, wording.font.name, size, _BLACK, (glyphs,))
    drawing = Drawing(length, _LINE, (words, *_ruler(length - _RULER, _LINE - 0.4 * MM, wording.font)))
    start = EDGE + 1 * MM
    if below:
        box = Box(start, grid.paper.height - EDGE - _LINE, length, _LINE)
        return Placed(drawing, box, box.inset(-1))
    box = Box(EDGE, start, _LINE, length)
    return Placed(drawing, box, box.inset(-1), 270)


def _ruler(x: float, y: float, font: Font) -> Iterator[Item]:
    yield Line(x, y, x + _RULER, y, 0.4, _BLACK)
    for centimetre in range(6):
        at = x + centimetre * 10 * MM
        yield Line(at, y - (1.6 if centimetre in (0, 5) else 0.9) * MM, at, y, 0.4, _BLACK)
    label = font.set("50 mm")
    yield Run(x - label.width * 5 / 1000 - 1 * MM, y, font.name, 5, _BLACK, (label,))

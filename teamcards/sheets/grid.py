"""Where cards lie on paper: how many fit, turned or not, and what lies behind what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from teamcards.drawing import Box
from teamcards.units import MM

EDGE = 5 * MM
"""What an office printer cannot print on, at each edge of the paper (4 to 5 mm for lasers)."""

BLEED = 2 * MM
"""How far colour runs past the trim on an office printer's sheet, so that a crooked cut shows no white."""

GUTTER = 5 * MM
"""From the bleed of a card to the line that the paper is folded along, at least."""

Axis = Literal["upright", "level"]
"""The line that a sheet is turned or folded over: upright like the back of a book, or level like that of a calendar."""

_SLACK = 1e-6  # points, so that a card which fits exactly is not lost to rounding


class Paper(NamedTuple):
    """Upright paper, in points."""

    name: str
    width: float
    height: float


class Grid(NamedTuple):
    """Equal places on a sheet: how many across and down, how large, where they start and how far they are apart.

    All in points from the top left of the paper; `turn` is how far the cards lie turned there, clockwise: 0, 90, 180
    or 270 degrees.
    """

    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float
    gap_y: float
    turn: int = 0

    @property
    def places(self) -> int:
        """How many cards fit."""
        return self.columns * self.rows

    @property
    def area(self) -> Box:
        """What the places cover together."""
        width = self.columns * (self.width + self.gap_x) - self.gap_x
        return Box(self.left, self.top, width, self.rows * (self.height + self.gap_y) - self.gap_y)

    def slot(self, number: int) -> Box:
        """The trim box of a place, counted from the top left, row by row."""
        row, column = divmod(number, self.columns)
        x = self.left + column * (self.width + self.gap_x)
        return Box(x, self.top + row * (self.height + self.gap_y), self.width, self.height)

    def behind(self, axis: Axis) -> Grid:
        """The grid as it lies on the other side of the paper, or beyond the fold, seen from that side.

        Backs are turned so that a card turns like the page of a book.
        """
        area = self.area
        mirrored = (360 - self.turn) % 360
        if axis == "upright":
            return self._replace(left=self.paper.width - area.x - area.width, turn=mirrored)
        return self._replace(top=self.paper.height - area.y - area.height, turn=(mirrored + 180) % 360)

    def slot_behind(self, number: int, axis: Axis) -> int:
        """Which place of the grid behind this one a card's back lies in."""
        row, column = divmod(number, self.columns)
        if axis == "upright":
            return row * self.columns + self.columns - 1 - column
        return (self.rows - 1 - row) * self.columns + column


class Room(NamedTuple):
    """What is asked of a sheet: the card (points), its bleed, the margin of the printer, and the gap between cards.

    Without a gap, cards stand two bleeds apart where that costs no card, and edge to edge where it does.
    """

    width: float
    height: float
    bleed: float = BLEED
    margin: float = EDGE
    gap: float | None = None


def flat(room: Room, paper: Paper) -> Grid:
    """The most cards that fit on the paper, perhaps none, centred.

    They are turned a quarter only where more fit, or where only that leaves room for their bleed.
    """
    plans = [_centred(room, paper, gap, turn, Box(0, 0, paper.width, paper.height)) for gap, turn in _ways(room)]
    return max(plans, key=_better)


def folded(room: Room, paper: Paper) -> tuple[Grid, Axis]:
    """The most fronts that fit beside the fold of a sheet whose other half takes their backs, and which fold it is."""
    halves: list[tuple[Axis, Box]] = [
        ("upright", Box(0, 0, paper.width / 2, paper.height)),
        ("level", Box(0, 0, paper.width, paper.height / 2)),
    ]
    plans = [(_centred(room, paper, gap, turn, half, axis), axis) for axis, half in halves for gap, turn in _ways(room)]
    return max(plans, key=lambda plan: _better(plan[0]))


def _ways(room: Room) -> Iterator[tuple[float, int]]:
    for gap in (2 * room.bleed, 0.0) if room.gap is None else (room.gap,):
        yield gap, 0
        yield gap, 90


def _better(grid: Grid) -> tuple[int, float, int]:
    return grid.places, grid.gap_x, -grid.turn


def _centred(room: Room, paper: Paper, gap: float, turn: int, area: Box, fold: Axis | None = None) -> Grid:
    """The grid in the middle of a part of the paper, away from its edges and from the fold."""
    width, height = (room.height, room.width) if turn else (room.width, room.height)
    beside = room.bleed + GUTTER
    right = beside if fold == "upright" else room.margin
    below = beside if fold == "level" else room.margin
    columns = _count(area.width - room.margin - right, width, gap)
    rows = _count(area.height - room.margin - below, height, gap)
    taken = Box(0, 0, columns * (width + gap) - gap, rows * (height + gap) - gap)
    left = min((area.width - taken.width) / 2, area.width - right - taken.width)
    top = min((area.height - taken.height) / 2, area.height - below - taken.height)
    return Grid(paper, columns, rows, width, height, left, top, gap, gap, turn)


def _count(length: float, size: float, gap: float) -> int:
    return max(0, int((length + gap + _SLACK) / (size + gap)))

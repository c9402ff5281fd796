"""Where the scales of the calibration page lie: eight verniers, two at each corner, in mm from the centre of the sheet.

A vernier (Pierre Vernier, 1631) has lines every 2.0 mm on the front and every 1.9 mm on the back, so each tenth of a
millimetre makes the next pair of lines coincide. Coincidences return every 1.9 mm; a thick line of the back at a ruler
on the front tells which of them it is. Both the letters of the lines and the numbers of the ruler are on the front.
"""

from __future__ import annotations

from typing import NamedTuple

from teamcards.drawing import Flip

FRONT_PITCH, BACK_PITCH = 2.0, 1.9
"""From line to line on the front and on the back, in mm."""

MARKS = "ABCDEFGHJKLMNPRSTUVWX"
"""The letters of the front's lines, without those that look like a digit or like each other."""

MIDDLE = MARKS.index("L")
"""The line that meets one of the back's when nothing is wrong."""

RULER = 7
"""How far the ruler goes to both sides, in mm."""

TICK, MORE = 8.0, 6.0
"""How long a line of the front is, and how much farther towards the edge one of the back goes (mm)."""

BACK_MARKS = 12  # on both sides of the middle one
MARGIN = 6.0
"""What stays clear at the edges of the paper, in mm: more than any printer needs."""

_LANE = 28.0  # from the edge of the paper to where scales of the other direction may begin
_HALF = BACK_MARKS * BACK_PITCH
_TO_RULER = 36.0  # from the middle line to nought of the ruler


class Scale(NamedTuple):
    """A vernier and its ruler, which measure to the right (across) or down.

    `start` is where the middle line lies in that direction, `ruler` the nought of the ruler; `level` is, in the other
    direction, where the lines begin, and `outward` (-1 or 1) which way the edge of the paper is from there.
    """

    place: int
    across: bool
    start: float
    ruler: float
    level: float
    outward: int

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"{self.place} {'across' if self.across else 'down'}"

    def point(self, along: float, out: float) -> tuple[float, float]:
        """x and y of a place along the scale, `out` mm from the beginning of its lines towards the edge."""
        level = self.level + self.outward * out
        return (along, level) if self.across else (level, along)


def scales(width: float, height: float) -> tuple[Scale, ...]:
    """The scales of paper of that size (mm), in the order they are read; place 1 is top left, 4 bottom right.

    Raises ValueError for paper that is too small.
    """
    wide, high = 2 * (MARGIN + _HALF + _TO_RULER + RULER), 2 * (_LANE + _HALF + _TO_RULER + RULER)
    if width < wide or height < high:
        raise ValueError(f"the scales need paper of {wide:.0f} x {high:.0f} mm or more")
    found = []
    for place, (right, below) in enumerate([(-1, -1), (1, -1), (-1, 1), (1, 1)], 1):
        x = right * (width / 2 - MARGIN - _HALF)
        y = below * (height / 2 - _LANE - _HALF)
        inward = MARGIN + MORE + TICK
        found.append(Scale(place, True, x, x - right * _TO_RULER, below * (height / 2 - inward), below))
        found.append(Scale(place, False, y, y - below * _TO_RULER, right * (width / 2 - inward), right))
    return tuple(found)


def behind(x: float, y: float, flip: Flip) -> tuple[float, float]:
    """The same place of upright paper seen on its other side; both in mm from the centre.

    A turn over the long edge mirrors x, one over the short edge mirrors y.
    """
    return (-x, y) if flip == "long" else (x, -y)

"""What a printer does to its backs: shift, turn and stretch; what undoes it, and what to do about the rest."""

from __future__ import annotations

import math
from typing import NamedTuple

from teamcards.drawing import Flip, Matrix
from teamcards.units import MM

GUTTER_FOLD = 1.5
"""The spread between sheets (mm) from which fronts and backs had better stand on the same side of the paper."""

_SPREADS = 3  # how many times the spread a frame or a text stays off the cut
_FRAME = 4.0  # mm: what a frame is kept inside the cut anyway
_LARGE_SHIFT, _LARGE_ANGLE = 3.0, 0.5  # mm, degrees: more than a well-set tray does


class Drift(NamedTuple):
    """Where the backs land, seen on the back with y down: mm to the right and down, degrees clockwise, and scales.

    The sheet is stretched first, then turned, both about its centre, and shifted last.
    """

    dx: float = 0.0
    dy: float = 0.0
    angle: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0

    def turned(self) -> tuple[float, float, float, float]:
        """The part of its matrix that turns and stretches: a, b, c and d."""
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return self.scale_x * cos, self.scale_x * sin, -self.scale_y * sin, self.scale_y * cos

    def lands(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the back is printed, both in mm from the centre of the sheet."""
        a, b, c, d = self.turned()
        return a * x + c * y + self.dx, b * x + d * y + self.dy


class Profile(NamedTuple):
    """What was measured of one printer with one tray and stock (empty: the usual one).

    `scatter` is the spread between sheets in mm, None when only one was read; `date` is written as 2025-03-31.
    """

    printer: str
    tray: str
    stock: str
    paper: str
    flip: Flip
    date: str
    drift: Drift
    scatter: float | None
    sheets: int

    @property
    def name(self) -> str:
        """What messages call it."""
        parts = [self.printer, f"tray {self.tray}" if self.tray else "", self.stock]
        return ", ".join(filter(None, parts))


def correction(profile: Profile, width: float, height: float) -> Matrix:
    """What to do to the backs of a sheet of that size (points), so that the printer's drift puts them right.

    The matrix of `drawing.Page`: the inverse of the drift, about the centre of the sheet. The sheet is upright, as the
    page that was measured.
    """
    a, b, c, d = profile.drift.turned()
    size = a * d - b * c
    a, b, c, d = d / size, -b / size, -c / size, a / size
    x, y = width / 2 + profile.drift.dx * MM, height / 2 + profile.drift.dy * MM  # where the centre lands
    return a, b, c, d, width / 2 - (a * x + c * y), height / 2 - (b * x + d * y)


def unsuited(profile: Profile, paper: str, flip: Flip) -> str:
    """Why a profile says nothing about a print job; nothing when it does."""
    if profile.flip != flip:
        measured = f"measured with a flip on the {profile.flip} edge, and this is printed with one on the {flip} edge"
    elif profile.paper.casefold() != paper.casefold():
        measured = f"measured on {profile.paper}, and this is printed on {paper}"
    else:
        return ""
    return f"the profile of {profile.name} was {measured}"


def least_inset(profile: Profile) -> float:
    """How far inside the cut (mm) frames and texts belong, or how wide a frame at the cut must be: 3 x the scatter.

    Never less than the 4 mm of common practice.
    """
    return max(_FRAME, _SPREADS * (profile.scatter or 0.0))


def advice(profile: Profile) -> list[str]:
    """What the measurement means for the trainer, in sentences; the rules of thumb are those of print shops."""
    said = []
    scatter, drift = profile.scatter, profile.drift
    if math.hypot(drift.dx, drift.dy) > _LARGE_SHIFT or abs(drift.angle) > _LARGE_ANGLE:
        said.append("This is more than most printers do: check that the paper guides of the tray touch the paper.")
    if scatter is None:
        said.append("Only one sheet was read, so how much sheets differ is not known: read three to know.")
    elif scatter > GUTTER_FOLD:
        said.append(
            f"Sheets differ by {scatter:.1f} mm, which no shift can mend: use the gutter fold for cards with text on "
            "their backs (front and back side by side on one side of the paper, folded and glued)."
        )
    if scatter is not None:
        least = least_inset(profile)
        times = "three times the" if least > _FRAME else "more than three times the"
        why = f"{times} {scatter:.1f} mm that sheets differ"
        said.append(f"Keep frames and texts at least {least:.1f} mm inside the cut ({why}), or make frames that wide.")
    return said


def told(drift: Drift) -> str:
    """A drift in words, such as '1.2 mm to the right, 0.7 mm up, turned 0.30 degrees clockwise'."""
    turn = "clockwise" if drift.angle > 0 else "anticlockwise"
    parts = [
        f"{abs(drift.dx):.2f} mm to the {'right' if drift.dx > 0 else 'left'}" if abs(drift.dx) >= 0.005 else "",
        f"{abs(drift.dy):.2f} mm {'down' if drift.dy > 0 else 'up'}" if abs(drift.dy) >= 0.005 else "",
        f"turned {abs(drift.angle):.2f} degrees {turn}" if abs(drift.angle) >= 0.005 else "",
        *(f"{scale:.2%} {way}" for scale, way in ((drift.scale_x, "wide"), (drift.scale_y, "high"))
          if abs(scale - 1) >= 0.00005),
    ]  # fmt: skip
    return ", ".join(filter(None, parts)) or "exactly in place"

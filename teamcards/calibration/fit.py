"""The drift that explains the readings of printed sheets best, and how much the sheets differ."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teamcards.calibration.drift import Drift
from teamcards.calibration.readings import Reading, ReadingError
from teamcards.calibration.scales import TICK, behind
from teamcards.drawing import Flip

_AGREE = 0.3  # mm that a reading may lie off what the others say: an eye errs by 0.1, printers bow a little
_LEAST_PIVOT = 0.05  # of a sheet's readings: less, and they leave a part of the drift open
_SCALE, _ANGLE = 0.008, 3.0  # more is no drift: another scale for one side, or a misreading
_UNIT = 100.0  # mm, so that all unknowns are about equally large

_Row = tuple[tuple[float, ...], float]
"""An equation: the factors of the five unknowns, and what they add up to (mm)."""


class Measured(NamedTuple):
    """The drift of all sheets together, and the spread between them in mm (None for a single sheet)."""

    drift: Drift
    scatter: float | None


def measure(sheets: Sequence[Sequence[Reading]], flip: Flip, width: float, height: float) -> Measured:
    """What sheets of that size (mm) show together: the median, so that one badly fed sheet counts little.

    The scatter is the standard deviation of where the corners land: the root of the mean square over corners and
    sheets, with one sheet less in the mean (Bessel's correction). Raises ReadingError when a sheet cannot be.
    """
    drifts = [one(sheet, flip) for sheet in sheets]
    drift = Drift(*(statistics.median(numbers) for numbers in zip(*drifts, strict=True)))
    if len(drifts) == 1:
        return Measured(drift, None)
    corners = [(x * width / 2, y * height / 2) for x in (-1, 1) for y in (-1, 1)]
    total = 0.0
    for each in drifts:
        total += sum(math.dist(each.lands(*corner), drift.lands(*corner)) ** 2 for corner in corners)
    return Measured(drift, math.sqrt(total / len(corners) / (len(drifts) - 1)))


def one(sheet: Sequence[Reading], flip: Flip) -> Drift:
    """What one sheet shows.

    Raises ReadingError when its readings are too few, do not agree, or tell of another scale for one side.
    """
    rows = list(_rows(sheet, flip))
    found = _solved(rows)
    worst = max(abs(_off(row, found)) for row in rows)
    if worst > _AGREE:
        suspect = min(range(len(sheet)), key=lambda number: _sum_without(rows, number))
        reading = sheet[suspect]
        raise ReadingError(f"the readings of this sheet do not agree (by {worst:.1f} mm): look again at "
                           f"{reading.scale.name}, where you read {reading}", reading.scale)  # fmt: skip
    drift = _drift(found)
    for scale, way in ((drift.scale_x, "width"), (drift.scale_y, "height")):
        if abs(scale - 1) > _SCALE:
            raise ReadingError(f"the backs are printed at {scale:.1%} of the {way} of the fronts: print both sides at "
                               "100 %, without 'fit to page', and read a new sheet")  # fmt: skip
    if abs(drift.angle) > _ANGLE:
        raise ReadingError(f"the backs would be turned by {drift.angle:.1f} degrees: look at the readings again")
    return drift


def _rows(sheet: Sequence[Reading], flip: Flip) -> Iterator[_Row]:
    """An equation for each reading: where a line lies that was read, and where it would lie without drift.

    For small angles, x' - x = dx + p x - r y and y' - y = dy + q y + r x, with p and q the stretch and r the turn;
    all seen on the back. The unknowns are dx, dy, p, q and r.
    """
    for reading in sheet:
        x, y = behind(*reading.scale.point(reading.along, TICK / 2), flip)
        x, y = x / _UNIT, y / _UNIT
        off = behind(reading.shift, reading.shift, flip)
        if reading.scale.across:
            yield (1.0, 0.0, x, 0.0, -y), off[0]
        else:
            yield (0.0, 1.0, 0.0, y, x), off[1]


def _solved(rows: Sequence[_Row]) -> list[float]:
    """The unknowns with the least sum of squared errors, from the normal equations (Gauss 1809; Legendre 1805)."""
    size = 5
    table = [[sum(f[i] * f[j] for f, _ in rows) for j in range(size)] + [sum(f[i] * value for f, value in rows)]
             for i in range(size)]  # fmt: skip
    for i in range(size):
        pivot = max(range(i, size), key=lambda row: abs(table[row][i]))
        table[i], table[pivot] = table[pivot], table[i]
        if abs(table[i][i]) < _LEAST_PIVOT:
            raise ReadingError("too few readings of this sheet: read at least three places, across and down")
        for row in range(size):
            if row != i:
                factor = table[row][i] / table[i][i]
                table[row] = [a - factor * b for a, b in zip(table[row], table[i], strict=True)]
    return [table[i][size] / table[i][i] for i in range(size)]


def _off(row: _Row, found: Sequence[float]) -> float:
    return row[1] - sum(factor * value for factor, value in zip(row[0], found, strict=True))


def _sum_without(rows: Sequence[_Row], number: int) -> float:
    """The sum of squared errors that is left when one reading is not believed."""
    rest = [row for place, row in enumerate(rows) if place != number]
    try:
        found = _solved(rest)
    except ReadingError:
        return math.inf
    return sum(_off(row, found) ** 2 for row in rest)


def _drift(found: Sequence[float]) -> Drift:
    dx, dy, p, q, r = found[0], found[1], *(value / _UNIT for value in found[2:])
    angle = math.atan2(r, 1 + (p + q) / 2)
    return Drift(dx, dy, math.degrees(angle), math.hypot(1 + p, r), math.hypot(1 + q, r))

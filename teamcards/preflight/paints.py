"""What the operators of a page paint: each area, line, text and picture with its colour and its place."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

Family = Literal["grey", "rgb", "cmyk", "lab", "spot", "pattern"]
Matrix = tuple[float, float, float, float, float, float]
Corners = tuple[float, float, float, float]
"""Left, low, right, high, in points of the page with y up."""

AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Shade(NamedTuple):
    """A colour: the family of its space, and its parts from 0 to 1."""

    family: Family
    parts: tuple[float, ...] = ()

    @property
    def ink(self) -> float:
        """How much ink it takes, in per cent of one full ink; 0 where that cannot be told."""
        if self.family == "cmyk":
            return 100 * sum(self.parts)
        return 100 * (1 - self.parts[0]) if self.family == "grey" and self.parts else 0.0


class Paint(NamedTuple):
    """One thing that is painted.

    `width` is that of a line and `size` that of type, in points on the page; `dpi` and `ink` (the most on one spot, in
    per cent) are those of a picture.
    """

    kind: Literal["area", "line", "text", "picture", "shading"]
    box: Corners
    shade: Shade
    width: float = 0.0
    size: float = 0.0
    dpi: float = 0.0
    ink: float = 0.0


def times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does what the first does, and then what the other does."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(x: float, y: float, by: Matrix) -> tuple[float, float]:
    """Where a point goes."""
    return by[0] * x + by[2] * y + by[4], by[1] * x + by[3] * y + by[5]


def growth(by: Matrix) -> float:
    """How much longer a line becomes, on the average of all directions."""
    return math.sqrt(abs(by[0] * by[3] - by[1] * by[2]))


def around(points: list[tuple[float, float]]) -> Corners:
    """The box around points; one without a size at the corner of the page for no points at all."""
    xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return min(xs), min(ys), max(xs), max(ys)


UNIT = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
"""The corners of the square that pictures are painted in."""

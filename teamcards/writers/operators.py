"""Items as the operators of a PDF: what is drawn inside a page or a form, where y points up."""

from __future__ import annotations

import functools

from teamcards.drawing import Box, Commands, Figure, Line, Outline, Rect, Shape
from teamcards.inks import Inks

_ARC = 0.5523  # control points of a quarter circle, as a part of its radius
_OPERATORS = {"move": "m", "line": "l", "curve": "c", "close": "h"}


def rect(item: Rect, height: float, inks: Inks) -> str:
    """A rectangle."""
    fill = f"{inks.fill(item.fill)} " if item.fill else ""
    stroke = f"{inks.stroke(item.stroke)} {length(item.width)} w " if item.stroke else ""
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(item.fill), bool(item.stroke)]
    return f"{fill}{stroke}{path(item.box, item.radius, height)} {paint}"


def path(box: Box, radius: float, page_height: float) -> str:
    """The path around a box with rounded corners."""
    left, low = box.x, page_height - box.y - box.height
    if not radius:
        return f"{length(left)} {length(low)} {length(box.width)} {length(box.height)} re"
    right, high = left + box.width, low + box.height
    r = min(radius, box.width / 2, box.height / 2)
    c = r * (1 - _ARC)
    corners = (
        (left + r, low, "m"), (right - r, low, "l"),
        (right - c, low, right, low + c, right, low + r, "c"), (right, high - r, "l"),
        (right, high - c, right - c, high, right - r, high, "c"), (left + r, high, "l"),
        (left + c, high, left, high - c, left, high - r, "c"), (left, low + r, "l"),
        (left, low + c, left + c, low, left + r, low, "c"),
    )  # fmt: skip
    return " ".join(" ".join([*map(length, corner[:-1]), corner[-1]]) for corner in corners) + " h"


def line(item: Line, height: float, inks: Inks) -> str:
    """A straight line."""
    points = f"{length(item.x1)} {length(height - item.y1)} m {length(item.x2)} {length(height - item.y2)} l"
    return f"{inks.stroke(item.colour)} {length(item.width)} w {points} S"


@functools.lru_cache(maxsize=256)
def outline(item: Outline, height: float, inks: Inks) -> str:
    """An icon: its lines in a square of its own, flipped, since icons are drawn with y down; remembered."""
    scale = item.size / item.side
    place = f"{scale:.5f} 0 0 {-scale:.5f} {length(item.x)} {length(height - item.y)} cm"
    return f"q {place} {inks.stroke(item.colour)} {length(item.width)} w 1 J 1 j {_commands(item.commands)} S Q"


def figure(item: Figure, height: float, inks: Inks) -> str:
    """A vector picture: its shapes in units of their own, flipped, and cut off at the edges of its box."""
    box = item.box
    place = (
        f"{box.width / item.width:.6f} 0 0 {-box.height / item.height:.6f} {length(box.x)} {length(height - box.y)} cm"
    )
    shapes = " ".join(_shape(shape, inks) for shape in item.shapes)
    return f"q {path(box, 0.0, height)} W n {place} {shapes} Q"


def _shape(shape: Shape, inks: Inks) -> str:
    fill = f"{inks.fill(shape.fill)} " if shape.fill else ""
    stroke = ""
    if shape.stroke:
        stroke = f"{inks.stroke(shape.stroke)} {length(shape.width)} w {shape.cap} J {shape.join} j "
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}[bool(shape.fill), bool(shape.stroke)]
    return f"{fill}{stroke}{_commands(shape.commands)} {paint}{'*' if shape.even_odd and shape.fill else ''}"


@functools.lru_cache(maxsize=256)
def _commands(commands: Commands) -> str:
    return " ".join(" ".join([*map(length, points), _OPERATORS[name]]) for name, points in commands)


def length(number: float) -> str:
    """A length as PDF writes it, to a hundredth of a point (0.004 mm)."""
    return f"{number:.2f}"


@functools.lru_cache(maxsize=4096)
def hundredths(number: int) -> str:
    """A length in hundredths of a point, as short as can be; remembered, since few different ones are written often."""
    return f"{number / 100:.7g}"

"""The shapes of SVG as paths of the display list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians, sin, tan
from typing import Any, NamedTuple

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.shapes import PathBuilder

from teamcards.drawing import Commands
from teamcards.svg.elements import numbers

SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
"""The elements that are shapes."""

AS_IT_IS: Any = Identity
"""The transform that moves nothing."""

_NEEDED = {"rect": ("width", "height"), "circle": ("r",), "ellipse": ("rx", "ry")}
_FARTHEST = 1e6


class _Shape(NamedTuple):
    """A shape as fontTools wants to see it."""

    tag: str
    attrib: Mapping[str, str]


def commands(tag: str, attributes: Mapping[str, str], matrix: Any = AS_IT_IS) -> Commands:
    """The path of a shape with its lengths in pixels. Raises ValueError when it cannot be read."""
    pen = RecordingPen()
    try:
        for text in _texts(tag, attributes):
            parse_path(text, TransformPen(pen, matrix))
        found = tuple(_commands(pen.value))
    except (ValueError, TypeError, IndexError, KeyError, AssertionError, ArithmeticError) as error:
        raise ValueError(f"this {tag} cannot be read") from error
    if not all(abs(n) < _FARTHEST for _, points in found for n in points):
        raise ValueError(f"this {tag} is too far away")
    return found


def transform(text: str) -> Any:
    """A transform as it is written. Raises ValueError when it is none."""
    matrix = Identity
    for part in text.split(")")[:-1]:
        name, _, inside = part.partition("(")
        matrix = matrix.transform(_step(name.strip(" ,\t\n"), numbers(inside)))
    return matrix


def _step(name: str, given: list[float]) -> Any:
    match name, given:
        case "matrix", [a, b, c, d, e, f]:
            return Transform(a, b, c, d, e, f)
        case "translate", [x, *rest]:
            return Transform(1, 0, 0, 1, x, rest[0] if rest else 0)
        case "scale", [x, *rest]:
            return Transform(x, 0, 0, rest[0] if rest else x, 0, 0)
        case "rotate", [angle]:
            turn = radians(angle)
            return Transform(cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0)
        case "rotate", [angle, x, y]:
            return Identity.translate(x, y).transform(_step("rotate", [angle])).translate(-x, -y)
        case "skewX", [angle]:
            return Transform(1, 0, tan(radians(angle)), 1, 0, 0)
        case "skewY", [angle]:
            return Transform(1, tan(radians(angle)), 0, 1, 0, 0)
    raise ValueError(f"'{name}' is not a transform")


def _texts(tag: str, attributes: Mapping[str, str]) -> list[str]:
    """A shape as the text of paths; none when it has no size."""
    own = {name: text for name, text in attributes.items() if name != "transform"}
    sizes = [float(own.get(name, "0")) for name in _NEEDED.get(tag, ())]
    if sizes and min(sizes) <= 0:
        return []
    if tag == "rect":
        for name, side in zip(("rx", "ry"), sizes, strict=True):
            if name in own:
                own[name] = str(min(float(own[name]), side / 2))
    builder = PathBuilder()
    builder.add_path_from_element(_Shape(tag, own))
    return [str(path) for path in builder.paths]


def _commands(
    recorded: Iterable[tuple[str, tuple[tuple[float, float], ...]]],
) -> Iterator[tuple[str, tuple[float, ...]]]:
    """What a pen recorded as move, line, curve (cubic) and close."""
    words = {"moveTo": "move", "lineTo": "line", "curveTo": "curve", "closePath": "close"}
    here = (0.0, 0.0)
    for operator, points in recorded:
        if operator == "qCurveTo":
            points, operator = _cubic(here, *points), "curveTo"
        if operator in words:
            yield words[operator], tuple(round(n, 3) for point in points for n in point)
        here = points[-1] if points else here


def _cubic(
    start: tuple[float, float], control: tuple[float, float], end: tuple[float, float]
) -> tuple[tuple[float, float], ...]:
    """A quadratic curve as a cubic one: both control points two thirds of the way to the quadratic's."""

    def between(a: tuple[float, float]) -> tuple[float, float]:
        return (a[0] + 2 / 3 * (control[0] - a[0]), a[1] + 2 / 3 * (control[1] - a[1]))

    return (between(start), between(end), end)

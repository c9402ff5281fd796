"""Icons from the icon package (Lucide, 24 x 24 units, two units wide lines), as SVG and as outlines."""

from __future__ import annotations

import functools
import re

import lucide
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import SVGPath

SIDE = 24.0
"""The side of the square that an icon is drawn in."""

Commands = tuple[tuple[str, tuple[float, ...]], ...]


@functools.cache
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(lucide.get_icon_list())


@functools.cache
def svg(name: str) -> str:
    """The shapes of an icon, to stand inside an <svg viewBox="0 0 24 24"> that strokes them."""
    markup = str(lucide.lucide_icon(name))
    return re.sub(r"\s+", " ", re.sub(r"</?svg[^>]*>", "", markup)).strip()


@functools.cache
def outline(name: str) -> Commands:
    """The lines of an icon as move, line, curve (cubic) and close commands with their coordinates."""
    pen = RecordingPen()
    SVGPath.fromstring(str(lucide.lucide_icon(name)).encode()).draw(pen)
    return tuple(_commands(pen.value))


def _commands(recorded: list[tuple[str, tuple[tuple[float, float], ...]]]) -> Commands:
    words = {"moveTo": "move", "lineTo": "line", "curveTo": "curve", "closePath": "close"}
    here = (0.0, 0.0)
    commands: list[tuple[str, tuple[float, ...]]] = []
    for operator, points in recorded:
        if operator == "qCurveTo":
            points, operator = _cubic(here, *points), "curveTo"
        if operator in words:
            commands.append((words[operator], tuple(round(n, 3) for point in points for n in point)))
        here = points[-1] if points else here
    return tuple(commands)


def _cubic(
    start: tuple[float, float], control: tuple[float, float], end: tuple[float, float]
) -> tuple[tuple[float, float], ...]:
    """A quadratic curve as a cubic one: both control points two thirds of the way to the quadratic's."""

    def between(a: tuple[float, float]) -> tuple[float, float]:
        return (a[0] + 2 / 3 * (control[0] - a[0]), a[1] + 2 / 3 * (control[1] - a[1]))

    return (between(start), between(end), end)

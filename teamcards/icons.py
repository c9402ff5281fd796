"""Icons from the icon package (Lucide, 24 x 24 units, two units wide lines), as SVG and as outlines."""

from __future__ import annotations

import functools
import re
import sqlite3
from contextlib import closing

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import SVGPath

from teamcards import folders

SIDE = 24.0
"""The side of the square that an icon is drawn in."""

Commands = tuple[tuple[str, tuple[float, ...]], ...]


@functools.cache
def names() -> frozenset[str]:
    """Every icon there is."""
    with closing(_database()) as database:
        return frozenset(name for (name,) in database.execute("SELECT name FROM icons"))


@functools.cache
def svg(name: str) -> str:
    """The shapes of an icon, to stand inside an <svg viewBox="0 0 24 24"> that strokes them."""
    return re.sub(r"\s+", " ", re.sub(r"</?svg[^>]*>", "", _markup(name))).strip()


@functools.cache
def outline(name: str) -> Commands:
    """The lines of an icon as move, line, curve (cubic) and close commands with their coordinates."""
    pen = RecordingPen()
    SVGPath.fromstring(_markup(name).encode()).draw(pen)
    return tuple(_commands(pen.value))


@functools.cache
def _markup(name: str) -> str:
    with closing(_database()) as database:
        ((markup,),) = database.execute("SELECT svg FROM icons WHERE name = ?", (name,))
    return str(markup)


def _database() -> sqlite3.Connection:
    """The icons as the package carries them; importing its code would start a web client (15 ms) to read the same."""
    path = folders.package("lucide")[0] / "data" / "lucide-icons.db"
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


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

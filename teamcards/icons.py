"""Icons from the icon package (Lucide, 24 x 24 units, two units wide lines), as SVG and as outlines."""

from __future__ import annotations

import functools
import re
import sqlite3
from contextlib import closing

from teamcards import folders
from teamcards.drawing import Commands
from teamcards.svg import outline as commands

SIDE = 24.0
"""The side of the square that an icon is drawn in."""


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
    return commands(_markup(name).encode())


@functools.cache
def _markup(name: str) -> str:
    with closing(_database()) as database:
        ((markup,),) = database.execute("SELECT svg FROM icons WHERE name = ?", (name,))
    return str(markup)


def _database() -> sqlite3.Connection:
    """The icons as the package carries them; importing its code would start a web client (15 ms) to read the same."""
    path = folders.package("lucide")[0] / "data" / "lucide-icons.db"
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)

"""Authors' pictures: files of the project, read as what they are, and never run, fetched or followed elsewhere."""

from __future__ import annotations

import functools
import os
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from teamcards import folders, svg
from teamcards.drawing import Raster
from teamcards.problems import Mark, Problem, nearest, short
from teamcards.qr import Code
from teamcards.svg import Vector

_LARGEST = 25 * 2**20
_MOST_FILES = 3000
_EXPECTED = "expected an SVG, PNG or JPEG"


class Icon(NamedTuple):
    """An icon of the icon package."""

    name: str


class Picture(NamedTuple):
    """What a card shows: what it is, what messages call it, where the card asks for it, and what is seen on it.

    One without `alt` is decoration.
    """

    art: Icon | Vector | Raster | Code
    name: str
    mark: Mark
    alt: str = ""


def load(root: Path, path: str, mark: Mark) -> tuple[Vector | Raster | None, list[Problem]]:
    """The picture in a file of a project, and what is wrong with it; None when it cannot be shown."""
    file = root / path
    name = short(path)
    if not folders.holds(root, file):
        fix = "put a copy of the file into the project, and write its path from there"
        return None, [Problem(mark, f"the picture '{name}' lies outside of the project", fix)]
    if not os.path.isfile(file):
        fix = nearest(path, _pictures(root)) or "write its path from the folder of the project, such as art/team.jpg"
        return None, [Problem(mark, f"no picture '{name}'", fix)]
    if file.suffix.lower() not in folders.PICTURES:
        return None, [Problem(mark, f"'{name}' is not a picture that can be printed", _EXPECTED)]
    try:
        data = file.read_bytes() if (size := os.path.getsize(file)) <= _LARGEST else b""
    except OSError as error:
        return None, [Problem(mark, f"the picture '{name}' cannot be read: {error.strerror}")]
    if size > _LARGEST:
        message = f"the picture '{name}' is too large: {size / 2**20:.0f} MB"
        return None, [Problem(mark, message, f"save it smaller, at most {_LARGEST // 2**20} MB")]
    return _vector(data, name, mark) if file.suffix.lower() == ".svg" else _raster(data, name, mark)


def _vector(data: bytes, name: str, mark: Mark) -> tuple[Vector | None, list[Problem]]:
    try:
        vector, undrawn = _svg(data)
    except svg.SvgError as error:
        place = Mark(name, error.line, error.column)
        return None, [Problem(place, error.message, error.fix), *_asked(mark, name)]
    return vector, [
        Problem(Mark(name, lost.line, lost.column), f"{lost.feature} cannot be drawn", lost.fix, "warning")
        for lost in undrawn
    ]


def _asked(mark: Mark, name: str) -> list[Problem]:
    """The error of a picture is one of the card that asks for it."""
    return [Problem(mark, f"the picture '{name}' cannot be drawn", f"mend {name}, or choose another")]


def _raster(data: bytes, name: str, mark: Mark) -> tuple[Raster | None, list[Problem]]:
    from teamcards import images  # few decks have pictures of pixels, and it takes a while to start

    try:
        return images.read(data), []
    except images.NotAPictureError as error:
        message = f"the picture '{name}' cannot be read: {error}"
        return None, [Problem(mark, message, f"save it again; {_EXPECTED}")]


_svg = functools.lru_cache(maxsize=64)(svg.read)


def _pictures(root: Path) -> list[str]:
    """The pictures of a project by their paths."""
    return [path.relative_to(root).as_posix() for path in islice(folders.pictures(root), _MOST_FILES)]

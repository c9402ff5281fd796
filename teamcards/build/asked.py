"""What is asked of a build, and what comes out of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from teamcards.calibration.drift import Profile
from teamcards.content import Content
from teamcards.problems import Problem
from teamcards.sheets import BLEED, EDGE, Grid, Marks, Paper, Way
from teamcards.shop import Shop

DocumentFormat = Literal["guide", "runsheet", "handout"]
"""A document for those who run or attend a workshop."""

SlideFormat = Literal["slides", "slides-pdf", "slides-notes", "pptx"]
"""Slides: for a browser, in a PDF, for PowerPoint."""

PrintFormat = Literal["pdf", "reading", "shop", "png", "contact", "tabletop", "whiteboard"]
"""Cards: on sheets, to be read aloud, for a print shop, or as pictures."""

Format = PrintFormat | SlideFormat | DocumentFormat
"""What is made of a deck."""

Extra = Literal["instructions", "checklist", "box", "test"]
"""What goes with the sheets of a deck."""


class Print(NamedTuple):
    """How a deck is printed: at which size, in which edition, on which paper, with what.

    Lengths are in points. Without a `gap`, cards stand two bleeds apart where that costs none; a `grid` is that of
    perforated stock. `start` counts the places of the first sheet that are used already, `profile` corrects the backs,
    `weight` is that of the paper in g/m2. With `cards` (ids and globs), or `since` (the fingerprints of the cards of
    each file of an earlier build), only some of the cards are printed. Without `notes`, there are none on backs, nor in
    slides that can be changed.
    """

    paper: Paper
    way: Way = "long"
    copies: int = 1
    size: str | None = None
    edition: str = "colour"
    margin: float = EDGE
    bleed: float = BLEED
    gap: float | None = None
    marks: Marks = Marks()
    start: int = 0
    grid: Grid | None = None
    profile: Profile | None = None
    cards: tuple[str, ...] = ()
    since: Mapping[str, Mapping[str, str]] | None = None
    notes: bool = True
    extras: tuple[Extra, ...] = ()
    weight: int = 200


class Press(NamedTuple):
    """The print shop that a file is made for, by its name, and the ICC profile that it asks for."""

    name: str
    shop: Shop
    icc: bytes = b""


class File(NamedTuple):
    """A file to be written, what to tell about it, and the fingerprints of its cards by id."""

    name: str
    data: bytes
    told: str = ""
    cards: Mapping[str, str] = MappingProxyType({})


Made = tuple[list[File], list[Problem]]
"""Files, and every problem met; files that have an error among their problems are not to be kept."""


def paper(name: str, content: Content) -> Paper:
    """The paper of that name, with its name as it is written."""
    size = content.papers[name].value
    shown = name.upper() if name[1:].isdigit() or name == "sra3" else name.capitalize()
    return Paper(shown, size.width, size.height)


def save(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all.

    Raises OSError when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)

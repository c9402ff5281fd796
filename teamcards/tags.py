"""What the pages of a PDF say, as a tree beside them: the values that a writer puts into the file."""

from __future__ import annotations

from typing import NamedTuple


class Content(NamedTuple):
    """A piece of what a page says, by its number there; pages count from 0."""

    page: int
    number: int


class Area(NamedTuple):
    """A place on a page to click on, by its number there, and what is told of it."""

    page: int
    number: int
    told: str


Corners = tuple[float, float, float, float]
"""A box as PDF names it: left, low, right, high, in points, with y pointing up."""


class Element(NamedTuple):
    """Part of the tree, with the name that PDF has for it (ISO 32000-1, 14.8.4): 'H1', 'P', 'LI', 'Figure', ...

    `told` is said instead of the content, and `alt` where the content is a picture in a `box`. `numbering` is that of a
    list: 'None', 'Disc', 'Decimal', 'UpperAlpha', ..., and `scope` what a cell heads: 'Row' or 'Column'. `title` is for
    people who look at the tree.
    """

    tag: str
    kids: tuple[Element | Content | Area, ...]
    title: str = ""
    told: str = ""
    alt: str = ""
    language: str = ""
    numbering: str = ""
    scope: str = ""
    box: Corners | None = None

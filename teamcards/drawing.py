"""The display list: items at fixed places, in points, with the origin at the top left and y pointing down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left and top edge, its width and height."""

    x: float
    y: float
    width: float
    height: float

    def inset(self, by: float) -> Box:
        """The box with every edge moved inwards; a negative amount makes it larger."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, filled, stroked or both; `radius` rounds its corners."""

    box: Box
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 0.0
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Outline:
    """An icon: path commands in its own square of `side` units, placed at x, y and scaled to `size` points."""

    x: float
    y: float
    size: float
    side: float
    commands: tuple[tuple[str, tuple[float, ...]], ...]
    width: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A word as it is set in one font: its text, its width, and where the font asks for kerning.

    The width and the kerns (after which character, how much wider) are in thousandths of the type size. `missing` are
    the characters that the font has no glyph for.
    """

    text: str
    width: float
    kerns: tuple[tuple[int, float], ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one font, size and colour on one baseline, starting at x."""

    x: float
    y: float
    font: str
    size: float
    colour: Colour
    glyphs: tuple[Glyphs, ...]
    tracking: float = 0.0
    href: str = ""


Item = Rect | Line | Outline | Run


@dataclass(frozen=True, slots=True)
class Drawing:
    """Items on an area of the given size; `shared` is drawn first, and is the same object for many drawings."""

    width: float
    height: float
    items: tuple[Item, ...]
    shared: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """Both faces of a card. `smallest` is the smallest body type on them, in points."""

    id: str
    title: str
    front: Drawing
    back: Drawing | None = None
    copies: int = 1
    smallest: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A drawing on a page, turned clockwise by 0, 90, 180 or 270 degrees; `box` is what it covers there.

    What is drawn outside `clip` is cut off.
    """

    drawing: Drawing
    box: Box
    clip: Box
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline."""

    title: str
    x: float
    y: float


Flip = Literal["long", "short"]


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet."""

    width: float
    height: float
    placed: tuple[Placed, ...]
    items: tuple[Item, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()

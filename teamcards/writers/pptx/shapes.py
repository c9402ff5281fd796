"""What stands on a slide or a layout, as values: lengths in points, from the top left of the slide."""

from __future__ import annotations

from typing import Literal, NamedTuple

from teamcards.drawing import Box, Commands
from teamcards.markup import Block, Kind, Span

WIDTH, HEIGHT = 960.0, 540.0
"""A slide of 16 to 9."""


class Colour(NamedTuple):
    """A colour of the theme ('tx1', 'accent2') or '#rrggbb', so many per cent lighter."""

    base: str
    lighter: int = 0


INK, SOFT, HAIR, GROUND = Colour("tx1"), Colour("tx2"), Colour("bg2"), Colour("bg1")
WHITE = Colour("#ffffff")


class Type(NamedTuple):
    """How words are set; without a size or a colour, as the layout has it."""

    size: float = 0.0
    colour: Colour | None = None
    bold: bool = False
    caps: bool = False


AS_IT_IS = Type()


class Paragraph(NamedTuple):
    """One paragraph, or an item of a list. `before` is the space above it.

    A `mark` stands before it in bold, and its lines hang at `hang`; `end` follows it as small print. `to` is the slide
    that its end leads to, or its words where it has none.
    """

    spans: tuple[Span, ...]
    type: Type = AS_IT_IS
    kind: Kind = "paragraph"
    number: int = 0
    before: float = 0.0
    mark: str = ""
    marked: Colour = INK
    hang: float = 0.0
    end: str = ""
    to: str = ""


class Text(NamedTuple):
    """The paragraphs of a shape, where they stand in it, and its margins: left, top, right, bottom."""

    paragraphs: tuple[Paragraph, ...]
    align: Literal["l", "ctr", "r"] = "l"
    anchor: Literal["t", "ctr", "b"] = "t"
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


class Placeholder(NamedTuple):
    """Words in a place of the layout; without a box, where the layout has it."""

    name: str
    text: Text
    box: Box | None = None


class Shape(NamedTuple):
    """A rectangle or a text box; one without words is decoration. `turn` is in degrees, `to` a slide it leads to."""

    name: str
    box: Box
    text: Text | None = None
    fill: Colour | None = None
    line: Colour | None = None
    width: float = 1.5
    radius: float = 0.0
    dashed: bool = False
    turn: float = 0.0
    to: str = ""


class Drawn(NamedTuple):
    """Lines of an icon in a square of `side` units; decoration, unless it has an alt text."""

    name: str
    box: Box
    side: float
    commands: Commands
    colour: Colour
    width: float
    alt: str = ""


class Photo(NamedTuple):
    """A picture of pixels; decoration, unless it has an alt text. `href` is where it leads to."""

    name: str
    box: Box
    data: bytes
    alt: str = ""
    href: str = ""


Item = Placeholder | Shape | Drawn | Photo


class Place(NamedTuple):
    """A place of a layout: what kind of words go there, and how they are set."""

    name: str
    kind: Literal["title", "body", "ftr"]
    slot: int
    box: Box
    type: Type
    align: Literal["l", "ctr", "r"] = "l"
    anchor: Literal["t", "ctr", "b"] = "t"
    upright: bool = False


class Layout(NamedTuple):
    """A layout: its name in PowerPoint, its places in reading order, and what stands behind them."""

    name: str
    places: tuple[Place, ...]
    items: tuple[Item, ...] = ()
    dark: bool = False

    def place(self, name: str) -> Place:
        """The place of that name."""
        return next(place for place in self.places if place.name == name)


class Page(NamedTuple):
    """A slide: its address, its layout, what stands on it in reading order, and the notes below it."""

    id: str
    layout: Layout
    items: tuple[Item, ...]
    notes: tuple[Paragraph, ...] = ()


def paragraphs(blocks: tuple[Block, ...], type: Type = AS_IT_IS, between: float = 0.0) -> tuple[Paragraph, ...]:
    """The blocks of a text as paragraphs of one type, with so much space between them."""
    return tuple(
        Paragraph(block.spans, type, block.kind, block.number, between if number else 0.0)
        for number, block in enumerate(blocks)
    )


def words(text: str, type: Type = AS_IT_IS) -> Text:
    """One line of words."""
    return Text((Paragraph((Span(text),), type),))

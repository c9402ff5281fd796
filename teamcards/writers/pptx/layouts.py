"""The layouts of a deck: two for each suit with its band, and those of the slides between the cards.

What they share stands in the master. Who restyles a deck in PowerPoint changes these, and no slide.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

from teamcards import colours, icons
from teamcards.deck import Suit
from teamcards.drawing import Box
from teamcards.writers.pptx.shapes import (
    HAIR,
    HEIGHT,
    INK,
    SOFT,
    WHITE,
    Colour,
    Drawn,
    Item,
    Layout,
    Place,
    Shape,
    Type,
)

PAPER, NIGHT, GREY, LINE, LINK = "#fffdf7", "#161922", "#5a6072", "#d9d5c9", "#1f5fbf"
"""The theme: ground and ink, which change places on dark slides; small print and lines, which do too; links."""

BAND = 63.0
LEFT, RIGHT = 111.0, 906.0
OUTER = 67.0
"""The left edge of words where there is no band."""
TOP, FLOOR = 66.0, 468.0
"""The content of a slide stands between these."""
ICON = 25.0

_ACCENTS = 6  # colours of suits that a theme has room for
_KICKER = Box(LEFT, 34, RIGHT - LEFT, 20)
_FOOT = Box(LEFT, 482, 560, 26)
_MINUTES = Box(RIGHT - 220, 476, 220, 32)


class Suits:
    """The colours of the suits of a deck by their ids, as the theme has them."""

    def __init__(self, suits: Sequence[Suit]) -> None:
        self.all = tuple(suits)
        self._numbers = {suit.id: number for number, suit in enumerate(suits, 1)}

    def accents(self) -> tuple[str, ...]:
        """The accent colours of the theme, as many as it has."""
        found = [ink(suit) for suit in self.all]
        return tuple((found * _ACCENTS)[:_ACCENTS])

    def colour(self, suit: Suit) -> Colour:
        """The colour of a suit: an accent of the theme, or its own where there are too many suits."""
        number = self._numbers[suit.id]
        return Colour(f"accent{number}") if number <= _ACCENTS else Colour(ink(suit))


@functools.cache
def ink(suit: Suit) -> str:
    """The colour of a suit that can be read on paper and on its own tint, and white on it."""
    return colours.readable(suit.colour, colours.mix(PAPER, suit.colour, 0.1), "#000000")


def tint(colour: Colour) -> Colour:
    """The ground of a panel."""
    return colour._replace(lighter=90)


def bright(colour: Colour) -> Colour:
    """A colour that can be read at night."""
    return colour._replace(lighter=60)


# --- layouts of cards ------------------------------------------------------------------------------------------


def plain(suit: Suit, colour: Colour) -> Layout:
    """A card with a title and a text, and its icon large beside them."""
    art = _icon(suit.icon, Box(677, 133, 240, 240), tint(colour), 1.6)
    return Layout(
        suit.title,
        (
            _title(Box(LEFT, TOP, 556, 158), 50, anchor="b"),
            *_shell(colour),
            Place("text", "body", 1, Box(LEFT, 238, 556, FLOOR - 238), Type(30, INK)),
            *_foot(),
        ),
        (*_band(suit, colour), art),
    )


def full(suit: Suit, colour: Colour) -> Layout:
    """A card with more below its title."""
    width = RIGHT - LEFT
    return Layout(
        f"{suit.title} +",
        (
            _title(Box(LEFT, 58, width, 50), 42),
            *_shell(colour),
            Place("text", "body", 1, Box(LEFT, 122, width, FLOOR - 122), Type(28, INK)),
            *_foot(),
        ),
        _band(suit, colour),
    )


def large(suit: Suit, colour: Colour, dark: bool) -> Layout:
    """A card that is one sentence."""
    name = Place("name", "body", 16, Box(LEFT, 140, 740, 28), Type(19, SOFT, bold=True), anchor="b")
    return Layout(
        f"{suit.title} !",
        (
            _title(Box(LEFT, 176, 740, 190), 50),
            *_shell(bright(colour) if dark else colour),
            name,
            *_foot(),
        ),
        _band(suit, colour),
        dark,
    )


def _shell(colour: Colour) -> tuple[Place, ...]:
    suit = Box(0, HEIGHT - 210, BAND, 180)
    return (
        Place("suit", "body", 13, suit, Type(12, WHITE, bold=True, caps=True), anchor="ctr", upright=True),
        Place("kicker", "body", 14, _KICKER, Type(13, colour, bold=True, caps=True)),
    )


def _foot(left: float = LEFT) -> tuple[Place, ...]:
    return (
        Place("footer", "ftr", 11, _FOOT._replace(x=left), Type(13, SOFT), anchor="b"),
        Place("minutes", "body", 15, _MINUTES, Type(17, SOFT, bold=True), "r", "b"),
    )


def _title(box: Box, size: float, anchor: str = "t") -> Place:
    return Place("title", "title", 0, box, Type(size, INK, bold=True), anchor="b" if anchor == "b" else "t")


def _band(suit: Suit, colour: Colour) -> tuple[Item, ...]:
    side = 36.0
    ring = Box((BAND - side) / 2, 29, side, side)
    return (
        Shape("band", Box(0, 0, BAND, HEIGHT), fill=colour),
        Shape("ring", ring, line=WHITE, width=1.75, radius=side / 2),
        _icon(suit.icon, ring.inset(9), WHITE),
    )


def _icon(name: str, box: Box, colour: Colour, width: float = 2.0) -> Drawn:
    return Drawn("icon", box, icons.SIDE, icons.outline(name), colour, width * box.width / icons.SIDE)


def icon(name: str, box: Box, colour: Colour, alt: str = "") -> Drawn:
    """An icon in a square."""
    return _icon(name, box, colour)._replace(alt=alt)


# --- layouts of the slides between the cards -------------------------------------------------------------------


def opening(name: str, suits: Suits) -> Layout:
    """The first slide and the last."""
    kicker = Place("kicker", "body", 14, _KICKER._replace(x=OUTER), Type(13, SOFT, bold=True, caps=True))
    return Layout(
        name,
        (
            _title(Box(OUTER, 92, 452, 178), 60, anchor="b"),
            kicker,
            Place("text", "body", 1, Box(OUTER, 290, 440, 150), Type(25, SOFT)),
            *_foot(OUTER)[:1],
        ),
        _fan(suits),
        dark=True,
    )


def part(name: str) -> Layout:
    """A part of the running order."""
    return Layout(
        name,
        (
            _title(Box(OUTER, 96, 600, 132), 54, anchor="b"),
            Place("kicker", "body", 14, _KICKER._replace(x=OUTER), Type(13, SOFT, bold=True, caps=True)),
            Place("minutes", "body", 15, Box(680, 96, RIGHT - 680, 132), Type(20, SOFT), "r", "b"),
            Place("text", "body", 1, Box(OUTER, 262, RIGHT - OUTER, FLOOR - 262), Type(22, INK)),
            *_foot(OUTER)[:1],
        ),
        (Shape("line", Box(OUTER, 240, RIGHT - OUTER, 1.5), fill=SOFT),),
        dark=True,
    )


def agenda(name: str) -> Layout:
    """The running order, in one column or two."""
    half = (RIGHT - OUTER - 48) / 2
    columns = (Box(OUTER, 128, half, 336), Box(OUTER + half + 48, 128, half, 336))
    return Layout(
        name,
        (
            _title(Box(OUTER, 58, RIGHT - OUTER, 50), 42),
            Place("kicker", "body", 14, _KICKER._replace(x=OUTER), Type(13, SOFT, bold=True, caps=True)),
            *(Place(f"column {n}", "body", n, box, Type(18, INK)) for n, box in enumerate(columns, 1)),
            *_foot(OUTER)[:1],
        ),
        (Shape("line", Box(OUTER, 118, RIGHT - OUTER, 1.5), fill=HAIR),),
    )


def _fan(suits: Suits) -> tuple[Item, ...]:
    """A hand of cards, one for each of the first six suits, the last one on top with its icon."""
    shown = suits.all[:_ACCENTS]
    width, height = 143.0, 200.0
    x, y, pivot = 734.0, 262.0, 0.65 * height  # the middle of an upright card, and how far below it the hand is
    items: list[Item] = []
    for number, suit in enumerate(shown):
        turn = 12 * (number - (len(shown) - 1) / 2)
        lean = math.radians(turn)
        middle = x + pivot * math.sin(lean), y + pivot * (1 - math.cos(lean))
        box = Box(middle[0] - width / 2, middle[1] - height / 2, width, height)
        items.append(Shape("card", box, fill=suits.colour(suit), line=WHITE, width=2.5, radius=12, turn=turn))
    if shown:
        items.append(_icon(shown[-1].icon, Box(middle[0] - 36, middle[1] - 36, 72, 72), WHITE, 1.5))
    return tuple(items)


def ground() -> Layout:
    """The master: what layouts have unless they say otherwise."""
    width = RIGHT - LEFT
    return Layout(
        "",
        (
            _title(Box(LEFT, 58, width, 50), 42),
            Place("text", "body", 1, Box(LEFT, 122, width, FLOOR - 122), Type(22, INK)),
            *_foot()[:1],
        ),
    )

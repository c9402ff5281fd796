"""A template at the size of one deck's cards: fonts loaded, lengths in points, colours as numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from teamcards import colours, fonts, typeset
from teamcards.deck import Deck, Suit
from teamcards.drawing import Colour
from teamcards.markup import Span
from teamcards.problems import Problem
from teamcards.template import Family as Files
from teamcards.template import Style, Template
from teamcards.typeset import Family, Paragraph
from teamcards.units import MM

WHITE: Colour = (1.0, 1.0, 1.0)

_POKER = math.sqrt(63 * MM * 88 * MM)
_SMALLEST, _LARGEST = 0.7, 1.8  # how far lengths follow the size of the card


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Lengths are in points; `scale` is 1 for a poker card."""

    template: Template
    families: dict[str, Family]
    language: str
    width: float
    height: float
    scale: float
    margin: float
    band: float
    footer: float
    field: float
    radius: float

    def style(self, name: str) -> Style:
        """The style of that name."""
        return self.template.styles[name]

    def family(self, style: str) -> Family:
        """The fonts of the style of that name."""
        return self.families[self.style(style).font]

    def paragraph(self, style: str, spans: Iterable[Span]) -> Paragraph:
        """A text in a style, ready to be broken into lines."""
        how = self.style(style)
        if how.upper:
            spans = [span._replace(text=span.text.upper()) for span in spans]
        return typeset.paragraph(spans, self.families[how.font], self.language if how.hyphenate else None)

    def colour(self, style: str, suit: Suit) -> Colour:
        """The colour of a style on a card of that suit."""
        match self.style(style).colour:
            case "suit":
                return colours.parts(suit.colour)
            case "white":
                return self.on(suit)
            case "grey":
                return self.grey
        return colours.parts(self.template.ink)

    @property
    def solid(self) -> bool:
        """Whether bands, panels and backs are filled with the colour of their suit."""
        return self.template.fills == "solid"

    def on(self, suit: Suit) -> Colour:
        """The colour of what stands on a band or a back of that suit."""
        return WHITE if self.solid else colours.parts(suit.colour)

    @property
    def sizes(self) -> list[float]:
        """The body sizes to try, in points, smallest first."""
        floor = self.template.body.floor
        return sorted({floor, *(max(floor, size * self.scale) for size in self.template.body.sizes)})

    @property
    def grey(self) -> Colour:
        """The colour of small print and of lines to write on."""
        return colours.parts(self.template.grey)

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    def fonts(self) -> list[fonts.Font]:
        """Every font of the template, each once."""
        families = self.families.values()
        return list(dict.fromkeys(font for f in families for font in (f.plain, f.strong, f.emphasis, f.both)))


def load(deck: Deck) -> tuple[Look | None, list[Problem]]:
    """The look of a deck; a font that is not installed is a problem."""
    template = deck.look
    try:
        families = {name: _family(template.font_package, files) for name, files in template.fonts.items()}
    except FileNotFoundError as error:
        fix = "install it, or name another in the template"
        return None, [Problem(deck.mark, f"{error} (template '{deck.template}')", fix)]
    scale = min(max(math.sqrt(deck.width * deck.height) / _POKER, _SMALLEST), _LARGEST)
    lengths = (template.margin, template.band, template.footer, template.field, template.radius)
    return Look(
        template, families, deck.language, deck.width, deck.height, scale, *(scale * length for length in lengths)
    ), []


def _family(package: str, files: Files) -> Family:
    names = (files.plain, files.strong, files.emphasis, files.both)
    return Family(*(fonts.load(package, name) for name in names))


def tint(colour: str, amount: float) -> Colour:
    """A colour mixed with white; `amount` is the part of the colour that stays."""
    return colours.parts(colours.mix("#ffffff", colour, amount))

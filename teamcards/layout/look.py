"""A template at the size of one deck's cards: fonts loaded, lengths in points, colours as numbers."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from teamcards import colours, fonts, template, words
from teamcards.deck import Deck, Suit
from teamcards.drawing import Colour
from teamcards.markup import Span
from teamcards.problems import Problem
from teamcards.template import Template, TypeRange
from teamcards.units import MM
from teamcards.words import Family, Paragraph

WHITE: Colour = (1.0, 1.0, 1.0)

SHELL = 10.0
"""The body size that band and footer count in, on a poker card (points)."""

FOOT = 0.8
"""From the edge of the card to the baseline of the footer, in margins."""

OVERHANG = 0.5 * MM
"""How far a letter such as j may reach back past the start of its line."""

_POKER = math.sqrt(63 * MM * 88 * MM)
_WIDE = 1.5  # where the text of a slide without a band begins, in margins
_SMALLEST, _LARGEST = 0.7, 1.8  # how far lengths follow the size of the card


class Style(NamedTuple):
    """How one kind of text is set: what the template says, with its fonts, and the language of its hyphenation.

    `size` and `before` count in body sizes, `leading` and `tracking` in its own, `least` is in points.
    """

    name: str
    family: Family
    size: float
    leading: float
    before: float
    least: float
    colour: Literal["ink", "grey", "suit", "white"]
    align: Literal["left", "centre"]
    upper: bool
    tracking: float
    balance: bool
    language: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Lengths are in points; `scale` is 1 for a poker card, `sizes` are the body sizes to try, smallest first.

    `crown` is how much higher the band is, and `sole` how much higher the footer stands, so that their words are in
    the safe zone of a print shop. Text stands between `left` and `right`, on `ground`; a `slide` has a `spine`, the
    band at its left, instead of one at its top, and is a slide also where the spine of its template is 0 wide.
    `asked` is the largest size for a text that is not short, `grey` the colour of small print and of lines to write
    on. `solid` says whether bands, panels and backs are filled with the colour of their suit, `absent` which packages
    of fallback fonts are not installed.
    """

    template: Template
    styles: dict[str, Style]
    language: str
    width: float
    height: float
    scale: float
    margin: float
    left: float
    right: float
    slide: bool
    spine: float
    band: float
    footer: float
    field: float
    radius: float
    crown: float
    sole: float
    body: TypeRange
    sizes: tuple[float, ...]
    asked: float
    ground: str
    ink: Colour
    grey: Colour
    solid: bool
    absent: tuple[str, ...]

    def style(self, name: str) -> Style:
        """The style of that name."""
        return self.styles[name]

    def family(self, style: str) -> Family:
        """The fonts of the style of that name."""
        return self.styles[style].family

    def paragraph(self, style: str, spans: Iterable[Span]) -> Paragraph:
        """A text in a style, ready to be broken into lines."""
        how = self.styles[style]
        if how.upper:
            spans = [span._replace(text=span.text.upper()) for span in spans]
        return words.paragraph(spans, how.family, how.language)

    def colour(self, style: Style, suit: Suit) -> Colour:
        """The colour of a style on a card of that suit."""
        match style.colour:
            case "suit":
                return colours.parts(suit.colour)
            case "white":
                return self.on(suit)
            case "grey":
                return self.grey
        return self.ink

    @property
    def inner(self) -> float:
        """The width that text has."""
        return self.right - self.left

    def on(self, suit: Suit) -> Colour:
        """The colour of what stands on a band or a back of that suit."""
        return colours.parts(self.ground if self.solid else suit.colour)

    def tint(self, suit: Suit, amount: float) -> Colour:
        """The colour of a suit mixed with the ground; `amount` is the part of the colour that stays."""
        return _mixed(self.ground, suit.colour, amount)

    def fonts(self) -> list[fonts.Font]:
        """Every font of the template, each once."""
        families = [style.family for style in self.styles.values()]
        return list(dict.fromkeys(font for family in families for font in (*family[:4], *family.fallbacks)))


class Slides(NamedTuple):
    """The look of a deck's slides, light and dark; a `wide` one has no band at its left."""

    day: Look
    night: Look
    wide_day: Look
    wide_night: Look


def slides(deck: Deck) -> tuple[Slides | None, list[Problem]]:
    """The looks of a deck's slides; a template that has no measures for them is a problem, and so is a missing font."""
    slide = deck.look.slide
    if slide is None:
        wrong = f"the template '{deck.template}' does not say how slides look in a PDF"
        return None, [Problem(deck.mark, wrong, "copy 'slide:' into it from templates/classic/template.yaml")]
    fonts_and_styles = deck.look.model_copy(update={"styles": {**deck.look.styles, **slide.styles}})
    found, problems = load(deck._replace(look=fonts_and_styles))
    if found is None:
        return None, problems
    day = replace(
        found,
        width=slide.width, height=slide.height, scale=math.sqrt(slide.width * slide.height) / _POKER,
        margin=slide.margin, left=slide.spine + slide.margin, right=slide.width - slide.margin,
        slide=True, spine=slide.spine, band=slide.band, footer=slide.footer, field=slide.field, radius=slide.radius,
        body=slide.body, sizes=tuple(sorted({slide.body.floor, *slide.body.sizes})), asked=slide.body.asked,
        ground=slide.ground, solid=True,
    )  # fmt: skip
    dark = slide.night
    night = replace(day, ground=dark.ground, ink=colours.parts(dark.ink), grey=colours.parts(dark.grey))
    left = _WIDE * slide.margin
    return Slides(day, night, replace(day, left=left), replace(night, left=left)), problems


def load(deck: Deck, safe: float = 0.0) -> tuple[Look | None, list[Problem]]:
    """The look of a deck, its text at least `safe` points from the cut; a font that is not installed is a problem."""
    template = deck.look
    fallbacks = {file: fonts.installed(file.package, file.file) for file in template.fallbacks}
    try:
        styles = _styles(template, deck.language, tuple(font for font in fallbacks.values() if font))
    except FileNotFoundError as error:
        fix = "install it, or name another in the template"
        return None, [Problem(deck.mark, f"{error} (template '{deck.template}')", fix)]
    scale = min(max(math.sqrt(deck.width * deck.height) / _POKER, _SMALLEST), _LARGEST)
    body, margin, band = template.body, scale * template.margin, scale * template.band
    margin = max(margin, safe + OVERHANG) if safe else margin
    crown = max(0.0, safe - band / 2 + 0.6 * _type("band", template, scale))
    sole = max(0.0, safe - FOOT * margin + 0.3 * _type("footer", template, scale))
    look = Look(
        template, styles, deck.language, deck.width, deck.height, scale, margin,
        left=margin,
        right=deck.width - margin,
        slide=False,
        spine=0.0,
        band=band + crown,
        footer=scale * template.footer + sole,
        field=scale * template.field,
        radius=scale * template.radius,
        crown=crown,
        sole=sole,
        body=body,
        sizes=tuple(sorted({body.floor, *(max(body.floor, size * scale) for size in body.sizes)})),
        asked=scale * body.asked,
        ground="#ffffff",
        ink=colours.parts(template.ink),
        grey=colours.parts(template.grey),
        solid=template.fills == "solid",
        absent=tuple(file.installed_by for file, font in fallbacks.items() if font is None),
    )  # fmt: skip
    return look, []


def _type(style: str, template: Template, scale: float) -> float:
    """The type size of band or footer, in points."""
    how = template.styles[style]
    return max(how.size * SHELL * scale, how.least)


def _styles(look: Template, language: str, fallbacks: tuple[fonts.Font, ...]) -> dict[str, Style]:
    """The styles of a template with their fonts. Raises FileNotFoundError when a font is not installed."""
    families = {name: _family(look.font_package, files, fallbacks) for name, files in look.fonts.items()}
    return {
        name: Style(
            name, families[style.font], style.size, style.leading, style.before, style.least, style.colour, style.align,
            style.upper, style.tracking, style.balance, language if style.hyphenate else None,
        )
        for name, style in look.styles.items()
    }  # fmt: skip


def _family(package: str, files: template.Family, fallbacks: tuple[fonts.Font, ...]) -> Family:
    names = (files.plain, files.strong, files.emphasis, files.both)
    plain, strong, emphasis, both = (fonts.load(package, name) for name in names)
    return Family(plain, strong, emphasis, both, fallbacks)


def tint(colour: str, amount: float) -> Colour:
    """A colour mixed with white; `amount` is the part of the colour that stays."""
    return _mixed("#ffffff", colour, amount)


@functools.lru_cache(maxsize=256)
def _mixed(ground: str, colour: str, amount: float) -> Colour:
    return colours.parts(colours.mix(ground, colour, amount))

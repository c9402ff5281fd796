"""Other ways to have a deck: with little ink, in greys, or large, which is a variant of its look; or without notes."""

from __future__ import annotations

from teamcards import colours
from teamcards.deck import Card, Deck, Suit
from teamcards.problems import Problem, nearest, option
from teamcards.template import Edition, Style, Template

COLOUR = "colour"
"""The edition that every template has: the look as it is."""


def of(deck: Deck, name: str, size: str | None = None) -> tuple[Deck | None, list[Problem]]:
    """The deck in the edition of that name, which its template describes; None when there is no such edition.

    A deck for which another `size` was asked already keeps that.
    """
    if name == COLOUR:
        return deck, []
    edition = deck.look.editions.get(name)
    if edition is None:
        known = [COLOUR, *deck.look.editions]
        fix = nearest(name, known) or f"one of {', '.join(known)}, or describe it under 'editions:' in the template"
        return None, [Problem(option("--edition", name), f"the template '{deck.template}' has no such edition", fix)]
    trim = edition.size if edition.size and not size else None
    width, height = (trim.width, trim.height) if trim else (deck.width, deck.height)
    cards = {card.id: _card(card, edition) for card in deck.cards}
    agenda = tuple(part._replace(cards=tuple(cards[card.id] for card in part.cards)) for part in deck.agenda)
    suit = _suit(deck.suit, edition)
    look = look_of(deck.look, edition)
    return deck._replace(
        look=look, suit=suit, width=width, height=height, cards=tuple(cards.values()), agenda=agenda
    ), []


def without_notes(deck: Deck) -> Deck:
    """The deck without what is for its facilitator only: notes, also on backs, and what to do when a part is late."""
    agenda = tuple(
        part._replace(floor=0, if_late="", drop=(), cards=tuple(map(_without_notes, part.cards)))
        for part in deck.agenda
    )
    return deck._replace(cards=tuple(map(_without_notes, deck.cards)), agenda=agenda)


def _without_notes(card: Card) -> Card:
    return card._replace(notes=(), back="common" if card.back == "facilitator" else card.back)


def look_of(template: Template, edition: Edition) -> Template:
    """A template with what an edition changes of it."""
    least = edition.least or 0.0
    grey = edition.tone == "grey"
    return template.model_copy(update={
        "fills": edition.fills or template.fills,
        "ink": colours.grey(template.ink) if grey else template.ink,
        "grey": colours.grey(template.grey) if grey else template.grey,
        "body": edition.body or template.body,
        "styles": {name: _style(style, least) for name, style in template.styles.items()},
    })  # fmt: skip


def _style(style: Style, least: float) -> Style:
    return style if style.least >= least else style.model_copy(update={"least": least})


def _card(card: Card, edition: Edition) -> Card:
    return card._replace(suit=_suit(card.suit, edition))


def _suit(suit: Suit, edition: Edition) -> Suit:
    own = edition.suits.get(suit.id)
    return suit._replace(colour=own or (colours.grey(suit.colour) if edition.tone == "grey" else suit.colour))

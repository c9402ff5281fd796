"""A card into drawings of its two sides, at the largest type that fits; after this nothing is measured."""

from __future__ import annotations

from teamcards.deck import Card, Deck, Face, Part
from teamcards.drawing import Drawing, Sides
from teamcards.layout import face, look, shell, slide
from teamcards.layout.look import Look, Slides
from teamcards.layout.shell import BLEED
from teamcards.layout.slide import Screen
from teamcards.markup import plain
from teamcards.problems import Problem

__all__ = ["BLEED", "Look", "Screen", "Slides", "check", "draw", "draw_slide", "load", "load_slides"]

load = look.load
load_slides = look.slides
draw_slide = slide.draw


def draw(card: Card, deck: Deck, look: Look) -> tuple[Sides, list[Problem]]:
    """Both sides of a card, and what does not fit on them or has no glyph."""
    front, size, problems = _face(card, card.front, "front", deck, look)
    back: Drawing | None = None
    if card.back == "common":
        back = shell.common_back(deck.title, deck.suit, look)
    elif card.back != "none":
        back, other, more = _face(card, card.reveal or _facilitator(card, deck), "back", deck, look)
        size, problems = min(size, other), problems + more
    return Sides(card.id, card.title, front, back, card.copies, size), problems


def check(deck: Deck, look: Look) -> list[Problem]:
    """What is wrong with the texts that all cards share: the deck's title, and the word for minutes."""
    font = look.family("footer").plain
    for where, text in (("title of the deck", deck.title), ("word for minutes", deck.words["minutes"])):
        for sign in font.lacks(text)[:1]:
            return [Problem(deck.mark, f"no glyph for '{sign}' (U+{ord(sign):04X}) in the {where}", "choose another")]
    if any(card.back == "common" for card in deck.cards) and not shell.has_room(deck.title, look):
        wrong = "the title of the deck is too long for the back of its cards"
        return [Problem(deck.mark, wrong, "choose another title")]
    return []


def _facilitator(card: Card, deck: Deck) -> Face:
    return Face((Part("kicker", plain(card.title)), Part("body", card.notes)), deck.words["facilitator"])


def _face(card: Card, side: Face, name: str, deck: Deck, look: Look) -> tuple[Drawing, float, list[Problem]]:
    """One side, its body size in points, and its problems."""
    minutes = deck.words["minutes"]
    text = face.of(side, card, f"card '{card.id}' ({name}, {deck.language})")
    inside = shell.clear(card, minutes, look)
    fitted, problems = face.fitted(text, inside)
    for what in shell.too_wide(card, side, minutes, look):
        problems.append(Problem(card.mark, f"{text.where}: no room for {what}", "shorten it"))
    if fitted is None:
        return Drawing(look.width, look.height, ()), look.body.floor, problems
    content = face.items(fitted, text, card.suit, inside)
    items = (*shell.tag(side.tag, card.suit, look), *content, *shell.footer(card, minutes, look))
    return Drawing(look.width, look.height, items, shell.band(card.suit, side.tag, look)), fitted.body, problems

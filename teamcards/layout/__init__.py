"""A card into drawings of its two sides, at the largest type that fits; after this nothing is measured."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from teamcards.deck import Card, Deck, Face, Part
from teamcards.drawing import Drawing, Item, Sides
from teamcards.layout import fit, look, paint, pictures, rows, shell
from teamcards.layout.fit import Fitted
from teamcards.layout.look import Look
from teamcards.layout.rows import Row
from teamcards.layout.shell import BLEED
from teamcards.markup import plain
from teamcards.problems import Problem
from teamcards.units import MM

__all__ = ["BLEED", "Look", "check", "draw", "load"]

load = look.load

_HIGH = 0.42  # where a short text in the middle of its room stands: a little above the middle looks centred


def draw(card: Card, deck: Deck, look: Look) -> tuple[Sides, list[Problem]]:
    """Both sides of a card, and what does not fit on them or has no glyph."""
    front, size, problems = _face(card, card.front, "front", deck, look)
    back: Drawing | None = None
    if card.back == "common":
        back = shell.common_back(deck.title, deck.suit, look)
    elif card.back != "none":
        face = card.reveal or _facilitator(card, deck)
        back, other, more = _face(card, face, "back", deck, look)
        size, problems = min(size, other), problems + more
    return Sides(card.id, card.title, front, back, card.copies, size), problems


def check(deck: Deck, look: Look) -> list[Problem]:
    """What is wrong with the deck's title: on the back that all cards share, and on the line at the edge of a sheet."""
    lacking = look.family("footer").plain.lacks(deck.title)
    if lacking:
        wrong = f"no glyph for '{lacking[0]}' (U+{ord(lacking[0]):04X}) in the title of the deck"
    elif any(card.back == "common" for card in deck.cards) and not shell.has_room(deck.title, look):
        wrong = "the title of the deck is too long for the back of its cards"
    else:
        return []
    return [Problem(deck.mark, wrong, "choose another title")]


def _facilitator(card: Card, deck: Deck) -> Face:
    return Face((Part("kicker", plain(card.title)), Part("body", card.notes)), deck.words["facilitator"])


def _face(card: Card, face: Face, side: str, deck: Deck, look: Look) -> tuple[Drawing, float, list[Problem]]:
    """One side, its body size in points, and its problems."""
    flow = rows.spaced([row for part in face.parts if part.role not in rows.AT_THE_FOOT for row in rows.of(part, look)])
    foot = [row for part in face.parts if part.role in rows.AT_THE_FOOT for row in rows.of(part, look)]
    fitted = fit.largest(flow, foot, look)
    if fitted is None:
        foot = [single for row in foot for single in rows.stacked(row)]
        fitted = fit.largest(flow, foot, look)
    where = f"card '{card.id}' ({side}, {deck.language})"
    every = [*flow, *foot]
    problems = list(_missing(every, face, where, card, look))
    problems += list(pictures.no_room(every, fitted, where, look)) or _fitting(fitted, every, where, card, look)
    for what in shell.too_wide(card, face, deck.words["minutes"], look):
        problems.append(Problem(card.mark, f"{where}: no room for {what}", "shorten it"))
    if fitted is None or fitted.excess > 0:
        return Drawing(look.width, look.height, ()), look.template.body.floor, problems
    fitted = pictures.grown(fitted, look)
    problems += pictures.too_coarse(fitted, look)
    content = _content(fitted, face, card, look)
    items = (*shell.tag(face.tag, card.suit, look), *content, *shell.footer(card, deck.words["minutes"], look))
    shared = shell.band(card.suit, face.tag, look)
    return Drawing(look.width, look.height, items, shared), fitted.body, problems


def _content(fitted: Fitted, face: Face, card: Card, look: Look) -> Iterator[Item]:
    top, bottom = fit.room(look)
    foot = bottom - fitted.foot.height
    if any(part.role in rows.CENTRED for part in face.parts):
        top += max(0.0, foot - top - fitted.flow.height) * _HIGH
    yield from paint.stack(fitted.flow, top, card.suit, look)
    yield from paint.stack(fitted.foot, foot, card.suit, look)


def _missing(rows: Sequence[Row], face: Face, where: str, card: Card, look: Look) -> Iterator[Problem]:
    texts = "".join(cell.missing for row in rows for cell in row.cells)
    absent = f"; more signs come with: pip install {' '.join(look.absent)}" if look.absent else ""
    for character in dict.fromkeys(texts + shell.missing(card, face, look)):
        message = f"{where}: no glyph for '{character}' (U+{ord(character):04X})"
        yield Problem(card.mark, message, f"use another character, or a template whose font has it{absent}")


def _fitting(fitted: Fitted | None, rows: Sequence[Row], where: str, card: Card, look: Look) -> Iterator[Problem]:
    """An error when a face does not fit at the smallest size, a note when it is smaller than reads well."""
    body = look.template.body
    if fitted is None:
        word = fit.too_wide(rows, body.floor, look)
        message = f"{where}: no room for the word '{word}' at {body.floor:g} pt"
        yield Problem(card.mark, message, "break it up with a hyphen or a space")
    elif fitted.excess > 0:
        text = sum(len(word.text) + 1 for row in rows for cell in row.cells for word in cell.words)
        shown = sum(row.height for row in rows if row.picture)
        share = min(1.0, fitted.excess / (fitted.flow.height + fitted.foot.height - shown))
        characters = math.ceil(text * share / 10) * 10
        message = f"{where} does not fit at {body.floor:g} pt: {fitted.excess / MM:.1f} mm too high"
        yield Problem(card.mark, message, f"take out about {characters} characters, or choose a larger size")
    elif fitted.body < body.aim:
        fix = f"{body.aim:g} pt reads better: shorten it, or choose a larger size"
        yield Problem(card.mark, f"{where} is set in {fitted.body:g} pt to fit", fix, "note")

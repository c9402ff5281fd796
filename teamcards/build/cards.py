"""The cards of a deck, drawn as they are asked for, and which of them are printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from teamcards import compose, layout, values
from teamcards.build.asked import Print
from teamcards.content import Content
from teamcards.deck import Card, Deck, Face
from teamcards.drawing import Raster, Sides
from teamcards.manifest import fingerprint
from teamcards.pictures import Icon
from teamcards.problems import Mark, Problem, nearest, option
from teamcards.qr import Code
from teamcards.svg import Vector

_encoded = json.JSONEncoder(check_circular=False).encode


class Drawn(NamedTuple):
    """A deck in one language with both sides of its cards."""

    deck: Deck
    look: layout.Look
    sides: tuple[Sides, ...]

    @property
    def smallest(self) -> float:
        """The smallest body type of all its cards, in points."""
        return min(side.smallest for side in self.sides)


def sides(deck: Deck, look: layout.Look, problems: list[Problem]) -> Iterator[Sides]:
    """Both sides of each card as they are asked for; what is wrong with them is added to the problems."""
    for card in deck.cards:
        drawn, found = layout.draw(card, deck, look)
        problems += found
        yield drawn


def stem(deck: Deck, edition: str = "colour") -> str:
    """What the files of a deck are called, without their ending."""
    return f"{deck.id}.{deck.language}" if edition == "colour" else f"{deck.id}.{deck.language}.{edition}"


def name(deck: Deck, sheet: Print) -> str:
    """What the files of a print are called, without their ending; those of some cards only are partial."""
    partial = ".partial" if sheet.cards or sheet.since is not None else ""
    return f"{_whole(deck, sheet)}{partial}"


def _whole(deck: Deck, sheet: Print) -> str:
    return f"{stem(deck, sheet.edition)}{'' if sheet.notes else '.no-notes'}"


def noted(deck: Deck, copies: int = 1) -> str:
    """What to tell of backs with the facilitator's notes, if there are any: nobody should hand them out unawares.

    Each copy is counted, of a card and of the whole deck.
    """
    count = copies * sum(card.copies for card in deck.cards if card.back == "facilitator")
    backs = "1 back has" if count == 1 else f"{count} backs have"
    return f"{backs} the facilitator's notes; --no-notes leaves them off" if count else ""


def once(deck: Deck) -> Deck:
    """The deck with one copy of each card, for what is not printed."""
    return deck._replace(cards=tuple(card._replace(copies=1) for card in deck.cards))


def prints(deck: Deck) -> dict[str, str]:
    """The fingerprint of each card: another one when anything that is printed on it has changed, and only then.

    Of the words of the product, those of a face are among its texts, and two are put around these.
    """
    words = deck.words["minutes"], deck.words["facilitator"]
    shared = (deck.title, deck.language, deck.suit, deck.look, deck.width, deck.height, words)
    common = fingerprint(repr(shared).encode())
    return {card.id: fingerprint(f"{_encoded(_printed(card))}{common}".encode()) for card in deck.cards}


def _printed(card: Card) -> tuple[Any, ...]:
    """What is printed of a card; of its method, that is its name, and its notes only where they are its back."""
    front, reveal = _seen(card.front), card.reveal and _seen(card.reveal)
    method = card.method and (card.method.id, card.method.title)
    notes = card.notes if card.back == "facilitator" else ()
    return card.id, card.title, card.suit, front, reveal, card.back, notes, method, card.minutes


def _seen(face: Face) -> tuple[Any, ...]:
    """A face with its pictures as fingerprints of what they show."""
    return face.tag, *(
        (*part[:-1], part.picture.alt, _art(part.picture.art)) if part.picture else part for part in face.parts
    )


def _art(art: Icon | Vector | Raster | Code) -> str:
    return fingerprint(art.data if isinstance(art, Raster) else repr(art).encode())


def chosen(deck: Deck, sheet: Print) -> tuple[Deck, list[Problem]]:
    """The deck with only the cards that are asked for."""
    cards = deck.cards
    if sheet.cards:
        cards = tuple(card for card in cards if any(fnmatchcase(card.id, pattern) for pattern in sheet.cards))
    if sheet.since is not None:
        name = f"{_whole(deck, sheet)}.pdf"
        known = prints(deck)
        if name not in sheet.since:
            return deck._replace(cards=()), [_not_compared(deck, sheet, name)]
        cards = tuple(card for card in cards if sheet.since[name].get(card.id) != known[card.id])
    return deck._replace(cards=cards), []


def _not_compared(deck: Deck, sheet: Print, name: str) -> Problem:
    """That the earlier build did not make this print of the deck, or only some of its cards."""
    place = Mark("--changed-since", 0)
    others = " or ".join(f"--lang {language}" for language in _made_in(deck, sheet))
    if others:
        return Problem(place, f"that build did not make {name}", f"add {others}")
    if f"{_whole(deck, sheet)}.partial.pdf" in (sheet.since or ()):
        fix = "name the teamcards.json of a build of the whole deck, or print with --cards"
        return Problem(place, f"that build made only some cards of {name}", fix)
    fix = "print the whole deck, or name the teamcards.json of another build"
    return Problem(place, f"that build did not make {name}", fix)


def _made_in(deck: Deck, sheet: Print) -> list[str]:
    """The languages in which the earlier build made this print of the deck."""
    whole = f"{_whole(deck, sheet)}.pdf".removeprefix(f"{deck.id}.{deck.language}")
    found = (re.fullmatch(rf"{deck.id}\.([^.]+){re.escape(whole)}", name) for name in sheet.since or ())
    return [name[1] for name in found if name]


def unknown(deck: Deck, sheet: Print, content: Content) -> list[Problem]:
    """The cards that are asked for and not in the deck."""
    ids = [card.id for card in deck.cards]
    return [
        Problem(option("--cards", pattern), f"not in the deck '{deck.id}'", _elsewhere(pattern, ids, content))
        for pattern in sheet.cards
        if not any(fnmatchcase(id, pattern) for id in ids)
    ]


def _elsewhere(pattern: str, ids: Iterable[str], content: Content) -> str:
    """Which decks have the cards of a pattern; where there are no such cards, those of these that may be meant."""
    if not pattern[-1:].isdigit() and any(id.startswith(pattern) for id in ids):
        return f"'{pattern}*' for all that start so"
    if " " in pattern:
        return "put a comma between ids"
    if not any(fnmatchcase(id, pattern) for id in content.cards):
        return ("" if values.is_glob(pattern) else nearest(pattern, ids)) or "see 'teamcards list cards'"
    decks = compose.decks_with(pattern, content)
    return f"it is in {', '.join(decks)}" if decks else "no deck has it: list it under 'cards:' of one"


def ready(deck: Deck, sheet: Print, safe: float = 0.0) -> tuple[Deck, layout.Look | None, list[Problem]]:
    """The cards that are asked for and the look they are drawn in, its text `safe` points from the cut.

    There is no look where nothing can be drawn.
    """
    look, problems = layout.load(deck, safe)
    deck, found = chosen(deck, sheet)
    if look is None or not deck.cards:
        return deck, None, problems + found
    return deck, look, [*problems, *found, *layout.check(deck, look)]


def one_sided(deck: Deck) -> Deck:
    """The deck for printing on one side: without backs that say nothing to participants."""
    cards = (card if card.back == "reveal" else card._replace(back="none") for card in deck.cards)
    return deck._replace(cards=tuple(cards))


def count(deck: Deck, sheet: Print) -> int:
    """How many cards are printed, each copy counted, and each side of those that become two."""
    single = sheet.way == "single"
    return sheet.copies * sum(card.copies * (1 + (single and card.back == "reveal")) for card in deck.cards)

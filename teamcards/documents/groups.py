"""How people are divided over groups, and what to print for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from teamcards.deck import Card, Deck
from teamcards.documents import Session, clock

_TABLE = ("episode", "decision", "role")  # what each table has of its own


def pairs(people: int) -> list[int]:
    """Pairs, and one trio when somebody is left."""
    return shared(people, people // 2)


def trios(people: int) -> list[int]:
    """Threes and fours; a pair only where there are too few people."""
    groups = people // 3
    return shared(people, groups if people <= 4 * groups else groups + 1)


def fours(people: int) -> list[int]:
    """Fours and threes: as many as there are tables."""
    return shared(people, -(-people // 4))


def shared(people: int, groups: int) -> list[int]:
    """So many groups of which none is more than one person larger than another, the large ones first."""
    each, more = divmod(people, max(1, groups))
    return [each + 1] * more + [each] * (max(1, groups) - more)


class Copies(NamedTuple):
    """Something to print: what it is, how many its file holds, how often that is printed, and what makes it.

    `command` is the rest of the command; it writes `file`.
    """

    what: str
    holds: int
    times: int
    file: str
    command: str


def copies(deck: Deck, session: Session, words: Mapping[str, str]) -> Iterator[Copies]:
    """What to print of a deck for a workshop: no more than it has a use for."""
    people, name = session.people, f"{deck.id}.{deck.language}"
    noted = any(card.back == "facilitator" for card in deck.cards)
    yield Copies(words["copies_own" if noted else "copies_own_plain"], 1, 1, f"build/{name}.pdf", "--to pdf")
    tables = len(fours(people))
    table = [card for card in deck.cards if card.kind in _TABLE]
    if any(card.kind == "episode" for card in table):
        command = f'--to pdf --no-notes --cards "{",".join(_chosen(table, deck))}" --copies {tables} -o build/tables'
        what = words["copies_tables"].format(kinds=_kinds(table, words))
        yield Copies(what, tables, 1, f"build/tables/{name}.no-notes.partial.pdf", command)
    for card in deck.cards:
        if card.each:
            many = -(-(card.each * people + card.spare) // card.copies)
            command = f"--to pdf --cards {card.id} --copies {many} -o build/{card.id}"
            file = f"build/{card.id}/{name}.partial.pdf"
            yield Copies(_handed_out(card, words), many * card.copies, 1, file, command)
    if deck.agenda:
        start = f" --start-at {clock(session.start)}" if session.start else ""
        command = f"--to runsheet --people {people}{start}"
        yield Copies(words["copies_runsheet"], 1, 1, f"build/{name}.runsheet.pdf", command)
    if any(card.kind in ("question", "action", "myth") for card in deck.cards):
        yield Copies(words["copies_handout"], 1, people, f"build/{name}.handout.pdf", "--to handout")


def _kinds(cards: Sequence[Card], words: Mapping[str, str]) -> str:
    """The kinds of cards that a table has: 'story, choices and roles'."""
    *more, last = (words[f"copies_{kind}"] for kind in _TABLE if any(card.kind == kind for card in cards))
    return f"{', '.join(more)} {words['and']} {last}" if more else last


def _handed_out(card: Card, words: Mapping[str, str]) -> str:
    key = "copies_each" if card.each == 1 else "copies_more"
    what = words[key].format(title=card.title, each=card.each)
    return words["copies_spare"].format(what=what, spare=card.spare) if card.spare else what


def _chosen(cards: Sequence[Card], deck: Deck) -> Iterator[str]:
    """What chooses cards of a deck: a pattern for each kind where that takes no others, or each id."""
    for kind in dict.fromkeys(card.kind for card in cards):
        ids = [card.id for card in cards if card.kind == kind]
        start = min(ids)[: next((n for n, signs in enumerate(zip(*ids, strict=False)) if len({*signs}) > 1), 0)]
        taken = [card for card in deck.cards if card.id.startswith(start)]
        pattern = len(ids) > 1 and len(taken) == len(ids)
        yield from [f"{start}*"] if pattern else ids

"""The slides of a deck in the order in which they are played, with their clocks: the same on every medium."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from teamcards.deck import Card, Deck, Face, Method, Phase, Segment


class Slide(NamedTuple):
    """One slide: where it is reached, its place in the run, and what stands on it.

    The steps of a reveal have the number of their card, and count from 1. `clock` has one entry per countdown, in
    order; `timer` is the address of the slide whose clock this one shows, which for most cards of a workshop is that
    of their part.
    """

    id: str
    kind: Literal["title", "agenda", "segment", "rest", "card", "end"]
    number: int
    step: int = 0
    card: Card | None = None
    face: Face | None = None
    segment: Segment | None = None
    clock: tuple[Phase, ...] = ()
    timer: str = ""

    @property
    def owner(self) -> str:
        """The slide whose notes are also those of this one."""
        return self.id.partition("/")[0]

    @property
    def minutes(self) -> int:
        """The minutes that are the card's own to use; none where it shares those of its part."""
        return self.card.minutes if self.card and self.timer == self.owner else 0

    @property
    def method(self) -> Method | None:
        """How the group works on this slide."""
        return self.card.method if self.card else self.segment.method if self.segment else None

    @property
    def groups(self) -> str:
        """In groups of how many people the method works, in its order: '2 4'."""
        sizes = (phase.group for phase in (self.method.phases if self.method else ()))
        return " ".join(size for size in sizes if size.isdigit() and size != "1")

    @property
    def rests(self) -> bool:
        """Whether the slide is a break: the card of one, or the opening of a part that has nothing else."""
        if self.card:
            return not self.step and _is_break(self.card.method)
        cards = self.segment.cards if self.segment else ()
        return self.segment is not None and _is_break(self.method) and all(_is_break(card.method) for card in cards)

    @property
    def turn(self) -> int:
        """The seconds that each person speaks in a method where all have a turn; 0 in any other."""
        phases = self.method.phases if self.method else ()
        return sum(phase.seconds for phase in phases if phase.scale == "per_person")

    @property
    def countdowns(self) -> list[tuple[str, int, str, str]]:
        """The clock as the page's script reads it."""
        return [(phase.label, phase.seconds, phase.scale, phase.group) for phase in self.clock]

    @property
    def leeway(self) -> dict[str, int | list[str]]:
        """The minutes of the part and what it can do without, as the page's script reads it; empty without a part."""
        part = self.segment
        ids = [card.id for card in part.drop] if part else []
        return {"minutes": part.minutes, "floor": part.floor, "saves": part.saves, "drop": ids} if part else {}


def _is_break(method: Method | None) -> bool:
    return method is not None and method.id == "break"


def of(deck: Deck) -> Iterator[Slide]:
    """The slides in the order they are played: a title, the running order if there is one, the cards, and the end."""
    numbers = itertools.count(1)
    times = Counter(card.id for segment in deck.agenda for card in segment.cards)
    seen: Counter[str] = Counter()
    yield Slide("deck.title", "title", next(numbers))
    if deck.agenda:
        yield Slide("deck.agenda", "agenda", next(numbers))
    for order, segment in enumerate(deck.agenda, 1):
        clock = _minutes(segment.title, segment.minutes)
        here = Slide(
            f"segment.{order}", "segment", next(numbers), segment=segment, clock=clock, timer=f"segment.{order}"
        )
        yield here
        own = _own_clocks(segment)
        for card in segment.cards:
            seen[card.id] += 1
            address = card.id if seen[card.id] == 1 else f"{card.id}~{seen[card.id]}"
            slide = Slide(address, "card", next(numbers), card=card, clock=own.get(card.id, ()),
                          timer=address if card.id in own else here.id)  # fmt: skip
            yield from _faces(slide, again=seen[card.id] < times[card.id])
    rest = tuple(card for card in dict.fromkeys(deck.cards) if card.id not in seen)
    if rest and deck.agenda:
        yield Slide("deck.rest", "rest", next(numbers))
    for card in rest:
        slide = Slide(card.id, "card", next(numbers), card=card, clock=_clock(card), timer=card.id)
        yield from _faces(slide, again=False)
    yield Slide("deck.end", "end", next(numbers))


def _faces(slide: Slide, again: bool) -> Iterator[Slide]:
    """The front of a card, then its reveal; a myth that is played again later keeps its answer until then."""
    card = slide.card
    assert card
    yield slide._replace(face=card.front)
    if again and card.kind == "myth":
        return
    for step, face in enumerate(_steps(card), 1):
        yield slide._replace(id=f"{slide.id}/{step}", step=step, face=face)


def _steps(card: Card) -> Iterator[Face]:
    """The reveal of a card; of a myth first what is true, then what to do instead, and who says so."""
    if card.reveal is None:
        return
    name, *parts = card.reveal.parts
    advice = [part for part in parts if part.role in ("panel", "source", "qr")]
    truth = [part for part in parts if part not in advice]
    if card.kind == "myth" and truth and any(part.role == "panel" for part in advice):
        yield card.reveal._replace(parts=(name, *truth))
        yield card.reveal._replace(parts=(name, *advice))
    else:
        yield card.reveal


def _own_clocks(segment: Segment) -> dict[str, tuple[Phase, ...]]:
    """The cards of a part that have a clock of their own beside that of the part.

    They are those with timed steps, when all of these fit in the minutes of the part; not a card that is the whole
    part and has one step, since its clock would be the part's again. A part without minutes leaves its cards theirs.
    """
    if not segment.minutes:
        return {card.id: clock for card in segment.cards if (clock := _clock(card))}
    alone = len(segment.cards) == 1
    timed = {card.id: steps for card in segment.cards if len(steps := _phases(card)) > alone}
    whole = sum(step.seconds for card in segment.cards for step in timed.get(card.id, ()))
    return timed if whole <= 60 * segment.minutes else {}


def _clock(card: Card) -> tuple[Phase, ...]:
    """The clock of a card that is played outside of a part."""
    return _phases(card) or _minutes("", card.minutes)


def _phases(card: Card) -> tuple[Phase, ...]:
    """The phases of the card's method, where they take as long as the card does; else the card has one clock."""
    if card.method is None:
        return ()
    whole = sum(phase.seconds for phase in card.method.phases)
    return card.method.phases if card.method.id == card.id or whole == 60 * card.minutes else ()


def _minutes(label: str, minutes: int) -> tuple[Phase, ...]:
    return (Phase(label, minutes * 60, "fixed"),) if minutes else ()

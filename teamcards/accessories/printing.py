"""A printing of a deck: how many sheets it takes, and what is said of the first one and the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from teamcards.deck import Deck
from teamcards.drawing import Box
from teamcards.sheets import Paper, Way


class Printed(NamedTuple):
    """What is printed: how, on which paper, and how many cards in which places of a sheet (their trim boxes).

    Each copy counts, and each side of a card that becomes two; `start` places of the first sheet were used already.
    A deck without backs is printed in the way `single`, whatever was asked; `perforated` stock is torn, not cut; sheets
    that are `ruled` have a ruler at their edge; cards lie turned so far clockwise in their places (degrees).
    """

    way: Way
    paper: Paper
    cards: int
    places: tuple[Box, ...]
    start: int = 0
    perforated: bool = False
    ruled: bool = True
    turn: int = 0

    @property
    def sheets(self) -> int:
        """How many sheets the cards take."""
        return -(-(self.start + self.cards) // len(self.places))

    @property
    def full(self) -> bool:
        """Whether there is so much to tell that all is smaller and closer to each other."""
        return self.start > 0 or self.perforated or self.way == "manual"

    @property
    def first(self) -> range:
        """The places of the first sheet that are printed, counted from 0."""
        return range(self.start, min(self.start + self.cards, len(self.places)))

    @property
    def last(self) -> range:
        """The places of the last sheet that are printed, counted from 0."""
        before = (self.sheets - 1) * len(self.places)
        return range(self.start if self.sheets == 1 else 0, self.start + self.cards - before)

    @property
    def fed(self) -> str:
        """The way; `alone` where one sheet is fed by hand, which is no stack."""
        return "alone" if self.way == "manual" and self.sheets == 1 else self.way

    @property
    def group(self) -> str:
        """The ways that are alike in paper and weight."""
        return "both" if self.way in ("long", "short", "manual") else self.way


def proof(printed: Printed, deck: Deck, size: str, words: Mapping[str, str]) -> str:
    """How to try it; by hand, all the fronts are the first half of the pages."""
    edge = f"{deck.words['sheet']} 1 {deck.words['sheet_of']} {printed.sheets}"
    tried = f"step_proof_{printed.fed}"
    return words[tried if tried in words else f"step_proof_{printed.group}"].format(
        dot=words["proof_dot"] if printed.start or printed.fed == "alone" else "",
        measure=words["measure_ruler" if printed.ruled else "measure_card"].format(size=size),
        same=words["same_edge" if printed.ruled else "same_card"].format(edge=edge),
        load="" if printed.perforated else words["load_stock"],
        back=printed.sheets + 1, next=printed.sheets + 2,
    )  # fmt: skip


def rest(printed: Printed, words: Mapping[str, str]) -> Iterator[str]:
    """How to print all of it after that, where a printer does not do so by itself."""
    if printed.fed in ("manual", "alone", "fold"):
        yield words[f"print_{printed.fed}"].format(
            load="" if printed.perforated else words["load_stock"], weight=words[f"weight_{printed.group}"],
            fronts=printed.sheets, back=printed.sheets + 1, pages=2 * printed.sheets,
        )  # fmt: skip


def used(printed: Printed, words: Mapping[str, str]) -> str:
    """How a part-used sheet goes in, whichever side a printer prints on: as the sheet that was tried."""
    told = words["step_used_text"].format(place=printed.start + 1)
    return f"{told} {words['step_used_fold']}" if printed.way == "fold" else told


def last(printed: Printed, words: Mapping[str, str]) -> str:
    """Which places of the last sheet are taken."""
    places = printed.last
    if len(places) == len(printed.places):
        return words["last_full"].format(sheet=printed.sheets, places=len(places))
    count = f"{len(places)} {words['card' if len(places) == 1 else 'cards']}"
    taken = f"{words['place']} {places[0] + 1}"
    if len(places) > 1:
        taken = f"{words['places']} {places[0] + 1}–{places[-1] + 1}"
    full = places[-1] + 1 == len(printed.places)
    key = "last_end" if full else "last_part"
    whole = words["whole_tear" if printed.perforated else "whole_fold" if printed.way == "fold" else "whole_cut"]
    return words[key].format(sheet=printed.sheets, count=count, taken=taken, next=places[-1] + 2, whole=whole)

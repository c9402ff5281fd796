"""A large deck, divided over the processors: each draws and writes whole sheets of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from teamcards import layout, processes, sheets
from teamcards.build import cards
from teamcards.build.asked import Print
from teamcards.deck import Deck
from teamcards.problems import Problem
from teamcards.sheets import Job

if TYPE_CHECKING:
    from teamcards.writers.leaves import Leaves

_LEAST = 100  # cards that are worth a process


def leaves(deck: Deck, look: layout.Look, sheet: Print, work: Job) -> tuple[list[Leaves], list[Problem]]:
    """The pages of all sheets, in their order, and every problem met.

    Cards are drawn, placed and written one after the other, so that a large deck takes little memory.
    """
    count = cards.count(deck, sheet)
    tasks = [partial(_share, part, look, sheet, job, count) for part, job in _shares(deck, sheet, work)]
    done = processes.together(tasks)
    return [made for made, _ in done], [problem for _, problems in done for problem in problems]


def _share(deck: Deck, look: layout.Look, sheet: Print, work: Job, count: int) -> tuple[Leaves, list[Problem]]:
    from teamcards.writers import leaves, pdf

    problems: list[Problem] = []
    drawn = sheets.repeated(cards.sides(deck, look, problems), sheet.copies)
    placed = sheets.on_one_side(drawn) if sheet.way == "single" else drawn
    return leaves.of(sheets.impose(placed, count, work), look.fonts(), pdf.LIGHT), problems


def _shares(deck: Deck, sheet: Print, work: Job) -> list[tuple[Deck, Job]]:
    """The cards of whole sheets for each processor; all together where cards return, or pages have another order."""
    whole = len(deck.cards)
    parts = min(processes.count(), whole // _LEAST)
    single = sheet.copies == 1 and all(card.copies == 1 for card in deck.cards)
    if parts < 2 or not single or sheet.way in ("manual", "single"):
        return [(deck, work)]
    places, total = work.grid.places, work.sheets(whole)
    firsts = [total * part // parts for part in range(parts + 1)]  # sheets
    edges = [max(0, first * places - work.start) for first in firsts[:-1]] + [whole]
    return [
        (deck._replace(cards=deck.cards[edges[part] : edges[part + 1]]), work._replace(before=firsts[part]))
        for part in range(parts)
    ]

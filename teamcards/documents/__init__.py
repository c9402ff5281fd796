"""Documents for those who run or attend a workshop: the guide, the run sheet and the handout."""

from __future__ import annotations

from typing import NamedTuple

from teamcards.deck import Deck
from teamcards.drawing import Page
from teamcards.problems import Problem
from teamcards.tags import Element

DOT = "\u00a0· "
"""Between things on one line, which no line begins with."""


class Session(NamedTuple):
    """A workshop to come: for how many people, and how many minutes after midnight it starts."""

    people: int = 8
    start: int = 0


class Document(NamedTuple):
    """Pages, what they say, and what is wrong with it; without pages it cannot be made."""

    pages: list[Page]
    structure: list[Element]
    problems: list[Problem]


def refused(deck: Deck, message: str, fix: str) -> Document:
    """No document, since the deck has nothing for it."""
    return Document([], [], [Problem(deck.mark, message, fix)])


def clock(minutes: int) -> str:
    """A time of day, or a time from the start: '9:30'."""
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


def capital(text: str) -> str:
    """A text as it stands alone: with a capital."""
    return text[:1].upper() + text[1:]


def lasting(seconds: int) -> str:
    """How long something takes: '2:30'."""
    return f"{seconds // 60}:{seconds % 60:02}"

"""A rehearsal that the slides exported, and what the parts of a running order should have after it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from teamcards.model import Recipe, Segment
from teamcards.problems import short

_SHAPE = '{"deck": "goudmijn-90", "segments": [{"number": 1, "seconds": 312}, ...]}'
_LONGEST = 600 * 60  # seconds: no part may have more minutes
_AGAIN = "the deck has changed since: rehearse it again"


class Part(NamedTuple):
    """How long one part took, counted from 1; its title and minutes at that time, where they were exported."""

    number: int
    seconds: float
    title: str | None
    minutes: int | None


class Row(NamedTuple):
    """A part of the running order: the minutes it has, and those it should have.

    `seconds` is how long it took, and None when it was not played. `floor` is the fewest minutes that its author gave
    it, and 0 without one.
    """

    number: int
    title: str
    planned: int
    minutes: int
    seconds: float | None
    floor: int


def read(data: bytes) -> tuple[str, list[Part]]:
    """The name of the deck and the parts that were played.

    Raises ValueError when the file is no such export.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError(f"this is not a rehearsal, which is JSON such as {_SHAPE}") from None
    match found:
        case {"deck": str(deck), "segments": [*segments]}:
            return deck, [_part(segment, place) for place, segment in enumerate(segments, 1)]
    raise ValueError(f"this JSON is not a rehearsal, such as {_SHAPE}")


def _part(found: Any, place: int) -> Part:
    fields = found if isinstance(found, dict) else {}
    number, seconds, title, minutes = map(fields.get, ("number", "seconds", "title", "minutes"))
    if type(number) is not int:
        raise ValueError(f"segment {place} of the list has no whole 'number'")
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 <= seconds <= _LONGEST:
        raise ValueError(f"'seconds' of segment {number} is not a number from 0 to {_LONGEST}")
    if type(title) not in (str, type(None)) or type(minutes) not in (int, type(None)):
        raise ValueError(f"segment {number} has a 'title' or 'minutes' that cannot be")
    return Part(number, seconds, title, minutes)


def rows(recipe: Recipe, parts: Iterable[Part]) -> list[Row]:
    """All parts of the running order, with the minutes they should have.

    Raises ValueError when the rehearsal is of another running order.
    """
    played: dict[int, Part] = {}
    for part in parts:
        if not 1 <= part.number <= len(recipe.agenda):
            raise ValueError(f"there is no segment {part.number}: the deck has {len(recipe.agenda)}; {_AGAIN}")
        if part.number in played:
            raise ValueError(f"segment {part.number} stands in it twice")
        played[part.number] = part
    found = [_row(n, segment, played.get(n), recipe.languages) for n, segment in enumerate(recipe.agenda, 1)]
    for row, segment in zip(found, recipe.agenda, strict=True):
        if row.number in played:
            _refuse_another(played[row.number], row, segment)
    return found


def _row(number: int, segment: Segment, part: Part | None, languages: Sequence[str]) -> Row:
    title = short(segment.title.root.get(languages[0], ""))
    floor = segment.floor or 0
    if part is None or part.seconds == 0:
        return Row(number, title, segment.minutes, segment.minutes, None, floor)
    minutes = max(math.ceil(part.seconds / 60), floor)
    return Row(number, title, segment.minutes, minutes, part.seconds, floor)


def _refuse_another(part: Part, row: Row, segment: Segment) -> None:
    """A part that has another title or other minutes than when it was rehearsed, but for those it is to have."""
    titles = {_letters(title) for title in segment.title.root.values()}
    if part.title is not None and _letters(part.title) not in titles:
        raise ValueError(f"segment {part.number} is '{row.title}', and was '{short(part.title)}'; {_AGAIN}")
    if part.minutes not in (None, row.planned, row.minutes):
        raise ValueError(f"segment {part.number} has {row.planned} minutes, and had {part.minutes}; {_AGAIN}")


def _letters(title: str) -> str:
    """A title without its signs: slides have other quotes and dashes than were typed."""
    return re.sub(r"\W+", "", title)

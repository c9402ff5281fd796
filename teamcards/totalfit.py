"""Where the lines of a paragraph end, chosen for all of them together: the least sum of squared gaps at their ends.

After Knuth and Plass, 'Breaking Paragraphs into Lines' (1981), for text that is even at the left and ragged at the
right. Only numbers: where a line may begin and end along the one long line that all words would make.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

SLACK = 0.5
"""By how much a line may be too long: less than anybody sees, in the unit of the places."""

POOR = 0.45
"""Of the line: a gap at its end that is worse than a hyphen which saves no line."""

_HYPHEN = POOR**2  # what a hyphen costs, in squares of the line
_ROW = 0.5  # what a second hyphen below the first one costs

_Window = tuple[int, int]
"""The first and the last place at which one of the lines can end."""


class Places(NamedTuple):
    """Where lines may begin and end, from left to right.

    A line may begin at the start of the text, `lefts[0]`. It may end at `rights[n]`, and the next one then begins at
    `lefts[n + 1]`; it must end at the last of `rights`. `broken` are the n of ends inside a word. A line that begins at
    `lefts[alone]` or later has no more than one word.
    """

    lefts: Sequence[float]
    rights: Sequence[float]
    broken: Collection[int]
    alone: int


def choose(places: Places, measure: float, count: int, even: bool) -> list[int] | None:
    """At which of `rights` each of so many lines ends; None when they cannot be so few, or so many.

    The last line may be as short as it likes, unless all shall be `even`, or it has no more than one word.
    """
    windows = _windows(places, measure, count)
    if windows is None:
        return None
    costs, start = [0.0], 0  # of the ways to begin the next line there, and after that
    ways: list[tuple[int, list[int]]] = []
    for window in windows:
        costs, begins = _line(places, measure, window, start, costs)
        ways.append((window[0], begins))
        start = window[0] + 1
    begin = _last_line(places, measure, start, costs, even)
    return None if begin is None else [*_traced(ways, begin), len(places.rights) - 1]


def _traced(ways: Sequence[tuple[int, list[int]]], begin: int) -> list[int]:
    """The ends of the lines before the one that begins there."""
    ends = []
    for first, back in reversed(ways):
        ends.append(begin - 1)
        begin = back[begin - 1 - first]
    return ends[::-1]


def _windows(places: Places, measure: float, count: int) -> list[_Window] | None:
    """Where each line but the last can end: not so late that it is too long, nor so early that the others are."""
    lefts, rights, _, _ = places
    end = -1
    latest = []
    for _ in range(count):
        end = bisect_right(rights, lefts[min(end + 1, len(lefts) - 1)] + measure + SLACK) - 1
        latest.append(end)
    if latest[-1] < len(rights) - 1:
        return None
    windows: list[_Window] = []
    begin = len(rights)
    for line in range(count - 1, 0, -1):
        begin = max(line, bisect_left(lefts, rights[begin - 1] - measure - SLACK))
        last = min(latest[line - 1], len(rights) - 1 - (count - line))
        if begin - 1 > last:
            return None
        windows.append((begin - 1, last))
    return windows[::-1]


def _line(
    places: Places, measure: float, window: _Window, start: int, costs: Sequence[float]
) -> tuple[list[float], list[int]]:
    """For each end in the window, the least cost of all lines up to it, and where the last of them then begins.

    `costs` are those of the lines before it, by where it begins, from `start` on.
    """
    lefts, rights, broken, _ = places
    least_costs, begins = [], []
    first, stop = start, start + len(costs)
    for end in range(window[0], window[1] + 1):
        full = rights[end] - measure  # where a line without a gap would begin
        while first < stop and lefts[first] < full - SLACK:
            first += 1
        least, found = math.inf, first
        for begin in range(first, min(stop, end + 1)):
            cost = costs[begin - start] + (lefts[begin] - full) ** 2
            if end in broken and begin - 1 in broken:
                cost += _ROW * measure**2
            if cost < least:
                least, found = cost, begin
        least_costs.append(least + _HYPHEN * measure**2 if end in broken else least)
        begins.append(found)
    return least_costs, begins


def _last_line(places: Places, measure: float, start: int, costs: Sequence[float], even: bool) -> int | None:
    """Where the last line begins in the cheapest way; None when it is always too long."""
    right = places.rights[-1]
    least, found = math.inf, None
    for begin, cost in enumerate(costs, start):
        gap = measure - (right - places.lefts[begin])
        if gap < -SLACK:
            continue
        if even or begin >= places.alone:
            cost += gap**2
        if cost < least:
            least, found = cost, begin
    return found

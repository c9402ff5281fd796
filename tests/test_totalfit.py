"""Line ends of the least cost, compared with every way there is."""

from __future__ import annotations

from itertools import accumulate, combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards import totalfit
from teamcards.totalfit import Places

SPACE = 3.0
WIDTHS = st.lists(st.integers(4, 30), min_size=2, max_size=9)


def places_of(widths: list[int]) -> Places:
    rights = [right + SPACE * number for number, right in enumerate(accumulate(widths))]
    lefts = [right - width for right, width in zip(rights, widths, strict=True)]
    return Places(lefts, rights, (), len(widths) - 1)


def cost(places: Places, measure: float, ends: tuple[int, ...], even: bool) -> float | None:
    """What these line ends cost; None when a line is too long."""
    total = 0.0
    for number, (before, end) in enumerate(pairwise((-1, *ends))):
        length = places.rights[end] - places.lefts[before + 1]
        if length > measure + totalfit.SLACK:
            return None
        if number < len(ends) - 1 or even or end - before == 1:
            total += (measure - length) ** 2
    return total


@given(WIDTHS, st.integers(30, 70), st.integers(2, 6), st.booleans())
@settings(max_examples=200)
def test_no_other_ends_cost_less(widths, measure, count, even):
    places = places_of(widths)
    last = len(widths) - 1
    ways = [(*ends, last) for ends in combinations(range(last), count - 1)]
    costs = [found for way in ways if (found := cost(places, measure, way, even)) is not None]
    chosen = totalfit.choose(places, measure, count, even)
    assert (chosen is None) == (not costs)
    if chosen:
        assert cost(places, measure, tuple(chosen), even) == min(costs)


def test_two_hyphens_below_each_other_cost_more_than_a_gap():
    """Four words of 50 that break in the middle, on lines of 100: no line but one needs a hyphen."""
    lefts, rights, broken = [], [], set()
    for number in range(4):
        left = number * 53.0
        broken.add(len(rights))
        lefts += [left, left + 25]
        rights += [left + 28, left + 50]
    places = Places(lefts, rights, broken, 7)
    chosen = totalfit.choose(places, 100, 3, even=False)
    assert chosen is not None
    assert not any(before in broken and after in broken for before, after in pairwise(chosen))

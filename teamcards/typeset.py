"""Words into lines, broken at spaces, hyphens and syllables, whatever the type size."""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from teamcards import totalfit
from teamcards.hyphenation import breaks
from teamcards.totalfit import POOR, SLACK, Places
from teamcards.words import Paragraph, Stretch, Word, part


class Line(NamedTuple):
    """The words of a line; `broken` when the last of them goes on below, `uniform` as those of a stretch are."""

    words: tuple[Word, ...]
    broken: bool = False
    uniform: bool = False


_HOLE = 0.28  # of the line: a gap at its end that is worth a hyphen, where that may save a line

Break = tuple[int, int]
"""Where a line ends: before which word, or inside it, before which of its letters."""


def least(text: Paragraph, measure: float) -> int:
    """A number of lines that a paragraph has at least, worked out from the width of its words alone."""
    full = measure + text.space + SLACK  # no line takes more of the words and spaces than this
    return sum([math.ceil(stretch.rights[-1] / full) if stretch.words else 1 for stretch in text.stretches])


def count(text: Paragraph, measure: float) -> int:
    """How many lines a paragraph has that are no wider than `measure` (thousandths of the type size).

    0 when a word is wider than that and cannot be broken.
    """
    total = 0
    for stretch in text.stretches:
        ends = _ends(stretch, measure, text.language)
        if ends is None:
            return 0
        total += len(ends)
    return total


def balanced(text: Paragraph, measure: float) -> list[Line] | None:
    """The lines of a heading: as many as `count` says, and of the most even length; None when that is 0."""
    return _lines(text, measure, even=True)


def settled(text: Paragraph, measure: float) -> list[Line] | None:
    """The lines of running text: as many as `count` says, and none of them in a hole or lost; None when that is 0."""
    return _lines(text, measure, even=False)


def width(line: Line) -> float:
    """The width of a line, in thousandths of the type size."""
    return sum([word.advance for word in line.words]) - (line.words[0].space if line.words else 0)


def _lines(text: Paragraph, measure: float, even: bool) -> list[Line] | None:
    result: list[Line] = []
    for stretch in text.stretches:
        ends = _ends(stretch, measure, text.language)
        if ends is None:
            return None
        if len(ends) > 1:
            ends = _chosen(stretch, measure, ends, text.language, even)
        result += _cut(stretch, ends)
    return result


def _ends(stretch: Stretch, measure: float, language: str | None) -> list[Break] | None:
    """As many words on each line as it holds, and then as much of the next one as is worth a hyphen."""
    words, lefts, rights, _ = stretch
    ends: list[Break] = []
    after, letter, left = 0, 0, lefts[0] if words else 0.0
    while True:
        first, edge = after, left + measure
        after = bisect_right(rights, edge + SLACK, first)
        if after == len(words):
            ends.append((after, 0))
            return ends
        word = words[after]
        full = after == first or word.width > measure
        place = None
        if full or (edge - lefts[after] > _HOLE * measure and not _is_name(word)):
            used = letter if after == first else 0
            room = edge - lefts[after]
            place = next((one for one in _places(word, language) if one.right <= room and one.letter > used), None)
        if place:
            letter, left = place.letter, lefts[after] + place.left
        elif after == first:
            return None
        else:
            letter, left = 0, lefts[after]
        ends.append((after, letter))


def _chosen(stretch: Stretch, measure: float, ends: list[Break], language: str | None, even: bool) -> list[Break]:
    """The best ends of as many lines: between words where that leaves no hole, or else inside words as well."""
    words, lefts, rights, _ = stretch
    whole = totalfit.choose(Places(lefts, rights, (), len(words) - 1), measure, len(ends), even)
    if whole and (even or not _poor(stretch, measure, whole)):
        return [(end + 1, 0) for end in whole]
    places, found = _all_places(stretch, measure, len(ends), language)
    chosen = totalfit.choose(places, measure, len(ends), even)
    return [found[end] for end in chosen] if chosen else ends


def _poor(stretch: Stretch, measure: float, ends: list[int]) -> bool:
    """Whether lines of whole words leave a hole, or a word alone on the last line."""
    _, lefts, rights, _ = stretch
    begins = [0, *(end + 1 for end in ends)]
    gaps = [measure - rights[end] + lefts[begin] for begin, end in zip(begins, ends, strict=False)]
    return max(gaps if begins[-2] == len(lefts) - 1 else gaps[:-1]) > POOR * measure


def _all_places(stretch: Stretch, measure: float, count: int, language: str | None) -> tuple[Places, list[Break]]:
    """The places between words, and those inside words that a line end can fall in."""
    words, lefts, rights, _ = stretch
    begins: list[float] = [lefts[0]]
    ends: list[float] = []
    found: list[Break] = []
    broken: set[int] = set()
    for number, word in enumerate(words):
        if (word.width > measure or not _is_name(word)) and _can_end(stretch, number, measure, count):
            for place in reversed(_places(word, language)):
                broken.add(len(ends))
                ends.append(lefts[number] + place.right)
                begins.append(lefts[number] + place.left)
                found.append((number, place.letter))
        ends.append(rights[number])
        begins.append(lefts[number + 1] if number + 1 < len(words) else rights[number])
        found.append((number + 1, 0))
    alone = next(n for n, (before, _) in enumerate([(0, 0), *found]) if before >= len(words) - 1)
    return Places(begins[:-1], ends, broken, alone), found


def _can_end(stretch: Stretch, number: int, measure: float, count: int) -> bool:
    """Whether one of so many lines can end inside a word.

    The lines up to it cannot be longer than that many measures, nor those after it.
    """
    whole = measure + stretch.words[0].space + SLACK
    line = int(stretch.lefts[number] // whole) + 1  # the first that can reach beyond the start of the word
    return line < count and stretch.rights[number] > stretch.rights[-1] - (count - line) * whole


def _cut(stretch: Stretch, ends: list[Break]) -> Iterator[Line]:
    """The words of each line, the parts of broken ones among them."""
    first, letter = 0, 0
    for after, last in ends:
        words = stretch.words[first:after]
        if letter and words:
            words = (part(words[0], letter, None), *words[1:])
        if last:
            words = (*words, part(stretch.words[after], letter if after == first else 0, last))
        yield Line(words, last > 0, stretch.uniform)
        first, letter = after, last


# --- words broken ----------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a word may be broken: before which letter, where the first half then ends, and where the rest begins."""

    letter: int
    right: float
    left: float


@functools.lru_cache(maxsize=1 << 14)
def _places(word: Word, language: str | None) -> tuple[_Place, ...]:
    """The places of a word, the last one first."""
    return tuple(
        _Place(letter, part(word, 0, letter).width, word.width - part(word, letter, None).width)
        for letter in breaks(word.text, language)
    )


def _is_name(word: Word) -> bool:
    """Whether a word starts with a capital: names are broken only where they are too wide for a line."""
    return word.pieces[0].glyphs.text[:1].isupper()

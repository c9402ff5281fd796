"""Text into lines: words measured once, broken at spaces, hyphens and syllables, whatever the type size."""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from operator import attrgetter, sub
from typing import NamedTuple

from teamcards import totalfit
from teamcards.drawing import Glyphs
from teamcards.fonts import Font
from teamcards.hyphenation import breaks
from teamcards.markup import Span
from teamcards.totalfit import HOLE, SHORT, SLACK, Places

SOFT_HYPHEN = "\u00ad"
"""Ends a line that a word was broken over: shown as a hyphen, and left out when the text is copied."""

_SPACE = re.compile(r"[ \t]+")
_OWN_HYPHENS = ("-", "–", "/")
_MANY = 1 << 14  # words that are remembered


class Piece(NamedTuple):
    """Part of a word, in one font; a word has several when its style changes in the middle."""

    font: Font
    glyphs: Glyphs
    href: str = ""


class Word(NamedTuple):
    """What stands between two spaces; widths are in thousandths of the type size, the space goes before it."""

    pieces: tuple[Piece, ...]
    width: float
    space: float
    advance: float

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join([piece.glyphs.text for piece in self.pieces])

    @property
    def missing(self) -> str:
        """The characters that none of its fonts has a glyph for."""
        return "".join([piece.glyphs.missing for piece in self.pieces])


Line = tuple[Word, ...]


class Family(NamedTuple):
    """The fonts for plain, strong, emphasised and strong emphasised text, and those for what these lack, in order."""

    plain: Font
    strong: Font
    emphasis: Font
    both: Font
    fallbacks: tuple[Font, ...] = ()

    def of(self, span: Span) -> Font:
        """The font that a span is set in."""
        if span.strong:
            return self.both if span.emphasis else self.strong
        return self.emphasis if span.emphasis else self.plain

    def word(self, text: str) -> Word:
        """A short text on one line, as it is set in plain type; its spaces are part of it."""
        return _words(self.plain, self.fallbacks, "")[text]


class Stretch(NamedTuple):
    """Words up to a line break of the author's, and where each begins and ends when all stand on one line."""

    words: tuple[Word, ...]
    lefts: tuple[float, ...]
    rights: tuple[float, ...]


class Paragraph(NamedTuple):
    """Words to be broken into lines; `language` is that of the hyphenation, None where words stay whole.

    `space` is the widest between its words; `missing` are the characters that none of its fonts has a glyph for.
    """

    stretches: tuple[Stretch, ...]
    language: str | None
    space: float
    missing: str

    @property
    def words(self) -> Iterator[Word]:
        """All its words."""
        return (word for stretch in self.stretches for word in stretch.words)


Break = tuple[int, int]
"""Where a line ends: before which word, or inside it, before which of its letters."""


# --- words -----------------------------------------------------------------------------------------------------


def paragraph(spans: Iterable[Span], family: Family, language: str | None) -> Paragraph:
    """The words of a text, with line breaks where a span is a line break."""
    stretches: list[list[Word]] = [[]]
    joined = False  # whether the next word goes on where the last one ended
    space, missing = 0.0, ""
    for span in spans:
        if span.text == "\n":
            stretches.append([])
            joined = False
            continue
        texts = _SPACE.split(span.text)
        known = _words(family.of(span), family.fallbacks, span.href)
        words = [known[text] for text in texts if text]
        space = max(space, known.widest)
        if known.lacking:
            missing += "".join([word.missing for word in words])
        if joined and texts[0] and words:
            words[0] = _join(stretches[-1].pop(), words[0])
        stretches[-1] += words
        joined = bool(texts[-1]) and bool(stretches[-1])
    return Paragraph(tuple(_stretch(words) for words in stretches), language, space, missing)


class _Words(dict[str, Word]):
    """The words in one font, each measured when it is first met."""

    def __init__(self, font: Font, fallbacks: tuple[Font, ...], href: str) -> None:
        super().__init__()
        self.font, self.fallbacks, self.href = font, fallbacks, href
        self.space = self.widest = font.set(" ").width
        self.lacking = False  # whether there has been a word with a character that no font has

    def __missing__(self, text: str) -> Word:
        if len(self) == _MANY:
            self.clear()
        glyphs = self.font.set(text)
        if glyphs.missing:
            word = _word(tuple(self.pieces(text)))
            self.lacking |= bool(word.missing)
            self.widest = max(self.widest, word.space)
        else:
            word = Word((Piece(self.font, glyphs, self.href),), glyphs.width, self.space, self.space + glyphs.width)
        self[text] = word
        return word

    def pieces(self, text: str) -> Iterator[Piece]:
        """A word with a piece in each font that has the next of its characters."""
        fonts = (self.font, *self.fallbacks)
        lacking = {font: set(font.lacks(text)) for font in fonts}
        having = ((next((font for font in fonts if sign not in lacking[font]), self.font), sign) for sign in text)
        for font, signs in groupby(having, key=lambda pair: pair[0]):
            yield Piece(font, font.set("".join(sign for _, sign in signs)), self.href)


_words = functools.lru_cache(maxsize=256)(_Words)


def _word(pieces: tuple[Piece, ...]) -> Word:
    """Its space is that of its first font, which is what a run of words in one font has."""
    width, space = sum([piece.glyphs.width for piece in pieces]), pieces[0].font.set(" ").width
    return Word(pieces, width, space, space + width)


def _join(first: Word, second: Word) -> Word:
    return _word((*first.pieces, *second.pieces))


def _stretch(words: list[Word]) -> Stretch:
    rights = tuple(accumulate(map(attrgetter("advance"), words)))
    return Stretch(tuple(words), tuple(map(sub, rights, map(attrgetter("width"), words))), rights)


# --- lines -----------------------------------------------------------------------------------------------------


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
    return sum([word.advance for word in line]) - (line[0].space if line else 0)


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
    words, lefts, rights = stretch
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
        if full or (edge - lefts[after] > HOLE * measure and not _is_name(word)):
            least = letter if after == first else 0
            room = edge - lefts[after]
            place = next((one for one in _places(word, language) if one.right <= room and one.letter > least), None)
        if place:
            letter, left = place.letter, lefts[after] + place.left
        elif after == first:
            return None
        else:
            letter, left = 0, lefts[after]
        ends.append((after, letter))


def _chosen(stretch: Stretch, measure: float, ends: list[Break], language: str | None, even: bool) -> list[Break]:
    """The best ends of as many lines: between words where that leaves no hole, or else inside words as well."""
    words, lefts, rights = stretch
    whole = totalfit.choose(Places(lefts, rights, (), len(words) - 1), measure, len(ends), even)
    if whole and (even or not _poor(stretch, measure, whole)):
        return [(end + 1, 0) for end in whole]
    places, found = _all_places(stretch, measure, len(ends), language)
    chosen = totalfit.choose(places, measure, len(ends), even)
    return [found[end] for end in chosen] if chosen else ends


def _poor(stretch: Stretch, measure: float, ends: list[int]) -> bool:
    """Whether lines of whole words leave a hole, or a word alone on the last line."""
    _, lefts, rights = stretch
    begins = (0, *(end + 1 for end in ends))
    holes = (measure - rights[end] + lefts[begin] for begin, end in zip(begins, ends[:-1], strict=False))
    lost = ends[-1] - ends[-2] == 1 and rights[-1] - lefts[-1] < SHORT * measure
    return lost or max(holes) > HOLE * measure


def _all_places(stretch: Stretch, measure: float, count: int, language: str | None) -> tuple[Places, list[Break]]:
    """The places between words, and those inside words that a line end can fall in."""
    words, lefts, rights = stretch
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
            words = (_part(words[0], letter, None), *words[1:])
        if last:
            words = (*words, _part(stretch.words[after], letter if after == first else 0, last))
        yield words
        first, letter = after, last


# --- words broken ----------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a word may be broken: before which letter, where the first half then ends, and where the rest begins."""

    letter: int
    right: float
    left: float


@functools.lru_cache(maxsize=_MANY)
def _places(word: Word, language: str | None) -> tuple[_Place, ...]:
    """The places of a word, the last one first."""
    return tuple(
        _Place(letter, _part(word, 0, letter).width, word.width - _part(word, letter, None).width)
        for letter in breaks(word.text, language)
    )


def _part(word: Word, first: int, last: int | None) -> Word:
    """Some letters of a word, with a hyphen when it goes on after them."""
    pieces = []
    start = 0
    for piece in word.pieces:
        text = piece.glyphs.text
        letters = text[max(0, first - start) : None if last is None else max(0, last - start)]
        start += len(text)
        if letters and last is not None and start >= last and not letters.endswith(_OWN_HYPHENS):
            letters += SOFT_HYPHEN
        if letters:
            pieces.append(piece._replace(glyphs=piece.font.set(letters)))
    return _word(tuple(pieces))


def _is_name(word: Word) -> bool:
    """Whether a word starts with a capital: names are broken only where they are too wide for a line."""
    return word.pieces[0].glyphs.text[:1].isupper()

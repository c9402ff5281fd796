"""Text into lines: words measured once, broken at spaces, hyphens and syllables, whatever the type size."""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from teamcards.drawing import Glyphs
from teamcards.fonts import Font
from teamcards.hyphenation import breaks
from teamcards.markup import Span

SOFT_HYPHEN = "\u00ad"
"""Ends a line that a word was broken over: shown as a hyphen, and left out when the text is copied."""

_HOLE = 0.28  # of the line: a gap at its end that is worth a hyphen
_SPACE = re.compile(r"[ \t]+")


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

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.glyphs.text for piece in self.pieces)


Line = tuple[Word, ...]


class Family(NamedTuple):
    """The fonts for plain, strong, emphasised and strong emphasised text."""

    plain: Font
    strong: Font
    emphasis: Font
    both: Font

    def of(self, span: Span) -> Font:
        """The font that a span is set in."""
        if span.strong:
            return self.both if span.emphasis else self.strong
        return self.emphasis if span.emphasis else self.plain


class Stretch(NamedTuple):
    """Words up to a line break of the author's, and where each of them ends when all stand on one line."""

    words: tuple[Word, ...]
    ends: tuple[float, ...]


class Paragraph(NamedTuple):
    """Words to be broken into lines; `language` is that of the hyphenation, None where words stay whole."""

    stretches: tuple[Stretch, ...]
    language: str | None

    @property
    def missing(self) -> str:
        """The characters that the paragraph's fonts have no glyph for."""
        words = (word for stretch in self.stretches for word in stretch.words)
        return "".join(piece.glyphs.missing for word in words for piece in word.pieces)


# --- words -----------------------------------------------------------------------------------------------------


def paragraph(spans: Iterable[Span], family: Family, language: str | None) -> Paragraph:
    """The words of a text, with line breaks where a span is a line break."""
    stretches: list[list[Word]] = [[]]
    joined = False  # whether the next word goes on where the last one ended
    for span in spans:
        if span.text == "\n":
            stretches.append([])
            joined = False
            continue
        font = family.of(span)
        for number, text in enumerate(_SPACE.split(span.text)):
            joined = joined and not number
            if text:
                word = _word(font, text, span.href)
                stretches[-1].append(_join(stretches[-1].pop(), word) if joined else word)
                joined = True
    return Paragraph(tuple(_stretch(words) for words in stretches), language)


@functools.lru_cache(maxsize=1 << 15)
def _word(font: Font, text: str, href: str) -> Word:
    glyphs = font.set(text)
    return Word((Piece(font, glyphs, href),), glyphs.width, font.set(" ").width)


def _join(first: Word, second: Word) -> Word:
    return Word((*first.pieces, *second.pieces), first.width + second.width, first.space)


def _stretch(words: list[Word]) -> Stretch:
    ends = []
    end = 0.0
    for word in words:
        end += word.space + word.width
        ends.append(end)
    return Stretch(tuple(words), tuple(ends))


# --- lines -----------------------------------------------------------------------------------------------------


def lines(text: Paragraph, measure: float) -> list[Line] | None:
    """The lines of a paragraph no wider than `measure` (thousandths of the type size).

    None when a word is wider than that and cannot be broken.
    """
    result: list[Line] = []
    for stretch in text.stretches:
        broken = _break(stretch, measure, text.language)
        if broken is None:
            return None
        result += broken or [()]
    return result


def balanced(text: Paragraph, measure: float) -> list[Line] | None:
    """As `lines`, and as many, but of the most even length; for headings."""
    return _evened(text, measure, all_lines=True)


def settled(text: Paragraph, measure: float) -> list[Line] | None:
    """As `lines`, and as many, with whole words and more than one of them on the last line where that can be."""
    return _evened(text, measure, all_lines=False)


def _evened(text: Paragraph, measure: float, all_lines: bool) -> list[Line] | None:
    result: list[Line] = []
    for stretch in text.stretches:
        broken = _break(stretch, measure, text.language)
        if broken is None:
            return None
        whole = _break(stretch, measure, None)
        if whole and len(whole) == len(broken):
            broken = whole
        is_whole = sum(map(len, broken)) == len(stretch.words)
        if is_whole and len(broken) > 1 and (all_lines or len(broken[-1]) == 1):
            broken = _even(stretch, measure, len(broken), all_lines)
        result += broken or [()]
    return result


_Way = tuple[float, tuple[int, ...]]
"""A cost, and after which words the lines end that it belongs to."""


def _even(stretch: Stretch, measure: float, count: int, all_lines: bool) -> list[Line]:
    """So many lines with the least sum of squared gaps at their ends (dynamic programming, Knuth and Plass 1981).

    Unless `all_lines` count, the gap of the last one is free, but a word alone there costs as much as a whole line.
    """
    words = stretch.words
    ways: dict[int, _Way] = {0: (0.0, ())}  # to the ways to end a line after so many words
    for line in range(1, count + 1):
        free = line == count and not all_lines
        longer: dict[int, _Way] = {}
        for first, (cost, ends) in ways.items():
            for after, gap in _gaps(stretch, first, measure):
                price = gap**2 if not free else 0.0 if after - first > 1 else measure**2
                longer[after] = min(longer.get(after, (math.inf, ())), (cost + price, (*ends, after)))
        ways = longer
    ends = ways[len(words)][1]
    return [words[first:after] for first, after in zip((0, *ends), ends, strict=False)]


def _gaps(stretch: Stretch, first: int, measure: float) -> Iterator[tuple[int, float]]:
    """After which words a line may end that starts at a word, and how much room is left there."""
    for after in range(first + 1, len(stretch.words) + 1):
        gap = measure - (stretch.ends[after - 1] - stretch.ends[first] + stretch.words[first].width)
        if gap < -0.5:
            return
        yield after, gap


def width(line: Line) -> float:
    """The width of a line, in thousandths of the type size."""
    return sum(word.width + word.space for word in line) - (line[0].space if line else 0)


def _break(stretch: Stretch, measure: float, language: str | None) -> list[Line] | None:
    """As many words on each line as it holds, and then as much of the next one as is worth a hyphen."""
    words, ends = list(stretch.words), stretch.ends
    result: list[Line] = []
    first = 0
    while first < len(words):
        start = ends[first] - words[first].width
        after = bisect_right(ends, start + measure + 0.5, first)
        line = tuple(words[first:after])
        if after < len(words):
            room = measure - (ends[after - 1] - start + words[after].space) if line else measure
            halves = _halves(words[after], room, language) if _worth(words[after], room, measure, line) else None
            if halves:
                line += halves[:1]
                words[after] = halves[1]  # it still ends where the whole word did
            if not line:
                return None
        result.append(line)
        first = after
    return result


def _worth(word: Word, room: float, measure: float, line: Line) -> bool:
    """A word is broken where it is too wide for its line, or would leave a large hole; names are kept whole."""
    if word.width > measure or not line:
        return True
    return room > _HOLE * measure and not word.pieces[0].glyphs.text[:1].isupper()


# --- words broken ----------------------------------------------------------------------------------------------


def _halves(word: Word, room: float, language: str | None) -> tuple[Word, Word] | None:
    """A word broken so that its first half, with a hyphen, is as long as the room allows."""
    if len(word.pieces) > 1:
        return None
    (piece,) = word.pieces
    text = piece.glyphs.text
    for position in breaks(text, language):
        head = text[:position]
        half = _word(piece.font, head if head.endswith(("-", "–", "/")) else head + SOFT_HYPHEN, piece.href)
        if half.width <= room:
            return half, _word(piece.font, text[position:], piece.href)
    return None

"""Texts as words in fonts: each measured once, whatever the type size."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from operator import attrgetter, sub
from typing import NamedTuple

from teamcards.drawing import Glyphs
from teamcards.fonts import Font
from teamcards.markup import Span

SOFT_HYPHEN = "\u00ad"
"""Ends a line that a word was broken over: shown as a hyphen, and left out when the text is copied."""

_SPACE = re.compile(r"[ \t]+(?![–—](?:[ \t]|$))")  # a dash stays with the word before it, since no line starts with one
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
    """Words up to a line break of the author's, and where each begins and ends when all stand on one line.

    They are `uniform` when each is one piece and all are in the same font and lead to the same place.
    """

    words: tuple[Word, ...]
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    uniform: bool


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


def paragraph(spans: Iterable[Span], family: Family, language: str | None) -> Paragraph:
    """The words of a text, with line breaks where a span is a line break."""
    stretches: list[list[Word]] = [[]]
    joined = False  # whether the next word goes on where the last one ended
    used: list[_Words] = []
    missing, uniform = "", True
    for span in spans:
        if span.text == "\n":
            stretches.append([])
            joined = False
            continue
        texts = _SPACE.split(span.text)
        known = _words(family.of(span), family.fallbacks, span.href)
        words = [known[text] for text in texts if text]
        used.append(known)
        uniform &= known is used[0] and not known.changing
        if known.lacking:
            missing += "".join([word.missing for word in words])
        if joined and texts[0] and words:
            words[0] = _join(stretches[-1].pop(), words[0])
            uniform = False
        stretches[-1] += words
        joined = bool(texts[-1]) and bool(stretches[-1])
    space = max([known.widest for known in used], default=0.0)
    return Paragraph(tuple([_stretch(words, uniform) for words in stretches]), language, space, missing)


class _Words(dict[str, Word]):
    """The words in one font, each measured when it is first met."""

    def __init__(self, font: Font, fallbacks: tuple[Font, ...], href: str) -> None:
        super().__init__()
        self.font, self.fallbacks, self.href = font, fallbacks, href
        self.space = self.widest = font.set(" ").width
        self.changing = False  # whether there has been a word in another font
        self.lacking = False  # and one with a character that no font has

    def __missing__(self, text: str) -> Word:
        if len(self) == _MANY:
            self.clear()
        glyphs = self.font.set(text)
        if glyphs.missing:
            word = _word(tuple(self.pieces(text)))
            self.changing = True
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


def _stretch(words: list[Word], uniform: bool) -> Stretch:
    rights = tuple(accumulate(map(attrgetter("advance"), words)))
    lefts = tuple(map(sub, rights, map(attrgetter("width"), words)))
    return Stretch(tuple(words), lefts, rights, uniform)


def part(word: Word, first: int, last: int | None) -> Word:
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

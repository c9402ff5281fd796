"""Text into lines: words measured once, broken at spaces, hyphens and syllables, whatever the type size."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyphen

from teamcards.drawing import Glyphs
from teamcards.fonts import Font
from teamcards.markup import Span

SOFT_HYPHEN = "\u00ad"
"""Ends a line that a word was broken over: shown as a hyphen, and left out when the text is copied."""

_DICTIONARIES = {"nl": "nl_NL", "en": "en_GB"}
_SHORTEST = 8  # words with fewer letters are not broken
_LEFT, _RIGHT = 3, 3  # the fewest letters before and after a break
_HOLE = 0.22  # of the line: a gap at its end that is worth a hyphen
_TREMA = frozenset("äëïöüÄËÏÖÜ")
_LETTERS = re.compile(r"\w+", re.UNICODE)
_SPACE = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a word, in one font; a word has several when its style changes in the middle."""

    font: Font
    glyphs: Glyphs
    href: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces; widths are in thousandths of the type size, the space goes before it."""

    pieces: tuple[Piece, ...]
    width: float
    space: float

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.glyphs.text for piece in self.pieces)


Line = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Family:
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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words to be broken into lines, in stretches that end at a line break of the author's."""

    stretches: tuple[tuple[Word, ...], ...]
    language: str | None

    @property
    def missing(self) -> str:
        """The characters that the paragraph's fonts have no glyph for."""
        return "".join(p.glyphs.missing for words in self.stretches for word in words for p in word.pieces)


def paragraph(spans: Iterable[Span], family: Family, language: str | None) -> Paragraph:
    """The words of a text; `language` is that of the hyphenation, None for text that must not be hyphenated."""
    stretches: list[list[Word]] = [[]]
    pieces: list[Piece] = []
    space = 0.0

    def end_word() -> None:
        if pieces:
            stretches[-1].append(Word(tuple(pieces), sum(p.glyphs.width for p in pieces), space))
            pieces.clear()

    for span in spans:
        if span.text == "\n":
            end_word()
            stretches.append([])
            continue
        font = family.of(span)
        for number, text in enumerate(_SPACE.split(span.text)):
            if number:
                end_word()
                space = font.set(" ").width
            if text:
                pieces.append(Piece(font, font.set(text), span.href))
    end_word()
    return Paragraph(tuple(tuple(words) for words in stretches), language)


def lines(text: Paragraph, measure: float) -> list[Line] | None:
    """The lines of a paragraph no wider than `measure` (thousandths of the type size).

    None when a word is wider than that and cannot be broken.
    """
    result: list[Line] = []
    for words in text.stretches:
        broken = _break(words, measure, text.language)
        if broken is None:
            return None
        result += broken or [()]
    return result


def balanced(text: Paragraph, measure: float) -> list[Line] | None:
    """As `lines`, but as even in length as the same number of lines allows."""
    found = lines(text, measure)
    if found is None or len(found) < 2:
        return found
    low, high = measure / 2, measure
    while high - low > 100:
        middle = (low + high) / 2
        narrower = lines(text, middle)
        if narrower is not None and len(narrower) == len(found):
            found, high = narrower, middle
        else:
            low = middle
    return found


def settled(text: Paragraph, measure: float) -> list[Line] | None:
    """As `lines`, but without one short word alone on the last line where the same number of lines allows that."""
    found = lines(text, measure)
    if found is None or len(found) < 2 or len(found[-1]) != 1:
        return found
    for percent in range(97, 75, -3):
        narrower = lines(text, measure * percent / 100)
        if narrower is None or len(narrower) != len(found):
            break
        if len(narrower[-1]) > 1:
            return narrower
    return found


def width(line: Line) -> float:
    """The width of a line, in thousandths of the type size."""
    return sum(word.width + word.space for word in line) - (line[0].space if line else 0)


def _break(words: Sequence[Word], measure: float, language: str | None) -> list[Line] | None:
    result: list[Line] = []
    line: list[Word] = []
    used = 0.0
    for word in words:
        room = measure - used - (word.space if line else 0)
        while word.width > room + 0.5:
            halves = _halves(word, room, language) if _worth(word, room, measure, bool(line)) else None
            if halves:
                line.append(halves[0])
                word = halves[1]
            if not line:
                return None
            result.append(tuple(line))
            line, used, room = [], 0.0, measure
        used += word.width + (word.space if line else 0)
        line.append(word)
    return [*result, tuple(line)] if line else result


def _worth(word: Word, room: float, measure: float, started: bool) -> bool:
    """A word is broken where it is too wide for a line of its own, or would leave a large hole; names are kept whole."""
    if word.width > measure or not started:
        return True
    return room > _HOLE * measure and not word.pieces[0].glyphs.text[:1].isupper()


def _halves(word: Word, room: float, language: str | None) -> tuple[Word, Word] | None:
    """A word broken so that its first half, with a hyphen, is as long as the room allows."""
    if len(word.pieces) > 1:
        return None
    (piece,) = word.pieces
    text = piece.glyphs.text
    for position in breaks(text, language):
        head = text[:position]
        glyphs = piece.font.set(head if head.endswith(("-", "–", "/")) else head + SOFT_HYPHEN)
        if glyphs.width <= room:
            tail = piece.font.set(text[position:])
            return (
                Word((Piece(piece.font, glyphs, piece.href),), glyphs.width, word.space),
                Word((Piece(piece.font, tail, piece.href),), tail.width, word.space),
            )
    return None


@functools.cache
def breaks(text: str, language: str | None) -> tuple[int, ...]:
    """Where a word may be broken, the last place first: after its hyphens, and at syllables of its language."""
    positions = {match.end() for match in re.finditer(r"(?<=\w\w)[-–/](?=\w\w)", text)}
    dictionary = _dictionary(language) if language else None
    for match in _LETTERS.finditer(text) if dictionary else ():
        letters = match[0]
        if len(letters) >= _SHORTEST and not letters.isupper():
            positions |= {match.start() + n for n in _syllables(letters, dictionary)}
    return tuple(sorted(positions, reverse=True))


def _syllables(letters: str, dictionary: pyphen.Pyphen) -> list[int]:
    """Breaks inside one word. None before a trema: Dutch would drop it there ('effici-entie')."""
    return [
        int(n)
        for n in dictionary.positions(letters)
        if _LEFT <= n <= len(letters) - _RIGHT and letters[n] not in _TREMA
    ]


@functools.cache
def _dictionary(language: str) -> pyphen.Pyphen | None:
    name = _DICTIONARIES.get(language) or pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=name) if name else None

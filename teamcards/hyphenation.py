"""Where words may be broken: after their own hyphens, and between the syllables of their language."""

from __future__ import annotations

import functools
import re

import pyphen

_DICTIONARIES = {"nl": "nl_NL", "en": "en_GB"}
_SHORTEST = 9  # words with fewer letters are not broken
_LEFT, _RIGHT = 3, 3  # the fewest letters before and after a break
_TREMA = frozenset("äëïöüÄËÏÖÜ")
_LETTERS = re.compile(r"\w+")
_OWN_HYPHEN = re.compile(r"(?<=\w\w)[-–/](?=\w\w)")

Pattern = tuple[tuple[int, int], ...]
"""Before which of its letters, and how much a break is worth there; odd is a break (Liang 1983)."""


@functools.lru_cache(maxsize=1 << 14)
def breaks(text: str, language: str | None) -> tuple[int, ...]:
    """Where a word may be broken, the last place first; without a language, after its own hyphens only."""
    positions = {match.end() for match in _OWN_HYPHEN.finditer(text)}
    dictionary = _dictionary(language) if language else None
    if dictionary:
        for match in _LETTERS.finditer(text):
            letters = match[0]
            if len(letters) >= _SHORTEST and not letters.isupper():
                positions |= {match.start() + n for n in _syllables(letters, dictionary)}
    return tuple(sorted(positions, reverse=True))


def _syllables(letters: str, dictionary: _Dictionary) -> list[int]:
    """Breaks inside one word. None before a trema: Dutch would drop it there ('effici-entie')."""
    return [
        n for n in dictionary.positions(letters) if _LEFT <= n <= len(letters) - _RIGHT and letters[n] not in _TREMA
    ]


@functools.cache
def _dictionary(language: str) -> _Dictionary | None:
    name = _DICTIONARIES.get(language) or pyphen.language_fallback(language)
    return _Dictionary(pyphen.LANGUAGES[name]) if name else None


class _Dictionary(pyphen.HyphDict):  # type: ignore[misc]
    """A pyphen dictionary whose patterns are taken apart when a word first meets them: few of them ever are.

    Patterns that would change how a word is spelt ('a1atje./=,2,1') are left out.
    """

    def __init__(self, path: pyphen.Path) -> None:
        encoding, *_ = path.read_bytes().split(b"\n", 1)
        lines = path.read_text(encoding.decode().strip()).split("\n")[1:]
        patterns = [line for line in map(str.strip, lines) if line and not line.startswith(pyphen.ignored)]
        without_digits = "\n".join(patterns)
        for digit in "0123456789":
            without_digits = without_digits.replace(digit, "")
        letters = without_digits.split("\n")
        self.patterns = dict(zip(letters, patterns, strict=True))
        self.maxlen = max(map(len, letters))

    def positions(self, word: str) -> list[int]:
        """Before which letters a word may be broken: where the largest weight of all patterns in it is odd."""
        dotted = f".{word.lower()}."
        weights = [0] * (len(dotted) + 1)
        for start in range(len(dotted) - 1):
            for end in range(start + 1, min(start + self.maxlen, len(dotted)) + 1):
                if typed := self.patterns.get(dotted[start:end]):
                    for place, weight in _pattern(typed):
                        weights[start + place] = max(weights[start + place], weight)
        return [place - 1 for place, weight in enumerate(weights) if weight % 2]


@functools.lru_cache(maxsize=1 << 14)
def _pattern(typed: str) -> Pattern:
    """A pattern as it is typed ('.aan5'): which places have a weight."""
    if "/" in typed:
        return ()
    return tuple((place, int(digit)) for place, (digit, _) in enumerate(pyphen.parse(typed)) if digit > "0")

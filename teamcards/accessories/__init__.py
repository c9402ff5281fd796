"""What goes with a printed deck: how to print it, a list of its cards, and a box to keep them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from teamcards.content import Entry
from teamcards.deck import Deck
from teamcards.layout import Look
from teamcards.problems import Problem
from teamcards.values import Text

FALLBACK = "en"
"""The language of words that nobody translated: a deck in a third language need not do without these pages."""


def words(table: Mapping[str, Entry[Text]], language: str) -> dict[str, str]:
    """The words of the pages in a language, those that it lacks in English."""
    texts = {key: entry.value.root for key, entry in table.items()}
    return {key: text.get(language) or text.get(FALLBACK) or key for key, text in texts.items()}


def check(deck: Deck, look: Look) -> list[Problem]:
    """Characters of the deck's title and subtitle that these pages have no glyph for; cards have their own check."""
    return list(_missing(deck, look))


def _missing(deck: Deck, look: Look) -> Iterator[Problem]:
    for text, style, what in ((deck.title, "title", "title"), (deck.subtitle, "body", "subtitle")):
        for character in dict.fromkeys(look.family(style).plain.lacks(text)):
            message = f"no glyph for '{character}' (U+{ord(character):04X}) in the {what} of the deck"
            yield Problem(deck.mark, message, "use another character, or a template whose font has it")

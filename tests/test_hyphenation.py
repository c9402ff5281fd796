"""Words break where a reader expects it, and as pyphen itself would have it."""

from __future__ import annotations

import re

import pyphen
import pytest
from conftest import ROOT

from teamcards import hyphenation


@pytest.mark.parametrize("language", ["nl_NL", "en_GB", "de_DE", "pl_PL"])
def test_syllables_are_those_of_pyphen(language):
    words = {word for file in (ROOT / "cards").glob("*.yaml") for word in re.findall(r"\w+", file.read_text("utf-8"))}
    path = pyphen.LANGUAGES[language]
    ours, theirs = hyphenation._Dictionary(path), pyphen.HyphDict(path)
    assert len(words) > 2000
    assert all(ours.positions(word) == theirs.positions(word) for word in words)


@pytest.mark.parametrize(
    ("word", "language", "places"),
    [
        ("verantwoordelijkheid", "nl", {"ver-antwoordelijkheid", "verantwoordelijk-heid"}),
        ("productivity", "en", {"pro-ductivity"}),
    ],
)
def test_long_words_break_at_syllables(word, language, places):
    found = {f"{word[:place]}-{word[place:]}" for place in hyphenation.breaks(word, language)}
    assert places <= found


def test_no_break_before_a_trema():
    assert all(not "geïnteresseerd"[place:].startswith("ï") for place in hyphenation.breaks("geïnteresseerd", "nl"))
    assert all(not "efficiëntieslag"[place:].startswith("ë") for place in hyphenation.breaks("efficiëntieslag", "nl"))


@pytest.mark.parametrize("word", ["Sander", "tafel", "HUBSPOTTERIJ"])
def test_short_words_and_capitals_stay_whole(word):
    assert hyphenation.breaks(word, "nl") == ()

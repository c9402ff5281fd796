"""Lines keep every word, in order, within their width; words break where a reader expects it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards import fonts, typeset
from teamcards.markup import Span, parse
from teamcards.typeset import SOFT_HYPHEN, Family

PLAIN = fonts.load("fontpkg_fira_sans", "FiraSans-Regular.ttf")
BOLD = fonts.load("fontpkg_fira_sans", "FiraSans-Bold.ttf")
FAMILY = Family(PLAIN, BOLD, PLAIN, BOLD)
WORDS = st.lists(st.text("abcdeëijkz-’.ABM1", min_size=1, max_size=18), min_size=1, max_size=40)


def set_in(text: str, measure: float, language: str | None = "nl", breaker=typeset.lines) -> list[str] | None:
    spans = [span for block in parse(text) for span in block.spans]
    found = breaker(typeset.paragraph(spans, FAMILY, language), measure)
    return found and [" ".join(word.text for word in line) for line in found]


def joined(lines: list[str]) -> str:
    """The text again: what a soft hyphen parted belongs together, what a hyphen parted had no space."""
    whole = ""
    for line in lines:
        whole += line.removesuffix(SOFT_HYPHEN) if line.endswith(SOFT_HYPHEN) else f"{line} "
    return whole.strip()


@given(WORDS, st.floats(9000, 30000))
@settings(derandomize=True, deadline=None)
def test_lines_keep_every_word_in_order_and_fit(words, measure):
    text = Span(" ".join(words))
    for breaker in (typeset.lines, typeset.balanced, typeset.settled):
        found = breaker(typeset.paragraph([text], FAMILY, "nl"), measure)
        if found is None:
            continue
        assert all(typeset.width(line) <= measure + 1 for line in found)
        letters = "".join(word.text for line in found for word in line).replace(SOFT_HYPHEN, "")
        assert letters == "".join(words)


@given(WORDS, st.floats(9000, 30000))
@settings(derandomize=True, deadline=None)
def test_evened_out_lines_are_as_many(words, measure):
    text = typeset.paragraph([Span(" ".join(words))], FAMILY, "nl")
    plain = typeset.lines(text, measure)
    for breaker in (typeset.balanced, typeset.settled):
        found = breaker(text, measure)
        assert (found is None) == (plain is None)
        assert plain is None or found is None or len(found) == len(plain)


def test_a_line_break_of_the_author_stays():
    assert set_in("een\ntwee", 20000) == ["een", "twee"]


def test_a_word_that_cannot_be_broken_and_does_not_fit_is_told():
    assert set_in("xxxxxxxxxxxxxxxxxxxxxxxx", 5000) is None


def test_a_name_is_not_broken_for_the_sake_of_an_even_edge():
    lines = set_in("de collega’s van Annemariethea", 11000)
    assert lines is not None
    assert not any(SOFT_HYPHEN in line for line in lines)


def test_a_word_with_a_hyphen_breaks_after_it_without_a_second_one():
    assert set_in("als-dan-plannen", 5500, None) == ["als-dan-", "plannen"]


def test_a_style_may_change_inside_a_word():
    text = typeset.paragraph([Span("half"), Span("vet", strong=True), Span(" los")], FAMILY, None)
    (line,) = typeset.lines(text, 99999) or []
    assert [[piece.font.name for piece in word.pieces] for word in line] == [
        ["FiraSans-Regular", "FiraSans-Bold"],
        ["FiraSans-Regular"],
    ]


def test_kerning_makes_a_word_narrower_than_its_letters():
    letters = sum(PLAIN.set(letter).width for letter in "AVATAR")
    assert PLAIN.set("AVATAR").width < letters - 50


def test_a_character_without_a_glyph_is_known():
    assert typeset.paragraph([Span("een ✓ teken")], FAMILY, None).missing == "✓"

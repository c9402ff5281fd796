"""Lines keep every word, in order, within their width; words break where a reader expects it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards import fonts, typeset
from teamcards.markup import Span, parse
from teamcards.typeset import Line
from teamcards.words import SOFT_HYPHEN, Family, Word, paragraph

PLAIN = fonts.load("fontpkg_fira_sans", "FiraSans-Regular.ttf")
BOLD = fonts.load("fontpkg_fira_sans", "FiraSans-Bold.ttf")
FAMILY = Family(PLAIN, BOLD, PLAIN, BOLD)
WORDS = st.lists(st.text("abcdeëijkz-’.ABM1", min_size=1, max_size=18), min_size=1, max_size=40)


def set_in(text: str, measure: float, language: str | None = "nl", breaker=typeset.settled) -> list[str] | None:
    spans = [span for block in parse(text) for span in block.spans]
    found = breaker(paragraph(spans, FAMILY, language), measure)
    return found and [" ".join(word.text for word in line.words) for line in found]


def joined(lines: list[str]) -> str:
    """The text again: what a soft hyphen parted belongs together, what a hyphen parted had no space."""
    whole = ""
    for line in lines:
        whole += line.removesuffix(SOFT_HYPHEN) if line.endswith(SOFT_HYPHEN) else f"{line} "
    return whole.strip()


@given(WORDS, st.floats(9000, 30000))
def test_lines_keep_every_word_in_order_and_fit(words, measure):
    text = Span(" ".join(words))
    for breaker in (typeset.balanced, typeset.settled):
        found = breaker(paragraph([text], FAMILY, "nl"), measure)
        if found is None:
            continue
        assert all(typeset.width(line) <= measure + 1 for line in found)
        letters = "".join(word.text for line in found for word in line.words).replace(SOFT_HYPHEN, "")
        assert letters == "".join(words)


@given(WORDS, st.floats(9000, 30000))
def test_lines_are_as_many_as_were_counted_and_no_fewer_than_the_words_need(words, measure):
    text = paragraph([Span(" ".join(words))], FAMILY, "nl")
    count = typeset.count(text, measure)
    for breaker in (typeset.balanced, typeset.settled):
        assert len(breaker(text, measure) or []) == count
    assert count == 0 or typeset.least(text, measure) <= count


@given(WORDS, st.floats(9000, 30000))
def test_no_more_lines_than_first_come_first_served(words, measure):
    text = paragraph([Span(" ".join(words))], FAMILY, None)
    found = typeset.settled(text, measure)
    greedy, end = 1, -PLAIN.set(" ").width
    for word in text.words:
        end += word.advance
        if end > measure + 0.5:
            greedy, end = greedy + 1, word.width
    assert found is None or len(found) <= greedy


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


def test_no_line_starts_with_a_dash():
    for measure in range(6000, 16000, 100):
        lines = set_in("een twee – drie vier vijf — zes zeven – acht", measure) or []
        assert not any(line.startswith(("–", "—")) for line in lines)


def test_a_style_may_change_inside_a_word():
    text = paragraph([Span("half"), Span("vet", strong=True), Span(" los")], FAMILY, None)
    (line,) = typeset.settled(text, 99999) or []
    assert [[piece.font.name for piece in word.pieces] for word in line.words] == [
        [PLAIN.name, BOLD.name],
        [PLAIN.name],
    ]


def test_kerning_makes_a_word_narrower_than_its_letters():
    letters = sum(PLAIN.set(letter).width for letter in "AVATAR")
    assert PLAIN.set("AVATAR").width < letters - 50


NOVEL = (
    "Het was een lange dag en niemand wist nog precies waarom de vergadering begonnen was, maar de "
    "verantwoordelijkheid lag bij ons allemaal en de samenwerkingsovereenkomst moest nog getekend worden door de "
    "voorzitter van de ondernemingsraad van het bedrijf, zei hij"
)


def test_a_whole_paragraph_is_more_even_than_line_by_line():
    """The squared gaps at the ends of lines, the last one aside, are fewer than those of any greedy paragraph."""
    for measure in range(12000, 26000, 500):
        text = paragraph([Span(NOVEL)], FAMILY, None)
        lines = typeset.settled(text, measure)
        if lines is None:
            continue
        greedy: list[list[Word]] = [[]]
        for word in text.words:
            if typeset.width(Line((*greedy[-1], word))) > measure + 0.5:
                greedy.append([])
            greedy[-1].append(word)
        ours, theirs = (
            sum((measure - typeset.width(line)) ** 2 for line in found[:-1])
            for found in (lines, [Line(tuple(words)) for words in greedy])
        )
        assert len(lines) == len(greedy)
        assert ours <= theirs + 1 or len(greedy[-1]) == 1


def test_two_lines_below_each_other_seldom_end_in_a_hyphen():
    seen = 0
    for measure in range(9000, 22000, 250):
        lines = set_in(NOVEL, measure) or []
        broken = [line.endswith(SOFT_HYPHEN) for line in lines]
        seen += sum(broken)
        assert not any(map(all, pairwise(broken)))
    assert seen > 10


def test_no_short_word_stands_alone_on_the_last_line_when_that_can_be():
    lost = [
        measure
        for measure in range(9000, 30000, 100)
        if (lines := set_in(NOVEL, measure)) and len(lines[-1].split()) == 1 and len(lines[-1]) < 5
    ]
    assert lost == []


def test_a_character_without_a_glyph_is_known():
    text = paragraph([Span("een ✓ teken, **twee** 😀")], FAMILY, None)
    assert text.missing == "✓😀"


SIGNS = fonts.load("justmytype_western_core", "fonts/ofl/notosanssymbols2/NotoSansSymbols2-Regular.ttf")


def test_a_word_in_two_fonts_is_two_pieces_and_breaks_as_one():
    family = Family(PLAIN, BOLD, PLAIN, BOLD, (SIGNS,))
    text = paragraph([Span("☐verantwoordelijkheid ★★ 😀")], family, "nl")
    assert [[(piece.font, piece.glyphs.text) for piece in word.pieces] for word in text.words] == [
        [(SIGNS, "☐"), (PLAIN, "verantwoordelijkheid")],
        [(SIGNS, "★★")],
        [(PLAIN, "😀")],
    ]
    assert text.missing == "😀"
    lines = typeset.settled(text, 8000)
    assert lines is not None
    assert lines[0].words[0].text.endswith(SOFT_HYPHEN)


@given(st.text("AVTLWoaeéyfijľ.,’–“ΓΑΛΤάοςГТУАДіїґ1740", min_size=1, max_size=12))
@settings(max_examples=200)
def test_a_word_is_as_wide_as_harfbuzz_sets_it(word):
    for font in (PLAIN, BOLD):
        assert font.set(word) == font._shape(word)

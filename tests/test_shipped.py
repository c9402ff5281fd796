"""The decks that come with teamcards, as they are printed and shown."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest
from conftest import ROOT, pdf_of

from teamcards import build, content
from teamcards.deck import Card
from teamcards.markup import Block

DECKS = sorted(content.load(ROOT).decks)
LANGUAGES = ("nl", "en")
BROKEN = re.compile("[\u00ad\ufffe\x02]\\s*")
EVERY = [(deck, language) for deck in DECKS for language in LANGUAGES]


def drawn(shipped, deck: str, language: str) -> build.Drawn:
    found, problems = build.draw(deck, shipped, language, None)
    assert [str(problem) for problem in problems] == []
    assert found is not None
    return found


def tokens(text: str) -> list[str]:
    """Words as a reader sees them: what a line end broke is joined again, small capitals are as good as capitals."""
    return re.findall(r"\w+", BROKEN.sub("", text).lower())


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    return tokens(" ".join(block.text for block in blocks))


def participant_words(card: Card) -> set[str]:
    faces = [card.front, *([card.reveal] if card.reveal else [])]
    return {word for face in faces for part in face.parts for word in words_of(part.blocks)}


def test_there_are_nine_decks():
    assert len(DECKS) == 9


@pytest.mark.parametrize(("deck", "language"), EVERY)
def test_every_card_reads_at_nine_points_or_more(shipped, deck, language):
    assert drawn(shipped, deck, language).smallest >= 9


def test_every_card_that_no_deck_takes_fits_too(shipped, project):
    listed = "".join(f"  - {name}\n" for name in shipped.cards)
    own = project(
        decks__alles=f"title: {{nl: Alles, en: All}}\nlanguages: [nl, en]\nback: facilitator\ncards:\n{listed}"
    )
    assert len(shipped.cards) == 126 + 28
    for language in LANGUAGES:
        assert drawn(own, "alles", language).smallest >= 9


@pytest.mark.parametrize(("deck", "language"), EVERY)
def test_every_word_of_every_card_is_in_the_pdf(shipped, deck, language):
    document = pdfium.PdfDocument(pdf_of(shipped, deck, language))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    printed = {*tokens(text), *tokens(BROKEN.sub(" ", text))}  # the second for words that have a hyphen of their own
    for card in drawn(shipped, deck, language).deck.cards:
        joined = {word for word in participant_words(card) if word not in printed}
        assert joined == set(), card.id


@pytest.mark.parametrize(("deck", "language"), EVERY)
def test_notes_are_printed_only_where_the_deck_asks_for_facilitator_backs(shipped, deck, language):
    document = pdfium.PdfDocument(pdf_of(shipped, deck, language))
    printed = " ".join(tokens(" ".join(page.get_textpage().get_text_range() for page in document)))
    for card in drawn(shipped, deck, language).deck.cards:
        if opening := " ".join(words_of(card.notes)[:6]):
            assert (opening in printed) == (card.back == "facilitator"), card.id


def test_only_decisions_have_facilitator_backs(shipped):
    backs = {
        card.kind for deck in DECKS for card in drawn(shipped, deck, "nl").deck.cards if card.back == "facilitator"
    }
    assert backs == {"decision"}

"""The decks that come with teamcards, as they are printed and shown."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest
from conftest import ROOT, pdf_of

from teamcards import build, content, values
from teamcards.markup import Block
from teamcards.units import MM

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


def texts_of(value: object, language: str) -> list[str]:
    """Every text of a card in one language, as its author wrote it, but for the facilitator's notes."""
    if isinstance(value, values.Text):
        return [value.root[language]]
    if isinstance(value, tuple):
        return [text for item in value for text in texts_of(item, language)]
    if isinstance(value, values.Checked):
        fields = (name for name in type(value).model_fields if name not in ("notes", "ideas"))
        return [text for name in fields for text in texts_of(getattr(value, name), language)]
    return []


def slot_text(document: pdfium.PdfDocument, number: int) -> str:
    """What is printed on both sides of the card in that place: nine poker cards on A4, 4 mm apart."""
    sheet, slot = divmod(number, 9)
    row, column = divmod(slot, 3)
    texts = []
    for side, across in ((0, column), (1, 2 - column)):
        left, top = 6.5 + 67 * across, 12.5 + 92 * row
        box = (left * MM, (297 - top - 88) * MM, (left + 63) * MM, (297 - top) * MM)
        texts.append(document[2 * sheet + side].get_textpage().get_text_bounded(*box))
    return " ".join(texts)


@pytest.mark.parametrize(("deck", "language"), EVERY)
def test_every_word_of_a_card_is_printed_on_it(shipped, deck, language):
    document = pdfium.PdfDocument(pdf_of(shipped, deck, language))
    for number, card in enumerate(drawn(shipped, deck, language).deck.cards):
        text = slot_text(document, number)
        printed = {*tokens(text), *tokens(BROKEN.sub(" ", text))}  # the second for words with a hyphen of their own
        asked = {word for text in texts_of(shipped.cards[card.id].value, language) for word in tokens(text)}
        method = tokens(card.method.title) if card.method else []
        missing = (asked | {*tokens(card.id), *method}) - printed
        assert missing == set(), card.id
        assert card.suit.title.upper() in text


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

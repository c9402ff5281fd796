"""What participants get has no note of the facilitator's in it: every output for them is searched for every note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

import pypdfium2 as pdfium
import pytest
from conftest import A4, ROOT

from teamcards import build, compose, content
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.markup import plain

DECKS = sorted(content.load(ROOT).decks)
LANGUAGES = ("nl", "en")
SECRET = "Keep this from the group: nobody may read it before the end."  # a note of words that no card has


def normal(text: str) -> str:
    """Letters and digits only, as small letters: no hyphen, space, quote or line end hides a note."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def notes(deck: Deck) -> set[str]:
    """Every note of a deck: each sentence of those with cards, and what to do when a part is late."""
    texts = [block.text for card in deck.cards for block in card.notes]
    texts += [part.if_late for part in deck.agenda]
    sentences = (sentence for text in texts for sentence in re.split(r"(?<=[.!?:])\s+", text))
    return {found for sentence in sentences if len(found := normal(sentence)) >= 12}


def shown_to_all(deck: Deck) -> str:
    """What the faces of a deck say: a note may quote that."""
    faces = [face for card in deck.cards for face in (card.front, card.reveal) if face]
    blocks = [block.text for face in faces for part in face.parts for block in part.blocks]
    titles = [card.title for card in deck.cards] + [part.title for part in deck.agenda]
    return "|".join(map(normal, (*blocks, *titles)))


def words_of(data: bytes, name: str) -> str:
    """All that a file says: the text of a PDF's pages, or a page of HTML with all that stands in its source."""
    if name.endswith(".html"):
        source = data.decode()
        return normal(unescape(re.sub(r"<[^>]*>", "", source))) + normal(unescape(source))
    pages = (page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))
    return normal("".join(pages))


def outputs(shipped: Content, name: str, deck: Deck, language: str) -> Iterator[build.File]:
    """What participants get."""
    for format in ("slides", "slides-pdf", "pdf", "reading"):
        made, _ = build.render(deck, format, shipped, build.Print(A4, notes=False))
        yield from made
    single, _ = build.render(deck, "pdf", shipped, build.Print(A4, "single"))
    yield from single


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DECKS)
def test_no_note_is_in_what_participants_get(shipped, name, language):
    deck, _ = compose.compose(name, shipped, language)
    secret = {note for note in notes(deck) if note not in shown_to_all(deck)}
    files = list(outputs(shipped, name, deck, language))
    assert len(files) == 5
    for file in files:
        said = words_of(file.data, file.name)
        assert len(said) > 200
        assert [note for note in secret if note in said] == [], file.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DECKS)
def test_the_facilitator_has_all_notes(shipped, name, language):
    deck, _ = compose.compose(name, shipped, language)
    for format in ("slides", "slides-notes"):
        ((file,), _) = build.render(deck, format, shipped, build.Print(A4))
        said = words_of(file.data, file.name)
        assert [note for note in notes(deck) if note not in said] == [], file.name


def test_the_search_finds_a_note_however_it_is_broken(shipped):
    deck, _ = compose.compose("vijf-mythes", shipped, "en")
    told = tuple(card._replace(notes=plain(SECRET), back="facilitator", reveal=None) for card in deck.cards)
    for format in ("slides", "pdf", "reading"):
        ((file, *_), _) = build.render(deck._replace(cards=told), format, shipped, build.Print(A4))
        assert normal(SECRET) in words_of(file.data, file.name), format

"""A deck as a PowerPoint file: the slides of the page in the same order, with text that can be edited."""

from __future__ import annotations

from teamcards import run
from teamcards.deck import Deck, Suit
from teamcards.markup import Span
from teamcards.run import Slide
from teamcards.words import Family
from teamcards.writers.pptx import between, cards, file, measure
from teamcards.writers.pptx.layouts import Suits
from teamcards.writers.pptx.shapes import Item, Layout, Page, Paragraph, paragraphs

_LANGUAGES = {"en": "en-GB", "nl": "nl-NL"}


def write(deck: Deck, body: Family, display: Family) -> bytes:
    """The file; room is measured in the type of the deck's texts and of its titles, and PowerPoint sets it in another.

    Raises ModuleNotFoundError when python-pptx is not installed.
    """
    slides = tuple(run.of(deck))
    suits: list[Suit] = list(dict.fromkeys(slide.card.suit for slide in slides if slide.card))
    setting = cards.Setting(deck, Suits(suits), measure.of(body, display))
    owners = {slide.id: slide for slide in slides}
    pages = []
    for slide in slides:
        layout, items = _made(slide, slides, setting)
        pages.append(Page(slide.id, layout, items, _notes(owners[slide.owner], deck)))
    about = file.About(deck.title, deck.subtitle, _LANGUAGES.get(deck.language, deck.language))
    return file.write(pages, setting.suits, about)


def _made(slide: Slide, slides: tuple[Slide, ...], setting: cards.Setting) -> tuple[Layout, tuple[Item, ...]]:
    match slide.kind:
        case "title":
            return between.title(setting)
        case "agenda":
            return between.agenda(slides, setting)
        case "segment":
            return between.part(slide, slides, setting)
        case "rest":
            return between.rest(setting)
        case "end":
            return between.end(setting)
    return cards.card(slide, setting)


def _notes(slide: Slide, deck: Deck) -> tuple[Paragraph, ...]:
    """What is for the facilitator only: the notes of a card; what to do with a part when time runs out."""
    told = paragraphs(slide.card.notes) if slide.card else ()
    if slide.segment and slide.segment.if_late:
        told += (_note(f"{deck.words['slides_if_late']}: {slide.segment.if_late}"),)
    if slide.segment and slide.segment.floor:
        told += (_note(f"{deck.words['slides_floor']} {slide.segment.floor} {deck.words['minutes']}"),)
    return told


def _note(text: str) -> Paragraph:
    return Paragraph((Span(text),))

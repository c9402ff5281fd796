"""A deck as slides: a page for the browser, a PDF to show, and a PDF with the facilitator's notes below each slide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from teamcards import editions, layout, run
from teamcards.build import cards
from teamcards.build.asked import File, Made, Print, SlideFormat
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.drawing import Bookmark, Page
from teamcards.layout import Look, Screen, Slides
from teamcards.problems import Problem

if TYPE_CHECKING:
    from teamcards.writers.tagging import Section


def make(deck: Deck, content: Content, sheet: Print, format: SlideFormat) -> Made:
    """The slides in that format; without notes, what can be changed has a name that says so.

    Raises ModuleNotFoundError when PowerPoint is asked and python-pptx is not installed.
    """
    name = cards.stem(deck)
    told, kind = (deck, "") if sheet.notes else (editions.without_notes(deck), ".no-notes")
    match format:
        case "slides":
            return _page(f"{name}{kind}.html", told, content)
        case "pptx":
            return _powerpoint(f"{name}{kind}.pptx", told)
        case "slides-pdf":
            return _screens(f"{name}.slides.pdf", deck)
        case "slides-notes":
            return _notes(f"{name}.notes.pdf", deck, sheet)


def _page(name: str, deck: Deck, content: Content) -> Made:
    """The slides as one page of HTML."""
    from teamcards import html
    from teamcards.writers import slides

    try:
        return [File(name, slides.write(deck, content.roots).encode())], []
    except html.BrokenTemplateError as error:
        return [], [error.problem]


def _screens(name: str, deck: Deck) -> Made:
    """The slides as a PDF, a page each, without a note."""
    from teamcards.writers import pdf, tagging

    looks, problems = layout.load_slides(deck)
    if looks is None:
        return [], problems
    about = pdf.About(deck.title, deck.subtitle, deck.language)
    data = tagging.write(_alone(deck, looks, problems), about, looks.day.fonts())
    return [File(name, data, "slides, without notes")], problems


def _powerpoint(name: str, deck: Deck) -> Made:
    from teamcards.writers import pptx

    look, problems = layout.load(deck)
    if look is None:
        return [], problems
    return [File(name, pptx.write(deck, look.family("body"), look.family("title")))], problems


def _notes(name: str, deck: Deck, sheet: Print) -> Made:
    """The slides as a PDF for the facilitator: a page each, with its notes below it."""
    from teamcards.accessories import notes
    from teamcards.writers import pdf, tagging

    looks, problems = layout.load_slides(deck)
    look, found = layout.load(deck)
    if looks is None or look is None:
        return [], problems + found
    about = pdf.About(deck.title, deck.subtitle, deck.language)
    sections = _noted(deck, looks, notes.look(look, sheet.paper), problems)
    data = tagging.write(sections, about, list(dict.fromkeys([*looks.day.fonts(), *look.fonts()])))
    return [File(name, data, "slides with the facilitator's notes")], problems


def _steps(deck: Deck, looks: Slides, problems: list[Problem]) -> Iterator[list[Screen]]:
    """Each slide and the steps that follow it, drawn; what is wrong with them is added to the problems."""
    for _, slides in groupby(run.of(deck), lambda slide: slide.owner):
        steps = []
        for slide in slides:
            screen, found = layout.draw_slide(slide, deck, looks)
            problems += found
            steps.append(screen)
        yield steps


def _alone(deck: Deck, looks: Slides, problems: list[Problem]) -> Iterator[Section]:
    """The pages of each slide and its steps, with a bookmark to the first."""
    from teamcards.writers import reading
    from teamcards.writers.tagging import Section

    for steps in _steps(deck, looks, problems):
        title = steps[0].title
        yield Section(title, tuple(reading.page(step.drawing, _mark(title, n)) for n, step in enumerate(steps)))


def _noted(deck: Deck, looks: Slides, look: Look, problems: list[Problem]) -> Iterator[Section]:
    """The pages of each slide and its steps with the notes, with a bookmark to the first."""
    from teamcards.accessories import notes
    from teamcards.writers.tagging import Section

    for steps in _steps(deck, looks, problems):
        pages: list[Page] = []
        for step in steps:
            made, found = notes.pages(step, deck, look)
            problems += found
            pages += made
        title = steps[0].title
        yield Section(title, tuple(page._replace(bookmarks=_mark(title, n)) for n, page in enumerate(pages)))


def _mark(title: str, number: int) -> tuple[Bookmark, ...]:
    return () if number else (Bookmark(title, 0, 0),)

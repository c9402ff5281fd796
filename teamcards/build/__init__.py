"""The pipeline, written once: from the name of a deck to its files, and everything met on the way."""

from __future__ import annotations

from collections.abc import Sequence

from teamcards import compose, editions, layout
from teamcards.build import cards, pictured, pressed, printed, shown
from teamcards.build.asked import Extra, File, Format, Made, Press, Print, paper, save
from teamcards.build.cards import Drawn, sides
from teamcards.build.printed import fits, job
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.documents import Session
from teamcards.problems import Problem, errors

__all__ = [
    "FORMATS", "Drawn", "Extra", "File", "Format", "Press", "Print",
    "Session", "build", "draw", "fits", "job", "paper", "render", "save", "sides",
]  # fmt: skip

FORMATS: tuple[Format, ...] = ("pdf", "slides")
"""What is made when nothing is asked."""


def build(
    name: str,
    content: Content,
    languages: Sequence[str],
    formats: Sequence[Format],
    sheet: Print,
    press: Press | None = None,
    dpi: float = 300,
    session: Session = Session(),  # noqa: B008 - a frozen value
) -> Made:
    """The files of a deck, such as 'goudmijn.nl.pdf', and every problem met; no files when one is an error.

    For the format 'shop' there must be a press; pictures have so many dots per inch; documents are for a session.
    """
    problems: list[Problem] = []
    files: list[File] = []
    for language in languages:
        deck, found = compose.compose(name, content, language, sheet.size)
        problems += found
        if deck is None:
            continue
        if lacking := cards.unknown(deck, sheet, content):
            problems += lacking
            continue
        for format in formats:
            made, found = render(deck, format, content, sheet, press, dpi, session)
            files += made
            problems += found
    return ([] if errors(problems) else files), problems


def render(
    deck: Deck, format: Format, content: Content, sheet: Print, press: Press | None = None, dpi: float = 300,
    session: Session = Session(),  # noqa: B008 - a frozen value
) -> Made:  # fmt: skip
    """The files of one format, and what keeps them from being made.

    Raises ModuleNotFoundError when PowerPoint is asked and python-pptx is not installed.
    """
    match format:
        case "slides" | "slides-pdf" | "slides-notes" | "pptx":
            return shown.make(deck, content, sheet, format)
        case "guide" | "runsheet" | "handout":
            from teamcards.build import documented

            return documented.make(deck, content, sheet, format, session)
    variant, problems = editions.of(deck, sheet.edition, sheet.size)
    if variant is None:
        return [], problems
    if not sheet.notes:
        variant = editions.without_notes(variant)
    match format:
        case "pdf":
            return printed.make(variant, content, sheet)
        case "reading":
            return _read_aloud(variant, sheet)
        case "shop":
            assert press is not None
            return pressed.make(variant, sheet, press)
    return pictured.make(variant, sheet, format, dpi)


def draw(name: str, content: Content, language: str, size: str | None) -> tuple[Drawn | None, list[Problem]]:
    """A deck composed and drawn, and every problem met; None when there are errors."""
    deck, problems = compose.compose(name, content, language, size)
    if deck is None:
        return None, problems
    look, found = layout.load(deck)
    problems += found
    if look is None:
        return None, problems
    problems += layout.check(deck, look)
    drawn = tuple(sides(deck, look, problems))
    return (None if errors(problems) else Drawn(deck, look, drawn)), problems


def _read_aloud(deck: Deck, sheet: Print) -> Made:
    """The accessible edition: a page for each side that says something, tagged."""
    from teamcards.writers import pdf, reading

    deck, look, problems = cards.ready(deck, sheet)
    if look is None:
        return [], problems
    about = pdf.About(deck.title, deck.subtitle, deck.language)
    data = reading.write(sides(deck, look, problems), about, look.fonts())
    count = len(deck.cards)
    told = (f"{count} {'card' if count == 1 else 'cards'}", "tagged", cards.noted(cards.once(deck)))
    return [File(f"{cards.name(deck, sheet)}.reading.pdf", data, ", ".join(filter(None, told)))], problems

"""The pipeline, written once: from the name of a deck to its files, and everything met on the way."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from teamcards import compose, layout, sheets
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.drawing import Flip, Sides
from teamcards.problems import Problem, errors
from teamcards.sheets import Paper
from teamcards.units import MM

Format = Literal["pdf", "slides"]
FORMATS: tuple[Format, ...] = ("pdf", "slides")
_SUFFIX = {"pdf": "pdf", "slides": "html"}


class Print(NamedTuple):
    """How sheets are printed: on which paper, over which edge the printer turns them, how often the whole deck."""

    paper: Paper
    flip: Flip
    copies: int = 1


class File(NamedTuple):
    """A file to be written, and what to tell about it."""

    name: str
    data: bytes
    told: str


class Drawn(NamedTuple):
    """A deck in one language with both sides of its cards."""

    deck: Deck
    look: layout.Look
    sides: tuple[Sides, ...]

    @property
    def smallest(self) -> float:
        """The smallest body type of all its cards, in points."""
        return min(side.smallest for side in self.sides)


def build(
    name: str,
    content: Content,
    languages: Sequence[str],
    size: str | None,
    formats: Sequence[Format],
    sheet: Print,
) -> tuple[list[File], list[Problem]]:
    """The files of a deck, such as 'goudmijn.nl.pdf', and every problem met; no files when one is an error."""
    problems: list[Problem] = []
    decks = []
    for language in languages:
        drawn, found = draw(name, content, language, size)
        problems += found
        if drawn:
            found = fits(drawn, sheet.paper) if "pdf" in formats else []
            problems += found
            decks.append(drawn)
    if errors(problems) or len(decks) < len(languages):
        return [], problems
    files = []
    for drawn in decks:
        for format in formats:
            file, found = render(drawn, format, content, sheet)
            files.append(file)
            problems += found
    return ([] if errors(problems) else files), problems


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
    sides = []
    for card in deck.cards:
        drawn, found = layout.draw(card, deck, look)
        sides.append(drawn)
        problems += found
    return (None if errors(problems) else Drawn(deck, look, tuple(sides))), problems


def fits(drawn: Drawn, paper: Paper) -> list[Problem]:
    """Whether the paper is large enough for at least one card."""
    deck = drawn.deck
    if sheets.grid(deck.width, deck.height, paper, layout.BLEED).places:
        return []
    card = f"{deck.width / MM:.0f} x {deck.height / MM:.0f} mm"
    return [Problem(deck.mark, f"a card of {card} does not fit on {paper.name}", "choose larger paper with --paper")]


def render(drawn: Drawn, format: Format, content: Content, sheet: Print) -> tuple[File, list[Problem]]:
    """The file of one format, empty when a template of the project cannot be used."""
    name = f"{drawn.deck.id}.{drawn.deck.language}.{_SUFFIX[format]}"
    if format == "slides":
        from teamcards import html
        from teamcards.writers import slides

        try:
            return File(name, slides.write(drawn.deck, content.roots).encode(), ""), []
        except html.BrokenTemplateError as error:
            return File(name, b"", ""), [error.problem]
    return _printed(name, drawn, sheet), []


def _printed(name: str, drawn: Drawn, sheet: Print) -> File:
    from teamcards.writers import pdf

    deck = drawn.deck
    grid = sheets.grid(deck.width, deck.height, sheet.paper, layout.BLEED)
    sides = drawn.sides * sheet.copies
    pages = sheets.impose(sides, grid, sheet.flip, layout.BLEED, _wording(drawn, sheet))
    count = sum(side.copies for side in sides)
    papers = math.ceil(count / grid.places)
    told = f"{count} cards on {papers} sheets of {sheet.paper.name}, {grid.places} on each"
    return File(name, pdf.write(pages, deck.title, deck.subtitle, deck.language, sheet.flip, drawn.look.fonts()), told)


def _wording(drawn: Drawn, sheet: Print) -> sheets.Wording:
    words = drawn.deck.words
    return sheets.Wording(
        drawn.deck.title, words["sheet"], words["sheet_of"], words["front"], words["back"],
        words[f"flip_{sheet.flip}"], f"{words['actual_size']} · {sheet.paper.name}", drawn.look.family("footer").plain,
    )  # fmt: skip


def save(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all.

    Raises OSError when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)

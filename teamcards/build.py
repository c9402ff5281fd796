"""The pipeline, written once: from the name of a deck to its files, and everything met on the way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from teamcards import compose, layout, sheets
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.drawing import Sides
from teamcards.manifest import fingerprint
from teamcards.problems import Problem, errors, nearest
from teamcards.sheets import Axis, Job, Marks, Paper, Room, Way
from teamcards.units import MM

Format = Literal["pdf", "slides", "reading"]
FORMATS: tuple[Format, ...] = ("pdf", "slides")


class Print(NamedTuple):
    """How sheets are printed: on which paper, how the backs come behind the fronts, how often the whole deck.

    Lengths are in points; without a gap, cards stand two bleeds apart where that costs none. `start` counts the places
    of the first sheet that are used already. With `cards` (ids and globs), or `since` (the fingerprints of the cards of
    each file of an earlier build), only some of the cards are printed.
    """

    paper: Paper
    way: Way = "long"
    copies: int = 1
    margin: float = sheets.EDGE
    bleed: float = sheets.BLEED
    gap: float | None = None
    marks: Marks = Marks()
    start: int = 0
    cards: tuple[str, ...] = ()
    since: Mapping[str, Mapping[str, str]] | None = None


class File(NamedTuple):
    """A file to be written, what to tell about it, and the fingerprints of its cards by id."""

    name: str
    data: bytes
    told: str = ""
    cards: Mapping[str, str] = MappingProxyType({})


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
    files = []
    for language in languages:
        deck, found = compose.compose(name, content, language, size)
        problems += found
        if deck is None:
            continue
        for format in formats:
            made, found = render(deck, format, content, sheet)
            files += made
            problems += found
    return ([] if errors(problems) else files), problems


class Drawn(NamedTuple):
    """A deck in one language with both sides of its cards."""

    deck: Deck
    look: layout.Look
    sides: tuple[Sides, ...]

    @property
    def smallest(self) -> float:
        """The smallest body type of all its cards, in points."""
        return min(side.smallest for side in self.sides)


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
    sides = tuple(_sides(deck, look, problems))
    return (None if errors(problems) else Drawn(deck, look, sides)), problems


def render(deck: Deck, format: Format, content: Content, sheet: Print) -> tuple[list[File], list[Problem]]:
    """The files of one format, and what keeps them from being made."""
    match format:
        case "slides":
            return _slides(deck, content)
        case "pdf":
            papers = [paper(name, content) for name in content.papers]
            too_large = fits(deck, sheet, papers)
            return ([], too_large) if too_large else _printed(deck, sheet)
        case "reading":
            return _read_aloud(deck, sheet)


def paper(name: str, content: Content) -> Paper:
    """The paper of that name, with its name as it is written."""
    size = content.papers[name].value
    return Paper(name.upper() if name[1:].isdigit() or name == "sra3" else name.capitalize(), size.width, size.height)


def _slides(deck: Deck, content: Content) -> tuple[list[File], list[Problem]]:
    from teamcards import html
    from teamcards.writers import slides

    try:
        return [File(f"{deck.id}.{deck.language}.html", slides.write(deck, content.roots).encode())], []
    except html.BrokenTemplateError as error:
        return [], [error.problem]


def _printed(deck: Deck, sheet: Print) -> tuple[list[File], list[Problem]]:
    """Cards are drawn, placed and written one after the other, so that a large deck takes little memory."""
    from teamcards.writers import pdf

    look, problems = layout.load(deck)
    if look is None:
        return [], problems
    prints = _prints(deck)
    deck, found = _chosen(_one_sided(deck) if sheet.way == "single" else deck, sheet, prints)
    problems += found
    if not deck.cards:
        return [], problems
    problems += layout.check(deck, look)
    work = job(deck, look, sheet)
    cards = sheets.repeated(_sides(deck, look, problems), sheet.copies)
    pages = sheets.impose(sheets.on_one_side(cards) if sheet.way == "single" else cards, _count(deck, sheet), work)
    about = pdf.About(deck.title, deck.subtitle, deck.language, sheet.way if sheet.way in ("long", "short") else None)
    data = pdf.write(pages, about, look.fonts())
    name = f"{deck.id}.{deck.language}.{'partial.' if sheet.cards or sheet.since is not None else ''}pdf"
    return [File(name, data, _told(_count(deck, sheet), work), prints)], problems


def _prints(deck: Deck) -> dict[str, str]:
    """The fingerprint of each card: another one when anything that is printed on it has changed."""
    common = repr((deck.title, deck.language, deck.suit, deck.look, deck.width, deck.height, deck.words))
    return {card.id: fingerprint(f"{card._replace(mark=deck.mark, copies=1)}{common}".encode()) for card in deck.cards}


def _chosen(deck: Deck, sheet: Print, prints: Mapping[str, str]) -> tuple[Deck, list[Problem]]:
    """The deck with only the cards that are asked for."""
    cards = deck.cards
    if sheet.cards:
        for pattern in sheet.cards:
            if not any(fnmatchcase(card.id, pattern) for card in cards):
                fix = nearest(pattern, [card.id for card in cards])
                return deck._replace(cards=()), [Problem(deck.mark, f"no card of this deck is called '{pattern}'", fix)]
        cards = tuple(card for card in cards if any(fnmatchcase(card.id, pattern) for pattern in sheet.cards))
    if sheet.since is not None:
        name = f"{deck.id}.{deck.language}.pdf"
        if name not in sheet.since:
            fix = "print the whole deck, or name the manifest of another build"
            return deck._replace(cards=()), [Problem(deck.mark, f"that build did not make {name}", fix)]
        cards = tuple(card for card in cards if sheet.since[name].get(card.id) != prints[card.id])
    return deck._replace(cards=cards), []


def _read_aloud(deck: Deck, sheet: Print) -> tuple[list[File], list[Problem]]:
    """The accessible edition: a page for each side that says something, tagged."""
    from teamcards.writers import pdf, reading

    look, problems = layout.load(deck)
    if look is None:
        return [], problems
    about = pdf.About(deck.title, deck.subtitle, deck.language)
    data = reading.write(_sides(deck, look, problems), about, look.fonts())
    return [File(f"{deck.id}.{deck.language}.reading.pdf", data, f"{len(deck.cards)} cards, tagged")], problems


def _sides(deck: Deck, look: layout.Look, problems: list[Problem]) -> Iterator[Sides]:
    """Both sides of each card as they are asked for; what is wrong with them is added to the problems."""
    for card in deck.cards:
        drawn, found = layout.draw(card, deck, look)
        problems += found
        yield drawn


def _one_sided(deck: Deck) -> Deck:
    """The deck for printing on one side: without backs that say nothing to participants."""
    cards = (card if card.back == "reveal" else card._replace(back="none") for card in deck.cards)
    return deck._replace(cards=tuple(cards))


def _count(deck: Deck, sheet: Print) -> int:
    """How many cards are printed, each copy counted, and each side of those that become two."""
    single = sheet.way == "single"
    return sheet.copies * sum(card.copies * (1 + (single and card.back == "reveal")) for card in deck.cards)


def job(deck: Deck, look: layout.Look, sheet: Print) -> Job:
    """Where the cards of a deck lie on the sheets, and what is printed around them."""
    room = Room(deck.width, deck.height, sheet.bleed, sheet.margin, sheet.gap)
    axis: Axis = "level" if sheet.way == "short" else "upright"
    if sheet.way == "fold":
        grid, axis = sheets.folded(room, sheet.paper)
    else:
        grid = sheets.flat(room, sheet.paper)
    words = deck.words
    caption = sheets.Caption(
        deck.title, words["sheet"], words["sheet_of"], words["front"], words["back"], words[f"way_{sheet.way}"],
        f"{words['actual_size']} · {sheet.paper.name}", look.family("footer").plain,
    )  # fmt: skip
    duplex = sheet.way != "single" and any(card.back != "none" for card in deck.cards)
    return Job(grid, axis, sheet.way, duplex, sheet.bleed, sheet.margin, caption, sheet.marks, sheet.start)


def _told(count: int, job: Job) -> str:
    taken, places = job.sheets(count), job.grid.places
    left = taken * places - count - job.start
    rest = f", {left} {'place' if left == 1 else 'places'} left over" if left else ""
    cards, papers = ("card" if count == 1 else "cards"), ("sheet" if taken == 1 else "sheets")
    return f"{count} {cards} on {taken} {papers} of {job.grid.paper.name}, {places} on each{rest}"


def fits(deck: Deck, sheet: Print, papers: Iterable[Paper]) -> list[Problem]:
    """Whether the paper is large enough for at least one card; names the smallest of the papers that is."""
    room = Room(deck.width, deck.height, sheet.bleed, sheet.margin, sheet.gap)

    def places(paper: Paper) -> int:
        return (sheets.folded(room, paper)[0] if sheet.way == "fold" else sheets.flat(room, paper)).places

    if places(sheet.paper):
        return []
    card = f"{deck.width / MM:.0f} x {deck.height / MM:.0f} mm"
    enough = min(filter(places, papers), key=lambda paper: paper.width * paper.height, default=None)
    fix = f"--paper {enough.name.lower()} is large enough" if enough else "choose a smaller --size"
    what = f"{card} with its back beside it" if sheet.way == "fold" else card
    return [Problem(deck.mark, f"a card of {what} does not fit on {sheet.paper.name}", fix)]


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

"""A deck on sheets for an office printer, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable

from teamcards import layout, sheets
from teamcards.build import cards, shares
from teamcards.build.asked import File, Made, Print, paper
from teamcards.calibration import drift
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.drawing import AS_IT_IS
from teamcards.problems import Mark, Problem, option
from teamcards.sheets import Job, Marks, Paper, Room
from teamcards.units import MM

_STOCK_SLACK = 0.5 * MM  # how far a card may differ from the place that it is printed on


def make(deck: Deck, content: Content, sheet: Print) -> Made:
    """The sheets as one PDF, with a PDF for each of what goes with them."""
    deck, problems = _on_stock(deck, sheet)
    papers = [paper(name, content) for name in content.papers]
    too_large = [] if sheet.grid else fits(deck, sheet, papers, option("--paper", sheet.paper.name.lower()))
    look, found = layout.load(deck)
    problems += too_large + found
    if look is None or problems:
        return [], problems
    known = cards.prints(deck)
    deck, problems = cards.chosen(deck, sheet)
    if not deck.cards:
        return [], problems
    notes = cards.noted(deck, sheet.copies)
    if sheet.way == "single":
        deck, notes = cards.one_sided(deck), "without the facilitator's notes" if notes else ""
    problems += layout.check(deck, look)
    work = job(deck, look, sheet)
    if work.start >= work.grid.places:
        message = f"a sheet has {work.grid.places} places"
        place = option("--start", work.start + 1)
        return [], [*problems, Problem(place, message, f"--start 1 to {work.grid.places}")]
    data, found = _written(deck, look, sheet, work)
    problems += found
    right = f"backs put right for {sheet.profile.name}" if sheet.profile else ""
    about = ", ".join(filter(None, (told(cards.count(deck, sheet), work), right, notes)))
    files = [File(f"{cards.name(deck, sheet)}.pdf", data, about, known)]
    if sheet.extras:
        from teamcards.build import extras

        made, found = extras.make(deck, look, sheet, work, content)
        files, problems = files + made, problems + found
    return files, problems


def _written(deck: Deck, look: layout.Look, sheet: Print, work: Job) -> tuple[bytes, list[Problem]]:
    from teamcards.writers import pdf

    flip = sheet.way if sheet.way in ("long", "short") else None
    about = pdf.About(deck.title, deck.subtitle, deck.language, flip)
    leaves, problems = shares.leaves(deck, look, sheet, work)
    return pdf.bind(leaves, about, look.fonts()), problems


def job(deck: Deck, look: layout.Look, sheet: Print) -> Job:
    """Where the cards of a deck lie on the sheets, and what is printed around them."""
    room = Room(deck.width, deck.height, sheet.bleed, sheet.margin, sheet.gap)
    grid, axis = sheets.laid(room, sheet.paper, sheet.way)
    grid = sheet.grid or grid
    if sheet.grid and abs(deck.width - sheet.grid.width) > _STOCK_SLACK:
        grid = grid._replace(turn=90)
    words = deck.words
    caption = sheets.Caption(
        deck.title, words["sheet"], words["sheet_of"], words["front"], words["back"], words[f"way_{sheet.way}"],
        f"{words['actual_size']} · {sheet.paper.name}", look.family("footer").plain,
    )  # fmt: skip
    duplex = sheet.way != "single" and any(card.back != "none" for card in deck.cards)
    marks = Marks(length=0.0) if sheet.grid else sheet.marks
    backs = drift.correction(sheet.profile, sheet.paper.width, sheet.paper.height) if sheet.profile else AS_IT_IS
    return Job(
        grid, axis, sheet.way, duplex, sheet.bleed, sheet.margin, caption, marks, sheet.start, backs=backs
    )  # fmt: skip


def told(count: int, work: Job) -> str:
    """What to tell of sheets: how many cards on how many, and what is left over."""
    taken, places = work.sheets(count), work.grid.places
    left = taken * places - count - work.start
    rest = f", {left} {'place' if left == 1 else 'places'} left over" if left else ""
    each, papers = ("card" if count == 1 else "cards"), ("sheet" if taken == 1 else "sheets")
    return f"{count} {each} on {taken} {papers} of {work.grid.paper.name}, {places} on each{rest}"


def fits(deck: Deck, sheet: Print, papers: Iterable[Paper], place: Mark) -> list[Problem]:
    """Whether the paper is large enough for at least one card; names the narrowest of the papers that is.

    Where it is not, that is a problem of this place: of an option, or of the deck.
    """
    room = Room(deck.width, deck.height, sheet.bleed, sheet.margin, sheet.gap)

    def places(paper: Paper) -> int:
        return sheets.laid(room, paper, sheet.way)[0].places

    if places(sheet.paper):
        return []
    enough = min(filter(places, papers), key=lambda paper: (paper.width, paper.height), default=None)
    fix = f"--paper {enough.name.lower()} is large enough" if enough else "choose a smaller --size"
    what = f"{_size(deck)} with its back beside it" if sheet.way == "fold" else _size(deck)
    return [Problem(place, f"a card of {what} does not fit on {sheet.paper.name}", fix)]


def _on_stock(deck: Deck, sheet: Print) -> tuple[Deck, list[Problem]]:
    """The deck at the size of the stock; a size that was asked must be that of its places."""
    if sheet.grid is None:
        return deck, []
    place = sheet.grid.width, sheet.grid.height
    edition = deck.look.editions.get(sheet.edition)
    large = edition.size if edition else None
    if large and place[0] * place[1] < large.width * large.height / 2:
        message = f"the edition '{sheet.edition}' is for cards of {_mm(large.width, large.height)}"
        fix = f"this stock has {_mm(*place)}: leave out --edition, or take stock with larger cards"
        return deck, [Problem(option("--edition", sheet.edition), message, fix)]
    if sheet.size is None:  # as the deck's own cards stand: upright cards stay upright on a sheet of lying ones
        width, height = sorted(place, reverse=deck.width > deck.height)
        return deck._replace(width=width, height=height), []
    turned = any(
        abs(deck.width - width) <= _STOCK_SLACK and abs(deck.height - height) <= _STOCK_SLACK
        for width, height in (place, place[::-1])
    )
    if turned:
        return deck, []
    message = f"cards of {_size(deck)} do not fit this stock, whose cards are {_mm(*place)}"
    return deck, [Problem(option("--size", sheet.size), message, "leave out --size")]


def _mm(width: float, height: float) -> str:
    return f"{width / MM:g} x {height / MM:g} mm"


def _size(deck: Deck) -> str:
    return f"{deck.width / MM:.0f} x {deck.height / MM:.0f} mm"

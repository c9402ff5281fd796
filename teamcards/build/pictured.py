"""A deck as pictures: each face, all on a sheet, for virtual tabletops and for online whiteboards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from teamcards.build import cards
from teamcards.build.asked import File, Made, Print
from teamcards.deck import Deck
from teamcards.problems import Problem, option

Kind = Literal["png", "contact", "tabletop", "whiteboard"]


def make(deck: Deck, sheet: Print, kind: Kind, dpi: float) -> Made:
    """The pictures of a deck, from the pixels of its PDF."""
    from teamcards import raster
    from teamcards.writers import pdf, png

    deck, look, problems = cards.ready(deck, sheet)
    if look is None:
        return [], problems
    pages, shown = png.faces(list(cards.sides(deck, look, problems)), deck)
    data = pdf.write(pages, pdf.About(deck.title, deck.subtitle, deck.language), look.fonts())
    makers: dict[Kind, Callable[[], Iterable[tuple[str, bytes]]]] = {
        "png": lambda: png.each(data, shown, dpi),
        "contact": lambda: png.contact(data, shown, look.family("footer").plain),
        "tabletop": lambda: png.tabletop(data, shown, dpi),
        "whiteboard": lambda: png.whiteboard(data, shown, dpi),
    }
    try:
        pictures = list(makers[kind]())
    except raster.UnreadableError as error:
        return [], [*problems, Problem(option("--dpi", f"{dpi:g}"), str(error), "choose fewer")]
    stem = cards.name(deck, sheet)
    if kind == "png":
        notes = {f"{card.id}.back.png" for card in deck.cards if card.back == "facilitator"}
        told = "has the facilitator's notes; --no-notes leaves them off"
        return [File(f"{stem}/{name}", data, told if name in notes else "") for name, data in pictures], problems
    return [File(f"{stem}.{name}", data, cards.noted(cards.once(deck))) for name, data in pictures], problems

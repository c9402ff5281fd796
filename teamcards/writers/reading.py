"""The reading edition: a card a page, tagged, so that a screen reader tells what the paper shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from teamcards.drawing import Bookmark, Box, Drawing, Page, Placed, Sides
from teamcards.fonts import Font
from teamcards.writers import pdf, tagging
from teamcards.writers.tagging import Section

_DECORATION = frozenset(("back",))  # the common back has nothing to read


def write(cards: Iterable[Sides], about: pdf.About, fonts: Sequence[Font]) -> bytes:
    """The PDF: of each card its front, then its back where that says something, on pages of the card's size.

    It is read in the order of the card's texts, and each is read once.
    """
    return tagging.write(map(_section, cards), about, fonts)


def _section(card: Sides) -> Section:
    mark = (Bookmark(card.title, 0, 0),)
    return Section(card.title, tuple(page(drawing, () if n else mark) for n, drawing in enumerate(_read(card))))


def _read(card: Sides) -> Iterator[Drawing]:
    """The sides of a card that have something to read."""
    for drawing in (card.front, card.back):
        if drawing and tagging.styles(tagging.items(drawing)) - _DECORATION:
            yield drawing


def page(drawing: Drawing, bookmarks: tuple[Bookmark, ...]) -> Page:
    """A page as large as what is drawn on it."""
    whole = Box(0, 0, drawing.width, drawing.height)
    return Page(drawing.width, drawing.height, (Placed(drawing, whole, whole),), bookmarks=bookmarks)

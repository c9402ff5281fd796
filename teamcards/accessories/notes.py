"""Pages with a slide above and the facilitator's notes below it; notes that are too long go on on the next page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from teamcards.accessories import setting
from teamcards.accessories.setting import Pen
from teamcards.deck import Deck
from teamcards.drawing import Box, Drawing, Item, Page, Placed, Rect
from teamcards.layout import Look, Screen, face, fit, paint, rows
from teamcards.layout.fit import Set, Stack
from teamcards.layout.rows import Row
from teamcards.markup import Block, plain
from teamcards.problems import Problem
from teamcards.run import Slide
from teamcards.sheets import Paper
from teamcards.units import MM

_EDGE = 16 * MM
_BODY = 14.0
_GAP = 16.0  # between the slide and its notes
_FOOT = 9.0  # the type of the line below, and how far that stands below the room for notes, in points
_HEADING = "label"
_TOGETHER, _HEADED = 2, 4  # the lines of a text that stay together, and those that a heading needs room for


def look(cards: Look, paper: Paper) -> Look:
    """The look of notes on a page of paper: that of the cards."""
    edge = min(_EDGE, paper.width / 10)
    return replace(cards, width=paper.width, height=paper.height, margin=edge, left=edge, right=paper.width - edge)


def pages(noted: Screen, deck: Deck, look: Look) -> tuple[tuple[Page, ...], list[Problem]]:
    """The page of a slide, more where its notes need them, and the words and signs in these that cannot be set."""
    texts = list(_texts(noted.slide, deck, look))
    where = f"notes with slide '{noted.title}' ({deck.language})"
    mark = noted.slide.card.mark if noted.slide.card else deck.mark
    problems = list(face.missing(texts, "", where, mark, look))
    stack = fit.stack(texts, _BODY, look)
    if stack is None:
        word = fit.too_wide(texts, _BODY, look)
        fix = "break it up with a hyphen or a space"
        return (), [*problems, Problem(mark, f"{where}: no room for the word '{word}'", fix)]
    height = look.inner * noted.drawing.height / noted.drawing.width
    shown = Box(look.left, look.margin, look.inner, height)
    below = look.margin + height + _GAP
    bottom = look.height - look.margin - 2 * _FOOT
    first, *more = _poured(stack.sets, bottom - below, bottom - look.margin)
    frame = Rect(shown, stroke=look.grey, width=0.5)
    slide = Placed(noted.drawing, shown, shown)
    return (
        _page(noted, deck, look, first, below, (slide,), (frame,)),
        *(_page(noted, deck, look, sets, look.margin, (), ()) for sets in more),
    ), problems


def _page(
    noted: Screen, deck: Deck, look: Look, sets: Sequence[Set], y: float, placed: tuple[Placed, ...],
    items: tuple[Item, ...],
) -> Page:  # fmt: skip
    suit = noted.slide.card.suit if noted.slide.card else deck.suit
    written = paint.stack(Stack(_BODY, tuple(sets), 0.0), y, suit, look)
    drawing = Drawing(look.width, look.height, (*items, *written, *_foot(noted, deck, look)))
    whole = Box(0, 0, look.width, look.height)
    return Page(look.width, look.height, (*placed, Placed(drawing, whole, whole)))


def _foot(noted: Screen, deck: Deck, look: Look) -> Iterator[Item]:
    """Which slide a page is about, to look at only: the deck, its title, and its number in the run."""
    number, pen = str(noted.slide.number), Pen("footer", _FOOT, look.grey)
    y = look.height - look.margin
    yield setting.line(number, look.right, y, pen, look, across=1.0)
    title = deck.title if noted.title == deck.title else f"{deck.title} · {noted.title}"
    room = look.inner - setting.width_of(f"{number}  ", pen, look)
    shown = setting.fitting(setting.given(title), pen, room, 2 * _FOOT, look)
    yield from shown.at(look.left, y - shown.height / 2)


def _texts(slide: Slide, deck: Deck, look: Look) -> Iterator[Row]:
    """The notes of a card, or what to know of a part: what to do when it is late, and the least it takes."""
    words, part = deck.words, slide.segment
    notes = slide.card.notes if slide.card else ()
    if part and part.floor:
        notes = (*notes, *plain(f"{words['slides_floor']} {part.floor} {words['minutes']}"))
    if notes:
        yield from _under(words["slides_notes"], notes, look)
    if part and part.if_late:
        yield from _under(words["slides_if_late"], plain(part.if_late), look)


def _under(heading: str, blocks: Sequence[Block], look: Look) -> Iterator[Row]:
    """Texts below a heading; their words stay whole, since a line may be the last of its page."""
    for row in rows.texts(_HEADING, plain(heading), look):
        yield row._replace(before=1.2)
    for row in rows.texts("body", blocks, look):
        yield row._replace(cells=tuple(cell._replace(language=None) for cell in row.cells))


# --- onto pages --------------------------------------------------------------------------------------------------


def _poured(sets: Sequence[Set], first: float, other: float) -> Iterator[list[Set]]:
    """Rows on pages, of which the first has less room; a row may be divided between two lines."""
    page: list[Set] = []
    left = first
    rest = list(sets)
    while rest:
        row = rest[0]
        before = row.row.before * _BODY if page else 0.0
        lines = _lines(row, left - before)
        if lines < _least(row) and (page or left < other):
            yield page
            page, left = [], other
            continue
        here, after = _divided(row, max(lines, 1))
        page.append(here)
        left -= before + here.height
        rest[:1] = after
    yield page


def _least(row: Set) -> int:
    """The lines that a page must have room for before a row begins on it: those of a text, and below a heading."""
    return _HEADED if row.row.style.name == _HEADING else min(_TOGETHER, len(row.cells[0]))


def _lines(row: Set, room: float) -> int:
    """How many lines of a row's type have room."""
    return max(0, int((room + 0.01) / (row.size * row.row.style.leading)))


def _divided(row: Set, lines: int) -> tuple[Set, tuple[Set, ...]]:
    """So many lines of a row, and the others without its bullet or number."""
    text = row.cells[0]
    high = row.size * row.row.style.leading
    if lines >= len(text):
        return row, ()
    rest = row._replace(
        row=row.row._replace(mark="", before=0.0), cells=(text[lines:],), height=high * (len(text) - lines)
    )
    return row._replace(cells=(text[:lines],), height=high * lines), (rest,)

"""Rows that were set into items at fixed places."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from teamcards import colours, typeset
from teamcards.deck import Suit
from teamcards.drawing import Box, Colour, Glyphs, Item, Line, Passage, Rect, Run
from teamcards.layout import fit, pictures
from teamcards.layout.fit import Set, Stack
from teamcards.layout.look import Look
from teamcards.layout.rows import Frame

_X_HEIGHT = 0.34  # half of what stands above the baseline, in type sizes: centres a line of text on a point

passage = functools.lru_cache(maxsize=4096)(Passage)
"""What a text belongs to: few different ones, in every run of a large deck."""


def stack(stack: Stack, y: float, suit: Suit, look: Look) -> Iterator[Item]:
    """The items of rows below each other, from y downwards."""
    rows = [row.row for row in stack.sets]
    for number, row in enumerate(stack.sets):
        y += row.row.before * stack.body if number else 0.0
        if fit.opens(rows, number):
            yield _panel(stack, number, y, suit, look)
            y += fit.PANEL * stack.body
        yield from _row(row, passage(row.row.style.name, number, told=row.row.told), y, stack.body, suit, look)
        y += row.height + (fit.PANEL * stack.body if fit.closes(rows, number) else 0.0)


def _panel(stack: Stack, first: int, y: float, suit: Suit, look: Look) -> Rect:
    rows = [row.row for row in stack.sets]
    last = next(number for number in range(first, len(rows)) if fit.closes(rows, number))
    inside = stack.sets[first : last + 1]
    height = sum(row.height + row.row.before * stack.body for row in inside)
    height += (2 * fit.PANEL - inside[0].row.before) * stack.body
    box = Box(look.left, y, look.inner, height)
    if look.solid:
        return Rect(box, fill=look.tint(suit, 0.12), radius=look.radius)
    return Rect(box, stroke=look.tint(suit, 0.5), width=0.5, radius=look.radius)


def _row(row: Set, here: Passage, y: float, body: float, suit: Suit, look: Look) -> Iterator[Item]:
    style, frame = row.row.style, row.row.frame
    if frame in _ROOMS:
        yield from _ROOMS[frame](row, here, y, body, suit, look)
        return
    if row.row.picture:
        yield from pictures.items(row, here.row, y, suit, look)
        y += (row.height - len(row.cells[0] if row.cells else ()) * row.size * style.leading) / 2
    left = look.left + (fit.PANEL * body if frame == "panel" else 0.0)
    baseline = y + row.size * (style.leading / 2 + _X_HEIGHT)
    if frame == "rule":
        yield Line(left, y + row.height, look.right, y + row.height, 0.6, look.grey)
        baseline = y + 1.4 * row.size  # clear of the line above, with most of the room left to write in
    elif frame == "badge":
        middle = baseline - _X_HEIGHT * row.size
        yield from _badge(row.row.mark, _sign(here), left, middle, row.size, suit, look)
    elif row.row.mark:
        font = style.family.strong
        mark = (font.set(row.row.mark),)
        yield Run(left, baseline, font.name, row.size, colours.parts(suit.colour), mark, passage=_sign(here))
    colour = look.colour(style, suit)
    left += row.row.indent * body + row.row.aside
    x = left
    for line in row.cells[0] if row.cells else ():
        if style.align == "centre":
            x = left + (look.inner - typeset.width(line) * row.size / 1000) / 2
        yield from runs(line, x, baseline, row.size, colour, style.tracking, here)
        baseline += row.size * style.leading


def _sign(here: Passage) -> Passage:
    """What the mark before a text belongs to."""
    return passage(here.style, here.row, here.cell, mark=True)


def _badge(mark: str, sign: Passage, left: float, middle: float, size: float, suit: Suit, look: Look) -> Iterator[Item]:
    """The letter of an option, on a square of the suit's colour."""
    side, size = 1.35 * size, 0.8 * size
    box, colour = Box(left, middle - side / 2, side, side), colours.parts(suit.colour)
    yield Rect(box, fill=colour, radius=side / 4) if look.solid else Rect(box, None, colour, 0.7, side / 4)
    font = look.family("cell").plain
    letter = font.set(mark)
    x = left + (side - letter.width * size / 1000) / 2
    yield Run(x, middle + _X_HEIGHT * size, font.name, size, look.on(suit), (letter,), passage=sign)


def _cells(row: Set, here: Passage, y: float, body: float, suit: Suit, look: Look) -> Iterator[Item]:
    """Boxes of equal width side by side, their text in the middle."""
    style = row.row.style
    width = fit.cell_width(row.row, body, look)
    leading = row.size * style.leading
    colour = look.colour(style, suit)
    for number, lines in enumerate(row.cells):
        x = look.left + number * (width + fit.CELL_GAP * body)
        yield Rect(Box(x, y, width, row.height), stroke=colours.parts(suit.colour), width=0.9, radius=look.radius)
        baseline = y + (row.height - len(lines) * leading) / 2 + row.size * (style.leading / 2 + _X_HEIGHT)
        cell = passage(here.style, here.row, number)
        for line in lines:
            start = x + (width - typeset.width(line) * row.size / 1000) / 2
            yield from runs(line, start, baseline, row.size, colour, 0.0, cell)
            baseline += leading


def _boxes(row: Set, here: Passage, y: float, body: float, suit: Suit, look: Look) -> Iterator[Item]:
    """Boxes of equal width side by side, each with a badge before its text."""
    style = row.row.style
    width = fit.cell_width(row.row, body, look)
    leading = row.size * style.leading
    middle = y + row.height / 2
    for number, (lines, mark) in enumerate(zip(row.cells, row.row.marks, strict=True)):
        x = look.left + number * (width + fit.CELL_GAP * body)
        yield Rect(Box(x, y, width, row.height), stroke=look.tint(suit, 0.45), width=1.2, radius=look.radius)
        cell = passage(here.style, here.row, number)
        left = x + fit.BOX_SIDE * body
        yield from _badge(mark, _sign(cell), left, middle, row.size, suit, look)
        baseline = middle - len(lines) * leading / 2 + row.size * (style.leading / 2 + _X_HEIGHT)
        for line in lines:
            yield from runs(line, left + fit.BADGE * body, baseline, row.size, look.colour(style, suit), 0.0, cell)
            baseline += leading


_ROOMS: dict[Frame, Callable[[Set, Passage, float, float, Suit, Look], Iterator[Item]]] = {
    "cell": _cells,
    "box": _boxes,
}
"""The rows of which every cell has a frame of its own."""


def runs(
    line: typeset.Line,
    x: float,
    y: float,
    size: float,
    colour: Colour,
    tracking: float,
    passage: Passage | None = None,
) -> tuple[Run, ...]:
    """The words of a line: one run, or more where the font changes; `tracking` counts in type sizes."""
    if not line.words:
        return ()
    font, _, href = line.words[0].pieces[0]
    tracked = tracking and tracking * size
    if line.uniform:
        glyphs = tuple([word.pieces[0].glyphs for word in line.words])
        return (Run(x, y, font.name, size, colour, glyphs, tracked, href, passage, line.broken),)
    return tuple(_changing(line, Run(x, y, font.name, size, colour, (), tracked, href, passage)))


def _changing(line: typeset.Line, run: Run) -> Iterator[Run]:
    """A line in more than one font, its words in one font together in one run, from where this one is."""
    x = run.x
    glyphs: list[Glyphs] = []
    for number, word in enumerate(line.words):
        x += word.space * run.size / 1000 + run.tracking if number else 0.0
        for place, piece in enumerate(word.pieces):
            if place or piece.font.name != run.font or piece.href != run.href:
                if glyphs:
                    yield run._replace(glyphs=tuple(glyphs), joined=place > 0)
                run, glyphs = run._replace(x=x, font=piece.font.name, href=piece.href), []
            glyphs.append(piece.glyphs)
            x += piece.glyphs.width * run.size / 1000 + run.tracking * len(piece.glyphs.text)
    yield run._replace(glyphs=tuple(glyphs), joined=line.broken)

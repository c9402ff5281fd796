"""Rows that were set into items at fixed places."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import accumulate

from teamcards import colours, typeset
from teamcards.deck import Suit
from teamcards.drawing import Box, Colour, Glyphs, Item, Line, Passage, Rect, Run
from teamcards.layout import fit, pictures
from teamcards.layout.fit import Set, Stack
from teamcards.layout.look import Look, tint

_X_HEIGHT = 0.34  # half of what stands above the baseline, in type sizes: centres a line of text on a point
_passage = functools.lru_cache(maxsize=4096)(Passage)  # few different ones, in every run of a large deck


def stack(stack: Stack, y: float, suit: Suit, look: Look) -> Iterator[Item]:
    """The items of rows below each other, from y downwards."""
    rows = [row.row for row in stack.sets]
    for number, row in enumerate(stack.sets):
        y += row.row.before * stack.body if number else 0.0
        if fit.opens(rows, number):
            yield _panel(stack, number, y, suit, look)
            y += fit.PANEL * stack.body
        yield from _row(row, _passage(row.row.style, number, told=row.row.told), y, stack.body, suit, look)
        y += row.height + (fit.PANEL * stack.body if fit.closes(rows, number) else 0.0)


def _panel(stack: Stack, first: int, y: float, suit: Suit, look: Look) -> Rect:
    rows = [row.row for row in stack.sets]
    last = next(number for number in range(first, len(rows)) if fit.closes(rows, number))
    inside = stack.sets[first : last + 1]
    height = sum(row.height + row.row.before * stack.body for row in inside)
    height += (2 * fit.PANEL - inside[0].row.before) * stack.body
    box = Box(look.margin, y, look.inner, height)
    if look.solid:
        return Rect(box, fill=tint(suit.colour, 0.12), radius=look.radius)
    return Rect(box, stroke=tint(suit.colour, 0.5), width=0.5, radius=look.radius)


def _row(row: Set, passage: Passage, y: float, body: float, suit: Suit, look: Look) -> Iterator[Item]:
    style = look.style(row.row.style)
    if row.row.frame == "cell":
        yield from _cells(row, passage, y, body, suit, look)
        return
    if row.row.picture:
        yield from pictures.items(row, passage.row, y, suit, look)
        y += (row.height - len(row.cells[0] if row.cells else ()) * row.size * style.leading) / 2
    left = look.margin + (fit.PANEL * body if row.row.frame == "panel" else 0.0)
    baseline = y + row.size * (style.leading / 2 + _X_HEIGHT)
    if row.row.frame == "rule":
        yield Line(left, y + row.height, look.width - look.margin, y + row.height, 0.6, look.grey)
        baseline = y + 1.4 * row.size  # clear of the line above, with most of the room left to write in
    elif row.row.frame == "badge":
        yield from _badge(row, _sign(passage), left, baseline, suit, look)
    elif row.row.mark:
        font = look.family(row.row.style).strong
        mark = (font.set(row.row.mark),)
        yield Run(left, baseline, font.name, row.size, colours.parts(suit.colour), mark, passage=_sign(passage))
    colour = look.colour(row.row.style, suit)
    for number, line in enumerate(row.cells[0] if row.cells else ()):
        x = left + row.row.indent * body + row.row.aside
        if style.align == "centre":
            x += (look.inner - typeset.width(line) * row.size / 1000) / 2
        broken = _goes_on(row.cells[0], number, row.row.cells[0])
        yield from runs(line, x, baseline, row.size, colour, style.tracking, passage, broken)
        baseline += row.size * style.leading


def _sign(passage: Passage) -> Passage:
    """What the mark before a text belongs to."""
    return _passage(passage.style, passage.row, mark=True)


def _badge(row: Set, sign: Passage, left: float, baseline: float, suit: Suit, look: Look) -> Iterator[Item]:
    """The letter of an option, on a square of the suit's colour."""
    side, size = 1.35 * row.size, 0.8 * row.size
    middle = baseline - _X_HEIGHT * row.size
    box, colour = Box(left, middle - side / 2, side, side), colours.parts(suit.colour)
    yield Rect(box, fill=colour, radius=side / 4) if look.solid else Rect(box, None, colour, 0.7, side / 4)
    font = look.family("cell").plain
    letter = font.set(row.row.mark)
    x = left + (side - letter.width * size / 1000) / 2
    yield Run(x, middle + _X_HEIGHT * size, font.name, size, look.on(suit), (letter,), passage=sign)


def _cells(row: Set, passage: Passage, y: float, body: float, suit: Suit, look: Look) -> Iterator[Item]:
    """Boxes of equal width side by side, their text in the middle."""
    style = look.style(row.row.style)
    width = fit.cell_width(row.row, body, look)
    leading = row.size * style.leading
    for number, lines in enumerate(row.cells):
        x = look.margin + number * (width + fit.CELL_GAP * body)
        yield Rect(Box(x, y, width, row.height), stroke=colours.parts(suit.colour), width=0.9, radius=look.radius)
        baseline = y + (row.height - len(lines) * leading) / 2 + row.size * (style.leading / 2 + _X_HEIGHT)
        here = _passage(passage.style, passage.row, number)
        for place, line in enumerate(lines):
            start = x + (width - typeset.width(line) * row.size / 1000) / 2
            broken = _goes_on(lines, place, row.row.cells[number])
            yield from runs(line, start, baseline, row.size, look.colour(row.row.style, suit), 0.0, here, broken)
            baseline += leading


def _goes_on(lines: Sequence[typeset.Line], number: int, text: typeset.Paragraph) -> bool:
    """Whether a line of a text ends inside a word, which the next line goes on with."""
    end = lines[number][-1].pieces[-1].glyphs.text[-1:] if lines[number] else ""
    if end not in ("-", "–", "/"):
        return end == typeset.SOFT_HYPHEN
    words = (word for stretch in text.stretches for word in stretch.words)
    so_far = sum(_length(word) for line in lines[: number + 1] for word in line)
    return so_far not in accumulate(map(_length, words))


def _length(word: typeset.Word) -> int:
    return len(word.text.replace(typeset.SOFT_HYPHEN, ""))


def runs(
    line: typeset.Line,
    x: float,
    y: float,
    size: float,
    colour: Colour,
    tracking: float,
    passage: Passage | None = None,
    broken: bool = False,
) -> Iterator[Run]:
    """The words of a line, those in one font together in one run; `broken` when its last word goes on below."""
    font, href, start = "", "", x
    glyphs: list[Glyphs] = []
    for number, word in enumerate(line):
        x += word.space * size / 1000 if number else 0.0
        for place, piece in enumerate(word.pieces):
            if place or piece.font.name != font or piece.href != href:
                if glyphs:
                    yield Run(start, y, font, size, colour, tuple(glyphs), tracking * size, href, passage, place > 0)
                font, href, start, glyphs = piece.font.name, piece.href, x, []
            glyphs.append(piece.glyphs)
            x += piece.glyphs.width * size / 1000
    if glyphs:
        yield Run(start, y, font, size, colour, tuple(glyphs), tracking * size, href, passage, broken)

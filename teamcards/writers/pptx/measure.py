"""How much room words take in PowerPoint: measured in the deck's own type, with room to spare for another one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teamcards import typeset
from teamcards import words as measured
from teamcards.markup import Span
from teamcards.words import Family
from teamcards.writers.pptx.shapes import Paragraph, Text

HANG = {"paragraph": 0.0, "bullet": 1.1, "number": 1.7}
"""How far paragraphs and the items of lists hang, in type sizes."""

_WIDER = {False: 1.04, True: 1.1}  # Arial to Fira Sans, plain and bold: 2.9 and 8 % at most on lines of the nine decks
_LINE, _TIGHT = 1.2, 1.1  # the height of a line, in type sizes: of text, and of titles


class Measure(NamedTuple):
    """The fonts of plain and of bold words."""

    plain: Family
    bold: Family

    def lines(self, spans: Sequence[Span], size: float, width: float, bold: bool = False) -> float:
        """How many lines of that width a text takes; infinite where a word is wider."""
        text = measured.paragraph(spans, self.bold if bold else self.plain, None)
        return typeset.count(text, max(1.0, 1000 * width / size / _WIDER[bold])) or math.inf

    def width(self, text: str, size: float) -> float:
        """How wide a line of bold words is."""
        return self.bold.word(text).width * size / 1000 * _WIDER[True]

    def height(self, text: Text, width: float, size: float = 0.0) -> float:
        """How high a text is in a box of that width; `size` is that of paragraphs without one of their own."""
        left, top, right, bottom = text.inset
        return top + bottom + sum(self._height(each, width - left - right, size) for each in text.paragraphs)

    def _height(self, paragraph: Paragraph, width: float, size: float) -> float:
        spans, type = paragraph.spans, paragraph.type
        if type.caps:
            spans = tuple(span._replace(text=span.text.upper()) for span in spans)
        size = type.size or size
        hang = paragraph.hang or size * HANG[paragraph.kind]
        spans = (*spans, Span(f"  {paragraph.end}")) if paragraph.end else spans
        return paragraph.before + self.lines(spans, size, width - hang, type.bold) * size * _LINE

    def title(self, spans: Sequence[Span], size: float, width: float) -> float:
        """How high a title is."""
        return self.lines(spans, size, width, bold=True) * size * _TIGHT

    def largest(self, spans: Sequence[Span], width: float, height: float, sizes: Sequence[float]) -> float:
        """The first of these sizes that a title fits in at; the last one where none does."""
        fitting = (size for size in sizes if self.title(spans, size, width) <= height)
        return next(fitting, sizes[-1])


def of(body: Family, display: Family) -> Measure:
    """The measure of a deck: of its body type, and of its heaviest for all that is bold."""
    heavy = display.plain
    plain = Family(body.plain, heavy, body.emphasis, heavy, body.fallbacks)
    return Measure(plain, Family(heavy, heavy, heavy, heavy, body.fallbacks))


def sizes(largest: float, smallest: float = 6.0) -> tuple[float, ...]:
    """Type sizes from large to small, each a little less than the one before, in whole points."""
    return tuple(_down(largest, smallest))


def _down(size: float, smallest: float) -> Iterator[float]:
    while size > smallest:
        yield float(round(size))
        size *= 0.9
    yield smallest

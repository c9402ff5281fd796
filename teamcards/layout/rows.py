"""The parts of a face into rows: which text in which style, how far indented, with what around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from teamcards.deck import Part, Role
from teamcards.layout.look import Look, Style
from teamcards.markup import Block, Span
from teamcards.words import Paragraph

Frame = Literal["", "panel", "cell", "badge", "rule"]

AT_THE_FOOT = frozenset(("options", "columns", "ballot", "fields", "facts", "source"))
"""The parts that stand at the foot of a face; the others flow from the top."""

CENTRED = frozenset(("hero", "answer"))
"""The parts that stand in the middle of the room they have."""

_BULLET = "•"


class Row(NamedTuple):
    """A paragraph across the card, or several cells side by side; lengths count in body sizes.

    `before` is the space above, `mark` stands to the left of an indented row, `frame` is what is drawn around the row
    (a tinted panel, a cell), before it (a badge with the mark) or below it (a rule to write on). `told` is the text
    as it was written, where it is set in capitals.
    """

    style: Style
    cells: tuple[Paragraph, ...]
    before: float
    indent: float = 0.0
    mark: str = ""
    frame: Frame = ""
    told: str = ""


def of(part: Part, look: Look) -> tuple[Row, ...]:
    """The rows of one part."""
    return tuple(_ROWS[part.role](part, look))


def stacked(row: Row) -> tuple[Row, ...]:
    """A row of cells as rows of one cell, for a card that is too narrow to have them side by side."""
    return tuple(
        row._replace(cells=(cell,), before=0.3 if number else row.before) for number, cell in enumerate(row.cells)
    )


def texts(style: str, blocks: Sequence[Block], look: Look, frame: Frame = "") -> Iterator[Row]:
    """Paragraphs and list items below each other."""
    for number, block in enumerate(blocks):
        row = _row(style, block.spans, look, frame=frame)
        if block.kind != "paragraph":
            row = row._replace(indent=1.1, mark=_BULLET if block.kind == "bullet" else f"{block.number}.")
        yield row._replace(before=0.4) if number else row


def _row(
    style: str, spans: Iterable[Span], look: Look, *, indent: float = 0.0, mark: str = "", frame: Frame = ""
) -> Row:
    how, spans = look.style(style), tuple(_told(spans))
    told = "".join(span.text for span in spans) if how.upper else ""
    return Row(how, (look.paragraph(style, spans),), how.before, indent, mark, frame, told)


def _told(spans: Iterable[Span]) -> Iterator[Span]:
    """Paper cannot be clicked: a link is followed by its address."""
    for span in spans:
        yield span
        if span.href:
            address = span.href.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")
            if address not in span.text:
                yield Span(f" ({address})", href=span.href)


def _plain(part: Part, look: Look) -> Iterator[Row]:
    return texts(part.role, part.blocks, look)


def _panel(part: Part, look: Look) -> Iterator[Row]:
    yield _row("label", (Span(part.label),), look, frame="panel")._replace(before=0.9)
    yield from texts("panel", part.blocks, look, frame="panel")


def _options(part: Part, look: Look) -> Iterator[Row]:
    for letter, block in zip(part.marks, part.blocks, strict=True):
        yield _row("option", block.spans, look, indent=1.9, mark=letter, frame="badge")


def _steps(part: Part, look: Look) -> Iterator[Row]:
    indent = max(look.family("step").strong.set(time).width for time in part.marks) / 1000 + 0.6
    for time, block in zip(part.marks, part.blocks, strict=True):
        yield _row("step", block.spans, look, indent=indent, mark=time)


def _cells(part: Part, look: Look) -> Iterator[Row]:
    if part.label:
        yield _row("fact", (Span(part.label, strong=True),), look)
    style = look.style("cell")
    yield Row(style, tuple(look.paragraph("cell", block.spans) for block in part.blocks), style.before, frame="cell")


def _facts(part: Part, look: Look) -> Iterator[Row]:
    for name, block in zip(part.marks, part.blocks, strict=True):
        yield _row("fact", (Span(f"{name}: ", strong=True), *block.spans), look)


def _fields(part: Part, look: Look) -> Iterator[Row]:
    for block in part.blocks:
        yield _row("field", block.spans, look, frame="rule")


_ROWS: dict[Role, Callable[[Part, Look], Iterator[Row]]] = {
    "title": _plain,
    "kicker": _plain,
    "hero": _plain,
    "answer": _plain,
    "body": _plain,
    "source": _plain,
    "panel": _panel,
    "options": _options,
    "steps": _steps,
    "columns": _cells,
    "ballot": _cells,
    "facts": _facts,
    "fields": _fields,
}

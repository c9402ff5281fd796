"""The parts of a face into rows: which text in which style, how far indented, with what around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from teamcards import markup, qr
from teamcards.deck import Part, Role
from teamcards.layout.look import Look, Style
from teamcards.markup import Block, Span
from teamcards.pictures import Icon, Picture
from teamcards.qr import Code
from teamcards.units import MM
from teamcards.words import Paragraph

Frame = Literal["", "panel", "cell", "box", "badge", "rule"]

AT_THE_FOOT = frozenset(("options", "columns", "ballot", "fields", "facts", "qr", "source"))
"""The parts that stand at the foot of a face; the others flow from the top."""

CENTRED = frozenset(("hero", "answer"))
"""The parts that stand in the middle of the room they have."""

_BULLET = "•"

_LEAST = 13 * MM  # the height of a picture, on a poker card
_LEAST_ICON = 9 * MM
_MOST, _MOST_ICON = 0.42, 0.2  # of the height of the card
_MODULE = 0.5 * MM  # of a QR code that has room enough
_BESIDE = 16 * MM  # the least width for the words beside a QR code
_BETWEEN = 1 * MM  # from the quiet zone of a QR code to its words
_FEW = 12  # so many boxes stand in two columns
_BELOW = 0.9  # below a picture, in body sizes: its edge is harder than that of a line of text


class Row(NamedTuple):
    """A paragraph across the card, or several cells side by side; lengths count in body sizes.

    `before` is the space above, `mark` stands to the left of an indented row, `frame` is what is drawn around the row
    (a tinted panel, a cell, a box with a badge), before it (a badge with the mark) or below it (a rule to write on).
    `marks` are those of boxes, and `across` is how many have room beside each other. `told` is the text as it was
    written, where it is set in capitals.

    A row with a picture is at least `height` points high, and at most `most`; `aside` points at its left are kept free
    of its text.
    """

    style: Style
    cells: tuple[Paragraph, ...]
    before: float
    indent: float = 0.0
    mark: str = ""
    frame: Frame = ""
    told: str = ""
    marks: tuple[str, ...] = ()
    across: int = 1
    picture: Picture | None = None
    height: float = 0.0
    most: float = 0.0
    aside: float = 0.0


def of(part: Part, look: Look) -> tuple[Row, ...]:
    """The rows of one part."""
    return tuple(_ROWS[part.role](part, look))


def spaced(rows: Sequence[Row]) -> list[Row]:
    """Rows with more room below a picture."""
    below = [False, *(row.picture is not None for row in rows)]
    return [
        row._replace(before=max(row.before, _BELOW)) if after else row for row, after in zip(rows, below, strict=False)
    ]


def stacked(row: Row) -> tuple[Row, ...]:
    """A row of cells as rows of one cell, for a card that is too narrow to have them side by side."""
    if len(row.cells) < 2:
        return (row,)
    return tuple(
        row._replace(
            cells=(cell,), marks=row.marks[number : number + 1], across=1, before=0.3 if number else row.before
        )
        for number, cell in enumerate(row.cells)
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
    how, spans = look.style(style), tuple(markup.on_paper(spans))
    told = "".join(span.text for span in spans) if how.upper else ""
    return Row(how, (look.paragraph(style, spans),), how.before, indent, mark, frame, told)


def _plain(part: Part, look: Look) -> Iterator[Row]:
    return texts(part.role, part.blocks, look)


def _panel(part: Part, look: Look) -> Iterator[Row]:
    yield _row("label", (Span(part.label),), look, frame="panel")._replace(before=0.9)
    yield from texts("panel", part.blocks, look, frame="panel")


def _options(part: Part, look: Look) -> Iterator[Row]:
    """A line for each option; on a slide a box for each, two or three beside each other."""
    if look.slide:
        yield from _boxes(part, 2 if len(part.blocks) <= _FEW else 3, look)
        return
    for letter, block in zip(part.marks, part.blocks, strict=True):
        yield _row("option", block.spans, look, indent=1.9, mark=letter, frame="badge")


def _boxes(part: Part, across: int, look: Look) -> Iterator[Row]:
    style = look.style("option")
    for first in range(0, len(part.blocks), across):
        here = slice(first, first + across)
        cells = tuple(look.paragraph("option", block.spans) for block in part.blocks[here])
        yield Row(style, cells, style.before, frame="box", marks=part.marks[here], across=across)


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


def proportion(picture: Picture) -> float:
    """How wide a picture is for its height."""
    art = picture.art
    return 1.0 if isinstance(art, Icon | Code) else art.width / art.height


def _picture(part: Part, look: Look) -> Iterator[Row]:
    """A picture as large as there is room for, never wider than the text; an icon on a ground of its suit's tint."""
    assert part.picture is not None
    if isinstance(part.picture.art, Icon):
        least, most = _LEAST_ICON * look.scale, _MOST_ICON * look.height
    else:
        most = min(look.inner / proportion(part.picture), _MOST * look.height)
        least = min(_LEAST * look.scale, most)
    yield Row(look.style("body"), (), 0.7, picture=part.picture, height=least, most=most)


def _code(part: Part, look: Look) -> Iterator[Row]:
    """A QR code with its words beside it, or below it where the card is too narrow for that."""
    assert part.picture is not None
    assert isinstance(part.picture.art, Code)
    side = part.picture.art.side
    least = side * qr.MODULE
    most = max(least, min(side * _MODULE * look.scale, look.inner))
    aside = most + look.margin / 2 if look.slide else most * (1 - qr.QUIET / side) + _BETWEEN
    row = Row(look.style("fact"), (), 0.9, picture=part.picture, height=least, most=most)
    address = part.picture.art.address
    words = look.paragraph("fact", [span._replace(strong=True, href=address) for span in part.blocks[0].spans])
    if look.inner - aside >= _BESIDE * look.scale:
        yield row._replace(cells=(words,), aside=aside)
    else:
        yield row
        yield Row(look.style("fact"), (words,), 0.2)


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
    "picture": _picture,
    "qr": _code,
}

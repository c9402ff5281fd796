"""What documents are made of: headings, paragraphs, lists, panels and tables, in the look of a deck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from teamcards import colours
from teamcards.accessories.setting import Pen, fitting, given, line, width_of
from teamcards.deck import Suit
from teamcards.documents.flow import Column, Flow, Frame, Node, Row, Set, ink, node
from teamcards.drawing import Box, Colour, Item, Line, Rect
from teamcards.layout.look import tint
from teamcards.markup import Block, Span
from teamcards.sheets import Paper
from teamcards.units import MM

SMALL, BODY, THIRD, SECOND, FIRST = 8.5, 10.5, 12.5, 18.0, 30.0
"""Type sizes in points."""

_LEADING = 1.4
_GAP = 6.0  # between two paragraphs
_HAIR: Colour = (0.82, 0.83, 0.86)
_INDENT = 15.0  # of the text of a list
_PAD = 6.0  # inside a panel
_BETWEEN = 14.0  # two columns of a table
_CELL = 4.5  # above and below the text of a table


def frame(paper: Paper) -> Frame:
    """Generous margins; narrower ones on small paper."""
    side = max(12 * MM, min(20 * MM, paper.width / 10.5))
    return Frame(paper, side, min(20 * MM, side), min(22 * MM, side + 2 * MM))


def main(flow: Flow) -> float:
    """How far from the left text begins; what it is stands before it."""
    return flow.width * 0.155


def pen(flow: Flow, style: str = "body", size: float = BODY, leading: float = _LEADING) -> Pen:
    """Running text, or another style of it."""
    return Pen(style, size, ink(flow.look), leading)


def grey(flow: Flow, size: float = SMALL) -> Pen:
    """Small print."""
    return Pen("option", size, flow.look.grey, _LEADING)


def strong(flow: Flow, size: float = SMALL, suit: Suit | None = None) -> Pen:
    """A short text in the colour of a suit, which is the deck's unless told."""
    return Pen("kicker", size, colours.parts((suit or flow.deck.suit).colour), 1.3)


# --- headings --------------------------------------------------------------------------------------------------


def title(flow: Flow, kicker: str, name: str, about: str, x: float = 0.0) -> None:
    """The head of a document: what it is, the name of the deck, and what that is about."""
    paragraph(flow, given(kicker), strong(flow, 11), x=x, before=0)
    flow.glue()
    heading = flow.set(given(name), pen(flow, "title", FIRST, 1.12), flow.width - x)
    flow.add(Row((Column(x, (heading,)),), before=4, glued=True, bookmark=name), node("H1", heading.number))
    if about:
        paragraph(flow, given(about), pen(flow, size=12.5)._replace(colour=flow.look.grey), x=x, before=6)


def heading(flow: Flow, level: int, name: str, aside: str = "", *, x: float = 0.0) -> None:
    """A heading, with a short text before it in the margin, which is read after it."""
    size = {1: 22.0, 2: SECOND, 3: THIRD}[level]
    told = flow.set(given(name), pen(flow, "title", size, 1.2), flow.width - x)
    columns, nodes = [Column(x, (told,))], [node(f"H{level}", told.number)]
    if aside:
        beside = flow.set(given(aside), strong(flow, 12), x - 8)
        columns.append(Column(0, (beside,)))
        nodes.append(node("P", beside.number))
    before = 30.0 if level == 2 else 16.0
    flow.add(Row(tuple(columns), before, glued=True, bookmark=name if level == 2 else ""), *nodes)


def badge(flow: Flow, suit: Suit, size: float = 15.0) -> tuple[Item, ...]:
    """The letter of a suit on its colour, at the top left of a row; to look at, since the suit is named beside it."""
    box, colour = Box(0, 0.5, size, size), colours.parts(suit.colour)
    letter = Pen("kicker", 0.6 * size if len(suit.letter) == 1 else 0.5 * size, flow.look.on(suit))
    ground = Rect(box, colour, radius=3) if flow.look.solid else Rect(box.inset(0.4), None, colour, 0.8, 3)
    return ground, line(suit.letter, size / 2, 0.5 + size / 2, letter, flow.look, across=0.5)


# --- text ------------------------------------------------------------------------------------------------------


def paragraph(
    flow: Flow, spans: Iterable[Span], how: Pen | None = None, *, x: float = 0.0, before: float = _GAP, label: str = ""
) -> None:
    """A paragraph, with what it is before it in the margin where there is a label."""
    how = how or pen(flow)
    columns, nodes = [], []
    if label:
        beside = flow.set(given(label), strong(flow), x - 8)
        columns.append(Column(0, (beside,)))
        nodes.append(node("P", beside.number))
    text = flow.set(spans, how, flow.width - x)
    flow.add(Row((*columns, Column(x, (text,))), before), *nodes, node("P", text.number))


def paragraphs(flow: Flow, blocks: Sequence[Block], *, x: float = 0.0, label: str = "", before: float = _GAP) -> None:
    """Paragraphs and list items below each other."""
    for number, block in enumerate(blocks):
        mark = {"paragraph": "", "bullet": "•", "number": f"{block.number}."}[block.kind]
        named = "" if number else label
        if not mark:
            paragraph(flow, block.spans, x=x, label=named, before=_GAP if number else before)
            continue
        kind = "Disc" if mark == "•" else "Decimal"
        goes_on = number > 0 and blocks[number - 1].kind == block.kind
        items(flow, [(mark, block.spans)], kind, x=x, label=named, goes_on=goes_on)


def items(
    flow: Flow, listed: Sequence[tuple[str, Iterable[Span]]], numbering: str, *, x: float = 0.0, label: str = "",
    indent: float = _INDENT, suit: Suit | None = None, goes_on: bool = False,
) -> None:  # fmt: skip
    """A list: each item with its mark before it; one that goes on adds to the list that came last."""
    told, how = [], pen(flow)
    for number, (mark, spans) in enumerate(listed):
        sign = flow.set(given(mark), strong(flow, BODY, suit), indent + 20)
        text = flow.set(spans, how, flow.width - x - indent)
        columns: tuple[Column, ...] = (Column(x, (sign,)), Column(x + indent, (text,)))
        nodes = []
        if label and not number:
            beside = flow.set(given(label), strong(flow), x - 8)
            columns = (Column(0, (beside,)), *columns)
            nodes.append(node("P", beside.number))
        told.append(node("LI", node("Lbl", sign.number), node("LBody", text.number)))
        flow.add(Row(columns, _GAP if not (number or goes_on) else 2.5), *nodes)
    if goes_on:
        last = flow.nodes.pop()
        flow.nodes.append(last._replace(kids=(*last.kids, *told)))
    else:
        flow.nodes.append(node("L", *told, numbering=numbering))


def widest(flow: Flow, marks: Iterable[str]) -> float:
    """Room for the widest of these marks before a list, in points."""
    return max(width_of(mark, strong(flow, BODY), flow.look) for mark in marks) + 8


def ticks(flow: Flow, texts: Iterable[Iterable[Span]]) -> None:
    """A list with boxes to tick."""
    told = []
    for number, spans in enumerate(texts):
        text = flow.set(spans, pen(flow), flow.width - 18)
        box = Rect(Box(0.5, 2.8, 9, 9), None, flow.look.grey, 0.8, 1.5)
        flow.add(Row((Column(18, (text,)),), _GAP if number else 8, decoration=(box,)))
        told.append(node("LI", node("LBody", text.number)))
    flow.nodes.append(node("L", *told, numbering="None"))


def panel(flow: Flow, label: str, blocks: Sequence[Block], *, x: float, suit: Suit) -> None:
    """Paragraphs on a tint, with what they are before them in the margin."""
    ground = (x, tint(suit.colour, 0.09))
    first = len(flow.rows)
    paragraphs(flow, blocks, x=x, label=label, before=10)
    rows = [row._replace(ground=ground) for row in flow.rows[first:]]
    rows[0] = rows[0]._replace(inset=(_PAD, rows[0].inset[1]))
    rows[-1] = rows[-1]._replace(inset=(rows[-1].inset[0], _PAD))
    flow.rows[first:] = rows
    flow.keep(first)


def writing_line(flow: Flow, label: str, *, x: float = 0.0, high: float = 28.0) -> None:
    """A line to write on, with what belongs there above it."""
    told = flow.set(given(label), strong(flow, 9), flow.width - x)
    low = told.lines[0].height * len(told.lines) + high
    rule = Line(x, low, flow.width, low, 0.7, flow.look.grey)
    flow.add(Row((Column(x, (told,)),), 8, decoration=(rule,), least=low), node("P", told.number))


# --- tables ----------------------------------------------------------------------------------------------------


class Field(NamedTuple):
    """A column of a table: what it has, and its part of the width that is left; without one, what its texts need.

    A column that `heads` says what the others of its row are about.
    """

    name: str
    share: float = 0.0
    heads: bool = False


Cell = Sequence[tuple[Sequence[Span], Pen]]
"""Texts below each other in a table."""


def table(flow: Flow, fields: Sequence[Field], rows: Iterable[Sequence[Cell]], *, pad: float = _CELL) -> None:
    """A table; its head stands on every page, and is read once."""
    rows, first = list(rows), len(flow.rows)
    edges = list(_edges(flow, fields, rows))
    colour = colours.parts(flow.deck.suit.colour)
    tops = [flow.set(given(field.name), _head(flow), wide) for field, (_, wide) in zip(fields, edges, strict=True)]
    columns = tuple(Column(x, (text,)) for text, (x, _) in zip(tops, edges, strict=True))
    head = Row(columns, 10, (0.0, 4.0), glued=True, rule=colour)
    again = head._replace(
        before=0.0,
        glued=False,
        columns=tuple(Column(x.x, tuple(t._replace(number=0) for t in x.texts)) for x in columns),
    )
    flow.rows.append(head)
    told = [node("TR", *(node("TH", node("P", text.number), scope="Column") for text in tops))]
    for row in rows:
        cells = [
            tuple(flow.set(spans, how, wide) for spans, how in cell) for cell, (_, wide) in zip(row, edges, strict=True)
        ]
        columns = tuple(Column(x, texts) for texts, (x, _) in zip(cells, edges, strict=True))
        flow.rows.append(Row(columns, 0.0, (pad, pad), rule=_HAIR, head=again))
        told.append(node("TR", *_cells(fields, cells)))
    flow.nodes.append(node("Table", *told))
    for number in {first + 1, len(flow.rows) - 2} - {len(flow.rows) - 1}:  # no row stands alone
        flow.rows[number] = flow.rows[number]._replace(glued=True)


def _edges(flow: Flow, fields: Sequence[Field], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[float, float]]:
    """Where each column begins and how wide its text may be."""
    needs = [0.0 if field.share else _need(flow, field, [row[n] for row in rows]) for n, field in enumerate(fields)]
    left, shares = max(0.0, flow.width - sum(needs)), sum(field.share for field in fields)
    x = 0.0
    for field, need in zip(fields, needs, strict=True):
        wide = need or left * field.share / shares
        yield x, max(12.0, wide - (_BETWEEN if field is not fields[-1] else 0.0))
        x += wide


def _need(flow: Flow, field: Field, cells: Iterable[Cell]) -> float:
    """The width of a column whose texts stand on one line, with the white after it."""
    texts = [("".join(span.text for span in spans), how) for cell in cells for spans, how in cell]
    return max(width_of(text, how, flow.look) for text, how in [(field.name, _head(flow)), *texts]) + _BETWEEN + 0.5


def _head(flow: Flow) -> Pen:
    return Pen("kicker", SMALL, flow.look.grey, 1.25)


def _cells(fields: Sequence[Field], cells: Sequence[tuple[Set, ...]]) -> Iterator[Node]:
    for field, texts in zip(fields, cells, strict=True):
        inside = (node("P", text.number) for text in texts)
        yield node("TH", *inside, scope="Row") if field.heads else node("TD", *inside)


# --- furniture -------------------------------------------------------------------------------------------------


def foot(flow: Flow, name: str, counted: str, page: int, pages: int) -> tuple[Item, ...]:
    """What stands below each page: the document, and the number of the page."""
    how, middle = grey(flow, 8), flow.frame.paper.height - flow.frame.bottom * 0.5
    right = flow.frame.side + flow.width
    number = line(counted.format(page=page, pages=pages), right, middle, how, flow.look, across=1)
    named = fitting(given(name), how, number.x - flow.frame.side - 12, flow.frame.bottom * 0.5, flow.look)
    return *named.at(flow.frame.side, middle - named.height / 2), number

"""The parts of a face as shapes below each other, a function for each role; each says how high it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from teamcards.deck import Part
from teamcards.drawing import Box
from teamcards.markup import Span
from teamcards.writers.pptx import art
from teamcards.writers.pptx.layouts import tint
from teamcards.writers.pptx.measure import Measure
from teamcards.writers.pptx.shapes import (
    HAIR,
    INK,
    SOFT,
    WHITE,
    Colour,
    Item,
    Paragraph,
    Placeholder,
    Shape,
    Text,
    Type,
    paragraphs,
    words,
)

SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46, 0.4, 0.34, 0.28)
"""How much smaller than usual the parts of a face may be set, so that all of them fit."""

_GAP, _WIDE = 16.0, 26.0  # above a part, and above facts
_CODE = 122.0


class Room(NamedTuple):
    """Where parts stand: from x and y down, so wide, so much smaller than usual, in the colour of a suit.

    `ink` is that colour for pictures; `text` is the type size of the layout's place for text, 0 where there is none.
    """

    x: float
    y: float
    width: float
    suit: Colour
    ink: str
    measure: Measure
    text: float = 0.0
    scale: float = 1.0

    def size(self, usual: float) -> float:
        """A type size at the scale, in half points."""
        return round(2 * usual * self.scale) / 2

    def box(self, height: float, width: float = 0.0) -> Box:
        """A box at the top."""
        return Box(self.x, self.y, width or self.width, height)


Made = tuple[list[Item], float]
"""Shapes, and how high they are together."""


def stack(parts: Iterable[Part], room: Room) -> Made:
    """The parts below each other. The first text goes into the place of the layout."""
    items: list[Item] = []
    height = 0.0
    for part in parts:
        if part.role in _ROLES:
            gap = (_WIDE if part.role == "facts" else _GAP) * room.scale if items else 0.0
            made, more = _ROLES[part.role](part, room._replace(y=room.y + height + gap))
            height += gap + more
            items += made
            room = room._replace(text=0.0 if part.role in ("body", "steps") else room.text)
    return items, height


def fitted(parts: Sequence[Part], room: Room, height: float) -> tuple[list[Item], float, float]:
    """The parts at the largest scale at which they are no higher than that, their height, and the scale."""
    for scale in SCALES:
        items, needed = stack(parts, room._replace(scale=scale))
        if needed <= height:
            break
    return items, min(needed, height), scale


# --- texts -----------------------------------------------------------------------------------------------------


def _flowing(name: str, lines: tuple[Paragraph, ...], usual: float, room: Room) -> Made:
    """Paragraphs without a size of their own: in the place of the layout, or in a box like it."""
    own = room.text or usual
    size = room.size(own)
    height = room.measure.height(Text(lines), room.width, size)
    if not room.text:
        lines = tuple(line._replace(type=line.type._replace(size=size)) for line in lines)
        return [Shape(name, room.box(height), Text(lines))], height
    if size != own:
        lines = tuple(line._replace(type=line.type._replace(size=size)) for line in lines)
    return [Placeholder("text", Text(lines), room.box(height))], height


def _body(part: Part, room: Room) -> Made:
    kind = Type() if room.text else Type(colour=SOFT)
    size = room.size(room.text or 26)
    return _flowing("text", paragraphs(part.blocks, kind, 0.45 * size), 26, room)


def _steps(part: Part, room: Room) -> Made:
    size = room.size(room.text or 26)
    return _flowing("steps", _hung(part, 3.6 * size, 0.5 * size, room), 26, room)


def _facts(part: Part, room: Room) -> Made:
    size = room.size(20)
    hang = min(9.5 * size, 0.4 * room.width)
    hang = min(hang, max(room.measure.width(f"{mark}  ", size) for mark in part.marks))
    return _flowing("facts", _hung(part, hang, 0.35 * size, room), 20, room._replace(text=0.0))


def _hung(part: Part, hang: float, between: float, room: Room) -> tuple[Paragraph, ...]:
    """A line for each block, after its time or its name."""
    return tuple(
        Paragraph(block.spans, before=between if number else 0.0, mark=mark, marked=room.suit, hang=hang)
        for number, (block, mark) in enumerate(zip(part.blocks, part.marks, strict=True))
    )


def _panel(part: Part, room: Room) -> Made:
    size = room.size(25)
    label = (Paragraph((Span(part.label),), Type(room.size(14), room.suit, bold=True, caps=True)),)
    lines = (*(label if part.label else ()), *paragraphs(part.blocks, Type(size, INK), 0.4 * size))
    if part.label:
        lines = (lines[0], lines[1]._replace(before=0.25 * size), *lines[2:])
    edge = 0.75 * size
    text = Text(lines, anchor="ctr", inset=(1.1 * edge, edge, 1.1 * edge, edge))
    height = room.measure.height(text, room.width)
    return [Shape("panel", room.box(height), text, fill=tint(room.suit), radius=9)], height


def _answer(part: Part, room: Room) -> Made:
    """One very large word, in the middle."""
    spans = lines(part)
    size = room.measure.largest(spans, room.width, 200 * room.scale, [room.size(n) for n in (120, 96, 80, 64, 52, 40)])
    height = room.measure.title(spans, size, room.width) * 1.2
    text = Text((Paragraph(spans, Type(size, room.suit, bold=True)),), "ctr", "ctr")
    return [Shape("answer", room.box(height), text)], height


def lines(part: Part) -> tuple[Span, ...]:
    """The blocks of a part as lines of one paragraph, for headings."""
    return tuple(span for block in part.blocks for span in (Span("\n"), *block.spans))[1:]


# --- boxes beside each other -----------------------------------------------------------------------------------


def _options(part: Part, room: Room) -> Made:
    """Answers with their letters, in two columns; three below each other."""
    many = len(part.blocks) > 4
    size, columns = room.size(21 if many else 26), 1 if len(part.blocks) == 3 else 2
    badge, gap, edge = 1.8 * size, 14.0 * room.scale, 0.7 * size
    width = (room.width - gap * (columns - 1)) / columns
    texts = [
        Text((Paragraph(block.spans, Type(size, INK, bold=True)),), anchor="ctr",
             inset=(2 * edge + badge, edge, edge, edge)) for block in part.blocks
    ]  # fmt: skip
    items: list[Item] = []
    y = room.y
    for start in range(0, len(texts), columns):
        row = texts[start : start + columns]
        height = max(badge + 1.3 * edge, *(room.measure.height(text, width) for text in row))
        for column, text in enumerate(row):
            box = Box(room.x + column * (width + gap), y, width, height)
            items += _lettered(part.marks[start + column], text, box, badge, edge, room)
        y += height + gap
    return items, y - gap - room.y


def _lettered(mark: str, text: Text, box: Box, badge: float, edge: float, room: Room) -> list[Item]:
    letter = Text(words(mark, Type(0.55 * badge, WHITE, bold=True)).paragraphs, "ctr", "ctr")
    square = Box(box.x + edge, box.y + (box.height - badge) / 2, badge, badge)
    return [
        Shape("letter", square, letter, fill=room.suit, radius=0.2 * badge),
        Shape("option", box, text, line=HAIR, width=2, radius=9),
    ]


def _ballot(part: Part, room: Room) -> Made:
    """The answers to vote with, and the question above them if there is one."""
    items: list[Item] = []
    y = room.y
    if part.label:
        text = words(part.label, Type(room.size(22), room.suit, bold=True))
        height = room.measure.height(text, room.width)
        items.append(Shape("label", room.box(height), text))
        y += height + 8 * room.scale
    made, height = _row(part, room._replace(y=y), dashed=False)
    return [*items, *made], y + height - room.y


def _columns(part: Part, room: Room) -> Made:
    """Headings with room below them, to divide the options over."""
    return _row(part, room, dashed=True)


def _row(part: Part, room: Room, dashed: bool) -> Made:
    """Boxes of one size in a row; those of a ballot are as wide as their words, dashed ones fill the row."""
    size, gap, count = room.size(21 if dashed else 25), 14.0 * room.scale, len(part.blocks)
    share = (room.width - gap * (count - 1)) / count
    widest = max(room.measure.width(block.text, size) for block in part.blocks) + 2.2 * size
    width = share if dashed else min(share, max(7 * size, widest))
    texts = [
        Text((Paragraph(block.spans, Type(size, room.suit, bold=True)),), "l" if dashed else "ctr",
             "t" if dashed else "ctr", (0.7 * size, 0.5 * size, 0.7 * size, 0.5 * size)) for block in part.blocks
    ]  # fmt: skip
    height = max(3.4 * size if dashed else 2.1 * size, *(room.measure.height(text, width) for text in texts))
    name = "column" if dashed else "vote"
    return [
        Shape(name, Box(room.x + n * (width + gap), room.y, width, height), text, line=room.suit, width=2, radius=9,
              dashed=dashed) for n, text in enumerate(texts)
    ], height  # fmt: skip


def _fields(part: Part, room: Room) -> Made:
    """A line to write on after each word."""
    size, items, y = room.size(24), list[Item](), room.y
    widest = 0.6 * room.width
    for block in part.blocks:
        text = Text((Paragraph(block.spans, Type(size, room.suit, bold=True)),), anchor="b")
        word = min(widest, room.measure.width(block.text, size) + 4)
        height = max(1.9 * size, room.measure.height(text, word) + 0.5 * size)
        items.append(Shape("field", Box(room.x, y, word, height), text))
        line = Box(room.x + word + 8, y + height - 4, room.width - word - 8, 1.5)
        items.append(Shape("line", line, fill=SOFT))
        y += height
    return items, y - room.y


def _code(part: Part, room: Room) -> Made:
    """A QR code with its words beside it."""
    assert part.picture is not None
    side, size = _CODE * room.scale, room.size(22)
    address = art.address(part.picture)
    left = side + 0.8 * size
    text = Text((Paragraph(tuple(span._replace(href=address) for span in lines(part)), Type(size, bold=True)),))
    box = Box(room.x + left, room.y, room.width - left, side)
    code = Box(room.x, room.y, side, side)
    photo = art.shown(part.picture, code, room.suit, room.ink, room.measure.plain.plain)
    return [*photo, Shape("code words", box, text._replace(anchor="ctr"))], side


_ROLES: dict[str, Callable[[Part, Room], Made]] = {
    "body": _body, "panel": _panel, "options": _options, "columns": _columns, "ballot": _ballot, "answer": _answer,
    "steps": _steps, "fields": _fields, "facts": _facts, "qr": _code,
}  # fmt: skip

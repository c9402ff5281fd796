"""Text that flows over pages and says what it is: headings, paragraphs, lists and tables; points, y down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from teamcards import colours
from teamcards.accessories import setting
from teamcards.accessories.setting import Block, Pen, moved
from teamcards.deck import Deck
from teamcards.drawing import Begin, Bookmark, Box, Colour, Drawing, End, Item, Line, Page, Placed, Rect, Run, words
from teamcards.layout import Look
from teamcards.markup import Span, on_paper
from teamcards.problems import Mark, Problem
from teamcards.sheets import Paper
from teamcards.tags import Area, Content, Element

_OVER = 8.0  # how far a tint reaches past the text that stands on it
_LEAST = 60.0  # a row that is higher than a page begins on one with so much height left; no line is as high


class Set(NamedTuple):
    """A text in the lines of a column, by its number in the document."""

    number: int
    lines: tuple[Block, ...]


class Column(NamedTuple):
    """Texts below each other, with their left edge at x."""

    x: float
    texts: tuple[Set, ...]

    @property
    def height(self) -> float:
        """That of all its lines."""
        return sum(line.height for text in self.texts for line in text.lines)

    @property
    def baseline(self) -> float:
        """Where its first line stands, below the top of the column."""
        lines = (line for text in self.texts for line in text.lines)
        return next((item.y for line in lines for item in line.items if isinstance(item, Run)), 0.0)


class Row(NamedTuple):
    """Columns beside each other, their first lines level, which stay on one page where that has room for them.

    `before` is white space that no page begins with; `inset` is inside the ground, above and below the columns. A row
    that is `glued` stands on the page of the next one. `ground` is a tint behind it, from where its text begins, the
    same for rows that share it; `rule` is a line below it. `decoration` is there to look at, from the top left of the
    columns, which are at least `least` high. `head` stands again above the row where that begins a page.
    """

    columns: tuple[Column, ...]
    before: float = 0.0
    inset: tuple[float, float] = (0.0, 0.0)
    glued: bool = False
    ground: tuple[float, Colour] | None = None
    rule: Colour | None = None
    decoration: tuple[Item, ...] = ()
    least: float = 0.0
    bookmark: str = ""
    head: Row | None = None

    @property
    def height(self) -> float:
        """From the top of the ground to its foot."""
        columns = max((self.drop(column) + column.height for column in self.columns), default=0.0)
        return max(columns, self.least) + sum(self.inset)

    def drop(self, column: Column) -> float:
        """How much lower a column begins than the one with the largest first line."""
        return max(other.baseline for other in self.columns) - column.baseline if column.texts else 0.0

    def divided(self, room: float) -> tuple[Row, Row]:
        """The lines that fit in so much height, and the rest; a row that is higher than a page is told on two."""
        parts = [_divided(column, room - self.inset[0] - self.drop(column)) for column in self.columns]
        first = self._replace(columns=tuple(a for a, _ in parts), inset=(self.inset[0], 0.0), rule=None, least=0.0)
        return first, self._replace(
            columns=tuple(b for _, b in parts),
            before=0.0,
            inset=(0.0, self.inset[1]),
            decoration=(),
            least=0.0,
            bookmark="",
        )


def _divided(column: Column, room: float) -> tuple[Column, Column]:
    first: list[Set] = []
    rest: list[Set] = []
    for text in column.texts:
        taken = 0
        while not rest and taken < len(text.lines) and text.lines[taken].height <= room + 0.01:
            room -= text.lines[taken].height
            taken += 1
        first += [text._replace(lines=text.lines[:taken])] if taken else []
        rest += [text._replace(lines=text.lines[taken:])] if taken < len(text.lines) else []
    return column._replace(texts=tuple(first)), column._replace(texts=tuple(rest))


class Node(NamedTuple):
    """An element of the structure before the pages are known: what it is like, and the texts and elements in it."""

    like: Element
    kids: tuple[Node | int, ...]


def node(tag: str, *kids: Node | int, scope: str = "", numbering: str = "") -> Node:
    """An element of that kind."""
    return Node(Element(tag, (), scope=scope, numbering=numbering), kids)


class Frame(NamedTuple):
    """A paper and what is left white at its edges, in points; the foot of the page stands in the lower edge."""

    paper: Paper
    side: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """That of the text."""
        return self.paper.width - 2 * self.side

    @property
    def room(self) -> float:
        """The height of the text."""
        return self.paper.height - self.top - self.bottom


class Flow:
    """A document as it is written: rows from top to bottom, and elements in the order in which they are read.

    What no font has a sign for is kept with the place it was written in, which is `mark` at that time.
    """

    def __init__(self, deck: Deck, look: Look, frame: Frame) -> None:
        self.deck = deck
        self.look = look
        self.frame = frame
        self.mark = deck.mark
        self.rows: list[Row] = []
        self.nodes: list[Node] = []
        self.texts = 0
        self.missing: dict[tuple[str, Mark], None] = {}

    @property
    def width(self) -> float:
        """That of the text, in points."""
        return self.frame.width

    def set(self, spans: Iterable[Span], pen: Pen, width: float) -> Set:
        """A text in lines, ready to stand in a column."""
        spans = tuple(on_paper(spans))
        for sign in self.look.paragraph(pen.style, spans).missing:
            self.missing.setdefault((sign, self.mark))
        self.texts += 1
        return Set(self.texts, tuple(setting.lines(spans, pen, width, self.look)))

    def add(self, row: Row, *nodes: Node) -> None:
        """Puts a row below the others, and says what its texts are."""
        self.rows.append(row)
        self.nodes += nodes

    def glue(self) -> None:
        """Keeps the last row on the page of what comes next."""
        self.rows[-1] = self.rows[-1]._replace(glued=True)

    def keep(self, first: int) -> None:
        """Keeps all rows from that one on together, where a page has room for them."""
        self.rows[first:-1] = [row._replace(glued=True) for row in self.rows[first:-1]]

    @property
    def height(self) -> float:
        """That of all rows, with the white between them."""
        return sum(row.before + row.height for row in self.rows)

    def problems(self) -> list[Problem]:
        """The signs that no font has."""
        absent = f"; more signs come with: pip install {' '.join(self.look.absent)}" if self.look.absent else ""
        fix = f"use another character, or a template whose font has it{absent}"
        return [
            Problem(mark, f"no glyph for '{sign}' (U+{ord(sign):04X}) on the page", fix) for sign, mark in self.missing
        ]

    def pages(self, foot: Callable[[int, int], tuple[Item, ...]]) -> tuple[list[Page], list[Element]]:
        """The document on pages, and its structure; the foot is asked for by the number of a page and of all."""
        sheets = list(_sheets(self.rows, self.frame.room))
        writer = _Writer(self.frame)
        pages = [writer.page(sheet, foot(number, len(sheets))) for number, sheet in enumerate(sheets, 1)]
        return pages, [writer.element(node) for node in self.nodes]


# --- onto pages ------------------------------------------------------------------------------------------------


def _sheets(rows: Sequence[Row], room: float) -> Iterator[list[Row]]:
    """The rows of each page: a heading stands with what follows it, and a table has its head on every page."""
    sheet: list[Row] = []
    left = room
    for group in _together(rows):
        if sheet and _needed(group, room) > left + 0.01:
            yield sheet
            sheet, left = [], room
        waiting = list(group)
        while waiting:
            row = waiting.pop(0)
            if not sheet:
                row = row._replace(before=0.0)
                sheet += [row.head] if row.head else []
                left -= row.head.height if row.head else 0.0
            if row.before + row.height <= left + 0.01:
                sheet.append(row)
                left -= row.before + row.height
                continue
            if sheet in ([], [row.head]) or (row.height > room and left >= _LEAST):
                first, row = row.divided(max(left - row.before, _LEAST))
                sheet.append(first)
            waiting.insert(0, row)
            yield sheet
            sheet, left = [], room
    if sheet:
        yield sheet


def _needed(group: Sequence[Row], room: float) -> float:
    """How high rows are that stay together, or what they begin with where that is more than a page."""
    heights = [row.before + row.height for row in group]
    return sum(heights) if sum(heights) <= room else sum(heights[:-1]) + _LEAST


def _together(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows with those that they are glued to."""
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.glued:
            yield group
            group = []
    if group:
        yield group


class _Writer:
    """Puts rows at their places, numbers what a page says, and remembers where each text stands."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.page_count = 0
        self.pieces = 0
        self.areas = 0
        self.places: dict[int, list[Content | Element]] = {}

    def page(self, rows: Sequence[Row], foot: tuple[Item, ...]) -> Page:
        paper = self.frame.paper
        self.pieces = self.areas = 0
        tops = list(_tops(rows, self.frame.top))
        seen = [*_grounds(rows, tops, self.frame), *foot]
        told = [item for row, top in zip(rows, tops, strict=True) for item in self.row(row, top)]
        marks = tuple(Bookmark(row.bookmark, 0, top - 8) for row, top in zip(rows, tops, strict=True) if row.bookmark)
        items = (Begin("Artifact"), *seen, End(), *told)
        whole = Box(0, 0, paper.width, paper.height)
        self.page_count += 1
        drawing = Drawing(paper.width, paper.height, items)
        return Page(paper.width, paper.height, (Placed(drawing, whole, whole),), bookmarks=marks)

    def row(self, row: Row, top: float) -> Iterator[Item]:
        left, y = self.frame.side, top + row.inset[0]
        if row.decoration:
            yield from (Begin("Artifact"), *(moved(item, left, y) for item in row.decoration), End())
        for column in row.columns:
            line = y + row.drop(column)
            for text in column.texts:
                items = []
                for block in text.lines:
                    items += list(block.at(left + column.x, line))
                    line += block.height
                yield from self.said(text.number, items)

    def said(self, number: int, items: Sequence[Item]) -> Iterator[Item]:
        """A text as pieces of the page; number 0 is only to look at, such as the head of a table that is repeated."""
        if not number:
            yield from (Begin("Artifact"), *(_unlinked(item) for item in items), End())
            return
        for href, group in groupby(items, lambda item: item.href if isinstance(item, Run) else ""):
            here = [item.spaced() if isinstance(item, Run) else item for item in group]
            content = Content(self.page_count, self.pieces)
            self.pieces += 1
            yield from (Begin("Span", content.number), *here, End())
            self.places.setdefault(number, []).append(self.link(content, here) if href else content)

    def link(self, content: Content, items: Sequence[Item]) -> Element:
        numbers = range(self.areas, self.areas + len(items))
        self.areas = numbers.stop
        return Element("Link", (content, *(Area(content.page, number, words(items)) for number in numbers)))

    def element(self, node: Node) -> Element:
        """An element with what the pages have of it."""
        kids: list[Element | Content | Area] = []
        for kid in node.kids:
            kids += [self.element(kid)] if isinstance(kid, Node) else self.places.get(kid, [])
        return node.like._replace(kids=tuple(kids))


def _unlinked(item: Item) -> Item:
    return item._replace(href="") if isinstance(item, Run) else item


def _tops(rows: Sequence[Row], top: float) -> Iterator[float]:
    for row in rows:
        top += row.before
        yield top
        top += row.height


def _grounds(rows: Sequence[Row], tops: Sequence[float], frame: Frame) -> Iterator[Item]:
    """The tints behind rows, one for all that share it, and the lines below rows."""
    both = list(zip(rows, tops, strict=True))
    for ground, group in groupby(both, lambda pair: pair[0].ground):
        if ground:
            shared = list(group)
            (_, top), (last, low) = shared[0], shared[-1]
            x, colour = ground[0] - _OVER, ground[1]
            box = Box(frame.side + x, top, frame.width - x + _OVER, low + last.height - top)
            yield Rect(box, colour, radius=4.0)
    for row, top in both:
        if row.rule:
            y = top + row.height
            yield Line(frame.side, y, frame.side + frame.width, y, 0.5, row.rule)


def ink(look: Look) -> Colour:
    """The colour of running text."""
    return colours.parts(look.template.ink)

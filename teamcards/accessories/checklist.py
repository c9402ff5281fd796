"""A list of a deck's cards with boxes to tick: when it is packed, and when it is counted after a workshop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from teamcards import colours
from teamcards.accessories.setting import Block, Pen, fitting, given, line, margin, text, width_of
from teamcards.deck import Card, Deck
from teamcards.drawing import Box, Item, Line, Page, Rect
from teamcards.layout import Look
from teamcards.sheets import Paper
from teamcards.units import MM

_COLUMN = 80 * MM  # the least width of a column
_GUTTER = 8 * MM
_ROW = 6.4 * MM
_TICK = 3.6 * MM
_STEP = 8.5 * MM  # from one box to tick to the next
_BODY, _SMALL = 9.0, 7.5


def pages(deck: Deck, look: Look, paper: Paper, words: Mapping[str, str]) -> list[Page]:
    """Every card of the deck once, in the deck's order, in as many columns as the paper holds."""
    edge = margin(paper)
    width = paper.width - 2 * edge
    count = max(1, int((width + _GUTTER) / (_COLUMN + _GUTTER)))
    column = (width - (count - 1) * _GUTTER) / count
    head = _header(deck, look, width, words)
    room = paper.height - 2 * edge - head.height - _footer_height() - _ROW
    rows = _rows(deck.cards, look, column)
    sheets = _filled(rows, room, count)
    result = []
    for number, columns in enumerate(sheets, 1):
        items = [*head.at(edge, edge)]
        for place, blocks in enumerate(columns):
            y, x = edge + head.height, edge + place * (column + _GUTTER)
            items += _headings(words, look, column).at(x, y)
            y += _ROW
            for block in blocks:
                items += block.at(x, y)
                y += block.height
        items += _footer(deck, look, width, words, number, len(sheets)).at(edge, paper.height - edge - _SMALL)
        result.append(Page(paper.width, paper.height, (), tuple(items)))
    return result


def _filled(rows: Sequence[Block], room: float, count: int) -> list[list[list[Block]]]:
    """Rows in columns on pages; those of the last page in columns of equal height."""
    columns = _columns(rows, room)
    sheets = [columns[start : start + count] for start in range(0, len(columns), count)]
    last = [row for column in sheets[-1] for row in column]
    low = sum(row.height for row in last) / count
    heights = (low + step * 2 * MM for step in range(int((room - low) / (2 * MM)) + 1))
    sheets[-1] = next((even for high in heights if len(even := _columns(last, high)) <= count), sheets[-1])
    return sheets


def _columns(rows: Sequence[Block], room: float) -> list[list[Block]]:
    columns: list[list[Block]] = []
    left = 0.0
    for row in rows:
        if row.height > left + 0.01 or not columns:
            columns.append([])
            left = room
        columns[-1].append(row)
        left -= row.height
    return columns


# --- rows ------------------------------------------------------------------------------------------------------


def _rows(cards: Sequence[Card], look: Look, width: float) -> list[Block]:
    """A row for each card; ids take as much room as the longest needs, up to a third of the column."""
    pen = Pen("footer", _SMALL, look.grey)
    wide = min(width / 3, max(width_of(card.id, pen, look) for card in cards) + 2 * MM)
    return [_row(card, look, width, wide) for card in cards]


def _row(card: Card, look: Look, width: float, ids: float) -> Block:
    """Two boxes, the letter of the suit in its colour, the id, the title and how many there are."""
    left = 2 * _STEP - 1 * MM
    chip = 4.4 * MM
    copies = f"× {card.copies}" if card.copies > 1 else ""
    many = Pen("kicker", _BODY, colours.parts(look.template.ink))
    room = width - left - chip - 2 * MM - ids - (width_of(copies, many, look) + 2 * MM if copies else 0.0)
    named = Pen("body", _BODY, colours.parts(look.template.ink), 1.18)
    title = text(given(card.title), named, room, look)
    id = fitting(given(card.id), Pen("footer", _SMALL, look.grey, 1.2), ids - 1 * MM, _ROW, look)
    high = max(_ROW, title.height + 1.6 * MM)
    middle = high / 2
    x = left + chip + 2 * MM
    items: list[Item] = [
        *(Rect(Box(place * _STEP + 1 * MM, middle - _TICK / 2, _TICK, _TICK), None, look.grey, 0.7, 0.8)
          for place in range(2)),
        *_chip(card, look, left, middle - chip / 2, chip),
        *id.at(x, middle - id.height / 2),
        *title.at(x + ids, middle - title.height / 2),
        Line(0, high, width, high, 0.3, (0.8, 0.8, 0.8)),
    ]  # fmt: skip
    if copies:
        items.append(line(copies, width, middle, many, look, across=1))
    return Block(tuple(items), width, high)


def _chip(card: Card, look: Look, x: float, y: float, side: float) -> Iterator[Item]:
    colour = colours.parts(card.suit.colour)
    box = Box(x, y, side, side)
    yield Rect(box, colour, radius=1.6) if look.solid else Rect(box.inset(0.3), None, colour, 0.7, 1.6)
    pen = Pen("kicker", 8 if len(card.suit.letter) == 1 else 6, look.on(card.suit))
    yield line(card.suit.letter, x + side / 2, y + side / 2, pen, look, across=0.5)


def _headings(words: Mapping[str, str], look: Look, width: float) -> Block:
    """What the boxes of a column are for."""
    pen = Pen("kicker", 7, look.grey)
    labels = (
        line(words[key], place * _STEP + 1 * MM + _TICK / 2, _ROW / 2, pen, look, across=0.5)
        for place, key in enumerate(("out", "returned"))
    )
    return Block((*labels, Line(0, _ROW, width, _ROW, 0.8, look.grey)), width, _ROW)


# --- head and foot ---------------------------------------------------------------------------------------------


def _header(deck: Deck, look: Look, width: float, words: Mapping[str, str]) -> Block:
    """The deck's title, what the list is for, how many cards there are of each suit, and lines to fill in."""
    strong = colours.parts(deck.suit.colour)
    ink = colours.parts(look.template.ink)
    copies = sum(card.copies for card in deck.cards)
    kicker = text(given(words["checklist"]), Pen("kicker", 10, strong, 1.3), width, look)
    title = fitting(given(deck.title), Pen("title", 22, ink, 1.1), width, 20 * MM, look)
    about = text(given(words["checklist_about"]), Pen("body", 9.5, ink, 1.35), width, look)
    total = text(
        given(f"{copies} {words['card' if copies == 1 else 'cards']}"), Pen("kicker", 9.5, strong, 1.35), width, look
    )
    items: list[Item] = []
    y = 0.0
    for block in (kicker, title, about, total, _suits(deck, look, width), _fields(look, width, words)):
        items += block.at(0, y)
        y += block.height + 1.2 * MM
    return Block(tuple(items), width, y + 1 * MM)


def _suits(deck: Deck, look: Look, width: float) -> Block:
    """The suits of the deck with their number of cards, in as many lines as they need."""
    pen = Pen("body", 8.5, colours.parts(look.template.ink))
    firsts = {card.suit.id: card for card in reversed(deck.cards)}
    items: list[Item] = []
    x, y, side = 0.0, 0.0, 4.4 * MM
    for card in sorted(firsts.values(), key=deck.cards.index):
        told = f"{card.suit.title} {sum(other.copies for other in deck.cards if other.suit.id == card.suit.id)}"
        wide = side + 1.4 * MM + width_of(told, pen, look)
        if x and x + wide > width:
            x, y = 0.0, y + side + 1.2 * MM
        items += _chip(card, look, x, y, side)
        items.append(line(told, x + side + 1.4 * MM, y + side / 2, pen, look))
        x += wide + 5 * MM
    return Block(tuple(items), width, y + side)


def _fields(look: Look, width: float, words: Mapping[str, str]) -> Block:
    """Lines to write the workshop and its date on."""
    pen, low = Pen("body", 8.5, look.grey), 8 * MM
    items: list[Item] = []
    for key, x, right in (("workshop", 0.0, 0.62 * width), ("date", 0.62 * width + 5 * MM, width)):
        items.append(line(words[key], x, low - 4, pen, look))
        items.append(Line(x + width_of(words[key], pen, look) + 2 * MM, low, right, low, 0.6, look.grey))
    return Block(tuple(items), width, low)


def _footer(deck: Deck, look: Look, width: float, words: Mapping[str, str], number: int, pages: int) -> Block:
    pen = Pen("footer", _SMALL, look.grey)
    counted = words["page_of"].format(page=number, pages=pages)
    room = width - width_of(counted, pen, look) - 5 * MM
    title = fitting(given(deck.title), pen, room, _SMALL * 1.4, look)
    return Block((*title.items, line(counted, width, title.height / 2, pen, look, across=1)), width, _SMALL)


def _footer_height() -> float:
    return _SMALL + 3 * MM

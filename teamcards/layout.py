"""A card into drawings of its two sides, at the largest type that fits; after this nothing is measured."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from teamcards import fonts, icons, model, typeset
from teamcards.deck import Card, Deck, Face, Part, Suit
from teamcards.drawing import Box, Colour, Drawing, Glyphs, Item, Line, Outline, Rect, Run, Sides
from teamcards.markup import Block, Span
from teamcards.problems import Mark, Problem
from teamcards.typeset import Family, Paragraph
from teamcards.units import MM

BLEED = 2 * MM
"""How far colour that touches an edge runs past it, so that a crooked cut shows no white (office practice)."""

_POKER = math.sqrt(63 * MM * 88 * MM)
_STEP = 0.25  # points between the type sizes that are tried
_SHELL = 10.0  # the body size that band and footer count in, on a poker card
_FOOT = ("options", "columns", "ballot", "fields", "facts", "source")
_CENTRED = ("hero", "answer")
_WHITE = (1.0, 1.0, 1.0)
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Look:
    """A template at the size of one deck's cards: fonts loaded, lengths in points. `scale` is 1 for a poker card."""

    template: model.Template
    families: dict[str, Family]
    width: float
    height: float
    scale: float
    margin: float
    band: float
    footer: float
    language: str

    def style(self, name: str) -> model.Style:
        """The style of that name."""
        return self.template.styles[name]

    def family(self, name: str) -> Family:
        """The fonts of the style of that name."""
        return self.families[self.style(name).font]

    def fonts(self) -> list[fonts.Font]:
        """Every font of the template, each once."""
        families = self.families.values()
        return list(dict.fromkeys(font for f in families for font in (f.plain, f.strong, f.emphasis, f.both)))

    def size(self, style: model.Style, body: float) -> float:
        """The type size of a style where the body is that large."""
        return max(style.size * body, style.least)


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph across the card, or several side by side; lengths count in body sizes.

    `mark` stands to the left of an indented row; `frame` is what is drawn around or below it.
    """

    style: str
    cells: tuple[Paragraph, ...]
    before: float
    indent: float = 0.0
    mark: str = ""
    frame: Literal["", "panel", "cell", "badge", "rule"] = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A face whose rows were broken into lines at one body size; heights in points."""

    body: float
    flow: tuple[Row, ...]
    foot: tuple[Row, ...]
    flow_height: float
    foot_height: float


# --- the door --------------------------------------------------------------------------------------------------


def look(deck: Deck) -> tuple[Look | None, list[Problem]]:
    """The deck's template at the size of its cards; a font that is not installed is a problem."""
    template = deck.look
    try:
        families = {
            name: Family(*(fonts.load(template.font_package, file) for file in
                           (family.plain, family.strong, family.emphasis, family.both)))
            for name, family in template.fonts.items()
        }  # fmt: skip
    except FileNotFoundError as error:
        return None, [Problem(deck.mark, f"{error} (template '{deck.template}')", "install it, or name another")]
    scale = min(max(math.sqrt(deck.width * deck.height) / _POKER, 0.7), 1.8)
    lengths = (template.margin * scale, template.band * scale, template.footer * scale)
    return Look(template, families, deck.width, deck.height, scale, *lengths, deck.language), []


def draw(card: Card, deck: Deck, look: Look) -> tuple[Sides, list[Problem]]:
    """Both sides of a card, and what does not fit on them or has no glyph."""
    front, size, problems = _face(card, card.front, deck, look, "front")
    back: Drawing | None = None
    if card.back == "common":
        back = common_back(deck, look)
    elif face := card.reveal or (_facilitator(card, deck) if card.back == "facilitator" else None):
        back, other, more = _face(card, face, deck, look, "back")
        size, problems = min(size, other), problems + more
    return Sides(card.id, card.title, card.mark, front, back, card.copies, size), problems


def _facilitator(card: Card, deck: Deck) -> Face:
    kicker = Part("kicker", (Block((Span(card.title),)),))
    return Face((kicker, Part("body", card.notes)), deck.words["facilitator"])


# --- a face into rows ------------------------------------------------------------------------------------------


def _rows(part: Part, look: Look) -> Iterator[Row]:
    match part.role:
        case "title" | "kicker" | "hero" | "answer" | "body":
            yield from _texts(part.role, part.blocks, look)
        case "panel":
            yield _label(part.label, look, 0.9, "panel")
            yield from (replace(row, frame="panel") for row in _texts("panel", part.blocks, look))
        case "options":
            for letter, block in zip(part.marks, part.blocks, strict=True):
                yield _row("option", block.spans, look, indent=1.9, mark=letter, frame="badge")
        case "steps":
            for time, block in zip(part.marks, part.blocks, strict=True):
                yield _row("step", block.spans, look, indent=2.6, mark=time)
        case "columns" | "ballot":
            if part.label:
                yield _row("fact", (Span(part.label, strong=True),), look)
            cells = tuple(_paragraph("cell", block.spans, look) for block in part.blocks)
            yield Row("cell", cells, look.style("cell").before, frame="cell")
        case "facts":
            for name, block in zip(part.marks, part.blocks, strict=True):
                yield _row("fact", (Span(f"{name}: ", strong=True), *block.spans), look)
        case "fields":
            yield from (_row("field", block.spans, look, frame="rule") for block in part.blocks)
        case "source":
            yield from _texts("source", part.blocks, look)


def _texts(style: str, blocks: Sequence[Block], look: Look) -> Iterator[Row]:
    for number, block in enumerate(blocks):
        if block.kind == "paragraph":
            row = _row(style, block.spans, look)
        else:
            row = _row(style, block.spans, look, 1.1, _BULLET if block.kind == "bullet" else f"{block.number}.")
        yield replace(row, before=0.4) if number else row


def _row(
    style: str, spans: Iterable[Span], look: Look, indent: float = 0.0, mark: str = "",
    frame: Literal["", "panel", "cell", "badge", "rule"] = "",
) -> Row:  # fmt: skip
    return Row(style, (_paragraph(style, spans, look),), look.style(style).before, indent, mark, frame)


def _label(text: str, look: Look, before: float, frame: Literal["panel"]) -> Row:
    return Row("label", (_paragraph("label", (Span(text),), look),), before, frame=frame)


def _paragraph(name: str, spans: Iterable[Span], look: Look) -> Paragraph:
    style = look.style(name)
    if style.upper:
        spans = tuple(replace(span, text=span.text.upper()) for span in spans)
    return typeset.paragraph(spans, look.family(name), look.language if style.hyphenate else None)


# --- rows into lines, at the largest size that fits ----------------------------------------------------------------


def _measure(row: Row, body: float, look: Look) -> float:
    """The width of a row's lines, in thousandths of its type size."""
    style = look.style(row.style)
    width = look.width - 2 * look.margin - row.indent * body
    if row.frame == "panel":
        width -= 2 * _PANEL * body
    if row.frame == "cell":
        width = (width - (len(row.cells) - 1) * _CELL_GAP * body) / len(row.cells) - 0.5 * body
    return 1000 * width / (look.size(style, body) * (1 + style.tracking / 0.6))


_PANEL = 0.7  # between a panel's edge and its text, in body sizes
_CELL = 0.45  # above and below the text of a cell
_CELL_GAP = 0.5  # between two cells


def _lines(row: Row, body: float, look: Look) -> list[list[typeset.Line]] | None:
    """The lines of each cell of a row; None when a word is too wide."""
    measure = _measure(row, body, look)
    breaker = typeset.balanced if look.style(row.style).balance else typeset.settled
    cells = [breaker(cell, measure) for cell in row.cells]
    return None if None in cells else [cell for cell in cells if cell is not None]


def _height(row: Row, count: int, body: float, look: Look) -> float:
    """The height of a row of so many lines, without the space above it."""
    style = look.style(row.style)
    if row.frame == "rule":
        return look.template.field * look.scale
    return count * look.size(style, body) * style.leading + (2 * _CELL * body if row.frame == "cell" else 0.0)


def _stack(rows: Sequence[Row], body: float, look: Look) -> float | None:
    """The height of rows below each other, in points; None when a word is too wide."""
    height = 0.0
    for number, row in enumerate(rows):
        cells = _lines(row, body, look)
        if cells is None:
            return None
        height += _height(row, max(map(len, cells)), body, look) + (row.before * body if number else 0.0)
        height += _panel_edges(rows, number) * _PANEL * body
    return height


def _panel_edges(rows: Sequence[Row], number: int) -> int:
    """Whether a row is the first or the last of a panel, or both: 0, 1 or 2 edges to leave room for."""
    if rows[number].frame != "panel":
        return 0
    first = number == 0 or rows[number - 1].frame != "panel"
    last = number == len(rows) - 1 or rows[number + 1].frame != "panel"
    return int(first) + int(last)


def _room(look: Look) -> tuple[float, float]:
    """The top and the bottom of the area for rows."""
    return look.band + 0.75 * look.margin, look.height - 0.8 * look.margin - look.footer


def _try(flow: tuple[Row, ...], foot: tuple[Row, ...], body: float, look: Look) -> Fitted | None:
    flow_height, foot_height = _stack(flow, body, look), _stack(foot, body, look)
    if flow_height is None or foot_height is None:
        return None
    return Fitted(body, flow, foot, flow_height, foot_height)


def _excess(fitted: Fitted, look: Look) -> float:
    """By how many points the rows are higher than their room."""
    top, bottom = _room(look)
    gap = 0.8 * fitted.body if fitted.flow and fitted.foot else 0.0
    return fitted.flow_height + fitted.foot_height + gap - (bottom - top)


def _fit(flow: tuple[Row, ...], foot: tuple[Row, ...], look: Look) -> Fitted | None:
    """The rows at the largest size that fits; at the floor when none does; None when a word is too wide there."""
    body = look.template.body
    largest = max(body.asked * look.scale, body.floor)
    low, high = 0, int((largest - body.floor) / _STEP)
    best = _try(flow, foot, body.floor, look)
    while low <= high:
        middle = (low + high + 1) // 2
        fitted = _try(flow, foot, body.floor + middle * _STEP, look)
        if fitted and _excess(fitted, look) <= 0:
            best, low = fitted, middle + 1
        else:
            high = middle - 1
    return best


def _face(
    card: Card, face: Face, deck: Deck, look: Look, side: str
) -> tuple[Drawing, float, list[Problem]]:
    foot_parts = [part for part in face.parts if part.role in _FOOT]
    flow = tuple(row for part in face.parts if part.role not in _FOOT for row in _rows(part, look))
    foot = tuple(row for part in foot_parts for row in _rows(part, look))
    where = f"card '{card.id}' ({side}, {deck.language})"
    problems = list(_missing(flow + foot, where, card.mark))
    fitted = _fit(flow, foot, look)
    if fitted is None or _excess(fitted, look) > 0:
        problems.append(_too_long(fitted, flow + foot, where, card.mark, look))
        return Drawing(look.width, look.height, ()), look.template.body.floor, problems
    if fitted.body < look.template.body.aim:
        message = f"{where} is set in {fitted.body:g} pt to fit"
        fix = f"{look.template.body.aim:g} pt reads better: shorten it, or choose a larger size"
        problems.append(Problem(card.mark, message, fix, "note"))
    items = (*_content(fitted, face, card.suit, look), *_shell_texts(card, face, deck, look))
    return Drawing(look.width, look.height, items, _shell(card.suit, look, face.tag)), fitted.body, problems


def _missing(rows: Sequence[Row], where: str, mark: Mark) -> Iterator[Problem]:
    for character in dict.fromkeys("".join(cell.missing for row in rows for cell in row.cells)):
        message = f"{where}: no glyph for '{character}' (U+{ord(character):04X})"
        yield Problem(mark, message, "use another character, or a template whose font has it")


def _too_long(fitted: Fitted | None, rows: Sequence[Row], where: str, mark: Mark, look: Look) -> Problem:
    floor = look.template.body.floor
    if fitted is None:
        wide = next(row for row in rows if _lines(row, floor, look) is None)
        words = [word for cell in wide.cells for words in cell.stretches for word in words]
        longest = max(words, key=lambda word: word.width)
        text = "".join(piece.glyphs.text for piece in longest.pieces)
        return Problem(mark, f"{where}: the word '{text}' is wider than the card at {floor:g} pt", "break it up")
    excess = _excess(fitted, look)
    measure = look.width - 2 * look.margin
    characters = math.ceil(excess / (floor * 1.34)) * measure / (floor * 0.5)
    fix = f"take out about {characters:.0f} characters, or choose a larger size"
    return Problem(mark, f"{where} does not fit at {floor:g} pt: {excess / MM:.1f} mm too high", fix)


# --- lines into items ------------------------------------------------------------------------------------------


def _content(fitted: Fitted, face: Face, suit: Suit, look: Look) -> Iterator[Item]:
    top, bottom = _room(look)
    foot_top = bottom - fitted.foot_height
    if any(part.role in _CENTRED for part in face.parts):
        top += max(0.0, foot_top - top - fitted.flow_height) * 0.42
    yield from _place(fitted.flow, top, fitted.body, suit, look)
    yield from _place(fitted.foot, foot_top, fitted.body, suit, look)


def _place(rows: tuple[Row, ...], y: float, body: float, suit: Suit, look: Look) -> Iterator[Item]:
    panel_top = 0.0
    for number, row in enumerate(rows):
        y += row.before * body if number else 0.0
        starts = row.frame == "panel" and (number == 0 or rows[number - 1].frame != "panel")
        if starts:
            panel_top = y
            height = _panel_height(rows[number:], body, look)
            box = Box(look.margin, panel_top, look.width - 2 * look.margin, height)
            yield Rect(box, fill=_tint(suit.colour, 0.12), radius=look.template.radius * look.scale)
            y += _PANEL * body
        cells = _lines(row, body, look) or []
        height = _height(row, max(map(len, cells)), body, look)
        yield from _draw_row(row, cells, y, height, body, suit, look)
        y += height
        if row.frame == "panel" and (number == len(rows) - 1 or rows[number + 1].frame != "panel"):
            y += _PANEL * body


def _panel_height(rows: Sequence[Row], body: float, look: Look) -> float:
    inside = [row for row, _ in zip(rows, iter(lambda: True, False), strict=False)]
    count = next((n for n, row in enumerate(inside) if row.frame != "panel"), len(inside))
    return _stack(rows[:count], body, look) or 0.0


def _draw_row(
    row: Row, cells: list[list[typeset.Line]], y: float, height: float, body: float, suit: Suit, look: Look
) -> Iterator[Item]:
    style = look.style(row.style)
    size = look.size(style, body)
    colour = _colour(style, suit, look)
    left = look.margin + (_PANEL * body if row.frame == "panel" else 0.0)
    baseline = y + size * (0.5 * style.leading + 0.34)
    if row.frame == "cell":
        yield from _draw_cells(row, cells, y, height, body, suit, look)
        return
    if row.frame == "rule":
        yield Line(left, y + height, look.width - look.margin, y + height, 0.6, _rgb(look.template.grey))
        baseline = y + size
    elif row.frame == "badge":
        side = 1.35 * size
        box = Box(left, baseline - 0.34 * size - side / 2, side, side)
        yield Rect(box, fill=_rgb(suit.colour), radius=0.25 * side)
        letter = look.family("cell").plain.set(row.mark)
        x = left + (side - letter.width * 0.8 * size / 1000) / 2
        yield Run(x, baseline - 0.06 * size, *_font("cell", look), 0.8 * size, _WHITE, (letter,))
    elif row.mark:
        mark = look.family(row.style).strong.set(row.mark)
        name = look.family(row.style).strong.name
        yield Run(left, baseline, name, size, _rgb(suit.colour), (mark,))
    for line in cells[0]:
        x = left + row.indent * body
        if style.align == "centre":
            x += (look.width - 2 * look.margin - typeset.width(line) * size / 1000) / 2
        yield from _runs(line, x, baseline, size, colour, style.tracking)
        baseline += size * style.leading


def _draw_cells(
    row: Row, cells: list[list[typeset.Line]], y: float, height: float, body: float, suit: Suit, look: Look
) -> Iterator[Item]:
    style = look.style(row.style)
    size = look.size(style, body)
    whole = look.width - 2 * look.margin
    width = (whole - (len(cells) - 1) * _CELL_GAP * body) / len(cells)
    for number, lines in enumerate(cells):
        x = look.margin + number * (width + _CELL_GAP * body)
        radius = look.template.radius * look.scale
        yield Rect(Box(x, y, width, height), stroke=_rgb(suit.colour), width=0.9, radius=radius)
        baseline = y + (height - len(lines) * size * style.leading) / 2 + size * (0.5 * style.leading + 0.34)
        for line in lines:
            start = x + (width - typeset.width(line) * size / 1000) / 2
            yield from _runs(line, start, baseline, size, _colour(style, suit, look), 0.0)
            baseline += size * style.leading


def _runs(
    line: typeset.Line, x: float, y: float, size: float, colour: Colour, tracking: float
) -> Iterator[Run]:
    """The words of a line, those in one font together in one run."""
    font, href, start = "", "", x
    glyphs: list[Glyphs] = []
    for number, word in enumerate(line):
        x += word.space * size / 1000 if number else 0.0
        for place, piece in enumerate(word.pieces):
            if place or (piece.font.name, piece.href) != (font, href):
                if glyphs:
                    yield Run(start, y, font, size, colour, tuple(glyphs), tracking * size, href)
                font, href, start, glyphs = piece.font.name, piece.href, x, []
            glyphs.append(piece.glyphs)
            x += piece.glyphs.width * size / 1000
    if glyphs:
        yield Run(start, y, font, size, colour, tuple(glyphs), tracking * size, href)


def _font(style: str, look: Look) -> tuple[str]:
    return (look.family(style).plain.name,)


# --- band, footer and common back ------------------------------------------------------------------------------


def _set(text: str, style: str, look: Look) -> tuple[Glyphs, float, float]:
    """A short text of the shell as it is set, with its type size and width in points."""
    the = look.style(style)
    glyphs = look.family(style).plain.set(text.upper() if the.upper else text)
    size = look.size(the, _SHELL * look.scale)
    return glyphs, size, (glyphs.width + 1000 * the.tracking * len(text)) * size / 1000


def _one_run(text: str, style: str, x: float, y: float, colour: Colour, look: Look) -> Run:
    glyphs, size, _ = _set(text, style, look)
    return Run(x, y, look.family(style).plain.name, size, colour, (glyphs,), look.style(style).tracking * size)


def _ring(look: Look) -> float:
    return 0.52 * look.band


def _shell(suit: Suit, look: Look, tag: str) -> Drawing:
    """The band of a suit, the same object for all its cards; its name is left out where a tag needs the room."""
    taken = 2 * look.margin + 2.6 * _ring(look) + _set(suit.title, "band", look)[2]
    fits = taken + (_set(tag, "tag", look)[2] + look.margin / 2 if tag else 0.0) <= look.width
    return _band(suit, fits, _Key(look))


@dataclass(frozen=True, eq=False)
class _Key:
    """A look as a key to remember drawings by: the same object is the same look."""

    look: Look

    def __hash__(self) -> int:
        return id(self.look)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.look is other.look


@functools.lru_cache(maxsize=256)
def _band(suit: Suit, named: bool, key: _Key) -> Drawing:
    look = key.look
    colour, ring = _rgb(suit.colour), _ring(look)
    middle = look.band / 2
    glyphs, size, _ = _set(suit.letter, "band", look)
    x = look.margin + (ring - glyphs.width * size / 1000) / 2
    items: list[Item] = [
        Rect(Box(-BLEED, -BLEED, look.width + 2 * BLEED, look.band + BLEED), fill=colour),
        Rect(Box(look.margin, middle - ring / 2, ring, ring), stroke=_WHITE, width=0.8, radius=ring / 2),
        replace(_one_run(suit.letter, "band", x, middle + 0.34 * size, _WHITE, look), tracking=0.0),
        Outline(look.margin + 1.3 * ring, middle - ring / 2, ring, icons.SIDE, icons.outline(suit.icon), 2, _WHITE),
    ]
    if named:
        items.append(
            _one_run(suit.title, "band", look.margin + 2.6 * ring, middle + 0.34 * size, _WHITE, look)
        )
    return Drawing(look.width, look.height, tuple(items))


def _shell_texts(card: Card, face: Face, deck: Deck, look: Look) -> Iterator[Item]:
    if face.tag:
        _, size, width = _set(face.tag, "tag", look)
        x = look.width - look.margin - width
        yield _one_run(face.tag, "tag", x, look.band / 2 + 0.34 * size, _WHITE, look)
    grey = _rgb(look.template.grey)
    y = look.height - 0.8 * look.margin
    _, size, id_width = _set(card.id, "footer", look)
    right = look.width - look.margin
    left = look.margin
    yield _one_run(card.id, "footer", right - id_width, y, grey, look)
    if card.minutes:
        text = f"{card.minutes} {deck.words['minutes']}"
        yield Outline(left, y - 0.86 * size, size, icons.SIDE, icons.outline("clock"), 2, grey)
        yield _one_run(text, "footer", left + 1.3 * size, y, grey, look)
        left += 1.3 * size + _set(text, "footer", look)[2] + size
    if card.method and card.method.id != card.id:
        width = _set(card.method.title, "footer", look)[2]
        fits = left + width + size <= right - id_width
        yield _one_run(
            card.method.title, "footer", left if fits else look.margin, y if fits else y - 1.25 * size, grey, look
        )


def common_back(deck: Deck, look: Look) -> Drawing:
    """The back that all cards of a deck share: its colour, an even pattern, its title; the same object each time."""
    counts: dict[Suit, int] = {}
    for card in deck.cards:
        counts[card.suit] = counts.get(card.suit, 0) + 1
    return _back(deck.title, max(counts, key=lambda suit: counts[suit]), _Key(look))


@functools.lru_cache(maxsize=64)
def _back(title: str, suit: Suit, key: _Key) -> Drawing:
    look = key.look
    edge = Box(0, 0, look.width, look.height).inset(-BLEED)
    items: list[Item] = [Rect(edge, fill=_rgb(suit.colour))]
    step = 6 * MM * look.scale
    pattern = _tint(suit.colour, 0.84)
    reach = look.width + look.height
    for n in range(-int(reach / step), int(reach / step) + 1):
        items += [line for line in _diagonals(n * step, edge, pattern)]
    rows = _texts("back", (Block((Span(title),)),), look)
    fitted = next(
        fitted for body in (11 * look.scale, 9 * look.scale, 7, 5, 3)
        if (fitted := _try(tuple(rows), (), body, look)) or body == 3
    )  # fmt: skip
    if fitted:
        top = (look.height - fitted.flow_height) / 2
        box = Box(look.margin * 0.6, top - look.margin, look.width - 1.2 * look.margin, fitted.flow_height + 2 * look.margin)
        items.append(Rect(box, fill=_rgb(suit.colour), radius=look.template.radius * look.scale))
        items += _place(fitted.flow, top, fitted.body, suit, look)
    return Drawing(look.width, look.height, tuple(items))


def _diagonals(offset: float, edge: Box, colour: Colour) -> Iterator[Line]:
    """The two lines of the pattern, falling and rising, that start `offset` along the top edge."""
    for direction in (1, -1):
        start = edge.x + offset if direction == 1 else edge.x + edge.width - offset
        low, high = 0.0, edge.height
        at = [(start - edge.x) * direction, (edge.width - (start - edge.x)) * direction]
        first = max(low, min(-at[0], at[1]))
        last = min(high, max(-at[0], at[1]))
        if first < last:
            x1, x2 = start + direction * first, start + direction * last
            yield Line(x1, edge.y + first, x2, edge.y + last, 0.5, colour)


# --- colours ---------------------------------------------------------------------------------------------------


def _rgb(colour: str) -> Colour:
    red, green, blue = (byte / 255 for byte in bytes.fromhex(colour[1:]))
    return red, green, blue


def _tint(colour: str, amount: float) -> Colour:
    """A colour mixed with white: `amount` is the part of the colour that stays."""
    red, green, blue = (1 - amount * (1 - part) for part in _rgb(colour))
    return red, green, blue


def _colour(style: model.Style, suit: Suit, look: Look) -> Colour:
    match style.colour:
        case "suit":
            return _rgb(suit.colour)
        case "white":
            return _WHITE
        case "grey":
            return _rgb(look.template.grey)
    return _rgb(look.template.ink)

"""What surrounds the text of a card: the band of its suit, the footer, and the back that all cards share."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

from teamcards import colours, icons, typeset
from teamcards.deck import Card, Face, Suit
from teamcards.drawing import Box, Colour, Drawing, Item, Line, Outline, Rect, Run
from teamcards.layout import fit, paint, rows
from teamcards.layout.look import FOOT, SHELL, WHITE, Look
from teamcards.markup import plain
from teamcards.units import MM
from teamcards.words import Word

BLEED = 6 * MM
"""How far colour that touches an edge is drawn past it: more than any shop asks; the sheet cuts off the rest."""

_RING = 0.52  # the ring around the letter, in heights of the band
_SPINE_RING = 0.56  # and on a slide, in widths of the band at its left
_MIDDLE = 0.34  # from the middle of a line of text to its baseline, in type sizes
_RULE = 0.8  # the line below a band that is not filled
_LINE = 1.25  # from line to line of a footer, in type sizes
_MESH = 6 * MM  # between two lines of the back's pattern, on a poker card


def band(suit: Suit, tag: str, look: Look) -> Drawing:
    """The band of a suit, the same object for all its cards.

    Its name is left out where the tag needs the room; letter, icon and colour still tell the suit.
    """
    taken = _name_left(look) + _short(suit.title, "band", look)[2]
    free = look.width - look.margin - (_short(tag, "tag", look)[2] + look.margin / 2 if tag else 0.0)
    return _band(suit, taken <= free, look)


@functools.lru_cache(maxsize=256)
def _band(suit: Suit, named: bool, look: Look) -> Drawing:
    ring, middle = _ring(look), _middle(look)
    letter, size, _ = _short(suit.letter, "band", look)
    x = look.margin + (ring - letter.width * size / 1000) / 2
    letters = _runs(suit.letter, "band", x, middle + _MIDDLE * size, look.on(suit), look)
    said = None if named else paint.passage("band", told=suit.title)
    colour, on = colours.parts(suit.colour), look.on(suit)
    ground: Item = Line(-BLEED, look.band, look.width + BLEED, look.band, _RULE, colour)
    if look.solid:
        ground = Rect(Box(-BLEED, -BLEED, look.width + 2 * BLEED, look.band + BLEED), fill=colour)
    items: list[Item] = [
        ground,
        Rect(Box(look.margin, middle - ring / 2, ring, ring), stroke=on, width=0.8, radius=ring / 2),
        *(run._replace(tracking=0.0, passage=said) for run in letters),
        _icon(suit.icon, look.margin + 1.3 * ring, middle - ring / 2, ring, on),
    ]
    if named:
        items.extend(_runs(suit.title, "band", _name_left(look), middle + _MIDDLE * size, on, look))
    return Drawing(look.width, look.height, tuple(items), reused=True)


def _name_left(look: Look) -> float:
    return look.margin + 2.6 * _ring(look)


def _ring(look: Look) -> float:
    return _RING * (look.band - look.crown)


def _middle(look: Look) -> float:
    """The middle of what stands in the band, from the edge of the card."""
    return (look.band + look.crown) / 2


def tag(text: str, suit: Suit, look: Look) -> Iterator[Item]:
    """The word at the right of the band: a scene's number, a question's level."""
    if text:
        _, size, width = _short(text, "tag", look)
        y = _middle(look) + _MIDDLE * size
        yield from _runs(text, "tag", look.width - look.margin - width, y, look.on(suit), look)


@functools.lru_cache(maxsize=256)
def spine(suit: Suit | None, look: Look) -> Drawing:
    """The ground of a slide, with the band of a suit at its left: the same object for all slides of that suit."""
    items: list[Item] = [Rect(Box(0, 0, look.width, look.height), fill=colours.parts(look.ground))]
    if suit:
        ring, middle, top = _SPINE_RING * look.spine, look.spine / 2, 0.6 * look.margin
        _, size, _ = _short(suit.title, "band", look)
        name = _runs(suit.title, "band", 0.0, middle + _MIDDLE * size, WHITE, look)
        low = look.height - 0.8 * look.margin
        items += [
            Rect(Box(0, 0, look.spine, look.height), fill=colours.parts(suit.colour)),
            Rect(Box(middle - ring / 2, top, ring, ring), stroke=WHITE, width=1.6, radius=ring / 2),
            _icon(suit.icon, middle - 0.3 * ring, top + 0.2 * ring, 0.6 * ring, WHITE),
            *(run._replace(x=run.y, y=low - run.x, rising=True) for run in name),
        ]
    return Drawing(look.width, look.height, tuple(items), reused=True)


def head(title: str, tag: str, suit: Suit, look: Look) -> Iterator[Item]:
    """The line above the text of a slide: the deck's title, which is there to look at, and the tag of the face."""
    if not title:
        return
    size, width = _short(title, "tag", look)[1:]
    y, colour = 0.75 * look.margin + 0.7 * size, colours.parts(suit.colour)
    yield from (run._replace(passage=None) for run in _runs(title, "tag", look.left, y, colour, look))
    if tag:
        x = look.left + width + 1.2 * size
        dot = Box(x - 0.75 * size, y - 0.44 * size, 0.2 * size, 0.2 * size)
        yield Rect(dot, fill=colour, radius=0.1 * size)
        yield from _runs(tag, "tag", x, y, colour, look)


def art(suit: Suit, look: Look) -> Outline:
    """The icon of a suit, large and pale, in the middle of the height: to look at only."""
    size = 0.8 * look.inner
    return _icon(suit.icon, look.right - size, 0.46 * look.height - size / 2, size, look.tint(suit, 0.16))


def too_long(title: str, tag: str, suit: Suit | None, look: Look) -> Iterator[str]:
    """What of the line above a slide, and of the band at its left, has no room."""
    _, size, width = _short(title, "tag", look)
    if width + (1.2 * size + _short(tag, "tag", look)[2] if tag else 0.0) > look.inner:
        yield f"'{title}{' · ' if tag else ''}{tag}'"
    if suit and _short(suit.title, "band", look)[2] > look.height - 2 * look.margin - look.spine:
        yield f"the name of the suit '{suit.title}'"


def footer(card: Card, minutes: str, look: Look) -> Iterator[Item]:
    """Minutes and method at the left, the card's id at the right; the method above them where it is too long."""
    y, left = look.height - FOOT * look.margin - look.sole, look.left
    _, size, width = _short(card.id, "footer", look)
    if card.id:
        yield from _runs(card.id, "footer", look.right - width, y, look.grey, look, 2)
    if card.minutes:
        yield _icon("clock", left, y - 0.86 * size, size, look.grey)
        yield from _runs(f"{card.minutes} {minutes}", "footer", left + 1.3 * size, y, look.grey, look)
    if _method(card):
        beside = _beside(card, minutes, look)
        place = (left, y - _LINE * size) if beside is None else (beside, y)
        yield from _runs(_method(card), "footer", *place, look.grey, look, 1)


def clear(card: Card, minutes: str, look: Look) -> Look:
    """The look for what stands above the footer, which is higher where the method has a line of its own."""
    return look if not _method(card) or _beside(card, minutes, look) is not None else _raised(look)


@functools.lru_cache(maxsize=64)
def _raised(look: Look) -> Look:
    return dataclasses.replace(look, footer=look.footer + _LINE * _short("", "footer", look)[1])


def _method(card: Card) -> str:
    """The method that a footer names; a card that is a method has it as its title."""
    return card.method.title if card.method and card.method.id != card.id else ""


def _beside(card: Card, minutes: str, look: Look) -> float | None:
    """Where the method stands between minutes and id; None where it has no room there."""
    left = look.left
    if card.minutes:
        _, size, width = _short(f"{card.minutes} {minutes}", "footer", look)
        left += 2.3 * size + width
    _, size, width = _short(_method(card), "footer", look)
    return left if left + width + size <= look.right - _short(card.id, "footer", look)[2] else None


def missing(card: Card, face: Face, look: Look) -> str:
    """The characters of band and footer that their fonts have no glyph for."""
    method = card.method.title if card.method else ""
    texts = {"band": card.suit.letter + card.suit.title, "tag": face.tag, "footer": method}
    return "".join(_short(text, style, look)[0].missing for style, text in texts.items())


def too_wide(card: Card, face: Face, minutes: str, look: Look) -> Iterator[str]:
    """What of band and footer has no room on the card."""
    lowest = 3 * _short("0", "footer", look)[1] + _short(f"{card.minutes} {minutes}", "footer", look)[2]
    if (lowest if card.minutes else 0.0) + _short(card.id, "footer", look)[2] > look.inner:
        yield f"the id '{card.id}'"
    if card.method and _short(card.method.title, "footer", look)[2] > look.inner:
        yield f"the name of the method '{card.method.title}'"
    if face.tag and _name_left(look) + _short(face.tag, "tag", look)[2] > look.width - look.margin:
        yield f"'{face.tag}'"


def has_room(title: str, look: Look) -> bool:
    """Whether the deck's title can stand on the common back."""
    return _title(title, look) is not None


@functools.lru_cache(maxsize=64)
def common_back(title: str, suit: Suit, look: Look) -> Drawing:
    """The back that all cards of a deck share, the same object each time.

    An even pattern without a frame or a visible centre line, so that a back that is printed a little off still looks
    right; the deck's title stands well inside.
    """
    edge = Box(0, 0, look.width, look.height).inset(-BLEED)
    ground = colours.parts(suit.colour) if look.solid else WHITE
    items: list[Item] = [Rect(edge, fill=ground)] if look.solid else []
    items += _mesh(edge, look.tint(suit, 0.84 if look.solid else 0.4), _MESH * look.scale)
    found = _title(title, look)
    if found:
        side = 2.2 * found.body
        top = (look.height - found.height - side) / 2
        plate = Box(look.margin, top, look.inner, found.height + side).inset(-look.margin / 2)
        items.append(Rect(plate, fill=ground, radius=look.radius))
        items.append(_icon(suit.icon, (look.width - side) / 2, top - 0.2 * side, side, look.on(suit)))
        items += paint.stack(found, top + side, suit, look)
    return Drawing(look.width, look.height, tuple(items), reused=True)


def _title(title: str, look: Look) -> fit.Stack | None:
    """The title of the deck at the largest readable size at which it has room; None when there is no such size."""
    row = tuple(rows.texts("back", plain(title), look))
    sizes = (look.scale * size for size in (11, 10, 9, 8, 7, 6, 5))
    stacks = (fit.stack(row, size, look) for size in sizes)
    return next((found for found in stacks if found and found.height < 0.7 * look.height), None)


def _mesh(edge: Box, colour: Colour, step: float) -> Iterator[Line]:
    """Lines falling and rising at 45 degrees, cut off at the edge."""
    count = int((edge.width + edge.height) / step) + 1
    for number in range(1, count):
        across = number * step
        x1, y1 = min(across, edge.width), max(0.0, across - edge.width)
        x2, y2 = max(0.0, across - edge.height), min(across, edge.height)
        yield Line(edge.x + x1, edge.y + y1, edge.x + x2, edge.y + y2, 0.5, colour)
        right = edge.x + edge.width
        yield Line(right - x1, edge.y + y1, right - x2, edge.y + y2, 0.5, colour)


@functools.lru_cache(maxsize=4096)
def _short(text: str, style: str, look: Look) -> tuple[Word, float, float]:
    """A short text as it is set, with its type size and its width in points."""
    how = look.style(style)
    word = how.family.word(text.upper() if how.upper else text)
    size = max(how.size * SHELL * look.scale, how.least)
    return word, size, (word.width + 1000 * how.tracking * len(text)) * size / 1000


def _runs(text: str, style: str, x: float, y: float, colour: Colour, look: Look, order: int = 0) -> tuple[Run, ...]:
    """A short text, with a run for each font that it takes; `order` is when it is read among those of its style."""
    word, size, _ = _short(text, style, look)
    how = look.style(style)
    passage = paint.passage(style, order, told=text if how.upper else "")
    return paint.runs(typeset.Line((word,), uniform=len(word.pieces) == 1), x, y, size, colour, how.tracking, passage)


def _icon(name: str, x: float, y: float, size: float, colour: Colour) -> Outline:
    return Outline(x, y, size, icons.SIDE, icons.outline(name), 2, colour)

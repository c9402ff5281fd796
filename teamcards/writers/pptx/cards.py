"""A face of a card as a slide: its layout, its title, and its parts at the size that fits."""

from __future__ import annotations

from typing import NamedTuple

from teamcards.deck import Card, Deck, Face, Part
from teamcards.drawing import Box
from teamcards.markup import Span
from teamcards.run import Slide
from teamcards.writers.pptx import art, layouts, parts
from teamcards.writers.pptx.layouts import FLOOR, LEFT, RIGHT, TOP, Suits
from teamcards.writers.pptx.measure import Measure, sizes
from teamcards.writers.pptx.shapes import (
    SOFT,
    Item,
    Layout,
    Paragraph,
    Placeholder,
    Shape,
    Text,
    Type,
    words,
)

_PLAIN = frozenset(("title", "kicker", "body", "facts", "source"))
_ASIDE = 38.0  # between words and the picture beside them
_PICTURE = 400.0, 340.0
_CALM = 0.88  # below this scale a text is better off on the whole width


class Setting(NamedTuple):
    """What all slides of a deck share."""

    deck: Deck
    suits: Suits
    measure: Measure


class _Heading(NamedTuple):
    """The title of a face, the small line above it, and the parts below."""

    title: tuple[Span, ...]
    name: Part | None
    parts: tuple[Part, ...]
    picture: Part | None
    source: Part | None


def card(slide: Slide, setting: Setting) -> tuple[Layout, tuple[Item, ...]]:
    """The layout of a face, and what stands on it in reading order."""
    assert slide.card
    assert slide.face
    heading = _heading(slide.face, slide.card)
    roles = {part.role for part in slide.face.parts}
    made = None
    if heading.name:
        made = _large(slide.card, heading, setting)
    elif roles <= _PLAIN:
        made = _plain(slide.card, heading, setting)
    layout, title, content = made or _full(slide.card, heading, setting)
    return layout, (title, *_shell(slide, setting), *content, *_foot(slide, setting))


def _heading(face: Face, card: Card) -> _Heading:
    """The title of a face is its title, hero or kicker; a kicker above a hero is the small line above it."""
    found = {part.role: part for part in reversed(face.parts)}
    first = next((found[role] for role in ("title", "hero", "kicker") if role in found), None)
    hero = first is not None and first.role == "hero"
    name = found.get("kicker") if hero else None
    picture = found.get("picture")
    rest = tuple(part for part in face.parts if part not in (first, name, picture) and part.role != "source")
    return _Heading(parts.lines(first) if first else (Span(card.title),), name, rest, picture, found.get("source"))


def _shell(slide: Slide, setting: Setting) -> tuple[Item, ...]:
    """The name of the suit on the band, and the small line at the top."""
    assert slide.card
    assert slide.face
    tag = f" · {slide.face.tag}" if slide.face.tag else ""
    suit = Placeholder("suit", words(slide.card.suit.title))
    return suit, Placeholder("kicker", words(f"{setting.deck.title}{tag}"))


def _foot(slide: Slide, setting: Setting) -> tuple[Item, ...]:
    """The method and the id at the left, the minutes at the right."""
    assert slide.card
    said = [slide.card.method.title] if slide.card.method else []
    footer = Placeholder("footer", words("   ".join([*said, slide.card.id])))
    if not slide.minutes:
        return (footer,)
    return footer, Placeholder("minutes", words(f"{slide.minutes} {setting.deck.words['minutes']}", Type()))


# --- three ways to fill a slide --------------------------------------------------------------------------------

_Made = tuple[Layout, Item, list[Item]]


def _plain(card: Card, heading: _Heading, setting: Setting) -> _Made | None:
    """A title and a text with the icon beside them; nothing where the text would be too small."""
    layout = layouts.plain(card.suit, setting.suits.colour(card.suit))
    place, text = layout.place("title"), layout.place("text")
    size = setting.measure.largest(heading.title, place.box.width, place.box.height, (50, 46, 42, 38, 34))
    source, bottom = _source(heading.source, setting, text.box.width)
    room = _room(card, setting, text.box)._replace(text=text.type.size)
    items, _, scale = parts.fitted(heading.parts, room, bottom - text.box.y)
    if scale < _CALM or setting.measure.title(heading.title, size, place.box.width) > place.box.height:
        return None
    title = Placeholder("title", _titled(heading.title, size, layout))
    return layout, title, [*_settled(items, layout), *source]


def _full(card: Card, heading: _Heading, setting: Setting) -> _Made:
    """A title at the top and everything else below it."""
    layout = layouts.full(card.suit, setting.suits.colour(card.suit))
    place, text = layout.place("title"), layout.place("text")
    source, bottom = _source(heading.source, setting, RIGHT - LEFT)
    picture, width = _picture(heading, card, setting, (TOP + bottom) / 2)
    size = setting.measure.largest(heading.title, width, 50, (42, 38, 34))
    if setting.measure.title(heading.title, size, width) > 50:
        size = setting.measure.largest(heading.title, width, 130, sizes(36))
    height = max(place.box.height, min(130, setting.measure.title(heading.title, size, width)))
    box = Box(LEFT, place.box.y, width, height)
    y = box.y + height + text.box.y - place.box.y - place.box.height
    room = _room(card, setting, Box(LEFT, y, width, 0))._replace(text=text.type.size)
    items, _, _ = parts.fitted(heading.parts, room, bottom - y)
    title = Placeholder("title", _titled(heading.title, size, layout), None if box == place.box else box)
    return layout, title, [*picture, *_settled(items, layout), *source]


def _large(card: Card, heading: _Heading, setting: Setting) -> _Made:
    """One sentence in the middle, a small line above it, and what to do with it below."""
    dark = card.kind == "question"
    colour = setting.suits.colour(card.suit)
    layout = layouts.large(card.suit, colour, dark)
    assert heading.name
    source, bottom = _source(heading.source, setting, RIGHT - LEFT)
    picture, width = _picture(heading, card, setting, (TOP + bottom) / 2)
    width = min(width, layout.place("title").box.width)
    room = _room(card, setting, Box(LEFT, 0, width, 0))
    room = room._replace(suit=layouts.bright(colour)) if dark else room
    named = Text((Paragraph(parts.lines(heading.name)),))
    above = setting.measure.height(named, width, layout.place("name").type.size) + 8
    whole = bottom - TOP
    _, below, scale = parts.fitted(heading.parts, room, 0.5 * whole)
    below += 26 if below else 0
    size = setting.measure.largest(heading.title, width, whole - above - below, _heroes(heading.title))
    height = min(whole - above - below, setting.measure.title(heading.title, size, width))
    y = TOP + (whole - above - height - below) / 2
    title = Placeholder("title", _titled(heading.title, size, layout), Box(LEFT, y + above, width, height))
    name = Placeholder("name", named, Box(LEFT, y, width, above - 8))
    items, _ = parts.stack(heading.parts, room._replace(y=y + above + height + 26, scale=scale))
    return layout, title, [name, *picture, *items, *source]


def _heroes(spans: tuple[Span, ...]) -> tuple[float, ...]:
    """The sizes that a large sentence can be set at, by its number of characters."""
    length = sum(len(span.text) for span in spans)
    return sizes(74 if length <= 18 else 60 if length <= 48 else 50 if length <= 96 else 44)


def _titled(spans: tuple[Span, ...], size: float, layout: Layout) -> Text:
    """A title; of another size than the layout's only where it must be."""
    usual = layout.place("title").type.size
    return Text((Paragraph(spans, Type() if size == usual else Type(size)),))


def _room(card: Card, setting: Setting, box: Box) -> parts.Room:
    return parts.Room(box.x, box.y, box.width, setting.suits.colour(card.suit), layouts.ink(card.suit), setting.measure)


def _settled(items: list[Item], layout: Layout) -> list[Item]:
    """The text in the layout's own box where nothing stands below it there."""
    if len(items) == 1 and isinstance(items[0], Placeholder) and items[0].box:
        own = layout.place("text").box
        if (items[0].box.y, items[0].box.width) == (own.y, own.width):
            return [items[0]._replace(box=None)]
    return items


def _picture(heading: _Heading, card: Card, setting: Setting, middle: float) -> tuple[list[Item], float]:
    """The picture at the right with its middle there, and how wide the words beside it are."""
    if heading.picture is None or heading.picture.picture is None:
        return [], RIGHT - LEFT
    width, height = art.size(heading.picture.picture, *_PICTURE)
    box = Box(RIGHT - width, middle - height / 2, width, height)
    colour = setting.suits.colour(card.suit)
    font = setting.measure.plain.plain
    return art.shown(heading.picture.picture, box, colour, layouts.ink(card.suit), font), box.x - _ASIDE - LEFT


def _source(part: Part | None, setting: Setting, width: float) -> tuple[list[Item], float]:
    """Where it comes from, at the foot of the content, and how far down the rest may come."""
    if part is None:
        return [], FLOOR
    text = Text((Paragraph(parts.lines(part), Type(12, SOFT)),), anchor="b")
    height = min(120.0, setting.measure.height(text, width))
    return [Shape("source", Box(LEFT, FLOOR - height, width, height), text)], FLOOR - height - 12

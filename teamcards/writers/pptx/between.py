"""The slides between the cards: the title, the running order, its parts, and the end."""

from __future__ import annotations

from collections.abc import Sequence

from teamcards.deck import Card
from teamcards.drawing import Box
from teamcards.markup import Span
from teamcards.run import Slide
from teamcards.writers.pptx import layouts
from teamcards.writers.pptx.cards import Setting
from teamcards.writers.pptx.layouts import FLOOR, OUTER, RIGHT
from teamcards.writers.pptx.measure import sizes
from teamcards.writers.pptx.shapes import (
    INK,
    WHITE,
    Item,
    Layout,
    Paragraph,
    Placeholder,
    Shape,
    Text,
    Type,
    words,
)

Made = tuple[Layout, tuple[Item, ...]]
"""The layout of a slide, and what stands on it in reading order."""


def title(setting: Setting) -> Made:
    """The first slide: what the deck is called, how many cards it has, how long it takes."""
    deck, said = setting.deck, setting.deck.words
    count = len(dict.fromkeys(card.id for card in deck.cards))
    minutes = sum(part.minutes for part in deck.agenda)
    told = [f"{count} {said['slides_card' if count == 1 else 'slides_cards']}"]
    told += [f"{minutes} {said['minutes']}"] if deck.agenda else []
    layout = layouts.opening(said["front"], setting.suits)
    text = [_text(Text((Paragraph((Span(deck.subtitle),)),)), layout, setting)] if deck.subtitle else []
    return layout, (_headed(deck.title, layout, setting), *text, Placeholder("footer", words("   ".join(told))))


def rest(setting: Setting) -> Made:
    """Before the cards that are not in the running order."""
    said = setting.deck.words
    layout = layouts.opening(said["front"], setting.suits)
    text = _text(words(said["slides_rest_text"]), layout, setting)
    return layout, (_headed(said["slides_rest"], layout, setting), _kicker(setting), text)


def end(setting: Setting) -> Made:
    """The last slide, with the way back to the first."""
    said = setting.deck.words
    layout = layouts.opening(said["front"], setting.suits)
    back = Text((Paragraph((Span(said["slides_first"]),), to="deck.title"),))
    return layout, (_headed(said["slides_end"], layout, setting), _kicker(setting), _text(back, layout, setting))


def agenda(slides: Sequence[Slide], setting: Setting) -> Made:
    """The running order as a numbered list that leads to its parts; in two columns where it is long."""
    said = setting.deck.words
    layout = layouts.agenda(said["agenda"])
    parts = [slide for slide in slides if slide.segment]
    half = -(-len(parts) // 2) if len(parts) > 7 else len(parts)
    box = layout.place("column 1").box
    for size in sizes(20):
        lines = [_line(slide, number, size, said["minutes"]) for number, slide in enumerate(parts, 1)]
        columns = [Text(tuple(column)) for column in (lines[:half], lines[half:]) if column]
        if all(setting.measure.height(column, box.width) <= box.height for column in columns):
            break
    minutes = sum(part.minutes for part in setting.deck.agenda)
    return layout, (
        _headed(said["agenda"], layout, setting), _kicker(setting),
        *(Placeholder(f"column {number}", text) for number, text in enumerate(columns, 1)),
        Placeholder("footer", words(f"{minutes} {said['minutes']}")),
    )  # fmt: skip


def _line(slide: Slide, number: int, size: float, minutes: str) -> Paragraph:
    assert slide.segment
    spans = (Span(slide.segment.title),)
    end = f"{slide.segment.minutes}\N{NO-BREAK SPACE}{minutes}"
    return Paragraph(spans, Type(size), "number", number, 0.55 * size, end=end, to=slide.id)


# --- a part of the running order -------------------------------------------------------------------------------


def part(slide: Slide, slides: Sequence[Slide], setting: Setting) -> Made:
    """A part with its minutes, and its cards as tiles that lead to them."""
    segment, said = slide.segment, setting.deck.words
    assert segment
    layout = layouts.part(said["slides_segment"])
    number = slide.id.rpartition(".")[2]
    items: list[Item] = [_headed(segment.title, layout, setting)]
    items.append(_kicker(setting, f" · {said['slides_segment']} {number}"))
    if segment.minutes:
        large = Paragraph((Span(str(segment.minutes)),), Type(88, INK, bold=True))
        items.append(Placeholder("minutes", Text((large, Paragraph((Span(said["minutes"]),))))))
    own = [other for other in slides if other.number in range(slide.number + 1, slide.number + 1 + len(segment.cards))]
    own = [other for other in own if other.card and not other.step]
    items += _tiles([(other.card, other.id) for other in own if other.card], setting)
    if segment.method:
        items.append(Placeholder("footer", words(segment.method.title)))
    return layout, tuple(items)


def _tiles(cards: Sequence[tuple[Card, str]], setting: Setting) -> list[Item]:
    """The cards as tiles in the colours of their suits, in rows, as large as there is room for."""
    top, width = 262.0, RIGHT - OUTER
    items: list[Item] = []
    for size in sizes(21):
        items, x, y = [], OUTER, top
        high = 2.3 * size
        for card, id in cards:
            wide = min(width, setting.measure.width(card.title, size) + 3.2 * size)
            if x > OUTER and x + wide > OUTER + width:
                x, y = OUTER, y + high + 0.6 * size
            items += _tile(card, id, Box(x, y, wide, high), size, setting)
            x += wide + 0.6 * size
        if y + high <= FLOOR:
            break
    return items


def _tile(card: Card, id: str, box: Box, size: float, setting: Setting) -> list[Item]:
    text = words(card.title, Type(size, WHITE, bold=True))._replace(
        anchor="ctr", inset=(2.2 * size, 0.2 * size, 0.6 * size, 0.2 * size)
    )
    mark = Box(box.x + 0.7 * size, box.y + (box.height - 1.1 * size) / 2, 1.1 * size, 1.1 * size)
    fill = setting.suits.colour(card.suit)
    return [
        Shape("card", box, text, fill=fill, radius=8, to=id),
        layouts.icon(card.suit.icon, mark, WHITE),
    ]


# --- what they share -------------------------------------------------------------------------------------------


def _headed(text: str, layout: Layout, setting: Setting) -> Placeholder:
    place = layout.place("title")
    spans = (Span(text),)
    size = setting.measure.largest(spans, place.box.width, place.box.height, sizes(place.type.size))
    return Placeholder("title", Text((Paragraph(spans, Type(0 if size == place.type.size else size)),)))


def _text(text: Text, layout: Layout, setting: Setting) -> Placeholder:
    """A text in its place, smaller where it must be."""
    place = layout.place("text")
    heights = ((size, setting.measure.height(text, place.box.width, size)) for size in sizes(place.type.size))
    size = next((size for size, height in heights if height <= place.box.height), 6.0)
    if size == place.type.size:
        return Placeholder("text", text)
    smaller = (each._replace(type=each.type._replace(size=size)) for each in text.paragraphs)
    return Placeholder("text", text._replace(paragraphs=tuple(smaller)))


def _kicker(setting: Setting, more: str = "") -> Placeholder:
    return Placeholder("kicker", words(f"{setting.deck.title}{more}"))

"""The reading edition: a card a page, tagged, so that a screen reader tells what the paper shows (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from teamcards.drawing import (
    Begin,
    Bookmark,
    Box,
    Drawing,
    End,
    Figure,
    Image,
    Item,
    Outline,
    Page,
    Passage,
    Placed,
    Run,
    Sides,
    words,
)
from teamcards.fonts import Font
from teamcards.tags import Area, Content, Corners, Element
from teamcards.writers import pdf, tagged

_TITLES = ("title", "kicker")
_BACK_TITLES = ("tag", *_TITLES)  # on a back, the word that says what it is comes before the card's name
_ITEMS = frozenset(("option", "step", "cell", "field"))
_AROUND = frozenset(("band", "tag"))
_DECORATION = frozenset(("back",))  # the common back has nothing to read


class _Piece(NamedTuple):
    """A stretch of a text on a page, or a picture: its number there, its words, and the areas that make it a link."""

    passage: Passage
    content: Content
    text: str
    areas: tuple[int, ...]
    box: Corners | None


def write(cards: Iterable[Sides], about: pdf.About, fonts: Iterable[Font]) -> bytes:
    """The PDF: of each card its front, then its back where that says something, on pages of the card's size.

    Its structure says what each text is; it is read in the order of the card's texts, and each is read once.
    """
    sections: list[Element] = []
    return tagged.write(_pages(cards, sections), sections, about, fonts)


def _pages(cards: Iterable[Sides], sections: list[Element]) -> Iterator[Page]:
    """The pages of cards as they come; what each card says is added to the sections."""
    count = 0
    for card in cards:
        elements: list[Element] = []
        for drawing in _read(card):
            items, pieces = _marked(drawing, count, front=not elements)
            bookmarks = () if elements else (Bookmark(card.title, 0, 0),)
            yield _page(drawing._replace(items=items, shared=None, reused=False), bookmarks)
            elements += _elements(pieces, front=not elements)
            count += 1
        sections.append(Element("Sect", tuple(elements), title=card.title))


def _read(card: Sides) -> Iterator[Drawing]:
    """The sides of a card that have something to read."""
    for drawing in (card.front, card.back):
        if drawing and _styles(_items(drawing)) - _DECORATION:
            yield drawing


def _page(drawing: Drawing, bookmarks: tuple[Bookmark, ...]) -> Page:
    whole = Box(0, 0, drawing.width, drawing.height)
    return Page(drawing.width, drawing.height, (Placed(drawing, whole, whole),), bookmarks=bookmarks)


# --- what a page says --------------------------------------------------------------------------------------------


def _items(drawing: Drawing) -> tuple[Item, ...]:
    """Everything on a side in one list: what many cards share is said by each of them."""
    return (*(_items(drawing.shared) if drawing.shared else ()), *drawing.items)


def _styles(items: Iterable[Item]) -> set[str]:
    return {passage.style for passage, _ in map(_said, items) if passage}


def _marked(drawing: Drawing, page: int, front: bool) -> tuple[tuple[Item, ...], list[_Piece]]:
    """The items of a side with a number around every text that is read; the rest is there to look at."""
    items = _items(drawing)
    repeated = _repeated(_styles(items), front)
    marked: list[Item] = []
    pieces: list[_Piece] = []
    areas = 0
    for (passage, href), group in groupby(items, _said):
        if passage is None or passage.style in repeated:
            marked += [Begin("Artifact"), *map(_seen, group), End()]
            continue
        here = [item.spaced() if isinstance(item, Run) else item for item in group]
        links = range(areas, areas + (len(here) if href else 0))
        areas = links.stop
        content = Content(page, len(pieces))
        marked += [Begin("Span", content.number), *here, End()]
        pieces.append(_Piece(passage, content, words(here), tuple(links), _corners(here[0], drawing.height)))
    return tuple(marked), pieces


def _said(item: Item) -> tuple[Passage | None, str]:
    """What is read of an item: the text or picture it belongs to, and where that leads to."""
    match item:
        case Run():
            return item.passage, item.href
        case Outline() | Figure() | Image():
            return item.passage, ""
    return None, ""


def _repeated(styles: set[str], front: bool) -> set[str]:
    """What a back has again from the front, as a page has a running head: seen there, but read once."""
    if front:
        return set()
    return {"band", "footer", *(_TITLES if _heading(styles, front) == "tag" else ())}


def _heading(styles: set[str], front: bool) -> str:
    """The style of the heading of a side."""
    return next((style for style in (_TITLES if front else _BACK_TITLES) if style in styles), "")


def _seen(item: Item) -> Item:
    """An item that is not read, and so leads nowhere either."""
    return item._replace(href="") if isinstance(item, Run) else item


def _corners(item: Item, height: float) -> Corners | None:
    """Where a picture stands on its page."""
    match item:
        case Outline():
            return item.x, height - item.y - item.size, item.x + item.size, height - item.y
        case Figure(box=box) | Image(box=box):
            return box.x, height - box.y - box.height, box.x + box.width, height - box.y
    return None


# --- what that is ------------------------------------------------------------------------------------------------


def _elements(pieces: Sequence[_Piece], front: bool) -> Iterator[Element]:
    """The texts of a side as headings, paragraphs and lists: its heading first, its footer last."""
    heading = _heading({piece.passage.style for piece in pieces}, front)
    level = 1 if front else 2
    tags = {heading: f"H{level}", "label": f"H{level + 1}", "picture": "Figure"}
    ordered = sorted(pieces, key=lambda piece: _place(piece.passage, heading))
    texts = [tuple(text) for _, text in groupby(ordered, lambda piece: piece.passage[:3])]
    for numbering, group in groupby(texts, _numbering):
        if numbering:
            yield Element("L", tuple(map(_item, group)), numbering=numbering[1])
        else:
            yield from (_element(tags.get(text[0].passage.style, "P"), text) for text in group)


def _place(passage: Passage, heading: str) -> tuple[int, int]:
    """When a text is read: those of equal places in the order in which they are drawn."""
    if passage.style == heading:
        return 0, 0
    if passage.style == "footer":
        return 3, passage.row
    return (1 if passage.style in _AROUND else 2), 0


def _numbering(text: Sequence[_Piece]) -> tuple[str, str] | None:
    """The style of the list that a text is an item of and how that is numbered; None when it is in no list."""
    first = text[0]
    if not first.passage.mark:
        return (first.passage.style, "None") if first.passage.style in _ITEMS else None
    sign = first.text
    if sign.rstrip(".").isdecimal() and sign.endswith("."):
        return first.passage.style, "Decimal"
    return first.passage.style, {"•": "Disc"}.get(sign, "UpperAlpha" if sign.isalpha() else "None")


def _item(text: Sequence[_Piece]) -> Element:
    """An item of a list: its bullet, letter, number or time, and its text."""
    parts = groupby(text, lambda piece: piece.passage.mark)
    return Element("LI", tuple(_element("Lbl" if mark else "LBody", tuple(part)) for mark, part in parts))


def _element(tag: str, text: Sequence[_Piece]) -> Element:
    """A text, with an element of its own around each link in it."""
    kids: list[Element | Content | Area] = []
    for piece in text:
        areas = tuple(Area(piece.content.page, number, piece.text) for number in piece.areas)
        kids.append(Element("Link", (piece.content, *areas)) if areas else piece.content)
    passage = text[0].passage
    if tag == "Figure":
        return Element(tag, tuple(kids), alt=passage.told, language=passage.language, box=text[0].box)
    told = "" if any(piece.areas for piece in text) else passage.told
    return Element(tag, tuple(kids), told=told, language=passage.language)

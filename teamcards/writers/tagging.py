"""Pages that tell what they show: tagged, so that a screen reader reads each text once and in order (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from teamcards.drawing import Begin, Box, Drawing, End, Figure, Image, Item, Outline, Page, Passage, Placed, Run, words
from teamcards.fonts import Font
from teamcards.tags import Area, Content, Corners, Element
from teamcards.writers import pdf, tagged

_TITLES = ("title", "kicker")
_BACK_TITLES = ("tag", *_TITLES)  # on a back, the word that says what it is comes before the card's name
_ITEMS = frozenset(("option", "step", "cell", "field"))
_AROUND = frozenset(("band", "tag"))


class Section(NamedTuple):
    """Pages about one thing: the first is its front, and the others go on from there."""

    title: str
    pages: tuple[Page, ...]


class _Piece(NamedTuple):
    """A stretch of a text on a page, or a picture: its number there, its words, and the areas that make it a link."""

    passage: Passage
    content: Content
    text: str
    areas: tuple[int, ...]
    box: Corners | None


def write(sections: Iterable[Section], about: pdf.About, fonts: Sequence[Font]) -> bytes:
    """The PDF: its structure says what each text is, in the order of the drawings on a page; each is read once."""
    told: list[Element] = []
    return tagged.write(_pages(sections, told), told, about, fonts)


def _pages(sections: Iterable[Section], told: list[Element]) -> Iterator[Page]:
    """The pages of sections as they come; what each section says is added to what is told."""
    count = 0
    for section in sections:
        elements: list[Element] = []
        for number, page in enumerate(section.pages):
            placed, found = _told(page, count, front=number == 0)
            elements += found
            count += 1
            yield page._replace(placed=placed)
        told.append(Element("Sect", tuple(elements), title=section.title))


def _told(page: Page, number: int, front: bool) -> tuple[tuple[Placed, ...], list[Element]]:
    """The drawings of a page with a number around all that is read of them, and the elements that this becomes."""
    placed: list[Placed] = []
    pieces: list[_Piece] = []
    elements: list[Element] = []
    for each in page.placed:
        items, found = _marked(each, page.height, Content(number, len(pieces)), _links(pieces), front)
        placed.append(each._replace(drawing=each.drawing._replace(items=items, shared=None, reused=False)))
        pieces += found
        elements += _elements(found, front)
    return tuple(placed), elements


def _links(pieces: Sequence[_Piece]) -> int:
    """How many areas there are to click on so far."""
    return sum(len(piece.areas) for piece in pieces)


# --- what a page says --------------------------------------------------------------------------------------------


def items(drawing: Drawing) -> tuple[Item, ...]:
    """Everything on a side in one list: what many cards share is said by each of them."""
    return (*(items(drawing.shared) if drawing.shared else ()), *drawing.items)


def styles(items: Iterable[Item]) -> set[str]:
    """The styles of the texts that are read."""
    return {passage.style for passage, _ in map(_said, items) if passage}


def _marked(
    placed: Placed, height: float, start: Content, areas: int, front: bool
) -> tuple[tuple[Item, ...], list[_Piece]]:
    """The items of a drawing with a number around every text that is read; the rest is there to look at."""
    every = items(placed.drawing)
    repeated = _repeated(styles(every), front)
    marked: list[Item] = []
    pieces: list[_Piece] = []
    for (passage, href), group in groupby(every, _said):
        if passage is None or passage.style in repeated:
            marked += [Begin("Artifact"), *map(_seen, group), End()]
            continue
        here = [item.spaced() if isinstance(item, Run) else item for item in group]
        links = range(areas, areas + (len(here) if href else 0))
        areas = links.stop
        content = start._replace(number=start.number + len(pieces))
        marked += [Begin("Span", content.number), *here, End()]
        pieces.append(_Piece(passage, content, words(here), tuple(links), _corners(here[0], placed, height)))
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


def _corners(item: Item, placed: Placed, height: float) -> Corners | None:
    """Where a picture stands on its page."""
    match item:
        case Outline():
            box = Box(item.x, item.y, item.size, item.size)
        case Figure(box=box) | Image(box=box):
            pass
        case _:
            return None
    scale, left, top = placed.box.width / placed.drawing.width, placed.box.x, placed.box.y
    low = height - top - scale * (box.y + box.height)
    return left + scale * box.x, low, left + scale * (box.x + box.width), low + scale * box.height


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

"""Card faces into pictures: one each, a contact sheet, sheets for virtual tabletops, a zip for online whiteboards.

All of them are pixels of the PDF that would be printed: there is no second drawing. Every function takes the bytes of
a PDF with one face on each page (`pages` makes the pages) and the faces in that order.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from teamcards import images, raster
from teamcards.deck import Card, Deck, Face, Part
from teamcards.drawing import Box, Page, Placed, Sides
from teamcards.fonts import Font

File = tuple[str, bytes]
"""A file's name and what is in it."""

COLUMNS, ROWS, LARGEST = 10, 7, 10_000
"""The largest sheet of a virtual tabletop: columns, rows, and pixels along a side (Tabletop Simulator)."""

_ON_A_SHEET = COLUMNS * ROWS - 1  # the last place shows what others see of a hidden card
_CONTACT = 240  # pixels: the width of a face on a contact sheet
_WIDEST = 10  # faces beside each other there
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


class Shown(NamedTuple):
    """One face as a picture: the card's id ('' for the back that all cards share), its side, title and alt text."""

    id: str
    side: Literal["front", "back"]
    title: str
    alt: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.id}.{self.side}.png" if self.id else f"{self.side}.png"


def faces(sides: Sequence[Sides], deck: Deck) -> tuple[list[Page], list[Shown]]:
    """One page for every face of a deck, and what each of them is: front, its own back, and last the shared back.

    Copies of a card are one card here.
    """
    cards = {card.id: card for card in deck.cards}
    pages: list[Page] = []
    shown: list[Shown] = []
    for side in sides:
        card = cards[side.id]
        pages.append(_page(side, "front"))
        shown.append(Shown(side.id, "front", card.title, alt(card.front)))
        if side.back and card.back != "common":
            pages.append(_page(side, "back"))
            shown.append(Shown(side.id, "back", card.title, _back(card)))
    shared = next((side for side in sides if cards[side.id].back == "common"), None)
    if shared:
        pages.append(_page(shared, "back"))
        shown.append(Shown("", "back", deck.title, deck.title))
    return pages, shown


def alt(face: Face) -> str:
    """All that stands on a face, in the order in which it is read, as sentences."""
    return _sentences(text for part in face.parts for text in _told(part))


def _sentences(texts: Iterable[str]) -> str:
    said = (" ".join(text.split()) for text in texts)
    return " ".join(text if text[-1] in ".?!:…" else f"{text}." for text in said if text)


def _told(part: Part) -> Iterator[str]:
    if part.picture:
        yield part.picture.alt
    else:
        yield part.label and f"{part.label}:"
        for number, block in enumerate(part.blocks):
            yield f"{part.marks[number]}: {block.text}" if part.marks else block.text


def _back(card: Card) -> str:
    return alt(card.reveal) if card.reveal else _sentences(block.text for block in card.notes)


def _page(side: Sides, which: Literal["front", "back"]) -> Page:
    drawing = side.front if which == "front" or side.back is None else side.back
    box = Box(0.0, 0.0, drawing.width, drawing.height)
    return Page(drawing.width, drawing.height, (Placed(drawing, box, box),))


# --- one picture for each face ---------------------------------------------------------------------------------


def each(pdf: bytes, shown: Sequence[Shown], dpi: float) -> Iterator[File]:
    """A PNG for each face, such as 'gm-e01.front.png', one after the other."""
    for face, image in zip(shown, raster.pages(pdf, dpi), strict=True):
        yield face.name, images.png(image, dpi)


# --- all of them on one sheet ----------------------------------------------------------------------------------


def contact(pdf: bytes, shown: Sequence[Shown], font: Font) -> list[File]:
    """One PNG with all faces, small, each above the id of its card."""
    pictures = list(_narrow(pdf, _CONTACT))
    columns = min(_WIDEST, len(pictures), max(1, round((1.5 * len(pictures)) ** 0.5)))
    rows = -(-len(pictures) // columns)
    gap, line = _CONTACT // 8, _CONTACT // 14
    width, height = pictures[0].size
    cell = width + gap, height + gap + line
    sheet = images.sheet((columns * cell[0] + gap, rows * cell[1] + gap))
    for number, (face, picture) in enumerate(zip(shown, pictures, strict=True)):
        x, y = gap + number % columns * cell[0], gap + number // columns * cell[1]
        images.paste(sheet, picture, (x, y))
        images.framed(sheet, (x, y, x + width, y + height))
        images.label(sheet, face.name.removesuffix(".png"), (x, y + height + line // 4), line, font.path)
    return [("contact.png", images.png(sheet))]


def _narrow(pdf: bytes, width: int) -> Iterator[images.Picture]:
    """The pages at about so many pixels wide."""
    return raster.pages(pdf, 72 * width / raster.size(pdf)[0])


# --- for virtual tabletops -------------------------------------------------------------------------------------


def tabletop(pdf: bytes, shown: Sequence[Shown], dpi: float) -> Iterator[File]:
    """Sheets of fronts, each with a sheet of backs or, where all cards share one, with the picture of that back.

    At most 10 x 7 places and 10,000 pixels along a side: where that is exceeded, at fewer dots per inch. The names of
    sheets say how many places they have ('tabletop.1.front.10x4.png'). The last place shows a back: a virtual tabletop
    shows that for a card in somebody's hand.
    """
    dpi = min(dpi, *(LARGEST / most / side * 72 for most, side in zip((COLUMNS, ROWS), raster.size(pdf), strict=True)))
    pictures = dict(zip(((face.id, face.side) for face in shown), raster.pages(pdf, dpi), strict=True))
    fronts = [face.id for face in shown if face.side == "front"]
    shared = pictures.get(("", "back"))
    alike = all((id, "back") not in pictures for id in fronts)
    if alike and shared:
        yield "tabletop.back.png", images.png(shared, dpi)
    for number, start in enumerate(range(0, len(fronts), _ON_A_SHEET), 1):
        ids = fronts[start : start + _ON_A_SHEET]
        grid = min(COLUMNS, max(2, len(ids) + 1)), max(2, -(-(len(ids) + 1) // COLUMNS))
        backs = [pictures.get((id, "back"), shared) or pictures[id, "front"] for id in ids]
        hidden = shared or backs[0]
        for side, cells in (("front", [pictures[id, "front"] for id in ids]), ("back", backs)):
            if side == "front" or not alike:
                sheet = images.grid(cells, *grid, hidden)
                yield f"tabletop.{number}.{side}.{grid[0]}x{grid[1]}.png", images.png(sheet, dpi)


# --- for online whiteboards ------------------------------------------------------------------------------------


def whiteboard(pdf: bytes, shown: Sequence[Shown], dpi: float) -> list[File]:
    """A zip of numbered PNGs that lie in order when they are dropped on a board, with an index of what they show."""
    out = io.BytesIO()
    rows = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, (face, (name, data)) in enumerate(zip(shown, each(pdf, shown, dpi), strict=True), 1):
            name = f"{number:0{len(str(len(shown)))}}.{name}"
            rows.append((name, face.id, face.side, face.title, face.alt))
            archive.writestr(_entry(name), data)
        archive.writestr(_entry("index.csv"), _index(rows))
    return [("whiteboard.zip", out.getvalue())]


def _entry(name: str) -> zipfile.ZipInfo:
    """A file in the zip: the same date on every machine, readable by everybody."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def _index(rows: Sequence[tuple[str, ...]]) -> bytes:
    """A table that spreadsheets open: with a byte order mark, and no text that they would work out as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("file", "id", "side", "title", "alt"))
    for row in rows:
        writer.writerow([f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text for text in row])
    return out.getvalue().encode("utf-8-sig")

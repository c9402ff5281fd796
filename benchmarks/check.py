"""Whether tools did equal work, pages, words and fonts: `python -m benchmarks.check CARDS PDF...`."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import workload
from benchmarks.workload import Card

PLACES = 9
"""Cards on a sheet: A4 and poker size."""

_LARGEST_SUBSET = 100_000  # bytes; the font files themselves have about 480 000


def unequal(path: Path, cards: Sequence[Card]) -> Iterator[str]:
    """What a PDF lacks; nothing when it is complete."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    sheets = -(-len(cards) // PLACES)
    if len(document) != 2 * sheets:
        yield f"{path.name}: {len(document)} pages instead of {2 * sheets}"
        return
    for sheet in range(sheets):
        page = document[2 * sheet]
        found = _letters(page.get_textpage().get_text_bounded())
        page.close()
        yield from (
            f"{path.name}: page {2 * sheet + 1} lacks '{text[:40]}' of {card.id}"
            for card in cards[sheet * PLACES : (sheet + 1) * PLACES]
            for text in (card.title, card.text, card.id)
            if _letters(text) not in found
        )
        if _letters(cards[sheet * PLACES].title) in _letters(document[2 * sheet + 1].get_textpage().get_text_bounded()):
            yield f"{path.name}: page {2 * sheet + 2} is no back"
    yield from (f"{path.name}: the font {name} is not embedded as a subset" for name in sorted(_whole_fonts(document)))


def main() -> None:
    """Checks the files that are named, after how many cards they hold; says what they lack and leaves with 1."""
    cards = tuple(workload.cards(int(sys.argv[1])))
    lacks = [lack for name in sys.argv[2:] for lack in unequal(Path(name), cards)]
    print("\n".join(lacks[:10]), end="", file=sys.stderr)
    sys.exit(bool(lacks))


def _letters(text: str) -> str:
    """Letters and digits alone, since tools differ in what they put at the end of a line."""
    return "".join(filter(str.isalnum, text))


def _whole_fonts(document: Any) -> set[str]:
    """The fonts of the first sheet that are not embedded, or with more glyphs than a subset would have."""
    from pypdfium2 import PdfTextObj

    objects = (thing for number in (0, 1) for thing in document[number].get_objects())
    fonts = {
        font.get_base_name(): font for thing in objects if isinstance(thing, PdfTextObj) if (font := thing.get_font())
    }
    return {name for name, font in fonts.items() if not font.is_embedded or _size(font) > _LARGEST_SUBSET}


def _size(font: Any) -> int:
    from pypdfium2.raw import FPDFFont_GetFontData

    size = ctypes.c_size_t()
    FPDFFont_GetFontData(font.raw, None, 0, size)
    return size.value


if __name__ == "__main__":
    main()

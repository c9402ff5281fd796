"""What can be wrong with a file as a whole, and with two files that belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from teamcards.preflight.findings import Finding
from teamcards.preflight.page_checks import trim
from teamcards.preflight.reading import Document
from teamcards.shop import Shop
from teamcards.units import MM

_STANDARDS = {"PDF/X-4": "X-4", "PDF/X-3:2002": "X-3", "PDF/X-3:2003": "X-3", "PDF/X-1a:2003": "X-1a",
              "PDF/X-1:2001": "X-1a", "PDF/X-1a:2001": "X-1a"}  # fmt: skip
_TAKES = {"X-4": ("X-4", "X-3", "X-1a"), "X-3": ("X-3", "X-1a"), "X-1a": ("X-1a",)}
_FLAT = ("X-3", "X-1a")  # what was made before transparency
_SLACK = 0.1  # points that two cards may differ in size
_LEAST = 3  # cards; fewer may look alike by chance
_PAPER = (200 * MM, 250 * MM)  # pages as large as this, and without a TrimBox, are paper and not cards
_MANY, _FEW = 0.7, 0.5  # how many of the backs, and of the fronts, look the same in a deck

FileCheck = Callable[[Document, Shop], Iterator[Finding]]


def imposed(document: Document, shop: Shop) -> Iterator[Finding]:
    """A shop cuts a card out of each page: whole sheets of paper are for an office printer."""
    sizes = [_size(document, number) for number in range(len(document.sheets))]
    large = bool(sizes) and all(min(size) >= _PAPER[0] and max(size) >= _PAPER[1] for size in sizes)
    if large and not any(sheet.trim for sheet in document.sheets):
        what = f"the pages are sheets of {_mm(sizes[0])} for an office printer"
        fix = "build the deck for this shop, with --for"
        yield Finding("sheets", 0, what, "one side of a card on each page", fix)


def cropped(document: Document, shop: Shop) -> Iterator[Finding]:
    """An office printer gets whole sheets: pages with bleed around what is cut out are for a print shop."""
    if not shop.boxes and document.sheets:
        first = document.sheets[0]
        size = _size(document, 0)
        if first.trim and first.media[2] - first.media[0] - size[0] > MM:
            what = f"the pages are cards of {_mm(size)} with bleed, for a print shop"
            yield Finding("sheets", 0, what, "whole sheets of paper", "build the deck without --for")


def encryption(document: Document, shop: Shop) -> Iterator[Finding]:
    """A shop can open the file."""
    if document.encrypted:
        yield Finding("encryption", 0, "the file is encrypted", "an open file", "save it without protection")


def damage(document: Document, shop: Shop) -> Iterator[Finding]:
    """Every page can be followed to its end."""
    for sheet in document.sheets:
        if sheet.damage:
            yield Finding("damage", sheet.number, sheet.damage, "", "export it again")


def sizes(document: Document, shop: Shop) -> Iterator[Finding]:
    """All pages of a file are cards of one size."""
    first = _size(document, 0)
    for number, sheet in enumerate(document.sheets):
        found = _size(document, number)
        if max(abs(a - b) for a, b in zip(found, first, strict=True)) > _SLACK:
            what = f"the page is {_mm(found)}, the first is {_mm(first)}"
            fix = "make a file for each size of card"
            yield Finding("boxes", sheet.number, what, "one size in a file", fix)


def pages(document: Document, shop: Shop) -> Iterator[Finding]:
    """Every card has a front and a back."""
    count = len(document.sheets)
    if shop.page_order != "split" and count % 2:
        what = f"{count} pages: a card has no back, or two cards share one"
        yield Finding("pages", 0, what, f"an even number, {shop.page_order}", "give every card a front and a back")


def layers(document: Document, shop: Shop) -> Iterator[Finding]:
    """What is printed does not depend on what is switched on."""
    if document.layers:
        yield Finding("layers", 0, "the file has layers", "none", "export it without layers")


def transparency(document: Document, shop: Shop) -> Iterator[Finding]:
    """A file of an old kind of PDF/X has nothing that can be seen through."""
    claimed = _STANDARDS.get(document.claims, "")
    if shop.standard not in _FLAT and claimed not in _FLAT:
        return
    for sheet in document.sheets:
        for what in sheet.seen_through:
            asked = f"nothing that can be seen through (PDF/{claimed or shop.standard})"
            yield Finding("transparency", sheet.number, what, asked, "flatten it when you export")


def standard(document: Document, shop: Shop) -> Iterator[Finding]:
    """A file is of the kind that it says it is, and that the shop asks for."""
    claimed = _STANDARDS.get(document.claims, "")
    if shop.standard != "plain" and claimed not in _TAKES[shop.standard]:
        what = f"the file says it is {document.claims}" if document.claims else "the file does not say it is PDF/X"
        fix = "build it with teamcards for this shop, or export it as this kind"
        yield Finding("standard", 0, what, f"PDF/{shop.standard}", fix)


def output_intent(document: Document, shop: Shop) -> Iterator[Finding]:
    """The printing condition that the colours are meant for: named, and with the right profile."""
    if shop.colour == "rgb":
        return
    fix = "build it for this shop, or name the ICC profile that it asks for"
    asked = f"one output intent, {shop.output_intent}"
    count = len(document.intents)
    if count > 1 or (not count and shop.standard != "plain"):
        yield Finding("output-intent", 0, f"{count or 'no'} output intents", asked, fix)
    for intent in document.intents:
        if intent.fault:
            yield Finding("output-intent", 0, f"in its output intent, {intent.fault}", "the profile of a press", fix)
        elif not intent.embedded and _STANDARDS.get(document.claims) == "X-4":
            yield Finding("output-intent", 0, "there is no ICC profile in the file", "PDF/X-4 with a profile", fix)
        elif not intent.title and intent.name != shop.output_intent:
            what = f"the output intent is '{intent.name}'"
            yield Finding("output-intent", 0, what, shop.output_intent, fix)


FOR_ALL: tuple[FileCheck, ...] = (cropped, encryption, damage)
FOR_SHOPS: tuple[FileCheck, ...] = (sizes, pages, layers, transparency, standard, output_intent)


def order(pictures: Sequence[bytes], shop: Shop) -> Iterator[Finding]:
    """Fronts and backs in the order of the shop, where most backs of a deck look the same (given as digests)."""
    found = _backs(pictures[::2], pictures[1::2]) if shop.page_order != "split" else 0
    looks = {1: "back-front", 2: "front-back"}.get(found, shop.page_order)
    if looks != shop.page_order:
        fix = "build it for this shop, or change the order of the pages"
        yield Finding("order", 0, f"the pages look like {looks}", shop.page_order, fix)


def two(count: int) -> Iterator[Finding]:
    """A shop that wants fronts and backs apart is given two files."""
    if count != 2:
        what = "one file" if count == 1 else f"{count} files"
        yield Finding("pages", 0, what, "two files, fronts and backs", "give both")


def pair(fronts: Document, backs: Document) -> Iterator[Finding]:
    """A file of fronts and a file of backs have as many pages."""
    counts = len(fronts.sheets), len(backs.sheets)
    if counts[0] != counts[1]:
        what = f"the files have {counts[0]} and {counts[1]} pages"
        yield Finding("pages", 0, what, "as many backs as fronts", "give every card a front and a back")


def exchanged(fronts: Sequence[bytes], backs: Sequence[bytes]) -> Iterator[Finding]:
    """The file that is called the fronts has them (given as digests of what the pages show)."""
    if backs_first(fronts, backs):
        what = "the file that is called fronts looks like the backs"
        yield Finding("order", 0, what, "fronts, then backs", "exchange their names")


def backs_first(first: Sequence[bytes], second: Sequence[bytes]) -> bool:
    """Whether the first of two files looks like the backs of a deck (given as digests of what the pages show)."""
    return _backs(first, second) == 1


def _backs(first: Sequence[bytes], second: Sequence[bytes]) -> int:
    """Which of two rows of pages looks like the backs of a deck, 1 or 2; 0 when it cannot be told."""
    if min(len(first), len(second)) < _LEAST:
        return 0
    alike = _alike(first), _alike(second)
    if max(alike) < _MANY or min(alike) >= _FEW:
        return 0
    return 1 if alike[0] > alike[1] else 2


def _alike(pictures: Sequence[bytes]) -> float:
    """What part of the pages looks like the page that is there most often."""
    return Counter(pictures).most_common(1)[0][1] / len(pictures) if pictures else 0.0


def _size(document: Document, number: int) -> tuple[float, float]:
    box = trim(document.sheets[number])
    return box[2] - box[0], box[3] - box[1]


def _mm(size: tuple[float, float]) -> str:
    return f"{size[0] / MM:.1f} x {size[1] / MM:.1f} mm"

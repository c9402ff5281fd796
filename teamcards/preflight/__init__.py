"""A PDF before it goes to a printer: everything that would come out wrong, our own file or anybody's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from teamcards import raster
from teamcards.preflight import bleed, file_checks, page_checks, reading
from teamcards.preflight.findings import Finding, alike, told
from teamcards.preflight.reading import Document
from teamcards.shop import Shop
from teamcards.units import MM

__all__ = ["Finding", "Report", "alike", "inspect", "ordered", "pair", "told"]


class Report(NamedTuple):
    """What was found in a file; `about` describes it, and the document is None where it could not be read.

    `pages` has a digest of what each page shows, where that is looked at: equal for pages that look the same.
    """

    document: Document | None
    about: str
    findings: tuple[Finding, ...]
    pages: tuple[bytes, ...] = ()


def inspect(data: bytes, shop: Shop) -> Report:
    """Everything wrong with a PDF for a print shop, or for an office printer; never raises."""
    try:
        document = reading.read(data)
    except reading.UnreadableError as error:
        what, _, fix = str(error).partition("; ")
        return Report(None, "", (Finding("file", 0, what, "", fix),))
    if shop.boxes and (imposed := tuple(file_checks.imposed(document, shop))):
        return Report(document, _about(document), imposed)
    digests: list[bytes] = []
    found = [*_file(document, shop), *_pages(document, shop, digests)]
    return Report(document, _about(document), tuple(sorted(found, key=lambda finding: finding.page)), tuple(digests))


def ordered(files: Sequence[tuple[Path, Report]]) -> list[tuple[Path, Report]]:
    """Two files of one deck with the fronts first: as their names tell, or else what their pages show."""
    if len(files) == 2:
        (one, first), (other, second) = files
        named = _backness(one) - _backness(other)
        if named > 0 or (not named and file_checks.backs_first(first.pages, second.pages)):
            return [files[1], files[0]]
    return list(files)


def _backness(path: Path) -> int:
    """1 for a file that is called backs, -1 for one that is called fronts, 0 where its name does not tell."""
    back, front = (path.stem.lower().rfind(side) for side in ("back", "front"))
    return (back > front) - (front > back)


def pair(reports: Sequence[Report]) -> tuple[Finding, ...]:
    """What is wrong between the files of one deck, for a shop that wants fronts and backs apart, in this order."""
    found = list(file_checks.two(len(reports)))
    if len(reports) == 2:
        first, second = reports
        if first.document and second.document:
            found += file_checks.pair(first.document, second.document)
        found += file_checks.exchanged(first.pages, second.pages)
    return tuple(found)


def _file(document: Document, shop: Shop) -> Iterator[Finding]:
    if not document.sheets:
        yield Finding("pages", 0, "the file has no pages", "cards", "export it again")
        return
    for check in (*file_checks.FOR_ALL, *(file_checks.FOR_SHOPS if shop.boxes else ())):
        yield from check(document, shop)


def _pages(document: Document, shop: Shop, digests: list[bytes]) -> Iterator[Finding]:
    """What is wrong with the pages; adds the digest of each that is looked at."""
    checks = (*page_checks.FOR_ALL, *(page_checks.FOR_SHOPS if shop.boxes else ()))
    for sheet in document.sheets:
        for check in checks:
            yield from check(sheet, shop)
    try:
        yield from _words(document, shop)
        yield from _pictures(document, shop, digests) if shop.boxes else ()
    except raster.UnreadableError as error:
        yield Finding("file", 0, str(error), "", "export it again")


def _words(document: Document, shop: Shop) -> Iterator[Finding]:
    """What shows only in where the letters are."""
    for sheet, words in zip(document.sheets, raster.words(document.data), strict=False):
        yield from page_checks.safe_zone(sheet, shop, words)


def _pictures(document: Document, shop: Shop, digests: list[bytes]) -> Iterator[Finding]:
    """What shows only in pictures of the pages: white in the bleed, and which pages look alike."""
    for sheet, picture in zip(document.sheets, raster.whole_pages(document.data, bleed.DPI), strict=False):
        digests.append(hashlib.sha256(picture.tobytes()).digest())
        yield from bleed.check(sheet, picture, shop)
    yield from file_checks.order(digests, shop)


def _about(document: Document) -> str:
    """The file in a few words: pages, size, kind."""
    count = len(document.sheets)
    if not count:
        return "no pages"
    left, low, right, high = page_checks.trim(document.sheets[0])
    pages = f"{count} page{'s' if count > 1 else ''} of {(right - left) / MM:.1f} x {(high - low) / MM:.1f} mm"
    return f"{pages}, {document.claims}" if document.claims else f"{pages}, PDF {document.version}"

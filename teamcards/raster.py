"""A PDF as a reader sees it: pictures of its pages, and where its words stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw

if TYPE_CHECKING:
    from teamcards.images import Picture

_LARGEST = 2e8  # pixels of one picture; A0 at 300 dpi has 1.4e8


class UnreadableError(ValueError):
    """A PDF that cannot be drawn; the message is a sentence without a full stop."""


class Words(NamedTuple):
    """Words that stand together on a line, and the box around their ink in points: left, low, right, high."""

    text: str
    box: tuple[float, float, float, float]


def pages(pdf: bytes, dpi: float) -> Iterator[Picture]:
    """A picture of each page as readers show it, in red, green and blue, at so many pixels an inch.

    Raises UnreadableError.
    """
    for page in _pages(pdf):
        yield _picture(page, dpi)


def size(pdf: bytes) -> tuple[float, float]:
    """The width and the height of the first page, in points. Raises UnreadableError."""
    return next((page.get_width(), page.get_height()) for page in _pages(pdf))


def whole_pages(pdf: bytes, dpi: float) -> Iterator[Picture]:
    """The same with all that lies around the cut (the MediaBox), upright, also where readers hide it.

    Raises UnreadableError.
    """
    for page in _pages(pdf):
        page.set_rotation(0)
        page.set_cropbox(*page.get_mediabox())
        yield _picture(page, dpi)


def words(pdf: bytes) -> Iterator[list[Words]]:
    """The words of each page, in the coordinates of the page, with y up.

    Raises UnreadableError.
    """
    for page in _pages(pdf):
        text = page.get_textpage()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        yield [Words(" ".join(text.get_text_bounded(*box).split()), box) for box in boxes]


def _pages(pdf: bytes) -> Iterator[pdfium.PdfPage]:
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise UnreadableError("this file cannot be drawn as a PDF") from error
    try:
        for number in range(len(document)):
            try:
                page = document[number]
            except pdfium.PdfiumError as error:
                raise UnreadableError(f"page {number + 1} cannot be drawn") from error
            yield page
            page.close()
    finally:
        document.close()


def _picture(page: pdfium.PdfPage, dpi: float) -> Picture:
    """The page in whole pixels, the nearest to its size."""
    width, height = (max(1, round(side * dpi / 72)) for side in page.get_size())
    if width * height > _LARGEST:
        raise UnreadableError("a page is too large to be drawn")
    try:
        bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        image = bitmap.to_pil().copy()  # pdfium takes its memory back
        bitmap.close()
    except (pdfium.PdfiumError, ValueError) as error:
        raise UnreadableError("a page cannot be drawn") from error
    return cast("Picture", image)

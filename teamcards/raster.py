"""A PDF as a reader sees it: pictures of its pages, and where its words stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

import pypdfium2 as pdfium

if TYPE_CHECKING:
    from PIL.Image import Image

_LARGEST = 2e8  # pixels of one picture; A0 at 300 dpi has 1.4e8


class UnreadableError(ValueError):
    """A PDF that cannot be drawn; the message is a sentence without a full stop."""


class Words(NamedTuple):
    """Words that stand together on a line, and the box around their ink in points: left, low, right, high."""

    text: str
    box: tuple[float, float, float, float]


def pages(pdf: bytes, dpi: float) -> Iterator[Image]:
    """A picture of each page as readers show it, in red, green and blue, at so many pixels an inch.

    Raises UnreadableError.
    """
    for page in _pages(pdf):
        yield _picture(page, dpi)


def whole_pages(pdf: bytes, dpi: float) -> Iterator[Image]:
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


def _picture(page: pdfium.PdfPage, dpi: float) -> Image:
    if page.get_width() * page.get_height() * (dpi / 72) ** 2 > _LARGEST:
        raise UnreadableError("a page is too large to be drawn")
    try:
        return cast("Image", page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False).to_pil().convert("RGB"))
    except (pdfium.PdfiumError, ValueError) as error:  # ValueError for a page without a size
        raise UnreadableError("a page cannot be drawn") from error

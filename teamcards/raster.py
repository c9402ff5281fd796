"""The pages of a PDF as pixels, drawn by the engine of a browser: what is looked at is what is printed."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from teamcards import images


def pages(pdf: bytes, dpi: float) -> Iterator[images.Picture]:
    """The pages at so many dots per inch, in RGB, each drawn when it is asked for; sizes are rounded to whole pixels.

    Raises ValueError when the bytes are not a PDF that can be read.
    """
    with _opened(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            width, height = (max(1, round(side * dpi / 72)) for side in page.get_size())
            bitmap = pdfium.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
            image = bitmap.to_pil().copy()  # pdfium takes its memory back
            bitmap.close()
            page.close()
            yield image


def size(pdf: bytes) -> tuple[float, float]:
    """The width and the height of the first page, in points. Raises ValueError when the PDF cannot be read."""
    with _opened(pdf) as document:
        width, height = document[0].get_size()
        return width, height


def _opened(pdf: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise ValueError("this PDF cannot be read") from error

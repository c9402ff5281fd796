"""Pages that say what they are into a tagged PDF (PDF/UA-1), to be read with the eyes, the ears or the fingers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teamcards.drawing import Page
from teamcards.fonts import Font
from teamcards.tags import Element
from teamcards.writers import metadata, pdf, structure

_SPACES = {"pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}


def write(pages: Iterable[Page], sections: Sequence[Element], about: pdf.About, fonts: Sequence[Font]) -> bytes:
    """The PDF with its structure; the sections may still grow while the pages are asked for."""
    data = pdf.write(pages, about, fonts)
    with metadata.opened(data) as file:
        metadata.show_on_screen(file)
        structure.add(file, Element("Document", tuple(sections)))
        metadata.describe(file, {"pdfuaid:part": "1", "dc:language": [about.language]}, _SPACES)
        return metadata.saved(file)

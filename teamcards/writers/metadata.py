"""What a finished PDF says of itself, added to it; the same file gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf


def opened(data: bytes) -> pikepdf.Pdf:
    """A PDF that is ready, to be added to."""
    return pikepdf.open(io.BytesIO(data))


def show_on_screen(file: pikepdf.Pdf) -> None:
    """Has a file open with its title, its bookmarks, and one whole page at a time; it asks nothing of a printer."""
    file.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    file.Root.PageMode, file.Root.PageLayout = pikepdf.Name.UseOutlines, pikepdf.Name.SinglePage
    for first in file.pages[:1]:
        file.Root.OpenAction = pikepdf.Array([first.obj, pikepdf.Name.Fit])


def describe(file: pikepdf.Pdf, more: Mapping[str, str | list[str]], spaces: Mapping[str, str]) -> None:
    """Adds XMP: what the file says of itself already (title, dates, ...) and more, such as {'pdfuaid:part': '1'}.

    `spaces` are the prefixes of names that are not well known, and the address each stands for.
    """
    with file.open_metadata(set_pikepdf_as_editor=False) as found:
        found.load_from_docinfo(pikepdf.Dictionary(_said(file.docinfo)))
        for prefix, address in spaces.items():
            found.register_xml_namespace(address, prefix)
        for name, value in more.items():
            found[name] = value


def _said(info: pikepdf.Dictionary) -> dict[str, pikepdf.Object]:
    """The properties that XMP has a name for; whether colours were trapped has none that pikepdf knows."""
    return {name: value for name, value in info.items() if name != "/Trapped"}


def saved(file: pikepdf.Pdf, version: str = "1.7") -> bytes:
    """The bytes of a file, the same each time, as a PDF of at least that version."""
    out = io.BytesIO()
    file.save(out, deterministic_id=True, min_version=version, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()

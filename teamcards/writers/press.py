"""A PDF of one card face per page into a file for a print shop: prepared to PDF/X, and never certified.

What is written is that of ISO 15930-7 (PDF/X-4), 15930-3 (X-3:2002) and 15930-4 (X-1a:2003).
"""

from __future__ import annotations

import hashlib
import io
import itertools
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from teamcards import icc

_REGISTRY = "http://www.color.org"
_XMP = "http://www.npes.org/pdfx/ns/id/"
_SLACK = 0.02  # points that boxes may differ, since they are written in hundredths


class Standard(NamedTuple):
    """What a kind of PDF/X is called inside the file, and the version of PDF that it is made of."""

    name: str
    version: str


STANDARDS = {
    "X-4": Standard("PDF/X-4", "1.6"),
    "X-3": Standard("PDF/X-3:2002", "1.3"),
    "X-1a": Standard("PDF/X-1a:2003", "1.4"),
    "plain": Standard("", "1.6"),
}


class Press(NamedTuple):
    """How a file is printed: the kind of PDF/X, the registered name of the condition, and its ICC profile, if any.

    No condition, for a shop that takes RGB, is no output intent.
    """

    standard: str
    condition: str
    profile: bytes = b""

    @property
    def kind(self) -> str:
        """The kind of PDF/X that can be made: X-4 needs a profile in the file, and X-1a does not."""
        return "X-1a" if self.standard == "X-4" and not self.profile else self.standard

    @property
    def told(self) -> str:
        """What the file is, for people to read."""
        name = STANDARDS[self.kind].name
        if self.kind != self.standard:
            return f"prepared to {name}, since PDF/X-4 needs the shop's ICC profile (--icc FILE)"
        return f"prepared to {name}" if name else "a PDF with boxes for the cut"


def prepare(pdf: bytes, title: str, press: Press) -> bytes:
    """The same pages as a print shop wants them: nothing to click on, no bookmarks, and named what they are.

    The dates are those of the PDF, and equal input gives equal bytes. Raises ValueError when a page has no box for the
    cut, or when the profile is not that of a press.
    """
    if press.profile and (wrong := icc.fault(press.profile)):
        raise ValueError(wrong)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _only_pages(document)
        for number, page in enumerate(document.pages, 1):
            if wrong := _boxes(page):
                raise ValueError(f"page {number}: {wrong}")
        if press.condition:
            _output_intent(document, press)
        _information(document, title, press)
        _metadata(document, title, press, hashlib.sha256(pdf).hexdigest())
        out = io.BytesIO()
        document.save(
            out, deterministic_id=True, force_version=STANDARDS[press.kind].version,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )  # fmt: skip
    return out.getvalue()


def _only_pages(document: pikepdf.Pdf) -> None:
    """Leaves pages and their language; takes away what is for screens: links, bookmarks, print settings, groups."""
    for name in list(document.Root.keys()):
        if name not in ("/Type", "/Pages", "/Lang"):
            del document.Root[name]
    for page in document.pages:
        for name in ("/Annots", "/Trans", "/Group", "/AA", "/ArtBox", "/CropBox"):
            if name in page:
                del page[name]


def _boxes(page: pikepdf.Page) -> str:
    """What is wrong with where a page says that it is cut; nothing when the boxes lie within each other."""
    if "/TrimBox" not in page or "/BleedBox" not in page:
        return "no TrimBox and BleedBox"
    boxes = [[float(side) for side in box.as_list()] for box in (page.mediabox, page.bleedbox, page.trimbox)]
    for outer, inner in itertools.pairwise(boxes):
        apart = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
        if min(apart) < -_SLACK:
            return "TrimBox, BleedBox and MediaBox do not lie within each other"
    return ""


def _output_intent(document: pikepdf.Pdf, press: Press) -> None:
    """The condition that the colours are meant for: by its registered name, or with a profile of the shop's own."""
    named = icc.title(press.profile)
    registered = not press.profile or press.condition in named
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(press.condition if registered else named or "Custom"),
        Info=String(named or press.condition),
    )
    if registered:
        intent.RegistryName = String(_REGISTRY)
    if press.profile:
        intent.DestOutputProfile = document.make_stream(press.profile, N=4)
    document.Root.OutputIntents = Array([document.make_indirect(intent)])


def _information(document: pikepdf.Pdf, title: str, press: Press) -> None:
    about = document.docinfo
    about["/Title"] = title
    about["/Creator"] = about["/Producer"] = "teamcards"
    about["/ModDate"] = about["/CreationDate"]
    about["/Trapped"] = Name("/False")
    if press.kind in ("X-1a", "X-3"):
        about["/GTS_PDFXVersion"] = STANDARDS[press.kind].name


def _metadata(document: pikepdf.Pdf, title: str, press: Press, digest: str) -> None:
    """The same in XMP, which X-4 asks for; the ids come from the content."""
    date = _iso(str(document.docinfo["/CreationDate"]))
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace(_XMP, "pdfxid")
        xmp["dc:title"] = title
        xmp["xmp:CreatorTool"] = xmp["pdf:Producer"] = "teamcards"
        xmp["pdf:Trapped"] = "False"
        for name in ("CreateDate", "ModifyDate", "MetadataDate"):
            xmp[f"xmp:{name}"] = date
        xmp["xmpMM:DocumentID"] = f"uuid:{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"
        xmp["xmpMM:VersionID"] = "1"
        xmp["xmpMM:RenditionClass"] = "default"
        if press.kind == "X-4":
            xmp["pdfxid:GTS_PDFXVersion"] = STANDARDS["X-4"].name


def _iso(date: str) -> str:
    """A date of PDF (D:20231114221320+00'00') as XMP writes it (2023-11-14T22:13:20+00:00)."""
    digits = date.removeprefix("D:")
    zone = digits[14:].replace("'", ":").strip(":")
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}{zone if zone not in ('', 'Z') else 'Z'}"

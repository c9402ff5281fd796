"""A PDF file into facts: its pages with their boxes and paints, and what it says of itself."""

from __future__ import annotations

import io
import logging
import re
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Name

from teamcards import icc
from teamcards.preflight import operators
from teamcards.preflight.paints import Corners, Paint

_DAMAGED = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError,
            NotImplementedError, RuntimeError)  # fmt: skip


_VERSION = re.compile(rb"GTS_PDFXVersion(?:\s*=\s*[\"']|[^<>]*>)([^\"'<]{1,40})")
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # what it says of damage is told as findings


class UnreadableError(ValueError):
    """A file of which nothing can be told; the message says why, and behind a semicolon what to do."""


class Sheet(NamedTuple):
    """A page: its boxes in points with y up (None where it has none), and everything that it paints.

    `loose` are the fonts that are not in the file, `seen_through` what is transparent, `extras` what is not printed
    (links, notes, fields), and `damage` why the page could not be followed to its end.
    """

    number: int
    media: Corners
    trim: Corners | None
    bleed: Corners | None
    paints: tuple[Paint, ...]
    loose: tuple[str, ...]
    seen_through: tuple[str, ...]
    extras: tuple[str, ...]
    damage: str = ""


class Intent(NamedTuple):
    """The printing condition that a file names; `fault` is what is wrong with the profile in it."""

    name: str
    title: str
    embedded: bool
    fault: str


class Document(NamedTuple):
    """What a file is: `claims` is the kind of PDF/X that it says it is, such as 'PDF/X-1a:2003'."""

    data: bytes
    version: str
    encrypted: bool
    layers: bool
    claims: str
    intents: tuple[Intent, ...]
    sheets: tuple[Sheet, ...]


def read(data: bytes) -> Document:
    """Everything that checks look at.

    Raises UnreadableError for what is no PDF, is broken, or asks for a password.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _document(data, pdf)
    except pikepdf.PasswordError as error:
        raise UnreadableError("this file asks for a password; save it without one") from error
    except _DAMAGED as error:
        why = "" if data.lstrip()[:5] == b"%PDF-" else "this is not a PDF; choose another file"
        raise UnreadableError(why or "this PDF is broken; export it again") from error


def _document(data: bytes, pdf: pikepdf.Pdf) -> Document:
    known = operators.Known()
    sheets = tuple(_sheet(number, page, known) for number, page in enumerate(pdf.pages, 1))
    intents = tuple(
        _intent(intent) for intent in pdf.Root.get("/OutputIntents") or () if intent.get("/S") == Name.GTS_PDFX
    )
    return Document(data, pdf.pdf_version, pdf.is_encrypted, "/OCProperties" in pdf.Root, _claims(pdf), intents, sheets)


def _claims(pdf: pikepdf.Pdf) -> str:
    """The kind of PDF/X, which older kinds say in the list of properties and newer ones in XMP."""
    if "/GTS_PDFXVersion" in pdf.docinfo:
        return str(pdf.docinfo.GTS_PDFXVersion)
    metadata = pdf.Root.get("/Metadata")
    found = _VERSION.search(metadata.read_bytes()) if metadata is not None else None
    return found[1].decode("ascii", "replace") if found else ""


def _intent(intent: Any) -> Intent:
    profile = intent.get("/DestOutputProfile")
    data = profile.read_bytes() if profile is not None else b""
    fault = icc.fault(data) if profile is not None else ""
    name = str(intent.get("/OutputConditionIdentifier") or "")
    return Intent(name, icc.title(data) if data and not fault else "", profile is not None, fault)


def _sheet(number: int, page: pikepdf.Page, known: operators.Known) -> Sheet:
    media = _corners(page.mediabox)
    trim, bleed = (_corners(page.obj[name]) if name in page.obj else None for name in ("/TrimBox", "/BleedBox"))
    extras = tuple(str(note.get("/Subtype", "/Note"))[1:] for note in page.obj.get("/Annots") or ())
    try:
        painted = operators.follow(page, known)
    except _DAMAGED:
        damage = "its content cannot be followed to the end"
        return Sheet(number, media, trim, bleed, (), (), (), extras, damage)
    loose = {_named(font) for font in painted.fonts.values() if not _embedded(font)}
    return Sheet(
        number, media, trim, bleed, tuple(painted.paints), tuple(sorted(loose)),
        tuple(sorted(painted.seen_through)), extras,
    )  # fmt: skip


def _corners(box: Any) -> Corners:
    a, b, c, d = (float(side) for side in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _named(font: Any) -> str:
    return str(font.get("/BaseFont", "/a font without a name"))[1:]


def _embedded(font: Any) -> bool:
    """Whether the shapes of the letters are in the file."""
    if font.get("/Subtype") == Name.Type3:
        return True
    inner = font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font
    about = inner.get("/FontDescriptor")
    return about is not None and any(name in about for name in ("/FontFile", "/FontFile2", "/FontFile3"))

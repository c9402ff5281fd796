"""The PDF as other programs see it: text, fonts, title, language, bookmarks, and the same bytes each time."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from conftest import ROOT, pdf_of

from teamcards import build


def fonts_of(document: pdfium.PdfDocument) -> dict[str, bool]:
    """The fonts that text on the pages is set in, and whether they are embedded."""
    found = {}
    for page in document:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(item)
            name = ctypes.create_string_buffer(100)
            raw.FPDFFont_GetBaseFontName(font, name, 100)
            found[name.value.decode()] = bool(raw.FPDFFont_GetIsEmbedded(font))
    return found


@pytest.fixture(scope="module")
def goudmijn(shipped) -> bytes:
    return pdf_of(shipped, "goudmijn", "nl")


def test_every_font_is_embedded(goudmijn):
    fonts = fonts_of(pdfium.PdfDocument(goudmijn))
    assert len(fonts) >= 3
    assert all(fonts.values())
    assert b"Helvetica" not in goudmijn


def test_title_and_language_are_the_deck_s(goudmijn):
    document = pdfium.PdfDocument(goudmijn)
    assert document.get_metadata_dict()["Title"] == "Goudmijn"
    assert b"/Lang (nl)" in goudmijn


def test_every_card_has_a_bookmark_to_its_sheet(goudmijn, shipped):
    document = pdfium.PdfDocument(goudmijn)
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    drawn, _ = build.draw("goudmijn", shipped, "nl", None)
    assert marks == [(side.title, 2 * (n // 9)) for n, side in enumerate(drawn.sides)]


def test_copied_text_has_no_gaps_from_kerning(goudmijn):
    text = pdfium.PdfDocument(goudmijn)[0].get_textpage().get_text_range()
    assert "Een echte\r\ntopverkoper" in text


def test_a_link_can_be_followed(project):
    content = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: T, text: 'Zie [hier](https://example.org/a)'}\n",
        decks__t="title: P\nlanguages: [nl]\ncards: [t-1]\n",
    )
    document = pdfium.PdfDocument(pdf_of(content, "t", "nl"))
    links = []
    start, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(document[0], ctypes.byref(start), ctypes.byref(link)):
        buffer = ctypes.create_string_buffer(200)
        raw.FPDFAction_GetURIPath(document, raw.FPDFLink_GetAction(link), buffer, 200)
        links.append(buffer.value.decode())
    assert links == ["https://example.org/a"]


def test_two_builds_in_other_folders_zones_and_hash_seeds_are_equal(tmp_path):
    results = []
    for number, (zone, seed) in enumerate((("UTC", "1"), ("Asia/Tokyo", "2"))):
        folder = tmp_path / f"somewhere-{number}"
        folder.mkdir()
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "teamcards", "build", "vijf-mythes", "-o", str(folder / "out")]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        results.append({path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())})
    assert set(results[0]) == {f"vijf-mythes.{lang}.{kind}" for lang in ("nl", "en") for kind in ("pdf", "html")}
    assert results[0] == results[1]


def test_the_date_is_that_of_source_date_epoch(tmp_path):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    command = [
        sys.executable,
        "-m",
        "teamcards",
        "build",
        "afspraak",
        "--to",
        "pdf",
        "--lang",
        "nl",
        "-o",
        str(tmp_path),
    ]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    metadata = pdfium.PdfDocument(tmp_path / "afspraak.nl.pdf").get_metadata_dict()
    assert metadata["CreationDate"].startswith("D:20231114")

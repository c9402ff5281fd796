"""The PDF as other programs see it: text, fonts, title, language, bookmarks, and the same bytes each time."""

from __future__ import annotations

import ctypes
import io
import os
import subprocess
import sys

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from conftest import ROOT, pdf_of

from teamcards import build, fonts
from teamcards.drawing import Box, Drawing, Page, Placed, Rect, Run
from teamcards.sheets.marks import BLACK
from teamcards.writers import pdf


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


def test_each_line_stands_where_it_was_put():
    """However many lines of one style are written from the one before, and whatever stands before them."""
    font = fonts.load("fontpkg_fira_sans", "FiraSans-Regular.ttf")
    word = (font.set("merk"),)
    runs = [
        Run(20 + n % 7 / 3, 30 + 6.7351 * n, font.name, 8 + n // 40, BLACK, word, 0.5 * (n > 60), rising=rising)
        for n in range(90)
        for rising in ((False,), (False, True, True))[n % 10 == 0]
    ]
    whole = Box(0, 0, 400, 700)
    drawing = Drawing(400, 700, (*runs[:50], Rect(whole, stroke=BLACK), *runs[50:]))
    data = pdf.write([Page(400, 700, (Placed(drawing, whole, whole),))], pdf.About("P", "", "nl"), [font])
    texts = pdfium.PdfDocument(data)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    for run, text in zip(runs, texts, strict=True):
        matrix = text.get_matrix()
        assert (matrix.e, matrix.f) == pytest.approx((run.x, 700 - run.y), abs=0.0051)
        assert (matrix.a, matrix.b) == ((0, 1) if run.rising else (1, 0))
        assert text.get_font_size() == run.size


def test_every_character_is_printed_and_copied_as_itself(project):
    """Among them those whose code has a byte that ends or escapes a string: ( ) \\ and the end of a line."""
    texts = ["(een) \\\\ {twee}", "čĨĩŜ ēĪ", "Ελληνικά (ναι)", "Українська č", "a – b… “c” ‘d’"]
    cards = "".join(f"  t-{n}: {{kind: role, title: T{n}, text: '{text}'}}\n" for n, text in enumerate(texts))
    content = project(
        cards__t=f"language: nl\ncards:\n{cards}", decks__t="title: P\nlanguages: [nl]\nback: none\ncards: [t-*]\n"
    )
    read = pdfium.PdfDocument(pdf_of(content, "t", "nl"))[0].get_textpage().get_text_range()
    for text in texts:
        assert text.replace("\\\\", "\\") in " ".join(read.split())


def test_equal_words_in_a_font_have_their_space(project):
    content = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: T, text: 'een *ha ha* en'}\n",
        decks__t="title: P\nlanguages: [nl]\nback: none\ncards: [t-1]\n",
    )
    assert "een ha ha en" in pdfium.PdfDocument(pdf_of(content, "t", "nl"))[0].get_textpage().get_text_range()


def test_a_broken_word_shows_a_hyphen_that_is_not_copied_as_one(project):
    content = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: T, text: een verantwoordelijkheidsverdeling x-y}\n",
        decks__t="title: P\nlanguages: [nl]\nback: none\nsize: {width: 44 mm, height: 63 mm}\ncards: [t-1]\n",
    )
    data = pdf_of(content, "t", "nl")
    assert "verantwoorde\ufffe" in pdfium.PdfDocument(data)[0].get_textpage().get_text_range()
    with pikepdf.open(io.BytesIO(data)) as file:
        maps = [item.CIDToGIDMap.read_bytes() for item in file.objects if "/CIDToGIDMap" in item]
    (glyphs,) = [found for found in maps if glyph(found, "\u00ad")]  # of the font that the word is set in
    assert glyph(glyphs, "\u00ad") == glyph(glyphs, "-")


def glyph(glyphs: bytes, character: str) -> int:
    """The number of the glyph of a character, 0 when the font has none."""
    return int.from_bytes(glyphs[2 * ord(character) : 2 * ord(character) + 2])


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
    assert set(links) == {"https://example.org/a"}  # one area for each line that it stands on


@pytest.mark.parametrize(
    ("typed", "followed"),
    [
        (
            "https://example.org/één pagina?q=a b&c=%20#één",
            "https://example.org/%C3%A9%C3%A9n%20pagina?q=a%20b&c=%20#%C3%A9%C3%A9n",
        ),
        ("https://bücher.example:8080/a", "https://xn--bcher-kva.example:8080/a"),
        ("https://example.org/a%C3%A9(b)", "https://example.org/a%C3%A9(b)"),
        ("https://example.org/100%/é", "https://example.org/100%25/%C3%A9"),
        ("mailto:bavo@example.org?subject=Één vraag", "mailto:bavo@example.org?subject=%C3%89%C3%A9n%20vraag"),
        ("https://straße.de/über?", "https://xn--strae-oqa.de/%C3%BCber?"),
        ("https://example.org/a?", "https://example.org/a?"),
        ("mailto:jan@münchen.de", "mailto:jan@xn--mnchen-3ya.de"),
        ("https://.é/", "https://.xn--9ca/"),
    ],
)
def test_the_address_of_a_code_is_quoted_once(project, typed, followed):
    content = project(
        cards__t=f"language: nl\ncards:\n  t-1: {{kind: role, title: T, text: Scan., qr: {{to: '{typed}'}}}}\n",
        decks__t="title: P\nlanguages: [nl]\nsize: a6\ncards: [t-1]\n",
    )
    with pikepdf.open(io.BytesIO(pdf_of(content, "t", "nl"))) as document:
        assert {str(link.A.URI) for link in document.pages[0].Annots} == {followed}


def test_two_builds_in_other_folders_zones_and_hash_seeds_are_equal(tmp_path):
    runs = []
    for number, (zone, seed) in enumerate((("UTC", "1"), ("Asia/Tokyo", "2"))):
        folder = tmp_path / f"somewhere-{number}"
        folder.mkdir()
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "teamcards", "build", "-o", str(folder / "out")]
        runs.append((folder, subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE)))
    assert [process.wait() for _, process in runs if process.communicate()] == [0, 0]
    one, other = ({path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())} for folder, _ in runs)
    assert len(one) == 9 * 2 * 2 + 1
    assert one == other


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


def test_words_are_as_wide_in_the_pdf_as_they_were_measured(project):
    content = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: AVATAR, text: x}\n",
        decks__t="title: P\nlanguages: [nl]\nback: none\ncards: [t-1]\n",
    )
    drawn, _ = build.draw("t", content, "nl", None)
    run = next(item for item in drawn.sides[0].front.items if isinstance(item, Run) and item.glyphs[0].text == "AVATAR")
    text = pdfium.PdfDocument(pdf_of(content, "t", "nl"))[0].get_textpage()
    start = text.get_text_range().index("AVATAR")
    boxes = [text.get_charbox(start + number) for number in range(6)]
    assert boxes[5][2] - boxes[0][0] == pytest.approx(run.glyphs[0].width * run.size / 1000, abs=1)


def test_links_can_be_followed_on_turned_backs_too(project):
    card = "{kind: vote, title: T, text: '[twee woorden](https://a.nl)', front: A, back: B}"
    content = project(
        cards__t=f"language: nl\ncards:\n  t-1: {card}\n",
        decks__t="title: P\nlanguages: [nl]\ncards: [t-1]\n",
    )
    for flip in ("long", "short"):
        document = pdfium.PdfDocument(pdf_of(content, "t", "nl", flip))
        for page in document:
            start, link, area = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
            assert raw.FPDFLink_Enumerate(page, ctypes.byref(start), ctypes.byref(link))
            raw.FPDFLink_GetAnnotRect(link, ctypes.byref(area))
            text = page.get_textpage()
            first = text.get_text_range().index("twee")
            boxes = [text.get_charbox(first + number) for number in range(len("twee woorden"))]
            assert area.left <= min(box[0] for box in boxes) + 0.5
            assert area.right >= max(box[2] for box in boxes) - 0.5

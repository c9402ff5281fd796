"""Card faces as pictures: the pixels of the PDF, on sheets that tabletops take and in zips that boards take."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from PIL import Image

from teamcards import build, raster
from teamcards.build import Drawn
from teamcards.writers import pdf, png

DPI = 30


def rendered(drawn: Drawn) -> tuple[bytes, list[png.Shown]]:
    pages, shown = png.faces(drawn.sides, drawn.deck)
    return pdf.write(pages, pdf.About(drawn.deck.title, "", drawn.deck.language), drawn.look.fonts()), shown


@pytest.fixture(scope="module")
def myths(shipped) -> tuple[bytes, list[png.Shown]]:
    drawn, _ = build.draw("vijf-mythes", shipped, "en", None)
    assert drawn is not None
    return rendered(drawn)


@pytest.fixture(scope="module")
def gold(shipped) -> tuple[bytes, list[png.Shown]]:
    drawn, _ = build.draw("goudmijn", shipped, "nl", None)
    assert drawn is not None
    return rendered(drawn)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_every_face_is_a_picture_at_the_asked_size(myths):
    pdf, shown = myths
    files = dict(png.each(pdf, shown, 150))
    assert list(files) == [face.name for face in shown]
    assert all(image.size == (372, 520) for image in map(opened, files.values()))
    first = opened(next(iter(files.values())))
    assert first.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    for data, page in zip(files.values(), raster.pages(pdf, 150), strict=True):
        assert opened(data).tobytes() == page.tobytes()


def test_a_picture_is_the_same_each_time(myths):
    pdf, shown = myths
    assert png.whiteboard(pdf, shown, DPI) == png.whiteboard(pdf, shown, DPI)
    assert list(png.tabletop(pdf, shown, DPI)) == list(png.tabletop(pdf, shown, DPI))


def test_the_contact_sheet_shows_every_face(gold, shipped):
    drawn, _ = build.draw("goudmijn", shipped, "nl", None)
    pdf, shown = gold
    ((name, data),) = png.contact(pdf, shown, drawn.look.family("footer").plain)
    sheet = opened(data)
    assert name == "contact.png"
    assert max(sheet.size) <= 4000
    dark = sum(1 for pixel in sheet.resize((200, 200)).convert("L").tobytes() if pixel < 200)
    assert dark > 3000


def test_a_tabletop_sheet_holds_every_face_as_it_is_printed(gold):
    pdf, shown = gold
    files = dict(png.tabletop(pdf, shown, DPI))
    pages = dict(zip(((face.id, face.side) for face in shown), raster.pages(pdf, DPI), strict=True))
    ids = [face.id for face in shown if face.side == "front"]
    assert list(files) == ["tabletop.1.front.10x4.png", "tabletop.1.back.10x4.png"]
    for side, data in zip(("front", "back"), files.values(), strict=True):
        sheet = opened(data)
        width, height = sheet.width // 10, sheet.height // 4
        for number, id in enumerate(ids):
            x, y = number % 10 * width, number // 10 * height
            cell = sheet.crop((x, y, x + width, y + height))
            face = pages.get((id, side)) or pages["", "back"]
            assert cell.tobytes() == face.tobytes()
        hidden = sheet.crop((9 * width, 3 * height, 10 * width, 4 * height))
        assert hidden.tobytes() == pages["", "back"].tobytes()


def test_many_large_cards_need_several_sheets_that_stay_small_enough(project):
    cards = "".join(f"  t-{n}: {{kind: question, title: T, text: 'Vraag {n}?'}}\n" for n in range(75))
    found = project(
        cards__t=f"language: nl\ncards:\n{cards}",
        decks__t="title: P\nlanguages: [nl]\nsize: {width: 300 mm, height: 300 mm}\ncards: [t-*]\n",
    )
    drawn, _ = build.draw("t", found, "nl", None)
    pages, shown = png.faces(drawn.sides, drawn.deck)
    data = pdf.write(pages, pdf.About("P", "", "nl"), drawn.look.fonts())
    names = {}
    for name, picture in png.tabletop(data, shown, 6):
        names[name] = opened(picture).size
    assert list(names) == ["tabletop.back.png", "tabletop.1.front.10x7.png", "tabletop.2.front.7x2.png"]
    assert all(side <= 10_000 for size in names.values() for side in size)


def test_a_sheet_is_never_larger_than_a_tabletop_takes(monkeypatch, myths):
    asked = []
    pages = raster.pages
    monkeypatch.setattr(raster, "pages", lambda pdf, dpi: asked.append(dpi) or pages(pdf, 20))
    list(png.tabletop(*myths, 1200))
    assert asked[0] * 63 / 25.4 * 10 <= 10_000
    assert asked[0] * 88 / 25.4 * 7 <= 10_000


def test_the_zip_for_whiteboards_tells_what_every_picture_shows(gold):
    pdf, shown = gold
    ((name, data),) = png.whiteboard(pdf, shown, DPI)
    archive = zipfile.ZipFile(io.BytesIO(data))
    *pictures, index = archive.namelist()
    rows = list(csv.DictReader(io.StringIO(archive.read(index).decode("utf-8-sig"))))
    assert name == "whiteboard.zip"
    assert pictures == sorted(pictures) == [row["file"] for row in rows]
    assert [(row["id"], row["side"], row["title"]) for row in rows] == [(s.id, s.side, s.title) for s in shown]
    assert all(row["alt"] for row in rows)
    assert "Een echte topverkoper" in " ".join(row["alt"] for row in rows)
    assert all(name.isascii() and "/" not in name for name in pictures)
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_title_that_looks_like_a_formula_is_only_a_text(project):
    found = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: '=1+1', text: A}\n",
        decks__t="title: P\nlanguages: [nl]\ncards: [t-1]\n",
    )
    drawn, _ = build.draw("t", found, "nl", None)
    ((_, data),) = png.whiteboard(*rendered(drawn), DPI)
    index = zipfile.ZipFile(io.BytesIO(data)).read("index.csv").decode("utf-8-sig")
    assert ",'=1+1," in index


def test_a_file_that_is_no_pdf_is_said_to_be_none():
    with pytest.raises(ValueError, match="cannot be drawn as a PDF"):
        list(raster.pages(b"hello", 72))

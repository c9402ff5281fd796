"""Files for print shops as other programs read them, and colours as ink."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
import shops
from conftest import A4, ROOT
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from teamcards import build, colours, compose, inks, layout, raster
from teamcards.units import MM
from teamcards.writers import press

NAMES = [name for name in shops.shipped().shops if name != "office"]
PARTS = st.integers(0, 255).map(lambda byte: byte / 255)
RGB = st.tuples(PARTS, PARTS, PARTS)
COLOURS = {"k", "K", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "g", "G", "sh", "BI"}


def operators(pdf: pikepdf.Pdf) -> set[str]:
    """Every operator of every page and form."""
    return {str(each.operator) for each in drawn(pdf)}


def inks_of(pdf: pikepdf.Pdf) -> list[list[pikepdf.Object]]:
    """What every operator that sets a colour in inks says."""
    return [list(each.operands) for each in drawn(pdf) if str(each.operator) in ("k", "K")]


def drawn(pdf: pikepdf.Pdf) -> Iterator[Any]:
    forms = [each for each in pdf.objects if is_stream(each, "/Form")]
    for stream in (*pdf.pages, *forms):
        yield from pikepdf.parse_content_stream(stream)


def is_stream(item: pikepdf.Object, kind: str) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == kind


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_what_the_shop_asks(name):
    shop = shops.shop(name)
    files = shops.files_for(name, most=3)
    assert len(files) == (2 if shop.page_order == "split" else 1)
    for data in files:
        pdf = pikepdf.open(io.BytesIO(data))
        assert len(pdf.pages) == (3 if shop.page_order == "split" else 6)
        for page in pdf.pages:
            width, height = (63 * MM, 88 * MM)
            bleed = pytest.approx(shop.bleed, abs=0.02)
            assert [float(side) for side in page.trimbox] == [
                bleed, bleed, pytest.approx(shop.bleed + width, abs=0.02), pytest.approx(shop.bleed + height, abs=0.02),
            ]  # fmt: skip
            assert list(page.bleedbox) == list(page.mediabox)
            assert "/Annots" not in page
            assert "/Group" not in page
        used = operators(pdf)
        assert used & COLOURS == {"k", "K"}
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts if font.Subtype != "/Type0")
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, intent.OutputConditionIdentifier) == ("/GTS_PDFX", shop.output_intent)
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents"}


ORDERS = {"drivethrucards": "back front " * 3, "puzzlefactory": "front " * 3 + "back " * 3}


@pytest.mark.parametrize("name", NAMES)
def test_fronts_and_backs_stand_in_the_order_of_the_shop(name):
    pages = [page.get_textpage().get_text_range() for data in shops.files_for(name, most=3)
             for page in pdfium.PdfDocument(data)]  # fmt: skip
    found = ["front" if "vm-" in text else "back" for text in pages]
    assert found == ORDERS.get(name, "front back " * 3).split()
    fronts = [re.search(r"vm-\w+", text)[0] for text in pages if "vm-" in text]
    assert fronts == ["vm-i01", "vm-i02", "vm-s01"]


@pytest.mark.parametrize(("name", "version", "claim"), [
    ("wimjonkers", "1.4", "PDF/X-1a:2003"), ("amax", "1.3", "PDF/X-3:2002"), ("mbprint", "1.6", ""),
])  # fmt: skip
def test_a_file_says_what_it_was_prepared_to(name, version, claim):
    pdf = pikepdf.open(io.BytesIO(shops.files_for(name, most=1)[0]))
    assert pdf.pdf_version == version
    assert str(pdf.docinfo.get("/GTS_PDFXVersion", "")) == claim
    assert (pdf.docinfo.Title, pdf.docinfo.Trapped) == ("Vijf mythes", "/False")
    assert {"/CreationDate", "/ModDate", "/Producer"} <= set(pdf.docinfo.keys())
    assert "/ID" in pdf.trailer


@pytest.mark.parametrize("deck", sorted(shops.shipped().decks))
def test_every_deck_fits_in_the_widest_safe_zone(deck):
    for language in ("nl", "en"):
        found, _ = compose.compose(deck, shops.shipped(), language)
        look, _ = layout.load(found, shops.shop("wimjonkers").safe)
        problems = [str(problem) for card in found.cards for problem in layout.draw(card, found, look)[1]]
        assert [problem for problem in problems if ": error: " in problem] == []


def test_at_600_dpi_no_paper_shows_in_the_bleed_of_a_coloured_edge():
    (data,) = shops.files_for("drivethrucards", most=1)
    back, front = (picture.convert("L") for picture in raster.pages(data, 600))
    bleed = round(3.175 / 25.4 * 600)
    wide, high = back.size
    for box in ((0, 0, bleed, high - 1), (wide - bleed, 0, wide - 1, high - 1), (0, 0, wide, bleed),
                (0, high - bleed, wide, high - 1)):  # fmt: skip
        assert back.crop(box).getextrema()[1] < 250
    assert front.crop((0, 0, wide - 1, bleed)).getextrema()[1] < 250


WHEEL = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)])
RED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="red" stroke="blue"/></svg>'


@pytest.mark.parametrize("name", ["generic", "drivethrucards", "puzzlefactory", "amax"])
def test_pictures_icons_and_dark_suits_are_ink_that_dries(project, tmp_path, name):
    """No colour space of screens is anywhere in the file, and no area takes more ink than the shop allows."""
    WHEEL.resize((1200, 1200)).save(tmp_path / "wheel.png")
    (tmp_path / "red.svg").write_text(RED, "utf-8")
    cards = "".join(
        f"  t-{n}: {{kind: role, title: T, text: x, suit: own, qr: 'https://a.nl', picture: {each}}}\n"
        for n, each in enumerate(("{file: wheel.png, alt: A}", "{file: red.svg, alt: A}", "handshake"))
    )
    own = project(
        cards__t=f"language: nl\ncards:\n{cards}",
        decks__t="title: P\nlanguages: [nl]\nsize: a6\ncards: [t-*]\n"
        "suits: {own: {title: Eigen, letter: E, icon: star, colour: '#400000'}}\n",
    )
    shop = shops.shop(name)
    files, problems = build.build("t", own, ["nl"], ["shop"], build.Print(A4), build.Press(name, shop))
    assert [str(problem) for problem in problems] == []
    for file in files:
        pdf = pikepdf.open(io.BytesIO(file.data))
        assert operators(pdf) & COLOURS <= {"k", "K"}
        assert all(sum(map(float, ink)) <= shop.max_ink / 100 + 0.001 for ink in inks_of(pdf))
        spaces = {str(each.ColorSpace) for each in pdf.objects if is_stream(each, "/Image")}
        assert spaces == ({"/DeviceCMYK"} if "backs" not in file.name else set())


def test_with_a_profile_it_is_pdf_x_4_with_that_profile_in_it():
    profile = shops.profile()
    pdf = pikepdf.open(io.BytesIO(shops.files_for("generic", most=1, profile=profile)[0]))
    (intent,) = pdf.Root.OutputIntents
    assert intent.DestOutputProfile.read_bytes() == profile
    assert intent.DestOutputProfile.N == 4
    assert (intent.OutputConditionIdentifier, intent.Info) == ("FOGRA39", "A press (FOGRA39)")
    assert pdf.pdf_version == "1.6"
    with pdf.open_metadata() as xmp:
        assert xmp["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
        assert (xmp["dc:title"], xmp["pdf:Trapped"]) == ("Vijf mythes", "False")
        assert {xmp[f"xmp:{name}"] for name in ("CreateDate", "ModifyDate")} == {"2000-01-01T00:00:00+00:00"}
        assert xmp["xmpMM:DocumentID"].startswith("uuid:")


def test_without_a_profile_pdf_x_4_becomes_x_1a_and_says_why():
    how = press.Press("X-4", "FOGRA39")
    assert how.kind == "X-1a"
    assert how.told == "prepared to PDF/X-1a:2003, since PDF/X-4 needs the shop's ICC profile (--icc FILE)"
    assert press.Press("X-4", "FOGRA39", shops.profile()).told == "prepared to PDF/X-4"


@pytest.mark.parametrize(
    ("profile", "wrong"),
    [
        (b"not a profile", "not an ICC profile"),
        (shops.profile()[:200], "not whole"),
        (shops.profile(b"RGB ", b"mntr"), "class 'mntr'"),
        (shops.profile(b"RGB ", b"prtr"), "for RGB, not for CMYK"),
    ],
)
def test_a_profile_that_is_not_of_a_press_is_refused(profile, wrong):
    assert wrong in inks.profile_fault(profile)
    with pytest.raises(ValueError, match=wrong):
        press.prepare(b"", "T", press.Press("X-4", "FOGRA39", profile))


def test_a_damaged_profile_is_named():
    data = shops.profile()
    assert inks.profile_fault(data[:140] + bytes(len(data) - 140)) == "this ICC profile is damaged"
    assert inks.profile_fault(data) == ""


def test_pages_without_boxes_are_refused(shipped):
    sheets = pikepdf.new()
    sheets.add_blank_page(page_size=(100, 100))
    out = io.BytesIO()
    sheets.save(out)
    with pytest.raises(ValueError, match="page 1: no TrimBox"):
        press.prepare(out.getvalue(), "T", press.Press("X-1a", "FOGRA39"))


def test_files_are_equal_in_other_zones_and_hash_seeds_and_dated_by_source_date_epoch():
    code = (
        "import sys, hashlib; sys.path[:0] = ['tests', '.']; import shops; "
        "data = shops.files_for('generic', most=2, profile=shops.profile())[0]; "
        "print(hashlib.sha256(data).hexdigest(), b'2023-11-14T22:13:20' in data)"
    )
    runs = []
    for zone, seed in (("UTC", "1"), ("Asia/Tokyo", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1700000000"}
        command = [sys.executable, "-c", code]
        runs.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True))
    said = {run.communicate()[0] for run in runs}
    assert len(said) == 1
    assert said.pop().endswith("True\n")


# --- colours as ink -----------------------------------------------------------------------------------------------


@given(RGB, st.sampled_from([2.4, 2.6, 3.0]))
def test_ink_stays_under_the_limit_and_looks_like_the_colour(colour, most):
    ink = colours.cmyk(colour, most)
    assert all(-1e-9 <= part <= 1 + 1e-9 for part in ink)
    assert sum(ink) <= most + 1e-9
    if any(ink[:3]) and sum(ink) < most - 1e-6:
        assert [(1 - part) * (1 - ink[3]) for part in ink[:3]] == pytest.approx(colour, abs=1e-6)


@given(PARTS)
def test_greys_are_black_ink_only(part):
    cyan, magenta, yellow, black = colours.cmyk((part, part, part))
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert black == (1 if part < 0.2 else pytest.approx(1 - part))


def test_text_colours_of_the_look_are_black_ink_only():
    template = shops.shipped().templates["classic"].value
    assert colours.cmyk(colours.parts(template.ink)) == (0, 0, 0, 1)
    assert colours.cmyk(colours.parts(template.grey))[:3] == (0, 0, 0)


@pytest.mark.parametrize("profile", [b"", shops.profile()], ids=["formula", "profile"])
def test_pictures_become_ink_under_the_limit(profile):
    made = inks.Ink(240, profile).picture(WHEEL)
    assert (made.mode, made.size) == ("CMYK", WHEEL.size)
    assert 100 < inks.most_ink(made) <= 240.5


@given(RGB)
def test_a_picture_and_an_area_of_one_colour_are_printed_alike(colour):
    picture = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in colour))
    pixel = inks.Ink(300).picture(picture).getpixel((0, 0))
    low, high = min(colour), max(colour)
    if high - low > 0.11:  # greys are black only as areas; a picture has 256 steps, which weigh more in what is dark
        assert [byte / 255 for byte in pixel] == pytest.approx(colours.cmyk(colour), abs=0.03)


def test_what_is_transparent_in_a_picture_becomes_paper():
    picture = Image.new("RGBA", (2, 1), (255, 0, 0, 0))
    assert inks.Ink().picture(picture).getpixel((0, 0)) == (0, 0, 0, 0)


def test_black_and_white_are_plain_operators():
    ink = inks.Ink(300, shops.profile())
    assert ink.fill((0.0, 0.0, 0.0)) == "0 0 0 1 k"
    assert ink.stroke((1.0, 1.0, 1.0)) == "0 0 0 0 K"
    assert inks.Light().fill((1.0, 0.5, 0.0)) == "1 0.5 0 rg"

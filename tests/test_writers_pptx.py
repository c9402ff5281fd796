"""The PowerPoint file: read back with python-pptx, checked against the standard, and drawn by LibreOffice."""

from __future__ import annotations

import colorsys
import functools
import importlib.util
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import openxml_audit
import pptx
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from conftest import ROOT
from lxml import etree
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER

from teamcards import colours, compose, content, layout, run
from teamcards.cli import main
from teamcards.deck import Deck, Part
from teamcards.run import Slide
from teamcards.writers import pptx as writer
from teamcards.writers.pptx import layouts

SHIPPED = content.load(ROOT)
EVERY = [(name, language) for name, entry in SHIPPED.decks.items() for language in entry.value.languages]
TAGS = {"nl": "nl-NL", "en": "en-GB"}
SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}


class Made(NamedTuple):
    """A deck, the slides of its page, and its PowerPoint file as bytes and read back."""

    deck: Deck
    slides: tuple[Slide, ...]
    data: bytes
    file: Any


def made(deck: Deck) -> Made:
    look, _ = layout.load(deck)
    assert look is not None
    data = writer.write(deck, look.family("body"), look.family("title"))
    return Made(deck, tuple(run.of(deck)), data, pptx.Presentation(io.BytesIO(data)))


@functools.cache
def shipped_deck(name: str, language: str) -> Made:
    deck, _ = compose.compose(name, SHIPPED, language)
    assert deck is not None
    return made(deck)


def of_cards(project, cards: str, language: str = "en") -> Made:
    found = project(
        cards__a=f"language: {language}\ncards:\n{cards}",
        decks__d=f"title: D\nlanguages: [{language}]\ncards: ['x-*']\n",
    )
    deck, problems = compose.compose("d", found, language)
    assert deck is not None, problems
    return made(deck)


def found(element: Any, path: str) -> list[Any]:
    return list(etree.XPath(path, namespaces=SPACES)(element))


def words(text: str) -> str:
    return " ".join(text.split())


def said(slide: Any) -> str:
    """All words of a slide in the order in which they are read aloud."""
    return words(" ".join(shape.text_frame.text.replace("\v", " ") for shape in slide.shapes if shape.has_text_frame))


def told(part: Part) -> list[str]:
    """The words of a part, each block with what stands before it; those of a picture are its alt text."""
    if part.role == "picture":
        return []
    marks = part.marks or ("",) * len(part.blocks)
    blocks = [words(f"{mark} {block.text}") for mark, block in zip(marks, part.blocks, strict=True)]
    return [*([words(part.label)] if part.label else []), *blocks]


@pytest.fixture
def workshop() -> Made:
    return shipped_deck("goudmijn-90", "nl")


# --- what is said ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_word_of_a_deck_is_said_once_and_in_order(name, language):
    deck, slides, _, file = shipped_deck(name, language)
    assert len(file.slides) == len(slides)
    for slide, shown in zip(slides, file.slides, strict=True):
        text = said(shown)
        if not slide.card or not slide.face:
            continue
        by_role = {part.role: part for part in reversed(slide.face.parts)}
        heading = next(by_role[role] for role in ("title", "hero", "kicker") if role in by_role)
        assert words(shown.shapes.title.text_frame.text) == " ".join(told(heading))
        order = [heading, *(part for part in slide.face.parts if part is not heading)]
        place = 0
        for piece in itertools.chain.from_iterable(map(told, order)):
            place = text.index(piece, place) + len(piece)
        around = [slide.card.suit.title, deck.title, slide.card.id]
        around += ["·", slide.face.tag] if slide.face.tag else []
        around += [slide.card.method.title] if slide.card.method else []
        around += [f"{slide.minutes} min"] if slide.minutes else []
        expected = [*itertools.chain.from_iterable(map(told, order)), *around]
        assert Counter(text.split()) == Counter(" ".join(expected).split())


def test_the_title_comes_first_then_what_stands_around_and_the_small_print_last(workshop):
    number = next(n for n, slide in enumerate(workshop.slides) if slide.id == "gm-d01")
    names = [shape.name.rpartition(" ")[0] for shape in workshop.file.slides[number].shapes]
    assert names[:4] == ["title", "suit", "kicker", "text"]
    assert names[4:12] == ["letter", "option"] * 4
    assert names[-1] == "footer"


def test_titles_and_texts_are_in_the_places_of_their_layouts(workshop):
    for slide in workshop.file.slides:
        kinds = [shape.placeholder_format.type for shape in slide.placeholders]
        assert kinds.count(PP_PLACEHOLDER.TITLE) == 1
        places = {place.placeholder_format.idx for place in slide.slide_layout.placeholders}
        assert {shape.placeholder_format.idx for shape in slide.placeholders} <= places


def test_who_moves_a_text_in_the_layout_moves_it_on_its_slides(workshop):
    slide = workshop.file.slides[[each.id for each in workshop.slides].index("gm-e01")]
    title, text = slide.shapes.title, slide.placeholders[1]
    assert not found(title.element, ".//a:xfrm")
    assert not found(text.element, ".//a:xfrm | .//a:rPr[@sz]")
    assert "Verhaal" in {each.name for each in workshop.file.slide_layouts}


def test_the_band_of_a_suit_is_in_its_layouts_and_no_layout_is_left_over(workshop):
    used = {slide.slide_layout.name for slide in workshop.file.slides}
    assert used == {each.name for each in workshop.file.slide_layouts}
    (band,) = [shape for shape in workshop.file.slide_layouts.get_by_name("Verhaal").shapes if "band" in shape.name]
    assert (band.left, band.top, band.height) == (0, 0, workshop.file.slide_height)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_notes_are_those_of_the_yaml_on_every_slide_of_the_card(name, language):
    deck, slides, _, file = shipped_deck(name, language)
    for slide, shown in zip(slides, file.slides, strict=True):
        notes = shown.notes_slide.notes_text_frame.text.split("\n") if shown.has_notes_slide else []
        expected = [block.text.replace("\n", "\v") for block in slide.card.notes] if slide.card else []
        if slide.segment:
            late = slide.segment.if_late
            expected = [f"{deck.words['slides_if_late']}: {late}"] if late else []
            floor = slide.segment.floor
            expected += [f"{deck.words['slides_floor']} {floor} {deck.words['minutes']}"] if floor else []
        assert notes == expected


@pytest.mark.parametrize(("name", "language"), [("goudmijn-90", "nl"), ("mythes-90", "en")])
def test_every_run_says_its_language(name, language):
    _, _, data, file = shipped_deck(name, language)
    assert file.core_properties.language == TAGS[language]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if re.match(r"ppt/slides/[^/]*\.xml", part):
                runs = re.findall(rb"<a:(?:rPr|endParaRPr)\b[^>]*>", archive.read(part))
                assert all(f' lang="{TAGS[language]}"'.encode() in run for run in runs), part
                assert len(runs) > 1


def test_lists_strong_emphasis_and_links_stay_what_they_are(project):
    cards = """\
  x-1:
    kind: energizer
    title: T
    text: |
      Say **this** and *that*, see [here](https://example.org/?a=1&b=2):

      - one
      - two

      3. third
"""
    body = of_cards(project, cards).file.slides[1].placeholders[1]
    runs = {run.text: run for run in body.text_frame.paragraphs[0].runs}
    assert runs["this"].font.bold
    assert runs["that"].font.italic
    assert runs["here"].hyperlink.address == "https://example.org/?a=1&b=2"
    assert [len(found(each._p, "a:pPr/a:buChar")) for each in body.text_frame.paragraphs] == [0, 1, 1, 0]
    assert found(body.text_frame.paragraphs[3]._p, "a:pPr/a:buAutoNum/@startAt") == ["3"]


def test_the_running_order_and_the_cards_of_a_part_lead_to_their_slides(workshop):
    ids = {slide.slide_id: each.id for slide, each in zip(workshop.file.slides, workshop.slides, strict=True)}
    agenda = workshop.file.slides[1]
    jumps = found(agenda.element, ".//a:r//a:hlinkClick[@action='ppaction://hlinksldjump']/@r:id")
    parts = [ids[agenda.part.related_part(name).slide.slide_id] for name in jumps]
    assert parts == [f"segment.{number}" for number in range(1, len(workshop.deck.agenda) + 1)]
    assert found(agenda.element, ".//a:hlinkClick/@tooltip") == [segment.title for segment in workshop.deck.agenda]
    first = workshop.file.slides[2]
    tiles = [shape for shape in first.shapes if shape.click_action.target_slide]
    assert [ids[tile.click_action.target_slide.slide_id] for tile in tiles] == [
        card.id for card in workshop.deck.agenda[0].cards
    ]


def test_signs_that_mean_something_to_xml_stay_signs(project):
    one = of_cards(project, '  x-1: {kind: energizer, title: "A & <b> \\"c\\"", text: "bell 😀 ☐ ]]> \'d\'"}\n')
    assert "A & <b> “c”" in said(one.file.slides[1])
    assert "bell 😀 ☐ ]]> ‘d’" in said(one.file.slides[1])


# --- pictures --------------------------------------------------------------------------------------------------


def test_pictures_and_codes_have_alt_texts_and_the_rest_is_decoration(project, tmp_path):
    (tmp_path / "art").mkdir()
    Image.new("RGB", (900, 600), "#1f5f8b").save(tmp_path / "art/team.jpg")
    (tmp_path / "art/ring.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/></svg>', "utf-8"
    )
    cards = """\
  x-1: {kind: question, title: T, text: Who?, picture: {file: art/team.jpg, alt: Us at work & play}}
  x-2: {kind: energizer, title: T, text: Look., picture: {file: art/ring.svg, alt: A bar}, qr: {to: 'https://example.org/'}}
  x-3: {kind: energizer, title: T, text: Go., picture: {icon: rocket, alt: A rocket}}
"""
    file = of_cards(project, cards).file
    alts = [found(slide.element, ".//p:cNvPr/@descr") for slide in file.slides]
    assert alts == [[], ["Us at work & play"], ["A bar", "QR code: Scan the code"], ["A rocket"], []]
    ring = next(shape for shape in file.slides[2].shapes if shape.name.startswith("picture"))
    assert ring.width == 2 * ring.height
    assert Image.open(io.BytesIO(ring.image.blob)).getpixel((5, 5)) == (0, 0, 0)
    code = [shape for shape in file.slides[2].shapes if shape.name.startswith("picture")][1]
    assert code.click_action.hyperlink.address == "https://example.org/"
    for slide in (*file.slides, *file.slide_layouts):
        for shape in slide.shapes:
            silent = not shape.is_placeholder and not (shape.has_text_frame and shape.text_frame.text)
            decorative = bool(found(shape.element, ".//adec:decorative[@val='1']"))
            alt = found(shape.element, ".//p:cNvPr/@descr")
            assert decorative == (silent and not alt), shape.name


# --- how it looks ----------------------------------------------------------------------------------------------


def lighter(colour: str, share: float) -> str:
    """A colour as Office makes it lighter: the lightness of HSL scaled, and moved up by the rest."""
    hue, light, saturation = colorsys.rgb_to_hls(*colours.parts(colour))
    parts = colorsys.hls_to_rgb(hue, light * (1 - share) + share, saturation)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


@pytest.mark.parametrize("name", ["compleet-180", "goudmijn"])
def test_colours_can_be_read_on_their_grounds(name):
    deck = shipped_deck(name, "nl").deck
    for suit in {card.suit for card in deck.cards}:
        ink = layouts.ink(suit)
        pairs = [(ink, layouts.PAPER), (ink, "#ffffff"), (ink, lighter(ink, 0.9)), (lighter(ink, 0.6), layouts.NIGHT)]
        assert all(colours.contrast(*pair) >= colours.READABLE for pair in pairs), suit.title
    assert colours.contrast(layouts.GREY, layouts.PAPER) >= colours.READABLE
    assert colours.contrast(layouts.LINE, layouts.NIGHT) >= colours.READABLE
    assert colours.contrast(layouts.LINK, layouts.PAPER) >= colours.READABLE


def test_the_theme_has_the_colours_of_the_suits_and_a_font_that_is_everywhere(workshop):
    with zipfile.ZipFile(io.BytesIO(workshop.data)) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
    used = dict.fromkeys(slide.card.suit for slide in workshop.slides if slide.card)
    assert re.findall(r"<a:accent\d><a:srgbClr val=\"(\w+)\"", theme)[: len(used)] == [
        layouts.ink(suit)[1:].upper() for suit in used
    ]
    assert set(re.findall(r'<a:latin typeface="([^"]*)"', theme)) == {"Arial"}


@pytest.mark.parametrize("length", [1, 12, 60, 200])
def test_a_long_text_is_set_smaller_until_it_fits(project, length):
    text = " ".join(["something to think about"] * length)
    one = of_cards(project, f"  x-1: {{kind: energizer, title: {text[:120]}, text: {text}}}\n")
    slide = one.file.slides[1]
    bottom = layouts.FLOOR * 12700
    assert all(shape.top + shape.height <= bottom + 1 for shape in slide.placeholders if "text" in shape.name)
    sizes = [int(size) for size in found(slide.placeholders[1].element, ".//a:rPr/@sz")]
    assert bool(sizes) == (length > 12)


def overlapping(page: Any) -> list[tuple[str, str]]:
    """Words of a page that stand on each other, which is what a text that overflows does."""
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    return [
        (text.get_text_bounded(*one), text.get_text_bounded(*other))
        for one, other in itertools.combinations(boxes, 2)
        if min(one[2], other[2]) - max(one[0], other[0]) > 2
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.4 * min(one[3] - one[1], other[3] - other[1])
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_every_slide_and_nothing_runs_into_anything(tmp_path):
    one = shipped_deck("compleet-180", "nl")
    (tmp_path / "deck.pptx").write_bytes(one.data)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "deck.pptx"], check=True, capture_output=True, timeout=120
    )
    pages = list(pdfium.PdfDocument(tmp_path / "deck.pdf"))
    assert len(pages) == len(one.slides)
    assert pages[0].get_size() == pytest.approx((960, 540), abs=0.5)
    for page, slide in zip(pages, one.file.slides, strict=True):
        shown = words(page.get_textpage().get_text_range())
        assert words(slide.shapes.title.text_frame.text) in shown
        assert overlapping(page) == []


# --- the file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), [("goudmijn-90", "nl"), ("vijf-mythes", "en")])
def test_the_file_is_what_the_standard_asks(tmp_path, name, language):
    path = tmp_path / "deck.pptx"
    path.write_bytes(shipped_deck(name, language).data)
    assert [str(error) for error in openxml_audit.OpenXmlValidator().validate(path).errors] == []


def test_the_same_deck_gives_the_same_bytes(tmp_path, monkeypatch):
    code = (
        "import sys; from pathlib import Path; from teamcards import compose, content, layout\n"
        "from teamcards.writers import pptx\n"
        "deck, _ = compose.compose('mythes-90', content.load(Path(sys.argv[1])), 'en'); look, _ = layout.load(deck)\n"
        "Path(sys.argv[2]).write_bytes(pptx.write(deck, look.family('body'), look.family('title')))"
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    environment = {**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, ROOT, tmp_path / "other"], check=True, env=environment, cwd=ROOT)
    one = made(shipped_deck("mythes-90", "en").deck)
    assert one.data == (tmp_path / "other").read_bytes()
    about = one.file.core_properties
    assert about.created.isoformat() == about.modified.isoformat() == "2023-11-14T22:13:20"
    assert (about.title, about.author) == ("Five myths in 90 minutes", "teamcards")


def test_nothing_of_the_template_that_we_start_from_is_left(workshop):
    with zipfile.ZipFile(io.BytesIO(workshop.data)) as archive:
        names = archive.namelist()
        whole = b"".join(map(archive.read, names))
    assert not [name for name in names if "thumbnail" in name or "printer" in name]
    assert all(word not in whole for word in (b"Steve", b"Macintosh", b"Click to edit Master title"))


# --- the command -----------------------------------------------------------------------------------------------


def test_the_command_writes_a_file_for_each_language(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["build", "afspraak", "--to", "pptx"])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in Path("build").glob("*.pptx")) == ["afspraak.en.pptx", "afspraak.nl.pptx"]
    assert len(pptx.Presentation("build/afspraak.nl.pptx").slides) == 20


def test_without_python_pptx_the_command_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pptx" else there(name))
    result = CliRunner().invoke(main, ["build", "afspraak", "--to", "pptx"])
    assert result.exit_code == 1
    assert result.output == "Error: PowerPoint files need one more package: pip install 'teamcards[pptx]'\n"
    assert not Path("build").exists()
    assert CliRunner().invoke(main, ["build", "afspraak", "--to", "slides"]).exit_code == 0

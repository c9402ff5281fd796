"""The options of printing, from the command line to what is in the files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import get_args

import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from test_calibration import Printer

from teamcards import sheets
from teamcards.calibration import profiles
from teamcards.calibration.drift import Drift, Profile
from teamcards.cli import console, main
from teamcards.units import MM

CARDS = "language: nl\ncards:\n" + "".join(
    f"  t-{n}: {{kind: vote, title: Kaart, text: Kijk., front: voor{n}, back: achter{n}}}\n" for n in range(4)
)
DECK = "title: Proef\nlanguages: [nl]\ncards: [t-*]\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"cards/a.yaml": CARDS, "decks/d.yaml": DECK}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEAMCARDS_CONFIG", str(tmp_path / "config"))
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["build", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def names(project: Path) -> list[str]:
    return sorted(path.relative_to(project / "build").as_posix() for path in (project / "build").rglob("*.*"))


def fronts(project: Path, file: str) -> int:
    """How often the word of a front stands in a PDF."""
    document = pdfium.PdfDocument(project / "build" / file)
    return sum(len(re.findall(r"voor\d", page.get_textpage().get_text_range())) for page in document)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--for mbprint --paper letter", "--paper is for sheets"),
        ("--for mbprint --paper letter", "leave it out (a file for a shop has one side of a card on each page)"),
        ("--to pdf --people 11", "the guide lists what to print for 11 people: teamcards build --to guide --people 11"),
        ("d --to pdf --people 11", "teamcards build d --to guide --people 11)"),
        ("--for mbprint --with box", "--with is for sheets"),
        ("--for mbprint --with box", "leave it out (build those without --for)"),
        ("--for mbprint --copies 3", "leave it out (the order form asks how many)"),
        ("--accessible --way fold", "--way is for sheets"),
        ("--accessible --to slides", "--accessible is for a PDF"),
        ("--to slides --cards t-1", "--cards is for what is printed"),
        ("--to png --start 2", "--start is for sheets"),
        ("--dpi 100", "--dpi is for pictures"),
        ("--weight 300", "--weight is for --with box"),
        ("--tray 2", "--tray is for --printer"),
        ("--with test", "add --stock CODE"),
        ("--stock c32011 --paper letter", "perforated stock decides --paper itself"),
        ("--stock c32011 --way fold", "not folded"),
        ("--stock c3201", "codes like it: c32011, c32015"),
        ("--bleed 7mm", "no more than 6 mm"),
        ("--icc nowhere.icc", "does not exist"),
        ("--for office", "leave out --for"),
        ("--for mbprint --accessible", "leave out"),
        ("--printer HP", "teamcards calibrate"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(project, arguments, said):
    result = run(*arguments.split())
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (project / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "files", "cards"),
    [
        ("--to pdf", ["d.nl.pdf"], 4),
        ("--to pdf --way fold --copies 2", ["d.nl.pdf"], 8),
        ("--to pdf --way single --start 9", ["d.nl.pdf"], 4),
        ("--to pdf --way manual --cards t-1 --copies 3", ["d.nl.partial.pdf"], 3),
        ("--to pdf --stock c32011 --start 10", ["d.nl.pdf"], 4),
        ("--to pdf --edition low-ink", ["d.nl.low-ink.pdf"], 4),
        ("--to pdf --edition large --size a6", ["d.nl.large.pdf"], 4),
        ("--for generic", ["d.nl.generic.pdf"], 4),
        ("--for puzzlefactory --edition grey", ["d.nl.grey.puzzlefactory.fronts.pdf"], 4),
        ("--for generic --cards t-2", ["d.nl.partial.generic.pdf"], 1),
        ("--accessible --cards t-2", ["d.nl.partial.reading.pdf"], 1),
        ("--to pdf --with checklist --with instructions --with box", ["d.nl.pdf"], 4),
    ],
)
def test_every_card_that_is_told_is_in_the_file(project, arguments, files, cards):
    result = run(*arguments.split())
    assert result.exit_code == 0, result.output
    assert set(files) <= set(names(project))
    assert fronts(project, files[0]) == cards


def test_printing_cannot_start_beyond_the_sheet(project):
    result = run("--to", "pdf", "--start", "10")
    assert "--start 10: error: a sheet has 9 places (--start 1 to 9)" in result.stderr
    assert result.stdout == ""
    assert result.exit_code == 1
    assert not (project / "build").exists()


def test_cards_lie_on_perforated_stock_where_its_cards_are(project):
    run("--to", "pdf", "--stock", "c32011")
    text = pdfium.PdfDocument(project / "build/d.nl.pdf")[0].get_textpage()
    whole = text.get_text_range()
    for number, (left, top) in enumerate([(15, 13.5), (110, 13.5), (15, 67.5), (110, 67.5)]):
        start = whole.index(f"voor{number}")
        boxes = [text.get_charbox(start + n) for n in range(5)]
        x, y = sum(b[0] + b[2] for b in boxes) / 10 / MM, 297 - sum(b[1] + b[3] for b in boxes) / 10 / MM
        assert left < x < left + 85
        assert top < y < top + 54


def middles(page: pdfium.PdfPage) -> dict[str, tuple[float, float]]:
    """The middle of each word of a back, in mm from the middle of the sheet."""
    text = page.get_textpage()
    whole = text.get_text_range()
    found = {}
    for match in re.finditer(r"achter\d", whole):
        boxes = [text.get_charbox(number, loose=True) for number in range(*match.span())]
        x, y = min(box[0] for box in boxes) + max(box[2] for box in boxes), sum(box[1] + box[3] for box in boxes)
        found[match[0]] = ((x - page.get_width()) / 2 / MM, (page.get_height() - y / len(boxes)) / 2 / MM)
    return found


@pytest.mark.parametrize(("way", "paper"), [("long", "a4"), ("short", "letter")])
def test_only_the_backs_are_corrected(project, way, paper):
    """A printer that does to its backs what was measured prints them where they belong."""
    printer = Printer(0.8, -0.5, 0.4, 1.003, 0.998)
    asked = ("--to", "pdf", "--way", way, "--paper", paper)
    run(*asked)
    plain = (project / "build/d.nl.pdf").read_bytes()
    profile = Profile("HP", "", "", paper, way, "2026-11-22", Drift(*printer), 0.1, 3)
    profiles.file().parent.mkdir(parents=True)
    profiles.file().write_bytes(profiles.written([profile]))
    assert "backs put right for HP" in run(*asked, "--printer", "HP").stdout
    moved = (project / "build/d.nl.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(plain)) as before, pikepdf.open(io.BytesIO(moved)) as after:
        streams = [[page.Contents.read_bytes() for page in document.pages] for document in (before, after)]
    assert streams[0][0] == streams[1][0]
    assert streams[0][1] != streams[1][1]
    asked_for, put_right = (middles(pdfium.PdfDocument(data)[1]) for data in (plain, moved))
    assert asked_for.keys() == put_right.keys()
    assert len(asked_for) == 4
    for word, place in asked_for.items():
        assert printer.prints(*put_right[word]) == pytest.approx(place, abs=0.02), word
    refused = run(*asked, "--printer", "HP", "--way", "long" if way == "short" else "short")
    assert f"(it suits --way {way} --paper {paper})" in refused.stderr


def test_pictures_of_all_faces_are_written(project):
    run("--to", "png", "--to", "contact", "--to", "whiteboard", "--dpi", "40")
    made = names(project)
    assert {"d.nl/t-0.front.png", "d.nl/t-3.back.png", "d.nl.contact.png", "d.nl.whiteboard.zip"} <= set(made)
    assert len([name for name in made if name.startswith("d.nl/")]) == 8


def test_a_picture_too_large_to_draw_is_told(project):
    (project / "templates").mkdir()
    (project / "templates/sizes.yaml").write_text("huge: {width: 300 mm, height: 300 mm}\n", "utf-8")
    result = run("--to", "png", "--size", "huge", "--dpi", "1200")
    assert "--dpi 1200: error: a page is too large to be drawn (choose fewer)" in result.stderr


def test_a_build_with_warnings_leaves_its_manifest_too(project):
    (project / "cards/x.yaml.txt").write_text("", "utf-8")
    assert "warning" in run("--to", "pdf").stderr
    (project / "cards/a.yaml").write_text(CARDS.replace("voor2", "vroeg2"), "utf-8")
    result = run("--to", "pdf", "--changed-since", "build")
    assert result.stdout.startswith("build/d.nl.partial.pdf: 1 card")


def test_every_way_to_print_can_be_asked_for():
    assert get_args(sheets.Way) == console.WAYS


def test_an_edition_for_large_cards_is_refused_once_on_stock_with_small_ones(project):
    result = run("--to", "pdf", "--edition", "large", "--stock", "c32011")
    (only,) = [line for line in result.stderr.splitlines() if ": error: " in line]
    assert "--edition large: error: the edition 'large' is for cards of 105 x 148 mm (this stock has 85 x 54 mm" in only


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--edition lowink", "--edition lowink: error: the template 'classic' has no such edition (did you mean 'low-"),
        ("--stock c32011 --size poker", "--size poker: error: cards of 63 x 88 mm do not fit this stock"),
        ("--size tiny", "--size tiny: error: a card of 20 x 20 mm is too small for the template 'classic'"),
        ("--paper a5 --size a6 --way fold", "--paper a5: error: a card of 105 x 148 mm with its back beside it"),
        ("--paper a6 --with box", "--with box: error: a box for this deck is "),
    ],
)
def test_a_mistake_on_the_command_line_is_not_one_of_the_deck(project, arguments, told):
    (project / "templates").mkdir()
    (project / "templates/sizes.yaml").write_text("tiny: {width: 20 mm, height: 20 mm}\n", "utf-8")
    result = run("--to", "pdf", *arguments.split())
    assert result.exit_code == 1
    assert result.stderr.startswith(told)
    assert "decks/" not in result.stderr


def test_a_box_that_is_too_large_can_be_made_apart(project):
    refused = run("--to", "pdf", "--paper", "a6", "--with", "box")
    assert "(leave it out, and make it apart: the same command with --paper a5 or --paper a4" in refused.stderr
    assert run("--to", "pdf", "--paper", "a5", "--with", "box", "-o", "box").exit_code == 0
    assert (project / "box/d.nl.box.pdf").exists()


def test_cards_can_be_named_in_one_go(project):
    result = run("--to", "pdf", "--cards", "t-1, t-2")
    assert result.stdout.startswith("build/d.nl.partial.pdf: 2 cards")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("L4732", "no stock is called 'L4732' (see 'teamcards list stocks'"),
        ("L7416", "no stock is called 'L7416' (codes like it: l7414, l7415, l7413, l7417, l7419, l7418)"),
        ("C32011-25", "no stock is called 'C32011-25' (codes like it: c32011)"),
        ("Avery C32011", "no stock is called 'Avery C32011' (codes like it: c32011)"),
        ("C236", "no stock is called 'C236' (codes like it: c2364, c2365, c2366, c2367)"),
    ],
)
def test_a_stock_is_suggested_only_when_one_sign_is_other(project, typed, told):
    assert told in run("--to", "pdf", "--stock", typed).stderr


def test_stocks_are_listed_once_with_their_other_codes():
    lines = CliRunner().invoke(main, ["list", "stocks"]).stdout.splitlines()
    assert len([line for line in lines if "Avery C32011" in line]) == 1
    assert lines[0].endswith("ten on A4 (also c32011-10, c2364, c2365, c2366, c2367, c9362, occ-3342, p70)")

"""The command that calibrates: the page it writes, the profiles it keeps, and what it says to what cannot be."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from teamcards import cli
from teamcards.calibration import profiles, readings, scales
from teamcards.cli import console

STRAIGHT = "0L 0L 0L 0L 0L 0L 0L 0L"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and another for the configuration."""
    monkeypatch.setenv("TEAMCARDS_CONFIG", str(tmp_path / "config"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def run(*arguments: str, typed: str | None = None) -> Result:
    result = CliRunner().invoke(cli.main, ["calibrate", *arguments], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def said(*arguments: str, code: int = 2) -> str:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    return result.stderr


# --- the page ---


@pytest.mark.parametrize(("flip", "wanted"), [("long", raw.DuplexFlipLongEdge), ("short", raw.DuplexFlipShortEdge)])
def test_the_page_is_two_sided_and_asks_for_its_flip_edge(flip, wanted):
    result = run("--flip", flip, "--lang", "nl")
    assert result.stdout == f"build/calibration.nl.pdf: print it two-sided on A4, flip on the {flip} edge\n"
    document = pdfium.PdfDocument(Path("build/calibration.nl.pdf"))
    assert len(document) == 2
    assert raw.FPDF_VIEWERREF_GetDuplex(document) == wanted
    assert not raw.FPDF_VIEWERREF_GetPrintScaling(document)


def test_the_page_comes_in_every_language_and_on_the_paper_asked():
    run("--paper", "letter", "-o", "out")
    assert sorted(path.name for path in Path("out").iterdir()) == ["calibration.en.pdf", "calibration.nl.pdf"]
    assert pdfium.PdfDocument(Path("out/calibration.en.pdf"))[1].get_size() == pytest.approx((612, 792), abs=0.01)


def test_what_cannot_be_printed_is_refused():
    assert "no calibration page in 'de'" in said("--lang", "de")
    assert "no paper is called 'a9'" in said("--paper", "a9")
    assert "the scales need paper of 144 x 188 mm or more; A6 is smaller" in said("--paper", "a6")


# --- profiles ---


def test_a_profile_is_kept_for_each_printer_tray_and_stock(here):
    run("--printer", "HP", "--read", STRAIGHT)
    run("--printer", "HP", "--tray", "2", "--on", "200 g", "--read", "2N 0L 2N 0L 2N 0L 2N 0L")
    result = run("--printer", "HP", "--tray", "2", "--read", "0L -1C 0L -1C 0L -1C 0L -1C", "--flip", "short")
    assert result.exit_code == 0, result.output
    assert "HP, tray 2: the backs lie 0.80 mm down (seen on the back)" in result.stdout
    listed = run("--list").stdout.splitlines()
    assert [line.partition(":")[0] for line in listed] == ["HP", "HP, tray 2", "HP, tray 2, 200 g"]
    assert "backs exactly in place" in listed[0]
    assert "(A4, short edge, 1 sheet, 20" in listed[1]
    assert "2.10 mm to the left" in listed[2]
    entry = json.loads((here / "config" / "printers.json").read_text("utf-8"))["printers"][0]
    assert entry["drift"] == {"dx": 0.0, "dy": 0.0, "angle": 0.0, "scale_x": 1.0, "scale_y": 1.0}
    assert [path.name for path in (here / "config").iterdir()] == ["printers.json"]


def test_measuring_again_replaces_the_profile():
    run("--printer", "HP", "--read", STRAIGHT)
    again = run("--printer", "hp", "--read", "0M 0L 0M 0L 0M 0L 0M 0L")
    today = profiles.load()[0].date
    assert f"replaces the reading of {today}: exactly in place" in again.stdout
    assert "replaces the" not in run("--printer", "hp", "--tray", "2", "--read", STRAIGHT).stdout
    run("--forget", "--printer", "hp", "--tray", "2")
    assert run("--list").stdout.count("\n") == 1
    assert "hp: backs 0.10 mm to the left" in run("--list").stdout


def test_several_sheets_give_the_spread_and_advice():
    shifted = [" ".join([f"0{letter}", "0L"] * 4) for letter in "LPU"]
    result = run("--printer", "HP", *(part for sheet in shifted for part in ("--read", sheet)))
    assert "0.30 mm to the left" in result.stdout
    assert "at least 4.0 mm inside the cut" in result.stdout
    (profile,) = profiles.load()
    assert (profile.sheets, round(profile.scatter or 0, 2)) == (3, 0.35)


def test_a_profile_is_forgotten_and_the_others_stay():
    for tray in ("1", "2", "3"):
        run("--printer", "HP", "--tray", tray, "--read", STRAIGHT)
    run("--printer", "Canon", "--read", STRAIGHT)
    assert run("--forget", "--printer", "hp", "--tray", "2").stdout == "forgotten: HP, tray 2\n"
    assert [profile.name for profile in profiles.load()] == ["Canon", "HP, tray 1", "HP, tray 3"]
    run("--forget", "--printer", "HP")
    assert [profile.name for profile in profiles.load()] == ["Canon"]
    assert "no profile of 'Cannon' (did you mean 'Canon'?)" in said("--forget", "--printer", "Cannon")


def test_nothing_measured_is_said():
    assert run("--list").stdout == "no printer was measured yet; begin with 'teamcards calibrate'\n"
    assert said("--forget", "--printer", "HP").rstrip().endswith("no profile of 'HP'")


def test_choosing_names_what_there_is():
    run("--printer", "HP", "--tray", "1", "--read", STRAIGHT)
    run("--printer", "HP", "--tray", "2", "--read", STRAIGHT)
    known = profiles.load()
    assert profiles.choose(known, "hp", "2", None).tray == "2"
    for asked, told in (
        (("HP", None, None), "'HP' was measured more than once, so add --tray or --on: tray '1'"),
        (("HP", "3", None), "no profile of 'HP', tray '3', only tray '1'; tray '2'"),
        (("HQ", None, None), "no profile of 'HQ', only of HP (make one with 'teamcards calibrate')"),
    ):
        with pytest.raises(LookupError) as error:
            profiles.choose(known, *asked)
        assert told in str(error.value)


@pytest.mark.parametrize(("text", "told"), [
    ('{"printers": [', "printers.json:1: "), ("[]", "mend it, or delete the file"), ("{}", "no 'printers'"),
    ('{"printers": [{"printer": "HP"}]}', "no 'tray'"), ("\xff", "mend it, or delete the file"),
])  # fmt: skip
def test_a_spoilt_file_is_named_and_left_alone(here, text, told):
    file = here / "config" / "printers.json"
    file.parent.mkdir()
    file.write_text(text, "latin-1")
    assert told in said("--list", code=1)
    assert told in said("--printer", "HP", "--read", STRAIGHT, code=1)
    assert file.read_text("latin-1") == text


def test_values_that_cannot_be_are_named(here):
    run("--printer", "HP", "--read", STRAIGHT)
    file = here / "config" / "printers.json"
    good = file.read_text("utf-8")
    for old, new, told in (
        ('"dx": 0.0', '"dx": 99', "expected -15 to 15 as 'dx', found 99"),
        ('"dx": 0.0', '"dx": "a"', "expected a number as 'dx', found a"),
        ('"dx": 0.0', '"dx": NaN', "expected a number as 'dx', found nan"),
        ('"flip": "long"', '"flip": "wide"', "expected long or short as 'flip', found wide"),
        ('"tray": ""', '"tray": 2', "expected a text as 'tray', found 2"),
    ):
        assert old in good
        file.write_text(good.replace(old, new), "utf-8")
        assert told in said("--list", code=1)


def test_a_folder_that_cannot_be_written_is_named(here):
    (here / "config").write_text("a file", "utf-8")
    assert "printers.json" in said("--printer", "HP", "--read", STRAIGHT, code=1)


def test_the_folder_is_the_users_unless_told(monkeypatch):
    monkeypatch.delenv("TEAMCARDS_CONFIG")
    assert profiles.file().name == "printers.json"
    assert profiles.file().parent.name == "teamcards"


# --- the proof ---


def test_the_proof_is_the_page_put_right():
    run("--printer", "HP", "--read", "2N 0L 2N 0L 2N 0L 2N 0L")
    result = run("--printer", "HP", "--proof", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert Path("build/calibration-proof.en.pdf").is_file()
    assert "every scale should read 0L" in result.stdout
    assert "add --paper a4 --flip long" in said("--printer", "HP", "--proof", "--flip", "short")
    assert "and this is printed on Letter: add --paper a4" in said("--printer", "HP", "--proof", "--paper", "letter")
    assert "no profile of 'Epson'" in said("--printer", "Epson", "--proof")


# --- what is typed ---


@pytest.mark.parametrize(("arguments", "told"), [
    (["--read", STRAIGHT], "which printer? add --printer NAME"),
    (["--forget"], "which printer? add --printer NAME"),
    (["--forget", "--printer", "HP", "--read", STRAIGHT], "--read and --forget do not go together"),
    (["--printer", " ", "--read", STRAIGHT], "--printer is empty"),
    (["--printer", "HP"], "give what you read with --read"),
    (["--printer", "HP", "--read", "0L 0L 0L"], "expected 8 readings, found 3: (1 across) (1 down)"),
    (["--printer", "HP", "--read", STRAIGHT.replace("0L", "9L", 1)], "1 across: 9 is past the end of the ruler"),
    (["--printer", "HP", "--read", "2L" + STRAIGHT[2:]], "look again at 1 across, where you read 2L"),
    (["--printer", "HP", "--read", "0L hello"], "cannot read 'hello' in '0L hello'"),
])  # fmt: skip
def test_what_cannot_be_is_answered_and_nothing_is_kept(arguments, told):
    assert told in said(*arguments)
    assert profiles.load() == []


def test_questions_are_asked_on_a_terminal_until_the_answers_can_be(monkeypatch):
    monkeypatch.setattr(console, "asks", lambda: True)
    first, again, second = ["3Q", "2L", *["0L"] * 7], ["0L"], ["?", *["0L"] * 7]
    result = run("--printer", "HP", typed="\n".join(["7", "2", *first, *again, *second]) + "\n")
    assert result.exit_code == 0, result.output
    assert "A letter is a tenth of a millimetre" in result.stdout
    assert "How many sheets did you print (1 to 5) [3]" in result.stdout
    assert "no line has the letter Q" in result.stderr
    assert "look again at 1 across, where you read 2L\nThat one once more:" in result.stderr
    assert "Sheet 2, corner 4 ↓ down" in result.stdout
    assert profiles.load()[0].sheets == 2


def test_a_sheet_of_which_too_little_was_read_is_asked_again_whole(monkeypatch):
    monkeypatch.setattr(console, "asks", lambda: True)
    result = run("--printer", "HP", typed="\n".join(["1", *["?"] * 8, *["0L"] * 8]) + "\n")
    assert result.exit_code == 0, result.output
    assert "too few readings" in result.stderr
    assert "All of them once more:" in result.stderr


def test_answers_that_say_nothing_get_a_plain_sentence(monkeypatch):
    monkeypatch.setattr(console, "asks", lambda: True)
    result = run("--printer", "HP", typed="\n".join(["three", "9", "1", "", "?", *["0L"] * 7]) + "\n")
    assert result.exit_code == 0, result.output
    assert result.output.count("type a whole number from 1 to 5") == 2
    assert "Nothing was typed: type what you read, or ? where you cannot tell." in result.stderr


def test_the_example_of_the_documentation_is_what_it_says():
    (example,) = re.findall(r'`--read "([^"]+)"`', (ROOT / "docs/print.md").read_text("utf-8"))
    result = run("--printer", "HP", "--read", example)
    assert result.exit_code == 0, result.output
    assert "0.60 mm to the right, 0.40 mm up, turned 0.10 degrees clockwise" in result.stdout


def test_readings_that_are_shown_as_examples_have_the_number_nearest_to_the_line():
    pages = (ROOT / "docs/print.md").read_text("utf-8"), run("--help").stdout, said("--printer", "HP")
    shown = {found for text in pages for found in re.findall(r"(?<![\w-])-?\d[A-HJ-NPR-X]{1,2}(?!\w)", text)}
    assert {"2N", "-1C", "2NP"} <= shown
    for text in shown:
        reading = readings.one(text, scales.scales(210, 297)[0])
        assert reading is not None
        assert abs(reading.shift - reading.near) <= 0.5, text


def test_leaving_in_the_middle_keeps_nothing(monkeypatch):
    monkeypatch.setattr(console, "asks", lambda: True)
    result = run("--printer", "HP", typed="1\n0L\n")
    assert result.exit_code == 1
    assert profiles.load() == []

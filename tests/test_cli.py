"""The commands: what they print where, how they leave, and that files are written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from PIL import Image

from teamcards import build, cli, manifest
from teamcards.units import MM

CARDS = """\
language: nl
cards:
  t-01: {kind: episode, title: Bavo, text: Bavo boort een bron aan.}
  t-02: {kind: question, title: Één, text: Wie vroeg je om hulp?}
"""
GOOD = "title: Goed\nlanguages: [nl]\ncards: [t-01]\n"
BAD = "title: Fout\nlanguages: [nl]\ncards: [t-1]\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a good deck and a bad one; commands run in it."""
    for name, text in {"cards/a.yaml": CARDS, "decks/good.yaml": GOOD, "decks/bad.yaml": BAD}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli.main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def written(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "build").glob("*") if path.name != manifest.NAME)


# --- build ---


def test_a_deck_with_an_error_is_not_written_and_the_others_are(project):
    result = run("build", "--to", "slides")
    assert result.exit_code == 1
    assert written(project) == ["good.nl.html"]
    assert result.stdout == "build/good.nl.html\n1 file in build/\n"
    assert result.stderr.splitlines() == [
        "decks/bad.yaml:3:9: error: unknown card 't-1' (did you mean 't-01'?)",
        "1 error",
        "not made: bad (older files stay as they were)",
    ]


def test_a_deck_without_errors_leaves_with_0(project):
    result = run("build", "good")
    assert (result.exit_code, result.stderr) == (0, "")
    assert written(project) == ["good.nl.html", "good.nl.pdf"]


def test_a_deck_is_written_in_all_its_languages_or_in_none(project):
    (project / "decks/bad.yaml").write_text("title: {nl: A, en: A}\nlanguages: [nl, en]\ncards: [t-01]\n", "utf-8")
    assert run("build", "bad", "--to", "slides").exit_code == 1
    assert written(project) == []


def test_a_broken_card_stops_only_the_decks_that_have_it(project):
    (project / "cards/b.yaml").write_text("language: nl\ncards:\n  t-03: {kind: episode, title: C}\n", "utf-8")
    (project / "decks/bad.yaml").write_text(GOOD.replace("t-01", "t-*"), "utf-8")
    result = run("build", "--to", "slides")
    assert written(project) == ["good.nl.html"]
    assert result.stderr.splitlines() == [
        "cards/b.yaml:3:3: error: missing field 'text' (add 'text: ...' to this episode)",
        "1 error",
        "not made: bad (older files stay as they were)",
    ]


@pytest.mark.parametrize(
    ("picks", "made"),
    [("wk-*", False), ("wk_*", False), ("aa-*", False), ("t-*", True), ("wk-02", True)],
)
def test_a_card_whose_id_is_refused_stops_every_deck_that_may_have_meant_it(project, picks, made):
    texts = "title: Bavo, text: Bavo boort een bron aan."
    here = f"aa-01: {{kind: episode, {texts}}}\n  wk_Vraag: {{kind: episode, {texts}}}"
    (project / "cards/b.yaml").write_text(f"language: nl\ncards:\n  {here}\n", "utf-8")
    (project / "cards/c.yaml").write_text(f"language: nl\ncards:\n  wk-02: {{kind: episode, {texts}}}\n", "utf-8")
    (project / "decks/good.yaml").unlink()
    (project / "decks/bad.yaml").write_text(GOOD.replace("t-01", f"'{picks}'"), "utf-8")
    result = run("build", "bad", "--to", "slides")
    assert written(project) == (["bad.nl.html"] if made else [])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "cards/b.yaml:4:3: error: 'wk_Vraag' cannot be a card's id (use lower-case letters, digits and hyphens)",
        "1 error",
        *([] if made else ["not made: bad (older files stay as they were)"]),
    ]


def test_an_output_folder_that_cannot_be_written_is_told_beside_the_problems(project):
    (project / "file").write_text("", "utf-8")
    result = run("build", "--to", "slides", "-o", "file/sub")
    assert result.exit_code == 1
    assert "decks/bad.yaml:3:9: error: unknown card 't-1'" in result.stderr
    assert "cannot write file/sub/good.nl.html: " in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(("place", "step"), [("os", "replace"), ("Path", "write_bytes")])
def test_no_half_written_file_stays(project, monkeypatch, place, step):
    (project / "build").mkdir()
    (project / "build/good.nl.html").write_text("the old one", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(getattr(build.asked, place), step, full)
    result = run("build", "good", "--to", "slides")
    assert result.exit_code == 1
    assert result.stderr == "cannot write build/good.nl.html: No space left on device (is it open in a viewer?)\n"
    assert [path.name for path in (project / "build").iterdir()] == ["good.nl.html"]
    assert (project / "build/good.nl.html").read_text("utf-8") == "the old one"


# --- usage ---


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "goood"], "no deck is called 'goood' (did you mean 'good'?)"),
        (["build", "../good"], "no deck is called '../good'"),
        (["check", "/etc/passwd"], "no deck is called '/etc/passwd'"),
        (["build", "--paper", "a44"], "no paper is called 'a44' (did you mean 'a4'?)"),
        (["build", "--size", "pokr"], "no size is called 'pokr' (did you mean 'poker'?)"),
        (["build", "good", "--lang", "de"], "no deck here is in 'de' (one of nl)"),
        (["build", "--to", "doc"], "'doc' is not one of 'pdf', 'slides'"),
        (["where", "../secret"], "no file, card or deck is called '../secret'"),
        (["where", "t-1"], "no file, card or deck is called 't-1' (did you mean 't-01'?)"),
        (["list", "kards"], "'kards' is not one of"),
        (["list", "stock"], "Did you mean 'stocks'?"),
        (["bild"], "No such command 'bild'. Did you mean 'build'?"),
        (["build", "--instructions"], "no option '--instructions' (did you mean '--with instructions'?)"),
        (["plan", "--fold"], "no option '--fold' (did you mean '--way fold'?)"),
        (["calibrate", "--short"], "no option '--short' (did you mean '--flip short'?)"),
        (["build", "--jsn"], "No such option '--jsn'"),
        (["build", "--size", "63x88"], "a6; add your own to templates/sizes.yaml, or write it in the deck)"),
        (["build", "--paper", "300x400mm"], "sra3; add your own to templates/papers.yaml)"),
        (["build", "--for", "drukwerkdeal"], "drukwerkgek; --for generic suits most others; docs/print.md tells"),
        (["build", "--for", "wimjonker"], "(did you mean 'wimjonkers'?)"),
        (["build", "--for", ""], "--for is empty: write what it takes, or leave it out"),
        (["build", "--stock", " "], "--stock is empty"),
        (["build", "--printer", ""], "--printer is empty"),
        (["build", "--cards", ","], "--cards is empty"),
        (["build", "-o", ""], "-o is empty"),
        (["preflight", "cards/a.yaml", "--for", ""], "--for is empty"),
        (["build", "--to", "pdf,slidse"], "'slidse' is not one of"),
        (["build", "--to", "pdf", "--people", "11"], "--people is for --to guide and --to runsheet: leave it out"),
        (["build", "--to", "handout", "--people", "11"], "--people is for --to guide and --to runsheet: leave it out"),
        (["build", "--to", "pdf", "--tray", "2"], "--tray is for --printer: add --printer NAME"),
        (["good"], "No such command 'good'. Did you mean 'teamcards build good'?"),
        (["print", "good"], "No such command 'print'. Did you mean 'teamcards build good'?"),
        (["build", "t-01"], "no deck is called 't-01' (that is a card: teamcards build good --cards t-01)"),
        (["build", "t-02"], "no deck is called 't-02'"),
        (["build", "good", "pdf"], "no deck is called 'pdf' (did you mean '--to pdf'?)"),
        (["build", "--way", "duplex"], "Two-sided is long (usual) or short"),
        (["build", "--margin", "10"], "'10': write a number and a unit, such as 10 mm, "),
        (["build", "--start", "vier"], "'vier': write a whole number of 1 or more"),
        (["build", "--start", "0"], "'0': write a whole number of 1 or more"),
        (["build", "--people", "elf"], "'elf': write a whole number from 2 to 50"),
        (["build", "--changed-since", "printed"], "there is no 'printed': name a folder with a teamcards.json, or"),
        (["build", "--changed-since", "cards"], "there is no teamcards.json in 'cards': name a folder with a"),
        (["build", "--changed-since", "cards/a.yaml"], "'cards/a.yaml' is no teamcards.json: name a folder with a"),
    ],
)
def test_a_wrong_call_leaves_with_2(project, arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert written(project) == []


# --- check ---


def test_check_names_the_problems_of_all_files_sorted(project):
    (project / "cards/b.yaml").write_text("language: nl\nsuit: stori\ncards:\n  t-03: {kind: quiz}\n", "utf-8")
    (project / "decks/worse.yaml").write_text("title: Z\nlanguages: [nl]\ncards: [t-2]\nsise: a6\n", "utf-8")
    lines = run("check").stderr.splitlines()
    errors = [line for line in lines if ": error: " in line]
    assert [line.split(": error: ")[0] for line in errors] == [
        "cards/b.yaml:4:16",
        "decks/bad.yaml:3:9",
        "decks/worse.yaml:3:9",
        "decks/worse.yaml:4:1",
    ]
    assert lines[-1] == "4 errors"


def test_check_tells_of_good_decks_on_stdout(project):
    (project / "decks/good.yaml").write_text(f"{GOOD}size: {{width: 50 mm, height: 88 mm}}\n", "utf-8")
    result = run("check", "good")
    assert result.exit_code == 0
    assert re.match(r"good \(nl\): 1 card, smallest body type \d+(\.\d)? pt\n", result.stdout)
    assert result.stderr == ""


def test_check_as_json(project):
    result = run("check", "--json")
    assert result.exit_code == 1
    assert result.stderr == ""
    data = json.loads(result.stdout)
    assert [(row["deck"], row["language"], row["cards"]) for row in data["decks"]] == [("good", "nl", 1)]
    assert data["problems"] == [
        {
            "file": "decks/bad.yaml", "line": 3, "column": 9, "severity": "error",
            "message": "unknown card 't-1'", "fix": "did you mean 't-01'?",
        }
    ]  # fmt: skip


def test_check_as_json_without_errors_leaves_with_0(project):
    assert run("check", "--json", "good").exit_code == 0


# --- list and where ---


def test_list_as_json(project):
    rows = {row["id"]: row for row in json.loads(run("list", "cards", "--json").stdout)}
    assert rows["t-01"] == {
        "id": "t-01", "title": "Bavo", "titles": {"nl": "Bavo"}, "kind": "episode", "suit": "story",
        "file": "cards/a.yaml",
    }  # fmt: skip
    assert rows["gm-e02"]["file"] == "shipped:cards/goudmijn.yaml"


@pytest.mark.parametrize("what", ["decks", "cards", "methods", "templates", "sizes", "papers"])
def test_everything_can_be_listed(project, what):
    (project / "decks/bad.yaml").unlink()
    result = run("list", what)
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == len(json.loads(run("list", what, "--json").stdout))


def test_where_says_which_file_wins(project):
    (project / "decks/goudmijn.yaml").write_text(GOOD, "utf-8")
    assert run("where", "t-02").stdout == "cards/a.yaml:4:3\n"
    assert run("where", "gm-e02").stdout.startswith(f"{ROOT}/cards/goudmijn.yaml:")
    lines = run("where", "decks/goudmijn.yaml").stdout.splitlines()
    assert lines[0] == str(project / "decks/goudmijn.yaml")
    assert lines[1].startswith("hides ")
    assert len(lines) == 2


# --- terminals and pipes ---


def piped(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "teamcards", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, check=False, env={**os.environ, **environment})


def test_nothing_in_a_pipe_is_meant_for_a_terminal(project):
    done = piped(project, "build", "--to", "slides", FORCE_COLOR="1", NO_COLOR="1")
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\r" not in done.stdout + done.stderr


def test_a_pipe_that_cannot_take_a_character_gets_another(project):
    (project / "cards/a.yaml").write_text(CARDS.replace("Bavo,", "1 ≥ 2,"), "utf-8")
    done = piped(project, "list", "cards", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"1 ? 2" in done.stdout


def test_a_command_whose_output_is_closed_ends_as_it_should(project):
    command = [sys.executable, "-c", "from teamcards import cli; cli.run()", "list"]
    done = subprocess.run(command, cwd=project, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1), check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_can_be_profiled(project):
    command = [sys.executable, "-m", "cProfile", "-o", "of-it.prof", "-m", "teamcards", "list"]
    subprocess.run(command, cwd=project, stdout=subprocess.PIPE, check=True)
    assert (project / "of-it.prof").stat().st_size


def test_decks_in_another_language_are_left_out(project):
    (project / "decks/other.yaml").write_text("title: Other\nlanguages: [en]\ncards: [gm-e02]\n", "utf-8")
    result = run("build", "--lang", "en", "--to", "pdf")
    assert result.exit_code == 0
    assert written(project) == ["other.en.pdf"]


# --- what has not changed ---


def test_a_deck_that_was_named_is_refused_in_a_language_that_it_lacks(project):
    (project / "decks/bad.yaml").write_text("title: Good\nlanguages: [en]\ncards: [t-01]\n", "utf-8")
    (project / "decks/ugly.yaml").write_text("title: Good\nlanguages: [en, de]\ncards: [t-01]\n", "utf-8")
    result = run("build", "good", "bad", "ugly", "--to", "slides", "--lang", "nl")
    assert result.exit_code == 2
    assert "the deck 'bad' is in en, not in nl; the deck 'ugly' is in en and de, not in nl" in result.stderr
    assert written(project) == []


def test_without_notes_backs_for_the_facilitator_are_those_that_all_share(project):
    cards = CARDS + "  t-03: {kind: decision, title: Kies, text: Wat nu?, options: [Ja, Nee], notes: Zeg niets voor.}\n"
    (project / "cards/a.yaml").write_text(cards, "utf-8")
    (project / "decks/good.yaml").write_text(GOOD.replace("t-01", "t-01, t-03") + "backs: {decision: facilitator}\n")
    result = run("build", "good", "--to", "pdf", "--to", "whiteboard", "--to", "png", "--dpi", "40")
    assert result.stdout.count("1 back has the facilitator's notes; --no-notes leaves them off") == 2
    assert "t-03.back.png: has the facilitator's notes" in result.stdout
    result = run("build", "good", "--no-notes", "--to", "pdf", "--to", "whiteboard", "--to", "png", "--dpi", "40")
    assert "the facilitator's notes" not in result.stdout
    assert (project / "build/good.nl.no-notes/back.png").exists()
    assert not (project / "build/good.nl.no-notes/t-03.back.png").exists()
    pages = pdfium.PdfDocument(project / "build/good.nl.no-notes.pdf")
    assert "Zeg niets" not in "".join(page.get_textpage().get_text_range() for page in pages)
    with zipfile.ZipFile(project / "build/good.nl.no-notes.whiteboard.zip") as file:
        assert b"Zeg niets" not in file.read("index.csv")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--copies", "3"], ["6 backs have"]),
        (["--accessible"], ["1 back has"]),
        (["--for", "mbprint"], ["2 backs have"]),
        (["--for", "puzzlefactory"], ["2 backs have"]),  # of two files: that of the backs
        (["--way", "single"], []),
        (["--accessible", "--no-notes"], []),
        (["--for", "mbprint", "--no-notes"], []),
    ],
)
def test_every_print_tells_how_many_backs_have_notes(project, options, told):
    cards = CARDS + "  t-03: {kind: decision, title: A, text: B, options: [C, D], notes: E}\n"
    (project / "cards/a.yaml").write_text(cards, "utf-8")
    deck = GOOD.replace("t-01", "t-01, {card: t-03, copies: 2}") + "backs: {decision: facilitator}\n"
    (project / "decks/good.yaml").write_text(deck, "utf-8")
    lines = [line for line in run("build", "good", "--to", "pdf", *options).stdout.splitlines() if "notes" in line]
    found = [line for line in lines if "the facilitator's notes; --no-notes leaves them off" in line]
    assert len(found) == len(told)
    assert all(count in line for count, line in zip(told, found, strict=True))


def test_printing_on_one_side_tells_that_it_leaves_notes_out_and_knows_what_changed(project):
    cards = CARDS + "  t-03: {kind: decision, title: A, text: B, options: [C, D], notes: E}\n"
    (project / "cards/a.yaml").write_text(cards, "utf-8")
    (project / "decks/good.yaml").write_text(GOOD.replace("t-01", "t-03") + "back: facilitator\n", "utf-8")
    asked = ("build", "good", "--to", "pdf", "--way", "single")
    assert "1 card on 1 sheet of A4, 9 on each, 8 places left over, without the facilitator's notes" in (
        run(*asked).stdout
    )
    assert "no card has changed" in run(*asked, "--changed-since", "build").stdout


def test_slides_in_a_pdf_never_have_notes_and_say_so(project):
    result = run("build", "good", "--to", "slides-pdf", "--no-notes")
    assert result.exit_code == 2
    assert "for cards, --to slides and --to pptx (--to slides-pdf never has notes): leave it out" in result.stderr


def test_nothing_is_made_again_that_has_not_changed(project):
    (project / "decks/bad.yaml").unlink()
    first = run("build")
    times = {path: path.stat().st_mtime_ns for path in (project / "build").iterdir()}
    again = run("build")
    assert again.stdout == first.stdout.rstrip("\n") + ", as they were: nothing has changed\n"
    assert {path: path.stat().st_mtime_ns for path in (project / "build").iterdir()} == times


@pytest.mark.parametrize("folder", ["pics", "art/../art", ".", "build"])
def test_pictures_that_were_made_are_not_what_decks_are_made_of(project, folder):
    (project / "decks/bad.yaml").unlink()
    options = ("build", "--to", "png", "--dpi", "20", "-o")
    assert run("build").exit_code == 0
    assert run(*options, folder).exit_code == 0
    assert run(*options, folder).stdout.endswith("nothing has changed\n")
    (project / folder / manifest.NAME).unlink()
    run(*options, folder)
    assert run(*options, folder).stdout.endswith("nothing has changed\n")
    if folder != "build":
        assert run("build").stdout.endswith("nothing has changed\n")


def test_a_picture_of_the_author_where_pictures_are_made_is_one(project):
    (project / "decks/bad.yaml").unlink()
    run("build", "--to", "png", "--dpi", "20", "-o", "art")
    Image.new("RGB", (9, 9)).save(project / "art/own.png")
    assert "nothing has changed" not in run("build", "--to", "png", "--dpi", "20", "-o", "art").stdout


def test_another_version_of_a_package_makes_everything_again(project, monkeypatch):
    (project / "decks/bad.yaml").unlink()
    (project / "site/reportlab-5.1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(project / "site")
    run("build", "--to", "slides")
    assert run("build", "--to", "slides").stdout.endswith("nothing has changed\n")
    (project / "site/reportlab-5.1.0.dist-info").rename(project / "site/reportlab-5.1.1.dist-info")
    assert "nothing has changed" not in run("build", "--to", "slides").stdout


@pytest.mark.parametrize("change", ["card", "output", "option", "template", "epoch"])
def test_what_has_changed_is_made_again(project, monkeypatch, change):
    (project / "decks/bad.yaml").unlink()
    run("build")
    options = ["build"]
    match change:
        case "card":
            (project / "cards/a.yaml").write_text(CARDS.replace("boort", "vindt"), "utf-8")
        case "output":
            (project / "build/good.nl.pdf").write_bytes(b"")
        case "option":
            options += ["--paper", "a3"]
        case "template":
            (project / "templates").mkdir()
            (project / "templates/sizes.yaml").write_text("own: {width: 50 mm, height: 70 mm}\n", "utf-8")
        case "epoch":
            monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert "nothing has changed" not in run(*options).stdout
    assert (project / "build/good.nl.pdf").read_bytes().startswith(b"%PDF")


def test_one_changed_card_of_eighty_is_reprinted_in_the_place_asked(project):
    one = "  n-{0:02}: {{kind: vote, title: Kaart, text: Kijk., front: tekst{0:02}, back: rug{0:02}}}\n"
    cards = "".join(map(one.format, range(80)))
    (project / "cards/a.yaml").write_text(f"language: nl\ncards:\n{cards}", "utf-8")
    (project / "decks/bad.yaml").unlink()
    (project / "decks/good.yaml").write_text("title: Goed\nlanguages: [nl]\ncards: [n-*]\n", "utf-8")
    run("build", "--to", "pdf")
    (project / "cards/a.yaml").write_text(f"language: nl\ncards:\n{cards}".replace("tekst41", "anders41"), "utf-8")
    result = run("build", "--to", "pdf", "--changed-since", "build", "--start", "6")
    assert result.stdout.startswith("build/good.nl.partial.pdf: 1 card on 1 sheet of A4")
    front, back = pdfium.PdfDocument(project / "build/good.nl.partial.pdf")
    for page, word, left in ((front, "anders41", 6.5 + 2 * 67), (back, "rug41", 6.5)):
        words = page.get_textpage()
        x1, low, x2, high = words.get_charbox(words.get_text_range().index(word))
        assert left < (x1 + x2) / 2 / MM < left + 63
        assert 12.5 + 92 < 297 - (low + high) / 2 / MM < 12.5 + 92 + 88
        assert words.get_text_range().count("n-") == 1
        picture = page.render(scale=0.5).to_pil().convert("RGB")
        other = 20 if left > 100 else 190
        assert picture.getpixel((round(other * MM / 2), round(148 * MM / 2))) == (255, 255, 255)
    assert run("build", "--to", "pdf", "--changed-since", "build", "--cards", "n-02").stdout.startswith("0 files")


def test_a_card_is_not_changed_by_a_line_above_it_but_by_its_picture(project):
    (project / "decks/bad.yaml").unlink()
    lines = ["language: nl", "cards:", "  t-01:", "    {kind: episode, title: Bavo, text: Bron., qr: https://a.nl/1,",
             "     picture: {file: a.png, alt: Een bron}}", ""]  # fmt: skip
    Image.new("RGB", (900, 900), "red").save(project / "a.png")
    (project / "cards/a.yaml").write_text("\n".join(lines), "utf-8")
    assert run("build", "--to", "pdf").exit_code == 0
    (project / "cards/a.yaml").write_text("\n".join(["# new", *lines]), "utf-8")
    assert run("build", "--to", "pdf", "--changed-since", "build").stdout.startswith("0 files")
    Image.new("RGB", (900, 900), "blue").save(project / "a.png")
    result = run("build", "--to", "pdf", "--changed-since", "build")
    assert result.stdout.startswith("build/good.nl.partial.pdf: 1 card")


def test_only_the_cards_asked_for_are_printed(project):
    result = run("build", "good", "--to", "pdf", "--cards", "t-01", "--copies", "3")
    assert result.stdout.startswith("build/good.nl.partial.pdf: 3 cards on 1 sheet")
    refused = run("build", "good", "--to", "pdf", "--cards", "t-10")
    assert "--cards t-10: error: not in the deck 'good' (did you mean 't-01'?)" in refused.stderr
    assert (refused.stdout, refused.exit_code) == ("", 1)


def test_an_option_that_may_be_repeated_takes_commas(project):
    assert run("build", "good", "--to", "pdf, slides", "--with", "instructions,checklist").exit_code == 0
    commas = written(project)
    assert len(commas) == 4
    repeated = run("build", "good", *("--to", "pdf", "--to", "slides", "--with", "instructions", "--with", "checklist"))
    assert repeated.stdout.endswith("as they were: nothing has changed\n")
    assert "good.nl.partial.pdf: 1 card" in run("build", "good", "--to", "pdf", "--cards", "t-01,").stdout


def test_the_build_that_cards_are_compared_with_may_be_renewed_in_its_place(project):
    (project / "decks/bad.yaml").unlink()
    run("build", "--to", "pdf")
    kept = project / "printed.json"
    kept.write_bytes((project / "build/teamcards.json").read_bytes())
    cards = project / "cards/a.yaml"
    cards.write_text(CARDS.replace("Bavo", "Sander"), "utf-8")
    assert "1 card" in run("build", "--to", "pdf", "--changed-since", str(kept)).stdout
    run("build", "--to", "pdf")
    kept.write_bytes((project / "build/teamcards.json").read_bytes())
    assert "no card has changed" in run("build", "--to", "pdf", "--changed-since", str(kept)).stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("gm-e1", "did you mean 'gm-e01'?"),
        ("gm-d99", "see 'teamcards list cards'"),
        ("gm-z*", "see 'teamcards list cards'"),
        ("gm-e", "'gm-e*' for all that start so"),
        ("gm-d03", "it is in compleet-180, goudmijn"),
        ("vm-*", "it is in "),
        ("gm-e01 gm-e02", "put a comma between ids"),
        ("t-02", "no deck has it: list it under 'cards:' of one"),
    ],
)
def test_a_card_that_is_not_in_the_deck_is_told_where_it_is(project, asked, told):
    refused = run("build", "goudmijn-90", "--to", "pdf", "--cards", asked)
    assert f"--cards {asked}: error: not in the deck 'goudmijn-90' ({told}" in refused.stderr
    assert "decks/" not in refused.stderr


def test_a_manifest_that_is_no_manifest_is_taken_for_none(project):
    (project / "decks/bad.yaml").unlink()
    (project / "build").mkdir()
    (project / "build" / manifest.NAME).write_text('{"files": [1]}')
    assert run("build").exit_code == 0
    assert run("build").stdout.endswith("nothing has changed\n")


def test_what_cards_were_compared_with_is_told(project):
    (project / "decks/bad.yaml").unlink()
    run("build", "--to", "pdf")
    (project / "printed.json").write_bytes((project / "build" / manifest.NAME).read_bytes())
    same = run("build", "--to", "pdf", "--changed-since", "build").stdout
    assert same == (
        "0 files in build/: no card has changed since build/teamcards.json"
        " (to compare with what you printed, name a copy of it from then)\n"
    )
    same = run("build", "--to", "pdf", "--changed-since", "printed.json").stdout
    assert same == "0 files in build/: no card has changed since printed.json\n"
    (project / "cards/x.yaml.txt").write_text("", "utf-8")
    assert run("build", "--to", "pdf", "--changed-since", "printed.json").stdout == same
    both = run("build", "--changed-since", "printed.json").stdout
    assert both == "build/good.nl.html\n1 file in build/: no card has changed since printed.json\n"


@pytest.mark.parametrize(
    ("back", "change", "printed"),
    [
        ("common", ("notes: Stil.", "notes: Luid."), False),
        ("facilitator", ("notes: Stil.", "notes: Luid."), True),
        ("common", ("minutes: 2", "minutes: 3"), True),
        ("common", ("method: m-1", "method: m-2"), True),
        ("common", ("phases: [{label: Los", "phases: [{label: Vast"), False),
        ("common", ("  t-01:", "  # one line lower\n  t-01:"), False),
    ],
)
def test_only_what_is_printed_on_a_card_prints_it_again(project, back, change, printed):
    method = "{kind: method, title: T, text: U, participants: {min: 2, max: 9}, phases: [{label: Los, seconds: 60}]}"
    cards = (
        "language: nl\ncards:\n  t-01: {kind: episode, title: A, text: B, notes: Stil., method: m-1, minutes: 2}\n"
        f"  m-1: {method}\n  m-2: {method.replace('title: T', 'title: V')}\n"
    )
    (project / "decks/bad.yaml").unlink()
    (project / "decks/good.yaml").write_text(f"{GOOD}back: {back}\n", "utf-8")
    (project / "cards/a.yaml").write_text(cards, "utf-8")
    assert run("build", "--to", "pdf").exit_code == 0
    assert change[0] in cards
    (project / "cards/a.yaml").write_text(cards.replace(*change), "utf-8")
    again = run("build", "--to", "pdf", "--changed-since", "build").stdout
    assert again.startswith("build/good.nl.partial.pdf: 1 card" if printed else "0 files in build/: no card has")


@pytest.mark.parametrize(("word", "printed"), [("minutes", True), ("agenda", False)])
def test_a_word_of_the_product_prints_cards_again_that_have_it(project, word, printed):
    (project / "decks/bad.yaml").unlink()
    run("build", "--to", "pdf")
    (project / "templates").mkdir()
    (project / "templates/words.yaml").write_text(f"{word}: {{nl: anders, en: other}}\n", "utf-8")
    again = run("build", "--to", "pdf", "--changed-since", "build").stdout
    assert again.startswith("build/good.nl.partial.pdf: 1 card" if printed else "0 files in build/: no card has")


def test_an_earlier_build_in_another_language_is_named(project):
    (project / "decks/bad.yaml").unlink()
    (project / "cards/a.yaml").write_text(CARDS.replace("Bavo,", "{nl: Bavo, en: Bob},").replace(
        "text: Bavo boort een bron aan.", "text: {nl: Bron., en: Spring.}"), "utf-8")  # fmt: skip
    (project / "decks/good.yaml").write_text("title: {nl: A, en: A}\nlanguages: [nl, en]\ncards: [t-01]\n", "utf-8")
    assert run("build", "--to", "pdf", "--lang", "nl").exit_code == 0
    refused = run("build", "--to", "pdf", "--changed-since", "build")
    assert refused.stderr.startswith("--changed-since: error: that build did not make good.en.pdf (add --lang nl)\n")
    assert run("build", "--to", "pdf", "--changed-since", "build", "--lang", "nl").exit_code == 0
    refused = run("build", "--to", "pdf", "--changed-since", "build", "--edition", "grey", "--lang", "nl")
    assert "(print the whole deck, or name the teamcards.json of another build)" in refused.stderr


def test_an_earlier_build_of_some_cards_is_nothing_to_compare_with(project):
    assert run("build", "good", "--to", "pdf", "--cards", "t-01", "-o", "some").exit_code == 0
    refused = run("build", "good", "--to", "pdf", "--changed-since", "some")
    assert refused.stderr.startswith(
        "--changed-since: error: that build made only some cards of good.nl.pdf"
        " (name the teamcards.json of a build of the whole deck, or print with --cards)\n"
    )


@pytest.mark.parametrize(
    ("deck", "told"), [("goudmijn", "take goudmijn-45 or goudmijn-90"), ("good", "add 'agenda:' to the deck")]
)
def test_a_deck_without_a_running_order_is_told_what_to_do_for_a_run_sheet(project, deck, told):
    refused = run("build", deck, "--to", "runsheet", "--lang", "nl")
    assert f"error: a deck without a running order has no run sheet ({told})" in refused.stderr
    assert written(project) == []


# --- plan ---


def test_plan_says_how_many_cards_go_on_which_paper():
    lines = run("plan", "--size", "poker").stdout.splitlines()
    assert lines[0] == "A4         9  3 x 3, 4 mm apart, 6.5 and 12.5 mm from the edge, 20% of the paper unused"
    assert "A5         0  too small" in run("plan", "--size", "a6", "--way", "fold").stdout
    (row,) = json.loads(run("plan", "--paper", "letter", "--gap", "4 mm", "--json").stdout)
    assert (row["cards"], row["turned"], row["gap"]) == (8, True, 4)


def test_a_card_too_large_for_its_paper_is_told_which_would_do():
    result = run("build", "goudmijn", "--lang", "nl", "--to", "pdf", "--size", "a6", "--paper", "a6")
    assert "--paper a6: error: a card of 105 x 148 mm does not fit on A6 (--paper a5 is large enough)" in result.stderr


@pytest.mark.parametrize(("option", "value"), [("--gap", "4"), ("--marks", "1 mm,2 mm"), ("--margin", "wide")])
def test_lengths_without_a_unit_are_refused(option, value):
    result = run("build", "goudmijn", option, value)
    assert result.exit_code == 2
    assert "write" in result.stderr

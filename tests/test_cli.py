"""The commands: what they print where, how they leave, and that files are written whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from teamcards import build, cli

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
    return sorted(path.name for path in (project / "build").glob("*")) if (project / "build").exists() else []


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


def test_an_output_folder_that_cannot_be_written_is_told_beside_the_problems(project):
    (project / "file").write_text("", "utf-8")
    result = run("build", "--to", "slides", "-o", "file/sub")
    assert result.exit_code == 1
    assert "decks/bad.yaml:3:9: error: unknown card 't-1'" in result.stderr
    assert "cannot write file/sub/good.nl.html: " in result.stderr
    assert result.stdout == "0 files in file/sub/\n"


@pytest.mark.parametrize(("place", "step"), [("os", "replace"), ("Path", "write_bytes")])
def test_no_half_written_file_stays(project, monkeypatch, place, step):
    (project / "build").mkdir()
    (project / "build/good.nl.html").write_text("the old one", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(getattr(build, place), step, full)
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
        (["build", "good", "--lang", "de"], "no deck here is in 'de', only in nl"),
        (["build", "--to", "doc"], "'doc' is not one of 'pdf', 'slides'"),
        (["where", "../secret"], "no file, card or deck is called '../secret'"),
        (["where", "t-1"], "no file, card or deck is called 't-1' (did you mean 't-01'?)"),
        (["list", "kards"], "'kards' is not one of"),
        (["bild"], "No such command 'bild'"),
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
    result = run("check", "good")
    assert result.exit_code == 0
    assert result.stdout.startswith("good (nl): 1 card, smallest type ")
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


def test_decks_in_another_language_are_left_out(project):
    (project / "decks/other.yaml").write_text("title: Other\nlanguages: [en]\ncards: [gm-e02]\n", "utf-8")
    result = run("build", "--lang", "en", "--to", "pdf")
    assert result.exit_code == 0
    assert [path.name for path in (project / "build").iterdir()] == ["other.en.pdf"]

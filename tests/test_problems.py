"""Each file of tests/problems is a mistake that authors make: named as its .txt says, and gone in its .fixed.yaml.

A card file is tried in a project with a deck of all its cards, a deck file in one with the cards t-01 and t-02.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from teamcards import cli

HERE = Path(__file__).parent / "problems"
BROKEN = sorted(path for path in HERE.glob("*.yaml") if not path.name.endswith(".fixed.yaml"))
CARDS = """\
language: nl
cards:
  t-01: {kind: episode, title: Bavo, text: Bavo boort een bron aan.}
  t-02: {kind: question, title: Hulp, text: Wie vroeg je om hulp?, level: team}
"""
DECK = "{title: Proef, languages: [nl], cards: [t-*]}\n"


def check(file: Path, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Result, list[str]]:
    """Runs `check` on a project with this file, and returns the problems but not which decks they stop."""
    (folder / "cards").mkdir()
    (folder / "decks").mkdir()
    kind, _, name = name.partition("-")
    if kind == "card":
        (folder / "decks" / "proef.yaml").write_text(DECK, "utf-8")
    else:
        (folder / "cards" / "proef.yaml").write_text(CARDS, "utf-8")
    shutil.copy(file, folder / f"{kind}s" / f"{name}.yaml")
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli.main, ["check"])
    lines = [line for line in result.stderr.splitlines() if ": note: " not in line or " not made" not in line]
    return result, [line for line in lines if line.startswith(("cards/", "decks/", "shipped:"))]


def test_there_are_many():
    assert len(BROKEN) >= 36


@pytest.mark.parametrize("file", BROKEN, ids=[path.stem for path in BROKEN])
def test_every_mistake_is_named_in_its_place(file, tmp_path, monkeypatch):
    result, problems = check(file, file.stem, tmp_path, monkeypatch)
    expected = file.with_suffix(".txt").read_text("utf-8").splitlines()
    assert problems == expected
    assert result.exit_code == any(": error: " in line for line in expected)
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("file", BROKEN, ids=[path.stem for path in BROKEN])
def test_the_corrected_twin_is_fine(file, tmp_path, monkeypatch):
    result, problems = check(file.with_suffix(".fixed.yaml"), file.stem, tmp_path, monkeypatch)
    assert problems == []
    assert result.exit_code == 0, result.output

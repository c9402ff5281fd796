"""The wheel, installed somewhere else: it carries the content, and works in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_all_content_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    content = {name.removeprefix("teamcards/_content/") for name in names if name.startswith("teamcards/_content/")}
    folders = (ROOT / folder for folder in ("cards", "decks", "templates"))
    assert content == {p.relative_to(ROOT).as_posix() for f in folders for p in f.rglob("*") if p.is_file()}
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"teamcards"}


def test_an_installed_wheel_builds_in_an_empty_folder(wheel, tmp_path):
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    command = [sys.executable, "-m", "teamcards", "build", "goudmijn", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    run = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert sorted(path.name for path in (work / "build").iterdir()) == [
        "goudmijn.en.html", "goudmijn.en.pdf", "teamcards.json"
    ]  # fmt: skip
    code = "import teamcards; print(teamcards.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", code], cwd=work, env=environment, capture_output=True, text=True, check=True
    )
    assert where.stdout.startswith(str(site))

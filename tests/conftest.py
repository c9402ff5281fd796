"""What the tests share: the shipped content, and small projects made of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import browsing
import pytest
from hypothesis import settings

from teamcards import build, content
from teamcards.content import Content
from teamcards.sheets import Paper
from teamcards.units import MM

ROOT = Path(__file__).parents[1]
A4 = Paper("A4", 210 * MM, 297 * MM)
LETTER = Paper("letter", 8.5 * 72, 11 * 72)

settings.register_profile("the same each time", derandomize=True, deadline=None, database=None)
settings.load_profile("the same each time")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-references", action="store_true", help="write tests/references anew")


@pytest.fixture(scope="session")
def shipped() -> Content:
    """The content of this repository."""
    return content.load(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Content]:
    """Writes files, named by their path without '.yaml', and reads them as a project."""

    def make(**files: str) -> Content:
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return content.load(tmp_path)

    return make


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The browser of a file of tests."""
    yield from browsing.launched()


@pytest.fixture
def visit(browser: Any, files: dict[str, str]) -> Iterator[browsing.Open]:
    """Opens the pages that a file of tests has made: `files` are their addresses by name."""
    yield from browsing.visited(browser, files)


def pdf_of(content: Content, name: str, language: str, way: str = "long", paper: Paper = A4) -> bytes:
    """The PDF of a deck; the test fails when the deck has problems."""
    sheet = build.Print(paper, way)
    files, problems = build.build(name, content, [language], ["pdf"], sheet)
    assert [str(problem) for problem in problems if problem.severity != "note"] == []
    (file,) = files
    return file.data

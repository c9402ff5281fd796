"""Whatever stands in a file, reading, checking and composing it ends in problems, never in a traceback."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teamcards import compose, content, folders, source
from teamcards.problems import Problem

FILES = ["cards/gereedschap.yaml", "cards/methods.yaml", "cards/vijf-mythes.yaml", "decks/afspraak.yaml",
         "decks/gereedschap.yaml", "decks/goudmijn-45.yaml", "templates/words.yaml", "templates/sizes.yaml",
         "templates/classic/template.yaml"]  # fmt: skip
LINES = 70
SIGNS = st.sampled_from("\t\r\0\x07\x85\u00a0\u2028\ufeff\ud800:#-{}[],'\"&*!|>%@`?\\é😀") | st.characters()
SNIPPETS = st.sampled_from(
    ["- x", "key:", "key: value", "? [a]", "&a [*a, *a]", "<<: *a", "---", "...", "%YAML 9.9", "!!python/object:os.x y",
     "'", '"', "[" * 300, "{a: " * 300, "a: {b: c", "x: |2", "  > x", "{}", "[]", "''", "1" * 5000, "é" * 300,
     '"\\e\\0"']
)  # fmt: skip


def examples(count: int) -> settings:
    """The same examples in every run."""
    return settings(max_examples=count, suppress_health_check=list(HealthCheck))


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A shipped file with some mistakes in it."""
    name = draw(st.sampled_from(FILES))
    lines = (ROOT / name).read_text("utf-8").split("\n")[:LINES]
    for _ in range(draw(st.integers(1, 4))):
        row = draw(st.integers(0, len(lines) - 1))
        column = draw(st.integers(0, len(lines[row])))
        lines[row : row + 1] = draw(change(lines[row], column))
        lines = lines or [""]
    data = "\n".join(lines).encode("utf-8", "surrogatepass")
    return name, data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data


@st.composite
def change(draw: st.DrawFn, line: str, column: int) -> list[str]:
    """The lines that come in the place of one."""
    before, after = line[:column], line[column:]
    field = re.match(r"\s*(?:- )?[\w-]+:", line)
    kinds = {
        "delete": [],
        "double": [line, line],
        "swap": [after + before],
        "break": [before, after],
        "cut": [before],
        "sign": [before + draw(SIGNS) + after],
        "snippet": [before + draw(SNIPPETS) + after],
        "indent": [" " * draw(st.integers(1, 5)) + line],
        "outdent": [line[draw(st.integers(1, 5)) :]],
        "value": [(field[0] if field else line) + " " + draw(SNIPPETS)],
        "key": [line.replace(":", draw(SIGNS), 1)],
    }
    return kinds[draw(st.sampled_from(sorted(kinds)))]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with three decks, on a short version of the shipped content, so that all of it is read quickly."""
    shipped = tmp_path_factory.mktemp("shipped").resolve()
    for name in [*FILES, "templates/papers.yaml", "templates/web/words.yaml"]:
        (shipped / name).parent.mkdir(parents=True, exist_ok=True)
        lines = (ROOT / name).read_text("utf-8").split("\n")
        (shipped / name).write_text("\n".join(lines[:LINES] if name.startswith("cards/") else lines), "utf-8")
    folder = tmp_path_factory.mktemp("project").resolve()
    shutil.copytree(shipped / "decks", folder / "decks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folders, "roots", lambda _: (folder, shipped))
        patch.setattr(folders, "shipped", lambda: shipped)
        yield folder


def everything(folder: Path) -> list[Problem]:
    """All problems of a project, found as `check` finds them but without drawing."""
    found = content.load(folder)
    problems = list(found.problems)
    for name in found.own_decks():
        languages = found.decks[name].value.languages if name in found.decks else ("",)
        for language in languages:
            deck, met = compose.compose(name, found, language)
            problems += met
            assert deck is not None or problems
    return problems


@examples(120)
@given(mutated())
def test_mutated_files_end_in_problems(project, change):
    name, data = change
    file = project / name
    kept = file.read_bytes() if file.exists() else b""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    try:
        for problem in everything(project):
            assert problem.mark.line >= 1
            assert problem.mark.column >= 1
            assert "\n" not in str(problem)
            assert str(problem).isprintable()
            assert "Input should" not in problem.message
    finally:
        file.write_bytes(kept) if kept else file.unlink()


@examples(200)
@given(st.binary(max_size=200) | st.text(SIGNS, max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_can_be_parsed(data):
    node, problems = source.parse(data, "x.yaml")
    assert node is not None or problems


@examples(60)
@given(mutated())
def test_the_parser_without_libyaml_is_as_patient(change):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "_LOADER", yaml.SafeLoader)
        node, problems = source.parse(change[1][:3000], "x.yaml")
    assert node is not None or problems


@examples(120)
@given(mutated())
def test_marks_stand_inside_the_file(change):
    lines = re.split(r"\r\n|\r|\n", change[1].decode("utf-8", "replace"))
    for problem in source.parse(change[1], "x.yaml")[1]:
        assert problem.mark.line <= len(lines)
        assert problem.mark.column <= len(lines[problem.mark.line - 1]) + 1

"""What the documentation promises: every field, module and command is told, and every example works."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner
from conftest import ROOT

from teamcards import build, content, model, shop
from teamcards.cli import main

CARDS = (ROOT / "docs" / "cards.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PRINT = (ROOT / "docs" / "print.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def test_every_module_is_on_the_architecture_page():
    package = ROOT / "teamcards"
    paths = [path.relative_to(package).with_suffix("") for path in package.rglob("*.py")]
    names = {".".join(part for part in path.parts if part != "__init__") for path in paths}
    told = re.findall(r"^\| \d+ \| `([\w.]+)`", ARCHITECTURE, flags=re.M)
    assert sorted(told) == sorted(names - {"", "__main__", "writers"})


@pytest.mark.parametrize("kind", model.KINDS)
def test_every_field_of_a_kind_is_told(kind):
    kinds = CARDS.partition("## Kinds of cards")[2]
    row = re.search(rf"^\| `{kind}` \|.*$", kinds, flags=re.M)
    common = {*model.Card.model_fields, "kind"}
    assert row is not None
    assert set(re.findall(r"`(\w+)`", row[0].split("|")[2])) == set(model.KINDS[kind].model_fields) - common


def test_every_common_field_and_every_deck_field_is_told():
    told = set(re.findall(r"^\| `(\w+)`", CARDS, flags=re.M))
    assert {*model.Card.model_fields, "kind"} <= told
    assert set(model.Recipe.model_fields) <= told


def test_every_field_of_a_shop_and_every_check_is_told():
    fields, _, checks = PRINT.partition("## Preflight")
    assert set(shop.Shop.model_fields) <= set(re.findall(r"`(\w+)`", fields))
    sources = (ROOT / "teamcards" / "preflight").glob("*.py")
    made = {name for path in sources for name in re.findall(r'Finding\("([\w-]+)"', path.read_text("utf-8"))}
    made |= set(re.findall(r'_first\("([\w-]+)"', (ROOT / "teamcards/preflight/page_checks.py").read_text("utf-8")))
    assert made == set(re.findall(r"`([\w-]+)`", "\n".join(re.findall(r"^\| (`.*?) \|", checks, flags=re.M))))


@pytest.mark.parametrize("page", [CARDS, README], ids=["cards.md", "README.md"])
def test_the_examples_are_a_project_without_problems(tmp_path, page):
    blocks = re.findall(r"```yaml\n# (\S+)\n(.*?)```", page, flags=re.S)
    assert len(blocks) >= 2
    for path, text in blocks:
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    found = content.load(tmp_path)
    problems = list(found.problems)
    for name in found.own_decks():
        for language in found.decks[name].value.languages:
            problems += build.draw(name, found, language, None)[1]
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("command", main.list_commands(click.Context(main)))
def test_every_command_helps_and_is_in_the_readme(command):
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert len(result.output) > 100
    assert f"teamcards {command}" in README

"""Where content is found: the nearest wins, nothing is lost silently, nothing is read from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import ROOT

from teamcards import compose, content, folders
from teamcards.content import Content

EPISODE = "kind: episode, title: {title}, text: Een bron."
DECK = "title: Proef\nlanguages: [nl]\n"


def cards(*ids: str, title: str = "Eigen") -> str:
    return "language: nl\ncards:\n" + "".join(f"  {id}: {{{EPISODE.format(title=title)}}}\n" for id in ids)


def load(folder: Path, **files: str) -> Content:
    """A project of these files, named by their path with '__' for '/' and '.yaml' left out."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ("" if "." in name else ".yaml"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return content.load(folder)


def errors(found: Content) -> list[str]:
    return [str(problem) for problem in sorted(found.problems)]


def made(found: Content, name: str) -> list[str]:
    """The ids of the cards of a deck."""
    deck, problems = compose.compose(name, found, "nl")
    assert deck is not None, problems
    return [card.id for card in deck.cards]


# --- what hides what ---


def test_a_projects_card_hides_the_shipped_one(tmp_path):
    found = load(tmp_path, cards__own=cards("gm-e02"))
    assert [problem for problem in found.problems if problem.severity != "note"] == []
    assert found.cards["gm-e02"].value.title.root == {"nl": "Eigen"}
    assert found.cards["gm-e02"].mark().file == "cards/own.yaml"
    assert found.cards["gm-e03"].mark().file == "shipped:cards/goudmijn.yaml"


def test_what_a_hiding_card_leaves_out_is_noted(tmp_path):
    found = load(tmp_path, cards__own=cards("gm-e02"))
    (note,) = found.problems
    assert note.severity == "note"
    assert note.message == "the card that this one hides has more: method, minutes, notes, next"
    assert "shipped:cards/goudmijn.yaml:177:" in note.fix


def test_a_hiding_card_keeps_its_place_in_the_deck(tmp_path):
    deck = DECK + "cards: [gm-e0*]\n"
    before = made(load(tmp_path, decks__a=deck), "a")
    assert made(load(tmp_path, decks__a=deck, cards__own=cards("gm-e02")), "a") == before
    assert "gm-e02" in before


def test_a_broken_card_does_not_uncover_the_one_it_hides(tmp_path):
    found = load(
        tmp_path, cards__own="language: nl\ncards:\n  gm-e02: {kind: episode}\n", decks__a=DECK + "cards: [gm-e02]\n"
    )
    deck, problems = compose.compose("a", found, "nl")
    assert deck is None
    assert [str(problem) for problem in problems] == [
        "decks/a.yaml:1:1: note: this deck is not made, since the card 'gm-e02' has an error (mend cards/own.yaml:3:3)"
    ]


def test_decks_sizes_and_words_hide_by_name(tmp_path):
    found = load(
        tmp_path,
        decks__goudmijn=DECK + "cards: [gm-e01]\n",
        templates__sizes="poker: {width: 64 mm, height: 89 mm}\n",
        templates__words="minutes: {nl: minuten, en: minutes}\n",
    )
    assert errors(found) == []
    assert made(found, "goudmijn") == ["gm-e01"]
    assert round(found.sizes["poker"].value.width) == round(64 * 72 / 25.4)
    assert found.words["minutes"].value.root["nl"] == "minuten"
    assert {"a6", "tarot"} <= set(found.sizes)
    assert "answer" in found.words


def test_a_template_hides_by_its_path(tmp_path):
    shipped = (ROOT / "templates/classic/template.yaml").read_text("utf-8")
    found = load(tmp_path, templates__classic__template=shipped.replace("margin: 5 mm", "margin: 6 mm"))
    assert found.templates["classic"].mark().file == "templates/classic/template.yaml"
    assert [path.parent for path in found.files("templates/classic/template.yaml")] == [
        tmp_path / "templates/classic",
        folders.shipped() / "templates/classic",
    ]


def test_a_folder_without_content_works_on_the_shipped_content(tmp_path):
    found = content.load(tmp_path)
    assert found.roots == (folders.shipped(),)
    assert "goudmijn" in found.own_decks()


def test_a_project_builds_its_own_decks_only(tmp_path):
    assert load(tmp_path, decks__a=DECK, decks__b="title: [\n").own_decks() == ["a", "b"]


def test_shipped_content_inside_the_project_folder_is_not_the_projects_own(tmp_path, monkeypatch):
    (tmp_path / ".venv").symlink_to(ROOT)  # as when a virtual environment stands in the project
    monkeypatch.setattr(folders, "shipped", lambda: tmp_path / ".venv")
    found = load(tmp_path, decks__a=DECK)
    assert found.own_decks() == ["a"]
    assert found.cards["gm-e02"].mark().file == "shipped:cards/goudmijn.yaml"


# --- ids and names ---


def test_one_id_stands_once_in_a_root(tmp_path):
    found = load(tmp_path, cards__a=cards("x-1"), cards__b=cards("x-1", "x-2"))
    assert errors(found) == [
        "cards/b.yaml:3:3: error: the card 'x-1' exists already "
        "(the first is cards/a.yaml:3:3; give this one an id of its own)"
    ]
    assert "cards/x-1" in found.broken
    assert "cards/x-2" not in found.broken


def test_one_deck_name_stands_once_in_a_root(tmp_path):
    found = load(tmp_path, decks__a=DECK, **{"decks__a.yml": DECK})
    assert errors(found) == [
        "decks/a.yml:1:1: error: the deck 'a' exists already (the first is decks/a.yaml; rename this one)"
    ]


@pytest.mark.parametrize("name", ["Mijn deck", "mijn_deck", "dek-é", "-a"])
def test_a_decks_file_name_is_an_id(tmp_path, name):
    found = load(tmp_path, **{f"decks__{name}": DECK})
    assert errors(found) == [
        f"decks/{name}.yaml:1:1: error: '{name}' cannot be the name of a deck's file "
        "(use lower-case letters, digits and hyphens)"
    ]


@pytest.mark.parametrize("name", ["a.yml", "a.YAML", "sub__a.yaml"])
def test_yaml_files_of_any_spelling_are_read(tmp_path, name):
    assert "x-1" in load(tmp_path, **{f"cards__{name}": cards("x-1")}).cards


def test_a_file_that_notepad_named_is_not_overlooked(tmp_path):
    found = load(tmp_path, **{"cards__a.yaml.txt": cards("x-1"), "cards__readme.txt": "hallo"})
    assert errors(found) == [
        "cards/a.yaml.txt:1:1: warning: this file is not read (take '.txt' off its name, which Windows hides)"
    ]


@pytest.mark.parametrize(("typed", "meant"), [("card", "cards"), ("kaarten", "cards"), ("deck", "decks")])
def test_a_folder_that_nothing_is_read_from_is_not_overlooked(tmp_path, typed, meant):
    other = "cards__a" if meant == "decks" else "decks__a"
    text = "title: A\nlanguages: [nl]\ncards: [x-1]\n"
    found = load(tmp_path, **{f"{typed}__b": cards("x-1"), other: text if meant == "cards" else cards("x-2")})
    assert errors(found) == [f"{typed}:1:1: warning: nothing is read from the folder '{typed}' (call it '{meant}')"]
    (tmp_path / meant).mkdir()
    assert errors(load(tmp_path)) == []


def test_a_folder_of_another_project_is_left_alone(tmp_path):
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "index.js").touch()
    assert errors(load(tmp_path)) == []


def test_an_unknown_word_is_a_problem(tmp_path):
    assert errors(load(tmp_path, templates__words="minuts: {nl: min, en: min}\n")) == [
        "templates/words.yaml:1:1: error: unknown word 'minuts' (did you mean 'minutes'?)"
    ]


# --- files that cannot be read, and files outside ---


def test_a_file_that_cannot_be_read_stops_only_what_may_need_it(tmp_path):
    found = load(
        tmp_path,
        **{"cards__a": cards("x-1"), "cards__b": "PK\0\0", "decks__glob": DECK + "cards: [x-*]\n",
           "decks__kind": DECK + "cards: [{kind: episode}]\n", "decks__named": DECK + "cards: [x-1]\n"},
    )  # fmt: skip
    assert errors(found) == ["cards/b.yaml:1:1: error: this is not a text file (save it as plain text in UTF-8)"]
    assert made(found, "named") == ["x-1"]
    assert compose.compose("glob", found, "nl")[0] is None
    assert compose.compose("kind", found, "nl")[0] is None


def test_an_unknown_card_may_be_in_a_file_that_cannot_be_read(tmp_path):
    found = load(tmp_path, cards__b="PK\0\0", decks__a=DECK + "cards: [x-1]\n")
    assert "decks/a.yaml:3:9: error: unknown card 'x-1' (or it is in cards/b.yaml, which cannot be read)" in [
        str(problem) for problem in compose.compose("a", found, "nl")[1]
    ]


def test_a_link_out_of_the_project_is_not_followed(tmp_path):
    (tmp_path / "secret.yaml").write_text(cards("x-1"), "utf-8")
    project = tmp_path / "project"
    (project / "cards").mkdir(parents=True)
    (project / "cards/a.yaml").symlink_to(tmp_path / "secret.yaml")
    found = content.load(project)
    assert errors(found) == [
        "cards/a.yaml:1:1: error: this link leads out of the project (put a copy of it here instead)"
    ]
    assert "x-1" not in found.cards


def test_a_link_inside_the_project_is_followed(tmp_path):
    found = load(tmp_path, shared__a=cards("x-1"), cards__b=cards("x-2"))
    (tmp_path / "cards/a.yaml").symlink_to(tmp_path / "shared/a.yaml")
    found = content.load(tmp_path)
    assert errors(found) == []
    assert {"x-1", "x-2"} <= set(found.cards)


@pytest.mark.parametrize("target", ["nothing.yaml", "a.yaml"])
def test_a_link_to_nothing_or_to_itself_is_a_problem(tmp_path, target):
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards/a.yaml").symlink_to(tmp_path / "cards" / target)
    found = content.load(tmp_path)
    assert [problem.mark.file for problem in found.problems] == ["cards/a.yaml"]
    assert found.problems[0].message.startswith("the file cannot be read: ")


@pytest.mark.parametrize(
    "path", ["../secret.yaml", "/etc/passwd", "cards/../../secret.yaml", "cards/link.yaml", "x" * 5000, "a\0b"]
)
def test_no_file_is_found_outside_of_the_roots(tmp_path, path):
    (tmp_path / "secret.yaml").write_text("x", "utf-8")
    project = tmp_path / "project"
    (project / "cards").mkdir(parents=True)
    (project / "cards/link.yaml").symlink_to(tmp_path / "secret.yaml")
    assert content.load(project).files(path) == []


def test_file_names_are_shown_without_what_a_terminal_would_obey(tmp_path):
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards/a\x1b[31m\n.yaml").write_text("x", "utf-8")
    (tmp_path / os.fsdecode(b"cards/\xff.yaml")).write_text("x", "utf-8")
    assert all(str(problem).isprintable() for problem in content.load(tmp_path).problems)
    assert len(content.load(tmp_path).problems) == 2


# --- one mistake, one problem; and no mistake hides another ---


def test_an_error_belongs_to_its_card(tmp_path):
    text = cards("x-1", "x-2", "x-3").replace("x-2: {kind", "x-2: {knd")
    assert set(load(tmp_path, cards__a=text).broken) == {"cards/x-2"}


def test_an_error_outside_the_cards_belongs_to_all_of_the_file(tmp_path):
    assert set(load(tmp_path, cards__a=cards("x-1", "x-2") + "siut: story\n").broken) == {"cards/x-1", "cards/x-2"}


def test_a_card_with_other_mistakes_still_has_its_references_checked(tmp_path):
    text = "language: nl\ncards:\n  x-1: {kind: episode, titel: A, text: B, method: rond, next: x-2}\n"
    assert [problem.message for problem in sorted(load(tmp_path, cards__a=text).problems)] == [
        "unknown field 'titel'",
        "unknown method 'rond'",
        "unknown card 'x-2'",
    ]


def test_a_broken_method_is_not_an_unknown_one(tmp_path):
    method = (
        "  m-1: {kind: method, title: A, text: B, participants: {min: 1, max: 2}, phases: [{label: C, seconds: x}]}\n"
    )
    text = cards("x-1").replace("text:", "method: m-1, text:") + method
    found = load(tmp_path, cards__a=text, decks__a=DECK + "cards: [x-1]\n")
    assert len(found.problems) == 1
    deck, problems = compose.compose("a", found, "nl")
    assert deck is None
    assert [problem.severity for problem in problems] == ["note"]


def test_defaults_of_a_file_reach_its_cards(tmp_path):
    text = "language: nl\nkind: question\nsuit: play\nlevel: team\ncards:\n  x-1: {title: A, text: B}\n"
    found = load(tmp_path, cards__a=text.replace("level: team\n", ""))
    assert errors(found) == []
    assert found.cards["x-1"].value.suit == "play"
    assert errors(load(tmp_path, cards__a=text)) == [
        "cards/a.yaml:4:1: error: unknown field 'level' (indent it, when it belongs to the card above it)"
    ]


def test_paper_that_does_not_lie_upright_is_refused(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/papers.yaml").write_text("wide: {width: 297 mm, height: 210 mm}\n", "utf-8")
    found = content.load(tmp_path)
    assert [problem.message for problem in found.problems] == ["paper lies upright here"]
    assert "wide" not in found.papers

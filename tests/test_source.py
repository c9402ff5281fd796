"""Reading YAML: texts stay as they were typed, and every node knows where it stands."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards import source
from teamcards.problems import Mark
from teamcards.source import Node

WORDS = st.text(st.characters(blacklist_categories=("C", "Z")) | st.sampled_from(" :#-'\"{}[],&*!|>%@`"), max_size=12)
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


def some(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3)


TREES = st.dictionaries(KEYS, st.recursive(WORDS, some, max_leaves=10), min_size=1, max_size=4)


def read(text: str) -> Node:
    node, problems = source.parse(text.encode(), "a.yaml")
    assert [str(problem) for problem in problems] == []
    assert node is not None
    return node


def problems(text: str | bytes) -> list[str]:
    _, found = source.parse(text if isinstance(text, bytes) else text.encode(), "a.yaml")
    return [str(problem) for problem in sorted(found)]


def written(value: object, indent: int = 0) -> str:
    """A tree as YAML: texts in single quotes, one field or item a line."""
    space = "\n" + " " * indent
    if isinstance(value, dict):
        return "".join(f"{space}{key}:{written(item, indent + 2)}" for key, item in value.items())
    if isinstance(value, list):
        return "".join(f"{space}- {written(item, indent + 2).lstrip()}" for item in value)
    return " '" + str(value).replace("'", "''") + "'"


@settings(max_examples=60)
@given(TREES)
def test_texts_come_back_as_they_were_written(tree):
    assert read(written(tree)).plain() == normal(tree)


def normal(value: object) -> object:
    """A tree with its letters composed, as reading makes them."""
    if isinstance(value, dict):
        return {key: normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    return unicodedata.normalize("NFC", str(value))


@settings(max_examples=60)
@given(TREES)
def test_marks_point_at_the_text(tree):
    text = written(tree)
    lines = text.split("\n")

    def check(node: Node) -> None:
        here = lines[node.mark.line - 1][node.mark.column - 1 :]
        if isinstance(node.value, dict):
            for key, item in node.value.items():
                assert lines[item.key.line - 1][item.key.column - 1 :].startswith(f"{key}:")
                check(item)
        elif isinstance(node.value, list):
            assert here.startswith("-")
            for item in node.value:
                check(item)
        else:
            assert here.startswith("'")

    check(read(text))


@pytest.mark.parametrize(
    "scalar", ["no", "yes", "on", "null", "~", "1.10", "007", "1e3", "0x1F", "2026-07-01", "12:30", "NaN"]
)
def test_every_scalar_is_text(scalar):
    assert read(f"title: {scalar}").plain() == {"title": scalar}


def test_letters_are_composed_but_columns_count_what_was_typed():
    assert read("title: cafe\u0301").plain() == {"title": "café"}
    assert problems("{a: e\u0301e\u0301, b: x: y}") == [
        "a.yaml:1:15: error: a colon in a text without quotes (put quotes around the whole text)"
    ]


def test_block_texts_keep_their_lines():
    assert read("text: |\n  een\n  twee: drie # vier\n").plain() == {"text": "een\ntwee: drie # vier\n"}


def test_comments_are_not_texts():
    assert read("# kop\ntitle: Ja  # uitleg\nsize: poker #\n").plain() == {"title": "Ja", "size": "poker"}


def test_find_stops_at_the_last_node_that_exists():
    node = read("cards:\n  a:\n    options: [een, twee]\n")
    assert node.find(["cards", "a", "options", 1]).value == "twee"
    assert node.find(["cards", "a", "options", 7]).mark == Mark("a.yaml", 3, 14)
    assert node.find(["cards", "b", "title"]).key == Mark("a.yaml", 1, 1)


def test_reading_goes_on_after_each_mistake():
    text = 'a: b: c\nd:\n\te: e\nf: *g\nh: [i\nj: "k\nl: m\n'
    assert [line.split(":")[1] for line in problems(text)] == ["1", "3", "4", "5", "6"]


def test_columns_stay_right_after_a_line_was_moved():
    assert problems("a:\n    kind: x\n      title: De vraag: wie\n") == [
        "a.yaml:3:7: error: this line is indented too deep (align it with the fields above it)",
        "a.yaml:3:22: error: a colon in a text without quotes (put quotes around the whole text)",
    ]


def test_columns_stay_right_after_a_tab():
    assert problems("a:\n\ttitle: De vraag: wie\n") == [
        "a.yaml:2:1: error: a tab starts this line (indent with plain spaces)",
        "a.yaml:2:17: error: a colon in a text without quotes (put quotes around the whole text)",
    ]


def test_one_kind_of_saving_is_one_problem():
    assert problems(b"a: \xe9\nb: \xe8\nc: \xeb\n") == [
        "a.yaml:1:4: error: the character 'é' is not saved as UTF-8 (save the file as UTF-8; 2 more lines have it)"
    ]


def test_a_bomb_of_aliases_does_not_go_off():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    node, found = source.parse(bomb.encode(), "a.yaml")
    assert node is not None
    assert len(str(node.plain())) < 500
    assert len(found) == 9 + 8 * 3


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_without_recursion(sign):
    assert problems("a: " + sign * 3000)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path):
    node, found = source.read(tmp_path, "cards")
    assert node is None
    assert [problem.message for problem in found] == ["the file cannot be read: Is a directory"]


def test_a_mistake_is_explained_alike_without_libyaml(monkeypatch):
    text = "a: b: c\nd:e\nf: \"g\nh: 'i'j'\nk: @l\nm: {nl: n en: o}\n"
    fast = problems(text)
    monkeypatch.setattr(source, "_LOADER", source.yaml.SafeLoader)
    assert problems(text) == fast
    assert len(fast) == 6

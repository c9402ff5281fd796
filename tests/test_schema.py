"""Nodes into values: what is wrong is said in words an author knows, once, in its place."""

from __future__ import annotations

import pytest

from teamcards import model, schema, source, template, values
from teamcards.source import Node


def node(text: str) -> Node:
    found, problems = source.parse(text.encode(), "a.yaml")
    assert found is not None
    assert problems == []
    return found


def problems(kind: type[values.Checked], text: str, language: str | None = "nl") -> list[str]:
    return [str(problem) for problem in schema.build(kind, node(text), language)[1]]


UNIT = "write a number and a unit, such as 63 mm, 2.5 in or 180 pt"
FLOOR = "lower it, or plan more minutes"
EPISODE = "kind: episode\ntitle: De goudmijn\ntext: Een bron.\n"


def test_a_plain_text_is_in_the_language_of_its_file():
    value, _ = schema.build(model.Episode, node(EPISODE), "nl")
    assert value is not None
    assert value.title.root == {"nl": "De goudmijn"}


def test_a_misspelt_field_is_not_missing_as_well():
    assert problems(model.Episode, EPISODE.replace("title", "titel")) == [
        "a.yaml:2:1: error: unknown field 'titel' (did you mean 'title'?)"
    ]


@pytest.mark.parametrize(("typed", "meant"), [("bron", "source"), ("tijd", "minutes"), ("Notes", "notes")])
def test_other_words_for_a_field_are_understood(typed, meant):
    assert schema.did_you_mean(typed, list(model.Episode.model_fields)) == f"did you mean '{meant}'?"


def test_an_unknown_field_without_a_near_one_lists_what_there_is():
    found = problems(model.Episode, EPISODE + "zzzz: x\n")
    assert found == [
        "a.yaml:4:1: error: unknown field 'zzzz' "
        "(one of title, suit, method, minutes, notes, source, evidence, picture, qr, hand_out, ideas, kind, text, next)"
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("minutes: 1.5", "expected a whole number, found '1.5' (digits only, such as 10)"),
        ("minutes: " + "9" * 5000, f"expected a whole number, found '{'9' * 59}…' (digits only, such as 10)"),
        ("minutes: -1", "expected 0 or more, found '-1'"),
        ("minutes: 601", "expected 600 or less, found '601'"),
        ("minutes: [5]", "expected a whole number, found a list (digits only, such as 10)"),
        ("minutes:", "'minutes' is empty (fill it in)"),
        ("ideas: S1.1", "expected a list, found 'S1.1' (write [S1.1])"),
        ("method: Stille ronde", "'Stille ronde' cannot be an id (use lower-case letters, digits and hyphens)"),
        ("evidence: measured", "expected fields, found 'measured' (write {grade: ...})"),
        ("evidence: {grade: meten}", "unknown grade 'meten' (one of measured, quoted, reasoned, disputed)"),
        ("evidence: {grade: []}", "'grade' is empty (fill it in)"),
        ("evidence: {grade: [a]}", "expected one word, found a list (one of measured, quoted, reasoned, disputed)"),
        ("notes: {nl: [a]}", "expected a text, found a list"),
        ("notes: {Dutch: a}", "unknown language 'Dutch' (did you mean 'nl'?)"),
    ],
)  # fmt: skip
def test_what_was_found_and_what_was_expected(written, said):
    assert [line.partition("error: ")[2] for line in problems(model.Episode, EPISODE + written + "\n")] == [said]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("size: {width: 63, height: 88 mm}", f"'63' does not fit here ({UNIT})"),
        ("size: {width: 19.9 mm, height: 88 mm}", "'19.9 mm' does not suit a card (from 20 mm to 300 mm)"),
        ("size: [63, 88]", "expected fields, found a list (write {width: ..., height: ...})"),
        ("backs: {questoin: none}", "unknown kind 'questoin' (did you mean 'question'?)"),
        ("backs: {question: nothing}", "unknown back 'nothing' (one of common, facilitator, none)"),
        ("languages: []", "'languages' is empty (fill it in)"),
        ("languages: [nl, nl]", "a language stands here twice (keep one)"),
        ("agenda: [{title: A, minutes: 5, floor: 6}]", f"the floor is '6', above the 5 minutes planned ({FLOOR})"),
        ("agenda: [{title: A, minutes: x, floor: 6}]", "expected a whole number, found 'x' (digits only, such as 10)"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_deck(written, said):
    deck = "title: Proef\n" + ("" if written.startswith("languages") else "languages: [nl]\n") + written + "\n"
    assert [line.partition("error: ")[2] for line in problems(model.Recipe, deck)] == [said]


@pytest.mark.parametrize("size", ["{width: 20 mm, height: 300 mm}", "{width: 2.5 in, height: 3.5 in}"])
def test_sizes_up_to_their_bounds_are_fine(size):
    assert problems(model.Recipe, f"title: A\nlanguages: [nl]\nsize: {size}\n") == []


def test_fewest_people_are_not_more_than_most():
    text = "kind: method\ntitle: A\ntext: B\nparticipants: {min: 9, max: 8}\nphases: [{label: C, seconds: 60}]\n"
    assert problems(model.Method, text) == [
        "a.yaml:4:29: error: '8' people at most is fewer than 9 at least (swap 'min' and 'max')"
    ]


def test_a_text_that_is_too_long_is_told_how_long_it_may_be():
    text = f"kind: episode\ntitle: A\ntext: B\nqr: {'x' * 2400}\n"
    assert problems(model.Episode, text) == ["a.yaml:4:5: error: expected 2331 characters at most, found 2400"]


def test_a_list_with_a_wrong_item_is_not_short_as_well():
    text = "kind: decision\ntitle: A\ntext: B\noptions: [Delen, {text: Houden, nxt: a}]\n"
    assert problems(model.Decision, text) == ["a.yaml:4:33: error: unknown field 'nxt' (did you mean 'next'?)"]


def test_a_template_needs_all_styles():
    styles = "styles:\n  body: {font: text, size: 1}\n"
    found = [line for line in problems(template.Template, styles) if "styles" in line]
    assert found == [
        "a.yaml:2:3: error: not all styles are here (add title, kicker, hero, answer, label, panel, option, cell, "
        "step, fact, field, source, band, tag, footer, back)"
    ]


def test_what_remains_of_a_broken_deck_can_be_looked_at():
    text = "title: A\nlanguages: [nl, dutch]\nsise: x\ncards: [a-1, {card: b, copies: x}]\n"
    text += "agenda: [{minutes: x, method: rond}]\n"
    rest = schema.salvage(model.Recipe, node(text), "nl")
    assert rest is not None
    assert [pick.card for pick in rest.cards] == ["a-1", "b"]
    assert rest.agenda[0].method == "rond"

"""A recipe into a deck: what it names is found, or said to be missing with the nearest name."""

from __future__ import annotations

import pytest

from teamcards import compose
from teamcards.deck import Deck

CARDS = """\
language: nl
cards:
  t-01: {kind: episode, title: Bavo, text: Bavo boort een bron aan., notes: Lees voor.}
  t-02: {kind: question, title: Hulp, text: Wie vroeg je om hulp?, level: team, intensity: 2}
  t-03: {kind: question, title: Moed, text: Wat durfde je?, level: pair, suit: play}
"""
HEAD = "title: Proef\nlanguages: [nl]\n"


@pytest.fixture
def deck(project):
    """The deck of a recipe in a project with three cards."""

    def made(recipe: str, language: str = "nl", size: str | None = None) -> Deck:
        found = project(cards__proef=CARDS, decks__proef=HEAD + recipe)
        deck, problems = compose.compose("proef", found, language, size)
        assert deck is not None, [*map(str, found.problems), *map(str, problems)]
        return deck

    return made


@pytest.fixture
def problems(project):
    """What is wrong with a recipe, without the file's name."""

    def found(recipe: str, cards: str = CARDS, head: str = HEAD, language: str = "nl") -> list[str]:
        content = project(cards__proef=cards, decks__proef=head + recipe)
        assert content.problems == ()
        deck, problems = compose.compose("proef", content, language)
        assert deck is None
        return [str(problem).removeprefix("decks/proef.yaml:") for problem in sorted(set(problems))]

    return found


def ids(deck: Deck) -> list[str]:
    return [card.id for card in deck.cards]


@pytest.mark.parametrize(
    ("picks", "picked"),
    [
        ("[t-03, t-01]", ["t-03", "t-01"]),
        ("[t-*]", ["t-01", "t-02", "t-03"]),
        ("[t-03, t-*]", ["t-03", "t-01", "t-02"]),
        ("[{kind: question, card: t-*}]", ["t-02", "t-03"]),
        ("[{card: t-*, level: pair}]", ["t-03"]),
        ("[{card: t-*, intensity: 2}]", ["t-02"]),
        ("[{card: t-*, suit: play}]", ["t-03"]),
        ("[{card: t-*, suit: story}]", ["t-01"]),
    ],
)
def test_cards_come_in_the_order_of_the_recipe(deck, picks, picked):
    assert ids(deck(f"cards: {picks}")) == picked


def test_copies_are_kept(deck):
    assert [card.copies for card in deck("cards: [t-*, {card: t-02, copies: 12}]").cards] == [1, 12, 1]


def test_an_agenda_brings_its_cards(deck):
    made = deck(
        "agenda: [{title: A, minutes: 5, cards: [t-02, t-01]}, {title: B, minutes: 3, floor: 2, cards: [t-02]}]"
    )
    assert ids(made) == ["t-02", "t-01"]
    assert [[card.id for card in part.cards] for part in made.agenda] == [["t-02", "t-01"], ["t-02"]]
    assert [part.floor for part in made.agenda] == [5, 2]


@pytest.mark.parametrize(
    ("part", "dropped", "saves"),
    [
        ("floor: 7, cards: [t-04, t-05, t-06], drop: [t-06]", ["t-06"], 3),  # their share: 7 x 6 / 11
        ("floor: 7, cards: [t-04, t-05, t-06], drop: [t-05, t-04, t-05]", ["t-05", "t-04"], 3),
        ("cards: [t-04, t-05], drop: [t-05]", ["t-05"], 3),  # no more than it takes alone
        ("floor: 7, cards: [t-01, t-05], drop: [t-01]", ["t-01"], 0),  # a card without minutes
        ("floor: 0, cards: [t-04, t-05], drop: [t-04]", ["t-04"], 0),
        ("floor: 7, cards: [t-04, t-05]", [], 0),
    ],
)
def test_dropped_cards_save_their_share_of_the_floor(project, part, dropped, saves):
    cards = "".join(
        f"  t-0{n}: {{kind: episode, title: A, text: B, minutes: {m}}}\n" for n, m in ((4, 2), (5, 3), (6, 6))
    )
    recipe = f"{HEAD}agenda: [{{title: A, minutes: 9, {part}}}]"
    made, problems = compose.compose("proef", project(cards__proef=CARDS + cards, decks__proef=recipe), "nl")
    assert made is not None, problems
    assert [card.id for card in made.agenda[0].drop] == dropped
    assert made.agenda[0].saves == saves


def test_a_card_that_is_the_only_one_of_its_kind_is_not_counted(deck):
    tags = {card.id: card.front.tag for card in deck("cards: [t-01]").cards}
    assert tags == {"t-01": "scène"}


def test_backs_follow_the_kind(deck):
    made = deck("cards: [t-*]\nback: none\nbacks: {episode: facilitator, question: common}")
    assert [card.back for card in made.cards] == ["facilitator", "common", "common"]


def test_a_facilitators_back_needs_notes(deck):
    assert [card.back for card in deck("cards: [t-01, t-02]\nback: facilitator").cards] == ["facilitator", "common"]


def test_a_deck_may_bring_a_suit(deck):
    suit = "suits: {story: {title: Verhaal, letter: X, icon: book-open, colour: '#123456'}}"
    assert deck(f"cards: [t-01]\n{suit}").cards[0].suit.colour == "#123456"


def test_another_size_may_be_asked(deck):
    assert round(deck("cards: [t-01]", size="tarot").width * 25.4 / 72) == 70


@pytest.mark.parametrize(
    ("recipe", "said"),
    [
        ("cards: [t-1]", "3:9: error: unknown card 't-1' (did you mean 't-01'?)"),
        ("cards: [zzzzzzzz]", "3:9: error: unknown card 'zzzzzzzz' (see 'teamcards list cards')"),
        ("cards: [tt-*]", "3:9: error: no card fits 'tt-*' (did you mean 't-*'?)"),
        ("cards: [{card: t-*, level: individual}]", "3:9: error: no card fits 't-*' (did you mean 't-*'?)"),
        ("subtitle: niets", "1:1: error: the deck has no cards (list ids under 'cards:')"),
        ("template: clasic\ncards: [t-01]", "3:11: error: unknown template 'clasic' (did you mean 'classic'?)"),
        ("size: pokr\ncards: [t-01]", "3:7: error: unknown size 'pokr' (did you mean 'poker'?)"),
        ("suit: stroy\ncards: [t-01]", "3:7: error: unknown suit 'stroy' (did you mean 'story'?)"),
        ("agenda: [{title: A, minutes: 1, cards: [t-9]}]\ncards: [t-01]",
         "3:41: error: unknown card 't-9' (see 'teamcards list cards')"),
        ("agenda: [{title: A, minutes: 1, method: t-01}]\ncards: [t-01]",
         "3:41: error: unknown method 't-01' (see 'teamcards list methods')"),
        ("size: {width: 28 mm, height: 88 mm}\ncards: [t-01]",
         "3:7: error: a card of 28 x 88 mm is too small for the template 'classic' (at least 30 x 33 mm)"),
        ("suits: {mijn: {title: Mijn, letter: M, icon: bok-open, colour: '#123456'}}\ncards: [t-01]",
         "3:46: error: unknown icon 'bok-open' (did you mean 'book-open'?)"),
    ],
)  # fmt: skip
def test_what_a_deck_names_must_exist(problems, recipe, said):
    assert problems(recipe) == [said]


def test_every_missing_translation_is_named(problems):
    recipe = "subtitle: {en: Trial}\ncards: [t-01]\nagenda: [{title: A, minutes: 1, if_late: B}]"
    asked = "no 'en' text, and decks/proef.yaml asks for that language"
    assert problems(recipe, head="title: Proef\nlanguages: [nl, en]\n", language="en") == [
        f"cards/proef.yaml:3:32: error: {asked} (write title: {{nl: ..., en: ...}}, or build with --lang nl)",
        f"cards/proef.yaml:3:44: error: {asked} (write text: {{nl: ..., en: ...}}, or build with --lang nl)",
        f"cards/proef.yaml:3:77: error: {asked} (write notes: {{nl: ..., en: ...}}, or build with --lang nl)",
        f"1:8: error: {asked} (write title: {{nl: ..., en: ...}}, or build with --lang nl)",
        f"5:18: error: {asked} (write title: {{nl: ..., en: ...}}, or build with --lang nl)",
        f"5:42: error: {asked} (write if_late: {{nl: ..., en: ...}}, or build with --lang nl)",
    ]


def test_a_language_without_fixed_words_is_named(problems):
    cards = "language: de\ncards:\n  t-01: {kind: episode, title: Bavo, text: Bavo bohrt.}\n"
    found = problems("cards: [t-01]", cards=cards, head="title: {de: Probe}\nlanguages: [de]\n", language="de")
    assert found[0].startswith("2:12: error: no fixed words in the language 'de' (take it out of 'languages', or copy ")


def test_a_deck_with_other_mistakes_still_has_its_names_checked(project):
    found = project(cards__proef=CARDS, decks__proef=HEAD + "sise: poker\ntemplate: clasic\ncards: [t-1]\n")
    deck, problems = compose.compose("proef", found, "")
    assert deck is None
    assert [problem.message for problem in [*found.problems, *problems] if problem.severity == "error"] == [
        "unknown field 'sise'",
        "unknown template 'clasic'",
        "unknown card 't-1'",
    ]

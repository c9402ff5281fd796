"""The built-in cards and decks: complete, valid, in both languages, and true to docs/sources.md."""

import itertools
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from teamcards import compose, fonts
from teamcards.model import KINDS, Card, Recipe, Text

ROOT = Path(__file__).parent.parent
SOURCES = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
CONTEXT = {"language": "nl"}
WORKSHOPS = {"goudmijn-45": 45, "goudmijn-90": 90, "mythes-90": 90, "compleet-180": 180}
FAMILIES = {
    "goudmijn": 36,
    "vijf-mythes": 27,
    "spiegel": 36,
    "afspraak": 18,
    "gereedschap": 9,
    "methods": 28,
}


def read(path: Path) -> dict:
    """A YAML file with every scalar as text, as the product reads it."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def load_cards() -> dict[str, Card]:
    cards = {}
    for path in sorted((ROOT / "cards").glob("*.yaml")):
        for id, data in read(path)["cards"].items():
            assert id not in cards, f"{id} is in two files"
            cards[id] = KINDS[data["kind"]].model_validate(data, context=CONTEXT)
    return cards


CARDS = load_cards()
DECKS = {
    path.stem: Recipe.model_validate(read(path), context=CONTEXT) for path in sorted((ROOT / "decks").glob("*.yaml"))
}
EVERYTHING = {**CARDS, **DECKS}


def texts(value: object) -> Iterator[Text]:
    """All texts inside a card or a deck."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


def picked(deck: Recipe) -> list[str]:
    return [id for pick in deck.cards for id in CARDS if fnmatchcase(id, pick.card)]


@pytest.mark.parametrize(("family", "count"), FAMILIES.items())
def test_counts(family, count):
    assert len(read(ROOT / "cards" / f"{family}.yaml")["cards"]) == count


def test_methods_are_the_cards_of_methods_yaml():
    methods = {id for id, card in CARDS.items() if card.kind == "method"}
    assert methods == set(read(ROOT / "cards" / "methods.yaml")["cards"])
    assert len(CARDS) == 126 + 28


def test_every_text_is_in_both_languages():
    for id, value in EVERYTHING.items():
        for text in texts(value):
            assert set(text.root) == {"nl", "en"}, f"{id}: {text.root}"


@pytest.mark.parametrize("file", ["FiraSans-Regular.ttf", "FiraSans-Bold.ttf"])
def test_the_font_has_every_character(file):
    font = fonts.load("fontpkg_fira_sans", file)
    for id, value in EVERYTHING.items():
        for text in texts(value):
            assert not font.lacks("".join(text.root.values())), f"{id}: {text.root}"


def test_no_text_has_typewriter_quotes():
    for id, value in EVERYTHING.items():
        for text in texts(value):
            assert not re.search(r"""['"]|\.\.\.|___""", "".join(text.root.values())), f"{id}: {text.root}"


def test_cards_name_cards_that_exist():
    for id, card in CARDS.items():
        following = [getattr(card, "next", None), *(option.next for option in getattr(card, "options", ()))]
        assert all(target in CARDS for target in following if target), id
        assert card.method is None or CARDS[card.method].kind == "method", id


def test_texts_name_cards_by_their_title():
    """An id such as gm-d01 says nothing to people at a table, and the card need not be in their deck."""
    code = re.compile(r"\b(?:gm|vm|sp|ac|tk)-[a-z]*\d+\b")
    assert len([id for id in CARDS if code.fullmatch(id)]) == 126, "the ids of all cards but the methods"
    for id, value in EVERYTHING.items():
        for text in texts(value):
            assert not code.search(" ".join(text.root.values())), f"{id}: {text.root}"


def test_texts_say_scene():
    """The cards count scenes; the word for the kind is not for people at a table."""
    for id, value in EVERYTHING.items():
        for text in texts(value):
            assert "episode" not in " ".join(text.root.values()).casefold(), f"{id}: {text.root}"


def test_the_story_is_in_order_of_play():
    story = [id for id in CARDS if re.match(r"gm-[ed]", id) and id != "gm-e12"]
    assert (story[0], story[-1]) == ("gm-e01", "gm-d07")
    for id, following in itertools.pairwise(story):
        assert getattr(CARDS[id], "next", None) in (None, following)


def test_questions_are_called_by_what_they_ask():
    titles = [
        card.title.root[language] for card in CARDS.values() if card.kind == "question" for language in ("nl", "en")
    ]
    assert not [title for title in titles if re.search(r"\d|·", title)]
    assert (
        len({tuple(card.title.root.values()) for card in CARDS.values() if card.kind == "question"}) == len(titles) / 2
    )


def test_decks_pick_cards_that_exist():
    sizes = {name: len(picked(deck)) for name, deck in DECKS.items() if not deck.agenda}
    assert sizes == {"goudmijn": 36, "vijf-mythes": 27, "spiegel": 36, "afspraak": 18, "gereedschap": 27}
    for deck in DECKS.values():
        assert all(any(fnmatchcase(id, pick.card) for id in CARDS) for pick in deck.cards)


@pytest.mark.parametrize(("name", "minutes"), WORKSHOPS.items())
def test_agendas(name, minutes):
    agenda = DECKS[name].agenda
    assert sum(segment.minutes for segment in agenda) == minutes
    for segment in agenda:
        assert segment.floor <= segment.minutes
        assert set(segment.cards) <= set(CARDS)
        assert CARDS[segment.method].kind == "method"


def test_every_deck_is_known():
    assert set(DECKS) == {"goudmijn", "vijf-mythes", "spiegel", "afspraak", "gereedschap", *WORKSHOPS}


def test_sources_name_the_cards_of_each_idea():
    told = {idea: cards.split() for idea, cards in re.findall(r"(?m)^\| (S\d\.\d+) \|.*\| (.*) \|$", SOURCES)}
    carried = {idea: [id for id, card in CARDS.items() if idea in card.ideas] for idea in told}
    assert len(told) == 41
    assert all(told.values())
    assert {idea: sorted(cards) for idea, cards in told.items()} == {
        idea: sorted(cards) for idea, cards in carried.items()
    }
    assert {idea for card in CARDS.values() for idea in card.ideas} == set(told)


def test_what_is_dropped_is_what_the_text_skips_and_saves_time():
    skipping = 0
    for name, deck in DECKS.items():
        for part in deck.agenda:
            said = part.if_late.root["nl"] if part.if_late else ""
            assert bool(part.drop) == (said.endswith("overslaan") or said.startswith("alleen ‘De solist’")
                                       or said.startswith("alleen opnieuw stemmen")), f"{name}: {said}"  # fmt: skip
            assert set(part.drop) < set(part.cards) or not part.drop, f"{name}: {said}"
            if title := re.fullmatch("‘(.+)’ overslaan", said):
                assert [CARDS[id].title.root["nl"] for id in part.drop] == [title[1]]
                skipping += 1
            for id in set(part.cards) - set(part.drop) if said.startswith("alleen ‘") else ():
                assert CARDS[id].title.root["nl"] in said
    assert skipping == 10


@pytest.mark.parametrize("name", WORKSHOPS)
def test_a_drop_saves_a_minute_at_least(shipped, name):
    deck, _ = compose.compose(name, shipped, "nl")
    assert deck is not None
    saved = {part.title: part.saves for part in deck.agenda if part.drop}
    assert saved
    assert min(saved.values()) >= 1, saved

"""What is counted and said in a workshop: typed by keyboard, shown on cue, kept, compared and taken along as a file."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import Open, place, press, until
from test_writers_slides import (
    CHOICE,
    DECISION,
    QUESTION,
    ROOT,
    VOTE,
    WRITING,
    card,
    example,
    part,
    shipped_deck,
)  # fmt: skip

from teamcards.deck import Deck, Method, Part, Segment
from teamcards.writers import slides

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

KEY = "teamcards-session-voorbeeld.nl"
OPTIONS = [span.text for block in DECISION.front.parts[2].blocks for span in block.spans]
SHOWN = "document.querySelectorAll('main .result').length === 1"
HIDDEN = "document.querySelectorAll('main .result').length === 0"


def asking() -> Deck:
    """The small workshop, with a card for each way to count."""

    def asks(id: str, kind: str, method: str, *parts: Part) -> Any:
        return card(id, kind, CHOICE, f"Kaart {id}", *parts, method=Method(method, method, ()))

    six = part("options", *("scène " + mark for mark in "abcdef"), marks=tuple("ABCDEF"))
    three = part("options", "oud", "groot", "snel", marks=tuple("ABC"))
    side = card("c-vote", "vote", CHOICE, "Stemkaart", part("answer", "Klopt"), method=VOTE)
    more = (
        asks("c-line", "statement", "position-line", part("hero", "Samen is beter."), part("ballot", "Eens", "Oneens")),
        asks("c-fist", "statement", "fist-of-five", part("hero", "We doen het.")),
        asks("c-fists", "decision", "fist-of-five", three),
        asks("c-level", "question", "delegation-poker", part("hero", "Wie beslist?")),
        asks("c-dots", "decision", "dot-voting", six),
        asks("c-rank", "decision", "forced-ranking", three),
        side._replace(reveal=side.front._replace(parts=(part("answer", "Klopt niet"),))),
        card("c-write", "question", QUESTION, "Stil", part("hero", "Wat zie je?"), method=WRITING),
    )
    deck = example()
    again = Segment("Nog eens", 5, 5, tuple(it for it in deck.cards if it.id == "vm-m01"), None, "")
    actions = tuple(
        card(f"a-{n}", "action", CHOICE, title) for n, title in enumerate(("Beller", "Luisteraar", "Schrijver"))
    )
    dots = Segment("Stippen", 6, 6, actions, Method("dot-voting", "Stippen plakken", ()), "")
    return deck._replace(cards=(*deck.cards, *more, *actions), agenda=(*deck.agenda, again, dots))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("votes")
    shorter = DECISION._replace(front=DECISION.front._replace(parts=(part("options", "ja", "nee", marks=("A", "B")),)))
    decks = {
        "example": asking(),
        "shorter": asking()._replace(cards=(shorter,), agenda=()),
        "english": shipped_deck("goudmijn", "en"),
    }
    for name, deck in decks.items():
        (folder / f"{name}.html").write_text(slides.write(deck, [ROOT]), "utf-8")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


def count(page: Any, *typed: str, people: str = "12") -> None:
    """Opens the panel and types the counts; the number of people where nobody has said it yet."""
    press(page, "v")
    if page.evaluate("document.activeElement.id") == "page.votes-people":
        page.keyboard.type(people)
        press(page, "Enter")
    for order, text in enumerate(typed):
        if order:
            press(page, "ArrowDown")
        page.keyboard.type(text)


def panel(page: Any) -> Any:
    return page.get_by_role("dialog", name="Stemmen tellen")


def table(page: Any) -> list[list[str]]:
    """The table on the slide, a row for each option, as text."""
    rows = page.locator("main .result tr").all()
    return [[cell.inner_text().replace("\n", " ").strip() for cell in row.locator("th, td").all()] for row in rows]


def said(page: Any) -> str:
    return str(page.locator("[id='page.live']").text_content())


# --- counting --------------------------------------------------------------------------------------------------


def test_hands_are_typed_and_shown_only_on_cue(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5", "3", "1", "2")
    assert page.locator("[id='page.votes-sum']").inner_text() == "11 van 12 geteld, nog 1"
    assert page.evaluate(HIDDEN), "nothing is shown while hands are counted"
    press(page, "Enter", "Enter")
    assert page.locator("dialog[open]").count() == 0
    assert table(page) == [
        ["antwoord", "", "handen", "aandeel"],
        ["A alles op tafel leggen", "", "5", "45%"],
        ["B een deel ruilen met Sander", "", "3", "27%"],
        ["C alles zelf houden", "", "1", "9%"],
        ["D eerst de baas om spelregels vragen", "", "2", "18%"],
    ]
    assert page.locator("main .result caption").inner_text() == "11 van 12 geteld"
    assert page.locator("#gm-d01 .options").is_hidden(), "the table says the options"
    assert said(page).strip() == "Uitslag: " + ", ".join(
        f"{mark} {text} {n}" for mark, text, n in zip("ABCD", OPTIONS, (5, 3, 1, 2), strict=True)
    )
    widths = [box["width"] for box in (bar.bounding_box() for bar in page.locator("main .amount").all()) if box]
    assert widths == sorted(widths, reverse=True)[:2] + sorted(widths)[:2]
    press(page, "Shift+V")
    assert page.evaluate(HIDDEN)
    assert page.locator("#gm-d01 .options").is_visible()


def test_every_key_of_the_panel(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5")
    press(page, "+", "+", "-", "ArrowDown", "-", "+")
    fields = page.locator("[id='page.votes-rows'] input")
    assert [field.input_value() for field in fields.all()] == ["6", "1", "", ""]
    press(page, "ArrowUp", "ArrowUp")
    assert page.evaluate("document.activeElement.id") == "page.votes-people"
    press(page, "v")
    assert page.locator("dialog[open]").count() == 0
    count(page, "4")
    press(page, "Shift+V")
    assert page.evaluate(SHOWN)
    assert page.locator("dialog[open]").count() == 0
    press(page, "v")
    panel(page).get_by_role("button", name="Eén minder: A alles op tafel leggen").click()
    panel(page).get_by_role("button", name="Eén meer: D").click()
    assert [field.input_value() for field in fields.all()] == ["3", "1", "", "1"]
    press(page, "v", "v")
    page.keyboard.type("2")
    press(page, "PageDown")
    assert (place(page), page.locator("dialog[open]").count()) == ("segment.2", 0), "a clicker turns the page"


def test_what_cannot_be_is_said_and_a_sum_too_large_is_not_refused(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "drie", "7", "6", "40")
    wrong = [it.inner_text() for it in page.locator("[id='page.votes-rows'] .wrong").all()]
    assert wrong == ["‘drie’ is geen heel getal.", "", "", "40 is te veel: er zijn er hoogstens 12."]
    assert page.locator("[id='page.votes-sum']").inner_text() == "Samen 13, maar er zijn er hoogstens 12: tel opnieuw."
    field = page.locator("[id='page.votes-rows'] input").first
    assert field.get_attribute("aria-invalid") == "true"
    assert field.get_attribute("aria-describedby") == "page.votes-wrong-0 page.votes-sum"
    press(page, "Escape", "Shift+V")
    assert [row[2] for row in table(page)[1:]] == ["0", "7", "6", "0"]
    assert page.locator("main caption").inner_text() == "13 geteld, en dat is meer dan 12"


@pytest.mark.parametrize("people", ["1", "201", "x", "2.5"])
def test_people_are_two_to_two_hundred_and_asked_once(visit: Open, people: str) -> None:
    page = visit("#gm-d01")
    press(page, "v")
    page.keyboard.type(people)
    press(page, "Tab")
    assert page.locator("[id='page.votes-wrong']").inner_text() == said(page) == "Een heel getal van 2 tot 200."
    page.evaluate("session.set('people', 9)")
    press(page, "Escape")
    page.evaluate("location.hash = 'vm-m01'")
    until(page, "location.hash === '#vm-m01'")
    count(page, "9")
    assert page.locator("[id='page.votes-sum']").inner_text() == "9 van 9 geteld"


def test_a_second_vote_keeps_the_first_and_shows_both_with_the_shift(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5", "3", "1", "2")
    press(page, "Enter", "Enter", "v")
    panel(page).get_by_role("button", name="Opnieuw stemmen").press("Enter")
    assert page.evaluate(HIDDEN), "the first result is gone while people vote again"
    assert panel(page).get_by_text("Tweede stemming").is_visible()
    for text in ("2", "7", "0", "3"):
        page.keyboard.type(text)
        press(page, "ArrowDown")
    press(page, "Enter")
    assert [row[2:] for row in table(page)] == [
        ["eerst", "daarna", "verschil"], ["5", "2", "−3"], ["3", "7", "+4"], ["1", "0", "−1"], ["2", "3", "+1"],
    ]  # fmt: skip
    assert page.locator("main .shift").inner_text() == (
        "Minstens 5 en hoogstens 12 van de 12 mensen kozen anders; niet stemmen telt als keuze. "
        "Wie dat zijn, is aan totalen niet te zien."
    )
    assert "B een deel ruilen met Sander 3 → 7" in said(page)


def test_a_second_vote_that_nobody_gave_can_be_taken_back(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5")
    again = panel(page).get_by_role("button", name="Opnieuw stemmen")
    back = panel(page).get_by_role("button", name="Toch niet opnieuw")
    again.click()
    back.click()
    assert page.locator("[id='page.votes-rows'] input").first.input_value() == "5"
    again.click()
    page.keyboard.type("3")
    assert back.is_disabled(), "what was counted is not thrown away"


# --- a myth ----------------------------------------------------------------------------------------------------


def test_a_myth_is_voted_on_again_and_tells_nothing_before_its_answer(visit: Open) -> None:
    page = visit("#vm-m01")
    assert place(page) == "vm-m01"
    count(page, "8", "2")
    press(page, "Enter", "Enter")
    assert [row[0] for row in table(page)[1:]] == ["Klopt", "Klopt niet"]
    assert page.locator("body").inner_text().count("De juiste persoon aan de lijn") == 0
    page.evaluate("location.hash = 'vm-m01~2'")
    until(page, "location.hash === '#vm-m01~2'")
    assert page.evaluate(SHOWN), "the same card, the same count"
    press(page, "v")
    panel(page).get_by_role("button", name="Opnieuw stemmen").click()
    page.keyboard.type("3")
    press(page, "Enter")
    page.keyboard.type("9")
    press(page, "PageDown")
    assert place(page) == "vm-m01~2/1"
    assert page.evaluate(HIDDEN), "not before it is asked for"
    assert page.locator(".sign").inner_text() == "12 geteld"
    press(page, "Shift+V")
    assert [row[2:] for row in table(page)[1:]] == [["8", "3", "−5"], ["2", "9", "+7"]]
    assert page.get_by_text("De juiste persoon aan de lijn").is_visible()


def test_both_sides_of_a_vote_card_are_its_answers(visit: Open) -> None:
    page = visit("#c-vote")
    count(page, "4", "8")
    press(page, "Shift+V")
    assert [row[0] for row in table(page)[1:]] == ["Klopt", "Klopt niet"]


# --- other ways ------------------------------------------------------------------------------------------------


def test_a_line_has_named_ends_and_shows_before_and_after(visit: Open) -> None:
    page = visit("#c-line")
    count(page, "4", "2", "1", "2", "3")
    press(page, "Shift+V", "v")
    panel(page).get_by_role("button", name="Opnieuw stemmen").click()
    for text in ("1", "2", "4", "3", "2"):
        page.keyboard.type(text)
        press(page, "Enter")
    press(page, "Enter")
    assert table(page) == [
        ["", "1 helemaal eens", "2", "3 ertussenin", "4", "5 helemaal oneens"],
        ["eerst", "4", "2", "1", "2", "3"],
        ["daarna", "1", "2", "4", "3", "2"],
    ]


WAYS = {
    "gm-d01": ["Handen per antwoord", "Stippen", "Rangorde", "Vuist tot vijf", "Plaatsen op de lijn"],
    "c-line": ["Plaatsen op de lijn", "Handen per antwoord", "Vuist tot vijf"],
    "c-fist": ["Vuist tot vijf", "Handen per antwoord", "Plaatsen op de lijn"],
    "c-fists": ["Vuist tot vijf: A", "Vuist tot vijf: B", "Vuist tot vijf: C", "Handen per antwoord", "Stippen"],
    "c-level": ["Delegatieniveau", "Handen per antwoord"],
    "c-dots": ["Stippen", "Handen per antwoord"],
    "c-rank": ["Rangorde", "Handen per antwoord"],
    "gm-e02": [],
}


def test_the_method_of_a_card_says_what_is_counted_and_others_can_be_chosen(visit: Open) -> None:
    page = visit("#gm-d01")
    for id, expected in WAYS.items():
        page.evaluate(f"location.hash = '{id}'")
        until(page, f"location.hash === '#{id}'")
        press(page, "v")
        assert panel(page).is_visible() == bool(expected)
        assert panel(page).locator("option").all_inner_texts()[: len(expected)] == expected
        press(page, "Escape")
        assert page.locator(".bar [data-command=votes]").is_enabled() == bool(expected)
        if not expected:
            press(page, "Escape")


def test_each_way_keeps_its_own_counts(visit: Open) -> None:
    page = visit("#c-fists")
    count(page, "1", "0", "2", "3", "4", "2")
    page.locator("[id='page.votes-way']").select_option(label="Vuist tot vijf: B")
    assert page.locator("[id='page.votes-rows'] input").first.input_value() == ""
    press(page, "Tab")
    page.locator("[id='page.votes-rows'] input").first.focus()
    page.keyboard.type("6")
    press(page, "Shift+V")
    assert page.locator("main caption").inner_text() == "B groot · 6 van 12 geteld"
    press(page, "v")
    page.locator("[id='page.votes-way']").select_option(label="Vuist tot vijf: A")
    assert [field.input_value() for field in page.locator("[id='page.votes-rows'] input").all()] == list("102342")
    assert page.evaluate(HIDDEN), "another way is another result"


def test_dots_are_as_many_as_each_person_has(visit: Open) -> None:
    page = visit("#c-dots")
    press(page, "v")
    page.keyboard.type("10")
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "page.votes-each"
    page.keyboard.type("3")
    press(page, "Enter")
    page.keyboard.type("20")
    assert page.locator("[id='page.votes-sum']").inner_text() == "20 van 30 geteld, nog 10"
    press(page, "Shift+V")
    assert table(page)[:2] == [["antwoord", "", "stippen", "aandeel"], ["A scène a", "", "20", "100%"]]


def test_orders_of_groups_are_shown_together_with_ties(visit: Open) -> None:
    page = visit("#c-rank")
    count(page, "bac", "A B C", "CC")
    wrong = page.locator("[id='page.votes-rows'] .wrong").all_inner_texts()
    assert wrong == ["", "", "C staat er twee keer.", ""]
    press(page, "Backspace")
    page.keyboard.type("X")
    assert page.get_by_text("‘X’ is geen letter van deze kaart.").is_visible()
    press(page, "Enter", "Enter", "Enter")
    assert page.locator("dialog[open]").count() == 0
    assert table(page) == [
        ["samen", "antwoord", "Groep 1", "Groep 2"],
        ["1. gelijk", "A oud", "2", "1"],
        ["1. gelijk", "B groot", "1", "2"],
        ["3.", "C snel", "3", "3"],
    ]
    assert page.locator(".sign").inner_text() == "volgordes: 2"


# --- two tabs, reloads, junk -----------------------------------------------------------------------------------


def test_the_speaker_types_and_the_room_sees_only_what_is_shown(visit: Open) -> None:
    main = visit("#gm-d01")
    desk = visit("?view=speaker", beside=main)
    count(desk, "5", "3")
    until(main, "document.querySelector('.sign')?.textContent === '8 geteld'")
    assert main.evaluate(HIDDEN)
    assert main.locator("dialog[open]").count() == 0
    assert main.locator("#gm-d01 .options").is_visible()
    press(desk, "Shift+V")
    until(main, SHOWN)
    assert [row[2] for row in table(main)[1:]] == ["5", "3", "0", "0"]
    press(main, "Shift+V")
    until(desk, HIDDEN)


def test_a_reload_keeps_counts_and_words_and_another_slide_says_nothing_of_them(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5", "3")
    press(page, "Shift+V", "w")
    page.keyboard.type("lef")
    press(page, "Enter", "Escape")
    before = table(page)
    for again in (page.reload, lambda: press(page, "ArrowRight", "ArrowLeft")):
        again()
        assert table(page) == before
        assert page.locator("main .said li").all_inner_texts() == ["lef"]
        assert page.locator(".sign").all_inner_texts() == ["8 geteld", "1 opgeschreven"]
    press(page, "ArrowLeft")
    assert page.locator(".sign, .result, .said").count() == 0


def test_starting_over_clears_counts_and_words(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5", "3")
    press(page, "Shift+V")
    page.evaluate("commands.clear()")
    page.evaluate("location.hash = 'gm-d01'")
    until(page, "location.hash === '#gm-d01'")
    assert page.locator(".sign, .result").count() == 0
    press(page, "v")
    assert page.evaluate("document.activeElement.id") == "page.votes-people", "the room is asked again"


JUNK: list[dict[str, Any]] = [
    {"votes.gm-d01": 7, "words.gm-d01": {"a": 1}, "people": "veel", "words shown.gm-d01": 3},
    {"votes.gm-d01": {"way": "constructor", "shown": True, "hands": "x"}, "people": -3},
    {"votes.gm-d01": {"shown": True, "hands": [None, 7, [1]]}, "words.gm-d01": [None, 3, {}, " "]},
    {"votes.gm-d01": {"shown": True, "hands": [[{}, 5, None, "1"], "x"]}, "people": 1e9},
    {"votes.gm-d01": {"way": "rank", "shown": True, "rank": [["<b>", "ABCDEFGHIJKLMNOP", "A" * 999] * 99]}},
    {"votes.gm-d01": {"way": "dots", "each": -1, "shown": True, "dots": [["9" * 999]]}},
]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_that_was_kept_is_survived(visit: Open, junk: dict[str, Any]) -> None:
    page = visit("#deck.title")
    keep = """([key, junk]) => {
        const entries = Object.entries(junk).map(([name, value]) => [name, [value, Date.now()]]);
        localStorage.setItem(key, JSON.stringify({ began: 0, entries: Object.fromEntries(entries) }));
    }"""
    page.evaluate(keep, [KEY, junk])
    page.goto("about:blank")
    page.go_back()
    page.evaluate("location.hash = 'gm-d01'")
    until(page, "location.hash === '#gm-d01'")
    page.evaluate("commands.export()")
    press(page, "Escape", "v")
    assert panel(page).is_visible()
    page.locator("[id='page.votes-way']").select_option("hands")
    page.locator("[id='page.votes-rows'] input").first.fill("4")
    press(page, "Escape", "Shift+V", "w")
    page.keyboard.type("toch")
    press(page, "Enter", "Escape")
    assert "4" in table(page)[1]
    assert page.locator("main .said li").all_inner_texts() == ["toch"]


def test_counts_of_an_older_deck_count_for_the_options_that_are_left(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5", "3", "1", "2")
    press(page, "Shift+V")
    other = visit("#gm-d01", beside=page, name="shorter")
    assert [row[0::2] for row in table(other)[1:]] == [["A ja", "5"], ["B nee", "3"]]


# --- words -----------------------------------------------------------------------------------------------------


def test_words_are_written_edited_removed_and_taken_back(visit: Open) -> None:
    page = visit("#sp-q01")
    wall = page.get_by_role("dialog", name="Woorden opschrijven")
    texts = ["vertrouwen", "<b>eerlijk</b> & <img src=x onerror=alert(1)>", "tijd"]
    press(page, "w")
    for text in texts:
        page.keyboard.type(text)
        press(page, "Enter")
    shown = page.locator("main .said li")
    assert shown.all_inner_texts() == texts
    assert page.locator("main .said :is(b, img)").count() == 0
    wall.get_by_role("textbox", name="Tekst 2").fill("eerlijkheid")
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "page.wall-new"
    wall.get_by_role("button", name="Tekst 1 weghalen").press("Enter")
    assert shown.all_inner_texts() == ["eerlijkheid", "tijd"]
    undo = wall.get_by_role("button", name="Ongedaan maken")
    for expected in (["vertrouwen", "eerlijkheid", "tijd"], texts):
        undo.press("Enter")
        assert shown.all_inner_texts() == expected
    press(page, "Escape")
    assert page.locator(".sign").inner_text() == "3 opgeschreven"
    assert page.get_by_role("list", name="Wat er gezegd is").is_visible()


def test_another_word_goes_where_an_emptied_field_is_left(visit: Open) -> None:
    page = visit("#sp-q01")
    press(page, "w")
    for text in ("een", "twee", "drie"):
        page.keyboard.type(text)
        press(page, "Enter")
    wall = page.get_by_role("dialog", name="Woorden opschrijven")
    wall.get_by_role("textbox", name="Tekst 1").fill("")
    wall.get_by_role("button", name="Tekst 3 weghalen").click()
    assert page.locator("main .said li").all_inner_texts() == ["een", "twee"]
    assert wall.get_by_role("textbox", name="Tekst 1").input_value() == "een", "an empty field is no change"


def test_what_is_being_typed_stays_when_another_tab_adds_a_word(visit: Open) -> None:
    page = visit("#sp-q01")
    press(page, "w")
    page.keyboard.type("een")
    press(page, "Enter")
    other = visit("#sp-q01", beside=page)
    field = page.get_by_role("textbox", name="Tekst 1")
    field.fill("een heel lang")
    press(other, "w")
    other.keyboard.type("twee")
    press(other, "Enter")
    until(page, "document.querySelectorAll('main .said li').length === 2")
    assert field.input_value() == "een heel lang"
    field.press("Enter")
    assert page.locator("main .said li").all_inner_texts() == ["een heel lang", "twee"]
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    assert page.locator("main .said li").all_inner_texts() == ["twee"], "only what this tab did"
    other.evaluate("commands.clear()")
    until(page, "document.querySelectorAll('main .said li').length === 0")
    page.evaluate("location.hash = 'sp-q01'")
    until(page, "location.hash === '#sp-q01'")
    press(page, "w")
    assert page.get_by_role("button", name="Ongedaan maken").is_disabled(), "what was forgotten stays forgotten"


@pytest.mark.parametrize("key", ["v", "w"])
def test_a_panel_closes_when_another_tab_turns_the_page(visit: Open, key: str) -> None:
    page = visit("#gm-d01")
    desk = visit("?view=speaker", beside=page)
    press(desk, key)
    if key == "v":
        desk.keyboard.type("12")
        press(desk, "Enter")
    press(page, "ArrowRight")
    until(desk, "location.hash !== '#gm-d01' && !document.querySelector('dialog[open]')")
    press(desk, "ArrowLeft", key)
    desk.keyboard.type("7")
    press(desk, "Enter", "Escape")
    kept = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["entries"]
    assert [name for name in kept if name.startswith(("votes.", "words."))] == [
        ("votes." if key == "v" else "words.") + "gm-d01"
    ]


def test_who_comes_to_a_counted_card_again_is_asked_to_vote_again(visit: Open) -> None:
    page = visit("#vm-m01")
    count(page, "8", "2")
    press(page, "Escape")
    page.evaluate("location.hash = 'vm-m01~2'")
    until(page, "location.hash === '#vm-m01~2'")
    press(page, "v")
    page.keyboard.type("3")
    assert page.locator("[id='page.votes-rows'] input").first.input_value() == "8", "the first count stays"
    press(page, "Enter")
    page.keyboard.type("3")
    press(page, "Escape", "Shift+V")
    assert table(page)[1][2:4] == ["8", "3"]


def test_the_cards_of_a_part_are_what_its_dots_are_for(visit: Open) -> None:
    page = visit("#segment.4")
    press(page, "v")
    page.keyboard.type("6")
    press(page, "Enter", "ArrowDown")
    for number in ("4", "8", "0"):
        page.keyboard.type(number)
        press(page, "ArrowDown")
    press(page, "Escape", "Shift+V")
    rows = table(page)[1:]
    assert [(row[0], row[2]) for row in rows] == [("A Beller", "4"), ("B Luisteraar", "8"), ("C Schrijver", "0")]
    assert page.locator(".cards:visible").count() == 0, "the table says them"


def test_silent_writing_shows_nothing_until_it_is_asked(visit: Open) -> None:
    page = visit("#c-write")
    press(page, "w")
    page.keyboard.type("stilte")
    press(page, "Enter")
    wall = page.get_by_role("dialog", name="Woorden opschrijven")
    assert wall.get_by_text("De woorden staan nog niet op de dia.").is_visible()
    assert page.locator("main .said").count() == 0
    press(page, "Tab", "Tab", "Tab", "Tab", "Tab")
    assert page.evaluate("document.activeElement.id") == "page.wall-reveal"
    press(page, "Enter")
    assert page.locator("main .said li").all_inner_texts() == ["stilte"]
    assert said(page).strip() == "Woorden getoond"


# --- taking it along -------------------------------------------------------------------------------------------


WRITTEN = {
    "sp-q01": ['=HYPERLINK("http://x")', 'a, b; "c"', "-1", "# kop", "é <b>"],
    "ac-16": ["Als Bavo belt, dan bel ik mee"],
}


def fill_everything(page: Any) -> None:
    """Two rounds of hands, an order, and words that a spreadsheet or Markdown would take for something else."""
    count(page, "5", "3", "1", "2")
    panel(page).get_by_role("button", name="Opnieuw stemmen").click()
    for text in ("2", "7", "0", "3"):
        page.keyboard.type(text)
        press(page, "Enter")
    press(page, "Enter")
    for id, texts in WRITTEN.items():
        page.evaluate(f"location.hash = '{id}'")
        until(page, f"location.hash === '#{id}'")
        press(page, "w")
        for text in texts:
            page.keyboard.type(text)
            press(page, "Enter")
        press(page, "Escape")
    page.evaluate("location.hash = 'c-rank'")
    until(page, "location.hash === '#c-rank'")
    count(page, "BAC")
    press(page, "Escape")


def saved(page: Any, form: str) -> tuple[str, str]:
    page.locator("[id='page.export-form']").select_option(form)
    with page.expect_download() as loading:
        page.get_by_role("button", name=re.compile("Bestand maken|Save a file")).press("Enter")
    return loading.value.suggested_filename, Path(loading.value.path()).read_bytes().decode("utf-8-sig")


def test_everything_that_was_typed_is_in_the_files(visit: Open) -> None:
    page = visit("#gm-d01")
    fill_everything(page)
    press(page, "End")
    page.locator("#deck\\.end").get_by_role("button", name="Uitkomsten bewaren").press("Enter")
    assert page.get_by_text("Er gaat niets naar internet.").is_visible()
    name, text = saved(page, "csv")
    assert re.fullmatch(r"voorbeeld-\d{4}-\d\d-\d\d\.csv", name)
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows[0] == ["kaart", "titel", "wat", "deel", "tekst", "getal"]
    assert {len(row) for row in rows} == {6}
    hands = [row[3:] for row in rows if row[0] == "gm-d01"]
    labels = [f"{mark} {option}" for mark, option in zip("ABCD", OPTIONS, strict=True)]
    expected = {"eerste stemming": "5 3 1 2", "tweede stemming": "2 7 0 3", "verschil": "-3 4 -1 1"}
    assert hands[:-1] == [
        [part, label, n] for part, ns in expected.items() for label, n in zip(labels, ns.split(), strict=True)
    ]
    assert hands[-1][1].startswith("Minstens 5 en hoogstens 12 van de 12")
    assert [row[4] for row in rows if row[2] == "woorden"] == [
        "'=HYPERLINK(\"http://x\")", 'a, b; "c"', "'-1", "# kop", "é <b>",
    ]  # fmt: skip
    assert ["ac-16", "Als… dan…", "afspraken", "", "Als Bavo belt, dan bel ik mee", ""] in rows
    assert [row[3:] for row in rows if row[0] == "c-rank"][:3] == [
        ["Groep 1", "A oud", "2"], ["Groep 1", "B groot", "1"], ["Groep 1", "C snel", "3"],
    ]  # fmt: skip


def test_the_same_as_markdown_that_stays_text(visit: Open) -> None:
    page = visit("#gm-d01")
    fill_everything(page)
    page.evaluate("commands.export()")
    name, text = saved(page, "md")
    assert re.fullmatch(r"voorbeeld-\d{4}-\d\d-\d\d\.md", name)
    assert text.startswith("# Goudmijn\n\n20")
    assert "## Delen of zwijgen? (gm-d01)\n\n**Handen per antwoord, eerste stemming**\n\n- A alles op" in text
    assert "\n- A alles op tafel leggen: 5\n- B een deel ruilen met Sander: 3\n" in text
    assert "- \\=HYPERLINK" in text
    assert "- \\# kop\n- é \\<b\\>\n" in text
    assert page.locator("[id='page.export-text']").input_value() == text


def test_where_nothing_was_typed_the_dialog_says_so(visit: Open) -> None:
    page = visit("#deck.end", name="english")
    page.get_by_role("button", name="Save the results").click()
    assert page.get_by_text("Nothing was counted or written yet.").is_visible()
    assert page.get_by_role("button", name="Save a file").is_hidden()


def test_the_text_can_be_copied_where_a_file_is_refused(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5")
    press(page, "Escape")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("commands.export()")
    page.get_by_role("button", name="Kopiëren").press("Enter")
    until(page, "document.getElementById('page.export-said').textContent.startsWith('De tekst is geselecteerd')")
    field = "document.getElementById('page.export-text')"
    assert page.evaluate(f"{field}.selectionEnd - {field}.selectionStart === {field}.value.length")


# --- what everybody can see ------------------------------------------------------------------------------------


FITS = """() => {
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('too wide');
  const face = document.querySelector('.slide:not([hidden]) .face');
  if (face.scrollWidth > face.clientWidth + 1) wrong.push('face too wide');
  for (const it of document.querySelectorAll('dialog[open], dialog[open] :is(input, button, select, textarea)')) {
    const box = it.getBoundingClientRect();
    if (!it.checkVisibility()) continue;
    if (box.left < 0 || box.right > innerWidth + 1) wrong.push('outside: ' + it.outerHTML.slice(0, 60));
    if (Math.min(box.width, box.height) < 24) wrong.push('small: ' + it.outerHTML.slice(0, 60));
  }
  return wrong;
}"""


@pytest.mark.parametrize(
    ("size", "scheme"), [((1280, 720), "light"), ((1280, 720), "dark"), ((375, 667), "light"), ((320, 568), "dark")]
)
def test_axe_finds_nothing_and_everything_fits(visit: Open, size: tuple[int, int], scheme: str) -> None:
    axe = axe_api.Axe()
    page = visit("#gm-d01", size=size, color_scheme=scheme)

    def look(state: str) -> None:
        found = axe.run(page).response["violations"]
        assert [(state, item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
        assert page.evaluate(FITS) == [], state

    fill_everything(page)
    look("an order is typed")
    press(page, "Shift+V")
    look("orders")
    for id in ("gm-d01", "sp-q01", "c-line"):
        page.evaluate(f"location.hash = '{id}'")
        until(page, f"location.hash === '#{id}'")
        if id == "c-line":
            count(page, "4", "2", "x", "2", "3")
            look("places are typed")
            press(page, "Shift+V")
        look(id)
    press(page, "w")
    look("words are typed")
    press(page, "Escape")
    page.evaluate("commands.export()")
    look("export")


def test_on_paper_and_in_system_colours_a_result_is_still_there(visit: Open) -> None:
    page = visit("#gm-d01", forced_colors="active")
    count(page, "5", "3")
    press(page, "Shift+V")
    colours = [bar.evaluate("it => getComputedStyle(it).borderTopColor") for bar in page.locator("main .amount").all()]
    assert len(set(colours)) == 1
    page.emulate_media(media="print")
    assert page.locator("main .result").is_visible()
    assert page.locator("#deck\\.end .harvest").first.is_hidden()
    assert page.locator(".sign").is_hidden()


def test_the_session_holds_names_of_its_own_for_each_card(visit: Open) -> None:
    page = visit("#gm-d01")
    count(page, "5")
    press(page, "Shift+V", "w")
    page.keyboard.type("lef")
    press(page, "Enter")
    entries = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["entries"]
    kept = {name: value for name, (value, _) in entries.items() if name not in ("slide", "screen", "read", "zoom")}
    assert kept == {
        "people": 12,
        "votes.gm-d01": {"way": "hands", "hands": [["5", "", "", ""]], "at": "gm-d01", "shown": True},
        "words.gm-d01": ["lef"],
    }

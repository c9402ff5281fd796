"""People and cards in the slides: groups, whose turn it is, the card table, large print and contrast."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from browsing import Open, place, press, until
from test_writers_slides import ROOT, STORY, card, example, part, shipped_deck

from teamcards.deck import Method, Phase, Segment
from teamcards.writers import slides

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

KEY = "teamcards-session-voorbeeld.nl"
FOURS = Method(
    "one-two-four-all", "1-2-4-Allen",
    (Phase("alleen", 60, "fixed"), Phase("duo", 120, "fixed", "2"), Phase("met vier", 240, "fixed", "4")),
)  # fmt: skip
NAMES = ["Anna", "Bram", "Carla", "Daan", "Eva", "Fatima", "Gijs", "Hanneke"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("table")
    small = example()
    share = card("fours", "episode", STORY, "Samen denken", part("body", "Deel."), method=FOURS, minutes=7)
    many = tuple(
        card(f"c-{number}", "episode", STORY, f"Kaart {number}", part("body", "Iets.")) for number in range(1, 1001)
    )
    decks = {
        "example": small._replace(
            cards=(*small.cards, share), agenda=(*small.agenda, Segment("Denken", 7, 7, (share,), None, ""))
        ),
        "thousand": small._replace(cards=many, agenda=()),
        "english": shipped_deck("goudmijn-90", "en"),
    }
    for name, deck in decks.items():
        (folder / f"{name}.html").write_text(slides.write(deck, [ROOT]), "utf-8")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


def text(page: Any, id: str) -> str:
    return str(page.locator(f"[id='page.{id}']").text_content())


def said(page: Any) -> str:
    return text(page, "live").strip()


def ask(page: Any) -> None:
    """Opens the form: by its key, or from the groups by their button."""
    if shown(page) == "grouped":
        page.locator("[id='page.grouped'] [data-command=groups]").click()
    else:
        press(page, "g")


def there(page: Any, count: int = 0, names: list[str] | None = None) -> None:
    """Says who is there, and leaves the form open."""
    ask(page)
    if names:
        page.locator("[id='page.people-names']").fill("\n".join(names))
    else:
        page.locator("[id='page.people-people']").fill(str(count))
    page.locator("[id='page.people-size']").focus()


def size(page: Any, count: int) -> None:
    page.locator("[id='page.people-size']").select_option(str(count))


def make(page: Any) -> None:
    page.get_by_role("button", name=re.compile("Groepen maken|Make groups")).last.click()


def mix(page: Any) -> None:
    page.locator("[id='page.grouped-mix']").click()


def groups(page: Any) -> list[list[str]]:
    return [item.split(": ")[1].split(", ") for item in page.locator(".together li").all_text_contents()]


def pairs(page: Any) -> list[str]:
    """Who is kept apart."""
    return [each.strip() for each in page.locator("[id='page.apart-pairs'] li").all_text_contents()]


def shown(page: Any) -> str:
    """The view that is open."""
    return str(page.evaluate("document.querySelector('dialog[open]')?.id.replace('page.', '') ?? ''"))


def until_shown(page: Any, name: str) -> None:
    until(page, f"(document.querySelector('dialog[open]')?.id.replace('page.', '') ?? '') === '{name}'")


# --- groups ----------------------------------------------------------------------------------------------------


def test_groups_are_made_by_keyboard_alone(visit: Open) -> None:
    page = visit()
    press(page, "g")
    page.keyboard.type("7")
    press(page, "Enter")
    assert text(page, "grouped-heading") == "Groepen, ronde 1"
    made = groups(page)
    assert sorted(len(group) for group in made) == [2, 2, 3]
    assert sorted(person for group in made for person in group) == [str(number) for number in range(1, 8)]
    assert page.locator(".together li").first.text_content() == "Groep 1: " + ", ".join(made[0])
    press(page, "Escape")
    until_shown(page, "")
    assert place(page) == "deck.title"


@pytest.mark.parametrize("wrong", ["1", "201", "2.5", "x"])
def test_a_number_that_cannot_be_is_said(visit: Open, wrong: str) -> None:
    page = visit()
    there(page, 6)
    page.locator("[id='page.people-people']").fill(wrong)
    page.locator("[id='page.people-size']").focus()
    assert text(page, "people-wrong") == said(page) == "Een heel getal van 2 tot 200."
    make(page)
    assert sum(map(len, groups(page))) == 6, "what was right stays"


def test_without_people_the_form_stays(visit: Open) -> None:
    page = visit()
    press(page, "g")
    make(page)
    assert shown(page) == "people"
    assert text(page, "people-wrong") != ""
    assert page.evaluate("document.activeElement.id") == "page.people-people"


def test_the_method_of_the_card_suggests_the_size(visit: Open) -> None:
    page = visit("#fours")
    there(page, 8)
    assert text(page, "people-hint") == "1-2-4-Allen: duo’s, dan viertallen"
    make(page)
    assert [len(group) for group in groups(page)] == [2, 2, 2, 2]
    assert text(page, "grouped-mix") == "Samen verder: viertallen"
    pairs_before = groups(page)
    mix(page)
    assert [len(group) for group in groups(page)] == [4, 4]
    assert all(any(set(pair) < set(four) for four in groups(page)) for pair in pairs_before), "nobody leaves a partner"
    assert text(page, "grouped-said") == ""
    press(page, "g")
    assert text(page, "grouped-heading") == "Groepen, ronde 3"


def test_nobody_meets_again_as_long_as_that_is_possible(visit: Open) -> None:
    page = visit()
    there(page, 4)
    make(page)
    met = [sorted(map(sorted, groups(page)))]
    for _ in range(2):
        mix(page)
        assert text(page, "grouped-said") == "Niemand treft iemand opnieuw."
        met.append(sorted(map(sorted, groups(page))))
    assert len({str(one) for one in met}) == 3
    mix(page)
    assert text(page, "grouped-said") == "2 tweetallen treffen elkaar opnieuw."


def test_who_is_kept_apart_is_apart_and_where_not_that_is_said(visit: Open) -> None:
    page = visit()
    there(page, names=["Anna", "Bram", "Carla", "Daan"])
    page.locator("[id='page.apart-other']").select_option("Carla")
    page.locator("[id='page.apart-add']").click()
    assert pairs(page) == ["Anna en Carla"]
    make(page)
    for _ in range(3):
        mix(page)
        assert ["Anna", "Carla"] not in groups(page)
        assert "uit elkaar" not in text(page, "grouped-said")
    ask(page)
    size(page, 4)
    make(page)
    assert "Eén tweetal kon niet uit elkaar blijven." in text(page, "grouped-said")
    assert "Anna en Carla" not in text(page, "grouped-said"), "the room need not know who"
    desk = visit("?view=speaker", beside=page)
    assert "Niet gelukt: Anna en Carla zitten toch bij elkaar." in text(desk, "grouped-said")


def test_two_of_the_same_cannot_be_kept_apart(visit: Open) -> None:
    page = visit()
    there(page, 4)
    page.locator("[id='page.apart-other']").select_option("1")
    page.locator("[id='page.apart-add']").click()
    assert text(page, "apart-wrong") == "Kies twee verschillende mensen."
    assert page.locator("[id='page.apart-pairs'] li").count() == 0


def test_names_that_move_stay_apart_from_the_same_people(visit: Open) -> None:
    page = visit()
    there(page, names=["Anna", "Bram", "Carla", "Daan"])
    page.locator("[id='page.apart-add']").click()
    there_now = page.locator("[id='page.people-names']")
    there_now.fill("Zoë\nBram\nAnna\nCarla\nDaan")
    page.locator("[id='page.people-size']").focus()
    assert pairs(page) == ["Anna en Bram"]
    there_now.fill("Zoë\nBram\nAnne\nCarla\nDaan")
    page.locator("[id='page.people-size']").focus()
    assert pairs(page) == ["Anne en Bram"], "a mended name"
    page.get_by_role("button", name="Anne en Bram mogen weer bij elkaar").click()
    assert page.locator("[id='page.apart-pairs'] li").count() == 0


def test_names_are_text_and_twins_are_told_apart(visit: Open) -> None:
    page = visit()
    there(page, names=["<b>Jan</b>", "<img src=x onerror=alert(1)>", "Anna", "Anna"])
    assert page.locator("[id='page.people-people']").input_value() == "4"
    size(page, 4)
    make(page)
    assert groups(page) == [["<b>Jan</b>", "<img src=x onerror=alert(1)>", "Anna 3", "Anna 4"]]
    assert page.locator(".together b").count() == 1
    assert page.locator("dialog[open] img").count() == 0


def test_more_people_than_names_have_numbers_and_fewer_is_said(visit: Open) -> None:
    page = visit()
    there(page, names=["Anna", "Bram"])
    page.locator("[id='page.people-people']").fill("3")
    size(page, 4)
    make(page)
    assert groups(page) == [["Anna", "Bram", "3"]]
    there(page, names=NAMES)
    page.locator("[id='page.people-people']").fill("6")
    page.locator("[id='page.people-size']").focus()
    assert text(page, "people-over") == "8 namen, 6 mensen: de laatste namen doen niet mee."
    page.locator("[id='page.people-names']").fill("\n".join(f"Naam {number}" for number in range(205)))
    page.locator("[id='page.people-size']").focus()
    assert "205 namen" in text(page, "people-over")
    assert page.locator("[id='page.people-people']").input_value() == "200"


def test_rounds_stay_as_they_were_and_every_tab_shows_them(visit: Open) -> None:
    page = visit()
    there(page, names=NAMES)
    make(page)
    mix(page)
    made = groups(page)
    page.reload()
    until_shown(page, "grouped")
    assert groups(page) == made
    other = visit(beside=page)
    until_shown(other, "grouped")
    assert groups(other) == made
    mix(other)
    until(page, "document.querySelector('.grouped h2').textContent.endsWith('3')")
    assert groups(page) == groups(other) != made
    press(other, "Escape")
    until_shown(page, "")


def test_rounds_can_be_forgotten(visit: Open) -> None:
    page = visit()
    there(page, 4)
    make(page)
    mix(page)
    ask(page)
    page.get_by_role("button", name="Rondes vergeten").click()
    make(page)
    assert text(page, "grouped-heading") == "Groepen, ronde 1"


def test_a_blank_screen_hides_a_view_that_comes_back(visit: Open) -> None:
    page = visit()
    there(page, 4)
    make(page)
    press(page, "b")
    until_shown(page, "blank")
    press(page, "b")
    until_shown(page, "grouped")


def test_other_keys_close_a_view_and_do_what_they_do(visit: Open) -> None:
    page = visit()
    there(page, 4)
    make(page)
    press(page, "PageDown")
    until_shown(page, "")
    assert place(page) == "deck.agenda"


def test_a_clock_is_started_while_groups_are_shown(visit: Open) -> None:
    page = visit("#segment.1")
    desk = visit("?view=speaker", beside=page)
    there(page, 4)
    make(page)
    until_shown(desk, "grouped")
    press(desk, "t", "l")
    until(page, "Object.keys(session.get('clocks', {})).length === 1")
    assert (shown(page), shown(desk)) == ("grouped", "grouped")
    desk.locator("[id='page.clock'] button").click()
    assert shown(desk) == "grouped", "the clock beside it can be pressed"
    press(desk, "Escape")
    until_shown(page, "")


# --- whose turn ------------------------------------------------------------------------------------------------


def round_of(page: Any, count: int) -> list[str]:
    """The names of a round, to its end."""
    order = []
    for _ in range(count):
        order.append(text(page, "turn-name"))
        press(page, "u")
    assert text(page, "turn-name") == "Iedereen is geweest"
    return order


def test_everybody_speaks_once_and_another_one_starts_each_round(visit: Open) -> None:
    page = visit("#sp-q01")
    press(page, "u")
    assert shown(page) == "people"
    assert text(page, "people-wrong") == said(page) == "Eerst: hoeveel mensen zijn er?"
    page.keyboard.type("4")
    press(page, "Escape", "u")
    until_shown(page, "turn")
    first = round_of(page, 4)
    assert sorted(first) == [f"Persoon {number}" for number in (1, 2, 3, 4)]
    press(page, "u")
    second = round_of(page, 4)
    assert second == [*first[1:], first[0]]


def test_who_passes_comes_back_at_the_end(visit: Open) -> None:
    page = visit("#sp-q01")
    there(page, names=NAMES[:3])
    page.get_by_role("button", name="Wie is er aan de beurt").click()
    passed, second = text(page, "turn-name"), text(page, "turn-next").removeprefix("Hierna: ")
    press(page, "p")
    assert text(page, "turn-name") == said(page) == second
    press(page, "u", "u")
    assert text(page, "turn-name") == passed
    assert text(page, "turn-next") == "Dit is de laatste."
    assert page.get_by_role("button", name="Passen").is_disabled()
    press(page, "p")
    assert text(page, "turn-name") == "Iedereen is geweest"


def test_a_turn_has_the_seconds_of_the_method(visit: Open) -> None:
    page = visit("#sp-q01", clock=True)
    there(page, 3)
    press(page, "Escape", "u")
    assert text(page, "turn-left") == "1:00"
    page.clock.run_for(20_000)
    assert text(page, "turn-left") == "0:40"
    press(page, "u")
    assert text(page, "turn-left") == "1:00"
    page.clock.run_for(61_000)
    assert text(page, "turn-left") == "0:00"
    assert said(page) == "Tijd!"
    press(page, "Escape", "Home", "u")
    assert text(page, "turn-left") == "", "no method, no seconds"


def test_a_turn_survives_a_reload_and_is_the_same_in_every_tab(visit: Open) -> None:
    page = visit("#sp-q01")
    there(page, names=NAMES)
    press(page, "Escape", "u", "u", "u")
    name = text(page, "turn-name")
    page.reload()
    until_shown(page, "turn")
    assert text(page, "turn-name") == name
    desk = visit("?view=speaker", beside=page)
    until_shown(desk, "turn")
    assert text(desk, "turn-name") == name
    press(desk, "u")
    until(page, f"document.getElementById('page.turn-name').textContent !== '{name}'")
    assert text(page, "turn-name") == text(desk, "turn-name")
    press(page, "Escape", "u")
    assert text(page, "turn-name") == text(desk, "turn-name"), "the same card goes on"


# --- the card table --------------------------------------------------------------------------------------------


def cards(page: Any) -> list[str]:
    return list(page.locator("[id='page.felt-cards'] li").evaluate_all("all => all.map(li => li.dataset.id)"))


def up(page: Any) -> list[str]:
    return list(page.locator("[data-face=up]").evaluate_all("all => all.map(li => li.dataset.id)"))


def picked(page: Any) -> list[str]:
    return list(page.locator("[id='page.tray-cards'] li").evaluate_all("all => all.map(li => li.dataset.id)"))


def mine(page: Any) -> str:
    """The card that has the focus."""
    return str(page.evaluate("document.activeElement.closest('li')?.dataset.id ?? ''"))


def tool(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def lay_all(page: Any, open: bool = False) -> None:
    press(page, "c")
    if open:
        tool(page, "Alles open").click()
    page.locator("[id='page.spread-from']").select_option("")
    page.locator("[id='page.felt-cards'] [tabindex='0']").focus()


def test_the_table_by_keyboard_alone(visit: Open) -> None:
    page = visit("#segment.1")
    press(page, "c")
    assert sorted(cards(page)) == ["gm-d01", "gm-e02"], "the cards of this part"
    assert up(page) == []
    first, second = cards(page)
    assert mine(page) == first
    press(page, "Enter")
    title = page.locator("[data-face=up] b").text_content()
    assert up(page) == [first]
    assert said(page) == f"Open: {title}"
    press(page, "Space")
    assert up(page) == []
    assert said(page) == "Kaart 1, dicht"
    press(page, "ArrowRight")
    assert mine(page) == second
    press(page, "Shift+ArrowLeft")
    assert cards(page) == [second, first]
    assert mine(page) == second
    assert said(page) == "Plaats 1 van 2"
    press(page, "x")
    assert (cards(page), picked(page)) == ([first], [second])
    assert said(page).startswith("Apart gelegd: ")
    assert mine(page) == first
    press(page, "Escape")
    until_shown(page, "")


def test_a_card_that_lies_face_down_does_not_tell_its_title(visit: Open) -> None:
    page = visit()
    lay_all(page)
    titles = page.evaluate("slides.filter((slide) => slide.dataset.card).map(titleOf)")
    felt = page.locator("[id='page.felt']")
    spoken = felt.inner_html()
    assert [title for title in titles if title in spoken] == []
    assert felt.get_by_role("button").count() == 7
    assert felt.get_by_role("button", name="Kaart 3, dicht").count() == 1


def test_draw_turns_up_one_card_after_the_other(visit: Open) -> None:
    page = visit()
    lay_all(page)
    order = cards(page)
    for count in range(1, 8):
        press(page, "d")
        assert up(page) == order[:count]
        assert mine(page) == order[count - 1]
    press(page, "d")
    assert said(page) == "Alle kaarten liggen open."


def test_suits_parts_and_the_whole_deck_can_be_laid(visit: Open) -> None:
    page = visit("#vm-m01")
    press(page, "c")
    choice = page.locator("[id='page.spread-from']")
    assert choice.evaluate("it => it.selectedOptions[0].text") == "Dit onderdeel: Mythes & vragen"
    choice.select_option("Verhaal")
    assert sorted(cards(page)) == ["fours", "gm-e02"]
    choice.select_option("Alle kaarten")
    tool(page, "Alles open").click()
    choice.select_option("Verhaal")
    assert up(page) == ["gm-e02", "fours"], "seen cards lie as in the deck"


def test_what_dragging_does_can_be_done_by_clicks(visit: Open) -> None:
    page = visit()
    lay_all(page, open=True)
    order = cards(page)
    first, third = (page.locator(f"[data-id='{id}'] button") for id in (order[0], order[2]))
    first.drag_to(third)
    assert cards(page) == [order[1], order[2], order[0], *order[3:]]
    assert len(up(page)) == 7, "a drag is no click"
    page.locator(f"[data-id='{order[1]}'] button").drag_to(page.locator("[id='page.tray']"))
    assert picked(page) == [order[1]]

    third.click()
    assert order[2] not in up(page), "a click turns it"
    tool(page, "Naar achteren").click()
    assert cards(page)[:2] == [order[0], order[2]]
    tool(page, "Naar voren").click()
    assert cards(page)[:2] == [order[2], order[0]]
    assert page.get_by_role("button", name="Naar voren").get_attribute("aria-disabled") == "true"
    tool(page, "Omdraaien").click()
    assert order[2] in up(page)
    tool(page, "Apart leggen").click()
    assert picked(page) == [order[1], order[2]]
    page.locator(".tray").get_by_role("button").first.click()
    assert picked(page) == [order[2]]
    assert cards(page)[0] == order[1], "a card goes back to where it lay"


def test_a_finger_taps_cards(visit: Open) -> None:
    page = visit(size=(375, 667), has_touch=True)
    lay_all(page)
    page.locator("[id='page.felt-cards'] button").first.tap()
    assert up(page) == cards(page)[:1]
    tool(page, "Apart leggen").tap()
    assert len(picked(page)) == 1


def test_from_a_picked_card_to_its_slide_and_back_to_the_table(visit: Open) -> None:
    page = visit("#deck.agenda")
    lay_all(page)
    press(page, "x")
    (card,) = picked(page)
    page.locator(".tray a").focus()
    press(page, "Enter")
    until_shown(page, "")
    assert place(page) == card
    assert page.evaluate("document.activeElement.closest('.slide')?.id") == card
    press(page, "r")
    until_shown(page, "spread")
    assert place(page) == "deck.agenda"
    assert picked(page) == [card]


def test_a_number_that_was_only_typed_counts(visit: Open) -> None:
    page = visit("#sp-q01")
    press(page, "g")
    page.keyboard.type("12")
    press(page, "Escape", "u")
    until_shown(page, "turn")
    assert text(page, "turn-of") == "1 van 12"


def test_x_on_a_picked_card_puts_it_back(visit: Open) -> None:
    page = visit()
    lay_all(page)
    order = cards(page)
    press(page, "x")
    page.locator(".tray a").focus()
    press(page, "x")
    assert picked(page) == []
    assert cards(page) == order
    assert mine(page) != "", "the focus stays on the table"


def test_the_table_survives_a_reload_and_is_the_same_in_every_tab(visit: Open) -> None:
    page = visit()
    lay_all(page)
    tool(page, "Schudden").click()
    press(page, "d", "d", "x")
    seen = (cards(page), up(page), picked(page))
    page.reload()
    until_shown(page, "spread")
    assert (cards(page), up(page), picked(page)) == seen
    desk = visit("?view=speaker", beside=page)
    until_shown(desk, "spread")
    assert (cards(desk), up(desk), picked(desk)) == seen
    press(desk, "d")
    until(page, f"document.querySelectorAll('.felt [data-face=up]').length === {len(seen[1]) + 1}")
    assert up(page) == up(desk)
    press(desk, "c")
    until_shown(page, "")
    press(page, "c")
    assert picked(page) == seen[2], "the table is as it was left"


def test_of_a_thousand_cards_only_those_in_sight_are_made(visit: Open) -> None:
    page = visit(name="thousand")
    press(page, "c")
    total = page.locator("[id='page.felt-cards'] li").first.get_attribute("aria-setsize")
    assert total == "1000"
    assert len(cards(page)) < 100
    press(page, "End")
    last = page.locator("[id='page.felt-cards'] li:focus-within")
    assert last.get_attribute("aria-posinset") == "1000"
    assert last.locator("button").is_visible()
    assert len(cards(page)) < 100
    press(page, "ArrowUp", "Enter", "x", "ArrowLeft", "Shift+ArrowUp")
    assert len(cards(page)) < 100
    assert len(picked(page)) == 1
    page.locator("[id='page.felt']").evaluate("felt => felt.scrollTo({ top: 0, behavior: 'instant' })")
    until(page, "document.querySelector('.felt li').getAttribute('aria-posinset') === '1'")
    assert len(cards(page)) < 100, "and the one with the focus"


def test_one_change_of_a_thousand_cards_makes_no_card_again(visit: Open) -> None:
    page = visit(name="thousand")
    press(page, "c")
    page.evaluate("""() => {
      window.added = 0;
      const count = (all) => all.forEach((one) => { window.added += one.addedNodes.length; });
      new MutationObserver(count).observe(document.querySelector('.felt ul'), { childList: true });
    }""")
    press(page, "Enter", "ArrowRight", "Enter")
    page.wait_for_timeout(50)
    assert page.evaluate("window.added") == 0


JUNK: list[dict[str, Any]] = [
    {"view": "spread", "table": {"order": "x", "turned": 3, "picked": None, "from": 5, "seed": "a"}},
    {
        "view": "spread",
        "table": {"order": ["gm-d01", "gm-d01", "nothing", 7], "picked": ["gone"], "from": "segment.99"},
    },
    {"view": "grouped", "people": 4, "groups": {"rounds": [[[1, 900]], "x", [["a"]], [[1, 2], [3, 4]]], "size": -1}},
    {"view": "turn", "people": 3, "turn": {"order": [9, "x", 2, 2], "at": -4, "since": "x", "round": 1.5}},
    {"view": "constructor", "people": 1e9, "names": [1, None, {}], "apart": ["x", [1, 2, 3], [0, 1]]},
]


@pytest.mark.parametrize("junk", JUNK, ids=["table", "cards", "groups", "turn", "names"])
def test_junk_in_the_session_is_no_trouble(visit: Open, junk: dict[str, Any]) -> None:
    page = visit("#gm-d01")
    kept = {"began": 0, "entries": {name: [value, page.evaluate("Date.now()")] for name, value in junk.items()}}
    page.context.add_init_script(f"localStorage.setItem({KEY!r}, {json.dumps(json.dumps(kept))})")
    page.reload()
    until_shown(page, "" if junk["view"] == "constructor" else junk["view"])
    page.evaluate("open()?.close()")
    until_shown(page, "")
    press(page, "g", "Escape", "u", "Escape", "c", "ArrowRight", "Enter", "Escape")
    until_shown(page, "")
    assert place(page) == "gm-d01"


# --- large print and contrast ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "name"), [("j", "large"), ("h", "contrast")])
def test_large_print_and_contrast_are_kept_and_reach_other_tabs(visit: Open, key: str, name: str) -> None:
    page = visit()
    desk = visit("?view=speaker", beside=page)
    assert not page.evaluate(f"document.documentElement.hasAttribute('data-{name}')")
    press(desk, key)
    until(page, f"document.documentElement.hasAttribute('data-{name}')")
    assert said(desk).endswith(" aan")
    page.reload()
    assert page.evaluate(f"document.documentElement.hasAttribute('data-{name}')")
    press(page, "?")
    assert page.locator(f".commands [data-command={name}]").get_attribute("aria-pressed") == "true"
    press(page, key)
    until(desk, f"!document.documentElement.hasAttribute('data-{name}')")


# --- for everybody ---------------------------------------------------------------------------------------------


def in_state(page: Any, state: str) -> None:
    if state == "table":
        press(page, "c", "d", "d", "x")
        return
    there(page, names=NAMES)
    page.locator("[id='page.apart-add']").click()
    page.locator("[id='page.people-people']").fill("1" if state == "people" else "8")
    page.locator("[id='page.people-size']").focus()
    if state == "groups":
        make(page)
        mix(page)
    elif state == "turn":
        page.get_by_role("button", name="Whose turn").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 720), (375, 667)])
@pytest.mark.parametrize("state", ["people", "groups", "turn", "table"])
def test_axe_finds_nothing(visit: Open, size: tuple[int, int], scheme: str, state: str) -> None:
    page = visit("#segment.2", name="english", size=size, color_scheme=scheme)
    in_state(page, state)
    page.wait_for_timeout(50)
    found = axe_api.Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("state", ["people", "groups", "turn", "table"])
@pytest.mark.parametrize("size", [(1920, 1080), (640, 360), (320, 640)])
def test_nothing_is_wider_than_the_screen_and_targets_are_large(visit: Open, size: tuple[int, int], state: str) -> None:
    page = visit("#segment.2", name="english", size=size)
    page.evaluate("document.documentElement.style.fontSize = innerWidth > 400 ? '32px' : '16px'")
    in_state(page, state)
    wide = page.evaluate("[document.querySelector('dialog[open]')].map((it) => it.scrollWidth - it.clientWidth)[0]")
    assert wide <= 0
    small = page.evaluate("""() => {
      const controls = [...document.querySelectorAll('dialog[open] :is(button, a, select, input)')];
      const boxes = controls.map((it) => it.getBoundingClientRect());
      return boxes.filter((box) => box.width > 0 && Math.min(box.width, box.height) < 24).length;
    }""")
    assert small == 0

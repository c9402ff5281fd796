"""The running order while it is played: in time, late, mended, paused; its bell, its rings, and the times of a run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import Open, digits, place, press, until
from click.testing import CliRunner
from test_writers_slides import CHOICE, GUIDE, ROOT, STORY, card, example, part, shipped_deck

from teamcards.cli import main as teamcards
from teamcards.deck import Deck, Method, Phase, Segment
from teamcards.writers import slides

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

MINUTE, HOUR = 60_000, 3_600_000
SILENT = "window.AudioContext = undefined"
RINGS = """window.struck = []; window.AudioContext = class {
  state = "suspended"; currentTime = 0; destination = {};
  resume() { this.state = "running"; }
  createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: it => it }; }
  createOscillator() {
    const made = { frequency: {}, connect: it => it, start() { struck.push(made.frequency.value); }, stop() {} };
    return made;
  }
}"""


def workshop() -> Deck:
    """Three parts of ten minutes and a break of five; the second can do without one of its cards."""
    steps = (Phase("alleen", 60, "fixed", "1"), Phase("duo", 120, "fixed", "2"), Phase("allen", 90, "fixed", "all"))
    ring = Method("one-two", "Van 1 naar allen", steps)
    turns = Method("turns", "Om de beurt", (Phase("inleiden", 60, "fixed"), Phase("vertellen", 30, "per_person")))
    welcome, left = (
        card("w-1", "episode", STORY, "Hallo"),
        card("b-2", "decision", CHOICE, "Wat doet de baas?", minutes=4),
    )
    told = card("b-1", "episode", STORY, "De baas", part("body", "Wat nu?"), minutes=4)
    method = card("one-two", "method", GUIDE, "1-2-allen", method=ring)
    beurt = card("turns", "method", GUIDE, "Om de beurt", method=turns, minutes=5)
    agenda = (
        Segment("Check-in", 10, 6, (welcome,), None, ""),
        Segment("Verhaal", 10, 8, (told, left), None, "", (left,)),
        Segment("Pauze", 5, 5, (), Method("break", "Pauze", ()), ""),
        Segment("Plan", 10, 10, (method,), None, ""),
    )
    return example()._replace(id="avond", cards=(welcome, told, left, method, beurt), agenda=agenda)


DECKS = {
    "example": workshop,
    "english": lambda: shipped_deck("goudmijn-90", "en"),
    "plain": lambda: example()._replace(agenda=()),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("order")
    for name, deck in DECKS.items():
        (folder / f"{name}.html").write_text(slides.write(deck(), [ROOT]), "utf-8")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


def goes(page: Any, id: str, minutes: float = 0) -> None:
    """Goes to a slide by its address, and lets time pass there."""
    page.evaluate(f"location.hash = '{id}'")
    until(page, f"!document.getElementById('{id}').hidden")
    page.clock.run_for(round(minutes * MINUTE))


def started(visit: Open, minutes: float, **more: Any) -> Any:
    """A page whose workshop has started at midnight, so many minutes ago."""
    page = visit("#deck.agenda", clock=True, **more)
    press(page, "ArrowRight", "t")
    page.clock.run_for(round(minutes * MINUTE))
    return page


def said(page: Any, name: str) -> str:
    return str(page.locator(f"[id='page.{name}']").text_content())


def rows(page: Any) -> list[list[str]]:
    return [
        [cell.strip() for cell in row.locator("td").all_text_contents()]
        for row in page.locator("[id='page.order-parts'] tr").all()
    ]


def lines(page: Any) -> list[str]:
    return list(page.locator("[id='page.order-lines'] li").all_text_contents())


# --- the clock of the workshop ---------------------------------------------------------------------------------


def test_it_starts_with_the_first_clock_and_tells_only_who_asks(visit: Open) -> None:
    page = visit(clock=True)
    press(page, "ArrowRight", "ArrowRight", "ArrowLeft")
    page.clock.run_for(7 * MINUTE)
    assert said(page, "agenda-pace") == ""
    press(page, "k")
    assert said(page, "order-now").endswith("klaar om 00:42."), "who only looks does not begin: 00:07 and 35 minutes"
    press(page, "Escape", "ArrowRight", "t")
    assert digits(page) == "10:00"
    page.clock.run_for(3 * MINUTE)
    assert "schema" not in page.locator("body").inner_text()
    press(page, "k")
    assert said(page, "order-now") == "Onderdeel 1 van 4 · op schema · klaar om 00:42 · gepland 00:42"
    assert rows(page)[0] == ["10 min", "3:00 · nog 7:00"]
    assert rows(page)[1] == ["10 min", ""]
    assert page.locator("tr[aria-current=step]").inner_text().startswith("1")


def test_it_starts_by_command_where_one_is(visit: Open) -> None:
    page = visit("#segment.2", clock=True)
    page.clock.run_for(MINUTE)
    press(page, "k", "Enter")
    assert said(page, "order-now") == "Onderdeel 2 van 4 · op schema · klaar om 00:26 · gepland 00:26"
    assert page.locator("[id='page.order-start']").is_hidden()


def test_a_part_begins_once_and_is_ahead_or_behind(visit: Open) -> None:
    page = started(visit, 8)
    press(page, "ArrowRight", "ArrowRight")
    assert place(page) == "segment.2"
    page.clock.run_for(3 * MINUTE)
    press(page, "ArrowLeft", "ArrowLeft")
    page.clock.run_for(2 * MINUTE)
    press(page, "k")
    assert said(page, "order-now") == "Onderdeel 2 van 4 · 2 min voor op schema · klaar om 00:33 · gepland 00:35"
    assert [row[1] for row in rows(page)[:2]] == ["8:00 · 2:00 korter", "5:00 · nog 5:00"]
    press(page, "Escape")
    goes(page, "segment.3", 9)
    goes(page, "segment.4")
    press(page, "k")
    assert said(page, "order-now") == "Onderdeel 4 van 4 · 3 min voor op schema · klaar om 00:32 · gepland 00:35"
    assert rows(page)[2][1] == "9:00 · 4:00 langer"


def test_a_slide_shown_by_mistake_can_be_taken_back(visit: Open) -> None:
    page = started(visit, 2)
    goes(page, "segment.4", 1)
    goes(page, "segment.1")
    press(page, "k")
    page.get_by_role("button", name="We zijn bij deze dia").click()
    assert said(page, "order-now").startswith("Onderdeel 1 van 4 · op schema")
    assert rows(page)[3][1] == ""


def test_the_end_is_the_end(visit: Open) -> None:
    page = started(visit, 10)
    for number in (2, 3, 4):
        goes(page, f"segment.{number}", 5 if number == 3 else 10)
    goes(page, "deck.end", 10)
    press(page, "k")
    assert said(page, "order-now") == "klaar sinds 00:35 · op schema · gepland 00:35"
    assert said(page, "order-elapsed") == "35:00"


TONES = {
    7.9: ("", "nog 2:06"),
    8.1: ("soon", "nog 1:54 · rond af"),
    9.6: ("last", "nog 0:24 · bijna tijd"),
    11: ("over", "1:00 over tijd"),
}


def test_the_speaker_always_sees_it_in_words_and_a_box(visit: Open) -> None:
    page = visit("?view=speaker#deck.agenda", clock=True)
    assert said(page, "pace-whole") == "Nog niet begonnen"
    press(page, "ArrowRight", "t")
    page.clock.run_for(100)
    before = 0.0
    for minutes, (tone, words) in TONES.items():
        page.clock.run_for(round((minutes - before) * MINUTE))
        before = minutes
        assert said(page, "pace-part").endswith(" / 10:00 · " + words)
        assert page.locator("[id='page.pace-part']").get_attribute("class") == tone
    assert said(page, "pace-whole") == "1 min achter op schema · klaar om 00:36"
    assert page.locator("[id='page.pace-whole']").is_visible()
    assert page.get_by_role("status").inner_text() == "Tijd!", "of the plan nobody is told who did not ask"


def test_a_reload_and_a_second_tab_show_the_same(visit: Open) -> None:
    page = started(visit, 14)
    press(page, "k", "Enter", "Escape")
    page.reload()
    press(page, "k")
    mine = (said(page, "order-now"), rows(page))
    assert mine[1][1][0] == "10 → 6 min"
    press(page, "Escape")
    other = visit("?view=speaker", beside=page)
    press(other, "k")
    assert (said(other, "order-now"), rows(other)) == mine
    other.locator("[id='page.order-undo']").click()
    press(page, "k")
    until(page, "document.querySelector('[id=\"page.order-parts\"] tr:nth-child(2) td').textContent === '10 min'")


def test_the_clock_of_a_part_runs_with_it_and_stands_still_after_it(visit: Open) -> None:
    page = started(visit, 3.01)
    assert digits(page) == "7:00"
    goes(page, "segment.2", 2.01)
    assert digits(page) == "8:00"
    assert page.locator("[id='page.clock-other']").inner_text() == "", "the part before is over"
    goes(page, "segment.1")
    assert digits(page) == "7:00"
    goes(page, "one-two")
    press(page, "t")
    assert digits(page) == "1:00"
    press(page, "k")
    assert rows(page)[3][1] == "", "a card that is looked at does not begin its part"


def test_a_start_by_mistake_is_taken_back(visit: Open) -> None:
    page = started(visit, 1)
    press(page, "k")
    page.get_by_role("button", name="Toch nog niet begonnen").click()
    assert said(page, "order-now").startswith("Nog niet begonnen")
    press(page, "Escape")
    assert digits(page) == "10:00"


# --- a plan that is mended -------------------------------------------------------------------------------------


def test_late_is_mended_by_shorter_parts_and_undone(visit: Open) -> None:
    page = started(visit, 12)
    press(page, "k")
    assert said(page, "order-now") == "Onderdeel 1 van 4 · 2 min achter op schema · klaar om 00:37 · gepland 00:35"
    assert lines(page) == ["Kort ‘Verhaal’ in tot 8 min."]
    assert said(page, "order-over") == "Dan is het om 00:35 klaar, zoals gepland."
    press(page, "Enter")
    assert said(page, "order-now") == "Onderdeel 1 van 4 · op schema · klaar om 00:35 · gepland 00:35"
    assert rows(page)[1][0] == "10 → 8 min"
    assert page.locator("[id='page.order-repair']").is_hidden()
    press(page, "Escape", "ArrowRight", "ArrowRight")
    assert place(page) == "segment.2"
    assert digits(page) == "8:00", "the clock of the part has the new minutes"
    assert page.locator("[id='segment.2'] .planned").inner_text().split() == ["8", "min"]
    press(page, "k")
    page.get_by_role("button", name="Laatste wijziging ongedaan maken").click()
    assert rows(page)[1][0] == "10 min"
    press(page, "Escape")
    assert digits(page) == "10:00"


def test_late_is_mended_by_dropping_a_card_that_next_then_passes(visit: Open) -> None:
    page = started(visit, 14)
    press(page, "k")
    assert lines(page) == ["Laat ‘Wat doet de baas?’ weg: ‘Verhaal’ duurt dan 6 min."]
    press(page, "Enter", "Escape")
    goes(page, "segment.2")
    assert page.locator("[id='segment.2'] .cards li:visible").all_inner_texts() == ["De baas"]
    press(page, "ArrowRight", "ArrowRight")
    assert place(page) == "segment.3"
    press(page, "ArrowLeft")
    assert place(page) == "b-1"
    press(page, "o")
    tile = page.get_by_role("link", name=re.compile("Wat doet de baas"))
    assert tile.inner_text().endswith("vervalt")
    tile.click()
    until(page, "location.hash === '#b-2' && !document.getElementById('b-2').hidden")
    assert place(page) == "b-2", "it can still be reached"
    press(page, "ArrowRight")
    assert place(page) == "segment.3"
    press(page, "k")
    page.get_by_role("button", name="Laatste wijziging ongedaan maken").click()
    press(page, "Escape", "ArrowLeft")
    assert place(page) == "b-2"
    press(page, "o")
    assert "vervalt" not in page.locator("[id='page.overview']").inner_text()


def test_what_cannot_be_made_says_by_how_much(visit: Open) -> None:
    page = started(visit, 19)
    press(page, "k")
    assert said(page, "order-over") == "Ook dan loopt het 3 min uit."
    press(page, "Enter")
    assert said(page, "order-over") == "Het loopt 3 min uit: er is niets meer in te korten."
    assert page.locator("[id='page.order-accept']").is_hidden()
    assert page.evaluate("document.activeElement.id") == "page.order-now"


def test_a_card_that_was_shown_is_not_dropped(visit: Open) -> None:
    page = started(visit, 10)
    for _ in range(4):
        press(page, "ArrowRight")
    assert place(page) == "b-2"
    page.clock.run_for(14 * MINUTE)
    press(page, "k")
    assert lines(page) == []
    assert said(page, "order-over") == "Het loopt 4 min uit: er is niets meer in te korten."


# --- minutes more ----------------------------------------------------------------------------------------------


def test_minutes_more_go_to_the_clock_and_the_plan(visit: Open) -> None:
    page = started(visit, 0)
    page.clock.run_for(4 * MINUTE + 100)
    press(page, "+")
    assert digits(page) == "7:00"
    press(page, "k")
    page.get_by_role("button", name="+5 min").click()
    assert rows(page)[0] == ["10 → 16 min", "4:00 · nog 12:00"]
    press(page, "Escape")
    assert digits(page) == "12:00"
    page.reload()
    assert digits(page) == "12:00"
    press(page, "k")
    page.get_by_role("button", name="Laatste wijziging ongedaan maken").click()
    press(page, "Escape")
    assert digits(page) == "7:00"


def test_five_minutes_more_are_five_minutes_also_when_time_is_up(visit: Open) -> None:
    page = started(visit, 0)
    page.clock.run_for(13 * MINUTE + 100)
    assert digits(page) == "Tijd!"
    press(page, "?")
    page.locator("[id='page.help']").get_by_role("button", name="Vijf minuten erbij").click()
    assert digits(page) == "5:00"
    press(page, "k")
    assert rows(page)[0][0] == "10 → 19 min"


def test_a_minute_more_works_without_a_running_order(visit: Open) -> None:
    page = visit("#one-two", name="plain", clock=True)
    press(page, "t")
    page.clock.run_for(10_100)
    press(page, "+", "k")
    assert digits(page) == "1:50"
    assert page.locator("dialog[open]").count() == 0


# --- breaks and steps ------------------------------------------------------------------------------------------


def test_a_break_says_when_to_be_back(visit: Open) -> None:
    page = started(visit, 10)
    goes(page, "segment.3", 0.5)
    back = page.locator("[id='segment.3'] .back")
    assert back.inner_text().split() == ["terug", "om", "00:15"]
    assert page.locator("[id='segment.3'] .planned").is_hidden()
    back.get_by_role("button", name="Eén minuut later terug").click()
    page.clock.run_for(MINUTE)
    assert back.locator("b").inner_text() == "00:16"
    back.get_by_role("button", name="Eén minuut eerder terug").click(click_count=2)
    assert back.locator("b").inner_text() == "00:14"
    assert back.locator("b").evaluate("it => parseFloat(getComputedStyle(it).fontSize)") > 100
    page.reload()
    assert back.locator("b").inner_text() == "00:14"


RING = """Array.from(document.querySelectorAll('[id="page.clock-ring"] li'),
  it => it.textContent + (it.matches('[aria-current=step]') ? '!' : ''))"""


def test_a_method_shows_its_ring_where_it_is(visit: Open) -> None:
    page = visit("#one-two", clock=True)
    assert page.evaluate(RING) == ["1!", "2", "allen"]
    press(page, "t")
    page.clock.run_for(60_100)
    press(page, "p")
    page.clock.run_for(30_000)
    assert page.evaluate(RING) == ["1", "2!", "allen"]
    left = page.locator("[id='page.clock-ring']").evaluate("it => Number(it.style.getPropertyValue('--left'))")
    assert left == pytest.approx(0.75, abs=0.02)
    press(page, "ArrowRight")
    goes(page, "segment.1")
    assert page.locator("[id='page.clock-ring']").is_hidden(), "a part has no groups of its own"


@pytest.mark.parametrize("typed", ["1", "201", "acht", "2.5", "-3"])
def test_people_who_cannot_be_are_told(visit: Open, typed: str) -> None:
    page = visit(clock=True)
    press(page, "k")
    page.get_by_role("textbox", name="Hoeveel mensen?").fill(typed)
    page.keyboard.press("Tab")
    assert said(page, "order-wrong") == "Een heel getal van 2 tot 200."
    assert page.get_by_role("textbox", name="Hoeveel mensen?").get_attribute("aria-invalid") == "true"


def test_steps_that_count_people_take_as_long_as_there_are(visit: Open) -> None:
    page = visit("#turns", clock=True)
    press(page, "p")
    assert digits(page) == "0:30"
    press(page, "k")
    page.get_by_role("textbox", name="Hoeveel mensen?").fill("8")
    press(page, "Tab", "Escape")
    assert digits(page) == "4:00"
    assert page.locator("[id='page.clock-phase']").inner_text() == "2/2 · vertellen · 8 × 0:30 per persoon"
    page.reload()
    assert digits(page) == "4:00"
    press(page, "k")
    assert page.get_by_role("textbox", name="Hoeveel mensen?").input_value() == "8"
    page.get_by_role("textbox", name="Hoeveel mensen?").fill("")
    press(page, "Tab", "Escape")
    assert digits(page) == "0:30"


# --- the bell --------------------------------------------------------------------------------------------------


def rings(page: Any) -> int:
    return int(page.evaluate("window.struck.length"))


def test_the_bell_rings_half_a_minute_before_the_end_and_at_the_end(visit: Open) -> None:
    page = visit("#one-two")
    page.context.add_init_script(RINGS)
    page = visit("#one-two", beside=page, clock=True)
    sign = page.locator(".clock .alarm:not(.off)")
    press(page, "t")
    page.clock.run_for(29_000)
    assert (rings(page), sign.is_visible()) == (0, False)
    page.clock.run_for(2_000)
    assert (rings(page), sign.is_visible()) == (1, True)
    page.clock.run_for(31_000)
    assert (rings(page), digits(page)) == (3, "Tijd!")
    press(page, "m", "p")
    page.clock.run_for(121_000)
    assert (rings(page), digits(page)) == (3, "Tijd!"), "mute, and all the same it is seen"
    assert page.locator(".clock .alarm.off").is_visible()
    page.reload()
    press(page, "?")
    mute = page.locator("[id='page.help']").get_by_role("button", name="Bel uit")
    assert mute.get_attribute("aria-pressed") == "true", "it stays mute"
    mute.click()
    press(page, "p")
    page.clock.run_for(91_000)
    assert rings(page) == 3, "one warning, and both tones of the end"


def test_of_two_tabs_one_rings(visit: Open) -> None:
    first = visit()
    first.context.add_init_script(RINGS)
    main = visit("#one-two", beside=first)
    desk = visit("?view=speaker", beside=main)
    press(main, "Shift+T")
    press(desk, "Shift+T")
    press(desk, "Shift+T")
    desk.evaluate("change(clockOf(current), { spent: 29500, since: Date.now() })")
    until(main, "window.struck.length === 1")
    desk.wait_for_timeout(700)
    assert (rings(main), rings(desk)) == (1, 0)


def test_without_sound_the_clock_says_all(visit: Open) -> None:
    page = visit("#one-two")
    page.context.add_init_script(SILENT)
    page = visit("#one-two", beside=page, clock=True)
    press(page, "t", "m")
    page.clock.run_for(61_000)
    assert digits(page) == "Tijd!"
    assert page.get_by_role("status").inner_text() == "Tijd!"


# --- the times of a run ----------------------------------------------------------------------------------------


def test_the_times_of_a_run_go_into_the_deck(visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = ROOT / "decks" / "goudmijn-90.yaml"
    (tmp_path / "decks").mkdir()
    deck = tmp_path / "decks" / source.name
    deck.write_text(
        "# mine\n" + source.read_text("utf-8").replace("minutes: 6\n", "minutes: 6  # a tight one\n"), "utf-8"
    )
    page = visit(name="english", clock=True)
    press(page, "End")
    assert page.get_by_role("button", name="Times of this run").count() == 0, "nothing was played yet"
    goes(page, "segment.1")
    press(page, "t")
    page.clock.run_for(round(6.5 * MINUTE))
    goes(page, "segment.2", 9.2)
    goes(page, "segment.3", 0.2)
    goes(page, "segment.4", 3)
    press(page, "End")
    with page.expect_download() as wait:
        page.get_by_role("button", name="Times of this run").click()
    assert wait.value.suggested_filename == "goudmijn-90-times.json"
    took = tmp_path / "took.json"
    wait.value.save_as(took)
    assert json.loads(took.read_text("utf-8")) == {"deck": "goudmijn-90", "segments": [
        {"number": 1, "seconds": 390, "title": "Welcome, purpose, agreements", "minutes": 5},
        {"number": 2, "seconds": 552, "title": "Check-in: weather report", "minutes": 6},
    ]}  # fmt: skip
    for folder in ("cards", "templates"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    before = deck.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(teamcards, ["rehearse", "goudmijn-90", str(took)])
    assert result.exit_code == 0, result.output
    after = before.replace("minutes: 5\n    floor: 4", "minutes: 7\n    floor: 4").replace(
        "minutes: 6  # a", "minutes: 10  # a"
    )
    assert deck.read_text("utf-8") == after
    assert "minutes: 10  # a tight one" in after


# --- sleep, junk -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "told"), [
    ("Ging door", "Onderdeel 1 van 4 · 115 min achter op schema · klaar om 02:30 · gepland 00:35"),
    ("Stond stil", "Onderdeel 1 van 4 · op schema · klaar om 02:35 · gepland 02:35"),
    ("Begint opnieuw", "Nog niet begonnen"),
])  # fmt: skip
def test_a_long_silence_is_asked_about_quietly(visit: Open, answer: str, told: str) -> None:
    page = started(visit, 5)
    page.clock.fast_forward(2 * HOUR)
    assert page.locator("dialog[open]").count() == 0
    press(page, "k")
    assert page.get_by_text("Ging de workshop door?").is_visible()
    assert page.locator("[id='page.order-repair']").is_hidden(), "nothing is mended before that is known"
    page.get_by_role("button", name=answer).click()
    assert page.get_by_text("Ging de workshop door?").is_hidden()
    assert said(page, "order-now").startswith(told)


def test_what_began_after_a_silence_stays_where_it_is(visit: Open) -> None:
    page = started(visit, 5)
    page.clock.fast_forward(2 * HOUR)
    goes(page, "segment.2", 1)
    press(page, "k")
    page.get_by_role("button", name="Stond stil").click()
    assert said(page, "order-now").startswith("Onderdeel 2 van 4 · 6 min voor op schema")
    assert rows(page)[1][1].startswith("1:00")


def test_a_short_sleep_loses_nothing(visit: Open) -> None:
    page = started(visit, 2)
    page.clock.fast_forward(5 * MINUTE)
    press(page, "k")
    assert rows(page)[0][1] == "7:00 · nog 3:00"


JUNK = {
    "order.begun.1": "x",
    "order.begun.2": [1],
    "order.plans": [3, {"minutes": {"1": -4, "2": "x"}, "dropped": ["gone"]}],
    "order.shown": {"a": 1},
    "order.asleep": ["a", 1],
    "order.seen": "now",
    "people": 1e9,
    "clocks": {
        "segment.1": {"phase": 0, "spent": "x", "since": None},
        "turns": {"phase": 1, "spent": 1e14, "since": 3},
    },
}


def test_junk_that_was_kept_is_survived(visit: Open) -> None:
    page = visit(clock=True)
    page.evaluate(
        "([key, junk]) => localStorage.setItem(key, JSON.stringify({ began: 0, entries: Object.fromEntries("
        "Object.entries(junk).map(([name, value]) => [name, [value, Date.now()]])) }))",
        ["teamcards-session-avond.nl", JUNK],
    )
    page.reload()
    press(page, "k")
    assert rows(page)[0] == ["10 min", ""]
    press(page, "Enter", "Escape")
    assert page.locator("[id='page.order-start']").count() == 1
    goes(page, "turns")
    assert digits(page) == "1:00"


# --- what everybody can see ------------------------------------------------------------------------------------


WIDER = """Array.from(document.querySelectorAll('html, dialog[open]'))
  .filter(it => it.scrollWidth > it.clientWidth).map(it => it.id)"""
SMALL = """Array.from(document.querySelectorAll(':is(dialog[open], .back) button'), it => it.getBoundingClientRect())
  .filter(box => box.width && Math.min(box.width, box.height) < 24).length"""


@pytest.mark.parametrize(("size", "scheme"), [((1280, 720), "light"), ((375, 667), "dark"), ((320, 568), "light")])
def test_axe_finds_nothing_and_all_of_it_fits(visit: Open, size: tuple[int, int], scheme: str) -> None:
    axe = axe_api.Axe()
    page = started(visit, 17, size=size, color_scheme=scheme)
    page.clock.resume()  # axe waits for a clock that goes

    def look(state: str) -> None:
        found = axe.run(page).response["violations"]
        assert [(state, item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
        assert page.evaluate(WIDER) == [], state
        assert page.evaluate(SMALL) == 0, state

    press(page, "k")
    look("late")
    press(page, "Enter")
    look("mended")
    press(page, "Escape")
    for id in ("deck.agenda", "segment.3", "one-two", "deck.end"):
        goes(page, id)
        look(id)
    press(page, "o")
    look("overview")


def test_axe_finds_nothing_in_the_speaker_view(visit: Open) -> None:
    page = visit("?view=speaker#deck.agenda", clock=True)
    press(page, "ArrowRight")
    page.clock.run_for(9.8 * MINUTE)
    page.clock.resume()
    found = axe_api.Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []


def test_on_paper_and_without_script_a_break_has_its_minutes(visit: Open) -> None:
    plain = visit("#segment.3", java_script_enabled=False)
    assert plain.locator("[id='segment.3'] .planned").is_visible()
    assert plain.locator(".back:visible, .harvest:visible").count() == 0
    page = visit("#segment.3")
    page.emulate_media(media="print")
    assert page.locator("[id='segment.3'] .planned").is_visible()
    assert page.locator(".back:visible").count() == 0

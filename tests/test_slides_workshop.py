"""A workshop of ninety minutes in a browser: by keyboard alone, with a fake clock and a speaker view beside it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browsing import Open, digits, place, press, until
from test_writers_slides import ROOT, shipped_deck

from teamcards.writers import slides

MINUTE = 60_000
NAMES = ["Anna", "Bram", "Carla", "Daan", "Els", "Finn", "Gijs", "Hanna", "Iris", "Joep", "Koen"]
LINE = ["1", "2", "3", "4", "1"]
FIRST, SECOND = ["5", "3", "1", "2"], ["2", "6", "0", "3"]
DOTS = ["7", "2", "0", "6", "4", "3"]
WORDS = ["<b>Wie</b> belt er?", "Ik", "=1+1"]
PROMISE = "Als Bavo belt, dan bel ik mee"
TOOK = [5, 6, 11, 22, 5, 6, 5, 5, 9, 7, 6]
"""The minutes of the parts as they are played; the third and the fourth run over."""


class Room(NamedTuple):
    """What the room looks at, and what the facilitator has beside it."""

    page: Any
    desk: Any


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("workshop")
    for language in ("nl", "en"):
        (folder / f"{language}.html").write_text(slides.write(shipped_deck("goudmijn-90", language), [ROOT]), "utf-8")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


def text(page: Any, id: str) -> str:
    return str(page.locator(f"[id='page.{id}']").text_content())


def dialog(page: Any) -> str:
    """The dialog that is open."""
    return str(page.evaluate("document.querySelector('dialog[open]')?.id.replace('page.', '') ?? ''"))


def tab(page: Any, found: str) -> None:
    """Goes by the tab key to what a selector finds; within a dialog that is a circle."""
    for _ in range(60):
        press(page, "Tab")
        if page.evaluate("found => document.activeElement.matches(found)", found):
            return
    raise AssertionError(f"the tab key does not come to {found}")


def together(room: Room) -> None:
    """Both tabs are at the same slide, and say so."""
    here = place(room.page)
    until(room.desk, f"document.querySelector('main > .slide:not([hidden])').id === '{here}'")
    assert place(room.desk) == here


def walk(room: Room, id: str) -> None:
    """To a slide as a clicker goes there: one page down after the other."""
    for _ in range(40):
        if place(room.page) == id:
            return together(room)
        press(room.page, "PageDown")
    raise AssertionError(f"{id} is not met on the way")


def starts(room: Room, number: int, minutes: float) -> None:
    """A part starts and takes its minutes; its clock says what is left of the plan, also at the desk."""
    walk(room, f"segment.{number}")
    room.page.clock.run_for(round(minutes * MINUTE))
    assert digits(room.desk) == digits(room.page)


def count(page: Any, *typed: str) -> None:
    """Types how many there are for each option, in the panel that opens, and closes it."""
    press(page, "v")
    type_counts(page, typed)


def type_counts(page: Any, typed: Iterable[str]) -> None:
    for order, number in enumerate(typed):
        press(page, *["ArrowDown"] * (order > 0))
        page.keyboard.type(number)
    press(page, "Escape")


def table(page: Any) -> list[list[str]]:
    """The numbers of the result on the slide: a list for each option."""
    rows = page.locator("main .result tbody tr").all()
    return [[cell.strip() for cell in row.locator("td").all_inner_texts() if cell.strip()] for row in rows]


def write_down(page: Any, *texts: str) -> None:
    press(page, "w")
    for each in texts:
        page.keyboard.type(each)
        press(page, "Enter")
    press(page, "Escape")


def groups(page: Any) -> list[list[str]]:
    return [item.split(": ")[1].split(", ") for item in page.locator(".together li").all_text_contents()]


def invite(room: Room) -> None:
    """Who is there, and which two are kept apart; three groups, mixed twice, as they are in both tabs."""
    page = room.page
    press(page, "g")
    page.keyboard.type("11")
    tab(page, "#page\\.people-names")
    page.keyboard.type("\n".join(NAMES))
    tab(page, "#page\\.apart-one")
    press(page, "A")
    tab(page, "#page\\.apart-other")
    press(page, "K")
    tab(page, "#page\\.apart-add")
    press(page, "Enter")
    assert page.locator("[id='page.apart-pairs'] li").count() == 1
    tab(page, "#page\\.people-size")
    press(page, "Home", "ArrowDown", "ArrowDown")
    tab(page, "[type=submit]")
    press(page, "Enter")
    assert dialog(page) == "grouped"
    rounds = []
    for _ in range(2):
        made = groups(page)
        assert sorted(map(len, made)) == [3, 4, 4]
        assert sorted(name for group in made for name in group) == sorted(NAMES)
        assert not any({"Anna", "Koen"} <= set(group) for group in made)
        until(room.desk, "document.querySelector('[id=\"page.grouped\"]').open")
        rounds.append(made)
        tab(page, "#page\\.grouped-mix")
        press(page, "Enter")
    assert rounds[0] != rounds[1]
    now = groups(page)
    page.reload()
    until(page, "document.querySelector('[id=\"page.grouped\"]').open")
    assert groups(page) == groups(room.desk) == now
    press(page, "Escape")


def go_round(room: Room) -> None:
    """Everybody has a turn, and who passes has it last."""
    page, spoke = room.page, []
    press(page, "u")
    assert dialog(page) == "turn"
    passed = text(page, "turn-name")
    press(page, "p")
    for _ in NAMES:
        spoke.append(text(page, "turn-name"))
        press(page, "u")
    assert sorted(spoke) == sorted(NAMES)
    assert spoke[-1] == passed
    press(page, "Escape")


def vote_twice(room: Room) -> None:
    """Hands are shown on cue, talked about, and counted again."""
    page = room.page
    count(page, *FIRST)
    assert page.locator("main .result").count() == 0, "nobody is pulled along while hands are counted"
    press(page, "Shift+V")
    assert [row[0] for row in table(page)] == FIRST
    until(room.desk, "document.querySelectorAll('main .result').length === 1")
    press(page, "v")
    tab(page, "[data-command=again]")
    press(page, "Enter")
    assert page.locator("main .result").count() == 0
    type_counts(page, SECOND)
    room.desk.reload()
    page.reload()
    press(page, "Shift+V")
    assert table(page) == [["5", "2", "−3"], ["3", "6", "+3"], ["1", "0", "−1"], ["2", "3", "+1"]]
    until(room.desk, "document.querySelectorAll('main .result tbody tr').length === 4")
    assert table(room.desk) == table(page)


def repair(room: Room) -> list[str]:
    """Takes over the plan that ends in time; the slides that it leaves out, in both tabs."""
    press(room.page, "k")
    assert re.search(r"\d+ min (achter|behind)", text(room.page, "order-now"))
    assert room.page.locator("[id='page.order-lines'] li").count() > 1
    press(room.page, "Enter")
    assert re.search("achter|behind", text(room.page, "order-now")) is None
    press(room.page, "Escape")
    gone = list(room.page.evaluate("planNow().dropped"))
    until(room.desk, f"planNow().dropped.length === {len(gone)}")
    return gone


def take_a_break(room: Room) -> None:
    walk(room, "segment.7")
    assert room.page.locator(".slide:not([hidden]) .back b").inner_text() == "01:00", "five minutes from now"
    room.page.clock.run_for(5 * MINUTE)


def lay_cards(room: Room) -> None:
    """The cards of a part on the table: drawn, moved, put apart; a reload leaves them where they lie, in both tabs."""
    page = room.page
    cards = "Array.from(document.querySelectorAll('.spread [data-id]'), it => it.dataset.id + (it.dataset.face ?? ''))"
    press(page, "c")
    assert dialog(page) == "spread"
    before = page.evaluate(cards)
    assert len(before) == 3
    press(page, "d", "Shift+ArrowRight", "d", "x")
    now = page.evaluate(cards)
    assert sorted(now) != sorted(before)
    page.reload()
    until(page, "document.querySelector('[id=\"page.spread\"]').open")
    assert page.evaluate(cards) == room.desk.evaluate(cards) == now
    press(page, "Escape")


def results(page: Any, form: str) -> str:
    """The file of results, from the last slide."""
    tab(page, "[data-command=export]")
    press(page, "Enter")
    tab(page, "#page\\.export-form")
    press(page, *{"csv": ["End"], "md": ["Home"]}[form])
    tab(page, "#page\\.export-download")
    saved = download(page)
    press(page, "Escape")
    return saved


def download(page: Any) -> str:
    """What the button that has the focus saves."""
    with page.expect_download() as loading:
        press(page, "Enter")
    return Path(loading.value.path()).read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workshop_of_ninety_minutes_by_keyboard_alone(visit: Open, language: str) -> None:
    page = visit("", name=language, clock=True)
    room = Room(page, visit("?view=speaker", name=language, beside=page))
    invite(room)

    walk(room, "segment.1")
    press(page, "t")
    starts(room, 1, 5)
    starts(room, 2, 2)
    go_round(room)
    page.clock.run_for(4 * MINUTE)

    starts(room, 3, 1)
    walk(room, "gm-s01")
    count(page, *LINE)
    press(page, "Shift+V")
    assert table(page) == [LINE]
    page.clock.run_for(10 * MINUTE)

    starts(room, 4, 2)
    walk(room, "gm-d01")
    vote_twice(room)
    page.clock.run_for(20 * MINUTE)

    starts(room, 5, 1)
    assert repair(room) == ["gm-d02"]
    page.reload()
    room.desk.reload()
    together(room)
    page.clock.run_for(4 * MINUTE)
    walk(room, "gm-e05")
    press(page, "PageDown")
    assert place(page) == "segment.6", "the way goes past what was left out"
    page.clock.run_for(6 * MINUTE)
    walk(room, "gm-q01")
    write_down(page, *WORDS)
    assert page.locator("main .said li").all_inner_texts() == WORDS

    take_a_break(room)
    starts(room, 8, 5)
    walk(room, "gm-d05")
    count(page, *DOTS)
    press(page, "Shift+V")
    assert [row[0] for row in table(page)] == DOTS
    starts(room, 9, 9)
    lay_cards(room)
    starts(room, 10, 7)
    starts(room, 11, 5)
    walk(room, "ac-16")
    write_down(page, PROMISE)
    page.clock.run_for(MINUTE)
    walk(room, "deck.end")

    check_results(page, language)
    tab(page, "[data-command=times]")
    times = json.loads(download(page))
    assert [part["seconds"] / 60 for part in times["segments"]] == TOOK


def check_results(page: Any, language: str) -> None:
    """All that was typed is in both files."""
    rows = list(csv.reader(io.StringIO(results(page, "csv")), delimiter=";" if language == "nl" else ","))[1:]
    numbers = {card: [row[5] for row in rows if row[0] == card and row[5]] for card in ("gm-s01", "gm-d01", "gm-d05")}
    assert numbers["gm-s01"] == LINE
    assert numbers["gm-d01"] == [*FIRST, *SECOND, "-3", "3", "-1", "1"]
    assert numbers["gm-d05"] == DOTS
    assert [row[4] for row in rows if row[0] == "gm-q01"] == [WORDS[0], WORDS[1], "'" + WORDS[2]], "no formula"
    assert [row[4] for row in rows if row[0] == "ac-16"] == [PROMISE]
    markdown = results(page, "md")
    assert [line for line in markdown.splitlines() if line.startswith("# ")] == ["# " + page.title().split(" · ")[-1]]
    assert all(f": {number}\n" in markdown for number in (*LINE, *FIRST, *SECOND, *DOTS))
    assert "- " + PROMISE in markdown

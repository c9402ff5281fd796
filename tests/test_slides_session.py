"""What happens in a workshop, in two tabs of the slides: in step, through reloads, without storage or with junk."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from browsing import Open, digits, place, press, until
from test_writers_slides import ROOT, STORY, card, example, part, shipped_deck

from teamcards import run
from teamcards.writers import slides

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

KEY = "teamcards-session-voorbeeld.nl"
RUN = [slide.id for slide in run.of(example())]
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
NO_CHANNEL = "window.BroadcastChannel = class { constructor() { throw new DOMException('no') } }"
HOUR = 3600 * 1000


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("session")
    long = card("x-1", "episode", STORY, "Lang", part("body", *["Wie deelt, heeft een langere adem. " * 9] * 9))
    decks = {
        "example": example(),
        "shorter": example()._replace(cards=example().cards[:1], agenda=()),
        "long": example()._replace(cards=(long,), agenda=()),
        "english": shipped_deck("goudmijn-90", "en"),
    }
    for name, deck in decks.items():
        (folder / f"{name}.html").write_text(slides.write(deck, [ROOT]), "utf-8")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


def speaker(visit: Open, main: Any, **more: Any) -> Any:
    """The speaker view beside a page, opened by its address."""
    return visit("?view=speaker", beside=main, **more)


def until_at(page: Any, id: str) -> None:
    until(page, f"location.hash === '#{id}'")
    assert place(page) == id


# --- two tabs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["", NO_STORAGE, NO_CHANNEL], ids=["all", "no storage", "no channel"])
def test_two_tabs_go_in_step(visit: Open, missing: str) -> None:
    main = visit()
    if missing:
        main.context.add_init_script(missing)
        main.reload()
    press(main, "ArrowRight")
    desk = speaker(visit, main)
    until_at(desk, RUN[1])
    press(desk, "PageDown", "PageDown")
    until_at(main, RUN[3])
    press(main, "ArrowLeft")
    until_at(desk, RUN[2])
    press(desk, "t")
    until(main, "document.querySelector('.clock.running') !== null")
    press(main, "t")
    until(desk, "document.querySelector('.clock.running') === null")


def test_a_reload_of_either_tab_stays_in_step(visit: Open) -> None:
    main = visit()
    desk = speaker(visit, main)
    press(main, "ArrowRight", "ArrowRight")
    until_at(desk, RUN[2])
    desk.reload()
    assert place(desk) == RUN[2]
    press(desk, "ArrowRight")
    until_at(main, RUN[3])
    main.reload()
    assert place(main) == RUN[3]
    press(main, "ArrowRight")
    until_at(desk, RUN[4])


def test_a_second_tab_never_moves_the_first(visit: Open) -> None:
    main = visit("#gm-d01")
    other = visit(beside=main)
    assert place(other) == "gm-d01"
    typed = visit("#vm-m01", beside=main)
    assert place(typed) == "vm-m01", "an address that is typed wins"
    until_at(main, "vm-m01")


def test_decks_and_languages_do_not_move_each_other(visit: Open) -> None:
    main = visit("#gm-d01")
    other = visit(beside=main, name="english")
    assert place(other) == "deck.title"
    press(other, "ArrowRight")
    main.wait_for_timeout(200)
    assert place(main) == "gm-d01"


def test_what_two_tabs_set_at_once_ends_the_same(visit: Open) -> None:
    main = visit("#gm-d01", clock=True)
    desk = speaker(visit, main)
    for _ in range(3):
        press(main, "ArrowRight")
        press(desk, "ArrowLeft")
    main.wait_for_timeout(200)
    assert place(main) == place(desk)
    main.reload()
    assert place(main) == place(desk)


# --- reloads ---------------------------------------------------------------------------------------------------


def test_a_reload_keeps_slide_clock_and_drawn_cards(visit: Open) -> None:
    page = visit("#one-two", clock=True)
    press(page, "t")
    page.clock.run_for(60_100)
    press(page, "t")
    page.clock.run_for(10_000)
    press(page, "d", "d")
    drawn = place(page)
    page.reload()
    assert place(page) == drawn
    assert page.locator("[id='page.clock-other']").inner_text() == "1-2-4-Allen 1:50"
    press(page, "d")
    assert page.get_by_role("button", name=re.compile("Alle kaarten nog 5")).is_visible()
    press(page, "Escape", "r")
    assert place(page) == "one-two", "the way back is kept"
    assert digits(page) == "1:50"
    assert page.locator("[id='page.clock-phase']").inner_text() == "2/2 · duo"


def test_a_paused_clock_is_paused_after_a_reload(visit: Open) -> None:
    page = visit("#segment.1", clock=True)
    press(page, "t")
    page.clock.run_for(30_100)
    press(page, "t")
    page.reload()
    page.clock.run_for(30_000)
    assert digits(page) == "9:30"


def test_after_a_reload_the_clock_does_not_speak_of_what_was(visit: Open) -> None:
    page = visit("#segment.1", clock=True)
    press(page, "t")
    page.clock.run_for(301_000)
    page.reload()
    page.clock.run_for(2_000)
    assert page.get_by_role("status").inner_text() == "3 van 12"
    page.clock.run_for(240_000)
    assert page.get_by_role("status").inner_text() == "Nog één minuut"


def test_a_page_opened_plainly_goes_on_where_it_was_for_twelve_hours(visit: Open) -> None:
    page = visit("#one-two")
    press(page, "t")
    plain = page.url.partition("#")[0]
    for hours, expected in ((11, "one-two"), (13, "deck.title")):
        page.goto("about:blank")
        later = f"Date.now = (now => () => now() + {hours * HOUR})(Date.now)"
        page.add_init_script(later.replace("now() +", "performance.timeOrigin + performance.now() +"))
        page.goto(plain)
        assert place(page) == expected
    assert page.locator(".clock.running").count() == 0
    press(page, "ArrowRight")
    page.reload()
    assert place(page) == RUN[1]


JUNK = [
    "", "{", "null", "[]", "7", '"a"', '{"entries": 7}', '{"began": "x", "entries": {"slide": "gm-d01"}}',
    '{"entries": {"slide": [7, NOW], "clocks": [{"one-two": 3}, NOW], "drawing": ["x", NOW], "zoom": [[9], NOW]}}',
    '{"entries": {"slide": ["gone", NOW], "drawing": [{"drawn": ["gone", 3], "origin": "gone", "latest": 4}, NOW]}}',
    '{"entries": {"slide": ["deck.agenda/9", NOW], "clocks": [{"segment.1": {"phase": 4, "left": -1}, "x": 1}, NOW]}}',
    '{"entries": {"__proto__": [{"slide": 1}, NOW], "laser": [1, NOW], "blank": ["yes", NOW], "screen": [[], NOW]}}',
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_junk_that_was_kept_is_survived(visit: Open, junk: str) -> None:
    page = visit("#deck.title")
    plain = page.url.partition("#")[0]
    page.evaluate("([key, text]) => localStorage.setItem(key, text.replaceAll('NOW', Date.now()))", [KEY, junk])
    page.goto("about:blank")
    page.goto(plain)
    assert place(page) in ("deck.title", "deck.agenda")
    press(page, "End", "Home", "ArrowRight", "ArrowRight", "t", "d", "d", "r")
    assert place(page) == "segment.1"
    assert digits(page) == "9:59" or digits(page) == "10:00"


def test_a_session_of_an_older_deck_is_survived(visit: Open) -> None:
    page = visit("#one-two")
    press(page, "t", "d", "d")
    other = visit("?view=speaker", beside=page, name="shorter")
    assert place(other) == "deck.title" or place(other) == "gm-e02"
    press(other, "d", "d", "t", "End")
    assert place(other) == "deck.end"


def test_storage_that_is_full_lasts_as_long_as_the_page(visit: Open) -> None:
    page = visit()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    page.reload()
    press(page, "ArrowRight", "ArrowRight", "t", "d", "d", "r")
    assert place(page) == RUN[2]
    assert page.locator(".clock.running").is_visible()


def test_starting_over_asks_first_and_clears_every_tab(visit: Open) -> None:
    main = visit("#segment.1")
    desk = speaker(visit, main)
    press(main, "t", "ArrowRight", "d", "d", "?")
    drawn = place(main)
    main.get_by_role("button", name="Opnieuw beginnen").click()
    ask = main.get_by_role("dialog", name="Opnieuw beginnen")
    assert ask.is_visible()
    assert ask.get_by_role("button", name="Sluiten").evaluate("it => it === document.activeElement"), "Enter is no yes"
    ask.get_by_role("button", name="Toch niet").click()
    assert place(main) == drawn
    press(main, "?")
    main.get_by_role("button", name="Opnieuw beginnen").click()
    ask.get_by_role("button", name="Opnieuw beginnen").click()
    assert place(main) == "deck.title"
    until_at(desk, "deck.title")
    main.reload()
    assert place(main) == "deck.title"
    for page in (main, desk):
        press(page, "d")
        assert page.get_by_role("button", name=re.compile("Alle kaarten nog 6")).is_visible()
        press(page, "Escape")
        page.evaluate("location.hash = 'segment.1'")
        until(page, "document.querySelector('[id=\"page.clock-digits\"]').textContent === '10:00'")


# --- the speaker view ------------------------------------------------------------------------------------------


def test_the_menu_opens_the_speaker_view_in_a_tab_of_its_own(visit: Open) -> None:
    main = visit("#gm-e02")
    press(main, "?")
    link = main.get_by_role("link", name="Sprekersscherm openen")
    assert link.get_attribute("rel") == "noopener"
    for way in (link.click, lambda: press(main, "s")):
        with main.context.expect_page() as opened:
            way()
        until_at(opened.value, "gm-e02")
        assert opened.value.locator("[id='page.desk']").is_visible()
        assert opened.value.title() == "Sprekersscherm · Goudmijn"
        assert main.locator("dialog[open]").count() == 0
        opened.value.close()


def test_the_speaker_sees_what_comes_next_and_notes_that_the_room_does_not(visit: Open) -> None:
    main = visit("#gm-e02")
    desk = speaker(visit, main)
    assert desk.get_by_text("Stop hier: <b>niemand</b> & iedereen").is_visible()
    assert desk.get_by_role("heading", name="Hierna: Delen of zwijgen?").is_visible()
    assert desk.locator(".scene").get_by_text("alles op tafel leggen").is_visible()
    assert desk.locator("[id='page.position']").inner_text() == "4 / 12"
    assert re.fullmatch(r"\d\d:\d\d", desk.locator("[id='page.desk-time']").inner_text())
    assert digits(desk) == "10:00"
    press(desk, "ArrowRight")
    until_at(main, "gm-d01")
    assert desk.locator("[id='page.notes-text']").inner_text() == "Stem vóór e04."
    for text in ("Stop hier", "Stem vóór"):
        assert text not in main.locator("body").inner_text()
    press(desk, "n")
    assert main.locator("[id='page.notes']").is_hidden()
    ids = desk.evaluate("Array.from(document.querySelectorAll('[id]'), it => it.id)")
    assert len(ids) == len(set(ids))


def test_the_small_slide_breaks_its_lines_as_the_room_sees_them(visit: Open) -> None:
    main = visit("#vm-m01/1", size=(1600, 1000))
    desk = speaker(visit, main, size=(1024, 700))
    size = "(main => [main.clientWidth, main.clientHeight])(document.querySelector('main'))"
    assert desk.evaluate(size) == main.evaluate(size) == [1600, 1000]
    height = "document.querySelector('.slide:not([hidden]) .body').offsetHeight"
    assert desk.evaluate(height) == main.evaluate(height)
    box = desk.locator("main").bounding_box()
    assert box["width"] < 800
    assert box["width"] / box["height"] == pytest.approx(1.6, abs=0.01)


def test_a_blank_screen_is_told_to_the_speaker_and_ended_from_there(visit: Open) -> None:
    main = visit("#gm-e02")
    desk = speaker(visit, main)
    press(desk, ".")
    until(main, "document.querySelector('.blank[open]') !== null")
    blank = desk.locator(".bar [data-command=blank]")
    assert blank.get_attribute("aria-pressed") == "true"
    assert desk.locator("dialog[open]").count() == 0
    main.reload()
    assert main.locator(".blank[open]").count() == 1
    press(desk, "PageDown")
    until(main, "document.querySelector('.blank[open]') === null")
    assert place(main) == place(desk) == "gm-e02", "the first key only shows the slide again"
    assert blank.get_attribute("aria-pressed") == "false"


def test_what_is_read_on_in_a_long_slide_is_read_on_in_every_tab(visit: Open) -> None:
    main = visit("#x-1", name="long")
    other = visit(beside=main, name="long")
    down = "document.querySelector('.slide:not([hidden]) .face').scrollTop"
    press(main, "ArrowDown")
    assert main.evaluate(down) > 0
    until(other, f"{down} > 0")


# --- pointing --------------------------------------------------------------------------------------------------


def spot(page: Any, dot: str = ".laser") -> tuple[float, float]:
    """Where the middle of the pointer is on the slide, in fractions of its width and height."""
    box, of = page.locator(dot).bounding_box(), page.locator("main").bounding_box()
    return (
        (box["x"] + box["width"] / 2 - of["x"]) / of["width"],
        (box["y"] + box["height"] / 2 - of["y"]) / of["height"],
    )


def test_the_pointer_follows_the_mouse_here_and_from_the_speaker_view(visit: Open) -> None:
    main = visit("#gm-e02")
    desk = speaker(visit, main)
    main.mouse.move(300, 200)
    assert main.locator(".laser").is_hidden()
    press(main, "a")
    main.mouse.move(640, 180)
    assert spot(main) == pytest.approx((0.5, 0.25), abs=0.01)
    assert main.locator(".bar [data-command=laser]").get_attribute("aria-pressed") == "true"
    small = desk.locator("main").bounding_box()
    desk.mouse.move(small["x"] + small["width"] * 0.75, small["y"] + small["height"] * 0.6)
    until(main, "parseFloat(document.querySelector('.laser').style.left) > 900")
    assert spot(main) == pytest.approx((0.75, 0.6), abs=0.01)
    assert spot(desk) == pytest.approx((0.75, 0.6), abs=0.01)
    desk.mouse.move(small["x"] + small["width"] + 50, 30)
    until(main, "document.querySelector('.laser').hidden")
    assert place(main) == "gm-e02"
    press(main, "Escape")
    until(desk, "!document.documentElement.classList.contains('lasering')")
    assert main.locator("dialog[open]").count() == 0
    kept = json.loads(main.evaluate(f"localStorage.getItem('{KEY}')"))
    assert "laser at" not in kept["entries"], "where a mouse was is not kept"


def origin(page: Any) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('.slide:not([hidden])')).transformOrigin"))


def test_zoom_by_keys_and_mouse_and_every_way_out(visit: Open) -> None:
    page = visit("#gm-e02")
    width = page.locator("#gm-e02").bounding_box()["width"]
    for leave in ("Escape", "z"):
        press(page, "z")
        assert page.locator("#gm-e02").bounding_box()["width"] == pytest.approx(2 * width)
        assert origin(page) == "640px 360px"
        press(page, "ArrowRight", "ArrowDown", "ArrowRight", "ArrowRight")
        assert origin(page) == "1280px 540px"
        page.mouse.move(320, 180)
        until(page, f"({ORIGIN})() === '320px 180px'")
        assert place(page) == "gm-e02"
        press(page, leave)
        assert page.locator("#gm-e02").bounding_box()["width"] == width
        assert page.locator("dialog[open]").count() == 0
    press(page, "z", "PageDown")
    assert place(page) == "gm-d01", "a clicker turns the page"
    assert page.locator("#gm-d01").bounding_box()["width"] == width


ORIGIN = "() => getComputedStyle(document.querySelector('.slide:not([hidden])')).transformOrigin"


def test_zoom_from_the_speaker_view_is_seen_in_the_room(visit: Open) -> None:
    main = visit("#gm-e02")
    desk = speaker(visit, main)
    press(desk, "z", "ArrowLeft", "ArrowLeft")
    until(main, f"({ORIGIN})() === '0px 360px'")
    press(main, "Escape")
    until(desk, "!document.documentElement.classList.contains('zoomed')")


# --- a clicker -------------------------------------------------------------------------------------------------


def test_a_whole_run_with_a_clicker(visit: Open) -> None:
    """It has page keys, one for a blank screen, and one that sends F5 and Escape in turn."""
    page = visit()
    for expected in RUN[1:]:
        press(page, "PageDown")
        assert place(page) == expected
        for others in ((".", "PageDown"), ("b", "."), ("b", "PageUp"), (".", "Escape"), ("Escape", "Escape")):
            press(page, *others)
            assert (place(page), page.locator("dialog[open]").count()) == (expected, 0), others
        page.reload()  # what F5 does
        assert place(page) == expected
    for expected in reversed(RUN[:-1]):
        press(page, "Escape", "PageUp")
        assert (place(page), page.locator("dialog[open]").count()) == (expected, 0)


@pytest.mark.parametrize("key", ["o", "d", "?", "z", "a", "n"])
def test_no_tool_traps_a_clicker(visit: Open, key: str) -> None:
    page = visit("#gm-e02")
    press(page, key, "PageDown")
    assert (place(page), page.locator("dialog[open]").count()) == ("gm-d01", 0)


def test_starting_a_show_that_fills_the_screen_changes_nothing(visit: Open) -> None:
    page = visit("#gm-e02")
    asked = """() => {
        const event = new KeyboardEvent('keydown', { key: 'F5', bubbles: true, cancelable: true });
        return document.dispatchEvent(event);
    }"""
    assert page.evaluate(asked), "outside of full screen F5 loads the page again"
    press(page, "f")
    until(page, "document.fullscreenElement !== null")
    assert not page.evaluate(asked)
    assert place(page) == "gm-e02"


# --- what everybody can see ------------------------------------------------------------------------------------


def test_every_command_has_a_button_and_every_key_is_in_the_help(visit: Open) -> None:
    page = visit("#gm-e02")
    press(page, "?")
    written = page.evaluate("""() => Array.from(document.querySelectorAll('[data-command][aria-keyshortcuts]'),
        it => [it.dataset.command, it.getAttribute('aria-keyshortcuts').split(' ')])""")
    assert {"laser", "zoom", "speaker", "blank"} <= {command for command, _ in written}
    for command in {command for command, _ in written} - {"help"}:
        row = page.locator(".commands li").filter(has=page.locator(f"[data-command={command}]"))
        assert row.count() == 1, command
        assert row.locator("kbd").count() > 0, command


STATES = {"pointer": ("a",), "zoom": ("z",), "start over": ("?", "End"), "speaker": (), "menu": ("?",), "blank": ("b",)}


@pytest.mark.parametrize(("size", "scheme"), [((1920, 1080), "light"), ((1280, 720), "dark"), ((375, 667), "light")])
def test_axe_finds_nothing(visit: Open, size: tuple[int, int], scheme: str) -> None:
    axe = axe_api.Axe()
    main = visit("#gm-e02", size=size, color_scheme=scheme)
    for view in ("", "?view=speaker"):
        page = visit(view, beside=main, size=size)
        for state, keys in STATES.items():
            press(page, *keys)
            if state == "start over":
                page.get_by_role("button", name="Opnieuw beginnen").click()
            found = axe.run(page).response["violations"]
            assert [(view, state, item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
            press(page, *(keys if state in ("pointer", "zoom", "blank") else ("Escape",) if keys else ()))
        page.close()


FITS = """() => {
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('too wide');
  const parts = ['.stage', '.notes', '.bar', '.desk', '.clocks .clock', '.clocks .now', '.clocks .position', '.scene'];
  const boxes = parts.map(name => [name, document.querySelector('.speaker ' + name).getBoundingClientRect()]);
  for (const [name, box] of boxes) {
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) wrong.push(name);
    if (box.width < 20 || box.height < 15) wrong.push(name + ' cannot be seen');
  }
  for (const [one, a] of boxes.slice(0, 4)) for (const [other, b] of boxes.slice(0, 4)) {
    const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    if (one !== other && !apart) wrong.push(one + ' lies over ' + other);
  }
  for (const it of document.querySelectorAll('.bar button, .clock button')) {
    const box = it.getBoundingClientRect();
    if (box.width && Math.min(box.width, box.height) < 24) wrong.push('small: ' + it.dataset.command);
  }
  return wrong;
}"""


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 640), (768, 1024), (375, 667), (320, 568)])
def test_the_speaker_view_fits(visit: Open, size: tuple[int, int]) -> None:
    page = visit("?view=speaker#segment.1", name="english", size=size)
    press(page, "t")
    for _ in range(4):
        assert page.evaluate(FITS) == [], place(page)
        press(page, "PageDown")
    assert page.locator("[id='page.clock-other']").count() == 1


def test_without_script_and_on_paper_the_speaker_view_is_the_page(visit: Open) -> None:
    plain = visit("?view=speaker", java_script_enabled=False)
    assert plain.get_by_text("Jij bent Bavo.").is_visible()
    assert plain.locator("[id='page.desk']").is_hidden()
    page = visit("?view=speaker#gm-d01")
    press(page, "z", "a")
    page.emulate_media(media="print")
    assert "Stem vóór" not in page.locator("body").inner_text()
    assert "Hierna" not in page.locator("body").inner_text()
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == len(RUN) - 1


def test_system_colours_keep_the_speaker_view_and_the_pointer(visit: Open) -> None:
    page = visit("?view=speaker#gm-d01", forced_colors="active")
    press(page, "a")
    box = page.locator("main").bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    assert page.locator(".laser").is_visible()
    assert page.locator(".laser").evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(224, 32, 27)"

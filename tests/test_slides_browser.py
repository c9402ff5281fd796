"""The page of slides in a browser, opened as a file: a whole run, every tool, every size, and axe in every state."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browsing import Open, digits, place, press, until
from test_writers_slides import ROOT, STORY, WRITING, card, example, own_ids, part, shipped_deck

from teamcards import editions, run
from teamcards.deck import Deck, Part, Segment
from teamcards.writers import slides

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

SIZES = [(1920, 1080), (1280, 720), (375, 667), (320, 568)]
RUN = [slide.id for slide in run.of(example())]
LONG = " ".join(["Wie deelt, heeft een langere adem dan wie alles voor zichzelf houdt."] * 12)


def hard() -> Deck:
    """Texts that are too long, words that do not break, and every part at once."""
    parts: list[Part] = [
        part("body", LONG, "- een\n- twee **drie** *vier*\n\n1. vijf"),
        part("options", *["Samenwerkingsverbanden en verantwoordelijkheidsgevoel"] * 6, marks=tuple("ABCDEF")),
        part("columns", "Bavo", "Sander", "Annemarie"),
        part("facts", "kaartjes", LONG[:120], marks=("Benodigdheden", "Aandachtspunten")),
    ]
    wide = card("x-2", "role", STORY, "Arbeidsongeschiktheidsverzekeringsmaatschappij", part("body", "W" * 90))
    cards = (card("x-1", "episode", STORY, LONG[:140], *parts), wide, card("x-3", "role", STORY, "Kort"))
    large = card("x-4", "statement", STORY, "**Een** titel", part("title", "En **nog** een"))
    return example()._replace(cards=(*cards, large), agenda=())


def namesakes() -> Deck:
    """Cards that are called what the page calls its own things."""
    cards = tuple(card(id, "episode", STORY, f"Kaart {id}", method=WRITING, minutes=2) for id in own_ids())
    return example()._replace(cards=cards, agenda=(Segment("Alle", 5, 5, cards, None, ""),))


DECKS: dict[str, Callable[[], Deck]] = {
    "example": example,
    "hard": hard,
    "namesakes": namesakes,
    "large": lambda: shipped_deck("compleet-180", "nl"),
    "gold-nl": lambda: shipped_deck("goudmijn", "nl"),
    "gold-en": lambda: shipped_deck("goudmijn", "en"),
    "myths-nl": lambda: shipped_deck("vijf-mythes", "nl"),
    "myths-en": lambda: shipped_deck("vijf-mythes", "en"),
    "methods": lambda: shipped_deck("gereedschap", "nl"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("slides")
    for name, deck in DECKS.items():
        (folder / f"{name}.html").write_text(slides.write(deck(), [ROOT]), "utf-8")
    (folder / "shared.html").write_text(slides.write(editions.without_notes(example()), [ROOT]), "utf-8")
    return {path.stem: path.as_uri() for path in folder.iterdir()}


# --- moving ----------------------------------------------------------------------------------------------------


WAYS = [("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp"), ("PageDown", "PageUp"), ("Space", "Shift+Space")]


def test_a_whole_run_by_keyboard_and_back(visit: Open) -> None:
    page = visit()
    for onward, back in WAYS:
        seen = [place(page)]
        for _ in RUN[1:]:
            press(page, onward)
            seen.append(place(page))
        assert seen == RUN
        press(page, onward)
        assert place(page) == RUN[-1], "nothing comes after the last slide"
        for expected in reversed(RUN[:-1]):
            press(page, back)
            assert place(page) == expected


def test_home_end_and_the_focus_that_goes_with_the_slide(visit: Open) -> None:
    page = visit()
    press(page, "End")
    assert place(page) == RUN[-1]
    assert page.evaluate("document.activeElement.id") == f"h.{RUN[-1]}"
    assert page.locator("[id='page.live']").inner_text() == "12 van 12"
    press(page, "Home")
    assert place(page) == RUN[0]
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_the_bar_is_dark_where_the_slide_is(visit: Open) -> None:
    scheme = "getComputedStyle(document.getElementById('page.bar')).colorScheme"
    grounds = "document.querySelector('main > .slide:not([hidden])').matches('.night, .poster')"
    page, seen = visit(color_scheme="light"), set()
    for _ in RUN:
        dark = page.evaluate(grounds)
        assert (page.evaluate(scheme) == "dark") == dark
        seen.add(dark)
        press(page, "ArrowRight")
    assert seen == {True, False}
    press(page, "Home")
    assert visit("?view=speaker", beside=page).evaluate(scheme) != "dark", "there the bar is not on the slide"


def test_the_card_that_comes_next_fits_when_its_type_is_there(visit: Open) -> None:
    desk = visit("?view=speaker", name="hard")
    face = "document.querySelector('[id=\"page.desk-next\"] .face')"
    until(desk, f"Number({face}.style.getPropertyValue('--fit')) < 1")
    assert desk.evaluate("Array.from(document.fonts).filter((face) => face.status === 'error').length") == 0


def test_a_reveal_is_a_step_of_its_card(visit: Open) -> None:
    page = visit("#vm-m01")
    assert not page.get_by_text("De juiste persoon aan de lijn").is_visible()
    press(page, "ArrowRight")
    assert place(page) == "vm-m01/1"
    assert page.get_by_text("De juiste persoon aan de lijn").is_visible()
    assert page.locator("[id='page.position']").inner_text() == "7 / 12"


def test_addresses_lead_to_cards_and_a_reload_stays(visit: Open) -> None:
    page = visit("#vm-m01/1")
    page.reload()
    assert place(page) == "vm-m01/1"
    page.evaluate("location.hash = 'gm-e02'")
    until(page, "!document.getElementById('gm-e02').hidden")
    page.go_back()
    until(page, "location.hash === '#vm-m01/1'")
    assert place(page) == "vm-m01/1"


TYPED = {
    "gm-d01": "gm-d01",
    "GM-E02": "gm-e02",
    "VM-M01/1": "vm-m01/1",
    "gm-d01/1": "gm-d01",
    "vm-m01/7": "vm-m01",
    "5": "gm-d01",
    "7/1": "vm-m01",
    "7": "vm-m01",
}


def test_what_somebody_types_as_an_address_is_understood(visit: Open) -> None:
    page = visit("#segment.2")
    for address, expected in TYPED.items():
        page.evaluate(f"location.hash = '{address}'")
        until(page, f"location.hash === '#{expected}'")
        assert place(page) == expected


def test_an_unknown_address_is_the_start_and_is_said(visit: Open) -> None:
    page = visit("#nergens")
    for address in ("nergens", "%E0%A4%A", "99", "page.help", "h.gm-d01", "notes.gm-d01"):
        page.evaluate(f"location.hash = '{address}'")
        until(page, "location.hash === '#deck.title'")
        assert place(page) == "deck.title"
        assert page.get_by_role("status").inner_text() == f"Dia '{address}' is er niet. 1 van 12"


def test_another_address_closes_the_dialog(visit: Open) -> None:
    page = visit("#gm-d01")
    for key, address in {"o": "gm-e02", "d": "gm-d01", "?": "gm-e02", "b": "gm-d01"}.items():
        press(page, key)
        page.evaluate(f"location.hash = '{address}'")
        until(page, "!document.querySelector('dialog[open]')")
        assert place(page) == address
        assert page.evaluate("document.activeElement.id") == f"h.{address}"


def test_cards_may_be_called_what_the_page_calls_its_own(visit: Open) -> None:
    page = visit(name="namesakes")
    press(page, "ArrowRight", "ArrowRight")
    for name in own_ids():
        press(page, "ArrowRight")
        assert place(page) == name
        assert page.evaluate("document.activeElement.textContent") == f"Kaart {name}"
        assert digits(page) == "5:00"
    assert page.locator("[id='page.position']").inner_text() == f"{len(own_ids()) + 3} / {len(own_ids()) + 4}"
    for name in ("clock", "words"):
        page.evaluate(f"location.hash = '{name}'")
        until(page, f"!document.getElementById('{name}').hidden")
        assert place(page) == name
        assert page.get_by_role("status").inner_text().split()[0].isdigit()
        for key in ("n", "o", "d", "?", "b"):
            press(page, key)
            press(page, "n" if key == "n" else "Escape")
        assert page.locator("dialog[open], .notes:not([hidden])").count() == 0
        press(page, "t")
        assert page.locator(".clock.running").is_visible()
        press(page, "t")


def test_links_on_the_agenda_lead_to_its_parts(visit: Open) -> None:
    page = visit("#deck.agenda")
    page.get_by_role("link", name="Mythes & vragen").click()
    assert place(page) == "segment.2"


def test_buttons_do_what_keys_do_and_keep_the_focus(visit: Open) -> None:
    page = visit()
    onward = page.locator(".bar").get_by_role("button", name="Volgende", exact=True)
    onward.focus()
    press(page, "Enter", "Space")
    assert place(page) == RUN[2]
    assert onward.evaluate("button => button === document.activeElement")
    assert page.locator("[id='page.live']").inner_text() == "3 van 12: Verhaal tot de eerste keuze"
    for button in page.locator(".bar button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert button.get_attribute("aria-keyshortcuts")
        assert button.get_attribute("aria-label")


def test_swipes_and_taps_turn_the_page(visit: Open) -> None:
    page = visit(size=(375, 667), has_touch=True)
    swipe = """([from, to]) => {
        const target = document.querySelector('main');
        const touch = (x) => new Touch({ identifier: 1, target, clientX: x, clientY: 300 });
        const send = (kind, touches, x) => target.dispatchEvent(
            new TouchEvent(kind, { touches, changedTouches: [touch(x)], bubbles: true }));
        send('touchstart', [touch(from)], from); send('touchend', [], to);
    }"""
    page.evaluate(swipe, [300, 100])
    assert place(page) == RUN[1]
    page.evaluate(swipe, [100, 300])
    assert place(page) == RUN[0]
    page.touchscreen.tap(360, 200)
    assert place(page) == RUN[1]
    page.touchscreen.tap(180, 30)
    assert place(page) == RUN[1]
    page.touchscreen.tap(10, 200)
    assert place(page) == RUN[0]


def test_modified_keys_and_switched_off_letters_do_nothing(visit: Open) -> None:
    page = visit()
    press(page, "Control+n", "Alt+o", "Meta+d", "Control+ArrowRight")
    assert place(page) == "deck.title"
    assert page.locator("dialog[open]").count() == 0
    press(page, "?")
    page.get_by_role("checkbox").uncheck()
    press(page, "Escape", "n", "o", "d", "t", "b", "?")
    assert page.locator("dialog[open], .notes:not([hidden])").count() == 0
    press(page, "ArrowRight")
    assert place(page) == RUN[1]
    page.reload()
    press(page, "o")
    assert page.locator("dialog[open]").count() == 0, "the choice is kept"
    press(page, "F1")
    assert page.get_by_text("F1 opent deze hulp altijd.").is_visible()
    page.get_by_role("checkbox").check()
    press(page, "F1", "o")
    assert page.get_by_role("dialog", name="Overzicht").is_visible()


# --- tools -----------------------------------------------------------------------------------------------------


def test_a_page_without_notes_has_no_button_for_them_and_no_key(visit: Open) -> None:
    page = visit("#gm-d01", name="shared")
    assert page.locator("template, .notes, [data-command=notes]").count() == 0
    press(page, "n", "ArrowRight")
    assert place(page) != "gm-d01"
    press(page, "?")
    assert page.locator("[id='page.help'] .commands").is_visible()
    assert page.locator("[id='page.help'] kbd").filter(has_text=re.compile("^N$")).count() == 0


def test_notes_are_shown_only_when_asked(visit: Open) -> None:
    page = visit("#gm-e02")
    assert "Stop hier" not in page.locator("body").text_content()
    press(page, "n")
    assert page.get_by_text("Stop hier: <b>niemand</b> & iedereen").is_visible()
    assert page.get_by_text("Hierna: Delen of zwijgen?").is_visible()
    press(page, "ArrowRight")
    assert page.locator("[id='page.notes-text']").inner_text().startswith("Stem vóór e04.")
    press(page, "n")
    assert "Stem vóór" not in page.locator("body").text_content()
    page.goto(page.url.replace("gm-d01", "segment.1"))
    press(page, "n")
    assert page.get_by_text("gm-e01 laten vallen").is_visible()


def test_the_overview_is_a_grid_for_the_keyboard(visit: Open) -> None:
    page = visit("#gm-d01")
    press(page, "o")
    tiles = page.locator("[id='page.overview'] a")
    assert tiles.count() == 12
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#gm-d01"
    press(page, "ArrowRight", "ArrowRight")
    press(page, "Enter")
    until(page, "!document.querySelector('dialog[open]')")
    assert place(page) == "vm-m01"
    page.go_back()
    until(page, "location.hash === '#gm-d01'")
    press(page, "Escape", "Home", "ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") != "#deck.title"
    press(page, "Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.id") == "h.gm-d01", "the focus returns"


def test_the_overview_of_the_largest_deck_fits_on_a_wall(visit: Open) -> None:
    page = visit(name="large", size=(1920, 1080))
    press(page, "o")
    overview = page.get_by_role("dialog", name="Overzicht")
    assert overview.evaluate("it => it.scrollHeight <= it.clientHeight")
    assert overview.locator("a").count() > 60


def test_arrows_in_the_overview_go_up_and_down_between_rows_of_any_length(visit: Open) -> None:
    page = visit("#gm-d01", size=(375, 667))
    press(page, "o")
    for key, expected in (
        ("ArrowDown", "segment.2"),
        ("ArrowDown", "vm-m01"),
        ("ArrowUp", "segment.2"),
        ("End", "deck.end"),
    ):
        press(page, key)
        assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{expected}"
    press(page, "ArrowDown", "Enter")
    until(page, "!document.querySelector('dialog[open]')")
    assert place(page) == "deck.end", "nothing is below the last row"


def test_help_names_every_key_and_is_a_menu(visit: Open) -> None:
    page = visit("#gm-d01")
    press(page, "?")
    keys = page.locator("[id='page.help'] kbd").all_inner_texts()
    assert {"N", "T", "O", "D", "F", "B", "L", "P", "Home", "End"} <= set(keys)
    page.locator("[id='page.help']").get_by_role("button", name="Notities").click()
    assert page.locator("dialog[open]").count() == 0
    assert page.locator("[id='page.notes']").is_visible()
    press(page, "?", "?")
    assert page.locator("dialog[open]").count() == 0


def test_a_phone_reaches_every_command_by_a_button(visit: Open) -> None:
    page = visit("#one-two", size=(375, 667), has_touch=True)
    for name in ("Licht of donker", "Scherm leeg", "Volledig scherm", "Klok terugzetten", "Volgende stap van de klok"):
        page.locator(".bar").get_by_role("button", name="Menu en hulp").tap()
        page.get_by_role("dialog", name="Menu en hulp").get_by_role("button", name=name).tap()
        assert page.get_by_role("dialog", name="Menu en hulp").count() == 0
        if name == "Scherm leeg":
            page.get_by_role("button", name="Verder").tap()
    assert digits(page) == "2:00"


def test_a_slide_that_goes_on_below_says_so(visit: Open) -> None:
    page = visit("#x-1", name="hard", size=(375, 667))
    shade = "getComputedStyle(document.querySelector('.slide:not([hidden])'), '::after').content"
    assert page.evaluate(shade) != "none"
    page.locator("#x-1 .face").evaluate("face => face.scrollTo(0, face.scrollHeight)")
    until(page, f"{shade} === 'none'")
    page.locator("#x-1 .face").evaluate("face => face.scrollTo(0, 0)")
    until(page, f"{shade} !== 'none'")
    page.goto(page.url.replace("x-1", "x-3"))
    until(page, f"{shade} === 'none'")


def test_strong_words_stand_out_in_large_type(visit: Open) -> None:
    page = visit("#x-4", name="hard")
    style = "it => [getComputedStyle(it).fontWeight, getComputedStyle(it).color]"
    for around in ("h2", "p.title"):
        weight, colour = page.locator(f"#x-4 {around}").evaluate(style)
        strong = page.locator(f"#x-4 {around} strong").evaluate(style)
        assert strong[0] == weight
        assert strong[1] != colour


def test_draw_gives_every_card_of_a_suit_before_any_comes_back(visit: Open) -> None:
    page = visit()
    page.evaluate("Math.random = () => 0")  # cards from the start: the one drawn last is not that of the story
    drawn = []
    for _ in range(6):
        press(page, "d")
        page.get_by_role("button", name=re.compile("Alle kaarten")).click()
        drawn.append(place(page))
    assert sorted(drawn) == sorted(["gm-e02", "gm-d01", "vm-m01", "sp-q01", "one-two", "ac-16"])
    press(page, "d", "d")
    assert len({*drawn, place(page)}) == 6, "all are drawn: the pile is shuffled"
    assert page.locator("dialog[open]").count() == 0
    press(page, "d")
    assert page.get_by_role("button", name=re.compile("Alle kaarten nog 5")).is_visible()
    press(page, "Escape")
    for _ in range(5):
        press(page, "d", "d")
        drawn.append(place(page))
    press(page, "d")
    assert page.get_by_role("button", name=re.compile("Mythe nog 0")).is_visible()
    press(page, "Tab", "Enter")
    assert place(page) == "gm-e02", "an empty pile is shuffled again"
    page.go_back()
    until(page, f"location.hash === '#{drawn[-1]}'")


def test_from_a_drawn_card_there_is_a_way_back(visit: Open) -> None:
    page = visit("#segment.2")
    page.evaluate("Math.random = () => 0")  # cards from the start: the slide after one of them is not this one
    back = page.locator(".bar").get_by_role("button", name="Terug naar waar je was")
    assert not back.is_visible()
    press(page, "Backspace", "r")
    assert place(page) == "segment.2", "nothing to go back to"
    for way in ("Backspace", "r"):
        press(page, "d", "d", "d", "d")
        assert place(page) != "segment.2"
        press(page, way)
        assert place(page) == "segment.2", "several draws lead back to where they began"
    press(page, "d", "d", "ArrowRight")
    back.click()
    assert place(page) == "segment.2"
    assert not back.is_visible()
    press(page, "?")
    assert page.locator("[id='page.help']").get_by_role("button", name="Terug naar waar je was").is_disabled()
    assert {"R", "Backspace"} <= set(page.locator("[id='page.help'] kbd").all_inner_texts())


def test_arrows_move_among_the_piles(visit: Open) -> None:
    page = visit("#gm-e02")
    press(page, "d")
    pile = "document.activeElement.dataset.pile"
    for key, expected in (("ArrowRight", "story"), ("ArrowDown", "myth"), ("ArrowLeft", "choice"), ("Home", "")):
        press(page, key)
        assert page.evaluate(pile) == expected
    press(page, "ArrowRight", "ArrowRight", "Enter")
    assert place(page) == "gm-d01"


def test_a_myth_is_drawn_with_its_answer_and_once(visit: Open) -> None:
    page = visit("#deck.title", name="large")
    press(page, "d")
    myths = page.get_by_role("button", name=re.compile("^Mythe"))
    assert myths.inner_text().split()[-1] == "5"
    myths.click()
    card = place(page)
    assert card.endswith("~2")
    press(page, "ArrowRight")
    assert place(page) == card + "/1"


def test_every_key_does_something_in_the_overview(visit: Open) -> None:
    page = visit("#gm-d01")
    overview = page.get_by_role("dialog", name="Overzicht")
    for key, there in {"d": "[id='page.draw'][open]", "?": "[id='page.help'][open]", "b": "[id='page.blank'][open]",
                       "n": ".notes:not([hidden])", "t": ".clock.running"}.items():  # fmt: skip
        press(page, "o")
        assert overview.count() == 1
        press(page, key)
        assert overview.count() == 0
        assert page.locator(there).count() == 1
        press(page, *(key if key in "nt" else ("Escape",)))
    press(page, "o", "PageDown")
    assert (place(page), overview.count()) == ("segment.2", 0), "a clicker turns the page from anywhere"


def test_a_run_has_an_end(visit: Open) -> None:
    page = visit("#ac-16")
    press(page, "ArrowRight")
    assert place(page) == "deck.end"
    assert page.get_by_role("heading", name="Dat was het").is_visible()
    page.get_by_role("link", name="Naar het begin").click()
    assert place(page) == "deck.title"


def test_blank_hides_everything_until_any_key(visit: Open) -> None:
    page = visit("#gm-d01")
    for end in ("b", "Escape", "Space", "ArrowRight"):
        press(page, "b")
        assert page.evaluate("document.elementFromPoint(400, 300).closest('dialog').id") == "page.blank"
        press(page, end)
        assert page.locator("dialog[open]").count() == 0
        assert place(page) == "gm-d01"


def test_light_and_dark_are_a_choice_that_is_kept(visit: Open) -> None:
    page = visit("#gm-d01", color_scheme="light")
    ground = "getComputedStyle(document.querySelector('#gm-d01')).backgroundColor"
    light = page.evaluate(ground)
    press(page, "l")
    assert page.evaluate(ground) != light
    page.reload()
    assert page.evaluate(ground) != light
    press(page, "l")
    assert page.evaluate(ground) == light
    assert visit("#gm-d01", color_scheme="dark").evaluate(ground) != light


# --- the clock -------------------------------------------------------------------------------------------------


def test_a_number_and_enter_go_to_that_slide(visit: Open) -> None:
    page = visit()
    press(page, "3")
    assert page.locator("[id='page.position']").inner_text() == "3 / 12"
    press(page, "Enter")
    assert place(page) == RUN[2]
    press(page, "1", "2", "Enter")
    assert page.locator("[id='page.position']").inner_text() == "12 / 12"
    here = place(page)
    press(page, "9", "9", "Enter")
    assert place(page) == here
    assert "99" in page.get_by_role("status").inner_text()
    press(page, "2", "Escape", "Escape", "Enter")
    assert place(page) == here, "another key forgets the number"
    page.go_back()
    assert place(page) == RUN[2], "a jump can be taken back"


def test_a_segment_counts_down_and_speaks_at_few_moments(visit: Open) -> None:
    page = visit("#segment.1", clock=True)
    said = []
    page.expose_function("said", lambda text: said.append(text))
    page.evaluate("""() => {
        const live = document.querySelector('[role=status]');
        new MutationObserver(() => said(live.textContent)).observe(live, { childList: true });
    }""")
    assert digits(page) == "10:00"
    press(page, "t")
    page.clock.run_for(61_100)
    assert digits(page) == "8:59"
    press(page, "t")
    page.clock.run_for(30_000)
    assert digits(page) == "8:59", "a pause is a pause"
    press(page, "t")
    page.clock.run_for(538_000)
    assert digits(page) == "0:01"
    page.clock.run_for(1_100)
    assert digits(page) == "Tijd!"
    assert "up" in page.locator("[id='page.clock']").get_attribute("class")
    assert [text.strip() for text in said] == [
        "Klok loopt: Verhaal tot de eerste keuze: 10 min",
        "Klok staat stil: 8 min 59 s",
        "Klok loopt: Verhaal tot de eerste keuze: 8 min 59 s",
        "Op de helft: nog 5 min",
        "Nog één minuut",
        "Tijd!",
    ]
    press(page, "Shift+T")
    assert digits(page) == "10:00"


def test_the_phases_of_a_method_follow_each_other(visit: Open) -> None:
    page = visit("#one-two", clock=True)
    assert digits(page) == "1:00"
    assert page.locator("[id='page.clock-phase']").inner_text() == "1/2 · alleen"
    press(page, "t")
    page.clock.run_for(60_100)
    assert digits(page) == "Tijd!"
    press(page, "t", "ArrowRight")
    assert place(page) == "one-two/1"
    page.clock.run_for(10_100)
    assert digits(page) == "1:50", "a reveal has the clock of its card"
    assert page.locator(".steps [aria-current=step]").inner_text().endswith("in duo's")
    press(page, "Shift+T", "Shift+T")
    assert digits(page) == "1:00"
    press(page, "p")
    assert digits(page) == "2:00"


def test_a_sleeping_tab_and_another_slide_lose_no_time(visit: Open) -> None:
    page = visit("#segment.1", clock=True)
    press(page, "t", "ArrowRight", "ArrowRight")
    assert place(page) == "gm-d01"
    assert digits(page) == "0:30"
    page.clock.fast_forward(120_000)
    assert page.locator("[id='page.clock-other']").inner_text() == "Verhaal tot de eerste keuze 8:00"
    press(page, "ArrowLeft", "ArrowLeft")
    assert digits(page) == "8:00"


def test_the_cards_of_a_part_share_its_clock(visit: Open) -> None:
    page = visit("#gm-e02", clock=True)
    phase = page.locator("[id='page.clock-phase']")
    assert (digits(page), phase.inner_text()) == ("10:00", "Verhaal tot de eerste keuze")
    press(page, "t")
    page.clock.run_for(60_100)
    press(page, "ArrowLeft")
    assert (digits(page), phase.inner_text()) == ("9:00", "")
    press(page, "t", "ArrowRight")
    page.clock.run_for(60_000)
    assert digits(page) == "9:00", "stopped on one slide, stopped on all"


def test_an_answer_does_not_begin_the_clock_again(visit: Open) -> None:
    page = visit("#vm-m01/1", clock=True)
    phase = page.locator("[id='page.clock-phase']")
    assert digits(page) == "0:30"
    assert phase.inner_text() == ""
    press(page, "ArrowLeft")
    assert phase.inner_text() == "1/2 · lezen en nadenken"
    press(page, "t")
    page.clock.run_for(5_100)
    press(page, "ArrowRight")
    assert digits(page) == "0:25"
    assert phase.inner_text() == "1/2 · lezen en nadenken"


def test_the_next_step_starts_when_the_one_before_it_is_over_and_the_last_is_the_last(visit: Open) -> None:
    page = visit("#one-two", clock=True)
    button = page.locator(".bar").get_by_role("button", name="Volgende stap van de klok")
    press(page, "t")
    page.clock.run_for(60_100)
    assert digits(page) == "Tijd!"
    press(page, "p")
    page.clock.run_for(10_100)
    assert digits(page) == "1:50"
    assert button.is_disabled()
    press(page, "p")
    assert digits(page) == "1:50", "nothing comes after the last step"
    press(page, "Shift+T", "Shift+T", "t")
    page.clock.run_for(20_000)
    press(page, "p")
    page.clock.run_for(10_100)
    assert digits(page) == "1:50", "a step that is cut short hands over at once"


BOXES = """Array.from(document.querySelectorAll('.slide:not([hidden]) :is(.steps li, .content > *)'), it => {
  const box = it.getBoundingClientRect();
  return [box.x, box.y, box.width, box.height].map(n => Math.round(n * 10));
})"""


def test_a_part_stays_in_place_when_its_clock_starts(visit: Open) -> None:
    page = visit("#segment.9", name="large", size=(1920, 1080))
    before = page.evaluate(BOXES)
    press(page, "t")
    assert page.evaluate(BOXES) == before


@pytest.mark.parametrize("size", [(1920, 1080), (375, 667)])
@pytest.mark.parametrize("address", ["position-line/1", "fifteen-percent/1"])
def test_nothing_moves_when_a_clock_starts_and_its_steps_follow(visit: Open, address: str, size: Any) -> None:
    page = visit("#" + address, name="methods", size=size, clock=True)
    before = page.evaluate(BOXES)
    seen = []
    press(page, "t")
    for _ in range(5):
        seen.append(page.evaluate(BOXES))
        page.clock.run_for(600_100)
        seen.append(page.evaluate(BOXES))
        press(page, "p")
    assert len(before) > 5
    assert seen == [before] * 10


def test_a_method_that_takes_another_time_has_one_clock(visit: Open) -> None:
    page = visit("#ac-16")
    assert digits(page) == "3:00"
    assert page.locator("[id='page.clock-phase']").inner_text() == ""


def test_a_time_per_person_says_so(visit: Open) -> None:
    page = visit("#sp-q01")
    assert digits(page) == "1:00"
    assert page.locator("[id='page.clock-phase']").inner_text() == "ieder aan de beurt · per persoon"


# --- what everybody can see ------------------------------------------------------------------------------------

STATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "title": ("", ()),
    "agenda": ("#deck.agenda", ()),
    "segment": ("#segment.1", ()),
    "card": ("#gm-e02", ()),
    "decision": ("#gm-d01", ()),
    "claim": ("#vm-m01", ()),
    "revealed": ("#vm-m01/1", ()),
    "question": ("#sp-q01", ()),
    "method": ("#one-two/1", ("t",)),
    "action": ("#ac-16", ()),
    "notes": ("#gm-e02", ("n",)),
    "overview": ("#gm-e02", ("o",)),
    "help": ("#gm-e02", ("?",)),
    "draw": ("#gm-e02", ("d",)),
    "blank": ("#gm-e02", ("b",)),
}


WALL, PHONE = (1920, 1080), (375, 667)


@pytest.mark.parametrize(
    ("size", "scheme", "states"),
    [
        (WALL, "light", tuple(STATES)),
        (WALL, "dark", ("agenda", "decision", "revealed", "notes", "draw")),
        (PHONE, "light", ("decision", "overview", "help")),
    ],
)
def test_axe_finds_nothing(visit: Open, size: tuple[int, int], scheme: str, states: tuple[str, ...]) -> None:
    axe = axe_api.Axe()
    page = visit(size=size, color_scheme=scheme)
    start = page.url.partition("#")[0]
    for state in states:
        address, keys = STATES[state]
        page.goto(f"{start}?{state}{address}")  # a new question is a new page
        press(page, *keys)
        found = axe.run(page).response["violations"]
        assert [(state, item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []


def test_axe_finds_nothing_where_a_slide_scrolls(visit: Open) -> None:
    page = visit("#x-1", name="hard", size=(320, 568))
    assert page.evaluate("document.querySelector('#x-1 .face').tabIndex") == 0
    assert axe_api.Axe().run(page).response["violations"] == []


MEASURE = """() => {
  const slide = document.querySelector('.slide:not([hidden])');
  const face = slide.querySelector('.face');
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page is too wide');
  if (face.scrollWidth > face.clientWidth) wrong.push('the face is too wide');
  const scrolls = face.scrollHeight > face.clientHeight + 1;
  const floor = Math.min(innerHeight, document.querySelector('.bar').getBoundingClientRect().top);
  for (const it of slide.querySelectorAll('.face *, .band *')) {
    if (it.closest('svg, .unseen, [aria-hidden]') || !it.checkVisibility()) continue;
    const box = it.getBoundingClientRect();
    const name = it.tagName + '.' + it.className + ': ' + it.textContent.slice(0, 30);
    if (box.left < -1 || box.right > innerWidth + 1) wrong.push('outside: ' + name);
    if (it.scrollWidth > it.clientWidth + 1 && it.clientWidth) wrong.push('clipped: ' + name);
    if (!scrolls && it.closest('.face') && box.bottom > floor + 1) wrong.push('below: ' + name);
  }
  const foot = slide.querySelector('.foot');
  const content = [...slide.querySelectorAll('.content > *')].map(it => it.getBoundingClientRect().bottom);
  const top = foot && Math.min(...[...foot.querySelectorAll('*')].filter(it => it.checkVisibility())
    .map(it => it.getBoundingClientRect().top));
  if (foot && Math.max(...content) > top + 1) wrong.push('the foot lies over the content');
  return wrong;
}"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["example", "hard"])
def test_nothing_is_cut_off_at_any_size(visit: Open, size: tuple[int, int], name: str) -> None:
    page = visit(name=name, size=size)
    total = page.locator(".slide").count()
    for _ in range(total):
        assert page.evaluate(MEASURE) == [], place(page)
        press(page, "n")
        assert page.evaluate(MEASURE) == [], f"{place(page)} beside its notes"
        press(page, "n", "ArrowRight")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_choice_with_most_options_fits_on_a_phone(visit: Open, language: str) -> None:
    page = visit("#gm-d06", name=f"gold-{language}", size=(375, 667))
    assert page.locator("#gm-d06 .options li").count() == 8
    assert (
        page.evaluate("(face => face.scrollHeight - face.clientHeight)(document.querySelector('#gm-d06 .face'))") <= 1
    )
    assert page.evaluate(MEASURE) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_answer_to_vote_for_stands_alone_on_a_row(visit: Open, language: str, size: tuple[int, int]) -> None:
    page = visit("#vm-m02", name=f"myths-{language}", size=size)
    tops = [box["y"] for box in (item.bounding_box() for item in page.locator("#vm-m02 .ballot li").all())]
    assert len(set(tops)) in (1, len(tops))


@pytest.mark.parametrize("size", [(375, 667), (320, 568)])
def test_the_bar_of_a_phone_has_room_for_the_way_back(visit: Open, size: tuple[int, int]) -> None:
    page = visit("#segment.2", name="large", size=size)
    press(page, "d", "d")
    boxes = [button.bounding_box() for button in page.locator(".bar button:visible").all()]
    assert len(boxes) == 8
    assert max(box["x"] + box["width"] for box in boxes) <= size[0]
    assert min(box["width"] for box in boxes) >= 24


def test_type_shrinks_to_what_can_be_read_and_then_scrolls(visit: Open) -> None:
    page = visit("#x-1", name="hard", size=(1920, 1080))
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('#x-1 .face')).fontSize)") >= 28
    press(page, "ArrowDown")
    assert place(page) == "x-1", "down reads on first"
    assert page.evaluate("document.querySelector('#x-1 .face').scrollTop") > 0
    press(page, "PageDown")
    assert place(page) == "x-2", "a clicker turns the page"


def said(page: Any) -> str:
    return " ".join(page.locator("body").inner_text().split())


def check_all_is_there_once(page: Any) -> None:
    texts = [
        "Jij bent Bavo.", "eerst de baas om spelregels vragen", "Wie het meest belt, is het productiefst.",
        "De juiste persoon aan de lijn", "Zoek uit wie de telefoon opneemt.", "Wanneer hield jij",
        "in duo's", "Als dit gebeurt",
    ]  # fmt: skip
    text = said(page)
    assert [text.count(one) for one in texts] == [1] * len(texts)
    assert sorted(texts, key=text.index) == texts, "in the order of the run"
    assert not re.search("Stop hier|laten vallen", text), "notes stay away"
    assert page.locator("button:visible, dialog:visible, [role=status]:visible").count() == 0


def test_without_script_it_is_a_page_to_read(visit: Open) -> None:
    page = visit(java_script_enabled=False)
    check_all_is_there_once(page)
    press(page, "Tab")
    assert page.get_by_role("link", name="Naar de eerste kaart").is_visible()
    assert page.get_by_role("heading", level=2).count() == len(RUN) - 1


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_every_face_has_a_page(visit: Open, script: bool) -> None:
    page = visit("#gm-d01", java_script_enabled=script)
    if script:
        press(page, "n")
    page.emulate_media(media="print")
    check_all_is_there_once(page)
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == len(RUN) - 1, "the end is not a page"


def test_system_colours_and_no_storage_are_fine(visit: Open) -> None:
    page = visit("#gm-d01", forced_colors="active")
    assert page.get_by_text("Jij bent Bavo.").is_visible()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })")
    page.reload()
    press(page, "l", "ArrowRight")
    assert place(page) == "segment.2"


def test_notes_that_look_like_html_stay_text(visit: Open) -> None:
    page = visit("#gm-e02")
    press(page, "n")
    assert page.locator("[id='page.notes-text'] b").count() == 0
    assert (
        page.locator("[id='page.notes-text'] p").first.inner_text()
        == "Stop hier: <b>niemand</b> & iedereen schrijft stil op."
    )

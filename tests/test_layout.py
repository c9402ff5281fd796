"""Cards at every size: type as large as fits, never below the floor, nothing outside the card."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards import build, compose, layout
from teamcards.content import Content
from teamcards.deck import Deck, Face, Part
from teamcards.drawing import Drawing, Line, Rect, Run
from teamcards.markup import plain
from teamcards.template import Fallback
from teamcards.units import MM

DECK = "title: Proef\nlanguages: [nl]\ncards: [t-1]\n"


def runs(drawing: Drawing) -> list[Run]:
    shared = runs(drawing.shared) if drawing.shared else []
    return shared + [item for item in drawing.items if isinstance(item, Run)]


def words(drawing: Drawing) -> str:
    return " ".join(glyphs.text for run in runs(drawing) for glyphs in run.glyphs)


def front(content: Content, size: str | None = None) -> tuple[Drawing, float, list[str]]:
    deck, problems = compose.compose("t", content, "nl", size)
    assert deck is not None, problems
    look, _ = layout.load(deck)
    assert look is not None
    sides, found = layout.draw(deck.cards[0], deck, look)
    return sides.front, sides.smallest, [str(problem) for problem in found]


def episode(text: str) -> dict[str, str]:
    return {
        "cards__t": f"language: nl\ncards:\n  t-1: {{kind: episode, title: Titel, text: '{text}'}}\n",
        "decks__t": DECK,
    }


def test_a_longer_text_is_set_smaller(project):
    sizes = [front(project(**episode("woord " * count)))[1] for count in (10, 60, 90)]
    assert sizes[0] > 12
    assert sizes[0] > sizes[1] > sizes[2] >= 7


def test_a_text_below_nine_points_is_noted_and_below_the_floor_an_error(project):
    _, size, noted = front(project(**episode("woord " * 100)))
    assert 7 <= size < 9
    assert "note" in noted[0]
    assert f"is set in {size:g} pt to fit" in noted[0]
    _, _, wrong = front(project(**episode("woord " * 400)))
    assert "error: card 't-1' (front, nl) does not fit at 7 pt: " in wrong[0]
    assert "mm too high (take out about " in wrong[0]


@pytest.mark.parametrize(
    "size", ["poker", "bridge", "skat", "tarot", "square", "mini", "large", "business", "a7", "a6"]
)
def test_one_template_serves_every_size(shipped, size):
    """Everything that a card says stands inside its trim, at every size it fits."""
    drawn, problems = build.draw("spiegel", shipped, "nl", size)
    wrong = [str(problem) for problem in problems if problem.severity == "error"]
    assert wrong == []
    assert drawn is not None
    for side in drawn.sides:
        for run in runs(side.front):
            width = sum(glyphs.width for glyphs in run.glyphs) * run.size / 1000
            assert run.x >= 0
            assert run.x + width <= drawn.deck.width
            assert run.size <= run.y <= drawn.deck.height


def test_type_grows_with_the_card(shipped):
    sizes = [build.draw("goudmijn", shipped, "nl", size)[0] for size in ("poker", "a6")]
    assert all(sizes)
    assert sizes[1].smallest > 1.3 * sizes[0].smallest


@given(st.text("abcde ij", min_size=1, max_size=900))
@settings(max_examples=60)
def test_every_text_is_whole_or_an_error(afspraak, text):
    """Never cut: all its words are on the card, in order, or the card is refused."""
    deck, look = afspraak
    card = deck.cards[0]._replace(front=Face((Part("body", plain(text)),)), method=None, minutes=0)
    sides, problems = layout.draw(card, deck, look)
    if any(problem.severity == "error" for problem in problems):
        assert sides.front.items == ()
    else:
        drawn = words(sides.front).replace("\u00ad ", "")
        assert "".join(text.split()) in "".join(drawn.split())


@pytest.fixture(scope="module")
def afspraak(shipped) -> tuple[Deck, layout.Look]:
    deck, _ = compose.compose("afspraak", shipped, "nl")
    assert deck is not None
    look, _ = layout.load(deck)
    assert look is not None
    return deck, look


def test_text_parts_do_not_overlap(shipped):
    drawn, _ = build.draw("goudmijn", shipped, "nl", None)
    for side in drawn.sides:
        for face in (side.front, side.back):
            lines = sorted({(round(run.y, 1), run.size) for run in runs(face)})
            inside = [(y, size) for y, size in lines if size >= 7]
            for (y, _), (below, size) in pairwise(inside):
                assert below - y < 1.5 or below - 0.75 * size > y - 0.5, side.id


@pytest.mark.parametrize("size", [(63, 88), (52, 90), (70, 120), (44, 68), (44, 90)])
def test_text_keeps_clear_of_a_method_above_the_line_of_the_footer(shipped, size):
    deck, _ = compose.compose("goudmijn", shipped, "nl")
    assert deck is not None
    deck = deck._replace(width=size[0] * MM, height=size[1] * MM)
    look, _ = layout.load(deck)
    assert look is not None
    gaps = {}
    for card in deck.cards:
        if card.method is None or card.method.id == card.id:
            continue
        sides, problems = layout.draw(card, deck, look)
        if any(problem.severity == "error" for problem in problems):
            continue  # it is not printed
        (method,) = (run for run in runs(sides.front) if run.passage and run.passage[:2] == ("footer", 1))
        above = [run for run in runs(sides.front) if run.y < method.y - 1 and run.size > method.size]
        lows = [run.y + 0.25 * run.size for run in above]  # with what hangs below the line
        lows += [item.box.y + item.box.height for item in sides.front.items if isinstance(item, Rect)]
        gaps[card.id] = method.y - 0.75 * method.size - max(lows)
    assert len(gaps) > 30
    assert {id: gap for id, gap in gaps.items() if gap <= 1 * MM} == {}


def test_the_band_is_one_drawing_for_all_cards_of_a_suit(shipped):
    drawn, _ = build.draw("spiegel", shipped, "nl", None)
    assert len({id(side.front.shared) for side in drawn.sides}) == 2
    assert len({id(side.back) for side in drawn.sides}) == 1


def test_colour_that_touches_an_edge_runs_past_it(shipped):
    drawn, _ = build.draw("spiegel", shipped, "nl", None)
    side = drawn.sides[0]
    band = next(item for item in side.front.shared.items if isinstance(item, Rect))
    back = next(item for item in side.back.items if isinstance(item, Rect))
    assert (band.box.x, band.box.y) == (-layout.BLEED, -layout.BLEED)
    assert back.box.width == pytest.approx(drawn.deck.width + 2 * layout.BLEED)
    assert back.box.height == pytest.approx(drawn.deck.height + 2 * layout.BLEED)


def test_lines_to_write_on_are_far_enough_apart(shipped):
    drawn, _ = build.draw("afspraak", shipped, "en", None)
    for side in drawn.sides:
        rules = sorted(item.y1 for item in side.front.items if isinstance(item, Line))
        assert all(below - above >= 7 * 72 / 25.4 for above, below in pairwise(rules))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title: Proef": "title: 日本"}, "no glyph for '日' (U+65E5) in the title of the deck"),
        ({"title: Proef": "title: Proef ★\nback: none"}, "no glyph for '★' (U+2605) in the title of the deck"),
        ({"title: Titel": "title: Titel \U0001f600"}, "no glyph for '\U0001f600' (U+1F600)"),
        ({"title: Proef": "title: " + "lang " * 120}, "the title of the deck is too long for the back of its cards"),
        ({"t-1": "t-" + "1" * 70}, "no room for the id"),
    ],
)
def test_what_surrounds_a_card_is_measured_too(project, change, message):
    files = episode("tekst")
    for old, new in change.items():
        files = {name: text.replace(old, new.strip()) for name, text in files.items()}
    _, problems = build.draw("t", project(**files), "nl", None)
    assert any(message in str(problem) for problem in problems), problems


def test_signs_that_the_type_lacks_come_from_a_fallback_font(project):
    files = episode("☐ Klaar? ✓ ★★☆ → *ja*")
    drawn, problems = build.draw("t", project(**files), "nl", None)
    assert problems == []
    found = [
        (Path(run.font).stem, " ".join(glyphs.text for glyphs in run.glyphs)) for run in runs(drawn.sides[0].front)
    ]
    signs = "NotoSansSymbols2-Regular"
    assert (signs, "☐") in found
    assert (signs, "✓ ★★☆") in found
    assert ("FiraSans-Regular", "→") in found
    placed = sorted(
        (run for run in runs(drawn.sides[0].front) if run.size > 12 and "Bold" not in run.font),
        key=lambda run: (run.y, run.x),
    )
    for left, right in pairwise(placed):
        assert left.y < right.y or left.x + sum(glyphs.width for glyphs in left.glyphs) * left.size / 1000 <= right.x


def test_quotes_and_dashes_are_those_of_print(project):
    files = episode("Zo")
    files["cards__t"] = files["cards__t"].replace("'Zo'", '"Ze zei: \'zo\'n foto\' - en \\"nee\\"."')
    drawn, _ = build.draw("t", project(**files), "nl", None)
    assert "Ze zei: ‘zo’n foto’ – en “nee”." in words(drawn.sides[0].front)


def test_a_sign_whose_font_is_not_installed_is_named_with_what_to_install(project):
    deck, _ = compose.compose("t", project(**episode("☐ Klaar?")), "nl", None)
    absent = Fallback(package="fontpkg_not_here", file="Signs.ttf")
    deck = deck._replace(look=deck.look.model_copy(update={"fallbacks": (absent,)}))
    look, _ = layout.load(deck)
    _, (problem,) = layout.draw(deck.cards[0], deck, look)
    assert "card 't-1' (front, nl): no glyph for '☐' (U+2610)" in str(problem)
    assert "pip install fontpkg-not-here" in str(problem)


def test_the_message_for_signs_is_the_one_of_the_documentation(shipped):
    absent = shipped.templates["classic"].value.fallbacks
    (told,) = [fallback.installed_by for fallback in absent]
    assert f"pip install {told}" in (ROOT / "docs/print.md").read_text("utf-8")

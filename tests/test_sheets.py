"""Imposition as a law: every card once, on the paper, apart from the others, its back behind its front."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards import fonts, sheets
from teamcards.drawing import Box, Drawing, Page, Sides
from teamcards.sheets import Paper, Wording
from teamcards.units import MM

FONT = fonts.load("fontpkg_fira_sans", "FiraSans-Regular.ttf")
WORDING = Wording("Deck", "sheet", "of", "front", "back", "flip", "100 %", FONT)
BLEED = 2 * MM
MILLIMETRES = st.integers(25, 130)


def cards(count: int, copies: int, width: float, height: float) -> list[Sides]:
    def side() -> Drawing:
        return Drawing(width, height, ())

    return [Sides(f"c-{n}", f"Card {n}", side(), side(), copies if n == 0 else 1) for n in range(count)]


def impose(count, copies, width, height, flip) -> tuple[list[Sides], sheets.Grid, list[Page]]:
    made = cards(count, copies, width, height)
    grid = sheets.grid(width, height, Paper("A4", 210 * MM, 297 * MM), BLEED)
    return made, grid, sheets.impose(made, grid, flip, BLEED, WORDING)


def overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0.01 and down > 0.01


@given(st.integers(1, 40), st.integers(1, 5), MILLIMETRES, MILLIMETRES, st.sampled_from(["long", "short"]))
@settings(derandomize=True, deadline=None, max_examples=80)
def test_every_card_once_apart_and_its_back_behind_it(count, copies, width, height, flip):
    made, grid, pages = impose(count, copies, width * MM, height * MM, flip)
    fronts = {id(card.front): card for card in made}
    printed: Counter[str] = Counter()
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        placed = [p for p in front.placed if id(p.drawing) in fronts]
        behind = {id(p.drawing): [] for p in back.placed}
        for p in back.placed:
            behind[id(p.drawing)].append((round(p.box.x, 3), round(p.box.y, 3), p.turn))
        for p in placed:
            card = fronts[id(p.drawing)]
            printed[card.id] += 1
            x, y = p.box.x, p.box.y
            if flip == "long":
                wanted = (round(front.width - x - p.box.width, 3), round(y, 3), {0: 0, 90: 270}[grid.turn])
            else:
                wanted = (round(x, 3), round(front.height - y - p.box.height, 3), {0: 180, 90: 90}[grid.turn])
            assert wanted in behind[id(card.back)]
        for n, one in enumerate(placed):
            assert not any(overlap(one.box, other.box) for other in placed[:n])
            assert not any(overlap(one.clip, other.box) for other in placed if other is not one)
            assert one.clip.x <= one.box.x
            assert one.clip.width <= one.box.width + 2 * BLEED + 0.01
        assert all(p.box.x >= sheets.EDGE - 0.01 and p.box.y >= sheets.EDGE - 0.01 for p in placed)
    assert printed == {card.id: card.copies for card in made}


@given(st.integers(1, 20), MILLIMETRES, MILLIMETRES)
@settings(derandomize=True, deadline=None, max_examples=80)
def test_no_mark_touches_a_place_for_a_card(count, width, height):
    _, grid, pages = impose(count, 1, width * MM, height * MM, "long")
    places = [grid.slot(n) for n in range(grid.places)]
    for page in pages:
        for mark in page.items:
            line = Box(mark.x1, mark.y1, max(mark.x2 - mark.x1, 0.02), max(mark.y2 - mark.y1, 0.02))
            assert not any(overlap(line, place.inset(0.02)) for place in places)


@given(MILLIMETRES, MILLIMETRES)
@settings(derandomize=True, deadline=None)
def test_as_many_cards_fit_as_brute_force_finds(width, height):
    grid = sheets.grid(width * MM, height * MM, Paper("A4", 210 * MM, 297 * MM), BLEED)
    upright, turned = (
        max(n for n in range(20) if n * across <= 200) * max(n for n in range(20) if n * down <= 287)
        for across, down in ((width, height), (height, width))
    )
    assert grid.places == max(upright, turned)
    assert grid.turn == (90 if turned > upright else 0)


def test_bookmarks_name_each_card_once():
    _, _, pages = impose(12, 4, 63 * MM, 88 * MM, "long")
    titles = [mark.title for page in pages for mark in page.bookmarks]
    assert titles == [f"Card {n}" for n in range(12)]

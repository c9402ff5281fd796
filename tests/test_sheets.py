"""Imposition as a law: every card once, on the paper, apart from the others, its back behind its front."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards import fonts, sheets
from teamcards.drawing import Box, Drawing, Line, Page, Placed, Sides
from teamcards.sheets import Caption, Job, Paper, Room
from teamcards.units import MM

FONT = fonts.load("fontpkg_fira_sans", "FiraSans-Regular.ttf")
CAPTION = Caption("Deck", "sheet", "of", "front", "back", "how", "100 %", FONT)
SIZES = {"poker": (63, 88), "bridge": (57, 88), "skat": (59, 91), "tarot": (70, 120), "square": (89, 89),
         "mini": (44, 63), "business": (85, 55), "a7": (74, 105)}  # fmt: skip
PAPERS = {"a3": (297, 420), "a4": (210, 297), "a5": (148, 210), "letter": (215.9, 279.4), "legal": (215.9, 355.6),
          "sra3": (320, 450)}  # fmt: skip
FRONT, BACK = (Line(0, 0, 1, 1, 0.1, (0, 0, 0)),), (Line(0, 0, 2, 2, 0.1, (0, 0, 0)),)
WAYS = ["long", "short", "fold", "manual"]
EVERY = list(itertools.product(SIZES, PAPERS, WAYS))
MILLIMETRES = st.integers(25, 130)
CLEAR = 0.95 * MM  # from a card to the marks around it, and a little more to the fold


def cards(count: int, copies: int, width: float, height: float) -> list[Sides]:
    front, back = Drawing(width, height, FRONT), Drawing(width, height, BACK)
    return [Sides(f"c-{n}", f"Card {n}", front, back, copies if n == 0 else 1) for n in range(count)]


def paper(name: str) -> Paper:
    width, height = PAPERS[name]
    return Paper(name, width * MM, height * MM)


def job(width: float, height: float, on: Paper, way: str, start: int = 0) -> Job:
    room = Room(width, height)
    grid, axis = sheets.laid(room, on, way)
    return Job(grid, axis, way, True, room.bleed, room.margin, CAPTION, start=start)


def paired(pages: list[Page], way: str) -> list[tuple[Page, Page]]:
    """Each page of fronts with that of its backs."""
    if way == "fold":
        return [(page, page) for page in pages]
    if way == "manual":
        half = len(pages) // 2
        return list(zip(pages[:half], pages[half:], strict=True))
    return list(zip(pages[::2], pages[1::2], strict=True))


def overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0.01 and down > 0.01


def within(one: Box, other: Box) -> bool:
    across = one.x >= other.x and one.x + one.width <= other.x + other.width
    return across and one.y >= other.y and one.y + one.height <= other.y + other.height


def brute_force(width: float, height: float, across: float, down: float) -> int:
    upright, turned = (
        max(n for n in range(60) if n * w <= across + 1e-9) * max(n for n in range(60) if n * h <= down + 1e-9)
        for w, h in ((width, height), (height, width))
    )
    return max(upright, turned)


def behind(placed: Placed, page: Page, axis: str) -> tuple[float, float, int]:
    """Where the back of a card must lie, from the flip formula, and how far it is turned."""
    box = placed.box
    if axis == "upright":
        return round(page.width - box.x - box.width, 3), round(box.y, 3), (360 - placed.turn) % 360
    return round(box.x, 3), round(page.height - box.y - box.height, 3), (540 - placed.turn) % 360


@pytest.mark.parametrize(("size", "on", "way"), EVERY)
def test_as_many_cards_fit_as_brute_force_finds(size, on, way):
    (width, height), (across, down) = SIZES[size], PAPERS[on]
    grid = job(width * MM, height * MM, paper(on), way).grid
    if way != "fold":
        assert grid.places == brute_force(width, height, across - 10, down - 10)
    else:
        beside = 2 + 5 + 5  # bleed and free space before the fold, the margin of the printer after it
        halves = ((across / 2 - beside, down - 10), (across - 10, down / 2 - beside))
        assert grid.places == max(brute_force(width, height, *half) for half in halves)


@given(st.sampled_from(EVERY), st.integers(1, 40), st.integers(1, 5), st.integers(0, 8))
@settings(max_examples=250)
def test_every_card_once_apart_and_its_back_behind_it(plan, count, copies, start):
    size, on, way = plan
    width, height = SIZES[size]
    work = job(width * MM, height * MM, paper(on), way)
    if not work.grid.places:
        return
    work = work._replace(start=start % work.grid.places)
    made = cards(count, copies, width * MM, height * MM)
    pages = list(sheets.impose(made, count + copies - 1, work))
    assert len(pages) == work.sheets(count + copies - 1) * (1 if way == "fold" else 2)
    printed = 0
    for front, back in paired(pages, way):
        fronts = [p for p in front.placed if p.drawing.items == FRONT]
        backs = Counter((round(p.box.x, 3), round(p.box.y, 3), p.turn) for p in back.placed if p.drawing.items == BACK)
        assert backs == Counter(behind(p, front, work.axis) for p in fronts)
        printed += len(fronts)
        check_page(front, work)
        check_page(back, work)
    assert printed == count + copies - 1


def check_page(page: Page, work: Job) -> None:
    placed = [p for p in page.placed if p.drawing.items in (FRONT, BACK)]
    for n, one in enumerate(placed):
        assert not any(overlap(one.box, other.box) for other in placed[:n])
        assert not any(overlap(one.clip, other.box) for other in placed if other is not one)
        shared = pytest.approx(min(work.bleed, work.grid.gap_x / 2), abs=0.001)
        assert all(reach in (shared, pytest.approx(work.bleed, abs=0.001)) for reach in bleeds(one))
        assert one.box.x >= sheets.EDGE - 0.01
        assert one.box.x + one.box.width <= page.width - sheets.EDGE + 0.01
        assert one.box.y >= sheets.EDGE - 0.01
        assert one.box.y + one.box.height <= page.height - sheets.EDGE + 0.01


def bleeds(placed: Placed) -> tuple[float, float, float, float]:
    """How far a drawing is seen beyond its trim: left, top, right and below."""
    box, clip = placed.box, placed.clip
    right, low = clip.x + clip.width - box.x - box.width, clip.y + clip.height - box.y - box.height
    return box.x - clip.x, box.y - clip.y, right, low


@given(st.sampled_from(EVERY), st.integers(1, 20))
@settings(max_examples=150)
def test_no_mark_or_fold_line_touches_a_place_for_a_card(plan, count):
    size, on, way = plan
    width, height = SIZES[size]
    work = job(width * MM, height * MM, paper(on), way)
    if not work.grid.places:
        return
    grids = [work.grid, work.grid.behind(work.axis)]
    for number, page in enumerate(sheets.impose(cards(count, 1, width * MM, height * MM), count, work)):
        beside = grids if way == "fold" else grids[:1] if is_front(number, way, work, count) else grids[1:]
        places = [grid.slot(place).inset(-CLEAR) for grid in beside for place in range(grid.places)]
        printable = Box(0, 0, page.width, page.height).inset(sheets.EDGE - 0.1)
        for mark in page.items:
            line = Box(mark.x1, mark.y1, max(mark.x2 - mark.x1, 0.02), max(mark.y2 - mark.y1, 0.02))
            assert not any(overlap(line, place) for place in places)
            assert within(line, printable)
        if way == "fold":
            fold = page.items[0]
            middle = (fold.x1, fold.x2) if work.axis == "upright" else (fold.y1, fold.y2)
            assert middle == pytest.approx([(page.width if work.axis == "upright" else page.height) / 2] * 2)


def is_front(number: int, way: str, work: Job, count: int) -> bool:
    return number < work.sheets(count) if way == "manual" else number % 2 == 0


@given(MILLIMETRES, MILLIMETRES)
def test_cards_are_turned_only_where_more_fit_or_only_so_have_room_for_bleed(width, height):
    grid, _ = sheets.laid(Room(width * MM, height * MM), paper("a4"), "long")
    assert grid.turn in (0, 90)
    across, down = (width, height) if grid.turn else (height, width)
    other = max(n for n in range(20) if n * across <= 200) * max(n for n in range(20) if n * down <= 287)
    assert grid.places > other or (grid.places == other and (not grid.turn or grid.gap_x > 0))


def test_a_part_used_sheet_is_filled_from_the_place_asked():
    work = job(63 * MM, 88 * MM, paper("a4"), "long", start=4)
    front, back, *_ = sheets.impose(cards(3, 1, 63 * MM, 88 * MM), 3, work)
    assert [p.box for p in front.placed if p.drawing.items == FRONT] == [work.grid.slot(n) for n in (4, 5, 6)]
    behind_it = work.grid.behind("upright")
    assert [p.box for p in back.placed if p.drawing.items == BACK] == [behind_it.slot(n) for n in (4, 3, 8)]


def test_bookmarks_name_each_card_once():
    work = job(63 * MM, 88 * MM, paper("a4"), "long")
    pages = sheets.impose(cards(12, 4, 63 * MM, 88 * MM), 15, work)
    titles = [mark.title for page in pages for mark in page.bookmarks]
    assert titles == [f"Card {n}" for n in range(12)]


def test_printed_on_one_side_each_side_is_a_card_of_its_own():
    made = list(sheets.on_one_side(cards(2, 1, 63 * MM, 88 * MM)))
    assert [card.front.items for card in made] == [FRONT, BACK, FRONT, BACK]
    assert all(card.back is None for card in made)


@pytest.mark.parametrize(("order", "sides"), [
    ("front-back", [FRONT, BACK] * 4), ("back-front", [BACK, FRONT] * 4),
    ("fronts", [FRONT] * 4), ("backs", [BACK] * 4),
])  # fmt: skip
def test_one_by_one_each_side_has_a_page_with_its_bleed(order, sides):
    pages = list(sheets.one_by_one(cards(3, 2, 63 * MM, 88 * MM), 3 * MM, order))
    assert [page.placed[0].drawing.items for page in pages] == sides
    for page in pages:
        assert (round(page.width / MM, 6), round(page.height / MM, 6)) == (69, 94)
        assert page.trim == Box(3 * MM, 3 * MM, page.trim.width, page.trim.height)
        assert page.bleed == Box(0, 0, page.width, page.height)
    assert [mark.title for page in pages for mark in page.bookmarks] == ["Card 0", "Card 1", "Card 2"]


def test_a_card_without_a_back_leaves_its_page_blank():
    made = [card._replace(back=None) if n else card for n, card in enumerate(cards(2, 1, 63 * MM, 88 * MM))]
    pages = list(sheets.one_by_one(made, 3 * MM, "front-back"))
    assert [len(page.placed) for page in pages] == [1, 1, 1, 0]


def test_a_deck_printed_twice_has_its_bookmarks_once():
    work = job(63 * MM, 88 * MM, paper("a4"), "long")
    pages = sheets.impose(sheets.repeated(cards(5, 1, 63 * MM, 88 * MM), 3), 15, work)
    assert [mark.title for page in pages for mark in page.bookmarks] == [f"Card {n}" for n in range(5)]


def test_a_card_beside_an_empty_place_has_its_whole_bleed():
    work = job(63 * MM, 88 * MM, paper("letter"), "long", start=4)
    front, *_ = sheets.impose(cards(1, 1, 63 * MM, 88 * MM), 1, work)
    (one,) = (p for p in front.placed if p.drawing.items == FRONT)
    assert work.grid.gap_x == 0
    assert one.clip == pytest.approx(one.box.inset(-sheets.BLEED))

"""Drawings onto paper: every card in its place, backs behind their fronts; nothing moves after this."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple

from teamcards.drawing import AS_IT_IS, Bookmark, Box, Drawing, Item, Matrix, Page, Placed, Rect, Sides
from teamcards.fonts import Font
from teamcards.sheets import edge, marks
from teamcards.sheets.grid import BLEED, EDGE, Axis, Grid, Paper, Room, flat, folded
from teamcards.sheets.marks import Marks

__all__ = [
    "BLEED", "EDGE", "Axis", "Caption", "Grid", "Job", "Marks", "Order", "Paper", "Room", "Way",
    "impose", "laid", "on_one_side", "one_by_one", "outlines", "repeated", "ruled",
]  # fmt: skip

Way = Literal["long", "short", "fold", "manual", "single"]
"""How both sides come onto a card: turned over the long or short edge, folded, fed again by hand, or not at all."""

Order = Literal["front-back", "back-front", "fronts", "backs"]
"""In which order the sides of cards follow each other, one on a page."""


class Caption(NamedTuple):
    """The words of the line at the edge of a sheet, and the font that it is set in."""

    deck: str
    sheet: str
    of: str
    front: str
    back: str
    how: str
    scale: str
    font: Font

    def text(self, sheet: str, side: str) -> str:
        """What the line says on one side of a sheet."""
        return " · ".join(filter(None, (self.deck, sheet, side, self.how, self.scale)))


def laid(room: Room, paper: Paper, way: Way) -> tuple[Grid, Axis]:
    """Where the most cards lie on a paper, and the line that it is turned or folded over."""
    if way == "fold":
        return folded(room, paper)
    return flat(room, paper), "level" if way == "short" else "upright"


class Job(NamedTuple):
    """One printing: where cards lie, how their backs come behind them, and what is printed around them.

    Lengths are in points; `before` sheets come before these, the first `start` places of the very first sheet are taken
    already, and `backs` corrects what the printer does to the other side.
    """

    grid: Grid
    axis: Axis
    way: Way
    duplex: bool
    bleed: float
    margin: float
    caption: Caption
    marks: Marks = Marks()
    start: int = 0
    before: int = 0
    backs: Matrix = AS_IT_IS

    def sheets(self, cards: int) -> int:
        """How many sheets so many cards take."""
        return -(-(self.start + cards) // self.grid.places)


Taken = list[tuple[int, Sides]]
"""The places of a sheet that are taken, and by which card."""


def impose(cards: Iterable[Sides], count: int, job: Job) -> Iterator[Page]:
    """The pages of the sheets of a job; `count` is how many cards there are on all sheets, each of its copies counted.

    Fronts and backs alternate, so that each sheet holds both sides of the same cards; fed by hand, all the fronts come
    first; folded, both sides are on one page.
    """
    later: list[Page] = []
    total = job.sheets(count)
    for number, (sheet, new) in enumerate(_sheets(cards, job), job.before + 1):
        title = f"{job.caption.sheet} {number} {job.caption.of} {total}"
        if job.duplex and job.way == "fold":
            yield _folded(sheet, new, title, job)
            continue
        yield _front(sheet, new, title, job)
        if job.duplex:
            later.append(_back(sheet, title, job))
        if job.way != "manual":
            yield from later
            later.clear()
    yield from later


def repeated(cards: Iterable[Sides], times: int) -> Iterator[Sides]:
    """All cards so many times, one whole set after the other; each is drawn once, and has its title once."""
    if times == 1:
        yield from cards
        return
    kept = [_reused(card) for card in cards]
    yield from kept
    for _ in range(times - 1):
        yield from (card._replace(title="") for card in kept)


def outlines(job: Job, title: str) -> list[Page]:
    """A page with the outlines of all places, and the line at the edge where there is room for it."""
    paper = job.grid.paper
    places = tuple(Rect(job.grid.slot(number), stroke=marks.BLACK, width=0.4) for number in range(job.grid.places))
    strip = edge.strip(job.grid.area, paper, job.margin)
    text = " · ".join(filter(None, (job.caption.deck, title, job.caption.scale)))
    return [Page(paper.width, paper.height, (edge.line(text, strip, job.caption.font),) if strip else (), places)]


def ruled(job: Job) -> bool:
    """Whether there is room for the line at the edge of a sheet, which has a ruler."""
    folded = job.duplex and job.way == "fold"
    return _strip((job.grid, job.grid.behind(job.axis)) if folded else (job.grid,), job) is not None


def on_one_side(cards: Iterable[Sides]) -> Iterator[Sides]:
    """Both sides of a card as two cards, for printing on one side."""
    for card in cards:
        yield card._replace(back=None)
        if card.back:
            yield card._replace(front=card.back, back=None)


def one_by_one(cards: Iterable[Sides], bleed: float, order: Order) -> Iterator[Page]:
    """A page for each side, as large as the card with its bleed; a side without a drawing is left blank.

    Copies follow each other, as print shops want them.
    """
    for card in cards:
        sides = {"front": card.front, "back": card.back}
        for copy in range(card.copies):
            for side in order.split("-"):
                name = side.removesuffix("s")
                yield _alone(card, sides[name], bleed, named=not copy and side == order.split("-")[0])


def _alone(card: Sides, drawing: Drawing | None, bleed: float, named: bool) -> Page:
    whole = Box(0, 0, card.front.width + 2 * bleed, card.front.height + 2 * bleed)
    trim = whole.inset(bleed)
    placed = (Placed(drawing, trim, whole),) if drawing else ()
    bookmarks = (Bookmark(card.title, 0, 0),) if named else ()
    return Page(whole.width, whole.height, placed, (), bookmarks, trim=trim, bleed=whole)


def _sheets(cards: Iterable[Sides], job: Job) -> Iterator[tuple[Taken, Taken]]:
    """What lies on each sheet, and which of it is the first copy of a card."""
    sheet: Taken = []
    new: Taken = []
    place = 0 if job.before else job.start
    for card in cards:
        each = _reused(card) if card.copies > 1 else card
        for copy in range(card.copies):
            sheet.append((place, each))
            new += [] if copy or not card.title else [(place, each)]
            place += 1
            if place == job.grid.places:
                yield sheet, new
                sheet, new, place = [], [], 0
    if sheet:
        yield sheet, new


def _reused(card: Sides) -> Sides:
    """The card with drawings that are written once and referred to."""
    return card._replace(front=_once(card.front), back=card.back and _once(card.back))


def _once(drawing: Drawing) -> Drawing:
    return drawing if drawing.reused else drawing._replace(reused=True)


class _Block(NamedTuple):
    """Drawings in places of a grid, and how far from there their marks may reach."""

    grid: Grid
    drawings: list[tuple[int, Drawing]]
    reach: Box


def _front(sheet: Taken, new: Taken, title: str, job: Job) -> Page:
    page = _page([_fronts(sheet, job, _printable(job))], job.caption.text(title, job.caption.front), job)
    return page._replace(bookmarks=_bookmarks(new, job))


def _back(sheet: Taken, title: str, job: Job) -> Page:
    page = _page([_backs(sheet, job, _printable(job))], job.caption.text(title, job.caption.back), job)
    return page._replace(matrix=job.backs)


def _folded(sheet: Taken, new: Taken, title: str, job: Job) -> Page:
    """Fronts on one half of a page, their backs beyond the fold."""
    paper, whole = job.grid.paper, _printable(job)
    if job.axis == "upright":
        half = whole._replace(width=paper.width / 2 - marks.CLEAR - whole.x)
        other = half._replace(x=paper.width / 2 + marks.CLEAR)
    else:
        half = whole._replace(height=paper.height / 2 - marks.CLEAR - whole.y)
        other = half._replace(y=paper.height / 2 + marks.CLEAR)
    page = _page([_fronts(sheet, job, half), _backs(sheet, job, other)], job.caption.text(title, ""), job)
    fold = marks.fold(paper, job.axis, job.margin)
    return page._replace(items=(fold, *page.items), bookmarks=_bookmarks(new, job))


def _fronts(sheet: Taken, job: Job, reach: Box) -> _Block:
    return _Block(job.grid, [(place, card.front) for place, card in sheet], reach)


def _backs(sheet: Taken, job: Job, reach: Box) -> _Block:
    backs = [(job.grid.slot_behind(place, job.axis), card.back) for place, card in sheet if card.back]
    return _Block(job.grid.behind(job.axis), backs, reach)


def _page(blocks: list[_Block], text: str, job: Job) -> Page:
    paper = job.grid.paper
    placed: list[Placed] = []
    lines: list[Item] = []
    strip = _strip(tuple([block.grid for block in blocks]), job)
    for grid, drawings, reach in blocks:
        boxes, clips = _rooms(tuple([place for place, _ in drawings]), grid, job.bleed)
        placed += [
            Placed(drawing, box, clip, grid.turn)
            for (_, drawing), box, clip in zip(drawings, boxes, clips, strict=True)
        ]
        lines += marks.crop(boxes, grid, _beside(reach, strip), job.marks)
    if strip:
        placed.append(edge.line(text, strip, job.caption.font))
    return Page(paper.width, paper.height, tuple(placed), tuple(lines))


@functools.lru_cache(maxsize=64)
def _strip(grids: tuple[Grid, ...], job: Job) -> edge.Strip | None:
    """Where the line at the edge stands, clear of what these grids cover."""
    areas = [grid.area.inset(-job.bleed) for grid in grids]
    left, top = min(area.x for area in areas), min(area.y for area in areas)
    right, low = max(area.x + area.width for area in areas), max(area.y + area.height for area in areas)
    return edge.strip(Box(left, top, right - left, low - top), job.grid.paper, job.margin)


def _printable(job: Job) -> Box:
    return Box(0, 0, job.grid.paper.width, job.grid.paper.height).inset(job.margin)


def _beside(reach: Box, strip: edge.Strip | None) -> Box:
    """What is left for marks where the line at the edge takes its part."""
    if strip is None:
        return reach
    if strip.turn:
        taken = max(0.0, strip.box.x + strip.box.width + marks.CLEAR - reach.x)
        return Box(reach.x + taken, reach.y, reach.width - taken, reach.height)
    taken = max(0.0, reach.y + reach.height - strip.box.y + marks.CLEAR)
    return reach._replace(height=reach.height - taken)


@functools.lru_cache(maxsize=64)
def _rooms(taken: tuple[int, ...], grid: Grid, bleed: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """The trim boxes of places that are taken, and what is drawn there: the same on most sheets."""
    return tuple(map(grid.slot, taken)), tuple(_clip(place, taken, grid, bleed) for place in taken)


def _clip(place: int, taken: Collection[int], grid: Grid, bleed: float) -> Box:
    """The trim box with its bleed: all of it, but half of the gap where a card stands beside it, also at a corner."""
    box = grid.slot(place)
    column = place % grid.columns
    across, down = min(bleed, grid.gap_x / 2), min(bleed, grid.gap_y / 2)

    def beside(rows: int, columns: int) -> bool:
        return 0 <= column + columns < grid.columns and place + rows * grid.columns + columns in taken

    left, right = (across if beside(0, step) else bleed for step in (-1, 1))
    top, bottom = (
        down
        if beside(step, 0) or (left > across and beside(step, -1)) or (right > across and beside(step, 1))
        else bleed
        for step in (-1, 1)
    )
    return Box(box.x - left, box.y - top, box.width + left + right, box.height + top + bottom)


def _bookmarks(new: Taken, job: Job) -> tuple[Bookmark, ...]:
    slots, _ = _rooms(tuple([place for place, _ in new]), job.grid, job.bleed)
    return tuple([Bookmark(card.title, slot.x, slot.y) for (_, card), slot in zip(new, slots, strict=True)])

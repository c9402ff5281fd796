"""A tuck box for a deck, to print at its true size, cut, fold and glue."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from teamcards import colours
from teamcards.accessories import net as nets
from teamcards.accessories.net import GLUE, Net
from teamcards.accessories.setting import (
    BLACK,
    Block,
    Pen,
    dashed,
    fitting,
    given,
    line,
    margin,
    millimetres,
    said,
    stacked,
    text,
)  # fmt: skip
from teamcards.deck import Deck
from teamcards.drawing import Box, Drawing, Item, Line, Page, Placed, Rect
from teamcards.layout import Look, shell
from teamcards.layout.look import WHITE
from teamcards.problems import Problem, option
from teamcards.sheets import EDGE, Paper
from teamcards.units import MM

_BLEED = 2 * MM
_AROUND = EDGE + _BLEED  # from the edge of the paper to the net
_ANY = 1000 * MM  # a height that every text fits in
_SPINE = 7 * MM  # the least depth at which a side carries the title


class Stack(NamedTuple):
    """What goes into a box: so many cards, of so many layers of paper of a weight (g/m2) and a thickness (points)."""

    cards: int
    weight: int
    thickness: float
    layers: int = 1

    @property
    def paper(self) -> str:
        """What a card is made of."""
        return f"{self.layers} × {self.weight} g/m²" if self.layers > 1 else f"{self.weight} g/m²"


def pages(
    deck: Deck, look: Look, paper: Paper, stack: Stack, words: Mapping[str, str], papers: Iterable[Paper]
) -> tuple[list[Page], list[Problem]]:
    """The net on the paper with what to do below it, or on a second page where it leaves no room.

    A net is never made smaller: where the paper is too small for it, that is a problem that names those of the `papers`
    that are not, the narrowest first. Cards of the deck count as often as they are in the stack.
    """
    net = nets.of(deck.width, deck.height, stack.cards, stack.layers * stack.thickness)
    turn = _turn(net, paper)
    if turn is None:
        return [], [_too_large(net, deck, paper, papers)]
    if _contents(deck, look, stack.cards, net.panels["back"], words) is None:
        message = "title and subtitle of the deck are too long for the back of its box"
        return [], [Problem(deck.mark, message, "shorten them")]
    wide, high = net.size if turn == 0 else net.size[::-1]
    area = Box((paper.width - wide) / 2, _AROUND, wide, high)
    placed = tuple(_placed(net, deck, look, stack.cards, area, turn, words))
    told = _told(deck, look, paper, stack, net, words)
    top = area.y + area.height + 6 * MM
    if top + told.height <= paper.height - _AROUND:
        return [Page(paper.width, paper.height, placed, tuple(told.at(margin(paper), top)))], []
    return [Page(paper.width, paper.height, placed), *stacked([told], paper, 0)], []


def fits(net: Net, paper: Paper) -> bool:
    """Whether the net goes on the paper, upright or lying."""
    return _turn(net, paper) is not None


def _turn(net: Net, paper: Paper) -> int | None:
    """How far the net is turned on the paper: not, or a quarter; None when it fits neither way."""
    room = (paper.width - 2 * _AROUND + 0.01, paper.height - 2 * _AROUND + 0.01)
    wide, high = net.size
    if wide <= room[0] and high <= room[1]:
        return 0
    return 90 if high <= room[0] and wide <= room[1] else None


def _too_large(net: Net, deck: Deck, paper: Paper, papers: Iterable[Paper]) -> Problem:
    wide, high = (length / MM for length in net.size)
    message = f"a box for this deck is {wide:.0f} x {high:.0f} mm when it lies flat, too large for {paper.name}"
    larger = sorted((other for other in papers if fits(net, other)), key=lambda other: (other.width, other.height))
    if larger:
        names = " or ".join(f"--paper {other.name.lower()}" for other in larger[:3])
        fix = f"leave it out, and make it apart: the same command with {names}, and -o box"
    else:
        fix = "make a box for half of the cards, or choose a smaller size"
    return Problem(option("--with", "box"), message, fix)


# --- the net ---------------------------------------------------------------------------------------------------


def _placed(
    net: Net, deck: Deck, look: Look, cards: int, area: Box, turn: int, words: Mapping[str, str]
) -> Iterator[Placed]:
    """The parts of the net on the page: colour and art first, then the lines on top of them."""
    for drawing, box, clip, own in _art(net, deck, look, cards, words):
        yield Placed(drawing, _on(area, net, box, turn), _on(area, net, clip, turn), (turn + own) % 360)
    whole = Box(0, 0, *net.size)
    under = [fold._replace(colour=WHITE) for fold in nets.folds(net)] if look.solid else []
    lines = Drawing(*net.size, (*under, *nets.lines(net)))
    yield Placed(lines, area, _on(area, net, whole.inset(-1), turn), turn)


def _on(area: Box, net: Net, box: Box, turn: int) -> Box:
    """Where a box of the net lies on the page."""
    if turn == 0:
        return Box(area.x + box.x, area.y + box.y, box.width, box.height)
    return Box(area.x + net.size[1] - box.y - box.height, area.y + box.x, box.height, box.width)


def _art(
    net: Net, deck: Deck, look: Look, cards: int, words: Mapping[str, str]
) -> Iterator[tuple[Drawing, Box, Box, int]]:
    """What is printed on the walls: a drawing, where it lies, what of it is seen, and how far it is turned."""
    panels = net.panels
    front, back = panels["front"], panels["back"]
    title = _front(deck, look, front)
    for name in ("left", "right"):
        side = panels[name]
        drawing = _spine(deck, look, Box(0, 0, side.height, side.width))
        outer = _BLEED if name == "right" else 0.0
        seen = Box(side.x, side.y - _BLEED, side.width + outer, side.height + 2 * _BLEED)
        yield drawing, side, seen, 90
    yield title, front, Box(front.x, front.y - _BLEED, front.width, front.height + 2 * _BLEED), 0
    upper, lower = net.lids
    wide = {"x": upper.x - _BLEED, "width": net.width + 2 * _BLEED, "height": net.depth + _BLEED}
    yield _lid(deck, look, net, True), upper, upper._replace(**wide, y=upper.y - _BLEED), 180
    yield _lid(deck, look, net, False), lower, lower._replace(**wide), 0
    if told := _contents(deck, look, cards, back, words):
        yield told, back, back, 0
    flap = Box(0, net.top, GLUE, net.height)
    yield _glue(look, flap, words), flap, flap, 270


def _front(deck: Deck, look: Look, panel: Box) -> Drawing:
    """The back of the cards at the size of the box; a title that is too long for that is set smaller."""
    sized = dataclasses.replace(look, width=panel.width, height=panel.height)
    art = shell.common_back(deck.title, deck.suit, sized)
    if shell.has_room(deck.title, sized):
        return art
    inside = Box(0, 0, panel.width, panel.height).inset(5 * MM)._replace(y=panel.height / 3, height=panel.height / 3)
    plate = Rect(inside.inset(-2 * MM), colours.parts(deck.suit.colour) if look.solid else WHITE, radius=look.radius)
    return Drawing(panel.width, panel.height, (plate, *_title(deck, look, inside, 16)), art)


def _ground(box: Box, deck: Deck, look: Look) -> list[Item]:
    """A wall in the colour of the deck, with bleed; nothing where ink is saved."""
    return [Rect(box.inset(-_BLEED), colours.parts(deck.suit.colour))] if look.solid else []


def _spine(deck: Deck, look: Look, box: Box) -> Drawing:
    """A narrow side with the title along it, where it is wide enough to be read."""
    items = _ground(box, deck, look)
    if box.height >= _SPINE:
        items += _title(deck, look, box.inset(2 * MM), min(15.0, 0.5 * box.height))
    return Drawing(box.width, box.height, tuple(items))


def _lid(deck: Deck, look: Look, net: Net, titled: bool) -> Drawing:
    """A lid, the upper one with the title where it is deep enough; it is read from the front of the closed box."""
    box = Box(0, 0, net.width, net.depth)
    items = _ground(box, deck, look)
    if titled and net.depth >= _SPINE:
        items += _title(deck, look, box.inset(2 * MM), min(14.0, 0.5 * net.depth))
    return Drawing(box.width, box.height, tuple(items))


def _title(deck: Deck, look: Look, box: Box, size: float) -> Iterator[Item]:
    """The title of the deck in the middle of a box; left out where it has no room at a readable size."""
    pen = Pen("title", size, look.on(deck.suit), 1.08, centre=True)
    block = fitting(given(deck.title), pen, box.width, box.height, look)
    if block.height <= box.height:
        yield from block.at(box.x, box.y + (box.height - block.height) / 2)


def _contents(deck: Deck, look: Look, cards: int, panel: Box, words: Mapping[str, str]) -> Drawing | None:
    """The back of the box at the largest type that has room; None when there is none."""
    inset = 5 * MM if panel.width > 50 * MM else 3 * MM
    for scale in (1.0, 0.9, 0.8, 0.7, 0.6):
        blocks = _lines(deck, look, cards, panel.width - 2 * inset, scale, words)
        high = sum(block.height for block in blocks) + (len(blocks) - 1) * 1.6 * MM
        if high <= panel.height - 2 * inset:
            items: list[Item] = []
            y = inset
            for block in blocks:
                items += block.at(inset, y)
                y += block.height + 1.6 * MM
            return Drawing(panel.width, panel.height, tuple(items))
    return None


def _lines(deck: Deck, look: Look, cards: int, width: float, scale: float, words: Mapping[str, str]) -> list[Block]:
    """What the deck is, how many cards are in the box, and of which suits."""
    ink, strong = colours.parts(look.template.ink), colours.parts(deck.suit.colour)
    counts: Counter[str] = Counter()
    for card in deck.cards:
        counts[card.suit.title] += card.copies
    suits = ", ".join(f"{count}\u00a0×\u00a0{title}" for title, count in counts.items())
    counted = f"{cards} {words['card' if cards == 1 else 'cards']}"
    told = (
        (deck.title, Pen("title", 15 * scale, ink, 1.12)),
        (deck.subtitle, Pen("body", 9.5 * scale, ink, 1.35, balance=True)),
        (counted, Pen("kicker", 11 * scale, strong, 1.4)), (suits, Pen("body", 8.5 * scale, look.grey, 1.4)),
    )  # fmt: skip
    return [fitting(given(line), pen, width, _ANY, look) for line, pen in told if line]


def _glue(look: Look, flap: Box, words: Mapping[str, str]) -> Drawing:
    word = line(words["box_glue"], flap.height / 2, flap.width / 2, Pen("kicker", 8, look.grey), look, across=0.5)
    return Drawing(flap.height, flap.width, (word,))


# --- what to do ------------------------------------------------------------------------------------------------


def _told(deck: Deck, look: Look, paper: Paper, stack: Stack, net: Net, words: Mapping[str, str]) -> Block:
    """What the box is for, what its lines mean, how to make it, and a ruler."""
    ink = colours.parts(look.template.ink)
    width = paper.width - 2 * margin(paper)
    about = words["box_about"].format(count=stack.cards, weight=stack.paper, depth=millimetres(net.depth, words))
    head = fitting(given(f"{words['box']} – {deck.title}"), Pen("title", 13, ink, 1.2), width, 34, look)
    steps = [f"**{number}** {words[f'box_step_{number}']}" for number in (1, 2, 3, 4, 5)]
    across = 2 if width >= 140 * MM else 1
    column = (width - (across - 1) * 8 * MM) / across
    blocks = [text(said(step), Pen("body", 9, ink, 1.3), column, look) for step in steps]
    told = [head, text(said(about), Pen("body", 9, look.grey, 1.4), width, look), _key(look, words)]
    for start in range(0, len(blocks), across):
        told.append(_row(blocks[start : start + across], column + 8 * MM))
    items: list[Item] = []
    y = 0.0
    for block in told:
        items += block.at(0, y)
        y += block.height + 1.2 * MM
    return Block(tuple(items), width, y)


def _row(blocks: Sequence[Block], step: float) -> Block:
    items = [item for number, block in enumerate(blocks) for item in block.at(number * step, 0)]
    return Block(tuple(items), step * len(blocks), max(block.height for block in blocks))


def _key(look: Look, words: Mapping[str, str]) -> Block:
    """What solid and dashed lines mean, and a ruler of 50 mm."""
    pen, y = Pen("kicker", 8.5, look.grey), 2.4 * MM
    items: list[Item] = [Line(0, y, 12 * MM, y, 0.5, BLACK), line(words["box_cut"], 14 * MM, y, pen, look)]
    items += dashed(Line(32 * MM, y, 44 * MM, y, 0.5, look.grey), 5, 3)
    items.append(line(words["box_fold"], 46 * MM, y, pen, look))
    start = 68 * MM
    items.append(Line(start, y, start + 50 * MM, y, 0.5, BLACK))
    items += (Line(start + cm * 10 * MM, y - 1.5 * MM, start + cm * 10 * MM, y, 0.4, BLACK) for cm in range(6))
    items.append(line("50 mm", start + 51.5 * MM, y, pen, look))
    return Block(tuple(items), 130 * MM, 2 * y)

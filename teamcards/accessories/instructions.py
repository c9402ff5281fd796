"""A page that goes with a printed deck: how its sheets are printed, cut and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from teamcards import colours, icons
from teamcards.accessories import diagrams, printing
from teamcards.accessories.diagrams import Ink
from teamcards.accessories.printing import Printed
from teamcards.accessories.setting import (
    Block,
    Pen,
    below,
    fitting,
    given,
    in_columns,
    line,
    margin,
    millimetres,
    said,
    stacked,
    text,
    width_of,
)
from teamcards.deck import Deck
from teamcards.drawing import Box, Item, Line, Outline, Page, Rect
from teamcards.layout import Look
from teamcards.layout.look import tint
from teamcards.sheets import marks
from teamcards.units import MM

_GAP = 5 * MM  # between two blocks
_TILES = 2 * MM  # between two tiles
_GUTTER = 9 * MM  # between two columns
_TWO = 140 * MM  # the least width for two columns
_BADGE = 15.0
_INDENT = 21.0
_SMALL, _BODY, _HEAD = 8.0, 9.5, 12.0

Step = tuple[str, list[Block]]
"""The word that is its title, and what stands below that."""


def pages(deck: Deck, look: Look, printed: Printed, words: Mapping[str, str]) -> list[Page]:
    """The page in the deck's look, on its paper; small paper takes more than one."""
    maker = _Maker(deck, look, printed, words)
    steps = [maker.step(number, *told) for number, told in enumerate(maker.steps(), 1)]
    gap = _GAP if maker.column < maker.width and not printed.full else 0.5 * _GAP
    body = [in_columns(steps, maker.width, _GUTTER, gap)] if maker.column < maker.width else steps
    return stacked([maker.header(), maker.facts(), *body, maker.trouble(), *maker.rulers()], printed.paper, gap)


class _Maker:
    """Makes the blocks of one page; all share its deck, look, words and width."""

    def __init__(self, deck: Deck, look: Look, printed: Printed, words: Mapping[str, str]) -> None:
        self.deck = deck
        self.look = look
        self.printed = printed
        self.words = words
        self.width = printed.paper.width - 2 * margin(printed.paper)
        self.column = (self.width - _GUTTER) / 2 if self.width >= _TWO else self.width
        self.strong = colours.parts(deck.suit.colour)
        self.ink = Ink(look.grey, self.strong, tint(deck.suit.colour, 0.16))
        self.body = Pen("body", _BODY, colours.parts(look.template.ink))

    @property
    def size(self) -> str:
        """The size of the cards in millimetres."""
        return " × ".join(millimetres(side, self.words) for side in (self.deck.width, self.deck.height))

    def word(self, *keys: str) -> str:
        """The first of these words that there is."""
        return next(self.words[key] for key in keys if key in self.words)

    # --- head ---

    def header(self) -> Block:
        look, on = self.look, self.look.on(self.deck.suit)
        inset, side = 5 * MM, 13 * MM
        fill, stroke = (self.strong, None) if look.solid else (None, self.strong)
        room = self.width - 3 * inset - side
        kicker = fitting(said(self.words["how_to_print"]), Pen("kicker", 10, on), room, 14, look)
        title = fitting(given(self.deck.title), Pen("title", 25, on, 1.08), room, 13 * MM, look)
        high = max((20 if self.printed.full else 25) * MM, kicker.height + title.height + 8 * MM)
        top = (high - kicker.height - title.height) / 2
        icon = Outline(
            self.width - inset - side, (high - side) / 2, side, icons.SIDE, icons.outline(self.deck.suit.icon), 1.6, on
        )
        return Block((
            Rect(Box(0, 0, self.width, high), fill, stroke, 0.0 if fill else 0.9, 2 * MM), icon,
            *kicker.at(inset, top), *title.at(inset, top + kicker.height),
        ), self.width, high)  # fmt: skip

    def facts(self) -> Block:
        """Tiles with the figures of this printing."""
        told = list(self.figures())
        across = len(told) if self.width >= _TWO else 3
        narrow = (self.width - (across - 1) * _TILES) / across
        pen = Pen("title", 15, self.strong, 1.15, centre=True)
        widest = max(width_of(figure, pen, self.look) for figure, _ in told)
        pen = pen._replace(size=pen.size * min(1.0, (narrow - 10) / widest))
        rows = [told[start : start + across] for start in range(0, len(told), across)]
        return below([self.tiles(row, pen) for row in rows], _TILES)

    def tiles(self, told: Sequence[tuple[str, str]], pen: Pen) -> Block:
        """One row of tiles, each with a figure and what it is."""
        wide, high = (self.width - (len(told) - 1) * _TILES) / len(told), 15 * MM
        small = Pen("body", _SMALL, self.look.grey, 1.2, centre=True)
        items: list[Item] = []
        for number, (figure, label) in enumerate(told):
            x = number * (wide + _TILES)
            value = text(given(figure), pen, wide - 8, self.look)
            under = fitting(given(label), small, wide - 8, 11, self.look)
            top = (high - value.height - under.height) / 2
            items.append(Rect(Box(x, 0, wide, high), None, self.ink.light, 0.8, 1.5 * MM))
            items += [*value.at(x + 4, top), *under.at(x + 4, top + value.height)]
        return Block(tuple(items), self.width, high)

    def figures(self) -> Iterator[tuple[str, str]]:
        """A figure and what it counts."""
        printed, words = self.printed, self.words
        yield str(printed.cards), words["card" if printed.cards == 1 else "cards"]
        yield str(printed.sheets), words["sheet" if printed.sheets == 1 else "sheets"].format(paper=printed.paper.name)
        yield str(len(printed.places)), words["per_sheet"]
        yield f"{self.size} mm", words["card_size"]
        if not printed.perforated:
            yield words[f"weight_{printed.group}"], words["weight"]

    # --- steps ---

    def steps(self) -> Iterator[Step]:
        """What to do, one step after the other; a part-used sheet is one more."""
        words, printed = self.words, self.printed
        kind = "perforated" if printed.perforated else printed.way
        paper = self.word(f"step_paper_{kind}", f"step_paper_{printed.group}")
        paper = paper.format(paper=printed.paper.name, weight=words[f"weight_{printed.group}"])
        lying = diagrams.Lying(printed.places[0], printed.turn)
        turning = diagrams.turning(printed.way, lying, self.ink, (20 if printed.full else 27) * MM)
        fold = printed.way == "fold"
        high = (40 if self.column < self.width and not printed.full else 24) * MM
        inner = self.column - _INDENT
        turns = printed.perforated and printed.way in ("long", "short")
        over = [self.text(words["turns_over"], inner)] if turns else []
        yield "step_paper", [self.text(paper, inner), *over]
        turned = self.captioned(turning, self.deck.words[f"way_{printed.way}"], inner)
        yield "step_settings", [self.settings(inner), turned]
        proof = self.text(printing.proof(printed, self.deck, self.size, words), inner)
        rest = [self.text(told, inner) for told in printing.rest(printed, words)]
        stock = [self.text(words["step_proof_perforated"], inner)] if printed.perforated else []
        if stock:
            yield "step_proof", [proof]
            yield "step_stock", stock if printed.start else [*stock, *rest]
        else:
            yield "step_proof", [proof] if printed.start else [proof, *rest]
        if printed.start:
            first = diagrams.taken(printed.places, printed.first, printed.paper, fold, self.ink, high, self.look)
            yield "step_used", [self.pictured(printing.used(printed, words), first, inner), *rest]
        last = diagrams.taken(printed.places, printed.last, printed.paper, fold, self.ink, high, self.look)
        yield "step_last", [self.pictured(printing.last(printed, words), last, inner)]
        yield self.tear(high, inner) if printed.perforated else self.cut(high, inner)

    def cut(self, high: float, width: float) -> Step:
        """In which order to cut, with the measures of every cut."""
        words, printed = self.words, self.printed
        lines = diagrams.cuts(printed.places, printed.paper, printed.way == "fold", self.ink, high, self.look)
        order = marks.cuts(printed.places)
        top, left = millimetres(order.top, words), millimetres(order.left, words)
        rows = [(words["cut_first"], words["cut_first_text"].format(top=top, left=left))]
        for key, measures in (("cut_left", order.across), ("cut_top", order.down)):
            told = " – ".join(millimetres(measure, words) for measure in measures)
            rows.append((words[key], f"**{told}** mm"))
        return "step_cut", [self.pictured(words["step_cut_text"], lines, width), self.table(rows, width)]

    def tear(self, high: float, width: float) -> Step:
        """In which order to tear perforated stock."""
        lines = diagrams.tears(self.printed.places, self.printed.paper, self.ink, high, self.look)
        return "step_tear", [self.pictured(self.words["step_tear_text"], lines, width)]

    def step(self, number: int, title: str, blocks: Sequence[Block]) -> Block:
        """A step with its number in front of its title, and its blocks below."""
        pen = Pen("title", _HEAD, self.body.colour, 1.2)
        head = text(said(self.words[title]), pen, self.column - _INDENT, self.look)
        whole = below([head, *blocks], 2 * MM, _INDENT)
        badge = Rect(Box(0, 0, _BADGE, _BADGE), self.strong, radius=3.5)
        figure = line(str(number), _BADGE / 2, _BADGE / 2, Pen("title", 10, (1.0, 1.0, 1.0)), self.look, across=0.5)
        return Block((badge, figure, *whole.items), self.column, max(whole.height, _BADGE))

    def text(self, words: str, width: float) -> Block:
        return text(said(words), self.body, width, self.look)

    def pictured(self, words: str, picture: Block, width: float) -> Block:
        """A text with a picture at its right."""
        gap = 5 * MM
        told = self.text(words, width - picture.width - gap)
        shown = picture.at(width - picture.width, 0)
        return Block((*told.items, *shown), width, max(told.height, picture.height))

    def captioned(self, picture: Block, words: str, width: float) -> Block:
        """A picture with a line at its right."""
        pen = Pen("kicker", _BODY, self.strong, 1.25)
        told = text(said(words), pen, width - picture.width - 5 * MM, self.look)
        beside = told.at(picture.width + 5 * MM, (picture.height - told.height) / 2)
        return Block((*picture.items, *beside), width, picture.height)

    def settings(self, width: float) -> Block:
        """What to choose in the printer's window, as a table."""
        words, printed = self.words, self.printed
        kind = self.word(f"set_type_value_{printed.way}", "set_type_value")
        rows = [("set_scale", words["set_scale_value"]), ("set_paper", f"**{printed.paper.name}**"),
                ("set_sides", words[f"set_sides_{printed.way}"]), ("set_type", kind)]  # fmt: skip
        return self.table([(words[key], value) for key, value in rows], width)

    def table(self, rows: Sequence[tuple[str, str]], width: float) -> Block:
        """Rows with a label and a value, and lines between them."""
        items: list[Item] = []
        y, first = 0.0, 20 * MM
        for label, value in rows:
            named = text(said(label), Pen("body", _SMALL, self.look.grey, 1.2 * _BODY / _SMALL), first, self.look)
            told = text(said(value), Pen("body", _BODY, self.body.colour, 1.2), width - first, self.look)
            items += [Line(0, y, width, y, 0.5, self.ink.light), *named.at(0, y + 3), *told.at(first, y + 3)]
            y += max(named.height, told.height) + 6
        return Block((*items, Line(0, y, width, y, 0.5, self.ink.light)), width, y)

    # --- foot ---

    def trouble(self) -> Block:
        """What to do when backs drift, or when the measure is wrong."""
        cells = ["drift_never", "drift_card", "drift_same", "drift_varies"]
        title = "drift"
        if self.printed.way in ("fold", "single"):
            cells, title = [], "size_wrong"
        inset = 4.5 * MM
        wide = self.width - 2 * inset
        head = text(said(self.words[title]), Pen("title", _HEAD, self.strong, 1.2), wide, self.look)
        body = self.branches(cells, wide) if cells else self.text(self.words["size_wrong_text"], wide)
        inside = below([head, body], 2.2 * MM)
        high = inside.height + 2 * inset
        ground = Rect(Box(0, 0, self.width, high), None, self.strong, 0.8, 2 * MM)
        if self.look.solid:
            ground = Rect(ground.box, tint(self.deck.suit.colour, 0.07), radius=2 * MM)
        return Block((ground, *inside.at(inset, inset)), self.width, high)

    def branches(self, cells: Sequence[str], width: float) -> Block:
        """Two branches beside each other, and what to do next below them; all below each other on small paper."""
        across = 2 if width >= _TWO - 10 * MM else 1
        wide = (width - (across - 1) * _GUTTER) / across
        blocks = [self.branch(cell, wide) for cell in cells]
        items: list[Item] = []
        y = 0.0
        for start in range(0, len(blocks), across):
            row = blocks[start : start + across]
            for number, block in enumerate(row):
                items += block.at(number * (wide + _GUTTER), y)
            y += max(block.height for block in row) + 3 * MM
        return Block(tuple(items), width, y - 3 * MM)

    def branch(self, cell: str, width: float) -> Block:
        """A symptom and its cure, behind an arrow."""
        head = text(said(self.words[cell]), Pen("kicker", 10, self.body.colour, 1.25), width - 13, self.look)
        kind = "perforated" if self.printed.perforated else "text"
        cure = self.word(f"{cell}_{self.printed.way}", f"{cell}_{kind}", f"{cell}_text")
        whole = below([head, self.text(cure, width - 13)], 0.8 * MM, 13)
        icon = Outline(0, 1.8, 9.5, icons.SIDE, icons.outline("arrow-right"), 2.6, self.strong)
        return Block((icon, *whole.items), width, whole.height)

    def rulers(self) -> Iterator[Block]:
        """Both rulers, beside each other where there is room; only the short one on paper too narrow for 100 mm."""
        long, short = diagrams.ruler(self.look), diagrams.two_scales(self.look)
        pen = Pen("kicker", _BODY, self.body.colour, 1.3)
        blocks = []
        for label, block in (("ruler", long), ("ruler_short", short)):
            if block.width <= self.width:
                blocks.append(below([text(said(self.words[label]), pen, block.width, self.look), block], 2 * MM))
        if sum(block.width for block in blocks) + 6 * MM <= self.width and len(blocks) > 1:
            first, second = blocks
            beside = second.at(self.width - second.width, 0)
            yield Block((*first.items, *beside), self.width, max(first.height, second.height))
        else:
            yield from blocks

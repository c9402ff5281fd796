"""The net of a tuck box: its panels and flaps, where to cut, and where to fold; lengths in points, y down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from teamcards.accessories.setting import dashed, path
from teamcards.drawing import Box, Item, Line, Outline
from teamcards.units import MM

AIR = 1.5 * MM
"""What the box is deeper than its stack of cards."""

WIDER, HIGHER = 1.0 * MM, 1.5 * MM
"""What the box is wider and higher than a card."""

GLUE = 10 * MM
TUCK = 15 * MM

_TAPER = 3 * MM  # by how much the glue flap narrows, so that it stays clear of the folds
_ROUND = 8 * MM  # the corners of a tuck flap
_CLEAR = 0.6 * MM  # between a side flap and its neighbours
_NOTCH = 9 * MM  # the radius of the thumb notch
_CURVE = 0.5523  # control points of a quarter circle, as a part of its radius
_LINE = 0.5


class Net(NamedTuple):
    """A box by the inner measures of its front: from left to right glue flap, back, side, front and side.

    Lids hang on the back, above and below, each with a flap to tuck in; flaps hang on both sides.
    """

    width: float
    height: float
    depth: float

    @property
    def size(self) -> tuple[float, float]:
        """How wide and how high the whole net is."""
        return GLUE + 2 * (self.width + self.depth), self.height + 2 * (self.depth + TUCK)

    @property
    def top(self) -> float:
        """From the top of the net to the upper fold of its panels."""
        return self.depth + TUCK

    @property
    def panels(self) -> dict[str, Box]:
        """The walls, from left to right."""
        widths = {"back": self.width, "left": self.depth, "front": self.width, "right": self.depth}
        panels: dict[str, Box] = {}
        x = GLUE
        for name, width in widths.items():
            panels[name] = Box(x, self.top, width, self.height)
            x += width
        return panels

    @property
    def lids(self) -> tuple[Box, Box]:
        """What closes the top and the bottom."""
        back = self.panels["back"]
        return (Box(back.x, TUCK, self.width, self.depth),
                Box(back.x, self.top + self.height, self.width, self.depth))  # fmt: skip

    @property
    def side_flap(self) -> float:
        """How long the flaps are that hang on the sides: half a lid's width, and no longer than lid and tuck flap."""
        return min(self.width / 2 - _CLEAR, self.depth + TUCK)


def depth(cards: int, thickness: float) -> float:
    """How deep a box is for so many cards of a thickness, in points."""
    return cards * thickness + AIR


def of(width: float, height: float, cards: int, thickness: float) -> Net:
    """The net for cards of that trim size."""
    return Net(width + WIDER, height + HIGHER, depth(cards, thickness))


def thickness(weight: int, table: Mapping[int, float]) -> float:
    """How thick paper of a weight in g/m2 is: on the line between its neighbours in the table, which is not empty."""
    known = sorted(table)
    if weight <= known[0] or weight >= known[-1]:
        nearest = known[0] if weight <= known[0] else known[-1]
        return table[nearest] * weight / nearest
    above = next(other for other in known if other >= weight)
    below = max(other for other in known if other <= weight)
    share = (weight - below) / (above - below) if above > below else 0.0
    return table[below] + share * (table[above] - table[below])


# --- folds and cuts --------------------------------------------------------------------------------------------


def folds(net: Net) -> list[Line]:
    """Every line to fold along, whole."""
    panels = net.panels
    upright = [Line(box.x, box.y, box.x, box.y + box.height, _LINE, _GREY) for box in panels.values()]
    level = []
    for name in ("back", "left", "right"):
        for y in (net.top, net.top + net.height):
            level.append(Line(panels[name].x, y, panels[name].x + panels[name].width, y, _LINE, _GREY))
    upper, lower = net.lids
    tucks = [Line(box.x, y, box.x + box.width, y, _LINE, _GREY)
             for box, y in ((upper, upper.y), (lower, lower.y + lower.height))]  # fmt: skip
    return upright + level + tucks


_GREY = (0.35, 0.35, 0.35)


def lines(net: Net) -> Iterator[Item]:
    """What to draw of a net: cuts as solid lines, folds dashed."""
    for fold in folds(net):
        yield from dashed(fold, 5, 3)
    yield _glue_flap(net)
    for upper in (True, False):
        yield _lid(net, upper)
        for name in ("left", "right"):
            yield _flap(net.panels[name], net, upper)
    yield from _front(net)
    right = net.panels["right"]
    yield path(("move", (right.x + right.width, net.top)), ("line", (right.x + right.width, net.top + net.height)),
               width=_LINE)  # fmt: skip


def _glue_flap(net: Net) -> Outline:
    low = net.top + net.height
    return path(
        ("move", (GLUE, net.top)), ("line", (0.0, net.top + _TAPER)), ("line", (0.0, low - _TAPER)),
        ("line", (GLUE, low)), width=_LINE,
    )  # fmt: skip


def _lid(net: Net, upper: bool) -> Outline:
    """Around a lid and its tuck flap, which has round corners and is a little narrower at its end."""
    box = net.lids[0 if upper else 1]
    near, fold, end = (net.top, TUCK, 0.0) if upper else (box.y, box.y + box.height, net.size[1])
    toward = -1 if upper else 1
    left, right = box.x, box.x + box.width
    start = end - toward * _ROUND
    inner = _ROUND * (1 - _CURVE)
    slack = _CLEAR
    return path(
        ("move", (left, near)), ("line", (left, fold)), ("line", (left + slack, start)),
        ("curve", (left + slack, end - toward * inner, left + slack + inner, end, left + slack + _ROUND, end)),
        ("line", (right - slack - _ROUND, end)),
        ("curve", (right - slack - inner, end, right - slack, end - toward * inner, right - slack, start)),
        ("line", (right, fold)), ("line", (right, near)), width=_LINE,
    )  # fmt: skip


def _flap(panel: Box, net: Net, upper: bool) -> Outline:
    """Around the flap above or below a side, clear of its neighbours and narrower at its end."""
    near, toward = (net.top, -1) if upper else (net.top + net.height, 1)
    end = near + toward * net.side_flap
    left, right = panel.x + _CLEAR, panel.x + panel.width - _CLEAR
    lean = min(0.18 * panel.width, 3 * MM)
    return path(
        ("move", (panel.x, near)), ("line", (left, near + toward * 0.2 * net.side_flap)), ("line", (left + lean, end)),
        ("line", (right - lean, end)), ("line", (right, near + toward * 0.2 * net.side_flap)),
        ("line", (panel.x + panel.width, near)), width=_LINE,
    )  # fmt: skip


def notch(net: Net) -> float:
    """The radius of the thumb notch, which leaves most of a small front whole."""
    return min(_NOTCH, net.width / 4)


def _front(net: Net) -> Iterator[Item]:
    """The free edges of the front, the upper one with a notch for the thumb."""
    front, radius = net.panels["front"], notch(net)
    middle, low = front.x + front.width / 2, front.y + radius
    bend = radius * (1 - _CURVE)
    yield path(
        ("move", (front.x, front.y)), ("line", (middle - radius, front.y)),
        ("curve", (middle - radius, low - bend, middle - radius + bend, low, middle, low)),
        ("curve", (middle + radius - bend, low, middle + radius, low - bend, middle + radius, front.y)),
        ("line", (front.x + front.width, front.y)), width=_LINE,
    )  # fmt: skip
    y = front.y + front.height
    yield path(("move", (front.x, y)), ("line", (front.x + front.width, y)), width=_LINE)

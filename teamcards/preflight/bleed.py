"""Whether the bleed is filled: paper-white past the cut, beside colour that touches it, shows in a crooked cut."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from teamcards.preflight.findings import Finding
from teamcards.preflight.reading import Sheet
from teamcards.shop import Shop
from teamcards.units import MM

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 120
"""Pixels an inch of the pictures that are looked at: five in a millimetre."""

_WHITE = 250  # the least of red, green and blue of what looks like bare paper
_INSIDE = 2  # pixels inside the cut that must be coloured for the colour to touch it
_GAP = 3  # pixels in a row that make a gap; fewer are a corner or a line's end


class Side(NamedTuple):
    """One side of the cut: how many pixels long, and whether a pixel is bare, so far along it and past the cut."""

    name: str
    length: int
    bare: Callable[[int, int], bool]


def check(sheet: Sheet, picture: Image, shop: Shop) -> Iterator[Finding]:
    """One finding for each side with a gap; the picture is of the whole page."""
    if sheet.trim is None:
        return
    bleed = min(shop.bleed, *(abs(a - b) for a, b in zip(sheet.media, sheet.trim, strict=True)))
    depth = int(bleed * DPI / 72 - 1)
    for side in _sides(sheet, picture) if depth > 0 else ():
        gaps = [at for at in range(side.length) if _is_gap(side, at, depth)]
        if len(gaps) >= _GAP:
            reach = min(next(out for out in range(depth) if side.bare(at, out)) for at in gaps)
            reached = f"stops {reach / DPI * 25.4:.1f} mm past the cut" if reach else "stops at the cut"
            what = f"white in the bleed at the {side.name}, along {len(gaps) / DPI * 25.4:.0f} mm: the colour {reached}"
            fix = "let the colour run on to the edge of the page"
            yield Finding("bleed", sheet.number, what, f"{round(shop.bleed / MM, 2):g} mm", fix, _place(side, gaps[0]))


def _is_gap(side: Side, at: int, depth: int) -> bool:
    if any(side.bare(at, -1 - step) for step in range(_INSIDE)):
        return False
    return any(side.bare(at, out) for out in range(depth))


def _sides(sheet: Sheet, picture: Image) -> Iterator[Side]:
    """The four sides; the pixels that the cut runs through belong to neither side of it."""
    assert sheet.trim is not None
    scale = DPI / 72
    left, right = ((sheet.trim[side] - sheet.media[0]) * scale for side in (0, 2))
    top, bottom = ((sheet.media[3] - sheet.trim[side]) * scale for side in (3, 1))
    bare = _bare(picture)
    x1, x2, y1, y2 = math.floor(left), math.ceil(right), math.floor(top), math.ceil(bottom)
    wide, high = x2 - x1 - 2, y2 - y1 - 2
    yield Side("left", high, lambda at, out: bare(x1 - 1 - out if out >= 0 else x1 - out, y1 + 1 + at))
    yield Side("right", high, lambda at, out: bare(x2 + out if out >= 0 else x2 - 1 + out, y1 + 1 + at))
    yield Side("top", wide, lambda at, out: bare(x1 + 1 + at, y1 - 1 - out if out >= 0 else y1 - out))
    yield Side("bottom", wide, lambda at, out: bare(x1 + 1 + at, y2 + out if out >= 0 else y2 - 1 + out))


def _bare(picture: Image) -> Callable[[int, int], bool]:
    """Whether a pixel is bare paper; what lies outside the picture is not."""
    red, green, blue = (channel.tobytes() for channel in picture.split())
    wide, high = picture.size

    def bare(x: int, y: int) -> bool:
        spot = y * wide + x
        return 0 <= x < wide and 0 <= y < high and min(red[spot], green[spot], blue[spot]) >= _WHITE

    return bare


def _place(side: Side, at: int) -> tuple[float, float]:
    along = round(at / DPI * 25.4, 1)
    return (0.0, along) if side.name in ("left", "right") else (along, 0.0)

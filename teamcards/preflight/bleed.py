"""Whether the bleed is filled: paper-white past the cut, beside colour that touches it, shows in a crooked cut."""

from __future__ import annotations

import math
from collections.abc import Iterator
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
_BARE = b"\xff"
_INSIDE = 2  # pixels inside the cut that must be coloured for the colour to touch it
_GAP = 3  # pixels in a row that make a gap; fewer are a corner or a line's end


class Side(NamedTuple):
    """One side of the cut: for each pixel along it, what is bare from inside the cut to the outside of the bleed."""

    name: str
    rows: tuple[bytes, ...]


def check(sheet: Sheet, picture: Image, shop: Shop) -> Iterator[Finding]:
    """One finding for each side with a gap; the picture is of the whole page."""
    if sheet.trim is None:
        return
    bleed = min(shop.bleed, *(abs(a - b) for a, b in zip(sheet.media, sheet.trim, strict=True)))
    depth = int(bleed * DPI / 72 - 1)
    for side in _sides(sheet, picture, depth) if depth > 0 else ():
        gaps = _longest([_BARE not in row[:_INSIDE] and _BARE in row[_INSIDE + 1 :] for row in side.rows])
        if len(gaps) >= _GAP:
            reach = min(side.rows[at].index(_BARE, _INSIDE + 1) for at in gaps) - _INSIDE - 1
            reached = f"stops {reach / DPI * 25.4:.1f} mm past the cut" if reach else "stops at the cut"
            what = f"white in the bleed at the {side.name}, along {len(gaps) / DPI * 25.4:.0f} mm: the colour {reached}"
            fix = "let the colour run on to the edge of the page"
            yield Finding("bleed", sheet.number, what, f"{round(shop.bleed / MM, 2):g} mm", fix, _place(side, gaps[0]))


def _sides(sheet: Sheet, picture: Image, depth: int) -> Iterator[Side]:
    """The four sides; the pixel that the cut runs through belongs to neither side of it."""
    assert sheet.trim is not None
    scale = DPI / 72
    left, right = ((sheet.trim[side] - sheet.media[0]) * scale for side in (0, 2))
    top, bottom = ((sheet.media[3] - sheet.trim[side]) * scale for side in (3, 1))
    x1, x2, y1, y2 = math.floor(left), math.ceil(right), math.floor(top), math.ceil(bottom)
    near, far = _INSIDE + 1, depth
    yield _side("left", picture, (x1 - far, y1 + 1, x1 + near, y2 - 1), backwards=True)
    yield _side("right", picture, (x2 - near, y1 + 1, x2 + far, y2 - 1))
    yield _side("top", picture, (x1 + 1, y1 - far, x2 - 1, y1 + near), level=True, backwards=True)
    yield _side("bottom", picture, (x1 + 1, y2 - near, x2 - 1, y2 + far), level=True)


def _side(
    name: str, picture: Image, box: tuple[int, int, int, int], level: bool = False, backwards: bool = False
) -> Side:
    """A strip of the picture, turned so that its rows run outwards; what lies outside the picture is not bare."""
    from PIL import Image, ImageChops

    red, green, blue = picture.crop(box).split()
    strip = ImageChops.darker(ImageChops.darker(red, green), blue).point(lambda least: 255 if least >= _WHITE else 0)
    strip = strip.transpose(Image.Transpose.TRANSPOSE) if level else strip
    strip = strip.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if backwards else strip
    data, wide = strip.tobytes(), strip.width
    return Side(name, tuple(data[start : start + wide] for start in range(0, len(data), wide)))


def _longest(bare: list[bool]) -> range:
    """The longest run of places that are bare, the first of those that are as long."""
    longest = range(0)
    start = 0
    for at, here in enumerate([*bare, False]):
        if here:
            continue
        longest = max(longest, range(start, at), key=len)
        start = at + 1
    return longest


def _place(side: Side, at: int) -> tuple[float, float]:
    along = round(at / DPI * 25.4, 1)
    return (0.0, along) if side.name in ("left", "right") else (along, 0.0)

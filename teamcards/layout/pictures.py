"""Pictures and QR codes on a face: as large as the text leaves room for, and sharp enough for that."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from teamcards import colours, icons, qr
from teamcards.colours import mix
from teamcards.deck import Suit
from teamcards.drawing import Box, Colour, Figure, Image, Item, Outline, Passage, Raster, Rect, Shape
from teamcards.layout import fit
from teamcards.layout.fit import Fitted, Set, Stack
from teamcards.layout.look import WHITE, Look
from teamcards.layout.rows import Row, proportion
from teamcards.pictures import Icon
from teamcards.problems import Problem
from teamcards.qr import Code
from teamcards.svg import Paint, Vector
from teamcards.units import MM

SHARP, COARSE = 300, 150
"""Dots per inch: what a picture on a card needs, and below what it is seen to be coarse (domain practice)."""

_FINEST = 600  # dots per inch: what is finer than that is made smaller, since no printer shows it
_ICON = 0.66  # of the height of its ground


def grown(fitted: Fitted, look: Look) -> Fitted:
    """The face with its codes, and then its pictures, as large as the room that the text leaves."""
    free = fit.spare(fitted, look)
    foot, free = _grown(fitted.foot, free)
    flow, free = _grown(fitted.flow, free)
    return fitted._replace(flow=flow, foot=foot)


def _grown(stack: Stack, free: float) -> tuple[Stack, float]:
    """Rows with their pictures larger by what is free, and what is then left of that."""
    if not any([row.row.picture for row in stack.sets]):
        return stack, free
    sets = []
    for row in stack.sets:
        more = max(0.0, min(row.row.most - row.height, free)) if row.row.picture else 0.0
        sets.append(row._replace(height=row.height + more))
        free -= more
    return stack._replace(sets=tuple(sets), height=sum((row.height for row in sets), _between(stack))), free


def _between(stack: Stack) -> float:
    """What is between the rows, and in the margins of panels."""
    return stack.height - sum(row.height for row in stack.sets)


# --- drawn -----------------------------------------------------------------------------------------------------


def box(row: Set, y: float, look: Look) -> Box:
    """Where the picture of a row stands that starts at y: in the middle.

    A code stands at the left, its dark modules in line with the text and its quiet zone in the margin; on a slide the
    quiet zone is seen, so that is in line.
    """
    assert row.row.picture is not None
    if isinstance(row.row.picture.art, Code):
        side = min(row.height, row.row.most)
        left = look.left - (0.0 if look.slide else side * qr.QUIET / row.row.picture.art.side)
        return Box(left, y + (row.height - side) / 2, side, side)
    if isinstance(row.row.picture.art, Icon):
        return Box(look.left, y, look.inner, row.height)
    width = min(row.height * proportion(row.row.picture), look.inner)
    return Box(look.left + (look.inner - width) / 2, y, width, row.height)


def items(row: Set, number: int, y: float, suit: Suit, look: Look) -> Iterator[Item]:
    """What is drawn for the picture of a row, which is the row of that number on its side."""
    assert row.row.picture is not None
    place = box(row, y, look)
    if look.slide and not isinstance(row.row.picture.art, Icon):
        yield Rect(place, fill=WHITE, radius=look.radius)  # pictures are made for white paper
    said = Passage("picture", number, told=row.row.picture.alt) if row.row.picture.alt else None
    match row.row.picture.art:
        case Icon(name):
            yield Rect(place, fill=look.tint(suit, 0.12), radius=look.radius)
            size = _ICON * place.height
            x, top = place.x + (place.width - size) / 2, place.y + (place.height - size) / 2
            yield Outline(x, top, size, icons.SIDE, icons.outline(name), 2, colours.parts(suit.colour), said)
        case Vector() as vector:
            yield Figure(place, vector.width, vector.height, tuple(_shapes(vector, suit)), said)
        case Code() as code:
            yield Figure(place, code.side, code.side, (Shape(code.commands, fill=(0.0, 0.0, 0.0)),), said)
        case Raster() as raster:
            from teamcards import images

            pixels = images.for_paper(raster, math.ceil(place.width / 72 * _FINEST))
            yield Image(place, pixels, look.radius, said)


def _shapes(vector: Vector, suit: Suit) -> Iterator[Shape]:
    for path in vector.paths:
        fill, stroke = _paint(path.fill, suit), _paint(path.stroke, suit)
        yield Shape(path.commands, fill, stroke, path.width, path.even_odd, path.cap, path.join)


def _paint(paint: Paint | None, suit: Suit) -> Colour | None:
    """A colour on white paper: one that can be seen through is lighter there."""
    return colours.parts(mix("#ffffff", paint.colour or suit.colour, paint.opacity)) if paint else None


# --- what is wrong ---------------------------------------------------------------------------------------------


def too_coarse(fitted: Fitted, look: Look) -> Iterator[Problem]:
    """A warning for each picture that has too few pixels for the size that it is printed at."""
    for row in (*fitted.flow.sets, *fitted.foot.sets):
        picture = row.row.picture
        if picture is None or not isinstance(picture.art, Raster):
            continue
        place = box(row, 0.0, look)
        dpi = round(picture.art.width / place.width * 72)
        if dpi < COARSE:
            size = f"{place.width / MM:.0f} x {place.height / MM:.0f} mm"
            needed = " x ".join(str(math.ceil(length / 72 * SHARP)) for length in (place.width, place.height))
            message = f"the picture '{picture.name}' has {dpi} dpi at {size}"
            fix = f"{SHARP} dpi needs {needed} pixels; it has {picture.art.width} x {picture.art.height}"
            yield Problem(picture.mark, message, fix, "warning")


def too_dense(fitted: Fitted) -> Iterator[Problem]:
    """A warning for each code with so many modules that phones read it badly where it is small, as on a slide."""
    for row in (*fitted.flow.sets, *fitted.foot.sets):
        picture = row.row.picture
        if picture and isinstance(picture.art, Code) and picture.art.across > qr.DENSE:
            across = picture.art.across
            message = f"the QR code has {across} modules across; phones may not read it from a slide or from afar"
            most = qr.longest((qr.DENSE + 2 * qr.QUIET) * qr.MODULE)
            yield Problem(picture.mark, message, f"write an address of at most {most} characters", "warning")


def no_room(rows: Sequence[Row], fitted: Fitted | None, where: str, look: Look) -> Iterator[Problem]:
    """An error when a QR code is too large for its card: how much larger that or shorter the address must be."""
    for row in rows:
        if row.picture is None or not isinstance(row.picture.art, Code):
            continue
        needs = {"wider": row.height - look.inner, "higher": fitted.excess if fitted else 0.0}
        more = " and ".join(f"{math.ceil(need / MM)} mm {what}" for what, need in needs.items() if need > 0.01)
        most = qr.longest(row.height - max(needs.values())) if more else 0
        if most or needs["wider"] > 0:
            size = f"{row.height / MM:.0f} mm, with modules of {qr.MODULE / MM:g} mm"
            shorter = f", or the address at most {most} characters" if most else ""
            message = f"{where}: no room for a QR code of {size}"
            yield Problem(row.picture.mark, message, f"make the card {more}{shorter}")

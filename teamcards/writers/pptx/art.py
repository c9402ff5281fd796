"""Authors' pictures and QR codes on slides: icons as freeforms, all else as pixels."""

from __future__ import annotations

from teamcards import colours, images, raster
from teamcards.drawing import Box, Drawing, Figure, Page, Placed, Raster, Shape
from teamcards.fonts import Font
from teamcards.pictures import Icon, Picture
from teamcards.qr import Code
from teamcards.svg import Paint, Vector
from teamcards.writers import pdf
from teamcards.writers.pptx import shapes
from teamcards.writers.pptx.layouts import icon, tint
from teamcards.writers.pptx.shapes import Colour, Item

_SHOWN = 1600  # pixels: as wide as a picture on a slide needs to be
_PLATE = 173.0  # points: the side of the ground of an icon


def size(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """How wide and high a picture is that is as large as this room allows."""
    match picture.art:
        case Icon():
            return _PLATE, _PLATE
        case Code(side=side):
            across = down = float(side)
        case Vector(width=across, height=down) | Raster(width=across, height=down):
            pass
    scale = min(width / across, height / down)
    return across * scale, down * scale


def address(picture: Picture) -> str:
    """Where a QR code leads to, when that may be followed."""
    return picture.art.address if isinstance(picture.art, Code) else ""


def shown(picture: Picture, box: Box, suit: Colour, ink: str, font: Font) -> list[Item]:
    """The shapes of a picture; `ink` is the colour of what has none of its own, and every PDF has a font."""
    match picture.art:
        case Icon(name):
            inner = box.inset(box.width / 5)
            plate = shapes.Shape("plate", box, fill=tint(suit), radius=9)
            return [plate, icon(name, inner, suit, picture.alt)]
        case Raster() as pixels:
            data = images.for_screen(pixels, _SHOWN)[1]
        case Vector(width, height, paths):
            drawn = tuple(
                Shape(path.commands, _paint(path.fill, ink), _paint(path.stroke, ink), path.width, path.even_odd,
                      path.cap, path.join) for path in paths
            )  # fmt: skip
            data = _pixels(width, height, drawn, font)
        case Code(_, side, commands):
            data = _pixels(side, side, (Shape(commands, fill=(0.0, 0.0, 0.0)),), font)
    return [shapes.Photo("picture", box, data, picture.alt, address(picture))]


def _paint(paint: Paint | None, ink: str) -> tuple[float, float, float] | None:
    """A colour on white: one that can be seen through is lighter there."""
    return colours.parts(colours.mix("#ffffff", paint.colour or ink, paint.opacity)) if paint else None


def _pixels(width: float, height: float, drawn: tuple[Shape, ...], font: Font) -> bytes:
    """A PNG of a vector picture, drawn as on paper."""
    scale = 480 / max(width, height)
    box = Box(0, 0, width * scale, height * scale)
    drawing = Drawing(box.width, box.height, (Figure(box, width, height, drawn),))
    page = Page(box.width, box.height, (Placed(drawing, box, box),))
    data = pdf.write([page], pdf.About("", "", ""), [font])
    (image,) = raster.pages(data, 72 * _SHOWN / 480 / 2)
    return images.png(image)

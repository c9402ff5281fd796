"""How colours are written into a PDF: as light for screens and office printers, or as ink for a press."""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING, NamedTuple

from teamcards import colours, icc
from teamcards.drawing import Colour, Pixels

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageCms import ImageCmsTransform

MOST = 300.0
"""The ink that most shops allow on one spot, in per cent of one full ink."""

_WHITE = (255, 255, 255)


class Light(NamedTuple):
    """Red, green and blue, as they are; greys as grey, so that a printer takes black toner for them."""

    def fill(self, colour: Colour) -> str:
        """The operator that sets the colour of text and of areas."""
        return _light(colour, "g", "rg")

    def stroke(self, colour: Colour) -> str:
        """The operator that sets the colour of lines."""
        return _light(colour, "G", "RG")

    def pixels(self, pixels: Pixels) -> Pixels:
        """A picture as it is embedded."""
        return pixels


class Ink(NamedTuple):
    """Cyan, magenta, yellow and black, at most `most` per cent together.

    With the ICC profile of a press, colours and pictures are converted by it (from sRGB, relative, with black point
    compensation); without, by the formula of `colours.cmyk`. Black and grey are black ink only, either way.
    """

    most: float = MOST
    profile: bytes = b""

    def fill(self, colour: Colour) -> str:
        """The operator that sets the colour of text and of areas."""
        return f"{_numbers(separated(colour, self))} k"

    def stroke(self, colour: Colour) -> str:
        """The operator that sets the colour of lines."""
        return f"{_numbers(separated(colour, self))} K"

    def pixels(self, pixels: Pixels) -> Pixels:
        """A picture as it is embedded: in four inks, or in black ink when it is one of greys."""
        from teamcards import images

        return pixels if pixels.channels == 1 else images.pixels(self.picture(images.picture(pixels)))

    def picture(self, image: Picture) -> Picture:
        """A picture in four inks; what is transparent in it becomes white, since an old press file knows no other."""
        opaque = _on_white(image)
        return _limited(_by_profile(opaque, self.profile) if self.profile else _by_formula(opaque), self.most)


Inks = Light | Ink


@functools.lru_cache(maxsize=4096)
def _light(colour: Colour, grey: str, other: str) -> str:
    """A colour and its operator, that for greys where it is one."""
    return f"{_numbers(colour[:1])} {grey}" if len(set(colour)) == 1 else f"{_numbers(colour)} {other}"


@functools.lru_cache(maxsize=4096)
def separated(colour: Colour, ink: Ink) -> tuple[float, float, float, float]:
    """Cyan, magenta, yellow and black, each from 0 to 1."""
    plain = colours.cmyk(colour, ink.most / 100)
    if not ink.profile or not any(plain[:3]):
        return plain
    from PIL import Image

    red, green, blue = (round(255 * part) for part in colour)
    pixel = ink.picture(Image.new("RGB", (1, 1), (red, green, blue))).tobytes()
    return pixel[0] / 255, pixel[1] / 255, pixel[2] / 255, pixel[3] / 255


def profile_fault(profile: bytes) -> str:
    """Why colours cannot be converted by these bytes; nothing when they are the profile of a press."""
    if wrong := icc.fault(profile):
        return wrong
    from PIL import ImageCms

    try:
        _transform(profile)
    except ImageCms.PyCMSError:
        return "this ICC profile is damaged"
    return ""


def most_ink(image: Picture) -> float:
    """The most ink on one spot of a CMYK picture, in per cent."""
    from PIL import ImageMath

    small = image.reduce(max(1, max(image.size) // 1000))
    c, m, y, k = small.split()
    total = ImageMath.lambda_eval(lambda a: a["c"] + a["m"] + a["y"] + a["k"], c=c, m=m, y=y, k=k)
    return float(total.getextrema()[1]) / 255 * 100


def _on_white(image: Picture) -> Picture:
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    over = image.convert("RGBA")
    ground = Image.new("RGBA", over.size, (*_WHITE, 255))
    return Image.alpha_composite(ground, over).convert("RGB")


def _by_formula(image: Picture) -> Picture:
    """The formula of `colours.cmyk` for every pixel of an RGB picture, in whole steps of 1/255."""
    from PIL import Image, ImageChops, ImageMath

    red, green, blue = image.split()
    high = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    inks = [
        ImageMath.lambda_eval(
            lambda a: a["convert"](255 - a["part"] * 255 / a["max"](a["high"], 1), "L"), part=part, high=high
        )
        for part in (red, green, blue)
    ]
    black = ImageChops.invert(high)
    inks = [Image.composite(Image.new("L", image.size), ink, black.point(lambda k: 255 if k == 255 else 0))
            for ink in inks]  # fmt: skip
    return Image.merge("CMYK", (*inks, black))


def _by_profile(image: Picture, profile: bytes) -> Picture:
    from PIL import ImageCms

    converted = ImageCms.applyTransform(image, _transform(profile))
    assert converted is not None
    return converted


@functools.lru_cache(maxsize=4)
def _transform(profile: bytes) -> ImageCmsTransform:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(profile)), "RGB", "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


def _limited(image: Picture, most: float) -> Picture:
    """The picture with less cyan, magenta and yellow where it has too much ink."""
    from PIL import Image, ImageMath

    room = int(most * 255 / 100)
    c, m, y, k = image.split()
    inks = [
        ImageMath.lambda_eval(
            lambda a: a["convert"](a["min"](
                a["ink"], a["ink"] * a["max"](room - a["k"], 0) / a["max"](a["c"] + a["m"] + a["y"], 1)
            ), "L"),
            ink=ink, c=c, m=m, y=y, k=k,
        )
        for ink in (c, m, y)
    ]  # fmt: skip
    return Image.merge("CMYK", (*inks, k))


@functools.lru_cache(maxsize=4096)
def _numbers(parts: tuple[float, ...]) -> str:
    return " ".join(f"{part:.4g}" for part in parts)

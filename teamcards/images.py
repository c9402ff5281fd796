"""Pictures of pixels: what a PNG or JPEG file holds, made ready for paper and screen, and pixels into PNG files."""

from __future__ import annotations

import functools
import hashlib
import io
import sys
import warnings
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageCms, ImageColor, ImageDraw, ImageFont, ImageOps

from teamcards.drawing import Pixels, Raster

Picture = Image.Image
"""Pixels in memory."""

_MOST_PIXELS = 60_000_000
_ORIENTATION = 0x0112  # of the camera, in EXIF
_JPEG_QUALITY = 92
_GREYS = frozenset(("1", "L", "LA", "I;16", "I"))
_HAS_ALPHA = frozenset(("LA", "PA", "RGBA", "La", "RGBa"))
_WHITE = (255, 255, 255)


class NotAPictureError(Exception):
    """A file that is not a PNG or JPEG that can be printed; its message says why."""


@functools.lru_cache(maxsize=64)
def read(data: bytes) -> Raster:
    """The picture in a file. Raises NotAPictureError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if image.width * image.height > _MOST_PIXELS:
                raise NotAPictureError(f"{image.width} x {image.height} pixels are too many")
            width, height = image.size
            image.draft(None, (width // 8, height // 8))  # an eighth of a JPEG shows as well that it is whole
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPictureError("it has too many pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, zlib.error, IndexError, KeyError) as error:
        raise NotAPictureError("it is damaged, or another kind of file") from error
    if _turn(image) >= 5:
        width, height = height, width
    kind: Literal["png", "jpeg"] = "jpeg" if image.format == "JPEG" else "png"
    ready = kind == "jpeg" and _turn(image) == 1 and image.mode in ("RGB", "L") and not _own_colours(image)
    return Raster(width, height, kind, ready, data)


@functools.lru_cache(maxsize=64)
def for_paper(raster: Raster, width: int) -> Pixels:
    """A picture for a PDF, at most about so many pixels wide; a JPEG that is not much wider stays as it is.

    What is transparent becomes white: the ground of a card is white, and print shops refuse transparency.
    """
    if raster.ready and raster.width <= 1.5 * width:
        data = _without_notes(raster.data)
        channels: Literal[1, 3] = 1 if Image.open(io.BytesIO(raster.data)).mode == "L" else 3
        return Pixels(_key(data), raster.width, raster.height, channels, True, data)
    image = _smaller(_flat(raster), width)
    if raster.kind == "png":
        return pixels(image)
    data = _jpeg(image)
    return Pixels(_key(data), image.width, image.height, 1 if image.mode == "L" else 3, True, data)


def pixels(image: Picture) -> Pixels:
    """Pixels in memory, in greys, RGB or CMYK, ready for a PDF."""
    data = zlib.compress(image.tobytes(), 6)
    channels: dict[str, Literal[1, 3, 4]] = {"L": 1, "RGB": 3, "CMYK": 4}
    return Pixels(_key(data), image.width, image.height, channels[image.mode], False, data)


def picture(pixels: Pixels) -> Picture:
    """What was made ready for a PDF, as pixels in memory."""
    if pixels.jpeg:
        return Image.open(io.BytesIO(pixels.data))
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[pixels.channels]
    return Image.frombytes(mode, (pixels.width, pixels.height), zlib.decompress(pixels.data))


@functools.lru_cache(maxsize=64)
def for_screen(raster: Raster, width: int) -> tuple[str, bytes]:
    """A picture for a page, at most so many pixels wide: its media type, and its file without the camera's notes."""
    if raster.ready and raster.width <= width:
        return "image/jpeg", _without_notes(raster.data)
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(raster.data)))
    if raster.kind == "jpeg":
        return "image/jpeg", _jpeg(_smaller(_flat(raster), width))
    if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        image = _flat(raster)
    if image.width > width:
        image = _smaller(image.convert("RGBA" if image.mode == "P" else image.mode), width)
    return "image/png", png(image)


def colour(text: str) -> str | None:
    """A colour as CSS writes it ('navy', '#12f', 'rgb(1, 2, 3)') as '#rrggbb'; None when it is not one."""
    try:
        found = ImageColor.getrgb(text)
    except ValueError:
        return None
    return "#" + "".join(f"{min(255, max(0, part)):02x}" for part in found[:3])


# --- pixels into files -----------------------------------------------------------------------------------------


def png(image: Picture, dpi: float = 0.0) -> bytes:
    """A PNG file; the same pixels give the same bytes."""
    out = io.BytesIO()
    plain = Image.frombytes(image.mode, image.size, image.tobytes())  # without what the picture came with
    if image.mode == "P":
        plain.putpalette(image.getpalette("RGB") or [])
    plain.save(out, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    return out.getvalue()


def sheet(size: tuple[int, int]) -> Picture:
    """A white sheet of so many pixels, across and down."""
    return Image.new("RGB", size, _WHITE)


def label(sheet: Picture, text: str, place: tuple[int, int], size: int, font: Path) -> None:
    """Writes a short text on a sheet, from its top left."""
    face = ImageFont.truetype(str(font), size, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(sheet).text(place, text, fill=(86, 91, 107), font=face)


def framed(sheet: Picture, box: tuple[int, int, int, int]) -> None:
    """Draws a thin grey line around a box (left, top, right, bottom), outside of it."""
    left, top, right, bottom = box
    ImageDraw.Draw(sheet).rectangle((left - 1, top - 1, right, bottom), outline=(190, 193, 201))


def paste(sheet: Picture, image: Picture, place: tuple[int, int]) -> None:
    """Lays a picture on a sheet, from its top left."""
    sheet.paste(image, place)


def grid(pictures: Sequence[Picture], columns: int, rows: int, last: Picture) -> Picture:
    """Pictures of one size edge to edge, row by row, and another in the last place."""
    width, height = last.size
    whole = sheet((columns * width, rows * height))
    for number, picture in enumerate(pictures):
        whole.paste(picture, (number % columns * width, number // columns * height))
    whole.paste(last, ((columns - 1) * width, (rows - 1) * height))
    return whole


# --- inside ----------------------------------------------------------------------------------------------------


def _turn(image: Picture) -> int:
    """How the camera was held: 1 upright, 5 to 8 on its side."""
    turn = image.getexif().get(_ORIENTATION, 1)
    return turn if turn in range(1, 9) else 1


def _own_colours(image: Picture) -> Any:
    """The colour profile of a picture, where that is another than sRGB."""
    profile = image.info.get("icc_profile", b"")
    return profile if b"sRGB" not in profile and b"s\0R\0G\0B" not in profile else b""


def _flat(raster: Raster) -> Picture:
    """A picture as it is seen, in greys or in sRGB, without transparency."""
    opened = Image.open(io.BytesIO(raster.data))
    profile = _own_colours(opened)
    image: Picture = ImageOps.exif_transpose(opened)
    if image.mode in _HAS_ALPHA or "transparency" in image.info:
        white = Image.new("RGBA", image.size, (*_WHITE, 255))
        image = Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    if image.mode in ("I;16", "I"):
        image = Image.frombytes("L", image.size, bytes(value >> 8 for value in _values(image)))
    if profile and image.mode in ("RGB", "CMYK"):
        image = _in_srgb(image, profile)
    return image.convert("L" if image.mode in _GREYS else "RGB")


def _values(image: Picture) -> Iterator[int]:
    """The pixels of a picture of 16 bit greys."""
    data = image.convert("I").tobytes()
    return (int.from_bytes(data[at : at + 4], sys.byteorder) for at in range(0, len(data), 4))


def _in_srgb(image: Picture, profile: bytes) -> Picture:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that cannot be read is as good as none


def _smaller(image: Picture, width: int) -> Picture:
    if image.width <= 1.2 * width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _jpeg(image: Picture) -> bytes:
    out = io.BytesIO()
    plain = Image.frombytes(image.mode, image.size, image.tobytes())
    plain.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0, optimize=True)
    return out.getvalue()


def _without_notes(jpeg: bytes) -> bytes:
    """A JPEG file without what cameras and programs noted in it, such as where it was taken; its pixels untouched."""
    return b"".join(_kept(jpeg))


def _kept(jpeg: bytes) -> Iterator[bytes]:
    """The segments of a JPEG file but for its comments and notes; APP0 and APP14 say how to read its colours."""
    yield jpeg[:2]
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        size = 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        if jpeg[at + 1] not in (*range(0xE1, 0xEE), 0xEF, 0xFE):
            yield jpeg[at : at + size]
        at += size
    yield jpeg[at:]


def _key(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]

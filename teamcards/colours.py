"""Colours as '#rrggbb': mixed, compared, made readable, and put into ink."""

from __future__ import annotations

import functools
from collections.abc import Iterable

READABLE = 4.5
"""The least contrast of text with its ground (WCAG 2.2, success criterion 1.4.3)."""

_GREYISH = 0.1  # how far the parts of a dark colour may lie apart for it to be printed in black ink only
_DARK, _BLACK = 0.5, 0.2  # the brightness below which a colour is dark, and below which it is black


@functools.cache
def parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, each from 0 to 1."""
    red, green, blue = (byte / 255 for byte in bytes.fromhex(colour[1:]))
    return red, green, blue


def mix(one: str, other: str, share: float) -> str:
    """The first colour with that share (0 to 1) of the second."""
    return _written(a + (b - a) * share for a, b in zip(parts(one), parts(other), strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, ground: str, toward: str) -> str:
    """The colour itself when it can be read on the ground, else moved towards another as little as is needed."""
    steps = (mix(colour, toward, step / 50) for step in range(51))
    return next((moved for moved in steps if contrast(moved, ground) >= READABLE + 0.3), toward)


def grey(colour: str) -> str:
    """The grey that is as light as the colour: its contrast with any other colour stays what it was."""
    light = _luminance(colour)
    part = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return _written((part, part, part))


def cmyk(colour: tuple[float, float, float], most: float = 3.0) -> tuple[float, float, float, float]:
    """Cyan, magenta, yellow and black (each 0 to 1) for a colour of red, green and blue; together at most `most`.

    The inks are taken to multiply: red = (1 - cyan)(1 - black), and so on, with as much black as there can be. Greys,
    and dark colours that are nearly grey, are black ink only, and what is nearly black is solid: three inks that are
    printed a little off blur small type, and so does a screen of dots. Where the inks are too much, black stays and
    the others become less.
    """
    low, high = min(colour), max(colour)
    bright = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    if high - low <= (_GREYISH if bright < _DARK else 0.005):
        return 0.0, 0.0, 0.0, 1.0 if bright < _BLACK else 1 - bright
    cyan, magenta, yellow = (1 - part / high for part in colour)
    black = 1 - high
    share = min(1.0, (most - black) / (cyan + magenta + yellow))
    return cyan * share, magenta * share, yellow * share, black


def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _written(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)

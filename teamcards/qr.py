"""QR codes (ISO/IEC 18004) as one path, with the quiet zone that readers need around it."""

from __future__ import annotations

import functools
from typing import NamedTuple

from teamcards import markup
from teamcards.drawing import Commands
from teamcards.units import MM

MODULE = 0.4 * MM
"""The smallest module that a phone reads well from office paper."""

QUIET = 4
"""The modules of white at each side (the standard)."""

DENSE = 57
"""The most modules across (without the quiet zone) of a code that phones still read from a slide, where it is small."""


class Code(NamedTuple):
    """A QR code: what it says, how many modules wide it is with its quiet zone, and its dark modules as a path."""

    text: str
    side: int
    commands: Commands

    @property
    def across(self) -> int:
        """How many modules it is wide without its quiet zone."""
        return self.side - 2 * QUIET

    @property
    def address(self) -> str:
        """Where it leads to, when that may be followed from a page or a PDF; nothing for any other."""
        return markup.address(self.text)


@functools.lru_cache(maxsize=256)
def code(text: str) -> Code:
    """The code of a text, with error correction M or better. Raises ValueError when the text is too long for any."""
    import segno  # few decks have codes

    try:
        made = segno.make(text, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise ValueError(f"{len(text)} characters are too many for a QR code") from error
    steps: list[tuple[str, tuple[float, ...]]] = []
    for y, row in enumerate(made.matrix, QUIET):
        for x, width in _dark(row):
            steps += _rectangle(x + QUIET, y, width)
    return Code(text, len(made.matrix) + 2 * QUIET, tuple(steps))


def longest(side: float) -> int:
    """How many characters at most a code can hold that is to be no wider than so many points; 0 when none can."""
    low, high = 0, 2331  # what the largest code holds with error correction M
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if code("a" * middle).side * MODULE <= side else (low, middle - 1)
    return low


def _dark(row: bytearray) -> list[tuple[int, int]]:
    """The dark stretches of a row: where each starts, and how many modules wide it is."""
    found: list[tuple[int, int]] = []
    for x, module in enumerate(row):
        if module and found and sum(found[-1]) == x:
            found[-1] = found[-1][0], found[-1][1] + 1
        elif module:
            found.append((x, 1))
    return found


def _rectangle(x: float, y: float, width: float) -> list[tuple[str, tuple[float, ...]]]:
    corners = ((x + width, y), (x + width, y + 1), (x, y + 1))
    return [("move", (x, y)), *(("line", corner) for corner in corners), ("close", ())]

"""What people read at the scales, such as '2N': the number nearest to the thick line, the letter where lines meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from teamcards.calibration.scales import BACK_PITCH, FRONT_PITCH, MARKS, MIDDLE, RULER, Scale
from teamcards.problems import short

_READING = re.compile(r"([-+−–]?)\s*(\d+(?:[.,]\d+)?)\s*([A-Za-z]+)|[?]")
_BETWEEN = re.compile(r"[\s,;/|]*")
_APART = 0.8  # mm between the ruler and the lines: half a millimetre of rounding, and some for the eye
_EXAMPLE = "write the number at the thick line and the letter where the lines meet, such as 2N or -1C"


class ReadingError(ValueError):
    """Something was typed that cannot have been read, or readings do not go together; the message says what to do.

    `scale` is the one whose reading is not believed, where one can be told.
    """

    def __init__(self, message: str, scale: Scale | None = None) -> None:
        super().__init__(message)
        self.scale = scale


class Reading(NamedTuple):
    """What was read at a scale: `near` is the ruler's number (mm), `mark` the line, counted from the middle one.

    A mark between two lines ends in a half.
    """

    scale: Scale
    near: float
    mark: float

    @property
    def turns(self) -> int:
        """How many lines of the back lie between those that would meet there without any shift."""
        return round((self.near - self._tenths) / BACK_PITCH)

    @property
    def shift(self) -> float:
        """How far the back lies off, in mm to the right or down, seen from the front."""
        return self._tenths + self.turns * BACK_PITCH

    @property
    def along(self) -> float:
        """Where the line of the back that was read would lie without any shift, in mm from the centre of the sheet."""
        return self.scale.start + (self.mark - self.turns) * BACK_PITCH

    @property
    def _tenths(self) -> float:
        return self.mark * (FRONT_PITCH - BACK_PITCH)

    def __str__(self) -> str:
        marks = MARKS[int(self.mark + MIDDLE) :][: 1 if self.mark == int(self.mark) else 2]
        return f"{self.near:g}{marks}"


def one(text: str, scale: Scale) -> Reading | None:
    """One reading; None for '?', one that could not be read.

    Raises ReadingError with a sentence that helps.
    """
    match = _READING.fullmatch(text.strip())
    if not match:
        raise ReadingError(f"cannot read '{short(text.strip())}' ({_EXAMPLE}; ? where you cannot tell)")
    if match[0] == "?":
        return None
    near = float(match[2].replace(",", ".")) * (-1 if match[1] in ("-", "−", "–") and match[1] else 1)
    if abs(near) > RULER:
        raise ReadingError(f"{near:g} is past the end of the ruler, which goes from -{RULER} to {RULER}")
    reading = Reading(scale, near, _mark(match[3].upper()))
    if abs(reading.shift - near) > _APART:
        raise ReadingError(f"{reading} cannot be: that number and that letter do not go together, look at both again")
    return reading


def sheet(text: str, scales: Sequence[Scale]) -> list[Reading]:
    """The readings of a sheet, in the order of its scales; those that could not be read are left out.

    Raises ReadingError with a sentence that helps.
    """
    pieces = list(_pieces(text))
    if len(pieces) != len(scales):
        order = " ".join(f"({scale.name})" for scale in scales)
        raise ReadingError(f"expected {len(scales)} readings, found {len(pieces)}: {order}; ? where you cannot tell")
    found = []
    for piece, scale in zip(pieces, scales, strict=True):
        try:
            found.append(one(piece, scale))
        except ReadingError as error:
            raise ReadingError(f"{scale.name}: {error}") from None
    return [reading for reading in found if reading]


def _pieces(text: str) -> list[str]:
    pieces = []
    at = _at(text, 0)
    while at < len(text):
        match = _READING.match(text, at)
        if not match:
            raise ReadingError(f"cannot read '{short(text[at:].split()[0])}' in '{short(text)}' ({_EXAMPLE})")
        pieces.append(match[0])
        at = _at(text, match.end())
    return pieces


def _at(text: str, at: int) -> int:
    """Where the next reading begins."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _mark(letters: str) -> float:
    unknown = next((letter for letter in letters if letter not in MARKS), "")
    if unknown:
        raise ReadingError(f"no line has the letter {unknown} (they go from {MARKS[0]} to {MARKS[-1]})")
    places = sorted(MARKS.index(letter) - MIDDLE for letter in letters)
    if len(places) > 2 or places[-1] - places[0] > 1:
        raise ReadingError(f"{letters} are no neighbours: write one letter, or the two that it lies between")
    return sum(places) / len(places)

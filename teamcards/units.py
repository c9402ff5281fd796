"""Lengths as people write them, in points inside (1 pt = 1/72 inch)."""

from __future__ import annotations

import re

MM = 72 / 25.4
"""One millimetre in points."""

_POINTS = {"mm": MM, "cm": 10 * MM, "in": 72.0, "pt": 1.0}
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_LENGTH = re.compile(rf"{_NUMBER}\s*(mm|cm|in|pt)")


def length(text: str) -> float:
    """Points of a written length such as '63 mm' or '2.5 in'.

    Raises ValueError when the text is not a number followed by mm, cm, in or pt.
    """
    match = _LENGTH.fullmatch(text.strip())
    if not match:
        bare = re.fullmatch(_NUMBER, text.strip())
        raise ValueError(f"write a number and a unit, such as {bare[1] if bare else 63} mm, 2.5 in or 180 pt")
    return float(match[1].replace(",", ".")) * _POINTS[match[2]]

"""What preflight finds: where, what, what is asked, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

from teamcards.preflight.paints import Corners
from teamcards.units import MM


class Finding(NamedTuple):
    """One thing wrong on one page, or with the whole file (page 0).

    `place` is the first spot in millimetres, from the left and top edge of what is cut out; `more` tells how many other
    spots of the page have the same.
    """

    check: str
    page: int
    what: str
    asked: str
    fix: str
    place: tuple[float, float] | None = None
    more: int = 0
    severity: Literal["error", "warning"] = "error"

    def as_data(self) -> dict[str, Any]:
        """For programs to read; lengths in millimetres."""
        x, y = self.place or (None, None)
        return {
            "check": self.check, "severity": self.severity, "page": self.page or None, "what": self.what,
            "x_mm": x, "y_mm": y, "more": self.more, "asked": self.asked, "fix": self.fix,
        }  # fmt: skip


def place(x: float, y: float, trim: Corners) -> tuple[float, float]:
    """A point of a page (points, y up) as a place in millimetres from the left and top edge of what is cut out."""
    return round((x - trim[0]) / MM, 1), round((trim[3] - y) / MM, 1)


def told(findings: Sequence[Finding]) -> list[str]:
    """A line for each thing that is wrong, with all pages that have it."""
    return [_line(group) for group in alike(findings)]


def alike(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings that are one thing on several pages, together."""

    def same(finding: Finding) -> tuple[str, ...]:
        return finding.severity, finding.check, finding.what, finding.asked, finding.fix

    first = {same(finding): number for number, finding in reversed(list(enumerate(findings)))}
    ordered = sorted(findings, key=lambda finding: first[same(finding)])
    return [list(group) for _, group in groupby(ordered, same)]


def _line(group: list[Finding]) -> str:
    one = group[0]
    where = f"{_pages([finding.page for finding in group])}: " if one.page else ""
    spot = f", at {one.place[0]:g}, {one.place[1]:g} mm" if one.place else ""
    more = f" and {one.more} more" if one.more and len(group) == 1 else ""
    asked = f"; asked: {one.asked}" if one.asked else ""
    return f"{where}{one.severity}: {one.what}{spot}{more}{asked} ({one.fix})"


def _pages(numbers: Iterable[int]) -> str:
    """Pages as people write them: 'page 3', 'pages 1-4, 7'."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    word = "page" if len(runs) == 1 and runs[0][0] == runs[0][1] else "pages"
    return f"{word} {', '.join(str(low) if low == high else f'{low}-{high}' for low, high in runs)}"

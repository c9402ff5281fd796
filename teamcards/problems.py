"""What is wrong with the content, and where: values that travel forward and are printed once, at the end."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal, NamedTuple

SHIPPED = "shipped:"
"""What messages put before the names of files that come with teamcards."""

Severity = Literal["error", "warning", "note"]

_LONGEST = 60


class Mark(NamedTuple):
    """A place in a file; line and column count from 1, and a line 0 is the whole file."""

    file: str
    line: int = 1
    column: int = 1

    @property
    def shipped(self) -> bool:
        """Whether the file is one of those that come with teamcards."""
        return self.file.startswith(SHIPPED)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One thing wrong: where it stands, what was found and expected, and the nearest fix.

    An error stops the outputs of the deck it belongs to; a warning does not; a note is only listed by `check`.
    """

    mark: Mark
    message: str
    fix: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        fix = f" ({self.fix})" if self.fix else ""
        return f"{self.mark}: {self.severity}: {self.message}{fix}"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like this one, or nothing when none is near."""
    close = difflib.get_close_matches(word[:_LONGEST].lower(), list(known), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else ""


def short(text: str) -> str:
    """A text as a message can quote it: on one line, not too long, nothing in it that a terminal would obey."""
    line = "".join(character if character.isprintable() else "?" for character in " ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that stop an output."""
    return [problem for problem in problems if problem.severity == "error"]

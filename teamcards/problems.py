"""What is wrong with the content, and where: values that travel forward and are printed once, at the end."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

SHIPPED = "shipped:"
"""What messages put before the names of files that come with teamcards."""

Severity = Literal["error", "warning", "note"]

_LONGEST = 60
_WORD = 8  # letters; in words as long as this, most must be the same
_ZEROS = r"(?<!\d)0+(?=\d)"


class Mark(NamedTuple):
    """A place in a file, or an option; line and column count from 1, and a line 0 is the whole of it."""

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


def option(name: str, value: object) -> Mark:
    """An option of the command as the place of a problem, where that is what must change and no file is."""
    return Mark(f"{name} {value}", 0)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like this one, or nothing when none is near.

    A long word is near when four of five letters are the same, a short one when three are; 'e1' is 'e01'.
    """
    typed = re.sub(_ZEROS, "", word[:_LONGEST].lower())
    names = {re.sub(_ZEROS, "", name): name for name in known}
    alike = [name for name in names if _numbered_alike(typed, name)]
    close = difflib.get_close_matches(typed, alike, n=1, cutoff=0.6 if len(typed) < _WORD else 0.8)
    return f"did you mean '{names[close[0]]}'?" if close else ""


def _numbered_alike(one: str, other: str) -> bool:
    """Whether one may be the other with a slip: another number and other letters are another thing."""
    numbers = [re.findall(r"\d+", word) for word in (one, other)]
    if not all(numbers) or numbers[0] == numbers[1]:
        return True
    first, second = ("".join(each) for each in numbers)
    slip = sorted(first) == sorted(second) or (one_off(first, second) and set(first) & set(second))
    return bool(slip) and re.sub(r"\d+", "", one) == re.sub(r"\d+", "", other)


def one_off(typed: str, known: str) -> bool:
    """Whether one sign was typed wrong, left out or added."""
    short, long = sorted((typed, known), key=len)
    same = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


def short(text: str) -> str:
    """A text as a message can quote it: on one line, not too long, nothing in it that a terminal would obey."""
    line = "".join(character if character.isprintable() else "?" for character in " ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that stop an output."""
    return [problem for problem in problems if problem.severity == "error"]

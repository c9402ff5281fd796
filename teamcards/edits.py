"""Scalars of a YAML file changed where they stand; every other byte stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from teamcards.problems import Mark

_LINE_END = re.compile("\r\n|\r|\n")
_MARK = "\ufeff"  # of byte order: no part of the first line


class Edit(NamedTuple):
    """One scalar to change: its place, what it says, and what it is to say; both are words that need no quotes."""

    mark: Mark
    old: str
    new: str


def applied(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with those scalars changed, each within the quotes it has.

    Raises ValueError when the file is not UTF-8, or a scalar does not stand in its place as plainly as that.
    """
    text = data.decode("utf-8")
    starts = [len(_MARK) if text.startswith(_MARK) else 0, *(found.end() for found in _LINE_END.finditer(text))]
    for mark, old, new in sorted(edits, reverse=True):  # from the end, so that what is before stays in its place
        start = starts[mark.line - 1] + mark.column - 1
        typed = re.compile(f"(['\"]?){re.escape(old)}\\1").match(text, start)
        if typed is None:
            raise ValueError(f"{mark}: '{old}' is not written here as plain text")
        quote = typed[1]
        text = f"{text[:start]}{quote}{new}{quote}{text[typed.end() :]}"
    return text.encode("utf-8")

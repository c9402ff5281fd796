"""A parser's refusal into a problem in an author's words, and the text mended so that reading can go on.

Works on the text alone, since the parser stops where it can no longer go on, which is often not where the mistake is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from teamcards.problems import Mark, Problem, short

STAND_IN = "\ua789"
"""A look-alike of the colon: stands for a colon that YAML would take for the end of a field's name."""

JOINED_DASH = "a dash that is joined to a bracket"
"""What the reader says of a field whose name starts with '-{': the parser itself takes it for a word."""

QUOTES = "put quotes around the whole text"
_CURLY = "“”„‟‘’‚«»"
_FIELD = re.compile(r"\s*(?:- +)*[\w-]+:(?= |$)")
_JOINED = re.compile(r"\s*(?:- +)*[\w-]+:(?=[^ ])")


class Spot(NamedTuple):
    """A place in a draft; both count from 0."""

    row: int
    column: int


class Draft(NamedTuple):
    """The lines of a file while they are mended.

    So that marks fit the file as it was typed, `widths` are those of its lines, and `moved` tells for a line from
    which column on it stands how many columns further to the right than it did.
    """

    name: str
    lines: tuple[str, ...]
    widths: tuple[int, ...]
    moved: Mapping[int, tuple[int, int]]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def mark(self, spot: Spot) -> Mark:
        """The place in the file itself."""
        if spot.row >= len(self.widths):
            return Mark(self.name, len(self.widths), self.widths[-1] + 1)
        start, shift = self.moved.get(spot.row, (0, 0))
        column = max(0, spot.column - shift) if spot.column >= start else spot.column
        return Mark(self.name, spot.row + 1, min(column, self.widths[spot.row]) + 1)

    def with_line(self, row: int, line: str) -> Draft:
        """The draft with another line in that row."""
        return self._replace(lines=(*self.lines[:row], line, *self.lines[row + 1 :]))

    def with_sign(self, spot: Spot, sign: str) -> Draft:
        """The draft with another character in that place."""
        line = self.lines[spot.row]
        return self.with_line(spot.row, line[: spot.column] + sign + line[spot.column + 1 :])

    def indented(self, row: int, indent: int) -> Draft:
        """The draft with the lines that stand together from that row on moved to another indentation."""
        old = _indent(self.lines[row])
        draft = self
        for number in range(row, len(self.lines)):
            if self.lines[number].strip():
                if _indent(self.lines[number]) < old:
                    break
                draft = draft.indented_line(number, _indent(self.lines[number]) - old + indent)
        return draft

    def indented_line(self, row: int, indent: int) -> Draft:
        """The draft with one line moved to another indentation."""
        line = self.lines[row]
        moved = {**self.moved, row: (0, self.moved.get(row, (0, 0))[1] + indent - _indent(line))}
        return self.with_line(row, " " * indent + line.lstrip(" "))._replace(moved=moved)

    def at(self, spot: Spot) -> str:
        """The character in that place; nothing at the end of a line."""
        return self.lines[spot.row][spot.column : spot.column + 1]

    def fields_above(self, row: int) -> Iterator[Spot]:
        """Where the fields begin that a line could belong to: from it upwards, each further to the left."""
        least = 10_000
        for number in range(row - 1, -1, -1):
            line = self.lines[number]
            column = len(line) - len(re.sub(r"^\s*(?:- +)*", "", line))
            if line.strip() and not line.lstrip().startswith("#") and _indent(line) < least:
                yield Spot(number, column)
                least = _indent(line)


class Mistake(NamedTuple):
    """A problem, and the draft with it mended; without one when reading cannot go on."""

    problem: Problem
    mended: Draft | None


def explain(draft: Draft, context: str, problem: str, start: Spot, place: Spot) -> Mistake:
    """What an author did wrong, from what the parser was at (since `start`) and what it met (in `place`)."""
    found = draft.at(place)
    if problem == JOINED_DASH:
        return _no_space_after_dash(draft, place)
    if "quoted scalar" in context:
        if "end of stream" in problem or "document indicator" in problem:
            return _open_quote(draft, start)
        return _backslash(draft, place)
    if any(word in context for word in ("alias", "anchor", "block scalar", "tag")):
        return _bad_start(draft, start)
    if "any token" in problem or "tag handle" in problem or (found in ("-", "?") and "not allowed" in problem):
        return _bad_start(draft, place)
    if "flow" in context:
        return _in_brackets(draft, start, place)
    if "could not find expected ':'" in problem:
        return _no_colon(draft, start.row)
    if found == ":":
        return _colon(draft, place)
    if "document start" in problem or "directive" in context:
        return _document(draft, place)
    return _out_of_place(draft, place)


def _mistake(draft: Draft, spot: Spot, message: str, fix: str, mended: Draft | None) -> Mistake:
    return Mistake(Problem(draft.mark(spot), message, fix), mended)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# --- texts without quotes, or with too many ---------------------------------------------------------------------


def _bad_start(draft: Draft, spot: Spot) -> Mistake:
    sign = draft.at(spot)
    if sign == "\t":
        return _mistake(draft, spot, "a tab", "type spaces instead", draft.with_sign(spot, " "))
    fix = QUOTES
    if sign == "-":
        fix += "; a list starts on the next line"
    elif sign and sign in "|>":
        fix += f", or start it on the line below the {sign}"
    return _mistake(draft, spot, f"a text cannot start with {short(sign)}", fix, draft.with_sign(spot, "_"))


def _backslash(draft: Draft, place: Spot) -> Mistake:
    column = draft.lines[place.row].rfind("\\", 0, place.column + 1)
    spot = Spot(place.row, max(column, 0))
    fix = "write two of them, or use single quotes around the text"
    mended = draft.with_sign(spot, "/") if column >= 0 else None
    return _mistake(draft, spot, "a backslash in a text with double quotes", fix, mended)


def _open_quote(draft: Draft, start: Spot) -> Mistake:
    sign, line = draft.at(start), draft.lines[start.row]
    if sign not in ("'", '"'):
        return _out_of_place(draft, start)
    mended = draft.with_line(start.row, f"{line}{sign}")
    return _mistake(draft, start, "this quote is never closed", f"type {sign} at the end of the text", mended)


def _after_quote(draft: Draft, place: Spot) -> Mistake:
    """A text goes on after its closing quote; when it opened on a line above, it should have been closed there."""
    line = draft.lines[place.row]
    before = line[: place.column].rstrip()
    sign = before[-1]
    if not re.search(rf"(?:^|[:,\[{{-]\s|[\[{{])\s*{sign}", before[:-1]):
        for row in range(place.row - 1, -1, -1):
            opened = re.search(rf"(?:^|[:,-]\s|[\[{{])\s*({sign})[^{sign}]*$", draft.lines[row])
            if opened:
                return _open_quote(draft, Spot(row, opened.start(1)))
    spot = Spot(place.row, len(before) - 1)
    rest = line[place.column :]
    mended = draft.with_sign(spot, "_") if sign in rest else draft.with_line(place.row, before)
    other = {"'": '"', '"': "'"}[sign]
    fix = f"put {other} around the whole text, since it has a {sign} in it"
    return _mistake(draft, place, "the text goes on after its closing quote", fix, mended)


# --- colons ----------------------------------------------------------------------------------------------------


def _colon(draft: Draft, place: Spot) -> Mistake:
    """A colon where no field can start: in a text, or behind a field that is indented too deep."""
    line = draft.lines[place.row]
    before = line[: place.column]
    if re.search(r": |[{\[]", before) or " " in re.sub(r"^\s*(?:- +)*", "", before).strip():
        return _colon_in_text(draft, place)
    above = next((n for n in range(place.row - 1, -1, -1) if draft.lines[n].strip()), None)
    if above is None:
        return _colon_in_text(draft, place)
    if _FIELD.match(draft.lines[above]) and _indent(draft.lines[above]) < _indent(line):
        before_it = next((n for n in range(above - 1, -1, -1) if draft.lines[n].strip()), above)
        if _indent(draft.lines[before_it]) == _indent(line):
            spot, fix = Spot(above, _indent(draft.lines[above])), "align it with the fields around it"
            mended = draft.indented_line(above, _indent(line))
            return _mistake(draft, spot, "this line is not indented deep enough", fix, mended)
    if ":" not in draft.lines[above] or _JOINED.match(draft.lines[above]):
        parent = next(iter(draft.fields_above(above)), None)
        continued = parent and re.match(r"\s*(?:- +)*[\w-]+: +\S", draft.lines[parent.row])
        if not (continued and _indent(draft.lines[above]) > parent.column):  # type: ignore[union-attr]
            return _no_colon(draft, above)
    column = next((spot.column for spot in draft.fields_above(place.row)
                   if spot.column < _indent(line) and ": " in draft.lines[spot.row]), None)  # fmt: skip
    if column is None:
        return _colon_in_text(draft, place)
    fix = "align it with the fields above it"
    spot = Spot(place.row, _indent(line))
    return _mistake(draft, spot, "this line is indented too deep", fix, draft.indented(place.row, column))


def _colon_in_text(draft: Draft, place: Spot) -> Mistake:
    before = draft.lines[place.row][: place.column]
    if re.search(rf"(?:: |^\s*|- )[{_CURLY}]", before):
        message, fix = "curly quotes do not count as quotes", "type straight quotes around the text: ' or \""
    else:
        message, fix = "a colon in a text without quotes", QUOTES
    return _mistake(draft, place, message, fix, draft.with_sign(place, STAND_IN))


def _no_colon(draft: Draft, row: int) -> Mistake:
    line = draft.lines[row]
    if joined := _JOINED.match(line):
        spot = Spot(row, joined.end())
        odd = line[spot.column].isspace()  # a hard space, as word processors type it
        mended = draft.with_sign(spot, " ") if odd else _spaced(draft, spot)
        return _mistake(draft, spot, "no space after the colon", "type a space after it: 'field: text'", mended)
    spot = Spot(row, _indent(line))
    below = next((other for other in draft.lines[row + 1 :] if other.strip()), "")
    if _indent(below) > _indent(line) and re.fullmatch(r"\s*[\w-]+\s*[;.,=]?\s*", line):
        ended = draft.with_line(row, line.rstrip(" ;.,=") + ":")
        return _mistake(draft, spot, "a line without a colon", "end it with a colon, as in 'cards:'", ended)
    fix = "write 'field: text'; if it goes on with the text above, indent it below that field"
    return _mistake(draft, spot, "a line without a colon", fix, draft.with_line(row, ""))


def _spaced(draft: Draft, spot: Spot) -> Draft:
    line = draft.lines[spot.row]
    start, shift = draft.moved.get(spot.row, (spot.column, 0))
    moved = {**draft.moved, spot.row: (start, shift + 1)}
    return draft.with_line(spot.row, f"{line[: spot.column]} {line[spot.column :]}")._replace(moved=moved)


def _no_space_after_dash(draft: Draft, place: Spot) -> Mistake:
    """The first item of a list that is written so; the others below it are mended with it."""
    mended = draft
    for row in range(place.row, len(draft.lines)):
        line = draft.lines[row]
        if line.strip() and _indent(line) < place.column:
            break
        if re.match(rf" {{{place.column}}}-[{{\[]", line):
            mended = _spaced(mended, Spot(row, place.column + 1))
    return _mistake(draft, place, "no space after '-'", "type a space after '-'", mended)


# --- brackets and indentation ----------------------------------------------------------------------------------


def _in_brackets(draft: Draft, start: Spot, place: Spot) -> Mistake:
    before, found = draft.lines[place.row][: place.column], draft.at(place)
    bracket = draft.at(start)
    if (place.row > start.row or not found) and not _closes(draft, start) and bracket in ("{", "["):
        end = "}" if bracket == "{" else "]"
        fix = f"close it with {end}, and put quotes around texts with , : {{ }} [ ] in them"
        mended = draft.with_line(start.row, draft.lines[start.row] + end)
        return _mistake(draft, start, f"this {bracket} is never closed", fix, mended)
    named = re.match(r"([\w-]+):(?: |$)", draft.lines[place.row][place.column :])
    if named and re.search("['\"] +$", before):
        fix = f"type a comma before '{named[1]}:'"
        mended = draft.with_sign(Spot(place.row, place.column - 1), ",")
        return _mistake(draft, place, "a comma is missing", fix, mended)
    if before.rstrip().endswith(("'", '"')) and found not in ("", ":"):
        return _after_quote(draft, place)
    if found == ":":
        if language := re.search(r" ([a-z]{2})$", before):
            fix = f"type a comma before '{language[1]}:'"
            mended = draft.with_sign(Spot(place.row, place.column - 3), ",")
            return _mistake(draft, Spot(place.row, place.column - 2), "a comma is missing", fix, mended)
        return _colon_in_text(draft, place)
    if found == ",":
        return _mistake(draft, place, "a comma too many", "take it out", draft.with_sign(place, " "))
    return _mistake(draft, place, "this does not fit between the brackets", "put quotes around each text",
                    draft.with_sign(place, "_") if found else None)  # fmt: skip


def _closes(draft: Draft, start: Spot) -> bool:
    """Whether a bracket is closed somewhere below; quotes are not looked at."""
    depth = 0
    below = draft.lines[start.row][start.column :], *draft.lines[start.row + 1 :]
    for sign in re.findall(r"[{\[}\]]", "\n".join(below)):
        depth += 1 if sign in "{[" else -1
        if not depth:
            return True
    return False


def _document(draft: Draft, place: Spot) -> Mistake:
    for row in range(min(place.row, len(draft.lines) - 1), -1, -1):
        if draft.lines[row].startswith(("...", "%", "---")):
            what = "this line has a meaning of its own in YAML"
            return _mistake(draft, Spot(row, 0), what, f"take it out, or {QUOTES}", draft.with_line(row, ""))
    return _out_of_place(draft, place)


def _out_of_place(draft: Draft, place: Spot) -> Mistake:
    line = draft.lines[place.row]
    before, found = line[: place.column].rstrip(), draft.at(place)
    if before.endswith(('"', "'")):
        return _after_quote(draft, place)
    if before and found and found in "}]":
        return _mistake(draft, place, f"a {found} too many", f"take it out, or {QUOTES}", draft.with_sign(place, " "))
    if opened := re.search(r"(?:: +|- +|^\s*)([{\[]).*[}\]]$", before):
        spot = Spot(place.row, opened.start(1))
        if ": " in before[spot.column :]:
            message = f"a text goes on after the {before[-1]}"
            return _mistake(draft, place, message, "take it out, or move it inside", draft.with_line(place.row, before))
        return _mistake(draft, spot, f"a text cannot start with {opened[1]}", QUOTES, draft.with_sign(spot, "_"))
    if before.strip(" -"):
        return _mistake(draft, place, "this does not fit here", QUOTES, draft.with_line(place.row, before))
    return _out_of_line(draft, place)


def _out_of_line(draft: Draft, place: Spot) -> Mistake:
    """A line that starts in a column where nothing above it does, or a field and a list item in one column."""
    columns = [spot.column for spot in draft.fields_above(place.row)]
    column = min((n for n in columns if n != place.column), key=lambda n: abs(n - place.column), default=None)
    line = draft.lines[place.row].lstrip()
    dashes = [above.lstrip().startswith("-") for above in draft.lines[: place.row] if _indent(above) == place.column]
    if dashes and not line.startswith("-") and dashes[-1]:
        column = next((n for n in columns if n < place.column), None)
        message, fix = "a field among the items of a list", "move it to the column of the field that the list is under"
    elif dashes and line.startswith("-") and not dashes[-1]:
        column = None
        message, fix = "a list item among fields", "indent it below the field that it belongs to"
    else:
        message = "the indentation does not fit the lines above it"
        fix = "fields that belong together start in the same column"
    mended = draft.with_line(place.row, "") if column is None else draft.indented(place.row, column)
    return _mistake(draft, place, message, fix, mended)

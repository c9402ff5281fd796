"""YAML files as nodes that remember where they stand; every scalar is text until the model says otherwise.

Only plain YAML is taken: no anchors, aliases, tags or second documents. After a mistake that has an obvious meaning
(a tab, a colon without quotes) reading goes on, so that one run names every mistake of a file.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from teamcards import mistakes
from teamcards.mistakes import Draft, Spot
from teamcards.problems import Mark, Problem, once, short

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it: five times faster
_DEEPEST = 12
_MOST_REPAIRS = 100
_SMALL = 100_000  # bytes: what is worth remembering
_CONTROL = re.compile(  # what cannot be seen: control characters, soft hyphens, zero width spaces, selectors
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064"
    "\ud800-\udfff\ufe0e\ufe0f\ufeff\ufffe\uffff]"
)
_SELECTORS = "\ufe0e\ufe0f"  # the only ones of these that Python takes for printable
_START = yaml.Mark("", 0, 0, 0, None, 0)
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class Node(NamedTuple):
    """A text, a mapping or a list of a YAML file, with where the parser met it and (inside a mapping) its key."""

    value: str | dict[str, Node] | list[Node]
    met: yaml.Mark
    met_key: yaml.Mark
    draft: Draft

    @property
    def mark(self) -> Mark:
        """Its place, made when it is asked for: few nodes have a problem to point at."""
        return self.draft.mark(Spot(self.met.line, self.met.column))

    @property
    def key(self) -> Mark:
        """The place of its key, or its own where it has none."""
        return self.draft.mark(Spot(self.met_key.line, self.met_key.column))

    def plain(self) -> Any:
        """The same as plain dictionaries, lists and strings."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return {key: item.plain() for key, item in self.value.items()}

    def find(self, path: Iterable[str | int]) -> Node:
        """The node at the end of a path of keys and indices, or the last one that exists on the way."""
        node = self
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
        return node


def read(path: Path, name: str) -> tuple[Node | None, list[Problem]]:
    """The mapping at the root of a file, called `name` in messages; None when nothing could be made of it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem(Mark(name), f"the file cannot be read: {error.strerror}")]
    node, problems = (_parsed if len(data) < _SMALL else parse)(data, name)
    return node, [*problems]


def again(path: Path, name: str) -> Node:
    """A file that was read before, to look closer; remembered, since one problem is seldom alone."""
    try:
        node, _ = _parsed(path.read_bytes(), name)
    except OSError:
        node = None
    return node or Node("", _START, _START, Draft(name, ("",), (0,), {}))


@functools.lru_cache(maxsize=64)
def _parsed(data: bytes, name: str) -> tuple[Node | None, list[Problem]]:
    """As `parse`; remembered, since one process that reads many projects reads the shipped files for each of them."""
    return parse(data, name)


def parse(data: bytes, name: str) -> tuple[Node | None, list[Problem]]:
    """As `read`, for bytes at hand."""
    text, problems = _decode(data, name)
    if "\0" in text:
        return None, [Problem(Mark(name), "this is not a text file", "save it as plain text in UTF-8")]
    draft = _clean(text, name, problems)
    for _ in range(_MOST_REPAIRS):
        builder = _Builder(draft)
        try:
            node = builder.document()
        except yaml.MarkedYAMLError as error:
            mistake = _explain(error, draft)
            again = any(_alike(mistake.problem, problem) for problem in problems)
            problems += [] if again else [mistake.problem]
            if mistake.mended is None or mistake.mended.lines == draft.lines:
                return None, problems + builder.found
            draft = mistake.mended
        except (yaml.YAMLError, ValueError) as error:
            return None, [*problems, Problem(Mark(name), f"the file cannot be read as YAML: {short(str(error))}")]
        else:
            return node, problems + builder.found
    return None, problems


def _alike(one: Problem, other: Problem) -> bool:
    return (one.message, one.mark.line) == (other.message, other.mark.line)


def _explain(error: yaml.MarkedYAMLError, draft: Draft) -> mistakes.Mistake:
    place = _spot(error.problem_mark or error.context_mark, draft)
    start = _spot(error.context_mark, draft) if error.context_mark else place
    return mistakes.explain(draft, str(error.context), str(error.problem), start, place)


def _spot(mark: Any, draft: Draft) -> Spot:
    last = len(draft.lines) - 1
    return Spot(mark.line, mark.column) if mark.line <= last else Spot(last, len(draft.lines[last]))


# --- bytes into lines ------------------------------------------------------------------------------------------


def _decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text of a file with LF at the end of its lines, and what is wrong with how it was saved."""
    problems: list[Problem] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(Problem(Mark(name), "the file is saved as UTF-16", "save it as UTF-8"))
        text = data.decode("utf-16", "replace").lstrip("\ufeff")  # some programs write two marks
    else:
        if data.startswith(b"\xef\xbb\xbf"):
            fix = "nothing to do; or save it as UTF-8 without BOM"
            message = "the file starts with a byte order mark, as Notepad may write it"
            problems.append(Problem(Mark(name), message, fix, "note"))
            data = data[3:]
        text = _decode_lines(data, name, problems)
    if "\r" in text:
        before = text[: text.index("\r")]
        place = Mark(name, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        fix = "nothing to do; or save it with line ends LF"
        problems.append(Problem(place, "the lines end as Windows ends them (CRLF)", fix, "note"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def _decode_lines(data: bytes, name: str, problems: list[Problem]) -> str:
    """Bytes as UTF-8; a line that is not is read as Windows-1252, so that its words come out as they were meant."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        lines, found = [], []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            column = len(line[: error.start].decode("utf-8")) + 1
            sign = line[error.start : error.start + 1].decode("cp1252", "replace")
            message = f"the character '{short(sign)}' is not saved as UTF-8"
            found.append(Problem(Mark(name, number, column), message, "save the file as UTF-8"))
            lines.append(line.decode("cp1252", "replace"))
    problems += once(found, "line has it", "lines have it")
    return "\n".join(lines)


def _clean(text: str, name: str, problems: list[Problem]) -> Draft:
    """The lines without control characters, indented with spaces only."""
    if text.replace("\n", "").isprintable() and not any(sign in text for sign in _SELECTORS):
        tidy = tuple(text.split("\n"))
        return Draft(name, tidy, tuple(map(len, tidy)), {})
    lines: list[str] = []
    moved: dict[int, tuple[int, int]] = {}
    found: dict[str, list[Problem]] = {"control": [], "indent": []}
    typed = text.split("\n")
    above = ""
    for row, line in enumerate(typed):
        for control in _CONTROL.finditer(line):
            place = Mark(name, row + 1, control.start() + 1)
            found["control"].append(Problem(place, *_invisible(control[0])))
        line = _CONTROL.sub(" ", line)
        indent = line[: len(line) - len(line.lstrip())]
        if odd := re.search("[^ ]", indent if line.strip() else ""):
            what = "a tab" if odd[0] == "\t" else f"a special space (U+{ord(odd[0]):04X})"
            fix = "indent with plain spaces"
            found["indent"].append(Problem(Mark(name, row + 1, odd.start() + 1), f"{what} starts this line", fix))
            spaces = _level(indent, above)
            moved[row] = (0, spaces - len(indent))
            line = " " * spaces + line.lstrip()
        above = typed[row] if line.strip() else above
        lines.append(line)
    problems += found["control"] + once(found["indent"], "line has it", "lines have it")
    return Draft(name, tuple(lines), tuple(len(line) for line in typed), moved)


def _level(indent: str, above: str) -> int:
    """How many spaces an indentation stands for: as many as the field above it has, or else two for each tab."""
    beside = re.match(r" +(?=[\w-]+: +[^\s|>])", above)
    return beside.end() if beside and "\t" in indent else len(indent.replace("\t", "  "))


def _invisible(sign: str) -> tuple[str, str]:
    """The message and the fix for a character that nobody can see."""
    return f"an invisible character (U+{ord(sign):04X}, {unicodedata.name(sign, 'a control character').lower()})", (
        "delete it, and type what you meant"
    )


# --- lines into nodes ------------------------------------------------------------------------------------------


class _Builder:
    """Turns the events of the YAML parser into nodes, one document long; what is wrong with them is in `found`."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.hashes = {row for row, line in enumerate(draft.lines) if "#" in line}
        self.found: list[Problem] = []
        self.events = iter(_LOADER(draft.text).get_event, None)

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.problem(event, "'---' starts a second document", "take it out; one file holds one document")
                    break
                root = self.node(next(self.events), None, 0)
        if root is None or root.value == "":
            self.found.append(Problem(Mark(self.draft.name), "the file is empty", "take it out or fill it"))
            return None
        if not isinstance(root.value, dict):
            what = "a list" if isinstance(root.value, list) else "a text"
            message = f"expected fields such as 'cards:' at the top of the file, found {what}"
            self.found.append(Problem(root.mark, message, "write 'field: text'"))
            return None
        return root

    def node(self, event: Any, key: yaml.Mark | None, depth: int) -> Node:
        met = event.start_mark
        return Node(self.value(event, depth), met, key or met, self.draft)

    def value(self, event: Any, depth: int) -> str | dict[str, Node] | list[Node]:
        if event.anchor or event.tag:
            self.refuse(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.AliasEvent):
            return "*"
        if depth == _DEEPEST:
            self.problem(event, f"more than {_DEEPEST} levels deep", "put quotes around texts with { or [ in them")
            self.skip()
            return ""
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self.items(depth))
        return self.fields(event, depth)

    def skip(self) -> None:
        """Passes over the rest of a list or mapping, however deep it is."""
        depth = 1
        while depth:
            event = next(self.events)
            depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, None, depth + 1)

    def fields(self, start: yaml.MappingStartEvent, depth: int) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.value(event, depth + 1)
            if isinstance(key, str) and key.startswith(("-{", "-[")) and not event.style:  # meant as an item of a list
                raise yaml.MarkedYAMLError(problem=mistakes.JOINED_DASH, problem_mark=event.start_mark)
            value = self.node(next(self.events), event.start_mark, depth + 1)
            if not isinstance(key, str):
                self.problem(event, "a field's name must be a word", "put quotes around a text that starts with { or [")
            elif key in fields:
                first = fields[key].key.line
                self.problem(event, f"'{short(key)}' stands here twice", f"the first is on line {first}; keep one")
            elif start.flow_style and value.value == "" and value.met.index == event.end_mark.index:
                self.problem(event, f"'{short(key)}' has no value", "put quotes around a text with a comma in it")
            else:
                fields[key] = value
        return fields

    def refuse(self, event: Any) -> None:
        """Anchors, aliases and tags: data only, nothing that refers or builds."""
        if isinstance(event, yaml.AliasEvent):
            message = f"'*{short(str(event.anchor))}' is a reference, and only plain texts are read"
            self.problem(event, message, "write it out, or put quotes around the text")
        elif event.anchor:
            message = f"'&{short(event.anchor)}' is an anchor, and only plain texts are read"
            self.problem(event, message, "take it out, or put quotes around the text")
        if getattr(event, "tag", None):
            typed = self.draft.lines[event.start_mark.line][event.start_mark.column :].partition(" ")[0]
            message = f"'{short(typed)}' is a tag, and only plain texts are read"
            self.problem(event, message, "take it out, or put quotes around the text")

    def scalar(self, event: yaml.ScalarEvent) -> str:
        value: str = event.value
        if event.style:
            if control := _CONTROL.search(value):
                self.problem(event, *_invisible(control[0]))
                value = _CONTROL.sub(" ", value)
        elif self.hashes and event.end_mark and event.end_mark.line in self.hashes:
            cut = self.comment_in_text(event.end_mark)
            value += cut if value else cut.strip()
        return value if value.isascii() else unicodedata.normalize("NFC", value.replace(mistakes.STAND_IN, ":"))

    def comment_in_text(self, end: Any) -> str:
        """What a '#' cuts off from a text without quotes: meant for '# like this', not for 'number #1'."""
        row, column = end.line, end.column
        rest = self.draft.lines[row][column:]
        if "#" in rest and " " in self.draft.lines[row][:column].partition(": ")[2] and re.match(r" # \S", rest):
            fix = "put quotes around the text, if it goes on; or type two spaces before a comment"
            place = self.draft.mark(Spot(row, column + 1))
            self.found.append(Problem(place, "the text stops here, since ' # ' starts a comment", fix, "note"))
        if "#" not in rest or not re.match(r"\s*#[^\s#]", rest):
            return ""
        spot = Spot(row, column + rest.index("#"))
        fix = "put quotes around the text, or type a space after # for a comment"
        self.found.append(Problem(self.draft.mark(spot), "the text stops here, since ' #' starts a comment", fix))
        return str(rest.rstrip())

    def problem(self, event: Any, message: str, fix: str = "") -> None:
        spot = Spot(event.start_mark.line, event.start_mark.column)
        self.found.append(Problem(self.draft.mark(spot), message, fix))

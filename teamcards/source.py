"""YAML files as nodes that remember where they stand; every scalar is text until the model says otherwise.

Only plain YAML is taken: no anchors, aliases, tags or second documents. After a mistake that has an obvious meaning
(a tab, a colon without quotes) reading goes on, so that one run names every mistake of a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from teamcards.problems import Mark, Problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it: five times faster
_DEEPEST = 12
_MOST_REPAIRS = 100
_STAND_IN = "\ua789"  # a colon look-alike of one character, so that columns stay right after a repair
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """A text, a mapping or a list of a YAML file, with its place and (inside a mapping) the place of its key."""

    value: str | dict[str, Node] | list[Node]
    mark: Mark
    key: Mark

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
    return parse(data, name)


def parse(data: bytes, name: str) -> tuple[Node | None, list[Problem]]:
    """As `read`, for bytes at hand."""
    text, problems = _decode(data, name)
    for _ in range(_MOST_REPAIRS):
        try:
            node = _Builder(name, text, problems).document()
        except yaml.MarkedYAMLError as error:
            mistake = _explain(error, text, name)
            problems.append(mistake.problem)
            if mistake.mended is None or mistake.mended == text:
                return None, problems
            text = mistake.mended
        else:
            return node, problems
    return None, problems


# --- bytes into text -------------------------------------------------------------------------------------------


def _decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problem = Problem(Mark(name), "the file is in UTF-16", "save it as UTF-8")
        return data.decode("utf-16", "replace").removeprefix("\ufeff"), [problem]
    if data.startswith(b"\xef\xbb\xbf"):
        fix = "save it as UTF-8 without BOM; it was read without it"
        problems.append(Problem(Mark(name), "the file starts with a byte order mark", fix, "note"))
        data = data[3:]
    if b"\r" in data:
        before = data[: data.index(b"\r")]
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        fix = "any editor can save with LF; the file was read as if it did"
        place = Mark(name, before.count(b"\n") + 1, column)
        problems.append(Problem(place, "lines end in CR or CRLF", fix, "note"))
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = [_decode_line(line, Mark(name, number), problems) for number, line in enumerate(data.split(b"\n"), 1)]
    return unicodedata.normalize("NFC", "\n".join(lines)), problems


def _decode_line(data: bytes, mark: Mark, problems: list[Problem]) -> str:
    try:
        line = data.decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(data[: error.start].decode("utf-8")) + 1
        found = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        problems.append(Problem(Mark(mark.file, mark.line, column), found, "save the file as UTF-8"))
        line = data.decode("utf-8", "replace")
    for control in _CONTROL.finditer(line):
        place = Mark(mark.file, mark.line, control.start() + 1)
        problems.append(Problem(place, f"the control character U+{ord(control[0]):04X}", "take it out"))
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and line.strip():
        place = Mark(mark.file, mark.line, indent.index("\t") + 1)
        problems.append(Problem(place, "a tab at the start of a line", "indent with spaces"))
        line = indent.replace("\t", "  ") + line.lstrip()
    return _CONTROL.sub(" ", line)


# --- text into nodes -------------------------------------------------------------------------------------------


class _Builder:
    """Turns the events of the YAML parser into nodes, one document long."""

    def __init__(self, name: str, text: str, problems: list[Problem]) -> None:
        self.name = name
        self.lines = text.split("\n")
        self.problems = problems
        self.found: list[Problem] = []
        self.events = iter(yaml.parse(text, Loader=_LOADER))

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.problem(event, "a second document starts here", "one file holds one document")
                    break
                root = self.node(next(self.events), None, 0)
        if root is None or root.value == "":
            self.found.append(Problem(Mark(self.name), "the file is empty", "take it out or fill it"))
            root = None
        elif not isinstance(root.value, dict):
            self.found.append(Problem(root.mark, "expected fields such as 'cards:' at the top of the file"))
            root = None
        self.problems.extend(self.found)
        return root

    def node(self, event: Any, key: Mark | None, depth: int) -> Node:
        mark = self.mark(event)
        self.refuse(event)
        if isinstance(event, yaml.ScalarEvent):
            self.comment_in_text(event)
            value = event.value.replace(_STAND_IN, ":")
            return Node(value, mark, key or mark)
        if isinstance(event, yaml.AliasEvent):
            return Node("*" + event.anchor, mark, key or mark)
        if depth == _DEEPEST:
            self.problem(event, f"nested more than {_DEEPEST} deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(list(self.items(depth)), mark, key or mark)
        return Node(self.fields(event, depth), mark, key or mark)

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            node = self.node(event, None, depth + 1)
            if depth < _DEEPEST:
                yield node

    def fields(self, start: yaml.MappingStartEvent, depth: int) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = self.mark(event)
            key = self.node(event, None, depth + 1).value
            value_event = next(self.events)
            value = self.node(value_event, mark, depth + 1)
            if not isinstance(key, str):
                self.problem(event, "a field name must be a word", "quote the text when it starts with { or [")
            elif key in fields:
                first = fields[key].key.line
                self.problem(event, f"'{key}' stands here twice", f"the first is on line {first}; keep one")
            elif start.flow_style and value.value == "" and self.mark(value_event) == self.end(event):
                self.problem(event, f"'{key}' has no value", "put quotes around a text with a comma in it")
            elif depth < _DEEPEST:
                fields[key] = value
        return fields

    def refuse(self, event: Any) -> None:
        """Anchors, aliases and tags: data only, nothing that refers or builds."""
        if isinstance(event, yaml.AliasEvent):
            self.problem(event, f"'*{event.anchor}' refers to an anchor", "write the text out, or quote it")
        elif event.anchor:
            self.problem(event, f"'&{event.anchor}' is an anchor", "take it out, or put quotes around the text")
        if getattr(event, "tag", None):
            self.problem(event, f"'{event.tag}' is a tag", "take it out, or put quotes around the text")

    def comment_in_text(self, event: yaml.ScalarEvent) -> None:
        """A '#' after a space ends a text without quotes: meant for '# like this', not for 'number #1'."""
        if event.style in ("'", '"', "|", ">"):
            return
        rest = self.lines[event.end_mark.line][event.end_mark.column :]
        if event.value and re.match(r"\s*#[^\s#]", rest):
            column = event.end_mark.column + rest.index("#") + 1
            mark = Mark(self.name, event.end_mark.line + 1, column)
            fix = "put quotes around the text, or a space after # for a comment"
            self.found.append(Problem(mark, "the text stops here: ' #' starts a comment", fix))

    def problem(self, event: Any, message: str, fix: str = "") -> None:
        self.found.append(Problem(self.mark(event), message, fix))

    def mark(self, event: Any) -> Mark:
        return Mark(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def end(self, event: Any) -> Mark:
        return Mark(self.name, event.end_mark.line + 1, event.end_mark.column + 1)


# --- what the YAML parser says, in an author's words ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A problem, and the text with it mended so that reading can go on (None when it cannot)."""

    problem: Problem
    mended: str | None = None


def _explain(error: yaml.MarkedYAMLError, text: str, name: str) -> _Mistake:
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    place = Mark(name, min(mark.line, len(lines) - 1) + 1, mark.column + 1) if mark else Mark(name)
    opening = error.context_mark
    start = Mark(name, opening.line + 1, opening.column + 1) if opening else place
    context, found = str(error.context), _at(lines, place)
    if found == ":" and start.line == place.line:
        return _stray_colon(lines, place)
    if any(word in context for word in ("alias", "anchor", "block scalar", "tag")):
        return _bad_start(lines, start)
    if found and found in "@`%*&!|>" and "any token" in str(error.problem):
        return _bad_start(lines, place)
    if "quoted scalar" in context and "end of stream" in str(error.problem):
        return _Mistake(Problem(start, "this quote is never closed", "close it at the end of the text"))
    if "flow" in context:
        bracket = _at(lines, start)
        fix = f"close it with {'}' if bracket == '{' else ']'}, and quote texts with , : {{ }} [ ] in them"
        return _Mistake(Problem(start, f"this {bracket} is never closed", fix))
    if "could not find expected ':'" in str(error.problem):
        return _no_colon(lines, start)
    if "unknown escape" in str(error.problem):
        fix = "write \\\\ for a backslash, or use single quotes"
        return _Mistake(Problem(place, "a backslash in a text with double quotes", fix))
    return _out_of_place(lines, place)


def _at(lines: list[str], place: Mark) -> str:
    """The character that stands there; nothing at the end of a line."""
    return lines[place.line - 1][place.column - 1 : place.column]


def _mend(lines: list[str], line: int, new: str) -> str:
    return "\n".join([*lines[: line - 1], new, *lines[line:]])


def _stray_colon(lines: list[str], place: Mark) -> _Mistake:
    line, column = lines[place.line - 1], place.column - 1
    mended = _mend(lines, place.line, line[:column] + _STAND_IN + line[column + 1 :])
    if re.search(r":\s", line[:column]) or "{" in line[:column]:
        return _Mistake(Problem(place, "a colon in a text without quotes", "put quotes around the whole text"), mended)
    above = next((n for n in range(place.line - 1, 0, -1) if lines[n - 1].strip()), place.line)
    indent = len(line) - len(line.lstrip())
    if indent <= len(lines[above - 1]) - len(lines[above - 1].lstrip()) and above != place.line:
        return _no_colon(lines, Mark(place.file, above, indent + 1))
    start = Mark(place.file, place.line, indent + 1)
    return _Mistake(Problem(start, "this line is indented too deep", "align it with the fields above it"), mended)


def _bad_start(lines: list[str], place: Mark) -> _Mistake:
    line, column = lines[place.line - 1], place.column - 1
    fix = "put quotes around the whole text"
    problem = Problem(place, f"a text cannot start with {line[column : column + 1]}", fix)
    return _Mistake(problem, _mend(lines, place.line, line[:column] + "_" + line[column + 1 :]))


def _no_colon(lines: list[str], start: Mark) -> _Mistake:
    line = lines[start.line - 1]
    joined = re.match(r"(\s*(?:- )?[\w-]+):(?=\S)", line)
    if joined:
        place = Mark(start.file, start.line, len(joined[0]) + 1)
        spaced = _mend(lines, start.line, line[: joined.end()] + " " + line[joined.end() :])
        return _Mistake(Problem(place, "no space after the colon", "write 'field: text'"), spaced)
    fix = "write 'field: text', or indent it below its field"
    return _Mistake(Problem(start, "a line without a colon", fix), _mend(lines, start.line, ""))


def _out_of_place(lines: list[str], place: Mark) -> _Mistake:
    line, column = lines[place.line - 1], place.column - 1
    if line[:column].rstrip().endswith(('"', "'")):
        fix = "put the whole text in quotes; write a quote inside it twice"
        problem = Problem(place, "the text goes on after its closing quote", fix)
        return _Mistake(problem, _mend(lines, place.line, line[:column]))
    fix = "fields that belong together start in the same column"
    return _Mistake(Problem(place, "the indentation does not fit the lines above it", fix))

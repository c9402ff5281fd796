"""The elements of an SVG file, each with its place; nothing is fetched or expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_MOST, _DEEPEST = 20_000, 60
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|pc|mm|cm|in|%)?\s*")
_LONGEST_NUMBER = 40
_PLAIN = "save it again as 'plain SVG'"


class SvgError(Exception):
    """A file that is not a picture; `message` and `fix` for its author, `line` and `column` where that is."""

    def __init__(self, message: str, fix: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.fix, self.line, self.column = message, fix, line, column


class Element(NamedTuple):
    """An element of SVG, without prefixes; the tag of one of another language is empty."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element]
    text: list[str]

    def every(self) -> Iterator[Element]:
        """This element and all that are in it."""
        yield self
        for child in self.children:
            yield from child.every()

    @property
    def target(self) -> str:
        """The id of the element that this one refers to."""
        return self.attributes.get("href", "").removeprefix("#")


def parse(data: bytes) -> Element:
    """The root of an SVG file. One that declares entities is refused before any of them is read. Raises SvgError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    top = Element("", {}, 1, 1, [], [])
    opened = [top]
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        place = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        if count > _MOST or len(opened) > _DEEPEST:
            raise SvgError("this SVG has too many shapes", "simplify it, or save it as PNG", *place)
        space, _, tag = name.rpartition(" ")
        own = {key.rpartition(" ")[2]: text for key, text in attributes.items()}
        opened[-1].children.append(Element(tag if space in ("", _SVG) else "", own, *place, [], []))
        opened.append(opened[-1].children[-1])

    def entity(*_: Any) -> None:
        raise SvgError("this SVG declares entities, which are not read", _PLAIN, parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: opened.pop()
    parser.CharacterDataHandler = lambda text: opened[-1].text.append(text)
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise SvgError(f"this is not an SVG: {what}", _PLAIN, error.lineno, error.offset + 1) from error
    except (ValueError, LookupError) as error:  # an encoding that does not exist
        raise SvgError("this is not an SVG", _PLAIN) from error
    if top.children[0].tag != "svg":
        raise SvgError("this is not an SVG", _PLAIN, top.children[0].line)
    return top.children[0]


def view(root: Element) -> tuple[float, float, float, float]:
    """The part of the plane that the picture shows: left, top, width, height. Raises SvgError."""
    box = numbers(root.attributes.get("viewBox", ""))
    if len(box) != 4:
        box = [0.0, 0.0, *(number(root.attributes.get(name, "")) for name in ("width", "height"))]
    left, top, width, height = box
    if not (0 < width < 1e7 and 0 < height < 1e7 and abs(left) < 1e7 and abs(top) < 1e7):
        raise SvgError("this SVG does not say how large it is", "give it a viewBox", root.line, root.column)
    return left, top, width, height


def number(text: str, whole: float = 100.0) -> float:
    """A length in pixels; a percentage is one of the `whole`. What is not a length counts as 0."""
    found = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if not found:
        return 0.0
    size, unit = float(found[1]), found[2] or ""
    return size * whole / 100 if unit == "%" else size * _UNITS[unit]


def numbers(text: str) -> list[float]:
    """Lengths with spaces or commas between them."""
    return [number(part) for part in text.replace(",", " ").split()]


def share(text: str) -> float:
    """An opacity, from 0 to 1; what is not one counts as 1."""
    is_number = len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text)
    return min(1.0, max(0.0, number(text, 1.0))) if is_number else 1.0

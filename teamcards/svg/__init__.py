"""SVG into paths with colours: data only, nothing is fetched, run or expanded.

Drawn are paths and the simple shapes in groups, with transforms, `use`, and colours from attributes, `style` and
simple style rules. What else a file asks for is named, with its place.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from teamcards.drawing import Commands
from teamcards.svg import paths, styles
from teamcards.svg.elements import Element, SvgError, number, parse, share, view

__all__ = ["SIDE", "Paint", "Path", "SvgError", "Undrawn", "Vector", "outline", "read"]

SIDE = 1000.0
"""The longer side of a vector picture, in its units."""

_LARGEST = 2 * 2**20
_MOST_STEPS = 20_000
_DEEPEST = 100
_CAPS, _JOINS = {"round": 1, "square": 2}, {"round": 1, "bevel": 2}
_GROUPS = frozenset(("svg", "g", "a", "switch", "symbol"))
_SILENT = frozenset((
    "defs", "title", "desc", "metadata", "style", "script", "linearGradient", "radialGradient", "pattern", "clipPath",
    "mask", "filter", "marker", "view",
))  # fmt: skip


class Paint(NamedTuple):
    """A colour as '#rrggbb', or '' for the colour of the text around the picture; `opacity` from 0 to 1."""

    colour: str
    opacity: float


class Path(NamedTuple):
    """One path, filled, stroked or both; `cap` and `join` as PDF counts them."""

    commands: Commands
    fill: Paint | None
    stroke: Paint | None
    width: float
    even_odd: bool
    cap: int
    join: int


class Vector(NamedTuple):
    """A picture of paths, width x height units; the longer of these is SIDE."""

    width: float
    height: float
    paths: tuple[Path, ...]


class Undrawn(NamedTuple):
    """Something in a file that is not drawn as its author meant it, where it stands and what to do about it."""

    line: int
    column: int
    feature: str
    fix: str


class _State(NamedTuple):
    """What a group hands down to its shapes."""

    properties: dict[str, str]
    opacity: float
    matrix: Any


def read(data: bytes) -> tuple[Vector, tuple[Undrawn, ...]]:
    """The picture in an SVG file, and what of it is not drawn as it was meant. Raises SvgError."""
    if len(data) > _LARGEST:
        raise SvgError(f"an SVG of {len(data) / 2**20:.1f} MB is too large", "simplify it to 2 MB, or save it as PNG")
    root = parse(data)
    left, top, width, height = view(root)
    reader = _Reader(root, width, height)
    scale = SIDE / max(width, height)
    matrix = paths.AS_IT_IS.scale(scale).translate(-left, -top)
    reader.draw(root, _State({"fill": "#000000"}, 1.0, matrix), 0)
    if not reader.paths:
        raise SvgError("there is nothing to draw in this SVG", "save its texts and pictures as paths")
    return Vector(width * scale, height * scale, tuple(reader.paths)), tuple(dict.fromkeys(reader.undrawn))


def outline(data: bytes) -> Commands:
    """Every line of an SVG as one path in its own units; for the icons."""
    shapes = (element for element in parse(data).every() if element.tag in paths.SHAPES)
    return tuple(step for shape in shapes for step in paths.commands(shape.tag, shape.attributes))


class _Reader:
    """Gathers the paths of a file from its root down, and what it cannot draw."""

    def __init__(self, root: Element, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.named = {e.attributes["id"]: e for e in root.every() if "id" in e.attributes}
        self.paths: list[Path] = []
        self.undrawn: list[Undrawn] = []
        self.steps = 0
        self.rules: list[tuple[str, dict[str, str]]] = []
        for sheet in root.every():
            for selector, declared in styles.rules(sheet) if sheet.tag == "style" else ():
                if declared is None:
                    self.undraw(sheet, f"the style rule '{selector[:40]}'", "write its style on the shapes")
                else:
                    self.rules.append((selector, declared))

    def undraw(self, element: Element, feature: str, fix: str) -> None:
        self.undrawn.append(Undrawn(element.line, element.column, feature, fix))

    def draw(self, element: Element, state: _State, depth: int) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise SvgError("this SVG has too many shapes", "simplify it, or save it as PNG", element.line)
        own = styles.properties(element, self.rules)
        if not element.tag or element.tag in _SILENT or own.get("display") == "none":
            return
        for feature, fix in styles.lost(own):
            self.undraw(element, feature, fix)
        below = self.state(element, own, state)
        if element.tag in paths.SHAPES:
            self.shape(element, below)
        elif element.tag == "use":
            self.use(element, below, depth)
        elif element.tag in _GROUPS:
            for child in element.children:
                if child.tag != "symbol":
                    self.draw(child, below, depth + 1)
        else:
            fix = "turn the text into paths" if element.tag == "text" else "take it out, or save the picture as PNG"
            self.undraw(element, f"<{element.tag}>", fix)

    def state(self, element: Element, own: dict[str, str], state: _State) -> _State:
        """What holds inside an element."""
        handed = {name: text for name, text in own.items() if name in styles.INHERITED and text != "inherit"}
        try:
            matrix = paths.transform(element.attributes.get("transform", ""))
        except ValueError:
            self.undraw(element, "this transform", "write one that SVG knows, such as translate(1 2)")
            matrix = paths.AS_IT_IS
        opacity = state.opacity * share(own.get("opacity", "1"))
        return _State({**state.properties, **handed}, opacity, state.matrix.transform(matrix))

    def use(self, element: Element, state: _State, depth: int) -> None:
        """Another element of the file, drawn here; not so deep that it could go on for ever."""
        target = self.named.get(element.target)
        if target is None or depth > _DEEPEST:
            self.undraw(element, "<use>", "put a copy of what it uses in its place")
            return
        x, y = (number(element.attributes.get(name, "0")) for name in ("x", "y"))
        self.draw(target, state._replace(matrix=state.matrix.translate(x, y)), depth + 1)

    def shape(self, element: Element, state: _State) -> None:
        look = state.properties
        a, b, c, d, _, _ = state.matrix
        width = number(look.get("stroke-width", "1"), self.width) * abs(a * d - b * c) ** 0.5
        fill = self.paint(element, "fill", state)
        stroke = self.paint(element, "stroke", state) if width and "stroke" in look else None
        if not (fill or stroke) or look.get("visibility", "visible") != "visible":
            return
        try:
            commands = paths.commands(element.tag, self.lengths(element), state.matrix)
        except ValueError:
            self.undraw(element, f"this <{element.tag}>", "draw it again")
            return
        if commands:
            cap, join = _CAPS.get(look.get("stroke-linecap", ""), 0), _JOINS.get(look.get("stroke-linejoin", ""), 0)
            self.paths.append(Path(commands, fill, stroke, width, look.get("fill-rule") == "evenodd", cap, join))

    def lengths(self, element: Element) -> dict[str, str]:
        """The attributes of a shape with its lengths in pixels."""
        found = dict(element.attributes)
        across = dict.fromkeys(("x", "width", "cx", "rx", "x1", "x2", "r"), self.width)
        down = dict.fromkeys(("y", "height", "cy", "ry", "y1", "y2"), self.height)
        for name, whole in {**across, **down}.items():
            if name in found:
                found[name] = f"{number(found[name], whole):.6f}"
        return found

    def paint(self, element: Element, name: str, state: _State) -> Paint | None:
        """What a shape is filled or stroked with; the colour of a gradient is its first."""
        text = state.properties[name]
        opacity = state.opacity * share(state.properties.get(f"{name}-opacity", "1"))
        if text.startswith("url("):
            text = self.instead(element, text)
        if text == "currentColor":
            text = state.properties.get("color", "currentColor")
        if text in ("none", "transparent") or not opacity:
            return None
        if text == "currentColor":
            return Paint("", opacity)
        colour = styles.colour(text)
        if colour is None:
            self.undraw(element, f"the colour '{text[:30]}'", "write it as # and six hexadecimal digits")
        return Paint(colour or "", opacity)

    def instead(self, element: Element, text: str) -> str:
        """The first colour of a gradient, in the place of that gradient."""
        target = self.named.get(text.partition("#")[2].partition(")")[0].rstrip("'\" "))
        what = "pattern" if target and target.tag == "pattern" else "gradient"
        self.undraw(element, what, "give it one colour, or save the picture as PNG")
        for _ in range(3):  # a gradient may borrow the colours of another
            stops = [styles.stop(child) for child in target.children if child.tag == "stop"] if target else []
            if stops:
                return stops[0]
            target = self.named.get(target.target) if target else None
        return "currentColor"

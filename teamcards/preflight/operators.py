"""The operators of a page's streams, followed into forms and patterns, as what they paint.

After ISO 32000-1: section 8 for graphics, 9 for text, 11 for what can be seen through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from teamcards import inks
from teamcards.preflight import spaces
from teamcards.preflight.paints import AS_IT_IS, UNIT, Matrix, Paint, Shade, around, growth, moved, times

_DEEP = 12  # forms inside forms
_AREAS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_LINES = {"S", "s", "B", "B*", "b", "b*"}
_SHOWS = {"Tj", "TJ", "'", '"'}
_SHADES = {"g": "grey", "rg": "rgb", "k": "cmyk"}
_UNSEEN = 3  # the way of showing text that paints nothing
_BLACK = Shade("grey", (0.0,))


@dataclass(slots=True)
class State:
    """What operators set, and q and Q keep."""

    matrix: Matrix
    area: Shade = _BLACK
    line: Shade = _BLACK
    width: float = 1.0
    font: Any = None
    size: float = 0.0
    leading: float = 0.0
    shown: int = 0


@dataclass(slots=True)
class Painted:
    """What was found on a page: paints, the fonts that text is set in, and what can be seen through."""

    paints: list[Paint] = field(default_factory=list)
    fonts: dict[Any, Any] = field(default_factory=dict)
    seen_through: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Known:
    """What is remembered from page to page: the operators of forms, and the most ink of pictures (per cent)."""

    streams: dict[Any, list[Any]] = field(default_factory=dict)
    inks: dict[Any, float] = field(default_factory=dict)


def follow(page: pikepdf.Page, known: Known) -> Painted:
    """Everything that a page paints."""
    painted = Painted()
    resources = page.obj.get("/Resources") or page.resources
    reader = _Reader(painted, resources, State(AS_IT_IS), known, 0)
    reader.read(pikepdf.parse_content_stream(page))
    if page.obj.get("/Group") is not None and page.obj.Group.get("/S") == Name.Transparency:
        painted.seen_through.add("a transparency group")
    return painted


class _Reader:
    """Reads one stream with its resources."""

    def __init__(self, painted: Painted, resources: Any, state: State, known: Known, deep: int) -> None:
        self.painted = painted
        self.resources = resources
        self.state = state
        self.known = known
        self.deep = deep
        self.kept: list[State] = []
        self.points: list[tuple[float, float]] = []
        self.row = AS_IT_IS

    def read(self, instructions: Iterable[Any]) -> None:
        for instruction in instructions:
            name = str(instruction.operator)
            if name == "INLINE IMAGE":
                self.picture(instruction.iimage.obj, 0.0)
            else:
                self.operator(name, list(instruction.operands))

    def operator(self, name: str, operands: list[Any]) -> None:
        if name == "q":
            self.kept.append(replace(self.state))
        elif name == "Q" and self.kept:
            self.state = self.kept.pop()
        elif name == "cm":
            self.state.matrix = times(_matrix(operands), self.state.matrix)
        elif name == "w":
            self.state.width = float(operands[0])
        elif name in ("m", "l", "c", "v", "y", "re"):
            self.path(name, [float(number) for number in operands])
        elif name in _AREAS or name in _LINES or name == "n":
            self.paint(name)
        elif name in ("gs", "Do", "sh"):
            self.resource(name, operands[0])
        elif name.lower() in ("g", "rg", "k", "cs", "sc", "scn"):
            self.colour(name, operands)
        else:
            self.text(name, operands)

    # --- areas and lines ---

    def path(self, name: str, numbers: list[float]) -> None:
        if name == "re":
            x, y, width, height = numbers
            numbers = [x, y, x + width, y, x, y + height, x + width, y + height]
        matrix = self.state.matrix
        self.points += [moved(*pair, matrix) for pair in zip(numbers[::2], numbers[1::2], strict=True)]

    def paint(self, name: str) -> None:
        box = around(self.points)
        self.points = []
        if name in _AREAS:
            self.painted.paints.append(Paint("area", box, self.state.area))
        if name in _LINES:
            width = self.state.width * growth(self.state.matrix)
            self.painted.paints.append(Paint("line", box, self.state.line, width=width))

    # --- colour ---

    def colour(self, name: str, operands: list[Any]) -> None:
        if name.lower() in _SHADES:
            shade = Shade(_SHADES[name.lower()], tuple(float(part) for part in operands))  # type: ignore[arg-type]
        elif name.lower() == "cs":
            shade = spaces.first(spaces.family(operands[0], self.resources))
        elif operands and isinstance(operands[-1], Name):
            shade = Shade("pattern")
            self.pattern(operands[-1])
        else:
            now = self.state.line if name.isupper() else self.state.area
            shade = Shade(now.family, tuple(float(part) for part in operands))
        if name.isupper():
            self.state.line = shade
        else:
            self.state.area = shade

    def pattern(self, name: Any) -> None:
        """A pattern counts where it is chosen: as the paints of its tile, or as its shading."""
        found = spaces.entry(self.resources, "/Pattern", str(name))
        if found is None:
            return
        matrix = _matrix(found.get("/Matrix") or AS_IT_IS)
        if isinstance(found, Stream):
            self.inside(found, matrix, AS_IT_IS)
        elif found.get("/Shading") is not None:
            self.shading(found.Shading)

    def shading(self, found: Any) -> None:
        family = spaces.family(found.get("/ColorSpace"), self.resources)
        self.painted.paints.append(Paint("shading", around([self.state.matrix[4:]]), Shade(family)))

    # --- what has a name ---

    def resource(self, name: str, called: Any) -> None:
        kind = {"gs": "/ExtGState", "Do": "/XObject", "sh": "/Shading"}[name]
        found = spaces.entry(self.resources, kind, str(called))
        if found is None:
            return
        if name == "gs":
            self.settings(found)
        elif name == "sh":
            self.shading(found)
        elif found.get("/Subtype") == Name.Image:
            self.picture(found, self.ink(found))
        elif found.get("/Subtype") == Name.Form:
            if found.get("/Group") is not None and found.Group.get("/S") == Name.Transparency:
                self.painted.seen_through.add("a transparency group")
            self.inside(found, _matrix(found.get("/Matrix") or AS_IT_IS), self.state.matrix)

    def inside(self, stream: Any, matrix: Matrix, outer: Matrix) -> None:
        """The paints of a form or of the tile of a pattern."""
        if self.deep >= _DEEP:
            return
        streams = self.known.streams
        if stream.objgen not in streams:
            streams[stream.objgen] = list(pikepdf.parse_content_stream(stream))
        state = replace(self.state, matrix=times(matrix, outer))
        resources = stream.get("/Resources") or self.resources
        _Reader(self.painted, resources, state, self.known, self.deep + 1).read(streams[stream.objgen])

    def settings(self, found: Any) -> None:
        if found.get("/LW") is not None:
            self.state.width = float(found.LW)
        if min(float(found.get("/ca", 1)), float(found.get("/CA", 1))) < 1:
            self.painted.seen_through.add("an opacity of less than 100 %")
        if str(found.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
            self.painted.seen_through.add("a blend mode")
        if isinstance(found.get("/SMask"), Dictionary):
            self.painted.seen_through.add("a soft mask")

    def picture(self, found: Any, ink: float) -> None:
        matrix = self.state.matrix
        wide, high = (float(_either(found, *names)) for names in (("/Width", "/W"), ("/Height", "/H")))
        across, down = (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5, (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        dpi = min(72 * wide / across, 72 * high / down) if across and down else 0.0
        if _either(found, "/ImageMask", "/IM"):
            shade = self.state.area
        else:
            shade = Shade(spaces.family(_either(found, "/ColorSpace", "/CS"), self.resources))
        if found.get("/SMask") is not None:
            self.painted.seen_through.add("a picture with transparent parts")
        box = around([moved(*corner, matrix) for corner in UNIT])
        self.painted.paints.append(Paint("picture", box, shade, dpi=dpi, ink=ink))

    def ink(self, picture: Any) -> float:
        """The most ink of a picture, where it is in ink."""
        if spaces.family(picture.get("/ColorSpace"), self.resources) != "cmyk":
            return 0.0
        if picture.objgen not in self.known.inks:
            image = pikepdf.PdfImage(picture).as_pil_image(apply_mask=False)
            self.known.inks[picture.objgen] = inks.most_ink(image) if image.mode == "CMYK" else 0.0
        return self.known.inks[picture.objgen]

    # --- text ---

    def text(self, name: str, operands: list[Any]) -> None:
        if name == "BT":
            self.row = AS_IT_IS
        elif name == "Tf":
            self.state.font = spaces.entry(self.resources, "/Font", str(operands[0]))
            self.state.size = float(operands[1])
        elif name == "Tr":
            self.state.shown = int(operands[0])
        elif name == "TL":
            self.state.leading = float(operands[0])
        elif name == "Tm":
            self.row = _matrix(operands)
        elif name in ("Td", "TD"):
            x, y = (float(number) for number in operands)
            self.state.leading = -y if name == "TD" else self.state.leading
            self.next_line(x, y)
        elif name in ("T*", "'", '"'):
            self.next_line(0.0, -self.state.leading)
        if name in _SHOWS and self.state.shown != _UNSEEN:
            self.show()

    def next_line(self, x: float, y: float) -> None:
        self.row = times((1.0, 0.0, 0.0, 1.0, x, y), self.row)

    def show(self) -> None:
        matrix = times(self.row, self.state.matrix)
        size = self.state.size * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        shade = self.state.line if self.state.shown in (1, 5) else self.state.area
        x, y = matrix[4], matrix[5]
        self.painted.paints.append(Paint("text", (x, y, x, y + size), shade, size=abs(size)))
        if self.state.font is not None:
            font = self.state.font
            self.painted.fonts[font.objgen if font.objgen != (0, 0) else id(font)] = font


def _matrix(numbers: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def _either(found: Any, name: str, short: str) -> Any:
    value = found.get(name)
    return found.get(short) if value is None else value

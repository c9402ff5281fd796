"""The calibration page: eight scales in the corners, how to read them, and lines behind them on the other side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from teamcards import fonts, typeset
from teamcards.calibration import scales as places
from teamcards.calibration.scales import BACK_MARKS, BACK_PITCH, FRONT_PITCH, MARKS, MIDDLE, MORE, RULER, TICK, Scale
from teamcards.drawing import AS_IT_IS, Box, Colour, Flip, Item, Line, Matrix, Page, Rect, Run
from teamcards.fonts import Font
from teamcards.markup import parse
from teamcards.units import MM
from teamcards.words import Family, paragraph

_INK: Colour = (0.08, 0.09, 0.13)
_GREY: Colour = (0.34, 0.36, 0.42)
_SHINE: Colour = (0.66, 0.69, 0.75)
_ACCENT: Colour = (0.12, 0.37, 0.55)
_WHITE: Colour = (1.0, 1.0, 1.0)

_HAIR, _FINE, _THICK = 0.12 * MM, 0.2 * MM, 0.5 * MM
_LABEL = 7.0  # pt
_ROW = 2.9  # mm from one row of labels to the next
_INSIDE = 29.0  # mm from the edges of the paper to where the scales end
_BOX = (17.0, 7.5)  # mm: a box to write a reading in
_SIZES = (11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6)
_LEADING, _INDENT = 1.36, 1.9  # in type sizes
_EXAMPLE_HEIGHT = TICK + MORE + 2.5  # in millimetres of the example
_EXAMPLE = 2  # the mark that the example reads, counted from the middle; one turn of the vernier farther


class Sheet(NamedTuple):
    """Paper (points), what it is called, and over which edge the printer turns it."""

    width: float
    height: float
    name: str
    flip: Flip


class _Pen(NamedTuple):
    """What draws on a sheet: its fonts and words, and its scales; lengths of scales are in mm from the centre."""

    sheet: Sheet
    words: Mapping[str, str]
    family: Family
    scales: tuple[Scale, ...]

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        return self.sheet.width / 2 + point[0] * MM, self.sheet.height / 2 + point[1] * MM

    def line(self, one: tuple[float, float], other: tuple[float, float], width: float) -> Line:
        return Line(*self.at(one), *self.at(other), width, _INK)


def family() -> Family:
    """The fonts of the page."""
    names = ("Regular", "SemiBold", "Italic", "SemiBoldItalic")
    plain, strong, emphasis, both = (fonts.load("fontpkg_fira_sans", f"FiraSans-{name}.ttf") for name in names)
    return Family(plain, strong, emphasis, both)


def fonts_of(family: Family) -> list[Font]:
    """Every font of a family, each once."""
    return list(dict.fromkeys((family.plain, family.strong, family.emphasis, family.both)))


def pages(sheet: Sheet, words: Mapping[str, str], matrix: Matrix = AS_IT_IS) -> list[Page]:
    """The front and the back; `words` are the fixed words of one language, `matrix` moves the back.

    Text is upright on both sides when the sheet is turned over the edge that its printer turns it over. Raises
    ValueError for paper that is too small.
    """
    pen = _Pen(sheet, words, family(), places.scales(sheet.width / MM, sheet.height / MM))
    front = [item for scale in pen.scales for item in _scale(scale, pen)]
    front += [item for scale in pen.scales for item in _box(scale, pen)]
    front += [*_head(pen), *_instructions(pen)]
    back = [*(line for scale in pen.scales for line in _shining(scale, pen)), *_head_behind(pen)]
    size = sheet.width, sheet.height
    return [Page(*size, (), tuple(front)), Page(*size, (), tuple(back), matrix=matrix)]


# --- the scales ------------------------------------------------------------------------------------------------


def _scale(scale: Scale, pen: _Pen) -> Iterator[Item]:
    """The lines and letters, and the ruler with its numbers, of the front."""
    for number, letter in enumerate(MARKS):
        row = number % 2
        along = scale.start + (number - MIDDLE) * FRONT_PITCH
        yield pen.line(scale.point(along, -row * _ROW), scale.point(along, TICK), _FINE)
        yield _label(letter, scale, along, row, pen)
    for number in range(-RULER, RULER + 1):
        along = scale.ruler + number
        row = number // 2 % 2
        begin = 2.5 if number % 2 else -row * _ROW
        yield pen.line(scale.point(along, begin), scale.point(along, TICK), _FINE if number == 0 else _HAIR)
        if number % 2 == 0:
            yield _label(str(number).replace("-", "−"), scale, along, row, pen)


def _label(text: str, scale: Scale, along: float, row: int, pen: _Pen) -> Run:
    """A letter or number centred before the beginning of its line, in the first or the second row."""
    x, y = pen.at(scale.point(along, -(0.5 + _ROW / 2 - 0.3 + row * _ROW)))
    return _centred(text, x, y + 0.34 * _LABEL, _LABEL, pen.family.strong, _INK)


def _shining(scale: Scale, pen: _Pen) -> Iterator[Line]:
    """The lines on the back that shine through at a scale, seen from that side."""
    lines = [(scale.start + number * BACK_PITCH, _FINE) for number in range(-BACK_MARKS, BACK_MARKS + 1)]
    for along, width in [*lines, (scale.ruler, _THICK)]:
        begin, end = (places.behind(*scale.point(along, out), pen.sheet.flip) for out in (0.0, TICK + MORE))
        yield pen.line(begin, end, width)


def _box(scale: Scale, pen: _Pen) -> Iterator[Item]:
    """The box to write a reading in, with its arrow; that of the scale across is above the other one."""
    right, below = scale.place % 2 == 0, scale.place > 2
    (wide, high), side = _BOX, 8.0
    left = pen.sheet.width / MM - _INSIDE - side - wide - 7 if right else _INSIDE
    top = pen.sheet.height / MM - _INSIDE - 2 * high - 2 if below else _INSIDE
    y = top + (0 if scale.across else high + 2)
    if scale.across:
        middle = (left + side / 2) * MM, (top + high + 1) * MM
        yield Rect(Box(middle[0] - side / 2 * MM, middle[1] - side / 2 * MM, side * MM, side * MM), _ACCENT,
                   radius=side / 2 * MM)  # fmt: skip
        yield _centred(str(scale.place), middle[0], middle[1] + 0.345 * 14, 14, pen.family.strong, _WHITE)
    arrow = "→" if scale.across else "↓"
    yield _centred(arrow, (left + side + 4) * MM, (y + high / 2) * MM + 4.2, 12, pen.family.strong, _INK)
    yield Rect(Box((left + side + 7) * MM, y * MM, wide * MM, high * MM), stroke=_GREY, width=0.6, radius=1 * MM)


# --- the words ---------------------------------------------------------------------------------------------------


def _head(pen: _Pen) -> Iterator[Item]:
    """Which side this is, between the upper boxes."""
    words, x = pen.words, pen.sheet.width / 2
    name = words["front"][:1].upper() + words["front"][1:]
    yield _centred(name, x, (_INSIDE + 7) * MM, _narrow(name, 17, pen), pen.family.strong, _ACCENT)
    yield _centred(pen.sheet.name, x, (_INSIDE + 12) * MM, 8, pen.family.plain, _GREY)
    flip = words[f"way_{pen.sheet.flip}"]
    yield _centred(flip, x, (_INSIDE + 16) * MM, _narrow(flip, 8, pen), pen.family.plain, _GREY)


def _head_behind(pen: _Pen) -> Iterator[Item]:
    """What the back says: behind the room between the lower boxes, where the front has no words."""
    words, (x, middle) = pen.words, (pen.sheet.width / 2, pen.sheet.height / 2)
    y = places.behind(0, pen.sheet.height / 2 / MM - _INSIDE - 9, pen.sheet.flip)[1] * MM + middle
    name = words["back"][:1].upper() + words["back"][1:]
    yield _centred(name, x, y - 2 * MM, 17, pen.family.strong, _ACCENT)
    told = paragraph(parse(words["calibrate_back"])[0].spans, pen.family, None)
    room = max(_between(pen), 54 * MM)
    size = min(10.0, 0.04 * room)
    for number, line in enumerate(typeset.balanced(told, room / size * 1000) or []):
        start = x - typeset.width(line) * size / 2000
        yield from _line(line, start, y + 2.4 * MM + number * 1.3 * size, size, _GREY)


def _between(pen: _Pen) -> float:
    """The room between the boxes at the left and those at the right, in points."""
    return pen.sheet.width - 2 * (_INSIDE + 8 + 7 + _BOX[0] + 3) * MM


def _narrow(text: str, size: float, pen: _Pen) -> float:
    return max(_SIZES[-1], min(size, 1000 * _between(pen) / _width(text, pen.family.plain)))


def _instructions(pen: _Pen) -> Iterator[Item]:
    """The title, the steps, an example and a line to measure, at the largest size that fits."""
    width = min(pen.sheet.width - 2 * _INSIDE * MM, 128 * MM)
    left, top = (pen.sheet.width - width) / 2, (_INSIDE + 2 * _BOX[1] + 9) * MM
    room = pen.sheet.height - top - (_INSIDE + 2 * _BOX[1] + 7) * MM
    length = 100 if width >= 100 * MM else 50
    sizes = ((size, _steps(pen, length, width, size)) for size in _SIZES)
    size, steps = next((s, found) for s, found in sizes if _height(found, width, s) <= room or s == _SIZES[-1])
    y = top + max(0.0, (room - _height(steps, width, size)) / 2)
    yield _text(pen.words["calibrate_title"], left, y + 1.3 * size, 1.7 * size, pen.family.strong, _INK)
    y += 2.7 * size
    for number, lines in enumerate(steps, 1):
        yield _text(str(number), left, y + size, size, pen.family.strong, _ACCENT)
        for line in lines:
            yield from _line(line, left + _INDENT * size, y + size, size, _INK)
            y += _LEADING * size
        y += 0.5 * size
    yield _text(_command(pen), left + _INDENT * size, y + 0.6 * size, 0.95 * size, pen.family.strong, _ACCENT)
    yield from _example(left, y + 2 * size, width, size, pen)
    yield from _measure(left, y + 5.2 * size + _EXAMPLE_HEIGHT * _step(width), length, size, pen)


def _height(steps: list[list[typeset.Line]], width: float, size: float) -> float:
    lines = sum(len(lines) * _LEADING + 0.5 for lines in steps)
    return (2.7 + lines + 5.2) * size + _EXAMPLE_HEIGHT * _step(width)


def _steps(pen: _Pen, length: int, width: float, size: float) -> list[list[typeset.Line]]:
    found = []
    for name in ("print", "ruler", "light", "read", "type"):
        text = pen.words[f"calibrate_{name}"].replace("{length}", str(length))
        told = paragraph(parse(text)[0].spans, pen.family, None)
        found.append(typeset.settled(told, 1000 * (width / size - _INDENT)) or [])
    return found


def _command(pen: _Pen) -> str:
    """What to type, with what is not usual about the sheet."""
    paper = "" if pen.sheet.name.lower() == "a4" else f" --paper {pen.sheet.name.lower()}"
    flip = "" if pen.sheet.flip == "long" else " --flip short"
    return f'teamcards calibrate --printer "{pen.words["calibrate_printer"]}"{paper}{flip}'


def _measure(x: float, y: float, length: int, size: float, pen: _Pen) -> Iterator[Item]:
    """A line of so many mm, with a mark at each centimetre."""
    yield Line(x, y, x + length * MM, y, _FINE, _INK)
    for number in range(length // 10 + 1):
        tick = 2.6 * MM if number in (0, length // 10) else 1.4 * MM
        yield Line(x + number * 10 * MM, y - tick, x + number * 10 * MM, y, _FINE, _INK)
    yield _text(f"{length} mm", x + length * MM + 2 * MM, y, max(_SIZES[-1], 0.85 * size), pen.family.strong, _INK)


def _example(x: float, y: float, width: float, size: float, pen: _Pen) -> Iterator[Item]:
    """A part of a ruler and of a vernier, enlarged, with a back that lies 2.1 mm off, and what it reads."""
    step = _step(width)
    shift = _EXAMPLE * (FRONT_PITCH - BACK_PITCH) + BACK_PITCH
    top, high, low = y, y + MORE * step, y + (MORE + TICK) * step
    nought, middle = x + 3.5 * step, x + 21 * step
    yield Line(nought + shift * step, top, nought + shift * step, low, 0.8 * step, _SHINE)
    for number in range(-3, 7):
        begin = low - (2.5 * step if number % 2 else 0)
        yield Line(nought + number * step, high, nought + number * step, begin, 0.7, _INK)
        if number % 2 == 0:
            yield _sample(str(number).replace("-", "−"), nought + number * step, low, step, number == round(shift), pen)
    for number in range(_EXAMPLE - 4, _EXAMPLE + 5):
        at = middle + (number - _EXAMPLE) * FRONT_PITCH * step
        off = (_EXAMPLE - number) * (FRONT_PITCH - BACK_PITCH) * step
        yield Line(at + off, top, at + off, low, 1.0, _SHINE)
        yield Line(at, high, at, low, 1.0, _INK)
        yield _sample(MARKS[MIDDLE + number], at, low, step, number == _EXAMPLE, pen)
    right, small = middle + 10.5 * step, max(_SIZES[-1], 0.85 * size)
    yield _text(pen.words["calibrate_example"], right, high + 2.5 * step, 1.25 * size, pen.family.strong, _ACCENT)
    shines = paragraph(parse(pen.words["calibrate_shines"])[0].spans, pen.family, None)
    for number, line in enumerate(typeset.settled(shines, 1000 * (x + width - right) / small) or []):
        yield from _line(line, right, high + 2.5 * step + 1.5 * size + 1.3 * number * small, small, _GREY)


def _step(width: float) -> float:
    """A millimetre of the example, where it has so much room."""
    return (width - 34 * MM) / 32


def _sample(text: str, x: float, y: float, step: float, meant: bool, pen: _Pen) -> Run:
    """A letter or number of the example below the end of its line."""
    return _centred(text, x, y + 1.9 * step, 1.7 * step * (1.35 if meant else 1), pen.family.strong,
                    _ACCENT if meant else _GREY)  # fmt: skip


# --- text --------------------------------------------------------------------------------------------------------


def _line(line: typeset.Line, x: float, y: float, size: float, colour: Colour) -> Iterator[Run]:
    """The words of a line, each in its font."""
    for number, word in enumerate(line.words):
        x += word.space * size / 1000 if number else 0.0
        for piece in word.pieces:
            yield Run(x, y, piece.font.name, size, colour, (piece.glyphs,))
            x += piece.glyphs.width * size / 1000


def _text(text: str, x: float, y: float, size: float, font: Font, colour: Colour) -> Run:
    return Run(x, y, font.name, size, colour, tuple(font.set(word) for word in text.split(" ")))


def _centred(text: str, x: float, y: float, size: float, font: Font, colour: Colour) -> Run:
    return _text(text, x - _width(text, font) * size / 2000, y, size, font, colour)


def _width(text: str, font: Font) -> float:
    """The width of a text, in thousandths of the type size."""
    words = [font.set(word).width for word in text.split(" ")]
    return sum(words) + font.set(" ").width * (len(words) - 1)

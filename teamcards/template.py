"""What a template is: its type and lengths, its suits, and the sizes of cards and paper."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator, model_validator

from teamcards.colours import READABLE, contrast
from teamcards.units import MM
from teamcards.values import Checked, Colour, Id, Points, Text, Words


def _carries_white(value: str) -> str:
    if contrast(value, "#ffffff") < READABLE:
        raise ValueError("{} is too light for white text; choose a darker colour, with a contrast of 4.5:1 or more")
    return value


def _letter(value: Text) -> Text:
    if any(len(letter) > 2 for letter in value.root.values()):
        raise ValueError("one letter stands for a suit, or two at the most")
    return value


SuitColour = Annotated[Colour, AfterValidator(_carries_white)]

Fills = Literal["solid", "outline"]
"""Whether bands, panels and backs are filled with colour, or drawn as thin lines to save ink."""

Tone = Literal["colour", "grey"]


class Suit(Checked):
    """A visible group of cards: told apart by letter and icon as well as by colour."""

    title: Text
    letter: Annotated[Text, AfterValidator(_letter)]
    icon: Id
    colour: SuitColour


class Size(Checked):
    """A width and a height, in points (written with a unit, such as 210 mm)."""

    width: Points
    height: Points


class Paper(Size):
    """A sheet of paper, upright: printers and PDF readers name its edges by which is longer."""

    @model_validator(mode="after")
    def _upright(self) -> Self:
        if self.width > self.height:
            raise ValueError("paper lies upright here; write the shorter side as its width")
        return self


def _as_card(value: float) -> float:
    if not 20 * MM - 0.01 <= value <= 300 * MM + 0.01:
        raise ValueError("{} does not suit a card; from 20 mm to 300 mm")
    return value


class Trim(Size):
    """The trim size of a card, in points (written with a unit, such as 63 mm)."""

    width: Annotated[Points, AfterValidator(_as_card)]
    height: Annotated[Points, AfterValidator(_as_card)]


FontFile = Annotated[str, StringConstraints(pattern=r"(?-u)^[\w-]+\.ttf$")]  # \w is ASCII: far sooner compiled
Ratio = Annotated[float, Field(gt=0, le=10)]
Space = Annotated[float, Field(ge=0, le=10)]


class Family(Checked):
    """Font files for plain, strong, emphasised and strong emphasised text."""

    plain: FontFile
    strong: FontFile
    emphasis: FontFile
    both: FontFile


class Fallback(Checked):
    """A font for characters that the others lack: its package, and its file there. It need not be installed.

    `install` is what pip calls that package, where that is another name, or an extra that brings it.
    """

    package: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    file: Annotated[str, StringConstraints(pattern=r"(?-u)^(\w+/)*[\w-]+(\[\w+(,\w+)*\])?\.ttf$")]
    install: Annotated[str, StringConstraints(pattern=r"(?-u)^[a-zA-Z][\w.-]*(\[\w+\])?$")] | None = None

    @property
    def installed_by(self) -> str:
        """What to type after 'pip install'."""
        return f"'{self.install}'" if self.install else self.package.replace("_", "-")


class Style(Checked):
    """How one kind of text is set. `size` and `before` (the space above) count in body sizes, `leading` in its own.

    `least` is the smallest type size, in points, that the style may have.
    """

    font: str
    size: Ratio
    leading: Ratio = 1.3
    before: Space = 0.0
    least: Points = 6.0
    colour: Literal["ink", "grey", "suit", "white"] = "ink"
    align: Literal["left", "centre"] = "left"
    upper: bool = False
    tracking: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    hyphenate: bool = True
    balance: bool = False


class TypeRange(Checked):
    """Body type in points: the sizes there are, that asked for, that which reads well at a table, and the smallest.

    Few sizes, so that cards beside each other look alike. Those above `asked` are for short texts.
    """

    sizes: Annotated[tuple[Points, ...], Field(min_length=1, max_length=40)]
    asked: Points
    aim: Points
    floor: Points

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.floor <= self.aim <= self.asked <= max(self.sizes):
            raise ValueError("these sizes are out of order; floor, aim, asked and the largest must not get smaller")
        return self


class Edition(Checked):
    """How a variant of a look differs from it: to print with little ink, without colour, or large.

    `fills` and `tone` are those of the template; `suits` are colours for some of its suits. `size` is the card it is
    meant for, and no type is smaller than `least`.
    """

    fills: Fills | None = None
    tone: Tone | None = None
    suits: dict[Id, SuitColour] = Field(default={})
    size: Trim | None = None
    body: TypeRange | None = None
    least: Points | None = None

    @model_validator(mode="after")
    def _grey_suits(self) -> Self:
        strange = [colour for colour in self.suits.values() if len({*colour[1::2]}) > 1 or len({*colour[2::2]}) > 1]
        if self.tone == "grey" and strange:
            raise ValueError(f"{strange[0]} is not a grey; write the same two digits three times, such as #4d4d4d")
        return self


class Night(Checked):
    """The colours of a dark slide: its ground, its text, and its small print."""

    ground: Colour
    ink: Colour
    grey: Colour


class Slide(Checked):
    """How a look is on a slide: lengths are those of the slide, and `styles` are those that differ from a card's.

    `spine` is the width of the band at the left; band and footer are the heights of what stands above and below a text.
    """

    width: Points
    height: Points
    body: TypeRange
    margin: Points
    spine: Points
    band: Points
    footer: Points
    field: Points
    radius: Points
    ground: Colour
    night: Night
    styles: dict[str, Style] = Field(default={})


class Weight(Checked):
    """How thick one sheet of paper of a weight is, in points (written with a unit, such as 0.24 mm)."""

    thickness: Points


class Stock(Checked):
    """A sheet of perforated cards: the paper it is, the size of its cards, and where they lie on it, in points.

    `left` and `top` are those of the first card; `pitch_x` and `pitch_y` lead from a card to the next. `also` are the
    other product codes of the same sheet.
    """

    title: Words
    paper: Id
    width: Points
    height: Points
    columns: Annotated[int, Field(ge=1, le=20)]
    rows: Annotated[int, Field(ge=1, le=40)]
    left: Points
    top: Points
    pitch_x: Points | None = None
    pitch_y: Points | None = None
    also: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        for count, pitch, size, name in (
            (self.columns, self.pitch_x, self.width, "pitch_x"), (self.rows, self.pitch_y, self.height, "pitch_y"),
        ):  # fmt: skip
            if count > 1 and (pitch is None or pitch < size - 0.01):
                raise ValueError(f"cards would overlap; write a {name} of {size / MM:g} mm or more")
        return self

    @property
    def places(self) -> int:
        """How many cards are on a sheet."""
        return self.columns * self.rows

    def extent(self) -> tuple[float, float]:
        """How far the cards reach from the left and the upper edge of the paper, in points."""
        right = self.left + (self.columns - 1) * (self.pitch_x or 0.0) + self.width
        return right, self.top + (self.rows - 1) * (self.pitch_y or 0.0) + self.height


STYLES = (
    "title", "kicker", "hero", "answer", "body", "label", "panel", "option", "cell", "step", "fact", "field", "source",
    "band", "tag", "footer", "back",
)  # fmt: skip


class Template(Checked):
    """The printed look.

    Lengths are meant for a poker card (63 x 88 mm) and grow with the square root of the card's area.
    """

    font_package: Annotated[str, StringConstraints(pattern=r"^fontpkg_[a-z0-9_]+$")]
    fonts: dict[str, Family]
    fallbacks: Annotated[tuple[Fallback, ...], Field(max_length=8)] = ()
    body: TypeRange
    margin: Points
    band: Points
    footer: Points
    field: Points
    radius: Points
    ink: Colour
    grey: Colour
    styles: dict[str, Style]
    suits: dict[Id, Suit]
    fills: Fills = "solid"
    editions: dict[Id, Edition] = Field(default={})
    slide: Slide | None = None

    @field_validator("styles")
    @classmethod
    def _all_of_them(cls, value: dict[str, Style], info: ValidationInfo) -> dict[str, Style]:
        if missing := [name for name in STYLES if name not in value]:
            raise ValueError(f"not all styles are here; add {', '.join(missing)}")
        fonts = info.data.get("fonts", {})
        if strange := [style.font for style in value.values() if fonts and style.font not in fonts]:
            raise ValueError(f"unknown font '{strange[0]}'; one of {', '.join(fonts)}")
        return value

    @field_validator("slide")
    @classmethod
    def _known_styles(cls, value: Slide | None, info: ValidationInfo) -> Slide | None:
        styles, fonts = info.data.get("styles", {}), info.data.get("fonts", {})
        for name, style in value.styles.items() if value and styles and fonts else ():
            if name not in styles:
                raise ValueError(f"unknown style '{name}'; one of {', '.join(styles)}")
            if style.font not in fonts:
                raise ValueError(f"unknown font '{style.font}'; one of {', '.join(fonts)}")
        return value

    @field_validator("editions")
    @classmethod
    def _known_suits(cls, value: dict[str, Edition], info: ValidationInfo) -> dict[str, Edition]:
        suits = info.data.get("suits", {})
        if strange := [name for edition in value.values() for name in edition.suits if suits and name not in suits]:
            raise ValueError(f"unknown suit '{strange[0]}'; one of {', '.join(suits)}")
        return value

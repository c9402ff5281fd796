"""What a card, a deck's recipe and a template are: checked values, in every language they are written in."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    StringConstraints,
    Tag,
    ValidationInfo,
    model_validator,
)

from teamcards.units import length

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LANGUAGE = r"^[a-z]{2}$"


class Checked(BaseModel):
    """A value that is checked once and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _points(value: object) -> object:
    return length(value) if isinstance(value, str) else value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", value.lower()):
        raise ValueError("write a colour as # and six hexadecimal digits, such as #1f5f8b")
    return value.lower()


def _carries_white(value: str) -> str:
    if contrast_with_white(value) < 4.5:
        raise ValueError("too light for white text (contrast below 4.5:1); choose a darker colour")
    return value


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of '#rrggbb' with white, from 1 to 21 (WCAG 2.2, relative luminance)."""

    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(byte) for byte in bytes.fromhex(colour[1:]))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Points = Annotated[float, BeforeValidator(_points), Field(gt=0)]
Colour = Annotated[str, AfterValidator(_colour)]
Minutes = Annotated[int, Field(ge=0, le=600)]
Seconds = Annotated[int, Field(ge=1, le=7200)]


class Text(RootModel[dict[Language, Words]]):
    """A text in one or more languages; a plain string is in the language of its file."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _in_the_language_of_the_file(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and info.context:
            return {info.context["language"]: value}
        return value


# --- cards -----------------------------------------------------------------------------------------------------


class Evidence(Checked):
    """How sure a claim is: measured by our source, quoted from another, reasoned, or disputed."""

    grade: Literal["measured", "quoted", "reasoned", "disputed"]
    note: Text | None = None


class Estimate(Checked):
    """A figure that participants guess before it is shown."""

    value: Words
    unit: Text


class Option(Checked):
    """One answer of a decision; `next` names the card it leads to."""

    text: Text
    next: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_text_alone(cls, value: Any) -> Any:
        return value if isinstance(value, dict) and "text" in value else {"text": value}


class Participants(Checked):
    """For how many people a method is: at least, at most, and best (in words)."""

    min: Annotated[int, Field(ge=1)]
    max: Annotated[int, Field(ge=1)]
    best: Text | None = None


class Phase(Checked):
    """One step of a method. `scale` says what its seconds are counted for."""

    label: Text
    seconds: Seconds
    scale: Literal["fixed", "elastic", "per_person", "per_group", "per_round"] = "fixed"


class Card(Checked):
    """What every kind of card has; each kind below adds its own texts."""

    default_suit: ClassVar[str]

    title: Text
    suit: Id | None = None
    method: Id | None = None
    minutes: Minutes = 0
    notes: Text | None = None
    source: Text | None = None
    evidence: Evidence | None = None
    ideas: tuple[str, ...] = ()


class Episode(Card):
    """A beat of the story; `next` names the card that follows."""

    kind: Literal["episode"]
    text: Text
    next: Id | None = None
    default_suit = "story"


class Decision(Card):
    """A situation with two to eight options to choose from, rank or divide."""

    kind: Literal["decision"]
    text: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    columns: tuple[Text, ...] = ()
    next: Id | None = None
    default_suit = "choice"


class Statement(Card):
    """A claim to take position on."""

    kind: Literal["statement"]
    text: Text
    default_suit = "choice"


class Role(Card):
    """Somebody to play: what they want and what holds them back."""

    kind: Literal["role"]
    text: Text
    default_suit = "role"


class Myth(Card):
    """A claim on the front; what is true, and what to do instead, on the back."""

    kind: Literal["myth"]
    claim: Text
    truth: Text
    instead: Text
    estimate: Estimate | None = None
    default_suit = "myth"


class Question(Card):
    """A question to reflect on."""

    kind: Literal["question"]
    text: Text
    level: Literal["individual", "pair", "team", "organisation"] | None = None
    stage: Literal["facts", "feelings", "findings", "futures"] | None = None
    intensity: Annotated[int, Field(ge=1, le=3)] | None = None
    default_suit = "question"


class Action(Card):
    """Something to do after the workshop, with lines to fill in."""

    kind: Literal["action"]
    text: Text
    fields: tuple[Text, ...] | None = None
    default_suit = "action"


class Energizer(Card):
    """A short exercise that wakes people up."""

    kind: Literal["energizer"]
    text: Text
    default_suit = "play"


class Instruction(Card):
    """How something works."""

    kind: Literal["instruction"]
    text: Text
    default_suit = "guide"


class Vote(Card):
    """A card to hold up: one answer on the front, the other on the back."""

    kind: Literal["vote"]
    text: Text
    front: Text
    back: Text
    default_suit = "choice"


class Method(Card):
    """How a group works on something: phases with seconds, for how many people, with what materials."""

    kind: Literal["method"]
    text: Text
    participants: Participants
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    materials: Text | None = None
    tip: Text | None = None
    default_suit = "guide"


AnyCard = (
    Episode | Decision | Statement | Role | Myth | Question | Action | Energizer | Instruction | Vote | Method
)
KINDS: dict[str, type[AnyCard]] = {
    kind.__name__.lower(): kind
    for kind in (
        Episode, Decision, Statement, Role, Myth, Question, Action, Energizer, Instruction, Vote, Method,
    )
}  # fmt: skip


# --- decks -----------------------------------------------------------------------------------------------------


class Suit(Checked):
    """A visible group of cards: told apart by letter and icon as well as by colour."""

    title: Text
    letter: Text
    icon: Id
    colour: Annotated[Colour, AfterValidator(_carries_white)]


class Size(Checked):
    """The trim size of a card, in points (written with a unit, such as 63 mm)."""

    width: Points
    height: Points


class Pick(Checked):
    """Which cards come next: one card or a glob, or all cards that match; each `copies` times."""

    card: Words | None = None
    kind: Literal[tuple(KINDS)] | None = None  # type: ignore[valid-type]
    suit: Id | None = None
    level: str | None = None
    stage: str | None = None
    intensity: str | None = None
    copies: Annotated[int, Field(ge=1, le=500)] = 1

    @model_validator(mode="before")
    @classmethod
    def _a_card_alone(cls, value: Any) -> Any:
        return {"card": value} if isinstance(value, str) else value


Back = Literal["common", "facilitator", "none"]


class Segment(Checked):
    """One part of a running order: planned minutes, the fewest it can do with, and what to drop when late."""

    title: Text
    minutes: Minutes
    floor: Minutes | None = None
    cards: tuple[Id, ...] = ()
    method: Id | None = None
    if_late: Text | None = None


class Recipe(Checked):
    """A deck as its author writes it: which cards, in which order, at what size and with which backs."""

    title: Text
    subtitle: Text | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    template: Id = "classic"
    size: Annotated[
        Annotated[Id, Tag("name")] | Annotated[Size, Tag("size")],
        Discriminator(lambda value: "name" if isinstance(value, str) else "size"),
    ] = "poker"
    back: Back = "common"
    backs: dict[str, Back] = {}
    cards: tuple[Pick, ...] = ()
    agenda: tuple[Segment, ...] = ()
    suits: dict[Id, Suit] = {}


# --- templates -------------------------------------------------------------------------------------------------

Ratio = Annotated[float, Field(gt=0, le=10)]
Space = Annotated[float, Field(ge=0, le=10)]


class Family(Checked):
    """Font files for plain, strong, emphasised and strong emphasised text."""

    plain: str
    strong: str
    emphasis: str
    both: str


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
    """Body type: the size asked for, the size that reads well at a table, and the smallest allowed (points)."""

    asked: Points
    aim: Points
    floor: Points


class Template(Checked):
    """The printed look. Lengths are meant for a poker card (63 x 88 mm) and grow with the card's diagonal."""

    font_package: str
    fonts: dict[str, Family]
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

"""What a card and a deck's recipe are: checked values, in every language they are written in."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, ValidationInfo, field_validator, model_validator

from teamcards.template import Suit, Trim
from teamcards.values import Checked, Id, Language, Minutes, Seconds, Text, Words

# --- cards -----------------------------------------------------------------------------------------------------


class Evidence(Checked):
    """How sure a claim is: measured by our source, quoted from another, reasoned, or disputed."""

    grade: Literal["measured", "quoted", "reasoned", "disputed"]
    note: Text | None = None


class Estimate(Checked):
    """A figure that participants guess before it is shown."""

    value: Text
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

    @field_validator("max")
    @classmethod
    def _no_fewer_than_min(cls, value: int, info: ValidationInfo) -> int:
        least = info.data.get("min", value)
        if value < least:
            raise ValueError(f"{{}} people at most is fewer than {least} at least; swap 'min' and 'max'")
        return value


class Phase(Checked):
    """One step of a method: what its seconds are counted for, and how many work together in it."""

    label: Text
    seconds: Seconds
    scale: Literal["fixed", "elastic", "per_person", "per_group", "per_round"] = "fixed"
    group: Literal["1", "2", "3", "4", "5", "6", "7", "8", "all"] | None = None


class Picture(Checked):
    """What a card shows beside its words: a file of the project, or an icon. `alt` says what is seen on it."""

    file: Annotated[Words, Field(max_length=200)] = ""
    icon: Id | None = None
    alt: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_name_alone(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return {"file": value} if "." in value or "/" in value else {"icon": value}

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if bool(self.file) == bool(self.icon):
            raise ValueError("a picture is a file or an icon; {file: art/team.jpg, alt: ...} or {icon: handshake}")
        return self


class Code(Checked):
    """A QR code: what it leads to, and the words beside it."""

    to: Annotated[Words, Field(max_length=2331)]
    label: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _an_address_alone(cls, value: Any) -> Any:
        return {"to": value} if isinstance(value, str) else value


class HandOut(Checked):
    """How many of a card a group needs: so many for each participant, and some to spare."""

    each: Annotated[int, Field(ge=1, le=10)] = 1
    spare: Annotated[int, Field(ge=0, le=20)] = 0


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
    picture: Picture | None = None
    qr: Code | None = None
    hand_out: HandOut | None = None
    ideas: tuple[str, ...] = ()

    def lacks(self, other: Checked) -> list[str]:
        """The fields that the other has and this one could have, but has not, of those that make a difference."""
        lost = other.model_fields_set - self.model_fields_set - {"ideas"}
        return [name for name in type(self).model_fields if name in lost]


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


Level = Literal["individual", "pair", "team", "organisation"]
Stage = Literal["facts", "feelings", "findings", "futures"]
Intensity = Annotated[int, Field(ge=1, le=3)]


class Question(Card):
    """A question to reflect on."""

    kind: Literal["question"]
    text: Text
    level: Level | None = None
    stage: Stage | None = None
    intensity: Intensity | None = None
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
    hand_out: HandOut | None = HandOut()
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


AnyCard = Episode | Decision | Statement | Role | Myth | Question | Action | Energizer | Instruction | Vote | Method
KINDS: dict[str, type[AnyCard]] = {
    kind.__name__.lower(): kind
    for kind in (
        Episode, Decision, Statement, Role, Myth, Question, Action, Energizer, Instruction, Vote, Method,
    )
}  # fmt: skip


# --- decks -----------------------------------------------------------------------------------------------------


class Pick(Checked):
    """Which cards come next: one card or a glob, or all cards that match; each `copies` times."""

    card: Words | None = None
    kind: Literal[tuple(KINDS)] | None = None  # type: ignore[valid-type]
    suit: Id | None = None
    level: Level | None = None
    stage: Stage | None = None
    intensity: Intensity | None = None
    copies: Annotated[int, Field(ge=1, le=500)] = 1

    @model_validator(mode="before")
    @classmethod
    def _a_card_alone(cls, value: Any) -> Any:
        return {"card": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _something_asked(self) -> Self:
        if not self.model_fields_set - {"copies"}:
            raise ValueError("this takes every card there is; name a card or a kind, suit, level, stage or intensity")
        return self


Back = Literal["common", "facilitator", "none"]


class Segment(Checked):
    """One part of a running order: planned minutes, the fewest it can do with, and what to do when late.

    `drop` names the cards of the part that may be left out to win time.
    """

    title: Text
    minutes: Minutes
    floor: Minutes | None = None
    cards: tuple[Id, ...] = ()
    method: Id | None = None
    if_late: Text | None = None
    drop: tuple[Id, ...] = ()

    @field_validator("floor")
    @classmethod
    def _not_above_minutes(cls, value: int | None, info: ValidationInfo) -> int | None:
        minutes = info.data.get("minutes")
        if value is not None and minutes is not None and value > minutes:
            raise ValueError(f"the floor is {{}}, above the {minutes} minutes planned; lower it, or plan more minutes")
        return value

    @field_validator("drop")
    @classmethod
    def _something_stays(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        cards = info.data.get("cards")
        if cards and set(cards) <= set(value):
            raise ValueError("every card of this part would be left out; keep one, or write 'floor: 0' instead")
        return value


class Recipe(Checked):
    """A deck as its author writes it: which cards, in which order, at what size and with which backs.

    `suit` colours the common back; without it, the suit that most cards have.
    """

    title: Text
    subtitle: Text | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    template: Id = "classic"
    size: Annotated[
        Annotated[Id, Tag("name")] | Annotated[Trim, Tag("size")],
        Discriminator(lambda value: "name" if isinstance(value, str) else "size"),
    ] = "poker"
    back: Back = "common"
    backs: dict[Literal[tuple(KINDS)], Back] = Field(default={})  # type: ignore[valid-type]
    suit: Id | None = None
    cards: tuple[Pick, ...] = ()
    agenda: tuple[Segment, ...] = ()
    suits: dict[Id, Suit] = Field(default={})

    @field_validator("languages")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) < len(value):
            raise ValueError("a language stands here twice; keep one")
        return value

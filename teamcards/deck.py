"""What a deck is in one language, with nothing left to look up: the one value that all outputs start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from teamcards.markup import Block
from teamcards.pictures import Picture
from teamcards.problems import Mark
from teamcards.template import Template

Role = Literal[
    "title",  # the name of the card
    "kicker",  # a small line above a hero
    "hero",  # the one sentence that the card is about, set large
    "body",  # running text
    "panel",  # a tinted box with a label
    "options",  # answers to choose from, lettered A, B, C
    "columns",  # headings to divide the options over
    "ballot",  # answers to vote with
    "answer",  # one very large word, to hold up
    "steps",  # phases with their time
    "fields",  # lines to write on
    "facts",  # small labelled facts
    "source",  # where it comes from, and how sure that is
    "picture",  # a picture or an icon
    "qr",  # a QR code, with the words beside it as its block
]


class Part(NamedTuple):
    """One piece of a face: what it is to the reader, its blocks, and the label that stands with each block or with all.

    `label` heads the whole part. `marks` has one entry per block where each block has its own: the letter of an
    option, the time of a step, the name of a fact. `picture` is there for the roles picture and qr.
    """

    role: Role
    blocks: tuple[Block, ...]
    label: str = ""
    marks: tuple[str, ...] = ()
    picture: Picture | None = None


class Face(NamedTuple):
    """One side of a card, or one step of a slide: parts from top to bottom, and the word at the right of the band."""

    parts: tuple[Part, ...]
    tag: str = ""


class Suit(NamedTuple):
    """A suit in the deck's language; the colour is '#rrggbb', the icon a name of the icon package."""

    id: str
    title: str
    letter: str
    icon: str
    colour: str


class Phase(NamedTuple):
    """One step of a method; `group` is how many work together in it, 'all', or nothing when that does not matter."""

    label: str
    seconds: int
    scale: str
    group: str = ""


class Method(NamedTuple):
    """How the group works with a card: its phases, what it is for, what to bring, and what to think of.

    `least` and `most` are the numbers of people that it is for, `best` says in words with how many it goes well.
    """

    id: str
    title: str
    phases: tuple[Phase, ...]
    text: tuple[Block, ...] = ()
    least: int = 1
    most: int = 0
    best: str = ""
    materials: str = ""
    tip: tuple[Block, ...] = ()
    source: str = ""


class Card(NamedTuple):
    """A card in one language. `reveal` is the content of its back; without one, `back` says what is printed there.

    `notes` are for the facilitator only. `copies` is how often the card is printed. Of a card that is handed out, a
    group needs `each` for every participant, and some to `spare`; others have 0.
    """

    id: str
    kind: str
    title: str
    suit: Suit
    front: Face
    reveal: Face | None
    back: Literal["reveal", "common", "facilitator", "none"]
    notes: tuple[Block, ...]
    method: Method | None
    minutes: int
    copies: int
    mark: Mark
    each: int = 0
    spare: int = 0


class Segment(NamedTuple):
    """One part of the running order, with its cards. Minutes are planned; `floor` is the fewest it can do with.

    The cards of `drop` are among its cards, and may be left out to win time; `mark` is where the part stands.
    """

    title: str
    minutes: int
    floor: int
    cards: tuple[Card, ...]
    method: Method | None
    if_late: str
    drop: tuple[Card, ...] = ()
    mark: Mark = Mark("")

    @property
    def saves(self) -> int:
        """The whole minutes that the part can do with less without the cards of `drop`.

        Cards share the time of their part, so it is their share of the floor; never more than they take alone.
        """
        whole, dropped = (sum(card.minutes for card in cards) for cards in (self.cards, self.drop))
        return self.floor * dropped // max(whole, self.floor, 1)


class Deck(NamedTuple):
    """Everything that a writer needs, in one language. Width and height are the trim size in points.

    `suit` is the one that most cards have: it colours what all cards share.
    `words` are the fixed words of the product ('minutes', 'answer', ...) in the deck's language.
    """

    id: str
    title: str
    subtitle: str
    language: str
    template: str
    look: Template
    width: float
    height: float
    suit: Suit
    cards: tuple[Card, ...]
    agenda: tuple[Segment, ...]
    words: Mapping[str, str]
    mark: Mark

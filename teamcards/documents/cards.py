"""A card and a method as documents tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from teamcards.deck import Card, Face, Method, Part, Phase
from teamcards.documents import DOT, blocks, capital, groups, lasting
from teamcards.documents.flow import Flow
from teamcards.markup import Block, Span
from teamcards.pictures import Picture
from teamcards.qr import Code

Words = Mapping[str, str]

_NAMED = frozenset(("title", "kicker", "source"))


def heading(flow: Flow, card: Card, x: float) -> None:
    """The title of a card, with the letter of its suit before it."""
    blocks.heading(flow, 3, card.title, x=x)
    flow.rows[-1] = flow.rows[-1]._replace(decoration=blocks.badge(flow, card.suit))


def about(flow: Flow, card: Card, x: float, more: str = "") -> None:
    """The suit, id, minutes and method of a card on a small line; a name that two of them share, once."""
    words = flow.deck.words
    minutes = f"{card.minutes} {words['minutes']}" if card.minutes else ""
    method = card.method.title if card.method and card.method.id != card.id else ""
    told = dict.fromkeys(filter(None, (card.suit.title, card.front.tag, card.id, minutes, method, more)))
    blocks.paragraph(flow, (Span(DOT.join(told)),), blocks.grey(flow), x=x, before=1)
    flow.glue()


def sides(flow: Flow, card: Card, words: Words, x: float) -> None:
    """What stands on both sides of a card, but for its source."""
    face(flow, card, card.front, words, x)
    if card.reveal and card.kind == "vote":
        answers = [block.text for side in (card.front, card.reveal) for part in side.parts if part.role == "answer"
                   for block in part.blocks]  # fmt: skip
        blocks.paragraph(flow, (Span(DOT.join(answers)),), x=x, label=words["sides"])
    elif card.reveal:
        face(flow, card, card.reveal, words, x, capital(card.reveal.tag))


def face(flow: Flow, card: Card, face: Face, words: Words, x: float, label: str = "") -> None:
    """The parts of a side below each other; the first is labelled with what the side is."""
    for told in (part for part in face.parts if part.role not in _NAMED and part.role != "answer"):
        part(flow, card, told, words, x, label)
        label = ""


def part(flow: Flow, card: Card, part: Part, words: Words, x: float, label: str = "") -> None:
    """One part of a side."""
    match part.role:
        case "hero":
            for number, block in enumerate(part.blocks):
                how = blocks.pen(flow, "kicker", 12)
                blocks.paragraph(flow, block.spans, how, x=x, label="" if number else label)
        case "options":
            listed = [(mark, block.spans) for mark, block in zip(part.marks, part.blocks, strict=True)]
            blocks.items(flow, listed, "UpperAlpha", x=x, label=label, suit=card.suit)
        case "steps":
            listed = [(mark, block.spans) for mark, block in zip(part.marks, part.blocks, strict=True)]
            blocks.items(flow, listed, "None", x=x, label=label, indent=blocks.widest(flow, part.marks))
        case "columns" | "fields" | "ballot":
            blocks.paragraph(flow, _joined(part.blocks), x=x, label=words[part.role])
        case "facts":
            for mark, block in zip(part.marks, part.blocks, strict=True):
                blocks.paragraph(flow, block.spans, x=x, label=mark)
        case "picture" | "qr":
            shown(flow, part, words, x)
        case _:
            blocks.paragraphs(flow, part.blocks, x=x, label=part.label or label)


def _joined(told: tuple[Block, ...]) -> Iterator[Span]:
    for number, block in enumerate(told):
        yield from ((Span(DOT),) if number else ())
        yield from block.spans


def shown(flow: Flow, part: Part, words: Words, x: float) -> None:
    """What is seen on a picture, or where a code leads to."""
    match part.picture:
        case Picture(art=Code(text=text) as code):
            told = Span(part.blocks[0].text, href=code.address) if code.address else Span(text)
            blocks.paragraph(flow, (told,), x=x, label=words["code"])
        case Picture(alt=alt) if alt:
            blocks.paragraph(flow, (Span(alt),), x=x, label=words["picture"])


def notes(flow: Flow, card: Card, words: Words, x: float) -> None:
    """What the facilitator alone reads."""
    if card.notes:
        blocks.panel(flow, words["facilitator"], card.notes, x=x, suit=card.suit)


def source(card: Card) -> tuple[Span, ...]:
    """Where the claim of a card comes from, and how sure it is."""
    faces = (card.front, *((card.reveal,) if card.reveal else ()))
    found = (part.blocks[0].spans for face in faces for part in face.parts if part.role == "source")
    return next(found, ())


# --- methods ---------------------------------------------------------------------------------------------------


def method(flow: Flow, method: Method, people: int, words: Words, x: float, label: str) -> None:
    """How the group works: what it is for, its phases with their times for so many people, and what to think of.

    A method without a label before it has a heading.
    """
    text = " ".join(block.text for block in method.text)
    if label:
        blocks.paragraph(flow, (Span(method.title, strong=True), Span(f" – {text}" if text else "")), x=x, label=label)
    else:
        blocks.heading(flow, 3, method.title, x=x)
        blocks.paragraphs(flow, method.text, x=x, before=2)
    flow.glue()
    blocks.paragraph(flow, (Span(DOT.join(_for(method, people, words))),), blocks.grey(flow), x=x, before=1)
    marks = [lasting(phase.seconds) for phase in method.phases]
    if marks:
        listed = [(mark, _phase(phase, people, words)) for mark, phase in zip(marks, method.phases, strict=True)]
        blocks.items(flow, listed, "None", x=x, indent=blocks.widest(flow, marks))
    blocks.paragraphs(flow, method.tip, x=x, label=flow.deck.words["tip"])


def _for(method: Method, people: int, words: Words) -> Iterator[str]:
    """For how many people it is."""
    if method.most:
        yield words["people_short"].format(least=method.least, most=method.most)
    if method.best:
        yield words["people_best_short"].format(best=method.best)
    if people < method.least:
        yield words["too_few"].format(least=method.least)
    if method.most and people > method.most:
        yield words["too_many"].format(most=method.most)


def takes(method: Method, people: int) -> int:
    """The seconds that a method needs for so many people: its steps but for those that can be shorter or longer."""
    return sum(_seconds(phase, people) for phase in method.phases if phase.scale != "elastic")


def _seconds(phase: Phase, people: int) -> int:
    """How long a step takes with so many people; one of a round, for one round."""
    times = {"per_person": people, "per_group": len(groups.fours(people))}
    return phase.seconds * times.get(phase.scale, 1)


def _phase(phase: Phase, people: int, words: Words) -> Iterator[Span]:
    yield Span(phase.label)
    total = lasting(_seconds(phase, people))
    match phase.scale:
        case "per_person":
            told = words["for_each"].format(total=total, people=people)
        case "per_group":
            told = words["for_groups"].format(total=total, groups=len(groups.fours(people)))
        case "per_round":
            told = words["for_round"]
        case _:
            return
    yield Span(f" ({told})")

"""The run sheet: the running order on one page, to read at arm's length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from teamcards import colours
from teamcards.accessories.setting import Pen, given
from teamcards.deck import Deck
from teamcards.documents import DOT, Document, Session, blocks, clock, refused
from teamcards.documents.blocks import Cell, Field
from teamcards.documents.flow import Flow, Frame
from teamcards.layout import Look
from teamcards.markup import Span
from teamcards.sheets import Paper
from teamcards.units import MM

_SCALES = tuple(1.15 * 0.97**step for step in range(20))
_PADS = (2.4, 14.0)  # the least and the most above and below the text of a row


def write(deck: Deck, look: Look, paper: Paper, session: Session, words: Mapping[str, str]) -> Document:
    """The running order on one page, at the largest type that fits; what is left of the page is room for notes."""
    for scale in _SCALES:
        flow = _flow(deck, look, paper, session, words, scale, _PADS[0])
        left = flow.frame.room - flow.height
        if left >= 0:
            break
    else:
        return refused(deck, f"the running order does not fit on one page of {paper.name}", "choose a larger --paper")
    pad = min(_PADS[1], _PADS[0] + left / (2 * len(deck.agenda) + 2) - 0.01)
    flow = _flow(deck, look, paper, session, words, scale, pad)
    pages, structure = flow.pages(lambda page, count: ())
    return Document(pages, structure, flow.problems())


def _flow(
    deck: Deck, look: Look, paper: Paper, session: Session, words: Mapping[str, str], scale: float, pad: float
) -> Flow:
    """The page with its type so much larger or smaller, and so much above and below each row."""
    side = max(10 * MM, min(12 * MM, paper.width / 15))
    flow = Flow(deck, look, Frame(paper, side, side, side))
    minutes, floor = sum(part.minutes for part in deck.agenda), sum(part.floor for part in deck.agenda)
    blocks.heading(flow, 1, f"{deck.title} – {words['runsheet'].lower()}")
    facts = words["guide_facts"].format(minutes=minutes, floor=floor, people=session.people, cards=len(deck.cards))
    blocks.paragraph(flow, given(facts), blocks.grey(flow, 9.5), before=2)
    fields = [
        Field(words["start"]), Field(words["planned"]), Field(words["floor"]),
        Field(words["segment"], 345 - 105 * scale, heads=True), Field(words["method"], 105 * scale),
        Field(words["notes_room"], 82),
    ]  # fmt: skip
    blocks.table(flow, fields, _rows(flow, session, words, scale), pad=pad)
    return flow


def _rows(flow: Flow, session: Session, words: Mapping[str, str], scale: float) -> Iterator[Sequence[Cell]]:
    start, deck = session.start, flow.deck
    large, name, small = (blocks.pen(flow, style, size * scale, leading) for style, size, leading in
                          (("title", 13.5, 1.2), ("title", 12, 1.25), ("body", 10, 1.25)))  # fmt: skip
    late = Pen("body", 10 * scale, colours.parts(deck.suit.colour), 1.25)
    for number, part in enumerate(deck.agenda, 1):
        cards = DOT.join(card.title for card in part.cards)
        told = [(given(f"{number}. {part.title}"), name), *([(given(cards), small)] if cards else [])]
        told += [((Span(f"{words['if_late']}: ", strong=True), Span(part.if_late)), late)] if part.if_late else []
        times = ([(given(time), large)] for time in (clock(start), str(part.minutes), str(part.floor)))
        yield *times, told, [(given(part.method.title), small)] if part.method else [], []
        start += part.minutes
    yield [(given(clock(start)), large)], [], [], [(given(words["end"]), name)], [], []

"""The handout: what a participant takes home. What facilitators note is not among it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teamcards.accessories.setting import given
from teamcards.deck import Card, Deck
from teamcards.documents import Document, Session, blocks, cards, refused
from teamcards.documents.flow import Flow
from teamcards.drawing import Box, Rect
from teamcards.layout import Look
from teamcards.sheets import Paper


def write(deck: Deck, look: Look, paper: Paper, session: Session, words: Mapping[str, str]) -> Document:
    """The truths of the myths, the questions and the actions of a deck, and a plan to fill in."""
    myths, questions = _of(deck, "myth"), _of(deck, "question")
    actions = [card for card in _of(deck, "action") if not card.each]
    plan = next((card for card in _of(deck, "action") if card.each), None)
    if not (myths or questions or actions or plan):
        message = "a deck without questions, actions and myths has nothing to take home"
        return refused(deck, message, "add such cards, or leave out --to handout")
    flow = Flow(deck, look, blocks.frame(paper))
    blocks.title(flow, words["handout"], deck.title, deck.subtitle, blocks.main(flow))
    _myths(flow, myths, words)
    _texts(flow, words["home_questions"], questions)
    _texts(flow, words["home_actions"], actions, ticks=True)
    _plan(flow, plan, words)
    pages, structure = flow.pages(lambda page, count: blocks.foot(flow, deck.title, words["page_of"], page, count))
    return Document(pages, structure, flow.problems())


def _of(deck: Deck, kind: str) -> list[Card]:
    return [card for card in deck.cards if card.kind == kind]


def _myths(flow: Flow, myths: Sequence[Card], words: Mapping[str, str]) -> None:
    """What is true comes first, since that is what should stick."""
    x = blocks.main(flow)
    if myths:
        blocks.heading(flow, 2, words["home_myths"], x=x)
    for card in myths:
        first, flow.mark = len(flow.rows), card.mark
        cards.heading(flow, card, x)
        label = words["home_true"]
        for part in card.reveal.parts if card.reveal else ():
            if part.role == "panel":
                blocks.panel(flow, part.label, part.blocks, x=x, suit=card.suit)
            elif part.role not in ("kicker", "source"):
                cards.part(flow, card, part, words, x, label)
                label = ""
        claim = next(part.blocks for part in card.front.parts if part.role == "hero")
        blocks.paragraphs(flow, claim, x=x, label=words["home_claim"])
        _source(flow, card, x)
        flow.keep(first)


def _texts(flow: Flow, name: str, listed: Sequence[Card], ticks: bool = False) -> None:
    """Cards that are a title and a text; those that can be done have a box to tick."""
    x = blocks.main(flow)
    if listed:
        blocks.heading(flow, 2, name, x=x)
    for card in listed:
        first, flow.mark = len(flow.rows), card.mark
        if ticks:
            blocks.heading(flow, 3, card.title, x=x)
            box = Rect(Box(0.5, 2, 11, 11), None, flow.look.grey, 0.9, 2)
            flow.rows[-1] = flow.rows[-1]._replace(decoration=(box,))
        else:
            cards.heading(flow, card, x)
        for part in card.front.parts:
            if part.role in ("hero", "body"):
                blocks.paragraphs(flow, part.blocks, x=x, before=2)
        _source(flow, card, x)
        flow.keep(first)


def _source(flow: Flow, card: Card, x: float) -> None:
    if told := cards.source(card):
        blocks.paragraph(flow, told, blocks.grey(flow), x=x, before=4)


def _plan(flow: Flow, card: Card | None, words: Mapping[str, str]) -> None:
    """A plan to fill in, on one page: that of the deck's own card, or the usual one."""
    first, x = len(flow.rows), blocks.main(flow)
    blocks.heading(flow, 2, words["home_plan"], x=x)
    text = next((part.blocks for part in card.front.parts if part.role == "body"), ()) if card else ()
    if text:
        blocks.paragraphs(flow, text, x=x)
    else:
        blocks.paragraph(flow, given(words["home_plan_about"]), x=x)
    fields = (
        [block.text for part in card.front.parts if part.role == "fields" for block in part.blocks]
        if card
        else [words[f"plan_{name}"] for name in ("if", "then", "first", "buddy", "works")]
    )
    for field in fields:
        blocks.writing_line(flow, field, x=x)
    flow.keep(first)

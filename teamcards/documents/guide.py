"""The facilitator's guide: the running order, what to bring and print, and every card with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from teamcards.accessories.setting import Pen, given, said, width_of
from teamcards.deck import Card, Deck, Method, Segment
from teamcards.documents import DOT, Document, Session, blocks, capital, cards, clock, groups, lasting
from teamcards.documents.blocks import Cell, Field
from teamcards.documents.flow import Flow
from teamcards.layout import Look
from teamcards.markup import Span
from teamcards.sheets import Paper


def write(deck: Deck, look: Look, paper: Paper, session: Session, words: Mapping[str, str]) -> Document:
    """The guide to a deck for so many people; one without a running order has its cards in their order."""
    guide = _Guide(Flow(deck, look, blocks.frame(paper)), deck, session, words)
    guide.opening()
    guide.cards()
    guide.methods()
    guide.sources()
    flow, name = guide.flow, f"{deck.title} – {words['guide']}"
    pages, structure = flow.pages(lambda page, count: blocks.foot(flow, name, words["page_of"], page, count))
    return Document(pages, structure, flow.problems())


class _Guide:
    """Writes the guide; remembers which methods were told of, and how often each card comes."""

    def __init__(self, flow: Flow, deck: Deck, session: Session, words: Mapping[str, str]) -> None:
        self.flow = flow
        self.deck = deck
        self.session = session
        self.words = words
        self.x = blocks.main(flow)
        self.told: set[str] = set()

    def cell(self, text: str, style: str = "body", size: float = 9.5) -> Cell:
        """A text in a table, with a capital; nothing when it is empty."""
        return [(given(capital(text)), blocks.pen(self.flow, style, size, 1.3))] if text else []

    # --- before the workshop ---

    def opening(self) -> None:
        deck, words, flow = self.deck, self.words, self.flow
        blocks.title(flow, words["guide"], deck.title, deck.subtitle)
        key = "guide_facts" if deck.agenda else "guide_facts_plain"
        facts = words[key].format(
            minutes=sum(part.minutes for part in deck.agenda), floor=sum(part.floor for part in deck.agenda),
            people=self.session.people, cards=len(deck.cards),
        )  # fmt: skip
        blocks.paragraph(flow, given(facts), blocks.strong(flow, 11), before=12)
        blocks.paragraph(flow, given(words["guide_about" if deck.agenda else "guide_about_plain"]), before=8)
        if deck.agenda:
            self.running_order()
        self.bring()
        self.copies()
        self.prepare()
        self.groups()

    def running_order(self) -> None:
        words = self.words
        blocks.heading(self.flow, 2, words["running_order"])
        fields = [Field(words["start"]), Field(words["planned"]), Field(words["floor"]),
                  Field(words["segment"], 52, heads=True), Field(words["method"], 25),
                  Field(words["if_late"], 32)]  # fmt: skip
        blocks.table(self.flow, fields, self.order())

    def order(self) -> Iterator[Sequence[Cell]]:
        """The parts with their times, and the end."""
        start = self.session.start
        for number, segment in enumerate(self.deck.agenda, 1):
            small = blocks.grey(self.flow)._replace(leading=1.3)
            titles = DOT.join(card.title for card in segment.cards)
            part = [
                *self.cell(f"{number}. {segment.title}", "kicker", 10),
                *([(given(titles), small)] if titles else []),
            ]
            yield (
                self.cell(clock(start), "kicker", 10), self.cell(str(segment.minutes)), self.cell(str(segment.floor)),
                part, self.cell(segment.method.title if segment.method else ""), self.cell(segment.if_late),
            )  # fmt: skip
            start += segment.minutes
        yield self.cell(clock(start), "kicker", 10), [], [], self.cell(self.words["end"], "kicker", 10), [], []

    def bring(self) -> None:
        """What the methods of the workshop ask for, each thing once."""
        words = self.words
        things: dict[str, dict[str, None]] = {}
        for method, use in self.used():
            if method.materials:
                things.setdefault(method.materials, {}).setdefault(use)
        blocks.heading(self.flow, 2, words["bring"])
        if not things:
            blocks.paragraph(self.flow, given(words["bring_nothing"]))
            return
        fields = [Field(words["bring_what"], 50, heads=True), Field(words["bring_for"], 75)]
        rows = ((self.cell(thing, "kicker", 10), self.cell(DOT.join(uses))) for thing, uses in things.items())
        blocks.table(self.flow, fields, rows)

    def used(self) -> Iterator[tuple[Method, str]]:
        """The methods that are used, and what for: a part of the running order, or cards."""
        for segment in self.deck.agenda:
            if segment.method:
                yield segment.method, segment.title
        for card in () if self.deck.agenda else self.deck.cards:
            if card.method:
                yield card.method, card.method.title

    def copies(self) -> None:
        """What to print for so many people, which file that is and how often it is printed, and how to make it."""
        flow, words = self.flow, self.words
        blocks.heading(flow, 2, words["copies_for"].format(people=self.session.people))
        listed = list(groups.copies(self.deck, self.session, words))
        fields = [Field(words["copies_what"], 1, heads=True), Field(words["copies_holds"]),
                  Field(words["copies_times"])]  # fmt: skip
        small = blocks.grey(flow)._replace(leading=1.3)
        rows = (
            ([*self.cell(copy.what), (given(copy.file), small)], self.cell(str(copy.holds)),
             self.cell(f"{copy.times}\u00a0×", "kicker", 10))
            for copy in listed
        )  # fmt: skip
        blocks.table(flow, fields, rows)
        first = len(flow.rows)
        blocks.paragraph(flow, given(words["copies_how"]), blocks.strong(flow, 9.5), before=12)
        commands = [f"teamcards build {self.deck.id} --lang {self.deck.language} {copy.command}" for copy in listed]
        for command in commands:
            blocks.paragraph(flow, given(command), self.typed(commands), before=3)
        flow.keep(first)

    def typed(self, commands: Sequence[str]) -> Pen:
        """The type of commands: so small that each stays on one line, and can be copied, but not below 6 points."""
        pen = blocks.pen(self.flow, "option", 9)
        widest = max(width_of(command, pen, self.flow.look) for command in commands)
        return pen._replace(size=max(6.0, pen.size * min(1.0, (self.flow.width - 1) / widest)))

    def prepare(self) -> None:
        words, deck = self.words, self.deck
        tables = len(groups.fours(self.session.people))
        named = words["prepare_table_one" if tables == 1 else "prepare_table_more"]
        story = any(card.kind == "episode" for card in deck.cards)
        told = [
            words["prepare_read" if story else "prepare_read_plain"], words["prepare_print"],
            words["prepare_screen"].format(deck=deck.id, language=deck.language),
            words["prepare_tables"].format(tables=tables, word=named),
            words["prepare_manager"], words["prepare_pass"], words["prepare_date"],
        ]  # fmt: skip
        first = len(self.flow.rows)
        blocks.heading(self.flow, 2, words["prepare"])
        blocks.ticks(self.flow, map(said, told))
        self.flow.keep(first)

    def groups(self) -> None:
        """How the people are divided over pairs, trios and fours."""
        words, people = self.words, self.session.people
        fields = [Field(words["groups_kind"], 30, heads=True), Field(words["groups_many"], 20),
                  Field(words["groups_sizes"], 75)]  # fmt: skip
        divided = ((words["pairs"], groups.pairs(people)), (words["trios"], groups.trios(people)),
                   (words["fours"], groups.fours(people)))  # fmt: skip
        rows = (
            (self.cell(name, "kicker", 10), self.cell(str(len(sizes))), self.cell(" + ".join(map(str, sizes))))
            for name, sizes in divided
        )
        blocks.heading(self.flow, 2, words["groups_of"].format(people=people))
        blocks.table(self.flow, fields, rows)
        blocks.paragraph(self.flow, given(words["groups_about"]), before=8)

    # --- the cards ---

    def cards(self) -> None:
        agenda = self.deck.agenda
        full = _told_in(agenda)
        start = self.session.start
        for number, segment in enumerate(agenda, 1):
            self.segment(number, segment, start)
            for card in segment.cards:
                self.card(card, full[card.id] if full[card.id] != number else 0)
            start += segment.minutes
        rest = [card for card in self.deck.cards if card.id not in full]
        if rest:
            blocks.heading(self.flow, 2, self.words["more_cards" if agenda else "all_cards"])
        for card in rest:
            self.card(card)

    def segment(self, number: int, segment: Segment, start: int) -> None:
        """A part with its time, its method, and what to leave out when it is late."""
        flow, words, first = self.flow, self.words, len(self.flow.rows)
        blocks.heading(flow, 2, f"{number}. {segment.title}", clock(start), x=self.x)
        floor = f"{words['floor'].lower()} {segment.floor}" if segment.floor < segment.minutes else ""
        told = DOT.join(filter(None, (f"{segment.minutes} {self.deck.words['minutes']}", floor)))
        blocks.paragraph(flow, given(told), blocks.grey(flow, 9.5), x=self.x, before=2)
        if segment.if_late:
            blocks.paragraph(flow, given(capital(segment.if_late)), x=self.x, label=words["if_late"])
        if segment.method:
            self.told.add(segment.method.id)
            cards.method(flow, segment.method, self.session.people, words, self.x, words["method"])
            self.time(segment.method, segment.minutes)
        flow.keep(first)
        if segment.cards and not segment.method:
            flow.glue()

    def time(self, method: Method, minutes: int) -> None:
        """Says so where so many people need longer for a method than the minutes of its part."""
        people = self.session.people
        seconds = cards.takes(method, people)
        if seconds > 60 * minutes:
            told = self.words["too_long"].format(people=people, total=lasting(seconds), minutes=minutes)
            blocks.paragraph(self.flow, given(told), x=self.x, label=self.words["time"])

    def card(self, card: Card, elsewhere: int = 0) -> None:
        """A card with all that is on it and its notes; one that is told in another part has its front alone."""
        flow, words, first = self.flow, self.words, len(self.flow.rows)
        flow.mark = card.mark
        cards.heading(flow, card, self.x)
        cards.about(flow, card, self.x)
        if elsewhere:
            parts = tuple(part for part in card.front.parts if part.role in ("hero", "body"))
            cards.face(flow, card, card.front._replace(parts=parts), words, self.x)
            blocks.paragraph(flow, given(words["told_in"].format(number=elsewhere)), blocks.grey(flow, 9.5), x=self.x)
        else:
            cards.sides(flow, card, words, self.x)
            cards.notes(flow, card, words, self.x)
        flow.keep(first)
        flow.mark = self.deck.mark

    # --- after the cards ---

    def methods(self) -> None:
        """The methods that cards name and no part has told of."""
        named = {card.method.id: card.method for card in self.deck.cards if card.method}
        own = {card.id for card in self.deck.cards if card.kind == "method"}
        left = [method for id, method in named.items() if id not in self.told | own]
        if left:
            blocks.heading(self.flow, 2, self.words["more_methods"])
        for method in left:
            first = len(self.flow.rows)
            cards.method(self.flow, method, self.session.people, self.words, self.x, "")
            self.flow.keep(first)

    def sources(self) -> None:
        """Who says what is on the cards, and whose the methods are."""
        told: list[tuple[str, Sequence[Span]]] = [
            (card.title, source) for card in self.deck.cards if (source := cards.source(card))
        ]
        methods = {method.id: method for method in (*(s.method for s in self.deck.agenda),
                                                    *(card.method for card in self.deck.cards)) if method}  # fmt: skip
        own = {card.id for card in self.deck.cards}
        told += [
            (method.title, given(method.source)) for id, method in methods.items() if method.source and id not in own
        ]
        if not told:
            return
        words = self.words
        blocks.heading(self.flow, 2, words["sources"])
        how = blocks.pen(self.flow, "body", 9.5, 1.3)
        rows = ((self.cell(title, "kicker", 10), [(source, how)]) for title, source in told)
        blocks.table(self.flow, [Field(words["sources_card"], 40, heads=True), Field(words["sources_said"], 85)], rows)


def _told_in(agenda: Sequence[Segment]) -> Mapping[str, int]:
    """In which part each card is told in full: a myth the last time it comes, with its answer; others the first."""
    found: dict[str, int] = {}
    for number, segment in enumerate(agenda, 1):
        for card in segment.cards:
            if card.kind == "myth" or card.id not in found:
                found[card.id] = number
    return found

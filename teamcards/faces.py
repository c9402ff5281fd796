"""What each kind of card shows on its sides: the only place that knows what the kinds are made of."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from teamcards import markup, model, quotes, values
from teamcards.content import Entry
from teamcards.deck import Face, Part
from teamcards.markup import Block, Span, plain
from teamcards.problems import Problem


class Texts(NamedTuple):
    """Texts in one of the languages of a deck (its file is named in messages), with the fixed words of that language.

    A missing translation is added to `problems`.
    """

    language: str
    languages: tuple[str, ...]
    deck: str
    words: Mapping[str, str]
    problems: list[Problem]

    def of(self, text: values.Text | None, entry: Entry[Any], *path: str | int) -> str:
        """A text of the entry, which stands at that path, as print has it; nothing when there is none."""
        if text is None:
            return ""
        found = text.root.get(self.language)
        if found is None:
            message = f"no '{self.language}' text, and {self.deck} asks for that language"
            inside = entry.node(*path).value if path else ""
            if isinstance(inside, dict) and "text" in inside:
                path = (*path, "text")  # an option with more to it than its text
            rest = [f", or build with --lang {language}" for language in self.languages if language in text.root]
            fix = f"{self.translate(text, entry, *path)}{''.join(rest[:1])}"
            self.problems.append(Problem(entry.mark(*path), message, fix))
        return quotes.typographic(found or "", self.language)

    def translate(self, text: values.Text, entry: Entry[Any], *path: str | int) -> str:
        """How to add the language of the deck to a text; an item of a list is called by its number, from 1."""
        items = [f"{name[:-1]} {n + 1}" for name, n in pairwise(path)
                 if isinstance(n, int) and isinstance(name, str) and name.endswith("s")]  # fmt: skip
        item = "".join(items)
        field = path[-1] if path and isinstance(path[-1], str) else ""
        if isinstance(entry.node(*path).value, str):
            languages = ", ".join(f"{language}: ..." for language in (*text.root, self.language))
            return f"write {f'{field}:' if field else '-'} {{{languages}}}{f' for {item}' if item else ''}"
        where = f"below '{field}'{f' of {item}' if item else ''}" if field else f"to {item}"
        return f"add '{self.language}: ...' {where}"

    def blocks(self, text: values.Text | None, entry: Entry[Any], *path: str | int) -> tuple[Block, ...]:
        """As `of`, with its Markdown read."""
        return markup.parse(self.of(text, entry, *path)) if text else ()

    def plain(self, text: values.Text | None, entry: Entry[Any], *path: str | int) -> str:
        """As `of`, on one line and without marks."""
        return " ".join(" ".join(block.text for block in self.blocks(text, entry, *path)).split())


class Shown(NamedTuple):
    """What a card shows beside its words: at most one picture, and at most one QR code."""

    picture: tuple[Part, ...] = ()
    code: tuple[Part, ...] = ()


def of(entry: Entry[model.AnyCard], number: str, texts: Texts, shown: Shown) -> tuple[Face, Face | None]:
    """The front of a card, and the back that belongs to its content.

    `number` counts it among its kind ('3 / 12'); it is empty where the card is the only one.
    A picture stands below the first line of the front; a QR code at its foot, or at that of the answer to a myth.
    """
    front, reveal = _sides(entry, number, texts)
    if shown == Shown():
        return front, reveal
    front = front._replace(parts=(*front.parts[:1], *shown.picture, *front.parts[1:]))
    if reveal and isinstance(entry.value, model.Myth):
        return front, _coded(reveal, shown)
    return _coded(front, shown), reveal


def _coded(face: Face, shown: Shown) -> Face:
    """A face with a QR code above its last small line."""
    words = tuple(part for part in face.parts if part.role != "source")
    return face._replace(parts=(*words, *shown.code, *face.parts[len(words) :]))


def _sides(entry: Entry[model.AnyCard], number: str, texts: Texts) -> tuple[Face, Face | None]:
    card, words = entry.value, texts.words
    title = Part("title", texts.blocks(card.title, entry, "title"))
    kicker = Part("kicker", title.blocks)
    match card:
        case model.Myth():
            return _myth(card, entry, number, kicker, texts)
        case model.Method():
            return _method(card, entry, title, texts)
        case model.Vote():
            return _vote(card, entry, title, texts)
    text = texts.blocks(card.text, entry, "text")
    body, hero, tag = (title, Part("body", text)), (kicker, Part("hero", text)), ""
    match card:
        case model.Question():
            parts: tuple[Part, ...] = hero
            tag = words[f"level_{card.level}"] if card.level else ""
        case model.Statement():
            parts = (*hero, Part("ballot", (*plain(words["stand_agree"]), *plain(words["stand_disagree"]))))
        case model.Decision():
            parts, tag = (*body, *_options(card, entry, texts)), number
        case model.Action():
            parts = (*body, _fields(card, entry, texts))
        case model.Episode():
            parts, tag = body, f"{words['episode']} {number}".rstrip()
        case _:
            parts = body
    return Face((*parts, *_source(entry, texts)), tag), None


def _myth(card: model.Myth, entry: Entry[Any], number: str, kicker: Part, texts: Texts) -> tuple[Face, Face]:
    """The claim to vote on; then what is true, what to do instead, and who says so."""
    words = texts.words
    answers = tuple(block for key in ("true", "false", "depends") for block in plain(words[f"ballot_{key}"]))
    label = ""
    figure: list[Part] = []
    if card.estimate:
        unit = texts.of(card.estimate.unit, entry, "estimate", "unit")
        label = f"{words['estimate']} {unit}?"
        figure = _facts({words["figure"]: plain(f"{texts.of(card.estimate.value, entry, 'estimate', 'value')} {unit}")})
    claim = Part("hero", texts.blocks(card.claim, entry, "claim"))
    truth = Part("body", texts.blocks(card.truth, entry, "truth"))
    instead = Part("panel", texts.blocks(card.instead, entry, "instead"), words["instead"])
    front = Face((kicker, claim, Part("ballot", answers, label)), number)
    return front, Face((kicker, truth, instead, *figure, *_source(entry, texts)), words["answer"])


def _method(card: model.Method, entry: Entry[Any], title: Part, texts: Texts) -> tuple[Face, Face]:
    """What a method promises, for how many and how long; then its phases, and what to think of."""
    words = texts.words
    people = f"{card.participants.min}–{card.participants.max}"
    if best := texts.of(card.participants.best, entry, "participants", "best"):
        people += f", {words['people_best']} {best}"
    facts = {words["people"]: plain(people)}
    if card.minutes:
        facts[words["duration"]] = plain(f"{card.minutes} {words['minutes']}")
    front = (title, Part("body", texts.blocks(card.text, entry, "text")), *_facts(facts))
    more = {words[key]: texts.blocks(getattr(card, key), entry, key) for key in ("materials", "tip")}
    back = (Part("kicker", title.blocks), _steps(card, entry, texts), *_facts(more), *_source(entry, texts))
    return Face(front), Face(back, words["steps"])


def _steps(card: model.Method, entry: Entry[Any], texts: Texts) -> Part:
    blocks = []
    for number, phase in enumerate(card.phases):
        label = _one(texts.blocks(phase.label, entry, "phases", number, "label"))
        if phase.scale.startswith("per_"):
            label = Block((*label.spans, Span(f" ({texts.words[phase.scale]})")))
        blocks.append(label)
    times = tuple(f"{phase.seconds // 60}:{phase.seconds % 60:02}" for phase in card.phases)
    return Part("steps", tuple(blocks), marks=times)


def _vote(card: model.Vote, entry: Entry[Any], title: Part, texts: Texts) -> tuple[Face, Face]:
    """One answer on each side, to hold up."""
    body = Part("body", texts.blocks(card.text, entry, "text"))
    front, back = (Part("answer", texts.blocks(getattr(card, side), entry, side)) for side in ("front", "back"))
    sources = _source(entry, texts)
    return Face((title, front, body, *sources)), Face((title, back, body, *sources))


def _options(card: model.Decision, entry: Entry[Any], texts: Texts) -> list[Part]:
    options = tuple(_one(texts.blocks(option.text, entry, "options", n)) for n, option in enumerate(card.options))
    columns = tuple(_one(texts.blocks(column, entry, "columns", n)) for n, column in enumerate(card.columns))
    parts = [Part("options", options, marks=tuple("ABCDEFGH"[: len(options)]))]
    return [*parts, Part("columns", columns)] if columns else parts


def _fields(card: model.Action, entry: Entry[Any], texts: Texts) -> Part:
    if card.fields is None:
        names = [plain(texts.words[f"field_{key}"]) for key in ("who", "when", "first", "buddy", "noticed")]
    else:
        names = [texts.blocks(field, entry, "fields", n) for n, field in enumerate(card.fields)]
    return Part("fields", tuple(_one(blocks) for blocks in names))


def _source(entry: Entry[model.AnyCard], texts: Texts) -> list[Part]:
    """Where a claim comes from and how sure it is: one small line."""
    card = entry.value
    pieces: list[tuple[Span, ...]] = []
    if card.source:
        source = _one(texts.blocks(card.source, entry, "source")).spans
        pieces.append((Span(f"{texts.words['source']}: "), *source))
    if card.evidence:
        pieces.append((Span(texts.words[f"evidence_{card.evidence.grade}"]),))
        if card.evidence.note:
            pieces.append(_one(texts.blocks(card.evidence.note, entry, "evidence", "note")).spans)
    line = [span for piece in pieces for span in (Span(" · "), *piece)][1:]
    return [Part("source", (Block(tuple(line)),))] if line else []


def _facts(facts: Mapping[str, tuple[Block, ...]]) -> list[Part]:
    """Small labelled facts; one without a text is left out."""
    told = {name: _one(blocks) for name, blocks in facts.items() if blocks}
    return [Part("facts", tuple(told.values()), marks=tuple(told))] if told else []


def _one(blocks: tuple[Block, ...]) -> Block:
    """Several blocks as one, where there is room for one line of thought."""
    first, *rest = blocks or plain("")
    return Block((*first.spans, *(span for block in rest for span in (Span(" "), *block.spans))))

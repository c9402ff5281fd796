"""A recipe into a deck in one language: every name looked up, every card in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fnmatch import fnmatchcase

from teamcards import faces, model
from teamcards.content import Content, Entry
from teamcards.deck import Card, Deck, Method, Phase, Segment, Suit
from teamcards.faces import Texts
from teamcards.problems import Problem, errors, nearest


def compose(
    name: str, content: Content, language: str, size: str | None = None
) -> tuple[Deck | None, list[Problem]]:
    """The deck of that name in one language, at another size when one is named; None when there are errors."""
    if place := content.broken.get(f"decks/{name}"):
        return None, [Problem(place, f"the deck '{name}' has errors of its own", severity="note")]
    composer = _Composer(content, content.decks[name], language)
    deck = composer.deck(name, size)
    return (None if errors(composer.problems) else deck), composer.problems


class _Composer:
    """Looks up, for one deck and one language, everything that the recipe names, and gathers what is missing."""

    def __init__(self, content: Content, entry: Entry[model.Recipe], language: str) -> None:
        self.content = content
        self.entry = entry
        self.recipe = entry.value
        self.language = language
        self.problems: list[Problem] = []
        self.suits: Mapping[str, model.Suit] = self.recipe.suits
        self.texts = Texts(language, self.entry.mark().file, self.fixed_words(), self.problems)

    def deck(self, name: str, size: str | None) -> Deck | None:
        recipe = self.recipe
        look = self.look()
        width, height = self.size(size or self.recipe.size)
        picked = self.picked()
        if look is None:
            return None
        self.suits = {**look.suits, **recipe.suits}
        counts = Counter(type(entry.value) for _, entry, _ in picked)
        numbers: Counter[type[model.AnyCard]] = Counter()
        cards: list[Card] = []
        for id, entry, copies in picked:
            kind = type(entry.value)
            numbers[kind] += 1
            card = self.card(id, entry, copies, f"{numbers[kind]} / {counts[kind]}")
            cards += [card] if card else []
        if not cards:
            return None
        by_id = {card.id: card for card in cards}
        return Deck(
            name,
            self.texts.of(recipe.title, self.entry, "title"),
            self.texts.of(recipe.subtitle, self.entry, "subtitle"),
            self.language,
            recipe.template,
            look,
            width,
            height,
            Counter(card.suit for card in cards).most_common(1)[0][0],
            tuple(cards),
            tuple(self.segment(n, segment, by_id) for n, segment in enumerate(recipe.agenda)),
            self.texts.words,
            self.entry.mark(),
        )

    # --- names looked up ---

    def problem(self, message: str, fix: str, *path: str | int) -> None:
        self.problems.append(Problem(self.entry.mark(*path), message, fix))

    def fixed_words(self) -> dict[str, str]:
        words = {key: entry.value.root.get(self.language) for key, entry in self.content.words.items()}
        missing = [key for key, word in words.items() if word is None]
        if missing:
            fix = f"copy templates/words.yaml and add '{self.language}:' to {', '.join(missing[:3])}, ..."
            self.problem(f"no fixed words in the language '{self.language}'", fix, "languages")
        return {key: word or key for key, word in words.items()}

    def look(self) -> model.Template | None:
        name = self.recipe.template
        found = self.content.templates.get(name)
        if place := self.content.broken.get(f"templates/{name}"):
            self.problem(f"the template '{name}' has an error", f"mend {place}", "template")
        elif found is None:
            self.problem(f"unknown template '{name}'", nearest(name, self.content.templates), "template")
        return found.value if found else None

    def size(self, size: str | model.Size) -> tuple[float, float]:
        if isinstance(size, str):
            found = self.content.sizes.get(size)
            if found is None:
                fix = nearest(size, self.content.sizes) or f"one of {', '.join(self.content.sizes)}"
                self.problem(f"unknown size '{size}'", fix, "size")
                return 0.0, 0.0
            size = found.value
        return size.width, size.height

    def picked(self) -> list[tuple[str, Entry[model.AnyCard], int]]:
        """The cards of the deck in their order, with copies: as the recipe lists them, or as its agenda does."""
        picks: dict[str, int] = {}
        for number, pick in enumerate(self.recipe.cards):
            for name in self.matching(pick, number):
                if name not in picks or pick.copies != 1:
                    picks[name] = pick.copies
        for number, segment in enumerate(self.recipe.agenda):
            for place, name in enumerate(segment.cards):
                if self.known(name, "agenda", number, "cards", place):
                    picks.setdefault(name, 1)
        if not picks and not self.problems:
            self.problem("the deck has no cards", "list ids under 'cards:'")
        usable = [name for name in picks if self.usable(name)]
        return [(name, self.content.cards[name], picks[name]) for name in usable]

    def matching(self, pick: model.Pick, number: int) -> list[str]:
        pattern = pick.card
        if pattern is not None and not any(sign in pattern for sign in "*?["):
            return [pattern] if self.known(pattern, "cards", number) else []
        for file in self.content.unread:
            self.problem(
                f"{file} cannot be read, so its cards may be missing here", "mend it first", "cards", number
            )
        broken = [name.removeprefix("cards/") for name in self.content.broken if name.startswith("cards/")]
        names = [
            *(name for name, entry in self.content.cards.items() if _fits(pick, name, entry.value)),
            *(name for name in broken if name not in self.content.cards and fnmatchcase(name, pattern or "")),
        ]
        if not names:
            known = sorted({name.split("-")[0] + "-*" for name in self.content.cards})
            self.problem("no card fits this", nearest(pattern or "", known), "cards", number)
        return names

    def known(self, name: str, *path: str | int) -> bool:
        if name in self.content.cards or f"cards/{name}" in self.content.broken:
            return True
        self.problem(f"unknown card '{name}'", nearest(name, self.content.cards), *path)
        return False

    def usable(self, name: str) -> bool:
        place = self.content.broken.get(f"cards/{name}")
        if place:
            self.problems.append(
                Problem(self.entry.mark(), f"the card '{name}' has an error", f"mend {place}")
            )
        return place is None

    # --- cards ---

    def card(self, id: str, entry: Entry[model.AnyCard], copies: int, number: str) -> Card | None:
        card = entry.value
        suit = self.suit(card, entry)
        notes = self.texts.blocks(card.notes, entry, "notes")
        front, reveal = faces.of(entry, number, self.texts)
        back = self.recipe.backs.get(card.kind, self.recipe.back)
        if back == "facilitator" and not notes:
            back = "common"
        return None if suit is None else Card(
            id, card.kind, self.texts.of(card.title, entry, "title"), suit, front, reveal,
            "reveal" if reveal else back, notes, self.method(card), card.minutes, copies, entry.mark(),
        )  # fmt: skip

    def suit(self, card: model.AnyCard, entry: Entry[model.AnyCard]) -> Suit | None:
        name = card.suit or card.default_suit
        suit = self.suits.get(name)
        if suit is None:
            fix = (
                nearest(name, self.suits)
                or f"one of {', '.join(self.suits)}, or add it under 'suits:' in the deck"
            )
            self.problems.append(Problem(entry.mark("suit"), f"unknown suit '{name}'", fix))
            return None
        title = suit.title.root.get(self.language, "") or name
        letter = suit.letter.root.get(self.language, "") or title[0]
        return Suit(name, title, letter, suit.icon, suit.colour)

    def method(self, card: model.AnyCard | model.Segment) -> Method | None:
        entry = self.content.cards.get(card.method or "")
        if entry is None or not isinstance(entry.value, model.Method):
            return None
        method = entry.value
        phases = tuple(
            Phase(self.texts.of(phase.label, entry, "phases", n, "label"), phase.seconds, phase.scale)
            for n, phase in enumerate(method.phases)
        )
        return Method(str(card.method), self.texts.of(method.title, entry, "title"), phases)

    def segment(self, number: int, segment: model.Segment, cards: Mapping[str, Card]) -> Segment:
        here = ("agenda", number)
        if segment.method and self.method(segment) is None:
            fix = nearest(segment.method, self.content.cards)
            self.problem(f"unknown method '{segment.method}'", fix, *here, "method")
        return Segment(
            self.texts.of(segment.title, self.entry, *here, "title"),
            segment.minutes,
            segment.minutes if segment.floor is None else segment.floor,
            tuple(cards[name] for name in segment.cards if name in cards),
            self.method(segment),
            self.texts.of(segment.if_late, self.entry, *here, "if_late"),
        )


def _fits(pick: model.Pick, name: str, card: model.AnyCard) -> bool:
    if pick.card is not None and not fnmatchcase(name, pick.card):
        return False
    asked = {field: getattr(pick, field) for field in ("kind", "level", "stage", "intensity")}
    if pick.suit is not None and pick.suit != (card.suit or card.default_suit):
        return False
    return all(value is None or str(getattr(card, field, None)) == value for field, value in asked.items())

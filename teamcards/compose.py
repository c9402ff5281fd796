"""A recipe into a deck in one language: every name looked up, every card in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from teamcards import art, faces, icons, model, template, values
from teamcards.content import Content, Entry
from teamcards.deck import Card, Deck, Method, Phase, Segment, Suit
from teamcards.faces import Texts
from teamcards.problems import Mark, Problem, errors, nearest, option
from teamcards.units import MM

_ASKED = ("kind", "suit", "level", "stage", "intensity")
_SEE_CARDS = "see 'teamcards list cards'"


def compose(name: str, content: Content, language: str, size: str | None = None) -> tuple[Deck | None, list[Problem]]:
    """The deck of that name in one language, at another size when one is named; None when there are errors."""
    if place := content.broken.get(f"decks/{name}"):
        note = Problem(place, f"the deck '{name}' is not made until this is mended", severity="note")
        rest = content.remains.get(name)
        return None, [note, *(_Composer(content, rest, language).names() if rest else ())]
    composer = _Composer(content, content.decks[name], language)
    if not any(language in entry.value.root for entry in content.words.values()):
        return None, [*composer.problems, *composer.names()]
    deck = composer.deck(name, size)
    return (None if errors(composer.problems) or composer.stopped else deck), composer.problems


def decks_with(pattern: str, content: Content) -> list[str]:
    """The decks with a card whose id fits a pattern."""
    found = []
    for name, entry in content.decks.items():
        cards = _Composer(content, entry, entry.value.languages[0]).picked()
        found += [name] if any(fnmatchcase(id, pattern) for id, *_ in cards) else []
    return found


class _Composer:
    """Looks up, for one deck and one language, everything that the recipe names, and gathers what is missing."""

    def __init__(self, content: Content, entry: Entry[model.Recipe], language: str) -> None:
        self.content = content
        self.entry = entry
        self.recipe = entry.value
        self.language = language
        self.problems: list[Problem] = []
        self.stopped = False
        self.suits: Mapping[str, template.Suit] = self.recipe.suits
        self.known_suits: dict[str, Suit] = {}
        self.known_methods: dict[str | None, Method | None] = {}
        self.texts = Texts(language, self.recipe.languages, self.entry.mark().file, self.fixed_words(), self.problems)

    def deck(self, name: str, size: str | None) -> Deck | None:
        recipe = self.recipe
        title = self.texts.of(recipe.title, self.entry, "title")
        subtitle = self.texts.of(recipe.subtitle, self.entry, "subtitle")
        look = self.look()
        width, height = self.size(size or self.recipe.size)
        picked = self.picked()
        if not picked and not self.problems and not self.stopped:
            self.problem("the deck has no cards", "list ids under 'cards:'")
        if look is None:
            return None
        self.has_room(width, height, look, option("--size", size) if size else self.entry.mark("size"))
        self.suits = {**look.suits, **recipe.suits}
        for name_of_suit in recipe.suits:
            self.suit(name_of_suit, self.entry)
        counts = Counter(type(entry.value) for _, entry, _ in picked)
        numbers: Counter[type[model.AnyCard]] = Counter()
        cards: list[Card] = []
        for id, entry, copies in picked:
            kind = type(entry.value)
            numbers[kind] += 1
            card = self.card(id, entry, copies, f"{numbers[kind]} / {counts[kind]}" if counts[kind] > 1 else "")
            cards += [card] if card else []
        by_id = {card.id: card for card in cards}
        agenda = tuple(self.segment(n, segment, by_id) for n, segment in enumerate(recipe.agenda))
        if not cards:
            return None
        return Deck(
            name,
            title,
            subtitle,
            self.language,
            recipe.template,
            look,
            width,
            height,
            self.main_suit(cards),
            tuple(cards),
            agenda,
            self.texts.words,
            self.entry.mark(),
        )

    def main_suit(self, cards: Sequence[Card]) -> Suit:
        """The suit that the recipe names, or the one that most cards have."""
        counts = Counter(card.suit for card in cards)
        named = self.recipe.suit and self.suit(self.recipe.suit, self.entry)
        return named or counts.most_common(1)[0][0]

    # --- names looked up ---

    def names(self) -> list[Problem]:
        """What the recipe names that does not exist; for one that has other problems already."""
        self.problems.clear()
        self.look()
        self.size(self.recipe.size)
        self.picked()
        for number, segment in enumerate(self.recipe.agenda):
            self.method_exists(number, segment)
            self.dropped_are_there(number, segment)
        return self.problems

    def problem(self, message: str, fix: str, *path: str | int) -> None:
        self.problems.append(Problem(self.entry.mark(*path), message, fix))

    def stop(self, what: str, place: Mark | str, *path: str | int) -> None:
        """The deck cannot be made, because of an error that is reported where it stands."""
        self.stopped = True
        note = f"this deck is not made, since {what} has an error"
        self.problems.append(Problem(self.entry.mark(*path), note, f"mend {place}", "note"))

    def fixed_words(self) -> dict[str, str]:
        words = {key: entry.value.root.get(self.language) for key, entry in self.content.words.items()}
        missing = [key for key, word in words.items() if word is None]
        if missing:
            add = f"copy templates/words.yaml and add '{self.language}:' to {', '.join(missing[:3])}, ..."
            fix = add if len(missing) < len(words) else f"take it out of 'languages', or {add}"
            self.problem(f"no fixed words in the language '{self.language}'", fix, "languages")
        return {key: word or key for key, word in words.items()}

    def look(self) -> template.Template | None:
        name = self.recipe.template
        found = self.content.templates.get(name)
        if place := self.content.broken.get(f"templates/{name}"):
            self.stop(f"the template '{name}'", place, "template")
        elif found is None:
            fix = nearest(name, self.content.templates) or f"one of {', '.join(self.content.templates)}"
            self.problem(f"unknown template '{name}'", fix, "template")
        return found.value if found else None

    def size(self, size: str | template.Trim) -> tuple[float, float]:
        if isinstance(size, str):
            found = self.content.sizes.get(size)
            if place := self.content.broken.get(f"sizes/{size}"):
                self.stop(f"the size '{size}'", place, "size")
                return 0.0, 0.0
            if found is None:
                known = f"one of {', '.join(self.content.sizes)}, or {{width: 63 mm, height: 88 mm}}"
                fix = nearest(size, self.content.sizes) or known
                self.problem(f"unknown size '{size}'", fix, "size")
                return 0.0, 0.0
            size = found.value
        return size.width, size.height

    def has_room(self, width: float, height: float, look: template.Template, place: Mark) -> None:
        """Whether a card leaves room for a few lines of the smallest type between its margins."""
        least = (2 * look.margin + 8 * look.body.floor, look.band + look.footer + 2 * look.margin + 4 * look.body.floor)
        if width and (width < least[0] or height < least[1]):
            card = f"{width / MM:.0f} x {height / MM:.0f} mm"
            fix = f"at least {least[0] / MM:.0f} x {least[1] / MM:.0f} mm"
            message = f"a card of {card} is too small for the template '{self.recipe.template}'"
            self.problems.append(Problem(place, message, fix))

    def picked(self) -> list[tuple[str, Entry[model.AnyCard], int]]:
        """The cards of the deck in their order, with copies: as the recipe lists them, or as its agenda does."""
        picks: dict[str, int] = {}
        for number, pick in enumerate(self.recipe.cards):
            for name in self.matching(pick, number):
                if name not in picks or "copies" in pick.model_fields_set:
                    picks[name] = pick.copies
        for number, segment in enumerate(self.recipe.agenda):
            for place, name in enumerate(segment.cards):
                if self.known(name, "agenda", number, "cards", place):
                    picks.setdefault(name, 1)
        usable = [name for name in picks if self.usable(name)]
        return [(name, self.content.cards[name], picks[name]) for name in usable]

    def matching(self, pick: model.Pick, number: int) -> list[str]:
        pattern = pick.card
        if pattern is not None and not values.is_glob(pattern):
            return [pattern] if self.known(pattern, "cards", number) else []
        for file in self.content.unread:
            self.stop(f"{file}, which may hold cards for it,", file, "cards", number)
        asked = {field: value for field in _ASKED if (value := getattr(pick, field)) is not None}
        fitting = [
            name
            for name, entry in self.content.cards.items()
            if (pattern is None or fnmatchcase(name, pattern)) and _fits(asked, entry.value)
        ]
        names = [*fitting, *self.perhaps(pattern or "*", fitting)]
        if not names and not self.stopped:
            known = sorted({name.split("-")[0] + "-*" for name in self.content.cards})
            what = f"no card fits '{pattern}'" if pattern else "no card fits this"
            self.problem(what, nearest(pattern or "", known) or _SEE_CARDS, "cards", number)
        return names

    def perhaps(self, pattern: str, fitting: Sequence[str]) -> list[str]:
        """Broken cards that a pattern takes or may have been meant to take, beside those that fit it.

        Of one whose id cannot be, nobody knows: a pattern may mean it that takes other cards of its file, or that
        fits the id when it is written as it should be.
        """
        files = {self.content.cards[name].mark().file for name in fitting}
        found = []
        for place, mark in self.content.broken.items():
            folder, _, name = place.partition("/")
            if folder != "cards" or name in fitting:
                continue
            refused = not re.fullmatch(values.ID_PATTERN, name)
            meant = refused and (mark.file in files or fnmatchcase(_as_id(name), pattern))
            found += [name] if meant or (name not in self.content.cards and fnmatchcase(name, pattern)) else []
        return found

    def known(self, name: str, *path: str | int) -> bool:
        if name in self.content.cards or f"cards/{name}" in self.content.broken:
            return True
        fix = nearest(name, self.content.cards) or _SEE_CARDS
        if name in self.content.decks:
            fix = f"that is a deck; list its cards, as decks/{name}.yaml does"
        if self.content.unread:
            fix = f"or it is in {' or '.join(self.content.unread)}, which cannot be read"
        self.problem(f"unknown card '{name}'", fix, *path)
        return False

    def usable(self, name: str) -> bool:
        place = self.content.broken.get(f"cards/{name}")
        if place:
            self.stop(f"the card '{name}'", place)
        return place is None

    # --- cards ---

    def card(self, id: str, entry: Entry[model.AnyCard], copies: int, number: str) -> Card | None:
        card = entry.value
        suit = self.suit(card.suit or card.default_suit, entry)
        notes = self.texts.blocks(card.notes, entry, "notes")
        shown = art.of(entry, self.content, self.texts)
        front, reveal = faces.of(entry, number, self.texts, shown)
        back = self.recipe.backs.get(card.kind, self.recipe.back)
        if back == "facilitator" and not notes:
            back = "common"
        method = self.method(id if isinstance(card, model.Method) else card.method)
        title = self.name(card, entry)
        return None if suit is None else Card(
            id, card.kind, title, suit, front, reveal, "reveal" if reveal else back,
            notes, method, card.minutes, copies, entry.mark(), *self.handed_out(card),
        )  # fmt: skip

    def handed_out(self, card: model.AnyCard) -> tuple[int, int]:
        """How many of a card a group needs for each participant, and to spare."""
        return (card.hand_out.each, card.hand_out.spare) if card.hand_out else (0, 0)

    def name(self, card: model.AnyCard, entry: Entry[Any]) -> str:
        """The title of a card on one line, without marks, as a bookmark or a footer tells it."""
        return self.texts.plain(card.title, entry, "title")

    def suit(self, name: str, entry: Entry[Any]) -> Suit | None:
        """The suit of that name, the same value for all its cards."""
        if name in self.known_suits:
            return self.known_suits[name]
        suit = self.suits.get(name)
        if suit is None:
            fix = nearest(name, self.suits) or f"one of {', '.join(self.suits)}, or add it under 'suits:' in the deck"
            self.problems.append(Problem(entry.mark("suit"), f"unknown suit '{name}'", fix))
            return None
        home = self.entry if name in self.recipe.suits else self.content.templates[self.recipe.template]
        if suit.icon not in icons.names():
            fix = nearest(suit.icon, icons.names()) or "see lucide.dev/icons"
            self.problems.append(Problem(home.mark("suits", name, "icon"), f"unknown icon '{suit.icon}'", fix))
        title = self.texts.of(suit.title, home, "suits", name, "title")
        letter = self.texts.of(suit.letter, home, "suits", name, "letter")
        return self.known_suits.setdefault(name, Suit(name, title, letter, suit.icon, suit.colour))

    def method(self, name: str | None) -> Method | None:
        """The method of that name, the same value for all cards that name it."""
        if name not in self.known_methods:
            self.known_methods[name] = self.look_up(name)
        return self.known_methods[name]

    def look_up(self, name: str | None) -> Method | None:
        if place := self.content.broken.get(f"cards/{name}"):
            self.stop(f"the method '{name}'", place)
        entry = self.content.cards.get(name or "")
        if entry is None or not isinstance(entry.value, model.Method):
            return None
        method = entry.value
        labels = (self.texts.of(phase.label, entry, "phases", n, "label") for n, phase in enumerate(method.phases))
        phases = tuple(
            Phase(label, phase.seconds, phase.scale, phase.group or "")
            for label, phase in zip(labels, method.phases, strict=True)
        )
        people, texts = method.participants, self.texts
        return Method(
            str(name), self.name(method, entry), phases,
            texts.blocks(method.text, entry, "text"),
            people.min, people.max, texts.of(people.best, entry, "participants", "best"),
            texts.plain(method.materials, entry, "materials"),
            texts.blocks(method.tip, entry, "tip"),
            texts.plain(method.source, entry, "source"),
        )  # fmt: skip

    def method_exists(self, number: int, segment: model.Segment) -> None:
        methods = [name for name, entry in self.content.cards.items() if isinstance(entry.value, model.Method)]
        if segment.method and segment.method not in methods and f"cards/{segment.method}" not in self.content.broken:
            fix = nearest(segment.method, methods) or "see 'teamcards list methods'"
            self.problem(f"unknown method '{segment.method}'", fix, "agenda", number, "method")

    def dropped_are_there(self, number: int, segment: model.Segment) -> None:
        """Only what is in a part can be left out of it."""
        for place, name in enumerate(segment.drop):
            if name not in segment.cards:
                known = f"one of {', '.join(segment.cards)}" if segment.cards else "list its cards under 'cards:'"
                fix = nearest(name, segment.cards) or known
                self.problem(f"'{name}' is not a card of this part", fix, "agenda", number, "drop", place)

    def segment(self, number: int, segment: model.Segment, cards: Mapping[str, Card]) -> Segment:
        here = ("agenda", number)
        self.method_exists(number, segment)
        self.dropped_are_there(number, segment)
        return Segment(
            self.texts.of(segment.title, self.entry, *here, "title"),
            segment.minutes,
            segment.minutes if segment.floor is None else segment.floor,
            tuple(cards[name] for name in segment.cards if name in cards),
            self.method(segment.method),
            self.texts.of(segment.if_late, self.entry, *here, "if_late"),
            tuple(cards[name] for name in dict.fromkeys(segment.drop) if name in cards),
            self.entry.mark(*here),
        )


def _as_id(name: str) -> str:
    """An id that cannot be as its author may have meant it: 'Wk_Vraag 2' as 'wk-vraag-2'."""
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def _fits(asked: Mapping[str, Any], card: model.AnyCard) -> bool:
    """Whether a card has everything that is asked of it."""
    suit = card.suit or card.default_suit
    return all((suit if field == "suit" else getattr(card, field, None)) == value for field, value in asked.items())

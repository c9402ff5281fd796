"""The folders that cards, decks and templates live in, nearest first: everything read, checked and found by name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from teamcards import folders, model, schema, shop, source, template, values
from teamcards.problems import Mark, Problem, errors, nearest, once, short
from teamcards.source import Node
from teamcards.units import MM

Value_co = TypeVar("Value_co", covariant=True)
Checked = TypeVar("Checked", bound=values.Checked | values.Text)


class Entry(NamedTuple, Generic[Value_co]):
    """A checked value, the place of its name, and the file and the fields in it that it stands under.

    The nodes it was read from are not kept: they are read again when there is a problem to point at.
    """

    value: Value_co
    key: Mark
    path: Path
    under: tuple[str, ...]

    def node(self, *path: str | int) -> Node:
        """A field of it, or the one at the top of its file that stands in for it, or the last one on the way there."""
        file = source.again(self.path, self.key.file)
        own = file.find(self.under)
        there = isinstance(own.value, dict) and path[0] in own.value
        spare = isinstance(file.value, dict) and path[0] in file.value
        return file.find(path) if spare and not there else own.find(path)

    def mark(self, *path: str | int) -> Mark:
        """Where a field of it stands, or the key that it stands under."""
        return self.node(*path).mark if path else self.key


class Content(NamedTuple):
    """Everything that the project and the shipped content hold, by name; the project's own hides the shipped.

    `roots` are the folders, nearest first. `broken` names the cards, decks and templates (as 'cards/gm-e02') that have
    an error, with its place, and `remains` what could be made of the decks among them; `unread` are the card files of
    which nothing could be made.
    """

    roots: tuple[Path, ...]
    cards: Mapping[str, Entry[model.AnyCard]]
    decks: Mapping[str, Entry[model.Recipe]]
    templates: Mapping[str, Entry[template.Template]]
    sizes: Mapping[str, Entry[template.Trim]]
    papers: Mapping[str, Entry[template.Paper]]
    stocks: Mapping[str, Entry[template.Stock]]
    weights: Mapping[str, Entry[template.Weight]]
    print_words: Mapping[str, Entry[values.Text]]
    shops: Mapping[str, Entry[shop.Shop]]
    words: Mapping[str, Entry[values.Text]]
    broken: Mapping[str, Mark]
    remains: Mapping[str, Entry[model.Recipe]]
    unread: tuple[str, ...]
    problems: tuple[Problem, ...]

    def files(self, path: str) -> list[Path]:
        """The files of that path in the roots, the one that wins first; none for a path that leads out of them."""
        found = [(root, root / path) for root in self.roots]
        return [file for root, file in found if os.path.isfile(file) and folders.holds(root, file)]

    def own_decks(self) -> list[str]:
        """The decks of the project; those of the shipped content when the project has none."""
        own = [name for name, entry in self.decks.items() if not entry.key.shipped]
        own += [name.removeprefix("decks/") for name, mark in self.broken.items()
                if name.startswith("decks/") and not mark.shipped]  # fmt: skip
        return sorted(set(own)) or sorted(self.decks)


def load(folder: Path) -> Content:
    """All content for a command that runs in this folder; what is wrong with it is in `problems`."""
    found = folders.roots(folder)
    loader = _Loader(folder.resolve())
    for root in reversed(found):
        loader.read_root(root)
    loader.check_references()
    for wrong, meant in folders.astray(folder.resolve()):
        message = f"nothing is read from the folder '{wrong}'"
        loader.problems.append(Problem(Mark(wrong), message, f"call it '{meant}'", "warning"))
    return Content(
        found, loader.cards, loader.decks, loader.templates, loader.sizes, loader.papers, loader.stocks, loader.weights,
        loader.print_words, loader.shops, loader.words, loader.broken, loader.remaining_decks, tuple(loader.unread),
        tuple(loader.problems),
    )  # fmt: skip


class _Loader:
    """Gathers the entries of one root after another; a later root replaces what an earlier one brought."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: dict[str, Path] = {}
        self.cards: dict[str, Entry[model.AnyCard]] = {}
        self.decks: dict[str, Entry[model.Recipe]] = {}
        self.templates: dict[str, Entry[template.Template]] = {}
        self.sizes: dict[str, Entry[template.Trim]] = {}
        self.papers: dict[str, Entry[template.Paper]] = {}
        self.stocks: dict[str, Entry[template.Stock]] = {}
        self.weights: dict[str, Entry[template.Weight]] = {}
        self.print_words: dict[str, Entry[values.Text]] = {}
        self.shops: dict[str, Entry[shop.Shop]] = {}
        self.words: dict[str, Entry[values.Text]] = {}
        self.broken: dict[str, Mark] = {}
        self.remaining_cards: dict[str, Entry[model.AnyCard]] = {}
        self.remaining_decks: dict[str, Entry[model.Recipe]] = {}
        self.unread: list[str] = []
        self.problems: list[Problem] = []

    def read_root(self, root: Path) -> None:
        self.read_cards(root)
        self.read_decks(root)
        for path in sorted((root / "templates").glob("*/template.yaml")):
            node, problems = self.read(root, path)
            entry = self.entry(template.Template, node, problems, "nl") if node else None
            self.keep(self.templates, "templates", path.parent.name, entry, problems)
        self.read_table(root, "sizes", template.Trim, self.sizes)
        self.read_table(root, "papers", template.Paper, self.papers)
        self.read_table(root, "weights", template.Weight, self.weights)
        self.read_stocks(root)
        self.read_table(root, "shops", shop.Shop, self.shops)
        for name in ("words", "web/words"):
            self.read_table(root, name, values.Text, self.words)
        self.read_table(root, "print-words", values.Text, self.print_words)
        for path in (*folders.misnamed(root, "cards"), *folders.misnamed(root, "decks")):
            mark = Mark(folders.name(root, path, self.folder))
            fix = "take '.txt' off its name, which Windows hides"
            self.problems.append(Problem(mark, "this file is not read", fix, "warning"))

    def read(self, root: Path, path: Path) -> tuple[Node | None, list[Problem]]:
        name = folders.name(root, path, self.folder)
        self.paths[name] = path
        if not folders.holds(root, path):
            return None, [Problem(Mark(name), "this link leads out of the project", "put a copy of it here instead")]
        return source.read(path, name)

    # --- entries ---

    def entry(
        self,
        kind: type[Checked],
        node: Node,
        problems: list[Problem],
        language: str | None,
        under: tuple[str, ...] = (),
        rest: tuple[dict[str, Entry[Checked]], str] | None = None,
    ) -> Entry[Checked] | None:
        """A checked value, which stands under those fields of its file.

        Of one with problems, what remains goes into the table of `rest`, under its name.
        """
        path = self.paths[node.draft.name]
        value, found = schema.build(kind, node, language)
        problems += found
        if rest:
            rest[0].pop(rest[1], None)
            if value is None and (remains := schema.salvage(kind, node, language)):
                rest[0][rest[1]] = Entry(remains, node.key, path, under)
        return None if value is None else Entry(value, node.key, path, under)

    def keep(
        self,
        table: dict[str, Entry[Checked]],
        folder: str,
        name: str,
        entry: Entry[Checked] | None,
        problems: list[Problem],
    ) -> None:
        """Takes an entry in, or remembers that it is broken; either way it replaces the one of a farther root."""
        self.problems += problems
        self.broken.pop(f"{folder}/{name}", None)
        table.pop(name, None)
        if entry:
            table[name] = entry
        if wrong := errors(problems):
            self.broken[f"{folder}/{name}"] = min(wrong).mark

    # --- cards ---

    def read_cards(self, root: Path) -> None:
        here: dict[str, Mark] = {}  # not the nodes, which are let go with their file
        for path in folders.yaml_files(root, "cards"):
            node, problems = self.read(root, path)
            cards = schema.cards_of(node, problems) if node else None
            if node is None or cards is None:
                self.unread.append(folders.name(root, path, self.folder))
            else:
                self.read_card_file(node, cards, problems, here)
            self.problems += problems

    def read_card_file(
        self, file: Node, cards: dict[str, Node], problems: list[Problem], here: dict[str, Mark]
    ) -> None:
        assert isinstance(file.value, dict)
        defaults = {key: field for key, field in file.value.items() if key in schema.DEFAULTS}
        language, found = schema.language_of(file)
        problems += found
        empty = False
        for name, card in cards.items():
            if name in here:
                fix = f"the first is {here[name]}; give this one an id of its own"
                problems.append(Problem(card.key, f"the card '{short(name)}' exists already", fix))
                continue
            here[name] = card.key
            self.broken.pop(f"cards/{name}", None)
            if isinstance(card.value, str) and empty and name in schema.FIELDS:
                continue  # a field of the card before it, which is told to be empty
            empty = empty or card.value == ""
            wrong = list(schema.check_id(name, card))
            entry = self.card(name, card, defaults, wrong, language)
            if entry and name in self.cards and (lost := entry.value.lacks(self.cards[name].value)):
                message = f"the card that this one hides has more: {', '.join(lost)}"
                problems.append(Problem(card.key, message, f"copy what should stay: {self.cards[name].key}", "note"))
            if entry:
                self.cards[name] = entry
            else:
                self.broken[f"cards/{name}"] = min(wrong).mark
            problems += wrong
        if wrong := errors(problems):
            self.mark_broken(file, cards, wrong)
        _ask_language_once(problems)

    def card(
        self, name: str, card: Node, defaults: dict[str, Node], problems: list[Problem], language: str | None
    ) -> Entry[model.AnyCard] | None:
        if not isinstance(card.value, dict):
            message = f"the card '{short(name)}' has no fields"
            problems.append(Problem(card.key, message, "indent its fields on the lines below its id"))
            return None
        whole = card._replace(value={**defaults, **card.value}) if defaults else card
        kind = schema.kind_of(whole, problems)
        if kind is None:
            problems += schema.strange_fields(whole)
            return None
        return self.entry(kind, whole, problems, language, ("cards", name), (self.remaining_cards, name))

    def mark_broken(self, file: Node, cards: dict[str, Node], wrong: list[Problem]) -> None:
        """An error belongs to the card it stands in; one outside the cards, to all of the file."""
        assert isinstance(file.value, dict)
        owners = [(card.key.line, [name]) for name, card in cards.items()]
        owners += [(field.key.line, list(cards)) for name, field in file.value.items() if name != "cards"]
        owners.sort(key=lambda owner: owner[0])
        for problem in wrong:
            above = [names for line, names in owners if line <= problem.mark.line]
            for name in above[-1] if above else cards:
                self.broken.setdefault(f"cards/{name}", problem.mark)

    # --- decks and tables ---

    def read_decks(self, root: Path) -> None:
        here: dict[str, Mark] = {}
        for path in folders.yaml_files(root, "decks"):
            node, problems = self.read(root, path)
            mark = Mark(folders.name(root, path, self.folder))
            problems += schema.check_id(path.stem, mark, "the name of a deck's file")
            entry = None
            if path.stem in here:
                fix = f"the first is {here[path.stem].file}; rename this one"
                problems.append(Problem(mark, f"the deck '{short(path.stem)}' exists already", fix))
            elif node:
                first = node.find(["languages", 0]).value
                known = isinstance(first, str) and re.fullmatch(values.LANGUAGE_PATTERN, first)
                rest = self.remaining_decks, path.stem
                entry = self.entry(model.Recipe, node, problems, str(first) if known else "nl", rest=rest)
            here.setdefault(path.stem, mark)
            self.keep(self.decks, "decks", path.stem, entry, problems)

    def read_table(self, root: Path, name: str, kind: type[Checked], table: dict[str, Entry[Checked]]) -> None:
        """A file with one value under each name, such as sizes or words; it adds to that of a farther root."""
        path = root / "templates" / f"{name}.yaml"
        if not path.is_file():
            return
        node, problems = self.read(root, path)
        fields = node.value if node and isinstance(node.value, dict) else {}
        language, found = schema.language_of(node) if node else (None, [])
        problems += found
        for key, field in fields.items():
            if key == "language":
                continue
            if kind is values.Text and root != folders.shipped() and key not in table:
                problems.append(Problem(field.key, f"unknown word '{short(key)}'", schema.did_you_mean(key, table)))
                continue
            if kind is not values.Text:
                problems += schema.check_id(key, field, "a name here")
            if entry := self.entry(kind, field, problems, language, (key,)):
                table[key] = entry
            elif kind is not values.Text:
                table.pop(key, None)
                self.broken[f"{name}/{key}"] = field.key
        _ask_language_once(problems)
        self.problems += problems

    def read_stocks(self, root: Path) -> None:
        """Perforated sheets by each of their product codes; the paper of a sheet must exist, and hold its cards."""
        here: dict[str, Entry[template.Stock]] = {}
        self.read_table(root, "stocks", template.Stock, here)
        for name, entry in here.items():
            paper = self.papers.get(entry.value.paper)
            right, low = entry.value.extent()
            if paper is None:
                message, path = f"unknown paper '{entry.value.paper}'", "paper"
                fix = nearest(entry.value.paper, self.papers) or f"one of {', '.join(self.papers)}"
            elif right > paper.value.width + 0.01 or low > paper.value.height + 0.01:
                message, path = f"the cards of '{name}' run off its paper '{entry.value.paper}'", "left"
                fix = f"they reach {right / MM:.1f} mm to the right and {low / MM:.1f} mm down"
            else:
                self.stocks.update({code: entry for code in (name, *entry.value.also)})
                continue
            self.problems.append(Problem(entry.mark(path), message, fix))
            self.broken[f"stocks/{name}"] = entry.mark(path)

    def check_references(self) -> None:
        """Every method and every next card that a card names must exist."""
        remaining = [item for item in self.remaining_cards.items() if f"cards/{item[0]}" in self.broken]
        for name, entry in [*self.cards.items(), *remaining]:
            for problem in self.references(entry):
                self.problems.append(problem)
                self.broken.setdefault(f"cards/{name}", problem.mark)

    def references(self, entry: Entry[model.AnyCard]) -> Iterator[Problem]:
        card = entry.value
        named: list[tuple[tuple[str | int, ...], str | None]] = [(("next",), getattr(card, "next", None))]
        if isinstance(card, model.Decision):
            named += [(("options", number, "next"), option.next) for number, option in enumerate(card.options)]
        for path, name in named:
            if name and name not in self.cards and f"cards/{name}" not in self.broken:
                yield Problem(entry.mark(*path), f"unknown card '{name}'", nearest(name, self.cards))
        found = self.cards.get(card.method or "")
        is_method = found is not None and isinstance(found.value, model.Method)
        if card.method and not is_method and f"cards/{card.method}" not in self.broken:
            methods = [name for name, other in self.cards.items() if isinstance(other.value, model.Method)]
            fix = nearest(card.method, methods) or "see 'teamcards list methods'"
            yield Problem(entry.mark("method"), f"unknown method '{card.method}'", fix)


def _ask_language_once(problems: list[Problem]) -> None:
    """A file that does not name its language lacks it for every text: the first says how many more."""
    asked = sorted({problem for problem in problems if problem.message == schema.NO_LANGUAGE})
    others = [problem for problem in problems if problem not in asked]
    problems[:] = [*once(asked, "text asks for it", "texts ask for it"), *others]

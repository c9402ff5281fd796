"""The folders that cards, decks and templates live in, nearest first: everything read, checked and found by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from teamcards import model, schema, source
from teamcards.problems import Mark, Problem, errors, nearest
from teamcards.source import Node

FOLDERS = ("cards", "decks", "templates")
Value_co = TypeVar("Value_co", covariant=True)
Checked = TypeVar("Checked", bound=model.Checked | model.Text)
_CARD_FILE = ("language", "cards", "kind", *model.Card.model_fields)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value_co]):
    """A checked value, and the node that it was read from."""

    value: Value_co
    node: Node

    def mark(self, *path: str | int) -> Mark:
        """Where a field of it stands, or the key that it stands under."""
        return self.node.find(path).mark if path else self.node.key


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that the project and the shipped content hold, by name; the project's own hides the shipped.

    `roots` are the folders, nearest first. `broken` names the cards, decks and templates (as 'cards/gm-e02') that have
    an error, with its place; `unread` are the card files of which nothing could be made.
    """

    roots: tuple[Path, ...]
    cards: Mapping[str, Entry[model.AnyCard]]
    decks: Mapping[str, Entry[model.Recipe]]
    templates: Mapping[str, Entry[model.Template]]
    sizes: Mapping[str, Entry[model.Size]]
    papers: Mapping[str, Entry[model.Size]]
    words: Mapping[str, Entry[model.Text]]
    broken: Mapping[str, Mark]
    unread: tuple[str, ...]
    problems: tuple[Problem, ...]

    def files(self, path: str) -> list[Path]:
        """The files of that path in the roots, the one that wins first; none for a path that leads out of them."""
        found = [(root, (root / path).resolve()) for root in self.roots]
        return [file for root, file in found if file.is_file() and file.is_relative_to(root)]

    def own_decks(self) -> list[str]:
        """The decks of the project; those of the shipped content when the project has none."""
        own = [name for name, entry in self.decks.items() if not entry.node.mark.file.startswith("shipped:")]
        own += [name.removeprefix("decks/") for name, mark in self.broken.items()
                if name.startswith("decks/") and not mark.file.startswith("shipped:")]  # fmt: skip
        return sorted(set(own)) or sorted(self.decks)


def shipped() -> Path:
    """The folder of the content that comes with teamcards: in the wheel, or the repository itself."""
    inside = Path(__file__).parent / "_content"
    return inside if inside.is_dir() else Path(__file__).parents[1]


def roots(folder: Path) -> tuple[Path, ...]:
    """Where a command that runs in this folder looks things up: in the project, then in the shipped content."""
    project = folder.resolve()
    if project == shipped() or not any((project / name).is_dir() for name in FOLDERS):
        return (shipped(),)
    return (project, shipped())


def load(folder: Path) -> Content:
    """All content for a command that runs in this folder; what is wrong with it is in `problems`."""
    found = roots(folder)
    loader = _Loader(folder.resolve())
    for root in reversed(found):
        loader.read_root(root)
    loader.check_references()
    return Content(
        found, loader.cards, loader.decks, loader.templates, loader.sizes, loader.papers, loader.words,
        loader.broken, tuple(loader.unread), tuple(loader.problems),
    )  # fmt: skip


class _Loader:
    """Gathers the entries of one root after another; a later root replaces what an earlier one brought."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cards: dict[str, Entry[model.AnyCard]] = {}
        self.decks: dict[str, Entry[model.Recipe]] = {}
        self.templates: dict[str, Entry[model.Template]] = {}
        self.sizes: dict[str, Entry[model.Size]] = {}
        self.papers: dict[str, Entry[model.Size]] = {}
        self.words: dict[str, Entry[model.Text]] = {}
        self.broken: dict[str, Mark] = {}
        self.unread: list[str] = []
        self.problems: list[Problem] = []

    def read_root(self, root: Path) -> None:
        self.read_cards(root)
        for path in _yaml_files(root / "decks"):
            self.read_deck(root, path)
        for path in sorted((root / "templates").glob("*/template.yaml")):
            node, problems = self.read(root, path)
            entry = node and self.entry(model.Template, node, problems, "nl")
            self.keep(self.templates, "templates", path.parent.name, entry, problems)
        self.read_table(root, "sizes", model.Size, self.sizes)
        self.read_table(root, "papers", model.Size, self.papers)
        for name in ("words", "web/words"):
            self.read_table(root, name, model.Text, self.words)

    def read(self, root: Path, path: Path) -> tuple[Node | None, list[Problem]]:
        near = path.is_relative_to(self.folder)
        name = path.relative_to(self.folder if near else root).as_posix()
        return source.read(path, name if near else f"shipped:{name}")

    def entry(
        self, kind: type[Checked], node: Node, problems: list[Problem], language: str | None
    ) -> Entry[Checked] | None:
        value, found = schema.build(kind, node, language)
        problems += found
        return value and Entry(value, node)

    def keep(
        self, table: dict[str, Entry[Checked]], folder: str, name: str, entry: Entry[Checked] | None, problems: list[Problem]
    ) -> None:
        """Takes an entry in, or remembers that it is broken; either way it replaces the one of a farther root."""
        self.problems += problems
        self.broken.pop(f"{folder}/{name}", None)
        table.pop(name, None) if entry is None else table.update({name: entry})
        if wrong := errors(problems):
            self.broken[f"{folder}/{name}"] = min(wrong).mark

    # --- cards ---

    def read_cards(self, root: Path) -> None:
        here: dict[str, Mark] = {}
        for path in _yaml_files(root / "cards"):
            node, problems = self.read(root, path)
            if node is None:
                self.unread.append(path.relative_to(root).as_posix())
            else:
                self.read_card_file(node, problems, here)
            self.problems += problems

    def read_card_file(self, node: Node, problems: list[Problem], here: dict[str, Mark]) -> None:
        assert isinstance(node.value, dict)
        for name, field in node.value.items():
            if name not in _CARD_FILE:
                problems.append(Problem(field.key, f"unknown field '{name}'", nearest(name, _CARD_FILE)))
        cards = node.value.get("cards")
        if cards is None or not isinstance(cards.value, dict):
            mark = cards.mark if cards else node.mark
            problems.append(Problem(mark, "expected 'cards:' with a card under each id", "see docs/cards.md"))
            return
        for name, card in cards.value.items():
            if name in here:
                problems.append(Problem(card.key, f"the card '{name}' stands here twice", f"the first: {here[name]}"))
                continue
            here[name] = card.key
            entry = self.card(name, card, node, problems)
            self.broken.pop(f"cards/{name}", None)
            if entry:
                self.cards[name] = entry
        self.mark_broken(list(cards.value.items()), errors(problems))

    def card(self, name: str, card: Node, file: Node, problems: list[Problem]) -> Entry[model.AnyCard] | None:
        assert isinstance(file.value, dict)
        problems += schema.check_id(name, card)
        if not isinstance(card.value, dict):
            problems.append(Problem(card.key, f"the card '{name}' has no fields", "indent them below its id"))
            return None
        defaults = {key: field for key, field in file.value.items() if key in _CARD_FILE[2:]}
        whole = Node({**defaults, **card.value}, card.mark, card.key)
        kind = schema.kind_of(whole, problems)
        language = file.value.get("language")
        return kind and self.entry(kind, whole, problems, str(language.value) if language else None)

    def mark_broken(self, cards: list[tuple[str, Node]], wrong: list[Problem]) -> None:
        """An error belongs to the card it stands in; one above the first card, to all of the file."""
        for problem in wrong:
            above = [name for name, card in cards if card.key.line <= problem.mark.line]
            for name in above[-1:] or [name for name, _ in cards]:
                self.broken.setdefault(f"cards/{name}", problem.mark)

    # --- decks and tables ---

    def read_deck(self, root: Path, path: Path) -> None:
        node, problems = self.read(root, path)
        if node is None:
            self.keep(self.decks, "decks", path.stem, None, problems)
            return
        problems += schema.check_id(path.stem, node, "the name of a deck's file")
        languages = node.find(["languages", 0]).value
        language = languages if isinstance(languages, str) else None
        entry = self.entry(model.Recipe, node, problems, language)
        self.keep(self.decks, "decks", path.stem, entry, problems)

    def read_table(
        self, root: Path, name: str, kind: type[Checked], table: dict[str, Entry[Checked]]
    ) -> None:
        """A file with one value under each name, such as sizes or words."""
        path = root / "templates" / f"{name}.yaml"
        if not path.is_file():
            return
        node, problems = self.read(root, path)
        fields = node.value if node and isinstance(node.value, dict) else {}
        language = fields["language"].value if "language" in fields else None
        for key, field in fields.items():
            entry = key != "language" and self.entry(kind, field, problems, str(language) if language else None)
            if entry:
                table[key] = entry
        self.problems += problems

    def check_references(self) -> None:
        """Every method and every next card that a card names must exist."""
        methods = [name for name, entry in self.cards.items() if isinstance(entry.value, model.Method)]
        for name, entry in self.cards.items():
            for problem in _references(entry, self.cards, methods):
                self.problems.append(problem)
                self.broken.setdefault(f"cards/{name}", problem.mark)


def _references(
    entry: Entry[model.AnyCard], cards: Mapping[str, Entry[model.AnyCard]], methods: list[str]
) -> Iterator[Problem]:
    card = entry.value
    if card.method and card.method not in methods:
        yield Problem(entry.mark("method"), f"unknown method '{card.method}'", nearest(card.method, methods))
    following = [(("next",), getattr(card, "next", None))]
    if isinstance(card, model.Decision):
        following += [(("options", str(n), "next"), option.next) for n, option in enumerate(card.options)]
    for path, name in following:
        if name and name not in cards:
            yield Problem(entry.mark(*path), f"unknown card '{name}'", nearest(name, cards))


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())

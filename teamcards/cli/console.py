"""What the commands share: names looked up, progress, and everything that is said at the end."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from teamcards.content import Content
    from teamcards.problems import Problem
    from teamcards.sheets import Paper
    from teamcards.shop import Shop


WAYS = ("long", "short", "fold", "manual", "single")
"""How both sides come onto a card, as `sheets.Way` has it, which is not imported for a list of words."""

_EARLIER = "name a folder with a teamcards.json, or such a file that you kept"


class Command(click.Command):
    """A command that knows what is meant by '--box': '--with box', a choice of another option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left after the options."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if hint := _choosing(error.option_name.lstrip("-"), self):
                raise click.UsageError(f"no option '{error.option_name}' ({hint})", ctx) from None
            raise


def _choosing(word: str, command: click.Command) -> str:
    """A hint that names the option of which a word is a choice, or nothing."""
    found = (each.opts[0] for each in command.params if isinstance(each.type, Choice) and word in each.type.choices)
    option = next(found, "")
    return option and f"did you mean '{option} {word}'?"


class Option(click.Option):
    """An option that takes something: never an empty text, and where it may be repeated also more with commas."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """What was typed, as its type has it."""
        if self.multiple and value:
            parts = (part.strip() for typed in value for part in typed.split(","))
            value = tuple(part for part in parts if part)
        if value == () or (isinstance(value, str) and not value.strip()):
            raise click.UsageError(f"{self.opts[0]} is empty: write what it takes, or leave it out", ctx)
        return super().type_cast_value(ctx, value)


option = partial(click.option, cls=Option)
"""Declares such an option."""


class Choice(click.Choice[str]):
    """One of some words; another word is answered with the nearest, or else with what they mean."""

    def __init__(self, words: Sequence[str], meaning: str = "") -> None:
        super().__init__(words)
        self.meaning = meaning

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What to say of a word that is none of them."""
        from teamcards.problems import nearest

        hint = nearest(value, self.choices).capitalize() or self.meaning
        return f"{super().get_invalid_choice_message(value, ctx)} {hint}".rstrip()


WAY = Choice(WAYS, "Two-sided is long (usual) or short; manual is feeding the paper again.")
"""How both sides come onto a card."""


class Whole(click.IntRange):
    """A whole number within bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was typed."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            bounds = f"from {self.min} to {self.max}" if self.max is not None else f"of {self.min} or more"
            self.fail(f"'{value}': write a whole number {bounds}", param, ctx)


class Earlier(click.ParamType[Path]):
    """The manifest of an earlier build, which its folder stands for."""

    name = "manifest"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The file of the manifest, if one can be read there."""
        from teamcards import manifest

        path = Path(value)
        if not path.exists():
            self.fail(f"there is no '{value}': {_EARLIER}", param, ctx)
        if manifest.read(path) is manifest.EMPTY:
            what = f"there is no {manifest.NAME} in '{value}'" if path.is_dir() else f"'{value}' is no {manifest.NAME}"
            self.fail(f"{what}: {_EARLIER}", param, ctx)
        return path / manifest.NAME if path.is_dir() else path


class Length(click.ParamType[float]):
    """A length with its unit, as points."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Points of what was typed."""
        from teamcards import units

        try:
            return value if isinstance(value, float) else units.length("0 mm" if value == "0" else value)
        except ValueError as error:
            self.fail(f"'{value}': {error}", param, ctx)


class Time(click.ParamType[int]):
    """A time of day, as minutes after midnight."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Minutes of what was typed, such as 9:30 or 09.30."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", value.strip())
        if not found:
            self.fail(f"'{value}': write hours and minutes, such as 9:30 or 13:00", param, ctx)
        return 60 * int(found[1]) + int(found[2])


class MarkSizes(click.ParamType[Any]):
    """Three lengths with commas between them, or 'none'."""

    name = "marks"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The marks of what was typed."""
        from teamcards.sheets import Marks

        if value == "none":
            return Marks(length=0.0)
        parts = value.split(",")
        if len(parts) != 3:
            self.fail(f"'{value}': write three lengths, such as 1 mm,4 mm,0.25 pt, or none", param, ctx)
        return Marks(*(Length().convert(part.strip(), param, ctx) for part in parts))


def decks(names: Sequence[str], content: Content) -> list[str]:
    """The decks that were named, or all of the project's own."""
    every = [*content.decks, *(n.removeprefix("decks/") for n in content.broken if n.startswith("decks/"))]
    for name in names:
        if name not in every:
            _no_deck(name, every, content)
    return list(names) or content.own_decks()


def _no_deck(name: str, every: Sequence[str], content: Content) -> NoReturn:
    """Leaves with 2, with what is meant by a name that is not that of a deck."""
    from teamcards import compose

    command = click.get_current_context().command
    if hint := _choosing(name, command):
        raise click.UsageError(f"no deck is called '{name}' ({hint})")
    having = compose.decks_with(name, content) if name in content.cards else []
    if having:
        meant = f"teamcards build {having[0]} --cards {name}"
        raise click.UsageError(f"no deck is called '{name}' (that is a card: {meant})")
    refuse(f"no deck is called '{name}'", name, every)


def languages(decks: Sequence[str], asked: Sequence[str], content: Content) -> dict[str, list[str]]:
    """The languages to make of each deck; a deck in none of those that are asked is left out."""
    offered = {deck: content.decks[deck].value.languages if deck in content.decks else ("",) for deck in decks}
    there = sorted({language for languages in offered.values() for language in languages})
    for language in asked:
        if language not in there and "" not in there:  # a deck that cannot be read may be in any language
            refuse(f"no deck here is in '{language}'", language, there)
    wanted = {deck: [each for each in offered[deck] if not asked or each in asked or not each] for deck in decks}
    return {deck: languages for deck, languages in wanted.items() if languages}


def progress(names: Iterable[str], label: str) -> Any:
    """A bar on a terminal, nothing in a pipe."""
    return click.progressbar(list(names), label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


def asks() -> bool:
    """Whether somebody sits at the terminal who can answer questions."""
    return sys.stdin.isatty()


def paper(name: str, content: Content) -> Paper:
    """The paper of that name."""
    from teamcards import build

    known("paper", name.lower(), content.papers, "add your own to templates/papers.yaml")
    return build.paper(name.lower(), content)


def size(name: str | None, content: Content) -> None:
    """Leaves with 2 when no card size has that name."""
    known("size", name, content.sizes, "add your own to templates/sizes.yaml, or write it in the deck")


def shop(name: str, content: Content) -> Shop:
    """The print shop of that name."""
    known("shop", name.lower(), content.shops, "--for generic suits most others; docs/print.md tells how to add one")
    return content.shops[name.lower()].value


def known(what: str, name: str | None, names: Iterable[str], otherwise: str = "") -> None:
    """Leaves with 2 when a name, if there is one, is not among those that are known."""
    if name is not None and name not in names:
        refuse(f"no {what} is called '{name}'", name, names, otherwise)


def refuse(message: str, name: str, known: Iterable[str], otherwise: str = "") -> NoReturn:
    """Leaves with 2, with the known name that is most like the one given, or all of them and what to do otherwise."""
    from teamcards.problems import nearest

    known = list(known)
    every = f"one of {', '.join(known)}" if 0 < len(known) <= 12 else ""
    hint = nearest(name, known) or "; ".join(filter(None, (every, otherwise)))
    raise click.UsageError(f"{message} ({hint})" if hint else message)


def as_data(problem: Problem) -> dict[str, Any]:
    """A problem for programs to read."""
    return {
        "file": problem.mark.file, "line": problem.mark.line, "column": problem.mark.column,
        "severity": problem.severity, "message": problem.message, "fix": problem.fix,
    }  # fmt: skip


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file and line."""
    return sorted(set(problems))


def finish(problems: Iterable[Problem], skipped: Sequence[str] = (), unwritten: Sequence[str] = ()) -> None:
    """Prints all problems, sorted, and what was not made; leaves with 1 when something is wrong."""
    listed = ordered(problems)
    for problem in listed:
        click.echo(str(problem), err=True)
    wrong = sum(problem.severity == "error" for problem in listed)
    if wrong:
        click.echo(f"{wrong} {plural(wrong, 'error')}", err=True)
    if skipped:
        click.echo(f"not made: {', '.join(skipped)} (older files stay as they were)", err=True)
    for message in unwritten:
        click.echo(message, err=True)
    if wrong or skipped or unwritten:
        sys.exit(1)


def plural(count: int, word: str) -> str:
    """The word, or its plural when there are not one of them."""
    return word if count == 1 else f"{word}s"


def shown(folder: Path) -> str:
    """A folder as messages name it."""
    return f"{folder}/".replace("//", "/")

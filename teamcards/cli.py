"""The commands, and the only place that prints; what a command needs is imported when it runs."""

from __future__ import annotations

import atexit
import gc
import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from teamcards.content import Content
    from teamcards.problems import Problem
    from teamcards.sheets import Paper

_LISTS = ("decks", "cards", "methods", "templates", "sizes", "papers")


def run() -> None:
    """The command as a process of its own, which is over too soon to be worth collecting garbage in."""
    gc.disable()
    atexit.register(gc.freeze)
    main()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="teamcards")
def main() -> None:
    """Turn YAML files into cards for workshops: printable PDF decks and HTML slides.

    Every command works in a project folder (one with cards/, decks/ or templates/), and elsewhere on the decks that
    come with teamcards.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a pipe on Windows cannot take every character


@main.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--to", "formats", multiple=True, type=click.Choice(["pdf", "slides"]),
              help="What to make; both unless told.")  # fmt: skip
@click.option("--lang", "languages", multiple=True, metavar="nl|en|...", help="Which languages; all unless told.")
@click.option("--paper", default="a4", show_default=True, help="Paper to print on; see 'teamcards list papers'.")
@click.option("--flip", type=click.Choice(["long", "short"]), default="long", show_default=True,
              help="Over which edge your printer turns the paper.")  # fmt: skip
@click.option("--size", help="Another card size than the deck's; see 'teamcards list sizes'.")
@click.option("--copies", type=click.IntRange(1, 100), default=1, help="How often to print the whole deck.")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("build"),
              show_default=True, help="Where the files go.")  # fmt: skip
def build(
    decks: tuple[str, ...], formats: tuple[Any, ...], languages: tuple[str, ...], paper: str, flip: Any,
    size: str | None, copies: int, folder: Path,
) -> None:  # fmt: skip
    """Make the PDF and the slides of decks.

    Of all the project's decks when none is named: 'teamcards build', or 'teamcards build goudmijn --lang en'.
    Writes DECK.LANGUAGE.pdf and DECK.LANGUAGE.html. A deck with an error is not written; the others are.
    """
    from teamcards import build as pipeline
    from teamcards import content as contents

    content = contents.load(Path())
    sheet = pipeline.Print(_paper(paper, content), flip, copies)
    size = size and size.lower()
    _known("size", size, content.sizes)
    names = _decks(decks, content)
    wanted = _languages(names, languages, content)
    problems = list(content.problems)
    written: list[str] = []
    skipped: list[str] = []
    unwritten: list[str] = []
    with _progress(wanted, "Building") as bar:
        for name in bar:
            files, found = pipeline.build(name, content, wanted[name], size, formats or pipeline.FORMATS, sheet)
            problems += found
            skipped += [] if files else [name]
            for file in files:
                try:
                    pipeline.save(folder / file.name, file.data)
                    written.append(f"{folder / file.name}{': ' if file.told else ''}{file.told}")
                except OSError as error:
                    unwritten.append(f"cannot write {folder / file.name}: {error.strerror} (is it open in a viewer?)")
    click.echo("\n".join([*written, f"{len(written)} {_plural(len(written), 'file')} in {folder}{_sep(folder)}"]))
    _finish((problem for problem in problems if problem.severity != "note"), skipped, unwritten)


@main.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def check(decks: tuple[str, ...], as_json: bool) -> None:
    """Find every problem in one run.

    Texts, translations, names, what does not fit its card, and characters that no font has.
    """
    from teamcards import build as pipeline
    from teamcards import content as contents

    content = contents.load(Path())
    sheet = pipeline.Print(_paper("a4", content), "long")
    problems = list(content.problems)
    rows = []
    wanted = _languages(_decks(decks, content), (), content)
    with _progress(wanted, "Checking") as bar:
        for name in bar:
            for language in wanted[name]:
                drawn, found = pipeline.draw(name, content, language, None)
                problems += found
                if drawn:
                    problems += pipeline.render(drawn, "slides", content, sheet)[1]
                    problems += pipeline.fits(drawn, sheet.paper)
                    row = {
                        "deck": name,
                        "language": language,
                        "cards": len(drawn.sides),
                        "smallest": drawn.smallest,
                    }
                    rows.append(row)
    if as_json:
        listed = [_as_data(problem) for problem in _sorted(problems)]
        click.echo(json.dumps({"decks": rows, "problems": listed}, ensure_ascii=False, indent=2))
        sys.exit(any(problem["severity"] == "error" for problem in listed))
    for row in rows:
        cards = f"{row['cards']} {_plural(row['cards'], 'card')}"
        click.echo(f"{row['deck']} ({row['language']}): {cards}, smallest type {row['smallest']:g} pt")
    _finish(problems)


@main.command(name="list")
@click.argument("what", type=click.Choice(_LISTS), default="decks")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_(what: str, as_json: bool) -> None:
    """Show the decks, cards, methods, sizes, ..."""
    from teamcards import content as contents

    content = contents.load(Path())
    rows = _rows(what, content)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        width = max((len(row["id"]) for row in rows), default=0)
        for row in rows:
            click.echo(f"{row['id']:{width}}  {row['title']}{_about(row)}")
    _finish(content.problems if not as_json else [])


@main.command()
@click.argument("name", metavar="PATH|CARD|DECK")
def where(name: str) -> None:
    """Say which file something comes from.

    For a card's id, a deck's name, or a path such as templates/words.yaml; and which other file it hides.
    """
    from teamcards import content as contents

    content = contents.load(Path())
    entry = content.cards.get(name) or content.decks.get(name)
    if entry:
        click.echo(_opened(str(entry.mark()), content))
        return
    found = content.files(name)
    if not found:
        _refuse(f"no file, card or deck is called '{name}'", name, [*content.cards, *content.decks])
    click.echo(str(found[0]))
    for hidden in found[1:]:
        click.echo(f"hides {hidden}")


def _opened(place: str, content: Content) -> str:
    """A place as an editor can open it: shipped files by their real path."""
    return place if not place.startswith("shipped:") else f"{content.roots[-1]}/{place.removeprefix('shipped:')}"


# --- what the commands share -----------------------------------------------------------------------------------


def _decks(names: Sequence[str], content: Content) -> list[str]:
    known = [*content.decks, *(n.removeprefix("decks/") for n in content.broken if n.startswith("decks/"))]
    for name in names:
        _known("deck", name, known)
    return list(names) or content.own_decks()


def _languages(decks: Sequence[str], asked: Sequence[str], content: Content) -> dict[str, list[str]]:
    """The languages to make of each deck; a deck that is in none of those asked for is left out."""
    offered = {deck: content.decks[deck].value.languages if deck in content.decks else ("",) for deck in decks}
    there = sorted({language for languages in offered.values() for language in languages})
    for language in asked:
        if language not in there and "" not in there:  # a deck that cannot be read may be in any language
            _refuse(f"no deck here is in '{language}', only in {' and '.join(filter(None, there))}", language, there)
    wanted = {deck: [each for each in offered[deck] if not asked or each in asked or not each] for deck in decks}
    return {deck: languages for deck, languages in wanted.items() if languages}


def _progress(names: Iterable[str], label: str) -> Any:
    """A bar on a terminal, nothing in a pipe."""
    return click.progressbar(list(names), label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


def _paper(name: str, content: Content) -> Paper:
    from teamcards.sheets import Paper

    _known("paper", name.lower(), content.papers)
    paper = content.papers[name.lower()].value
    return Paper(name.capitalize(), paper.width, paper.height)


def _known(what: str, name: str | None, names: Iterable[str]) -> None:
    if name is not None and name not in names:
        _refuse(f"no {what} is called '{name}'", name, names)


def _refuse(message: str, name: str, known: Iterable[str]) -> NoReturn:
    from teamcards.problems import nearest

    known = list(known)
    hint = nearest(name, known) or (f"one of {', '.join(known)}" if len(known) <= 12 else "")
    raise click.UsageError(f"{message} ({hint})" if hint else message)


def _rows(what: str, content: Content) -> list[dict[str, Any]]:
    from teamcards import model

    tables: dict[str, Any] = {
        "decks": content.decks, "templates": content.templates, "sizes": content.sizes, "papers": content.papers,
        "cards": {n: e for n, e in content.cards.items() if not isinstance(e.value, model.Method)},
        "methods": {n: e for n, e in content.cards.items() if isinstance(e.value, model.Method)},
    }  # fmt: skip
    return [{"id": name, **_describe(entry.value), "file": entry.mark().file} for name, entry in tables[what].items()]


def _describe(value: Any) -> dict[str, Any]:
    from teamcards import model, template
    from teamcards.units import MM

    if isinstance(value, template.Size):
        return {"title": f"{value.width / MM:g} x {value.height / MM:g} mm"}
    if isinstance(value, template.Template):
        return {"title": ", ".join(value.suits)}
    titles = value.title.root
    row = {"title": " / ".join(titles.values()), "titles": titles}
    if isinstance(value, model.Recipe):
        return row | {
            "languages": value.languages,
            "minutes": sum(part.minutes for part in value.agenda) or None,
        }
    return row | {"kind": value.kind, "suit": value.suit or value.default_suit}


def _about(row: dict[str, Any]) -> str:
    """What else there is to say of it, in brackets."""
    told = [" ".join(row.get("languages", ())), f"{row['minutes']} min" if row.get("minutes") else "", row.get("kind")]
    return f" ({', '.join(filter(None, told))})" if any(told) else ""


def _as_data(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.mark.file, "line": problem.mark.line, "column": problem.mark.column,
        "severity": problem.severity, "message": problem.message, "fix": problem.fix,
    }  # fmt: skip


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(set(problems))


def _finish(problems: Iterable[Problem], skipped: Sequence[str] = (), unwritten: Sequence[str] = ()) -> None:
    """Prints all problems, sorted, and what was not made; leaves with 1 when something is wrong."""
    listed = _sorted(problems)
    for problem in listed:
        click.echo(str(problem), err=True)
    wrong = sum(problem.severity == "error" for problem in listed)
    if wrong:
        click.echo(f"{wrong} {_plural(wrong, 'error')}", err=True)
    if skipped:
        click.echo(f"not made: {', '.join(skipped)} (older files stay as they were)", err=True)
    for message in unwritten:
        click.echo(message, err=True)
    if wrong or skipped or unwritten:
        sys.exit(1)


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _sep(folder: Path) -> str:
    return "" if str(folder).endswith("/") else "/"

"""The command that makes the files of decks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamcards import folders, manifest
from teamcards.cli import console
from teamcards.problems import errors

if TYPE_CHECKING:
    from teamcards.build import File, Print
    from teamcards.content import Content
    from teamcards.problems import Problem


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--to", "formats", multiple=True, type=click.Choice(["pdf", "slides"]),
              help="What to make; both unless told.")  # fmt: skip
@click.option("--accessible", is_flag=True, help="Make the PDF one to be read aloud: tagged, a page for each side.")
@click.option("--lang", "languages", multiple=True, metavar="nl|en|...", help="Which languages; all unless told.")
@click.option("--paper", default="a4", show_default=True, help="Paper to print on; see 'teamcards list papers'.")
@click.option("--way", type=click.Choice(["long", "short", "fold", "manual", "single"]), default="long",
              show_default=True, help="How both sides come onto a card: the printer turns the paper over its long or "
              "short edge, you fold it, you feed it again by hand, or each side is a card of its own.")  # fmt: skip
@click.option("--margin", type=console.Length(), help="What the printer cannot reach at each edge (5 mm).")
@click.option("--bleed", type=console.Length(), help="How far colour runs past the cut (2 mm).")
@click.option("--gap", type=console.Length(), help="Between two cards; else two bleeds, where that costs no card.")
@click.option("--marks", type=console.MarkSizes(), metavar="GAP,LENGTH,WIDTH|none",
              help="Crop marks: how far from the cut, how long, how thick (1 mm,4 mm,0.25 pt).")  # fmt: skip
@click.option("--start", type=click.IntRange(1), default=1, help="The first place of the first sheet to print on.")
@click.option(
    "--cards", multiple=True, metavar="ID|GLOB", help="Print only these cards, into DECK.LANGUAGE.partial.pdf."
)
@click.option("--changed-since", "since", type=click.Path(exists=True, path_type=Path), metavar="FOLDER|FILE",
              help="Print only cards that have changed since that build; it left a teamcards.json.")  # fmt: skip
@click.option("--size", help="Another card size than the deck's; see 'teamcards list sizes'.")
@click.option("--copies", type=click.IntRange(1, 100), default=1, help="How often to print the whole deck.")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("build"),
              show_default=True, help="Where the files go.")  # fmt: skip
def build(decks: tuple[str, ...], folder: Path, **options: Any) -> None:
    """Make the PDF and the slides of decks.

    Of all the project's decks when none is named: 'teamcards build', or 'teamcards build goudmijn --lang en'.
    Writes DECK.LANGUAGE.pdf and DECK.LANGUAGE.html. A deck with an error is not written; the others are. When nothing
    has changed since the last time, nothing is made.
    """
    asked = manifest.asked({**options, "decks": decks})
    before = manifest.read(folder)
    roots = folders.roots(Path())
    if same := manifest.unchanged(before, asked, roots, folder):
        _say([(name, made.told) for name, made in same.items()], folder, ", as they were: nothing has changed")
        return
    read = manifest.sources(roots)
    files, problems, skipped = _files(decks, options)
    unwritten = {file.name: why for file in files if (why := _unwritable(folder / file.name, file.data))}
    written = [file for file in files if file.name not in unwritten]
    if not (problems or unwritten or options["since"] or options["cards"]):
        made = {file.name: manifest.Made(manifest.fingerprint(file.data), file.told, file.cards) for file in written}
        after = manifest.with_run(before, asked, manifest.Run(read, tuple(made)), made)
        _unwritable(folder / manifest.NAME, manifest.written(after))
    _say([(file.name, file.told) for file in written], folder, "" if files or problems else ": no card has changed")
    console.finish(problems, skipped, list(unwritten.values()))


def _files(decks: Sequence[str], options: Mapping[str, Any]) -> tuple[list[File], list[Problem], list[str]]:
    """The files of all decks, every problem met, and the decks of which nothing could be made."""
    from teamcards import build as pipeline
    from teamcards import content as contents

    content = contents.load(Path())
    sheet = _print(options, content)
    size = options["size"] and options["size"].lower()
    console.known("size", size, content.sizes)
    wanted = console.languages(console.decks(decks, content), options["languages"], content)
    formats = options["formats"] or pipeline.FORMATS
    if options["accessible"]:
        formats = tuple("reading" if format == "pdf" else format for format in formats)
    problems = list(content.problems)
    files: list[File] = []
    skipped = []
    with console.progress(wanted, "Building") as bar:
        for name in bar:
            made, found = pipeline.build(name, content, wanted[name], size, formats, sheet)
            problems += found
            files += made
            skipped += [] if made or (options["since"] and not errors(found)) else [name]
    return files, [problem for problem in problems if problem.severity != "note"], skipped


def _print(options: Mapping[str, Any], content: Content) -> Print:
    """How to print, from what was asked on the command line."""
    from teamcards import build as pipeline

    paper = console.paper(options["paper"], content)
    asked = {name: options[name] for name in ("margin", "bleed", "gap", "marks") if options[name] is not None}
    since = None
    if options["since"]:
        since = {name: made.cards for name, made in manifest.read(options["since"]).files.items()}
    return pipeline.Print(
        paper, options["way"], options["copies"], start=options["start"] - 1, cards=options["cards"], since=since,
        **asked,
    )  # fmt: skip


def _unwritable(path: Path, data: bytes) -> str:
    """Writes a file; why it could not be, or nothing."""
    from teamcards import build as pipeline

    try:
        pipeline.save(path, data)
    except OSError as error:
        return f"cannot write {path}: {error.strerror} (is it open in a viewer?)"
    return ""


def _say(files: Sequence[tuple[str, str]], folder: Path, how: str = "") -> None:
    lines = [f"{folder / name}{': ' if told else ''}{told}" for name, told in files]
    count = f"{len(files)} {console.plural(len(files), 'file')} in {console.shown(folder)}"
    click.echo("\n".join([*lines, f"{count}{how}"]))

"""The command that makes the files of decks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from teamcards.cli import console


@click.command()
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
    sheet = pipeline.Print(console.paper(paper, content), flip, copies)
    size = size and size.lower()
    console.known("size", size, content.sizes)
    names = console.decks(decks, content)
    wanted = console.languages(names, languages, content)
    problems = list(content.problems)
    written: list[str] = []
    skipped: list[str] = []
    unwritten: list[str] = []
    with console.progress(wanted, "Building") as bar:
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
    made = f"{len(written)} {console.plural(len(written), 'file')} in {console.shown(folder)}"
    click.echo("\n".join([*written, made]))
    console.finish((problem for problem in problems if problem.severity != "note"), skipped, unwritten)

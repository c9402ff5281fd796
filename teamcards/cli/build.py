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
@click.option("--way", type=click.Choice(["long", "short", "fold", "manual", "single"]), default="long",
              show_default=True, help="How both sides come onto a card: the printer turns the paper over its long or "
              "short edge, you fold it, you feed it again by hand, or each side is a card of its own.")  # fmt: skip
@click.option("--margin", type=console.Length(), help="What the printer cannot reach at each edge (5 mm).")
@click.option("--bleed", type=console.Length(), help="How far colour runs past the cut (2 mm).")
@click.option("--gap", type=console.Length(), help="Between two cards; else two bleeds, where that costs no card.")
@click.option("--marks", type=console.MarkSizes(), metavar="GAP,LENGTH,WIDTH|none",
              help="Crop marks: how far from the cut, how long, how thick (1 mm,4 mm,0.25 pt).")  # fmt: skip
@click.option("--start", type=click.IntRange(1), default=1, help="The first place of the first sheet to print on.")
@click.option("--size", help="Another card size than the deck's; see 'teamcards list sizes'.")
@click.option("--copies", type=click.IntRange(1, 100), default=1, help="How often to print the whole deck.")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("build"),
              show_default=True, help="Where the files go.")  # fmt: skip
def build(
    decks: tuple[str, ...], formats: tuple[Any, ...], languages: tuple[str, ...], paper: str, way: Any,
    margin: float | None, bleed: float | None, gap: float | None, marks: Any, start: int, size: str | None, copies: int,
    folder: Path,
) -> None:  # fmt: skip
    """Make the PDF and the slides of decks.

    Of all the project's decks when none is named: 'teamcards build', or 'teamcards build goudmijn --lang en'.
    Writes DECK.LANGUAGE.pdf and DECK.LANGUAGE.html. A deck with an error is not written; the others are.
    """
    from teamcards import build as pipeline
    from teamcards import content as contents

    content = contents.load(Path())
    sheet = pipeline.Print(console.paper(paper, content), way, copies, gap=gap, start=start - 1)
    asked = {"margin": margin, "bleed": bleed, "marks": marks}
    sheet = sheet._replace(**{name: value for name, value in asked.items() if value is not None})
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

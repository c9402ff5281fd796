"""The command that makes the files of decks."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamcards import folders, manifest
from teamcards.cli import console, printing
from teamcards.problems import errors

if TYPE_CHECKING:
    from teamcards.build import Format
    from teamcards.content import Content
    from teamcards.problems import Problem


@click.command(cls=console.Command)
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@console.option("--to", "formats", multiple=True,
                type=console.Choice(["pdf", "slides", "slides-pdf", "slides-notes", "pptx", "guide", "runsheet",
                                     "handout", "png", "contact", "tabletop", "whiteboard"]),
                help="What to make; PDF and slides unless told (pptx: PowerPoint).")  # fmt: skip
@click.option("--accessible", is_flag=True, help="Make the PDF one to be read aloud: tagged, a page for each side.")
@click.option("--no-notes", is_flag=True,
              help="Leave the facilitator's notes out of slides and off the backs of cards, to pass on.")  # fmt: skip
@console.option("--lang", "languages", multiple=True, metavar="nl|en|...", help="Which languages; all unless told.")
@printing.options
@console.option(
    "--people",
    type=console.Whole(2, 50),
    default=8,
    show_default=True,
    help="How many come: for the copies, groups and times of the guide.",
)
@console.option(
    "--start-at",
    type=console.Time(),
    default="0:00",
    metavar="HH:MM",
    help="When the workshop starts: for the times of the guide and the run sheet.",
)
@console.option("--dpi", type=console.Whole(10, 1200), default=300, show_default=True, help="Of pictures.")  # fmt: skip
@console.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("build"),
                show_default=True, help="Where the files go.")  # fmt: skip
def build(decks: tuple[str, ...], folder: Path, **options: Any) -> None:
    """Make the PDF and the slides of decks.

    Of all the project's decks when none is named: 'teamcards build', or 'teamcards build goudmijn --lang en'.
    Writes DECK.LANGUAGE.pdf and DECK.LANGUAGE.html. A deck with an error is not written; the others are. When nothing
    has changed since the last time, nothing is made.
    """
    printing.together(options)
    asked = manifest.asked({**options, "decks": decks, "files": printing.fingerprints(options)})
    before = manifest.read(folder)
    roots = folders.roots(Path())
    if same := manifest.unchanged(before, asked, roots, folder):
        _say([(name, made.told) for name, made in same.items()], folder, ", as they were: nothing has changed")
        return
    read = manifest.sources(roots, folder)
    made, problems, skipped, unwritten = _made(decks, options, folder)
    after = manifest.with_files(before, made)
    if not (problems or unwritten):
        after = manifest.with_run(after, asked, manifest.Run(read, tuple(made)))
    if made:
        _unwritable(folder / manifest.NAME, manifest.written(after))
    if made or not (skipped or unwritten):
        printed = any(each.cards for each in made.values())
        how = _same(options["since"], folder) if options["since"] and not printed else ""
        _say([(name, each.told) for name, each in made.items()], folder, how)
    console.finish(problems, skipped, unwritten)


def _made(
    decks: Sequence[str], options: Mapping[str, Any], folder: Path
) -> tuple[dict[str, manifest.Made], list[Problem], list[str], list[str]]:
    """Writes the files of all decks: what was made, every problem met, decks that were not, and files that were not."""
    from teamcards import build as pipeline
    from teamcards import content as contents

    content = contents.load(Path())
    sheet, press = printing.asked(options, content), printing.press(options, content)
    formats = _formats(options, press is not None)
    session = pipeline.Session(options["people"], options["start_at"])
    wanted = console.languages(console.decks(decks, content), options["languages"], content)
    _all_there(decks, wanted, options["languages"], content)
    problems = list(content.problems)
    made: dict[str, manifest.Made] = {}
    skipped, unwritten = [], []
    with console.progress(wanted, "Building") as bar:
        for name in bar:
            files, found = pipeline.build(name, content, wanted[name], formats, sheet, press, options["dpi"], session)
            problems += found
            skipped += [] if files or (options["since"] and not errors(found)) else [name]
            for file in files:
                if why := _unwritable(folder / file.name, file.data):
                    unwritten.append(why)
                else:
                    made[file.name] = manifest.Made(manifest.fingerprint(file.data), file.told, file.cards)
    return made, [problem for problem in problems if problem.severity != "note"], skipped, unwritten


def _all_there(decks: Sequence[str], wanted: Container[str], asked: Sequence[str], content: Content) -> None:
    """Leaves with 2 when decks that were named are in no language that is asked."""
    lacking = [
        f"the deck '{name}' is in {' and '.join(content.decks[name].value.languages)}, not in {' or '.join(asked)}"
        for name in dict.fromkeys(decks)
        if name not in wanted
    ]
    if lacking:
        raise click.UsageError("; ".join(lacking))


def _formats(options: Mapping[str, Any], for_shop: bool) -> tuple[Format, ...]:
    """What is made of each deck; the PDF may be one for a print shop, or one to be read aloud."""
    from teamcards import build as pipeline

    if for_shop and options["accessible"]:
        raise click.UsageError("a PDF is for a print shop or to be read aloud: leave out --for or --accessible")
    if "pptx" in options["formats"] and not folders.package("pptx"):
        raise click.ClickException("PowerPoint files need one more package: pip install 'teamcards[pptx]'")
    pdf: Format = "shop" if for_shop else "reading" if options["accessible"] else "pdf"
    return tuple(pdf if format == "pdf" else format for format in printing.formats(options) or pipeline.FORMATS)


def _unwritable(path: Path, data: bytes) -> str:
    """Writes a file; why it could not be, or nothing."""
    from teamcards import build as pipeline

    try:
        pipeline.save(path, data)
    except OSError as error:
        return f"cannot write {path}: {error.strerror} (is it open in a viewer?)"
    return ""


def _same(since: Path, folder: Path) -> str:
    """That nothing is printed, and what the cards were compared with."""
    own = since.resolve() == (folder / manifest.NAME).resolve()
    hint = " (to compare with what you printed, name a copy of it from then)" if own else ""
    return f": no card has changed since {since}{hint}"


def _say(files: Sequence[tuple[str, str]], folder: Path, how: str = "") -> None:
    lines = [f"{folder / name}{': ' if told else ''}{told}" for name, told in files]
    count = f"{len(files)} {console.plural(len(files), 'file')} in {console.shown(folder)}"
    click.echo("\n".join([*lines, f"{count}{how}"]))

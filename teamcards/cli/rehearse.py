"""The command that writes what a rehearsal took into a running order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teamcards.cli import console

if TYPE_CHECKING:
    from teamcards.content import Content, Entry
    from teamcards.model import Recipe
    from teamcards.rehearsal import Row


@click.command()
@click.argument("deck", metavar="DECK")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
def rehearse(deck: str, file: Path, dry_run: bool) -> None:
    """Write the minutes of a rehearsal into the running order of a deck.

    FILE is what the slides export after a rehearsal. Each part that was played gets the minutes that it took, rounded
    up, and never fewer than its floor. Nothing else in decks/DECK.yaml changes.
    """
    from teamcards import content as contents

    content = contents.load(Path())
    entry = _own(deck, content)
    rows = _rows(deck, entry, file)
    changed = [row for row in rows if row.minutes != row.planned]
    for line in _told(rows):
        click.echo(line)
    if changed and not dry_run:
        _write(entry, changed)
    count = f"{len(changed)} {console.plural(len(changed), 'part')}"
    how = "nothing changes" if not changed else f"{count} would change" if dry_run else f"{count} changed"
    click.echo(f"{entry.key.file}: {how}")


def _own(deck: str, content: Content) -> Entry[Recipe]:
    """The deck of that name, when it is one of this project that can be read."""
    if mark := content.broken.get(f"decks/{deck}"):
        console.finish(problem for problem in content.problems if problem.mark.file == mark.file)
    console.known("deck", deck, content.decks)
    entry = content.decks[deck]
    if entry.key.shipped:
        copy = f"copy {entry.path} to {Path('decks', entry.path.name)}, and run this again"
        raise click.ClickException(f"the deck '{deck}' is not in this folder, but comes with teamcards: {copy}")
    if not entry.value.agenda:
        raise click.ClickException(f"the deck '{deck}' has no running order (see 'agenda' in docs/cards.md)")
    return entry


def _rows(deck: str, entry: Entry[Recipe], file: Path) -> list[Row]:
    from teamcards import rehearsal
    from teamcards.problems import short

    try:
        name, parts = rehearsal.read(file.read_bytes())
        if name != deck:
            raise ValueError(f"this is a rehearsal of '{short(name)}', not of '{deck}'")
        return rehearsal.rows(entry.value, parts)
    except OSError as error:
        raise click.UsageError(f"cannot read {file}: {error.strerror}") from None
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}") from None


def _write(entry: Entry[Recipe], changed: Sequence[Row]) -> None:
    from teamcards import build as pipeline
    from teamcards import edits

    nodes = {row: entry.node("agenda", row.number - 1, "minutes") for row in changed}
    wanted = [edits.Edit(node.mark, str(node.value), str(row.minutes)) for row, node in nodes.items()]
    path = entry.path.resolve()  # a link stays a link
    try:
        pipeline.save(path, edits.applied(path.read_bytes(), wanted))
    except OSError as error:
        raise click.ClickException(f"cannot write {entry.key.file}: {error.strerror}") from None
    except ValueError as error:
        raise click.ClickException(f"{error} (write the minutes as 'minutes: 10'; nothing is changed)") from None


def _told(rows: Sequence[Row]) -> list[str]:
    """A line for each part, and one for all of them."""
    width = max(len(row.title) for row in rows)
    before, after = sum(row.planned for row in rows), sum(row.minutes for row in rows)
    lines = [f"{row.number:2}  {row.title:{width}}  {_minutes(row.planned, row.minutes)}{_took(row)}" for row in rows]
    return [*lines, f"    {'':{width}}  {_minutes(before, after)}".rstrip()]


def _minutes(before: int, after: int) -> str:
    change = f"-> {after}" if after != before else ""
    return f"{before:4} {change:6} min"


def _took(row: Row) -> str:
    if row.seconds is None:
        return "  not rehearsed"
    minutes, seconds = divmod(round(row.seconds), 60)
    floor = f", and its floor is {row.floor}" if row.seconds <= 60 * (row.floor - 1) else ""
    return f"  took {minutes}:{seconds:02}{floor}"

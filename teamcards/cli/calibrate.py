"""The command that measures how far a printer's backs lie from their fronts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamcards.cli import console

if TYPE_CHECKING:
    from teamcards.calibration.drift import Profile
    from teamcards.calibration.readings import Reading
    from teamcards.calibration.scales import Scale
    from teamcards.content import Content
    from teamcards.drawing import Matrix
    from teamcards.sheets import Paper


_MOST = 5  # sheets whose readings are asked


@click.command(cls=console.Command)
@console.option("--printer", metavar="NAME", help="Type in what you read, and keep it under this name.")
@console.option("--tray", metavar="NAME", help="The tray that the paper came from; each has a profile of its own.")
@console.option("--on", "stock", metavar="NAME", help="The paper, such as '200 g'; each has a profile of its own.")
@click.option("--read", "read", multiple=True, metavar="'2N -1C ...'",
              help="The readings of a sheet, in the order 1 across, 1 down, 2 across ...; once for each.")  # fmt: skip
@click.option("--proof", is_flag=True, help="Make the page with the profile of --printer put right.")
@click.option("--list", "listed", is_flag=True, help="Show the profiles that are kept.")
@click.option("--forget", is_flag=True, help="Throw away the profiles of --printer, or of one tray or paper of it.")
@console.option("--paper", default="a4", show_default=True, help="Paper to print on; see 'teamcards list papers'.")
@console.option("--flip", type=console.Choice(["long", "short"]), default="long", show_default=True,
                help="Over which edge your printer turns the paper.")  # fmt: skip
@console.option("--lang", "languages", multiple=True, metavar="nl|en|...", help="Which languages; all unless told.")
@console.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("build"),
                show_default=True, help="Where the page goes.")  # fmt: skip
def calibrate(
    printer: str | None, tray: str | None, stock: str | None, read: tuple[str, ...], proof: bool, listed: bool,
    forget: bool, paper: str, flip: Any, languages: tuple[str, ...], folder: Path,
) -> None:  # fmt: skip
    """Measure how far a printer's backs lie off, and keep it.

    First 'teamcards calibrate' makes a page to print on both sides. Then 'teamcards calibrate --printer NAME' asks what
    you read on it (or takes it from --read), and keeps shift, angle and scale for that printer, tray and paper.
    """
    from teamcards import content as contents

    asked = {"--read": read, "--proof": proof, "--list": listed, "--forget": forget}
    if len(chosen := [name for name, given in asked.items() if given]) > 1:
        raise click.UsageError(f"{' and '.join(chosen)} do not go together: give one of them")
    printer, tray, stock = _name(printer), _name(tray), _name(stock)
    if listed:
        _list()
    elif printer is None:
        if read or proof or forget or tray or stock:
            raise click.UsageError("which printer? add --printer NAME (see 'teamcards calibrate --list')")
        content = contents.load(Path())
        _page(console.paper(paper, content), flip, languages, folder, content)
    elif forget:
        _forget(printer, tray, stock)
    elif proof:
        _proof(printer, tray, stock, paper, flip, languages, folder)
    else:
        _measure((printer, tray or "", stock or ""), read, paper, flip)


# --- the page ----------------------------------------------------------------------------------------------------


def _page(
    paper: Paper, flip: Any, languages: Sequence[str], folder: Path, content: Content, matrix: Matrix | None = None
) -> None:
    from teamcards import build as pipeline
    from teamcards.calibration import page
    from teamcards.writers import pdf

    sheet = page.Sheet(paper.width, paper.height, paper.name, flip)
    tables = {key: entry.value.root for key, entry in content.words.items()}
    there = list(tables["calibrate_title"])
    for language in languages:
        if language not in there:
            console.refuse(f"no calibration page in '{language}'", language, there)
    for language in languages or there:
        words = {key: table.get(language, key) for key, table in tables.items()}
        try:
            pages = page.pages(sheet, words, *([matrix] if matrix else []))
        except ValueError as error:
            raise click.UsageError(f"{error}; {paper.name} is smaller") from None
        title = words["calibrate_title"]
        data = pdf.write(pages, pdf.About(title, "", language, flip), page.fonts_of(page.family()))
        path = folder / f"calibration{'-proof' if matrix else ''}.{language}.pdf"
        _save(pipeline.save, path, data)
        click.echo(f"{path}: print it two-sided on {paper.name}, flip on the {flip} edge")


def _proof(
    printer: str, tray: str | None, stock: str | None, paper: str, flip: Any, languages: Sequence[str], folder: Path
) -> None:
    from teamcards import content as contents
    from teamcards.calibration import drift, profiles

    content = contents.load(Path())
    found = console.paper(paper, content)
    try:
        profile = profiles.choose(_known(), printer, tray, stock)
    except LookupError as error:
        raise click.UsageError(error.args[0]) from None
    if why := drift.unsuited(profile, found.name, flip):
        raise click.UsageError(f"{why}: add --paper {profile.paper.lower()} --flip {profile.flip}")
    _page(found, flip, languages, folder, content, drift.correction(profile, found.width, found.height))
    click.echo("every scale should read 0L, give or take what sheets differ")


# --- the profiles ------------------------------------------------------------------------------------------------


def _list() -> None:
    from teamcards.calibration import drift

    known = _known()
    for profile in known:
        spread = "" if profile.scatter is None else f"; sheets differ by {profile.scatter:.2f} mm"
        sheets = f"{profile.sheets} {console.plural(profile.sheets, 'sheet')}"
        click.echo(f"{profile.name}: backs {drift.told(profile.drift)}{spread} "
                   f"({profile.paper}, {profile.flip} edge, {sheets}, {profile.date})")  # fmt: skip
    if not known:
        click.echo("no printer was measured yet; begin with 'teamcards calibrate'")


def _forget(printer: str, tray: str | None, stock: str | None) -> None:
    from teamcards.calibration import profiles

    known = _known()
    gone = profiles.matching(known, printer, tray, stock)
    if not gone:
        with_that = " with that tray and paper" if tray or stock else ""
        console.refuse(f"no profile of '{printer}'{with_that}", printer, {p.printer for p in known})
    _keep([profile for profile in known if profile not in gone])
    for profile in gone:
        click.echo(f"forgotten: {profile.name}")


def _known() -> list[Profile]:
    from teamcards.calibration import profiles

    try:
        return profiles.load()
    except profiles.UnreadableError as error:
        raise click.ClickException(str(error)) from None


def _keep(known: Sequence[Profile]) -> None:
    from teamcards import build as pipeline
    from teamcards.calibration import profiles

    _save(pipeline.save, profiles.file(), profiles.written(known))


def _save(save: Callable[[Path, bytes], None], path: Path, data: bytes) -> None:
    try:
        save(path, data)
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror} (is it open in a viewer?)") from None


def _name(name: str | None) -> str | None:
    """A name as it is kept: on one line, nothing in it that a terminal would obey."""
    from teamcards.problems import short

    return None if name is None else short(name)


# --- the readings ------------------------------------------------------------------------------------------------


def _measure(names: tuple[str, str, str], read: Sequence[str], paper: str, flip: Any) -> None:
    from teamcards import content as contents
    from teamcards.calibration import drift, fit, profiles, readings, scales
    from teamcards.units import MM

    found = console.paper(paper, contents.load(Path()))
    size = found.width / MM, found.height / MM
    known = _known()
    try:
        places = scales.scales(*size)
        sheets = [readings.sheet(text, places) for text in read] or _asked(places, flip, found.name)
        measured = fit.measure(sheets, flip, *size)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    today = datetime.date.today().isoformat()
    profile = drift.Profile(*names, found.name, flip, today, measured.drift, measured.scatter, len(sheets))
    replaced = profiles.matching(known, *names)
    _keep([*(other for other in known if other not in replaced), profile])
    click.echo(f"{profile.name}: the backs lie {drift.told(profile.drift)} (seen on the back)")
    for old in replaced:
        click.echo(f"replaces the reading of {old.date}: {drift.told(old.drift)}")
    click.echo("\n".join([*drift.advice(profile), f"kept in {profiles.file()}"]))


def _asked(places: Sequence[Scale], flip: Any, paper: str) -> list[list[Reading]]:
    """What the trainer types, sheet after sheet; a sheet that cannot be is asked again."""
    if not console.asks():
        raise click.UsageError("give what you read with --read '2N -1C ...', once for each sheet (or use a terminal)")
    click.echo(
        f"The page was printed on {paper} and turned over the {flip} edge? (If not, stop, and add --paper or --flip.)\n"
        "Hold its front to the light. At each scale, type the number nearest to the thick line and the letter where\n"
        "the lines meet, such as 2N or -1C. Between two letters: type both. Where you cannot tell: type ?\n"
        "A letter is a tenth of a millimetre; the program works it out. First tell how many sheets you read."
    )
    count = click.prompt(f"How many sheets did you print (1 to {_MOST})", default="3", value_proc=_count)
    return [_asked_sheet(number, places, flip) for number in range(1, count + 1)]


def _count(typed: str) -> int:
    """How many sheets are read; more tell nothing new."""
    text = typed.strip()
    if text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST:
        return int(text)
    raise click.UsageError(f"type a whole number from 1 to {_MOST}; what you read is asked after this")


def _asked_sheet(number: int, places: Sequence[Scale], flip: Any) -> list[Reading]:
    """What is read on a sheet; where one reading does not go with the others, only that one is asked again."""
    from teamcards.calibration import fit, readings

    typed: dict[Scale, Reading | None] = {}
    again = tuple(places)
    while True:
        typed |= {scale: _asked_reading(number, scale) for scale in again}
        found = [reading for reading in typed.values() if reading is not None]
        try:
            fit.one(found, flip)
        except readings.ReadingError as error:
            again = (error.scale,) if error.scale else tuple(places)
            click.echo(f"{error}\n{'That one' if error.scale else 'All of them'} once more:", err=True)
        else:
            return found


def _asked_reading(number: int, scale: Scale) -> Reading | None:
    from teamcards.calibration import readings

    arrow = "→ across" if scale.across else "↓ down"
    while True:
        text = click.prompt(f"Sheet {number}, corner {scale.place} {arrow}", default="", show_default=False)
        if not text.strip():
            click.echo("Nothing was typed: type what you read, or ? where you cannot tell.", err=True)
            continue
        try:
            return readings.one(text, scale)
        except readings.ReadingError as error:
            click.echo(str(error), err=True)

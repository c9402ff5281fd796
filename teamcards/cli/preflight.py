"""The command that looks at a PDF before a print shop does."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teamcards.cli import console

if TYPE_CHECKING:
    from teamcards.content import Content
    from teamcards.preflight import Finding, Report


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.pdf...",
                type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))  # fmt: skip
@console.option("--for", "shop_name", metavar="SHOP|office",
                help="Who prints it, which must be told; see 'teamcards list shops'.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def preflight(files: tuple[Path, ...], shop_name: str | None, as_json: bool) -> None:
    """Look at a PDF before it is printed.

    Made by teamcards or by anything else. Boxes, bleed, text near the cut, fonts, thin lines, pictures, colour, ink,
    small type, pages. For a shop that wants fronts and backs apart, give both files.
    """
    from teamcards import content as contents
    from teamcards import preflight as inspection

    if shop_name is None:
        raise click.UsageError("who prints it? add --for office, or --for with a shop of 'teamcards list shops'")
    content = contents.load(Path())
    shop = console.shop(shop_name, content)
    with console.progress([str(path) for path in files], "Looking") as bar:
        looked = [(Path(path), _looked(Path(path), shop_name.lower(), content)) for path in bar]
    split = shop.page_order == "split"
    looked = inspection.ordered(looked) if split else looked
    reports = [report for _, report in looked]
    between = inspection.pair(reports) if split else ()
    every = [*between, *(finding for report in reports for finding in report.findings)]
    if as_json:
        listed = [
            {"file": str(path), "about": report.about, "findings": [each.as_data() for each in report.findings]}
            for path, report in looked
        ]
        together = [finding.as_data() for finding in between]
        data = {"shop": shop_name.lower(), "files": listed, "together": together}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for path, report in looked:
            click.echo(": ".join(filter(None, [str(path), report.about])))
            click.echo("".join(f"  {line}\n" for line in inspection.told(report.findings)), nl=False)
        alike = [group for found in (between, *(r.findings for r in reports)) for group in inspection.alike(found)]
        click.echo("\n".join([*inspection.told(between), _end([one for one, *_ in alike], shop.title.root)]))
    sys.exit(any(finding.severity == "error" for finding in every))


def _looked(path: Path, name: str, content: Content) -> Report:
    """What was found in a file; one of ours that is not for this shop comes with the command that makes it so."""
    from teamcards import preflight as inspection

    shop = content.shops[name].value
    report = inspection.inspect(path.read_bytes(), shop)
    command = _command(path, name, content)
    if not shop.boxes or not command:
        return report
    findings = tuple(each._replace(fix=command) if each.check == "sheets" else each for each in report.findings)
    return report._replace(findings=findings)


def _command(path: Path, shop: str, content: Content) -> str:
    """What makes a file of a deck, called DECK.LANGUAGE.pdf as ours are, anew for this shop."""
    deck, language, *_ = *path.stem.split("."), ""
    entry = content.decks.get(deck)
    ours = entry and path.name == f"{deck}.{language}.pdf" and language in entry.value.languages
    return f"teamcards build {deck} --lang {language} --for {shop}" if ours else ""


def _end(findings: list[Finding], titles: dict[str, str]) -> str:
    """How many things are to be mended before this shop can print it, one on many pages counted once."""
    shop = titles.get("en") or next(iter(titles.values()))
    counts = [(word, sum(finding.severity == word for finding in findings)) for word in ("error", "warning")]
    found = " and ".join(f"{count} {console.plural(count, word)}" for word, count in counts if count)
    return f"{found or 'nothing to mend'} for {shop}"

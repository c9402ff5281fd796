"""The command that looks at a PDF before a print shop does."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teamcards.cli import console

if TYPE_CHECKING:
    from teamcards.preflight import Finding


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.pdf...",
                type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))  # fmt: skip
@click.option("--for", "shop_name", required=True, metavar="SHOP|office",
              help="Who prints it; see 'teamcards list shops'.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def preflight(files: tuple[Path, ...], shop_name: str, as_json: bool) -> None:
    """Look at a PDF before it is printed.

    Made by teamcards or by anything else. Boxes, bleed, text near the cut, fonts, thin lines, pictures, colour, ink,
    small type, pages. For a shop that wants fronts and backs apart, give both files.
    """
    from teamcards import content as contents
    from teamcards import preflight as inspection

    content = contents.load(Path())
    console.known("shop", shop_name.lower(), content.shops)
    shop = content.shops[shop_name.lower()].value
    with console.progress([str(path) for path in files], "Looking") as bar:
        looked = [(Path(path), inspection.inspect(Path(path).read_bytes(), shop)) for path in bar]
    split = shop.page_order == "split"
    looked = inspection.ordered(looked) if split else looked
    between = inspection.pair([report for _, report in looked]) if split else ()
    every = [*between, *(finding for _, report in looked for finding in report.findings)]
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
        click.echo("\n".join([*inspection.told(between), _end(every, shop.title.root)]))
    sys.exit(any(finding.severity == "error" for finding in every))


def _end(findings: list[Finding], titles: dict[str, str]) -> str:
    """How many things are to be mended before this shop can print it."""
    shop = titles.get("en") or next(iter(titles.values()))
    counts = [(word, sum(finding.severity == word for finding in findings)) for word in ("error", "warning")]
    found = " and ".join(f"{count} {console.plural(count, word)}" for word, count in counts if count)
    return f"{found or 'nothing to mend'} for {shop}"

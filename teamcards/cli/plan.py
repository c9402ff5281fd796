"""The command that says how many cards go on which paper, before anything is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamcards.cli import console

if TYPE_CHECKING:
    from teamcards.sheets import Grid, Paper


@click.command(cls=console.Command)
@console.option("--size", default="poker", show_default=True, help="Of the card; see 'teamcards list sizes'.")
@console.option("--paper", help="Only this paper; see 'teamcards list papers'.")
@console.option("--way", type=console.WAY, default="long",
                show_default=True, help="How both sides come onto a card.")  # fmt: skip
@console.option("--margin", type=console.Length(), help="What the printer cannot reach at each edge (5 mm).")
@console.option("--bleed", type=console.Length(), help="How far colour runs past the cut (2 mm).")
@console.option("--gap", type=console.Length(), help="Between two cards; else two bleeds, where that costs no card.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def plan(size: str, paper: str | None, way: Any, as_json: bool, **lengths: float | None) -> None:
    """Say how many cards fit on each paper, how they lie, and what is left over."""
    from teamcards import content as contents
    from teamcards import sheets

    content = contents.load(Path())
    console.size(size.lower(), content)
    card = content.sizes[size.lower()].value
    room = sheets.Room(card.width, card.height, **{name: each for name, each in lengths.items() if each is not None})
    papers = [console.paper(name, content) for name in ([paper] if paper else content.papers)]
    rows = [_row(each, sheets.laid(room, each, way)[0]) for each in papers]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['paper']:8} {_told(row)}")


def _row(paper: Paper, grid: Grid) -> dict[str, Any]:
    """What there is to know of a grid, lengths in mm."""
    from teamcards.units import MM

    area = grid.area
    used = grid.places * grid.width * grid.height / (paper.width * paper.height)
    return {
        "paper": paper.name, "cards": grid.places, "columns": grid.columns, "rows": grid.rows,
        "turned": bool(grid.turn), "gap": round(grid.gap_x / MM, 2), "left": round(area.x / MM, 2),
        "top": round(area.y / MM, 2), "unused": round(1 - used, 3),
    }  # fmt: skip


def _told(row: Mapping[str, Any]) -> str:
    if not row["cards"]:
        return "  0  too small"
    told = [f"{row['columns']} x {row['rows']}", "turned" if row["turned"] else ""]
    if row["cards"] > 1:
        told.append(f"{row['gap']:g} mm apart" if row["gap"] else "edge to edge")
    told += [f"{row['left']:g} and {row['top']:g} mm from the edge", f"{row['unused']:.0%} of the paper unused"]
    return f"{row['cards']:3}  {', '.join(filter(None, told))}"

"""The commands that show what there is, and where it comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from teamcards.cli import console

if TYPE_CHECKING:
    from teamcards.content import Content
    from teamcards.problems import Mark
    from teamcards.shop import Shop

_LISTS = ("decks", "cards", "methods", "templates", "sizes", "papers", "stocks", "shops")


@click.command(name="list")
@click.argument("what", type=console.Choice(_LISTS), default="decks")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_(what: str, as_json: bool) -> None:
    """Show the decks, cards, methods, sizes, papers, perforated stocks, print shops, ..."""
    from teamcards import content as contents

    content = contents.load(Path())
    rows = _rows(what, content)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        width = max((len(row["id"]) for row in rows), default=0)
        for row in rows:
            click.echo(f"{row['id']:{width}}  {row['title']}{_about(row)}")
    console.finish(content.problems if not as_json else [])


@click.command()
@click.argument("name", metavar="PATH|CARD|DECK")
def where(name: str) -> None:
    """Say which file something comes from.

    For a card's id, a deck's name, or a path such as templates/words.yaml; and which other file it hides.
    """
    from teamcards import content as contents

    content = contents.load(Path())
    entry = content.cards.get(name) or content.decks.get(name)
    if entry:
        click.echo(_opened(entry.key, content))
        return
    found = content.files(name)
    if not found:
        console.refuse(f"no file, card or deck is called '{name}'", name, [*content.cards, *content.decks])
    click.echo(str(found[0]))
    for hidden in found[1:]:
        click.echo(f"hides {hidden}")


def _opened(place: Mark, content: Content) -> str:
    """A place as an editor can open it: shipped files by their real path."""
    from teamcards.problems import SHIPPED

    return f"{content.roots[-1]}/{str(place).removeprefix(SHIPPED)}" if place.shipped else str(place)


def _rows(what: str, content: Content) -> list[dict[str, Any]]:
    from teamcards import model

    tables: dict[str, Any] = {
        "decks": content.decks, "templates": content.templates, "sizes": content.sizes, "papers": content.papers,
        "stocks": {code: entry for code, entry in content.stocks.items() if code not in entry.value.also},
        "shops": content.shops,
        "cards": {n: e for n, e in content.cards.items() if not isinstance(e.value, model.Method)},
        "methods": {n: e for n, e in content.cards.items() if isinstance(e.value, model.Method)},
    }  # fmt: skip
    return [{"id": name, **_describe(entry.value), "file": entry.mark().file} for name, entry in tables[what].items()]


def _describe(value: Any) -> dict[str, Any]:
    from teamcards import model, shop, template
    from teamcards.units import MM

    if isinstance(value, template.Size):
        return {"title": f"{value.width / MM:g} x {value.height / MM:g} mm"}
    if isinstance(value, template.Template):
        return {"title": ", ".join(value.suits)}
    if isinstance(value, template.Stock):
        return {"title": value.title, "paper": value.paper, "places": value.places, "also": value.also}
    if isinstance(value, shop.Shop):
        return _shop(value)
    titles = value.title.root
    row = {"title": " / ".join(titles.values()), "titles": titles}
    if isinstance(value, model.Recipe):
        return row | {
            "languages": value.languages,
            "minutes": sum(part.minutes for part in value.agenda) or None,
        }
    return row | {"kind": value.kind, "suit": value.suit or value.default_suit}


def _shop(shop: Shop) -> dict[str, Any]:
    """A shop with its lengths in millimetres and points, as it asks for them."""
    from teamcards.units import MM

    asked = shop.model_dump(exclude={"title", "note", "bleed", "safe"})
    lengths = {"bleed_mm": round(shop.bleed / MM, 3), "safe_mm": round(shop.safe / MM, 3)}
    told = [shop.page_order, f"{lengths['bleed_mm']:g} mm bleed", f"{lengths['safe_mm']:g} mm safe",
            shop.colour.upper(), *([] if shop.standard == "plain" else [f"PDF/{shop.standard}"])]  # fmt: skip
    told = told if shop.boxes else ["for preflight only; a build without --for is for it"]
    title = shop.title.root.get("en") or next(iter(shop.title.root.values()))
    return {"title": f"{title}: {', '.join(told)}", "titles": shop.title.root, **asked, **lengths,
            "note": shop.note.root if shop.note else None}  # fmt: skip


def _about(row: dict[str, Any]) -> str:
    """What else there is to say of it, in brackets."""
    also = f"also {', '.join(row['also'])}" if row.get("also") else ""
    told = [
        also,
        " ".join(row.get("languages", ())),
        f"{row['minutes']} min" if row.get("minutes") else "",
        row.get("kind"),
    ]
    return f" ({', '.join(filter(None, told))})" if any(told) else ""

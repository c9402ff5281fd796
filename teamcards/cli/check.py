"""The command that finds every problem."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from teamcards.cli import console


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def check(decks: tuple[str, ...], as_json: bool) -> None:
    """Find every problem in one run.

    Texts, translations, names, what does not fit its card, and characters that no font has.
    """
    from teamcards import art
    from teamcards import build as pipeline
    from teamcards import content as contents

    content = contents.load(Path())
    sheet = pipeline.Print(console.paper("a4", content))
    papers = [pipeline.paper(name, content) for name in content.papers]
    problems = list(content.problems)
    rows = []
    used: set[str] = set()
    wanted = console.languages(console.decks(decks, content), (), content)
    with console.progress(wanted, "Checking") as bar:
        for name in bar:
            for language in wanted[name]:
                drawn, found = pipeline.draw(name, content, language, None)
                problems += found
                if drawn:
                    used.update(card.id for card in drawn.deck.cards)
                    problems += pipeline.render(drawn.deck, "slides", content, sheet)[1]
                    problems += pipeline.fits(drawn.deck, sheet, papers, drawn.deck.mark)
                    about = {"deck": name, "language": language}
                    rows.append({**about, "cards": len(drawn.sides), "smallest": drawn.smallest})
    if not decks:
        problems += art.check(content, used)
    if as_json:
        listed = [console.as_data(problem) for problem in console.ordered(problems)]
        click.echo(json.dumps({"decks": rows, "problems": listed}, ensure_ascii=False, indent=2))
        sys.exit(any(problem["severity"] == "error" for problem in listed))
    for row in rows:
        cards = f"{row['cards']} {console.plural(row['cards'], 'card')}"
        click.echo(f"{row['deck']} ({row['language']}): {cards}, smallest body type {row['smallest']:.3g} pt")
    console.finish(problems)

"""Prints the same cards with teamcards and its peers, checks that they did equal work, and says how long they took."""

from __future__ import annotations

import argparse
import functools
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import measure, report, tools
from benchmarks.measure import FailedError
from benchmarks.report import Row
from benchmarks.tools import Tool
from benchmarks.workload import DECK, ROOT


class Work(NamedTuple):
    """A deck to print: what it is called, the folder it lies in, its number of cards (0: those of a shipped deck)."""

    title: str
    folder: Path
    deck: str
    cards: int = 0


def main() -> None:
    """Reads the options; leaves with 1 when a tool did other work than the others."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--cards", type=int, nargs="+", default=[36, 1000, 10000], metavar="N", help="how many cards")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each tool (5)")
    parser.add_argument("--profile", action="store_true", help="only teamcards, phase by phase")
    parser.add_argument("--json", action="store_true", help="the figures of every run as JSON; the tables go to stderr")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the projects and PDFs here")
    asked = parser.parse_args()
    if min(asked.runs, *asked.cards) < 1:
        parser.error("at least one card and one run")
    found = list(tools.peers())
    peers = [tool for tool in found if isinstance(tool, Tool)]
    told = _told(peers, [why for why in found if isinstance(why, str)])
    with tempfile.TemporaryDirectory(prefix="teamcards-") as folder:
        place = (asked.keep or Path(folder)).resolve()
        try:
            _measured(asked, place, peers, told)
        except FailedError as error:
            sys.exit(str(error))
    if asked.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))


def _measured(asked: argparse.Namespace, place: Path, peers: Sequence[Tool], told: dict[str, Any]) -> None:
    """Prints what was measured, deck by deck, or adds it to what is told."""
    say = functools.partial(print, file=sys.stderr if asked.json else sys.stdout)
    say(told["where"], *told["not measured"], sep="\n")
    peaks: list[tuple[int, list[Row]]] = []
    for work in [_shipped(place), *(_made(place, count) for count in sorted(asked.cards))]:
        say(f"\n{work.title}")
        if asked.profile:
            laps = measure.phases(work.folder, work.deck, asked.runs)
            say("\n".join(report.laps(laps)))
            told["decks"].append({"title": work.title, "phases": laps})
            continue
        rows, figures, left_out = _compared(work, peers, asked.runs)
        say("\n".join([*report.table(rows), *left_out]))
        told["decks"].append({"title": work.title, "cards": work.cards, "tools": figures, "not measured": left_out})
        if work.cards:
            peaks.append((work.cards, rows))
    if len(peaks) > 1:
        few, many = peaks[-2:]
        told["bytes a card"] = report.growth(few, many)
        say(f"\n{report.grown(few[0], many[0], told['bytes a card'])}")


def _compared(work: Work, peers: Sequence[Tool], runs: int) -> tuple[list[Row], list[dict[str, Any]], list[str]]:
    """The rows of a deck, the same as data, and which tools were left out and why.

    Raises FailedError when teamcards, with which all are compared, cannot print it.
    """
    used = [*tools.teamcards(), *peers] if work.cards else tools.shipped()
    slow = [tool for tool in used if tool.most is not None and work.cards > tool.most]
    left_out = [f"{tool.name} is not measured with more than {tool.most} cards: it would take minutes" for tool in slow]
    figures, failed = measure.in_turn([tool for tool in used if tool not in slow], work.folder, runs)
    if not figures or figures[0].tool != used[0]:
        raise FailedError(failed[0])
    if work.cards:
        _check(work, [one.tool for one in figures])
    rows = report.rows(figures, measure.floor())
    return rows, report.data(figures, rows), [*left_out, *failed]


def _check(work: Work, used: Sequence[Tool]) -> None:
    """Leaves when a tool did less than the others; in a process of its own, since memory counts from this one's."""
    files = [str(work.folder / tool.folder / tool.pdf) for tool in used]
    command = [sys.executable, "-m", "benchmarks.check", str(work.cards), *files]
    if importlib.util.find_spec("pypdfium2") is None:
        print("pypdfium2 is not installed: nobody checked that these PDFs are equal", file=sys.stderr)
    elif subprocess.run(command, cwd=ROOT).returncode:
        sys.exit("these figures mean nothing: the tools did not print the same cards")


def _made(place: Path, count: int) -> Work:
    """A deck of that many cards, written by a process of its own, since memory counts from this one's."""
    folder = place / str(count)
    command = [sys.executable, "-m", "benchmarks.workload", str(folder), str(count)]
    title = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    return Work(title, folder, DECK, count)


def _shipped(place: Path) -> Work:
    """A deck that comes with teamcards, in an empty folder."""
    folder = place / tools.SHIPPED
    folder.mkdir(parents=True, exist_ok=True)
    return Work(f"the shipped deck {tools.SHIPPED}", folder, tools.SHIPPED)


def _told(peers: Sequence[Tool], missing: list[str]) -> dict[str, Any]:
    """Where this is measured, with what, and without what."""
    versions = {tool.name.partition(",")[0]: tool.version for tool in (*tools.teamcards()[:1], *peers)}
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return {"where": f"{report.where()}; {named}", "not measured": missing, "decks": []}


if __name__ == "__main__":
    main()

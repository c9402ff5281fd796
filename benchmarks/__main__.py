"""Prints the same cards with teamcards and its peers, checks that they did equal work, and says how long they took."""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import measure, tools, workload
from benchmarks.tools import Tool
from benchmarks.workload import Workload

_MIB, _KB = 1024 * 1024, 1000


def main() -> None:
    """Reads the options; leaves with 1 when the tools did unequal work."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--cards", type=int, nargs="+", default=[15, 36, 1000], metavar="N", help="how many cards")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each tool (5)")
    parser.add_argument("--profile", action="store_true", help="only teamcards, phase by phase")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the projects and PDFs here")
    asked = parser.parse_args()
    if min(asked.runs, *asked.cards) < 1:
        parser.error("at least one card and one run")
    found = [tools.teamcards(), *(make() for make in tools.PEERS)]
    usable = [tool for tool in found if isinstance(tool, Tool)]
    _say_where(usable)
    for why in found:
        if isinstance(why, str):
            print(why)
    with tempfile.TemporaryDirectory(prefix="teamcards-") as folder:
        for count in asked.cards:
            made = workload.make((asked.keep or Path(folder)).resolve() / str(count), count)
            words = made.words
            print(f"\n{count} cards, {len(words)} words, {len(set(words))} different ({made.mark})")
            if asked.profile:
                _profile(made, asked.runs)
            else:
                _compare(made, usable, asked.runs)


def _say_where(used: Sequence[Tool]) -> None:
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {load} before the first run;", end=" ")
    print(", ".join(f"{tool.name} {tool.version}" for tool in used))


def _compare(made: Workload, used: Sequence[Tool], runs: int) -> None:
    figures = measure.in_turn(used, made.folder, runs)
    _check(made, used)
    print(f"{'':12}{'wall':>9}{'cpu':>9}{'peak':>11}{'file':>10}   teamcards / it")
    for one in figures:
        mark = "<" if one.peak <= measure.floor() else " "
        row = f"{one.tool.name:12}{one.wall:7.3f} s{one.processor:7.3f} s{mark:>2}{one.peak / _MIB:5.0f} MiB"
        other = f"{measure.ratio(figures[0], one):9.2f}" if one is not figures[0] else ""
        print(f"{row}{one.size / _KB:7.0f} KB{other}")


def _check(made: Workload, used: Sequence[Tool]) -> None:
    """Leaves when a tool did less than the others; in a process of its own, since memory counts from this one's."""
    files = [str(made.folder / tool.pdf) for tool in used]
    command = [sys.executable, "-m", "benchmarks.check", str(len(made.cards)), *files]
    if importlib.util.find_spec("pypdfium2") is None:
        print("pypdfium2 is not installed: nobody checked that these PDFs are equal")
    elif subprocess.run(command, cwd=workload.ROOT).returncode:
        sys.exit("these figures mean nothing: the tools did not print the same cards")


def _profile(made: Workload, runs: int) -> None:
    laps = measure.phases(made.folder, runs)
    whole = sum(laps.values())
    for phase, seconds in laps.items():
        print(f"{phase:30}{seconds * 1000:8.1f} ms{seconds / whole:7.1%}")
    print(f"{'whole':30}{whole * 1000:8.1f} ms")


if __name__ == "__main__":
    main()

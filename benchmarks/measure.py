"""Whole processes, run in turn: how long each takes and how much memory it needs at most."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import family
from benchmarks.tools import Tool, without
from benchmarks.workload import LANGUAGE, ROOT
from teamcards.manifest import NAME

PATIENCE = 60.0
"""Seconds; a tool that took longer in all its runs sits out the rounds that are left."""

_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


class FailedError(RuntimeError):
    """A tool did not do its work; the message is what it said."""


class Run(NamedTuple):
    """One run: seconds on the clock, seconds of processor, most memory in bytes."""

    wall: float
    processor: float
    peak: int


class Figures(NamedTuple):
    """What a tool did, over all its runs; the size of its file is in bytes."""

    tool: Tool
    runs: tuple[Run, ...]
    size: int

    def middle(self, of: Callable[[Run], float]) -> float:
        """The median of something over all runs."""
        return median(map(of, self.runs))


def in_turn(tools: Sequence[Tool], folder: Path, runs: int) -> tuple[list[Figures], list[str]]:
    """Runs all tools after each other, again and again, so that a busy machine slows them alike.

    The first round is not counted, and may still do what later ones need not; a tool that fails in it is left out,
    and what it said is given back.
    """
    able, failed = [], []
    for tool in tools:
        try:
            _run(tool._replace(says=""), folder)
            able.append(tool)
        except FailedError as error:
            failed.append(str(error))
    found: dict[str, list[Run]] = {tool.name: [] for tool in able}
    for _ in range(runs):
        for tool in able:
            if sum(run.wall for run in found[tool.name]) < PATIENCE:
                found[tool.name].append(_run(tool, folder))
    sizes = [(folder / tool.folder / tool.pdf).stat().st_size for tool in able]
    return [Figures(tool, tuple(found[tool.name]), size) for tool, size in zip(able, sizes, strict=True)], failed


def ratio(one: Figures, other: Figures, of: Callable[[Run], float]) -> float:
    """How many times the other's seconds or memory, as the median over the runs, each beside the one of its round."""
    return median(of(a) / of(b) for a, b in zip(one.runs, other.runs, strict=False))  # a slow one sits out the last


def phases(folder: Path, deck: str, runs: int) -> dict[str, float]:
    """The seconds of each phase of teamcards: medians over processes in which nothing was imported before."""
    found: list[dict[str, float]] = []
    command = [sys.executable, "-m", "benchmarks.phases", deck, LANGUAGE]
    for _ in range(runs + 1):
        without(f"build/{NAME}")(folder)
        told = subprocess.run(command, cwd=folder, env=_environment(), check=True, capture_output=True).stdout
        found.append(json.loads(told.splitlines()[-1]))
    return {phase: median(laps[phase] for laps in found[1:]) for phase in found[0]}


def floor() -> int:
    """The most memory of this process, in bytes: a child counts from there, so smaller peaks are not seen."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def _run(tool: Tool, folder: Path) -> Run:
    """Runs a tool once; a family once more, to look at it where that does not cost its time.

    Raises FailedError when it ends with an error, leaves no file, or did not do what it is measured for.
    """
    place = folder / tool.folder
    tool.before(place)
    start = time.perf_counter()
    leader = _started(tool, place, folder)
    _, status, used = os.wait4(leader, 0)
    wall = time.perf_counter() - start
    _judge(tool, place, folder, status)
    if not tool.family:
        return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT)
    tool.before(place)
    status, processor, peak = family.watch(_started(tool, place, folder))
    _judge(tool, place, folder, status)
    return Run(wall, processor, peak)


def _started(tool: Tool, place: Path, folder: Path) -> int:
    """The process of a tool, at the head of a session of its own."""
    with _log(tool, folder).open("wb") as file:
        process = subprocess.Popen(
            tool.command, cwd=place, env=_environment(), stdout=file, stderr=file, start_new_session=True
        )
    process.returncode = 0  # waited for elsewhere, by its number
    return process.pid


def _judge(tool: Tool, place: Path, folder: Path, status: int) -> None:
    said = _log(tool, folder).read_text("utf-8", "replace")
    if os.waitstatus_to_exitcode(status) or not (place / tool.pdf).exists() or tool.says not in said:
        raise FailedError(f"{tool.name.strip()} failed; it said:\n{said}")


def _log(tool: Tool, folder: Path) -> Path:
    return folder / f"{tool.name.strip()}.log"


def _environment() -> dict[str, str]:
    """As here, with the teamcards and benchmarks that these files belong to; compiled once, as what is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}

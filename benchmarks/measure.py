"""Whole processes, run in turn: how long each takes and how much memory it needs at most."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.tools import Tool
from benchmarks.workload import DECK, LANGUAGE, ROOT

START = "Python itself, start and end"

_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


class Run(NamedTuple):
    """One process: seconds on the clock, seconds of processor, most memory in bytes."""

    wall: float
    processor: float
    peak: int


class Figures(NamedTuple):
    """What a tool did, over all its runs."""

    tool: Tool
    runs: tuple[Run, ...]
    size: int

    @property
    def wall(self) -> float:
        """The median of the seconds."""
        return median(run.wall for run in self.runs)

    @property
    def processor(self) -> float:
        """The median of the seconds of processor, of all cores together."""
        return median(run.processor for run in self.runs)

    @property
    def peak(self) -> float:
        """The median of the most memory, in bytes."""
        return median(run.peak for run in self.runs)


def in_turn(tools: Sequence[Tool], folder: Path, runs: int) -> list[Figures]:
    """Runs all tools after each other, again and again, so that a busy machine slows them alike; the first is free."""
    for tool in tools:
        _run(tool, folder)
    rounds = [[_run(tool, folder) for tool in tools] for _ in range(runs)]
    return [
        Figures(tool, tuple(row[number] for row in rounds), (folder / tool.pdf).stat().st_size)
        for number, tool in enumerate(tools)
    ]


def ratio(one: Figures, other: Figures) -> float:
    """How many times the seconds of the other, pair by pair."""
    return median(a.wall / b.wall for a, b in zip(one.runs, other.runs, strict=True))


def phases(folder: Path, runs: int) -> dict[str, float]:
    """The seconds of each phase of teamcards: medians over processes in which nothing was imported before."""
    found: list[dict[str, float]] = []
    command = [sys.executable, "-m", "benchmarks.phases", str(folder), DECK, LANGUAGE]
    for _ in range(runs + 1):
        start = time.perf_counter()
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        wall = time.perf_counter() - start
        laps = {phase: float(seconds) for phase, seconds in (line.split("\t") for line in told.splitlines())}
        found.append({START: wall - sum(laps.values()), **laps})
    return {phase: median(laps[phase] for laps in found[1:]) for phase in found[0]}


def floor() -> int:
    """The most memory of this process, in bytes: a child counts from there, so smaller peaks are not seen."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def _run(tool: Tool, folder: Path) -> Run:
    """Runs a tool once.

    Raises RuntimeError when it fails, with what it said.
    """
    log = folder / f"{tool.name}.log"
    with log.open("wb") as file:
        start = time.perf_counter()
        process = subprocess.Popen(tool.command, cwd=folder, stdout=file, stderr=file)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{tool.name} failed:\n{log.read_text('utf-8', 'replace')}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT)

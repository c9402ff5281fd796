"""What was measured, as a table or as data."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks import measure
from benchmarks.measure import Figures, Run

_MIB, _KB = 1024 * 1024, 1000


class Row(NamedTuple):
    """One tool: medians in seconds and bytes, and how many times its wall time and its peak the first tool needs.

    `seen` is false when the peak may be smaller than what is written, since children count from their parent's memory.
    """

    name: str
    wall: float
    cpu: float
    peak: float
    seen: bool
    size: int
    runs: int
    wall_ratio: float
    peak_ratio: float


def where() -> str:
    """The machine that this is measured on."""
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {load} before the first run"


def wall(run: Run) -> float:
    """Seconds on the clock."""
    return run.wall


def processor(run: Run) -> float:
    """Seconds of processor, of all cores together."""
    return run.processor


def peak(run: Run) -> float:
    """Bytes."""
    return run.peak


def rows(figures: Sequence[Figures], floor: int) -> list[Row]:
    """A row for each tool; `floor` is the memory in bytes below which a peak is not seen."""
    return [
        Row(
            one.tool.name, one.middle(wall), one.middle(processor), one.middle(peak),
            one.tool.family or one.middle(peak) > floor, one.size, len(one.runs),
            measure.ratio(figures[0], one, wall), measure.ratio(figures[0], one, peak),
        )
        for one in figures
    ]  # fmt: skip


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The lines of a table; the first row is what the others are compared with."""
    first = rows[0].name
    yield f"{'':18}{'wall':>9}{'cpu':>10}{'peak':>12}{'PDF':>11}{'runs':>6}   {first} / it: {'wall':>6}{'peak':>7}"
    blank = " " * (len(first) + 10)
    for row in rows:
        mark = " " if row.seen else "<"
        figures = (
            f"{row.wall:7.3f} s{row.cpu:8.3f} s{mark:>2}{row.peak / _MIB:6.1f} MiB{row.size / _KB:8.0f} KB{row.runs:6}"
        )
        yield f"{row.name:18}{figures}{blank}{row.wall_ratio:6.2f}{row.peak_ratio:7.2f}"


def growth(few: tuple[int, Sequence[Row]], many: tuple[int, Sequence[Row]]) -> dict[str, float]:
    """How many bytes the peak of each tool grows for each card more, from the rows of two numbers of cards.

    Tools whose peak was not seen are left out.
    """
    before = {row.name: row.peak for row in few[1] if row.seen}
    after = {row.name: row.peak for row in many[1] if row.seen and row.name in before}
    return {name.strip(): (peak - before[name]) / (many[0] - few[0]) for name, peak in after.items()}


def grown(few: int, many: int, sizes: Mapping[str, float]) -> str:
    """The sentence about it."""
    each = "; ".join(f"{name} {size / _KB:.1f} kB" for name, size in sizes.items())
    return f"memory for each card more, from {few} to {many}: {each}"


def laps(found: Mapping[str, float]) -> Iterator[str]:
    """The lines of a table of phases, in seconds."""
    whole = sum(found.values())
    for phase, seconds in found.items():
        yield f"{phase:34}{seconds * 1000:9.1f} ms{seconds / whole:7.1%}"
    yield f"{'whole':34}{whole * 1000:9.1f} ms"


def data(figures: Sequence[Figures], found: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows with every run behind them."""
    return [
        {**row._asdict(), "name": row.name.strip(), "every": [run._asdict() for run in one.runs]}
        for one, row in zip(figures, found, strict=True)
    ]

"""The memory and the processor of a program that runs as many processes: read from /proc while it runs (Linux).

All processes of the program's session are counted, since those that it starts stay in it; only a browser's two crash
handlers (4 MB each) leave it. Memory is the proportional set size (Pss in proc(5)): a page that several processes
share counts once, divided among them, so that the sum is what the machine gives. What happens between two looks is
not seen.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks."""

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_STATE, _SESSION, _USER, _SYSTEM = 0, 3, 11, 12  # fields of /proc/PID/stat after the name, as in proc(5)


def watch(leader: int) -> tuple[int, float, int]:
    """Waits for the leader of a session; how it ended, the seconds of processor and the most memory in bytes of all."""
    seconds: dict[int, float] = {}
    peak = 0
    while True:
        ended, status, used = os.wait4(leader, os.WNOHANG)
        if ended:
            own = used.ru_utime + used.ru_stime  # with those of its children that it waited for
            return status, max(own, sum(seconds.values())), peak
        members = dict(_session(leader))
        seconds |= members
        peak = max(peak, sum(map(memory, members)))
        time.sleep(EVERY)


def memory(process: int) -> int:
    """The proportional set size of a process in bytes; nothing when it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _session(leader: int) -> Iterator[tuple[int, float]]:
    """The processes of a session, with the seconds of processor that each has used."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{name}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[_SESSION]) == leader and fields[_STATE] != "Z":
            yield int(name), (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS

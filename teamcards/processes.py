"""Work that several processors do at once, where the system can split a process in two."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

Result = TypeVar("Result")


def count() -> int:
    """How many processors this process may use; 1 where it cannot be split, or where other threads are at work."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def together(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """What each task gives, in their order: the first is done here, and each other one in a process of its own.

    What a process could not do is done over here, so that whatever is raised is raised here.
    """
    others = [(task, *_split(task)) for task in tasks[1:]]
    return [*(task() for task in tasks[:1]), *(_joined(*other) for other in others)]


def _split(task: Callable[[], Result]) -> tuple[int, int]:
    """Starts a process that does the task; its number, and where its result can be read."""
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return process, reader
    try:
        with os.fdopen(writer, "wb") as out:
            pickle.dump(task(), out, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)  # nothing of the other process is to be ended or written here


def _joined(task: Callable[[], Result], process: int, reader: int) -> Result:
    with os.fdopen(reader, "rb") as result:
        data = result.read()
    os.waitpid(process, 0)
    try:
        return cast(Result, pickle.loads(data))
    except (EOFError, pickle.UnpicklingError):
        return task()

"""Work that several processors do at once, where the system can split a process in two."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import BinaryIO, NamedTuple, TypeVar, cast

Result = TypeVar("Result")

_MOST = 8


def count() -> int:
    """How many processors this process may use, 8 at most; 1 where it is not to be split.

    That is where the system cannot, or its own libraries may not be split (macOS), or where other threads are at work.
    """
    if not hasattr(os, "sched_getaffinity") or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def together(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """What each task gives, in their order: the first is done here, and each other one in a process of its own.

    What a process could not do is done over here, so that whatever is raised is raised here.
    """
    others = [(task, _split(task)) for task in tasks[1:]]
    try:
        return [*(task() for task in tasks[:1]), *(_joined(task, other) for task, other in others)]
    finally:
        for other in (other for _, other in others if other):
            other.result.close()  # a process that still writes ends by that
            os.waitpid(other.process, 0)


class _Other(NamedTuple):
    """A process that does a task, and where its result can be read."""

    process: int
    result: BinaryIO


def _split(task: Callable[[], Result]) -> _Other | None:
    """Starts a process that does the task; none when the system has no room for it."""
    reader, writer = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reader)
        os.close(writer)
        return None
    if process:
        os.close(writer)
        return _Other(process, os.fdopen(reader, "rb"))
    try:
        with os.fdopen(writer, "wb") as out:
            pickle.dump(task(), out, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)  # nothing of the other process is to be ended or written here


def _joined(task: Callable[[], Result], other: _Other | None) -> Result:
    if other is None:
        return task()
    try:
        return cast(Result, pickle.loads(other.result.read()))
    except (EOFError, pickle.UnpicklingError):
        return task()

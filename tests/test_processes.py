"""Work divided over processors: the same results in the same order, and no error lost."""

from __future__ import annotations

import os
import threading

import pytest
from conftest import A4

from teamcards import build, processes


def test_results_come_in_the_order_of_their_tasks():
    assert processes.together([lambda number=number: number * number for number in range(5)]) == [0, 1, 4, 9, 16]
    assert processes.together([]) == []


def test_each_task_but_the_first_has_a_process_of_its_own():
    mine, *others = processes.together([os.getpid] * 3)
    assert mine == os.getpid()
    assert len({mine, *others}) == 3


def test_what_a_process_could_not_do_is_done_here():
    home = os.getpid()
    assert processes.together([os.getpid, lambda: os.getpid() if os.getpid() == home else os._exit(9)]) == [home, home]


def test_an_error_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        processes.together([int, lambda: 1 // 0])


def test_a_process_with_threads_is_not_split():
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert processes.count() == 1
    finally:
        wait.set()
        thread.join()


def test_a_process_that_cannot_be_started_is_done_without(monkeypatch):
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert processes.together([os.getpid, os.getpid]) == [os.getpid()] * 2


@pytest.mark.parametrize(("way", "start"), [("long", 0), ("long", 8), ("short", 5), ("fold", 1)])
def test_a_deck_is_the_same_however_many_processes_draw_it(project, monkeypatch, way, start):
    cards = "".join(f"  t-{n}: {{kind: myth, title: M{n}, claim: c{n}, truth: t{n}, instead: i}}\n" for n in range(306))
    content = project(cards__t=f"language: nl\ncards:\n{cards}", decks__t="title: P\nlanguages: [nl]\ncards: [t-*]\n")
    made = []
    for count in (1, 2, 3):
        monkeypatch.setattr(processes, "count", lambda count=count: count)
        ((file,), problems) = build.build("t", content, ["nl"], ["pdf"], build.Print(A4, way, start=start))
        assert problems == []
        made.append(file.data)
    assert made[0] == made[1] == made[2]

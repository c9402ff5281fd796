"""The cards of the benchmark are good cards, always the same, and really printed by all; how fast is no test."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from benchmarks import check, family, measure, page, phases, report, shown, slides, tools, workload
from benchmarks.measure import FailedError, Figures, Run
from benchmarks.shown import Text
from benchmarks.tools import Tool
from benchmarks.workload import Workload
from teamcards import build, content
from teamcards.cli import main

SAME = "nothing has changed"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workload:
    return workload.make(tmp_path_factory.mktemp("bench"), 15)


def run(tool: Tool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    """What a tool of teamcards does, in this process."""
    place = folder / tool.folder
    tool.before(place)
    monkeypatch.chdir(place)
    return CliRunner().invoke(main, list(tool.command[1:]))


# --- the cards ---------------------------------------------------------------------------------------------------


def test_the_cards_of_the_benchmark_have_no_problems(made: Workload) -> None:
    found = content.load(made.folder)
    drawn, problems = build.draw(workload.DECK, found, workload.LANGUAGE, None)
    assert [str(problem) for problem in (*found.problems, *problems)] == []
    assert drawn
    assert [side.id for side in drawn.sides] == [card.id for card in made.cards]


def test_the_same_number_gives_the_same_cards(tmp_path: Path) -> None:
    one, other = workload.make(tmp_path / "one", 15), workload.make(tmp_path / "other", 15)
    names = sorted(path.relative_to(one.folder) for path in one.folder.rglob("*.*"))
    assert one.mark == other.mark
    assert len(names) == 8
    assert [(one.folder / name).read_bytes() for name in names] == [
        (other.folder / name).read_bytes() for name in names
    ]


def test_more_cards_begin_with_the_same_cards() -> None:
    assert list(workload.cards(36))[:15] == list(workload.cards(15))


def test_a_third_of_the_cards_are_questions() -> None:
    cards = list(workload.cards(36))
    assert sum(card.kind == "question" for card in cards) == 12
    assert all(4 <= len(card.title.split()) <= 5 and card.minutes and card.method for card in cards)
    assert all(45 <= len(card.text.split()) <= 60 for card in cards if card.kind == "episode")


# --- what each run does ------------------------------------------------------------------------------------------


def test_a_cold_run_makes_everything_and_the_next_nothing(made: Workload, monkeypatch: pytest.MonkeyPatch) -> None:
    cold, same, _ = tools.teamcards()
    assert [SAME in run(cold, made.folder, monkeypatch).output for _ in range(2)] == [False, False]
    assert [SAME in run(same, made.folder, monkeypatch).output for _ in range(2)] == [False, True]
    assert list(check.unequal(made.folder / cold.pdf, made.cards)) == []
    assert (made.folder / same.pdf).read_bytes() == (made.folder / cold.pdf).read_bytes()


def test_each_run_with_a_change_finds_one_card_changed(made: Workload, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tools.teamcards()[2]
    cards = made.folder / changed.folder / "cards" / f"{workload.DECK}.yaml"
    assert SAME not in run(changed, made.folder, monkeypatch).output
    one, first = (made.folder / changed.folder / changed.pdf).read_bytes(), cards.read_text("utf-8").splitlines()
    assert SAME not in run(changed, made.folder, monkeypatch).output
    other, second = (made.folder / changed.folder / changed.pdf).read_bytes(), cards.read_text("utf-8").splitlines()
    assert sum(a != b for a, b in zip(first, second, strict=True)) == 1
    assert one != other
    assert list(check.unequal(made.folder / changed.folder / changed.pdf, made.cards)) == []


def test_a_tool_that_fails_is_left_out_with_what_it_said(tmp_path: Path) -> None:
    def tool(name: str, code: str) -> Tool:
        return Tool(name, "1", (sys.executable, "-S", "-c", code), f"{name}.pdf", tools.without(f"{name}.pdf"))

    good = tool("good", "open('good.pdf', 'w').write('12')")
    figures, failed = measure.in_turn(
        [good, tool("loud", "raise SystemExit('no ink')"), tool("mute", "pass")], tmp_path, 1
    )
    assert [(one.tool.name, len(one.runs), one.size) for one in figures] == [("good", 1, 2)]
    assert [why.splitlines()[0] for why in failed] == ["loud failed; it said:", "mute failed; it said:"]
    assert "no ink" in failed[0]


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory of many processes: Linux only")
def test_the_memory_of_a_family_is_that_of_all_its_processes() -> None:
    child = "import time; kept = b'1' * 40_000_000; time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {child!r}]); sys.exit(3)"
    process = subprocess.Popen([sys.executable, "-S", "-c", parent], start_new_session=True)
    status, seconds, peak = family.watch(process.pid)
    process.returncode = status >> 8
    assert process.returncode == 3
    assert seconds > 0
    assert 40_000_000 < peak < 120_000_000


# --- equal work --------------------------------------------------------------------------------------------------


def test_a_card_that_is_not_printed_is_named(made: Workload, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = tools.teamcards()[0]
    run(cold, made.folder, monkeypatch)
    lacks = list(check.unequal(made.folder / cold.pdf, tuple(workload.cards(16))))
    assert len(lacks) == 3
    assert all("bench-00016" in lack for lack in lacks)
    assert "4 pages instead of 6" in next(check.unequal(made.folder / cold.pdf, tuple(workload.cards(19))))


@pytest.mark.parametrize("source", ["cards.typ", "plain.typ"])
def test_typst_prints_the_same_cards(made: Workload, source: str) -> None:
    pytest.importorskip("typst")
    (tool,) = (tool for tool in tools.peers() if isinstance(tool, Tool) and source in tool.command)
    done = subprocess.run(tool.command, cwd=made.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list(check.unequal(made.folder / tool.pdf, made.cards)) == []


def test_the_page_for_browsers_has_every_card_and_its_back_behind_it(made: Workload) -> None:
    text = page.write(made.folder, ROOT).read_text("utf-8")
    assert text.count('<section class="sheet">') == 4
    assert all(text.count(f"<h2>{card.title}</h2><p>{card.text}</p>") == 1 for card in made.cards)
    cards = {card.id: card._asdict() for card in made.cards}
    for card in page._placed(cards, "scène"):
        assert card["x"] + 67 + card["behind"] == pytest.approx(210)  # card and bleed, as far from the other edge


# --- slides ------------------------------------------------------------------------------------------------------


def test_a_peer_of_the_slides_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for modules in (None, tmp_path):
        marp, reveal = map(str, shown.peers([[Text(True, "Een")]], tmp_path, modules))
        assert "marp is neither" in marp
        assert "reveal.js is not" in reveal
        assert all(why.endswith("not measured") for why in (marp, reveal))


def test_a_peer_of_the_slides_shows_what_is_text_as_text(tmp_path: Path) -> None:
    assert shown._markdown(Text(True, "1. *een*\n  <b> & #2")) == r"# 1\. \*een\* \<b\> \& \#2"
    package = tmp_path / "reveal.js"
    (package / "dist").mkdir(parents=True)
    (package / "dist" / "reveal.js").touch()
    (package / "package.json").write_text('{"version": "6"}', "utf-8")
    found = shown._reveal([[Text(True, "<b>"), Text(False, "a & b")], [Text(False, "c")]], tmp_path, tmp_path)
    assert isinstance(found, shown.Page)
    source = found.file.read_text("utf-8")
    assert "<section><h2>&lt;b&gt;</h2><p>a &amp; b</p></section>\n<section><p>c</p></section>" in source


def test_slides_are_stepped_through_and_must_say_the_same(made: Workload, tmp_path: Path, browser: Any) -> None:
    own = shown.teamcards(workload.DECK, tmp_path, made.folder)
    said = slides._texts(browser, own)
    assert all(
        {card.title, card.text} <= {text.words for text in slide}
        for card, slide in zip(made.cards, said[1:-1], strict=True)
    )
    assert len(gzip.compress(own.file.read_bytes(), 9)) == slides._checked(browser, own, said)
    assert len(slides._visit(browser, own, 3).steps) == 3
    with pytest.raises(FailedError, match="is at slide 17 after 20 steps"):
        slides._visit(browser, own, 20)
    with pytest.raises(FailedError, match="slide 2 of teamcards says something else"):
        slides._checked(browser, own, [said[0], said[2], *said[2:]])
    with pytest.raises(FailedError, match="has 17 slides, not 16"):
        slides._checked(browser, own, said[1:])


# --- what is told ------------------------------------------------------------------------------------------------


def test_ratios_are_those_of_runs_side_by_side() -> None:
    slow, quick = Tool("slow", "1", (), ""), Tool("quick", "1", (), "")
    figures = [
        Figures(slow, (Run(2.0, 1, 300), Run(40.0, 1, 300), Run(3.0, 1, 600)), 1),
        Figures(quick, (Run(1.0, 1, 100), Run(20.0, 1, 100)), 1),  # sat out the last
    ]
    _, row = report.rows(figures, 50)
    assert (row.wall_ratio, row.peak_ratio, row.runs, row.seen) == (2.0, 3.0, 2, True)
    assert not report.rows(figures, 200)[1].seen


def test_growth_counts_only_what_was_seen() -> None:
    row = report.Row("a", 1, 1, 5_000, True, 1, 1, 1, 1)
    few = [row, row._replace(name="b", seen=False)]
    many = [row._replace(peak=95_000), row._replace(name="b")]
    assert report.growth((1000, few), (10_000, many)) == {"a": 10.0}


def test_the_profile_meets_every_phase(made: Workload) -> None:
    tools.teamcards()[0].before(made.folder)
    laps = measure.phases(made.folder, workload.DECK, 1)
    assert list(laps)[-1] == phases.REST
    assert [phase for phase, seconds in laps.items() if not seconds] == []
    assert {phase for *_, phase in phases.STAGES} <= set(laps)


def test_the_figures_can_be_read_by_a_program(made: Workload) -> None:
    figures = [Figures(Tool("  a", "1", (), ""), (Run(1.0, 2.0, 3),), 4)]
    (told,) = json.loads(json.dumps(report.data(figures, report.rows(figures, 0))))
    assert told["name"] == "a"
    assert told["every"] == [{"wall": 1.0, "processor": 2.0, "peak": 3}]

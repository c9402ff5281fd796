"""What a rehearsal took goes into the running order, and every other byte of the file stays."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teamcards import cli, edits, rehearsal, source
from teamcards.problems import Mark

CARDS = "cards:\n  t-01: {kind: episode, title: {en: A, nl: A}, text: {en: B, nl: B}, minutes: 3}\n"
DECK = """\
# ours
title: {en: An evening, nl: Een avond}
languages: [en, nl]
agenda:
  - title: {en: 'The "why"', nl: 'Het ''waarom'''}   # first
    minutes: 5          # as long as it takes
    floor: 4
    cards: [t-01]
  - {title: {en: Talk, nl: Praten}, "minutes": '20', cards: [t-01]}

  - title: {en: Break, nl: Pauze}
    floor:   "5"
    minutes:   10
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one workshop; commands run in it."""
    for name, text in {"cards/a.yaml": CARDS, "decks/evening.yaml": DECK}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli.main, ["rehearse", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def took(*seconds: float, deck: str = "evening", **more: Any) -> str:
    """A file that says how long each segment took, one after the other."""
    segments = [{"number": n, "seconds": each, **more} for n, each in enumerate(seconds, 1)]
    Path("took.json").write_text(json.dumps({"deck": deck, "segments": segments}), "utf-8")
    return "took.json"


def test_minutes_are_those_of_the_rehearsal_and_nothing_else_changes(project):
    result = run("evening", took(312, 1380, 100))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        ' 1  The "why"     5 -> 6   min  took 5:12',
        " 2  Talk         20 -> 23  min  took 23:00",
        " 3  Break        10 -> 5   min  took 1:40, and its floor is 5",
        "                 35 -> 34  min",
        "decks/evening.yaml: 3 parts changed",
    ]
    expected = (
        DECK.replace("minutes: 5 ", "minutes: 6 ").replace("'20'", "'23'").replace("minutes:   10", "minutes:   5")
    )
    assert (project / "decks/evening.yaml").read_bytes() == expected.encode()
    assert CliRunner().invoke(cli.main, ["check"]).exit_code == 0
    assert run("evening", "took.json").stdout.endswith("decks/evening.yaml: nothing changes\n")


def test_a_dry_run_writes_nothing(project):
    result = run("evening", took(312), "--dry-run")
    assert ' 1  The "why"     5 -> 6   min  took 5:12\n' in result.stdout
    assert " 2  Talk         20        min  not rehearsed\n" in result.stdout
    assert result.stdout.endswith("decks/evening.yaml: 1 part would change\n")
    assert (project / "decks/evening.yaml").read_text("utf-8") == DECK


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(0, 5), (1, 4), (240, 4), (240.5, 5), (299, 5), (300, 5), (301, 6), (36000, 600)],
)
def test_minutes_are_whole_and_not_below_the_floor(project, seconds, minutes):
    assert run("evening", took(seconds)).exit_code == 0
    assert f"minutes: {minutes} " in (project / "decks/evening.yaml").read_text("utf-8")


def test_a_part_without_a_floor_may_get_as_few_as_it_took(project):
    run("evening", took(300, 61))
    assert "\"minutes\": '2'" in (project / "decks/evening.yaml").read_text("utf-8")


def test_a_shipped_deck_is_to_be_copied_first(project):
    result = run("goudmijn-90", took(300, deck="goudmijn-90"))
    assert result.exit_code == 1
    shipped = ROOT / "decks" / "goudmijn-90.yaml"
    where = Path("decks", "goudmijn-90.yaml")
    assert result.stderr == (
        f"Error: the deck 'goudmijn-90' is not in this folder, but comes with teamcards: copy {shipped} to {where}, "
        "and run this again\n"
    )
    (project / where).write_bytes(before := shipped.read_bytes())
    assert run("goudmijn-90", "took.json").exit_code == 0
    assert (project / where).read_bytes() == before
    assert run("goudmijn-90", took(500, deck="goudmijn-90")).exit_code == 0
    assert (project / where).read_bytes() == before.replace(b"minutes: 5\n", b"minutes: 9\n", 1)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "this is not a rehearsal, which is JSON such as {"),
        ("[" * 100_000, "this is not a rehearsal, which is JSON such as {"),
        ("[]", "this JSON is not a rehearsal, such as {"),
        ('{"deck": "evening"}', "this JSON is not a rehearsal, such as {"),
        ('{"deck": "evening", "segments": [5]}', "segment 1 of the list has no whole 'number'"),
        ('{"deck": "evening", "segments": [{"number": true, "seconds": 1}]}', "segment 1 of the list has no whole"),
        ('{"deck": "evening", "segments": [{"number": 1}]}', "'seconds' of segment 1 is not a number from 0 to 36000"),
        ('{"deck": "evening", "segments": [{"number": 1, "seconds": true}]}', "'seconds' of segment 1 is not a number"),
        ('{"deck": "evening", "segments": [{"number": 2, "seconds": NaN}]}', "'seconds' of segment 2 is not a number"),
        ('{"deck": "evening", "segments": [{"number": 2, "seconds": -1}]}', "'seconds' of segment 2 is not a number"),
        ('{"deck": "evening", "segments": [{"number": 2, "seconds": 1, "title": 3}]}', "segment 2 has a 'title' or"),
        ('{"deck": "evening", "segments": [{"number": 4, "seconds": 1}]}',
         "there is no segment 4: the deck has 3; the deck has changed since: rehearse it again"),
        ('{"deck": "evening", "segments": [{"number": 0, "seconds": 1}]}', "there is no segment 0"),
        ('{"deck": "evening", "segments": [{"number": 1, "seconds": 1}, {"number": 1, "seconds": 2}]}',
         "segment 1 stands in it twice"),
        ('{"deck": "morning", "segments": []}', "this is a rehearsal of 'morning', not of 'evening'"),
    ],
)  # fmt: skip
def test_what_is_no_rehearsal_of_this_deck_is_refused(project, written, said):
    (project / "took.json").write_text(written, "utf-8")
    result = run("evening", "took.json")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: took.json: {said}")
    assert (project / "decks/evening.yaml").read_text("utf-8") == DECK


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            {"title": "Welcome"},
            "segment 1 is 'The \"why\"', and was 'Welcome'; the deck has changed since: rehearse it",
        ),
        ({"minutes": 8}, "segment 1 has 5 minutes, and had 8; the deck has changed since: rehearse it again"),
        ({"title": "The “why”", "minutes": 5}, ""),  # as the slides have it
        ({"title": "Het ‘waarom’", "minutes": 5}, ""),
    ],
)
def test_a_deck_that_has_changed_since_is_refused(project, told, said):
    result = run("evening", took(400, **told))
    assert said in result.stderr
    assert result.exit_code == bool(said)
    assert ((project / "decks/evening.yaml").read_text("utf-8") == DECK) == bool(said)


def test_names_files_and_decks_that_cannot_be_used_are_told(project):
    assert "no deck is called 'evning' (did you mean 'evening'?)" in run("evning", took(1)).stderr
    assert "cannot read none.json: No such file or directory" in run("evening", "none.json").stderr
    assert run("evening", "none.json").exit_code == 2
    (project / "decks/cards.yaml").write_text("title: A\nlanguages: [en]\ncards: [t-01]\n", "utf-8")
    assert "the deck 'cards' has no running order" in run("cards", took(1, deck="cards")).stderr
    (project / "decks/bad.yaml").write_text("titel: A\nlanguages: [en]\n", "utf-8")
    result = run("bad", took(1, deck="bad"))
    assert result.exit_code == 1
    assert "decks/bad.yaml:1:1: error: unknown field 'titel' (did you mean 'title'?)" in result.stderr


def test_minutes_that_are_not_plain_digits_stay(project):
    deck = project / "decks/evening.yaml"
    deck.write_text(before := DECK.replace("'20'", '"\\x32\\x30"'), "utf-8")
    result = run("evening", took(312, 1380))
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: decks/evening.yaml:9:48: '20' is not written here as plain text "
        "(write the minutes as 'minutes: 10'; nothing is changed)\n"
    )
    assert deck.read_text("utf-8") == before


def test_a_file_that_cannot_be_written_stays_as_it_was(project, monkeypatch):
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refused)
    result = run("evening", took(312))
    assert result.exit_code == 1
    assert result.stderr == "Error: cannot write decks/evening.yaml: Permission denied\n"
    assert [path.name for path in (project / "decks").iterdir()] == ["evening.yaml"]
    assert (project / "decks/evening.yaml").read_text("utf-8") == DECK


def test_a_link_stays_a_link(project):
    deck = project / "decks/evening.yaml"
    deck.rename(project / "kept.yaml")
    deck.symlink_to(project / "kept.yaml")
    assert run("evening", took(312)).exit_code == 0
    assert deck.is_symlink()
    assert "minutes: 6 " in (project / "kept.yaml").read_text("utf-8")


# --- every other byte ------------------------------------------------------------------------------------------


COMMENT = st.text(st.sampled_from(" minutes: 5 'é\"{}[],#- 😀"), max_size=20).map(lambda text: f"# {text}")
QUOTE = st.sampled_from(["", "'", '"'])
BEFORE, AFTER = "\x01", "\x02"  # around the minutes of a part


@st.composite
def decks(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A deck as authors type it, with a hole for the minutes of each part, and these minutes as they are written."""
    lines = ["title: {nl: 'Één avond', en: \"An evening\"} # minutes: 5", "languages: [ nl,en ]", "agenda:"]
    minutes = []
    for number in range(draw(st.integers(1, 4))):
        minutes.append(draw(st.sampled_from(["0", "5", "05", "12", "600"])))
        quote = draw(QUOTE)
        gap = " " * draw(st.integers(1, 3))
        hole = f"{gap}{quote}{BEFORE}{number}{AFTER}{quote}"
        fields = draw(st.permutations([f"title:{gap}'5 minutes: é😀'", f"minutes:{hole}", "cards: [t-01]"]))
        if draw(st.booleans()):
            lines.append(f"  -{gap}{{{gap}{f',{gap}'.join(fields)}{gap}}}")
        else:
            indent = " " * (3 + len(gap))
            remark = draw(st.lists(COMMENT, min_size=3, max_size=3))
            block = [f"{field}{gap}{text}" for field, text in zip(fields, remark, strict=True)]
            lines += [f"  -{gap}{block[0]}", *(f"{indent}{line}" for line in block[1:])]
        lines += draw(st.lists(COMMENT | st.just("") | st.just("   "), max_size=2))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    ends = draw(st.lists(st.sampled_from(["\n", "\r\n"]), min_size=len(lines), max_size=len(lines)))
    return mark + "".join(line + end for line, end in zip(lines, ends, strict=True)), minutes


def filled(deck: str, minutes: list[str]) -> bytes:
    for number, each in enumerate(minutes):
        deck = deck.replace(f"{BEFORE}{number}{AFTER}", each)
    return deck.encode("utf-8")


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(decks(), st.data())
def test_every_other_byte_stays(deck, data):
    text, minutes = deck
    before = filled(text, minutes)
    node, problems = source.parse(before, "decks/a.yaml")
    assert node is not None
    assert [problem for problem in problems if problem.severity == "error"] == []
    after = [data.draw(st.just(old) | st.integers(0, 600).map(str)) for old in minutes]
    nodes = [node.find(["agenda", place, "minutes"]) for place in range(len(minutes))]
    assert [each.value for each in nodes] == minutes
    wanted = [edits.Edit(each.mark, str(each.value), new) for each, new in zip(nodes, after, strict=True)]
    assert edits.applied(before, wanted) == filled(text, after)
    assert edits.applied(before, []) == before


@pytest.mark.parametrize(
    ("data", "old"),
    [(b"a: 6", "5"), (b"a: '55'", "5"), (b"a: '5\"", "5"), (b"\xff: 5", "5"), (b"a: >-\n  5", "5"), (b"a:", "5")],
)
def test_what_does_not_stand_there_is_not_changed(data, old):
    with pytest.raises(ValueError, match=r"plain text|decode"):
        edits.applied(data, [edits.Edit(Mark("a.yaml", 1, 4), old, "7")])


def test_a_rehearsal_may_start_with_a_byte_order_mark():
    data = b'\xef\xbb\xbf{"deck": "a", "segments": [{"number": 1, "seconds": 1.5}]}'
    assert rehearsal.read(data) == ("a", [rehearsal.Part(1, 1.5, None, None)])

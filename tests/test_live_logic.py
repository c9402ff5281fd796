"""The logic of live sessions, in a blank page of a browser: groups, pacing and counts, by laws and by brute force."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from conftest import ROOT

WEB = ROOT / "templates" / "web"
FILES = ("groups.js", "pacing.js", "tally.js")
_EACH = "cases => JSON.stringify(JSON.parse(cases).map(given => ({})(...given)))"
MINUTE = 60_000
START = 1_800_000_000_000
Call = Callable[[str, list[Any]], list[Any]]


@pytest.fixture(scope="module")
def call(browser: Any) -> Iterator[Call]:
    """Calls a function of the page once for each list of arguments, all in one go."""
    page = browser.new_page()
    page.add_script_tag(content="\n".join((WEB / name).read_text("utf-8") for name in FILES))
    yield lambda name, cases: json.loads(page.evaluate(_EACH.format(name), json.dumps(cases)))
    page.close()


def test_no_name_is_there_twice_in_the_one_script():
    names = [
        name
        for file in sorted(WEB.glob("*.js"))
        for names in re.findall(r"^(?:const|let|(?:async )?function) \[?([\w, ]+)", file.read_text("utf-8"), flags=re.M)
        for name in names.split(", ")
    ]
    assert len(names) > 60
    assert sorted(names) == sorted(set(names))


# --- groups ----------------------------------------------------------------------------------------------------


TABLE = {  # people: pairs, trios, fours
    6: ((2, 2, 2), (3, 3), (3, 3)),
    7: ((3, 2, 2), (4, 3), (4, 3)),
    8: ((2, 2, 2, 2), (4, 4), (4, 4)),
    9: ((3, 2, 2, 2), (3, 3, 3), (3, 3, 3)),
    10: ((2, 2, 2, 2, 2), (4, 3, 3), (4, 3, 3)),
    11: ((3, 2, 2, 2, 2), (4, 4, 3), (4, 4, 3)),
    12: ((2, 2, 2, 2, 2, 2), (3, 3, 3, 3), (4, 4, 4)),
}


def pairs(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}


def seatings(people: list[int], sizes: list[int]) -> Iterator[list[list[int]]]:
    """All ways to seat people in groups of those sizes; the first one left sits in a group of each size."""
    if not people:
        yield []
        return
    for size in set(sizes):
        rest = list(sizes)
        rest.remove(size)
        for others in itertools.combinations(people[1:], size - 1):
            left = [person for person in people[1:] if person not in others]
            yield from ([[people[0], *others], *more] for more in seatings(left, rest))


def test_sizes_for_six_to_twelve_people(call):
    cases = [[people, size] for people in TABLE for size in (2, 3, 4)]
    assert call("groupSizes", cases) == [list(TABLE[people][size - 2]) for people, size in cases]


def test_groups_that_join_stay_together_and_keep_apart_who_can_be(call):
    pairs_of_eight = [[1, 8], [2, 4], [3, 5], [6, 7]]
    cases = [[pairs_of_eight, 4, [[one, other]]] for one in range(1, 9) for other in range(1, 9) if one < other]
    cases = [case for case in cases if case[2][0] not in pairs_of_eight]
    for (groups, _, [(one, other)]), fours in zip(cases, call("joined", cases), strict=True):
        assert sorted(map(len, fours)) == [4, 4]
        assert all(any(set(pair) <= set(four) for four in fours) for pair in groups)
        assert not any({one, other} <= set(four) for four in fours)
    odd = call("joined", [[[[1, 2, 3], [4, 5], [6, 7], [8, 9], [10, 11]], 4]])[0]
    assert sorted(map(len, odd)) == [3, 4, 4]


def test_nobody_is_alone_and_groups_are_alike(call):
    cases = [[people, size] for people in range(2, 201) for size in range(2, 14)]
    for (people, size), sizes in zip(cases, call("groupSizes", cases), strict=True):
        assert sum(sizes) == people
        assert sizes == sorted(sizes, reverse=True)
        assert 2 <= sizes[-1] <= sizes[0] <= min(size + 1, sizes[-1] + 1)
        if size > 3 and people > 2:
            assert sizes[-1] >= 3


def test_pairs_of_an_even_number_meet_all_others_before_they_meet_again(call):
    run = "(n, seed) => { const all = []; while (all.length < n - 1) all.push(mixed(n, 2, seed, all)); return all; }"
    cases = [[people, seed] for people in range(2, 31, 2) for seed in (0, 1, 77)] + [[80, 5]]
    for (people, _), rounds in zip(cases, call(run, cases), strict=True):
        met = [pair for groups in rounds for pair in pairs(groups)]
        assert len(met) == len(set(met)) == people * (people - 1) // 2
    assert call(run, cases) == call(run, cases)
    assert call("mixed", [[12, 2, 1]]) != call("mixed", [[12, 2, 2]])


def mixes(count: int, most: int, seed: int) -> list[list[Any]]:
    """Some people, a size, a seed, rounds that were and pairs to keep apart."""
    chance = random.Random(seed)
    cases: list[list[Any]] = []
    while len(cases) < count:
        people = chance.randint(2, most)
        everybody = list(range(1, people + 1))
        size = chance.randint(2, 5)
        before = []
        for _ in range(chance.randint(0, 5)):
            chance.shuffle(everybody)
            width = chance.randint(2, 4)
            before.append([everybody[at : at + width] for at in range(0, people, width)])
        all_pairs = list(itertools.combinations(range(1, people + 1), 2))
        apart = chance.sample(all_pairs, min(len(all_pairs), chance.choice([0, 0, 1, 2, 4, 8, 14])))
        cases.append([people, size, chance.randint(0, 2**32), before, [list(pair) for pair in apart]])
    return cases


def test_small_groups_are_as_good_as_any_way_to_seat_them(call):
    cases = mixes(400, 8, 1)
    sizes = call("groupSizes", [case[:2] for case in cases])
    impossible = repeated = 0
    for (people, _, _, before, apart), made, width in zip(cases, call("mixed", cases), sizes, strict=True):
        met = {pair for groups in before for pair in pairs(groups)}
        enemies = {tuple(pair) for pair in apart}

        def cost(groups: list[list[int]], met: Any = met, enemies: Any = enemies) -> tuple[int, int]:
            return len(pairs(groups) & enemies), len(pairs(groups) & met)

        assert sorted(person for group in made for person in group) == list(range(1, people + 1))
        assert sorted(map(len, made), reverse=True) == width
        best = min(cost(groups) for groups in seatings(list(range(1, people + 1)), width))
        assert cost(made) == best
        impossible += best[0] > 0
        repeated += best[0] == 0 < best[1]
    assert min(impossible, repeated) > 40  # or the cases were too easy


def test_large_groups_keep_people_apart_and_mix_again(call):
    cases = [[people, size, 3, [], [[1, 2], [1, 3], [4, 5]]] for people in (12, 31, 200) for size in (2, 3, 4, 8)]
    run = "(n, k, seed, all, apart) => { while (all.length < 3) all.push(mixed(n, k, seed, all, apart)); return all; }"
    for (people, size, *_, apart), rounds in zip(cases, call(run, cases), strict=True):
        for groups in rounds:
            assert sorted(person for group in groups for person in group) == list(range(1, people + 1))
            assert not pairs(groups) & {tuple(pair) for pair in apart}
        if people >= 31 and size <= 4:
            met = [pair for groups in rounds for pair in pairs(groups)]
            assert len(met) == len(set(met))


def test_what_a_mix_could_not_do_is_counted(call):
    groups = [[1, 2], [3, 4]]
    assert call("metAgain", [[groups, [[[2, 1, 3], [4]]]], [groups, []]]) == [1, 0]
    assert call("notApart", [[groups, [[2, 1], [1, 3]]]]) == [[[2, 1]]]


def test_somebody_who_left_or_is_apart_from_themselves_is_passed_over(call):
    assert call(
        "groups => groups.length", [[call("mixed", [[4, 2, 1, [[[1, 9], [2, 3]]], [[1, 1], [2, 12]]]])[0]]]
    ) == [2]


def test_everybody_starts_once(call):
    run = "(group, seed) => group.map((_, round) => speakingOrder(group, round, seed))"
    for (group, _), rounds in zip(
        cases := [[list(range(1, size + 1)), seed] for size in range(1, 13) for seed in range(4)],
        call(run, cases),
        strict=True,
    ):
        assert sorted(order[0] for order in rounds) == group
        assert all(sorted(order) == group for order in rounds)


def test_names_stay_apart(call):
    assert call("labelled", [[4, ["Jan", " Jan ", "<b>Els</b>"]], [2, []]]) == [
        ["Jan 1", "Jan 2", "<b>Els</b>", "4"],
        ["1", "2"],
    ]


def test_phases_take_as_long_as_there_are_people_groups_and_rounds(call):
    scales = ("fixed", "elastic", "per_person", "per_group", "per_round")
    phases = [{"label": "", "seconds": 30, "scale": scale} for scale in scales]
    counts = {"people": 8, "groups": 3, "rounds": 2}
    assert call("phaseSeconds", [[phases, counts], [phases, {"people": 11}]]) == [
        [30, 30, 240, 90, 60],
        [30, 30, 330, 30, 30],
    ]


# --- pacing ----------------------------------------------------------------------------------------------------


def plans(count: int, seed: int) -> list[list[Any]]:
    """Running orders, each somewhere on its way: early, in time, late, or past its end."""
    chance = random.Random(seed)
    cases: list[list[Any]] = []
    for _ in range(count):
        parts = []
        for number in range(chance.randint(1, 9)):
            minutes = chance.randint(0, 20)
            floor = minutes - chance.choice([0, 0, 1, 2, 5, 9])
            floor = max(0, floor)
            saves = chance.choice([0, 0, 1, 2, 3, 6])
            drop = {"drop": [f"c-{number}"], "saves": min(saves, floor)} if saves else {"drop": [], "saves": 0}
            parts.append({"title": f"Part {number}", "minutes": minutes, "floor": floor, **drop})
        running = chance.randint(0, len(parts) - 1)
        end = START + sum(part["minutes"] for part in parts) * MINUTE
        due = START + sum(part["minutes"] for part in parts[:running]) * MINUTE
        since = due + chance.choice([0, 0, 20_000, -90_000, *(chance.randint(0, 30) * MINUTE for _ in range(4))])
        now = since + chance.randint(0, parts[running]["minutes"] * MINUTE + chance.choice([0, 0, 4 * MINUTE]))
        shown = [f"c-{n}" for n in range(running)] + chance.choice([[], [f"c-{running}"]])
        at = {"start": START, "end": end, "running": running, "since": since, "now": now, "shown": shown}
        cases.append([parts, at])
    return cases


def ranges(parts: list[Any], at: Any) -> list[tuple[int, int, int]]:
    """The fewest and most minutes of each part that is not over, and what its drop can save."""
    found = []
    for place, part in enumerate(parts[at["running"] :], at["running"]):
        spent = (at["now"] - at["since"] + MINUTE // 2) // MINUTE if place == at["running"] else 0
        least = max(part["floor"], spent)
        possible = part["saves"] if not set(part["drop"]) & set(at["shown"]) else 0
        found.append((least, max(part["minutes"], spent), min(possible, least - spent)))
    return found


def test_minutes_add_up_to_the_time_left_or_the_overrun_is_said(call):
    kinds = {"in time": 0, "shorter": 0, "dropped": 0, "over": 0}
    for (parts, at), repair in zip(cases := plans(3000, 5), call("repairOf", cases), strict=True):
        there = ranges(parts, at)
        room = (at["end"] - at["since"] + MINUTE // 2) // MINUTE
        given = [part["minutes"] for part in repair["parts"]]
        dropped = [bool(part["drop"]) for part in repair["parts"]]
        most, least = sum(most for _, most, _ in there), sum(least for least, _, _ in there)
        assert [part["number"] for part in repair["parts"]] == list(range(at["running"] + 1, len(parts) + 1))
        assert repair["late"] == max(0, most - room)
        for minutes, drop, (low, high, saves) in zip(given, dropped, there, strict=True):
            assert low - (saves if drop else 0) <= minutes <= high
        if most <= room:
            assert (given, any(dropped), repair["over"]) == ([high for _, high, _ in there], False, 0)
            kinds["in time"] += 1
        else:
            assert sum(given) == room + repair["over"]
            assert any(dropped) == (least > room and any(saves for *_, saves in there))
            kinds["over" if repair["over"] else "dropped" if any(dropped) else "shorter"] += 1
        if repair["over"]:
            assert dropped == [saves > 0 for *_, saves in there]
            assert given == [low - saves for low, _, saves in there]
    assert min(kinds.values()) > 100


def test_as_few_parts_as_possible_lose_cards_and_the_earliest_of_these(call):
    seen = set()
    for (parts, at), repair in zip(cases := plans(3000, 6), call("repairOf", cases), strict=True):
        there = ranges(parts, at)
        need = repair["late"] - sum(most - least for least, most, _ in there)
        possible = [place for place, (*_, saves) in enumerate(there) if saves]
        if need <= 0 or repair["over"]:
            continue
        enough = (
            places
            for count in range(1, len(possible) + 1)
            for places in itertools.combinations(possible, count)
            if sum(there[place][2] for place in places) >= need
        )
        first = next(enough)
        assert [place for place, part in enumerate(repair["parts"]) if part["drop"]] == list(first)
        seen.add(len(first))
    assert {1, 2, 3} <= seen


def test_minutes_are_taken_in_proportion(call):
    chance = random.Random(7)
    slacks = [[chance.randint(0, 12) for _ in range(chance.randint(1, 9))] for _ in range(1500)]
    cases = [[slack, chance.randint(0, sum(slack))] for slack in slacks]
    for (slack, minutes), taken in zip(cases, call("sharedOut", cases), strict=True):
        assert sum(taken) == minutes
        for mine, gives in zip(taken, slack, strict=True):
            assert 0 <= mine <= gives
            assert abs(mine * sum(slack) - minutes * gives) < max(1, sum(slack))  # less than a minute off its share
    assert call("sharedOut", [[[3, 3, 3], 2], [[1, 4], 3], [[0, 5], 5]]) == [[1, 1, 0], [1, 2], [0, 5]]


def test_a_break_keeps_its_floor(call):
    parts = [
        {"title": "A", "minutes": 10, "floor": 10, "drop": [], "saves": 0},
        {"title": "Break", "minutes": 5, "floor": 5, "drop": [], "saves": 0},
        {"title": "B", "minutes": 10, "floor": 6, "drop": ["b-2"], "saves": 2},
    ]
    at = {"start": START, "end": START + 25 * MINUTE, "running": 1, "since": START + 15 * MINUTE,
          "now": START + 16 * MINUTE, "shown": []}  # fmt: skip
    late = {**at, "since": START + 17 * MINUTE, "now": START + 17 * MINUTE}
    over = {**at, "since": START + 19 * MINUTE, "now": START + 19 * MINUTE}
    found = call("repairOf", [[parts, at], [parts, late], [parts, over], [parts, {**over, "shown": ["b-2"]}]])
    told = [([part["minutes"] for part in each["parts"]], each["parts"][1]["drop"], each["over"]) for each in found]
    assert told == [([5, 5], ["b-2"], 0), ([5, 4], ["b-2"], 1), ([5, 4], ["b-2"], 3), ([5, 6], [], 5)]


def test_a_repaired_plan_needs_no_repair(call):
    run = """(parts, at) => {
        const repair = repairOf(parts, at);
        const now = parts.map((part, place) => {
            const { minutes, saves, drop } = repair.parts[place - at.running] ?? {};
            if (minutes === undefined) return part;
            const floor = Math.min(part.floor - saves, minutes);
            return { ...part, minutes, floor, ...(drop.length ? { drop: [], saves: 0 } : {}) };
        });
        return [repair, now, repairOf(now, at), paceOf(now, at).projected];
    }"""
    for (parts, at), (repair, now, again, projected) in zip(cases := plans(1500, 8), call(run, cases), strict=True):
        assert now[: at["running"]] == parts[: at["running"]]
        assert [part["minutes"] for part in now[at["running"] :]] == [part["minutes"] for part in repair["parts"]]
        assert all(0 <= part["floor"] <= part["minutes"] for part in now)
        assert again["late"] == again["over"] == repair["over"]
        assert [part["minutes"] for part in again["parts"]] == [part["minutes"] for part in repair["parts"]]
        assert not repair["late"] or projected <= at["end"] + (repair["over"] + 1) * MINUTE


def test_the_pace_is_what_is_done_against_what_was_planned(call):
    for (parts, at), pace in zip(cases := plans(1500, 9), call("paceOf", cases), strict=True):
        done = sum(part["minutes"] for part in parts[: at["running"]]) * MINUTE
        planned = done + min(at["now"] - at["since"], parts[at["running"]]["minutes"] * MINUTE)
        assert abs(pace["ahead"] * 1000 - (planned - (at["now"] - START))) <= 500
        left = sum(part["minutes"] for part in parts) * MINUTE - planned
        assert pace["projected"] == at["now"] + left


def test_when_all_is_done_nothing_is_left(call):
    (parts, at) = plans(1, 1)[0]
    done = {**at, "running": len(parts), "since": at["end"] + 60_000, "now": at["end"] + 90_000}
    assert call("repairOf", [[parts, done]])[0]["parts"] == []
    assert call("(parts, at) => paceOf(parts, at).ahead", [[parts, done]]) == [-60]


def test_a_break_ends_on_a_whole_minute(call):
    assert call("returnAt", [[START, 5], [START + 1, 5], [START + 59_999, 10]]) == [
        START + 5 * MINUTE,
        START + 6 * MINUTE,
        START + 11 * MINUTE,
    ]
    assert call("plannedEnd", [[[{"minutes": 5}, {"minutes": 7}], START]]) == [START + 12 * MINUTE]


# --- counts ----------------------------------------------------------------------------------------------------


def test_counts_become_shares(call):
    chance = random.Random(3)
    cases = [[[str(chance.randint(0, 9)) for _ in range(chance.randint(2, 8))], 72] for _ in range(500)]
    for (typed, _), made in zip(
        [*cases, *(zeros := [[["0", "", " "], 5]])], call("tallied", cases + zeros), strict=True
    ):
        counts = [int(text.strip() or 0) for text in typed]
        assert (made["counts"], made["total"], made["problems"]) == (counts, sum(counts), [])
        assert sum(made["shares"]) == pytest.approx(1 if sum(counts) else 0)
        for count, share in zip(counts, made["shares"], strict=True):
            assert share * sum(counts) == pytest.approx(count)


def test_counts_that_cannot_be_are_told_and_count_as_nothing(call):
    typed = ["4", "-3", "drie", "2.5", "1e1", "13", "9" * 400, None]
    (made,) = call("tallied", [[typed, 12]])
    assert made["counts"] == [4, 0, 0, 0, 0, 0, 0, 0]
    assert [(each["option"], each["word"]) for each in made["problems"]] == [
        (1, "count_negative"), (2, "count_number"), (3, "count_number"), (4, "count_number"), (5, "count_many"),
        (6, "count_many"),
    ]  # fmt: skip
    (made,) = call("tallied", [[["7", "6"], 12]])
    assert made["problems"] == [{"option": None, "word": "count_total", "values": {"n": 13, "most": 12}}]
    made, three = call("tallied", [[["7", "4"], 12], [["20", "10"], 12, 3]])
    assert (made["silent"], made["problems"], three["silent"], three["problems"]) == (1, [], 6, [])


def test_every_message_has_its_words(call):
    words = yaml.safe_load((WEB / "words.yaml").read_text("utf-8"))
    typed = [["-3", "x", "13", "0"], ["7", "6"]]
    found = [problem for made in call("tallied", [[each, 12] for each in typed]) for problem in made["problems"]]
    assert len({problem["word"] for problem in found}) == 4
    for problem in found:
        for text in words[f"slides_{problem['word']}"].values():
            assert set(re.findall(r"\{(\w+)\}", text)) == set(problem["values"])


def test_a_shift_says_what_two_counts_can_say(call):
    """Against everything that people may have done: each voted for an option or for none, before and after."""
    chance = random.Random(4)
    cases = []
    for _ in range(60):
        options, people = chance.choice([(2, 4), (3, 3), (2, 5)])
        rounds = [[chance.randint(0, options) for _ in range(people)] for _ in range(2)]
        counts = [[votes.count(option) for option in range(options)] for votes in rounds]
        cases.append([*counts, people])
    for (before, after, people), shift in zip(cases, call("shiftOf", cases), strict=True):
        full = [[*counts, people - sum(counts)] for counts in (before, after)]
        first, second = ([option for option, n in enumerate(counts) for _ in range(n)] for counts in full)
        moved = {sum(a != b for a, b in zip(first, order, strict=True)) for order in itertools.permutations(second)}
        assert (shift["least"], shift["most"]) == (min(moved), max(moved))


def test_ranks_are_shared_and_then_skipped(call):
    found = call("rankedBy", [[[3, 5, 0, 5, 3, 1]]])[0]
    assert [(each["option"], each["points"], each["rank"], each["tied"]) for each in found] == [
        (1, 5, 1, True), (3, 5, 1, True), (0, 3, 3, True), (4, 3, 3, True), (5, 1, 5, False), (2, 0, 6, False),
    ]  # fmt: skip

"""The cards of the benchmark are good cards, and always the same; how fast they are printed is no test."""

from pathlib import Path

from benchmarks import workload
from teamcards import build, content


def test_the_cards_of_the_benchmark_have_no_problems(tmp_path: Path) -> None:
    made = workload.make(tmp_path, 15)
    found = content.load(tmp_path)
    drawn, problems = build.draw(workload.DECK, found, workload.LANGUAGE, None)
    assert [str(problem) for problem in (*found.problems, *problems)] == []
    assert drawn
    assert [side.id for side in drawn.sides] == [card.id for card in made.cards]


def test_the_same_number_gives_the_same_cards(tmp_path: Path) -> None:
    one, other = workload.make(tmp_path / "one", 15), workload.make(tmp_path / "other", 15)
    names = sorted(path.relative_to(one.folder) for path in one.folder.rglob("*.*"))
    assert one.mark == other.mark
    assert len(names) == 4
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

"""Cards made of the words of the shipped Dutch cards: the same number gives the same cards, byte for byte."""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
DECK, TITLE, LANGUAGE = "bench", "Meetlat", "nl"
CHANGED, OTHER = (
    "changed",
    "other.yaml",
)  # a folder with the same project, and in it a file of cards with one other card
SUITS = {"question": "question", "episode": "story"}  # the suit of each kind, as teamcards gives it

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SEED = 20
_LONGEST_TITLE_WORD, _LONGEST_WORD = 14, 20
_COMPOUNDS = 0.08  # of all words: the shipped cards have few different ones, and long Dutch texts have many
_WORDS = {"question": (18, 24), "episode": (45, 60)}


class Card(NamedTuple):
    """What a card says."""

    id: str
    kind: str
    title: str
    text: str
    minutes: int
    method: str


class Workload(NamedTuple):
    """Cards, and the folder that they are written to."""

    folder: Path
    cards: tuple[Card, ...]

    @property
    def mark(self) -> str:
        """Equal for equal cards: figures of different marks must not be compared."""
        return hashlib.sha256(repr(self.cards).encode()).hexdigest()[:8]

    @property
    def words(self) -> list[str]:
        """Every word of all titles and texts."""
        return _WORD.findall(" ".join(f"{card.title} {card.text}" for card in self.cards))


def make(folder: Path, count: int) -> Workload:
    """Writes a project folder with that many cards, the same to be changed, and what peers know of the template."""
    made = Workload(folder, tuple(cards(count)))
    last = made.cards[-1]
    texts, deck = (
        _cards_file(made.cards),
        f"title: {{nl: {TITLE}}}\nlanguages: [{LANGUAGE}]\nsuit: story\ncards:\n  - bench-*\n",
    )
    files = {
        f"cards/{DECK}.yaml": texts,
        f"decks/{DECK}.yaml": deck,
        f"{CHANGED}/cards/{DECK}.yaml": texts,
        f"{CHANGED}/decks/{DECK}.yaml": deck,
        f"{CHANGED}/{OTHER}": _cards_file((*made.cards[:-1], last._replace(minutes=last.minutes + 1))),
        "template.json": json.dumps(_template(), ensure_ascii=False, indent=1),
        **{name: Path(__file__).with_name(name).read_text("utf-8") for name in ("cards.typ", "plain.typ")},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return made


def cards(count: int) -> Iterator[Card]:
    """A third questions, the others episodes; every card has minutes and a method."""
    chance = random.Random(_SEED)
    vocabulary, methods = _vocabulary(), sorted(_methods())
    short = [word for word in vocabulary if len(word) <= _LONGEST_TITLE_WORD]
    for number in range(1, count + 1):
        kind = "episode" if number % 3 else "question"
        title = " ".join(chance.choices(short, k=chance.randint(4, 5))).capitalize()
        text = _text(vocabulary, chance.randint(*_WORDS[kind]), "?" if kind == "question" else ".", chance)
        yield Card(f"bench-{number:05}", kind, title, text, chance.randint(1, 30), chance.choice(methods))


def _text(vocabulary: list[str], length: int, end: str, chance: random.Random) -> str:
    """Sentences of six to twelve words."""
    sentences = []
    while length:
        size = min(length, chance.randint(6, 12))
        words = [_word(vocabulary, chance) for _ in range(size)]
        sentences.append(" ".join(words).capitalize())
        length -= size
    return ". ".join(sentences) + end


def _word(vocabulary: list[str], chance: random.Random) -> str:
    """A word as often as the shipped cards have it, and now and then a compound of two."""
    word, other = chance.choices(vocabulary, k=2)
    joins = chance.random() < _COMPOUNDS / 0.5  # half of all pairs are no compound
    return word + other if joins and min(len(word), len(other)) > 3 and len(word + other) <= _LONGEST_WORD else word


def _cards_file(cards: tuple[Card, ...]) -> str:
    lines = [f"language: {LANGUAGE}", "cards:"]
    for card in cards:
        lines += [
            f"  {card.id}:", f"    kind: {card.kind}", f"    title: {card.title}", f"    text: {card.text}",
            f"    minutes: {card.minutes}", f"    method: {card.method}", "",
        ]  # fmt: skip
    return "\n".join(lines)


# --- what comes with teamcards -----------------------------------------------------------------------------------


def _read(path: str) -> Any:
    return yaml.load((ROOT / path).read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _vocabulary() -> list[str]:
    """The words of the shipped texts, each as often as it occurs."""
    files = sorted(path.name for path in (ROOT / "cards").glob("*.yaml"))
    texts = (_dutch(card.get("text")) for file in files for card in _read(f"cards/{file}")["cards"].values())
    return [word.lower() for text in texts for word in _WORD.findall(text) if len(word) <= _LONGEST_WORD]


def _methods() -> dict[str, str]:
    """The titles of the methods by id."""
    return {name: _dutch(card["title"]) for name, card in _read("cards/methods.yaml")["cards"].items()}


def _template() -> Mapping[str, Any]:
    """What the cards of Typst take over from the template: suits with their icons, methods and fixed words."""
    import lucide

    suits = _read("templates/classic/template.yaml")["suits"]
    words = {key: _dutch(word) for key, word in _read("templates/words.yaml").items() if key != "language"}
    return {
        "title": TITLE,
        "methods": _methods(),
        "words": words,
        "suits": {
            kind: {
                "title": _dutch(suits[name]["title"]),
                "letter": _dutch(suits[name]["letter"]),
                "colour": suits[name]["colour"],
                "icon": str(lucide.lucide_icon(suits[name]["icon"])).replace("currentColor", "#ffffff"),
            }
            for kind, name in SUITS.items()
        },
    }


def _dutch(text: Any) -> str:
    return str(text.get("nl", "") if isinstance(text, dict) else text or "")


def main() -> None:
    """Writes the project folder that is named, with as many cards as are asked; says what they are."""
    made = make(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{len(made.cards)} cards, {len(made.words)} words, {len(set(made.words))} different ({made.mark})")


if __name__ == "__main__":
    main()

"""Faces as text, one item a line: a change of layout shows as a readable difference.

`pytest --write-references` writes them anew; look at the printed cards before you commit them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from teamcards import build
from teamcards.drawing import Drawing, Item, Line, Outline, Rect, Run

FOLDER = Path(__file__).parent / "references"
FACES = (
    ("goudmijn", "gm-e02", "front"),
    ("goudmijn", "gm-d01", "back"),
    ("goudmijn", "gm-d06", "front"),
    ("vijf-mythes", "vm-m02", "front"),
    ("vijf-mythes", "vm-m02", "back"),
    ("afspraak", "ac-16", "front"),
    ("gereedschap", "one-two-four-all", "back"),
    ("spiegel", "sp-tf1", "back"),
)


def told(item: Item) -> str:
    match item:
        case Run():
            words = " ".join(glyphs.text for glyphs in item.glyphs)
            font = Path(item.font).stem
            return f"text {item.x:.2f} {item.y:.2f} {font} {item.size:g} {colour(item.colour)} {words}"
        case Rect():
            box = f"{item.box.x:.2f} {item.box.y:.2f} {item.box.width:.2f} {item.box.height:.2f}"
            return f"rect {box} fill {colour(item.fill)} stroke {colour(item.stroke)} radius {item.radius:.2f}"
        case Line():
            return f"line {item.x1:.2f} {item.y1:.2f} {item.x2:.2f} {item.y2:.2f} {colour(item.colour)}"
        case Outline():
            return f"icon {item.x:.2f} {item.y:.2f} {item.size:.2f} {colour(item.colour)} {len(item.commands)} strokes"


def colour(parts: tuple[float, float, float] | None) -> str:
    return "none" if parts is None else "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def lines(drawing: Drawing) -> Iterator[str]:
    if drawing.shared:
        yield from lines(drawing.shared)
    yield from map(told, drawing.items)


@pytest.mark.parametrize(("deck", "card", "side"), FACES)
def test_a_face_is_drawn_as_it_was(shipped, request, deck, card, side):
    drawn, _ = build.draw(deck, shipped, "nl", None)
    assert drawn is not None
    (sides,) = (sides for sides in drawn.sides if sides.id == card)
    found = "\n".join(lines(getattr(sides, side))) + "\n"
    path = FOLDER / f"{card}.{side}.txt"
    if request.config.getoption("--write-references"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")

"""The page that is held against a sheet of stock and the light, to see whether cards land in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from teamcards import sheets
from teamcards.accessories.setting import BLACK, Block, Pen, line, millimetres, path, said, text
from teamcards.drawing import Box, Item, Page
from teamcards.layout import Look
from teamcards.sheets import Job
from teamcards.units import MM

_INSET = 4 * MM
_GAP = 0.7 * MM  # between two blocks
_ARROW = 5 * MM
_SCALES = (1.4, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7)


def pages(job: Job, look: Look, words: Mapping[str, str]) -> list[Page]:
    """One page: outlines with their numbers, and in the first what they are, which way is up, and what to do."""
    (page,) = sheets.outlines(job, words["test_page"])
    pen = Pen("kicker", 14, look.grey)
    boxes = [job.grid.slot(number) for number in range(job.grid.places)]
    numbers = [
        line(str(number), box.x + box.width / 2, box.y + box.height / 2, pen, look, across=0.5)
        for number, box in enumerate(boxes[1:], 2)
    ]
    return [page._replace(items=(*page.items, *numbers, *_told(job, look, boxes[0], words)))]


def _told(job: Job, look: Look, box: Box, words: Mapping[str, str]) -> Iterator[Item]:
    """What the first place says, at the largest type that has room there."""
    inside = box.inset(_INSET)
    cards = words["test_cards"].format(
        across=job.grid.columns, down=job.grid.rows, paper=job.grid.paper.name,
        width=millimetres(job.grid.width, words), height=millimetres(job.grid.height, words),
    )  # fmt: skip
    told = (words["test_page"], cards, f"{words['set_scale']}: {words['set_scale_value']}", words["hold_to_light"])
    for scale in _SCALES:
        pens = (Pen("title", 12 * scale), *(Pen("body", 8.5 * scale, leading=1.25) for _ in told[1:]))
        blocks = [_top(look, words["test_top"], scale)]
        blocks += [text(said(words), pen, inside.width, look) for words, pen in zip(told, pens, strict=True)]
        if sum(block.height + _GAP for block in blocks) <= inside.height:
            break
    y = inside.y
    for block in blocks:
        yield from block.at(inside.x, y)
        y += block.height + _GAP


def _top(look: Look, words: str, scale: float) -> Block:
    """An arrow to the top of the sheet, and what it means."""
    high, wide = _ARROW * scale, 4 * scale
    shaft = path(("move", (wide, high)), ("line", (wide, 1)), width=1.3, colour=BLACK)
    head = path(("move", (0, 1 + wide)), ("line", (wide, 1)), ("line", (2 * wide, 1 + wide)), width=1.3, colour=BLACK)
    name = line(words, 2 * wide + 4, high / 2, Pen("kicker", 8.5 * scale), look)
    return Block((shaft, head, name), 60 * MM, high + 1 * MM)

"""One face of a card: its parts at the largest size that fits, and what is wrong with them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teamcards.deck import Card, Face, Suit
from teamcards.drawing import Item
from teamcards.layout import fit, paint, pictures, rows, shell
from teamcards.layout.fit import Fitted
from teamcards.layout.look import Look
from teamcards.layout.rows import Row
from teamcards.problems import Mark, Problem
from teamcards.units import MM

_HIGH = 0.42  # where a short text in the middle of its room stands: a little above the middle looks centred


class Text(NamedTuple):
    """A face to be set: the card it is of, what it is called in messages, and whether it stands in the middle."""

    face: Face
    card: Card
    where: str
    centred: bool


def of(face: Face, card: Card, where: str) -> Text:
    """A face as cards have it: one with a large text stands in the middle."""
    return Text(face, card, where, any(part.role in rows.CENTRED for part in face.parts))


def fitted(text: Text, look: Look) -> tuple[Fitted | None, list[Problem]]:
    """The face at the largest size that fits, or None, and its problems."""
    parts = text.face.parts
    flow = rows.spaced([row for part in parts if part.role not in rows.AT_THE_FOOT for row in rows.of(part, look)])
    foot = [row for part in parts if part.role in rows.AT_THE_FOOT for row in rows.of(part, look)]
    found = fit.largest(flow, foot, look)
    if found is None:
        foot = [single for row in foot for single in rows.stacked(row)]
        found = fit.largest(flow, foot, look)
    every = [*flow, *foot]
    problems = list(missing(every, shell.missing(text.card, text.face, look), text.where, text.card.mark, look))
    problems += list(pictures.no_room(every, found, text.where, look)) or _fitting(found, every, text, look)
    if found is None or found.excess > 0:
        return None, problems
    found = pictures.grown(found, look)
    return found, [*problems, *pictures.too_coarse(found, look), *pictures.too_dense(found)]


def items(fitted: Fitted, text: Text, suit: Suit, look: Look) -> Iterator[Item]:
    """What flows from the top, and what stands at the foot."""
    top, bottom = fit.room(look)
    foot = bottom - fitted.foot.height
    if text.centred:
        top += max(0.0, foot - top - fitted.flow.height) * _HIGH
    yield from paint.stack(fitted.flow, top, suit, look)
    yield from paint.stack(fitted.foot, foot, suit, look)


def missing(rows: Sequence[Row], around: str, where: str, mark: Mark, look: Look) -> Iterator[Problem]:
    """The signs of rows that no font has, and those of the texts around them."""
    absent = f"; more signs come with: pip install {' '.join(look.absent)}" if look.absent else ""
    for sign in dict.fromkeys("".join(cell.missing for row in rows for cell in row.cells) + around):
        fix = f"use another character, or a template whose font has it{absent}"
        yield Problem(mark, f"{where}: no glyph for '{sign}' (U+{ord(sign):04X})", fix)


def _fitting(fitted: Fitted | None, rows: Sequence[Row], text: Text, look: Look) -> Iterator[Problem]:
    """An error when a face does not fit at the smallest size, a note when it is smaller than reads well."""
    body, where, mark = look.body, text.where, text.card.mark
    larger = "" if look.slide else ", or choose a larger size"
    if fitted is None:
        word = fit.too_wide(rows, body.floor, look)
        message = f"{where}: no room for the word '{word}' at {body.floor:g} pt"
        yield Problem(mark, message, "break it up with a hyphen or a space")
    elif fitted.excess > 0:
        whole = sum(len(word.text) + 1 for row in rows for cell in row.cells for word in cell.words)
        shown = sum(row.height for row in rows if row.picture)
        share = min(1.0, fitted.excess / (fitted.flow.height + fitted.foot.height - shown))
        characters = math.ceil(whole * share / 10) * 10
        message = f"{where} does not fit at {body.floor:g} pt: {fitted.excess / MM:.1f} mm too high"
        yield Problem(mark, message, f"take out about {characters} characters{larger}")
    elif fitted.body < body.aim:
        fix = f"{body.aim:g} pt reads better: shorten it{larger}"
        yield Problem(mark, f"{where} is set in {fitted.body:g} pt to fit", fix, "note")

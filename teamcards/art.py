"""The picture and the QR code of a card, found and read: parts that the faces show."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from teamcards import icons, model, pictures, qr
from teamcards.content import Content, Entry
from teamcards.deck import Part
from teamcards.drawing import Raster
from teamcards.faces import Shown, Texts
from teamcards.markup import plain
from teamcards.pictures import Icon, Picture
from teamcards.problems import Problem, nearest, short
from teamcards.svg import Vector


def of(entry: Entry[model.AnyCard], content: Content, texts: Texts) -> Shown:
    """What a card shows beside its words; what is wrong with it is added to the problems of the texts."""
    card = entry.value
    picture = _picture(card.picture, entry, content, texts) if card.picture else None
    code = _code(card.qr, entry, texts) if card.qr else None
    return Shown((Part("picture", (), picture=picture),) if picture else (), (code,) if code else ())


def check(content: Content, used: Container[str]) -> list[Problem]:
    """What is wrong in any language with the pictures and codes of the project's cards, but for those that are `used`.

    What decks found of them is told in the same words, so that it is there once.
    """
    problems: list[Problem] = []
    for id, entry in content.cards.items():
        card = entry.value
        if id in used or entry.key.shipped:
            continue
        if card.picture:
            problems += _art(card.picture, entry, content)[1]
        if card.qr:
            problems += _made(card.qr, entry)[1]
    return problems


def _picture(asked: model.Picture, entry: Entry[Any], content: Content, texts: Texts) -> Picture | None:
    alt = texts.of(asked.alt, entry, "picture", "alt")
    art, problems = _art(asked, entry, content)
    texts.problems.extend(problems)
    if art is None:
        return None
    return Picture(art, asked.icon or short(asked.file), entry.mark("picture", "icon" if asked.icon else "file"), alt)


def _art(
    asked: model.Picture, entry: Entry[Any], content: Content
) -> tuple[Icon | Vector | Raster | None, list[Problem]]:
    """What a picture shows, and what is wrong with it in any language."""
    if asked.icon:
        if asked.icon in icons.names():
            return Icon(asked.icon), []
        fix = nearest(asked.icon, icons.names()) or "see lucide.dev/icons"
        return None, [Problem(entry.mark("picture", "icon"), f"unknown icon '{short(asked.icon)}'", fix)]
    mark = entry.mark("picture", "file")
    found = content.files(asked.file)
    root = next((root for root in content.roots if found and found[0].is_relative_to(root)), content.roots[0])
    art, problems = pictures.load(root, asked.file, mark)
    if art and asked.alt is None:
        fix = f"say what is seen on it: picture: {{file: {asked.file}, alt: ...}}"
        message = f"the picture '{short(asked.file)}' has no alt text"
        problems = [*problems, Problem(mark, message, fix, "warning")]
    return art, problems


def _code(asked: model.Code, entry: Entry[Any], texts: Texts) -> Part | None:
    label = texts.of(asked.label, entry, "qr", "label") if asked.label else texts.words["scan"]
    made, problems = _made(asked, entry)
    texts.problems.extend(problems)
    if made is None:
        return None
    picture = Picture(made, short(asked.to), entry.mark("qr", "to"), f"{texts.words['qr_code']}: {label}")
    return Part("qr", plain(label), picture=picture)


def _made(asked: model.Code, entry: Entry[Any]) -> tuple[qr.Code | None, list[Problem]]:
    """A code, and what is wrong with it in any language."""
    try:
        return qr.code(asked.to), []
    except ValueError as error:
        return None, [Problem(entry.mark("qr", "to"), str(error), "write a shorter address")]

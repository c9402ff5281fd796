"""The picture and the QR code of a card, found and read: parts that the faces show."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from teamcards import icons, model, pictures, qr
from teamcards.content import Content, Entry
from teamcards.deck import Part
from teamcards.faces import Shown, Texts
from teamcards.markup import plain
from teamcards.pictures import Icon, Picture
from teamcards.problems import Problem, nearest, short


def of(entry: Entry[model.AnyCard], content: Content, texts: Texts) -> Shown:
    """What a card shows beside its words; what is wrong with it is added to the problems of the texts."""
    card = entry.value
    picture = _picture(card.picture, entry, content, texts) if card.picture else None
    code = _code(card.qr, entry, texts) if card.qr else None
    return Shown((Part("picture", (), picture=picture),) if picture else (), (code,) if code else ())


def check(content: Content, used: Container[str]) -> list[Problem]:
    """What is wrong with the pictures and codes of the project's cards that are not `used` in a deck."""
    problems: list[Problem] = []
    for id, entry in content.cards.items():
        card = entry.value
        if id not in used and not entry.key.file.startswith("shipped:"):
            language = next(iter(card.title.root))
            words = {key: word.value.root.get(language, key) for key, word in content.words.items()}
            of(entry, content, Texts(language, entry.key.file, words, problems))
    return problems


def _picture(asked: model.Picture, entry: Entry[Any], content: Content, texts: Texts) -> Picture | None:
    alt = texts.of(asked.alt, entry, "picture", "alt")
    if asked.icon:
        mark = entry.mark("picture", "icon")
        if asked.icon not in icons.names():
            fix = nearest(asked.icon, icons.names()) or "see lucide.dev/icons"
            texts.problems.append(Problem(mark, f"unknown icon '{short(asked.icon)}'", fix))
            return None
        return Picture(Icon(asked.icon), asked.icon, mark, alt)
    mark = entry.mark("picture", "file")
    found = content.files(asked.file)
    root = next((root for root in content.roots if found and found[0].is_relative_to(root)), content.roots[0])
    art, problems = pictures.load(root, asked.file, mark)
    texts.problems.extend(problems)
    if art is None:
        return None
    if asked.alt is None:
        fix = f"say what is seen on it: picture: {{file: {asked.file}, alt: ...}}"
        texts.problems.append(Problem(mark, f"the picture '{short(asked.file)}' has no alt text", fix, "warning"))
    return Picture(art, short(asked.file), mark, alt)


def _code(asked: model.Code, entry: Entry[Any], texts: Texts) -> Part | None:
    mark = entry.mark("qr", "to")
    label = texts.of(asked.label, entry, "qr", "label") if asked.label else texts.words["scan"]
    try:
        made = qr.code(asked.to)
    except ValueError as error:
        texts.problems.append(Problem(mark, str(error), "write a shorter address"))
        return None
    picture = Picture(made, short(asked.to), mark, f"{texts.words['qr_code']}: {label}")
    return Part("qr", plain(label), picture=picture)

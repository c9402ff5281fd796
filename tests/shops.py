"""Decks as a print shop gets them, and the profile of a press that exists only here."""

from __future__ import annotations

import functools
import struct

from conftest import ROOT

from teamcards import compose, content, inks, layout, sheets
from teamcards.drawing import Sides
from teamcards.fonts import Font
from teamcards.shop import Shop
from teamcards.writers import pdf, press


@functools.cache
def shipped() -> content.Content:
    return content.load(ROOT)


def shop(name: str) -> Shop:
    return shipped().shops[name].value


def sides(shop: Shop, deck: str, language: str, most: int, size: str | None = None) -> tuple[list[Sides], list[Font]]:
    """The cards of a deck with their text in the safe zone of the shop, and the fonts; none with a problem."""
    found, problems = compose.compose(deck, shipped(), language, size)
    assert [problem for problem in problems if problem.severity == "error"] == []
    look, _ = layout.load(found, shop.safe)
    made = []
    for card in found.cards[:most]:
        drawn, problems = layout.draw(card, found, look)
        assert [str(problem) for problem in problems if problem.severity == "error"] == []
        made.append(drawn._replace(copies=1))
    return made, look.fonts()


def files_for(
    name: str, deck: str = "vijf-mythes", language: str = "nl", most: int = 4, profile: bytes = b"",
    size: str | None = None,
) -> list[bytes]:  # fmt: skip
    """The files of a deck, prepared for a shop."""
    asked = shop(name)
    cards, fonts = sides(asked, deck, language, most, size)
    ink = inks.Ink(asked.max_ink, profile) if asked.colour == "cmyk" else inks.Light()
    how = press.Press(asked.standard, asked.output_intent if asked.colour == "cmyk" else "", profile)
    title = shipped().decks[deck].value.title.root[language]
    about = pdf.About(title, "", language)
    orders = ("fronts", "backs") if asked.page_order == "split" else (asked.page_order,)
    return [
        press.prepare(pdf.write(sheets.one_by_one(cards, asked.bleed, order), about, fonts, ink), title, how)
        for order in orders
    ]


def profile(space: bytes = b"CMYK", kind: bytes = b"prtr", title: str = "A press (FOGRA39)") -> bytes:
    """A small ICC profile (version 2) of a press: tables of two points a side, in which inks darken the paper."""
    name = title.encode()
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + bytes(79)
    tags = {
        b"desc": description,
        b"cprt": b"text\0\0\0\0public domain\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(65536 * part) for part in (0.9642, 1.0, 0.8249))),
        b"A2B0": _table(4, [_lab(*inks) for inks in _corners(4)]),
        b"B2A0": _table(3, [_inks(*lab) for lab in _corners(3)]),
    }
    table, data = b"", b""
    for tag, value in tags.items():
        table += tag + struct.pack(">2I", 132 + 12 * len(tags) + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    header = struct.pack(">I4sI4s4s4s", 132 + 12 * len(tags) + len(data), b"none", 0x02400000, kind, space, b"Lab ")
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    header += struct.pack(">3i", *(round(65536 * part) for part in (0.9642, 1.0, 0.8249)))
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def _corners(channels: int) -> list[tuple[int, ...]]:
    return [tuple(number >> (channels - 1 - place) & 1 for place in range(channels)) for number in range(2**channels)]


def _lab(cyan: int, magenta: int, yellow: int, black: int) -> tuple[float, float, float]:
    """Lightness and two colour axes, each from 0 to 1 as version 2 writes them."""
    light = (1 - 0.45 * cyan) * (1 - 0.45 * magenta) * (1 - 0.1 * yellow) * (1 - 0.85 * black)
    return light, 0.5 + 0.2 * (magenta - cyan) * (1 - black), 0.5 + 0.2 * (yellow - cyan) * (1 - black)


def _inks(light: int, red: int, yellow: int) -> tuple[float, ...]:
    return (0.6 * (1 - red), 0.6 * red, 0.6 * yellow, 1.0 - light)


def _table(channels: int, entries: list[tuple[float, ...]]) -> bytes:
    """A table of 16 bits a number ('mft2'), straight at both ends."""
    out = len(entries[0])
    identity = struct.pack(">9i", *(65536 * (place % 4 == 0) for place in range(9)))
    straight = struct.pack(">2H", 0, 65535)
    numbers = b"".join(struct.pack(">H", round(65535 * part)) for entry in entries for part in entry)
    head = b"mft2\0\0\0\0" + struct.pack(">4B", channels, out, 2, 0) + identity + struct.pack(">2H", 2, 2)
    return head + straight * channels + numbers + straight * out

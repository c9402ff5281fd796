"""Decks as a print shop gets them, and the profile of a press that exists only here."""

from __future__ import annotations

import functools
import struct

from conftest import A4, ROOT

from teamcards import build, compose, content
from teamcards.shop import Shop


@functools.cache
def shipped() -> content.Content:
    return content.load(ROOT)


def shop(name: str) -> Shop:
    return shipped().shops[name].value


def build_for(
    name: str, deck: str = "vijf-mythes", language: str = "nl", most: int | None = None, profile: bytes = b"",
) -> build.Made:  # fmt: skip
    """The files of the first cards of a deck for a shop, as the command makes them, and what is wrong with them."""
    found, problems = compose.compose(deck, shipped(), language)
    assert [problem for problem in problems if problem.severity == "error"] == []
    found = found._replace(cards=tuple(card._replace(copies=1) for card in found.cards[:most]))
    return build.render(found, "shop", shipped(), build.Print(A4), build.Press(name, shop(name), profile))


@functools.cache
def files_for(
    name: str, deck: str = "vijf-mythes", language: str = "nl", most: int | None = None, profile: bytes = b"",
) -> tuple[bytes, ...]:  # fmt: skip
    """The files of the first cards of a deck for a shop; the test fails when anything is wrong with them."""
    files, problems = build_for(name, deck, language, most, profile)
    assert [str(problem) for problem in problems if problem.severity != "note"] == []
    return tuple(file.data for file in files)


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

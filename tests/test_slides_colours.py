"""The colours of the slides, worked out from the style of the page: every text on every ground, in every mode."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from test_writers_slides import EPISODE, SHIPPED, STORY, example, page, shipped_deck

from teamcards import colours
from teamcards.writers import slides

PROJECTOR = ("[data-contrast]",)
MODES = {"light": (0, ()), "dark": (1, ()), "projector": (0, PROJECTOR), "projector, dark": (1, PROJECTOR)}
DECKS = {name: page(shipped_deck(name, "en")) for name in sorted(SHIPPED.decks)}
LETTERS = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3)."""

Tokens = dict[str, str]


def rules(source: str) -> Iterator[tuple[str, Tokens]]:
    """The custom properties that the style of the page sets, rule by rule, each under its selector."""
    style = re.sub(r"/\*.*?\*/", "", source[source.index("<style>") + 7 : source.index("</style>")], flags=re.DOTALL)
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        if found := dict(re.findall(r"(--[a-z]+):\s*([^;]+)", body)):
            yield " ".join(selectors.split()), found


def tokens(source: str, mode: str, suit: str, *classes: str) -> Tokens:
    """What the custom properties are on a slide of that suit with these classes (the later rule counts)."""
    night, attributes = MODES[mode]
    names = [f".suit-{suit}", *classes]
    wanted = [":root", *names]
    for attribute in attributes:
        wanted += [f":root{attribute}", f":root{attribute} :is(.slide, .tiles li)"]
        wanted += [f":root{attribute} {name}" for name in names]
    found: Tokens = {}
    for selector, values in sorted(rules(source), key=lambda rule: wanted.index(rule[0]) if rule[0] in wanted else 0):
        if selector in wanted:
            found |= values
    return {name: resolved(value, found, 1 if ".night" in classes else night) for name, value in found.items()}


def resolved(value: str, known: Tokens, night: int) -> str:
    """A colour as '#rrggbb'; a length stays what it is."""
    while "var(" in value:
        value = re.sub(r"var\((--[a-z]+)\)", lambda match: known[match[1]], value)
    both = re.fullmatch(r"light-dark\((.+),\s*(.+)\)", value)
    return both[1 + night] if both else value


def pairs(source: str, mode: str) -> Iterator[tuple[str, str, str]]:
    """Each text with the ground it stands on: on paper, on tinted ground, on a poster, on a slide of the night."""
    suits = dict.fromkeys(re.findall(r"\.suit-([\w-]+)\{", source))
    assert suits
    for suit in suits:
        plain, poster, night = (tokens(source, mode, suit, *more) for more in ((), (".poster",), (".night",)))
        for name, look in {"paper": plain, "night": night}.items():
            for ground in ("--paper", "--tint", "--veil"):
                yield f"{suit}, ink on {ground} of {name}", look["--ink"], look[ground]
            for text in ("--soft", "--suit"):
                yield f"{suit}, {text} on {name}", look[text], look["--paper"]
            yield f"{suit}, suit on tint of {name}", look["--suit"], look["--tint"]
        for text in ("--ink", "--soft"):
            yield f"{suit}, {text} on a poster", poster[text], poster["--paper"]
        yield f"{suit}, white on the band", "#ffffff", plain["--band"]
        yield f"{suit}, white on the band of a poster", "#ffffff", plain["--edge"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", DECKS)
def test_every_text_of_a_shipped_deck_can_be_read(name: str, mode: str) -> None:
    faint = [(what, text, on) for what, text, on in pairs(DECKS[name], mode) if colours.contrast(text, on) < LETTERS]
    assert faint == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("colour", ["#ffd400", "#000000", "#ffffff", "#7f7f7f", "#00ff00", "#1f5f8b"])
def test_a_suit_of_any_colour_can_be_read(colour: str, mode: str) -> None:
    suit = STORY._replace(colour=colour)
    source = page(example()._replace(agenda=(), cards=(EPISODE._replace(suit=suit, method=None),)))
    assert f":root{{--day:{slides.PAPER};--night:{slides.NIGHT}}}" in source
    faint = [(what, text, on) for what, text, on in pairs(source, mode) if colours.contrast(text, on) < LETTERS]
    assert faint == []


@pytest.mark.parametrize("mode", ["projector", "projector, dark"])
def test_a_projector_gets_pure_grounds_and_thick_lines(mode: str) -> None:
    source = DECKS["goudmijn"]
    for classes in ((), (".poster",)):
        look = tokens(source, mode, "choice", *classes)
        assert {look["--paper"], look["--ink"]} == {"#000000", "#ffffff"}
        assert colours.contrast(look["--soft"], look["--paper"]) > 12
    usual = tokens(source, "light", "choice")
    assert (usual["--hair"], usual["--rule"]) == ("1px", "2px")
    assert (look["--hair"], look["--rule"]) == ("2px", "4px")

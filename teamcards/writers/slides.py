"""A deck as one page of slides that needs nothing beside itself: a pure function of the deck and the templates."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from teamcards import colours, fonts, html, run
from teamcards.deck import Deck, Suit
from teamcards.markup import Block, Span
from teamcards.run import Slide

PAPER, NIGHT = "#fffdf7", "#161922"
"""The grounds of the page, light and dark: the colours of the suits are made readable on both."""

_TYPOGRAPHY = "‘’‚“”„–—…•′″‹›€™←↑→↓−×·\N{NO-BREAK SPACE}"
_LATIN = "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100)))


_SCRIPTS = (
    "session", "slides", "groups", "pacing", "order", "fitting", "dialogs", "overview", "notes", "speaker", "clock",
    "ring", "bell", "agenda", "times", "drawing", "screen", "pointer", "zoom", "views", "people", "mixing", "turn",
    "table", "spread", "dragging", "tally", "asking", "votes", "results", "wall", "export", "keys", "touch", "start",
)  # fmt: skip
"""The files of the page's script, in order: what is kept, the page, its features, then keys; `start` is the last."""

_STYLES = ("forms", "order", "views", "people", "turn", "spread", "votes")
"""The style of the features that have some of their own; the look stands behind it, and has the last word."""

_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?!!)(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)

_SPOKEN = ("slides_", "minutes", "per_")
"""The words that the page's script uses."""


def write(deck: Deck, roots: Sequence[Path]) -> str:
    """The page. Raises html.BrokenTemplateError when a template of the project cannot be used."""
    environment = html.environment(tuple(roots))
    slides = tuple(run.of(deck))
    looks = [html.text(environment, f"web/{name}.css") for name in _STYLES]
    looks += [html.text(environment, f"{deck.template}/slides.css", "classic/slides.css")]
    style = "\n".join([*_font_rules(slides, deck), *_colour_rules(slides), *map(_bare, looks)])
    script = "\n".join(_bare(html.text(environment, f"web/{name}.js")) for name in _SCRIPTS)
    values = {
        "deck": deck,
        "words": deck.words,
        "spoken": {key: word for key, word in deck.words.items() if key.startswith(_SPOKEN)},
        "slides": slides,
        "noted": any(map(_has_notes, slides)),
        "suits": _suits(slides),
        "faces": html.first(environment, f"{deck.template}/face.html", "classic/face.html"),
        "style": style,
        "script": script,
        "policy": _policy(style, script),
    }
    return html.render(environment, "web/slides.html", values)


def _bare(source: str) -> str:
    """A script or a style without the comments that have lines of their own, which are a fifth of it; licences stay."""
    return _COMMENT.sub("", source)


def _has_notes(slide: Slide) -> bool:
    card, part = slide.card, slide.segment
    return bool((card and card.notes) or (part and (part.if_late or part.floor)))


def _suits(slides: Iterable[Slide]) -> tuple[Suit, ...]:
    return tuple(dict.fromkeys(slide.card.suit for slide in slides if slide.card))


# --- style -----------------------------------------------------------------------------------------------------


def _font_rules(slides: Iterable[Slide], deck: Deck) -> Iterator[str]:
    """The faces of the type that this deck uses, each with the characters that it needs and no more."""
    spans = [span for block in _blocks(slides) for span in block.spans]
    text = {*_LATIN, *_TYPOGRAPHY, *"".join(span.text for span in spans), *_fixed(slides, deck)} - {"\n"}
    body, display = (deck.look.fonts[deck.look.styles[name].font] for name in ("body", "title"))
    files = [(body.plain, 400, "normal"), (body.strong, 600, "normal"), (display.plain, 800, "normal")]
    if any(span.emphasis for span in spans):
        files += [(body.emphasis, 400, "italic")]
    if any(span.emphasis and span.strong for span in spans):
        files += [(body.both, 600, "italic")]
    for file, weight, slant in files:
        font = fonts.load(deck.look.font_package, file)
        wanted = text.difference(font.lacks(text))
        yield _font_rule("teamcards", font, wanted, f"font-weight:{weight};font-style:{slant}")
    yield from _fallback_rules(set(fonts.load(deck.look.font_package, body.plain).lacks(text)), deck)


def _fallback_rules(lacking: set[str], deck: Deck) -> Iterator[str]:
    """A face for what the type of the deck lacks, with the characters of each font of the template that has some."""
    for file in deck.look.fallbacks:
        font = fonts.installed(file.package, file.file)
        if font and (wanted := lacking.difference(font.lacks(lacking))):
            codes = ",".join(f"U+{ord(sign):X}" for sign in sorted(wanted))
            yield _font_rule("teamcards-signs", font, wanted, f"unicode-range:{codes}")
            lacking -= wanted


def _font_rule(family: str, font: fonts.Font, characters: Iterable[str], how: str) -> str:
    data = base64.b64encode(font.subset(sorted(characters))).decode("ascii")
    return f'@font-face{{font-family:{family};{how};src:url(data:font/woff;base64,{data}) format("woff")}}'


def _blocks(slides: Iterable[Slide]) -> Iterator[Block]:
    for slide in slides:
        for part in slide.face.parts if slide.face else ():
            yield from part.blocks
            yield Block(tuple(Span(mark) for mark in (part.label, *part.marks)))
        yield from slide.card.notes if slide.card else ()


def _fixed(slides: Iterable[Slide], deck: Deck) -> str:
    """The words that are not in blocks: titles, labels and the words of the page."""
    words = [deck.title, deck.subtitle, *deck.words.values()]
    for slide in slides:
        words += [slide.card.title, slide.card.suit.title] if slide.card else []
        words += [slide.face.tag] if slide.face else []
        words += [slide.card.method.title] if slide.card and slide.card.method else []
        words += [slide.segment.title, slide.segment.if_late] if slide.segment else []
        words += [phase.label for phase in slide.clock]
    return "".join(words)


def _colour_rules(slides: Iterable[Slide]) -> Iterator[str]:
    """The grounds, and in each suit: its band under white, words on paper and at night, tints, and its posters.

    On a poster the band is the ground: `--quiet` is small print on it, `--edge` what is a shade darker.
    """
    yield f":root{{--day:{PAPER};--night:{NIGHT}}}:root[data-contrast]{{--day:#ffffff;--night:#000000}}"
    for suit in _suits(slides):
        day, night = colours.mix(PAPER, suit.colour, 0.1), colours.mix(NIGHT, suit.colour, 0.24)
        band = colours.readable(suit.colour, "#ffffff", "#000000")
        light, dark = colours.readable(suit.colour, day, "#000000"), colours.readable(suit.colour, night, "#ffffff")
        ink, tint = f"light-dark({light},{dark})", f"light-dark({day},{night})"
        quiet = colours.readable(colours.mix(band, "#ffffff", 0.8), band, "#ffffff")
        edge = colours.mix(band, "#000000", 0.24)
        yield f".suit-{suit.id}{{--band:{band};--suit:{ink};--tint:{tint};--quiet:{quiet};--edge:{edge}}}"


# --- policy ----------------------------------------------------------------------------------------------------


def _policy(style: str, script: str) -> str:
    """Only this style and this script may run, and nothing may be fetched."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"

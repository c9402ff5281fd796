"""A deck as one page of slides that needs nothing beside itself: a pure function of the deck and the templates."""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from teamcards import colours, fonts, html
from teamcards.deck import Card, Deck, Face, Phase, Segment, Suit
from teamcards.markup import Block, Span

PAPER, NIGHT = "#fffdf7", "#161922"
"""The grounds of the page, light and dark: the colours of the suits are made readable on both."""

_TYPOGRAPHY = "‘’‚“”„–—…•′″‹›€™←↑→↓−×·\N{NO-BREAK SPACE}"
_LATIN = "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100)))


_SCRIPTS = (
    "session", "slides", "groups", "pacing", "order", "fitting", "dialogs", "overview", "notes", "speaker", "clock",
    "ring", "bell", "agenda", "times", "drawing", "screen", "pointer", "zoom", "keys", "touch", "start",
)  # fmt: skip
"""The files of the page's script, in order: what is kept, the page, its features, then keys; `start` is the last."""

_STYLES = ("order",)
"""The style of the features that have some of their own; it stands after the look and uses its colours."""

_SPOKEN = ("slides_", "minutes", "per_")
"""The words that the page's script uses."""


class Slide(NamedTuple):
    """One slide: where it is reached, its place in the run, and what stands on it.

    A reveal has the number of its card and step 1. `clock` has one entry per countdown, in order; `timer` is the
    address of the slide whose clock this one shows, which for most cards of a workshop is that of their part.
    """

    id: str
    kind: Literal["title", "agenda", "segment", "rest", "card", "end"]
    number: int
    step: int = 0
    card: Card | None = None
    face: Face | None = None
    segment: Segment | None = None
    clock: tuple[Phase, ...] = ()
    timer: str = ""

    @property
    def owner(self) -> str:
        """The slide whose notes are also those of this one."""
        return self.id.partition("/")[0]

    @property
    def minutes(self) -> int:
        """The minutes that are the card's own to use; none where it shares those of its part."""
        return self.card.minutes if self.card and self.timer == self.owner else 0

    @property
    def countdowns(self) -> list[tuple[str, int, str, str]]:
        """The clock as the page's script reads it."""
        return [(phase.label, phase.seconds, phase.scale, phase.group) for phase in self.clock]


def write(deck: Deck, roots: Sequence[Path]) -> str:
    """The page. Raises html.BrokenTemplateError when a template of the project cannot be used."""
    environment = html.environment(tuple(roots))
    slides = tuple(run(deck))
    looks = [html.text(environment, f"{deck.template}/slides.css", "classic/slides.css")]
    looks += [html.text(environment, f"web/{name}.css") for name in _STYLES]
    style = "\n".join([*_font_rules(slides, deck), *_colour_rules(slides), *looks])
    script = "\n".join(html.text(environment, f"web/{name}.js") for name in _SCRIPTS)
    values = {
        "deck": deck,
        "words": deck.words,
        "spoken": {key: word for key, word in deck.words.items() if key.startswith(_SPOKEN)},
        "slides": slides,
        "suits": _suits(slides),
        "faces": html.first(environment, f"{deck.template}/face.html", "classic/face.html"),
        "style": style,
        "script": script,
        "policy": _policy(style, script),
    }
    return html.render(environment, "web/slides.html", values)


# --- the run ---------------------------------------------------------------------------------------------------


def run(deck: Deck) -> Iterator[Slide]:
    """The slides in the order they are played: a title, the running order if there is one, the cards, and the end."""
    numbers = itertools.count(1)
    times = Counter(card.id for segment in deck.agenda for card in segment.cards)
    seen: Counter[str] = Counter()
    yield Slide("deck.title", "title", next(numbers))
    if deck.agenda:
        yield Slide("deck.agenda", "agenda", next(numbers))
    for order, segment in enumerate(deck.agenda, 1):
        clock = _minutes(segment.title, segment.minutes)
        here = Slide(
            f"segment.{order}", "segment", next(numbers), segment=segment, clock=clock, timer=f"segment.{order}"
        )
        yield here
        own = _own_clocks(segment)
        for card in segment.cards:
            seen[card.id] += 1
            address = card.id if seen[card.id] == 1 else f"{card.id}~{seen[card.id]}"
            slide = Slide(address, "card", next(numbers), card=card, clock=own.get(card.id, ()),
                          timer=address if card.id in own else here.id)  # fmt: skip
            yield from _faces(slide, again=seen[card.id] < times[card.id])
    rest = tuple(card for card in dict.fromkeys(deck.cards) if card.id not in seen)
    if rest and deck.agenda:
        yield Slide("deck.rest", "rest", next(numbers))
    for card in rest:
        slide = Slide(card.id, "card", next(numbers), card=card, clock=_clock(card), timer=card.id)
        yield from _faces(slide, again=False)
    yield Slide("deck.end", "end", next(numbers))


def _faces(slide: Slide, again: bool) -> Iterator[Slide]:
    """The front of a card, then its reveal; a myth that is played again later keeps its answer until then."""
    card = slide.card
    assert card
    yield slide._replace(face=card.front)
    if card.reveal and not (again and card.kind == "myth"):
        yield slide._replace(id=f"{slide.id}/1", step=1, face=card.reveal)


def _own_clocks(segment: Segment) -> dict[str, tuple[Phase, ...]]:
    """The cards of a part that have a clock of their own beside that of the part.

    They are those with timed steps, when all of these fit in the minutes of the part; not a card that is the whole
    part and has one step, since its clock would be the part's again. A part without minutes leaves its cards theirs.
    """
    if not segment.minutes:
        return {card.id: clock for card in segment.cards if (clock := _clock(card))}
    alone = len(segment.cards) == 1
    timed = {card.id: steps for card in segment.cards if len(steps := _phases(card)) > alone}
    whole = sum(step.seconds for card in segment.cards for step in timed.get(card.id, ()))
    return timed if whole <= 60 * segment.minutes else {}


def _clock(card: Card) -> tuple[Phase, ...]:
    """The clock of a card that is played outside of a part."""
    return _phases(card) or _minutes("", card.minutes)


def _phases(card: Card) -> tuple[Phase, ...]:
    """The phases of the card's method, where they take as long as the card does; else the card has one clock."""
    if card.method is None:
        return ()
    whole = sum(phase.seconds for phase in card.method.phases)
    return card.method.phases if card.method.id == card.id or whole == 60 * card.minutes else ()


def _minutes(label: str, minutes: int) -> tuple[Phase, ...]:
    return (Phase(label, minutes * 60, "fixed"),) if minutes else ()


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
    return f'@font-face{{font-family:{family};{how};src:url(data:font/ttf;base64,{data}) format("truetype")}}'


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
    """The grounds; and a suit's colour as a band under white, as text on paper and at night, and as a panel's tint."""
    yield f":root{{--day:{PAPER};--night:{NIGHT}}}"
    for suit in _suits(slides):
        day, night = colours.mix(PAPER, suit.colour, 0.1), colours.mix(NIGHT, suit.colour, 0.24)
        band = colours.readable(suit.colour, "#ffffff", "#000000")
        light, dark = colours.readable(suit.colour, day, "#000000"), colours.readable(suit.colour, night, "#ffffff")
        ink, tint = f"light-dark({light},{dark})", f"light-dark({day},{night})"
        yield f".suit-{suit.id}{{--band:{band};--suit:{ink};--tint:{tint}}}"


# --- policy ----------------------------------------------------------------------------------------------------


def _policy(style: str, script: str) -> str:
    """Only this style and this script may run, and nothing may be fetched."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"

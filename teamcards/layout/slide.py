"""A slide into a drawing: a face in the measures that its template has for slides, on the ground of its kind."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from teamcards import colours
from teamcards.deck import Card, Deck, Face, Part, Segment, Suit
from teamcards.drawing import Drawing, Item
from teamcards.layout import face, fit, paint, rows, shell
from teamcards.layout.fit import Fitted, Set, Stack
from teamcards.layout.look import Look, Slides
from teamcards.markup import plain
from teamcards.problems import Mark, Problem
from teamcards.run import Slide

_DARK = frozenset(("title", "segment", "rest", "end", "question"))
_PLAIN = frozenset(("title", "body", "facts", "source"))  # with nothing else on it, a slide shows the icon of its suit
_LARGE = frozenset(("title", "hero", "answer"))
_TEXT, _ART = 0.58, 0.36  # the width of a text with something beside it, and of that, in widths of the whole
_TINTED = 0.14  # the strongest ground that a suit's colour is text on: as much of it in the ground


class Screen(NamedTuple):
    """A slide with its drawing and what it is called."""

    slide: Slide
    drawing: Drawing
    title: str


class _Made(NamedTuple):
    """A face that was set, in which look, and what stands beside it."""

    fitted: Fitted | None
    look: Look
    beside: tuple[Item, ...]
    problems: list[Problem]


def draw(slide: Slide, deck: Deck, looks: Slides) -> tuple[Screen, list[Problem]]:
    """A slide of a deck's run, and what does not fit on it or has no glyph."""
    drawing, problems = _drawn(slide, deck, looks)
    return Screen(slide, drawing, title(slide, deck)), problems


def _drawn(slide: Slide, deck: Deck, looks: Slides) -> tuple[Drawing, list[Problem]]:
    look = _look(slide, looks)
    card = _card(slide, deck, look)
    text = face.Text(_headed(slide.face or card.front), card, _where(slide, deck), centred=True)
    made = _set(text, look)
    head = "" if slide.kind in ("title", "end") else deck.title
    spine = card.suit if slide.card else None
    problems = made.problems
    for what in shell.too_long(head, text.face.tag, spine, look):
        problems.append(Problem(card.mark, f"{text.where}: no room for {what}", "shorten it"))
    if made.fitted is None:
        return Drawing(look.width, look.height, ()), problems
    items = (
        *shell.head(head, text.face.tag, card.suit, look),
        *made.beside,
        *face.items(made.fitted, text, card.suit, made.look),
        *shell.footer(card, deck.words["minutes"], look),
    )
    ground = _readable(slide.card.suit, looks.day) if slide.card else None
    return Drawing(look.width, look.height, items, shell.spine(ground, look)), problems


def title(slide: Slide, deck: Deck) -> str:
    """What a slide is called."""
    if slide.card:
        return slide.card.title
    if slide.segment:
        return slide.segment.title
    words = {"agenda": "agenda", "rest": "slides_rest", "end": "slides_end"}
    return deck.words[words[slide.kind]] if slide.kind in words else deck.title


def _where(slide: Slide, deck: Deck) -> str:
    if slide.card:
        return f"slide of card '{slide.card.id}' ({'back' if slide.step else 'front'}, {deck.language})"
    return f"slide '{title(slide, deck)}' ({deck.language})"


def _look(slide: Slide, looks: Slides) -> Look:
    """Dark for questions and for what stands between the cards, light for cards and for the running order."""
    if slide.card:
        return looks.night if slide.card.kind in _DARK else looks.day
    return looks.wide_night if slide.kind in _DARK else looks.wide_day


# --- what is on it -----------------------------------------------------------------------------------------------


def _card(slide: Slide, deck: Deck, look: Look) -> Card:
    """The card of a slide in colours that can be read there; a slide between the cards has one made for it."""
    if slide.card:
        return slide.card._replace(suit=_readable(slide.card.suit, look), minutes=slide.minutes)
    return Card(
        id="", kind="", title=title(slide, deck), suit=_readable(deck.suit, look), front=_face(slide, deck),
        reveal=None, back="none", notes=(), method=slide.segment.method if slide.segment else None,
        minutes=0, copies=1, mark=_mark(slide, deck),
    )  # fmt: skip


def _mark(slide: Slide, deck: Deck) -> Mark:
    """Where stands what a slide between the cards shows: a part, the running order, or the deck."""
    if slide.segment:
        return slide.segment.mark
    return deck.agenda[0].mark if slide.kind == "agenda" else deck.mark


def _headed(shown: Face) -> Face:
    """A face with the name of its card as its title where it has no larger text."""
    if any(part.role in _LARGE for part in shown.parts):
        return shown
    return shown._replace(parts=tuple(p._replace(role="title") if p.role == "kicker" else p for p in shown.parts))


@functools.lru_cache(maxsize=256)
def _readable(suit: Suit, look: Look) -> Suit:
    """A suit with its colour moved away from the ground until it can be read there, and on its own tint."""
    dark = colours.contrast(look.ground, "#ffffff") > colours.contrast(look.ground, "#000000")
    ground = colours.mix(look.ground, suit.colour, _TINTED)
    return suit._replace(colour=colours.readable(suit.colour, ground, "#ffffff" if dark else "#000000"))


def _face(slide: Slide, deck: Deck) -> Face:
    """What stands on a slide between the cards."""
    heading = Part("title", plain(title(slide, deck)))
    if slide.segment:
        tag = f"{deck.words['slides_segment']} {slide.id.rpartition('.')[2]}"
        planned = (Part("body", plain(_minutes(slide.segment, deck))),) if slide.segment.minutes else ()
        return Face((heading, *planned, *_numbered([card.title for card in slide.segment.cards])), tag)
    match slide.kind:
        case "title":
            subtitle = (Part("body", plain(deck.subtitle)),) if deck.subtitle else ()
            return Face((heading, *subtitle, Part("source", plain(_count(deck)))))
        case "agenda":
            return Face((heading, *_numbered([_planned(part, deck) for part in deck.agenda])))
        case "rest":
            return Face((heading, Part("body", plain(deck.words["slides_rest_text"]))))
    return Face((heading,))


def _numbered(texts: list[str]) -> Iterator[Part]:
    if texts:
        blocks = tuple(block for text in texts for block in plain(text))
        yield Part("options", blocks, marks=tuple(str(number) for number in range(1, len(texts) + 1)))


def _planned(part: Segment, deck: Deck) -> str:
    return f"{part.title} ({_minutes(part, deck)})" if part.minutes else part.title


def _minutes(part: Segment, deck: Deck) -> str:
    return f"{part.minutes}\N{NO-BREAK SPACE}{deck.words['minutes']}"


def _count(deck: Deck) -> str:
    """How many cards there are, and how long they take where that is planned."""
    played = (card for part in deck.agenda for card in part.cards)
    count = len({card.id for card in (*deck.cards, *played)})
    minutes = sum(part.minutes for part in deck.agenda)
    cards = f"{count} {deck.words['slides_card' if count == 1 else 'slides_cards']}"
    return f"{cards} · {minutes} {deck.words['minutes']}" if minutes else cards


# --- set ---------------------------------------------------------------------------------------------------------


def _set(text: face.Text, look: Look) -> _Made:
    """A face with its picture beside it; a plain one has the icon of its suit there, where it leaves room for that."""
    picture = next((part for part in text.face.parts if part.role == "picture"), None)
    narrow, art = _halves(look)
    if picture:
        words = tuple(part for part in text.face.parts if part is not picture)
        fitted, problems = face.fitted(text._replace(face=text.face._replace(parts=words)), narrow)
        return _Made(fitted, narrow, tuple(_pictured(picture, text.card.suit, art)), problems)
    if _is_plain(text.face):
        fitted, problems = face.fitted(text, narrow)
        if fitted and fitted.body >= look.asked:
            return _Made(fitted, narrow, (shell.art(text.card.suit, art),), problems)
    fitted, problems = face.fitted(text, look)
    return _Made(fitted, look, (), problems)


def _is_plain(shown: Face) -> bool:
    return {part.role for part in shown.parts} <= _PLAIN


@functools.lru_cache(maxsize=16)
def _halves(look: Look) -> tuple[Look, Look]:
    """The look of a text with something beside it, and of that."""
    return replace(look, right=look.left + _TEXT * look.inner), replace(look, left=look.right - _ART * look.inner)


def _pictured(part: Part, suit: Suit, look: Look) -> Iterator[Item]:
    """A picture as large as its half of the slide, in the middle of its height."""
    (row,) = rows.of(part, look)
    top, bottom = fit.room(look)
    height = min(bottom - top, look.inner / rows.proportion(part.picture) if part.picture else 0.0)
    stack = Stack(look.asked, (Set(row, (), look.asked, height),), height)
    yield from paint.stack(stack, top + (bottom - top - height) / 2, suit, look)

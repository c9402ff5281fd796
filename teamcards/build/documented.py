"""Documents for those who run or attend a workshop."""

from __future__ import annotations

from teamcards import accessories, layout
from teamcards.build.asked import DocumentFormat, File, Made, Print
from teamcards.build.cards import stem
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.documents import Session, guide, handout, runsheet
from teamcards.problems import Problem
from teamcards.writers import pdf, tagged

_WRITERS = {"guide": guide.write, "runsheet": runsheet.write, "handout": handout.write}


def make(deck: Deck, content: Content, sheet: Print, format: DocumentFormat, session: Session) -> Made:
    """One of the documents as a tagged PDF."""
    if format == "runsheet" and not deck.agenda:
        return [], [Problem(deck.mark, "a deck without a running order has no run sheet", _instead(deck, content))]
    look, problems = layout.load(deck)
    if look is None:
        return [], problems
    words = accessories.words(content.print_words, deck.language)
    made = _WRITERS[format](deck, look, sheet.paper, session, words)
    problems = [*problems, *made.problems]
    if not made.pages:
        return [], problems
    about = pdf.About(f"{deck.title} – {words[format]}", deck.subtitle, deck.language)
    data = tagged.write(made.pages, made.structure, about, look.fonts())
    count = len(made.pages)
    told = f"{count} {'page' if count == 1 else 'pages'} of {sheet.paper.name}, tagged"
    return [File(f"{stem(deck)}.{format}.pdf", data, told)], problems


def _instead(deck: Deck, content: Content) -> str:
    """What to do about a deck without a running order; one that comes with teamcards is left for those that have it."""
    having = [name for name, entry in content.decks.items() if entry.value.agenda]
    alike = [name for name in having if name.startswith(deck.id)] or having
    return f"take {' or '.join(alike)}" if deck.mark.shipped and alike else "add 'agenda:' to the deck"

"""What goes with the sheets of a deck: how to print them, a list of the cards, a box, a page to hold to the light."""

from __future__ import annotations

from teamcards import accessories, sheets
from teamcards.accessories import box, checklist, held, instructions, net, printing
from teamcards.build import cards
from teamcards.build.asked import Extra, File, Made, Print, paper
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.drawing import Page
from teamcards.layout import Look
from teamcards.problems import Problem
from teamcards.sheets import Job
from teamcards.writers import pdf


def make(deck: Deck, look: Look, sheet: Print, work: Job, content: Content) -> Made:
    """A PDF of each that is asked for."""
    problems = accessories.check(deck, look)
    about = pdf.About(deck.title, deck.subtitle, deck.language)
    files = []
    for extra in sheet.extras:
        pages, found = _pages(extra, deck, look, sheet, work, content)
        problems += found
        name = f"{cards.name(deck, sheet)}.{extra}.pdf"
        files += [File(name, pdf.write(pages, about, look.fonts()))] if pages else []
    return files, problems


def _pages(
    extra: Extra, deck: Deck, look: Look, sheet: Print, work: Job, content: Content
) -> tuple[list[Page], list[Problem]]:
    words = accessories.words(content.print_words, deck.language)
    printed = cards.count(deck, sheet)
    match extra:
        case "instructions":
            places = tuple(work.grid.slot(number) for number in range(work.grid.places))
            way = sheet.way if work.duplex else "single"
            torn, ruled = sheet.grid is not None, sheets.ruled(work)
            how = printing.Printed(way, sheet.paper, printed, places, work.start, torn, ruled, work.grid.turn)
            return instructions.pages(deck, look, how, words), []
        case "checklist":
            return checklist.pages(_piled(deck, sheet), look, sheet.paper, words), []
        case "box":
            table = {int(name): entry.value.thickness for name, entry in content.weights.items()}
            layers = 2 if sheet.way == "fold" and work.duplex else 1
            stack = box.Stack(printed, sheet.weight, net.thickness(sheet.weight, table), layers)
            papers = [paper(name, content) for name in content.papers]
            return box.pages(_piled(deck, sheet), look, sheet.paper, stack, words, papers)
        case "test":
            return held.pages(work, look, words), []


def _piled(deck: Deck, sheet: Print) -> Deck:
    """The deck with every card as often as it is printed."""
    each = ((card, cards.count(deck._replace(cards=(card,)), sheet)) for card in deck.cards)
    return deck._replace(cards=tuple(card._replace(copies=count) for card, count in each))

"""A deck as a print shop wants it: a page for each side, with bleed and boxes, in ink."""

from __future__ import annotations

from teamcards import sheets
from teamcards.build import cards
from teamcards.build.asked import File, Made, Press, Print
from teamcards.deck import Deck
from teamcards.problems import Mark, Problem


def make(deck: Deck, sheet: Print, asked: Press) -> Made:
    """One PDF, or one of fronts and one of backs, looked at as the shop would; what it finds are warnings."""
    from teamcards import inks, preflight
    from teamcards.writers import pdf, press

    shop = asked.shop
    deck, look, problems = cards.ready(deck, sheet, shop.safe)
    if look is None:
        return [], problems
    drawn = list(cards.sides(deck, look, problems))
    ink = inks.Ink(shop.max_ink, asked.icc) if shop.colour == "cmyk" else inks.Light()
    how = press.Press(shop.standard, shop.output_intent if shop.colour == "cmyk" else "", asked.icc)
    about = pdf.About(deck.title, deck.subtitle, deck.language)
    files: list[File] = []
    reports = []
    orders: tuple[sheets.Order, ...] = ("fronts", "backs") if shop.page_order == "split" else (shop.page_order,)
    for order in orders:
        pages = list(sheets.one_by_one(drawn, shop.bleed, order))
        data = press.prepare(pdf.write(pages, about, look.fonts(), ink), deck.title, how)
        part = f".{order}" if len(orders) > 1 else ""
        name = f"{cards.name(deck, sheet)}.{asked.name}{part}.pdf"
        reports.append(preflight.inspect(data, shop))
        noted = cards.noted(deck) if order != "fronts" else ""
        told = (f"{len(pages)} {'page' if len(pages) == 1 else 'pages'}", how.told, noted)
        files.append(File(name, data, ", ".join(filter(None, told))))
        problems += [_warning(name, line) for line in preflight.told(reports[-1].findings)]
    together = preflight.pair(reports) if len(reports) > 1 else ()
    problems += [_warning(files[0].name, line) for line in preflight.told(together)]
    return files, problems


def _warning(name: str, told: str) -> Problem:
    """A finding of preflight: the file was made, and its shop may refuse it."""
    return Problem(Mark(name, 0), told.replace("error: ", "").replace("warning: ", ""), "", "warning")

"""Where things lie on the paper, read back from the PDF and compared with numbers worked out by hand.

A4, nine poker cards: 63 x 88 mm with 4 mm between them, so 6.5 mm left and right and 12.5 mm above and below.
"""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from conftest import A4, LETTER, pdf_of

MM = 72 / 25.4
CARDS = 11
SLOTS = [(6.5 + 67 * column, 12.5 + 92 * row) for row in range(3) for column in range(3)]


def deck_of(count: int, extra: str = "") -> dict[str, str]:
    """A deck of cards whose front and back each say one word of their own, set alike on both sides."""
    cards = "".join(
        f"  t-{n:02}:\n    kind: vote\n    title: Kaart\n    text: Kijk.\n    front: merk{n:02}\n    back: merk{n:02}\n"
        for n in range(count)
    )
    return {
        "cards__t": f"language: nl\ncards:\n{cards}",
        "decks__t": f"title: Proef\nlanguages: [nl]\ncards: [t-*]\n{extra}",
    }


def words(page: pdfium.PdfPage, begin: str = "merk") -> dict[str, tuple[float, float]]:
    """The middle of each word that begins so, in mm from the top left of the page."""
    text = page.get_textpage()
    whole = text.get_text_range()
    found = {}
    start = whole.find(begin)
    while start >= 0:
        boxes = [text.get_charbox(n, loose=True) for n in range(start, start + 6)]
        left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
        low, high = min(b[1] for b in boxes), max(b[3] for b in boxes)
        word = whole[start : start + 6]
        found[word] = ((left + right) / 2 / MM, (page.get_height() - (low + high) / 2) / MM)
        start = whole.find(begin, start + 6)
    return found


def lines(page: pdfium.PdfPage, depth: int = 1) -> list[tuple[float, float, float, float]]:
    """The hairlines of the page itself, as left, top, right and bottom in mm; 2 deep also those it shares with others.

    What pages share is moved to its place there, and neither turned nor scaled.
    """
    height = page.get_height()
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=depth):
        place = item.container.get_matrix() if item.container else pdfium.PdfMatrix()
        left, low, right, high = (edge + by for edge, by in zip(item.get_bounds(), (place.e, place.f) * 2, strict=True))
        box = (left / MM, (height - high) / MM, right / MM, (height - low) / MM)
        thin = min(box[2] - box[0], box[3] - box[1])
        if thin < 0.3 and max(box[2] - box[0], box[3] - box[1]) < 6:
            found.append(box)
    return found


@pytest.fixture(params=["long", "short"])
def printed(request, project) -> tuple[str, pdfium.PdfDocument]:
    data = pdf_of(project(**deck_of(CARDS)), "t", "nl", request.param)
    return request.param, pdfium.PdfDocument(data)


def test_each_back_lies_behind_its_front(printed):
    flip, document = printed
    seen = 0
    for sheet in range(2):
        fronts = words(document[2 * sheet])
        backs = words(document[2 * sheet + 1])
        assert set(fronts) == set(backs)
        for word, (x, y) in fronts.items():
            off = offset_in_card(x)  # both sides are set alike, so the word stands as far off on the back
            behind = (210 - x + 2 * off, y) if flip == "long" else (x - 2 * off, 297 - y)
            assert backs[word] == pytest.approx(behind, abs=0.05), word
            seen += 1
    assert seen == CARDS
    assert len(document) == 4


def offset_in_card(x: float) -> float:
    """How far a point lies to the right of the middle of the card that it is on."""
    return next(x - left - 31.5 for left, _ in SLOTS if left <= x <= left + 63)


def test_cards_fill_the_slots_in_reading_order(printed):
    _, document = printed
    for number, (word, (x, y)) in enumerate(sorted(words(document[0]).items())):
        left, top = SLOTS[number]
        assert word == f"merk{number:02}"
        assert left < x < left + 63
        assert top < y < top + 88


def test_no_mark_crosses_a_card_or_stands_in_an_empty_slot(printed):
    _, document = printed
    for page, (left, top, right, bottom) in ((p, line) for p in document for line in lines(p)):
        for x, y in SLOTS:
            apart = right <= x + 0.09 or left >= x + 62.91 or bottom <= y + 0.09 or top >= y + 87.91
            assert apart, f"a mark at {left:.2f} {top:.2f} {right:.2f} {bottom:.2f} on page {page.page_number}"


@pytest.mark.parametrize("side", [0, 1])
def test_marks_stand_in_line_with_every_cut(printed, side):
    _, document = printed
    found = lines(document[side])
    upright = {round((a + c) / 2, 2) for a, b, c, d in found if d - b > c - a}
    level = {round((b + d) / 2, 2) for a, b, c, d in found if c - a > d - b}
    cuts_x = {round(x + w, 2) for x, _ in SLOTS for w in (0, 63)}
    cuts_y = {round(y + h, 2) for _, y in SLOTS for h in (0, 88)}
    assert all(any(abs(cut - mark) < 0.05 for mark in upright) for cut in cuts_x)
    assert all(any(abs(cut - mark) < 0.05 for mark in level) for cut in cuts_y)


def test_empty_slots_carry_no_art(printed):
    flip, document = printed
    for page, taken in ((document[2], SLOTS[:2]), (document[3], behind(SLOTS[:2], flip))):
        image = page.render(scale=2).to_pil().convert("L")
        for x, y in SLOTS:
            box = [round(v * MM * 2) for v in (x + 0.5, y + 0.5, x + 62.5, y + 87.5)]
            blank = image.crop(box).getextrema() == (255, 255)
            assert blank == (not any(abs(x - a) < 0.1 and abs(y - b) < 0.1 for a, b in taken)), (x, y)


def behind(slots: list[tuple[float, float]], flip: str) -> list[tuple[float, float]]:
    return [(210 - x - 63, y) if flip == "long" else (x, 297 - y - 88) for x, y in slots]


def test_the_pdf_asks_for_its_flip_edge_and_no_scaling(printed):
    flip, document = printed
    wanted = raw.FPDF_VIEWERREF_GetDuplex(document)
    assert wanted == (raw.DuplexFlipLongEdge if flip == "long" else raw.DuplexFlipShortEdge)
    assert not raw.FPDF_VIEWERREF_GetPrintScaling(document)


def test_a_sheet_says_what_it_is(printed):
    flip, document = printed
    edge = {"long": "lange", "short": "korte"}[flip]
    for number, page in enumerate(document):
        text = " ".join(page.get_textpage().get_text_range().split())
        side = "achterkant" if number % 2 else "voorkant"
        assert f"Proef · vel {number // 2 + 1} van 2 · {side} · omslaan over de {edge} zijde" in text


def test_the_ruler_is_fifty_millimetres(printed):
    _, document = printed
    ticks = [(a + c) / 2 for a, b, c, d in lines(document[0], depth=2) if d - b > c - a and b > 288]
    assert len(ticks) == 6
    assert max(ticks) - min(ticks) == pytest.approx(50, abs=0.05)


def test_copies_fill_the_sheet(project):
    files = deck_of(3) | {"decks__t": "title: P\nlanguages: [nl]\ncards: [{card: t-01, copies: 4}, t-00]\n"}
    document = pdfium.PdfDocument(pdf_of(project(**files), "t", "nl"))
    text = document[0].get_textpage().get_text_range()
    assert text.count("merk01") == 4
    assert text.count("merk00") == 1
    assert "merk02" not in text


def test_a_deck_without_backs_has_fronts_only(project):
    files = {
        "cards__t": "language: nl\ncards:\n  t-1: {kind: episode, title: Een, text: Tekst}\n",
        "decks__t": "title: P\nlanguages: [nl]\nback: none\ncards: [t-1]\n",
    }
    assert len(pdfium.PdfDocument(pdf_of(project(**files), "t", "nl"))) == 1


def test_a_card_without_a_back_leaves_the_others_in_their_places(project):
    files = deck_of(3)
    files["cards__t"] += "  t-01a: {kind: episode, title: Een, text: merk99}\n"
    files["decks__t"] = "title: P\nlanguages: [nl]\nbacks: {episode: none}\ncards: [t-00, t-01a, t-01, t-02]\n"
    document = pdfium.PdfDocument(pdf_of(project(**files), "t", "nl"))
    fronts, backs = words(document[0]), words(document[1])
    assert set(fronts) - set(backs) == {"merk99"}
    for word, (x, y) in backs.items():
        assert y == pytest.approx(fronts[word][1], abs=0.05)
        assert x == pytest.approx(210 - fronts[word][0] + 2 * offset_in_card(fronts[word][0]), abs=0.05)


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
@pytest.mark.parametrize("size", ["poker", "mini", "a6", "tarot", "business"])
def test_every_size_stays_inside_the_printable_area(project, size, paper):
    content = project(**deck_of(4, f"size: {size}\n"))
    document = pdfium.PdfDocument(pdf_of(content, "t", "nl", paper=paper))
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        assert min(b[0] for b in boxes) >= 5 * MM - 0.5
        assert max(b[2] for b in boxes) <= page.get_width() - 5 * MM + 0.5
        assert min(b[1] for b in boxes) >= 5 * MM - 1.5
        assert max(b[3] for b in boxes) <= page.get_height() - 5 * MM + 0.5

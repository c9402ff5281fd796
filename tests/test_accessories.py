"""What goes with a printed deck, read back from its PDF: measures, words, and that all of it can be printed."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from conftest import A4, LETTER, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards import accessories, build, compose, editions, layout, sheets
from teamcards.accessories import box, checklist, diagrams, instructions, net
from teamcards.accessories.printing import Printed
from teamcards.drawing import Box, Line
from teamcards.sheets import EDGE, Grid, Paper, marks
from teamcards.units import MM
from teamcards.writers import pdf

A6 = Paper("A6", 105 * MM, 148 * MM)
A5 = Paper("A5", 148 * MM, 210 * MM)
A3 = Paper("A3", 297 * MM, 420 * MM)
WAYS = ("long", "short", "fold", "manual", "single")
LANGUAGES = ("nl", "en")
LONG = "Teamontwikkelingsgesprekkenhandleidingsbundel voor iedereen die samen verkoopt, deelt en leert " * 3


def look_of(content, name, language, edition="colour"):
    deck, problems = compose.compose(name, content, language)
    assert deck is not None, problems
    deck, problems = editions.of(deck, edition)
    assert deck is not None, problems
    look, problems = layout.load(deck)
    assert look is not None, problems
    return deck, look


def printed(deck, paper, way="long", cards=None, start=0):
    room = sheets.Room(deck.width, deck.height)
    grid = sheets.folded(room, paper)[0] if way == "fold" else sheets.flat(room, paper)
    places = tuple(grid.slot(number) for number in range(grid.places))
    return Printed(way, paper, cards or sum(card.copies for card in deck.cards), places, start)


def written(pages, look, language="nl"):
    return pdfium.PdfDocument(pdf.write(pages, pdf.About("t", "s", language), look.fonts()))


def text_of(document) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def instruction_page(content, language="nl", paper=A4, way="long", **asked):
    deck, look = look_of(content, "goudmijn", language)
    words = accessories.words(content.print_words, language)
    return written(instructions.pages(deck, look, printed(deck, paper, way, **asked), words), look, language)


def strokes(page) -> list[tuple[float, float, float, float]]:
    """The boxes around the points of all paths (without the thickness of their lines), in mm from the top left."""
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        matrix = item.get_matrix()
        points = [matrix.on_point(*point_of(item, number)) for number in range(raw.FPDFPath_CountSegments(item))]
        xs, ys = sorted(x / MM for x, _ in points), sorted((page.get_height() - y) / MM for _, y in points)
        found.append((xs[0], ys[0], xs[-1], ys[-1]))
    return found


def point_of(path, number) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, number), ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def assert_printable(document):
    """Nothing lies outside what a printer reaches, neither text nor lines nor colour."""
    edge = EDGE / MM - 0.1
    for page in document:
        wide, high = page.get_width() / MM, page.get_height() / MM
        text = page.get_textpage()
        for number in range(text.count_chars()):
            if text.get_text_range(number, 1).strip():
                left, low, right, top = (value / MM for value in text.get_charbox(number))
                assert min(left, low, wide - right, high - top) >= edge
        image = page.render(scale=2).to_pil().convert("L")
        inside = [round(value * 2 * MM) for value in (edge, edge, wide - edge, high - edge)]
        image.paste(255, tuple(inside))
        assert image.getextrema() == (255, 255)


# --- the instruction page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [A4, LETTER, A3], ids=lambda paper: paper.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rulers_are_exact(shipped, paper, language):
    page = instruction_page(shipped, language, paper)[0]
    drawn = strokes(page)
    ticks = [(a, b, d) for a, b, c, d in drawn if c - a < 0.01 and 1 < d - b < 5]
    level = [(a, b, c) for a, b, c, d in drawn if d - b < 0.01]
    (long,) = [base for base in level if base[2] - base[0] == pytest.approx(100, abs=0.01)]
    (short,) = [base for base in level if base[2] - base[0] == pytest.approx(50.8, abs=0.01)]
    for (left, y, right), end, count, length in ((long, 2, 101, 100), (short, 2, 51, 50), (short, 1, 33, 50.8)):
        on = sorted(tick[0] for tick in ticks if abs(tick[end] - y) < 0.01 and left - 0.1 < tick[0] < right + 0.1)
        assert len(on) == count
        assert on[-1] - on[0] == pytest.approx(length, abs=0.01)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_how_this_deck_is_printed(shipped, language, way):
    document = instruction_page(shipped, language, way=way)
    text = text_of(document)
    words = accessories.words(shipped.print_words, language)
    assert len(document) == 1
    assert ("Goudmijn" if language == "nl" else "Gold mine") in text
    assert {"nl": "36 kaarten", "en": "36 cards"}[language] in text
    assert {"nl": "Werkelijke grootte, 100 %", "en": "Actual size, 100%"}[language] in text
    assert words[f"weight_{'both' if way in ('long', 'short', 'manual') else way}"] in text
    assert shipped.words[f"way_{way}"].value.root[language] in text
    assert words["set_type"] in text
    for other in {"long", "short"} - {way}:
        assert words[f"set_sides_{other}"].strip("*") not in text
    if way != "fold":
        assert {"nl": "4 vellen A4 9 per vel", "en": "4 A4 sheets 9 per sheet"}[language] in text
    if way in ("long", "short", "manual"):
        assert words["drift_card"] in text
        assert ("teamcards calibrate" in text) == (way != "manual")  # which is for printers that turn the paper
        assert "--way fold" in text


@pytest.mark.parametrize(
    ("language", "paper", "way", "told"),
    [
        ("nl", A4, "long", ["boven op 12,5 mm, links op 6,5 mm", "197 – 134 – 130 – 67 – 63 mm",
                            "272 – 184 – 180 – 92 – 88 mm"]),
        ("en", LETTER, "long", ["top at 7.7 mm, left at 13.5 mm", "126 – 63 mm", "264 – 176 – 88 mm"]),
        ("en", A4, "fold", ["top at 16.5 mm, left at 8.5 mm", "88 mm", "264 – 201 – 197 – 134 – 130 – 67 – 63 mm"]),
    ],
)  # fmt: skip
def test_the_page_tells_every_cut_in_millimetres(shipped, language, paper, way, told):
    text = text_of(instruction_page(shipped, language, paper, way))
    for words in told:
        assert words in text


@pytest.mark.parametrize("way", ["long", "fold"])
@pytest.mark.parametrize("paper", [A4, LETTER, A3, A5], ids=lambda paper: paper.name)
def test_cuts_in_the_order_of_the_page_leave_the_cards_and_nothing_of_them_is_lost(shipped, paper, way):
    for size in shipped.sizes.values():
        room = sheets.Room(size.value.width, size.value.height)
        grid, _ = sheets.laid(room, paper, way)
        places = [grid.slot(number) for number in range(grid.places)]
        if not places:
            continue
        order = marks.cuts(places)
        columns = parted(order.left, paper.width - order.left, order.across)
        rows = parted(order.top, paper.height - order.top, order.down)
        pieces = [(x, y, wide, high) for y, high in rows for x, wide in columns]
        for place in places:
            assert any(piece == pytest.approx(place, abs=0.01) for piece in pieces)


def parted(start, length, cuts):
    """What is left of a length when it is cut at so far from its start, one cut after the other."""
    pieces = []
    for cut in cuts:
        assert 0 < cut < length  # what is counted from is still whole, and the cut lies on it
        pieces.append((start + cut, length - cut))
        length = cut
    return [*pieces, (start, length)]


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
def test_the_two_edges_that_are_cut_first_have_marks_on_the_sheet(shipped, paper):
    deck, look = look_of(shipped, "goudmijn", "en")
    job = build.job(deck, look, build.Print(paper))
    drawn, problems = build.draw("goudmijn", shipped, "en", None)
    assert drawn, problems
    page = next(iter(sheets.impose(drawn.sides, len(drawn.sides), job)))
    order = marks.cuts(job.grid.slot(number) for number in range(job.grid.places))
    lines = [item for item in page.items if isinstance(item, Line)]
    assert sum(line.x1 == line.x2 == pytest.approx(order.left, abs=0.01) for line in lines) >= 2
    assert sum(line.y1 == line.y2 == pytest.approx(order.top, abs=0.01) for line in lines) >= 2


@pytest.mark.parametrize(("language", "told"), [("nl", "pagina 5–6"), ("en", "pages 5–6")])
def test_fed_by_hand_the_first_sheet_is_tried_with_its_own_back(shipped, language, told):
    text = text_of(instruction_page(shipped, language, way="manual"))
    edge = {"nl": "‘vel 1 van 4’", "en": "‘sheet 1 of 4’"}[language]
    for words in (told, edge, "1–4", "5–8"):
        assert words in text
    text = text_of(instruction_page(shipped, language, way="manual", cards=9))
    one = {"nl": "pagina 1, vel omslaan, pagina 2", "en": "print page 1, turn the sheet, print page 2"}[language]
    assert one in text
    assert "1–1" not in text


@pytest.mark.parametrize(("language", "told"), [("nl", "nummer in de hoek"), ("en", "id in its corner")])
def test_fed_by_hand_without_a_line_at_the_edge_a_card_tells_its_back(shipped, language, told):
    deck, look = look_of(shipped, "goudmijn", language)
    words = accessories.words(shipped.print_words, language)
    how = printed(deck, A4, "manual")._replace(ruled=False)
    text = text_of(written(instructions.pages(deck, look, how, words), look, language))
    assert told in text
    assert "1 van" not in text
    assert "1 of" not in text


@pytest.mark.parametrize(("language", "told"), [("nl", "vouw of lijm dit vel"), ("en", "not fold or glue this sheet")])
def test_a_folded_sheet_is_kept_as_it_was_printed(shipped, language, told):
    text = text_of(instruction_page(shipped, language, way="fold", cards=3, start=2))
    words = accessories.words(shipped.print_words, language)
    assert words["step_used_fold"] in text
    text = text_of(instruction_page(shipped, language, way="fold", cards=3))
    assert words["step_used_fold"] not in text
    assert told in text


def test_sheets_without_a_ruler_are_checked_by_a_card(shipped):
    assert "Measure the ruler at the edge" in text_of(extra_of(shipped, "goudmijn", "instructions", "en"))
    tight = Grid(A4, 3, 3, 63 * MM, 88 * MM, 6.5 * MM, 31 * MM, 4 * MM, 0)
    text = text_of(extra_of(shipped, "goudmijn", "instructions", "en", grid=tight))
    assert "Measure a card (63 × 88 mm)" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_perforated_stock_is_torn_and_not_cut_or_folded(shipped, language):
    grid = Grid(A4, 2, 5, 85 * MM, 54 * MM, 15 * MM, 13.5 * MM, 10 * MM, 0)
    document = extra_of(shipped, "goudmijn", "instructions", language, grid=grid)
    text, words = text_of(document), accessories.words(shipped.print_words, language)
    assert len(document) == 1
    assert_printable(document)
    assert words["step_tear"] in text
    assert words["step_cut"] not in text
    assert words["weight_both"] not in text
    for never in ("fold –", "--way fold", "trimmer", "snijmachine", "not cut", "snijd dit vel", words["load_stock"]):
        assert never not in text
    for told in ("turns_over", "step_proof_perforated"):
        assert words[told].replace("**", "") in text
    assert {"nl": "scheur dit vel dan nog niet", "en": "do not tear this sheet yet"}[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS)
def test_a_part_used_sheet_goes_in_first_as_the_proof_sheet_did(shipped, language, way):
    words = accessories.words(shipped.print_words, language)
    for paper in (A4, LETTER):
        assert words["step_used"] not in text_of(instruction_page(shipped, language, paper, way, cards=32))
        document = instruction_page(shipped, language, paper, way, cards=31, start=1)
        text = text_of(document)
        assert len(document) == 1
        assert_printable(document)
        assert words["step_used_text"].format(place=2).replace("**", "") in text
        if way != "manual":
            assert text.index(words["step_proof"]) < text.index(words["proof_dot"]) < text.index(words["step_used"])
        assert text.index(words["step_proof"]) < text.index(words["step_used"]) < text.index(words["step_last"])


@pytest.mark.parametrize(("turn", "top"), [(0, (0, -1)), (90, (1, 0)), (180, (0, 1)), (270, (-1, 0))])
def test_cards_are_drawn_as_they_lie(turn, top):
    lying = diagrams.Lying(Box(0, 0, *((88, 63) if turn % 180 else (63, 88))), turn)
    strong, light = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
    block = diagrams.turning("single", lying, diagrams.Ink((0.0, 0.0, 0.0), strong, light), 100)
    cards = [item.box for item in block.items if item.fill == light]
    bands = [item.box for item in block.items if item.fill == strong]
    for card, band in zip(cards, bands, strict=True):
        assert (card.width > card.height) == bool(turn % 180)
        across = (band.x + band.width / 2 - card.x) / card.width
        down = (band.y + band.height / 2 - card.y) / card.height
        assert (round(2 * across - 1), round(2 * down - 1)) == top


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["c32011", "c32015", "l7421", "c9355"])
def test_the_page_to_hold_against_stock_says_what_it_is(shipped, language, code):
    stock = shipped.stocks[code].value
    grid = Grid(A4, stock.columns, stock.rows, stock.width, stock.height, stock.left, stock.top, 0, 0)
    document = extra_of(shipped, "goudmijn", "test", language, grid=grid)
    text, words = text_of(document), accessories.words(shipped.print_words, language)
    assert len(document) == 1
    for told in ("test_page", "test_top", "hold_to_light"):
        assert words[told] in text
    size = f"{round(stock.width / MM, 1):g} × {round(stock.height / MM, 1):g} mm"
    assert (size.replace(".", ",") if language == "nl" else size) in text
    assert words["set_scale_value"].replace("**", "") in text
    boxes = [box for box in strokes(document[0]) if (box[2] - box[0]) * MM == pytest.approx(stock.width, abs=0.1)]
    assert len(boxes) == stock.columns * stock.rows
    first = min(boxes, key=lambda box: (round(box[1]), box[0]))
    assert (first[0] * MM, first[1] * MM) == pytest.approx((stock.left, stock.top), abs=0.1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_without_backs_is_printed_on_one_side(project, language):
    content = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: {nl: T, en: T}, text: {nl: x, en: x}}\n",
        decks__t="title: {nl: T, en: T}\nlanguages: [nl, en]\nback: none\ncards: [t-1]\n",
    )
    text, words = text_of(extra_of(content, "t", "instructions", language)), content.print_words
    assert words["set_sides_single"].value.root[language].strip("*") in text
    assert words["set_sides_long"].value.root[language].strip("*") not in text
    assert words["drift"].value.root[language] not in text


@pytest.mark.parametrize("name", [A4, LETTER, A3, A5], ids=lambda paper: paper.name)
def test_the_page_names_its_paper(shipped, name):
    assert f"vellen {name.name}" in text_of(instruction_page(shipped, paper=name))


@pytest.mark.parametrize(
    ("cards", "start", "told"),
    [
        (36, 0, "Sheet 4 is full; all 9 places"),
        (32, 0, "in places 1–5. The rest is empty: to print on it another time, do not cut this sheet yet, and begin"),
        (32, 0, "do not cut this sheet yet, and begin with --start 6."),
        (28, 0, "Sheet 4 has 1 card in place 1."),
        (3, 2, "Sheet 1 has 3 cards in places 3–5."),
        (7, 2, "Sheet 1 has 7 cards in places 3–9, which fills it."),
    ],
)
def test_the_last_sheet_is_told(shipped, cards, start, told):
    assert told in text_of(instruction_page(shipped, "en", cards=cards, start=start))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_keep_is_said_before_anything_is_cut(shipped, language):
    text, words = text_of(instruction_page(shipped, language, cards=32)), shipped.print_words
    last, cut = (words[key].value.root[language] for key in ("step_last", "step_cut"))
    assert text.index(last) < text.index(cut)


@pytest.mark.parametrize(("way", "told"), [("fold", "Plain paper"), ("long", "Heavy paper or card stock")])
def test_the_type_of_paper_is_the_one_that_is_to_be_loaded(shipped, way, told):
    assert told in text_of(instruction_page(shipped, "en", way=way))


@given(cards=st.integers(1, 500), places=st.integers(1, 40), used=st.integers(0, 39))
@settings(max_examples=200)
def test_sheets_hold_all_cards_and_the_last_is_not_empty(cards, places, used):
    start = used % places
    job = Printed("long", A4, cards, (Box(0, 0, 1, 1),) * places, start)
    before = (job.sheets - 1) * places - start if job.sheets > 1 else 0
    assert len(job.last) >= 1
    assert job.last[-1] < places
    assert before + len(job.last) == cards


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a4_and_letter_hold_all_of_it_in_every_way(shipped, language, way):
    for paper in (A4, LETTER):
        assert len(instruction_page(shipped, language, paper, way, cards=32)) == 1


@pytest.mark.parametrize("way", ["long", "short", "manual", "single"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a4_and_letter_hold_all_of_it_for_perforated_stock_that_is_part_used(shipped, language, way):
    deck, look = look_of(shipped, "goudmijn", language)
    words = accessories.words(shipped.print_words, language)
    for paper in (A4, LETTER):
        how = printed(deck, paper, way, 31, 3)._replace(perforated=True)
        assert len(instructions.pages(deck, look, how, words)) == 1


@pytest.mark.parametrize(
    ("paper", "way"), [*((paper, way) for paper in (A4, LETTER, A3, A5) for way in ("long", "fold")), (A6, "long")]
)
def test_the_page_can_be_printed(shipped, paper, way):
    document = instruction_page(shipped, "en", paper, way)
    assert_printable(document)
    assert len(document) <= (1 if paper.width >= A4.width else 3 if paper == A5 else 5)


@pytest.mark.parametrize(
    ("asked", "told"), [({"copies": 3}, "108 cards"), ({"cards": ("gm-e01",), "copies": 2}, "2 cards")]
)
def test_the_checklist_counts_every_copy_that_is_printed(shipped, asked, told):
    text = text_of(extra_of(shipped, "goudmijn", "checklist", **asked))
    assert told in text
    assert f"× {asked['copies']}" in text


# --- the checklist ---------------------------------------------------------------------------------------------


def list_of(content, name, language, paper=A4):
    deck, look = look_of(content, name, language)
    pages = checklist.pages(deck, look, paper, accessories.words(content.print_words, language))
    return deck, written(pages, look, language)


@pytest.mark.parametrize("name", ["goudmijn", "compleet-180", "spiegel"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_on_the_list_once(shipped, name, language):
    deck, document = list_of(shipped, name, language)
    text = text_of(document)
    for card in deck.cards:
        assert len(re.findall(rf"(?<![\w-]){card.id}(?![\w-])", text)) == 1, card.id
        assert card.title in text
        assert card.suit.title in text
    boxes = [
        box for page in document for box in strokes(page) if 3.5 < box[2] - box[0] < 4.0 and 3.5 < box[3] - box[1] < 4.0
    ]
    assert len(boxes) == 2 * len(deck.cards)


def test_a_long_list_goes_on_and_keeps_copies_and_long_titles(project):
    cards = "".join(
        f"  t-{n:03}: {{kind: role, title: 'Kaart {n} {LONG[:60] if n % 7 == 0 else ''}', text: x}}\n"
        for n in range(150)
    )
    content = project(
        cards__t=f"language: nl\ncards:\n{cards}",
        decks__t=f"title: '{LONG}'\nlanguages: [nl]\nback: none\ncards: [t-*, {{card: t-007, copies: 12}}]\n",
    )
    deck, document = list_of(content, "t", "nl")
    text = text_of(document)
    assert len(document) > 1
    assert all(text.count(card.id) == 1 for card in deck.cards)
    assert text.count("× 12") == 1
    assert "161 kaarten" in text
    assert f"pagina 1 van {len(document)}" in text
    assert_printable(document)


@pytest.mark.parametrize("paper", [LETTER, A3, A5, A6], ids=lambda paper: paper.name)
def test_the_list_goes_on_any_paper(shipped, paper):
    deck, document = list_of(shipped, "goudmijn", "nl", paper)
    assert sum(text_of([page]).count("gm-") for page in document) == len(deck.cards)
    assert_printable(document)


# --- the tuck box ----------------------------------------------------------------------------------------------


def test_a_box_is_as_deep_as_its_cards_and_some_air():
    assert net.depth(54, 0.30 * MM) / MM == pytest.approx(16.2 + 1.5)


@pytest.mark.parametrize(
    ("cards", "depths"),
    [(27, (6.6, 8.0, 9.3, 10.1, 11.8)), (36, (8.3, 10.1, 11.9, 13.0, 15.2)), (54, (11.8, 14.5, 17.2, 18.8, 22.0)),
     (72, (15.2, 18.8, 22.4, 24.5, 28.9))],
)  # fmt: skip
def test_depths_are_those_of_the_table(shipped, cards, depths):
    """The table of stacks and paper weights that the figures come from, to a tenth of a millimetre."""
    table = {int(name): entry.value.thickness for name, entry in shipped.weights.items()}
    for weight, depth in zip((160, 200, 250, 300, 350), depths, strict=True):
        assert net.depth(cards, net.thickness(weight, table)) / MM == pytest.approx(depth, abs=0.15)


@given(weight=st.integers(60, 500))
def test_heavier_paper_is_thicker(weight):
    table = {160: 0.19, 200: 0.24, 250: 0.29, 300: 0.32, 350: 0.38}
    assert net.thickness(weight, table) < net.thickness(weight + 1, table)
    assert net.thickness(weight, table) == table.get(weight, net.thickness(weight, table))


CARD = st.tuples(st.floats(40, 150), st.floats(50, 160), st.integers(10, 150))


@given(CARD)
def test_a_net_folds_into_a_box(card):
    width, height, cards = card
    one = net.of(width * MM, height * MM, cards, 0.3 * MM)
    panels = one.panels
    assert panels["front"].width == panels["back"].width == pytest.approx((width + 1.0) * MM)
    assert panels["left"].width == panels["right"].width == pytest.approx((0.3 * cards + 1.5) * MM)
    assert [box.height for box in panels.values()] == pytest.approx([(height + 1.5) * MM] * 4)
    assert all(lid.width == panels["back"].width and lid.height == one.depth for lid in one.lids)
    assert one.size[0] == pytest.approx(2 * (one.width + one.depth) + 10 * MM)
    assert one.size[1] == pytest.approx(one.height + 2 * one.depth + 30 * MM)


@given(CARD)
def test_folds_lie_between_panels_and_above_as_below(card):
    width, height, cards = card
    one = net.of(width * MM, height * MM, cards, 0.3 * MM)
    folds = [fold[:4] for fold in net.folds(one)]
    high = one.size[1]
    mirrored = [(a, high - d, c, high - b) for a, b, c, d in folds]
    assert sorted(map(rounded, mirrored)) == sorted(map(rounded, folds))
    upright = sorted(fold[0] for fold in folds if fold[0] == fold[2])
    gaps = [after - before for before, after in pairwise(upright)]
    assert gaps == pytest.approx([one.width, one.depth, one.width], abs=0.01)
    lengths = sorted(fold[2] - fold[0] for fold in folds if fold[0] != fold[2])
    assert lengths == pytest.approx(sorted([one.width] * 4 + [one.depth] * 4), abs=0.01)


def rounded(fold) -> tuple[float, ...]:
    return tuple(round(value, 2) + 0.0 for value in fold)


def box_of(content, name, language, paper, cards=36, edition="colour", papers=()):
    deck, look = look_of(content, name, language, edition)
    words = accessories.words(content.print_words, language)
    pages, problems = box.pages(deck, look, paper, box.Stack(cards, 200, 0.24 * MM), words, papers)
    return written(pages, look, language) if pages else None, problems


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", [A4, LETTER, A3], ids=lambda paper: paper.name)
def test_a_box_can_be_printed_at_its_size(shipped, paper, language):
    document, problems = box_of(shipped, "goudmijn", language, paper)
    assert problems == []
    assert_printable(document)
    text = text_of(document)
    assert text.count("Goudmijn" if language == "nl" else "Gold mine") >= 4  # front, back, sides, lid
    assert {"nl": "10,1 mm", "en": "10.1 mm"}[language] in text
    dashes = [(a, d - b) for a, b, c, d in strokes(document[0]) if c - a < 0.01 and d - b < 2]
    folds = {x: sum(long for other, long in dashes if abs(other - x) < 0.02) for x in {round(x, 2) for x, _ in dashes}}
    found = sorted(x for x, dashed in folds.items() if dashed > 40)
    merged = [x for number, x in enumerate(found) if number == 0 or x - found[number - 1] > 0.05]
    assert [after - before for before, after in pairwise(merged)] == pytest.approx([64, 10.14, 64], abs=0.02)


def extra_of(content, name, extra, language="en", **asked):
    """What goes with a deck, as a build makes it."""
    sheet = build.Print(A4, extras=(extra,), **asked)
    files, problems = build.build(name, content, [language], ["pdf"], sheet)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    (data,) = (file.data for file in files if file.name.endswith(f".{extra}.pdf"))
    return pdfium.PdfDocument(data)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"copies": 2}, "72 cards on 200 g/m² – 18.8 mm"),
        ({"way": "fold", "weight": 160}, "36 cards on 2 × 160 g/m² – 15.2 mm"),
        ({"way": "single"}, "cards on 200 g/m²"),
    ],
)
def test_a_box_is_for_what_is_printed(shipped, asked, told):
    text = text_of(extra_of(shipped, "goudmijn", "box", **asked))
    assert told in text
    (count,) = re.findall(r"(\d+) cards on", text)
    assert set(re.findall(r"(\d+) cards", text)) == {count}
    assert sum(int(suit) for suit in re.findall(r"(\d+)\u00a0?\s?× (?!\d)", text)) == int(count)


@pytest.mark.parametrize(("language", "count"), [("nl", "voor 6 tot 12 mensen"), ("en", "for 6 to 12 people")])
def test_the_back_of_a_box_keeps_together_what_belongs_together(shipped, language, count):
    document, problems = box_of(shipped, "goudmijn-90", language, A4)
    assert problems == []
    lines = document[0].get_textpage().get_text_range().splitlines()
    assert any(count in line for line in lines)
    assert not any(line.rstrip().endswith("·") for line in lines)
    words = accessories.words(shipped.print_words, language)
    assert words["box_step_5"] in text_of(document)


def test_a_box_that_does_not_fit_is_refused_with_the_paper_that_does(shipped):
    document, problems = box_of(shipped, "goudmijn", "en", A4, 60, "large", [A4, A5, A3])
    assert document is None
    (problem,) = problems
    assert "too large for A4" in problem.message
    assert problem.fix == "leave it out, and make it apart: the same command with --paper a3, and -o box"
    _, (hopeless,) = box_of(shipped, "goudmijn", "en", A4, 900, "large", [A4, A5, A3])
    assert "half of the cards" in hopeless.fix


def test_long_titles_keep_every_word(project):
    content = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: T, text: x}\n",
        decks__t=f"title: '{LONG}'\nsubtitle: '{LONG}'\nlanguages: [nl]\nback: none\ncards: [t-1]\n",
    )
    deck, look = look_of(content, "t", "nl")
    words = accessories.words(content.print_words, "nl")
    document = written(instructions.pages(deck, look, printed(deck, A4), words), look)
    asked = set(LONG.split())
    assert asked <= set(text_of(document).replace("\u00ad ", "").replace("\ufffe", "").split())
    assert_printable(document)
    document, problems = box_of(content, "t", "nl", A4)
    assert problems == []
    assert_printable(document)
    _, problems = box_of(
        project(decks__t=f"title: '{LONG * 9}'\nlanguages: [nl]\nback: none\ncards: [t-1]\n"), "t", "nl", A4
    )
    assert [problem.fix for problem in problems] == ["shorten them"]


def test_a_character_without_a_glyph_is_named(project):
    content = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: T, text: x}\n",
        decks__t="title: 'Kaart ☃'\nlanguages: [nl]\nback: none\ncards: [t-1]\n",
    )
    deck, look = look_of(content, "t", "nl")
    assert ["U+2603" in problem.message for problem in accessories.check(deck, look)] == [True]


def test_a_deck_in_a_third_language_gets_english_pages(shipped):
    assert accessories.words(shipped.print_words, "de") == accessories.words(shipped.print_words, "en")


def test_every_word_is_used(shipped):
    """Those of a way, a kind or a step are put together from their beginning."""
    source = "".join(
        path.read_text("utf-8")
        for path in (ROOT / "teamcards").rglob("*.py")
        if path.parent.name in ("accessories", "documents") or path.name == "extras.py"
    )
    ways = {"long", "short", "fold", "manual", "alone", "single", "both", "perforated", "text", "1", "2", "3", "4", "5"}
    ways |= {"if", "then", "first", "buddy", "works", "episode", "decision", "role"}
    for key in shipped.print_words:
        start, _, end = key.rpartition("_")
        assert f'"{key}"' in source or f"'{key}'" in source or (end in ways and start in source), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_in_both_languages(shipped, language):
    assert [key for key, entry in shipped.print_words.items() if language not in entry.value.root] == []

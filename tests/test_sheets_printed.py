"""Every size on every paper in every way, read back from the PDF: counts, places, backs, marks, bleed."""

from __future__ import annotations

import io
import math

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from conftest import A4, LETTER, pdf_of
from test_sheets import EVERY, FONT, PAPERS, SIZES, job, paper

from teamcards import sheets
from teamcards.drawing import Box, Drawing, Run, Sides
from teamcards.units import MM
from teamcards.writers import pdf

MIDDLE = 0.335  # of a type size: from the baseline of Fira Sans to half its height, (0.935 - 0.265) / 2
BLACK = (0.0, 0.0, 0.0)
ABOUT = pdf.About("t", "", "en")


def card(number: int, width: float, height: float) -> Sides:
    """A card with its number in the middle of both sides."""
    glyphs = FONT.set(f"{number:04}")
    run = Run(width / 2 - glyphs.width * 6 / 2000, height / 2 + MIDDLE * 6, FONT.name, 6, BLACK, (glyphs,))
    return Sides(f"c{number}", f"c{number}", Drawing(width, height, (run,)), Drawing(width, height, (run,)))


def middles(page: pdfium.PdfPage) -> dict[str, tuple[float, float, int]]:
    """The middle of each number (mm from the top left of the page), and how far it is turned (degrees clockwise)."""
    text = page.get_textpage()
    whole = text.get_text_range()
    found: dict[str, list[tuple[float, float, int]]] = {}
    at = 0
    for word in whole.split():
        at = whole.index(word, at)
        if len(word) == 4 and word.isdigit():
            boxes = [text.get_charbox(n, loose=True) for n in range(at, at + 4)]
            left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
            low, high = min(b[1] for b in boxes), max(b[3] for b in boxes)
            angle = round(np.degrees(raw.FPDFText_GetCharAngle(text, at))) % 360
            place = ((left + right) / 2 / MM, (page.get_height() - (low + high) / 2) / MM, angle)
            found.setdefault(word, []).append(place)
        at += len(word)
    return found


def straight(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """The thin lines of a page itself: left, top, right, bottom in mm."""
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, low, right, high = item.get_bounds()
        if min(right - left, high - low) < 1.5:
            found.append((left / MM, (page.get_height() - high) / MM, right / MM, (page.get_height() - low) / MM))
    return found


@pytest.mark.parametrize(("size", "on", "way"), EVERY)
def test_what_is_printed(size, on, way):
    (width, height), (across, down) = SIZES[size], PAPERS[on]
    work = job(width * MM, height * MM, paper(on), way)
    fits = work.grid.places
    if not fits:
        return
    made = [card(number, width * MM, height * MM) for number in range(fits + 1)]
    document = pdfium.PdfDocument(pdf.write(sheets.impose(made, len(made), work), ABOUT, [FONT]))
    assert len(document) == (2 if way == "fold" else 4)
    first, second = (0, 0) if way == "fold" else (0, 2 if way == "manual" else 1)
    fronts, backs = middles(document[first]), middles(document[second])
    boxes: dict[int, list[tuple[float, float, float, float]]] = {first: [], second: []}
    assert len(fronts) == fits
    turned = work.grid.turn
    w, h = (height, width) if turned else (width, height)
    centres = []
    for number, places in fronts.items():
        x, y, angle = places[0]
        bx, by, back_angle = backs[number][-1]
        assert (bx, by) == pytest.approx((across - x, y) if work.axis == "upright" else (x, down - y), abs=0.05)
        assert (angle + back_angle) % 360 == (0 if work.axis == "upright" else 180)
        centres.append((x, y))
        for side, cx, cy in ((first, x, y), (second, bx, by)):
            boxes[side].append((cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2))
            assert cx - w / 2 >= 5 - 0.05
            assert cx + w / 2 <= across - 5 + 0.05
            assert cy - h / 2 >= 5 - 0.05
            assert cy + h / 2 <= down - 5 + 0.05
    for n, (x, y) in enumerate(centres):
        assert all(abs(x - ox) >= w - 0.05 or abs(y - oy) >= h - 0.05 for ox, oy in centres[:n])
    for side, places in boxes.items():
        for left, top, right, low in straight(document[side]):
            clear = [
                right <= b[0] - 0.9 or left >= b[2] + 0.9 or low <= b[1] - 0.9 or top >= b[3] + 0.9 for b in places
            ]
            assert all(clear), (side, left, top, right, low)
            assert min(left, top, across - right, down - low) >= 5 - 0.1, (side, left, top, right, low)
    if way == "fold":
        folds = [line for line in straight(document[0]) if max(line[2] - line[0], line[3] - line[1]) > 100]
        middle = [(line[0] + line[2], line[1] + line[3]) for line in folds]
        assert middle == [pytest.approx((across, down), abs=0.05)]


# --- colour at the edges, at 600 dpi ---

SCALE = 600 / 72


def pixels(page: pdfium.PdfPage) -> np.ndarray:
    return np.asarray(page.render(scale=SCALE, may_draw_forms=False, rev_byteorder=True).to_numpy())[:, :, :3]


def around(image: np.ndarray, left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """The pixels wholly inside a box in points."""
    inside = np.ceil([left * SCALE, top * SCALE]).astype(int), np.floor([right * SCALE, bottom * SCALE]).astype(int)
    return image[inside[0][1] : inside[1][1], inside[0][0] : inside[1][0]]


ONE_OF_EACH = ["gm-e01", "gm-d01", "gm-r01", "vm-m01", "vm-v01", "sp-l1", "ac-01", "tk-e01", "briefing"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_paper_shows_in_the_bleed_of_a_coloured_edge(project, language):
    """A sheet with every suit, and every kind of back: wherever a face is coloured along the cut, so is its bleed."""
    listed = ", ".join(ONE_OF_EACH)
    recipe = f"title: {{nl: T, en: T}}\nlanguages: [nl, en]\nbacks: {{decision: facilitator}}\ncards: [{listed}]\n"
    own = project(decks__t=recipe)
    document = pdfium.PdfDocument(pdf_of(own, "t", language, paper=A4))
    grid = job(63 * MM, 88 * MM, A4, "long").grid
    for page in document:
        image = pixels(page)
        for number in range(9):
            coloured, bare = edges(image, grid.slot(number))
            assert bare == 0, (page.page_number, number)
            assert coloured > 63 / 25.4 * 600, "at least the band at the top"


def edges(image: np.ndarray, box: Box) -> tuple[int, int]:
    """How many pixels along the cut are coloured, and how many of these have paper in the bleed beside them."""
    left, top = (math.floor(at * SCALE) for at in (box.x, box.y))
    right, low = (math.ceil(at * SCALE) for at in (box.x + box.width, box.y + box.height))
    deep = math.floor(sheets.BLEED * SCALE)
    upright, level = image[top + 1 : low - 1], image[:, left + 1 : right - 1].swapaxes(0, 1)
    sides = [
        upright[:, left - deep : left + 3][:, ::-1], upright[:, right - 3 : right + deep],
        level[:, top - deep : top + 3][:, ::-1], level[:, low - 3 : low + deep],
    ]  # fmt: skip
    coloured = bare = 0
    for side in sides:
        paper = side.min(axis=2) >= 250
        touching = ~paper[:, :2].any(axis=1)
        coloured += int(touching.sum())
        bare += int((touching & paper.any(axis=1)).sum())
    return coloured, bare


def test_butted_cards_show_no_hairline(shipped):
    image = pixels(pdfium.PdfDocument(pdf_of(shipped, "goudmijn", "nl", paper=LETTER))[1])
    grid = job(63 * MM, 88 * MM, LETTER, "long").grid
    assert grid.gap_x == 0
    area = grid.area
    for column in (1, 2):
        x = area.x + column * grid.width
        seam = around(image, x - 1, area.y + 20 * MM, x + 1, area.y + 60 * MM).mean(axis=0)
        assert np.ptp(seam, axis=0).max() < 12
    for row in (1, 2):
        y = area.y + row * grid.height
        seam = around(image, area.x + 20 * MM, y - 1, area.x + 40 * MM, y + 1).mean(axis=1)
        assert np.ptp(seam, axis=0).max() < 12


# --- corrected backs ---


@pytest.mark.parametrize("way", ["long", "short"])
def test_corrected_backs_are_moved_exactly_and_fronts_are_not(way):
    cos, sin = math.cos(math.radians(0.3)), math.sin(math.radians(0.3))
    matrix = (1.003 * cos, 1.003 * sin, -0.998 * sin, 0.998 * cos, 1.2 * MM, -0.7 * MM)
    work = job(63 * MM, 88 * MM, A4, way)
    made = [card(number, 63 * MM, 88 * MM) for number in range(12)]
    plain, moved = (
        pdf.write(sheets.impose(made, 12, each), ABOUT, [FONT]) for each in (work, work._replace(backs=matrix))
    )
    assert [stream(plain, page) == stream(moved, page) for page in range(4)] == [True, False, True, False]
    for page in (1, 3):
        after = middles(pdfium.PdfDocument(moved)[page])
        for number, ((x, y, _),) in middles(pdfium.PdfDocument(plain)[page]).items():
            ((mx, my, _),) = after[number]
            a, b, c, d, e, f = matrix
            assert (mx, my) == pytest.approx((a * x + c * y + e / MM, b * x + d * y + f / MM), abs=0.02)


def stream(document: bytes, page: int) -> bytes:
    """What is drawn on a page, byte for byte."""
    with pikepdf.open(io.BytesIO(document)) as opened:
        return opened.pages[page].Contents.read_bytes()

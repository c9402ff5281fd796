"""Calibration: a simulated printer is measured from the raster of the page that it printed, and put right.

The page is read as a person reads it: which line of the back runs on in which line of the front, and which number of
the ruler is nearest to the thick line. The printer here has mathematics of its own.
"""

from __future__ import annotations

import functools
import io
import math
from typing import NamedTuple

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from conftest import A4, LETTER, ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from teamcards import content
from teamcards.calibration import drift, fit, page, readings, scales
from teamcards.drawing import AS_IT_IS, Matrix
from teamcards.sheets import Paper
from teamcards.units import MM
from teamcards.writers import pdf

A5 = Paper("A5", 148 * MM, 210 * MM)
DPI = 300
PIXELS = DPI / 25.4
LETTERS = "ABCDEFGHJKLMNPRSTUVWX"
SMALL_PRINT = 6.0


class Printer(NamedTuple):
    """What a printer does to its backs, seen on the back: mm to the right and down, degrees clockwise, and scale."""

    right: float = 0.0
    down: float = 0.0
    clockwise: float = 0.0
    wide: float = 1.0
    high: float = 1.0

    def prints(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the back lands, both in mm from the centre of the sheet."""
        turn = math.radians(self.clockwise)
        x, y = self.wide * x, self.high * y
        return (x * math.cos(turn) - y * math.sin(turn) + self.right,
                x * math.sin(turn) + y * math.cos(turn) + self.down)  # fmt: skip


@functools.cache
def words(language: str) -> dict[str, str]:
    return {key: entry.value.root[language] for key, entry in content.load(ROOT).words.items()}


@functools.cache
def written(flip: str, paper: Paper = A4, language: str = "en", matrix: Matrix = AS_IT_IS) -> bytes:
    sheet = page.Sheet(paper.width, paper.height, paper.name, flip)
    made = page.pages(sheet, words(language), matrix)
    return pdf.write(made, pdf.About("Proof", "", language, flip), page.fonts_of(page.family()))


@functools.cache
def document(flip: str, paper: Paper = A4, language: str = "en", matrix: Matrix = AS_IT_IS) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(written(flip, paper, language, matrix))


@functools.cache
def raster(flip: str, side: int, matrix: Matrix = AS_IT_IS) -> Image.Image:
    sheet = document(flip, matrix=matrix)[side]
    return sheet.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")


# --- a printer, and a person who holds the sheet to the light -----------------------------------------------------


def printed(printer: Printer, flip: str, matrix: Matrix = AS_IT_IS) -> Image.Image:
    """The back as the printer prints it, seen through the paper from the front."""
    back = raster(flip, 1, matrix)
    x, y = back.width / 2, back.height / 2
    (e, f), (ax, ay), (bx, by) = printer.prints(0, 0), printer.prints(1, 0), printer.prints(0, 1)
    a, b, c, d = ax - e, ay - f, bx - e, by - f
    size = a * d - b * c
    a, b, c, d = d / size, -b / size, -c / size, a / size  # from where on the paper to where on the page
    x0, y0 = x + e * PIXELS, y + f * PIXELS
    inverse = (a, c, x - a * x0 - c * y0, b, d, y - b * x0 - d * y0)
    moved = back.transform(back.size, Image.Transform.AFFINE, inverse, Image.Resampling.BILINEAR, fillcolor=255)
    return ImageOps.mirror(moved) if flip == "long" else ImageOps.flip(moved)


def dark(image: Image.Image, box: tuple[float, float, float, float], across: bool) -> list[float]:
    """The middles of the dark lines in a part of the sheet (mm from its centre), in mm along the scale."""
    left, top = box[0] * PIXELS + image.width / 2, box[1] * PIXELS + image.height / 2
    right, low = box[2] * PIXELS + image.width / 2, box[3] * PIXELS + image.height / 2
    part = image.crop((round(left), round(top), round(right), round(low)))
    flat = part.resize((part.width, 1) if across else (1, part.height), Image.Resampling.BOX).tobytes()
    start = (round(left) - image.width / 2) if across else (round(top) - image.height / 2)
    found, weight, moment = [], 0, 0.0
    for number, value in enumerate([*flat, 255]):
        if value < 215:
            weight += 255 - value
            moment += (255 - value) * (number + 0.5)
        elif weight:
            found.append((start + moment / weight) / PIXELS)
            weight, moment = 0, 0.0
    return found


def read(scale: scales.Scale, front: Image.Image, behind: Image.Image) -> str:
    """What a person types for a scale: the nearest number, and the letter where the lines meet best."""

    def lines(image: Image.Image, middle: float, half: float) -> list[float]:
        ends = (scale.point(middle - half, 6), scale.point(middle + half, 7.5))
        xs, ys = sorted(p[0] for p in ends), sorted(p[1] for p in ends)
        return dark(image, (xs[0], ys[0], xs[1], ys[1]), scale.across)

    fronts = lines(front, scale.start, 20.6)
    assert len(fronts) == len(LETTERS)
    backs = lines(behind, scale.start, 20.6)
    letter = min(range(len(fronts)), key=lambda n: min(abs(fronts[n] - back) for back in backs))
    ticks = lines(front, scale.ruler, 7.4)
    assert len(ticks) == 15
    (thick,) = (line for line in lines(behind, scale.ruler, 7.6) if is_thick(line, scale, behind))
    number = min(range(15), key=lambda n: abs(ticks[n] - thick)) - 7
    return f"{number}{LETTERS[letter]}"


def is_thick(line: float, scale: scales.Scale, image: Image.Image) -> bool:
    ends = (scale.point(line - 0.19, 6.5), scale.point(line + 0.19, 7))
    xs, ys = sorted(p[0] for p in ends), sorted(p[1] for p in ends)
    x, y = image.width / 2, image.height / 2
    box = (xs[0] * PIXELS + x, ys[0] * PIXELS + y, xs[1] * PIXELS + x, ys[1] * PIXELS + y)
    return max(image.crop(tuple(round(v) for v in box)).tobytes()) < 200


PRINTERS = [
    (Printer(), "long"),
    (Printer(3.4, -0.8, 0.3), "long"),
    (Printer(3.4, -0.8, 0.3), "short"),
    (Printer(-1.25, 4.6, -0.5, 1.002, 0.997), "long"),
    (Printer(-4.9, -2.05, 0.15, 0.998, 1.001), "short"),
]


@pytest.mark.parametrize(("printer", "flip"), PRINTERS)
def test_a_simulated_printer_is_recovered_from_what_is_read(printer, flip):
    places = scales.scales(210, 297)
    front, behind = raster(flip, 0), printed(printer, flip)
    typed = " ".join(read(scale, front, behind) for scale in places)
    found = fit.one(readings.sheet(typed, places), flip)
    proof = printed(printer, flip, drift.correction(profile_of(found), A4.width, A4.height))
    assert {read(scale, front, proof) for scale in places} <= {"0L", "0K", "0M"}
    assert found.dx == pytest.approx(printer.right, abs=0.06)  # asked: 0.15 mm
    assert found.dy == pytest.approx(printer.down, abs=0.06)
    assert found.angle == pytest.approx(printer.clockwise, abs=0.03)  # asked: 0.1 degree
    assert found.scale_x == pytest.approx(printer.wide, abs=0.0007)
    assert found.scale_y == pytest.approx(printer.high, abs=0.0007)


# --- geometry ----------------------------------------------------------------------------------------------------


def profile_of(found: drift.Drift, scatter: float | None = 0.2, flip: str = "long") -> drift.Profile:
    return drift.Profile("HP", "", "", "A4", flip, "2025-03-31", found, scatter, 3)


def corrected(profile: drift.Profile, printer: Printer, width: float, height: float) -> float:
    """How far (mm) the corners of a corrected back lie off after the printer has printed it."""
    a, b, c, d, e, f = drift.correction(profile, width * MM, height * MM)
    worst = 0.0
    for x, y in [(0, 0), (width, 0), (0, height), (width, height), (width / 2, height / 2)]:
        on_page = ((a * x * MM + c * y * MM + e) / MM, (b * x * MM + d * y * MM + f) / MM)
        lands = printer.prints(on_page[0] - width / 2, on_page[1] - height / 2)
        worst = max(worst, math.dist(lands, (x - width / 2, y - height / 2)))
    return worst


def between(least: float, most: float) -> st.SearchStrategy[float]:
    return st.floats(least, most, allow_nan=False)


SCALES = between(0.995, 1.005)
PRINTED = st.builds(Printer, between(-6, 6), between(-6, 6), between(-2, 2), SCALES, SCALES)


@settings(max_examples=60)
@given(PRINTED, st.sampled_from([(210, 297), (215.9, 279.4), (148, 210), (297, 420)]))
def test_a_corrected_back_lands_where_it_was_meant(printer, size):
    profile = profile_of(drift.Drift(*printer))
    assert corrected(profile, printer, *size) < 1e-6


def noted(printer: Printer, scale: scales.Scale, flip: str) -> str:
    """What an exact eye reads, worked out without a picture: the lines nearest to each other, or two pairs of them."""

    def seen(along: float) -> float:
        lands = printer.prints(*scales.behind(*scale.point(along, 4), flip))
        return scales.behind(*lands, flip)[0 if scale.across else 1]

    backs = [seen(scale.start + 1.9 * number) for number in range(-12, 13)]
    fronts = [scale.start + 2.0 * number for number in range(-10, 11)]
    apart = [min(abs(front - back) for back in backs) for front in fronts]
    best = min(range(21), key=lambda n: apart[n])
    second = min((n for n in (best - 1, best + 1) if 0 <= n < 21), key=lambda n: apart[n])
    letters = LETTERS[best] + (LETTERS[second] if apart[second] - apart[best] < 0.05 else "")
    return f"{round(seen(scale.ruler) - scale.ruler)}{letters}"


@settings(max_examples=120)
@given(st.builds(Printer, between(-5, 5), between(-5, 5), between(-0.4, 0.4), SCALES, SCALES),
       st.sampled_from(["long", "short"]))  # fmt: skip
@example(Printer(3.4, 0, 0.3), "short")
@example(Printer(0.95, -0.95, 0, 1, 1), "long")
@example(Printer(5, -5, 0.4, 1, 1), "long")
def test_what_was_measured_puts_the_corners_within_a_tenth(printer, flip):
    places = scales.scales(210, 297)
    typed = " ".join(noted(printer, scale, flip) for scale in places)
    found = fit.one(readings.sheet(typed, places), flip)
    assert corrected(profile_of(found), printer, 210, 297) < 0.1


# --- the page, read back from the PDF -----------------------------------------------------------------------------


def strokes(sheet: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """The lines of a page as left, top, right and bottom of their middles, in mm from the centre of the sheet."""
    width, height = sheet.get_width(), sheet.get_height()
    found = []
    for item in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        if raw.FPDFPath_CountSegments(item) == 2:
            ends = []
            for number in range(2):
                x, y = raw.c_float(), raw.c_float()
                raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(item, number), x, y)
                ends.append(((x.value - width / 2) / MM, (height / 2 - y.value) / MM))
            (x1, y1), (x2, y2) = ends
            found.append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return found


@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize("paper", [A4, LETTER, A5], ids=lambda paper: paper.name)
def test_the_pitches_are_exact_and_the_backs_lie_behind(paper, flip):
    made = document(flip, paper)
    front, back = (strokes(made[side]) for side in (0, 1))
    back = [seen_from_the_front(line, flip) for line in back]
    for scale in scales.scales(paper.width / MM, paper.height / MM):
        for lines, pitch, count in ((front, 2.0, 21), (back, 1.9, 25)):
            along = sorted(line[0 if scale.across else 1] for line in lines if crosses(line, scale, scale.start, 25))
            assert along == pytest.approx([scale.start + pitch * (n - count // 2) for n in range(count)], abs=0.004)
        ruler = sorted(line[0 if scale.across else 1] for line in front if crosses(line, scale, scale.ruler, 7.5))
        assert ruler == pytest.approx([scale.ruler + n for n in range(-7, 8)], abs=0.004)
        (thick,) = (line for line in back if crosses(line, scale, scale.ruler, 7.5))
        assert thick[0 if scale.across else 1] == pytest.approx(scale.ruler, abs=0.004)


def seen_from_the_front(line: tuple[float, ...], flip: str) -> tuple[float, float, float, float]:
    left, top, right, low = line
    return (-right, top, -left, low) if flip == "long" else (left, -low, right, -top)


def crosses(line: tuple[float, ...], scale: scales.Scale, middle: float, half: float) -> bool:
    """Whether a line stands across a scale, so far from a place of it."""
    x, y = scale.point(middle, 5)
    left, top, right, low = line
    if scale.across:
        return abs(right - left) < 0.01 and top <= y <= low and abs(left - x) <= half
    return abs(low - top) < 0.01 and left <= x <= right and abs(top - y) <= half


def test_every_letter_stands_at_its_line():
    sheet = document("long")[0]
    text = sheet.get_textpage()
    marks = []
    for number in range(text.count_chars()):
        left, low, right, high = text.get_charbox(number)
        x, y = (left + right) / 2 - sheet.get_width() / 2, sheet.get_height() / 2 - (low + high) / 2
        marks.append((text.get_text_range(number, 1), x / MM, y / MM))
    for scale in scales.scales(210, 297):
        for number, letter in enumerate(LETTERS):
            x, y = scale.point(scale.start + 2 * (number - 10), -2 - 2.9 * (number % 2))
            near = [mark for mark, mx, my in marks if mark.strip() and math.dist((mx, my), (x, y)) < 0.8]
            assert near == [letter], (scale.name, letter)


@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("paper", [A4, LETTER, A5], ids=lambda paper: paper.name)
def test_text_is_upright_readable_and_clear_of_the_edges(paper, language, flip):
    for sheet in document(flip, paper, language):
        text = sheet.get_textpage()
        for number in range(text.count_chars()):
            if not text.get_text_range(number, 1).strip():
                continue
            assert raw.FPDFText_GetCharAngle(text, number) == pytest.approx(0, abs=1e-3)
            assert raw.FPDFText_GetFontSize(text, number) >= SMALL_PRINT
            left, low, right, high = text.get_charbox(number)
            assert min(left, low, sheet.get_width() - right, sheet.get_height() - high) >= 6 * MM


def test_the_page_says_what_to_do_in_both_languages():
    said = {
        language: [" ".join(side.get_textpage().get_text_range().split()) for side in document("short", A4, language)]
        for language in ("nl", "en")
    }
    for needed in ("100%", "tray", "up to the light", "100 mm", "2N", "Write a ?", "--flip short", "on the short edge"):
        assert needed in said["en"][0]
    for needed in (
        "100 %",
        "lade",
        "papier",
        "tegen het licht",
        "100 mm",
        "2N",
        "Schrijf een ?",
        "over de korte zijde",
    ):
        assert needed in said["nl"][0]
    assert "Back" in said["en"][1]
    assert "Achterkant" in said["nl"][1]


def test_paper_that_is_too_small_is_refused():
    with pytest.raises(ValueError, match="144 x 188 mm or more"):
        scales.scales(105, 148)


# --- what is typed ------------------------------------------------------------------------------------------------

PLACES = scales.scales(210, 297)


@pytest.mark.parametrize(("typed", "shift"), [
    ("0L", 0.0), ("0l", 0.0), ("1A", 0.9), ("0 M", 0.1), ("-1C", -0.8), ("−1C", -0.8), ("–1 c", -0.8), ("+3G", 3.4),
    ("3,5G", 3.4), ("3.5G", 3.4), ("4G", 3.4), ("0LM", 0.05), ("0ml", 0.05), ("2N", 2.1), ("5E", 5.1), ("-5T", -5.1),
])  # fmt: skip
def test_readings_are_understood(typed, shift):
    reading = readings.one(typed, PLACES[0])
    assert reading is not None
    assert reading.shift == pytest.approx(shift, abs=1e-9)


@pytest.mark.parametrize(("typed", "said"), [
    ("K3", "cannot read 'K3'"), ("3", "cannot read '3'"), ("", "cannot read ''"), ("9K", "9 is past the end"),
    ("3Q", "no line has the letter Q"), ("3O", "no line has the letter O"), ("0AX", "AX are no neighbours"),
    ("3KLM", "KLM are no neighbours"), ("0X", "do not go together"), ("3Ż", "cannot read '3Ż'"),
    ("3\x1bK", "cannot read"),
])  # fmt: skip
def test_readings_that_cannot_be_are_refused(typed, said):
    with pytest.raises(readings.ReadingError) as refused:
        readings.one(typed, PLACES[0])
    assert said in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_a_scale_that_cannot_be_read_is_left_out():
    found = readings.sheet("0L 0L ? 0L 0L ? 0L 0L", PLACES)
    assert [reading.scale.name for reading in found] == [
        "1 across",
        "1 down",
        "2 down",
        "3 across",
        "4 across",
        "4 down",
    ]
    assert fit.one(found, "long") == pytest.approx(drift.Drift())


@pytest.mark.parametrize("typed", ["0L, 0L; 0L/0L | 0L\n0L 0L 0L", "0l0l0l0l0l0l0l0l", "0,0L,0,0L,0L,0L,0L,0L,0L,0L"])
def test_readings_may_be_written_in_many_ways(typed):
    assert fit.one(readings.sheet(typed, PLACES), "long") == pytest.approx(drift.Drift())


@pytest.mark.parametrize("wrong", range(8))
def test_a_misreading_is_named(wrong):
    printer = Printer(1.2, -0.7, 0.2)
    typed = [noted(printer, scale, "long") for scale in PLACES]
    right = readings.one(typed[wrong], PLACES[wrong])
    assert right is not None
    typed[wrong] = f"{right.near + (2 if right.near < 5 else -2):g}{typed[wrong].lstrip('-0123456789')}"
    with pytest.raises(readings.ReadingError, match=f"look again at {PLACES[wrong].name}, where you read"):
        fit.one(readings.sheet(" ".join(typed), PLACES), "long")


@pytest.mark.parametrize(("printer", "said"), [
    (Printer(0, 0, 0, 0.991), "99.1% of the width"), (Printer(0, 0, 3.2), "turned by 3.2 degrees"),
])  # fmt: skip
def test_what_is_no_drift_is_refused(printer, said):
    typed = " ".join(noted(printer, scale, "long") for scale in PLACES)
    with pytest.raises(readings.ReadingError, match=said):
        fit.one(readings.sheet(typed, PLACES), "long")


def test_too_few_readings_are_refused():
    with pytest.raises(readings.ReadingError, match="read at least three places"):
        fit.one(readings.sheet("0L ? 0L ? ? ? ? ?", PLACES), "long")


# --- scatter, and what it advises -----------------------------------------------------------------------------------


def test_the_scatter_is_the_spread_of_the_corners():
    sheets = [readings.sheet(" ".join(noted(Printer(shift), scale, "long") for scale in PLACES), PLACES)
              for shift in (0.6, 1.0, 1.4)]  # fmt: skip
    measured = fit.measure(sheets, "long", 210, 297)
    assert measured.drift.dx == pytest.approx(1.0, abs=0.01)
    assert measured.scatter == pytest.approx(0.4, abs=0.01)  # the standard deviation of 0.6, 1.0 and 1.4
    assert fit.measure(sheets[:1], "long", 210, 297).scatter is None


def test_the_advice_follows_the_scatter():
    told = {scatter: " ".join(drift.advice(profile_of(drift.Drift(), scatter))) for scatter in (0.2, 1.4, 1.8, None)}
    assert "at least 4.0 mm" in told[0.2]
    assert "gutter fold" not in told[0.2] + told[1.4]
    assert "at least 4.2 mm" in told[1.4]
    assert "at least 5.4 mm" in told[1.8]
    assert "gutter fold" in told[1.8]
    assert "read three" in told[None]
    assert "paper guides" in " ".join(drift.advice(profile_of(drift.Drift(2.9, 1.5))))


def test_a_profile_of_another_flip_or_paper_does_not_suit():
    profile = profile_of(drift.Drift())
    assert drift.unsuited(profile, "a4", "long") == ""
    assert "flip on the long edge" in drift.unsuited(profile, "A4", "short")
    assert "measured on A4" in drift.unsuited(profile, "Letter", "long")


def test_the_matrix_moves_the_backs_only():
    matrix = (1.0, 0.0, 0.0, 1.0, 3.0, 4.0)
    sheet = page.Sheet(A4.width, A4.height, "A4", "long")
    front, back = page.pages(sheet, words("en"), matrix)
    assert (front.matrix, back.matrix) == ((1.0, 0.0, 0.0, 1.0, 0.0, 0.0), matrix)
    assert front == page.pages(sheet, words("en"))[0]
    streams = [pikepdf.open(io.BytesIO(written("long", matrix=each))) for each in (AS_IT_IS, matrix)]
    fronts, backs = ([made.pages[side].Contents.read_bytes() for made in streams] for side in (0, 1))
    assert fronts[0] == fronts[1]
    assert backs[0] != backs[1]

"""Decks with little ink, in greys and large: what is measured on their rasters and read from their PDFs."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pikepdf
import pypdfium2 as pdfium
import pytest
from conftest import A4, ROOT

from teamcards import build, colours, compose, content, editions, layout
from teamcards.drawing import Box, Drawing, Line, Page, Placed, Rect
from teamcards.units import MM
from teamcards.writers import pdf

DECKS = ("goudmijn", "vijf-mythes", "spiegel", "afspraak", "gereedschap")
EVERY = [(name, language) for name in sorted(content.load(ROOT).decks) for language in ("nl", "en")]
COLOUR = re.compile(r"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG)\b")


def drawn(content, name, edition, language="nl", size=None):
    deck, _ = compose.compose(name, content, language, size)
    deck, problems = editions.of(deck, edition, size)
    assert deck is not None, problems
    look, _ = layout.load(deck)
    sides, problems = [], []
    for card in deck.cards:
        side, found = layout.draw(card, deck, look)
        sides.append(side)
        problems += found
    return deck, look, sides, [str(problem) for problem in problems if problem.severity != "note"]


def faces(look, sides, step=1) -> bytes:
    """Every face, or every so many of them, on a page of its own."""
    drawings = [drawing for side in sides[::step] for drawing in (side.front, side.back) if drawing]
    box = Box(0, 0, look.width, look.height)
    pages = [Page(look.width, look.height, (Placed(drawing, box, box),)) for drawing in drawings]
    return pdf.write(pages, pdf.About("t", "s", "nl"), look.fonts())


def coverage(data: bytes) -> float:
    """The mean of the ink on all pages, from 0 (paper) to 1 (all three colours, full)."""
    shares = []
    for page in pdfium.PdfDocument(data):
        levels = page.render(scale=0.7).to_pil().convert("RGB").histogram()
        shares.append(sum(count * (255 - level % 256) for level, count in enumerate(levels)) / (255 * sum(levels)))
    return sum(shares) / len(shares)


@pytest.mark.parametrize("name", DECKS)
def test_low_ink_takes_less_than_half_the_ink(shipped, name):
    ink = {}
    for edition in ("colour", "low-ink"):
        _, look, sides, problems = drawn(shipped, name, edition)
        assert problems == []
        ink[edition] = coverage(faces(look, sides, 3))
    assert ink["low-ink"] < 0.5 * ink["colour"]


CLEAR = 0.5 * MM  # inside the cut: what ends there is no colour that touches the edge


@pytest.mark.parametrize("edition", ["colour", "low-ink", "large"])
@pytest.mark.parametrize(("name", "language"), EVERY)
def test_what_reaches_the_cut_of_any_face_runs_through_the_bleed(shipped, name, language, edition):
    """No side of an area and no end of a line stands between just inside the cut and the end of the bleed."""
    _, look, sides, _ = drawn(shipped, name, edition, language)
    drawings = {id(each): each for side in sides for face in (side.front, side.back) if face for each in layers(face)}
    for drawing in drawings.values():
        for item in drawing.items:
            if isinstance(item, Rect):
                right, low = item.box.x + item.box.width, item.box.y + item.box.height
                ends = [(item.box.x, item.box.y), (right, low)]
            elif isinstance(item, Line):
                ends = [(item.x1, item.y1), (item.x2, item.y2)]
            else:
                continue
            for x, y in ends:
                beyond = max(-x, x - look.width, -y, y - look.height)
                assert beyond <= -CLEAR or beyond >= layout.BLEED - 0.01, item


def layers(drawing: Drawing) -> list[Drawing]:
    return [drawing, *(layers(drawing.shared) if drawing.shared else ())]


def test_low_ink_says_the_same_words(shipped):
    texts = []
    for edition in ("colour", "low-ink", "grey"):
        _, look, sides, _ = drawn(shipped, "vijf-mythes", edition)
        document = pdfium.PdfDocument(faces(look, sides, 4))
        texts.append([page.get_textpage().get_text_range() for page in document])
    assert texts[0] == texts[1] == texts[2]


def streams(data: bytes) -> list[str]:
    """The operators of every page and form."""
    with pikepdf.open(io.BytesIO(data)) as file:
        forms = [item for item in file.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"]
        drawn = [*(page.Contents for page in file.pages), *forms]
        return [stream.read_bytes().decode("latin-1") for stream in drawn]


@pytest.mark.parametrize("edition", ["low-ink", "grey", "large"])
@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_edition_of_every_deck_is_made_without_warnings(shipped, name, language, edition):
    (file,), problems = build.build(name, shipped, [language], ["pdf"], build.Print(A4, edition=edition))
    assert [str(problem) for problem in problems] == []
    assert coloured(file.data) == (edition != "grey")


def coloured(data: bytes) -> bool:
    """Whether anything in a file has red, green and blue that differ."""
    found = [numbers.split() for stream in streams(data) for numbers in COLOUR.findall(stream)]
    return any(len(set(numbers)) > 1 for numbers in found)


def test_greys_tell_suits_apart_and_can_be_read(shipped):
    entry = shipped.templates["classic"].value
    edition = entry.editions["grey"]
    greys = [edition.suits[name] for name in entry.suits]
    levels = sorted(int(grey[1:3], 16) for grey in greys)
    assert min(after - before for before, after in pairwise(levels)) >= 10
    for grey in [*greys, editions.look_of(entry, edition).ink, editions.look_of(entry, edition).grey]:
        assert colours.contrast(grey, "#ffffff") >= 4.5
        assert colours.contrast(grey, colours.mix("#ffffff", grey, 0.12)) >= 4.5  # a label on its panel
    assert len({(suit.letter.root["nl"], suit.icon) for suit in entry.suits.values()}) == len(entry.suits)


def test_a_deck_s_own_suit_becomes_a_grey_that_is_as_dark(project):
    own = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: role, title: T, text: x, suit: eigen}\n",
        decks__t="title: P\nlanguages: [nl]\ncards: [t-1]\nsuits:\n"
        "  eigen: {title: Eigen, letter: E, icon: star, colour: '#8b1f5f'}\n",
    )
    deck, *_ = drawn(own, "t", "grey")
    colour = deck.cards[0].suit.colour
    assert len({colour[1:3], colour[3:5], colour[5:7]}) == 1
    assert colours.contrast(colour, "#ffffff") == pytest.approx(colours.contrast("#8b1f5f", "#ffffff"), rel=0.02)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_large_print_is_large(shipped, name, language):
    deck, _, sides, problems = drawn(shipped, name, "large", language)
    assert problems == []
    assert (deck.width / MM, deck.height / MM) == pytest.approx((105, 148))
    assert min(side.smallest for side in sides) >= 14
    sizes = {
        run.size
        for side in sides
        for face in (side.front, side.back)
        if face
        for run in face.items
        if hasattr(run, "glyphs")
    }
    assert min(sizes) >= 10.9


def test_a_text_that_is_too_long_for_large_print_is_named(project):
    text = "Een lange zin over verkopen die maar door blijft gaan. " * 20
    own = project(
        cards__t=f"language: nl\ncards:\n  t-1: {{kind: role, title: T, text: '{text}'}}\n",
        decks__t="title: P\nlanguages: [nl]\ncards: [t-1]\n",
    )
    *_, problems = drawn(own, "t", "large")
    assert "does not fit at 14 pt" in problems[0]


def test_a_size_that_was_asked_is_kept(shipped):
    deck, *_ = drawn(shipped, "goudmijn", "large", size="a7")
    assert deck.width / MM == pytest.approx(74)


def test_an_unknown_edition_names_those_there_are(shipped):
    deck, _ = compose.compose("goudmijn", shipped, "nl")
    found, (problem,) = editions.of(deck, "gray")
    assert found is None
    assert "did you mean 'grey'?" in problem.fix
    assert editions.of(deck, "colour") == (deck, [])


# --- perforated stock ------------------------------------------------------------------------------------------

LEFT_OUT = ("c32016", "c32250", "32010", "j8414", "c2354", "lp795", "lp800", "5028", "p68", "l7426", "c2352", "c2361")


def test_stock_lies_evenly_on_its_paper(shipped):
    for code, entry in shipped.stocks.items():
        stock, paper = entry.value, shipped.papers[entry.value.paper].value
        right, low = stock.extent()
        assert paper.width - right == pytest.approx(stock.left, abs=0.05 * MM), code
        assert paper.height - low == pytest.approx(stock.top, abs=0.05 * MM), code


@pytest.mark.parametrize(
    ("code", "last"),
    [("c32011", (110, 229.5)), ("5371", (107.95, 215.9)), ("5388", (44.45, 177.8)), ("l7418", (105, 203.5)),
     ("32015", (108, 211.5)), ("8869", (114.3, 209.55)), ("occ-3342", (110, 229.5))],
)  # fmt: skip
def test_the_last_card_lies_where_its_sheet_has_it(shipped, code, last):
    """Worked out by hand from the first card, the pitch and the number of cards, in mm."""
    stock = shipped.stocks[code].value
    right, low = stock.extent()
    assert ((right - stock.width) / MM, (low - stock.height) / MM) == pytest.approx(last, abs=0.01)


def test_unconfirmed_stock_is_not_there(shipped):
    assert [code for code in LEFT_OUT if code in shipped.stocks] == []


def test_mistakes_in_stock_are_named(project):
    line = "title: Mijn, paper: {}, width: 85 mm, height: 54 mm, columns: 2, rows: 5, left: 15 mm, top: {}"
    own = project(
        decks__t="title: P\nlanguages: [nl]\ncards: [gm-e01]\n",
        templates__stocks="language: nl\n"
        f"een: {{{line.format('a44', '13 mm')}, pitch_x: 95 mm, pitch_y: 54 mm}}\n"
        f"twee: {{{line.format('a4', '43 mm')}, pitch_x: 95 mm, pitch_y: 54 mm}}\n"
        f"drie: {{{line.format('a4', '13 mm')}, pitch_x: 75 mm, pitch_y: 54 mm}}\n"
        f"vier: {{{line.format('a4', '13 mm')}, pitch_x: 95 mm, pitch_y: 54 mm, also: [vijf]}}\n",
    )
    assert [problem.message for problem in sorted(own.problems)] == [
        "unknown paper 'a44'",
        "the cards of 'twee' run off its paper 'a4'",
        "cards would overlap",
    ]
    assert {"vier", "vijf", "c32011"} <= own.stocks.keys()
    assert {"een", "twee", "drie"}.isdisjoint(own.stocks)


def test_mistakes_in_editions_are_named(tmp_path, project, shipped):
    text = (shipped.roots[-1] / "templates" / "classic" / "template.yaml").read_text("utf-8")
    folder = tmp_path / "templates" / "eigen"
    folder.mkdir(parents=True)
    text = text.replace("story: '#484848'", "storm: '#484848'").replace("myth: '#3d3d3d'", "myth: '#3d3d4d'")
    (folder / "template.yaml").write_text(text, "utf-8")
    messages = [problem.message + problem.fix for problem in content.load(tmp_path).problems]
    assert any("is not a grey" in message for message in messages)

"""Slides as a PDF, read back: the same run, the measures of a screen, and notes only where they are asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pikepdf
import pypdfium2 as pdfium
import pytest
import tagged
from conftest import A4, LETTER, ROOT

from teamcards import build, colours, compose, content, layout, run
from teamcards.content import Content
from teamcards.deck import Deck, Face
from teamcards.drawing import Drawing, Item, Rect, Run
from teamcards.layout import Slides
from teamcards.layout.slide import title
from teamcards.run import Slide

DECKS = sorted(content.load(ROOT).decks)
EVERY = [(deck, language) for deck in DECKS for language in ("nl", "en")]
NOTED = [(deck, language) for deck in ("mythes-90", "goudmijn", "vijf-mythes") for language in ("nl", "en")]
LEAST = 12.0  # points on a slide of 960: what is smaller cannot be read from the back of a room


class Shown(NamedTuple):
    deck: Deck
    slides: list[Slide]
    data: bytes
    pages: list[list[tagged.Said]]


def made(content: Content, name: str, language: str, format: build.Format, paper: build.Print) -> bytes:
    files, problems = build.build(name, content, [language], [format], paper)
    assert [str(problem) for problem in problems if problem.severity != "note"] == []
    (file,) = files
    return file.data


def shown(content: Content, name: str, language: str, format: build.Format = "slides-pdf") -> Shown:
    deck, _ = compose.compose(name, content, language)
    assert deck is not None
    data = made(content, name, language, format, build.Print(A4))
    return Shown(deck, list(run.of(deck)), data, tagged.said(data))


@pytest.fixture(scope="module")
def every(shipped) -> dict[tuple[str, str], Shown]:
    return {(name, language): shown(shipped, name, language) for name, language in EVERY}


@pytest.fixture(scope="module")
def noted(shipped) -> dict[tuple[str, str], Shown]:
    return {(name, language): shown(shipped, name, language, "slides-notes") for name, language in NOTED}


# --- every deck ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_deck_passes_the_machine_checks_for_pdf_ua(every, name, language):
    assert tagged.failures(every[name, language].data) == []


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_there_is_a_page_for_each_slide_of_the_run(every, name, language):
    deck, slides, _, pages = every[name, language]
    headings = [next(text.text for text in page if text.tag == "H1") for page in pages if page[0].tag == "H1"]
    assert headings == [plain(title(slide, deck)) for slide in slides if not slide.step]
    assert [page[0].tag for page in pages] == ["H2" if slide.step else "H1" for slide in slides]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_slide_says_all_that_its_face_says(every, name, language):
    for slide, page in zip(every[name, language].slides, every[name, language].pages, strict=True):
        whole = " ".join(text.text for text in page)
        assert [text for text in texts(slide) if text not in whole] == []


def texts(slide: Slide) -> Iterator[str]:
    """The words on a slide, but for the name of the card, which its answer has again."""
    for part in slide.face.parts if slide.face else ():
        if not (slide.step and part.role in ("title", "kicker")):
            yield from (plain(text) for text in (*(block.text for block in part.blocks), *part.marks, part.label))
    if slide.card and not slide.step:
        yield plain(slide.card.suit.title)
    if slide.segment:
        yield from (plain(text) for text in (slide.segment.title, *(card.title for card in slide.segment.cards)))


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_has_the_measures_of_a_screen_and_a_bookmark(every, language):
    deck, slides, data, _ = every["mythes-90", language]
    document = pdfium.PdfDocument(data)
    assert {tuple(map(round, page.get_size())) for page in document} == {(960, 540)}
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    fronts = [(title(slide, deck), number) for number, slide in enumerate(slides) if not slide.step]
    assert marks == fronts
    with pikepdf.open(io.BytesIO(data)) as file:
        assert file.Root.Lang == language


def test_the_same_deck_gives_the_same_bytes(shipped, every, noted):
    for format, before in (("slides-pdf", every), ("slides-notes", noted)):
        assert made(shipped, "vijf-mythes", "nl", format, build.Print(A4)) == before["vijf-mythes", "nl"].data


# --- what can be read ------------------------------------------------------------------------------------------


def drawings(deck: Deck) -> Iterator[tuple[Slide, Drawing]]:
    looks = loaded(deck)
    for slide in run.of(deck):
        screen, _ = layout.draw_slide(slide, deck, looks)
        yield slide, screen.drawing


def loaded(deck: Deck) -> Slides:
    looks, problems = layout.load_slides(deck)
    assert problems == []
    assert looks is not None
    return looks


@pytest.mark.parametrize(("name", "language"), [("mythes-90", "nl"), ("goudmijn-90", "en"), ("gereedschap", "nl")])
def test_type_is_large_and_stands_out_from_the_ground(shipped, name, language):
    deck, _ = compose.compose(name, shipped, language)
    for slide, drawing in drawings(deck):
        items = (*drawing.shared.items, *drawing.items)
        for number, item in enumerate(items):
            if isinstance(item, Run):
                assert item.size >= LEAST, (slide.id, item)
                ground = beneath(item, items[:number])
                assert colours.contrast(written(item.colour), written(ground)) >= colours.READABLE, (slide.id, item)


def beneath(run: Run, painted: Sequence[Item]) -> tuple[float, float, float]:
    """The colour that words stand on: that of the last of the areas painted before them that lies below them."""
    filled = [item for item in painted if isinstance(item, Rect) and item.fill]
    return next(
        rect.fill
        for rect in reversed(filled)
        if rect.box.x <= run.x <= rect.box.x + rect.box.width and rect.box.y <= run.y <= rect.box.y + rect.box.height
    )


def written(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)


@pytest.mark.parametrize("format", ["slides-pdf", "slides-notes"])
def test_no_letter_is_beyond_the_edge_of_its_page(every, noted, format):
    for name, language in (("mythes-90", "nl"), ("goudmijn", "en")):
        for page in pdfium.PdfDocument((every if format == "slides-pdf" else noted)[name, language].data):
            text = page.get_textpage()
            width, height = page.get_size()
            for number in range(text.count_chars()):
                left, low, right, high = text.get_charbox(number)
                assert 20 <= left <= right <= width - 20 or right == left
                assert 15 <= low <= high <= height - 15 or high == low


LONG = " ".join(f"Sentence {number} says what the one before it left out." for number in range(60))
CARD = "language: en\ncards:\n  t-1: {{kind: {kind}, title: T, text: {text}{more}}}\n"
DECK = "title: T\nlanguages: [en]\nsize: poker\nback: none\ncards: ['t-*']\n"


def of_card(project: Callable[..., Content], text: str, kind: str = "role", more: str = "") -> Content:
    return project(cards__t=CARD.format(kind=kind, text=text, more=more), decks__t=DECK)


def test_a_text_that_does_not_fit_is_an_error_that_says_by_how_much(project):
    files, problems = build.build("t", of_card(project, LONG), ["en"], ["slides-pdf"], build.Print(A4))
    assert files == []
    (problem,) = [problem for problem in problems if problem.severity == "error"]
    assert problem.message.startswith("slide of card 't-1' (front, en) does not fit at 16 pt: ")
    assert problem.fix.startswith("take out about ")
    assert "size" not in problem.fix
    assert str(problem.mark).startswith("cards/t.yaml:3")


def test_a_title_without_room_above_the_slide_is_an_error(project):
    deck = DECK.replace("title: T", f"title: {'A long title ' * 12}")
    found = project(cards__t=CARD.format(kind="role", text="x", more=""), decks__t=deck)
    _, problems = build.build("t", found, ["en"], ["slides-pdf"], build.Print(A4))
    assert any("no room for 'A long title" in problem.message for problem in problems)


def test_a_template_without_slides_says_what_it_lacks(project, shipped):
    text = (ROOT / "templates/classic/template.yaml").read_text("utf-8")
    slide, suits = text.index("# The same faces on slides"), text.index("\nsuits:")
    found = project(
        cards__t=CARD.format(kind="role", text="x", more=""), decks__t=f"{DECK}template: own\n",
        templates__own__template=text[:slide] + text[suits:],
    )  # fmt: skip
    files, problems = build.build("t", found, ["en"], ["slides-pdf"], build.Print(A4))
    assert files == []
    (problem,) = problems
    assert problem.message == "the template 'own' does not say how slides look in a PDF"


def test_eight_options_stand_in_boxes_of_one_width(project):
    options = ", options: [one, two, three, four, five, six, seven, eight]"
    deck, _ = compose.compose("t", of_card(project, "Which?", "decision", options), "en")
    (_, drawing) = next(pair for pair in drawings(deck) if pair[0].card)
    boxes = [item.box for item in drawing.items if isinstance(item, Rect) and item.stroke]
    assert len(boxes) == 8
    assert len({round(box.width, 3) for box in boxes}) == 1
    assert len({round(box.x, 3) for box in boxes}) == 2
    assert max(box.y + box.height for box in boxes) <= drawing.height


def test_a_picture_stands_beside_its_text_and_tells_what_it_shows(project):
    picture = ", picture: {icon: compass, alt: {en: A compass}}"
    found = of_card(project, "A few words about the way to go.", more=picture)
    data = made(found, "t", "en", "slides-pdf", build.Print(A4))
    assert tagged.failures(data) == []
    assert ("Figure", "A compass") in [(text.tag, text.text) for text in tagged.said(data)[1]]


# --- notes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), NOTED)
def test_the_notes_of_a_slide_are_on_its_page(noted, name, language):
    _, slides, data, pages = noted[name, language]
    assert tagged.failures(data) == []
    whole = iter(pages)
    for slide in slides:
        page = " ".join(text.text for text in next(whole))
        for note in notes(slide):
            assert note in page, slide.id
    assert next(whole, None) is None


def notes(slide: Slide) -> list[str]:
    found = [block.text for block in slide.card.notes] if slide.card else []
    found += [slide.segment.if_late] if slide.segment else []
    return [plain(text) for text in found]


def test_long_notes_go_on_on_the_next_pages_and_none_is_cut(project):
    more = f", notes: {{en: {LONG + ' ' + LONG!r}}}"
    for paper in (A4, LETTER):
        data = made(of_card(project, "x", more=more), "t", "en", "slides-notes", build.Print(paper))
        assert tagged.failures(data) == []
        pages = tagged.said(data)
        _, card, *following, _ = pages
        assert len(following) >= 1
        said = " ".join(text.text for page in (card, *following) for text in page if text.tag == "P")
        assert plain(f"{LONG} {LONG}") in said
        sizes = {tuple(map(round, page.get_size())) for page in pdfium.PdfDocument(data)}
        assert sizes == {(round(paper.width), round(paper.height))}


def test_a_word_of_a_note_that_is_too_wide_is_an_error(project):
    found = of_card(project, "x", more=f", notes: {{en: {'W' * 200}}}")
    files, problems = build.build("t", found, ["en"], ["slides-notes"], build.Print(A4))
    assert files == []
    assert [problem.message for problem in problems if problem.severity == "error"] == [
        f"notes with slide 'T' (en): no room for the word '{'W' * 200}'"
    ]


def test_a_face_without_a_large_text_has_its_card_as_the_title(shipped):
    deck, _ = compose.compose("vijf-mythes", shipped, "nl")
    slide = next(slide for slide in run.of(deck) if slide.step)
    assert isinstance(slide.face, Face)
    assert slide.face.parts[0].role == "kicker"
    screen, _ = layout.draw_slide(slide, deck, loaded(deck))
    sizes = {item.passage.style: item.size for item in screen.drawing.items if isinstance(item, Run) and item.passage}
    assert sizes["title"] > 1.5 * sizes["body"]


def test_a_sign_of_a_note_that_no_font_has_is_told(project):
    found = project(
        cards__t="language: en\ncards:\n  t-1: {kind: role, title: T, text: a, notes: 'watch the 猫'}\n",
        decks__t="title: P\nlanguages: [en]\ncards: [t-1]\n",
    )
    files, problems = build.build("t", found, ["en"], ["slides-notes"], build.Print(A4))
    assert files == []
    assert [problem.message for problem in problems] == ["notes with slide 'T' (en): no glyph for '猫' (U+732B)"]


def test_a_part_with_too_many_cards_for_its_slide_is_told_where_it_stands(project):
    cards = "".join(f"  t-{n}: {{kind: role, title: A role of the story, text: a}}\n" for n in range(60))
    ids = ", ".join(f"t-{n}" for n in range(60))
    found = project(
        cards__t=f"language: en\ncards:\n{cards}",
        decks__t=f"title: P\nlanguages: [en]\ncards: [t-*]\nagenda:\n  - {{title: One, minutes: 5, cards: [t-1]}}\n"
        f"  - {{title: All, minutes: 5, cards: [{ids}]}}\n",
    )
    files, problems = build.build("t", found, ["en"], ["slides-pdf"], build.Print(A4))
    assert files == []
    (problem,) = (problem for problem in problems if problem.severity == "error")
    assert str(problem).startswith("decks/t.yaml:6:5: error: slide 'All' (en) does not fit")

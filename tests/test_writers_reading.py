"""The reading edition, read back: what a screen reader tells of every deck, and how a broken file is caught."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pikepdf
import pypdfium2 as pdfium
import pytest
import tagged
import yaml
from conftest import A4, ROOT

from teamcards import build, compose, content, markup
from teamcards.content import Content
from teamcards.deck import Card, Deck, Face, Part
from teamcards.drawing import Drawing, Outline, Passage, Run, Sides
from teamcards.markup import Block
from teamcards.writers import pdf, reading

DECKS = sorted(content.load(ROOT).decks)
EVERY = [(deck, language) for deck in DECKS for language in ("nl", "en")]


class Edition(NamedTuple):
    deck: Deck
    data: bytes
    pages: list[list[tagged.Said]]


def edition(shipped: Content, name: str, language: str, size: str | None = None) -> Edition:
    deck, problems = compose.compose(name, shipped, language, size)
    assert deck is not None
    (file,), found = build.render(deck, "reading", shipped, build.Print(A4))
    assert [str(problem) for problem in problems + found if problem.severity != "note"] == []
    return Edition(deck, file.data, tagged.said(file.data))


@pytest.fixture(scope="module")
def editions(shipped) -> dict[tuple[str, str], Edition]:
    return {(name, language): edition(shipped, name, language) for name, language in EVERY}


@pytest.fixture(scope="module")
def mythes(editions) -> bytes:
    return editions["vijf-mythes", "nl"].data


# --- every deck ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_deck_passes_the_machine_checks_for_pdf_ua(editions, name, language):
    deck, data, _ = editions[name, language]
    assert tagged.failures(data) == []
    with pikepdf.open(io.BytesIO(data)) as file:
        assert (file.Root.Lang, file.docinfo.Title) == (language, deck.title)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_deck_is_read_as_its_cards_are_composed(editions, name, language):
    deck, _, pages = editions[name, language]
    wanted = [page for card in deck.cards for page in expected(card, deck)]
    assert [[(text.tag, text.text) for text in page] for page in pages] == wanted
    assert [[(text.tag, text.seen) for text in page] for page in pages] == wanted


def expected(card: Card, deck: Deck) -> Iterator[list[tuple[str, str]]]:
    """What is read of each page of a card."""
    front = [("H1", plain(card.title)), ("P", card.suit.title), *([("P", card.front.tag)] if card.front.tag else [])]
    front += [text for part in card.front.parts if part.role not in ("title", "kicker") for text in of(part, 2)]
    minutes = f"{card.minutes} {deck.words['minutes']}" if card.minutes else ""
    method = card.method.title if card.method and card.method.id != card.id else ""
    yield front + [("P", text) for text in (minutes, method, card.id) if text]
    back = card.reveal
    if card.back == "facilitator" and not back:
        back = Face((Part("body", card.notes),), deck.words["facilitator"])
    if back:
        texts = [text for part in back.parts if part.role not in ("title", "kicker") for text in of(part, 3)]
        yield [("H2", back.tag or plain(card.title)), *texts]


def of(part: Part, level: int) -> Iterator[tuple[str, str]]:
    if part.label:
        yield (f"H{level}" if part.role == "panel" else "P"), plain(part.label)
    for number, block in enumerate(part.blocks):
        if part.role == "facts":
            yield "P", plain(f"{part.marks[number]}: {block.text}")
            continue
        mark = part.marks[number] if part.marks else sign(block)
        if mark:
            yield "Lbl", mark
        listed = mark or part.role in ("columns", "ballot", "fields")
        yield ("LBody" if listed else "P"), plain(block.text)


def sign(block: Block) -> str:
    return {"paragraph": "", "bullet": "•", "number": f"{block.number}."}[block.kind]


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_texts_of_a_card_are_read_in_the_order_of_its_yaml(editions, language):
    written = {
        name: card
        for path in sorted((ROOT / "cards").glob("*.yaml"))
        for name, card in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["cards"].items()
    }
    for name in DECKS:
        deck, _, pages = editions[name, language]
        whole = iter(" ".join(text.text for text in page) for page in pages)
        for card in deck.cards:
            told = " ".join(next(whole) for _ in expected(card, deck))
            start = 0
            texts = list(typed(in_order(written[card.id], card), language))
            assert len(texts) > 1, card.id
            for text in texts:
                assert text in told[start:], (name, card.id)
                start = told.index(text, start) + len(text)
        assert next(whole, None) is None


def in_order(typed: dict[str, Any], card: Card) -> dict[str, Any]:
    """The fields that are printed, as they stand in the file; a vote card shows its answer above its text."""
    fields = {key: value for key, value in typed.items() if key != "notes" or card.back == "facilitator"}
    if card.kind == "vote":
        fields["text"] = fields.pop("text")
        fields["back"] = fields.pop("back")
    return fields


def typed(value: Any, language: str) -> Iterator[str]:
    if isinstance(value, dict) and language in value:
        yield plain(" ".join(block.text for block in markup.parse(value[language])))
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from typed(inner, language)


# --- files that are wrong --------------------------------------------------------------------------------------


def elements(file: pikepdf.Pdf, tag: str) -> list[Any]:
    found = [
        item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
    ]
    return [item for item in found if str(item.S) == f"/{tag}"]


def swapped(file: pikepdf.Pdf) -> None:
    owners = file.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def one_too_many(file: pikepdf.Pdf) -> None:
    owners = file.Root.StructTreeRoot.ParentTree.Nums[1]
    owners.append(owners[0])


def a_page_that_is_not_there(file: pikepdf.Pdf) -> None:
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    numbers.extend([10_000, numbers[1]])


def no_way_back(file: pikepdf.Pdf) -> None:
    del file.Root.StructTreeRoot.ParentTree


def other_parent(file: pikepdf.Pdf) -> None:
    paragraphs = elements(file, "P")
    paragraphs[0].P = paragraphs[1]


def one_text_less(file: pikepdf.Pdf) -> None:
    section = elements(file, "Sect")[0]
    section.K = pikepdf.Array(list(section.K)[:-1])


def no_tabs(file: pikepdf.Pdf) -> None:
    del file.pages[0].obj["/Tabs"]


def not_tagged(file: pikepdf.Pdf) -> None:
    content = file.pages[0].Contents
    content.write(content.read_bytes().replace(b"/Span <</MCID 1>> BDC", b"/Span BMC", 1))


def no_artifact(file: pikepdf.Pdf) -> None:
    content = file.pages[0].Contents
    content.write(content.read_bytes().replace(b"/Artifact BMC", b"/Span BMC"))


def third_before_first(file: pikepdf.Pdf) -> None:
    elements(file, "H1")[0].S = pikepdf.Name.H3


def no_language(file: pikepdf.Pdf) -> None:
    del file.Root.Lang


def no_title(file: pikepdf.Pdf) -> None:
    with file.open_metadata(set_pikepdf_as_editor=False) as found:
        del found["dc:title"]


def no_claim(file: pikepdf.Pdf) -> None:
    with file.open_metadata(set_pikepdf_as_editor=False) as found:
        del found["pdfuaid:part"]


def zero_code(file: pikepdf.Pdf) -> None:
    font = next(item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item)
    font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0020> <0020>", b"<0020> <0000>"))


BROKEN = [
    swapped, one_too_many, a_page_that_is_not_there, no_way_back, other_parent, one_text_less, no_tabs, not_tagged,
    no_artifact, third_before_first, no_language, no_title, no_claim, zero_code,
]  # fmt: skip


@pytest.mark.parametrize("breaks", BROKEN)
def test_a_broken_file_is_caught(mythes, breaks):
    assert tagged.failures(broken(mythes, breaks)) != []


def broken(data: bytes, breaks: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        breaks(file)
        file.save(out)
    return out.getvalue()


# --- pages -----------------------------------------------------------------------------------------------------


def test_a_page_is_as_large_as_a_card_and_the_common_back_is_none(editions):
    deck, data, pages = editions["goudmijn", "nl"]
    document = pdfium.PdfDocument(data)
    backs = sum(card.reveal is not None or card.back == "facilitator" for card in deck.cards)
    assert 0 < backs < len(deck.cards)
    assert len(document) == len(pages) == len(deck.cards) + backs
    assert {tuple(round(side) for side in page.get_size()) for page in document} == {(179, 249)}
    assert all(page[0].tag in ("H1", "H2") for page in pages)


def test_there_is_a_bookmark_for_each_card_to_its_front(editions):
    deck, data, pages = editions["goudmijn", "nl"]
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in pdfium.PdfDocument(data).get_toc()]
    fronts = [number for number, page in enumerate(pages) if page[0].tag == "H1"]
    assert marks == list(zip((card.title for card in deck.cards), fronts, strict=True))


def test_the_window_shows_the_title_and_nothing_asks_for_a_printer(mythes):
    with pikepdf.open(io.BytesIO(mythes)) as file:
        assert dict(file.Root.ViewerPreferences) == {"/DisplayDocTitle": True}
        assert (file.Root.Lang, file.Root.PageMode) == ("nl", "/UseOutlines")
        with file.open_metadata() as found:
            assert (found["dc:title"], found["dc:language"]) == ("Vijf mythes", {"nl"})


def test_the_same_deck_gives_the_same_bytes(shipped, mythes):
    assert edition(shipped, "vijf-mythes", "nl").data == mythes


# --- texts -----------------------------------------------------------------------------------------------------

MARKS = """\
language: en
cards:
  t-1:
    kind: role
    title: A title
    text: |
      Half of the **un**breakable word is strong.

      1. first
      2. second [with a link to somewhere that is told on a line of its own](https://example.org/a)

      - a [bullet](https://example.org/b) in the list
"""


def test_a_link_that_a_back_has_again_is_there_once(project):
    card = "{kind: myth, title: '[T](https://example.org/a)', claim: C, truth: R, instead: I}"
    _, data, (front, back) = of_project(project, f"language: en\ncards:\n  t-1: {card}\n")
    assert tagged.failures(data) == []
    assert (front[0].text, [text.text for text in back]) == ("T (example.org/a)", ["answer", "R", "Do this", "I"])


def test_cards_without_anything_to_read_have_no_pages(shipped):
    drawn, _ = build.draw("afspraak", shipped, "nl", None)
    assert drawn is not None
    data = reading.write([Sides("a", "A", Drawing(100, 100, ()))], pdf.About("T", "", "nl"), drawn.look.fonts())
    with pikepdf.open(io.BytesIO(data)) as file:
        assert len(file.pages) == 0


def of_project(project: Callable[..., Content], cards: str, recipe: str = "size: poker") -> Edition:
    decks = f"title: T\nlanguages: [en]\nback: none\n{recipe}\ncards: ['t-*']\n"
    return edition(project(cards__t=cards, decks__t=decks), "t", "en")


def test_lists_links_and_marks_are_what_they_are(project):
    _, data, (page,) = of_project(project, MARKS)
    assert tagged.failures(data) == []
    link = "second with a link to somewhere that is told on a line of its own (example.org/a)"
    assert [(text.tag, text.text) for text in page[2:-1]] == [
        ("P", "Half of the unbreakable word is strong."),
        ("Lbl", "1."), ("LBody", "first"), ("Lbl", "2."), ("LBody", link),
        ("Lbl", "•"), ("LBody", "a bullet (example.org/b) in the list"),
    ]  # fmt: skip
    with pikepdf.open(io.BytesIO(data)) as file:
        assert [element.A.ListNumbering for element in elements(file, "L")] == ["/Decimal", "/Disc"]
        found, other = elements(file, "Link")
        assert str(other.K[1].Obj.A.URI) == "https://example.org/b"
        areas = [kid.Obj for kid in found.K if isinstance(kid, pikepdf.Dictionary)]
        assert len(areas) > 1
        assert {str(area.A.URI) for area in areas} == {"https://example.org/a"}
        assert all(str(area.Contents).startswith("with a link to somewhere") for area in areas)
    assert tagged.failures(broken(data, not_owned)) != []
    assert tagged.failures(broken(data, silent)) != []


def not_owned(file: pikepdf.Pdf) -> None:
    link, _ = elements(file, "Link")
    link.K = pikepdf.Array([kid for kid in link.K if not isinstance(kid, pikepdf.Dictionary)])


def silent(file: pikepdf.Pdf) -> None:
    del file.pages[0].Annots[0]["/Contents"]


@pytest.mark.parametrize(
    "words",
    [
        "Responsibilitywithoutanyspacesisbrokenatsyllables and so is internationalisationisation",
        "non-governmental-organisations-without-an-end, twenty-one-year-old- and all-encompassing- things",
        "either/or/neither/nor/whatever/whichever/whoever/whenever/wherever/however/ or and/ or nothing – at all",
        "this and/\nor that-\nalways in two words, –\nthat is",
    ],
)
def test_words_that_a_line_broke_are_read_whole(project, words):
    cards = f"language: en\ncards:\n  t-1: {{kind: role, title: T, text: {json.dumps(words)}}}\n"
    _, _, (page,) = of_project(project, cards, "size: mini")
    assert page[2].text == plain(words)


def test_a_suit_without_room_for_its_name_is_named(project):
    suits = "suits:\n  own: {title: An unusually long name for a suit, letter: U, icon: compass, colour: '#1f5f8b'}"
    cards = "language: en\ncards:\n  t-1: {kind: role, suit: own, title: T, text: x}\n"
    _, data, (page,) = of_project(project, cards, f"size: mini\n{suits}")
    assert page[1].text == "An unusually long name for a suit"
    assert tagged.failures(data) == []


def test_a_picture_tells_what_it_shows_and_a_text_its_own_language(shipped):
    drawn, _ = build.draw("vijf-mythes", shipped, "nl", None)
    assert drawn is not None
    first, *_ = drawn.sides
    runs = [item for item in first.front.items if isinstance(item, Run)]
    body = next(item for item in runs if item.passage and item.passage.style == "body")
    line = (("move", (0.0, 0.0)), ("line", (24.0, 24.0)))
    picture = Outline(20, 100, 30, 24, line, 2, (0, 0, 0), Passage("picture", told="A line that falls"))
    english = body._replace(y=200, passage=Passage("body", 9, language="en"))
    front = Drawing(first.front.width, first.front.height, (*first.front.items, picture, english), first.front.shared)
    data = reading.write([Sides("a", "A", front)], pdf.About("T", "", "nl"), drawn.look.fonts())
    assert tagged.failures(data) == []
    (page,) = tagged.said(data)
    assert ("Figure", "A line that falls") in [(text.tag, text.text) for text in page]
    assert [text.tag for text in page if text.language == "en"] == ["P"]
    with pikepdf.open(io.BytesIO(data)) as file:
        (figure,) = elements(file, "Figure")
        assert [float(edge) for edge in figure.A.BBox] == pytest.approx(
            [20, front.height - 130, 50, front.height - 100], abs=0.01
        )
        del figure["/Alt"]
        out = io.BytesIO()
        file.save(out)
    assert tagged.failures(out.getvalue()) != []

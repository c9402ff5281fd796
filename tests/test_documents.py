"""The guide, the run sheet and the handout, read back: what they say, in which order, and on how many pages."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
import tagged
from click.testing import CliRunner
from conftest import A4, LETTER, ROOT

from teamcards import build, compose, content
from teamcards.accessories import words
from teamcards.cli import main
from teamcards.content import Content
from teamcards.deck import Deck
from teamcards.documents import clock, groups, lasting
from teamcards.sheets import Paper
from teamcards.units import MM

SHIPPED = content.load(ROOT)
DECKS = sorted(SHIPPED.decks)
AGENDAS = [deck for deck in DECKS if SHIPPED.decks[deck].value.agenda]
TAKEN_HOME = [deck for deck in DECKS if deck != "gereedschap"]
LANGUAGES = ("nl", "en")
PAPERS = (A4, LETTER)
GUIDES = [("guide", deck) for deck in DECKS]
EVERY = [*GUIDES, *(("runsheet", deck) for deck in AGENDAS), *(("handout", deck) for deck in TAKEN_HOME)]
READ = ("P", "Lbl", "LBody", "H1", "H2", "H3")


@functools.cache
def made(
    format: Any, name: str, language: str, paper: Paper = A4, session: build.Session = build.Session()  # noqa: B008
) -> bytes:  # fmt: skip
    return document(SHIPPED, format, name, language, paper, session)


def document(
    shipped: Content, format: Any, name: str, language: str, paper: Paper = A4,
    session: build.Session = build.Session(),  # noqa: B008
) -> bytes:  # fmt: skip
    files, problems = build.build(name, shipped, [language], [format], build.Print(paper), session=session)
    assert [str(problem) for problem in problems if problem.severity != "note"] == []
    (file,) = files
    assert file.name == f"{name}.{language}.{format}.pdf"
    return file.data


def deck_of(name: str, language: str) -> Deck:
    deck, _ = compose.compose(name, SHIPPED, language)
    assert deck is not None
    return deck


def spoken(data: bytes) -> list[tuple[str, str]]:
    """The texts of all pages in the order in which they are read."""
    return [(text.tag, text.text) for page in tagged.said(data) for text in page]


def whole(data: bytes) -> str:
    return flat(" ".join(text for _, text in spoken(data)))


def flat(text: str) -> str:
    return " ".join(text.split())


# --- every deck ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize(("format", "name"), EVERY)
def test_every_document_passes_the_machine_checks_for_pdf_ua(format, name, paper, language):
    data = made(format, name, language, paper)
    assert tagged.failures(data) == []
    sizes = {tuple(round(side) for side in page.get_size()) for page in pdfium.PdfDocument(data)}
    assert sizes == {(round(paper.width), round(paper.height))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize(("format", "name"), EVERY)
def test_no_text_leaves_its_page_or_stands_on_another(format, name, paper, language):
    for page in pdfium.PdfDocument(made(format, name, language, paper)):
        boxes = [item.get_bounds() for item in page.get_objects(filter=[1])]
        assert all(left > 15 and right < paper.width - 15 for left, _, right, _ in boxes)
        assert all(low > 15 and high < paper.height - 15 for _, low, _, high in boxes)
        lines = sorted(boxes)
        for number, one in enumerate(lines):
            for other in lines[number + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                upright = min(one[3], other[3]) - max(one[1], other[1])
                assert across < 1 or upright < 4, (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DECKS)
def test_the_guide_has_all_that_is_on_the_cards_in_their_order(name, language):
    deck = deck_of(name, language)
    text = whole(made("guide", name, language))
    cards = text[text.rindex(words(SHIPPED.print_words, language)["groups_about"]) :]
    for card in deck.cards:
        faces = (card.front, *((card.reveal,) if card.reveal else ()))
        told = [block.text for face in faces for part in face.parts for block in part.blocks if part.role != "steps"]
        told += [block.text for block in card.notes]
        assert [one for one in told if flat(one) not in cards] == [], card.id
    if not deck.agenda:
        titles = [text for tag, text in spoken(made("guide", name, language)) if tag == "H3"]
        assert titles[: len(deck.cards)] == [flat(card.title) for card in deck.cards]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", AGENDAS)
def test_the_guide_and_the_run_sheet_have_the_running_order(name, language):
    deck = deck_of(name, language)
    for format in ("guide", "runsheet"):
        text = whole(made(format, name, language, session=build.Session(start=9 * 60 + 30)))
        start, place = 9 * 60 + 30, 0
        for number, segment in enumerate(deck.agenda, 1):
            row = f"{clock(start)} {segment.minutes} {segment.floor} {number}. {flat(segment.title)}"
            place = text.index(row, place)
            start += segment.minutes
            assert flat(segment.if_late).lower() in text[place:].lower()
            assert all(flat(card.title) in text[place:] for card in segment.cards)
            assert segment.method is not None
            assert segment.method.title in text[place:]
        assert clock(start) in text[place:]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("name", AGENDAS)
def test_a_run_sheet_is_one_page(name, paper, language):
    assert len(pdfium.PdfDocument(made("runsheet", name, language, paper))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handout_has_no_notes_of_any_deck(language):
    notes = {flat(block.text) for name in DECKS for card in deck_of(name, language).cards for block in card.notes}
    assert len(notes) > 100
    for name in TAKEN_HOME:
        text = whole(made("handout", name, language))
        assert [note for note in notes if note in text] == []
        assert words(SHIPPED.print_words, language)["facilitator"] not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TAKEN_HOME)
def test_a_handout_has_questions_actions_truths_and_a_plan(name, language):
    text = whole(made("handout", name, language))
    for card in deck_of(name, language).cards:
        face = card.reveal if card.kind == "myth" else card.front
        if card.kind in ("myth", "question", "action"):
            assert face is not None
            roles = ("hero", "body", "panel", "source")
            told = [flat(block.text) for part in face.parts if part.role in roles for block in part.blocks]
            assert [one for one in told if one not in text] == [], card.id
    for plan in ("Als", "dan doe ik") if language == "nl" else ("If", "then I will"):
        assert plan in text


# --- what the guide works out ----------------------------------------------------------------------------------


@pytest.mark.parametrize("people", range(2, 51))
def test_nobody_is_in_a_group_alone(people):
    for sizes in (groups.pairs(people), groups.trios(people), groups.fours(people)):
        assert sum(sizes) == people
        assert min(sizes) >= 2
        assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(
    ("people", "pairs", "trios", "fours"),
    [
        (6, [2, 2, 2], [3, 3], [3, 3]), (7, [3, 2, 2], [4, 3], [4, 3]), (8, [2, 2, 2, 2], [4, 4], [4, 4]),
        (9, [3, 2, 2, 2], [3, 3, 3], [3, 3, 3]), (10, [2] * 5, [4, 3, 3], [4, 3, 3]),
        (11, [3, 2, 2, 2, 2], [4, 4, 3], [4, 4, 3]), (12, [2] * 6, [3] * 4, [4, 4, 4]),
        (5, [3, 2], [3, 2], [3, 2]), (2, [2], [2], [2]), (3, [3], [3], [3]),
    ],
)  # fmt: skip
def test_groups_are_those_a_facilitator_would_make(people, pairs, trios, fours):
    assert (groups.pairs(people), groups.trios(people), groups.fours(people)) == (pairs, trios, fours)


@pytest.mark.parametrize("name", DECKS)
def test_what_is_to_be_printed_is_what_the_deck_uses(name):
    deck = deck_of(name, "en")
    copies = list(groups.copies(deck, build.Session(11), words(SHIPPED.print_words, "en")))
    many = {copy.what: copy.holds * copy.times for copy in copies}
    ids = {card.id for card in deck.cards}
    given = {"vm-v01": 11, "gm-v01": 11, "ac-16": 15, "tk-p01": 22}
    each = [many for card, many in given.items() if card in ids]
    assert sorted(copy.holds for copy in copies if re.search(r"every participant", copy.what)) == sorted(each)
    tables = {what: count for what, count in many.items() if what.startswith("Decks for the tables")}
    kinds = "story, choices and roles" if any(id.startswith("gm-r") for id in ids) else "story and choices"
    assert tables == ({f"Decks for the tables: {kinds}, without notes": 3} if "gm-e01" in ids else {})
    assert {copy.times for copy in copies if not copy.command.endswith("handout")} == {1}
    assert many.get("Handout, to take home", 11) == 11


def test_the_readme_prints_what_the_guide_prints():
    rows = re.findall(r"^\|.*`([\w-]+) --to slides`.*\|(.*)\|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 4
    for name, told in rows:
        copies = groups.copies(deck_of(name, "en"), build.Session(11), words(SHIPPED.print_words, "en"))
        printed = [f"{name} {copy.command}" for copy in copies]
        (command,) = re.findall("`(.*?)`", told)
        assert any(line.startswith(command) for line in printed), (command, printed)


@pytest.mark.parametrize("name", ["goudmijn-90", "mythes-90", "gereedschap"])
def test_the_commands_of_the_guide_make_the_files_that_it_names(tmp_path, name):
    session = build.Session(11, 13 * 60 + 30)
    said = [words for tag, words in spoken(made("guide", name, "en", session=session))]
    text = [words for words in said if words.startswith("teamcards build")]
    assert len(text) >= 2
    for command in text:
        asked = [part.strip('"') for part in command.split()[2:]]
        folder = next((part for part in asked if part.startswith("build/")), "build")
        asked = [part for part in asked if part not in ("-o", folder)]
        run = CliRunner().invoke(main, ["build", *asked, "-o", str(tmp_path / folder)])
        assert run.exit_code == 0, run.output
    named = [words for words in said if words.startswith("build/")]
    assert len(named) == len(text)
    assert {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.pdf")} == set(named)
    for sheet in tmp_path.rglob("*.runsheet.pdf"):
        assert whole(sheet.read_bytes()) == whole(made("runsheet", name, "en", session=session))
        assert "11 people" in whole(sheet.read_bytes())
        assert "13:30 5 4 1. Welcome" in whole(sheet.read_bytes())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", [A4, Paper("A5", 148 * MM, 210 * MM)], ids=lambda paper: paper.name)
@pytest.mark.parametrize("name", ["goudmijn-90", "compleet-180"])
def test_a_command_of_the_guide_stands_on_one_line_so_that_it_can_be_copied(name, paper, language):
    pages = pdfium.PdfDocument(made("guide", name, language, paper))
    lines = [line.rstrip() for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    copies = groups.copies(deck_of(name, language), build.Session(), words(SHIPPED.print_words, language))
    for copy in copies:
        assert f"teamcards build {name} --lang {language} {copy.command}" in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_not_told_to_be_the_same_thing_twice_nor_brought(language):
    text = whole(made("guide", "goudmijn", language))
    assert {"nl": "Uitleg · gm-i01 · 3 min", "en": "Guide · gm-i01 · 3 min"}[language] in text
    assert "Uitleg · gm-i01 · 3 min · Uitleg" not in text
    bring = text[text.index({"nl": "Meenemen", "en": "Bring"}[language]) :][:200]
    assert {"nl": "De kaart ", "en": "The card "}[language] not in bring
    assert {"nl": "liefst elk aantal", "en": "best any number"}[language] not in text


def test_times_of_a_round_are_for_as_many_people_as_come():
    text = whole(made("guide", "goudmijn-90", "en", session=build.Session(people=11)))
    assert "0:30 one turn each, no comments (each; 5:30 for 11)" in text
    assert "Print for 11 people" in text
    assert "4 + 4 + 3" in text


@pytest.mark.parametrize(("people", "told"), [(11, "9:20"), (8, "7:20"), (7, "")])
def test_a_part_says_when_its_method_needs_longer_than_its_minutes(people, told):
    text = whole(made("guide", "goudmijn-90", "en", session=build.Session(people)))
    part = text[text.rindex("11. If-then plan") :]
    told = told and f"Time With {people} people this method takes {told} at least, and this part has 7 minutes."
    assert text.count("this method takes") == bool(told)
    assert told in part


def test_a_method_for_fewer_people_than_come_says_so():
    text = whole(made("guide", "goudmijn-45", "en", session=build.Session(people=20)))
    assert text.count("This method is for 15 people at most: split the group.") == 2  # a go-round, a commitment round
    assert "at most: split" not in whole(made("guide", "goudmijn-45", "en"))


def test_a_myth_that_comes_twice_tells_its_answer_the_last_time():
    text = whole(made("guide", "mythes-90", "en"))
    vote, myth = (text.rindex(part) for part in ("3. Quick vote on all five", "4. Myth 1: calls"))
    assert "Explained in part 4." in text[vote:myth]
    assert "outweighs a long call list" not in text[:myth]
    assert "outweighs a long call list" in text[myth:]


def test_times_are_told_as_clocks():
    assert [clock(minutes) for minutes in (0, 65, 570, 23 * 60 + 50 + 30)] == ["0:00", "1:05", "9:30", "0:20"]
    assert lasting(330) == "5:30"


# --- how it is tagged ------------------------------------------------------------------------------------------


def elements(file: pikepdf.Pdf, tag: str) -> list[Any]:
    found = [item for item in file.objects if isinstance(item, pikepdf.Dictionary)]
    return [item for item in found if item.get("/Type") == "/StructElem" and str(item.S) == f"/{tag}"]


def test_tables_have_headers_with_a_scope_and_headings_go_down_step_by_step():
    data = made("guide", "goudmijn-90", "nl")
    with pikepdf.open(io.BytesIO(data)) as file:
        scopes = [str(head.A.Scope) for head in elements(file, "TH")]
        assert {"/Row", "/Column"} == set(scopes)
        for row in elements(file, "TR"):
            assert {str(cell.S) for cell in row.K} <= {"/TH", "/TD"}
            assert "/TH" in {str(cell.S) for cell in row.K}
        assert all(str(row.P.S) == "/Table" for row in elements(file, "TR"))
    levels = [int(tag[1]) for tag, _ in spoken(data) if tag[0] == "H"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_lead_to_the_parts():
    deck = deck_of("goudmijn-90", "en")
    marks = [mark.get_title() for mark in pdfium.PdfDocument(made("guide", "goudmijn-90", "en")).get_toc()]
    assert marks[0] == deck.title
    assert [mark for mark in marks if mark[0].isdigit()] == [
        f"{number}. {segment.title}" for number, segment in enumerate(deck.agenda, 1)
    ]


def test_the_same_document_gives_the_same_bytes():
    assert document(SHIPPED, "guide", "goudmijn-45", "nl") == made("guide", "goudmijn-45", "nl")


# --- texts of any length ---------------------------------------------------------------------------------------

LONG = " ".join(f"word{number}" for number in range(3000))


def of(project: Callable[..., Content], cards: str, agenda: str = "", deck: str = "cards: ['t-*']") -> Content:
    recipe = f"title: T\nlanguages: [en]\n{deck}\n{agenda}"
    return project(cards__t=f"language: en\ncards:\n{cards}", decks__t=recipe)


def test_a_text_longer_than_a_page_goes_on_over_the_next_ones(project):
    notes = f"  t-1: {{kind: question, title: Q, text: 'Why?', notes: '{LONG}'}}\n"
    data = document(of(project, notes), "guide", "t", "en")
    assert len(pdfium.PdfDocument(data)) > 3
    assert LONG in whole(data)
    assert tagged.failures(data) == []


def test_a_table_that_breaks_has_its_head_on_every_page_and_says_it_once(project):
    parts = "".join(f"  - {{title: Part {number}, minutes: 5, cards: [t-1]}}\n" for number in range(60))
    parts += f"  - {{title: 'Long {LONG}', minutes: 5, cards: [t-1]}}\n"
    cards = "  t-1: {kind: question, title: Q, text: 'Why?'}\n"
    data = document(of(project, cards, f"agenda:\n{parts}"), "guide", "t", "en")
    texts = spoken(data)
    assert [text for _, text in texts].count("If late") == 1
    assert LONG in whole(data)
    assert tagged.failures(data) == []
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)]
    assert sum("If late" in page for page in pages) >= 3


@pytest.mark.parametrize("parts", [False, True])
def test_no_heading_stands_at_the_foot_of_a_page(project, parts):
    texts = {number: " ".join(["why"] * (number % 37 + 1) * 5) for number in range(120)}
    cards = "".join(f"  t-{n}: {{kind: question, title: Q {n}, text: '{text}'}}\n" for n, text in texts.items())
    agenda = "".join(f"  - {{title: Part, minutes: 4, cards: [t-{number}]}}\n" for number in texts)
    data = document(of(project, cards, f"agenda:\n{agenda}" if parts else ""), "guide", "t", "en")
    pages = tagged.said(data)
    assert len(pages) > 20
    for page in pages:
        assert page[-1].tag in ("P", "LBody")
        assert not re.match(r"Question .|4 min", page[-1].text)


def test_times_stay_on_one_line_on_small_paper(project):
    agenda = "agenda:\n  - {title: Part, minutes: 600, cards: [t-1]}\n"
    small = Paper("A5", 148 * MM, 210 * MM)
    shipped = of(project, "  t-1: {kind: question, title: Q, text: Why}\n", agenda)
    for format in ("guide", "runsheet"):
        text = whole(document(shipped, format, "t", "en", small, build.Session(start=13 * 60)))
        assert "13:00 600 600 1. Part" in text
        assert "23:00 End" in text


def test_a_long_title_stands_whole_in_the_foot_of_a_page(project):
    name = " ".join(["Marvellous"] * 14)
    shipped = project(
        cards__t="language: en\ncards:\n  t-1: {kind: question, title: Q, text: 'Why?'}\n",
        decks__t=f"title: {name}\nlanguages: [en]\ncards: ['t-*']\nback: none\n",
    )
    (page, *_) = pdfium.PdfDocument(document(shipped, "handout", "t", "en"))
    assert flat(page.get_textpage().get_text_range()).count("Marvellous") == 28
    boxes = [item.get_bounds() for item in page.get_objects(filter=[1])]
    assert all(right < A4.width - 30 and low > 15 for _, low, right, _ in boxes)


def test_signs_that_no_font_has_are_problems_with_their_place(project):
    shipped = of(project, "  t-1: {kind: question, title: Q, text: Why, notes: 'A 漢 here'}\n")
    files, problems = build.build("t", shipped, ["en"], ["guide"], build.Print(A4))
    assert files == []
    assert [str(problem).split(" (use")[0] for problem in problems] == [
        "cards/t.yaml:3:3: error: no glyph for '漢' (U+6F22) on the page"
    ]


def test_links_lists_and_codes_are_told(project):
    text = 'text: "See [this](https://example.org/a)\\n\\n- one\\n- two\\n\\n1. first\\n2. second"'
    cards = f"  t-1: {{kind: instruction, title: I, {text}, qr: 'https://example.org/b'}}\n"
    data = document(of(project, cards), "guide", "t", "en")
    assert tagged.failures(data) == []
    found = spoken(data)
    start = found.index(("P", "See this (example.org/a)"))
    assert found[start + 1 : start + 9] == [
        ("Lbl", "•"), ("LBody", "one"), ("Lbl", "•"), ("LBody", "two"),
        ("Lbl", "1."), ("LBody", "first"), ("Lbl", "2."), ("LBody", "second"),
    ]  # fmt: skip
    with pikepdf.open(io.BytesIO(data)) as file:
        leads = [str(link.K[1].Obj.A.URI) for link in elements(file, "Link")]
    assert set(leads) == {"https://example.org/a", "https://example.org/b"}


# --- what cannot be made ---------------------------------------------------------------------------------------


def problems_of(shipped: Content, format: Any, name: str, paper: Paper = A4) -> list[str]:
    files, problems = build.build(name, shipped, ["en"], [format], build.Print(paper))
    assert files == []
    return [f"{problem.message} ({problem.fix})" for problem in problems]


def test_a_deck_without_a_running_order_has_no_run_sheet():
    assert problems_of(SHIPPED, "runsheet", "spiegel") == [
        "a deck without a running order has no run sheet (add 'agenda:' to the deck)"
    ]


def test_a_deck_with_nothing_to_take_home_has_no_handout():
    assert problems_of(SHIPPED, "handout", "gereedschap") == [
        "a deck without questions, actions and myths has nothing to take home "
        "(add such cards, or leave out --to handout)"
    ]


def test_a_run_sheet_that_does_not_fit_says_so():
    small = Paper("A7", 74 * MM, 105 * MM)
    assert problems_of(SHIPPED, "runsheet", "compleet-180", small) == [
        "the running order does not fit on one page of A7 (choose a larger --paper)"
    ]


# --- the command -----------------------------------------------------------------------------------------------


def test_the_command_makes_documents_for_a_group_and_a_time(tmp_path):
    asked = ["build", "goudmijn-45", "--lang", "nl", "--to", "guide", "--to", "runsheet", "--paper", "letter"]
    run = CliRunner().invoke(main, [*asked, "--people", "11", "--start-at", "13.15", "-o", str(tmp_path)])
    assert run.exit_code == 0, run.output
    assert "goudmijn-45.nl.runsheet.pdf: 1 page of Letter, tagged" in run.output
    assert "13:15 2 2 1. Welkom en afspraken" in whole((tmp_path / "goudmijn-45.nl.runsheet.pdf").read_bytes())
    assert "Printen voor 11 mensen" in whole((tmp_path / "goudmijn-45.nl.guide.pdf").read_bytes())


@pytest.mark.parametrize("typed", ["9", "24:00", "9:60", "noon"])
def test_a_time_that_is_none_is_refused(typed):
    run = CliRunner().invoke(main, ["build", "--to", "runsheet", "--start-at", typed])
    assert run.exit_code == 2
    assert "write hours and minutes, such as 9:30 or 13:00" in run.output


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--to", "pdf", "--people", "9"], "--people is for --to guide"),
        (["--to", "slides", "--start-at", "9:00"], "--start-at is for --to guide and --to runsheet"),
        (["--to", "guide", "--copies", "2"], "--copies is for sheets of cards"),
        (["--to", "guide", "--edition", "grey"], "--edition is for what is printed"),
    ],
)
def test_options_that_would_do_nothing_are_refused(options, told):
    run = CliRunner().invoke(main, ["build", "goudmijn-45", *options])
    assert run.exit_code == 2
    assert told in run.output

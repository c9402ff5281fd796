"""The page of slides as text: what is in it, how often, how safe and how large."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html as markup_of
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from teamcards import compose, content, html, run
from teamcards.deck import Card, Deck, Face, Method, Part, Phase, Segment, Suit
from teamcards.markup import Block, parse, plain
from teamcards.problems import Mark
from teamcards.writers import slides

ROOT = Path(__file__).resolve().parents[1]
HERE = Mark("cards/example.yaml")

STORY = Suit("story", "Verhaal", "V", "book-open", "#1f5f8b")
CHOICE = Suit("choice", "Keuze", "K", "signpost", "#b5701a")
MYTH = Suit("myth", "Mythe", "M", "triangle-alert", "#b4402f")
QUESTION = Suit("question", "Vraag", "?", "compass", "#2f6b4f")
ACTION = Suit("action", "Afspraak", "A", "flag", "#7b4b8f")
GUIDE = Suit("guide", "Gids", "G", "users", "#4a5568")

VOTE = Method(
    "simultaneous-vote",
    "Tegelijk stemmen",
    (Phase("lezen en nadenken", 30, "fixed"), Phase("minderheid eerst", 330, "elastic")),
)
ROUND = Method("round", "Rondje", (Phase("ieder aan de beurt", 60, "per_person"),))
WRITING = Method("silent-writing", "Stil schrijven", ())


SHIPPED = content.load(ROOT)


def words(language: str = "nl") -> dict[str, str]:
    """The fixed words of the product."""
    return {key: entry.value.root[language] for key, entry in SHIPPED.words.items()}


def part(role: str, *texts: str, label: str = "", marks: tuple[str, ...] = ()) -> Part:
    blocks: tuple[Block, ...] = tuple(block for text in texts for block in parse(text))
    return Part(role, blocks, label, marks)  # type: ignore[arg-type]


def card(id: str, kind: str, suit: Suit, title: str, *parts: Part, tag: str = "", **more: object) -> Card:
    """A card with these parts on its front; what is not given is empty."""
    given: dict[str, Any] = {"reveal": None, "notes": (), "method": None, "minutes": 0, **more}
    front = Face((part("title", title), *parts) if kind != "question" else parts, tag)
    return Card(id=id, kind=kind, title=title, suit=suit, front=front, back="common", copies=1, mark=HERE, **given)


def example() -> Deck:
    """A small workshop with one card of each sort of slide."""
    shipped, _ = compose.compose("goudmijn", SHIPPED, "nl")
    assert shipped
    return shipped._replace(
        id="voorbeeld",
        title="Goudmijn",
        subtitle="Samen verkopen, samen delen",
        cards=(EPISODE, DECISION, MYTH_CARD, QUESTION_CARD, METHOD_CARD, ACTION_CARD),
        agenda=(
            Segment("Verhaal tot de eerste keuze", 10, 8, (EPISODE, DECISION), VOTE, "gm-e01 laten vallen"),
            Segment("Mythes & vragen", 15, 10, (MYTH_CARD, QUESTION_CARD), None, ""),
        ),
    )


EPISODE = card(
    "gm-e02", "episode", STORY, "De bron",
    part("body", "Bavo bedenkt online iets **slims** en boort daarmee een *rijke* stroom leads aan."),
    tag="Episode 2 van 12", method=WRITING, minutes=2,
    notes=plain("Stop hier: <b>niemand</b> & iedereen schrijft stil op."),
)  # fmt: skip
DECISION = card(
    "gm-d01", "decision", CHOICE, "Delen of zwijgen?", part("body", "Jij bent Bavo."),
    part("options", "alles op tafel leggen", "een deel ruilen met Sander", "alles zelf houden",
         "eerst de baas om spelregels vragen", marks=("A", "B", "C", "D")),
    tag="Keuze 1", method=VOTE, minutes=6, notes=plain("Stem vóór e04."),
)  # fmt: skip
MYTH_CARD = card(
    "vm-m01", "myth", MYTH, "De langste bellijst wint",
    part("hero", "Wie het meest belt, is het productiefst."), part("ballot", "Klopt", "Klopt niet"),
    tag="1 van 5", method=VOTE, minutes=6, notes=plain("Veel bellen is op zich niet fout."),
    reveal=Face((
        part("title", "Een voorbereid gesprek weegt zwaarder"),
        part("body", "De juiste persoon aan de lijn verslaat een hoge teller."),
        part("panel", "Zoek uit wie de telefoon opneemt.", label="Wat dan wel"),
        part("source", "Bron: Sales Gravy, 5 Common Myths · geciteerd"),
    ), "Het antwoord"),
)  # fmt: skip
QUESTION_CARD = card(
    "sp-q01", "question", QUESTION, "Kans", part("kicker", "Team"),
    part("hero", "Wanneer hield jij voor het laatst een kans bij je?"), tag="Team", method=ROUND, minutes=1,
)  # fmt: skip
METHOD_CARD = card(
    "one-two", "method", GUIDE, "1-2-4-Allen", part("body", "Van alleen naar samen in vier stappen."),
    part("facts", "4 tot 100", "kaartje en flip-over", marks=("Deelnemers", "Materiaal")),
    reveal=Face((
        part("title", "Zo gaat het"),
        part("steps", "alleen en in stilte", "in duo's", marks=("1:00", "2:00")),
    )),
    method=Method("one-two", "Van 1 naar allen", (Phase("alleen", 60, "fixed"), Phase("duo", 120, "fixed"))),
)  # fmt: skip
ACTION_CARD = card("ac-16", "action", ACTION, "Als… dan…", part("fields", "Als dit gebeurt", "dan doe ik"), minutes=3)


def shipped_deck(name: str, language: str) -> Deck:
    deck, problems = compose.compose(name, SHIPPED, language)
    assert deck, problems
    return deck


def page(deck: Deck | None = None) -> str:
    return slides.write(deck or example(), [ROOT])


class Text(HTMLParser):
    """The words of a page that a reader without script would see, in order, and all tags with their attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._silent: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag in ("template", "script", "style", "head", "nav", "aside", "dialog"):
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def test_the_page_is_in_the_language_of_the_deck() -> None:
    assert '<html lang="nl">' in page()
    assert "<title>Goudmijn</title>" in page()
    english = example()._replace(language="en", words=words("en"))
    assert '<html lang="en">' in page(english)


def test_every_text_of_every_face_is_said_once_and_in_order() -> None:
    text = Text(page()).text
    place = -1
    for slide in run.of(example()):
        for piece in slide.face.parts if slide.face else ():
            for block in piece.blocks:
                said = " ".join(block.text.replace("\n", " ").split())
                place = text.index(said.split("*")[0][:24], place + 1)
    for said in ("Jij bent Bavo.", "een deel ruilen met Sander", "Zoek uit wie de telefoon opneemt.", "in duo's"):
        assert text.count(said) == 1, said


def test_notes_are_in_templates_alone() -> None:
    source = page()
    assert "Stop hier" not in Text(source).text
    outside = re.sub(r"<template.*?</template>", "", source, flags=re.DOTALL)
    for note in ("Stop hier", "Stem vóór e04", "op zich niet fout", "laten vallen"):
        assert note in source
        assert note not in outside


def test_what_looks_like_html_is_text() -> None:
    assert "&lt;b&gt;niemand&lt;/b&gt; &amp; iedereen" in page()
    hostile = card("x-1", "episode", STORY, "<script>alert(1)</script>", part("body", '"><img src=x>'))
    deck = example()._replace(cards=(hostile,), agenda=(), title='"</title><b>')
    tags = Text(page(deck)).tags
    assert [name for name, _ in tags if name in ("img", "b")] == []
    assert sum(name == "script" for name, _ in tags) == 2


def test_only_links_to_the_web_and_to_mail_are_links() -> None:
    text = "[a](https://example.org) [b](mailto:a@example.org) [c](data:text/html,x) [d](//example.org) [e](x.html)"
    deck = example()._replace(agenda=(), cards=(card("x-1", "episode", STORY, "Een", part("body", text)),))
    links = [given for name, given in Text(page(deck)).tags if name == "a" and not given["href"].startswith(("#", "?"))]  # type: ignore[union-attr]
    assert [link["href"] for link in links] == ["https://example.org", "mailto:a@example.org"]
    assert all("noopener" in str(link["rel"]) for link in links)


def test_the_same_deck_gives_the_same_bytes_and_no_path() -> None:
    assert page() == page()
    assert str(ROOT) not in page()


def test_the_policy_allows_this_style_and_this_script_alone() -> None:
    source = page()
    policy = markup_of.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', source)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        (body,) = re.findall(rf"<{kind}>(.*?)</{kind}>", source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not re.search(r'\s(style|on\w+)="', source), "inline styles and handlers would be refused"


def test_the_type_on_the_page_has_every_letter_and_kerns() -> None:
    files = re.findall(r"url\(data:font/woff;base64,([^)]*)\)", page())
    assert len(files) == 4
    for file in files:
        font = TTFont(io.BytesIO(base64.b64decode(file)))
        assert font.flavor == "woff"
        assert set(map(ord, "AVé„“€→")) <= set(font.getBestCmap())
        assert font["glyf"]["A"].numberOfContours == 2
        assert [found.FeatureTag for found in font["GPOS"].table.FeatureList.FeatureRecord] == ["kern"]


def test_a_script_travels_without_its_comments() -> None:
    kept = [
        "const a = 'https://example.org'; // stays\n",
        "  b(); /* stays */\n",
        "/*! a licence */\n",
        "/* one */ c();\n",
    ]
    gone = ["/* What it is,\n   on two lines. */\n", "// --- a part ---\n", "  /* one */\n", "/* two */\n"]
    assert slides._bare("".join(map("".join, zip(gone, kept, strict=True)))) == "".join(kept)


def test_nothing_is_fetched() -> None:
    for name, given in Text(page()).tags:
        for key in ("src", "href", "srcset", "action"):
            assert not (given.get(key) or "#").startswith(("http", "//", "/")), (name, given)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_largest_deck_stays_light(language: str) -> None:
    source = page(shipped_deck("compleet-180", language))
    assert len(gzip.compress(source.encode(), 9, mtime=0)) < 150_000


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(SHIPPED.decks))
def test_every_word_of_a_shipped_card_is_on_its_own_slide_and_no_note_is(name: str, language: str) -> None:
    deck = shipped_deck(name, language)
    source = page(deck)
    assert f'<html lang="{language}">' in source
    sections = dict(re.findall(r'<article id="([^"]*)"(.*?)</article>', source, re.DOTALL))
    for slide in run.of(deck):
        shown = f"<i{sections[slide.id]}</i>"
        said = set(Text(shown).text.split())
        for piece in slide.face.parts if slide.face else ():
            for text in (piece.label, *piece.marks, *(block.text for block in piece.blocks)):
                assert set(text.split()) <= said | {"·"}, (slide.id, text)
    outside = squeezed(markup_of.unescape(re.sub(r"<template.*?</template>", "", source, flags=re.DOTALL)))
    for card in deck.cards:
        for block in card.notes:
            note = " ".join(block.text.split()[:6])
            assert note in squeezed(markup_of.unescape(re.sub("<[^>]*>", "", source)))
            assert len(note.split()) < 6 or note not in outside, (card.id, note)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_run_follows_the_agenda_then_the_other_cards() -> None:
    played = [slide.id for slide in run.of(example())]
    assert played == [
        "deck.title", "deck.agenda", "segment.1", "gm-e02", "gm-d01", "segment.2", "vm-m01", "vm-m01/1", "vm-m01/2",
        "sp-q01", "deck.rest", "one-two", "one-two/1", "ac-16", "deck.end",
    ]  # fmt: skip
    assert [slide.number for slide in run.of(example())][6:10] == [7, 7, 7, 8]


def test_a_card_played_twice_has_two_addresses() -> None:
    twice = Segment("Nog eens", 5, 5, (DECISION,), None, "")
    deck = example()._replace(agenda=(*example().agenda, twice))
    ids = [given["id"] for _, given in Text(page(deck)).tags if given.get("id")]
    assert "gm-d01~2" in ids
    assert len(ids) == len(set(ids))


def test_a_myth_keeps_its_answer_until_it_is_played_for_the_last_time() -> None:
    vote = Segment("Eerst stemmen", 5, 5, (MYTH_CARD, DECISION), VOTE, "")
    deck = example()._replace(agenda=(vote, *example().agenda))
    played = [slide.id for slide in run.of(deck) if slide.card and slide.card.id == "vm-m01"]
    assert played == ["vm-m01", "vm-m01~2", "vm-m01~2/1", "vm-m01~2/2"]
    before = page(deck).partition('<article id="segment.2"')[0]
    assert "De juiste persoon aan de lijn" not in Text(before).text


WORKSHOPS = sorted(name for name, entry in SHIPPED.decks.items() if entry.value.agenda)


@pytest.mark.parametrize("name", WORKSHOPS)
def test_no_answer_stands_before_the_last_slide_of_its_card(name: str) -> None:
    seen: dict[str, list[run.Slide]] = {}
    for slide in run.of(shipped_deck(name, "en")):
        if slide.card and slide.card.kind == "myth":
            seen.setdefault(slide.card.id, []).append(slide)
    assert all([slide.step for slide in played] == [0] * (len(played) - 2) + [1, 2] for played in seen.values())
    assert bool(seen) == (name in ("mythes-90", "compleet-180"))


@pytest.mark.parametrize("name", WORKSHOPS)
def test_clocks_inside_a_part_never_exceed_its_minutes(name: str) -> None:
    """Each slide of a part shows the clock of the part, or one of its own; those of its own fit in it together."""
    own: dict[str, int] = {}
    for slide in run.of(shipped_deck(name, "en")):
        if slide.segment:
            part = slide
            own = {}
            assert slide.timer == slide.id
            assert [phase.seconds for phase in slide.clock] == [60 * slide.segment.minutes]
        elif slide.card and slide.timer == part.id:
            assert (slide.clock, slide.minutes) == ((), 0)
        elif slide.card:
            assert part.segment
            own[slide.timer] = sum(phase.seconds for phase in slide.clock)
            assert slide.minutes <= part.segment.minutes
            assert sum(own.values()) <= 60 * part.segment.minutes


def timers(minutes: int, *cards: Card) -> dict[str, tuple[str, int]]:
    """The slide whose clock each card of one part shows, and the seconds of its own."""
    deck = example()._replace(cards=cards, agenda=(Segment("Deel", minutes, 0, cards, None, ""),))
    played = [slide for slide in run.of(deck) if slide.card and not slide.step]
    return {slide.id: (slide.timer, sum(phase.seconds for phase in slide.clock)) for slide in played}


def test_a_card_has_its_own_clock_in_a_part_only_where_its_steps_fit() -> None:
    assert timers(15, EPISODE, DECISION) == {"gm-e02": ("segment.1", 0), "gm-d01": ("gm-d01", 360)}
    assert timers(5, EPISODE, DECISION)["gm-d01"] == ("segment.1", 0)
    assert timers(7, DECISION, MYTH_CARD)["vm-m01"] == ("segment.1", 0), "6 and 6 minutes do not fit in 7"
    assert timers(7, QUESTION_CARD)["sp-q01"] == ("segment.1", 0), "the part's clock is this card's"
    assert timers(7, QUESTION_CARD, EPISODE)["sp-q01"] == ("sp-q01", 60)
    assert timers(0, EPISODE)["gm-e02"] == ("gm-e02", 120), "nothing is planned"


def own_ids() -> list[str]:
    """Names for cards, made of all ids of a page: whole, and what stands after their last dot."""
    ids = [str(given["id"]) for _, given in Text(page()).tags if given.get("id")]
    names = {re.sub(r"[^a-z0-9]", "-", name) for id in ids for name in (id, id.rpartition(".")[2])}
    return sorted(names | {"h", "notes", "page", "deck", "segment", "2"})


def test_a_card_may_have_any_id_that_the_page_has() -> None:
    cards = tuple(card(id, "episode", STORY, "Een", method=WRITING, minutes=2) for id in own_ids())
    agenda = (Segment("Een", 5, 5, cards, None, ""), Segment("Nog eens", 5, 5, cards, None, ""))
    deck = example()._replace(cards=cards, agenda=agenda)
    ids = [str(given["id"]) for _, given in Text(page(deck)).tags if given.get("id")]
    assert len(cards) > 40
    assert len(ids) == len(set(ids))


def test_a_deck_without_cards_is_a_page_with_its_title() -> None:
    source = page(example()._replace(cards=(), agenda=()))
    assert "<h1" in source


def test_the_nearest_template_wins_and_may_extend_the_shipped_one(tmp_path: Path) -> None:
    web = tmp_path / "templates" / "web"
    web.mkdir(parents=True)
    own = '{% extends "shipped:web/slides.html" %}{% block head %}<meta name="by" content="ons">{% endblock %}'
    (web / "slides.html").write_text(own, "utf-8")
    source = slides.write(example(), [tmp_path, ROOT])
    assert '<meta name="by" content="ons">' in source
    assert "Jij bent Bavo." in source


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ("\n{% if %}", "Expected an expression"),
        ('{% include "../../secret.txt" %}', "no template"),
        ('{% include "/etc/hostname" %}', "no template"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("\n\n{{ 1/0 }}", "division by zero"),
        ("{{ deck.title + 3 }}", "can only concatenate str"),
        ("{{ range(10**9) }}", "Range too big"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "nested too deeply"),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path: Path, own: str, expected: str) -> None:
    web = tmp_path / "templates" / "web"
    web.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (web / "slides.html").write_text(own, "utf-8")
    with pytest.raises(html.BrokenTemplateError) as trouble:
        slides.write(example(), [tmp_path, ROOT])
    assert expected in trouble.value.problem.message
    assert trouble.value.problem.mark.file == "templates/web/slides.html"
    assert trouble.value.problem.mark.line == own.count("\n") + 1


def test_a_template_that_extends_itself_is_told_how(tmp_path: Path) -> None:
    web = tmp_path / "templates" / "web"
    web.mkdir(parents=True)
    (web / "slides.html").write_text('\n{% extends "web/slides.html" %}', "utf-8")
    with pytest.raises(html.BrokenTemplateError) as trouble:
        slides.write(example(), [tmp_path, ROOT])
    assert str(trouble.value.problem.mark) == "templates/web/slides.html:2:1"
    assert '{% extends "shipped:web/slides.html" %}' in trouble.value.problem.fix


@pytest.mark.parametrize("name", ["classic/slides.css", "classic/face.html", "web/slides.html", "web/clock.js"])
def test_a_template_file_that_is_no_text_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    file = tmp_path / "templates" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\n\n/* caf\xe9 */")
    with pytest.raises(html.BrokenTemplateError) as trouble:
        slides.write(example(), [tmp_path, ROOT])
    assert str(trouble.value.problem.mark) == f"templates/{name}:3:1"
    assert "UTF-8" in trouble.value.problem.fix


@pytest.mark.parametrize("name", ["classic/slides.css", "classic/face.html", "web/slides.html"])
def test_a_link_out_of_the_project_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret \xe9")
    project = tmp_path / "project"
    file = project / "templates" / name
    file.parent.mkdir(parents=True)
    file.symlink_to(tmp_path / "secret.txt")
    with pytest.raises(html.BrokenTemplateError) as trouble:
        slides.write(example(), [project, ROOT])
    assert trouble.value.problem.mark.file == f"templates/{name}"
    assert "leads out of the project" in trouble.value.problem.message


def test_a_link_within_the_project_is_followed(tmp_path: Path) -> None:
    (tmp_path / "ours.css").write_text(".ours { color: red }", "utf-8")
    look = tmp_path / "templates" / "classic"
    look.mkdir(parents=True)
    (look / "slides.css").symlink_to("../../ours.css")
    assert ".ours { color: red }</style>" in slides.write(example(), [tmp_path, ROOT])


def test_leaving_the_program_is_not_a_broken_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("teamcards.icons.svg", leave)
    with pytest.raises(KeyboardInterrupt):
        page()


def test_a_look_may_bring_its_own_face_and_style(tmp_path: Path) -> None:
    look = tmp_path / "templates" / "ours"
    look.mkdir(parents=True)
    (look / "slides.css").write_text(".ours { color: red }", "utf-8")
    deck = example()._replace(template="ours")
    assert ".ours { color: red }</style>" in slides.write(deck, [tmp_path, ROOT])
    (look / "face.html").write_text("{% macro face() %}\n{{ ) }}{% endmacro %}", "utf-8")
    with pytest.raises(html.BrokenTemplateError) as trouble:
        slides.write(deck, [tmp_path, ROOT])
    assert str(trouble.value.problem.mark) == "templates/ours/face.html:2:1"


def test_signs_that_the_type_lacks_travel_with_the_page():
    """As a face of their own, with these characters and no others; a page without any has no such face."""
    deck = example()
    assert "teamcards-signs;" not in slides.write(deck, SHIPPED.roots)
    signs = card("s-1", "episode", STORY, "Klaar ✓", part("body", "☐ ★★☆ → ja"))
    page = slides.write(deck._replace(cards=(*deck.cards, signs)), SHIPPED.roots)
    (rule,) = re.findall(r"@font-face\{font-family:teamcards-signs;([^}]*)\}", page)
    assert rule.startswith("unicode-range:U+2605,U+2606,U+2610,U+2713;")
    assert len(rule) < 8000
    assert re.search(r"font:[^;]*teamcards, teamcards-signs,", page)

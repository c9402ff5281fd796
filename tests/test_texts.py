"""1,500 texts of 20 to 4,200 characters in six languages: each is whole on its card, or named in an error."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pytest
from conftest import pdf_of

from teamcards import build, compose, layout, sheets
from teamcards.deck import Card, Deck, Face, Part
from teamcards.drawing import Run, Sides
from teamcards.markup import plain
from teamcards.writers import pdf

WORDS = {
    "nl": """de het een en wij samen met team vergadering afspraak iemand vertelt waarom niemand luisterde
        verantwoordelijkheid samenwerkingsovereenkomst zo’n auto’s ’s middags coördinatie geïnteresseerd ruzie
        overleg één IJsland fijn bijna kwaliteitsverbeteringsproject als-dan-plan oorzaak-gevolgrelatie vraag
        antwoord (misschien) «ja» – 1.000 50% €12,50""",
    "de": """der die das und wir gemeinsam im Team Besprechung Vereinbarung warum niemand zuhörte
        Verantwortungsbewusstsein Geschwindigkeitsbegrenzung Straße größer Übung ähnlich
        Donaudampfschifffahrtsgesellschaft „ja“ nein vielleicht Zusammenarbeit Mitarbeiterinnen und Mitarbeiter
        Entscheidung für Frage Antwort 3,5 % – heute morgen Qualität""",
    "en": """the a of and we together with team meeting agreement someone tells why nobody listened responsibility
        quarterly well-being don’t can’t ‘maybe’ “yes” no question answer misunderstanding internationalisation
        thoroughly café naïve decision-making trustworthiness 1,000 £20 – it’s before after tomorrow often
        straightforwardly quality""",
    "pl": """i w na z do że się nie jest zespół spotkanie umowa ktoś opowiada dlaczego nikt słuchał odpowiedzialność
        współpraca żółw źdźbło gęś pięćdziesięciokilkuletni pytanie odpowiedź „tak” może dziś jutro świadomość
        łączność przedsiębiorczość niezależność bezpieczeństwo zarządzanie ćwiczenie – 1 000 zł""",
    "el": """και το η ο με σε για την ομάδα συνάντηση συμφωνία κάποιος λέει γιατί κανείς δεν άκουγε υπευθυνότητα
        συνεργασία ερώτηση απάντηση ίσως ναι όχι αύριο σήμερα ποιότητα αποτελεσματικότητα προϊόν Ελλάδα ΑΘΗΝΑ
        «έτσι» μαΐου ηλεκτροεγκεφαλογράφημα ανεξαρτησία – 1.000 €""",
    "uk": """і та в на з до що не є ми разом команда зустріч домовленість хтось розповідає чому ніхто слухав
        відповідальність співпраця питання відповідь можливо так ні завтра сьогодні якість їжак ґанок єдність
        об’єднання найнезвичайніший самовдосконалення «так» – 1000 грн""",
}  # fmt: skip
SIZES = ("poker", "business", "a6", "{width: 148 mm, height: 210 mm}")
STRANGE = ("日", "\N{GRINNING FACE}", "ก", "\N{ARABIC LETTER ALEF}", "\N{HEBREW LETTER ALEF}")
COUNT = 1500
DEPTH = 0.2  # of a type size: how far letters reach below their line


def texts() -> Iterator[tuple[int, str, str, str]]:
    """Number, language, text, and the sign in it that no font has; as many short texts as long ones."""
    chance = random.Random(3)
    vocabularies = {language: words.split() for language, words in WORDS.items()}
    lengths = [20 + 4180 * number // (COUNT - 1) for number in range(COUNT)]
    chance.shuffle(lengths)
    for number, length in enumerate(lengths):
        language = list(WORDS)[number % len(WORDS)]
        words = chance.choices(vocabularies[language], k=length // 4 + 8)
        text = " ".join(words)[: length - 1].rstrip() + "."
        sign = STRANGE[number // 25 % len(STRANGE)] if number % 25 == 0 else ""
        place = chance.randrange(len(text))
        yield number, language, text[:place] + sign + text[place:], sign


@pytest.fixture
def decks(project) -> dict[tuple[str, str], tuple[Deck, layout.Look]]:
    """A deck for each language and size, with one card that is then given other texts."""
    made = {}
    for size in SIZES:
        content = project(
            cards__t="language: nl\ncards:\n  t-1: {kind: episode, title: Titel, text: tekst}\n",
            decks__t=f"title: Proef\nlanguages: [nl]\nsize: {size}\ncards: [t-1]\n",
        )
        deck, problems = compose.compose("t", content, "nl")
        assert deck, problems
        for language in WORDS:
            translated = deck._replace(language=language)
            look, _ = layout.load(translated)
            assert look
            made[language, size] = translated, look
    return made


def said(card: Card, sides: Sides) -> str:
    """The text of a card without spaces, as its lines have it, a hyphen at the end of a line left out."""
    runs = [run for run in sides.front.items if isinstance(run, Run) and run.size == sides.smallest]
    text = "".join(glyphs.text for run in runs for glyphs in run.glyphs)
    return "".join(text.replace("\u00ad", "").split())


def test_every_text_is_whole_or_named(decks):
    whole: dict[str, list[tuple[str, layout.Look, Sides]]] = {language: [] for language in WORDS}
    for number, language, text, sign in texts():
        deck, look = decks[language, SIZES[number // len(WORDS) % len(SIZES)]]
        body = Face((Part("body", plain(text)),))
        card = deck.cards[0]._replace(id=f"t-{number}", front=body)
        sides, problems = layout.draw(card, deck, look)
        wrong = [str(problem) for problem in problems if problem.severity == "error"]
        assert all(f"card 't-{number}' (front, {language})" in message for message in wrong)
        assert bool(sign) == any(f"no glyph for '{sign}' (U+{ord(sign):04X})" in message for message in wrong if sign)
        if wrong:
            continue
        assert said(card, sides) == "".join(text.split())
        assert sides.smallest >= look.template.body.floor
        whole[language].append((text, look, sides))
    assert min(map(len, whole.values())) > 100
    every = [found for each in whole.values() for found in each]
    assert max(len(text) for text, *_ in every) > 3000
    check_printed(every)


def check_printed(every: Sequence[tuple[str, layout.Look, Sides]]) -> None:
    """Each text is in the PDF from its first letter to its last, between the margins and clear of the footer."""
    pages = sheets.one_by_one((sides for *_, sides in every), 0.0, "fronts")
    document = pdfium.PdfDocument(pdf.write(pages, pdf.About("t", "", "en"), every[0][1].fonts()))
    for (text, look, sides), page in zip(every, document, strict=True):
        words = page.get_textpage()
        assert letters(text) in letters(words.get_text_range()), sides.id
        boxes = [words.get_rect(number) for number in range(words.count_rects())]
        assert min(left for left, *_ in boxes) >= look.left - layout.look.OVERHANG, sides.id
        assert max(right for *_, right, _ in boxes) <= look.right + layout.look.OVERHANG, sides.id
        lowest = max(run.y for run in sides.front.items if isinstance(run, Run) and run.size == sides.smallest)
        assert 0 < lowest + DEPTH * sides.smallest <= layout.fit.room(look)[1], sides.id


def test_sixty_of_them_are_whole_in_the_pdf(project):
    chosen = [(number, text) for number, _, text, sign in texts() if not sign and len(text) < 450][:60]
    listed = "".join(f"  t-{n}: {{kind: episode, title: Titel, text: {json.dumps(text)}}}\n" for n, text in chosen)
    content = project(
        cards__t=f"language: nl\ncards:\n{listed}",
        decks__t="title: Proef\nlanguages: [nl]\ncards: ['t-*']\n",
    )
    document = pdfium.PdfDocument(pdf_of(content, "t", "nl"))
    printed = letters("".join(page.get_textpage().get_text_range() for page in document))
    assert [number for number, text in chosen if letters(text) not in printed] == []


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


FIELDS = """\
language: nl
cards:
  t-1: {kind: decision, suit: own, title: §, text: §, options: [a §, b §], columns: [a §, b §], notes: §, source: §}
  t-2: {kind: myth, title: §, claim: §, truth: §, instead: §, estimate: {value: 1 §, unit: §}, source: §}
  t-3: {kind: action, title: §, text: §, fields: [a §, b §]}
  t-4: {kind: vote, title: §, text: §, front: §, back: §}
  t-5:
    kind: method
    title: §
    text: §
    participants: {min: 2, max: 9, best: §}
    phases: [{label: a §, seconds: 60}, {label: b §, seconds: 60}]
    tip: §
    materials: §
  t-6: {kind: role, title: §, text: "**a §** *b §* [c §](https://a.nl)\\n\\n- d §", qr: {to: 'https://a.nl', label: §}}
  t-7: {kind: statement, title: §, text: §, method: m-1}
  m-1: {kind: method, title: §, text: x, participants: {min: 2, max: 9}, phases: [{label: x, seconds: 60}]}
"""
DECK = """\
title: Proef
languages: [nl]
size: a6
backs: {decision: facilitator}
cards: [t-*]
suits: {own: {title: §, letter: §, icon: compass, colour: '#1f5f8b'}}
"""


def test_a_sign_without_a_glyph_is_named_wherever_it_stands(project):
    """Every text of every kind of card has a sign of its own that no font has."""
    signs = iter(map(chr, range(0x4E00, 0x9FFF)))
    cards, deck = ("".join(next(signs) if each == "§" else each for each in text) for text in (FIELDS, DECK))
    _, problems = build.draw("t", project(cards__t=cards, decks__t=deck), "nl", None)
    told = "".join(str(problem) for problem in problems)
    asked = [sign for sign in cards + deck if sign >= "\u4e00"]
    assert [sign for sign in asked if f"no glyph for '{sign}' (U+{ord(sign):04X})" not in told] == []

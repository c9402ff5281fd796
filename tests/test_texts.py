"""1,500 texts of 20 to 4,200 characters in six languages: each is whole on its card, or named in an error."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from conftest import pdf_of

from teamcards import compose, layout
from teamcards.deck import Card, Deck, Face, Part
from teamcards.drawing import Run
from teamcards.markup import plain

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
SIZES = ("poker", "a6", "{width: 148 mm, height: 210 mm}")
STRANGE = ("日", "\N{GRINNING FACE}", "ก", "\N{ARABIC LETTER ALEF}", "\N{HEBREW LETTER ALEF}")
COUNT = 1500


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


def said(card: Card, sides: layout.Sides) -> str:
    """The text of a card without spaces, as its lines have it, a hyphen at the end of a line left out."""
    runs = [run for run in sides.front.items if isinstance(run, Run) and run.size == sides.smallest]
    text = "".join(glyphs.text for run in runs for glyphs in run.glyphs)
    return "".join(text.replace("\u00ad", "").split())


def test_every_text_is_whole_or_named(decks):
    whole: Counter[str] = Counter()
    longest = 0
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
        assert all(run.x >= 0 and 0 < run.y < look.height for run in sides.front.items if isinstance(run, Run))
        whole[language] += 1
        longest = max(longest, len(text))
    assert min(whole.values()) > 100
    assert longest > 3000


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

"""Quotes and dashes as Dutch and English print them; nothing else of a text changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamcards.quotes import typographic

DUTCH = [
    ("zo'n auto, auto's en foto's", "zo’n auto, auto’s en foto’s"),
    ("'s Avonds is 't stil, 's-Hertogenbosch ook", "’s Avonds is ’t stil, ’s-Hertogenbosch ook"),
    ("Hans' plan, de jongens' idee", "Hans’ plan, de jongens’ idee"),
    ("Ze zei: 'Dat is 'n goed idee.'", "Ze zei: ‘Dat is ’n goed idee.’"),
    ('Ze zei: "Nee!", en "\'t is klaar."', "Ze zei: “Nee!”, en “’t is klaar.”"),
    ("'Ja', zei ze ('echt')", "‘Ja’, zei ze (‘echt’)"),
    ("in '98, de jaren '70", "in ’98, de jaren ’70"),
    ("'10 van de 12' en 'top 10'", "‘10 van de 12’ en ‘top 10’"),
    ("de letter 't' of 's'", "de letter ‘t’ of ‘s’"),
    ("wachten - en dan gaan -- of niet", "wachten – en dan gaan – of niet"),
    ("- een\n- twee - drie\n  - vier", "- een\n- twee – drie\n  - vier"),
    ('**"Ja"** en *\'nee\'* en "_misschien_"', "**“Ja”** en *‘nee’* en “_misschien_”"),
    ("[\"Lees\"](https://a.b/'c'--d) verder", "[“Lees”](https://a.b/'c'--d) verder"),
]
ENGLISH = [
    ("don't, it's the team's", "don’t, it’s the team’s"),
    ("the '90s, rock 'n' roll, tell 'em", "the ’90s, rock ’n’ roll, tell ’em"),
    ("She said 'I can't', twice.", "She said ‘I can’t’, twice."),
    ('"Stop," he said, "and \'listen\'."', "“Stop,” he said, “and ‘listen’.”"),
    ("well--maybe", "well – maybe"),
    ('6\'2" tall, a 15" screen', '6\'2" tall, a 15" screen'),
    ("1990's", "1990’s"),
]
AS_TYPED = [
    "‘enkel’, “dubbel”, zo’n – streepje", "ga naar https://a.b/x--y?q='z'", "kaart {ac-16 'x' - 1}",
    "`een 'stuk' code`", '<a href="x">', "--help", "---", "a-b", "10-12", "' \"", "\\'recht\\'",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "printed"), DUTCH)
def test_dutch(typed, printed):
    assert typographic(typed, "nl") == printed


@pytest.mark.parametrize(("typed", "printed"), ENGLISH)
def test_english(typed, printed):
    assert typographic(typed, "en") == printed


@pytest.mark.parametrize("text", AS_TYPED)
def test_what_is_typed_well_or_looks_like_code_stays(text):
    assert typographic(text, "nl") == text


def test_other_languages_stay_as_typed():
    assert typographic('"so" - l\'idée', "fr") == '"so" - l\'idée'


TEXTS = st.text("ab sté1 '\"-–’”().,*_`{}\\/:\n", max_size=60)


def letters(text: str) -> str:
    return re.sub(r"[\s'\"‘’“”–-]", "", text)


@given(TEXTS, st.sampled_from(["nl", "en"]))
@settings(max_examples=300)
def test_only_quotes_and_dashes_change(text, language):
    printed = typographic(text, language)
    assert letters(printed) == letters(text)
    assert len(re.findall(r"['\"‘’“”]", printed)) == len(re.findall(r"['\"‘’“”]", text))
    assert typographic(printed, language) == printed or "\\" in text or "-" in text

"""The little Markdown of card texts: what is marked, and what stays as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamcards import markup
from teamcards.markup import Block, Span


def spans(text: str) -> list[tuple[str, str]]:
    (block,) = markup.parse(text)
    return [(span.text, "strong" * span.strong + "emphasis" * span.emphasis + span.href) for span in block.spans]


def test_strong_emphasis_and_links():
    assert spans("a **b** *c* [d](https://e.f)") == [
        ("a ", ""), ("b", "strong"), (" ", ""), ("c", "emphasis"), (" ", ""), ("d", "https://e.f"),
    ]  # fmt: skip


def test_lists_keep_their_kind_and_numbers():
    assert [(b.kind, b.number, b.text) for b in markup.parse("- een\n- twee\n\n3. drie\n4. vier")] == [
        ("bullet", 0, "een"), ("bullet", 0, "twee"), ("number", 3, "drie"), ("number", 4, "vier"),
    ]  # fmt: skip


def test_a_line_break_in_the_text_is_a_line_break_on_the_card():
    assert spans("een\ntwee") == [("een", ""), ("\n", ""), ("twee", "")]


@pytest.mark.parametrize("text", ["# kop", "> citaat", "<b>vet</b>", "&amp;", "`code`", "---"])
def test_other_signs_stay_as_they_were_typed(text):
    assert [block.text for block in markup.parse(text)] == [text]


def test_a_date_at_the_start_keeps_its_number():
    (block,) = markup.parse("20. juni")
    assert (block.kind, block.number, block.text) == ("number", 20, "juni")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_could_run_something_is_no_link(address):
    assert all(not span.href for block in markup.parse(f"[klik]({address})") for span in block.spans)


@pytest.mark.parametrize(
    ("typed", "href", "shown"),
    [
        ("https://straße.de/über?", "https://xn--strae-oqa.de/%C3%BCber?", "straße.de/über?"),
        ("mailto:jan@münchen.de", "mailto:jan@xn--mnchen-3ya.de", "jan@münchen.de"),
        ("https://a.nl/een%20b", "https://a.nl/een%20b", "a.nl/een%20b"),
        ("https://a.nl/%E2%80%AEb", "https://a.nl/%E2%80%AEb", "a.nl/%E2%80%AEb"),  # turns what follows around
        ("https://a.nl/北", "https://a.nl/%E5%8C%97", "a.nl/%E5%8C%97"),  # in no font of ours
        ("https://a.nl/%", "https://a.nl/%25", "a.nl/%25"),
    ],
)
def test_a_link_is_in_ascii_and_is_typed_as_it_is_read(typed, href, shown):
    (block,) = markup.parse(f"[hier]({typed})")
    assert [span.href for span in block.spans] == [href]
    assert [span.text for span in markup.on_paper(block.spans)] == ["hier", f" ({shown})"]
    assert markup.address(typed) == href


@pytest.mark.parametrize(
    "address", ["http://[::1]/a", "https://a.nl/x?#", "HTTPS://A.nl/b|c", "https://é..nl", "mailto:"]
)
def test_an_address_is_quoted_once(address):
    once = markup.address(address)
    assert once.isascii()
    assert markup.address(once) == once


@given(st.text(max_size=200))
def test_every_text_can_be_read(text):
    assert all(isinstance(block, Block) for block in markup.parse(text))


@given(st.text("abc de.,:;'’!?()0123456789/", min_size=1, max_size=80).map(str.strip).filter(bool))
def test_a_text_without_marks_is_one_plain_paragraph(text):
    if not text[0].isdigit():
        assert markup.parse(text) == (Block((Span(text),)),)

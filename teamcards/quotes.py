"""Straight quotes and typed dashes into those of print, in Dutch and English; what looks like code stays as typed."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<code>`[^`\n]*`|\{[^{}\n]*\}|</?[a-z][^<>\n]*>|\]\([^)\n]*\)|\b[a-z]+://\S+|\bwww\.\S+|\\['\"-])"
    r"|(?P<dash>(?<=\S) --? (?=\S)|(?<=\w)--(?=\w))"
    r"|(?P<quote>['\"])",
    re.IGNORECASE,
)
_MARKS = "*_"  # of Markdown: between a quote and the word that it belongs to
_BEFORE = "([{<‘“‚„«–—-/|=+"  # what a quotation may follow without a space

_YEAR = r"\d\d(?:(?:s|ers?)(?![\w'])|(?![\w'])(?![^\n]*[\w.,!?]'(?!\w)))"  # '90s, '98, but not '10 of them'
_LEFT_OUT = {
    "nl": re.compile(rf"'(?:(?:[stnkmr]|ns)(?!['\w])|{_YEAR})", re.IGNORECASE),  # 's avonds, 't, 'n
    "en": re.compile(rf"'(?:(?:em|tis|twas|til|cause|n')(?!['\w])|{_YEAR})", re.IGNORECASE),  # 'em, rock 'n' roll
}
"""The start of a word of which something is left out; both languages have ‘…’ and “…” for quotations."""


def typographic(text: str, language: str) -> str:
    """A text with the quotes and dashes of print; nothing else of it changes.

    Only Dutch and English texts are changed. Addresses, `code`, {ids}, and signs after a backslash stay as they are; so
    do feet and inches, marks after a number that close no quotation.
    """
    if language not in _LEFT_OUT or not ("'" in text or '"' in text or "--" in text or " - " in text):
        return text
    signs = list(text)
    opened = {"'": 0, '"': 0}
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["dash"]:
            signs[start:end] = [" – ", *[""] * (end - start - 1)]
        elif match["quote"]:
            left_out = _LEFT_OUT[language].match(text, start) is not None
            signs[start] = _quote(signs, start, left_out, opened)
    return "".join(signs)


def _quote(signs: list[str], place: int, left_out: bool, opened: dict[str, int]) -> str:
    """What a straight quote becomes; `opened` counts the quotations that are not closed yet."""
    mark = signs[place]
    opening, closing = ("“", "”") if mark == '"' else ("‘", "’")
    before = next((sign for sign in reversed(signs[:place]) if sign and sign not in _MARKS), " ")[-1]
    after = next((sign for sign in signs[place + 1 :] if sign not in _MARKS), " ")
    if before.isspace() or before in _BEFORE:
        if after.isspace():
            return mark
        opened[mark] += not left_out
        return closing if left_out else opening
    if before.isdigit() and not opened[mark] and not after.isalpha():
        return mark
    if not after.isalnum():
        opened[mark] = max(0, opened[mark] - 1)
    return closing

"""The little Markdown that card texts may use, as blocks of styled text.

Strong, emphasis, lists, line breaks and links; anything else is text and stays as it was typed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_QUOTED = re.compile(r"(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)  # RFC 3986
_FOREIGN = "\u0180"  # the first letter that is not of a language of Europe's west and middle
_PLAIN = re.compile(r"(?!\s*(?:[-+*]|\d+[.)])\s)[^*_\[\]\\\n]+")


Kind = Literal["paragraph", "bullet", "number"]


class Span(NamedTuple):
    """A stretch of text in one style; `href` makes it a link, '\\n' as text is a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


class Block(NamedTuple):
    """A paragraph, or one item of a bulleted or numbered list (`number` counts from 1)."""

    spans: tuple[Span, ...]
    kind: Kind = "paragraph"
    number: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def address(text: str) -> str:
    """Where a text leads to that is an address which may be followed from a page or a PDF; nothing for any other.

    It is in ASCII, as these have it; what is quoted already stays as it is.
    """
    if not text.lower().startswith(("https://", "http://", "mailto:")):
        return ""
    if _QUOTED.fullmatch(text):
        return text
    from markdown_it.common import normalize_url  # few addresses need it

    return normalize_url.normalizeLink(text)


def plain(text: str) -> tuple[Block, ...]:
    """One paragraph in which no character has a meaning."""
    return (Block((Span(text),)),)


def on_paper(spans: Iterable[Span]) -> Iterator[Span]:
    """Paper cannot be clicked: a link is followed by its address."""
    for span in spans:
        yield span
        if span.href:
            typed = _typed(span.href)
            shown = typed.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")
            if shown not in span.text:
                yield Span(f" ({shown})", href=span.href)


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a card text; never raises, since every text is valid Markdown.

    A text of signs alone, such as '*', is no list without words but that text.
    """
    if _PLAIN.fullmatch(text):
        return plain(text.strip())
    blocks = tuple(_blocks(_markdown().parse(text)))
    return blocks if any(block.text.strip() for block in blocks) else plain(text.strip())


@functools.cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only texts with marks need it, and most have none

    rules = ["emphasis", "link", "list", "newline", "escape"]
    return MarkdownIt("zero", {"breaks": True, "maxNesting": 100}).enable(rules)


def _blocks(tokens: Iterable[Token]) -> Iterator[Block]:
    lists: list[int | None] = []  # the number of the item before, of each open list; None for bullets
    for token in tokens:
        if token.type == "bullet_list_open":
            lists.append(None)
        elif token.type == "ordered_list_open":
            start = token.attrGet("start")
            lists.append((1 if start is None else int(start)) - 1)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and lists[-1] is not None:
            lists[-1] += 1
        elif token.type == "inline":
            kind: Kind = "paragraph" if not lists else "bullet" if lists[-1] is None else "number"
            yield Block(tuple(_spans(token.children or [])), kind, (lists and lists[-1]) or 0)


def _spans(tokens: Iterable[Token]) -> Iterator[Span]:
    strong = emphasis = 0
    href = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                href = address(str(token.attrGet("href") or ""))
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                yield Span("\n")
            case _ if token.content:
                yield Span(token.content, strong > 0, emphasis > 0, href)


def _typed(href: str) -> str:
    """An address as people type it, where that takes only letters that every font has; else as it is quoted."""
    if "%" not in href and "xn--" not in href:
        return href
    from markdown_it.common import normalize_url

    text = normalize_url.normalizeLinkText(href).replace(" ", "%20")
    return text if text.isprintable() and max(text) < _FOREIGN else href

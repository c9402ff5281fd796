"""The little Markdown that card texts may use, as blocks of styled text.

Strong, emphasis, lists, line breaks and links; anything else is text and stays as it was typed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLAIN = re.compile(r"(?!\s*(?:[-+*]|\d+[.)])\s)[^*_\[\]\\<>&\n]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style; `href` makes it a link, '\\n' as text is a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or one item of a bulleted or numbered list (`number` counts from 1)."""

    spans: tuple[Span, ...]
    kind: Literal["paragraph", "bullet", "number"] = "paragraph"
    number: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def plain(text: str) -> tuple[Block, ...]:
    """One paragraph in which no character has a meaning."""
    return (Block((Span(text),)),)


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a card text; never raises, since every text is valid Markdown."""
    if _PLAIN.fullmatch(text):
        return plain(text.strip())
    return tuple(_blocks(_markdown().parse(text)))


@functools.cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only texts with marks need it, and most have none

    rules = ["emphasis", "link", "list", "newline", "escape"]
    return MarkdownIt("zero", {"breaks": True}).enable(rules)


def _blocks(tokens: Iterable[Token]) -> Iterator[Block]:
    lists: list[list[int]] = []  # the next number of each open list; 0 for bullets
    for token in tokens:
        if token.type == "bullet_list_open":
            lists.append([0])
        elif token.type == "ordered_list_open":
            lists.append([int(token.attrGet("start") or 1)])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline":
            spans = tuple(_spans(token.children or []))
            if not lists:
                yield Block(spans)
            elif lists[-1][0]:
                yield Block(spans, "number", lists[-1][0])
                lists[-1][0] += 1
            else:
                yield Block(spans, "bullet")


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
                href = str(token.attrGet("href") or "")
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                yield Span("\n")
            case _ if token.content:
                yield Span(token.content, strong > 0, emphasis > 0, href)

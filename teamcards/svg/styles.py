"""How the shapes of SVG look: attributes, style sheets of the simplest kind, and what of these is not drawn."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from teamcards.svg.elements import Element, share

INHERITED = frozenset((
    "fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "fill-rule", "color", "stroke-linecap",
    "stroke-linejoin", "stroke-dasharray", "visibility",
))  # fmt: skip
"""What a group hands down to its shapes."""

_REFERRED = {"filter": "filter", "mask": "mask", "clip-path": "clip-path", "marker-start": "marker",
             "marker-mid": "marker", "marker-end": "marker"}  # fmt: skip
_PROPERTIES = INHERITED | {"opacity", "display", "mix-blend-mode", *_REFERRED}
_SELECTOR = re.compile(r"[.#]?[\w-]+|\*")
_AS_PNG = "take it out, or save the picture as PNG"


def properties(element: Element, rules: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """What an element says of its look: in attributes, in the rules that fit it, and in its own style."""
    found = {name: text.strip() for name, text in element.attributes.items() if name in _PROPERTIES}
    names = {"*", element.tag, *(f".{name}" for name in element.attributes.get("class", "").split())}
    names.add(f"#{element.attributes.get('id', '')}")
    for selector, declared in rules:
        if selector in names:
            found |= declared
    return found | _declared(element.attributes.get("style", ""))


def rules(sheet: Element) -> Iterator[tuple[str, dict[str, str] | None]]:
    """The rules of a style sheet by selector; None for a selector of more than one name, which is not drawn."""
    first, *rest = "".join(sheet.text).split("/*")
    text = first + "".join(part.partition("*/")[2] for part in rest)
    for block in text.split("}")[:-1]:
        selectors, _, declared = block.partition("{")
        for selector in map(str.strip, selectors.split(",")):
            yield selector, _declared(declared) if _SELECTOR.fullmatch(selector) else None


def lost(own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What these properties ask for that is not drawn as it was meant, and what to do about it."""
    for name, feature in _REFERRED.items():
        if own.get(name, "none") != "none":
            yield feature, _AS_PNG
    for name in ("opacity", "fill-opacity", "stroke-opacity"):
        if 0 < share(own.get(name, "1")) < 1:
            yield name, "on paper it becomes a lighter colour; choose that colour, or save the picture as PNG"
    if own.get("stroke-dasharray", "none") not in ("none", "0"):
        yield "stroke-dasharray", "draw the dashes as paths"
    if own.get("mix-blend-mode", "normal") != "normal":
        yield "mix-blend-mode", _AS_PNG


def stop(element: Element) -> str:
    """The colour of a stop of a gradient."""
    styled = dict(_pairs(element.attributes.get("style", "")))
    return styled.get("stop-color") or element.attributes.get("stop-color", "black")


@functools.lru_cache(maxsize=1024)
def colour(text: str) -> str | None:
    """A colour of SVG as '#rrggbb'; None for one that it does not know."""
    text = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return text
    from teamcards import images  # only names and the like need it, and it takes a while to start

    return images.colour(text)


def _pairs(style: str) -> Iterator[tuple[str, str]]:
    for declared in style.split(";"):
        name, _, text = declared.partition(":")
        if text:
            yield name.strip(), text.replace("!important", "").strip()


def _declared(style: str) -> dict[str, str]:
    return {name: text for name, text in _pairs(style) if name in _PROPERTIES}

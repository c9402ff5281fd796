"""Who prints the cards: teamcards and its peers, each as a process of its own."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from benchmarks.workload import DECK, LANGUAGE

# Typst at its best: no fonts of the system, none of its own, no tags.
_TYPST = """
import sys, typst
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[1]])
typst.compile("cards.typ", output="typst.pdf", font_paths=fonts, pdf_tags=False)
"""


class Tool(NamedTuple):
    """A program that prints the deck in a project folder; `pdf` is where its file is then, seen from that folder."""

    name: str
    version: str
    command: tuple[str, ...]
    pdf: str


def teamcards() -> Tool:
    """The product: one deck, as PDF."""
    command = (sys.executable, "-m", "teamcards", "build", DECK, "--to", "pdf")
    return Tool("teamcards", metadata.version("teamcards"), command, f"build/{DECK}.{LANGUAGE}.pdf")


def typst() -> Tool | str:
    """Typst through its Python package, or why not."""
    fonts = importlib.util.find_spec("fontpkg_fira_sans")
    if importlib.util.find_spec("typst") is None:
        return "typst is not installed (pip install typst): teamcards is measured alone"
    if fonts is None or not fonts.submodule_search_locations:
        return "the fonts (fontpkg-fira-sans) are not installed: teamcards is measured alone"
    files = str(Path(next(iter(fonts.submodule_search_locations))) / "files")
    return Tool("typst", metadata.version("typst"), (sys.executable, "-c", _TYPST, files), "typst.pdf")


PEERS: tuple[Callable[[], Tool | str], ...] = (typst,)
"""A peer is a function that gives its tool, or says why it cannot; WeasyPrint and Chromium would stand here too."""

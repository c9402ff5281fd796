"""Who prints the cards: teamcards and its peers, each as a process of its own."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from benchmarks.workload import CHANGED, DECK, LANGUAGE, OTHER
from teamcards.manifest import NAME

SHIPPED = "goudmijn"
"""A deck that comes with teamcards."""

_FAMILY_FONTS = "fontpkg_fira_sans"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PATIENCE = 1000  # cards; with ten times as many, WeasyPrint and Chromium take minutes a run

# Typst at its best: no fonts of the system, none of its own, no tags.
_TYPST = """
import sys, typst
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[1]])
typst.compile(sys.argv[2], output=sys.argv[3], font_paths=fonts, pdf_tags=False)
"""


def as_it_is(_: Path) -> None:
    """A run starts from what the run before it left."""


class Tool(NamedTuple):
    """A program that prints a deck, run in a folder below that of the cards.

    `before` brings that folder into the state that a run starts from; `pdf` is the file that it leaves there, and
    `says` what it tells when it did what it is measured for. What it does with more cards than `most` is not measured.
    The time and the memory of a `family` are those of many processes.
    """

    name: str
    version: str
    command: tuple[str, ...]
    pdf: str
    before: Callable[[Path], None] = as_it_is
    folder: str = ""
    says: str = ""
    most: int | None = None
    family: bool = False


def teamcards() -> list[Tool]:
    """The product: one deck as PDF, from nothing; again, when nothing has changed; and when one card has."""
    cold = _teamcards("teamcards", DECK, "--to", "pdf")
    file = f"{DECK}.{LANGUAGE}.pdf"
    again = (*cold.command, "-o", "again")
    return [
        cold._replace(pdf=f"build/{file}", before=without(f"build/{NAME}", f"build/{file}")),
        cold._replace(name="  nothing changed", command=again, pdf=f"again/{file}", says="nothing has changed"),
        cold._replace(name="  1 card changed", pdf=f"build/{file}", before=_change, folder=CHANGED),
    ]


def shipped() -> list[Tool]:
    """The product on a deck that comes with it: one PDF; all files in both languages, from nothing and again."""
    file = f"{SHIPPED}.{LANGUAGE}.pdf"
    one = _teamcards("one PDF", SHIPPED, "--to", "pdf", "--lang", LANGUAGE)
    every = _teamcards("2 PDFs, 2 slides", SHIPPED, "-o", "every")
    again = (*every.command[:-1], "again")
    return [
        one._replace(pdf=f"build/{file}", before=without(f"build/{NAME}")),
        every._replace(pdf=f"every/{file}", before=without(f"every/{NAME}")),
        every._replace(name="  nothing changed", command=again, pdf=f"again/{file}", says="nothing has changed"),
    ]


def peers() -> Iterator[Tool | str]:
    """The peers that are here, and a sentence for each that is not."""
    fonts = _fonts()
    if fonts is None:
        yield "the fonts (fontpkg-fira-sans) are not installed: teamcards is measured alone"
        return
    yield from _typst(fonts)
    yield _weasyprint(fonts)
    yield _chromium(fonts)


def browser() -> str | None:
    """The first Chromium on the path."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def without(*names: str) -> Callable[[Path], None]:
    """Removes files, so that a run makes them anew."""

    def remove(folder: Path) -> None:
        for name in names:
            (folder / name).unlink(missing_ok=True)

    return remove


def _change(folder: Path) -> None:
    """Puts the other cards in the place of those that were printed last; they differ in one card."""
    cards, other, aside = folder / "cards" / f"{DECK}.yaml", folder / OTHER, folder / "aside"
    cards.rename(aside)
    other.rename(cards)
    aside.rename(other)


def _teamcards(name: str, *arguments: str) -> Tool:
    """The command as it is installed, since that is what people run."""
    script = Path(sysconfig.get_path("scripts"), "teamcards")
    command = (str(script), "build", *arguments)
    return Tool(name, metadata.version("teamcards"), command, "")


def _typst(fonts: Path) -> Iterator[Tool | str]:
    """Typst through its Python package: the cards of teamcards, and plainer ones, which are less work."""
    if _missing("typst"):
        yield "typst is not installed (pip install typst): not measured"
        return
    for name, source in (("typst", "cards.typ"), ("typst, plain", "plain.typ")):
        pdf = Path(source).with_suffix(".pdf").name
        command = (sys.executable, "-c", _TYPST, str(fonts), source, pdf)
        yield Tool(name, metadata.version("typst"), command, pdf, without(pdf))


def _weasyprint(fonts: Path) -> Tool | str:
    if _missing("weasyprint") or _missing("jinja2"):
        return "weasyprint is not installed (pip install weasyprint): not measured"
    command = (sys.executable, "-m", "benchmarks.page", "weasyprint", str(fonts))
    pdf = "weasyprint.pdf"
    return Tool("weasyprint", metadata.version("weasyprint"), command, pdf, without(pdf), most=_PATIENCE)


def _chromium(fonts: Path) -> Tool | str:
    program = browser()
    if program is None or _missing("jinja2"):
        return "no Chromium on the path: not measured"
    if not Path("/proc/self/smaps_rollup").exists():
        return "Chromium is measured on Linux only, where the memory of all its processes can be read: not measured"
    command = (sys.executable, "-m", "benchmarks.page", program, str(fonts))
    pdf = "chromium.pdf"
    return Tool("chromium", _said(program), command, pdf, without(pdf), most=_PATIENCE, family=True)


def _said(program: str) -> str:
    """The version that a browser tells, such as '156.0'."""
    import subprocess

    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.split()
    return next((word for word in told if word[:1].isdigit()), "of unknown version")


def _fonts() -> Path | None:
    spec = importlib.util.find_spec(_FAMILY_FONTS)
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((Path(folder) / "files" for folder in folders), None)


def _missing(package: str) -> bool:
    return importlib.util.find_spec(package) is None

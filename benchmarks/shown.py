"""Who shows the cards: teamcards and its peers, each as a page for a browser with the same words on the same slides."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import FailedError
from benchmarks.workload import LANGUAGE
from teamcards import compose, content
from teamcards.writers import slides

_MEANS = re.compile(r"([!-/:-@\[-`{-~])")  # what may mean something in Markdown

_REVEAL = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{title}</title>
{styles}
<div class="reveal"><div class="slides">
{slides}
</div></div>
<script src="{script}"></script>
<script>Reveal.initialize({{hash: true, transition: "none"}})</script>
</html>
"""


class Text(NamedTuple):
    """A heading of a slide, or a paragraph."""

    heading: bool
    words: str


Slide = Sequence[Text]


class Page(NamedTuple):
    """The page of a tool; `slides` selects all of its slides, `current` the one that is shown once it is ready."""

    name: str
    version: str
    file: Path
    slides: str
    current: str


def teamcards(deck: str, folder: Path, project: Path) -> Page:
    """The page of a deck, as it is when a command runs in the project.

    Raises FailedError when the deck has errors.
    """
    found = content.load(project)
    composed, problems = compose.compose(deck, found, LANGUAGE)
    if composed is None:
        raise FailedError("\n".join(map(str, problems)))
    file = folder / "teamcards.html"
    file.write_text(slides.write(composed, found.roots), "utf-8")
    each = "main > .slide"
    return Page("teamcards", metadata.version("teamcards"), file, each, f".live {each}:not([hidden])")


def peers(shown: Sequence[Slide], folder: Path, modules: Path | None) -> Iterator[Page | str]:
    """The pages of the peers that are here, and a sentence for each that is not."""
    yield _marp(shown, folder, modules)
    yield _reveal(shown, folder, modules)


def _marp(shown: Sequence[Slide], folder: Path, modules: Path | None) -> Page | str:
    program = shutil.which("marp", path=modules / ".bin") if modules else shutil.which("marp")
    if program is None:
        return "marp is neither in the folder that --node-modules names nor on the path: not measured"
    source, file = folder / "marp.md", folder / "marp.html"
    texts = "\n\n---\n\n".join("\n\n".join(map(_markdown, slide)) for slide in shown)
    source.write_text(f"---\nmarp: true\nlang: {LANGUAGE}\n---\n\n{texts}\n", "utf-8")
    done = subprocess.run([program, "--no-config-file", str(source), "-o", str(file)], capture_output=True, text=True)
    if done.returncode:
        return f"marp failed: not measured; it said:\n{done.stderr}"
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    version = next(iter(re.findall(r"\bv(\d\S*)", told)), "of unknown version")
    return Page("marp", version, file, "svg[data-marpit-svg] section", "svg.bespoke-marp-active section")


def _markdown(text: Text) -> str:
    words = _MEANS.sub(r"\\\1", " ".join(text.words.split()))
    return f"# {words}" if text.heading else words


def _reveal(shown: Sequence[Slide], folder: Path, modules: Path | None) -> Page | str:
    """A page that links to the files of the package; without transitions, since the others have none."""
    package = (modules or Path()) / "reveal.js"
    if modules is None or not (package / "dist" / "reveal.js").exists():
        return "reveal.js is not in a folder that --node-modules names: not measured"
    dist, file = (package / "dist").resolve(), folder / "reveal.html"
    styles = "\n".join(
        f'<link rel="stylesheet" href="{(dist / name).as_uri()}">'
        for name in ("reset.css", "reveal.css", "theme/white.css")
    )
    sections = "\n".join(f"<section>{''.join(map(_html, slide))}</section>" for slide in shown)
    page = _REVEAL.format(
        language=LANGUAGE, title=folder.name, styles=styles, slides=sections, script=(dist / "reveal.js").as_uri()
    )
    file.write_text(page, "utf-8")
    version = json.loads((package / "package.json").read_bytes())["version"]
    each = ".reveal .slides > section"
    return Page("reveal.js", version, file, each, ".reveal.ready .slides > section.present")


def _html(text: Text) -> str:
    tag = "h2" if text.heading else "p"
    return f"<{tag}>{html.escape(' '.join(text.words.split()))}</{tag}>"

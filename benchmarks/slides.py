"""Opens the same slides of teamcards and its peers in a browser, checks that they are equal, and times them."""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from benchmarks import report, shown, tools, workload
from benchmarks.measure import FailedError
from benchmarks.shown import Page, Slide, Text

SHIPPED = "compleet-180"
"""The largest deck that comes with teamcards."""

_STEPS = 50  # keys that are pressed in each run
_PATIENCE = 60_000  # milliseconds for a page to be ready
_SCREEN = {"width": 1280, "height": 720}
_BROWSER = ("--no-sandbox", "--disable-frame-rate-limit", "--disable-gpu-vsync")

# Notes when the page is ready, and what each key costs: both until the second frame after, when the first is painted.
_WATCH = """
window.watched = { ready: 0, steps: [] };
const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
const look = () => painted((now) => {
  if (document.querySelector(%s)?.checkVisibility()) watched.ready = now;
  else look();
});
addEventListener("load", look);
addEventListener("keydown", ({ timeStamp }) => painted((now) => watched.steps.push(now - timeStamp)), true);
"""
_READY = """() => new Promise((then) => {
  const painted = () => performance.getEntriesByName("first-contentful-paint").length;
  const look = () => (watched.ready && painted() ? then() : setTimeout(look, 10));
  look();
})"""
_STEPPED = """(count) => new Promise((then) => {
  const look = () => (watched.steps.length >= count ? then() : setTimeout(look, 1));
  look();
})"""
_AT = "([all, current]) => Array.from(document.querySelectorAll(all)).indexOf(document.querySelector(current))"

# What the slides say, without the buttons and clocks that are on them.
_TEXTS = """(all) => Array.from(document.querySelectorAll(all), (slide) =>
  Array.from(slide.querySelectorAll("h1, h2, h3, p, li, dt, dd"))
    .filter((it) => !it.querySelector("p, li") && !it.closest(".back, .harvest, .clock"))
    .map((it) => [it.matches("h1, h2"), it.textContent]))"""
_SAID = """(all) => Array.from(document.querySelectorAll(all), (slide) => {
  const copy = slide.cloneNode(true);
  for (const it of copy.querySelectorAll(".back, .harvest, .clock")) it.remove();
  return copy.textContent;
})"""


class Visit(NamedTuple):
    """One opening of a page: seconds to its first content, until it is ready, and of each step."""

    paint: float
    ready: float
    steps: tuple[float, ...]


class Figures(NamedTuple):
    """What a page did, over all its runs; `size` is that of all its files, each gzipped, in bytes."""

    page: Page
    size: int
    runs: tuple[Visit, ...]


def main() -> None:
    """Reads the options; leaves with 1 when the pages do not show the same words."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slides", description=__doc__)
    parser.add_argument("--cards", type=int, nargs="+", default=[1000], metavar="N", help="how many cards (1000)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each page (5)")
    parser.add_argument("--node-modules", type=Path, metavar="FOLDER", help="where marp and reveal.js are installed")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the pages here")
    asked = parser.parse_args()
    if min(asked.runs, *asked.cards) < 1:
        parser.error("at least one card and one run")
    program = tools.browser()
    if program is None or importlib.util.find_spec("playwright") is None:
        sys.exit("not measured: no Chromium on the path, or playwright is not installed (pip install playwright)")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(prefix="teamcards-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_BROWSER)
        print(f"{report.where()}; Chromium {browser.version}")
        try:
            for work in _works((asked.keep or Path(folder)).resolve(), asked.cards):
                print("", *_measured(browser, work, asked.node_modules, asked.runs), sep="\n")
        except FailedError as error:
            sys.exit(str(error))
        finally:
            browser.close()


class Work(NamedTuple):
    """A deck to show, in a project of its own."""

    deck: str
    project: Path


def _works(place: Path, counts: Sequence[int]) -> Iterator[Work]:
    """The largest shipped deck, and decks of so many cards."""
    project = place / SHIPPED
    project.mkdir(parents=True, exist_ok=True)
    yield Work(SHIPPED, project)
    for count in sorted(counts):
        yield Work(workload.DECK, workload.make(place / str(count), count).folder)


def _measured(browser: Any, work: Work, modules: Path | None, runs: int) -> Iterator[str]:
    """The lines about a deck."""
    own = shown.teamcards(work.deck, work.project, work.project)
    said = _texts(browser, own)
    found = list(shown.peers(said, work.project, modules))
    pages = [own, *(page for page in found if isinstance(page, Page))]
    sizes = [_checked(browser, page, said) for page in pages]
    rounds = [[_visit(browser, page, min(_STEPS, len(said) - 1)) for page in pages] for _ in range(runs)]
    figures = [Figures(*one) for one in zip(pages, sizes, zip(*rounds, strict=True), strict=True)]
    words = sum(len(text.words.split()) for slide in said for text in slide)
    yield f"{work.project.name}: {len(said)} slides, {words} words"
    yield from _table(figures)
    yield from (why for why in found if isinstance(why, str))


# --- a page in the browser ---------------------------------------------------------------------------------------


def _opened(browser: Any, page: Page, asks: list[str] | None = None) -> Any:
    """The page in a browser that has seen nothing before, once it is ready; notes what it asks for."""
    tab = browser.new_context(viewport=_SCREEN, reduced_motion="reduce").new_page()
    tab.set_default_timeout(_PATIENCE)
    if asks is not None:
        tab.on("request", lambda request: asks.append(request.url))
    tab.add_init_script(_WATCH % repr(page.current))
    tab.goto(page.file.as_uri())
    tab.evaluate(_READY)
    return tab


def _visit(browser: Any, page: Page, steps: int) -> Visit:
    """Opens a page and goes on so many slides. Raises FailedError when these were not shown."""
    tab = _opened(browser, page)
    paint = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    for count in range(1, steps + 1):
        tab.keyboard.press("ArrowRight")
        tab.evaluate(_STEPPED, count)
    watched, at = tab.evaluate("watched"), tab.evaluate(_AT, [page.slides, page.current])
    tab.context.close()
    if at != steps:
        raise FailedError(f"{page.name} is at slide {at + 1} after {steps} steps: these figures mean nothing")
    return Visit(paint / 1000, watched["ready"] / 1000, tuple(step / 1000 for step in watched["steps"]))


def _texts(browser: Any, page: Page) -> list[Slide]:
    """What the slides of teamcards say, which the peers are to say too."""
    tab = _opened(browser, page)
    found = tab.evaluate(_TEXTS, page.slides)
    tab.context.close()
    return [[Text(heading, words) for heading, words in slide] for slide in found]


def _checked(browser: Any, page: Page, said: Sequence[Slide]) -> int:
    """The bytes of all files of a page, each gzipped.

    Raises FailedError when it asks a network for something, or its slides say anything else than those of teamcards.
    """
    asks: list[str] = []
    tab = _opened(browser, page, asks)
    found = tab.evaluate(_SAID, page.slides)
    tab.context.close()
    if outside := [url for url in asks if not url.startswith(("file:", "data:", "blob:"))]:
        raise FailedError(f"{page.name} asks a network for {outside[0]}: these figures mean nothing")
    wanted = [_letters("".join(text.words for text in slide)) for slide in said]
    if len(found) != len(wanted):
        raise FailedError(f"{page.name} has {len(found)} slides, not {len(wanted)}: these figures mean nothing")
    for number, (text, right) in enumerate(zip(found, wanted, strict=True), 1):
        if _letters(text) != right:
            raise FailedError(f"slide {number} of {page.name} says something else: these figures mean nothing")
    files = {Path(unquote(urlsplit(url).path)) for url in asks if url.startswith("file:")}
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def _letters(text: str) -> str:
    """Letters and digits alone, since tools differ in what stands between words."""
    return "".join(filter(str.isalnum, text))


# --- what is told ------------------------------------------------------------------------------------------------


def _table(figures: Sequence[Figures]) -> Iterator[str]:
    """The lines of a table, times in milliseconds; the first page is what the others are compared with."""
    first = figures[0]
    heads = f"{'gzipped':>12}{'paint':>10}{'ready':>10}{'step':>10}{'95 %':>10}"
    yield f"{'':20}{heads}   {first.page.name} / it:{'gzipped':>9}{'paint':>7}{'ready':>7}{'step':>7}"
    blank = " " * (len(first.page.name) + 9)
    for one in figures:
        name = f"{one.page.name} {one.page.version}"
        steps = [step for run in one.runs for step in run.steps]
        times = (median(map(paint, one.runs)), median(map(ready, one.runs)), median(steps), quantiles(steps, n=20)[-1])
        ratios = (first.size / one.size, *(_ratio(first, one, of) for of in (paint, ready, step)))
        cells = f"{one.size / 1000:9.0f} KB" + "".join(f"{time * 1000:7.0f} ms" for time in times)
        yield f"{name:20}{cells}{blank}{ratios[0]:9.2f}{ratios[1]:7.2f}{ratios[2]:7.2f}{ratios[3]:7.2f}"


def paint(run: Visit) -> float:
    """Seconds to the first content."""
    return run.paint


def ready(run: Visit) -> float:
    """Seconds until the page can be used."""
    return run.ready


def step(run: Visit) -> float:
    """Seconds of a step, the median."""
    return median(run.steps)


def _ratio(one: Figures, other: Figures, of: Callable[[Visit], float]) -> float:
    """How many times the other's seconds, as the median over the runs, each beside the one of its round."""
    return median(of(a) / of(b) for a, b in zip(one.runs, other.runs, strict=True))


if __name__ == "__main__":
    main()

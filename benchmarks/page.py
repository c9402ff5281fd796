"""The cards as a page of HTML, and its way to paper: `python -m benchmarks.page weasyprint|BROWSER FONTS`.

Runs in a project folder of the benchmark. Imports no more than a program needs that prints cards in this way, since
its time and its memory count.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader

_COLUMNS = _ROWS = 3
_WIDTH, _HEIGHT, _GAP, _BLEED = 63.0, 88.0, 4.0, 2.0  # mm, as teamcards puts poker cards on A4
_LEFT = (210 - _COLUMNS * _WIDTH - (_COLUMNS - 1) * _GAP) / 2
_ABOVE = (297 - _ROWS * _HEIGHT - (_ROWS - 1) * _GAP) / 2
_MESH = 6.0  # between two lines of the back's pattern

_BROWSER = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-crash-reporter", "--disable-extensions",
    "--no-first-run", "--allow-file-access-from-files", "--no-pdf-header-footer", "--disable-pdf-tagging",
)  # fmt: skip


def write(folder: Path, fonts: Path) -> Path:
    """Writes the page of the cards in a project folder."""
    known = json.loads((folder / "template.json").read_bytes())
    cards = yaml.load((folder / "cards" / "bench.yaml").read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    environment.filters["base64"] = lambda text: base64.b64encode(text.encode()).decode()
    places = list(_placed(cards["cards"], known["words"]["episode"]))
    each = _COLUMNS * _ROWS
    html = environment.get_template("cards.html").render(
        known=known, fonts=fonts.as_uri(), marks=_marks(), ruler=_ruler(), mesh=_mesh(), clock=_clock(),
        sheets=[places[start : start + each] for start in range(0, len(places), each)],
    )  # fmt: skip
    path = folder / "cards.html"
    path.write_text(html, "utf-8")
    return path


def _placed(cards: dict[str, dict[str, Any]], episode: str) -> Iterator[dict[str, Any]]:
    """Every card with its tag, and where it and its back lie on their sheets, bleed included (mm)."""
    totals = Counter(card["kind"] for card in cards.values())
    counts: Counter[str] = Counter()
    for number, (name, card) in enumerate(cards.items()):
        counts[card["kind"]] += 1
        row, column = divmod(number % (_COLUMNS * _ROWS), _COLUMNS)
        tag = f"{episode} {counts['episode']} / {totals['episode']}" if card["kind"] == "episode" else ""
        x, behind = (_LEFT - _BLEED + at * (_WIDTH + _GAP) for at in (column, _COLUMNS - 1 - column))
        yield {**card, "id": name, "tag": tag, "x": x, "behind": behind, "y": _ABOVE - _BLEED + row * (_HEIGHT + _GAP)}


def _marks() -> str:
    """The crop marks of a full sheet, as an SVG path in mm: 1 mm off the trims, around the cards and in the gaps."""
    xs = [_LEFT + column * (_WIDTH + _GAP) for column in range(_COLUMNS)]
    ys = [_ABOVE + row * (_HEIGHT + _GAP) for row in range(_ROWS)]
    above, below = (_ABOVE - 4.1, 3.1), (297 - _ABOVE + 1, 3.1)
    gaps = [(y - _GAP + 1, _GAP - 2) for y in ys[1:]]
    upright = [f"M{x} {y}v{long}" for left in xs for x in (left, left + _WIDTH) for y, long in (above, below, *gaps)]
    sides = [(_LEFT - 2.5, 1.5), (210 - _LEFT + 1, 1.5), *((x - _GAP + 1, _GAP - 2) for x in xs[1:])]
    level = [f"M{x} {y}h{long}" for top in ys for y in (top, top + _HEIGHT) for x, long in sides]
    return "".join(upright + level)


def _ruler() -> str:
    ticks = (f"M{154 + 10 * tick} 291.6v{-1.6 if tick in (0, 5) else -0.9}" for tick in range(6))
    return f"M154 291.6h50{''.join(ticks)}"


def _mesh() -> str:
    """The pattern of a back: lines falling and rising at 45 degrees."""
    width, height = _WIDTH + 2 * _BLEED, _HEIGHT + 2 * _BLEED
    falling = (f"M{k * _MESH - height} 0l{height} {height}" for k in range(1, int((width + height) / _MESH) + 1))
    rising = (f"M{k * _MESH} 0l{-height} {height}" for k in range(1, int((width + height) / _MESH) + 1))
    path = f'<path d="{"".join(falling)}{"".join(rising)}" fill="none" stroke="#437aa0" stroke-width=".18"/>'
    size = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{path}</svg>'


def _clock() -> str:
    shape = '<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none"'
        f' stroke="#565b6b" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shape}</svg>'
    )


def main() -> None:
    """Writes the page and prints it, with WeasyPrint here or by becoming the browser."""
    program, fonts = sys.argv[1:]
    page = write(Path.cwd(), Path(fonts))
    if program == "weasyprint":
        from weasyprint import HTML

        HTML(page).write_pdf("weasyprint.pdf")
    else:
        profile = f"--user-data-dir={page.with_name('browser')}"
        os.execv(program, [program, *_BROWSER, profile, "--print-to-pdf=chromium.pdf", page.as_uri()])


if __name__ == "__main__":
    main()

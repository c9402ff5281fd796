"""The pictures of the README and docs/handouts.md, from the shipped cards; needs the extra 'test' and Chromium."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from playwright.sync_api import BrowserContext, sync_playwright

from teamcards import build, content
from teamcards.sheets import Paper
from teamcards.units import MM

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
SHEET = build.Print(Paper("A4", 210 * MM, 297 * MM))
DPI = 110
FRONTS = (("goudmijn", "gm-e02"), ("goudmijn", "gm-d01"), ("vijf-mythes", "vm-m01"),
          ("spiegel", "sp-tf1"), ("afspraak", "ac-01"), ("gereedschap", "tk-e01"))  # fmt: skip
BACKS = (("vijf-mythes", "vm-m01"), ("gereedschap", "one-two-four-all"), ("goudmijn", "gm-e02"))
DECK = "goudmijn-90"
NAMES = ("Anna", "Bram", "Carla", "Daan", "Els", "Finn", "Gijs", "Hanna", "Iris", "Joep", "Koen")
ROOM = {
    "people": len(NAMES),
    "names": NAMES,
    "votes.gm-d01": {"way": "hands", "hands": [["5", "3", "1", "2"], ["2", "6", "0", "3"]], "shown": True},
}
MOMENTS = (
    ("#gm-d01", "0"),
    ("#gm-q01", "byId('people-form').requestSubmit()"),
    ("#gm-e10", "(commands.table(), drawCard(), drawCard())"),
    ("?view=speaker#gm-e04", "commands.clock()"),
)
"""What the slides show in a workshop: an address, and what is done there."""
PAPERS = (("guide", 0), ("guide", 4), ("runsheet", 0), ("handout", 0))
GAP = 18


def card(deck: str, id: str, back: bool) -> Image.Image:
    """One side of a card, cut out of its sheet: 3 x 3 poker cards, 4 mm apart, on A4."""
    shipped = content.load(ROOT)
    drawn, _ = build.draw(deck, shipped, "en", None)
    files, _ = build.build(deck, shipped, ["en"], ["pdf"], SHEET)
    place = [side.id for side in drawn.sides].index(id)
    sheet, slot = divmod(place, 9)
    row, column = divmod(slot, 3)
    column = 2 - column if back else column
    page = pdfium.PdfDocument(files[0].data)[2 * sheet + back].render(scale=DPI / 72).to_pil()
    left, top = 6.5 + 67 * column, 12.5 + 92 * row
    return page.crop(tuple(round(mm / 25.4 * DPI) for mm in (left, top, left + 63, top + 88)))


def table(cards: tuple[tuple[str, str], ...], back: bool) -> Image.Image:
    """Cards in rows of three, on grey."""
    pictures = [card(deck, id, back) for deck, id in cards]
    width, height = pictures[0].size
    rows = -(-len(pictures) // 3)
    canvas = Image.new("RGB", (3 * (width + GAP) + GAP, rows * (height + GAP) + GAP), "#e4e2dc")
    for number, picture in enumerate(pictures):
        canvas.paste(picture, (GAP + number % 3 * (width + GAP), GAP + number // 3 * (height + GAP)))
    return canvas


def slides() -> tuple[Image.Image, Image.Image]:
    """A slide as the projector shows it, and moments of a workshop beside each other."""
    files, _ = build.build(DECK, content.load(ROOT), ["en"], ["slides"], SHEET)
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "deck.html"
        path.write_bytes(files[0].data)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
        first = shot(context, path.as_uri() + "#gm-d01", "0")
        moments = [shot(context, path.as_uri() + address, done, ROOM) for address, done in MOMENTS]
    width, height = 640, 360
    canvas = Image.new("RGB", (2 * (width + GAP) + GAP, 2 * (height + GAP) + GAP), "#e4e2dc")
    for number, moment in enumerate(moments):
        place = (GAP + number % 2 * (width + GAP), GAP + number // 2 * (height + GAP))
        canvas.paste(moment.resize((width, height), Image.Resampling.LANCZOS), place)
    return first, canvas


def shot(context: BrowserContext, address: str, done: str, session: Mapping[str, object] | None = None) -> Image.Image:
    """A page of its own, where something is kept and done."""
    view = context.new_page()
    view.goto(address)
    for name, value in (session or {}).items():
        view.evaluate("([name, value]) => session.set(name, value)", [name, value])
    view.evaluate(f"void {done}")
    view.mouse.move(0, 0)
    view.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(view.screenshot())).convert("RGB")
    view.evaluate("session.clear()")
    view.close()
    return picture


def papers() -> Image.Image:
    """Pages of the documents beside each other, on grey."""
    shipped, session = content.load(ROOT), build.Session(11, 13 * 60 + 30)
    pages = []
    for format, number in PAPERS:
        files, _ = build.build("goudmijn-90", shipped, ["en"], [format], SHEET, session=session)
        pages.append(pdfium.PdfDocument(files[0].data)[number].render(scale=0.75).to_pil())
    width, height = pages[0].size
    canvas = Image.new("RGB", (len(pages) * (width + GAP) + GAP, height + 2 * GAP), "#e4e2dc")
    for number, page in enumerate(pages):
        canvas.paste(page, (GAP + number * (width + GAP), GAP))
    return canvas


def save(picture: Image.Image, name: str) -> None:
    """A small file: few colours are enough for flat cards."""
    picture.quantize(96, Image.Quantize.MAXCOVERAGE).save(FOLDER / name, optimize=True)


def main() -> None:
    """Makes them all."""
    FOLDER.mkdir(exist_ok=True)
    save(table(FRONTS, back=False), "cards.png")
    save(table(BACKS, back=True), "backs.png")
    save(papers(), "handouts.png")
    slide, workshop = slides()
    save(slide, "slide.png")
    save(workshop, "workshop.png")


if __name__ == "__main__":
    main()

"""Every slide of every shipped deck, in a browser: nothing is cut off, nothing lies over something else, type is large.

Type that a room reads (titles, texts, options, labels) is at least 24 px on a screen of 1920 x 1080, and small print
(names of methods and cards, sources, the name of a suit, what a clock is for) at least 18 px; two thirds of that on
1280 x 720. On a phone they are 15 and 12 px, and small words in capitals 12.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from test_writers_slides import ROOT, SHIPPED, shipped_deck

from teamcards.writers import slides

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLOORS = {(1920, 1080): (24, 18), (1280, 720): (16, 12), (375, 667): (15, 12), (320, 568): (15, 12)}
ROOMY = [(1920, 1080), (1280, 720)]
"""Where no slide of a shipped deck scrolls."""

# Shows each slide and returns what is wrong with it: a list of texts that name the slide, the fault and the element.
WALK = """async ([floor, small, roomy]) => {
  const wrong = [];
  const near = 1.5; // pixels: less is rounding
  const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest('.unseen, svg');
  const lines = (slide) => {
    const found = [];
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.data.trim() || !shown(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) found.push({ node, parent, box });
    }
    return found;
  };
  const block = (it) => it.closest('h1, h2, h3, p, li, dt, dd, button, b');
  const meet = (one, other) => {
    const trim = (box) => box.height * 0.16; // the room that letters rarely use
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom - trim(one), other.bottom - trim(other)) - Math.max(one.top + trim(one), other.top + trim(other));
    return across > near && down > near;
  };
  for (const slide of slides) {
    show(slide, { focus: false });
    const say = (what, it) => wrong.push(slide.id + ': ' + what + ': ' + it.tagName + '.' + it.className + ' ' + it.textContent.trim().split(/\\s+/).slice(0, 4).join(' '));
    const face = slide.querySelector('.face');
    const [clip, whole] = [face.getBoundingClientRect(), slide.getBoundingClientRect()];
    const scrolls = face.scrollHeight > face.clientHeight + 1;
    if (document.documentElement.scrollWidth > innerWidth) say('the page is too wide', face);
    if (scrolls && roomy) say('scrolls', face);
    if (scrolls && (face.tabIndex !== 0 || (!slide.hasAttribute('data-below') && face.scrollHeight > face.clientHeight + 4))) say('scrolls and does not say so', face);
    const texts = lines(slide);
    for (const { parent, box } of texts) {
      const within = parent.closest('.face') ? clip : whole;
      if (box.left < within.left - near || box.right > within.right + near) say('beside the slide', parent);
      if (box.top < within.top - near || (!scrolls && box.bottom > within.bottom + near)) say('below the slide', parent);
      const size = parseFloat(getComputedStyle(parent).fontSize);
      const print = parent.closest('.meta, .source, .suit, .clock p, .minutes') || (floor < 16 && parent.closest('.kicker, .label, dt'));
      if (size < (print ? small : floor) - 0.05) say('type of ' + size.toFixed(1), parent);
    }
    const pictures = [...slide.querySelectorAll('.playing, .fan, .picture')].filter(shown);
    texts.forEach((one, at) => {
      for (const other of texts.slice(at + 1)) {
        if (block(one.parent) !== block(other.parent) && meet(one.box, other.box)) say('lies over ' + one.node.data.trim().slice(0, 20), other.parent);
      }
      for (const it of pictures) if (meet(one.box, it.getBoundingClientRect())) say('lies over a picture', one.parent);
    });
    for (const it of slide.querySelectorAll('.face, .face *, .band *')) {
      if (it.textContent.trim() && it.clientWidth && it.scrollWidth > it.clientWidth + near && shown(it)) say('wider than its place', it);
    }
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is on the path")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of all shipped decks as slides."""
    folder = tmp_path_factory.mktemp("shipped")
    names = [f"{name}-{language}" for name in SHIPPED.decks for language in ("nl", "en")]
    for name in names:
        page = slides.write(shipped_deck(*name.rsplit("-", 1)), [ROOT])
        (folder / f"{name}.html").write_text(page, "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in names}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(SHIPPED.decks))
def test_every_text_is_in_its_place_and_large_enough(
    browser: Any, files: dict[str, str], name: str, language: str
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(files[f"{name}-{language}"])
    found = []
    for size, floors in FLOORS.items():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for scale in (1, 2):
            page.evaluate(f"document.documentElement.style.fontSize = '{scale}00%'")
            roomy = scale == 1 and size in ROOMY
            found += [(size, scale, fault) for fault in page.evaluate(WALK, [*floors, roomy])]
    context.close()
    assert found == []

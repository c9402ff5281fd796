"""Every slide of every shipped deck, in a browser; run by name, since it takes minutes: pytest tests/slides_fit.py.

Nothing is cut off or lies over something else, type is large, axe
finds nothing, and without a script and on paper every text is there.

Type that a room reads (titles, texts, options, labels) is at least 24 px on a screen of 1920 x 1080, and small print
(names of methods and cards, sources, the name of a suit, what a clock is for) at least 18 px; two thirds of that on
1280 x 720. On a phone they are 15 and 12 px, and small words in capitals 12.
"""

from __future__ import annotations

import re
from typing import Any

import pypdfium2 as pdfium
import pytest
from test_writers_slides import ROOT, SHIPPED, shipped_deck

from teamcards import run
from teamcards.writers import slides

axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

FLOORS = {(1920, 1080): (24, 18), (1280, 720): (16, 12), (375, 667): (15, 12), (320, 568): (15, 12)}
ROOMY = [(1920, 1080), (1280, 720)]
"""Where no slide of a shipped deck scrolls."""

# Shows each slide and returns what is wrong with it: a list of texts that name the slide, the fault and the element.
WALK = r"""([floor, small, roomy]) => {
  const wrong = [];
  const near = 1.5; // pixels: less is rounding
  const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest('.unseen, svg');
  const block = (it) => it.closest('h1, h2, h3, p, li, dt, dd, button, b');
  const print = floor < 16 ? '.meta, .source, .suit, .clock p, .minutes, .kicker, .label, dt'
    : '.meta, .source, .suit, .clock p, .minutes';
  const lines = (slide) => {
    const found = [];
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const [node, parent] = [walker.currentNode, walker.currentNode.parentElement];
      if (!node.data.trim() || !shown(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) found.push({ text: node.data.trim(), parent, box });
    }
    return found;
  };
  const trim = (box) => box.height * 0.16; // above and below letters is room that they rarely use
  const meet = (one, other) => {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const top = Math.max(one.top + trim(one), other.top + trim(other));
    return across > near && Math.min(one.bottom - trim(one), other.bottom - trim(other)) - top > near;
  };
  for (const slide of slides) {
    show(slide, { focus: false });
    const say = (what, it) => wrong.push(`${slide.id}: ${what}: .${it.className} ${it.textContent.trim()}`);
    const face = slide.querySelector('.face');
    const [clip, whole] = [face.getBoundingClientRect(), slide.getBoundingClientRect()];
    const more = face.scrollHeight - face.clientHeight;
    const scrolls = more > 1;
    if (document.documentElement.scrollWidth > innerWidth) say('the page is too wide', face);
    if (scrolls && roomy) say('scrolls', face);
    if (scrolls && face.tabIndex !== 0) say('scrolls, but not by keyboard', face);
    if (more > 4 && !slide.hasAttribute('data-below')) say('scrolls and does not say so', face);
    const texts = lines(slide);
    for (const { parent, box } of texts) {
      const within = parent.closest('.face') ? clip : whole;
      const below = !scrolls && box.bottom > within.bottom + near;
      if (box.left < within.left - near || box.right > within.right + near) say('beside the slide', parent);
      if (box.top < within.top - near || below) say('above or below the slide', parent);
      const size = parseFloat(getComputedStyle(parent).fontSize);
      if (size < (parent.closest(print) ? small : floor) - 0.05) say(`type of ${size}`, parent);
    }
    const pictures = [...slide.querySelectorAll('.playing, .fan, .picture')].filter(shown);
    texts.forEach((one, at) => {
      for (const other of texts.slice(at + 1)) {
        const apart = block(one.parent) !== block(other.parent);
        if (apart && meet(one.box, other.box)) say(`lies over '${one.text}'`, other.parent);
      }
      for (const it of pictures) if (meet(one.box, it.getBoundingClientRect())) say('lies over a picture', one.parent);
    });
    for (const it of slide.querySelectorAll('.face, .face *, .band *')) {
      const told = it.clientWidth && it.textContent.trim();
      if (told && it.scrollWidth > it.clientWidth + near && shown(it)) say('wider than its place', it);
    }
  }
  return wrong;
}"""


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
    page.evaluate("document.fonts.ready.then(() => 0)")
    found = []
    for size, floors in FLOORS.items():
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for scale in (1, 2):
            page.evaluate(f"document.documentElement.style.fontSize = '{scale}00%'")
            roomy = scale == 1 and size in ROOMY
            found += [(size, scale, fault) for fault in page.evaluate(WALK, [*floors, roomy])]
    context.close()
    assert found == []


# --- what everybody can use ------------------------------------------------------------------------------------

# One slide of each kind with each set of parts.
STRUCTURES = """() => {
  const found = new Map();
  for (const slide of slides) {
    const kind = slide.className.replace(/suit-\\S+/, '') + slide.querySelector('.content').className;
    if (!found.has(kind)) found.set(kind, slide.id);
  }
  return [...found];
}"""
ALL = """() => {
  document.documentElement.classList.remove('live');
  for (const name of ['bar', 'live', 'clock']) byId(name).hidden = true;
  for (const slide of slides) { slide.hidden = false; slide.style.contentVisibility = 'visible'; }
}"""


def violations(page: Any) -> list[Any]:
    found = axe_api.Axe().run(page).response["violations"]
    return [(item["id"], [node["html"] for node in item["nodes"]]) for item in found]


@pytest.mark.parametrize("name", sorted(SHIPPED.decks))
def test_axe_finds_nothing_on_any_slide(browser: Any, files: dict[str, str], name: str) -> None:
    """All slides of a deck under each other, as they are without a script; other languages have the same structure."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme="light")
    page = context.new_page()
    page.goto(files[f"{name}-nl"])
    page.evaluate(ALL)
    found = violations(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_any_size(browser: Any, files: dict[str, str], scheme: str) -> None:
    """One slide of each structure that the shipped decks have, alone."""
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    seen: set[str] = set()
    for name in ("compleet-180-nl", "vijf-mythes-nl", "goudmijn-nl", "gereedschap-nl", "spiegel-nl", "afspraak-nl"):
        page.goto(files[name])
        for structure, address in page.evaluate(STRUCTURES):
            if structure in seen:
                continue
            seen.add(structure)
            page.evaluate(f"show(element({address!r}))")
            for width, height in FLOORS:
                page.set_viewport_size({"width": width, "height": height})
                assert violations(page) == [], (name, address, width)
    context.close()
    assert len(seen) > 10


STATES = {
    "counts are typed": ("gm-d01", "commands.votes()"),
    "hands": ("gm-d01", "commands.reveal()"),
    "hands twice": (
        "gm-d01",
        "keepRounds(voteOf(current), [['5', '3', '1', '2'], ['2', '6', '0', '3']], {shown: true})",
    ),
    "ranking": ("gm-d01", "keepVote(voteOf(current), {way: 'rank', rank: [['BADC', 'CABD']], shown: true})"),
    "line": ("gm-s01", "keepRounds(voteOf(current), [['1', '2', '4', '3', '1']], {shown: true})"),
    "words are typed": ("gm-q01", "commands.wall()"),
    "words": ("gm-q01", "session.set('words.gm-q01', ['vertrouwen', 'de lijst lag bij Bavo en niemand vroeg ernaar'])"),
    "people": ("gm-q01", "commands.groups()"),
    "groups": ("gm-q01", "makeGroups(3)"),
    "turn": ("gm-i02", "commands.turn()"),
    "table": ("gm-e10", "(commands.table(), drawCard(), pick(table().laid[0]))"),
    "running order": ("segment.5", "(setBegan(0, Date.now() - 3e6), commands.order())"),
    "break": ("segment.7", "commands.clock()"),
    "overview": ("gm-e01", "commands.overview()"),
    "menu": ("gm-e01", "commands.help()"),
    "draw": ("gm-e01", "commands.draw()"),
    "notes": ("gm-e01", "commands.notes()"),
    "start over": ("gm-e01", "commands.restart()"),
    "export": ("deck.end", "commands.export()"),
    "zoom": ("gm-d01", "commands.zoom()"),
    "large print and contrast": ("gm-d01", "(commands.large(), commands.contrast())"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_in_any_state(browser: Any, files: dict[str, str], language: str, scheme: str) -> None:
    """What a facilitator opens and shows in the workshop of ninety minutes, one after the other, at every size."""
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(files[f"goudmijn-90-{language}"])
    page.evaluate("session.set('people', 11)")
    for state, (address, done) in STATES.items():
        page.evaluate(f"(open()?.close(), show(element({address!r})), void {done})")
        for width, height in FLOORS:
            page.set_viewport_size({"width": width, "height": height})
            assert violations(page) == [], (state, width)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (state, width, "wider than the screen")
    context.close()


# --- without a script, and on paper ----------------------------------------------------------------------------


def pieces(slide: run.Slide) -> list[str]:
    """The texts of a slide in their order, as they are compared: without spaces and capitals."""
    parts = slide.face.parts if slide.face else ()
    texts = [text for part in parts for text in (part.label, *(block.text for block in part.blocks))]
    return [found for text in texts if (found := squeezed(text))]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe]", "", text).casefold()


def check_in_order(texts: list[str], said: str) -> None:
    place = 0
    for text in texts:
        place = said.index(text, place) + len(text)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(SHIPPED.decks))
def test_without_script_every_text_is_there_once(browser: Any, files: dict[str, str], name: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files[f"{name}-{language}"])
    said = squeezed(page.locator("main").inner_text())
    context.close()
    texts = [text for slide in run.of(shipped_deck(name, language)) for text in pieces(slide)]
    check_in_order(texts, said)
    for text in {text for text in texts if len(text) > 40}:
        assert said.count(text) == sum(other.count(text) for other in texts), text


@pytest.mark.parametrize("name", sorted(SHIPPED.decks))
def test_on_paper_every_slide_is_a_page_with_its_text(browser: Any, files: dict[str, str], name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(files[f"{name}-nl"])
    file = page.pdf(prefer_css_page_size=True)
    context.close()
    printed = [slide for slide in run.of(shipped_deck(name, "nl")) if slide.kind != "end"]
    sheets = [sheet.get_textpage().get_text_range() for sheet in pdfium.PdfDocument(file)]
    assert len(sheets) == len(printed)
    for slide, said in zip(printed, sheets, strict=True):
        check_in_order(pieces(slide), squeezed(said))

"""Pictures, icons and QR codes on cards: drawn where and how they should be, and said so where they cannot."""

from __future__ import annotations

import base64
import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from teamcards import build, content, images, qr, raster, svg
from teamcards.build import Drawn
from teamcards.cli import main
from teamcards.drawing import Figure, Run
from teamcards.drawing import Image as Placed
from teamcards.units import MM
from teamcards.writers import pdf, png, slides

Make = Callable[..., Path]
SIZES = ("poker", "bridge", "skat", "tarot", "square", "mini", "large", "business", "a7", "a6")
RED, BLUE = (220, 30, 40), (30, 60, 200)


def half_and_half(width: int, height: int) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A project of one card with these fields, and these files; its folder."""

    def write(fields: str, kind: str = "role", size: str = "poker", text: str = "Hier is hij.", **files: bytes) -> Path:
        names = {name.replace("__", "."): data for name, data in files.items()}
        for name, data in {
            "cards/t.yaml": b"",
            "decks/t.yaml": b"",
            **{f"art/{n}": d for n, d in names.items()},
        }.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
        card = f"language: nl\ncards:\n  t-1:\n    kind: {kind}\n    title: Bavo\n    text: {text}\n    {fields}\n"
        (tmp_path / "cards/t.yaml").write_text(card, "utf-8")
        (tmp_path / "decks/t.yaml").write_text(f"title: P\nlanguages: [nl]\nsize: {size}\ncards: [t-1]\n", "utf-8")
        return tmp_path

    return write


def draw(folder: Path) -> tuple[Drawn | None, list[str]]:
    found = content.load(folder)
    drawn, problems = build.draw("t", found, "nl", None)
    return drawn, [str(problem) for problem in (*found.problems, *problems) if problem.severity != "note"]


def good(folder: Path) -> Drawn:
    drawn, problems = draw(folder)
    assert problems == []
    assert drawn is not None
    return drawn


def paper(drawn: Drawn) -> bytes:
    pages, _ = png.faces(drawn.sides, drawn.deck)
    return pdf.write(pages, pdf.About(drawn.deck.title, "", "nl"), drawn.look.fonts())


def faces(drawn: Drawn, dpi: float) -> list[Image.Image]:
    return list(raster.pages(paper(drawn), dpi))


def words(drawn: Drawn) -> list[str]:
    items = (item for side in drawn.sides for item in side.front.items if isinstance(item, Run))
    return " ".join(glyphs.text for item in items for glyphs in item.glyphs).replace("\u00ad ", "").split()


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))  # type: ignore[arg-type]


# --- pixels ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["poker", "tarot", "mini", "a6"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_colours_of_a_picture_stand_where_they_should(make, size, kind):
    file = {f"a__{kind.lower()}": saved(half_and_half(900, 600), kind)}
    folder = make(f"picture: {{file: art/a.{kind.lower()}, alt: twee vlakken}}", size=size, **file)
    drawn = good(folder)
    (placed,) = [item for item in drawn.sides[0].front.items if isinstance(item, Placed)]
    page = faces(drawn, 144)[0]
    box = placed.box
    assert box.width / box.height == pytest.approx(1.5)
    assert drawn.look.margin - 0.01 <= box.x
    assert box.x + box.width <= drawn.look.width - drawn.look.margin + 0.01
    for share, colour in ((0.25, RED), (0.47, RED), (0.53, BLUE), (0.75, BLUE)):
        for depth in (0.05, 0.5, 0.95):
            place = int(2 * (box.x + share * box.width)), int(2 * (box.y + depth * box.height))
            assert near(page.getpixel(place), colour)


def test_a_photo_is_seen_as_the_camera_was_held(make):
    exif = Image.Exif()
    exif[0x0112] = 8  # the camera lay on its side: what is right in the file belongs at the top
    folder = make(
        "picture: {file: art/a.jpg, alt: x}", a__jpg=saved(half_and_half(900, 600), "JPEG", exif=exif, quality=95)
    )
    (placed,) = [item for item in good(folder).sides[0].front.items if isinstance(item, Placed)]
    page = faces(good(folder), 144)[0]
    assert placed.box.height / placed.box.width == pytest.approx(1.5)
    middle = int(2 * (placed.box.x + placed.box.width / 2))
    assert near(page.getpixel((middle, int(2 * (placed.box.y + 0.2 * placed.box.height)))), BLUE)
    assert near(page.getpixel((middle, int(2 * (placed.box.y + 0.8 * placed.box.height)))), RED)


def test_what_is_transparent_is_white_on_paper(make):
    image = Image.new("RGBA", (800, 600), (0, 0, 0, 0))
    folder = make("picture: {file: art/a.png, alt: x}", a__png=saved(image))
    data = paper(good(folder))
    assert b"/SMask" not in data
    page = next(raster.pages(data, 72))
    (placed,) = [item for item in good(folder).sides[0].front.items if isinstance(item, Placed)]
    assert page.getpixel((int(placed.box.x + 20), int(placed.box.y + 20))) == (255, 255, 255)


def test_a_photo_is_embedded_as_it_is_but_for_where_it_was_taken(make):
    exif = Image.Exif()
    exif[0x010E] = "the kitchen of Bavo"
    photo = saved(half_and_half(900, 600), "JPEG", exif=exif, comment=b"secret")
    folder = make("picture: {file: art/a.jpg, alt: x}", a__jpg=photo)
    data = paper(good(folder))
    pixels = photo[photo.index(b"\xff\xda") :]
    assert b"kitchen" in photo
    assert b"secret" in photo
    assert pixels in data
    assert b"kitchen" not in data
    assert b"secret" not in data
    page = slides.write(good(folder).deck, content.load(folder).roots)
    (written,) = re.findall(r"data:image/jpeg;base64,([^\"]+)", page)
    assert pixels in base64.b64decode(written)
    assert b"kitchen" not in base64.b64decode(written)


def test_a_huge_photo_is_made_smaller(make):
    photo = saved(half_and_half(2400, 1600), "JPEG")
    folder = make("picture: {file: art/a.jpg, alt: x}", a__jpg=photo)
    (placed,) = [item for item in good(folder).sides[0].front.items if isinstance(item, Placed)]
    assert 500 <= placed.pixels.width / placed.box.width * 72 <= 900


def test_a_picture_on_many_cards_is_in_the_file_once(tmp_path):
    (tmp_path / "cards").mkdir()
    (tmp_path / "decks").mkdir()
    (tmp_path / "a.png").write_bytes(saved(half_and_half(900, 600)))
    cards = "".join(f"  t-{n}: {{kind: role, title: T, text: '{n}'}}\n" for n in range(20))
    shared = "language: nl\npicture: {file: a.png, alt: x}\n"
    (tmp_path / "cards/t.yaml").write_text(f"{shared}cards:\n{cards}", "utf-8")
    (tmp_path / "decks/t.yaml").write_text("title: P\nlanguages: [nl]\ncards: [t-*]\n", "utf-8")
    data = paper(good(tmp_path))
    assert data.count(b"/Subtype /Image") == 1


# --- vectors ---------------------------------------------------------------------------------------------------

FLAG = b"""<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="10 10 300 200">
<style>.sea { fill: rgb(30, 60, 200) } /* the rest is sky */</style>
<defs><rect id="half" width="50%" height="100%"/></defs>
<g transform="translate(10 10)"><use xlink:href="#half" style="fill:#dc1e28"/>
<g class="sea"><use href="#half" x="150"/></g>
<circle cx="150" cy="100" r="40" fill="currentColor"/>
<path d="M0 190h300" stroke="lime" stroke-width="20" fill="none"/></g></svg>"""


@pytest.mark.parametrize("size", ["poker", "tarot", "mini", "a6"])
def test_an_svg_keeps_its_colours_and_takes_the_suit_s(make, size):
    drawn = good(make("picture: {file: art/a.svg, alt: x}", size=size, a__svg=FLAG))
    (figure,) = [item for item in drawn.sides[0].front.items if isinstance(item, Figure)]
    page = faces(drawn, 144)[0]
    suit = tuple(bytes.fromhex(drawn.deck.cards[0].suit.colour[1:]))
    box = figure.box
    for x, y, colour in ((0.1, 0.5, RED), (0.9, 0.5, BLUE), (0.5, 0.5, suit), (0.5, 0.96, (0, 255, 0))):
        assert near(page.getpixel((int(2 * (box.x + x * box.width)), int(2 * (box.y + y * box.height)))), colour)
    beside = page.getpixel((int(2 * (box.x + 0.5 * box.width)), int(2 * (box.y + box.height) + 3)))
    assert beside == (255, 255, 255)


@pytest.mark.parametrize(
    ("inside", "feature"),
    [
        ('<rect width="9" height="9" opacity=".5"/>', "opacity"),
        ('<rect width="9" height="9" filter="url(#a)"/>', "filter"),
        ('<rect width="9" height="9" style="mask:url(#a)"/>', "mask"),
        ('<rect width="9" height="9" clip-path="url(#a)"/>', "clip-path"),
        (
            '<linearGradient id="g"/><path d="M0 0h9v9z" fill="url(#g)"/>',
            "gradient",
        ),
        ('<path d="M0 0h9"/><text>hallo</text>', "<text>"),
        ('<path d="M0 0h9"/><image href="https://example.org/a.png"/>', "<image>"),
        ('<path d="M0 0h9" stroke="red" stroke-dasharray="1 2"/>', "stroke-dasharray"),
        ('<path d="M0 0h9"/><path d="M0 0 L x"/>', "this <path>"),
        ('<path d="M0 0h9" fill="nocolour"/>', "the colour 'nocolour'"),
        ('<style>g > path { fill: red }</style><path d="M0 0h9"/>', "the style rule 'g > path'"),
        ('<path d="M0 0h9"/><g id="a"><use href="#a"/></g>', "<use>"),
    ],
)
def test_what_cannot_be_drawn_is_named_with_its_line(make, inside, feature):
    file = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n{inside}</svg>'.encode()
    drawn, problems = draw(make("picture: {file: art/a.svg, alt: x}", a__svg=file))
    assert drawn is not None
    assert any(
        re.match(rf"art/a\.svg:2:\d+: warning: {re.escape(feature)} cannot be drawn \(.+\)$", p) for p in problems
    )


BOMB = b"""<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9&b;"/></svg>"""
GROUPS = b"".join(b'<g id="u%d">%s</g>' % (n, b'<use href="#u%d"/>' % (n - 1) * 9) for n in range(1, 10))
NESTED = b'<svg viewBox="0 0 9 9"><path id="u0" d="M0 0h9"/>%s<use href="#u9"/></svg>' % GROUPS


@pytest.mark.parametrize(
    ("file", "place", "message"),
    [
        (BOMB, ":1:1", "this SVG declares entities, which are not read"),
        (NESTED, ":1:1", "this SVG has too many shapes"),
        (b"<svg", ":1:1", "this is not an SVG: unclosed token"),
        (b"<html/>", ":1:1", "this is not an SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', ":1:1", "this SVG does not say how large it is"),
        (b'<svg viewBox="0 0 9 9"/>', ":1:1", "there is nothing to draw in this SVG"),
        (b"<svg>" + b" " * (2 << 20), ":1:1", "an SVG of 2.0 MB is too large"),
        (b"<g>" * 99 + b"</g>" * 99, ":1:181", "this SVG has too many shapes"),
    ],
)
def test_a_strange_svg_is_an_error_with_its_place(make, file, place, message):
    drawn, problems = draw(make("picture: {file: art/a.svg, alt: x}", a__svg=file))
    assert drawn is None
    assert problems[0].startswith(f"art/a.svg{place}: error: {message} (")
    assert problems[1].startswith("cards/t.yaml:7:21: error: the picture 'art/a.svg' cannot be drawn (")


def test_nothing_of_an_svg_reaches_the_slides_but_its_paths(make):
    file = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">
<script>alert(2)</script><style>@import url(https://example.org/x.css);</style>
<a href="javascript:alert(3)"><path d="M0 0h9v9z" onclick="alert(4)" fill="#123456"/></a></svg>"""
    folder = make("""picture: {file: art/a.svg, alt: 'een "<b>vlak</b>"'}""", a__svg=file)
    drawn, _ = draw(folder)
    assert drawn is not None
    page = slides.write(drawn.deck, content.load(folder).roots)
    assert 'aria-label="een “&lt;b&gt;vlak&lt;/b&gt;”"' in page
    assert '<path fill="#123456" d="M0 0L1000 0L1000 1000L0 0Z"/>' in page
    assert "alert" not in page
    assert "example.org" not in page


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from([
            "<g", "<path", "<use", "<rect", "<style>", "</style>", "</g>", "/>", ">", ' d="M0 0', "l9 9", "z", '"',
            ' href="#x"', ' id="x"', ' transform="rotate(', ")", ' fill="', "url(#x)", "red", "1e99", "NaN", "é", "}",
        ]),
        max_size=30,
    )
)  # fmt: skip
def test_any_svg_is_a_picture_or_an_error_in_words(parts):
    data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{"".join(parts)}</svg>'.encode()
    try:
        vector, _ = svg.read(data)
        assert vector.paths
    except svg.SvgError as error:
        assert error.message  # noqa: PT017 - either outcome is right


# --- what is wrong ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("picture: art/bova.png",
         "cards/t.yaml:7:14: error: no picture 'art/bova.png' (did you mean 'art/bavo.png'?)"),
        ("picture: {file: zzz.png, alt: x}",
         "cards/t.yaml:7:21: error: no picture 'zzz.png' "
         "(write its path from the folder of the project, such as art/team.jpg)"),
        ("picture: {file: ../buiten.png, alt: x}",
         "cards/t.yaml:7:21: error: the picture '../buiten.png' lies outside of the project "
         "(put a copy of the file into the project, and write its path from there)"),
        ("picture: {file: /etc/passwd, alt: x}",
         "cards/t.yaml:7:21: error: the picture '/etc/passwd' lies outside of the project "
         "(put a copy of the file into the project, and write its path from there)"),
        ("picture: {file: art/tekst.png, alt: x}",
         "cards/t.yaml:7:21: error: the picture 'art/tekst.png' cannot be read: it is damaged, or another kind of file "
         "(save it again; expected an SVG, PNG or JPEG)"),
        ("picture: {file: art/bavo.gif, alt: x}",
         "cards/t.yaml:7:21: error: 'art/bavo.gif' is not a picture that can be printed "
         "(expected an SVG, PNG or JPEG)"),
        ("picture: {icon: handshek}",
         "cards/t.yaml:7:21: error: unknown icon 'handshek' (did you mean 'handshake'?)"),
        ("picture: {alt: x}",
         "cards/t.yaml:7:14: error: a picture is a file or an icon "
         "({file: art/team.jpg, alt: ...} or {icon: handshake})"),
        ("picture: art/bavo.png",
         "cards/t.yaml:7:14: warning: the picture 'art/bavo.png' has no alt text "
         "(say what is seen on it: picture: {file: art/bavo.png, alt: ...})"),
        ("picture: {file: art/klein.png, alt: x}",
         "cards/t.yaml:7:21: warning: the picture 'art/klein.png' has 96 dpi at 53 x 35 mm "
         "(300 dpi needs 626 x 417 pixels; it has 200 x 133)"),
        ("picture: {file: art/bavo.png, alt: {en: x}}",
         "cards/t.yaml:7:40: error: no 'nl' text, and decks/t.yaml asks for that language (add 'nl: ...' below 'alt')"),
        ("afbeelding: art/bavo.png", "cards/t.yaml:7:5: error: unknown field 'afbeelding' (did you mean 'picture'?)"),
    ],
)  # fmt: skip
def test_the_message_is_exact(make, tmp_path, fields, problem):
    big = saved(half_and_half(900, 600))
    (tmp_path.parent / "buiten.png").write_bytes(big)
    small = saved(half_and_half(200, 133))
    folder = make(fields, bavo__png=big, klein__png=small, tekst__png=b"hello", bavo__gif=b"GIF89a")
    assert problem in draw(folder)[1]


def test_a_picture_that_links_out_of_the_project_is_refused(make, tmp_path):
    (tmp_path.parent / "geheim.png").write_bytes(saved(half_and_half(9, 9)))
    folder = make("picture: {file: art/link.png, alt: x}", a__png=b"")
    (folder / "art/link.png").symlink_to(tmp_path.parent / "geheim.png")
    assert "lies outside of the project" in draw(folder)[1][0]


def test_a_picture_of_too_many_pixels_is_refused(make):
    header = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    bomb += saved(Image.new("1", (1, 1)))[33:]
    assert "too many pixels" in draw(make("picture: {file: art/a.png, alt: x}", a__png=bomb))[1][0]


@settings(max_examples=60)
@given(st.integers(0, 400), st.integers(0, 255), st.sampled_from(["PNG", "JPEG"]))
def test_any_damaged_file_is_a_picture_or_an_error_in_words(place, byte, kind):
    data = bytearray(saved(half_and_half(60, 40), kind))
    data[place % len(data)] = byte
    try:
        assert images.for_screen(images.read(bytes(data)), 1600)[1]
    except images.NotAPictureError as error:
        assert str(error)  # noqa: PT017 - either outcome is right


# --- text first ------------------------------------------------------------------------------------------------

LONG = "Iedereen kent de weg naar boven, maar niemand vraagt ernaar voordat de groep de verkeerde afslag neemt. "


@pytest.mark.parametrize("size", ["poker", "tarot", "mini", "a6"])
@pytest.mark.parametrize(
    "fields", ["picture: mountain", "picture: {file: art/a.svg, alt: x}", "qr: 'https://example.org'"]
)
def test_text_never_disappears_for_a_picture(make, size, fields):
    fitted = []
    for times in (1, 4, 8):
        drawn, problems = draw(make(fields, size=size, text=LONG * times, a__svg=FLAG))
        if drawn is None:
            assert any("too high" in problem or "no room" in problem for problem in problems)
            continue
        fitted.append(times)
        assert words(drawn).count("afslag") == times
        assert set(LONG.split()) <= set(words(drawn))
        assert drawn.smallest >= drawn.look.template.body.floor
    assert 1 in fitted


@pytest.mark.parametrize("size", ["poker", "tarot", "a6"])
def test_a_picture_takes_the_room_that_is_left_and_no_type_size(make, size):
    heights = []
    for times in (1, 2):
        plain = good(make("minutes: 3", size=size, text=LONG * times))
        drawn = good(
            make("picture: {file: art/a.svg, alt: x}\n    minutes: 3", size=size, text=LONG * times, a__svg=FLAG)
        )
        assert drawn.smallest >= min(plain.smallest, drawn.look.template.body.aim)
        (figure,) = [item for item in drawn.sides[0].front.items if isinstance(item, Figure)]
        heights.append(figure.box.height)
    assert heights[0] >= heights[1]


# --- codes -----------------------------------------------------------------------------------------------------


CODES = ("https://teamcards.example/goudmijn", "https://example.org/" + "a" * 60, "Wij zijn één")


@pytest.mark.parametrize("size", SIZES)
def test_codes_are_read_from_paper(make, size):
    folder = make("minutes: 1", size=size)
    cards = "".join(
        f"  t-{n}: {{kind: instruction, title: T, text: Tekst, qr: {{to: '{to}', label: Het verhaal}}}}\n"
        for n, to in enumerate(CODES)
    )
    (folder / "cards/t.yaml").write_text(f"language: nl\ncards:\n{cards}", "utf-8")
    (folder / "decks/t.yaml").write_text(f"title: P\nlanguages: [nl]\nsize: {size}\nback: none\ncards: [t-*]\n")
    drawn = good(folder)
    for side, image, to in zip(drawn.sides, faces(drawn, 300), CODES, strict=True):
        (figure,) = [item for item in side.front.items if isinstance(item, Figure)]
        assert figure.box.width / figure.width >= 0.4 * MM - 1e-9
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [to]
    assert words(drawn).count("verhaal") == 3


def test_a_code_is_one_path_in_black_with_its_quiet_zone():
    made = qr.code("https://teamcards.example/goudmijn")
    points = [point for _, point in made.commands if point]
    assert min(min(point) for point in points) == 4
    assert max(max(point) for point in points) == made.side - 4


@pytest.mark.parametrize(
    ("size", "length", "problem"),
    [
        ("mini", 900, "cards/t.yaml:7:9: error: card 't-1' (front, nl): no room for a QR code of 48 mm, "
                      "with modules of 0.4 mm (make the card 12 mm wider and 25 mm higher, "
                      "or the address at most 152 characters)"),
        ("business", 400, "cards/t.yaml:7:9: error: card 't-1' (front, nl): no room for a QR code of 34 mm, "
                          "with modules of 0.4 mm (make the card 13 mm higher, "
                          "or the address at most 122 characters)"),
    ],
)  # fmt: skip
def test_a_code_without_room_says_how_much_is_needed(make, size, length, problem):
    drawn, problems = draw(make(f"qr: '{'https://example.org/'.ljust(length, 'a')}'", "instruction", size, LONG))
    assert drawn is None
    assert problems == [problem]


def test_the_answer_to_a_myth_carries_its_code(project):
    found = project(
        cards__t="language: nl\ncards:\n  t-1: {kind: myth, title: T, claim: A, truth: B, instead: C, source: D, "
        "picture: mountain, qr: 'https://example.org'}\n",
        decks__t="title: P\nlanguages: [nl]\ncards: [t-1]\n",
    )
    drawn, _ = build.draw("t", found, "nl", None)
    card = drawn.deck.cards[0]
    assert [part.role for part in card.front.parts] == ["kicker", "picture", "hero", "ballot"]
    assert [part.role for part in card.reveal.parts] == ["kicker", "body", "panel", "qr", "source"]


def test_the_slides_show_codes_and_pictures_to_everybody(make):
    fields = "picture: {file: art/a.png, alt: 'Bavo & co'}\n    qr: {to: 'https://example.org/a', label: Lees meer}"
    folder = make(fields, a__png=saved(half_and_half(900, 600)))
    page = slides.write(good(folder).deck, content.load(folder).roots)
    assert re.search(r'<img class="picture" src="data:image/png;base64,[^"]+" alt="Bavo &amp; co" width="900"', page)
    assert 'role="img" aria-label="QR-code: Lees meer"' in page
    assert '<a href="https://example.org/a" rel="noopener noreferrer">Lees meer</a>' in page


def test_a_code_leads_to_one_address_on_paper_and_on_slides(make):
    folder = make("qr: {to: 'https://straße.de/über?', label: Lees meer}")
    page = slides.write(good(folder).deck, content.load(folder).roots)
    assert '<a href="https://xn--strae-oqa.de/%C3%BCber?" rel' in page


def test_a_code_that_is_no_address_is_no_link(make):
    folder = make("qr: 'javascript:alert(1)'")
    assert "javascript:" not in slides.write(good(folder).deck, content.load(folder).roots)


def test_the_pictures_of_cards_in_no_deck_are_checked_too(make, monkeypatch):
    folder = make("minutes: 5")
    card = "{kind: role, title: Los, text: Nog nergens., picture: {file: weg.png, alt: Weg}, qr: {to: "
    loose = f"language: nl\ncards:\n  t-2: {card}'https://a.nl/{'€' * 2000}'}}}}\n"
    (folder / "cards/los.yaml").write_text(loose, "utf-8")
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "cards/los.yaml:3:" in result.stderr
    assert "weg.png" in result.stderr
    assert "write a shorter address" in result.stderr
    assert CliRunner().invoke(main, ["check", "t"]).exit_code == 0


def test_a_card_in_no_deck_owes_no_language_to_any(make, monkeypatch):
    folder = make("minutes: 5")
    card = "{kind: role, title: {nl: Los, en: Loose}, text: {en: Nowhere.}, picture: {icon: house, alt: {en: Home}}}"
    (folder / "cards/los.yaml").write_text(f"cards:\n  t-2: {card}\n", "utf-8")
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.stderr) == (0, "")


def test_what_is_wrong_with_a_picture_is_told_once_when_its_deck_cannot_be_drawn(make, monkeypatch):
    folder = make("picture: {file: weg.png, alt: {en: Gone}}")
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["check"])
    assert result.stderr.count("weg.png") == 1
    assert result.stderr.count("no 'nl' text") == 1


@pytest.mark.parametrize(("length", "warned"), [(213, False), (214, True)])
def test_a_code_too_dense_to_be_read_from_a_slide_is_warned_of(make, length, warned):
    address = "https://a.nl/".ljust(length, "a")
    drawn, problems = draw(make(f"qr: {{to: '{address}'}}", size="a6"))
    assert drawn is not None
    told = [problem for problem in problems if "modules across" in problem]
    assert bool(told) == warned
    assert all("at most 213 characters" in problem for problem in told)

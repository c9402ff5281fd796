"""Preflight: every seeded defect is found, alone, and nothing is found in our own files."""

from __future__ import annotations

import functools
import io
import itertools
import json
from collections.abc import Callable

import pikepdf
import pytest
import shops
from click.testing import CliRunner
from conftest import A4
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from teamcards import build, preflight
from teamcards.cli import main
from teamcards.preflight import bleed

SHOP = "wimjonkers"  # front-back, 3 mm bleed, 5 mm safe, CMYK, PDF/X-1a
NAMES = [name for name in shops.shipped().shops if name != "office"]


@pytest.fixture(scope="module")
def clean() -> bytes:
    (data,) = shops.files_for(SHOP, most=3)
    return data


def changed(data: bytes, change: Callable[[Pdf], object], **kept: object) -> bytes:
    """The file with one thing spoilt."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **kept)
    return out.getvalue()


def found(data: bytes, shop: str = SHOP) -> list[preflight.Finding]:
    return list(preflight.inspect(data, shops.shop(shop)).findings)


def add(pdf: Pdf, operators: str) -> None:
    """Paints more on the first page; its middle is at 98, 133."""
    pdf.pages[0].contents_add(pdf.make_stream(f"q {operators} Q".encode()))


def resource(pdf: Pdf, kind: str, value: object) -> None:
    """Gives the first page a resource called /New."""
    resources = pdf.pages[0].obj.Resources = Dictionary(pdf.pages[0].obj.Resources)
    resources[kind] = Dictionary({**dict(resources.get(kind, {}).items()), "/New": value})


def text(pdf: Pdf, operators: str) -> None:
    font = next(iter(pdf.pages[0].Resources.Font))
    add(pdf, f"BT {font} {operators} ET")


def image(pdf: Pdf, space: object, pixel: bytes, side: int = 200, **more: object) -> Stream:
    return pdf.make_stream(
        pixel * side * side, Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side, ColorSpace=space,
        BitsPerComponent=8, **more,
    )  # fmt: skip


def paint_image(pdf: Pdf, picture: Stream) -> None:
    resource(pdf, "/XObject", picture)
    add(pdf, "36 0 0 36 80 120 cm /New Do")


def paint_form(pdf: Pdf, operators: str, **more: object) -> None:
    form = pdf.make_stream(
        operators.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99]), **more
    )  # fmt: skip
    inner = Dictionary(XObject=Dictionary(Inner=form))
    outer = pdf.make_stream(b"/Inner Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99]))
    outer.Resources = inner
    resource(pdf, "/XObject", outer)
    add(pdf, "1 0 0 1 90 120 cm /New Do")


def shading(pdf: Pdf) -> Dictionary:
    ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1)
    return Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([80, 120, 110, 120]), Function=ramp)


def paint_tile(pdf: Pdf) -> None:
    tile = pdf.make_stream(
        b"1 0 0 rg 0 0 3 3 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 3, 3]), XStep=3,
        YStep=3, Resources=Dictionary(),
    )  # fmt: skip
    resource(pdf, "/Pattern", tile)
    add(pdf, "/Pattern cs /New scn 80 120 30 30 re f")


def paint_shading_pattern(pdf: Pdf) -> None:
    resource(pdf, "/Pattern", Dictionary(PatternType=2, Shading=shading(pdf)))
    add(pdf, "/Pattern cs /New scn 80 120 30 30 re f")


def paint_shading(pdf: Pdf) -> None:
    resource(pdf, "/Shading", shading(pdf))
    add(pdf, "80 120 30 30 re W n /New sh")


def use_profile_space(pdf: Pdf) -> None:
    resource(pdf, "/ColorSpace", Array([Name.ICCBased, pdf.make_stream(b"", N=3)]))
    add(pdf, "/New cs 1 0 0 scn 80 120 30 30 re f")


def use_spot(pdf: Pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 0, 0]), N=1)
    resource(pdf, "/ColorSpace", Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint]))
    add(pdf, "/New cs 1 scn 80 120 30 30 re f")


def set_in_helvetica(pdf: Pdf) -> None:
    resource(pdf, "/Font", Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    add(pdf, "BT /New 9 Tf 0 0 0 1 k 1 0 0 1 60 130 Tm (Hallo) Tj ET")


def see_through(pdf: Pdf) -> None:
    resource(pdf, "/ExtGState", Dictionary(ca=0.5))
    add(pdf, "/New gs 0 1 0 0 k 80 120 30 30 re f")


def mask_softly(pdf: Pdf) -> None:
    mask = image(pdf, Name.DeviceGray, b"\x80")
    paint_image(pdf, image(pdf, Name.DeviceCMYK, b"\x10\0\0\0", SMask=mask))


def widen(pdf: Pdf) -> None:
    """Room around the bleed, with a crop mark in it."""
    pdf.pages[0].MediaBox = Array([-20, -20, 220, 290])
    add(pdf, "0 0 0 1 K 0.5 w 8.5 -15 m 8.5 -5 l S")


def link(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 90, 60]))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def other_profile(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(shops.profile(b"RGB ", b"mntr"), N=3)


def second_size(pdf: Pdf) -> None:
    pdf.pages[3].TrimBox = Array([8.5, 8.5, 170, 257.95])


DEFECTS: dict[str, tuple[str, Callable[[Pdf], object]]] = {
    "no trim box": ("boxes", lambda pdf: pdf.pages[0].__delitem__("/TrimBox")),
    "little room for bleed": ("boxes", lambda pdf: pdf.pages[0].__setitem__("/BleedBox", Array([4, 4, 191, 262]))),
    "pages of two sizes": ("boxes", second_size),
    "white in the bleed": ("bleed", lambda pdf: add(pdf, "0 0 0 0 k 187.3 0 20 267 re f")),
    "bleed of 2 mm": ("bleed", lambda pdf: add(pdf, "0 0 0 0 k 192.8 0 20 267 re f")),
    "text near the cut": ("safe-zone", lambda pdf: text(pdf, "9 Tf 0 0 0 1 k 1 0 0 1 14 130 Tm <0065> Tj")),
    "a font that is not embedded": ("fonts", set_in_helvetica),
    "a hairline": ("hairline", lambda pdf: add(pdf, "0 0 0 1 K 0.1 w 60 130 m 120 130 l S")),
    "a line made small": ("hairline", lambda pdf: add(pdf, "0 0 0 1 K .1 0 0 .1 60 130 cm 0 0 m 600 0 l S")),
    "a coarse picture": ("resolution", lambda pdf: paint_image(pdf, image(pdf, Name.DeviceCMYK, b"\x10\0\0\0", 50))),
    "RGB area": ("colour", lambda pdf: add(pdf, "1 0 0 rg 80 120 30 30 re f")),
    "RGB line": ("colour", lambda pdf: add(pdf, "1 0 0 RG 80 120 m 110 150 l S")),
    "RGB text": ("colour", lambda pdf: text(pdf, "20 Tf 1 0 0 rg 1 0 0 1 90 130 Tm <0065> Tj")),
    "RGB in a form in a form": ("colour", lambda pdf: paint_form(pdf, "0 1 0 rg 0 0 9 9 re f")),
    "RGB picture": ("colour", lambda pdf: paint_image(pdf, image(pdf, Name.DeviceRGB, b"\xff\0\0"))),
    "RGB picture of few colours": ("colour", lambda pdf: paint_image(
        pdf, image(pdf, Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\0\0\0\xff\0\0")]), b"\0"))),
    "RGB picture in the stream": ("colour", lambda pdf: add(
        pdf, "0.2 0 0 0.2 90 120 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI")),
    "RGB shading": ("colour", paint_shading),
    "RGB pattern of tiles": ("colour", paint_tile),
    "RGB pattern of a shading": ("colour", paint_shading_pattern),
    "RGB by a profile": ("colour", use_profile_space),
    "a spot colour": ("colour", use_spot),
    "too much ink": ("ink", lambda pdf: add(pdf, "1 0.9 0.9 0.8 k 80 120 30 30 re f")),
    "too much ink in a picture": ("ink", lambda pdf: paint_image(pdf, image(pdf, Name.DeviceCMYK, b"\xff\xff\xff9"))),
    "small text in rich black": ("black-text", lambda pdf: text(pdf, "8 Tf .6 .5 .5 1 k 1 0 0 1 90 130 Tm <0065> Tj")),
    "small type": ("small-type", lambda pdf: text(pdf, "4 Tf 0 0 0 1 k 1 0 0 1 90 130 Tm <0065> Tj")),
    "a card without a back": ("pages", lambda pdf: pdf.pages.__delitem__(-1)),
    "backs before fronts": ("order", lambda pdf: pdf.pages.reverse()),
    "a link": ("annotations", link),
    "an opacity": ("transparency", see_through),
    "a soft mask": ("transparency", mask_softly),
    "a transparency group": ("transparency", lambda pdf: paint_form(
        pdf, "0 1 0 0 k 0 0 9 9 re f", Group=Dictionary(S=Name.Transparency))),
    "no output intent": ("output-intent", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    "a profile for screens": ("output-intent", other_profile),
    "another condition": ("output-intent", lambda pdf: pdf.Root.OutputIntents[0].__setitem__(
        "/OutputConditionIdentifier", String("FOGRA27"))),
    "not PDF/X": ("standard", lambda pdf: pdf.docinfo.__delitem__("/GTS_PDFXVersion")),
    "crop marks": ("marks", widen),
    "layers": ("layers", lambda pdf: pdf.Root.__setitem__("/OCProperties", Dictionary())),
    "an operator without its numbers": ("damage", lambda pdf: add(pdf, "1 2 cm")),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_our_files(name):
    for data in shops.files_for(name, most=2):
        assert preflight.told(found(data, name)) == []


DECKS = list(itertools.product(("goudmijn", "vijf-mythes", "spiegel", "afspraak", "gereedschap"), ("nl", "en")))
WHOLE = [(NAMES[n % len(NAMES)], *DECKS[n % len(DECKS)]) for n in range(max(len(NAMES), len(DECKS)))]


@pytest.mark.parametrize(("name", "deck", "language"), WHOLE)
def test_nothing_is_found_in_a_whole_deck(name, deck, language):
    """Each shop gets another deck, and every deck is made in both languages; building it looks for all of it."""
    files, problems = shops.build_for(name, deck, language)
    assert len(files) == (2 if shops.shop(name).page_order == "split" else 1)
    assert [str(problem) for problem in problems if problem.severity != "note"] == []


@pytest.mark.parametrize("written", [
    '<x:GTS_PDFXVersion>PDF/X-4</x:GTS_PDFXVersion>', '<rdf:Description x:GTS_PDFXVersion="PDF/X-4" x:a="b"/>',
    '<x:GTS_PDFXVersion xmlns:x="http://www.npes.org/pdfx/ns/id/">PDF/X-4</x:GTS_PDFXVersion>',
])  # fmt: skip
def test_the_kind_of_pdf_x_is_read_however_it_is_written(written):
    (data,) = shops.files_for("generic", most=1, profile=shops.profile())
    assert found(data, "generic") == []
    other = changed(data, lambda pdf: pdf.Root.Metadata.write(written.encode()), fix_metadata_version=False)
    assert found(other, "generic") == []


WRONG = {
    "colour": "1 0 0 rg 80 120 30 30 re f",
    "bleed": "0 0 0 0 k 0 0 8.4 267 re f 0 0 0 1 k 8.6 0 20 267 re f",
    "safe-zone": "BT {} 9 Tf 0 0 0 1 k 1 0 0 1 14 130 Tm <0065> Tj ET",
    "hairline": "0 0 0 1 K 0.1 w 60 130 m 120 130 l S",
}


@pytest.mark.parametrize("page", range(6))
@pytest.mark.parametrize("check", WRONG)
def test_a_defect_is_found_on_every_page(clean, page, check):
    def spoil(pdf: Pdf) -> None:
        drawn = WRONG[check].format(next(iter(pdf.pages[page].Resources.Font)))
        pdf.pages[page].contents_add(pdf.make_stream(f"q {drawn} Q".encode()))

    assert [(finding.check, finding.page) for finding in found(changed(clean, spoil))] == [(check, page + 1)]


def test_what_is_found_in_a_file_that_was_made_is_a_warning(monkeypatch):
    strict = shops.shop(SHOP).model_copy(update={"min_type": 30.0})
    monkeypatch.setattr(shops, "shop", lambda name: strict)
    _, problems = shops.build_for(SHOP, most=1)
    assert [problem.severity for problem in problems] == ["warning"]
    assert "asked: 30 pt" in problems[0].message


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_seeded_defect_is_found_and_nothing_else(clean, defect):
    check, spoil = DEFECTS[defect]
    findings = found(changed(clean, spoil))
    assert {finding.check for finding in findings} == {check}
    assert all(finding.what and finding.fix for finding in findings)


def test_an_encrypted_file_that_opens_is_found(clean):
    data = changed(clean, lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "encryption" in {finding.check for finding in found(data)}


def test_a_finding_tells_where_what_is_asked_and_how_to_mend_it(clean):
    (finding,) = found(changed(clean, DEFECTS["small type"][1]))
    assert preflight.told([finding]) == [
        "page 1: error: type of 4.0 pt, at 28.8, 43.7 mm; asked: 6 pt (set it larger, or choose a larger card)"
    ]


def test_the_place_of_white_in_the_bleed_is_told(clean):
    (finding,) = found(changed(clean, DEFECTS["bleed of 2 mm"][1]))
    assert finding.what.startswith("white in the bleed at the right")
    assert "stops 1.9 mm past the cut" in finding.what or "stops 2.0 mm past the cut" in finding.what
    assert finding.place == (0.0, pytest.approx(0.0, abs=0.3))


def test_every_side_of_the_bleed_is_looked_at(clean):
    sides = {
        "left": "0 0 8.4 267", "right": "187.2 0 20 267", "bottom": "0 0 200 8.4", "top": "0 258.1 200 20",
    }  # fmt: skip
    for side, box in sides.items():
        data = changed(clean, lambda pdf, box=box: pdf.pages[1].contents_add(
            pdf.make_stream(f"q 0 0 0 0 k {box} re f Q".encode())))  # fmt: skip
        assert [f"at the {side}" in finding.what for finding in found(data)] == [True]


def test_a_white_card_needs_no_bleed(clean):
    assert found(changed(clean, lambda pdf: add(pdf, "0 0 0 0 k 0 0 200 270 re f"))) == []


def test_ends_of_thin_lines_at_the_cut_are_no_gap_in_the_bleed(clean):
    """A page with little ink: white, with hatching that stops at the cut, each line narrower than a gap."""
    hatch = " ".join(f"8 {y} m 60 {y} l" for y in range(20, 240, 6))
    low_ink = changed(clean, lambda pdf: add(pdf, f"0 0 0 0 k 0 0 200 270 re f 0 0 0 1 K 0.5 w {hatch} S"))
    assert [finding for finding in found(low_ink) if finding.check == "bleed"] == []


def test_two_files_for_a_shop_have_as_many_pages(clean):
    asked = shops.shop("puzzlefactory")
    fronts, backs = (preflight.inspect(data, asked) for data in shops.files_for("puzzlefactory", most=3))
    assert preflight.pair([fronts, backs]) == ()
    fewer = changed(shops.files_for("puzzlefactory", most=3)[1], lambda pdf: pdf.pages.__delitem__(-1))
    (finding,) = preflight.pair([fronts, preflight.inspect(fewer, asked)])
    assert finding.what == "the files have 3 and 2 pages"


def test_one_file_is_not_enough_for_a_shop_that_wants_two(tmp_path):
    fronts, _ = shops.files_for("puzzlefactory", most=3)
    (tmp_path / "fronts.pdf").write_bytes(fronts)
    run = CliRunner().invoke(main, ["preflight", str(tmp_path / "fronts.pdf"), "--for", "puzzlefactory"])
    assert run.exit_code == 1
    assert "one file; asked: two files, fronts and backs (give both)" in run.output


@pytest.mark.parametrize("called", [("feedback.fronts.pdf", "feedback.backs.pdf"), ("one.pdf", "other.pdf")])
def test_fronts_and_backs_are_told_apart_in_either_order(tmp_path, called):
    names = split_files(tmp_path, called)
    for order in (names, names[::-1]):
        run = CliRunner().invoke(main, ["preflight", *order, "--for", "puzzlefactory"])
        assert run.exit_code == 0, run.output
        assert run.output.index(names[0]) < run.output.index(names[1])


def test_files_with_each_others_names_are_found(tmp_path):
    run = CliRunner().invoke(main, ["preflight", *split_files(tmp_path, ("backs.pdf", "fronts.pdf")),
                                    "--for", "puzzlefactory"])  # fmt: skip
    assert run.exit_code == 1
    assert "the file that is called fronts looks like the backs" in run.output


def split_files(folder, called) -> list[str]:
    """A file of fronts and one of backs under these names."""
    for name, data in zip(called, shops.files_for("puzzlefactory", "spiegel", most=4), strict=True):
        (folder / name).write_bytes(data)
    return [str(folder / name) for name in called]


def test_an_office_printer_asks_less(clean):
    data = changed(clean, lambda pdf: [DEFECTS[name][1](pdf) for name in ("RGB area", "a link", "no output intent")])
    assert {finding.check for finding in found(data, "office")} == {"sheets"}


def test_cards_with_bleed_are_not_for_an_office_printer(clean):
    (only,) = found(clean, "office")
    assert only.what == "the pages are cards of 63.0 x 88.0 mm with bleed, for a print shop"
    assert only.fix == "build the deck without --for"


def test_the_command_tells_people_and_programs(tmp_path, clean):
    path = tmp_path / "deck.pdf"
    path.write_bytes(changed(clean, DEFECTS["RGB area"][1]))
    run = CliRunner().invoke(main, ["preflight", str(path), "--for", SHOP])
    assert run.exit_code == 1
    assert "page 1: error: RGB in an area, at 25.2, 38.1 mm; asked: CMYK" in run.output
    assert run.output.endswith("1 error for Wim Jonkers (NL)\n")
    run = CliRunner().invoke(main, ["preflight", str(path), "--for", SHOP, "--json"])
    assert run.exit_code == 1
    (file,) = json.loads(run.output)["files"]
    (finding,) = file["findings"]
    assert (finding["check"], finding["page"], finding["x_mm"], finding["y_mm"]) == ("colour", 1, 25.2, 38.1)
    path.write_bytes(clean)
    run = CliRunner().invoke(main, ["preflight", str(path), "--for", SHOP])
    assert (run.exit_code, run.output.splitlines()[-1]) == (0, "nothing to mend for Wim Jonkers (NL)")


def test_an_unknown_shop_is_answered_with_the_nearest(tmp_path, clean):
    (tmp_path / "deck.pdf").write_bytes(clean)
    run = CliRunner().invoke(main, ["preflight", str(tmp_path / "deck.pdf"), "--for", "wimjonker"])
    assert run.exit_code == 2
    assert "did you mean 'wimjonkers'?" in run.output


@pytest.mark.parametrize("spoilt", ["empty", "text", "cut", "password"])
def test_a_file_that_cannot_be_read_gives_a_sentence(tmp_path, clean, spoilt):
    path = tmp_path / "deck.pdf"
    locked = pikepdf.Encryption(owner="o", user="u")
    path.write_bytes({
        "empty": lambda: b"", "text": lambda: b"Dear printer,", "cut": lambda: clean[:300],
        "password": lambda: changed(clean, lambda pdf: None, encryption=locked),
    }[spoilt]())  # fmt: skip
    run = CliRunner().invoke(main, ["preflight", str(path), "--for", "office"])
    said = {"password": "asks for a password", "cut": "broken"}.get(spoilt, "not a PDF")
    assert run.exit_code == 1
    assert said in run.output
    assert run.exception is None or isinstance(run.exception, SystemExit)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6))
def test_no_damage_to_a_file_makes_a_traceback(damage):
    data = bytearray(small())
    for at, value in damage:
        data[at % len(data) : at % len(data) + len(value)] = value
    preflight.inspect(bytes(data), shops.shop(SHOP))


@functools.cache
def small() -> bytes:
    """A file of one page, its streams as plain text, so that damage reaches the operators."""
    (data,) = shops.files_for(SHOP, most=1)
    return changed(data, lambda pdf: None, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)


def test_a_shop_of_the_user_s_own_is_known(project):
    mine = project(templates__shops="mine: {title: {en: Mine}, source: they told me, safe: 4 mm}\n")
    assert mine.shops["mine"].value.safe == pytest.approx(4 * 72 / 25.4)
    assert "mbprint" in mine.shops
    assert bleed.DPI >= 100


def test_sheets_for_an_office_printer_are_told_once_with_what_to_make_instead(tmp_path):
    files, _ = build.build("vijf-mythes", shops.shipped(), ["en"], ["pdf"], build.Print(A4))
    (data,) = (file.data for file in files)
    (tmp_path / "sheets.pdf").write_bytes(data)
    (only,) = found(data)
    assert only.what == "the pages are sheets of 210.0 x 297.0 mm for an office printer"
    result = CliRunner().invoke(main, ["preflight", str(tmp_path / "sheets.pdf"), "--for", SHOP])
    assert result.exit_code == 1
    assert "build the deck for this shop, with --for" in result.stdout
    assert "1 error for " in result.stdout
    assert found(data, "office") == []


def test_sheets_of_a_deck_here_are_told_with_the_command_that_makes_them_for_the_shop(tmp_path):
    files, _ = build.build("vijf-mythes", shops.shipped(), ["en"], ["pdf"], build.Print(A4))
    (data,) = (file.data for file in files)
    for name, told in (("vijf-mythes.en.pdf", True), ("vijf-mythes.en.old.pdf", False), ("other.en.pdf", False)):
        (tmp_path / name).write_bytes(data)
        result = CliRunner().invoke(main, ["preflight", str(tmp_path / name), "--for", SHOP])
        command = f"teamcards build vijf-mythes --lang en --for {SHOP}"
        assert (f"({command})" in result.stdout) == told
        as_data = CliRunner().invoke(main, ["preflight", str(tmp_path / name), "--for", SHOP, "--json"])
        ((finding,),) = [file["findings"] for file in json.loads(as_data.stdout)["files"]]
        assert (finding["fix"] == command) == told


def test_one_fault_on_every_page_is_one_error(tmp_path, clean):
    def without_trim(pdf: Pdf) -> None:
        for page in pdf.pages:
            del page.obj.TrimBox

    (tmp_path / "deck.pdf").write_bytes(changed(clean, without_trim))
    result = CliRunner().invoke(main, ["preflight", str(tmp_path / "deck.pdf"), "--for", SHOP])
    assert "pages 1-6: error: the page does not say where it is cut" in result.stdout
    lines = [line for line in result.stdout.splitlines() if ": error: " in line or line.startswith("  error: ")]
    assert result.stdout.splitlines()[-1].startswith(f"{len(lines)} error")


def test_preflight_asks_who_prints_it(tmp_path, clean):
    (tmp_path / "deck.pdf").write_bytes(clean)
    result = CliRunner().invoke(main, ["preflight", str(tmp_path / "deck.pdf")])
    assert result.exit_code == 2
    assert "who prints it? add --for office, or --for with a shop of 'teamcards list shops'" in result.stderr

"""Fonts as PDFs and pages carry them: small, named as they name themselves, and of a variable font one instance."""

from __future__ import annotations

import io
import shutil

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from teamcards import fonts
from teamcards.drawing import Page, Run
from teamcards.writers import pdf

FIRA = "fontpkg_fira_sans"
NOTO = ("justmytype_western_core", "fonts/ofl/notosans/NotoSans[wdth,wght].ttf")


@pytest.fixture(scope="module")
def bold() -> fonts.Font:
    return fonts.load(FIRA, "FiraSans-Bold.ttf")


def file_of(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data))


def written(*words: tuple[fonts.Font, str]) -> pikepdf.Pdf:
    """A page with these words, each in its font."""
    runs = tuple(Run(50, 50, font.name, 12, (0.0, 0.0, 0.0), (font.set(text),)) for font, text in words)
    used = [font for font, _ in words]
    return pikepdf.open(io.BytesIO(pdf.write([Page(300, 100, (), runs)], pdf.About("t", "", "en"), used)))


def base_fonts(document: pikepdf.Pdf) -> list[str]:
    return [str(font.BaseFont).partition("+")[2] for font in document.pages[0].Resources.Font.values()]


def test_an_embedded_font_has_the_glyphs_of_its_characters_and_no_other(bold):
    made = bold.embedded("bak猫\u00ad")
    assert sorted(map(chr, made.glyphs)) == ["a", "b", "k", "\u00ad"]
    file = file_of(made.data)
    assert len(file.getGlyphOrder()) == 5  # four, and the one for what is missing
    for code, glyph in made.glyphs.items():
        advance, _ = file["hmtx"][file.getGlyphName(glyph)]
        assert made.widths[code] == pytest.approx(advance * 1000 / file["head"].unitsPerEm)
        shown = "-" if chr(code) == "\u00ad" else chr(code)
        assert made.widths[code] == pytest.approx(bold.set(shown).width)
    assert {"cmap", "name", "GPOS"}.isdisjoint(file.keys())
    assert made.ascent > made.capital > 0 > made.descent


def test_the_same_characters_give_the_same_bytes_and_others_another_name(bold):
    assert bold.embedded("abc") == bold.embedded("cba")
    assert bold.embedded("abc").name != bold.embedded("abd").name


def test_a_variable_font_is_embedded_as_the_instance_that_is_measured():
    font = fonts.load(*NOTO)
    for data in (font.embedded("Ab").data, font.subset("Ab")):
        assert {"fvar", "gvar", "HVAR", "avar"}.isdisjoint(file_of(data).keys())
    assert font.embedded("Ab").name.endswith("+NotoSans-Regular")


def test_fonts_are_called_in_a_pdf_as_they_call_themselves(bold):
    assert base_fonts(written((bold, "a"), (fonts.load(*NOTO), "b"))) == ["FiraSans-Bold", "NotoSans-Regular"]


def test_a_font_that_leans_says_so(bold):
    document = written((bold, "a"), (fonts.load(FIRA, "FiraSans-BoldItalic.ttf"), "b"))
    found = [font.DescendantFonts[0].FontDescriptor for font in document.pages[0].Resources.Font.values()]
    assert [bool(int(each.Flags) & 64) for each in found] == [False, True]
    assert [float(each.ItalicAngle) for each in found] == [0, -8]


def test_two_fonts_whose_files_are_called_alike_stay_two(tmp_path, monkeypatch, bold):
    folder = tmp_path / "fontpkg_other"
    folder.mkdir()
    (folder / "__init__.py").write_text("", "utf-8")
    shutil.copy(fonts.load(FIRA, "FiraSans-Light.ttf").path, folder / "FiraSans-Bold.ttf")
    monkeypatch.syspath_prepend(str(tmp_path))
    other = fonts.load("fontpkg_other", "FiraSans-Bold.ttf")
    assert base_fonts(written((bold, "a"), (other, "a"))) == ["FiraSans-Bold", "FiraSans-Light"]

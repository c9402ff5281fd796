"""Fonts from installed packages: which characters they have, how wide words are, small copies for pages and PDFs."""

from __future__ import annotations

import functools
import hashlib
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as harfbuzz

from teamcards import folders
from teamcards.drawing import Glyphs

# Kerning alone: ligatures without a code point of their own would spoil copied and extracted text.
_FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False, "calt": False}

_HYPHEN = "-"  # what a soft hyphen looks like; shaping would hide it
_SOFT_HYPHEN = "\u00ad"

_POSTSCRIPT = 6  # the name of a font for PostScript and PDF, in its table of names
_NOT_PRINTED = (b"GSUB", b"GPOS", b"GDEF", b"cmap", b"name", b"post", b"OS/2")  # tables that a PDF has no use for


class Embedded(NamedTuple):
    """A font as a PDF carries it: a TrueType file with some of its glyphs, and what is told about it beside that.

    `name` is what the font calls itself, behind letters that tell this choice of glyphs. `glyphs` and `widths` go by
    code point. All lengths are in thousandths of the type size, the angle is in degrees; `stem` is how thick an upright
    stroke is, by the weight of the font.
    """

    name: str
    data: bytes
    glyphs: Mapping[int, int]
    widths: Mapping[int, float]
    box: tuple[float, ...]
    angle: float
    ascent: float
    descent: float
    capital: float
    stem: float


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """One font file; widths are in thousandths of the type size. A variable font is set in its default instance.

    `name` tells it from every other: its package and its file there. Words are the sum of their letters and of the
    kerning between two of them, each asked of HarfBuzz once.
    """

    name: str
    path: Path
    _face: harfbuzz.Face = field(repr=False)
    _font: harfbuzz.Font = field(repr=False)
    _advances: dict[str, float] = field(repr=False, default_factory=dict)
    _kerns: dict[tuple[str, str], float] = field(repr=False, default_factory=dict)

    def lacks(self, text: Iterable[str]) -> list[str]:
        """The characters that the font has no glyph for, in the order they first occur.

        Those beyond U+FFFF (emoji) are among them: in a PDF they could not be copied or read aloud.
        """
        return [c for c in dict.fromkeys(text) if c != "\n" and not self._has(c)]

    def _has(self, character: str) -> bool:
        return character <= "\uffff" and self._font.get_nominal_glyph(ord(character)) is not None

    def set(self, word: str) -> Glyphs:
        """A word with its width and kerning."""
        try:
            width = sum(map(self._advances.__getitem__, word))
            kerns = list(map(self._kerns.__getitem__, pairwise(word)))
        except KeyError:
            if not all(map(self._learn, word)):
                return self._shape(word)
            self._learn_pairs(word)
            return self.set(word)
        if any(kerns):
            return Glyphs(word, width + sum(kerns), tuple((n, kern) for n, kern in enumerate(kerns) if kern))
        return Glyphs(word, width)

    def _learn(self, character: str) -> bool:
        """Remembers how wide a character is; false for one without a glyph, or that changes with its neighbours."""
        if character in self._advances:
            return True
        shown = _HYPHEN if character == _SOFT_HYPHEN else character
        if not self._has(shown) or unicodedata.category(shown)[0] in "CM":
            return False
        glyph = self._font.get_nominal_glyph(ord(shown))
        self._advances[character] = self._font.get_glyph_h_advance(glyph) * 1000 / self._face.upem
        return True

    def _learn_pairs(self, word: str) -> None:
        for pair in pairwise(word):
            if pair not in self._kerns:
                kerns = dict(self._shape("".join(pair)).kerns)
                self._kerns[pair] = kerns.get(0, 0.0)

    def _shape(self, word: str) -> Glyphs:
        """A word as HarfBuzz sets it."""
        buffer = harfbuzz.Buffer()
        buffer.add_str(word.replace(_SOFT_HYPHEN, _HYPHEN))
        buffer.guess_segment_properties()
        buffer.language = "en"  # else that of the machine
        harfbuzz.shape(self._font, buffer, _FEATURES)
        scale = 1000 / self._face.upem
        kerns: list[tuple[int, float]] = []
        width = 0.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
            kern = position.x_advance - self._font.get_glyph_h_advance(info.codepoint)
            if kern:
                kerns.append((info.cluster, kern * scale))
            width += position.x_advance * scale
        return Glyphs(word, width, tuple(kerns), "".join(self.lacks(word)))

    def subset(self, characters: Iterable[str]) -> bytes:
        """A WOFF file with only these characters (and the kerning between them)."""
        wanted = self._wanted(map(ord, characters))
        wanted.layout_feature_tag_set.clear()
        wanted.layout_feature_tag_set.add(int.from_bytes(b"kern"))
        return _woff(bytes(harfbuzz.subset(self._face, wanted).blob.data))

    def embedded(self, characters: Iterable[str]) -> Embedded:
        """The font with only these characters, and without those that it lacks; the same ones give the same bytes."""
        seen = {sign: _HYPHEN if sign == _SOFT_HYPHEN else sign for sign in sorted(characters)}
        shown = {ord(sign): ord(look) for sign, look in seen.items() if self._has(look)}
        wanted = self._wanted(shown.values())
        for table in _NOT_PRINTED:
            wanted.drop_table_tag_set.add(int.from_bytes(table))
        plan = harfbuzz.SubsetPlan(self._face, wanted)
        old, new = dict(plan.unicode_to_old_glyph_mapping), dict(plan.old_to_new_glyph_mapping)
        data = bytes(plan.execute().blob.data)
        scale, font = 1000 / self._face.upem, self._font
        extents, style = font.get_font_extents("ltr"), harfbuzz.StyleTag
        corners = struct.unpack_from(">4h", self._face.reference_table("head").data, 36)
        return Embedded(
            f"{_tag(self.name, shown)}+{self._postscript()}",
            data,
            glyphs={code: new[old[look]] for code, look in shown.items()},
            widths={code: font.get_glyph_h_advance(old[look]) * scale for code, look in shown.items()},
            box=tuple(round(corner * scale) for corner in corners),
            angle=font.get_style_value(style.SLANT_ANGLE),
            ascent=round(extents.ascender * scale),
            descent=round(extents.descender * scale),
            capital=round((font.get_metric_position(harfbuzz.OTMetricsTag.CAP_HEIGHT) or extents.ascender) * scale),
            stem=round(50 + (font.get_style_value(style.WEIGHT) / 65) ** 2),
        )

    def _postscript(self) -> str:
        """The name that the font has in PDFs: its own, without the signs that names there cannot have."""
        name = self._face.get_name(_POSTSCRIPT) or self.path.stem
        return re.sub(r"[^!-~]|[][(){}<>/%]", "", name)

    def _wanted(self, codes: Iterable[int]) -> harfbuzz.SubsetInput:
        """These characters, unhinted, and of a variable font only what it looks like here."""
        wanted = harfbuzz.SubsetInput()
        wanted.flags = harfbuzz.SubsetFlags.NO_HINTING
        wanted.unicode_set.update(codes)
        if self._face.has_var_data:
            wanted.pin_all_axes_to_default(self._face)
        return wanted


def _tag(font: str, codes: Iterable[int]) -> str:
    """Six letters that name a choice of characters of a font."""
    digest = hashlib.sha256(repr((font, list(codes))).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


@functools.cache
def load(package: str, file: str) -> Font:
    """The font file of that name in an installed font package, such as fontpkg_fira_sans and FiraSans-Bold.ttf.

    Raises FileNotFoundError when the package is not installed or has no such file.
    """
    paths = (path for folder in folders.package(package) for path in (folder / "files" / file, folder / file))
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise FileNotFoundError(f"no font {file} in the package {package}")
    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path)))
    return Font(f"{package}/{file}", path, face, harfbuzz.Font(face))


def installed(package: str, file: str) -> Font | None:
    """As `load`, for a font that need not be there: None when it is not."""
    try:
        return load(package, file)
    except FileNotFoundError:
        return None


def _woff(data: bytes) -> bytes:
    """A TrueType file as a web page has it, each of its tables deflated (WOFF File Format 1.0, W3C)."""
    (count,) = struct.unpack_from(">H", data, 4)
    entries, tables = [], []
    offset, whole = 44 + 20 * count, 12 + 16 * count
    for place in range(count):
        tag, check, start, length = struct.unpack_from(">4s3L", data, 12 + 16 * place)
        table = data[start : start + length]
        packed = min(table, zlib.compress(table, 9), key=len)
        entries.append(struct.pack(">4s4L", tag, offset, len(packed), length, check))
        tables.append(packed + bytes(-len(packed) % 4))
        offset += len(tables[-1])
        whole += length + -length % 4
    header = struct.pack(">4s4sL2HL2H5L", b"wOFF", data[:4], offset, count, 0, whole, 1, 0, 0, 0, 0, 0, 0)
    return b"".join([header, *entries, *tables])

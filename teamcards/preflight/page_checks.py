"""What can be wrong with a page: one small check for each defect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from teamcards.preflight.findings import Finding, place
from teamcards.preflight.paints import Corners, Paint, Shade
from teamcards.preflight.reading import Sheet
from teamcards.raster import Words
from teamcards.shop import Shop
from teamcards.units import MM

_SLACK = 0.1  # points (0.04 mm) that a length may be short
_HANGS = 0.2 * MM  # how far the tail of a letter may hang into the safe zone
_SMALL = 12.0  # points below which type blurs when several inks are printed a little off
_DARK = 0.75  # how black a colour of several inks is that stands for black
_OTHERS = 0.1  # how much of another ink makes a black a rich one
_LONGEST = 40

PageCheck = Callable[[Sheet, Shop], Iterator[Finding]]


def trim(sheet: Sheet) -> Corners:
    """What is cut out of a page: all of it when it does not say."""
    return sheet.trim or sheet.media


def boxes(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """A page says where it is cut, and has room for bleed around that."""
    asked = f"TrimBox, and a BleedBox {_mm(shop.bleed)} around it"
    fix = "build it with teamcards for this shop, or export it with bleed"
    if sheet.trim is None:
        yield Finding("boxes", sheet.number, "the page does not say where it is cut (no TrimBox)", asked, fix)
        return
    bleed = sheet.bleed or sheet.media
    room = min(_apart(bleed, sheet.trim))
    if min(_apart(sheet.media, bleed)) < -_SLACK or room < -_SLACK:
        yield Finding("boxes", sheet.number, "the boxes do not lie within each other", asked, fix)
    elif room < shop.bleed - _SLACK:
        what = f"the page has {_mm(room)} of bleed" if room > _SLACK else "the page has no room for bleed"
        yield Finding("boxes", sheet.number, what, asked, fix)


def marks(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """Nothing stands around the bleed."""
    outside = [paint for paint in sheet.paints if _is_apart(paint.box, sheet.bleed or sheet.media)
               and not _is_apart(paint.box, sheet.media)]  # fmt: skip
    if outside and not shop.marks:
        fix = "export it without crop marks and colour bars"
        yield _first("marks", sheet, outside, "marks around the card", "none", fix)


def fonts(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """Letters bring their shapes with them."""
    for name in sheet.loose:
        fix = "export it with all fonts embedded"
        yield Finding("fonts", sheet.number, f"the font {name} is not in the file", "fonts embedded", fix)


def hairlines(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """Lines are wide enough to be printed."""
    thin = [paint for paint in _painted(sheet, "line") if paint.width < shop.min_line - 0.01]
    if thin:
        what = f"a line of {min(paint.width for paint in thin):.2f} pt"
        yield _first("hairline", sheet, thin, what, f"{shop.min_line:g} pt", "make it wider")


def resolution(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """Pictures have pixels enough for the size that they are printed at."""
    coarse = [paint for paint in _painted(sheet, "picture") if 0 < paint.dpi < shop.dpi * 0.99]
    if coarse:
        worst = min(coarse, key=lambda paint: paint.dpi)
        fix = f"use one with {shop.dpi / worst.dpi:.1f} times as many pixels across, or print it smaller"
        yield _first("resolution", sheet, coarse, f"a picture of {worst.dpi:.0f} dpi", f"{shop.dpi} dpi", fix)


def small_type(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """Type is large enough, white type on colour in particular."""
    white = [paint for paint in _painted(sheet, "text") if _is_white(paint.shade)]
    dark = [paint for paint in _painted(sheet, "text") if not _is_white(paint.shade)]
    for found, least, kind in ((dark, shop.min_type, "type"), (white, shop.min_reversed, "white type")):
        small = [paint for paint in found if 0 < paint.size < least - 0.05]
        if small:
            what = f"{kind} of {min(paint.size for paint in small):.1f} pt"
            yield _first("small-type", sheet, small, what, f"{least:g} pt", "set it larger, or choose a larger card")


def colour(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """What goes to a press in four inks is in four inks."""
    if shop.colour == "rgb":
        return
    names = {"rgb": "RGB", "lab": "Lab"}
    for kind in ("area", "line", "text", "picture", "shading"):
        for family, name in names.items():
            wrong = [paint for paint in _painted(sheet, kind) if paint.shade.family == family]
            if wrong:
                yield _first("colour", sheet, wrong, f"{name} in {_KINDS[kind]}", "CMYK", "convert it to CMYK")
    if spot := [paint for paint in sheet.paints if paint.shade.family == "spot"]:
        fix = "convert it, unless you ordered it"
        yield _first("colour", sheet, spot, "a spot colour", "CMYK", fix)._replace(severity="warning")


_KINDS = {"area": "an area", "line": "a line", "text": "text", "picture": "a picture", "shading": "a shading"}


def ink(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """No spot takes more ink than dries; what overlaps is not added up."""
    wet = [paint for paint in sheet.paints if max(paint.ink, paint.shade.ink) > shop.max_ink + 1]
    if wet and shop.colour == "cmyk":
        most = max(max(paint.ink, paint.shade.ink) for paint in wet)
        fix = "use less of each ink, or another profile"
        yield _first("ink", sheet, wet, f"{most:.0f} % ink in {_KINDS[wet[0].kind]}", f"{shop.max_ink:g} %", fix)


def black_text(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """Small text is in one ink, so that it stays sharp when inks are printed a little off."""
    small = [paint for paint in _painted(sheet, "text") if paint.size < _SMALL]
    mixed = [paint for paint in small if _is_mixed_black(paint.shade)]
    if mixed and shop.colour == "cmyk":
        rgb = mixed[0].shade.family == "rgb"
        what = f"small text in {'a black of RGB, which becomes' if rgb else 'a black of'} several inks"
        yield _first("black-text", sheet, mixed, what, "black ink only", "set it in 100 % black")


def extras(sheet: Sheet, shop: Shop) -> Iterator[Finding]:
    """A page holds nothing that is only for screens."""
    if sheet.extras:
        what = f"what is not printed: {', '.join(sorted(set(sheet.extras)))}"
        yield Finding("annotations", sheet.number, what, "none", "export it without links, notes and fields")


def safe_zone(sheet: Sheet, shop: Shop, words: Iterable[Words]) -> Iterator[Finding]:
    """Text must stay away from the cut, or from the edge of the paper."""
    cut = trim(sheet)
    inside = [each for each in words if not _is_apart(each.box, sheet.media) and each.text]
    near = [each for each in inside if min(_apart(cut, each.box)) < shop.safe - _HANGS]
    if near:
        worst = min(near, key=lambda each: min(_apart(cut, each.box)))
        text = worst.text if len(worst.text) <= _LONGEST else worst.text[: _LONGEST - 1] + "…"
        room = min(_apart(cut, worst.box))
        edge = "the cut" if sheet.trim else "the edge of the paper"
        what = f"'{text}' stands {_mm(room)} from {edge}" if room >= 0 else f"'{text}' runs past {edge}"
        spot = place(worst.box[0], worst.box[3], cut)
        fix = "move it inwards, or shorten it"
        yield Finding("safe-zone", sheet.number, what, _mm(shop.safe), fix, spot, len(near) - 1)


FOR_ALL: tuple[PageCheck, ...] = (fonts, hairlines, resolution, small_type)
FOR_SHOPS: tuple[PageCheck, ...] = (boxes, marks, colour, ink, black_text, extras)


def _painted(sheet: Sheet, kind: str) -> list[Paint]:
    return [paint for paint in sheet.paints if paint.kind == kind and not _is_apart(paint.box, sheet.media)]


def _first(check: str, sheet: Sheet, paints: Sequence[Paint], what: str, asked: str, fix: str) -> Finding:
    left, _, _, high = paints[0].box
    return Finding(check, sheet.number, what, asked, fix, place(left, high, trim(sheet)), len(paints) - 1)


def _is_white(shade: Shade) -> bool:
    if shade.family == "cmyk":
        return sum(shade.parts) < 0.02
    return shade.family in ("grey", "rgb") and bool(shade.parts) and min(shade.parts) > 0.98


def _is_mixed_black(shade: Shade) -> bool:
    """A black that takes more than black ink: several inks at once, or red, green and blue that a shop converts."""
    if shade.family == "cmyk" and len(shade.parts) == 4:
        cyan, magenta, yellow, black = shade.parts
        dark = black + min(cyan, magenta, yellow) * (1 - black)
        return dark >= _DARK and cyan + magenta + yellow > _OTHERS
    return shade.family == "rgb" and bool(shade.parts) and max(shade.parts) <= 1 - _DARK


def _apart(outer: Corners, inner: Corners) -> tuple[float, float, float, float]:
    """How far the sides of a box lie inside those of another (points)."""
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def _is_apart(one: Corners, other: Corners) -> bool:
    """Whether nothing of a box lies in the other."""
    return one[0] > other[2] or one[2] < other[0] or one[1] > other[3] or one[3] < other[1]


def _mm(points: float) -> str:
    return f"{round(points / MM, 2):g} mm"

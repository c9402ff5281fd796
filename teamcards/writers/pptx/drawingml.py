"""Shapes as the XML of PowerPoint (ECMA-376, DrawingML and PresentationML); lengths in EMU, 12,700 to a point."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from teamcards.drawing import Box, Commands
from teamcards.markup import Span
from teamcards.writers.pptx.measure import HANG
from teamcards.writers.pptx.shapes import (
    SOFT,
    Colour,
    Drawn,
    Item,
    Layout,
    Paragraph,
    Photo,
    Place,
    Placeholder,
    Shape,
    Text,
    Type,
)

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)

_DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_DARK = (
    '<p:clrMapOvr><a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="lt2" folHlink="lt2"/></p:clrMapOvr>'
)
_LIGHT = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


class Links(NamedTuple):
    """Gives the id of what a slide refers to: an address, another slide by its own address, the bytes of a picture."""

    address: Callable[[str], str]
    slide: Callable[[str], str]
    picture: Callable[[bytes], str]


class Writing(NamedTuple):
    """How the shapes of one slide or layout are written: in which language, on which layout, with which links."""

    language: str
    layout: Layout
    links: Links | None = None

    def tree(self, items: Iterable[Item]) -> str:
        """The shapes of a slide, in reading order."""
        return _tree(self._item(item, number) for number, item in enumerate(items, 2))

    def backdrop(self) -> str:
        """The shapes of a layout: what stands behind, then its places."""
        count = len(self.layout.items) + 2
        items = [self._item(item, number) for number, item in enumerate(self.layout.items, 2)]
        places = [self._place(place, number) for number, place in enumerate(self.layout.places, count)]
        return _tree([*items, *places])

    def mapping(self) -> str:
        """Which colours of the theme are ground and ink here."""
        return _DARK if self.layout.dark else _LIGHT

    def paragraphs(self, text: Text, size: float = 0.0) -> str:
        """The paragraphs of a text; `size` is that of the layout, by which the items of lists hang."""
        return "".join(self._paragraph(each, text.align, size) for each in text.paragraphs) or "<a:p/>"

    # --- shapes

    def _item(self, item: Item, number: int) -> str:
        match item:
            case Placeholder():
                return self._placeholder(item, number)
            case Shape():
                return self._shape(item, number)
            case Drawn():
                return _drawn(item, number)
            case Photo():
                return self._photo(item, number)

    def _placeholder(self, item: Placeholder, number: int) -> str:
        place = self.layout.place(item.name)
        words = self.paragraphs(item.text, place.type.size)
        return (
            f"<p:sp><p:nvSpPr>{_named(number, item.name)}"
            f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{_ph(place)}</p:nvPr></p:nvSpPr>'
            f"<p:spPr>{_frame(item.box) if item.box else ''}</p:spPr>"
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{words}</p:txBody></p:sp>"
        )

    def _place(self, place: Place, number: int) -> str:
        turned = ' vert="vert270"' if place.upright else ""
        type = place.type
        level = (
            f'<a:lvl1pPr marL="0" indent="0" algn="{place.align}">'
            f'<a:lnSpc><a:spcPct val="{_leading(place)}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>{_how(type, "a:defRPr")}</a:lvl1pPr>'
        )
        named = f'<a:p><a:r><a:rPr lang="en-GB"/><a:t>{escape(place.name)}</a:t></a:r></a:p>'
        return (
            f"<p:sp><p:nvSpPr>{_named(number, place.name)}"
            f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{_ph(place)}</p:nvPr></p:nvSpPr>'
            f'<p:spPr>{_frame(place.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f'<p:txBody><a:bodyPr{turned} wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{place.anchor}">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle>{level}</a:lstStyle>{named}</p:txBody></p:sp>"
        )

    def _shape(self, item: Shape, number: int) -> str:
        named = _named(number, item.name, link=self._jump(item.to), decoration=item.text is None)
        kind = "" if item.fill or item.line else ' txBox="1"'
        looks = f"{_rectangle(item)}{_fill(item.fill)}{_stroke(item)}"
        return (
            f"<p:sp><p:nvSpPr>{named}<p:cNvSpPr{kind}/><p:nvPr{_DRAWN}/></p:nvSpPr>"
            f"<p:spPr>{_frame(item.box, item.turn)}{looks}</p:spPr>"
            f"<p:txBody>{_body(item.text)}<a:lstStyle/>{self.paragraphs(item.text or Text(()))}</p:txBody></p:sp>"
        )

    def _photo(self, item: Photo, number: int) -> str:
        assert self.links is not None
        link = f'<a:hlinkClick r:id="{self.links.address(item.href)}"/>' if item.href else ""
        return (
            f"<p:pic><p:nvPicPr>{_named(number, item.name, item.alt, link, decoration=not item.alt)}"
            f'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr{_DRAWN}/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{self.links.picture(item.data)}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</p:blipFill><p:spPr>{_frame(item.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    # --- text

    def _paragraph(self, paragraph: Paragraph, align: str, size: float) -> str:
        type, runs = paragraph.type, list[str]()
        if paragraph.mark:
            runs.append(self._run(Span(f"{paragraph.mark}\t"), type._replace(bold=True, colour=paragraph.marked)))
        words = "".join(span.text for span in paragraph.spans)
        link = self._jump(paragraph.to, words)
        runs += [self._run(span, type, "" if paragraph.end else link) for span in paragraph.spans if span.text]
        if paragraph.end:
            runs += [self._run(Span("  "), type), self._run(Span(paragraph.end), type._replace(colour=SOFT), link)]
        return f"<a:p>{_settings(paragraph, align, type.size or size)}{''.join(runs)}{_end(self.language, type)}</a:p>"

    def _run(self, span: Span, type: Type, link: str = "") -> str:
        if span.text == "\n":
            return f"<a:br>{_how(type, 'a:rPr', self.language)}</a:br>"
        if span.href and self.links:
            link = f'<a:hlinkClick r:id="{self.links.address(span.href)}"/>'
        how = _how(type._replace(bold=type.bold or span.strong), "a:rPr", self.language, span.emphasis, link)
        return f"<a:r>{how}<a:t>{escape(span.text)}</a:t></a:r>"

    def _jump(self, to: str, told: str = "") -> str:
        """A link to another slide, and what is told of it where its own words say little."""
        if not to or self.links is None:
            return ""
        tip = f" tooltip={quoteattr(told)}" if told else ""
        return f'<a:hlinkClick r:id="{self.links.slide(to)}" action="ppaction://hlinksldjump"{tip}/>'


_DRAWN = ' userDrawn="1"'


def _tree(shapes: Iterable[str]) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
        f"</a:xfrm></p:grpSpPr>{''.join(shapes)}</p:spTree>"
    )


def _named(number: int, name: str, alt: str = "", link: str = "", decoration: bool = False) -> str:
    """What a shape is called; one without words or alt text is decoration, which screen readers pass over."""
    told = f" descr={quoteattr(alt)}" if alt else ""
    inside = f"{link}{_DECORATION if decoration else ''}"
    return f'<p:cNvPr id="{number}" name={quoteattr(f"{name} {number}")}{told}>{inside}</p:cNvPr>'


def _ph(place: Place) -> str:
    return '<p:ph type="title"/>' if place.kind == "title" else f'<p:ph type="{place.kind}" idx="{place.slot}"/>'


def _leading(place: Place) -> int:
    return 92000 if place.kind == "title" else 100000


def _emu(points: float) -> int:
    return round(points * 12700)


def _frame(box: Box, turn: float = 0.0) -> str:
    turned = f' rot="{round(turn * 60000) % 21600000}"' if turn else ""
    x, y, width, height = (_emu(length) for length in box)
    return f'<a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{max(0, width)}" cy="{max(0, height)}"/></a:xfrm>'


def _rectangle(shape: Shape) -> str:
    if not shape.radius:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    share = min(50000, round(100000 * shape.radius / max(1.0, min(shape.box.width, shape.box.height))))
    return f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'


def _colour(colour: Colour) -> str:
    lighter = f'<a:lumMod val="{100000 - 1000 * colour.lighter}"/><a:lumOff val="{1000 * colour.lighter}"/>'
    inside = lighter if colour.lighter else ""
    if colour.base.startswith("#"):
        return f'<a:srgbClr val="{colour.base[1:].upper()}">{inside}</a:srgbClr>'
    return f'<a:schemeClr val="{colour.base}">{inside}</a:schemeClr>'


def _fill(colour: Colour | None) -> str:
    return f"<a:solidFill>{_colour(colour)}</a:solidFill>" if colour else "<a:noFill/>"


def _stroke(shape: Shape) -> str:
    if shape.line is None:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if shape.dashed else ""
    return f'<a:ln w="{_emu(shape.width)}">{_fill(shape.line)}{dash}</a:ln>'


def _body(text: Text | None) -> str:
    left, top, right, bottom = text.inset if text else (0.0, 0.0, 0.0, 0.0)
    margins = f'lIns="{_emu(left)}" tIns="{_emu(top)}" rIns="{_emu(right)}" bIns="{_emu(bottom)}"'
    anchor = text.anchor if text else "t"
    return f'<a:bodyPr wrap="square" {margins} rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'


def _settings(paragraph: Paragraph, align: str, size: float) -> str:
    """How a paragraph stands: its alignment, its space, its bullet or number, its tab stops."""
    hang = _emu(paragraph.hang or size * HANG[paragraph.kind])
    first = min(32767, max(1, paragraph.number))  # as far as PowerPoint counts
    bullet = {
        "paragraph": "<a:buNone/>",
        "bullet": '<a:buFont typeface="Arial"/><a:buChar char="•"/>',
        "number": f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{first}"/>',
    }[paragraph.kind]
    tabs = f'<a:tabLst><a:tab pos="{hang}" algn="l"/></a:tabLst>' if paragraph.mark else ""
    indent = f' marL="{hang}" indent="-{hang}"' if hang else ""
    aligned = f' algn="{align}"' if align != "l" else ""
    before = f'<a:spcBef><a:spcPts val="{round(100 * paragraph.before)}"/></a:spcBef>'
    return f"<a:pPr{indent}{aligned}>{before}{bullet}{tabs}</a:pPr>"


def _how(type: Type, tag: str, language: str = "", emphasis: bool = False, link: str = "") -> str:
    """The properties of a run."""
    told = f' lang="{language}"' if language else ""
    size = f' sz="{round(100 * type.size)}"' if type.size else ""
    bold = ' b="1"' if type.bold else ""
    slant = ' i="1"' if emphasis else ""
    caps = ' cap="all" spc="60"' if type.caps else ""
    ink = _fill(type.colour) if type.colour else ""
    return f"<{tag}{told}{size}{bold}{slant}{caps}>{ink}{link}</{tag}>"


def _end(language: str, type: Type) -> str:
    size = f' sz="{round(100 * type.size)}"' if type.size else ""
    return f'<a:endParaRPr lang="{language}"{size}/>'


def _drawn(item: Drawn, number: int) -> str:
    """An icon as a freeform, so that it can be recoloured; its square is in thousandths of its units."""
    side = round(1000 * item.side)
    stroke = f'<a:ln w="{_emu(item.width)}" cap="rnd">{_fill(item.colour)}<a:round/></a:ln>'
    return (
        f"<p:sp><p:nvSpPr>{_named(number, item.name, item.alt, decoration=not item.alt)}<p:cNvSpPr/><p:nvPr{_DRAWN}/>"
        f"</p:nvSpPr><p:spPr>{_frame(item.box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{side}" h="{side}" fill="none">{_path(item.commands)}'
        f"</a:path></a:pathLst></a:custGeom><a:noFill/>{stroke}</p:spPr></p:sp>"
    )


_STEPS = {"move": "a:moveTo", "line": "a:lnTo", "curve": "a:cubicBezTo", "close": "a:close"}


def _path(commands: Commands) -> str:
    return "".join(f"<{_STEPS[name]}>{_points(points)}</{_STEPS[name]}>" for name, points in commands)


def _points(numbers: tuple[float, ...]) -> str:
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return "".join(f'<a:pt x="{round(1000 * x)}" y="{round(1000 * y)}"/>' for x, y in pairs)

"""A PowerPoint file out of layouts and slides; the same deck gives the same bytes."""

from __future__ import annotations

import datetime
import io
import os
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import SlideLayoutPart
from pptx.util import Pt

from teamcards.writers.pptx import layouts
from teamcards.writers.pptx.drawingml import NAMESPACES, Links, Writing
from teamcards.writers.pptx.shapes import HEIGHT, WIDTH, Layout, Page, Text

FONT = "Arial"
"""On every machine with Office, and in Google Slides; LibreOffice has one with letters as wide."""

_EPOCH = 946684800  # 2000-01-01, the date of a file that has none
_ZIPPED = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    'officeDocument/2006/extended-properties"><Application>teamcards</Application></Properties>'
)


class About(NamedTuple):
    """What a file says of itself; the language is a tag such as 'nl-NL'."""

    title: str
    subject: str
    language: str


def write(pages: Sequence[Page], suits: layouts.Suits, about: About) -> bytes:
    """The file: its master, the layouts that its slides use, and the slides with their notes.

    The date is fixed, or that of SOURCE_DATE_EPOCH.
    """
    file = Presentation()
    file.slide_width, file.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _describe(file, about)
    _bare(file)
    _dress(file, suits, about.language)
    made = {layout: _layout(file, layout, about.language) for layout in dict.fromkeys(page.layout for page in pages)}
    slides = {page.id: file.slides.add_slide(made[page.layout]) for page in pages}
    for page in pages:
        _fill(slides[page.id], page, slides, about.language)
    out = io.BytesIO()
    file.save(out)
    return _steady(out.getvalue())


def _describe(file: Any, about: About) -> None:
    date = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", _EPOCH)), datetime.UTC)
    said = file.core_properties
    said.title, said.subject, said.language = about.title, about.subject, about.language
    said.author = said.last_modified_by = "teamcards"
    said.created = said.modified = date.replace(tzinfo=None)
    said.keywords = said.comments = said.category = ""
    said.revision = 1


def _bare(file: Any) -> None:
    """Takes off what python-pptx starts from: its layouts, its thumbnail, its printer, what it says of its maker."""
    for layout in tuple(file.slide_layouts):
        file.slide_layouts.remove(layout)
    package = file.part.package
    for owner in (package, file.part):
        for name, relation in tuple(owner._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                owner._rels.pop(name)
            elif relation.reltype.endswith("/extended-properties"):
                relation.target_part.blob = _APP.encode()


# --- master and layouts ----------------------------------------------------------------------------------------


def _dress(file: Any, suits: layouts.Suits, language: str) -> None:
    """Gives the master its colours, its type and its places."""
    master = file.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme.blob = _theme(theme.blob.decode(), suits).encode()
    ground = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    tree = Writing(language, layouts.ground()).backdrop()
    _replace(master.element, "p:cSld", f"<p:cSld {NAMESPACES}>{ground}{tree}</p:cSld>")
    _replace(master.element, "p:txStyles", _styles())


def _theme(theme: str, suits: layouts.Suits) -> str:
    """The theme with our colours and font; its effects are of no use, but PowerPoint wants some."""
    accents = suits.accents()
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    values = (layouts.NIGHT, layouts.PAPER, layouts.GREY, layouts.LINE, *accents, layouts.LINK, layouts.GREY)
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value[1:].upper()}"/></a:{name}>'
        for name, value in zip(names, values, strict=True)
    )
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>"
    for tag, inside in (("clrScheme", colours), ("fontScheme", fonts)):
        theme = re.sub(f"<a:{tag} .*?</a:{tag}>", f'<a:{tag} name="teamcards">{inside}</a:{tag}>', theme, flags=re.S)
    return theme.replace('name="Office Theme"', 'name="teamcards"')


def _styles() -> str:
    """How titles, texts and all else are set where a layout does not say."""

    def level(number: int, size: int, bold: bool, font: str) -> str:
        margin = 228600 * (number - 1)
        bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if number > 1 else "<a:buNone/>"
        return (
            f'<a:lvl{number}pPr marL="{margin}" indent="{-228600 if number > 1 else 0}" algn="l">{bullet}'
            f'<a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
            f'<a:latin typeface="+{font}-lt"/></a:defRPr></a:lvl{number}pPr>'
        )

    texts = "".join(level(number, 2200, False, "mn") for number in range(1, 6))
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{level(1, 3800, True, 'mj')}</p:titleStyle>"
        f"<p:bodyStyle>{texts}</p:bodyStyle><p:otherStyle>{level(1, 1800, False, 'mn')}</p:otherStyle></p:txStyles>"
    )


def _layout(file: Any, layout: Layout, language: str) -> Any:
    """A layout, added to the master."""
    master = file.slide_master
    number = len(file.slide_layouts) + 1
    writing = Writing(language, layout)
    xml = (
        f'<p:sldLayout {NAMESPACES} preserve="1" userDrawn="1">'
        f"<p:cSld name={quoteattr(layout.name)}>{writing.backdrop()}</p:cSld>"
        f"{writing.mapping()}</p:sldLayout>"
    )
    uri = PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml")
    part = SlideLayoutPart.load(uri, CONTENT_TYPE.PML_SLIDE_LAYOUT, file.part.package, xml.encode())
    part.relate_to(master.part, RELATIONSHIP_TYPE.SLIDE_MASTER)
    related = master.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    listed = f'<p:sldLayoutId {NAMESPACES} id="{2147483648 + number}" r:id="{related}"/>'
    master.element.xpath("p:sldLayoutIdLst")[0].append(parse_xml(listed))
    return part.slide_layout


def _replace(element: Any, tag: str, xml: str) -> None:
    (old,) = element.xpath(tag)
    element.replace(old, parse_xml(xml))


# --- slides ----------------------------------------------------------------------------------------------------


def _fill(slide: Any, page: Page, slides: dict[str, Any], language: str) -> None:
    """Puts everything on a slide that is there already, so that others can lead to it."""
    part = slide.part
    links = Links(
        address=_addresses(part),
        slide=lambda id: str(part.relate_to(slides[id].part, RELATIONSHIP_TYPE.SLIDE)),
        picture=lambda data: str(part.get_or_add_image_part(io.BytesIO(data))[1]),
    )
    writing = Writing(language, page.layout, links)
    _replace(slide.element, "p:cSld", f"<p:cSld {NAMESPACES}>{writing.tree(page.items)}</p:cSld>")
    _replace(slide.element, "p:clrMapOvr", writing.mapping().replace(">", f" {NAMESPACES}>", 1))
    if page.notes:
        notes = slide.notes_slide
        frame = notes.notes_text_frame._txBody
        for old in frame.xpath("a:p"):
            frame.remove(old)
        told = Writing(language, page.layout, links._replace(address=_addresses(notes.part)))
        for new in parse_xml(f"<a:t {NAMESPACES}>{told.paragraphs(Text(page.notes), 12)}</a:t>"):
            frame.append(new)


def _addresses(part: Any) -> Callable[[str], str]:
    """Gives the id of an address that a slide or its notes lead to."""
    return lambda href: str(part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))


def _steady(data: bytes) -> bytes:
    """The same zip with the same date on every file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, found.read(name))
    return out.getvalue()

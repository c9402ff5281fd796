"""Icons and pictures inside a page: drawn from their paths or carried as data, so that nothing is fetched."""

from __future__ import annotations

import base64

from markupsafe import Markup

from teamcards import icons
from teamcards.drawing import Commands, Raster
from teamcards.pictures import Icon, Picture
from teamcards.qr import Code
from teamcards.svg import Paint, Path, Vector

_SHOWN = 1600  # pixels: as wide as a picture on a slide needs to be
_LETTERS = {"move": "M", "line": "L", "curve": "C", "close": "Z"}
_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")


def icon(name: str) -> Markup:
    """An icon as decoration: drawn in the colour of the text, silent for a screen reader."""
    shape = icons.svg(name)
    return Markup(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shape}</svg>')


def symbol(id: str, name: str) -> Markup:
    """An icon to draw on many slides, each time by this id."""
    return Markup('<symbol id="{}" viewBox="0 0 24 24">{}</symbol>').format(id, Markup(icons.svg(name)))


def picture(picture: Picture) -> Markup:
    """A picture for a page: drawn anew from its paths, or as the file of its pixels; without alt text, silent."""
    match picture.art:
        case Icon(name):
            return Markup('<div class="picture plate"{}>{}</div>').format(_told(picture, own=True), icon(name))
        case Vector(width, height, paths):
            return _drawn("picture", width, height, "".join(map(_path, paths)), picture)
        case Code() as code:
            white = f'<path fill="#fff" d="M0 0H{code.side}V{code.side}H0Z"/>'
            return _drawn("qr", code.side, code.side, f'{white}<path fill="#000" d="{_d(code.commands)}"/>', picture)
        case Raster() as raster:
            return _pixels(raster, picture)


def _pixels(raster: Raster, picture: Picture) -> Markup:
    from teamcards import images

    kind, data = images.for_screen(raster, _SHOWN)
    source = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    made = '<img class="picture" src="{}" alt="{}" width="{}" height="{}">'
    return Markup(made).format(source, picture.alt, raster.width, raster.height)


def _drawn(name: str, width: float, height: float, shapes: str, picture: Picture) -> Markup:
    made = '<svg class="{}" viewBox="0 0 {} {}" width="{}" height="{}"{} focusable="false">{}</svg>'
    size = f"{width:g}", f"{height:g}"
    return Markup(made).format(name, *size, *size, _told(picture), Markup(shapes))


def _told(picture: Picture, own: bool = False) -> Markup:
    """What a screen reader says of a picture."""
    if picture.alt:
        return Markup(' role="img" aria-label="{}"').format(picture.alt)
    return Markup("" if own else ' aria-hidden="true"')


def _path(path: Path) -> str:
    rule = ' fill-rule="evenodd"' if path.even_odd else ""
    stroke = ""
    if path.stroke:
        stroke = f'{_paint("stroke", path.stroke)} stroke-width="{path.width:.2f}"'
        stroke += f' stroke-linecap="{_CAPS[path.cap]}" stroke-linejoin="{_JOINS[path.join]}"'
    fill = _paint("fill", path.fill) if path.fill else ' fill="none"'
    return f'<path{fill}{stroke}{rule} d="{_d(path.commands)}"/>'


def _paint(name: str, paint: Paint) -> str:
    opacity = f' {name}-opacity="{paint.opacity:.3g}"' if paint.opacity < 1 else ""
    return f' {name}="{paint.colour or "currentColor"}"{opacity}'


def _d(commands: Commands) -> str:
    return "".join(_LETTERS[name] + " ".join(f"{n:.6g}" for n in points) for name, points in commands)

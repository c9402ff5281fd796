"""The display list: items at fixed places, in points, with the origin at the top left and y pointing down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""


Commands = tuple[tuple[str, tuple[float, ...]], ...]
"""A path: move, line, curve (cubic) and close, each with its coordinates."""


class Box(NamedTuple):
    """A rectangle: its left and top edge, its width and height."""

    x: float
    y: float
    width: float
    height: float

    def inset(self, by: float) -> Box:
        """The box with every edge moved inwards; a negative amount makes it larger."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


class Rect(NamedTuple):
    """A rectangle, filled, stroked or both; `radius` rounds its corners."""

    box: Box
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 0.0
    radius: float = 0.0


class Line(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: Colour


class Passage(NamedTuple):
    """Which text of a side a run belongs to, for those who have it read aloud; runs of one text have equal passages.

    `style` is the template's name for such texts, such as 'title' or 'option'; `row` and `cell` count those of a side.
    A `mark` is the bullet, letter or time before a text. `told` is what to say where something else is shown, such as
    capitals, and `language` that of the text where it is not the deck's.
    """

    style: str
    row: int = 0
    cell: int = 0
    mark: bool = False
    told: str = ""
    language: str = ""


class Outline(NamedTuple):
    """An icon: path commands in its own square of `side` units, placed at x, y and scaled to `size` points.

    One that means something has a passage of the style 'picture', which tells what it shows.
    """

    x: float
    y: float
    size: float
    side: float
    commands: Commands
    width: float
    colour: Colour
    passage: Passage | None = None


class Glyphs(NamedTuple):
    """A word as it is set in one font: its text, its width, and where the font asks for kerning.

    The width and the kerns (after which character, how much wider) are in thousandths of the type size. `missing` are
    the characters that the font has no glyph for.
    """

    text: str
    width: float
    kerns: tuple[tuple[int, float], ...] = ()
    missing: str = ""


class Run(NamedTuple):
    """Words in one font, size and colour on one baseline, starting at x.

    What belongs to no passage is decoration. `joined` tells that the last word goes on in the next run, `rising` that
    the line goes up the page instead of across.
    """

    x: float
    y: float
    font: str
    size: float
    colour: Colour
    glyphs: tuple[Glyphs, ...]
    tracking: float = 0.0
    href: str = ""
    passage: Passage | None = None
    joined: bool = False
    rising: bool = False

    def spaced(self) -> Run:
        """With a space after its last word, since the next run may stand on the next line: words must not join."""
        if self.joined:
            return self
        *words, last = self.glyphs
        return self._replace(glyphs=(*words, last._replace(text=f"{last.text} ")))


class Begin(NamedTuple):
    """From here to the next `End` stands one piece of what a page says: its tag, and its number on the page.

    A piece without a number is an artifact: something to look at that is not read.
    """

    tag: str
    number: int | None = None


class End(NamedTuple):
    """Where a piece of what a page says ends."""


class Shape(NamedTuple):
    """A path of a vector picture, in the units of that picture: filled, stroked or both."""

    commands: Commands
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 0.0
    even_odd: bool = False
    cap: int = 0  # 0 butt, 1 round, 2 square
    join: int = 0  # 0 mitre, 1 round, 2 bevel


class Figure(NamedTuple):
    """A vector picture of width x height units, scaled into a box of the same proportions and cut off at its edges."""

    box: Box
    width: float
    height: float
    shapes: tuple[Shape, ...]
    passage: Passage | None = None


class Raster(NamedTuple):
    """A PNG or JPEG file: its width and height in pixels, as they are seen, and its bytes.

    `ready` says that a JPEG can be printed as it is.
    """

    width: int
    height: int
    kind: Literal["png", "jpeg"]
    ready: bool
    data: bytes


class Pixels(NamedTuple):
    """A picture of pixels, ready for a PDF: a JPEG file, or the rows of an 8 bit picture compressed with zlib.

    `key` tells it from every other picture, so that it is written once; it has 1 channel of grey, 3 of light (red,
    green, blue) or 4 of ink (cyan, magenta, yellow, black).
    """

    key: str
    width: int
    height: int
    channels: Literal[1, 3, 4]
    jpeg: bool
    data: bytes


class Image(NamedTuple):
    """A picture of pixels in a box; `radius` rounds its corners."""

    box: Box
    pixels: Pixels
    radius: float = 0.0
    passage: Passage | None = None


Item = Rect | Line | Outline | Run | Figure | Image | Begin | End


def words(items: Iterable[Item]) -> str:
    """The text of runs that have a space after their last word, as it is read."""
    texts = (" ".join(glyphs.text for glyphs in item.glyphs) for item in items if isinstance(item, Run))
    return "".join(texts).replace("\u00ad", "").strip()


class Drawing(NamedTuple):
    """Items on an area of the given size; `shared` is drawn first, and is the same object for many drawings.

    A drawing that is `reused` stands in many places, the same object each time.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    shared: Drawing | None = None
    reused: bool = False


class Sides(NamedTuple):
    """Both faces of a card. `smallest` is the smallest body type on them, in points."""

    id: str
    title: str
    front: Drawing
    back: Drawing | None = None
    copies: int = 1
    smallest: float = 0.0


class Placed(NamedTuple):
    """A drawing on a page, turned clockwise by 0, 90, 180 or 270 degrees; `box` is what it covers there.

    What is drawn outside `clip` is cut off. One that is not turned is as large or as small as its box.
    """

    drawing: Drawing
    box: Box
    clip: Box
    turn: int = 0


class Bookmark(NamedTuple):
    """An entry of the PDF's outline."""

    title: str
    x: float
    y: float


Flip = Literal["long", "short"]


Matrix = tuple[float, float, float, float, float, float]
"""Where a point goes: (x, y) to (a x + c y + e, b x + d y + f), in points."""

AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Page(NamedTuple):
    """One side of a sheet; `matrix` moves everything on it, with y pointing down.

    `trim` is what is left of a page that a print shop cuts, `bleed` how far its colour runs past that.
    """

    width: float
    height: float
    placed: tuple[Placed, ...]
    items: tuple[Item, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    matrix: Matrix = AS_IT_IS
    trim: Box | None = None
    bleed: Box | None = None

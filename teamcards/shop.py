"""What a print shop asks of a file, and how much of it an office printer needs."""

from typing import Annotated, Literal

from pydantic import Field

from teamcards.units import MM
from teamcards.values import Checked, Points, Text, Words

Order = Literal["front-back", "back-front", "split"]
Standard = Literal["X-4", "X-3", "X-1a", "plain"]


class Shop(Checked):
    """Lengths are in points (written with a unit, such as 3 mm); what a shop does not say is what most ask.

    `page_order` is that of the sides of each card; 'split' is a file of fronts and a file of backs. `boxes` tells
    whether pages say where they are cut, `marks` whether crop marks may stand around them. `output_intent` is the
    printing condition as the ICC registers it. `max_ink` is in per cent of one full ink, `dpi` in pixels per inch at
    the size of printing; `min_reversed` is the smallest white type.
    """

    title: Text
    source: Words
    page_order: Order = "front-back"
    boxes: bool = True
    bleed: Annotated[Points, Field(le=6 * MM + 0.01)] = 3 * MM
    safe: Points = 3 * MM
    marks: bool = False
    standard: Standard = "plain"
    colour: Literal["cmyk", "rgb"] = "cmyk"
    output_intent: Words = "FOGRA39"
    max_ink: Annotated[float, Field(ge=100, le=400)] = 300
    min_line: Points = 0.25
    min_type: Points = 6.0
    min_reversed: Points = 6.0
    dpi: Annotated[int, Field(ge=72, le=2400)] = 300
    note: Text | None = None

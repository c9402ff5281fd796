"""Colour spaces of PDF (ISO 32000-1, section 8.6) as families that a printer knows."""

from __future__ import annotations

from typing import Any

from pikepdf import Array

from teamcards.preflight.paints import Family, Shade

_PLAIN: dict[str, Family] = {
    "/DeviceGray": "grey", "/G": "grey", "/CalGray": "grey", "/DeviceRGB": "rgb", "/RGB": "rgb", "/CalRGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk", "/Lab": "lab", "/Separation": "spot", "/DeviceN": "spot",
    "/Pattern": "pattern",
}  # fmt: skip
_BY_COUNT: dict[int, Family] = {1: "grey", 3: "rgb", 4: "cmyk"}
_FIRST: dict[Family, tuple[float, ...]] = {"grey": (0.0,), "rgb": (0.0, 0.0, 0.0), "cmyk": (0.0, 0.0, 0.0, 1.0)}
_PROCESS = {"/Cyan", "/Magenta", "/Yellow", "/Black", "/None", "/All"}
_DEEP = 5


def family(space: Any, resources: Any, deep: int = 0) -> Family:
    """The family of a colour space; that of its base or profile where it has one, grey when there is none."""
    if space is None or deep > _DEEP:
        return "grey"
    array = space if isinstance(space, Array) else None
    name = str(array[0] if array is not None and len(array) else space)
    if array is None and name not in _PLAIN:
        named = entry(resources, "/ColorSpace", name)
        return "grey" if named is None else family(named, resources, deep + 1)
    if array is not None and name == "/ICCBased":
        return _BY_COUNT.get(int(array[1].get("/N", 3)), "rgb")
    if array is not None and name in ("/Indexed", "/I"):
        return family(array[1], resources, deep + 1)
    if array is not None and name in ("/Separation", "/DeviceN"):
        return "cmyk" if _only_process(array[1]) else "spot"
    return _PLAIN.get(name, "grey")


def first(kind: Family) -> Shade:
    """The colour that a space starts with."""
    return Shade(kind, _FIRST.get(kind, ()))


def _only_process(names: Any) -> bool:
    listed = {str(name) for name in names} if isinstance(names, Array) else {str(names)}
    return listed <= _PROCESS


def entry(resources: Any, kind: str, name: str) -> Any:
    """A named resource; None when there is none."""
    table = resources.get(kind) if resources is not None else None
    return table.get(name) if table is not None else None

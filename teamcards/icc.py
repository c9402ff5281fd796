"""ICC profiles: what their first bytes say, and whether they describe a printing press.

The places of the fields are those of ICC.1:2022, section 7.
"""

from __future__ import annotations

_HEADER = 128
_ENTRY = 12  # bytes of a tag in the table behind the header


def fault(data: bytes) -> str:
    """Why these bytes are not the profile of a press that prints in CMYK; nothing when they are."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return "this is not an ICC profile"
    if int.from_bytes(data[:4], "big") > len(data):
        return "this ICC profile is not whole"
    if data[12:16] != b"prtr":
        return f"this ICC profile is of the class '{_plain(data[12:16])}', not of an output device ('prtr')"
    if data[16:20] != b"CMYK":
        return f"this ICC profile is for {_plain(data[16:20])}, not for CMYK"
    return ""


def title(data: bytes) -> str:
    """What a profile calls itself, such as 'ISO Coated v2 300% (ECI)'; empty when it does not say so."""
    for number in range(min(int.from_bytes(data[128:132], "big"), 200)):
        entry = data[_HEADER + 4 + number * _ENTRY :][:_ENTRY]
        if entry[:4] == b"desc":
            start, size = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:], "big")
            return _text(data[start : start + size])
    return ""


def _text(tag: bytes) -> str:
    """A text of version 2 ('desc', ASCII with its length) or the first of version 4 ('mluc', UTF-16)."""
    if tag[:4] == b"desc":
        return _plain(tag[12 : 12 + int.from_bytes(tag[8:12], "big")])
    if tag[:4] == b"mluc":
        size, start = int.from_bytes(tag[20:24], "big"), int.from_bytes(tag[24:28], "big")
        return tag[start : start + size].decode("utf-16-be", "replace").strip("\0 ")
    return ""


def _plain(text: bytes) -> str:
    return "".join(chr(byte) for byte in text if 32 <= byte < 127).strip()

"""The profiles of printers, in one readable file in the user's configuration folder."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import platformdirs

from teamcards.calibration.drift import Drift, Profile
from teamcards.problems import short

_NUMBERS = {"dx": (-15, 15), "dy": (-15, 15), "angle": (-5, 5), "scale_x": (0.95, 1.05), "scale_y": (0.95, 1.05)}
_TEXTS = ("printer", "tray", "stock", "paper", "date")


class UnreadableError(ValueError):
    """The file of profiles is not what it should be; the message names it and says what to do."""


def file() -> Path:
    """Where the profiles are kept: in the folder TEAMCARDS_CONFIG, or the user's folder for configuration."""
    folder = os.environ.get("TEAMCARDS_CONFIG") or platformdirs.user_config_dir("teamcards", appauthor=False)
    return Path(folder) / "printers.json"


def load() -> list[Profile]:
    """Every profile, by name; none when nothing was measured yet.

    Raises UnreadableError for a file that was spoilt.
    """
    path = file()
    try:
        data = json.loads(path.read_text("utf-8"))
        return sorted((_profile(entry) for entry in data["printers"]), key=_place)
    except FileNotFoundError:
        return []
    except json.JSONDecodeError as error:
        raise UnreadableError(f"{path}:{error.lineno}: {error.msg.lower()} (mend it, or delete the file)") from None
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        told = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise UnreadableError(f"{path}: {told} (mend it, or delete the file)") from None


def written(profiles: Iterable[Profile]) -> bytes:
    """The file of these profiles."""
    entries = [profile._asdict() | {"drift": _rounded(profile.drift)} for profile in sorted(profiles, key=_place)]
    for entry in entries:
        entry["scatter"] = None if entry["scatter"] is None else round(entry["scatter"], 3)
    return (json.dumps({"printers": entries}, ensure_ascii=False, indent=2) + "\n").encode()


def matching(known: Sequence[Profile], printer: str, tray: str | None, stock: str | None) -> list[Profile]:
    """The profiles of a printer; of one tray and one stock where these are given. Capitals do not matter."""
    wanted = (printer, tray, stock)
    return [profile for profile in known
            if all(part is None or part.casefold() == there.casefold()
                   for part, there in zip(wanted, profile[:3], strict=True))]  # fmt: skip


def choose(known: Sequence[Profile], printer: str, tray: str | None, stock: str | None) -> Profile:
    """The one profile of a printer, or that of one of its trays and stocks.

    Raises LookupError, with a sentence that names those there are, when there is none or more than one.
    """
    found = matching(known, printer, tray, stock)
    if len(found) == 1:
        return found[0]
    if found:
        raise LookupError(f"'{printer}' was measured more than once, so add --tray or --on: {_listed(found)}")
    asked = ", ".join(filter(None, [f"'{printer}'", tray and f"tray '{tray}'", stock and f"paper '{stock}'"]))
    others = matching(known, printer, None, None)
    if others:
        raise LookupError(f"no profile of {asked}, only {_listed(others)}")
    there = "; ".join(dict.fromkeys(profile.printer for profile in known))
    hint = f"only of {there}" if there else "nothing was measured yet"
    raise LookupError(f"no profile of {asked}, {hint} (make one with 'teamcards calibrate')")


def _place(profile: Profile) -> tuple[str, str, str]:
    return profile.printer, profile.tray, profile.stock


def _listed(profiles: Sequence[Profile]) -> str:
    return "; ".join(_told(profile) or "the usual tray" for profile in profiles)


def _told(profile: Profile) -> str:
    names = (("tray", profile.tray), ("paper", profile.stock))
    return ", ".join(f"{what} '{name}'" for what, name in names if name)


def _rounded(drift: Drift) -> dict[str, float]:
    return {name: round(value, 6 if name.startswith("scale") else 4) for name, value in drift._asdict().items()}


def _profile(entry: Any) -> Profile:
    texts = {name: entry[name] for name in _TEXTS}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise ValueError(f"expected a text as '{name}', found {short(str(text))}")
    if entry["flip"] not in ("long", "short"):
        raise ValueError(f"expected long or short as 'flip', found {short(str(entry['flip']))}")
    drift = Drift(**{name: _number(name, entry["drift"][name], *ends) for name, ends in _NUMBERS.items()})
    scatter = None if entry["scatter"] is None else _number("scatter", entry["scatter"], 0, 50)
    sheets = int(_number("sheets", entry["sheets"], 1, 1000))
    return Profile(**texts, flip=entry["flip"], drift=drift, scatter=scatter, sheets=sheets)


def _number(name: str, value: Any, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"expected a number as '{name}', found {short(str(value))}")
    if not least <= value <= most:
        raise ValueError(f"expected {least} to {most} as '{name}', found {value}")
    return float(value)

"""What was built from what, kept beside the files: nothing is built again that has not changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from teamcards import folders

NAME = "teamcards.json"
"""What the manifest of a folder is called."""


class Made(NamedTuple):
    """A file that was built: its fingerprint, what was told about it, and the fingerprints of its cards by id."""

    print: str
    told: str
    cards: Mapping[str, str]


class Run(NamedTuple):
    """One way that the command was given: the fingerprints of all that it read, by path, and the names it wrote."""

    read: Mapping[str, str]
    wrote: tuple[str, ...]


class Manifest(NamedTuple):
    """The files of a folder by name, and the runs that made them by what was asked."""

    files: Mapping[str, Made]
    runs: Mapping[str, Run]


EMPTY = Manifest({}, {})


def read(path: Path) -> Manifest:
    """The manifest of a folder, or that file; an empty one where there is none or it cannot be understood."""
    try:
        data = json.loads((path / NAME if path.is_dir() else path).read_bytes())
        files = {name: Made(**made) for name, made in data["files"].items()}
        runs = {asked: Run(run["read"], tuple(run["wrote"])) for asked, run in data["runs"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return EMPTY
    return Manifest(files, runs)


def written(manifest: Manifest) -> bytes:
    """The manifest as it is saved."""
    data = {
        "files": {name: {**made._asdict(), "cards": dict(made.cards)} for name, made in sorted(manifest.files.items())},
        "runs": {asked: run._asdict() for asked, run in sorted(manifest.runs.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def with_files(old: Manifest, files: Mapping[str, Made]) -> Manifest:
    """The manifest after files were written; runs that wrote one of the same files before are forgotten."""
    runs = {key: each for key, each in old.runs.items() if not set(each.wrote) & set(files)}
    return Manifest({**old.files, **files}, runs)


def with_run(old: Manifest, asked: str, run: Run) -> Manifest:
    """The manifest with a run that need not be made again."""
    return old._replace(runs={**old.runs, asked: run})


def unchanged(manifest: Manifest, asked: str, roots: Sequence[Path], folder: Path) -> dict[str, Made]:
    """The files that a run would write again as they are; none when anything it read or wrote has changed."""
    run = manifest.runs.get(asked)
    if run is None or any(manifest.files.get(name) is None for name in run.wrote):
        return {}
    found = set(_content(roots))
    written = _written(found, roots, folder)
    names = _names(roots, written)
    if _prints(roots, found - written) != {name: print for name, print in run.read.items() if name not in names}:
        return {}
    files = {name: manifest.files[name] for name in run.wrote}
    return files if all(_print_of(folder / name) == made.print for name, made in files.items()) else {}


def sources(roots: Sequence[Path], built: Path) -> dict[str, str]:
    """The fingerprints of everything that decks are made of: the files of the content, and the program's own.

    They are called by the number of their root, or 'program', and their path there; what was built is not among them.
    'python' and 'packages' stand for the versions of what is installed.
    """
    found = set(_content(roots))
    return _prints(roots, found - _written(found, roots, built))


def _prints(roots: Sequence[Path], found: set[Path]) -> dict[str, str]:
    """The fingerprints of these files, the program and what is installed."""
    program = Path(__file__).parent
    paths = {f"program:{path.relative_to(program).as_posix()}": path for path in program.rglob("*.py")}
    paths |= _names(roots, found)
    installed = {"python": fingerprint(sys.version.encode()), "packages": fingerprint(repr(_packages()).encode())}
    return installed | {name: _print_of(path) for name, path in sorted(paths.items())}


def _content(roots: Sequence[Path]) -> Iterator[Path]:
    """Every file that content may be read from, and the pictures of the project."""
    for root in roots:
        yield from folders.contents(root)
        yield from folders.pictures(root) if root != folders.shipped() else ()


def _names(roots: Sequence[Path], paths: Iterable[Path]) -> dict[str, Path]:
    """What paths are called, by the number of the first root that they lie in, counted from the last."""
    found = {}
    for path in paths:
        number, root = next((n, root) for n, root in enumerate(reversed(roots)) if path.is_relative_to(root))
        found[f"{number}:{path.relative_to(root).as_posix()}"] = path
    return found


def _written(found: Iterable[Path], roots: Sequence[Path], built: Path) -> set[Path]:
    """The files in the roots that were built, by the manifest of this folder or of one that files were found in."""
    own = [root for root in roots if root != folders.shipped()]
    inside = {path.parent for path in found}
    above = {home for folder in inside for home in (folder, *folder.parents)}
    homes = {home for home in above if any(home.is_relative_to(root) for root in own)}
    homes.add(built.resolve())
    paths = {home / name for home in homes if (home / NAME).is_file() for name in read(home).files}
    return {path for path in paths if any(path.is_relative_to(root) for root in roots)}


def _packages() -> list[str]:
    """The installed packages with their versions, by the names of their folders: reading them well takes 20 ms."""
    found: set[str] = set()
    for folder in sys.path:
        with contextlib.suppress(OSError):  # such as a zip file, or a folder that is not there
            found.update(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    return sorted(found)


def fingerprint(data: bytes) -> str:
    """A short name for bytes; others have another one (BLAKE2, RFC 7693)."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def asked(options: Mapping[str, Any]) -> str:
    """One way that the command was given, with all else that a file depends on."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return fingerprint(repr((sorted(options.items()), epoch)).encode())


def _print_of(path: Path) -> str:
    try:
        return fingerprint(path.read_bytes())
    except OSError:
        return ""

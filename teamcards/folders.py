"""Where content lies: in the project, then in what comes with teamcards; nothing is read from outside of these."""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

from teamcards.problems import SHIPPED

PICTURES = (".svg", ".png", ".jpg", ".jpeg")
"""How the files of pictures end."""

_BUILT = ("build", "node_modules")
_KINDS = ("cards", "decks", "templates")
_CALLED = {  # what authors call a folder
    "card": "cards", "kaart": "cards", "kaarten": "cards", "kaartjes": "cards", "deck": "decks",
    "template": "templates", "sjabloon": "templates", "sjablonen": "templates",
    **{kind.capitalize(): kind for kind in _KINDS}, **{kind.upper(): kind for kind in _KINDS},
}  # fmt: skip


@functools.cache
def shipped() -> Path:
    """The folder of the content that comes with teamcards: in the wheel, or the repository itself."""
    inside = Path(__file__).parent / "_content"
    return inside if inside.is_dir() else Path(__file__).parents[1]


def roots(folder: Path) -> tuple[Path, ...]:
    """Where a command that runs in this folder looks things up: in the project, then in the shipped content."""
    project = folder.resolve()
    if project == shipped() or not any((project / name).is_dir() for name in _KINDS):
        return (shipped(),)
    return (project, shipped())


def holds(root: Path, path: Path) -> bool:
    """Whether a file lies in its root, also when it is a link; how the shipped files were installed is trusted."""
    if root == shipped():
        return Path(os.path.normpath(path)).is_relative_to(root)
    return Path(os.path.realpath(path)).is_relative_to(root)


def name(root: Path, path: Path, project: Path) -> str:
    """What messages call a file of a root, for a command that runs in the project."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in path.relative_to(root).as_posix())
    return shown if root == project else f"{SHIPPED}{shown}"


def yaml_files(root: Path, folder: str) -> Iterator[Path]:
    """The YAML files of a folder of a root."""
    return (path for path in _files(root / folder) if path.name.lower().endswith((".yaml", ".yml")))


def misnamed(root: Path, folder: str) -> Iterator[Path]:
    """Files that look like YAML files in a file manager that hides the end of their names."""
    return (path for path in _files(root / folder) if path.name.lower().endswith((".yaml.txt", ".yml.txt")))


def astray(project: Path) -> Iterator[tuple[str, str]]:
    """Folders with YAML files that nothing is read from, each with the name that it should have had."""
    for wrong, kind in _CALLED.items():
        twin = (project / wrong).is_dir() and not (project / kind).is_dir()
        if twin and next(yaml_files(project, wrong), None):
            yield wrong, kind


def contents(root: Path) -> list[Path]:
    """Every file that content may be read from."""
    return [path for kind in _KINDS for path in _files(root / kind)]


def pictures(root: Path) -> Iterator[Path]:
    """The pictures of a project, wherever in it they lie, but for hidden folders and those of what programs build."""
    for folder, inside, names in os.walk(root):
        inside[:] = sorted(name for name in inside if not name.startswith(".") and name not in _BUILT)
        yield from (Path(folder, name) for name in sorted(names) if name.lower().endswith(PICTURES))


def package(name: str) -> list[Path]:
    """The folders of an installed package, without running its code; none when it is not installed."""
    spec = importlib.util.find_spec(name)
    return [Path(folder) for folder in (spec.submodule_search_locations or [])] if spec else []


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not path.is_dir() and not path.name.startswith((".", "~$")))

"""The house: who may import whom, what starts fast, and what stays small."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "teamcards"
DOORS = {
    "yaml": {"source"},
    "pydantic": {"model", "schema", "shop", "template", "values"},
    "click": {"cli"},
    "jinja2": {"html"},
    "markdown_it": {"markup"},
    "uharfbuzz": {"fonts"},
    "fontTools": {"svg.paths"},
    "pyphen": {"hyphenation"},
    "platformdirs": {"calibration.profiles"},
    "reportlab": {"writers.pdf"},
    "pikepdf": {"preflight", "writers.metadata", "writers.press", "writers.structure"},
    "PIL": {"images", "inks", "preflight"},
    "segno": {"qr"},
    "pypdfium2": {"raster"},
    "pptx": {"writers.pptx.file"},
}


def test_the_import_contract_holds():
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


def test_each_library_has_one_door():
    doors: dict[str, set[str]] = {library: set() for library in DOORS}
    for path in PACKAGE.rglob("*.py"):
        for library in imports(path) & DOORS.keys():
            parts = path.relative_to(PACKAGE).with_suffix("").parts
            doors[library].add(parts[0] if parts[0] in ("cli", "preflight") else ".".join(parts))
    assert doors == DOORS


@pytest.mark.parametrize(
    "library", ["reportlab", "pikepdf", "pypdfium2", "jinja2", "PIL", "pydantic", "yaml", "platformdirs", "pptx"]
)
def test_help_does_not_import(library):
    code = (
        "import sys\nfrom teamcards.cli import main\nmain(['--help'], standalone_mode=False)\n"
        f"assert '{library}' not in sys.modules\nprint('asserted')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "Usage" in run.stdout
    assert "asserted" in run.stdout


def functions() -> list[int]:
    return sorted(
        node.end_lineno - node.lineno + 1
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )


def test_functions_stay_short():
    lengths = functions()
    assert lengths[len(lengths) * 9 // 10] <= 30
    assert lengths[-1] <= 50


def test_modules_stay_one_room():
    long = {path.name: lines for path in PACKAGE.rglob("*.py") if (lines := len(path.read_text().splitlines())) > 350}
    assert long == {}


def test_types_and_style_are_clean():
    for command in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        run = subprocess.run(
            [Path(sys.executable).with_name(command[0]), *command[1:]],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout

"""HTML out of the template folders: the nearest file wins, every value is escaped, and no file outside is reached."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from teamcards import icons
from teamcards.problems import Mark, Problem


class BrokenTemplateError(Exception):
    """A template file that cannot be used; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def environment(roots: Sequence[Path]) -> Environment:
    """Templates of all these project folders, nearest first; 'shipped:NAME' is the file of the last one.

    Sandboxed, because a project that somebody sent you may bring templates, and building it should not run code.
    """
    folders = [root / "templates" for root in roots]
    shipped = PrefixLoader({"shipped": FileSystemLoader(folders[-1])}, delimiter=":")
    found = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([shipped, FileSystemLoader(folders)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["icon"] = _icon
    return found


def first(environment: Environment, *names: str) -> str:
    """The first of these names that there is a file for. Raises BrokenTemplateError when there is none."""
    for name in names:
        try:
            _source(environment, name)
        except TemplateNotFound:
            continue
        return name
    raise BrokenTemplateError(Problem(Mark(f"templates/{names[-1]}"), "this file is missing"))


def text(environment: Environment, *names: str) -> str:
    """The text of the first of these files that there is, as it was typed."""
    return _source(environment, first(environment, *names))


def render(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    """The page that a template makes of these values. Raises BrokenTemplateError when it cannot."""
    try:
        return environment.get_template(name).render(values)
    except TemplateSyntaxError as error:
        problem = Problem(_mark(error.filename or name, error.lineno), error.message or "this is not a template")
        raise BrokenTemplateError(problem) from error
    except TemplateNotFound as error:
        raise BrokenTemplateError(Problem(_place(error, name), f"no template {error.name!r}")) from error
    except TemplateError as error:
        problem = Problem(_place(error, name), error.message or "this template cannot be used")
        raise BrokenTemplateError(problem) from error


def _source(environment: Environment, name: str) -> str:
    assert isinstance(environment.loader, BaseLoader)
    return environment.loader.get_source(environment, name)[0]


def _place(error: TemplateError, name: str) -> Mark:
    """The line of the template that raised; Jinja gives its frames the template's own file and lines."""
    place = _mark(name, 1)
    frame = error.__traceback__
    while frame:
        file = frame.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            place = _mark(file, frame.tb_lineno)
        frame = frame.tb_next
    return place


def _mark(file: str, line: int) -> Mark:
    """A template's line, its file named from the folder that all templates are in."""
    return Mark(f"templates/{file.replace(os.sep, '/').rpartition('/templates/')[2]}", line)


def _icon(name: str) -> Markup:
    """An icon as decoration: drawn in the colour of the text, silent for a screen reader."""
    shape = icons.svg(name)
    return Markup(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shape}</svg>')

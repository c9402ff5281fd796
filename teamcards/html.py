"""HTML out of the template folders: the nearest file wins, every value is escaped, and no file outside is reached."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping
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
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment

from teamcards import folders, inline
from teamcards.problems import Mark, Problem, short


class BrokenTemplateError(Exception):
    """A template file that cannot be used; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Folder(FileSystemLoader):
    """The templates of one root, as text; a link that leads out of the root is not followed."""

    def __init__(self, root: Path) -> None:
        super().__init__(root / "templates")
        self._root = root

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        file = self._root.joinpath("templates", *split_template_path(template))
        if file.is_file() and not folders.holds(self._root, file):
            message = "this link leads out of the project"
            raise BrokenTemplateError(Problem(_mark(str(file), 1), message, "put a copy of it here instead"))
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            raise
        except UnicodeDecodeError as error:
            mark = _mark(str(file), error.object[: error.start].count(b"\n") + 1)
            problem = Problem(mark, "this line has a character that is not saved as UTF-8", "save the file as UTF-8")
            raise BrokenTemplateError(problem) from error
        except OSError as error:
            raise BrokenTemplateError(
                Problem(_mark(str(file), 1), f"cannot read this file: {error.strerror}")
            ) from error


@functools.cache
def environment(roots: tuple[Path, ...]) -> Environment:
    """Templates of all these project folders, nearest first; 'shipped:NAME' is the file of the last one.

    Sandboxed, because a project that somebody sent you may bring templates, and building it should not run code.
    """
    found = [_Folder(root) for root in roots]
    shipped = PrefixLoader({"shipped": found[-1]}, delimiter=":")
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([shipped, *found]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["icon"] = inline.icon
    made.globals["symbol"] = inline.symbol
    made.globals["picture"] = inline.picture
    return made


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
    except BrokenTemplateError:
        raise
    except Exception as error:  # whatever a template does wrong is for its author to read, not for us to crash on
        raise BrokenTemplateError(_problem(error, name)) from error


def _problem(error: Exception, name: str) -> Problem:
    """What went wrong in a template, in words."""
    mark = _place(error, name)
    match error:
        case TemplateSyntaxError():
            mark = _mark(error.filename or name, error.lineno)
            return Problem(mark, error.message or "this is not a template")
        case TemplateNotFound():
            return Problem(mark, f"no template {error.name!r}")
        case TemplateError():
            return Problem(mark, error.message or "this template cannot be used")
        case RecursionError():
            shipped = mark.file.removeprefix("templates/")
            fix = f'to build on the shipped file, write {{% extends "shipped:{shipped}" %}}'
            return Problem(mark, "this is nested too deeply, or uses itself", fix)
    return Problem(mark, f"this cannot be worked out: {short(str(error)) or type(error).__name__}")


def _source(environment: Environment, name: str) -> str:
    assert isinstance(environment.loader, BaseLoader)
    return environment.loader.get_source(environment, name)[0]


def _place(error: Exception, name: str) -> Mark:
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

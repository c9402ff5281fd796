"""HTML out of the template folders: the nearest file wins, every value is escaped, and no file outside is reached."""

from __future__ import annotations

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


class BrokenTemplate(Exception):
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


def text(environment: Environment, *names: str) -> str:
    """The text of the first of these files that there is, as it was typed."""
    assert isinstance(environment.loader, BaseLoader)
    for name in names:
        try:
            return environment.loader.get_source(environment, name)[0]
        except TemplateNotFound:
            continue
    raise BrokenTemplate(Problem(Mark(f"templates/{names[-1]}"), "this file is missing"))


def render(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    """The page that a template makes of these values. Raises BrokenTemplate when it cannot."""
    try:
        return environment.get_template(name).render(values)
    except TemplateSyntaxError as error:
        mark = Mark(error.filename or f"templates/{name}", error.lineno)
        raise BrokenTemplate(Problem(mark, error.message or "this is not a template")) from error
    except TemplateNotFound as error:
        raise BrokenTemplate(Problem(Mark(f"templates/{name}"), f"no template {error.name!r}")) from error
    except TemplateError as error:
        problem = Problem(_place(error, name), error.message or "this template cannot be used")
        raise BrokenTemplate(problem) from error


def _place(error: TemplateError, name: str) -> Mark:
    """The line of the template that raised; Jinja gives its frames the template's own file and lines."""
    place = Mark(f"templates/{name}")
    frame = error.__traceback__
    while frame:
        file = frame.tb_frame.f_code.co_filename
        if file.endswith((".html", ".txt", ".svg")):
            place = Mark(file, frame.tb_lineno)
        frame = frame.tb_next
    return place


def _icon(name: str) -> Markup:
    """An icon as decoration: drawn in the colour of the text, silent for a screen reader."""
    shape = icons.svg(name)
    return Markup(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shape}</svg>')

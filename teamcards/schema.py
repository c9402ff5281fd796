"""Nodes into checked values; what pydantic finds wrong becomes a problem with a place and words an author knows."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from teamcards import model
from teamcards.problems import Problem, nearest
from teamcards.source import Node

_LOWER = "use lower-case letters, digits and hyphens"


Value = TypeVar("Value", bound=BaseModel)


def build(
    kind: type[Value], node: Node, language: str | None
) -> tuple[Value | None, list[Problem]]:
    """A value of that kind; its plain texts are in `language`. None when there are problems."""
    try:
        return kind.model_validate(node.plain(), context=language and {"language": language}), []
    except ValidationError as error:
        return None, [_problem(kind, node, found) for found in error.errors(include_url=False)]


def kind_of(node: Node, problems: list[Problem]) -> type[model.AnyCard] | None:
    """The kind of card that a node says it is."""
    kinds = ", ".join(model.KINDS)
    found = node.find(["kind"])
    if found is node:
        problems.append(Problem(node.key, "missing field 'kind'", f"one of {kinds}"))
        return None
    name = found.value if isinstance(found.value, str) else ""
    if name not in model.KINDS:
        fix = nearest(name, model.KINDS) or f"one of {kinds}"
        problems.append(Problem(found.mark, f"unknown kind '{name}'", fix))
        return None
    return model.KINDS[name]


def check_id(name: str, node: Node, what: str = "a card's id") -> Iterator[Problem]:
    """Ids go into file names and links, so they are short and plain."""
    if not re.fullmatch(model.ID_PATTERN, name):
        yield Problem(node.key, f"'{name}' cannot be {what}", _LOWER)


def _problem(kind: type[BaseModel], root: Node, error: Any) -> Problem:
    path = [step for step in error["loc"] if step != "[key]"]
    node = root.find(path)
    last = str(path[-1]) if path else ""
    match error["type"]:
        case "extra_forbidden":
            return Problem(node.key, f"unknown field '{last}'", nearest(last, _fields(kind, path[:-1])))
        case "missing":
            return Problem(node.key, f"missing field '{last}'", f"add '{last}:'{_whose(root)}")
        case "string_pattern_mismatch" if error["loc"][-1] == "[key]":
            fix = nearest(last, ("nl", "en", "de", "fr")) or "two letters, such as nl or en"
            return Problem(node.key, f"unknown language '{last}'", fix)
        case "string_pattern_mismatch":
            return Problem(node.mark, f"'{error['input']}' is not a name", _LOWER)
        case "dict_type" if isinstance(error["input"], str):
            fix = "write {nl: ..., en: ...}, or 'language: nl' at the top of the file"
            return Problem(node.mark, "in which language is this text?", fix)
        case "literal_error":
            options = error["ctx"]["expected"]
            fix = nearest(str(error["input"]), re.findall(r"'([^']*)'", options)) or f"one of {options}"
            return Problem(node.mark, f"unknown {last} '{error['input']}'", fix)
    return Problem(node.mark, _message(error, node), _expected(error, last))


def _whose(root: Node) -> str:
    kind = root.find(["kind"])
    return f" to this {kind.value}" if kind is not root and isinstance(kind.value, str) else ""


def _message(error: Any, node: Node) -> str:
    found = error["input"]
    if error["type"] == "string_too_short" or found == "":
        return "nothing is filled in here"
    if error["type"] == "value_error":
        return f"'{found}': {error['ctx']['error']}" if isinstance(found, str) else str(error["ctx"]["error"])
    if isinstance(found, dict):
        return "fields stand here"
    if isinstance(found, list | tuple):
        return "a list stands here"
    return f"'{found}' does not fit here"


def _expected(error: Any, field: str) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "string_type":
            return "expected a text"
        case "string_too_short":
            return "write a text, or take the field out"
        case "dict_type":
            return "expected a text, or one per language: {nl: ..., en: ...}"
        case "tuple_type":
            return f"expected a list, such as {field}: [ ... ]"
        case "model_type" | "model_attributes_type":
            return "expected fields, one below the other"
        case "int_parsing" | "int_type" | "int_from_float":
            return "expected a whole number, without a unit"
        case "greater_than_equal":
            return f"at least {context['ge']}"
        case "less_than_equal":
            return f"at most {context['le']}"
        case "too_short":
            return f"at least {context['min_length']}"
        case "too_long":
            return f"at most {context['max_length']}"
        case "value_error":
            return ""
    return str(error["msg"])


def _fields(kind: type[BaseModel], path: list[Any]) -> list[str]:
    """The fields of the model at the end of a path."""
    for step in path:
        field = kind.model_fields.get(str(step))
        inner = next(_models(field.annotation), None) if field else None
        kind = inner or kind
    return list(kind.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models(part)

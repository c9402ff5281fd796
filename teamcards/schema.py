"""Nodes into checked values; what pydantic finds wrong becomes a problem with a place and words an author knows."""

from __future__ import annotations

import re
import typing
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from teamcards import model, values
from teamcards.problems import Mark, Problem, nearest, short
from teamcards.source import Node

NO_LANGUAGE = "in which language is this text?"

FIELDS = frozenset(name for kind in model.KINDS.values() for name in kind.model_fields)
"""What the fields of cards are called, of all kinds together."""

DEFAULTS = ("kind", *(name for name in model.Card.model_fields if name not in ("title", "notes")))
"""The fields that a file may give once for all its cards."""

_CARD_FILE = ("language", "cards", *DEFAULTS)
_UNDER_CARDS = "write 'cards:', with the id of each card indented below it"
_ID = re.compile(values.ID_PATTERN)
_LOWER = "use lower-case letters, digits and hyphens"
_LANGUAGES = ("nl", "en", "de", "fr")
_CALLED = {  # what authors type for a word of the format
    "soort": "kind", "type": "kind", "tekst": "text", "opties": "options", "antwoorden": "options", "bron": "source",
    "werkvorm": "method", "tijd": "minutes", "duur": "minutes", "stelling": "claim", "waarheid": "truth",
    "niveau": "level", "fase": "stage", "kleur": "colour", "color": "colour", "taal": "language", "talen": "languages",
    "kaarten": "cards", "kaart": "card", "formaat": "size", "maat": "size", "aantal": "copies", "sjabloon": "template",
    "achterkant": "back", "programma": "agenda", "notities": "notes", "titel": "title", "deelnemers": "participants",
    "afbeelding": "picture", "plaatje": "picture", "foto": "picture", "image": "picture", "pictogram": "icon",
    "bestand": "file", "link": "to", "url": "to",
    "weglaten": "drop", "overslaan": "drop", "skip": "drop",
    "dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en", "german": "de", "duits": "de",
}  # fmt: skip
_EXPECTED = {
    "string_type": ("a text", ""),
    "dict_type": ("a text", "write one text, or one per language: {nl: ..., en: ...}"),
    "int_parsing": ("a whole number", "digits only, such as 10"),
    "int_parsing_size": ("a whole number", "digits only, such as 10"),
    "int_type": ("a whole number", "digits only, such as 10"),
    "int_from_float": ("a whole number", "digits only, such as 10"),
    "float_parsing": ("a number", "such as 1.2"),
    "float_type": ("a number", "such as 1.2"),
    "finite_number": ("a number", "such as 1.2"),
    "bool_parsing": ("yes or no", ""),
    "bool_type": ("yes or no", ""),
}
_STAND_INS: dict[str, Any] = {
    "languages": _LANGUAGES[:1], "one of languages": _LANGUAGES[0], "one of cards": "*", "minutes": "1",
    "one of agenda": {"title": "-", "minutes": "1"}, "options": ["-", "-"],
}  # fmt: skip
Value = TypeVar("Value", bound=BaseModel)


def build(kind: type[Value], node: Node, language: str | None) -> tuple[Value | None, list[Problem]]:
    """A value of that kind; its plain texts are in `language`. None when there are problems."""
    try:
        return kind.model_validate(node.plain(), context=language and {"language": language}), []
    except ValidationError as error:
        return None, list(_problems(kind, node, error.errors(include_url=False)))


def salvage(kind: type[Value], node: Node, language: str | None) -> Value | None:
    """What is left of a value with problems when they are taken out, so that the rest of it can be looked at."""
    data = node.plain()
    for _ in range(4):
        try:
            return kind.model_validate(data, context={"language": language or _LANGUAGES[0]})
        except ValidationError as error:
            for found in error.errors(include_url=False):
                _take_out(data, [step for step in found["loc"] if step != "[key]"], found["type"] == "missing")
    return None


def _take_out(data: Any, path: list[Any], missing: bool) -> None:
    """Removes what a path leads to; a field that must be there, or an item of a list, gets a stand-in."""
    inside: Any = None
    last: Any = None
    for step in path[:-1] if missing else path:
        if isinstance(data, dict | list) and (step in data if isinstance(data, dict) else step in range(len(data))):
            inside, last, data = data, step, data[step]
    if missing and isinstance(data, dict):
        data[path[-1]] = _STAND_INS.get(path[-1], "-")
    elif isinstance(inside, list):
        names = [step for step in path if isinstance(step, str)]
        inside[last] = _STAND_INS.get(f"one of {names[-1]}", "-") if names else "-"
    elif inside:
        del inside[last]


def cards_of(file: Node, problems: list[Problem]) -> dict[str, Node] | None:
    """The cards of a file by id, with every unknown field beside them reported."""
    assert isinstance(file.value, dict)
    if "languages" in file.value or "agenda" in file.value:
        problems.append(Problem(file.mark, "this is a deck, among the cards", "move it to the folder decks"))
        return None
    hints = {name: did_you_mean(name, _CARD_FILE) for name in file.value if name not in _CARD_FILE}
    misspelt = any("'cards'" in hint for hint in hints.values())
    cards = file.value.get("cards")
    for name, hint in hints.items():
        if cards and not misspelt and "kind" in _names(file.value[name]):
            message = f"the card '{short(name)}' stands beside 'cards:'"
            problems.append(Problem(file.value[name].key, message, "indent it below 'cards:', as the others are"))
        elif cards or misspelt:
            fix = hint or "indent it, when it belongs to the card above it"
            problems.append(Problem(file.value[name].key, f"unknown field '{short(name)}'", fix))
    if cards and isinstance(cards.value, dict):
        return cards.value
    if cards:
        fix = "write 'my-card:', and its fields below"
        problems.append(Problem(cards.mark, "expected cards, each under its id", fix))
    elif not misspelt:
        problems.append(Problem(file.mark, "missing field 'cards'", _UNDER_CARDS))
    return None


def _names(node: Node) -> Collection[str]:
    """What the fields of a node are called, if it has any."""
    return node.value if isinstance(node.value, dict) else ()


def kind_of(node: Node, problems: list[Problem]) -> type[model.AnyCard] | None:
    """The kind of card that a node says it is."""
    found = _meant(node, "kind")
    if found is None:
        problems.append(Problem(node.key, "missing field 'kind'", f"one of {', '.join(model.KINDS)}"))
        return None
    if not isinstance(found.value, str) or not found.value:
        message = f"expected a kind, found {_found(found)}"
        problems.append(Problem(found.mark, message, f"one of {', '.join(model.KINDS)}"))
        return None
    if found.value in model.KINDS:
        return model.KINDS[found.value]
    if near := did_you_mean(found.value, model.KINDS):
        return model.KINDS[near.split("'")[1]]  # which will say that its kind is another
    problems.append(Problem(found.mark, f"unknown kind '{short(found.value)}'", f"one of {', '.join(model.KINDS)}"))
    return None


def strange_fields(node: Node) -> Iterator[Problem]:
    """The fields that no kind of card has, for a card of an unknown kind."""
    for name, field in node.value.items() if isinstance(node.value, dict) else ():
        if name not in FIELDS:
            yield Problem(field.key, f"unknown field '{short(name)}'", did_you_mean(name, FIELDS))


def _meant(node: Node, name: str) -> Node | None:
    """The field of that name, or one that is meant to be."""
    fields = node.value if isinstance(node.value, dict) else {}
    near = (field for other, field in fields.items() if isinstance(field.value, str) and did_you_mean(other, [name]))
    return fields.get(name) or next(near, None)


def check_id(name: str, where: Node | Mark, what: str = "a card's id") -> Iterator[Problem]:
    """Ids go into file names and links, so they are short and plain."""
    if not _ID.fullmatch(name):
        place = where.key if isinstance(where, Node) else where
        yield Problem(place, f"'{short(name)}' cannot be {what}", _LOWER)


def language_of(file: Node) -> tuple[str | None, list[Problem]]:
    """The language that the plain texts of a file are in, when it names one."""
    node = _meant(file, "language")
    if node is None:
        return None, []
    if isinstance(node.value, str) and re.fullmatch(values.LANGUAGE_PATTERN, node.value):
        return node.value, []
    if not isinstance(node.value, str) or not node.value:
        return _LANGUAGES[0], [Problem(node.mark, f"expected a language, found {_found(node)}", "such as nl or en")]
    return _LANGUAGES[0], [Problem(node.mark, f"unknown language '{short(node.value)}'", _as_language(node.value))]


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A hint that names the word of the format that an author most probably means."""
    meant = _CALLED.get(word.strip().lower())
    return f"did you mean '{meant}'?" if meant and meant in known else nearest(word, known)


def _problems(kind: type[BaseModel], root: Node, errors: list[Any]) -> Iterator[Problem]:
    """One problem for each mistake: a misspelt field is not missing as well."""
    misspelt = set()
    places = {tuple(error["loc"]) for error in errors}
    for error in errors:
        if error["type"] == "extra_forbidden":
            *path, last = error["loc"]
            hint = did_you_mean(str(last), _fields(kind, path))
            misspelt.add((*path, hint.removeprefix("did you mean '").removesuffix("'?")))
    for error in errors:
        loc = tuple(error["loc"])
        spoilt = error["type"] == "too_short" and any(place[: len(loc)] == loc for place in places - {loc})
        if not spoilt and (error["type"] != "missing" or loc not in misspelt):
            yield _problem(kind, root, error)


def _problem(kind: type[BaseModel], root: Node, error: Any) -> Problem:
    path = [step for step in error["loc"] if step != "[key]"]
    node = root.find(path)
    last = short(str(path[-1])) if path else ""
    found = error["input"]
    match error["type"]:
        case "extra_forbidden":
            known = _fields(kind, path[:-1])
            fix = did_you_mean(last, known) or f"one of {', '.join(known)}"
            return Problem(node.key, f"unknown field '{last}'", fix)
        case "missing":
            return Problem(node.key, f"missing field '{last}'", f"add '{last}: ...'{_whose(root)}")
        case "string_pattern_mismatch" if error["ctx"]["pattern"] == values.LANGUAGE_PATTERN:
            place = node.key if error["loc"][-1] == "[key]" else node.mark
            return Problem(place, f"unknown language '{short(str(found))}'", _as_language(str(found)))
        case "string_pattern_mismatch" if found:
            return Problem(node.mark, f"'{short(found)}' cannot be an id", _LOWER)
        case "dict_type" if isinstance(found, str) and found.strip():
            return Problem(node.mark, NO_LANGUAGE, "add 'language: nl' at the top of the file")
        case "literal_error" if isinstance(found, str) and found:
            options = _options(error)
            fix = did_you_mean(found, options) or f"one of {', '.join(options)}"
            place = node.key if error["loc"][-1] == "[key]" else node.mark
            what = "kind" if error["loc"][-1] == "[key]" else _word(kind, path).removesuffix("s")
            return Problem(place, f"unknown {what} '{short(found)}'", fix)
    if found in ([], ()) or (isinstance(found, str) and not found.strip()):
        whole = path[:-1] if root.find(path[:-1]) is node else path  # without the language of a plain text
        return Problem(node.mark, f"'{_word(kind, whole)}' is empty", "fill it in")
    return Problem(node.mark, *_expected(kind, error, node))


def _options(error: Any) -> list[str]:
    return re.findall(r"'([^']*)'", error["ctx"]["expected"])


def _word(kind: type[BaseModel], path: list[Any]) -> str:
    """The name of the field that a path leads to; for an item of a list or table, the name of that."""
    names = [step for step in path if isinstance(step, str)] or ["this"]
    return short(names[-1] if len(names) == 1 or names[-1] in _fields(kind, path[:-1]) else names[-2])


def _as_language(word: str) -> str:
    if " " in word:
        return "two letters, such as nl; or put quotes around a text with a colon in it"
    return did_you_mean(word.partition("-")[0], _LANGUAGES) or "two letters, such as nl or en"


def _whose(root: Node) -> str:
    kind = root.find(["kind"])
    return f" to this {kind.value}" if kind is not root and isinstance(kind.value, str) else ""


def _found(node: Node) -> str:
    if isinstance(node.value, str):
        return f"'{short(node.value)}'" if node.value else "nothing"
    return "a list" if isinstance(node.value, list) else "fields"


def _expected(kind: type[BaseModel], error: Any, node: Node) -> tuple[str, str]:
    """The message and the fix for a value of the wrong sort, or out of bounds."""
    context = error.get("ctx", {})
    found = _found(node)
    match error["type"]:
        case "value_error":
            said, _, fix = str(context["error"]).partition("; ")
            return (said.replace("{}", found), fix) if fix else (f"{found} does not fit here", said)
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "too_short" | "too_long":
            return _out_of_bounds(context, found, _word(kind, error["loc"])), ""
        case "tuple_type" if bilingual := _in_languages(kind, error["loc"], node):
            word = _word(kind, error["loc"])
            message = f"expected a list of {word}, found a list for each language"
            return message, f"write each {word.removesuffix('s')} in every language: '- {bilingual}'"
        case "tuple_type" if isinstance(node.value, str) and re.match(r"-[^\s-]", node.value):
            return "no space after '-'", "type a space after '-'"
        case "tuple_type" if isinstance(node.value, str) and re.match(r"[–—•·*]\s", node.value):
            return f"'{node.value[0]}' does not start an item of a list", "type '- ' instead: a hyphen and a space"
        case "tuple_type" if isinstance(node.value, str) and _model(kind, error["loc"]) is _model(
            kind, error["loc"][:-1]
        ):
            return f"expected a list, found {found}", f"write [{short(node.value)}]"
        case "tuple_type":
            return f"expected a list, found {found}", f"such as '- {_example(kind, error['loc'])}'"
        case "model_type" | "model_attributes_type":
            return f"expected fields, found {found}", f"write {_example(kind, error['loc'])}"
        case "literal_error":
            return f"expected one word, found {found}", "one of " + ", ".join(_options(error))
    most = context.get("max_length", 0)  # characters
    expected, fix = _EXPECTED.get(error["type"], (f"{most} characters at most" if most else "something else", ""))
    found = str(len(str(node.value))) if most else found
    return f"expected {expected}, found {found}", fix


def _out_of_bounds(bounds: dict[str, Any], found: str, word: str) -> str:
    """What a number, or the length of a list of what `word` says, should have been."""
    of = f" {word}" if "actual_length" in bounds else ""
    found = str(bounds.get("actual_length", found))
    least, most = bounds.get("ge", bounds.get("min_length")), bounds.get("le", bounds.get("max_length"))
    if least is not None:
        return f"expected {least:g}{of} or more, found {found}"
    if most is not None:
        return f"expected {most:g}{of} or {'fewer' if of else 'less'}, found {found}"
    return f"expected more than 0, found {found}"


def _in_languages(kind: type[BaseModel], path: Sequence[Any], node: Node) -> str:
    """How to write an item of a list in the languages that its author made a list of each for; nothing for others."""
    languages = list(node.value) if isinstance(node.value, dict) else []
    inner = _model(kind, path)
    if not languages or not all(re.fullmatch(values.LANGUAGE_PATTERN, language) for language in languages):
        return ""
    text = "{" + ", ".join(f"{language}: ..." for language in languages) + "}"
    needed = [(name, next(_models(field.annotation), None)) for name, field in inner.model_fields.items()
              if field.is_required()]  # fmt: skip
    if inner is values.Text or [name for name, _ in needed] == ["text"]:
        return text
    if not any(model is values.Text for _, model in needed):
        return ""
    return "{" + ", ".join(f"{name}: {text if model is values.Text else '...'}" for name, model in needed) + "}"


def _example(kind: type[BaseModel], path: Sequence[Any]) -> str:
    """The fields that a model at the end of a path cannot do without, as an author writes them; nothing for texts."""
    inner = _model(kind, path)
    if inner is kind or inner is values.Text:
        return ""
    needed = [f"{name}: ..." for name, field in inner.model_fields.items() if field.is_required()]
    return "{" + ", ".join(needed) + "}" if needed else ""


def _fields(kind: type[BaseModel], path: Iterable[Any]) -> list[str]:
    """The fields of the model at the end of a path."""
    return list(_model(kind, path).model_fields)


def _model(kind: type[BaseModel], path: Iterable[Any]) -> type[BaseModel]:
    for step in path:
        field = kind.model_fields.get(str(step))
        inner = next(_models(field.annotation), None) if field else None
        kind = inner or kind
    return kind


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models(part)

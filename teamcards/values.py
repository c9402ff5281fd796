"""The kinds of values that fields hold: texts in several languages, ids, lengths, colours, times."""

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from teamcards.units import length

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2}$"


class Checked(BaseModel):
    """A value that is checked once and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _points(value: object) -> object:
    return length(value) if isinstance(value, str) else value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", value.lower()):
        raise ValueError("write a colour as # and six hexadecimal digits, such as #1f5f8b")
    return value.lower()


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Points = Annotated[float, BeforeValidator(_points), Field(gt=0, le=5000)]
Colour = Annotated[str, AfterValidator(_colour)]
Minutes = Annotated[int, Field(ge=0, le=600)]
Seconds = Annotated[int, Field(ge=1, le=7200)]


class Text(RootModel[dict[Language, Words]]):
    """A text in one or more languages; a plain string is in the language of its file."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _in_the_language_of_the_file(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and info.context:
            return {info.context["language"]: value}
        return value


def is_glob(pattern: str) -> bool:
    """Whether it may fit several ids, and not only the one that it is."""
    return any(sign in pattern for sign in "*?[")

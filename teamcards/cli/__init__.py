"""The commands, and the only place that prints; what a command needs is imported when it runs."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

_COMMANDS = {
    "build": "build.build", "calibrate": "calibrate.calibrate", "check": "check.check", "list": "show.list_",
    "plan": "plan.plan", "preflight": "preflight.preflight", "rehearse": "rehearse.rehearse", "where": "show.where",
}  # fmt: skip
"""Where each command is."""


class _Commands(click.Group):
    """Commands that are imported when they are asked for: a small build starts sooner."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, _, function = _COMMANDS[name].partition(".")
        command: click.Command = getattr(importlib.import_module(f"teamcards.cli.{module}"), function)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name; one that is not there is answered with the nearest."""
        from teamcards.problems import nearest

        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            hint = nearest(args[0], _COMMANDS) or _building(args[:2])
            raise click.UsageError(f"{error.message} {hint[:1].upper()}{hint[1:]}".rstrip(), ctx) from None


def _building(words: Sequence[str]) -> str:
    """A hint for who names a deck and not the command that builds it."""
    from teamcards import content as contents

    decks = contents.load(Path()).decks
    return next((f"did you mean 'teamcards build {word}'?" for word in words if word in decks), "")


def start() -> None:
    """The command as a process of its own, over too soon to collect garbage."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else every installed package is asked for some
    main()


def run() -> None:
    """The command as people type it, whose process does not take its memory apart at the end."""
    try:
        start()
    except SystemExit as end:
        if isinstance(end.code, int):
            for stream in (sys.stdout, sys.stderr):
                if stream:  # there is none where it was closed
                    stream.flush()
            os._exit(end.code)
        raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="teamcards")
def main() -> None:
    """Turn YAML files into cards for workshops: printable PDF decks and HTML slides.

    Every command works in a project folder (one with cards/, decks/ or templates/), and elsewhere on the decks that
    come with teamcards.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a pipe on Windows cannot take every character

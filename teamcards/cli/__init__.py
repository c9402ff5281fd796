"""The commands, and the only place that prints; what a command needs is imported when it runs."""

from __future__ import annotations

import atexit
import gc
import io
import sys

import click

from teamcards.cli import build, calibrate, check, plan, preflight, show


def run() -> None:
    """The command as a process of its own, which is over too soon to be worth collecting garbage in."""
    gc.disable()
    atexit.register(gc.freeze)
    main()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="teamcards")
def main() -> None:
    """Turn YAML files into cards for workshops: printable PDF decks and HTML slides.

    Every command works in a project folder (one with cards/, decks/ or templates/), and elsewhere on the decks that
    come with teamcards.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a pipe on Windows cannot take every character


for _command in (
    build.build, calibrate.calibrate, check.check, plan.plan, preflight.preflight, show.list_, show.where,
):  # fmt: skip
    main.add_command(_command)

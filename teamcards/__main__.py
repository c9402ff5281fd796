"""So that `python -m teamcards` is the command."""

from teamcards.cli import run

run()

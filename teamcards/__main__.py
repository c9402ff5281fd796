"""So that `python -m teamcards` is the command, also below a profiler: it ends as every program does."""

from teamcards.cli import start

start()

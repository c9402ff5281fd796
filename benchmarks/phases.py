"""Where the time of one run of teamcards goes: `python -m benchmarks.phases DECK LANGUAGE`, in a project folder.

It is the run of `teamcards build DECK --to pdf --lang LANGUAGE` itself, with a clock around some of its functions.
Since pages are drawn, placed and written one by one, the clock changes over at every step of a stream, and a phase
has only the time in which no other phase was at work. It counts the time of the processor, which a busy machine blurs
least. Everything is done in this one process: of what others do, the clock would see nothing. Imports nothing but
what Python has imported anyway, so that the imports of teamcards are all counted.
"""

import gc
import os
import sys
import time

IMPORTS = (
    ("imports: command line", ("teamcards.cli",)),
    ("imports: read and check", ("teamcards.content",)),
    ("imports: compose, layout, sheets", ("teamcards.build",)),
    ("imports: PDF writer", ("teamcards.writers.pdf",)),
)

START, REST = "Python itself, start", "all else"

# Which function is at work in which phase; one within another takes over from it.
STAGES = (
    ("teamcards.manifest", "read", "manifest: what has changed"),
    ("teamcards.manifest", "sources", "manifest: what has changed"),
    ("teamcards.content", "load", "read and check"),
    ("teamcards.compose", "compose", "compose"),
    ("teamcards.layout", "load", "layout: fonts"),
    ("teamcards.layout", "draw", "layout: bands, footers, checks"),
    ("teamcards.layout.rows", "of", "layout: words measured"),
    ("teamcards.layout.fit", "largest", "layout: lines at the best size"),
    ("teamcards.typeset", "breaks", "layout: hyphenation"),
    ("teamcards.layout.paint", "stack", "layout: items"),
    ("teamcards.sheets", "impose", "sheets"),
    ("teamcards.writers.leaves", "of", "PDF: pages"),
    ("teamcards.writers.leaves", "zlib.compress", "PDF: deflate"),
    ("teamcards.writers.pdf", "bind", "PDF: fonts, table"),
    ("teamcards.build", "save", "save"),
)


class Clock:
    """Seconds of processor by phase; one phase runs at a time, the first since the process was started."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.phase = START
        self.last = 0.0

    def to(self, phase: str) -> str:
        """Changes over to a phase; gives back the one before."""
        now = time.process_time()
        self.laps[self.phase] = self.laps.get(self.phase, 0.0) + now - self.last
        before, self.phase, self.last = self.phase, phase, now
        return before

    def around(self, phase, function):
        """The function, with its time in that phase; when it gives a stream, also the time of each of its steps."""

        def timed(*given, **named):
            before = self.to(phase)
            try:
                made = function(*given, **named)
            finally:
                self.to(before)
            return self.steps(phase, made) if hasattr(made, "__next__") else made

        return timed

    def steps(self, phase, stream):
        """A stream, with the time of each step in that phase."""
        end = object()
        while True:
            before = self.to(phase)
            try:
                item = next(stream, end)
            finally:
                self.to(before)
            if item is end:
                return
            yield item


def once(deck: str, language: str) -> dict[str, float]:
    """The seconds of each phase of one run."""
    clock = Clock()
    gc.disable()  # as the command does, and the next line
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    for phase, modules in IMPORTS:
        clock.to(phase)
        for module in modules:
            __import__(module)
    clock.to(REST)
    for module, path, phase in STAGES:
        *owners, name = path.split(".")
        __import__(module)
        owner = sys.modules[module]
        for step in owners:
            owner = getattr(owner, step)
        setattr(owner, name, clock.around(phase, getattr(owner, name)))
    sys.modules["teamcards.processes"].count = lambda: 1
    sys.modules["teamcards.cli"].main(["build", deck, "--to", "pdf", "--lang", language], standalone_mode=False)
    clock.to(REST)
    order = dict.fromkeys([START, *(phase for phase, _ in IMPORTS), *(phase for *_, phase in STAGES), REST])
    return {phase: clock.laps.get(phase, 0.0) for phase in order}


if __name__ == "__main__":
    found = once(*sys.argv[1:])
    import json

    print(json.dumps(found))

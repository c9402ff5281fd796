"""Where the time of one run of teamcards goes: `python -m benchmarks.phases FOLDER DECK LANGUAGE`.

Imports nothing but what Python has imported anyway, so that the imports of teamcards are all counted.
"""

import sys
import time


def once(folder: str, name: str, language: str) -> dict[str, float]:
    """The seconds of each phase of one run, which makes the calls that `teamcards build` makes."""
    laps: dict[str, float] = {}
    last = time.perf_counter()

    def lap(phase: str) -> None:
        nonlocal last
        now = time.perf_counter()
        laps[phase], last = now - last, now

    from pathlib import Path

    import teamcards.cli  # noqa: F401

    lap("imports: command line")
    from teamcards import content as contents

    lap("imports: read and check")
    from teamcards import build, compose, layout, sheets

    lap("imports: compose, layout")
    from teamcards.writers import pdf

    lap("imports: PDF writer")
    content = contents.load(Path(folder))
    lap("read and check")
    deck, _ = compose.compose(name, content, language, None)
    assert deck
    lap("compose")
    look, _ = layout.load(deck)
    assert look
    lap("fonts")
    sides = [layout.draw(card, deck, look)[0] for card in deck.cards]
    lap("layout")
    job = build.job(deck, look, build.Print(build.paper("a4", content)))
    pages = list(sheets.impose(sides, len(sides), job))
    lap("impose")
    data = pdf.write(pages, pdf.About(deck.title, deck.subtitle, deck.language, "long"), look.fonts())
    lap("pdf")
    build.save(Path(folder) / "build" / "phases.pdf", data)
    lap("save")
    return laps


if __name__ == "__main__":
    for phase, seconds in once(*sys.argv[1:]).items():
        print(f"{phase}\t{seconds}")

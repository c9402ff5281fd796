"""Pages of slides in a browser: opened as files, watched for trouble, driven by keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
Open = Callable[..., Any]


def launched() -> Iterator[Any]:
    """A browser; the test is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is on the path")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


def visited(browser: Any, files: Mapping[str, str]) -> Iterator[Open]:
    """Opens pages; whatever happens, they ask nothing of a network and no script fails."""
    contexts: list[Any] = []
    trouble: list[str] = []
    asked: list[str] = []

    def opened(address: str = "", name: str = "example", size: tuple[int, int] = (1280, 720), **more: Any) -> Any:
        """A page of its own, or `beside` another one: a second tab of the same browser."""
        clock, beside = more.pop("clock", False), more.pop("beside", None)
        given = {"viewport": {"width": size[0], "height": size[1]}, "reduced_motion": "reduce", **more}
        if beside is None:
            contexts.append(browser.new_context(**given))
        page = (beside.context if beside else contexts[-1]).new_page()
        page.set_viewport_size(given["viewport"])
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: trouble.extend([message.text] * (message.type == "error")))
        page.on("request", lambda request: asked.append(request.url))
        if clock:
            page.clock.install(time=datetime(2026, 1, 1))
        page.goto(files[name] + address)
        if clock:
            page.clock.pause_at(datetime(2026, 1, 2))  # or a slow machine would add its own time
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def place(page: Any) -> str:
    """The one slide that is there, when the address says the same: a page follows its address a moment later."""
    shown = "Array.from(document.querySelectorAll('main > .slide:not([hidden])'), s => s.id)"
    until(page, f"{shown}.join() === decodeURIComponent(location.hash.slice(1))")
    (found,) = page.evaluate(shown)
    return str(found)


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def until(page: Any, expression: str) -> None:
    """Waits for the page to say yes; Playwright's own waiting evaluates strings, which the page's policy forbids."""
    for _ in range(250):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    raise AssertionError(expression)


def digits(page: Any) -> str:
    """What the clock says is left."""
    return str(page.locator("[id='page.clock-digits']").text_content())

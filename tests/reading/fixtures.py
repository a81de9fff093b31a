"""The browser and the server that tests of reading share; without Chromium or the reading systems the tests are skipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from compiler.checks import tools
from tests.conftest import missing

from .serving import MODULES, Shelf, serving

HOW = "run `sh .ci/tools.sh`"
TIMEOUT = 60_000
"""Milliseconds that a reading system may take for one thing it is asked."""
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--disable-dev-shm-usage"]


@dataclass(frozen=True)
class Desk:
    """A browser, and the shelf from which it reads."""

    browser: Browser
    shelf: Shelf

    def page(self, address: str = "about:blank", width: int = 800, height: int = 1000, scale: float = 1) -> Page:
        """A new page of the browser, at a path of the shelf or any address."""
        page = self.browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        page.set_default_timeout(TIMEOUT)
        page.goto(address if ":" in address else f"{self.shelf.address}/{address}")
        return page


class _Once:
    """The one desk of a test run. Pytest makes a fixture anew for each package that imports it; Playwright runs once only."""

    users = 0
    stack = ExitStack()
    desk: Desk

    @classmethod
    def take(cls) -> Desk:
        if not cls.users:
            shelf = cls.stack.enter_context(serving())
            playwright = cls.stack.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=tools.browser(), args=_OPTIONS, timeout=TIMEOUT)
            cls.stack.callback(browser.close)
            cls.desk = Desk(browser, shelf)
        cls.users += 1
        return cls.desk

    @classmethod
    def give_back(cls) -> None:
        cls.users -= 1
        if not cls.users:
            cls.stack.close()


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """Chromium without a window, and the shelf."""
    if not tools.browser():
        missing("Chromium", HOW)
    yield _Once.take()
    _Once.give_back()


@pytest.fixture(scope="session")
def reading_systems(desk: Desk) -> Desk:
    """The desk, where the reading systems are installed."""
    if not (MODULES / "foliate-js" / "view.js").is_file():
        missing("foliate-js with epub.js and pdf.js", HOW)
    return desk

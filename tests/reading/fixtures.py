"""The browser and the server that tests of reading share; without Chromium or the reading systems the tests are skipped."""

from __future__ import annotations

from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """Chromium without a window, and the shelf."""
    if not tools.browser():
        missing("Chromium", HOW)
    with serving() as shelf, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=_OPTIONS, env={"LC_ALL": "C.UTF-8"})
        yield Desk(browser, shelf)
        browser.close()


@pytest.fixture(scope="session")
def reading_systems(desk: Desk) -> Desk:
    """The desk, where the reading systems are installed."""
    if not (MODULES / "foliate-js" / "view.js").is_file():
        missing("foliate-js with epub.js and pdf.js", HOW)
    return desk

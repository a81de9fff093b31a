"""EPUBs opened in foliate-js or epub.js: go to an address, ask what is on screen and how its letters are set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Page

from .fixtures import Desk
from .glyphs import Glyph, glyphs_of

System = Literal["foliate", "epubjs"]
Flow = Literal["paginated", "scrolled"]
_PRESS = 40
"""Milliseconds that the mouse is held down, as by a hand: foliate-js turns to the link in the frame after, and then follows it."""
SYSTEMS: tuple[System, ...] = ("foliate", "epubjs")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents or the page list as a reading system tells it; `href` can be given to `go_to`."""

    label: str
    href: str
    level: int


@dataclass(frozen=True, slots=True)
class OpenBook:
    """An EPUB that is open in a reading system."""

    page: Page

    def go_to(self, href: str) -> None:
        """Goes to an address such as `one.xhtml#one-p1`, relative to the package document. Raises where there is none."""
        self._ask("go", href)

    def follow(self, selector: str) -> None:
        """Clicks the first element that `selector` finds in what is shown, and waits until nothing moves any more."""
        self._ask("follow", selector)

    def click(self, number: int) -> None:
        """Turns to the link of this number, from 0, in the section that is shown, and clicks it with the mouse.

        Raises `LookupError` where there is nothing to click, Playwright's error where the click leads nowhere.
        """
        point = self._ask("linkOnScreen", number)
        if not point:
            raise LookupError(number)
        self.page.mouse.click(point["x"], point["y"], delay=_PRESS)
        self._ask("arrived")

    def section(self) -> str:
        """The path of the file that is shown, as the package document names it."""
        return str(self._ask("section")).removeprefix("EPUB/")

    def landed(self, target: str) -> bool:
        """Whether what is first to be seen at the element with this id, or in the file where it is empty, is on screen."""
        return bool(self._ask("landed", target))

    def on_screen(self) -> list[str]:
        """The ids of the elements whose first line is on screen, in the order of the text."""
        return list(self._ask("onScreen"))

    def contents(self) -> list[Entry]:
        return [Entry(**entry) for entry in self._ask("contents")]

    def pages(self) -> list[Entry]:
        """The page list: a printed page each."""
        return [Entry(**entry) for entry in self._ask("pages")]

    def landmarks(self) -> list[Entry]:
        return [Entry(**entry) for entry in self._ask("landmarks")]

    def direction(self) -> str:
        """The direction in which the reading system turns pages, empty if the book leaves it open."""
        return str(self._ask("direction"))

    def glyphs(self, selectors: Sequence[str]) -> dict[str, list[Glyph]]:
        """Where the letters of the first element for each selector stand; an empty list where there is no such element."""
        return {key: glyphs_of(found) for key, found in self._ask("glyphs", list(selectors)).items()}

    def _ask(self, name: str, argument: object = None) -> Any:
        return self.page.evaluate("([name, argument]) => window.reading[name](argument)", [name, argument])


@contextmanager
def opened(
    desk: Desk, epub: bytes, system: System = "foliate", flow: Flow = "paginated", width: int = 800, height: int = 1000
) -> Iterator[OpenBook]:
    """`epub` open in `system` on a screen of `width` by `height` CSS pixels. Raises Playwright's error if it cannot be opened."""
    page = desk.page(f"pages/{system}.html", width, height)
    try:
        page.wait_for_function("window.ready")
        address = desk.shelf.hold("book.epub", epub)
        page.evaluate("([url, flow]) => window.reading.open(url, flow)", [address, flow])
        yield OpenBook(page)
    finally:
        page.close()

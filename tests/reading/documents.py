"""PDFs opened in pdf.js: where destinations, outline and links lead, and where words stand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from .fixtures import Desk


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a destination leads: the page from 0, and the point in PDF units from its lower left corner, if it names one."""

    page: int
    left: float | None = None
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page: its rectangle, and an address outside or a spot inside; `name` is that of a named destination."""

    rectangle: tuple[float, ...]
    address: str
    name: str
    to: Spot | None


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline; `to` is None where it leads nowhere."""

    title: str
    level: int
    to: Spot | None


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text as pdf.js finds it, and where its line starts."""

    text: str
    direction: str
    left: float
    base: float


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A PDF that is open in pdf.js. Pages are counted from 0."""

    page: Page

    def count(self) -> int:
        return int(self._ask("count"))

    def labels(self) -> list[str]:
        """The folios, empty if the file has none."""
        return list(self._ask("labels") or [])

    def outline(self) -> list[Heading]:
        return [Heading(entry["title"], entry["level"], _spot(entry["to"])) for entry in self._ask("outline")]

    def destinations(self) -> dict[str, Spot | None]:
        """Every named destination and where it leads, None where it leads to no page."""
        return {name: _spot(to) for name, to in self._ask("destinations").items()}

    def links(self, page: int) -> list[Link]:
        return [Link(tuple(one["rect"]), one["url"], one["name"], _spot(one["to"])) for one in self._ask("links", page)]

    def words(self, page: int) -> list[Words]:
        """The text of a page, piece by piece in the order of the file."""
        return [Words(one["text"], one["dir"], one["left"], one["base"]) for one in self._ask("words", page)]

    def _ask(self, name: str, argument: object = None) -> Any:
        return self.page.evaluate("([name, argument]) => window.reading[name](argument)", [name, argument])


def _spot(to: dict[str, Any] | None) -> Spot | None:
    return Spot(**to) if to else None


@contextmanager
def opened(desk: Desk, pdf: bytes) -> Iterator[OpenDocument]:
    """`pdf` open in pdf.js. Raises Playwright's error if it cannot be opened."""
    page = desk.page("pages/pdfjs.html")
    try:
        page.wait_for_function("window.ready")
        page.evaluate("url => window.reading.open(url)", desk.shelf.hold("book.pdf", pdf))
        yield OpenDocument(page)
    finally:
        page.close()

"""The cases, set once by every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from compiler.model.book import Book
from tests.reading import ebooks
from tests.reading.fixtures import Desk, desk, reading_systems

from .cases import CASES
from .library import library
from .oracle import Oracle, opened
from .order import Line
from .printed import printed_lines
from .reading import epub_of, read_lines

__all__ = ["desk", "reading_systems"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines of every case as an engine shows them, and as they must be."""

    lines: Mapping[str, list[Line]]
    wanted: Mapping[str, list[Line]]


@pytest.fixture(scope="session")
def book() -> Book:
    return library(CASES)


@pytest.fixture(scope="session")
def oracle(desk: Desk, book: Book) -> Oracle:
    return opened(desk, book)


@pytest.fixture(scope="session")
def print_lines(book: Book) -> dict[str, list[Line]]:
    """What print shows of every case."""
    return printed_lines(book, CASES)


@pytest.fixture(scope="session")
def printed(print_lines: dict[str, list[Line]], oracle: Oracle) -> Shown:
    return Shown(print_lines, oracle.lines(print_lines))


@pytest.fixture(scope="session")
def read(reading_systems: Desk, book: Book, oracle: Oracle) -> dict[ebooks.System, Shown]:
    """What each reading system shows of the EPUB."""
    epub = epub_of(book)
    found = {system: read_lines(reading_systems, epub, system, CASES) for system in ebooks.SYSTEMS}
    return {system: Shown(lines, oracle.lines(lines)) for system, lines in found.items()}

"""No page of the sample editions, nor of a long book of everything, turns at a place that a typesetter would mend."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from compiler import project, render
from compiler.gathering import gather
from compiler.model.book import Book
from compiler.passes import settle
from compiler.pipeline import quiet
from compiler.printing.fragment import lay_out
from tests.edition.conftest import ROOT
from tests.edition.long_collection import write_long


def book(folder: Path) -> Book:
    return settle(gather(project.load(folder), quiet))


def faults(the_book: Book, layout: str) -> tuple[int, Counter[str]]:
    """How many pages the chapters have, and how often each fault is told."""
    rendered = render.chapters(the_book, render.load_layout(layout))
    captures = dict(the_book.captures)
    parts = [lay_out(page, rendered.resources, captures) for page in rendered.pages]
    told = (message.code for part in parts for message in part.messages if message.level == "info")
    return sum(len(part.pages) for part in parts), Counter(code for code in told if code.startswith("page-"))


@pytest.mark.parametrize("layout", ["classic", "report", "large-print"])
@pytest.mark.parametrize("folder", ["sources", "sources/rahnama"])
def test_the_samples(folder: str, layout: str) -> None:
    pages, found = faults(book(ROOT / folder), layout)
    assert pages >= 10
    assert not found


@pytest.mark.parametrize("layout", ["classic", "report"])
def test_a_long_book(layout: str, tmp_path: Path) -> None:
    pages, found = faults(book(write_long(tmp_path / "long", 3)), layout)
    assert pages > 60
    assert not found

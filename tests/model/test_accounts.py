"""The ledger of a book: every unit of every capture has one lot, in addresses of the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import pipeline
from compiler.model.accounts import Ledger
from compiler.model.listing import ledger_data
from tests.project.collections import captured, sound

_PAGE = """\
Home | News | Contact

Harbour Notes
A. Writer
12 March 2014

The quay was built of grey stone in the spring of that year, and the boats came in before noon with nothing.

Nobody wrote down who had paid for the lamps along the wall, or who lit them when the wind was from the north.

Share this page
"""
_SOURCE = 'title = "Harbour Notes"\n\n[text]\ncapture = "captures/page.txt"\n'


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    data = _PAGE.encode()
    more = {"harbour-notes/captures/page.txt": data}
    folder = sound(tmp_path_factory.mktemp("c"), _SOURCE + captured(data), **more)
    (one,) = pipeline.accounts(folder)
    return one


def test_every_unit_has_one_lot(found: Ledger) -> None:
    units = [unit for line in found.lines for unit in range(line.first, line.last + 1)]
    assert units == list(range(1, _PAGE.count("\n") + 2))
    assert found.count() == sum(bool(line.strip()) for line in _PAGE.split("\n")), "blank lines are not counted"
    assert found.count() == found.count("kept") + found.count("metadata") + found.count("dropped")
    assert found.count("kept") >= 2
    assert found.count("dropped") >= 1


def test_what_is_kept_is_told_with_its_address_in_the_book(found: Ledger) -> None:
    kept = [line for line in found.lines if line.lot == "kept"]
    assert all(where.startswith("harbour-notes") for line in kept for where in line.where)
    assert any("quay" in words for line in kept for words in line.said)


def test_what_is_left_out_has_a_reason(found: Ledger) -> None:
    assert all(line.reason for line in found.lines if line.lot in {"dropped", "metadata"})


def test_the_words_of_each_unit_are_those_of_the_capture(found: Ledger) -> None:
    lines = _PAGE.split("\n")
    for line in found.lines:
        assert [" ".join(words.split()) for words in lines[line.first - 1 : line.last]] == list(line.said)


def test_as_data(found: Ledger) -> None:
    data = ledger_data(found)
    totals = data["totals"]
    assert totals["all"] == totals["kept"] + totals["metadata"] + totals["elsewhere"] + totals["dropped"]
    assert data["chapters"] == ["harbour-notes"]
    assert data["file"] == "captures/page.txt"


def test_a_work_of_the_capture_that_is_no_chapter_is_elsewhere(captures: Path, tmp_path: Path) -> None:
    """The saved page holds several works; the edition takes one of them."""
    data = (captures / "ashraf-news-2016.txt").read_bytes()
    source = _SOURCE.replace("[text]\n", "[text]\ndocument = 2\n")
    folder = sound(tmp_path, source + captured(data), **{"harbour-notes/captures/page.txt": data})
    (one,) = pipeline.accounts(folder)
    assert one.count() == sum(bool(line.strip()) for line in data.decode().split("\n"))
    assert one.count("elsewhere") > 0
    assert one.count("kept") > 0
    assert one.count() == sum(one.count(lot) for lot in ("kept", "metadata", "elsewhere", "dropped"))

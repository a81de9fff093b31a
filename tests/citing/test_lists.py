"""The bibliography and the chronology of a book as blocks, before and after the passes."""

from __future__ import annotations

from dataclasses import replace

from compiler.citing import bibliography, chronology
from compiler.model.book import Book, CaptureRecord, Record
from compiler.model.content import Blocks, Definitions, Link, Paragraph
from compiler.model.walk import block_inlines, block_text, blocks_deep, inlines_deep, text_of
from tests.citing.books import book_of, words_of


def record(identifier: str, title: str, **said: object) -> Record:
    return Record(id=identifier, title=title, **said)  # type: ignore[arg-type]


def listed(book: Book) -> list[str]:
    return [block.id for block in bibliography(book, words_of(book))]


def links(blocks: Blocks) -> list[str]:
    runs = (run for block in blocks_deep(blocks) for run in block_inlines(block))
    return [inline.target for run in runs for inline in inlines_deep(run) if isinstance(inline, Link)]


def dates(book: Book) -> list[tuple[str, list[str]]]:
    (listing,) = chronology(book, words_of(book))
    assert isinstance(listing, Definitions)
    return [(text_of(term), [block_text(block) for block in blocks]) for term, blocks in listing.items]


# --- bibliography ---


def test_sources_stand_by_author_title_and_date() -> None:
    book = book_of(
        record("d", "Zebra", authors=("Berg, Ann",), date="2014"),
        record("c", "Apple", authors=("Écrivain",)),
        record("b", "Apple", authors=("Berg, Ann",), date="2013-05"),
        record("a", "Dunes"),
        record("e", "متن"),
    )
    assert listed(book) == ["bib-b", "bib-d", "bib-a", "bib-c", "bib-e"]


def test_persian_sources_stand_in_the_order_of_their_alphabet_before_the_others() -> None:
    titles = ["هنر", "Apple", "وزن", "پل", "آب", "تاب", "گل", "کار", "یاد"]
    book = book_of(*(record(f"s{n}", title) for n, title in enumerate(titles)), language="fa")
    order = [titles[int(identifier.removeprefix("bib-s"))] for identifier in listed(book)]
    assert order == ["آب", "پل", "تاب", "کار", "گل", "وزن", "هنر", "یاد", "Apple"]


def test_each_entry_leads_to_its_chapter_and_to_its_addresses() -> None:
    book = book_of(record("a", "A", addresses=("http://a.example/",)), record("b", "B"))
    blocks = bibliography(book, words_of(book))
    assert all(isinstance(block, Paragraph) and block.role == "reference" for block in blocks)
    assert links(blocks) == ["#a", "http://a.example/", "#b"]


def test_equal_sources_keep_the_order_of_chapters() -> None:
    book = book_of(record("b", "Same"), record("a", "Same"))
    assert listed(book) == ["bib-b", "bib-a"]


# --- chronology ---


def captured(day: str) -> CaptureRecord:
    return CaptureRecord(file=day, name=day, sha256="", bytes=1, media_type="text/plain", captured=day)


def test_dates_stand_in_order_with_the_precision_that_is_known() -> None:
    book = book_of(
        record("a", "May", date="2016-05"),
        record("b", "Day", date="2016-05-04", publisher="P"),
        record("c", "Year", date="2016", captures=(captured("2016-05-04"), captured("2016-05-04"), captured(""))),
        record("d", "Nothing"),
        record("e", "Before", date="1999-12-31"),
    )
    assert dates(book) == [
        ("31 December 1999", ["Before"]),
        ("2016", ["Year"]),
        ("May 2016", ["May"]),
        ("4 May 2016", ["Day, P", "Captured: Year"]),
        ("Date not known", ["Nothing"]),
    ]
    assert links(chronology(book, words_of(book))) == ["#e", "#c", "#a", "#b", "#c", "#d"]


def test_a_persian_chronology_is_of_its_calendar() -> None:
    book = book_of(record("a", "الف", date="2016-06-25"), record("b", "ب"), language="fa")
    assert [term for term, _ in dates(book)] == ["۵ تیر ۱۳۹۵ (۲۵ ژوئن ۲۰۱۶)", words_of(book)("date not known")]


def test_a_book_of_no_dates_has_no_chronology() -> None:
    book = book_of(record("a", "A"), record("b", "B"))
    assert chronology(book, words_of(book)) == ()


def test_ids_of_the_chronology_are_its_own() -> None:
    book = book_of(record("a", "A", date="2014"), record("b", "B", date="2014"))
    ids = [block.id for block in blocks_deep(chronology(book, words_of(book)))]
    assert ids == ["chronology-dl1", "chronology-p1", "chronology-p2"]
    assert chronology(replace(book, chapters=book.chapters[::-1]), words_of(book)) != chronology(book, words_of(book))

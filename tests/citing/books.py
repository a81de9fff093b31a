"""Small books of nothing but records."""

from __future__ import annotations

from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.words import Words, calendar_of, words


def book_of(*records: Record, language: str = "en", numerals: str = "", calendar: str = "") -> Book:
    """A book in which each source is a chapter of its own."""
    chapters = tuple(
        Chapter(id=record.id, record=record, rendition="missing", title=record.title, language=record.language)
        for record in records
    )
    edition = EditionRecord(title="Edition", language=language, numerals=numerals, calendar=calendar, date="2026-11-24")
    return Book(record=edition, direction="ltr", provenance=(), chapters=chapters)


def words_of(book: Book) -> Words:
    """What Bayaz says in the book."""
    record = book.record
    calendar = calendar_of(record.language, record.numerals, record.calendar)
    return words(record.language, numerals=record.numerals, calendar=calendar)

"""The dates of a book's sources in their order: when each was published, and when it was captured."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.bidi import direction_of
from compiler.model.book import Book, Chapter, Record
from compiler.model.content import Block, Blocks, Definitions, Emphasis, Inlines, Link, Paragraph, Text
from compiler.model.walk import identify
from compiler.words import Words, gettext_noop

from .references import of_source
from .style import DATE_UNKNOWN

# NOTE: in a list of dates: a source was captured on this day
_CAPTURED = gettext_noop("Captured: {title}")
_Event = tuple[str, int, Inlines]


def chronology(book: Book, words: Words) -> Blocks:
    """One list of dates, each with what was published or captured then, a link to each chapter; the undated at the end.

    Dates are of the precision that is known, a year before its months and a month before its days. Empty if no source has a
    date. Ids begin with `chronology-`; not yet settled by the passes.
    """
    events = [event for chapter in book.chapters for event in _events(chapter, words)]
    if not any(date for date, _, _ in events):
        return ()
    events.sort(key=lambda event: (not event[0], event[0], event[1]))
    dates = dict.fromkeys(date for date, _, _ in events)
    items = tuple((_term(date, words), _said(events, date, words)) for date in dates)
    listed = Definitions(items=items, language=words.language, direction=words.direction)
    return identify((listed,), "chronology")


def _events(chapter: Chapter, words: Words) -> Iterator[_Event]:
    """What is known of a source's dates; its publication before captures of the same day."""
    record = chapter.record
    title = (Link(f"#{chapter.id}", (_title(chapter),)),)
    by = (Text(_comma(record, words)), Text(record.publisher)) if record.publisher else ()
    yield record.date, 0, (*title, *by)
    before, _, after = words.template(_CAPTURED).partition("{title}")
    for day in dict.fromkeys(capture.captured for capture in record.captures if capture.captured):
        yield day, 1, tuple(part for part in (Text(before), *title, Text(after)) if part != Text(""))


def _comma(record: Record, words: Words) -> str:
    """The comma of the book in a line that is read as the book is; a line of the other direction stands apart, with a plain one."""
    direction = direction_of(f"{record.title} {record.publisher}", words.direction)
    return words.template(", ") if direction == words.direction else ", "


def _title(chapter: Chapter) -> Emphasis:
    return Emphasis((Text(of_source(chapter.record).title),))


def _term(date: str, words: Words) -> Inlines:
    unknown = words.template(DATE_UNKNOWN)
    return (Text(words.date(date) if date else unknown[:1].upper() + unknown[1:]),)


def _said(events: list[_Event], date: str, words: Words) -> tuple[Block, ...]:
    return tuple(
        Paragraph(content=content, language=words.language, direction=words.direction)
        for day, _, content in events
        if day == date
    )

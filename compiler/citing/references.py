"""A work as it is cited: a source of the edition or the edition itself, its names, dates and addresses told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from compiler.model.book import EditionRecord, Record

from .kinds import csl_type
from .lines import one_line
from .people import Name, names

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_ARCHIVED = re.compile(
    r"https?://(?P<host>[^/\s]+)/(?:[\w-]+/){0,3}?(?P<day>\d{8})\d{6}(?:[a-z]{2}_)?/https?:/", re.IGNORECASE
)
"""How web archives write the address of a copy: its day and time before the address that was copied."""
_CLOSED = frozenset(".:;!?…؟؛۔")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a citation says, each text on one line. Empty means not known.

    `type` is an item type of CSL 1.0.2. Dates are ISO 8601 of the precision that is known. `addresses` are on the web, an
    archive's copies after the others; `elsewhere` says where else it is found (a shelf mark, a mail address). `archive` is the
    host that holds such a copy, `archived` its address. `note` is told to those who keep references, and printed by none of
    their styles.
    """

    id: str
    type: str
    title: str
    short_title: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    publisher: str = ""
    place: str = ""
    issued: str = ""
    accessed: str = ""
    language: str = ""
    genre: str = ""
    addresses: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    archive: str = ""
    archived: str = ""
    pages: int | None = None
    identifier: str = ""
    abstract: str = ""
    note: str = ""
    edition: bool = False


def of_source(record: Record) -> Reference:
    """The reference of a source: captured when its first capture of a known day was, else when a web archive copied it."""
    web = tuple(dict.fromkeys(address for address in record.addresses if _WEB.fullmatch(address)))
    copies = {address: found for address in web if (found := _ARCHIVED.match(address))}
    copy = next(iter(copies), "")
    captured = next((capture.captured for capture in record.captures if capture.captured), "")
    return Reference(
        id=record.id,
        type=csl_type(record.kind, on_the_web=bool(web)),
        title=_title(record.title, record.subtitle),
        short_title=one_line(record.short_title),
        authors=names(record.authors),
        translators=names(record.translators),
        publisher=one_line(record.publisher),
        place=one_line(record.place),
        issued=record.date,
        accessed=captured or (_day(copies[copy]["day"]) if copy else ""),
        language=record.language,
        genre=one_line(record.kind),
        addresses=(*(address for address in web if address not in copies), *copies),
        elsewhere=tuple(line for address in record.addresses if address not in web and (line := one_line(address))),
        archive=copies[copy]["host"] if copy else "",
        archived=copy,
        pages=record.pages,
        note=one_line(record.provenance),
    )


def of_edition(identifier: str, record: EditionRecord) -> Reference:
    """The reference of the edition itself, called `identifier`: a book, its editors and its day."""
    return Reference(
        id=identifier,
        type="book",
        title=_title(record.title, record.subtitle),
        editors=names(record.editors),
        publisher=one_line(record.publisher),
        issued=record.date,
        language=record.language,
        addresses=(record.identifier,) if _WEB.fullmatch(record.identifier) else (),
        identifier=record.identifier,
        abstract=one_line(record.description),
        edition=True,
    )


def _title(title: str, subtitle: str) -> str:
    title, subtitle = one_line(title), one_line(subtitle)
    if not title or not subtitle:
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in _CLOSED else f"{title}: {subtitle}"


def _day(digits: str) -> str:
    """An ISO 8601 day of eight digits; empty if the calendar has it not."""
    try:
        return date.fromisoformat(digits).isoformat()
    except ValueError:
        return ""

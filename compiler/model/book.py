"""The edition in memory: bibliographic records, chapters, and the book that passes settle and layouts show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from compiler.bidi import Direction
from compiler.messages import Message, Unit

from .back import BackMatter
from .content import Blocks, Note
from .reading import Entry, Picture

Rendition = Literal["full", "facsimile", "brief", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRecord:
    """What `source.toml` says of a capture that is held."""

    file: str
    name: str
    sha256: str
    bytes: int
    media_type: str
    captured: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A capture that goes into the PDF as a file: its name there, the title of its source, the day of its capture if known."""

    name: str
    title: str
    media_type: str
    data: bytes = field(repr=False)
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A source's bibliographic record. Empty means not known, and the colophon says so.

    `date` is ISO 8601 of the precision that is known. `addresses` are kept as printed words; `provenance` says in a sentence
    or two how the source came to be held.
    """

    id: str
    title: str
    subtitle: str = ""
    short_title: str = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    date: str = ""
    language: str = "en"
    addresses: tuple[str, ...] = ()
    rights: str = ""
    kind: str = ""
    pages: int | None = None
    provenance: str = ""
    captures: tuple[CaptureRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """What `edition.toml` says of the edition as a whole; `date` is ISO 8601, a day.

    `numerals` (`western`, `native`) and `calendar` (`gregorian`, `jalali`) are empty where the language decides. `attach` asks for
    the captures inside the PDF. `certified_by` names who answers for the accessibility of the edition.
    """

    title: str
    subtitle: str = ""
    title_translation: str = ""
    editors: tuple[str, ...] = ()
    publisher: str = ""
    language: str = "en"
    rights: str = ""
    description: str = ""
    identifier: str = ""
    date: str = ""
    layout: str = "classic"
    page: str = ""
    numerals: str = ""
    calendar: str = ""
    attach: bool = False
    certified_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One source as a chapter. `id` is the source's id and the prefix of every block id in it.

    `notes` are the called notes, in order of their first call; `number` is set by a pass.
    """

    id: str
    record: Record
    rendition: Rendition
    title: str
    subtitle: str = ""
    number: str = ""
    language: str = "en"
    direction: Direction = "ltr"
    blocks: Blocks = ()
    notes: tuple[Note, ...] = ()
    pictures: tuple[Picture, ...] = ()
    account: Account | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of the capture that a chapter was read from: the capture's file, which of its documents the chapter is, from 1,
    and an entry for every unit, with the words of each.
    """

    file: str
    document: int
    unit: Unit
    ledger: tuple[Entry, ...]
    said: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The whole edition. `provenance` is the editor's, set before the chapters; `back` is what follows them is made from.

    `captures` gives the bytes of facsimile captures by name, `attachments` are the files that go into the PDF as they are.
    `languages` are those used in it, its own first, as a pass finds them.
    """

    record: EditionRecord
    direction: Direction
    provenance: Blocks
    chapters: tuple[Chapter, ...]
    back: BackMatter = field(default_factory=BackMatter)
    pictures: tuple[Picture, ...] = ()
    captures: tuple[tuple[str, bytes], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    languages: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()

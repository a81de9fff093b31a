"""What a reader takes and gives: a capture in, documents and a ledger out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from compiler.messages import Message, Unit

from .content import Blocks

Fate = Literal["kept", "metadata", "dropped"]
Role = Literal[
    "heading", "paragraph", "caption", "note", "list", "quote", "verse", "byline", "title", "drop", "document"
]


@dataclass(frozen=True, slots=True)
class Capture:
    """A file as it was obtained. `file` is its name for messages and origins, `media_type` an IANA type."""

    file: str
    data: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def nothing_beside(_name: str) -> bytes | None:
    """The lookup of a capture that stands alone."""
    return None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the editor asks of a reader.

    `roles` maps a quoted line (compared with white space squeezed) to the role that it plays. `beside` gives the bytes of a
    file that lies beside the capture (a saved page's `_files` folder) by its relative path, or None. `way` is for PDF.
    """

    roles: tuple[tuple[str, Role], ...] = ()
    beside: Callable[[str], bytes | None] = nothing_beside
    way: Literal["text", "facsimile"] = "text"
    password: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image brought along by a reading or a source: `name` is unique in the reading and safe as a file name."""

    name: str
    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of `first` to `last` (lines, elements or pages, from 1) of a capture.

    `where` names the block ids (space between) for `kept`, the field (`title`, `date`) for `metadata`; `reason` says why for
    `dropped`, and may say more for the others.
    """

    first: int
    last: int
    fate: Fate
    where: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text that a reader found: its bibliographic facts as the capture states them (empty if it does not), its blocks.

    `date` is ISO 8601 of the precision that is known: `2014`, `2014-10` or `2014-10-26`.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    date: str = ""
    language: str = ""
    address: str = ""
    blocks: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a reader made of one capture.

    `unit` is what the ledger counts in, `said` the words of each of these units, shortened: empty for one that says nothing.
    """

    capture: Capture
    documents: tuple[Document, ...]
    ledger: tuple[Entry, ...]
    unit: Unit = "line"
    said: tuple[str, ...] = field(default=(), repr=False)
    messages: tuple[Message, ...] = ()
    pictures: tuple[Picture, ...] = ()


Reader = Callable[[Capture, Wishes], Reading]

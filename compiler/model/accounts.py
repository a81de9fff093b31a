"""What became of every line, element or page of the captures of a book: the ledger, in the addresses of the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from compiler.messages import Unit

from .book import Account, Book, CaptureRecord, Chapter
from .reading import Entry
from .walk import blocks_deep, captions

Lot = Literal["kept", "metadata", "elsewhere", "dropped"]
"""`elsewhere` is text of the capture that belongs to a document which is no chapter of this book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Units `first` to `last` of a capture: what became of them, the ids in the book where they stand, a reason, and their words."""

    first: int
    last: int
    lot: Lot
    where: tuple[str, ...] = ()
    reason: str = ""
    said: tuple[str, ...] = ()

    def units(self, unit: Unit) -> int:
        """How many they are; of lines, those that say something."""
        return sum(map(bool, self.said)) if unit == "line" else self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The account of one capture: the chapters that were read from it, and what became of all of it, in its order."""

    capture: CaptureRecord
    source: str
    unit: Unit
    chapters: tuple[str, ...]
    lines: tuple[Told, ...]

    def count(self, *lots: Lot) -> int:
        """How many units had one of these lots, all of them if none is named; blank lines are not counted."""
        return sum(line.units(self.unit) for line in self.lines if not lots or line.lot in lots)


def ledgers(book: Book) -> tuple[Ledger, ...]:
    """One for each capture that a chapter was read from, in the order of the chapters."""
    groups: dict[tuple[str, tuple[Entry, ...]], list[tuple[Chapter, Account, CaptureRecord]]] = {}
    for chapter in book.chapters:
        if chapter.account is None:
            continue
        capture = _capture(chapter, chapter.account)
        groups.setdefault((capture.sha256, chapter.account.ledger), []).append((chapter, chapter.account, capture))
    return tuple(_ledger(group) for group in groups.values())


def _capture(chapter: Chapter, account: Account) -> CaptureRecord:
    found = (capture for capture in chapter.record.captures if capture.file == account.file)
    return next(found, CaptureRecord(file=account.file, name=account.file, sha256="", bytes=0, media_type=""))


def _ledger(group: list[tuple[Chapter, Account, CaptureRecord]]) -> Ledger:
    first, account, capture = group[0]
    homes = {one.document: chapter for chapter, one, _ in group}
    ids = {chapter.id: _ids(chapter) for chapter in homes.values()}
    return Ledger(
        capture=capture,
        source=first.id,
        unit=account.unit,
        chapters=tuple(chapter.id for chapter, _, _ in group),
        lines=tuple(_told(entry, account, homes, ids) for entry in account.ledger),
    )


def _ids(chapter: Chapter) -> frozenset[str]:
    blocks = (*chapter.blocks, *chapter.notes)
    return frozenset([block.id for block in blocks_deep(blocks)] + [one.id for one in captions(blocks)])


def _told(entry: Entry, account: Account, homes: dict[int, Chapter], ids: dict[str, frozenset[str]]) -> Told:
    where = tuple(dict.fromkeys(_addresses(entry, homes, ids))) if entry.fate == "kept" else ()
    lot: Lot = "elsewhere" if entry.fate == "kept" and not where else entry.fate
    return Told(
        first=entry.first,
        last=entry.last,
        lot=lot,
        where=where,
        reason=entry.reason or (entry.where if entry.fate == "metadata" else ""),
        said=account.said[entry.first - 1 : entry.last],
    )


def _addresses(entry: Entry, homes: dict[int, Chapter], ids: dict[str, frozenset[str]]) -> Iterator[str]:
    """The ids that the readers gave, `d2-p7`, as those of the chapter that document 2 is; its own where the block was replaced."""
    for name in entry.where.split():
        document, _, rest = name.partition("-")
        chapter = homes.get(int(document[1:])) if document[1:].isdecimal() else None
        if chapter is not None:
            own = f"{chapter.id}-{rest}"
            yield own if own in ids[chapter.id] else chapter.id

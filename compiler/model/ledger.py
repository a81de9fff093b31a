"""The ledger: every line, element or page of a capture has exactly one entry saying what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from compiler.messages import Origin, shortened

from .content import Block, Blocks, Caption, Figure
from .reading import Document, Entry, Fate
from .walk import blocks_deep

BLANK = "blank"
LONGEST_SAID = 240
"""Letters of a unit that a ledger shows."""


@dataclass
class Fates:
    """What a reader decided while it worked, by unit number; `settle` turns it into a ledger."""

    metadata: dict[int, str] = field(default_factory=dict)
    dropped: dict[int, str] = field(default_factory=dict)
    torn: dict[int, str] = field(default_factory=dict)

    def use(self, unit: int, where: str) -> None:
        """Unit `unit` told us the field `where`; a second field is added to the first."""
        before = self.metadata.get(unit)
        self.metadata[unit] = where if before in (None, where) else f"{before} {where}"

    def drop(self, unit: int, reason: str) -> None:
        self.dropped.setdefault(unit, reason)

    def tear(self, unit: int, reason: str) -> None:
        """Unit `unit` is dropped although it stands between the first and the last unit of a block (a page number)."""
        self.torn.setdefault(unit, reason)


def settle(
    total: int, documents: Iterable[Document], fates: Fates, blank: Mapping[int, str] | None = None
) -> tuple[Entry, ...]:
    """One entry for each of the units 1 to `total`, neighbours of one fate in one block joined.

    A unit in a block is kept, whatever else it told, unless it only tears the block apart; else it is metadata; else dropped
    with its reason. `blank` are units with nothing in them, by reason. A unit that nobody accounts for is dropped as "not
    understood", so that it shows.
    """
    kept = _kept(documents)
    blank = blank or {}
    entries: list[Entry] = []
    for unit in range(1, total + 1):
        entry = _entry(unit, kept, fates, blank)
        last = entries[-1] if entries else None
        if last and last.last == unit - 1 and _same(last, entry):
            entries[-1] = Entry(last.first, unit, entry.fate, entry.where, entry.reason)
        else:
            entries.append(entry)
    return tuple(entries)


def _same(before: Entry, entry: Entry) -> bool:
    joined: tuple[Fate, str, str] = (entry.fate, entry.where, entry.reason)
    blank = entry.fate == "dropped" and entry.reason == BLANK
    return (before.fate, before.where, before.reason) == joined and (entry.fate == "kept" or blank)


def _entry(unit: int, kept: Mapping[int, str], fates: Fates, blank: Mapping[int, str]) -> Entry:
    if unit in fates.torn:
        return Entry(unit, unit, "dropped", "", fates.torn[unit])
    if unit in kept:
        return Entry(unit, unit, "kept", kept[unit], "also " + fates.metadata[unit] if unit in fates.metadata else "")
    if unit in fates.metadata:
        return Entry(unit, unit, "metadata", fates.metadata[unit])
    if unit in blank:
        return Entry(unit, unit, "dropped", "", blank[unit])
    return Entry(unit, unit, "dropped", "", fates.dropped.get(unit, "not understood"))


def _kept(documents: Iterable[Document]) -> dict[int, str]:
    """Unit -> ids of the innermost blocks that hold it."""
    kept: dict[int, list[str]] = {}
    for document in documents:
        for identifier, origin in _leaves(document.blocks):
            if origin is None or origin.first is None:
                continue
            for unit in range(origin.first, (origin.last or origin.first) + 1):
                kept.setdefault(unit, []).append(identifier)
    return {unit: " ".join(dict.fromkeys(ids)) for unit, ids in kept.items()}


def _leaves(blocks: Blocks) -> Iterator[tuple[str, Origin | None]]:
    """The ids as `bayaz read` lists them: top-level blocks, and captions for figures."""
    for block in blocks:
        yield from _listed(block)


def _listed(block: Block) -> Iterator[tuple[str, Origin | None]]:
    if isinstance(block, Figure) and block.captions:
        if block.image:
            yield block.id, block.origin
        for caption in block.captions:
            yield caption.id, _caption_origin(caption, block)
        return
    yield block.id, block.origin
    for inner in blocks_deep((block,)):
        if isinstance(inner, Figure):
            for caption in inner.captions:
                yield caption.id, _caption_origin(caption, inner)


def _caption_origin(caption: Caption, figure: Figure) -> Origin | None:
    return caption.origin or figure.origin


def told(units: Iterable[str]) -> tuple[str, ...]:
    """The words of each unit on one line, at most `LONGEST_SAID` letters of them."""
    return tuple(shortened(unit, LONGEST_SAID) for unit in units)


def faults(total: int, ledger: Iterable[Entry]) -> list[int]:
    """Units of 1 to `total` that have no entry or several; empty for a sound ledger."""
    seen = [0] * (total + 1)
    for entry in ledger:
        for unit in range(entry.first, entry.last + 1):
            seen[unit] += 1
    return [unit for unit in range(1, total + 1) if seen[unit] != 1]

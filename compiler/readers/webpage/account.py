"""The ledger of a page: what became of each of its elements, counted from 1 in document order, `html` first."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from compiler.model.content import Figure
from compiler.model.ledger import Fates, settle, told
from compiler.model.reading import Document, Entry

from .furniture import why_dropped
from .scope import Page
from .tree import Element, last_number, number, tag

_NAMED = 8


def account(page: Page, root: Element, total: int, main: Element, documents: tuple[Document, ...]) -> tuple[Entry, ...]:
    """One entry for each element.

    An element dropped inside a block is dropped; a wrapper is kept and names the blocks inside (the first and last of many); what
    stands outside the main text is dropped, with the reason if it is a menu or the like.
    """
    _drop_outside(page, root, main)
    fates = Fates(dict(page.used), dict(page.dropped))
    entries = settle(total, documents, fates)
    single = {
        unit: replace(entry, first=unit, last=unit) for entry in entries for unit in range(entry.first, entry.last + 1)
    }
    starts, ids = _starts(documents)
    for element in root.iter():
        unit = number(element)
        if unit in page.dropped and unit not in page.used:
            single[unit] = Entry(unit, unit, "dropped", "", page.dropped[unit])
        elif unit and single[unit].fate == "dropped":
            single[unit] = _wrapper(element, starts, ids, page)
    return _joined([single[unit] for unit in range(1, total + 1)])


def said(root: Element) -> tuple[str, ...]:
    """What each element says itself: its own text, and what stands between the elements in it."""
    return told(
        " ".join([element.text or "", *(child.tail or "" for child in element)])
        for element in root.iter()
        if number(element)
    )


def _drop_outside(page: Page, root: Element, main: Element) -> None:
    """Writes down why what stands outside the main text was left out."""
    inside = range(number(main), last_number(main) + 1)
    for element in root.iter():
        unit = number(element)
        if unit in inside or unit in page.dropped or unit in page.used or unit < 2:
            continue
        if last_number(element) >= inside.start and unit < inside.start:
            continue  # it holds the main text
        if reason := why_dropped(element):
            page.drop(element, reason)


def _starts(documents: tuple[Document, ...]) -> tuple[list[int], list[str]]:
    """Where the listed blocks begin, in order, with their ids."""
    found: list[tuple[int, str]] = []
    for document in documents:
        for block in document.blocks:
            if block.origin is not None and block.origin.first:
                captioned = isinstance(block, Figure) and not block.image and block.captions
                name = block.captions[0].id if captioned and isinstance(block, Figure) else block.id
                found.append((block.origin.first, name))
    found.sort()
    return [start for start, _ in found], [name for _, name in found]


def _wrapper(element: Element, starts: list[int], ids: list[str], page: Page) -> Entry:
    """The entry of an element that no block claims."""
    unit, last = number(element), last_number(element)
    held = ids[bisect_left(starts, unit) : bisect_left(starts, last + 1)]
    if held:
        named = held if len(held) <= _NAMED else [held[0], held[-1]]
        said = "" if len(held) <= _NAMED else f"from the first to the last of {len(held)} blocks"
        return Entry(unit, unit, "kept", " ".join(dict.fromkeys(named)), said)
    used = next((page.used[inner] for inner in range(unit + 1, last + 1) if inner in page.used), "")
    if used:
        return Entry(unit, unit, "metadata", used)
    reason = "in the head, tells nothing that is used" if _in_head(element) else "outside the main text"
    return Entry(unit, unit, "dropped", "", reason)


def _in_head(element: Element) -> bool:
    return any(tag(near) == "head" for near in (element, *element.iterancestors()))


def _joined(entries: list[Entry]) -> tuple[Entry, ...]:
    """Neighbours of one fate, place and reason as one entry."""
    joined: list[Entry] = []
    for entry in entries:
        last = joined[-1] if joined else None
        if last and (last.fate, last.where, last.reason) == (entry.fate, entry.where, entry.reason):
            joined[-1] = Entry(last.first, entry.last, entry.fate, entry.where, entry.reason)
        else:
            joined.append(entry)
    return tuple(joined)

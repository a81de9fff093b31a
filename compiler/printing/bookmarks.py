"""The PDF's outline: the contents tree to its third level, and what the other fragments call their own parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compiler.messages import Message, Origin
from compiler.model.outline import DEEPEST, OutlineEntry

from .destinations import Destinations
from .pieces import Piece
from .trees import written
from .volume import Volume


@dataclass(frozen=True, slots=True)
class _Item:
    """A bookmark: its title, its destination as PDF writes it, and those below it, which are shown when a reader opens it."""

    title: str
    place: bytes
    below: tuple[_Item, ...] = ()


class Bookmarks:
    """Bookmarks under way. `take` each piece in order, when its destinations are known, then `close`."""

    def __init__(self, outline: Sequence[OutlineEntry], places: Destinations) -> None:
        self._chapters = {entry.chapter: entry for entry in outline}
        self._places = places
        self._items: list[_Item] = []
        self.messages: list[Message] = []

    def take(self, piece: Piece, pages: Sequence[int]) -> None:
        """A chapter's bookmarks are those of the contents; those of other pieces are their own first-level headings.

        `pages` are the numbers of the pages of `piece`.
        """
        if piece.id in self._chapters:
            self._items += self._entry(self._chapters[piece.id], 1)
            return
        self._items += [_Item(title, b"[ %d 0 R %b ]" % (pages[page], view)) for title, page, view in piece.marks]

    def close(self, volume: Volume) -> bytes:
        """Writes the outline; returns what the catalogue says of it."""
        if not self._items:
            return b""
        root = volume.reserve()
        first, last = _write(volume, self._items, root)
        said = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
        volume.put(root, said % (first, last, len(self._items)))
        return b"/Outlines %d 0 R" % root

    def _entry(self, entry: OutlineEntry, level: int) -> list[_Item]:
        if entry.id not in self._places:
            text = f"the contents name {entry.title!r}, and nothing has its id {entry.id}"
            self.messages.append(Message("outline-dangling", "error", text, origin=Origin(entry.chapter)))
            return []
        children = entry.children if level < DEEPEST else ()
        below = tuple(made for child in children for made in self._entry(child, level + 1))
        return [_Item(f"{entry.number} {entry.title}".strip(), self._places[entry.id], below)]


def _write(volume: Volume, items: Sequence[_Item], parent: int) -> tuple[int, int]:
    """Writes items of one level and all below them (ISO 32000-2, 12.3.3); returns the numbers of the first and the last."""
    first = volume.reserve(len(items))
    last = first + len(items) - 1
    for number, item in enumerate(items, first):
        said = b"<< /Title %b /Dest %b /Parent %d 0 R" % (written(item.title), item.place, parent)
        said += b" /Prev %d 0 R" % (number - 1) if number > first else b""
        said += b" /Next %d 0 R" % (number + 1) if number < last else b""
        if item.below:
            said += b" /First %d 0 R /Last %d 0 R /Count -%d" % (*_write(volume, item.below, number), len(item.below))
        volume.put(number, said + b" >>")
    return first, last

"""Named destinations of all fragments in one tree, and whether all links lead to one."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.messages import Message, Origin
from compiler.model.pages import PageMap, page_id

from .pieces import Lead, Piece
from .trees import name_tree_in, sort_key, written
from .volume import Volume


class Destinations:
    """Where every id of the book is. `take` each piece and the pages, then `judge` and `close`."""

    def __init__(self) -> None:
        self._places: dict[str, bytes] = {}
        self._homes: dict[str, str] = {}
        self._leads: list[tuple[Lead, str]] = []
        self.messages: list[Message] = []

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._places

    def __getitem__(self, identifier: str) -> bytes:
        """The place as a destination array: page, left and top in points (ISO 32000-2, 12.3.2.2)."""
        return self._places[identifier]

    def take(self, piece: Piece, pages: Sequence[int]) -> None:
        """Takes the named destinations of `piece`, whose pages have the numbers `pages`, and what its links lead to."""
        for name, page, view in piece.places:
            if name in self._homes:
                text = f"the id {name!r} is in {self._homes[name]} and again in {piece.id}"
                hint = "ids are unique in the book"
                self.messages.append(Message("anchor-duplicate", "error", text, hint, Origin(piece.id)))
                continue
            self._places[name] = b"[ %d 0 R %b ]" % (pages[page], view)
            self._homes[name] = piece.id
        self._leads += [(lead, piece.id) for lead in piece.leads]

    def take_pages(self, pagemap: PageMap, pages: Sequence[tuple[int, bytes]]) -> None:
        """A destination for the top of each page that is not blank, under the name that it has in every skin; `pages` are their
        numbers and heights.
        """
        for printed, (number, top) in zip(pagemap.pages, pages, strict=True):
            if not printed.blank:
                self._places[page_id(printed, pagemap.blocks)] = b"[ %d 0 R /XYZ 0 %b 0 ]" % (number, top)

    def judge(self) -> None:
        """A link that leads nowhere is an error."""
        for lead, fragment in self._leads:
            if lead.lost or lead.target not in self._places:
                target = lead.target if lead.lost else f"#{lead.target}"
                text = f"a link leads to {target}, which is nowhere in the book"
                hint = "correct the target, or take the link away"
                self.messages.append(Message("link-dangling", "error", text, hint, Origin(fragment), quote=lead.said))

    def close(self, volume: Volume) -> bytes:
        """Writes the tree; returns what the name dictionary says of it."""
        ordered = sorted(self._places.items(), key=lambda item: sort_key(item[0]))
        entries = [(written(name), place) for name, place in ordered]
        return b"/Dests %d 0 R" % name_tree_in(volume, entries) if entries else b""

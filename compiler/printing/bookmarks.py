"""The PDF's outline: the contents tree to its third level, and what the other fragments call their own parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Object, OutlineItem, Page, Pdf

from compiler.messages import Message, Origin
from compiler.model.outline import DEEPEST, OutlineEntry

from .destinations import Destinations


class Bookmarks:
    """Bookmarks under way. `take` each fragment in order, then `close`."""

    def __init__(self, pdf: Pdf, outline: Sequence[OutlineEntry], places: Destinations) -> None:
        self._pdf = pdf
        self._chapters = {entry.chapter: entry for entry in outline}
        self._places = places
        self._items: list[OutlineItem] = []
        self.messages: list[Message] = []

    def take(self, source: Pdf, pages: Sequence[Page], fragment: str) -> None:
        """A chapter's bookmarks are those of the contents; those of other fragments are their own first-level headings."""
        if fragment in self._chapters:
            self._items += self._entry(self._chapters[fragment], 1)
            return
        numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}
        for title, place in _own(source):
            self._items.append(OutlineItem(title, Array([pages[numbers[place[0].objgen]].obj, *list(place)[1:]])))

    def close(self) -> None:
        """Writes the outline into the catalogue."""
        with self._pdf.open_outline() as outline:
            outline.root.extend(self._items)

    def _entry(self, entry: OutlineEntry, level: int) -> list[OutlineItem]:
        if entry.id not in self._places:
            text = f"the contents name {entry.title!r}, and nothing has its id {entry.id}"
            self.messages.append(Message("outline-dangling", "error", text, origin=Origin(entry.chapter)))
            return []
        item = OutlineItem(f"{entry.number} {entry.title}".strip(), self._places[entry.id])
        item.is_closed = True
        if level < DEEPEST:
            item.children.extend(made for child in entry.children for made in self._entry(child, level + 1))
        return [item]


def _own(source: Pdf) -> Iterator[tuple[str, Array]]:
    """Title and place of each first-level bookmark of a fragment."""
    mark: Object | None = source.Root.get("/Outlines", Dictionary()).get("/First")
    while mark is not None:
        place = mark.get("/Dest")
        if isinstance(place, Array):
            yield str(mark.Title), place
        mark = mark.get("/Next")

"""Fragments joined into the finished PDF: pages, tags, destinations, outline, folios, with everything of each fragment kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from compiler.messages import LayoutError, Message, Origin, errors
from compiler.model.book import Attachment, EditionRecord
from compiler.model.outline import OutlineEntry
from compiler.model.pages import PageMap

from . import drawings, frame, numbering
from .bookmarks import Bookmarks
from .destinations import Destinations
from .drawings import Drawings
from .pieces import PagePiece, Piece
from .structure import Structure
from .volume import Volume, array_of, reference

OVERLAY = "/Furniture"
# An artifact of pagination: no part of the text (ISO 32000-2, 14.8.2.2).
_DRAW_OVERLAY = b"/Artifact <</Type /Pagination>> BDC q /Furniture Do Q EMC\n"


def assemble(
    out: BinaryIO,
    pieces: Iterable[Piece],
    furniture: Sequence[Drawings],
    pagemap: PageMap,
    outline: Sequence[OutlineEntry],
    record: EditionRecord,
    attachments: Sequence[Attachment] = (),
) -> None:
    """Writes the whole book as PDF 1.7 to `out`: `pieces` in order, one at a time in memory, with `furniture` under their pages, one
    for each of `pagemap`. `attachments` go into it as files.

    Same input, same bytes. Raises `LayoutError` with every link that leads nowhere, every id used twice, and every part whose
    pages are not those of the page map; what is in `out` is then no PDF.
    """
    _check(_misdrawn(furniture, pagemap))
    book = _Book(Volume(out), pagemap, outline)
    under = drawings.placed(book.volume, furniture)
    for piece in pieces:
        book.add(piece, under)
    book.close(record, attachments)


class _Book:
    """A book under way. `add` each piece in order, then `close`."""

    def __init__(self, volume: Volume, pagemap: PageMap, outline: Sequence[OutlineEntry]) -> None:
        self.volume = volume
        self._pagemap = pagemap
        self._counts = Counter(page.fragment for page in pagemap.pages)
        self._chapters = {entry.chapter: (entry.title, entry.number) for entry in outline}
        self._root, self._tree = volume.reserve(), volume.reserve()
        self._structure, self._places = Structure(volume), Destinations()
        self._marks = Bookmarks(outline, self._places)
        self._nodes: dict[str, int] = {}
        self._pages: list[tuple[int, bytes]] = []
        self._draw, self._nothing = volume.reserve(), volume.reserve()
        volume.put_stream(self._draw, b"", _DRAW_OVERLAY)
        volume.put_stream(self._nothing, b"", b"\n")

    def add(self, piece: Piece, under: Iterator[int]) -> None:
        """The pages of `piece`, then blank ones until they are as many as the page map says, each with what stands `under` it."""
        count = self._counts[piece.id]
        _check(_misfit(piece, list(self._counts)[len(self._nodes) : len(self._nodes) + 1], count))
        first, node, part = self.volume.reserve(count), self.volume.reserve(), self.volume.reserve()
        numbers = range(first, first + count)
        outside = {piece.node: node, piece.part: part}
        outside |= {page.at: number for page, number in zip(piece.pages, numbers, strict=False)}
        title, chapter = self._chapters.get(piece.id, ("", ""))
        drawn = numbering.drawn(piece.numbers, chapter)
        table = piece.objects.place(self.volume, outside, self._structure.shift, drawn)
        for number, page in zip(numbers, [*piece.pages, None], strict=False):
            drawing = next(under)
            body = self._page(page, table, drawing) if page else _blank(piece.pages[-1], node, self._nothing)
            self.volume.put(number, body)
            self._pages.append((number, (page or piece.pages[-1]).top))
        self.volume.put(node, _node(b"/Parent %d 0 R " % self._tree, numbers, count))
        self._nodes[piece.id] = node
        self._structure.adopt(piece, table, title)
        self._places.take(piece, numbers)
        self._marks.take(piece, numbers)

    def close(self, record: EditionRecord, attachments: Sequence[Attachment]) -> None:
        """Writes what leads to the pages, and what the book says of itself."""
        _check(_missing(list(self._counts), list(self._nodes)))
        self._places.take_pages(self._pagemap, self._pages)
        self._places.judge()
        _check((*self._structure.messages, *self._places.messages, *self._marks.messages))
        self.volume.put(self._tree, _node(b"", self._nodes.values(), len(self._pages)))
        around = frame.placed(self.volume, record, self._pagemap, attachments)
        said = [b"/Type /Catalog /Pages %d 0 R" % self._tree, around.catalogue, self._structure.close()]
        said += [self._marks.close(self.volume)]
        said += [b"/Names << %b %b >>" % (self._places.close(self.volume), around.names)]
        self.volume.put(self._root, b"<< %b >>" % b" ".join(said))
        self.volume.close(self._root, around.info)

    def _page(self, page: PagePiece, table: Sequence[int], drawing: int) -> bytes:
        contents, form = page.contents.filled(table), b""
        if drawing:
            contents, form = b"%d 0 R %b" % (self._draw, contents), b" %b %d 0 R" % (OVERLAY.encode(), drawing)
        return b"%b%b >> >> /Contents [ %b ] >>" % (page.head.filled(table), form, contents)


def _blank(like: PagePiece, node: int, nothing: int) -> bytes:
    said = b"<< /Type /Page /Parent %d 0 R /MediaBox %b /Resources << >> /Contents %d 0 R >>"
    return said % (node, like.box, nothing)


def _node(parent: bytes, kids: Iterable[int], count: int) -> bytes:
    """A node of the page tree (ISO 32000-2, 7.7.3)."""
    return b"<< /Type /Pages %b/Kids %b /Count %d >>" % (parent, array_of([reference(kid) for kid in kids]), count)


# --- what does not fit together ---


def _check(messages: Sequence[Message]) -> None:
    if errors(messages):
        raise LayoutError(messages)


def _misdrawn(furniture: Sequence[Drawings], pagemap: PageMap) -> list[Message]:
    """Furniture of which the pages are fewer or more than the book's."""
    count = sum(len(sheaf.forms) for sheaf in furniture)
    if count == len(pagemap.pages):
        return []
    text = f"the layout drew folios for {count} pages, and the book has {len(pagemap.pages)}"
    hint = "its template must make exactly one page for each entry, with nothing that overflows"
    return [Message("furniture-count", "error", text, hint, Origin(furniture[0].id) if furniture else None)]


def _misfit(piece: Piece, expected: Sequence[str], count: int) -> list[Message]:
    """A piece that is not the next of the page map, or of which the pages are not so many; one may be blank."""
    fits = [piece.id] == list(expected) and count - len(piece.pages) in (0, 1)
    return [] if fits else [_mismatch()]


def _missing(expected: Sequence[str], found: Sequence[str]) -> list[Message]:
    return [] if expected == found else [_mismatch()]


def _mismatch() -> Message:
    """A page map is made for certain parts."""
    return Message("parts-mismatch", "error", "the parts of the book are not those that were numbered")

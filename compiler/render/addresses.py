"""Which page of a skin each block of the book stands on, and how a link is written to reach it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.model.back_parts import back_parts
from compiler.model.book import Book
from compiler.model.content import Block, Blocks, Figure, description_id
from compiler.model.pages import Skin
from compiler.model.walk import blocks_deep, captions

INTERNAL = "bayaz-internal:"
"""The scheme of print links to another fragment; assembly turns them into named destinations."""
_FRONT = ("cover", "titlepage", "imprint", "provenance", "contents")


@dataclass(frozen=True, slots=True)
class Addresses:
    """`pages` maps every id of the book to its page's id in this skin."""

    skin: Skin
    pages: dict[str, str]

    def href(self, target: str, page: str) -> str:
        """How `target` (`#id`, or an address outside) is written on `page`."""
        if not target.startswith("#") or self.skin == "web":
            return target
        identifier = target[1:]
        home = self.pages.get(identifier, "")
        if home == page:
            return target
        if self.skin == "print":
            return INTERNAL + identifier
        if identifier == home:
            return f"{home}.xhtml"
        return f"{home}.xhtml{target}" if home else target


def addresses(book: Book, skin: Skin) -> Addresses:
    """Every id of the book: blocks, captions, notes, chapters, what is in the back matter, and the pages themselves."""
    pages = {page: "front" if skin == "print" else page for page in _FRONT}
    if skin != "print":
        pages["contents"] = "nav"
    pages |= dict.fromkeys(_identifiers(book.provenance), pages["provenance"])
    for chapter in book.chapters:
        pages |= dict.fromkeys(_identifiers((*chapter.blocks, *chapter.notes)), chapter.id)
        pages[chapter.id] = chapter.id
    for part, names in _back(book):
        pages |= dict.fromkeys((part, *names), "back" if skin == "print" else part)
    return Addresses(skin, pages)


def _back(book: Book) -> Iterator[tuple[str, list[str]]]:
    """Each part of the back matter and the ids in it, the colophon last."""
    back = book.back
    inside = {
        "bibliography": _identifiers(back.bibliography),
        "chronology": _identifiers(back.chronology),
        "changes": _identifiers(back.changes),
        "index": [term.id for term in back.shown_terms],
    }
    yield from ((kind, inside.get(kind, [])) for kind in back_parts(book))
    yield "colophon", [colophon_id(chapter.id) for chapter in book.chapters]


def colophon_id(chapter: str) -> str:
    """The id of a chapter's entry in the colophon."""
    return f"colophon-{chapter}"


def _identifiers(blocks: Blocks) -> list[str]:
    deep: tuple[Block, ...] = tuple(blocks_deep(blocks))
    found = [block.id for block in deep] + [caption.id for caption in captions(blocks)]
    found += [description_id(block.id) for block in deep if isinstance(block, Figure) and block.description]
    return [identifier for identifier in found if identifier]

"""Which page of a skin each block of the book stands on, and how a link is written to reach it."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.book import Book
from compiler.model.content import Block, Blocks
from compiler.model.pages import Skin
from compiler.model.walk import blocks_deep, captions

INTERNAL = "bayaz-internal:"
"""The scheme of print links to another fragment; assembly turns them into named destinations."""
_PAGES = ("cover", "titlepage", "imprint", "provenance", "contents", "colophon")


@dataclass(frozen=True, slots=True)
class Addresses:
    """`pages` maps every id of the book to its page's id in this skin."""

    skin: Skin
    pages: dict[str, str]

    def href(self, target: str, page: str) -> str:
        """How `target` (`#id`, or an address outside) is written on `page`."""
        if not target.startswith("#"):
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
    """Every id of the book: blocks, captions, notes, chapters, their entries in the colophon, and the pages themselves."""
    pages = {page: "front" if skin == "print" and page != "colophon" else page for page in _PAGES}
    if skin == "ebook":
        pages["contents"] = "nav"
    pages |= dict.fromkeys(_identifiers(book.provenance), pages["provenance"])
    for chapter in book.chapters:
        pages |= dict.fromkeys(_identifiers((*chapter.blocks, *chapter.notes)), chapter.id)
        pages[chapter.id] = chapter.id
        pages[colophon_id(chapter.id)] = "colophon"
    return Addresses(skin, pages)


def colophon_id(chapter: str) -> str:
    """The id of a chapter's entry in the colophon."""
    return f"colophon-{chapter}"


def _identifiers(blocks: Blocks) -> list[str]:
    deep: tuple[Block, ...] = tuple(blocks_deep(blocks))
    found = [block.id for block in deep] + [caption.id for caption in captions(blocks)]
    return [identifier for identifier in found if identifier]

"""All our checks of a finished EPUB, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.messages import Message, Origin

from . import accessibility, contrast, documents, links, media, packaging, page_list, structures, styles
from .zipped import opened


def check_epub(data: bytes, name: str, places: Mapping[str, Origin] | None = None) -> tuple[Message, ...]:
    """What is wrong with the EPUB `data`, called `name` in messages: empty for a sound one. Never raises for what is in it.

    `places` tells for ids of elements where their text stands in the author's files.
    """
    archive = opened(data, name)
    if archive.messages:
        return archive.messages
    book, said = packaging.publication(archive, name, places)
    if book is None:
        return said
    found = [*said, *packaging.check(book)]
    for document in book.documents.values():
        found += documents.check(book, document)
        found += structures.check(book, document)
        found += contrast.check(book, document)
    found += links.check(book)
    found += page_list.check(book)
    found += styles.check(book)
    found += media.check(book)
    found += accessibility.check(book)
    return tuple(dict.fromkeys(found))

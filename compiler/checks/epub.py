"""All our checks of a finished EPUB, whoever made it."""

from __future__ import annotations

from compiler.messages import Message

from . import documents, links, packaging, page_list, styles
from .zipped import opened


def check_epub(data: bytes, name: str) -> tuple[Message, ...]:
    """What is wrong with the EPUB `data`, called `name` in messages: empty for a sound one. Never raises for what is in it."""
    archive = opened(data, name)
    if archive.messages:
        return archive.messages
    book, said = packaging.publication(archive, name)
    if book is None:
        return said
    found = [*said, *packaging.check(book)]
    for document in book.documents.values():
        found += documents.check(book, document)
    found += links.check(book)
    found += page_list.check(book)
    found += styles.check(book)
    return tuple(dict.fromkeys(found))

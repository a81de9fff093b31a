"""The words of an e-book in their order, each passage with its place: what the text of its printed form is held against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from compiler.messages import Origin

from .publication import SVG, XHTML, Document, Publication
from .text_layer_words import JOINERS, Word, plain, words

MAX_DEPTH = 200
"""Elements within each other; what lies deeper is left out."""
_UNREAD = frozenset(f"{XHTML}{name}" for name in ("head", "script", "style", "nav", "rp")) | {f"{SVG}svg"}
_UNPRINTED = frozenset({"unprinted", "notes-title"})
"""Classes of what our layouts show in the e-book only."""
_INLINE = re.compile(
    re.escape(XHTML)
    + "(a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|rb|ruby|s|samp|small|span|strong|sub|sup|time|u|var|wbr)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one block of an e-book, where it stands, and the id of the innermost element with one that holds it."""

    origin: Origin
    words: tuple[Word, ...]
    id: str = ""


def passages(book: Publication) -> Iterator[Passage]:
    """The passages of all documents in the order of the spine, but for the navigation document's."""
    for element in book.children("spine"):
        item = book.item(element.get("idref", ""))
        document = book.documents.get(item.path) if item is not None else None
        if document is not None and document is not book.navigation:
            yield from _passages(book, document)


def _passages(book: Publication, document: Document) -> Iterator[Passage]:
    for element, text in _blocks(document.root):
        found = tuple(words(plain(text)))
        if found:
            origin = Origin(f"{book.name}/{document.path}", element.sourceline)
            yield Passage(
                origin, found, next((e.get("id") for e in (element, *element.iterancestors()) if e.get("id")), "")
            )


def _blocks(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The text between one edge of a block and the next, with the element in which it begins."""
    first, held = root, list[str]()
    for element, piece in _pieces(root, 0):
        if piece is not None:
            first = first if held else element
            held.append(piece)
        elif held:
            yield first, "".join(held)
            held = []
    if held:
        yield first, "".join(held)


def _pieces(element: etree._Element, depth: int) -> Iterator[tuple[etree._Element, str | None]]:
    """Stretches of text with the element that holds them, and None at the edges of blocks."""
    if element.tag in _UNREAD or _UNPRINTED.intersection(element.get("class", "").split()) or depth > MAX_DEPTH:
        return
    edge = [] if _INLINE.fullmatch(element.tag) else [(element, None)]
    if element.tag == f"{XHTML}br":
        yield element, "\n"
        return
    yield from edge
    if element.get("role") == "doc-noteref":
        yield (
            element,
            JOINERS[0],
        )  # a call of a note after a number is a word of its own, which programs may run together
    if element.text:
        yield element, element.text
    for child in element.iterchildren(etree.Element):
        yield from _pieces(child, depth + 1)
        if child.tail:
            yield element, child.tail
    yield from edge

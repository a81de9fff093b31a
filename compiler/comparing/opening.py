"""An EPUB as the text of its edition: chapters with their passages, and what its colophon says of each source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from compiler.bidi import Direction
from compiler.checks import packaging
from compiler.checks.publication import DC, EPUB_TYPE, XHTML, XML_LANG, Document, Publication
from compiler.checks.zipped import opened
from compiler.messages import CaptureError, Origin
from compiler.model.places import UNCOUNTED

from .editions import FRONT, ChapterText, EditionText, Passage

MAX_DEPTH = 200
_BLOCKS = frozenset(
    f"{XHTML}{name}" for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "tr")
)
_LOOSE = frozenset(f"{XHTML}{name}" for name in ("blockquote", "figcaption", "caption", "div", "section", "aside"))
_SILENT = frozenset(f"{XHTML}{name}" for name in ("head", "script", "style", "header", "nav", "template"))
_MARKS = frozenset({"doc-noteref", "doc-backlink", "doc-pagebreak"})
_CELLS = frozenset({f"{XHTML}td", f"{XHTML}th"})
_WHITE = re.compile(r"\s+")


def edition_text(data: bytes, name: str) -> EditionText:
    """The edition in the EPUB `data`, called `name` in messages.

    Of our own EPUBs the chapters and the note on the edition are taken, of others every document but the contents. Raises
    `CaptureError` with all that keeps it from being read.
    """
    archive = opened(data, name)
    book, said = (None, archive.messages) if archive.messages else packaging.publication(archive, name)
    if book is None:
        raise CaptureError(said)
    documents = _documents(book)
    if not documents:
        text = f"{name} has no text that could be compared"
        raise CaptureError.of("compare-empty", text, hint="name an EPUB, a bag or a collection", origin=Origin(name))
    records = _records(book)
    return EditionText(
        title=_said(book, "title"),
        date=_said(book, "date"),
        chapters=tuple(_chapter(document, records) for document in documents),
    )


def _said(book: Publication, name: str) -> str:
    found = book.package.find(f".//{DC}{name}")
    return (found.text or "").strip() if found is not None else ""


def _documents(book: Publication) -> list[Document]:
    spine = (book.item(element.get("idref", "")) for element in book.children("spine"))
    listed = [book.documents[item.path] for item in spine if item is not None and item.path in book.documents]
    listed = [document for document in listed if document is not book.navigation]
    ours = [document for document in listed if _is_chapter(document) or _stem(document) == FRONT]
    return ours if any(_is_chapter(document) for document in ours) else listed


def _stem(document: Document) -> str:
    return PurePosixPath(document.path).stem


def _is_chapter(document: Document) -> bool:
    return any("chapter" in (element.get(EPUB_TYPE) or "").split() for element in document.elements)


def _chapter(document: Document, records: dict[str, tuple[tuple[str, str], ...]]) -> ChapterText:
    identifier = _stem(document)
    heading = next((element for element in document.elements if element.tag == f"{XHTML}h1"), None)
    return ChapterText(
        id=identifier,
        title=_words(heading) if heading is not None else identifier,
        passages=tuple(_passages(document.root, _Side("", "ltr"), 0)),
        record=records.get(identifier, ()),
    )


# --- passages ---


class _Side:
    """The language and direction that an element stands in."""

    def __init__(self, language: str, direction: Direction) -> None:
        self.language, self.direction = language, direction

    def within(self, element: etree._Element) -> _Side:
        language = element.get("lang") or element.get(XML_LANG) or self.language
        said = element.get("dir", "")
        direction: Direction = "rtl" if said == "rtl" else "ltr" if said == "ltr" else self.direction
        return _Side(language, direction)


def _passages(element: etree._Element, up: _Side, depth: int) -> Iterator[Passage]:
    """The innermost blocks below `element` with their words."""
    if element.tag in _SILENT or depth > MAX_DEPTH:
        return
    here = up.within(element)
    inner = [child for child in element.iterchildren(etree.Element) if _holds_blocks(child)]
    if element.tag in _LOOSE | _BLOCKS and not inner:
        yield from _passage(element, _words(element), here)
        return
    for child in element.iterchildren(etree.Element):
        yield from _passages(child, here, depth + 1)


def _holds_blocks(element: etree._Element) -> bool:
    return any(node.tag in _BLOCKS | _LOOSE for node in element.iter(etree.Element))


def _passage(element: etree._Element, text: str, side: _Side) -> Iterator[Passage]:
    if text:
        yield Passage(
            id=next((node.get("id") for node in (element, *element.iterancestors()) if node.get("id")), ""),
            kind=str(element.tag).rpartition("}")[2],
            text=text,
            language=side.language,
            direction=side.direction,
        )


def _words(element: etree._Element) -> str:
    """The text without calls of notes, numbers of ours and marks of pages; cells of a row stand apart."""
    return _WHITE.sub(" ", "".join(_pieces(element, 0))).strip()


def _pieces(element: etree._Element, depth: int) -> Iterator[str]:
    marked = element.get("role") in _MARKS or UNCOUNTED.intersection(element.get("class", "").split())
    if marked or depth > MAX_DEPTH:
        return
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        yield " | " if child.tag in _CELLS and child.getprevious() is not None else ""
        yield " " if child.tag == f"{XHTML}br" else ""
        yield from _pieces(child, depth + 1)
        yield child.tail or ""


# --- records ---


def _records(book: Publication) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the colophon says of each source: label and value of each line."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for document in book.documents.values():
        for identifier, element in document.ids.items():
            if identifier.startswith("colophon-"):
                # The heading has the id; editions of before have it on the whole entry.
                entry = element.getparent() if element.tag == f"{XHTML}h2" else element
                found[identifier.removeprefix("colophon-")] = tuple(_lines(entry))
    return found


def _lines(entry: etree._Element) -> Iterator[tuple[str, str]]:
    label = ""
    for element in entry.iter(f"{XHTML}dt", f"{XHTML}dd"):
        words = _words(element)
        if element.tag == f"{XHTML}dt":
            label = words
        elif label:
            yield label, words

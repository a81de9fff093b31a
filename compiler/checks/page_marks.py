"""Whether the marks of printed pages in an EPUB stand at the very words with which the pages of its PDF begin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from lxml import etree

from compiler.bidi import has_rtl
from compiler.messages import Message, Origin, shortened

from . import packaging
from .page_list import MARKS, listed
from .page_starts import PageStart, page_starts
from .pdf_places import UNREADABLE
from .publication import SVG, XHTML, Document, Publication, types
from .zipped import opened

_COMPARED = 24
"""Letters that are compared: three words and more."""
_APART = frozenset({"doc-endnotes", "doc-footnote", "doc-endnote", "footnote", "endnote", "footnotes", "endnotes"})
_UNREAD = frozenset(f"{XHTML}{name}" for name in ("head", "script", "style", "rp")) | {f"{SVG}svg"}
_MAX_DEPTH = 200
_DIGITS = re.compile(r"\d")
_HINT = "set the mark before the first word of the printed page"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark: its document and element, the label under which it is listed, and the text up to the next one."""

    document: Document
    element: etree._Element
    label: str
    text: str


def check_page_marks(
    epub: bytes, name: str, pdf: bytes, against: str, places: Mapping[str, Origin] | None = None
) -> tuple[Message, ...]:
    """Holds the page marks of the EPUB, called `name`, against the pages of the PDF, called `against`.

    A warning `epub-page-mark` for each mark that stands at other words than the page begins with, or whose page the PDF has not.
    Says nothing where the PDF has no tags, which tell the order of its words. Never raises for what is in the files.
    """
    archive = opened(epub, name)
    book = packaging.publication(archive, name, places)[0] if not archive.messages else None
    if book is None:
        return ()
    marks = tuple(_marks(book))
    try:
        with pikepdf.open(BytesIO(pdf)) as file:
            pages = page_starts(file, pdf) if marks else {}
    except UNREADABLE:
        return ()  # that the PDF is broken is said of the PDF
    return tuple(_faults(book, marks, pages, against)) if pages else ()


def _faults(
    book: Publication, marks: tuple[_Mark, ...], pages: Mapping[str, PageStart], against: str
) -> Iterator[Message]:
    for number, mark in enumerate(marks):
        page = pages.get(mark.label)
        path = mark.document.path
        if page is None:
            text = f"a mark says that page {mark.label} begins here, and {against} has no such page"
            hint = "let both be of one edition"
            yield book.found("epub-page-mark", text, hint, path, at=mark.element, level="warning")
        elif number and not _same(_letters(mark.text), page, numbered=mark.document is not book.navigation):
            text = f"page {mark.label} begins in {against} with “{shortened(page.text, 40)}”, and is marked elsewhere"
            quote = shortened(mark.text)
            yield book.found("epub-page-mark", text, _HINT, path, at=mark.element, level="warning", quote=quote)


def _same(ours: str, page: PageStart, numbered: bool) -> bool:
    """True if both begin with the same letters, as far as the shorter goes, and where one has none."""
    lines = tuple(filter(None, map(_letters, page.lines)))
    if not numbered:  # the contents, whose folios only print has
        ours, lines = _DIGITS.sub("", ours), tuple(_DIGITS.sub("", line) for line in lines)
    if not ours or not lines:
        return True  # a picture, or a page of notes
    unordered = has_rtl(ours[: 2 * _COMPARED])  # PDFium mixes the words of a line of both directions
    at = 0
    for line in lines:
        own = ours[at : at + len(line)]
        if sorted(own) != sorted(line) if unordered else own != line[: len(own)]:
            return False
        at += len(line)
        if at >= _COMPARED:
            break
    return True


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def _marks(book: Publication) -> Iterator[_Mark]:
    labels = listed(book)
    current: tuple[Document, etree._Element] | None = None
    held: list[str] = []
    for reference in book.children("spine"):
        item = book.item(reference.get("idref", ""))
        document = book.documents.get(item.path) if item else None
        for thing in _stream(document.root, 0) if document else ():
            if isinstance(thing, str):
                held.append(thing)
                continue
            if current:
                yield _mark(current, labels, held)
            current, held = (document, thing), []  # type: ignore[assignment]
    if current:
        yield _mark(current, labels, held)


def _mark(current: tuple[Document, etree._Element], labels: Mapping[tuple[str, str], str], held: list[str]) -> _Mark:
    document, element = current
    named = element.get("aria-label") or element.get("title") or ""
    label = labels.get((document.path, element.get("id", "")), named)
    return _Mark(document, element, label, "".join(held))


def _stream(element: etree._Element, depth: int) -> Iterator[str | etree._Element]:
    """Marks and text in order, without what print has elsewhere: notes, and what only screens show."""
    kinds = types(element)
    if kinds & MARKS:
        yield element
    elif element.tag not in _UNREAD and not _is_apart(element, kinds) and depth < _MAX_DEPTH:
        yield element.text or ""
        for child in element.iterchildren(etree.Element):
            yield from _stream(child, depth + 1)
            yield child.tail or ""


def _is_apart(element: etree._Element, kinds: frozenset[str]) -> bool:
    classes = (element.get("class") or "").split()
    return element.get("hidden") is not None or bool(kinds & _APART) or "unprinted" in classes

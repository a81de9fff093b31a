"""What listeners and keyboards find their way by in a document: its title, headings and links with words, tables with heads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from compiler.messages import Message, shortened

from .publication import SVG, XHTML, Document, Publication, types

_HEADING = re.compile(re.escape(XHTML) + "h[1-6]")
_PICTURE_FILE = re.compile(r"[\w .()-]+\.(png|jpe?g|gif|svg|webp|tiff?|bmp)", re.IGNORECASE)
_LAYOUT = frozenset({"presentation", "none"})


def check(book: Publication, document: Document) -> Iterator[Message]:
    """What is wrong with the structure of one document."""
    yield from _title(book, document)
    for element in document.elements:
        if _HEADING.fullmatch(element.tag) and not _says(element):
            hint = "give it words, or make it no heading"
            yield book.found("epub-heading-empty", "a heading says nothing", hint, document.path, at=element)
        elif element.tag == f"{XHTML}a" and element.get("href") and not _says(element):
            text = f"the link to {element.get('href')!r} says nothing"
            hint = "give it words, or its picture an alternative text"
            yield book.found("epub-link-empty", text, hint, document.path, at=element)
        elif element.tag == f"{XHTML}img" and _PICTURE_FILE.fullmatch((element.get("alt") or "").strip()):
            text = f"the alternative text of a picture is the name of a file: {element.get('alt')!r}"
            yield book.found(
                "epub-alt-file-name", text, "say what it shows", document.path, at=element, level="warning"
            )
        elif element.tag == f"{XHTML}table":
            yield from _table(book, document, element)


def _title(book: Publication, document: Document) -> Iterator[Message]:
    """WCAG 2.2, 2.4.2. EPUB 2 lets it be empty nowhere either."""
    title = document.root.find(f"{XHTML}head/{XHTML}title")
    if title is None or not "".join(title.itertext()).strip():
        text = "the document has no title"
        yield book.found("epub-title-missing", text, "give it one in its head: <title>…</title>", document.path)


def _says(element: etree._Element) -> bool:
    """True if an element has words for listeners: its own, a label's, or those of a picture in it."""
    if element.get("aria-hidden") == "true" or element.get("role") in _LAYOUT:
        return True
    if "".join(element.itertext()).strip():
        return True
    named = ("aria-label", "aria-labelledby", "title")
    inner = element.iter(f"{XHTML}img", f"{SVG}svg", f"{SVG}title", f"{XHTML}span")
    if any(element.get(name, "").strip() for name in named):
        return True
    return any(one.get("alt", "").strip() or any(one.get(name, "").strip() for name in named) for one in inner)


def _table(book: Publication, document: Document, table: etree._Element) -> Iterator[Message]:
    """A table of data names what its columns or rows are of (WCAG 2.2, 1.3.1)."""
    cells = [cell for cell in table.iter(f"{XHTML}td", f"{XHTML}th") if _table_of(cell) is table]
    rows = [row for row in table.iter(f"{XHTML}tr") if _table_of(row) is table]
    if table.get("role") in _LAYOUT or len(rows) < 2 or len(cells) <= len(rows) or "doc-toc" in types(table):
        return  # for its looks, or a list set as a table
    if not any(cell.tag == f"{XHTML}th" for cell in cells):
        text = f"a table of {len(rows)} rows has no heads of columns or rows"
        quote = shortened(" ".join("".join(cell.itertext()) for cell in cells[:6]))
        hint = 'let the cells of its head be <th scope="col">, or say role="presentation"'
        yield book.found("epub-table-headers", text, hint, document.path, at=table, quote=quote)
    for cell in cells:
        if cell.get("scope") and (cell.tag == f"{XHTML}td" or cell.get("scope") not in _SCOPES):
            text = f"a cell has the scope {cell.get('scope')!r}"
            hint = "scope is for th: col, row, colgroup or rowgroup"
            yield book.found("epub-table-headers", text, hint, document.path, at=cell)


_SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})


def _table_of(element: etree._Element) -> etree._Element | None:
    return next((node for node in element.iterancestors() if node.tag == f"{XHTML}table"), None)

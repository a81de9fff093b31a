"""Compares a book with one built by other versions of the engines: its words and its structure instead of its bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pypdfium2
from lxml import etree, html

_MARKUP = (".xhtml", ".opf", ".ncx")


def likeness(kind: str, data: bytes) -> tuple[tuple[str, str], ...]:
    """The parts of a book of `kind` by name, each with its words and structure; equal for books that say the same."""
    if kind == "epub":
        return _epub(data)
    return _pdf(data) if kind == "pdf" else (("text", _words(html.fromstring(data))),)


def _epub(data: bytes) -> tuple[tuple[str, str], ...]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with zipfile.ZipFile(BytesIO(data)) as book:
        names = sorted(name for name in book.namelist() if name.endswith(_MARKUP))
        return tuple((name, _words(etree.fromstring(book.read(name), parser))) for name in names)


def _words(root: Any) -> str:
    """Every element's name, id, language and direction, and every word, in their order."""
    parts: list[str] = []
    for element in root.iter():
        if isinstance(element.tag, str):
            parts.append(element.tag.rpartition("}")[2])
            parts += (f"{name}={element.get(name)}" for name in ("id", "lang", "dir") if element.get(name))
        parts += (element.text or "").split()
        parts += (element.tail or "").split()
    return " ".join(parts)


def _pdf(data: bytes) -> tuple[tuple[str, str], ...]:
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(
            (f"page {document.get_page_label(index) or index + 1}", _page(document[index]))
            for index in range(len(document))
        )
    finally:
        document.close()


def _page(page: Any) -> str:
    text = page.get_textpage()
    try:
        return " ".join(text.get_text_range().split())
    finally:
        text.close()
        page.close()

"""Printed pages in an e-book (EPUB Accessibility 1.1, 3.3): every mark named and listed, the list in the order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from compiler.messages import Message

from .publication import NCX, NCX_TYPE, OPF, XHTML, Document, Publication, parsed, resolve, types

MARKS = frozenset({"pagebreak", "doc-pagebreak"})
_LIST = frozenset({"page-list", "doc-pagelist"})
Spot = tuple[str, str]
"""A file and an id in it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the page list: what it is called, where it leads, the link itself."""

    label: str
    spot: Spot
    link: etree._Element


def check(book: Publication) -> Iterator[Message]:
    """What is wrong with the page marks and the page list; nothing in a book that has neither."""
    marks = {
        (document.path, element.get("id", "")): element
        for document in book.documents.values()
        for element in document.elements
        if types(element) & MARKS
    }
    navigation = book.navigation
    lists = _lists(navigation)
    for spot, mark in marks.items():
        yield from _named(book, spot, mark)
    if marks and not lists:
        text = f"the book marks {len(marks)} printed pages and lists none of them"
        hint = 'list them in the navigation document: <nav epub:type="page-list" role="doc-pagelist">'
        yield book.found("epub-page-list", text, hint, navigation.path if navigation else book.opf)
    if navigation and lists:
        entries = tuple(_entries(navigation, lists[0]))
        yield from _listed(book, navigation, entries, marks, len(lists))
        yield from _ordered(book, navigation, entries)
        yield from _alike(book, entries)
        yield from _sourced(book)


def listed(book: Publication) -> dict[Spot, str]:
    """The labels of the page list by the places to which they lead."""
    navigation = book.navigation
    lists = _lists(navigation)
    return {entry.spot: entry.label for entry in _entries(navigation, lists[0])} if navigation and lists else {}


def _lists(navigation: Document | None) -> list[etree._Element]:
    return [e for e in navigation.elements if e.tag == f"{XHTML}nav" and types(e) & _LIST] if navigation else []


def _named(book: Publication, spot: Spot, mark: etree._Element) -> Iterator[Message]:
    said = mark.get("aria-label") or mark.get("aria-labelledby") or mark.get("title") or "".join(mark.itertext())
    if not said.strip():
        text = f"the page mark {spot[1]!r} has no name, so a listener does not hear which page begins"
        yield book.found("epub-page-name", text, 'name it: aria-label="41"', spot[0], at=mark)
    if not spot[1]:
        text = "a page mark has no id, so nothing can lead to it"
        yield book.found("epub-page-list", text, "give it an id, and list it", spot[0], at=mark)


def _entries(navigation: Document, listing: etree._Element) -> Iterator[_Entry]:
    for link in listing.iter(f"{XHTML}a"):
        label = " ".join("".join(link.itertext()).split())
        yield _Entry(label, resolve(navigation.path, link.get("href", "")), link)


def _listed(
    book: Publication,
    navigation: Document,
    entries: tuple[_Entry, ...],
    marks: dict[Spot, etree._Element],
    lists: int,
) -> Iterator[Message]:
    """One list, each mark in it, each page once."""
    if lists > 1:
        text = f"the navigation document has {lists} page lists"
        yield book.found("epub-page-list", text, "leave one", navigation.path)
    listed = {entry.spot for entry in entries}
    for spot, mark in marks.items():
        if spot[1] and spot not in listed:
            text = f"the page mark {spot[1]!r} is not in the page list"
            yield book.found("epub-page-list", text, "list it, or take it out", spot[0], at=mark)
    counted = Counter(entry.label for entry in entries)
    for entry in entries:
        if not entry.label or counted.pop(entry.label, 1) > 1:
            text = f"two pages are called {entry.label!r}" if entry.label else "an entry of the page list says nothing"
            hint = "give each page its own number"
            yield book.found("epub-page-list", text, hint, navigation.path, at=entry.link)


def _ordered(book: Publication, navigation: Document, entries: tuple[_Entry, ...]) -> Iterator[Message]:
    """Each entry behind the one before it, in the order of the spine and of the text (EPUB 3.3, 7.4.3)."""
    places = book.order
    known = [entry for entry in entries if entry.spot in places]
    for before, entry in pairwise(known):
        if places[entry.spot] < places[before.spot]:
            text = f"page {entry.label} is listed after page {before.label}, and begins before it"
            hint = "list the pages in the order of the text"
            yield book.found("epub-page-order", text, hint, navigation.path, at=entry.link)


def _alike(book: Publication, entries: tuple[_Entry, ...]) -> Iterator[Message]:
    """The NCX, where it lists pages, lists the same."""
    for item in book.items:
        if item.media_type != NCX_TYPE or item.path not in book.members:
            continue
        try:
            root = parsed(book.members[item.path])
        except ValueError:
            continue
        targets = [target.find(f"{NCX}content") for target in root.iter(f"{NCX}pageTarget")]
        spots = [resolve(item.path, content.get("src", "")) for content in targets if content is not None]
        if spots and spots != [entry.spot for entry in entries]:
            text = "the page list of the NCX is not that of the navigation document"
            yield book.found("epub-page-list", text, "let both lead to the same places, in one order", item.path)


def _sourced(book: Publication) -> Iterator[Message]:
    told = (meta.get("property", "").rsplit(":", 1)[-1] for meta in book.package.iterfind(f"{OPF}metadata/{OPF}meta"))
    if not {"pageBreakSource", "source-of"} & set(told):
        text = "the package does not say which printed book its pages are those of"
        hint = '<meta property="pageBreakSource">…</meta> with its identifier, or its name'
        yield book.found("epub-page-source", text, hint, book.opf, level="warning")

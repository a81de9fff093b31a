"""Every way from one place of the book to another: links, both contents, notes and the way back from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from compiler.messages import Message, shortened

from .publication import (
    NCX,
    NCX_TYPE,
    OPF,
    SVG,
    XHTML,
    XLINK_HREF,
    Document,
    Publication,
    is_remote,
    parsed,
    resolve,
    types,
)

_CALL = frozenset({"noteref", "doc-noteref"})
_NOTE = frozenset({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"})
_SECTIONS = frozenset(f"{XHTML}{name}" for name in ("section", "article", "main", "body"))
_FOLLOWED = frozenset({f"{XHTML}a", f"{XHTML}area", f"{SVG}a"})
_OUTSIDE = ("http:", "https:", "mailto:", "tel:")


def check(book: Publication) -> Iterator[Message]:
    """What can only be said with all documents at hand."""
    for document in book.documents.values():
        yield from _references(book, document)
    yield from _navigation(book)
    yield from _ncx(book)
    yield from _notes(book)


def fault(book: Publication, base: str, address: str) -> str:
    """Why an address inside the book leads nowhere; empty if it leads somewhere."""
    path, fragment = resolve(base, address)
    if path not in book.members:
        return f"{address!r} leads to no file of the book"
    if fragment and path in book.documents and fragment not in book.documents[path].ids:
        return f"{address!r} leads to no element of {path}"
    return ""


def _references(book: Publication, document: Document) -> Iterator[Message]:
    for element in document.elements:
        for name in ("href", "src", "poster", "data", XLINK_HREF):
            address = element.get(name)
            if address is not None:
                yield from _reference(book, document, element, address.strip())


def _reference(book: Publication, document: Document, element: etree._Element, address: str) -> Iterator[Message]:
    if is_remote(address):
        if element.tag not in _FOLLOWED or not address.lower().startswith(_OUTSIDE):
            text = f"{address!r} is fetched from outside, or acts"
            yield book.found("epub-remote", text, "bring it into the book, or take it out", document.path, at=element)
    elif lost := fault(book, document.path, address):
        yield book.found("epub-link-dangling", lost, "mend the address, or the id", document.path, at=element)


def _navigation(book: Publication) -> Iterator[Message]:
    navigation = book.navigation
    if navigation is None and book.version == "2" and any(item.media_type == NCX_TYPE for item in book.items):
        return  # which has the contents
    if navigation is None:
        text = "the book has no navigation document"
        yield book.found("epub-nav-missing", text, 'give one document the property "nav"', book.opf)
        return
    contents = [e for e in navigation.elements if e.tag == f"{XHTML}nav" and "toc" in types(e)]
    links = [a for nav in contents for a in nav.iter(f"{XHTML}a") if a.get("href")]
    if len(contents) != 1 or not links:
        text = f"the navigation document has {len(contents)} tables of contents with {len(links)} links"
        yield book.found("epub-nav-missing", text, 'give it one nav with epub:type="toc"', navigation.path)
    spine = _spine(book)
    for link in links:
        path = resolve(navigation.path, link.get("href"))[0]
        if not "".join(link.itertext()).strip() and not link.findall(f".//{XHTML}img"):
            text = f"the entry for {link.get('href')!r} says nothing"
            yield book.found("epub-nav-missing", text, "give it words", navigation.path, at=link)
        if path in book.members and path not in spine:
            text = f"the contents lead to {path!r}, which is not in the spine"
            yield book.found("epub-nav-missing", text, "put it into the spine", navigation.path, at=link)
    yield from _in_order(book, navigation, links)


def _in_order(book: Publication, navigation: Document, links: list[etree._Element]) -> Iterator[Message]:
    """Each entry of the contents behind the one before it, in the order of the spine and of the text (EPUB 3.3, 7.4.1)."""
    places = book.order
    known = [(places[spot], link) for link in links if (spot := resolve(navigation.path, link.get("href"))) in places]
    for (before, _), (after, link) in pairwise(known):
        if after < before:
            text = f"the contents list {shortened(''.join(link.itertext()), 40)!r} after what follows it in the book"
            hint = "list the contents in the order in which the book is read"
            yield book.found("epub-nav-order", text, hint, navigation.path, at=link, level="warning")


def _spine(book: Publication) -> frozenset[str]:
    found = (book.item(element.get("idref", "")) for element in book.children("spine"))
    return frozenset(item.path for item in found if item is not None)


def _ncx(book: Publication) -> Iterator[Message]:
    hint = "make the NCX agree with the book, or leave it out"
    for item in book.items:
        if item.media_type != NCX_TYPE or item.path not in book.members:
            continue
        try:
            root = parsed(book.members[item.path])
        except ValueError as error:
            yield book.found("epub-ncx", f"the NCX is not well formed: {error}", hint, item.path)
            continue
        faults = [fault(book, item.path, e.get("src", "")) for e in root.iter(f"{NCX}content")]
        counted = Counter(e.get("id", "") for e in root.iter(f"{NCX}navPoint"))
        faults += [f"{count} entries have the id {name!r}" for name, count in counted.items() if count > 1]
        uids = [e.get("content") for e in root.iter(f"{NCX}meta") if e.get("name") == "dtb:uid"]
        if uids != [_identifier(book)]:
            faults.append(f"the NCX belongs to the book {uids}, not to {_identifier(book)!r}")
        yield from (book.found("epub-ncx", text, hint, item.path) for text in faults if text)


def _identifier(book: Publication) -> str:
    unique = book.package.get("unique-identifier")
    found = (e.text or "" for e in book.package.iterfind(f"{OPF}metadata/*") if e.get("id") == unique)
    return next(found, "").strip()


# --- notes ---

Spot = tuple[str, str]
"""A file and an id in it."""


def _notes(book: Publication) -> Iterator[Message]:
    notes = {
        (document.path, element.get("id", "")): element
        for document in book.documents.values()
        for element in document.elements
        if types(element) & _NOTE
    }
    called: set[Spot] = set()
    for document in book.documents.values():
        for call in (e for e in document.elements if types(e) & _CALL):
            spot = resolve(document.path, call.get("href", ""))
            called.add(spot)
            yield from _call(book, document, call, notes.get(spot), spot)
    for spot, note in notes.items():
        if spot not in called:
            text = f"nothing calls the note {spot[1]!r}"
            hint = "call it, or let it be a paragraph"
            yield book.found("epub-note-uncalled", text, hint, spot[0], at=note, level="warning")


def _call(
    book: Publication, document: Document, call: etree._Element, note: etree._Element | None, spot: Spot
) -> Iterator[Message]:
    if note is None:
        text = f"a call of a note leads to {spot[1] or spot[0]!r}, which is no note"
        hint = 'mark the note with epub:type="footnote" role="doc-footnote"'
        yield book.found("epub-note-missing", text, hint, document.path, at=call)
        return
    around = set(_around(call))
    ways = {resolve(spot[0], link.get("href")) for link in note.iter(f"{XHTML}a") if link.get("href")}
    if not any(path == document.path and fragment in around for path, fragment in ways) and not _called_before(
        document, call
    ):
        text = f"there is no way back from the note {spot[1]!r} to its call"
        yield book.found("epub-note-one-way", text, 'give it a link with role="doc-backlink"', document.path, at=call)


def _around(call: etree._Element) -> Iterator[str]:
    """The ids of the call and of what it stands in, up to its section: to land there is to be back."""
    for node in (call, *call.iterancestors()):
        if node.tag in _SECTIONS:
            return
        if node.get("id"):
            yield node.get("id")


def _called_before(document: Document, call: etree._Element) -> bool:
    """True for a second call of the same note: its way back leads to the first."""
    same = [e for e in document.elements if types(e) & _CALL and e.get("href") == call.get("href")]
    return same[0] is not call

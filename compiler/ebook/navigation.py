"""The NCX, contents for reading systems of the second EPUB: two levels, which is what they show, deeper ones folded in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from compiler.finishing.documents import Page
from compiler.messages import LayoutError, Origin
from compiler.model.book import Book
from compiler.model.outline import OutlineEntry, flat, outline
from compiler.model.pages import PageRole, Resource

from .metadata import clean, identifier

MEDIA_TYPE = "application/x-dtbncx+xml"
NCX = "http://www.daisy.org/z3986/2005/ncx/"
_UID = "dtb:uid"
_UNLISTED: frozenset[PageRole] = frozenset({"cover", "contents"})


@dataclass(frozen=True, slots=True)
class Point:
    """An entry: its words, where it leads, what lies below it."""

    label: str
    target: str
    inner: tuple[Point, ...] = ()


def ncx(book: Book, pages: Sequence[Page], given: Resource | None) -> Resource:
    """The NCX that the layout gave, with the identifier of the package in it; else one made from the outline.

    Raises `LayoutError` if the one that was given is not well formed.
    """
    if given is None:
        return Resource("toc.ncx", MEDIA_TYPE, _serialised(_tree(book, points(book, pages))))
    try:
        root = etree.fromstring(given.data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        text = f"the NCX is not well formed: {error}"
        raise LayoutError.of("ebook-malformed", text, hint="mend the template", origin=Origin(given.name)) from error
    for meta in root.iter(f"{{{NCX}}}meta"):
        if meta.get("name") == _UID:
            meta.set("content", identifier(book.record))
    _order(root, pages)
    return Resource(given.name, MEDIA_TYPE, _serialised(root))


def points(book: Book, pages: Sequence[Page]) -> tuple[Point, ...]:
    """Pages in reading order by their titles, chapters with their sections below them."""
    chapters = {entry.id: entry for entry in outline(book)}
    return tuple(
        _point(page, chapters.get(page.rendered.id)) for page in pages if not _UNLISTED.issuperset(page.rendered.roles)
    )


def _order(root: etree._Element, pages: Sequence[Page]) -> None:
    """`playOrder` of entries and page targets together, in the order of the text; the same target has the same (NCX 2005-1, 8.4)."""
    spots = [spot for page in pages for spot in (page.name, *(f"{page.name}#{name}" for name in page.ids))]
    places = {spot: number for number, spot in reversed(list(enumerate(spots)))}
    found = [(content.getparent(), content.get("src", "")) for content in root.iter(f"{{{NCX}}}content")]
    passed = sorted({source for _, source in found}, key=lambda source: (places.get(source, len(spots)), source))
    ranks = {source: number for number, source in enumerate(passed, 1)}
    for target, source in found:
        target.set("playOrder", str(ranks[source]))


def _point(page: Page, entry: OutlineEntry | None) -> Point:
    ids = set(page.ids)
    sections = tuple(
        Point(_label(section), f"{page.name}#{section.id}")
        for section in (flat(entry.children) if entry else ())
        if section.id in ids and section.title
    )
    return Point(_label(entry) if entry else clean(page.rendered.title), page.name, sections)


def _label(entry: OutlineEntry) -> str:
    return clean(f"{entry.number} {entry.title}" if entry.number else entry.title)


def _tree(book: Book, listed: Sequence[Point]) -> etree._Element:
    root = etree.Element(f"{{{NCX}}}ncx", {"version": "2005-1"}, nsmap={None: NCX})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", book.record.language)
    head = etree.SubElement(root, f"{{{NCX}}}head")
    depth = 2 if any(point.inner for point in listed) else 1
    for name, content in ((_UID, identifier(book.record)), ("dtb:depth", str(depth)), *_NO_PAGES):
        etree.SubElement(head, f"{{{NCX}}}meta", {"name": name, "content": content})
    _words(root, "docTitle", clean(book.record.title))
    target = etree.SubElement(root, f"{{{NCX}}}navMap")
    order = iter(range(1, 1_000_000))
    for point in listed:
        _add(target, point, order)
    return root


_NO_PAGES = (("dtb:totalPageCount", "0"), ("dtb:maxPageNumber", "0"))


def _add(parent: etree._Element, point: Point, order: Iterator[int]) -> None:
    number = str(next(order))
    element = etree.SubElement(parent, f"{{{NCX}}}navPoint", {"id": f"point-{number}", "playOrder": number})
    _words(element, "navLabel", point.label)
    etree.SubElement(element, f"{{{NCX}}}content", {"src": point.target})
    for inner in point.inner:
        _add(element, inner, order)


def _words(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(etree.SubElement(parent, f"{{{NCX}}}{name}"), f"{{{NCX}}}text").text = text


def _serialised(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data

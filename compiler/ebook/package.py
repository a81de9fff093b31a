"""Packs a rendered book as EPUB 3.3: EbookLib writes the package document, the archive is ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ebooklib import epub
from lxml import etree

from compiler.bidi import language_direction
from compiler.finishing.documents import MATHML, SVG, XML_LANG, Page
from compiler.finishing.fonts import Cut, cut, fitted, is_font
from compiler.finishing.soundness import sound
from compiler.messages import Message
from compiler.model.book import Book
from compiler.model.pages import PageRole, Rendered, Resource
from compiler.zipping import day

from . import accessibility, metadata
from .archive import archive
from .evidence import gathered
from .navigation import MEDIA_TYPE as NCX_TYPE
from .navigation import ncx

FOLDER = "EPUB"
OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="{FOLDER}/content.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
_IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
"""Apple Books shows embedded fonts only where the package says so: newer versions in its metadata, older ones in a file."""
_APPLE = """<?xml version="1.0" encoding="UTF-8"?>
<display_options>
  <platform name="*">
    <option name="specified-fonts">true</option>
  </platform>
</display_options>
"""
_GUIDE: dict[PageRole, str] = {
    "cover": "cover",
    "titlepage": "title-page",
    "imprint": "copyright-page",
    "provenance": "preface",
    "contents": "toc",
    "chapter": "text",
    "colophon": "colophon",
}
"""Types of the guide (OPF 2.0.1, 2.6), which Kindle and other old readers still follow; each for the first page of its role."""


def package(rendered: Rendered, book: Book, pdf: str = "", make: Cut = cut) -> bytes:
    """The whole EPUB, the same bytes for the same arguments. `pdf` is the file whose pages its page list counts; `make` cuts fonts.

    Raises `LayoutError` with every fault of what the layout gave: names twice or unfit, pages not well formed, references that
    lead nowhere or out of the book, scripts, fonts that cannot be read.
    """
    pages = sound(rendered)
    plain = [resource for resource in rendered.resources if resource.media_type != NCX_TYPE]
    given = next((resource for resource in rendered.resources if resource.media_type == NCX_TYPE), None)
    resources = fitted(plain, pages, make=make)
    navigation = ncx(book, pages, given)
    told = accessibility.items(gathered(pages, resources), book.record, rendered.words)
    if rendered.page_list:
        told = (*told, metadata.page_source(book.record, pdf))
    opf = _package_document(book, pages, resources, navigation, told)
    members = [("META-INF/container.xml", _CONTAINER.encode())]
    if any(map(is_font, resources)):
        members.append(("META-INF/com.apple.ibooks.display-options.xml", _APPLE.encode()))
    members += [(f"{FOLDER}/content.opf", opf), (f"{FOLDER}/{navigation.name}", navigation.data)]
    members += [(f"{FOLDER}/{page.name}", page.rendered.html.encode("utf-8")) for page in pages]
    members += [(f"{FOLDER}/{resource.name}", resource.data) for resource in sorted(resources, key=lambda r: r.name)]
    return archive(members, book.record.date)


def unkept_claims(rendered: Rendered, book: Book) -> tuple[Message, ...]:
    """A warning where the edition is certified as accessible, and its pages show that it is not wholly so."""
    if not book.record.certified_by:
        return ()
    return accessibility.unkept(gathered(sound(rendered), rendered.resources), book.record)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib tells no types
    """Makes the package document and nothing else; `root` is its tree."""

    root: etree._Element

    def _write_opf_file(self, root: etree._Element) -> None:
        self.root = root


def _package_document(
    book: Book,
    pages: Sequence[Page],
    resources: Sequence[Resource],
    navigation: Resource,
    told: Sequence[metadata.Item],
) -> bytes:
    target = epub.EpubBook()
    target.IDENTIFIER_ID = "edition"
    target.set_identifier(metadata.identifier(book.record))
    target.set_direction(book.direction)
    cover = next((resource for resource in resources if resource.name.startswith("images/cover.")), None)
    if any(map(is_font, resources)):
        target.add_prefix("ibooks", _IBOOKS)
        told = (*told, metadata.Item("meta", "true", {"property": "ibooks:specified-fonts"}))
    _describe(target, book, (*metadata.items(book, pages), *told), cover)
    for page in pages:
        item = epub.EpubItem(_page_id(page), page.name, "application/xhtml+xml")
        item.properties = _properties(page)
        target.add_item(item)
        target.spine.append(item)
    target.add_item(epub.EpubNcx("ncx", navigation.name))
    for number, resource in enumerate(sorted(resources, key=lambda r: r.name), 1):
        name = "cover-image" if resource is cover else f"resource-{number}"
        make = epub.EpubCover if resource is cover else epub.EpubItem
        item = make(name, file_name=resource.name)
        item.media_type = resource.media_type
        target.add_item(item)
    target.guide = list(_guide(pages))
    writer = _Writer("", target, {"mtime": datetime(*day(book.record.date))})  # noqa: DTZ001 - EbookLib writes it as UTC
    writer._write_opf()
    return _finished(writer.root, book)


def _describe(target: epub.EpubBook, book: Book, told: Sequence[metadata.Item], cover: Resource | None) -> None:
    """Hands all metadata over; titles and languages go in with the rest, so that they keep their attributes."""
    target.metadata = {key: value for key, value in target.metadata.items() if key == _DC}  # EbookLib's own `generator`
    target.language, target.title = book.record.language, book.record.title
    if cover is not None:
        told = (*told, metadata.Item("meta", "", {"name": "cover", "content": "cover-image"}))
    for item in told:
        target.add_metadata(None if item.name == "meta" else "DC", item.name, item.value, item.attributes)


def _finished(root: etree._Element, book: Book) -> bytes:
    """Sets what EbookLib cannot: the language and direction of the package; puts what refines an element behind it."""
    root.set(XML_LANG, book.record.language)
    root.set("dir", language_direction(book.record.language))
    described = next(child for child in root if etree.QName(child).localname == "metadata")
    for meta in [child for child in described if child.get("refines")]:
        target = next(child for child in described if f"#{child.get('id')}" == meta.get("refines"))
        following = target
        while (after := following.getnext()) is not None and after.get("refines") == meta.get("refines"):
            following = after
        if following is not meta:
            following.addnext(meta)
    etree.indent(root)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _page_id(page: Page) -> str:
    return f"page-{page.rendered.id}"


def _properties(page: Page) -> list[str]:
    told = (
        ("nav", "contents" in page.rendered.roles),
        ("svg", page.has(SVG)),
        ("mathml", page.has(MATHML)),
    )
    return [name for name, holds in told if holds]


def _guide(pages: Sequence[Page]) -> Iterator[dict[str, str]]:
    for role, kind in _GUIDE.items():
        page = next((page for page in pages if role in page.rendered.roles), None)
        if page is not None:
            yield {"type": kind, "title": metadata.clean(page.rendered.title), "href": page.name}

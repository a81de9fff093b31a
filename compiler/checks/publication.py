"""An EPUB taken apart: package document, manifest, spine, trees of its documents; and the words for saying what is wrong."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html.entities import html5
from urllib.parse import unquote

from lxml import etree

from compiler.files import MAX_TEXT
from compiler.messages import Level, Message, Origin

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML_TYPE = "application/xhtml+xml"
_HEAD = 1024
_WITH_DTD = re.compile(rb"<!DOCTYPE\s+html\s+PUBLIC\s")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({"lt", "gt", "amp", "quot", "apos"})
NCX_TYPE = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the manifest; `path` is the member of the archive that it means."""

    id: str
    path: str
    media_type: str
    properties: frozenset[str]
    remote: bool = False


@dataclass(frozen=True)
class Document:
    """An XHTML document of the book with its tree."""

    path: str
    root: etree._Element
    properties: frozenset[str]

    @cached_property
    def elements(self) -> tuple[etree._Element, ...]:
        return tuple(self.root.iter(etree.Element))

    @cached_property
    def ids(self) -> dict[str, etree._Element]:
        return {element.get("id"): element for element in self.elements if element.get("id")}


@dataclass(frozen=True)
class Publication:
    """The whole book. `name` is what messages call it; `package` is the tree of the package document at `opf`.

    `places` tells for ids of elements where their text stands in the author's files, where that is known.
    """

    name: str
    members: dict[str, bytes]
    opf: str
    package: etree._Element
    items: tuple[Item, ...]
    documents: dict[str, Document] = field(default_factory=dict)
    places: Mapping[str, Origin] = field(default_factory=dict)

    def found(
        self,
        code: str,
        text: str,
        hint: str,
        path: str = "",
        *,
        at: etree._Element | int | None = None,
        level: Level = "error",
        quote: str = "",
    ) -> Message:
        """A message about the member `path` of this book: an element or a line of it, or the whole."""
        element = None if isinstance(at, int) else at
        line = at if element is None else element.sourceline
        message = Message(code, level, text, hint, self.place(path, line), quote)
        return message if element is None else self.placed(message, ids_around(element))

    def place(self, path: str, line: int | None = None) -> Origin:
        """A line of the member `path`, or the whole of it, or of the book."""
        return Origin(f"{self.name}/{path}" if path else self.name, line or None)

    def placed(self, message: Message, ids: Iterable[str]) -> Message:
        """`message` in the author's own file, if one of the elements `ids`, the innermost first, is known to come from there."""
        origin = next((self.places[identifier] for identifier in ids if identifier in self.places), None)
        return replace(message, origin=origin, book=message.origin) if origin else message

    @property
    def version(self) -> str:
        """`2` or `3`: what the package says that it is."""
        return "2" if self.package.get("version", "").startswith("2") else "3"

    def item(self, identifier: str) -> Item | None:
        return next((item for item in self.items if item.id == identifier), None)

    @property
    def navigation(self) -> Document | None:
        return next((document for document in self.documents.values() if "nav" in document.properties), None)

    @cached_property
    def order(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Where each place comes when the book is read: by file and id (empty for the file itself), the file's number and the id's."""
        items_ = (self.item(element.get("idref", "")) for element in self.children("spine"))
        paths = [item.path for item in items_ if item is not None]
        return {
            (path, name): (number, place)
            for number, path in enumerate(paths)
            if path in self.documents
            for place, name in enumerate(("", *self.documents[path].ids))
        }

    def children(self, name: str) -> Iterator[etree._Element]:
        """The children of the package's `manifest`, `spine` or `metadata`."""
        for part in self.package.findall(f"{OPF}{name}"):
            yield from part.iterchildren(etree.Element)


def ids_around(element: etree._Element) -> Iterator[str]:
    """The ids of an element and of what it stands in, the innermost first."""
    return (node.get("id") for node in (element, *element.iterancestors()) if node.get("id"))


def parsed(data: bytes) -> etree._Element:
    """The tree of an XML file: no entity resolved, nothing fetched. Raises `ValueError` if it is too large or no XML."""
    if len(data) > MAX_TEXT:
        raise ValueError(f"it has {len(data):,} bytes, more than the {MAX_TEXT:,} that Bayaz reads")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_with_letters(data), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    etree.strip_elements(root, etree.Entity, with_tail=False)  # of a DTD of its own: nothing that is read
    return root


def _with_letters(data: bytes) -> bytes:
    """`data` with the letters for what XHTML 1.1 calls by name, as in EPUB 2: `&nbsp;`. Without its DTD the names mean nothing."""
    if not _WITH_DTD.search(data[:_HEAD]):
        return data
    return _NAMED.sub(lambda name: _numbered(name[1].decode()) or name[0], data)


def _numbered(name: str) -> bytes:
    letters = html5.get(f"{name};", "") if name not in _OF_XML else ""
    return "".join(f"&#{ord(letter)};" for letter in letters).encode()


def items(package: etree._Element, opf: str) -> tuple[Item, ...]:
    """The manifest, addresses resolved against the package document."""
    return tuple(
        Item(
            id=element.get("id", ""),
            path=resolve(opf, element.get("href", ""))[0],
            media_type=element.get("media-type", ""),
            properties=frozenset(element.get("properties", "").split()),
            remote=is_remote(element.get("href", "")),
        )
        for element in package.findall(f"{OPF}manifest/{OPF}item")
    )


def is_remote(address: str) -> bool:
    """True for an address with a scheme or a host."""
    head = address.split("/", 1)[0].split("#", 1)[0].split("?", 1)[0]
    return address.startswith("//") or ":" in head


def resolve(base: str, address: str) -> tuple[str, str]:
    """The member and the fragment that `address` means when it stands in the member `base`."""
    path, _, fragment = address.partition("#")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))) if path else base
    return joined, unquote(fragment)


def types(element: etree._Element) -> frozenset[str]:
    """What an element says that it is: its `epub:type` and its `role`."""
    return frozenset((element.get(EPUB_TYPE, "") + " " + element.get("role", "")).split())


def language(element: etree._Element) -> str:
    """The language in force at an element."""
    for node in (element, *element.iterancestors()):
        said = node.get(XML_LANG) or node.get("lang")
        if said:
            return str(said)
    return ""

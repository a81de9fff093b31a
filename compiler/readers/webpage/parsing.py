"""The text of a page becomes a tree of numbered elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from compiler.messages import CaptureError, Origin

from .tree import Element, number_elements

MAX_TAGS = 600_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)(?:\s+saved date:\s*([^\n]*))?", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
_HEAD = 1 << 15


@dataclass(frozen=True, slots=True)
class Tree:
    """The root element, how many elements there are, whether the parser gave up on some that lie too deep."""

    root: Element
    total: int
    too_deep: bool = False


def parsed(text: str, file: str, *, xml: bool) -> Tree:
    """The tree of a page; XHTML that is not well-formed is read as HTML. Raises `CaptureError` if it is empty or too large."""
    if text.count("<") > MAX_TAGS:
        said = f"{file} has more than {MAX_TAGS:,} tags"
        raise CaptureError.of("page-too-large", said, hint="save only the article (reader view)", origin=Origin(file))
    text = _CONTROL.sub("", text.replace("\f", " "))
    root, too_deep = _xml(_DECLARED.sub("", text)) if xml or text[:200].lstrip().startswith("<?xml") else (None, False)
    if root is None:
        root, too_deep = _html(_DECLARED.sub("", text), file)
    _clean(root)
    return Tree(root, number_elements(root), too_deep)


def _clean(root: Element) -> None:
    """Takes out the control characters that numeric references brought in: no XML may hold them."""
    for element in root.iter():
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub("", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub("", element.tail)
        for name, value in element.attrib.items():
            if _CONTROL.search(value):
                element.set(name, _CONTROL.sub("", value))


def _xml(text: str) -> tuple[Element | None, bool]:
    """No entity is loaded: those of HTML are resolved here, others make the page no XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_ENTITY.sub(_letter, text).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    etree.strip_tags(root, etree.Entity)
    return root, False


def _letter(match: re.Match[str]) -> str:
    known = match[1] not in _OF_XML and match[1] + ";" in html5
    return html5[match[1] + ";"] if known else match[0]


def _html(text: str, file: str) -> tuple[Element, bool]:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        said = f"{file} holds no page"
        raise CaptureError.of("page-empty", said, hint="save the page again", origin=Origin(file)) from error
    return root, any("depth" in entry.message.lower() for entry in parser.error_log)


def saved_from(text: str) -> str:
    """The address that a browser or SingleFile wrote into a comment when it saved the page, empty if none."""
    match = _SINGLE_FILE.search(text[:_HEAD]) or _SAVED_FROM.search(text[:_HEAD])
    return match[1] if match else ""

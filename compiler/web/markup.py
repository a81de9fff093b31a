"""A page's tree as HTML (13.1 of the standard): what XHTML has besides, namespaces and attributes of EPUB, is left out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_RAW = frozenset({"script", "style"})


def html(root: etree._Element) -> str:
    """The document as text."""
    return f"<!DOCTYPE html>\n{''.join(_written(root))}\n"


def _written(root: etree._Element) -> Iterator[str]:
    """Its parts in order; not by recursion, so that no depth is too great."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rsplit("}", 1)[-1]
        if event == "start":
            yield f"<{name}{''.join(_attributes(element))}>"
            if element.text and name not in _VOID:
                yield element.text if name in _RAW else _text(element.text)
        else:
            if name not in _VOID:
                yield f"</{name}>"
            if element.tail and element is not root:
                yield _text(element.tail)


def _attributes(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if not name.startswith("{"):
            yield f' {name}="{_text(value).replace(chr(34), "&quot;")}"'


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

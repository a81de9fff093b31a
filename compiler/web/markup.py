"""A page's tree as HTML: what XHTML has besides, namespaces and attributes of EPUB, is left out."""

from __future__ import annotations

from lxml import etree

from compiler.ebook.documents import EPUB_TYPE, XHTML, XML_LANG


def html(root: etree._Element) -> str:
    """The document as text (HTML, 13.1). The tree is changed."""
    for element in root.iter(etree.Element):
        if isinstance(element.tag, str) and element.tag.startswith(XHTML):
            element.tag = element.tag.removeprefix(XHTML)
        for attribute in (XML_LANG, EPUB_TYPE):
            element.attrib.pop(attribute, None)
    etree.cleanup_namespaces(root)
    return f"<!DOCTYPE html>\n{etree.tostring(root, method='html', encoding='unicode')}\n"

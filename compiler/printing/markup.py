"""A rendered page as a tree and back: strict XHTML in, the HTML that the engine parses out."""

from __future__ import annotations

from typing import Any

from lxml import etree

from compiler.messages import LayoutError, Origin
from compiler.model.pages import RenderedPage

_XHTML = "{http://www.w3.org/1999/xhtml}"


def tree(page: RenderedPage) -> Any:
    """The page's root element, its XHTML names bare. Raises `LayoutError` if it is no well-formed XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(page.html.encode(), parser)
    except etree.XMLSyntaxError as error:
        text = f"the layout's templates made no well-formed XHTML: {error.msg}"
        line = error.lineno or 1
        quote = page.html.splitlines()[line - 1][:80] if line <= page.html.count("\n") + 1 else ""
        hint = "close every element, and write &amp; for &"
        raise LayoutError.of("xhtml-broken", text, hint=hint, origin=Origin(page.id, line), quote=quote) from error
    for element in root.iter(f"{_XHTML}*"):
        element.tag = element.tag.removeprefix(_XHTML)
    etree.cleanup_namespaces(root)
    return root


def html(root: Any) -> str:
    """The tree as HTML: what XML may write as an empty element gets its end tag, as HTML wants it."""
    written: str = etree.tostring(root, method="html", encoding="unicode", with_tail=False)
    return f"<!DOCTYPE html>\n{written}"

"""A rendered page as a tree and back: strict XHTML in, the HTML that the engine parses out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from compiler.messages import LayoutError, Message, Origin
from compiler.model.pages import RenderedPage

_XHTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"


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
    for numbered in root.iter("ol"):
        _begin(numbered)
    return root


def _begin(numbered: Any) -> None:
    """Says in CSS with which number a list begins: the engine counts from 1 whatever `start` says."""
    start = str(numbered.get("start", ""))
    if re.fullmatch(r"-?\d{1,9}", start):
        said = numbered.get("style", "")
        numbered.set("style", f"counter-reset: list-item {int(start) - 1}{'; ' if said else ''}{said}")


def html(root: Any) -> str:
    """The tree as HTML: what XML may write as an empty element gets its end tag, as HTML wants it."""
    written: str = etree.tostring(root, method="html", encoding="unicode", with_tail=False)
    return f"<!DOCTYPE html>\n{written}"


def untold(root: Any, page_id: str) -> Iterator[Message]:
    """What a page does not say though listeners need it: its language, and what its pictures show or that they are mere ornament."""
    if not root.get("lang"):
        text, hint = "the page does not say which language it is in", 'write lang="…" on its html element'
        yield Message("language-missing", "error", text, hint, Origin(page_id))
    for picture in root.iter("img"):
        if picture.get("alt") is None:
            text = f"the picture {picture.get('src', '')} has no alternative text"
            yield Message("alt-missing", "warning", text, 'write alt="…", or alt="" for an ornament', Origin(page_id))
    for drawing in root.iter(f"{_SVG}svg"):
        inner = any(True for _ in drawing.iterancestors(f"{_SVG}svg"))
        if not inner and drawing.find(f"{_SVG}title") is None and drawing.get("aria-hidden") != "true":
            hint = 'begin it with <title>…</title>, or write aria-hidden="true" for an ornament'
            yield Message("alt-missing", "warning", "a drawing in the page has no title", hint, Origin(page_id))

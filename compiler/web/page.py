"""Makes one HTML file of a rendered page: fonts and pictures as data, styles and script in it, and a policy that forbids the rest."""

from __future__ import annotations

from lxml import etree

from compiler.finishing.documents import XHTML
from compiler.finishing.fonts import Cut, cut, fitted
from compiler.finishing.soundness import sound
from compiler.messages import LayoutError
from compiler.model.pages import Rendered

from .embedding import embedded
from .markup import html
from .policy import policy

MAX_PAGE = 256 << 20
"""Bytes: beyond, no browser opens a page with patience."""


def page(rendered: Rendered, make: Cut = cut) -> bytes:
    """The whole file, the same bytes for the same argument. `make` cuts fonts.

    Raises `LayoutError` with every fault of what the layout gave: references that lead nowhere or out of the page, scripts in
    it, fonts that cannot be read; and if it would be larger than a browser can hold.
    """
    pages = sound(rendered)
    resources = fitted(rendered.resources, pages, compressed=True, make=make)
    root = pages[0].root
    style, script = embedded(root, resources, rendered.pages[0].id)
    _head(root, style, policy(style, script))
    if script:
        etree.SubElement(root.find(f"{XHTML}body"), f"{XHTML}script").text = script
    data = html(root).encode("utf-8")
    if len(data) > MAX_PAGE:
        text = f"the web page would have {len(data):,} bytes, more than the {MAX_PAGE:,} that browsers open"
        hint = "use smaller pictures, or build without it: --format epub,pdf"
        raise LayoutError.of("web-too-large", text, hint=hint)
    return data


def _head(root: etree._Element, style: str, said: str) -> None:
    """The policy comes first, so that nothing is read before it is in force."""
    head = root.find(f"{XHTML}head")
    charset = next(meta for meta in head if meta.get("charset"))
    first = etree.Element(f"{XHTML}meta", {"http-equiv": "Content-Security-Policy", "content": said})
    charset.addnext(first)
    etree.SubElement(head, f"{XHTML}style").text = style

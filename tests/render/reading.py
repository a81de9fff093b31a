"""Rendered pages as trees, for the tests of layouts."""

from __future__ import annotations

from functools import cache
from typing import Any

from lxml import etree

from compiler import render
from compiler.model.outline import outline
from compiler.model.pages import PageMap, PrintedPage, Rendered, RenderedPage
from compiler.render import Layout, load_layout

from .books import book

XHTML = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
LAYOUTS = ("classic", "report", "large-print")
PNG = b"\x89PNG cover"


def tree(page: RenderedPage) -> Any:
    return etree.fromstring(page.html.encode())


def find(page: RenderedPage, path: str) -> list[Any]:
    """The elements at an XPath, with `h:` for XHTML and `epub:` for EPUB's."""
    return list(tree(page).xpath(path, namespaces=XHTML))


def text(element: Any) -> str:
    """Its words, white space squeezed."""
    return " ".join("".join(element.itertext()).split())


def page(rendered: Rendered, identifier: str) -> RenderedPage:
    return next(one for one in rendered.pages if one.id == identifier)


def sheet_css(rendered: Rendered) -> str:
    return next(r.data.decode() for r in rendered.resources if r.name == "style.css")


@cache
def layout(name: str) -> Layout:
    return load_layout(name)


def printed(name: str, **more: Any) -> Rendered:
    return render.chapters(book(**more), layout(name))


def ended(name: str, pages: PageMap | None = None, **more: Any) -> Rendered:
    """The back matter of the printed book, with the folios of `pages`."""
    return render.back(book(**more), layout(name), pages or folios())


def electronic(name: str, **more: Any) -> Rendered:
    made = book(**more)
    return render.ebook(made, layout(name), outline(made), PNG)


def folios(**blocks: str) -> PageMap:
    """A page map on which each id stands on a page of its own with this folio."""
    pages = tuple(
        PrintedPage(index=index, number=index + 1, label=label, side="right", fragment="one")
        for index, label in enumerate(blocks.values())
    )
    return PageMap(pages=pages, blocks={name: index for index, name in enumerate(blocks)}, heights={})

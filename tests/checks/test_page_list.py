"""Printed pages in an e-book: a sound page list passes in silence, each fault of one is named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from compiler.checks import check_epub
from compiler.ebook.package import package
from compiler.model.pages import PageReference, Rendered
from tests.checks.zips import Change, changed, swap
from tests.ebook.rich_book import book, rendered

ONE, TWO, NAV, OPF, NCX = (f"EPUB/{name}" for name in ("one.xhtml", "two.xhtml", "nav.xhtml", "content.opf", "toc.ncx"))
MARK = '<span epub:type="pagebreak" role="doc-pagebreak" id="page-{0}" aria-label="{0}"></span>'
FIRST, SECOND, THIRD = '<li><a href="one.xhtml#page-1">1</a></li>', '<a href="one.xhtml#page-2">2</a>', MARK.format(3)


def numbered() -> Rendered:
    """The book of the tests with three pages marked and listed."""
    marked = {
        "one": (('<h1 id="one-title">', MARK.format(1) + '<h1 id="one-title">'), ("an <a", MARK.format(2) + "an <a")),
        "two": (('<h2 id="two-h1">', MARK.format(3) + '<h2 id="two-h1">'),),
    }
    entries = "".join(
        f'<li><a href="{file}.xhtml#page-{n}">{n}</a></li>' for n, file in ((1, "one"), (2, "one"), (3, "two"))
    )
    listing = f'</nav><nav epub:type="page-list" role="doc-pagelist" hidden="hidden" aria-label="Pages"><ol>{entries}</ol></nav>'
    marked["nav"] = (("</nav>\n<nav", listing + "\n<nav"),)
    plain = rendered()
    pages = []
    for page in plain.pages:
        html = page.html
        for old, new in marked.get(page.id, ()):
            assert old in html
            html = html.replace(old, new, 1)
        pages.append(replace(page, html=html))
    references = tuple(
        PageReference(str(n), n, f"{file}.xhtml#page-{n}") for n, file in ((1, "one"), (2, "one"), (3, "two"))
    )
    return replace(plain, pages=tuple(pages), page_list=references)


@cache
def sound() -> bytes:
    return package(numbered(), book(), "letters.pdf")


def said(data: bytes) -> set[str]:
    return {message.code for message in check_epub(data, "letters.epub")}


def test_a_sound_page_list_passes() -> None:
    assert said(sound()) == set()


FAULTS: dict[str, tuple[str, Change]] = {
    "no list": ("epub-page-list", swap(NAV, 'epub:type="page-list" role="doc-pagelist"', 'epub:type="lot"')),
    "a page is not listed": ("epub-page-list", swap(NAV, FIRST, "")),
    "a page is called twice": ("epub-page-list", swap(NAV, SECOND, SECOND.replace(">2<", ">1<"))),
    "an entry says nothing": ("epub-page-list", swap(NAV, SECOND, SECOND.replace(">2<", "> <"))),
    "an entry leads nowhere": ("epub-link-dangling", swap(NAV, "one.xhtml#page-2", "one.xhtml#page-9")),
    "another order": ("epub-page-order", swap(NAV, f"{FIRST}<li>{SECOND}</li>", f"<li>{SECOND}</li>{FIRST}")),
    "a mark has no name": ("epub-page-name", swap(TWO, ' aria-label="3"', "")),
    "a mark has an empty name": ("epub-page-name", swap(TWO, ' aria-label="3"', ' aria-label=" "')),
    "a mark has no id": ("epub-page-list", swap(TWO, ' id="page-3"', "")),
    "two marks of one id": ("epub-id-duplicate", swap(ONE, 'id="page-2"', 'id="page-1"')),
    "nothing says whose pages they are": ("epub-page-source", swap(OPF, "pageBreakSource", "dcterms:subject")),
    "two lists": (
        "epub-page-list",
        swap(
            NAV,
            '<nav epub:type="landmarks"',
            '<nav epub:type="page-list" hidden="hidden">'
            '<ol><li><a href="one.xhtml#page-1">1</a></li></ol></nav><nav epub:type="landmarks"',
        ),
    ),
    "the NCX lists others": (
        "epub-page-list",
        swap(
            NCX,
            "</navMap>",
            '</navMap><pageList><pageTarget id="t1" type="normal" playOrder="1"><navLabel><text>1</text>'
            '</navLabel><content src="two.xhtml#page-3"/></pageTarget></pageList>',
        ),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named(name: str) -> None:
    code, change = FAULTS[name]
    assert code in said(changed(sound(), change))

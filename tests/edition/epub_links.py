"""Every link of a finished EPUB, read from its files alone: where it stands, what it says, where it should lead."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from tests.edition.page_words import letters

XHTML = "{http://www.w3.org/1999/xhtml}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
NAV = "nav.xhtml"
LISTS = {"doc-toc": "contents", "doc-pagelist": "pages"}
_ROLES = {"doc-noteref": "note", "doc-backlink": "way back"}
_BACK = {"colophon", "figures", "names", "bibliography", "index", "chronology", "changes"}
_READ = 400
"""Letters of a target that are read."""


@dataclass(frozen=True)
class Link:
    """A link inside the book: the `number`th `a` with an address of the file `at`, its kind, and what it says.

    `to` and `target` are the file and the id to which it leads; `words` are the letters that begin there, `own` those of the
    element itself, `named` what its `aria-label` says.
    """

    kind: str
    at: str
    number: int
    says: str
    to: str
    target: str
    words: str
    own: str
    named: str

    @property
    def href(self) -> str:
        return f"{self.to}#{self.target}" if self.target else self.to

    def __str__(self) -> str:
        return f"{self.kind} {self.says!r} of {self.at}, link {self.number}, to {self.href}"


@dataclass(frozen=True)
class Files:
    """The pages of an EPUB by their paths, and its NCX."""

    pages: dict[str, Any]
    ncx: Any

    @classmethod
    def of(cls, epub: Path) -> Files:
        with zipfile.ZipFile(epub) as archive:
            read = {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}
        pages = {name: etree.fromstring(data) for name, data in read.items() if name.endswith(".xhtml")}
        return cls(pages, etree.fromstring(read["toc.ncx"]))

    def links(self) -> list[Link]:
        """Every link of the pages that does not leave the book, in the order of files and text."""
        return [link for name in self.pages for link in self._links_of(name)]

    def entries(self) -> list[Link]:
        """Every entry of the NCX."""
        return list(self._entries())

    def folios(self) -> dict[str, str]:
        """The printed page on which what has an id begins, by the page marks; notes stand elsewhere in print, and are left out."""
        folio, waiting, found = "", list[str](), dict[str, str]()
        for page in self.pages.values():
            for event, element in etree.iterwalk(page.find(f"{XHTML}body"), events=("start", "end"), tag=f"{XHTML}*"):
                begins = event == "start"
                if begins and element.get("role") == "doc-pagebreak":
                    folio = element.get("aria-label").partition(" = ")[0]
                if begins and element.get("id"):
                    waiting.append(element.get("id"))
                text = element.text if begins else element.tail
                if (text and text.strip()) or element.tag == f"{XHTML}img":
                    found |= dict.fromkeys(waiting, folio)
                    waiting.clear()
        noted = self.noted()
        return {name: folio for name, folio in found.items() if name not in noted}

    def noted(self) -> set[str]:
        """The ids of notes and of what is in them."""
        return {
            one.get("id") for page in self.pages.values() for one in page.xpath("//*[@role='doc-endnotes']//*[@id]")
        }

    def _links_of(self, name: str) -> Iterator[Link]:
        # The title at the head has no links; the order is the document's own, as `querySelectorAll` gives it.
        for number, anchor in enumerate(a for a in self.pages[name].iter(f"{XHTML}a") if a.get("href") is not None):
            if ":" not in anchor.get("href"):
                yield self._link(_kind(name, anchor), name, number, _text(anchor), anchor.get("href"))

    def _entries(self) -> Iterator[Link]:
        for kind in ("navPoint", "pageTarget"):
            for number, point in enumerate(self.ncx.iter(NCX + kind)):
                says = point.findtext(f"{NCX}navLabel/{NCX}text")
                yield self._link(f"NCX {kind}", "toc.ncx", number, says, point.find(f"{NCX}content").get("src"))

    def _link(self, kind: str, at: str, number: int, says: str, href: str) -> Link:
        path, _, target = href.partition("#")
        to = posixpath.normpath(posixpath.join(posixpath.dirname(at), path)) if path else at
        place = self._place(to, target)
        if place is None:
            return Link(kind, at, number, says, to, target, "", "", "")
        words, own = letters(_text(place, "descendant::text() | following::text()")), letters(_text(place))
        return Link(kind, at, number, says, to, target, words, own, place.get("aria-label", ""))

    def _place(self, to: str, target: str) -> Any:
        page = self.pages.get(to)
        if page is None or not target:
            return None if page is None else page.find(f"{XHTML}body")
        return next((element for element in page.iter() if element.get("id") == target), None)


def _kind(name: str, anchor: Any) -> str:
    if anchor.get("role") in _ROLES:
        return _ROLES[anchor.get("role")]
    lists = list(anchor.iterancestors(f"{XHTML}nav"))
    if lists and name == NAV:
        return LISTS.get(lists[0].get("role"), "landmarks")
    return stem if (stem := name.removesuffix(".xhtml")) in _BACK else "reference"


def _text(element: Any, where: str = "descendant::text()") -> str:
    """The text of an element, as far as it is looked at."""
    found: list[str] = []
    for text in element.xpath(where):
        found.append(text)
        if sum(map(len, found)) > _READ:
            break
    return " ".join("".join(found).split())

"""The web skin: every part of the book on one page, in a frame with contents, search and settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from compiler.model import places
from compiler.model.accounts import ledgers
from compiler.model.book import Book
from compiler.model.outline import OutlineEntry
from compiler.model.pages import PageMap, PageReference, PageRole, Rendered, RenderedPage, Resource
from compiler.words.numerals import roman

from .belongings import fonts, pictures
from .contrast import judged
from .coverage import faces_of
from .environment import environment, fill, well_formed
from .layout import Layout
from .page_marks import ROLE, PageMark, xhtml_parser
from .screen import COVER, Screen, screen
from .styles import style_sheet

SCRIPT = "web.js"
_FRAME = "web.html"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_PICTURE = 1200
"""Letters in whose place a picture stands, about."""


def web(
    book: Book,
    layout: Layout,
    outline: Sequence[OutlineEntry],
    cover: bytes | None = None,
    printed: PageMap | None = None,
) -> Rendered:
    """One page with the whole book, its style sheet, script, fonts and pictures; `cover` is its PNG.

    `printed` is the page map of the PDF: the page then bears its marks, each with the addresses `#page-41` and `#p41`, and lists them.
    """
    shown = screen(book, layout, "web", outline, cover is not None, printed)
    short = _short_addresses(shown.marks, shown.where.pages)
    page_list = tuple(PageReference(m.label, m.number, f"#{short[m.id]}", m.front) for m in shown.marks)
    shown.more.update({"page_list": page_list})
    told = ledgers(book)
    shown.more.update({"ledgers": told})
    finished = (*shown.pages(), *((shown.ledger(),) if told else ()))
    frame = well_formed(fill(environment(layout), _FRAME, shown.known("web")), _FRAME)
    tree = _joined(frame, [one.page for one in finished], short)
    rendered = Rendered(
        skin="web",
        pages=(_page(book, tree, [role for one in finished for role in one.page.roles]),),
        resources=_resources(shown, cover, _lengths(tree)),
        words=shown.words,
        page_list=page_list,
        messages=tuple(message for one in finished for message in one.messages),
    )
    return judged(rendered)


def _short_addresses(marks: Iterable[PageMark], taken: Mapping[str, str]) -> dict[str, str]:
    """The short id of each mark (`p41`, `piv`), by the long one; another sign behind it where the book has that id."""
    found: dict[str, str] = {}
    for mark in marks:
        short = f"p{roman(mark.number) if mark.front else mark.number}"
        while short in taken:
            short += "-"
        found[mark.id] = short
    return found


def _joined(frame: str, pages: Iterable[RenderedPage], short: Mapping[str, str]) -> Any:
    """The frame's tree with what the pages hold in its `main`, a division each that says its language and direction."""
    root = etree.fromstring(frame.encode(), xhtml_parser())
    main = next(root.iter(f"{_XHTML}main"))
    for page in pages:
        body = etree.fromstring(page.html.encode(), xhtml_parser()).find(f"{_XHTML}body")
        part = etree.SubElement(main, f"{_XHTML}div", {"class": f"part {body.get('class')}"})
        if page.language != root.get("lang"):
            part.set("lang", page.language)
        part.set("dir", page.direction)
        part.extend(list(body))
        part.tail = "\n"
    for mark in [e for e in main.iter(f"{_XHTML}span") if e.get("role") == ROLE]:
        _address(mark, short[mark.get("id")])
    for note in [e for e in main.iter(f"{_XHTML}aside") if e.get("role") == "doc-footnote"]:
        # In a package this makes pop-ups of them; on a page each would be a landmark.
        note.tag = f"{_XHTML}div"
    return root


def _address(mark: Any, short: str) -> None:
    """Gives a mark its second address: an element around it, since one has one id. What knows no roles of books hears a separator."""
    around = etree.Element(f"{_XHTML}span", {"id": short})
    around.tail, mark.tail = mark.tail, None
    mark.getparent().replace(mark, around)
    around.append(mark)
    mark.set("role", f"{ROLE} separator")
    before = around.getprevious()
    if before is not None and not before.tail and len(before) and before[0].get("role") == mark.get("role"):
        mark.set("class", "again")


def _page(book: Book, tree: Any, roles: Iterable[PageRole]) -> RenderedPage:
    return RenderedPage(
        id="web",
        roles=tuple(dict.fromkeys(roles)),
        title=book.record.title,
        html=etree.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"),
        language=book.record.language,
        direction=book.direction,
    )


def _lengths(tree: Any) -> Iterator[int]:
    """About how many letters each part takes the room of: a browser that has not laid it out yet keeps so much free."""
    main = next(tree.iter(f"{_XHTML}main"))
    for part in main:
        yield sum(_PICTURE if places.name_of(e) == "img" else 0 for e in part.iter()) + len("".join(part.itertext()))


def _resources(shown: Screen, cover: bytes | None, lengths: Iterable[int]) -> tuple[Resource, ...]:
    book, layout = shown.book, shown.layout
    faces = faces_of(layout, "web", book)
    sheet = style_sheet(layout, "web", book, faces)
    rooms = "".join(f".part:nth-child({n}) {{ --letters: {count} }}\n" for n, count in enumerate(lengths, 1))
    return (
        replace(sheet, data=sheet.data + rooms.encode()),
        *fonts(layout, faces),
        *((Resource(COVER, "image/png", cover),) if cover is not None else ()),
        *pictures(book),
        Resource(SCRIPT, "text/javascript", layout.read(SCRIPT)),
    )

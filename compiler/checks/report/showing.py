"""The pages of a PDF as a contact sheet with marks, each leading to its message."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence

from lxml import etree

from compiler.messages import Level

from .elements import apart, element
from .marks import Mark
from .pictures import Picture, Pictures

_PAD = 3.0
"""Points around what is marked."""


def page_id(book: int, page: int) -> str:
    """What a page is called in the report."""
    return f"b{book}-page-{page}"


def sheet(book: int, drawn: Pictures, marks: Sequence[Mark], levels: Mapping[str, Level]) -> etree._Element | None:
    """The contact sheet of the book with the number `book`; None where nothing could be drawn. `levels` are those of messages."""
    if not drawn.pages:
        return None
    by_page: dict[int, list[Mark]] = {}
    for mark in marks:
        by_page.setdefault(mark.page, []).append(mark)
    figures = [_page(book, picture, by_page.get(picture.page, []), levels) for picture in drawn.pages]
    parts = [element("h3", "Pages"), element("div", *figures, class_="sheet")]
    lacking = drawn.count - len(drawn.pages)
    if lacking:
        parts.append(element("p", f"{lacking:,} further pages are not shown."))
    return element("section", *parts, class_="pages")


def _page(book: int, picture: Picture, marks: Sequence[Mark], levels: Mapping[str, Level]) -> etree._Element:
    address = f"data:image/jpeg;base64,{b64encode(picture.jpeg).decode('ascii')}"
    named = ", ".join(mark.message for mark in marks)
    alt = f"Page {picture.label}" + (f", marked with {named}" if marks else "")
    image = element("img", src=address, alt=alt, loading="lazy")
    places = [_mark(mark, picture, levels.get(mark.message, "info")) for mark in marks]
    caption = element("figcaption", "page ", apart(picture.label))
    if picture.label != str(picture.page):
        caption.append(element("span", f" (sheet {picture.page})"))
    kind = "page faulty" if picture.large else "page"
    return element(
        "figure", element("div", image, *places, class_="drawn"), caption, id=page_id(book, picture.page), class_=kind
    )


def _mark(mark: Mark, picture: Picture, level: Level) -> etree._Element:
    left, bottom, right, top = mark.box or (0.0, 0.0, picture.width, picture.height)
    edges = (
        ("left", (left - _PAD) / picture.width),
        ("top", (picture.height - top - _PAD) / picture.height),
        ("right", (picture.width - right - _PAD) / picture.width),
        ("bottom", (bottom - _PAD) / picture.height),
    )
    style = ";".join(f"{name}:{min(max(share, 0), 0.98) * 100:.2f}%" for name, share in edges)
    kind = f"mark {level}" + ("" if mark.box else " whole")
    return element("a", element("span", mark.message), href=f"#m{mark.message}", class_=kind, style=style)

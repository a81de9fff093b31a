"""Tables become the model's tables; tables that only lay a page out are opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from compiler.model.content import Cell, Inlines, Row, Table
from compiler.model.walk import text_of

from .furniture import why_dropped
from .inlines import inlines_of, lines
from .scope import Page, Scope
from .tree import Element, first, inner, is_blank, roles, style, tag, words_in

_SPAN = re.compile(r"\s*\+?(\d{1,5})")
_ALIGN = re.compile(r"text-align:(left|right|center)")
_MAX_SPAN = 1000
_LONG = 300
_COLUMNS = 200


def is_layout(table: Element) -> bool:
    """True for a table that only places things: told so, of one cell, or with tables, headings or long texts in its cells."""
    if roles(table) & {"presentation", "none"}:
        return True
    if first(table, "th", "caption", "thead") is not None:
        return False
    cells = list(own_cells(table))
    if len(cells) < 2:
        return True
    if first(table, "table", "h1", "h2", "h3", "figure", "ul", "ol", "article") is not None:
        return True
    return any(sum(len(words_in(found)) for found in inner(cell, "p")) > _LONG for cell in cells)


def own_rows(table: Element) -> Iterator[tuple[str, Element]]:
    """The rows of the table itself, each with the name of its group (`thead`, `tbody`, `tfoot`, or `table`)."""
    for child in table:
        if tag(child) == "tr":
            yield "table", child
        elif tag(child) in {"thead", "tbody", "tfoot"} and not why_dropped(child):
            yield from ((tag(child), found) for found in child if tag(found) == "tr")


def own_cells(table: Element) -> Iterator[Element]:
    for _, row in own_rows(table):
        yield from (cell for cell in row if tag(cell) in {"td", "th"})


def table(page: Page, element: Element, scope: Scope, caption: Inlines = ()) -> Table | None:
    """The table with head and body; None if nothing is in it. `caption` is what a figure round it says."""
    inside = scope.inside(element)
    found = next((child for child in element if tag(child) == "caption"), None)
    if found is not None:
        caption = inlines_of(page, lines(found), inside.inside(found))
    head: list[Row] = []
    body: list[Row] = []
    foot: list[Row] = []
    rows = [(group, found) for group, found in own_rows(element) if not _dropped(page, found)]
    for index, (group, found) in enumerate(rows):
        row = _row(page, found, inside, len(rows) - index)
        is_head = group == "thead" or (
            (group == "table" or not head) and not body and _all_headers(found, row, len(rows))
        )
        (head if is_head and not body else foot if group == "tfoot" else body).append(row)
    head, body = _filled(head), _filled(body + foot)
    text = "\n".join([text_of(caption)] + [text_of(cell.content) for row in head + body for cell in row])
    if is_blank(text) and not any(cell.content for row in head + body for cell in row):
        return None
    return Table(head=tuple(head), body=tuple(body), caption=caption, **page.place(inside, text, page.origin(element)))


def _dropped(page: Page, row: Element) -> bool:
    reason = why_dropped(row)
    if reason:
        page.drop(row, reason)
    return bool(reason)


def _filled(rows: list[Row]) -> list[Row]:
    """Rows of cells; a row without any is none."""
    return [row for row in rows if row]


def _all_headers(element: Element, row: Row, rows: int) -> bool:
    """A first row of header cells only, none of which heads a row, with others below it."""
    scopes = {(cell.get("scope") or "").lower() for cell in element if tag(cell) == "th"}
    return bool(row) and rows > 1 and all(cell.header for cell in row) and not scopes & {"row", "rowgroup"}


def _row(page: Page, element: Element, scope: Scope, below: int) -> Row:
    inside = scope.inside(element)
    cells = [
        _cell(page, found, inside, below)
        for found in element
        if tag(found) in {"td", "th"} and not _dropped(page, found)
    ]
    return tuple(cells[:_COLUMNS])


def _cell(page: Page, element: Element, scope: Scope, below: int) -> Cell:
    inside = scope.inside(element)
    content = inlines_of(page, lines(element), inside)
    text = text_of(content)
    rows = _span(element, "rowspan")
    return Cell(
        content=content,
        header=tag(element) == "th",
        columns=max(1, _span(element, "colspan")),
        rows=min(rows or below, below),
        align=_align(element),
        language=inside.language_for(text),
        direction=inside.direction_for(text),
    )


def _span(element: Element, name: str) -> int:
    """The span as stated, 1 if it is none, bounded; 0 means all rows below (HTML, 4.9.11)."""
    match = _SPAN.match(element.get(name) or "1")
    return min(int(match[1]), _MAX_SPAN) if match else 1


def _align(element: Element) -> Literal["", "left", "right", "center"]:
    match = _ALIGN.search(style(element))
    said = match[1] if match else (element.get("align") or "").lower()
    return "left" if said == "left" else "right" if said == "right" else "center" if said == "center" else ""

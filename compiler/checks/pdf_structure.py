"""The structure of a tagged PDF: heads of tables with their scope, headings in steps, tags that readers know, links in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from compiler.messages import Message

from .pdf_places import Printed

_HEADING = re.compile(r"/H([1-6])")
_NAMES = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD
THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form
DocumentFragment Aside Title FENote Sub Em Strong Artifact
"""
_STANDARD = frozenset(_NAMES.split())
"""Structure types of ISO 32000-1, 14.8.4, and of ISO 32000-2."""


class Structure:
    """Looks at structure elements one after the other, in the order of the document."""

    def __init__(self, book: Printed, root: pikepdf.Dictionary) -> None:
        self._book = book
        self._roles = root.get("/RoleMap", pikepdf.Dictionary())
        self._level = 0
        self._unknown: set[str] = set()

    def look_at(self, element: pikepdf.Dictionary, kind: str, page: int | None) -> Iterator[Message]:
        """What is wrong with the next element."""
        role = self._role(kind)
        heading = _HEADING.fullmatch(role)
        if heading:
            yield from self._heading(element, int(heading[1]), page)
        elif role == "/TH" and not (_attribute(element, "/Scope") or "/ID" in element):
            text, hint = "the head of a table does not say what it is the head of", "give it /Scope /Column or /Row"
            yield self._book.found("pdf-table-scope", text, hint, page=page, thing=element, level="warning")
        elif role == "/Table":
            yield from self._table(element, page)
        elif role.removeprefix("/") not in _STANDARD and kind not in self._unknown and "/NS" not in element:
            self._unknown.add(kind)
            text = f"readers do not know the tag {kind.removeprefix('/')!r}"
            hint = "map it to a standard one in the /RoleMap"
            yield self._book.found("pdf-tag-unknown", text, hint, page=page, thing=element)

    def _heading(self, element: pikepdf.Dictionary, level: int, page: int | None) -> Iterator[Message]:
        before, self._level = self._level, level
        if before and level > before + 1:
            text = f"a heading of level {level} follows one of level {before}"
            hint = "go down one level at a time"
            yield self._book.found("pdf-heading-gap", text, hint, page=page, thing=element, level="warning")

    def _table(self, table: pikepdf.Dictionary, page: int | None) -> Iterator[Message]:
        rows = list(self._rows(table))
        cells = [cell for row in rows for cell in children(row)]
        if len(rows) < 2 or len(cells) <= len(rows):
            return
        if not any(self._role(str(cell.get("/S", ""))) == "/TH" for cell in cells):
            text = f"a table of {len(rows)} rows has no heads of columns or rows"
            hint = "tag the cells of its head as TH with /Scope"
            yield self._book.found("pdf-table-headers", text, hint, page=page, thing=table, level="warning")

    def _rows(self, table: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
        for child in children(table):
            role = self._role(str(child.get("/S", "")))
            if role == "/TR":
                yield child
            elif role in ("/THead", "/TBody", "/TFoot"):
                yield from (row for row in children(child) if self._role(str(row.get("/S", ""))) == "/TR")

    def _role(self, kind: str) -> str:
        """The standard type that a type stands for."""
        for _ in range(8):
            if kind.removeprefix("/") in _STANDARD or not kind or kind not in self._roles:
                return kind
            kind = str(self._roles[kind])
        return kind


def children(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """The structure elements that stand in an element itself."""
    kids = element.get("/K")
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _attribute(element: pikepdf.Dictionary, name: str) -> bool:
    """True if an element has an attribute (ISO 32000-2, 14.7.6), by itself or by a class."""
    held = element.get("/A")
    listed = list(held) if isinstance(held, pikepdf.Array) else [held]
    return "/C" in element or any(isinstance(one, pikepdf.Dictionary) and name in one for one in listed)

"""Tags written into a PDF under way: structure elements, the tree from marked content to them, identifiers (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from .tags import EMPTY_ALLOWED, Annotated, Mark, Tag


def finished(top: Tag) -> Tag:
    """The tree with notes in their places, without empty tags, with tables whose rows are equally long."""
    for tag in list(walk(top)):
        tag.kids += tag.notes
        tag.notes = []
        if tag.kind == "Link" and not any(isinstance(kid, Annotated) for kid in tag.kids):
            tag.kind = "Span"
    _prune(top)
    for tag in walk(top):
        if tag.kind == "Table":
            _fill(tag)
    return top


def walk(top: Tag) -> Iterator[Tag]:
    """Every tag, parents first, in reading order."""
    yield top
    for kid in [*top.tags, *top.notes]:
        yield from walk(kid)


def _prune(tag: Tag) -> None:
    for kid in tag.tags:
        _prune(kid)
    tag.kids = [kid for kid in tag.kids if not isinstance(kid, Tag) or kid.kids or kid.kind in EMPTY_ALLOWED]


def _fill(table: Tag) -> None:
    """Adds empty cells to rows that end early: all rows of a table have the same columns (ISO 14289-1, 7.5)."""
    rows = [row for row in walk(table) if row.kind == "TR"]
    taken: list[set[int]] = [set() for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.tags:
            wide, tall = cell.attributes.get("ColSpan", 1), cell.attributes.get("RowSpan", 1)
            while column in taken[number]:
                column += 1
            for below in taken[number : number + tall]:
                below.update(range(column, column + wide))
    width = max((max(columns) + 1 for columns in taken if columns), default=0)
    for row, columns in zip(rows, taken, strict=True):
        for _ in range(width - len(columns)):
            row.add("TD")


def continued(before: str, text: str, new_line: bool) -> str:
    """`before` and `text`, parted by the space that the end of a line has swallowed."""
    gap = " " if before and new_line and not before[-1:].isspace() and not text[:1].isspace() else ""
    return before + gap + text


def make_artifacts(content: list[Any], numbers: set[int]) -> None:
    """Turns the pieces of a page's marked content that have these numbers into artifacts (ISO 32000-1, 14.8.2.2)."""
    for place, part in enumerate(content):
        if isinstance(part, dict) and part.get("MCID") in numbers:
            content[place - 1] = "/Artifact"
            content[place] = pydyf.Dictionary({"Type": "/Layout"})


def write(pdf: Any, top: Tag, pages: int) -> None:
    """Writes the tree into the engine's PDF."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    writing = _Writing(pdf, pages)
    root["K"] = pydyf.Array([writing.element(top, root, "")])
    root["ParentTree"] = writing.parents()
    if writing.identifiers:
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(writing.names())})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _Writing:
    def __init__(self, pdf: Any, pages: int) -> None:
        self._pdf = pdf
        self._marks: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self._annotations: list[tuple[Any, bytes]] = []
        self.identifiers: dict[str, bytes] = {}

    def element(self, tag: Tag, parent: Any, language: str) -> bytes:
        """The reference of the structure element of `tag`, with all below it; `language` is that of its parent."""
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{tag.kind}", "P": parent.reference})
        self._pdf.add_object(made)
        page = next((kid.page for kid in tag.kids if not isinstance(kid, Tag)), None)
        if page is not None:
            made["Pg"] = self._pdf.page_references[page]
        if tag.language and tag.language != language:
            made["Lang"] = pydyf.String(tag.language)
        self._say(tag, made)
        made["K"] = pydyf.Array([self._kid(kid, made, page, tag.language or language) for kid in tag.kids])
        reference: bytes = made.reference
        return reference

    def _say(self, tag: Tag, made: Any) -> None:
        for key, text in (("Alt", tag.alternative), ("ActualText", tag.actual), ("ID", tag.identifier)):
            if text:
                made[key] = pydyf.String(text)
        if tag.identifier:
            self.identifiers[tag.identifier] = made.reference
        if tag.attributes:
            values = {
                key: pydyf.Array(value) if isinstance(value, list) else value for key, value in tag.attributes.items()
            }
            made["A"] = pydyf.Dictionary(values)

    def _kid(self, kid: Tag | Mark | Annotated, made: Any, page: int | None, language: str) -> Any:
        if isinstance(kid, Tag):
            return self.element(kid, made, language)
        if isinstance(kid, Annotated):
            self._annotations.append((kid.annotation, made.reference))
            return pydyf.Dictionary(
                {"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": self._pdf.page_references[kid.page]}
            )
        self._marks[kid.page][kid.number] = made.reference
        if kid.page == page:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self._pdf.page_references[kid.page], "MCID": kid.number})

    def parents(self) -> Any:
        """The number tree from marked content and annotations to their elements."""
        numbers: list[Any] = []
        for page, marks in enumerate(self._marks):
            numbers += [page, pydyf.Array([marks.get(one, "null") for one in range(max(marks, default=-1) + 1)])]
        for number, (annotation, reference) in enumerate(self._annotations, len(self._marks)):
            annotation["StructParent"] = number
            numbers += [number, reference]
        made = pydyf.Dictionary({"Nums": pydyf.Array(numbers)})
        self._pdf.add_object(made)
        return made.reference

    def names(self) -> Iterator[Any]:
        for identifier, reference in sorted(self.identifiers.items(), key=lambda item: _key(item[0])):
            yield from (pydyf.String(identifier), reference)


def _key(identifier: str) -> bytes:
    """Name trees are sorted by the bytes of their keys."""
    return identifier.encode() if identifier.isascii() else b"\xfe\xff" + identifier.encode("utf-16-be")

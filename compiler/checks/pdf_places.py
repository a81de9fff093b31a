"""Places in a PDF: labels of pages, named destinations, links and the outline, and which page each of them means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pikepdf
import pypdfium2

from compiler.messages import Level, Message, Origin

UNREADABLE = (
    pikepdf.PdfError,
    pypdfium2.PdfiumError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What is raised where a PDF is not what it should be."""
MAX_DEPTH = 60
"""Trees in a PDF that are deeper are made to confuse."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: its page (from 1) and rectangle; an inner `target`, or an `address`, or the name of another action.

    `thing` is the annotation itself.
    """

    page: int
    box: tuple[float, float, float, float]
    target: pikepdf.Object | None = None
    address: str = ""
    action: str = ""
    thing: pikepdf.Object | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """An open PDF. `numbers` gives the number (from 1) of a page by the number of its object."""

    name: str
    pdf: pikepdf.Pdf
    numbers: dict[tuple[int, int], int]
    destinations: dict[str, pikepdf.Object]
    links: tuple[Link, ...]

    def found(
        self,
        code: str,
        text: str,
        hint: str,
        *,
        page: int | None = None,
        level: Level = "error",
        thing: pikepdf.Object | None = None,
    ) -> Message:
        """A message about this file, a page of it, and the object in it."""
        message = found(self.name, code, text, hint, page=page, level=level)
        if thing is None or not thing.is_indirect or message.origin is None:
            return message
        return replace(message, origin=replace(message.origin, key=f"object {thing.objgen[0]}"))

    def page_of(self, target: pikepdf.Object | None) -> int | None:
        """The number of the page that a destination means, by name or by itself; None if it means none."""
        for _ in range(4):  # a name may lead to a dictionary, that to an array
            if isinstance(target, pikepdf.Dictionary):
                target = target.get("/D")
            elif isinstance(target, pikepdf.String | pikepdf.Name):
                target = self.destinations.get(
                    str(target).removeprefix("/") if isinstance(target, pikepdf.Name) else str(target)
                )
        if not isinstance(target, pikepdf.Array) or not len(target):
            return None
        page = target[0]
        return self.numbers.get(page.objgen) if isinstance(page, pikepdf.Dictionary) else None

    def page_with(self, thing: pikepdf.Object) -> int | None:
        """The number of the first page that is, names or uses an object; None if none does by itself."""
        number = thing.objgen
        if number in self.numbers or not thing.is_indirect:
            return self.numbers.get(number)
        return next((index for index, page in enumerate(self.pdf.pages, 1) if number in _used(page)), None)

    def outline(self) -> Iterator[tuple[str, pikepdf.Object | None]]:
        """Title and target of each entry of the outline, parents first."""
        yield from _entries(self.pdf.Root.get("/Outlines"), 0)

    def label(self, number: int) -> str:
        """The label of the page `number` (from 1)."""
        return str(self.pdf.pages[number - 1].label)


def _used(page: pikepdf.Page) -> set[tuple[int, int]]:
    """The numbers of the annotations of a page, and of the fonts, pictures and forms that it names."""
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    groups = [resources.get(name) for name in ("/Font", "/XObject")]
    used = [value for group in groups if isinstance(group, pikepdf.Dictionary) for _, value in group.items()]
    annotations = page.obj.get("/Annots")
    used += list(annotations) if isinstance(annotations, pikepdf.Array) else []
    return {value.objgen for value in used if isinstance(value, pikepdf.Object)}


def found(name: str, code: str, text: str, hint: str, *, page: int | None = None, level: Level = "error") -> Message:
    return Message(code, level, text, hint, Origin(name, page, page, "page") if page else Origin(name))


def printed(pdf: pikepdf.Pdf, name: str) -> Printed:
    """The places of an open PDF."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return Printed(name, pdf, numbers, dict(_destinations(pdf)), tuple(_links(pdf)))


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Those of PDF 1.1 (a dictionary) and of the name tree (ISO 32000-2, 12.3.2.4)."""
    old = pdf.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        yield from ((name.removeprefix("/"), value) for name, value in old.items())
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and isinstance(names.get("/Dests"), pikepdf.Dictionary):
        yield from ((str(name), value) for name, value in pikepdf.NameTree(names.Dests).items())


def _links(pdf: pikepdf.Pdf) -> Iterator[Link]:
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Link":
                yield _link(annotation, number)


def _link(annotation: pikepdf.Dictionary, page: int) -> Link:
    a, b, c, d = (float(edge) for edge in annotation.Rect.as_list())
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    action = annotation.get("/A")
    if not isinstance(action, pikepdf.Dictionary):
        return Link(page, box, target=annotation.get("/Dest"), thing=annotation)
    kind = str(action.get("/S", ""))
    if kind == "/GoTo":
        return Link(page, box, target=action.get("/D"), thing=annotation)
    return Link(page, box, address=str(action.get("/URI", "")), action=kind, thing=annotation)


def _entries(parent: pikepdf.Object | None, depth: int) -> Iterator[tuple[str, pikepdf.Object | None]]:
    entry = parent.get("/First") if isinstance(parent, pikepdf.Dictionary) else None
    seen: set[tuple[int, int]] = set()
    while isinstance(entry, pikepdf.Dictionary) and entry.objgen not in seen and depth < MAX_DEPTH:
        seen.add(entry.objgen)
        action = entry.get("/A")
        target = action.get("/D") if isinstance(action, pikepdf.Dictionary) else entry.get("/Dest")
        yield str(entry.get("/Title", "")), target
        yield from _entries(entry, depth + 1)
        entry = entry.get("/Next")

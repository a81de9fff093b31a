"""Named destinations of all fragments in one tree, and the links that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from compiler.messages import Message, Origin
from compiler.model.pages import PageMap, page_id

from .structure import name_string, name_tree, sort_key, tree_of

INTERNAL = "bayaz-internal:"
RELATIVE = "bayaz:"


class Destinations:
    """Where every id of the book is. `take` each fragment, then `connect` its links, then `close`."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._places: dict[str, Array] = {}
        self._homes: dict[str, str] = {}
        self.messages: list[Message] = []

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._places

    def __getitem__(self, identifier: str) -> Array:
        """The place as a destination array: page, left and top in points (ISO 32000-2, 12.3.2.2)."""
        return Array(list(self._places[identifier]))

    def take(self, source: Pdf, pages: Sequence[Page], fragment: str) -> None:
        """Takes the named destinations of `source`, whose pages were copied as `pages`."""
        numbers = {page.obj.objgen: number for number, page in enumerate(source.pages)}
        for name, place in name_tree(source.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())):
            if name in self._places:
                text = f"the id {name!r} is in {self._homes[name]} and again in {fragment}"
                self.messages.append(
                    Message("anchor-duplicate", "error", text, "ids are unique in the book", Origin(fragment))
                )
                continue
            self._places[name] = Array([pages[numbers[place[0].objgen]].obj, *list(place)[1:]])
            self._homes[name] = fragment

    def take_pages(self, pdf: Pdf, pagemap: PageMap) -> None:
        """A destination for the top of each page that is not blank, under the name that it has in every skin."""
        for page, printed in zip(pdf.pages, pagemap.pages, strict=True):
            if not printed.blank:
                name = page_id(printed, pagemap.blocks)
                self._places[name] = Array([page.obj, Name.XYZ, 0, page.obj.MediaBox[3], 0])

    def connect(self, pages: Sequence[Page], fragment: str) -> None:
        """Links between fragments lead to their destinations; a link that leads nowhere is an error."""
        for link in _links(pages):
            address = str(link.A.URI) if "/A" in link and "/URI" in link.A else ""
            if address.startswith(INTERNAL):
                self._lead(link, unquote(address.removeprefix(INTERNAL)), fragment)
            elif address.startswith(RELATIVE):
                self._dangling(address.removeprefix(RELATIVE).lstrip("/"), link, fragment)

    def close(self) -> None:
        """Writes the tree into the catalogue."""
        ordered = sorted(self._places.items(), key=lambda item: sort_key(item[0]))
        entries = [(name_string(name), place) for name, place in ordered]
        if entries:
            self._pdf.Root.Names = Dictionary(Dests=self._pdf.make_indirect(tree_of(self._pdf, entries, "/Names")))

    def _lead(self, link: Object, target: str, fragment: str) -> None:
        if target not in self._places:
            self._dangling(f"#{target}", link, fragment)
            return
        del link["/A"]
        link.Dest = name_string(target)

    def _dangling(self, target: str, link: Object, fragment: str) -> None:
        text = f"a link leads to {target}, which is nowhere in the book"
        hint = "correct the target, or take the link away"
        self.messages.append(
            Message("link-dangling", "error", text, hint, Origin(fragment), quote=str(link.get("/Contents", "")))
        )


def _links(pages: Sequence[Page]) -> Iterator[Object]:
    for page in pages:
        for annotation in page.obj.get("/Annots", Array()):
            if annotation.get("/Subtype") == Name.Link:
                yield annotation

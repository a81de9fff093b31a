"""A fragment made ready to be joined: its objects with blanks for their numbers, and what the book's own trees take from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from compiler.model.pages import Fragment, NumberPlace

from .numbering import STREAMS
from .objects import Blanked, Objects, Taker, entries_of, said_of
from .trees import LEAF, kids_of, name_tree, number_tree

INTERNAL = "bayaz-internal:"
RELATIVE = "bayaz:"


class PagePiece(NamedTuple):
    """A page: its dictionary, open within the XObjects of its resources, its contents, and its box (ISO 32000-2, 7.7.3.3)."""

    at: int
    head: Blanked
    contents: Blanked
    box: bytes

    @property
    def top(self) -> bytes:
        """The height of its upper edge, in points."""
        return self.box.split()[-2]


class Place(NamedTuple):
    """A named destination or a bookmark: its name, its page in the fragment, and how that is shown (ISO 32000-2, 12.3.2.2)."""

    name: str
    page: int
    view: bytes


class Lead(NamedTuple):
    """A link that leaves its fragment: to which id of the book, or to what that none can lead to, and its words."""

    target: str
    lost: bool
    said: str


class Leaf(NamedTuple):
    """A leaf of the parent tree (ISO 32000-2, 14.7.5.4): its index, its first and its last key."""

    at: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A fragment taken apart; indices are those of the table of its `objects`.

    `part` and `node` are outside: the element above its `tops`, and the node above its pages. `notes` are elements by their ids, and
    `numbers` the streams in which the number of the chapter is drawn when it is known.
    """

    id: str
    objects: Objects
    part: int
    node: int
    pages: tuple[PagePiece, ...]
    language: str | None
    tops: tuple[int, ...]
    leaves: tuple[Leaf, ...]
    notes: tuple[tuple[str, int], ...]
    numbers: tuple[tuple[int, NumberPlace], ...]
    roles: dict[str, str]
    places: tuple[Place, ...]
    leads: tuple[Lead, ...]
    marks: tuple[Place, ...]


def taken_apart(part: Fragment) -> Piece:
    """What is kept of a fragment's PDF to be joined."""
    with Pdf.open(BytesIO(part.pdf)) as pdf:
        leads = tuple(_turned_inwards(pdf.pages))
        tree = pdf.Root.get("/StructTreeRoot", Dictionary())
        above, node = pdf.make_indirect(Dictionary()), pdf.make_indirect(Dictionary())
        tops = [kid for top in kids_of(tree) for kid in (kids_of(top) if top.get("/S") == Name.Document else [top])]
        for top in tops:
            top.P = above
        parents = sorted(number_tree(tree.get("/ParentTree", Dictionary())))
        taker = Taker(pdf, parents[-1][0] + 1 if parents else 0, [above, node, *(page.obj for page in pdf.pages)])
        places = list(pdf.Root.get(f"/{STREAMS}", Array()))
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        pages = tuple(_page(taker, page, node) for page in pdf.pages)
        names = pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
        return Piece(
            id=part.id,
            part=taker.index(above),
            node=taker.index(node),
            pages=pages,
            language=str(pdf.Root.Lang) if "/Lang" in pdf.Root else None,
            tops=tuple(taker.index(top) for top in tops),
            leaves=tuple(_leaves(taker, parents)),
            notes=tuple((str(one.ID), taker.index(one)) for _, one in name_tree(tree.get("/IDTree", Dictionary()))),
            numbers=tuple((taker.index(one), place) for one, place in zip(places, part.numbers, strict=True)),
            roles={role: str(standard) for role, standard in tree.get("/RoleMap", Dictionary()).items()},
            places=tuple(_place(name, place, numbers) for name, place in name_tree(names)),
            leads=leads,
            marks=tuple(_place(title, place, numbers) for title, place in _own_marks(pdf)),
            objects=taker.objects(),
        )


# --- pages ---


def _page(taker: Taker, page: Page, node: Object) -> PagePiece:
    held = page.obj
    resources = held.get("/Resources", Dictionary())
    pictures = entries_of(resources.get("/XObject", Dictionary()))
    shared = entries_of(resources, "/XObject")
    own = entries_of(held, "/Type", "/Parent", "/Contents", "/Resources")
    head = b"<< /Type /Page /Parent %b %b /Resources << %b /XObject << %b" % (node.unparse(), own, shared, pictures)
    contents = held.get("/Contents", Array())
    parts = contents if isinstance(contents, Array) else [contents]
    drawn = b" ".join(one.unparse() for one in parts)
    return PagePiece(taker.index(held), taker.text(head), taker.text(drawn), said_of(held.MediaBox))


def _turned_inwards(pages: Iterable[Page]) -> Iterator[Lead]:
    """Links alone are kept on the pages: files and forms are nothing that a book has. Those to ids lead to named destinations."""
    for page in pages:
        if "/Annots" in page.obj:
            page.obj.Annots = Array([one for one in page.obj.Annots if one.get("/Subtype") == Name.Link])
        for link in page.obj.get("/Annots", Array()):
            address = str(link.A.URI) if "/A" in link and "/URI" in link.A else ""
            said = str(link.get("/Contents", ""))
            if address.startswith(INTERNAL):
                target = unquote(address.removeprefix(INTERNAL))
                del link["/A"]
                link.Dest = target
                yield Lead(target, False, said)
            elif address.startswith(RELATIVE):
                yield Lead(address.removeprefix(RELATIVE).lstrip("/"), True, said)


# --- trees ---


def _leaves(taker: Taker, parents: Sequence[tuple[int, Object]]) -> Iterator[Leaf]:
    for start in range(0, len(parents), LEAF):
        leaf = parents[start : start + LEAF]
        first, last = leaf[0][0], leaf[-1][0]
        entries = b" ".join(b"{%d} %b" % (key, value.unparse()) for key, value in leaf)
        yield Leaf(taker.more(b"<< /Limits [ {%d} {%d} ] /Nums [ %b ] >>" % (first, last, entries)), first, last)


def _place(name: str, place: Object, numbers: dict[tuple[int, int], int]) -> Place:
    return Place(name, numbers[place[0].objgen], b" ".join(said_of(one) for one in list(place)[1:]))


def _own_marks(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """Title and place of each first-level bookmark."""
    mark: Object | None = pdf.Root.get("/Outlines", Dictionary()).get("/First")
    while mark is not None:
        place = mark.get("/Dest")
        if isinstance(place, Array):
            yield str(mark.Title), place
        mark = mark.get("/Next")

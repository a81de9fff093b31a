"""What lies between the book and its writers: layouts, rendered pages, fragments and the page map."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Literal

from compiler.bidi import Direction
from compiler.messages import Message
from compiler.words import Words
from compiler.words.numerals import roman

from .back import PartKind
from .places import Point

Skin = Literal["print", "ebook", "web"]
PageRole = (
    Literal["cover", "titlepage", "imprint", "provenance", "contents", "chapter", "colophon", "ledger"] | PartKind
)
Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that rendered pages name: `name` is its path beside them (`fonts/…`, `images/…`, `style.css`)."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """One XHTML document: a file of the EPUB, or one print fragment.

    `html` is a whole document whose links to others in the book are `href()` of the skin. `roles` are those of its parts, in
    order: a print fragment may hold the whole front matter. `own` are files that are there for this page: they stand before those
    of the same name that all pages share. One that `continues` goes on with the part that the page before it began.
    """

    id: str
    roles: tuple[PageRole, ...]
    title: str
    html: str = field(repr=False)
    language: str = "en"
    direction: Direction = "ltr"
    own: tuple[Resource, ...] = ()
    continues: bool = False


@dataclass(frozen=True, slots=True)
class PageReference:
    """An entry of the page list: the folio and its number, the address of its mark in this skin, whether it is of the front matter."""

    label: str
    number: int
    href: str
    front: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A book in one skin: its pages in reading order, every resource that they name, and what Bayaz speaks in it.

    `page_list` leads to the beginnings of the printed pages, in their order; empty where nothing was printed.
    """

    skin: Skin
    pages: tuple[RenderedPage, ...]
    resources: tuple[Resource, ...]
    words: Words = field(default_factory=Words, repr=False)
    page_list: tuple[PageReference, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The page of a layout: width and height in CSS points (1/72 inch), and where chapters may open."""

    width: float
    height: float
    two_sided: bool = True
    opening: Literal["right", "any"] = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """The place at which a page begins: `points` in every element with an id that it stands in, outermost first.

    `pictures` are those of the innermost that stand before it, and `leads` is True if nothing of it does. `cut` means that the
    page begins within a hyphenated word. `words` are the letters that follow.
    """

    points: tuple[Point, ...]
    pictures: int = 0
    leads: bool = False
    cut: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentPage:
    """One page of a fragment: the ids on it in order with their height from the top in points; `blank` if nothing stands on it.

    `start` is where its text begins and `notes` where those at its foot do; None where it has none.
    """

    anchors: tuple[tuple[str, float], ...] = ()
    blank: bool = False
    opening: bool = False
    text: str = field(default="", repr=False)
    start: PageStart | None = None
    notes: PageStart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPlace:
    """A place that a fragment leaves for the number of its chapter, and how it is written there: in `size` pixels, in one font.

    Each digit from 0 to 9 has one of `codes` (four figures of base 16) and of `widths`, in thousandths of the size. It is so many
    pixels wide where it stands `alone` or last; `before` has how far 2 begins after the beginning of 4 at place 42. The number is held
    `at` so many pixels from where its form begins, `align` of its own width to the left of that: 0 if it begins there, 1 if it ends.
    """

    font: str
    size: float
    at: float
    align: float
    codes: tuple[str, ...]
    widths: tuple[int, ...]
    alone: tuple[float, ...]
    before: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A rendered page laid out as PDF, without folios: the bytes of a whole PDF, and what is on each of its pages.

    A pure function of (html, resources, engine version). `numbers` are the places where the number of the chapter will stand.
    """

    id: str
    pdf: bytes = field(repr=False)
    pages: tuple[FragmentPage, ...]
    numbers: tuple[NumberPlace, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """One page of the finished PDF: `index` from 0, its folio as printed (`iv`, `17`), its side, and where it begins.

    `number` is the folio's: 4 for `iv` and 17 for `17`.
    """

    index: int
    number: int
    label: str
    side: Side
    fragment: str
    opening: bool = False
    blank: bool = False
    front: bool = False
    start: PageStart | None = field(default=None, repr=False)
    notes: PageStart | None = field(default=None, repr=False)


def page_id(page: PrintedPage, taken: Container[str]) -> str:
    """The address of a printed page in every skin: `page-iv`, `page-41`, whatever digits folios are in; none of `taken`."""
    name = f"page-{roman(page.number) if page.front else page.number}"
    while name in taken:
        name += "-"
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMap:
    """Which block starts on which printed page. `blocks` maps every id to the index of its page, `heights` to points from its top.

    `turns` tells of each id that goes on over a page's turn after how many of its own letters, and to which page.
    """

    pages: tuple[PrintedPage, ...]
    blocks: dict[str, int]
    heights: dict[str, float]
    turns: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def label(self, identifier: str) -> str:
        """The folio of the page on which the block stands; empty for an id that is not in the book."""
        index = self.blocks.get(identifier)
        return "" if index is None else self.pages[index].label

    def page_at(self, identifier: str, offset: int = 0) -> int | None:
        """The index of the page on which the letter of the block stands that `offset` of its own letters go before.

        Own letters are those that `places.letters` leaves of the text that the block itself holds, in its order: numbers and
        calls of notes are none, nor is what blocks inside it hold. None for an id that is not in the book.
        """
        passed = [index for turn, index in self.turns.get(identifier, ()) if turn <= offset]
        return passed[-1] if passed else self.blocks.get(identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What is drawn on a printed page beside its text: folio and running heads, empty where the layout shows none."""

    side: Side
    label: str
    running_left: str = ""
    running_right: str = ""
    opening: bool = False
    blank: bool = False
    front: bool = False
    direction: Direction = "ltr"

"""Marks of the printed pages in the pages of another skin, each at the very word at which the printed page begins.

They are set into pages that are already rendered: title pages, contents, records and openings are no content of the model, and begin
pages as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from compiler.messages import Message, Origin
from compiler.model import places
from compiler.model.book import Book
from compiler.model.content import Facsimile
from compiler.model.pages import PageMap, PageStart, PrintedPage, RenderedPage, page_id
from compiler.model.places import Piece
from compiler.model.walk import blocks_deep
from compiler.words import Words, gettext_noop

_XHTML = "http://www.w3.org/1999/xhtml"
_TYPE = "{http://www.idpf.org/2007/ops}type"
# NOTE: what a page of the book shows: a page of a captured PDF
_ORIGINAL = gettext_noop("{page} = original p. {n}")
ROLE = "doc-pagebreak"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_STRICT = frozenset({"nav", "table", "ul", "ol", "dl", "tr", "thead", "tbody", "tfoot"})
"""Elements that may not begin with a mark: it goes to their first word."""
_IN_LINES = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "i",
        "img",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
    }
)
"""Elements of which lines are made; the others are blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """The beginning of a printed page: its folio, the id and name of its mark, the rendered page that the mark stands on."""

    id: str
    label: str
    number: int
    name: str
    home: str
    start: PageStart
    front: bool = False

    @property
    def href(self) -> str:
        return f"{self.home}.xhtml#{self.id}"


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with its marks, and a message for each that could not be set at its very word."""

    page: RenderedPage
    messages: tuple[Message, ...] = ()


def page_marks(pages: PageMap, book: Book, homes: Mapping[str, str], words: Words) -> tuple[PageMark, ...]:
    """A mark for each printed page that holds anything, in their order; blank ones have none.

    `homes` tells which rendered page an id stands on. Ids are `page-iv` and `page-41` whatever digits the folios are in.
    """
    originals = {block.id: block.page for block in _blocks(book) if isinstance(block, Facsimile)}
    made: list[PageMark] = []
    for page, start in _begun(pages.pages):
        home = next((homes[point.block] for point in reversed(start.points) if point.block in homes), "")
        original = originals.get(start.points[-1].block) if start.points else None
        name = words(_ORIGINAL, page=page.label, n=original) if original else page.label
        made.append(
            PageMark(
                id=page_id(page, homes),
                label=page.label,
                number=page.number,
                name=name,
                home=home,
                start=start,
                front=page.front,
            )
        )
    return tuple(mark for mark in made if mark.home)


def marked(page: RenderedPage, marks: Sequence[PageMark]) -> Marked:
    """`page` with its own of `marks` in it. A place that it does not have is told, and the nearest one taken."""
    own = [mark for mark in marks if mark.home == page.id]
    if not own:
        return Marked(page)
    tree = etree.fromstring(page.html.encode(), xhtml_parser()).getroottree()
    root = tree.getroot()
    run = tuple(places.pieces(root))
    spots = [_spot(root, run, mark) for mark in own]
    ordered = sorted(zip(spots, own, strict=True), key=lambda pair: pair[0].order)
    # From the last to the first: what stands before a mark keeps its place.
    for spot, mark in ordered[::-1]:
        _insert(spot, _element(mark))
    messages = tuple(_astray(page, mark) for spot, mark in zip(spots, own, strict=True) if not spot.exact)
    return Marked(replace(page, html=_written(tree)), messages)


def _begun(pages: Sequence[PrintedPage]) -> Iterator[tuple[PrintedPage, PageStart]]:
    """Each page that holds something, and where it begins.

    One that holds nothing but the rest of a note begins in the note if no text of its chapter follows, else where the
    text goes on: marks are in reading order, and notes stand at the end of an e-book's chapter.
    """
    for place, page in enumerate(pages):
        if page.start:
            yield page, page.start
        elif page.notes:
            later = (other for other in pages[place + 1 :] if other.fragment == page.fragment)
            yield page, next((other.start for other in later if other.start), page.notes)


def _blocks(book: Book) -> Iterator[Any]:
    for chapter in book.chapters:
        yield from blocks_deep(chapter.blocks)


# --- where a mark goes ---


@dataclass(frozen=True, slots=True, order=True)
class _Order:
    """Its place in the page: which piece of it, and which character of that."""

    piece: int
    index: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """Before the character `index` of the text of `element` (after its child `after`); or as `first` in it, or `before` it."""

    element: Any
    after: Any
    index: int
    order: _Order
    first: bool = False
    before: bool = False
    exact: bool = True


def _spot(root: Any, run: tuple[Piece, ...], mark: PageMark) -> _Spot:
    start, (point, *outer) = mark.start, reversed(mark.start.points)
    home = next((e for e in root.iter() if e.get("id") == point.block), None)
    if home is None:
        return _nearest(root, run, replace(mark, start=replace(start, points=tuple(reversed(outer)))))
    if start.leads and places.name_of(home) not in _STRICT:
        inside = next((n for n, piece in enumerate(run) if _holds(home, piece.element)), -1)
        within = _first_block(home, run[inside].element) if inside >= 0 else home
        return _Spot(within, None, 0, _Order(inside, -1), first=True)
    piece = places.found(run, point, start.pictures)
    if piece is None:
        return replace(_after(home, run), exact=start.leads)
    number = run.index(piece)
    if piece.picture:
        return _Spot(piece.element, None, 0, _Order(number, -1), before=True)
    if not start.words and number and not (beside := run[number - 1]).counted:
        # The page begins with what stands beside the words: the number of a heading.
        return _Spot(_first_block(root, beside.element), None, 0, _Order(number - 1, -1), first=True)
    passed = point.offset - piece.points[-1].offset
    exact = _agree(places.letters(piece.text)[passed:], start.words)
    index = _word(piece.text, places.after(piece.text, passed)) if start.cut else places.after(piece.text, passed)
    return _Spot(piece.element, piece.after, index, _Order(number, index), exact=exact)


def _first_block(home: Any, element: Any) -> Any:
    """The block of `home` that holds its first words: a mark before a block could stay behind when the block goes to the next page."""
    while element is not home and places.name_of(element) in _IN_LINES:
        element = element.getparent()
    return home if places.name_of(element) in _STRICT else element


def _nearest(root: Any, run: tuple[Piece, ...], mark: PageMark) -> _Spot:
    """The place in what stands around an element that this page does not have."""
    if mark.start.points:
        return replace(_spot(root, run, mark), exact=False)
    body = next(e for e in root.iter() if places.name_of(e) == "body")
    return _Spot(body, None, 0, _Order(-1, -1), first=True, exact=False)


def _after(home: Any, run: tuple[Piece, ...]) -> _Spot:
    """Behind the last words of `home`, or as the first thing in it if it has none."""
    own = [(n, piece) for n, piece in enumerate(run) if not piece.picture and _holds(home, piece.element)]
    if not own:
        return _Spot(home, None, 0, _Order(-1, -1), before=True)
    number, piece = own[-1]
    return _Spot(piece.element, piece.after, len(piece.text), _Order(number, len(piece.text)))


def _holds(outer: Any, inner: Any) -> bool:
    return outer is inner or any(ancestor is outer for ancestor in inner.iterancestors())


def _agree(found: str, printed: str) -> bool:
    length = min(len(found), len(printed))
    return found[:length].casefold() == printed[:length].casefold()


def _word(text: str, index: int) -> int:
    """The beginning of the next whole word, or the end of the text: a word that a page cuts is heard whole, before the mark."""
    rest = text[index:]
    cut = next((n for n, character in enumerate(rest) if character.isspace()), len(rest))
    following = rest[cut:].lstrip()
    return index + (len(rest) - len(following) if following else cut)


# --- writing ---


def _element(mark: PageMark) -> Any:
    made = etree.Element(f"{{{_XHTML}}}span")
    made.set(_TYPE, "pagebreak")
    made.set("role", ROLE)
    made.set("id", mark.id)
    made.set("aria-label", mark.name)
    return made


def _insert(spot: _Spot, made: Any) -> None:
    if spot.before:
        anchor = spot.element
        while (before := anchor.getprevious()) is not None and before.get("role") == ROLE and not before.tail:
            anchor = before
        anchor.addprevious(made)
    elif spot.after is not None:
        text = spot.after.tail or ""
        # The tail goes along with an element that is put behind another.
        spot.after.tail = None
        spot.after.addnext(made)
        spot.after.tail, made.tail = text[: spot.index], text[spot.index :]
    else:
        text = spot.element.text or ""
        spot.element.text, made.tail = text[: spot.index], text[spot.index :]
        spot.element.insert(0, made)


def xhtml_parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def _written(tree: Any) -> str:
    """The page as XHTML whose empty elements have end tags: some e-readers take it for HTML."""
    for element in tree.iter(etree.Element):
        if element.text is None and not len(element) and etree.QName(element).localname not in _VOID:
            element.text = ""
    body = etree.tostring(tree.getroot(), encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tree.docinfo.doctype}\n{body}\n'


def _astray(page: RenderedPage, mark: PageMark) -> Message:
    text = f"page {mark.label} of the PDF begins with “{mark.start.words}”, which is not found there in the e-book"
    hint = "let the layout's templates write the same words in both skins; its mark stands as near as could be told"
    return Message("page-mark-astray", "warning", text, hint, Origin(f"{page.id}.xhtml"))

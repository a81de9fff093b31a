"""Front and back matter in print: each as one page to be laid out, or, where they are long, in parts that are laid out apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from compiler.model.back_parts import back_parts
from compiler.model.book import Book
from compiler.model.outline import OutlineEntry
from compiler.model.pages import PageMap, PageRole, RenderedPage

from .addresses import Addresses, addresses
from .back_matter import ListedFigures, content_context, entries
from .composing import context, words_of
from .coverage import names_of
from .environment import environment, fill, well_formed
from .indexing import page_spots, printed_places
from .layout import Folders, Layout

Item = TypeVar("Item")

MANY = 24
"""Chapters of a book from which on its front and back matter are laid out in parts."""
LINES = 400
"""Entries of the contents or of the list of figures after which another page is begun, so that no process has too many at once."""
RECORDS = 48
"""So of the records in the colophon, which are longer."""
_OPENING, _CONTENTS, _COLOPHON = "front", "contents", "colophon"
_NO_PAGES = PageMap(pages=(), blocks={}, heights={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What a page of front or back matter shows: which parts, and of a part that several pages share whether it `begins` and `ends`
    here, and `more` names for the template.
    """

    id: str
    template: str
    shown: frozenset[str]
    begins: bool = True
    ends: bool = True
    more: dict[str, Any] = field(default_factory=dict)


def is_in_parts(book: Book, layout: Layout) -> bool:
    """True if front and back matter are laid out in parts: where there is much of them, a page has no side, and the templates are ours.

    The pages are the same, but that a long list begins a new one now and then.
    """
    ours = Folders(layout.folders[-2:])
    shared = all(layout.find(name) == ours.find(name) for name in ("front.html", "back.html"))
    return shared and not layout.sheet.two_sided and len(book.chapters) >= MANY


# --- front matter ---


def front_page(book: Book, layout: Layout, outline: Sequence[OutlineEntry], pagemap: PageMap) -> RenderedPage:
    """All of it: cover, title page, imprint, provenance and contents, with the folios that `pagemap` tells."""
    shown = frozenset({_OPENING, _CONTENTS})
    return _page(
        book, layout, Stretch(id="front", template="front.html", shown=shown), _of_front(book, layout, outline, pagemap)
    )


def opening_page(book: Book, layout: Layout) -> RenderedPage:
    """What stands before the contents; it names no page."""
    stretch = Stretch(id="front", template="front.html", shown=frozenset({_OPENING}))
    return _page(book, layout, stretch, _of_front(book, layout, (), _NO_PAGES))


def contents_pages(
    book: Book, layout: Layout, outline: Sequence[OutlineEntry], pagemap: PageMap
) -> Iterator[RenderedPage]:
    """The contents, with the folios that `pagemap` tells."""
    names = _of_front(book, layout, outline, pagemap)
    runs = in_runs(outline, _entries, LINES)
    for stretch in _stretches(_CONTENTS, "front.html", "outline", runs):
        yield _page(book, layout, stretch, names)


def _of_front(book: Book, layout: Layout, outline: Sequence[OutlineEntry], pagemap: PageMap) -> dict[str, Any]:
    return {"outline": outline, "folio": pagemap.label, "font_names": names_of(layout, book)}


def _entries(entry: OutlineEntry) -> int:
    return 1 + sum(map(_entries, entry.children))


# --- back matter ---


def back_page(book: Book, layout: Layout, pagemap: PageMap) -> RenderedPage:
    """All of it: its parts and the colophon, with the folios that `pagemap` tells."""
    shown = frozenset({*back_parts(book), _COLOPHON})
    return _page(book, layout, Stretch(id="back", template="back.html", shown=shown), _of_back(book, layout, pagemap))


def part_pages(book: Book, layout: Layout, pagemap: PageMap) -> Iterator[RenderedPage]:
    """The parts of the back matter but the colophon, with the folios that `pagemap` tells."""
    names = _of_back(book, layout, pagemap)
    for kind in back_parts(book):
        groups: tuple[ListedFigures, ...] = names["listed_figures"] if kind == "figures" else ()
        runs = in_runs(groups, lambda group: len(group.figures), LINES)
        for stretch in _stretches(kind, "back.html", "listed_figures", runs):
            yield _page(book, layout, stretch, names)


def colophon_pages(book: Book, layout: Layout) -> Iterator[RenderedPage]:
    """The colophon; it names no page."""
    names = _of_back(book, layout, _NO_PAGES)
    for stretch in _stretches(_COLOPHON, "back.html", "recorded", in_runs(book.chapters, lambda _: 1, RECORDS)):
        yield _page(book, layout, stretch, names)


def _of_back(book: Book, layout: Layout, pagemap: PageMap) -> dict[str, Any]:
    words = words_of(book, layout, book.record.language)
    places = printed_places(pagemap, pagemap.blocks, page_spots(pagemap, pagemap.blocks))
    return content_context(book, words, places) | {"folio": pagemap.label, "recorded": book.chapters}


# --- pages ---


def in_runs(items: Sequence[Item], size: Callable[[Item], int], most: int) -> list[tuple[Item, ...]]:
    """`items` in runs, each ended by the one with which it reaches the size `most`; at least one, which may be empty."""
    runs, taken = [list[Item]()], 0
    for item in items:
        if taken >= most:
            runs, taken = [*runs, []], 0
        runs[-1].append(item)
        taken += size(item)
    return [tuple(run) for run in runs]


def _stretches(kind: str, template: str, name: str, runs: Sequence[tuple[object, ...]]) -> Iterator[Stretch]:
    """A stretch for each run of what the template calls `name`; no chapter has an id with a point in it."""
    for number, run in enumerate(runs, 1):
        yield Stretch(
            id=kind if number == 1 else f"{kind}.{number}",
            template=template,
            shown=frozenset({kind}),
            begins=number == 1,
            ends=number == len(runs),
            more={name: run},
        )


def _page(book: Book, layout: Layout, stretch: Stretch, names: dict[str, Any]) -> RenderedPage:
    where: Addresses = addresses(book, "print")
    told = {"shown": stretch.shown, "begins": stretch.begins, "ends": stretch.ends}
    # Links within a part of several pages lead through the book as those to other parts do.
    page = stretch.id if len(stretch.shown) > 1 else ""
    html = fill(
        environment(layout), stretch.template, context(book, layout, "print", where, page) | names | stretch.more | told
    )
    return RenderedPage(
        id=stretch.id,
        roles=tuple(_roles(book, stretch)),
        title=_title(book, layout, stretch),
        html=well_formed(html, stretch.template),
        language=book.record.language,
        direction=book.direction,
        continues=not stretch.begins,
    )


def _roles(book: Book, stretch: Stretch) -> Iterator[PageRole]:
    if _OPENING in stretch.shown:
        yield from ("cover", "titlepage", "imprint", "provenance")
    if _CONTENTS in stretch.shown:
        yield "contents"
    yield from (kind for kind in back_parts(book) if kind in stretch.shown)
    if _COLOPHON in stretch.shown:
        yield "colophon"


def _title(book: Book, layout: Layout, stretch: Stretch) -> str:
    if stretch.template == "front.html":
        return book.record.title
    titles = {entry.id: entry.title for entry in entries(book, words_of(book, layout, book.record.language))}
    return next(title for kind, title in titles.items() if kind in stretch.shown)

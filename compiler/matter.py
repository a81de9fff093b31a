"""What stands around the chapters in print: front and back matter, which name pages of theirs and of each other, folios and heads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from compiler import render
from compiler.asking import Progress
from compiler.keeping import Part, Workshop, all_laid_out, laid_out
from compiler.messages import Message
from compiler.model.back_parts import reaches_front
from compiler.model.book import Book
from compiler.model.outline import outline
from compiler.model.pages import Fragment, Furniture, PageMap, Rendered
from compiler.printing import pagemap
from compiler.printing.drawings import Drawings
from compiler.store import Store
from compiler.words import Numerals

BATCH = 128
"""Pages whose furniture is laid out together: a moment's work in little memory, and few copies of the letters that all of them need."""
Parts = tuple[Part, ...]
Tell = Callable[[int], None]


class Bound(NamedTuple):
    """All parts of a book in their order, the page map of all, folios and heads of all pages, and what is to be said of these and of
    front and back matter.
    """

    parts: Parts
    pages: PageMap
    drawings: tuple[Drawings, ...]
    messages: tuple[Message, ...]


class _Made(NamedTuple):
    """What was laid out of some pages, and what is to be said of them."""

    parts: Parts
    messages: tuple[Message, ...]

    @property
    def drawings(self) -> tuple[Drawings, ...]:
        return tuple(part.drawings() for part in self.parts)


@dataclass(frozen=True, slots=True)
class Setting:
    """The book in a layout, the chapters as they were laid out, and where results are made and kept.

    `opening` and `colophon` are what was laid out with them of a book in parts: all that names no page.
    """

    book: Book
    layout: render.Layout
    shop: Workshop
    body: Parts
    opening: Parts = ()
    colophon: Parts = ()

    def survey(self) -> tuple[PageMap, tuple[Message, ...]]:
        """The pages of the chapters and the back matter with their folios, and what is to be said of the latter."""
        named = self._number(self.opening, self.body)
        back = self._back(named)
        return self._number((), (*self.body, *back.parts, *self.colophon)), back.messages

    def bound(self) -> Bound:
        return self._in_parts() if self.opening else self._whole()

    def _whole(self) -> Bound:
        """The contents name the pages of the back matter, and its list of figures and index may name pages of the front matter: then
        that is laid out before as well, since the length of the contents moves nothing that stands before them.
        """
        draft = self._front(self._number((), self.body)).parts if reaches_front(self.book) else ()
        back = self._back(self._number(draft, self.body))
        rest = (*self.body, *back.parts)
        front = self._front(self._number((), rest))
        pages = self._number(front.parts, rest)
        (around,) = self._laid_out(self._furniture(self._beside(pages)))
        said = (*back.messages, *front.messages, *around.messages)
        return Bound((*front.parts, *rest), pages, around.drawings, tuple(dict.fromkeys(said)))

    def _in_parts(self) -> Bound:
        """The folios of the chapters are drawn while the back matter is laid out, and those of the back matter beside the contents."""
        named = self._number(self.opening, self.body)
        inner = [one for one in self._beside(named) if not one.front]
        back, within = self._laid_out(render.back_in_parts(self.book, self.layout, named), self._furniture(inner))
        rest = (*self.body, *back.parts, *self.colophon)
        named = self._number(self.opening, rest)
        outer = [one for one in self._beside(named) if not one.front][len(inner) :]
        listed = render.contents(self.book, self.layout, outline(self.book), named)
        contents, behind = self._laid_out(listed, self._furniture(outer))
        front = (*self.opening, *contents.parts)
        pages = self._number(front, rest)
        (before,) = self._laid_out(self._furniture([one for one in self._beside(pages) if one.front]))
        said = (message for made in (back, contents, before, within, behind) for message in made.messages)
        drawn = (*before.drawings, *within.drawings, *behind.drawings)
        return Bound((*front, *rest), pages, drawn, tuple(dict.fromkeys(said)))

    def _number(self, front: Parts, rest: Parts) -> PageMap:
        book = self.book
        numerals = Numerals(book.record.language, book.record.numerals)
        return pagemap.number(_fragments(front), _fragments(rest), self.layout.sheet, book.direction, numerals)

    def _front(self, pages: PageMap) -> _Made:
        return self._laid_out(render.front(self.book, self.layout, outline(self.book), pages))[0]

    def _back(self, pages: PageMap) -> _Made:
        make = render.back_in_parts if self.opening else render.back
        return self._laid_out(make(self.book, self.layout, pages))[0]

    def _beside(self, pages: PageMap) -> tuple[Furniture, ...]:
        named = (*render.front_entries(self.book, self.layout), *render.back_entries(self.book, self.layout))
        return pagemap.furniture(pages, self.book, self.layout.sheet, named)

    def _furniture(self, beside: Sequence[Furniture]) -> Rendered:
        batches = (beside[start : start + BATCH] for start in range(0, len(beside), BATCH))
        return render.furniture(self.book, self.layout, *batches)

    def _laid_out(self, *several: Rendered) -> tuple[_Made, ...]:
        return tuple(together(self.shop, several, {}, lambda _: None))


def set_chapters(
    book: Book, layout: render.Layout, shop: Workshop, progress: Progress
) -> tuple[Setting, tuple[Message, ...]]:
    """The chapters laid out, and with them of a book in parts what names no page; and what is to be said of them."""
    ahead = (render.opening(book, layout), render.colophon(book, layout)) if render.is_in_parts(book, layout) else ()
    chapters, before = render.chapters(book, layout), sum(len(one.pages) for one in ahead)
    count = len(chapters.pages)
    progress("laying out", 0, count)

    def tell(done: int) -> None:
        progress("laying out", max(0, done - before), count)

    # What is longest comes first, so that no process is left with it in the end.
    *around, body = together(shop, (*ahead, chapters), dict(book.captures), tell)
    said = tuple(message for made in (*around, body) for message in made.messages)
    return Setting(book, layout, shop, body.parts, *(made.parts for made in around)), said


def together(shop: Workshop, several: Sequence[Rendered], captures: Mapping[str, bytes], tell: Tell) -> Iterator[_Made]:
    """Each of several laid out, side by side with the others; `tell` is told how many pages are."""
    pages = [page for one in several for page in one.pages]
    resources = {resource.name: resource for one in several for resource in one.resources}
    made = enumerate(all_laid_out(shop, pages, tuple(resources.values()), captures), 1)
    for one in several:
        parts: list[Part] = []
        for done, part in islice(made, len(one.pages)):
            parts.append(part)
            tell(done)
        yield _Made(tuple(parts), (*one.messages, *(message for part in parts for message in part.fragment.messages)))


def one(rendered: Rendered, store: Store) -> Fragment:
    """The single page of `rendered`, laid out."""
    return laid_out(store, rendered.pages[0], rendered.resources)


def _fragments(parts: Parts) -> tuple[Fragment, ...]:
    return tuple(part.fragment for part in parts)

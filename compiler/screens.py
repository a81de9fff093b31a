"""The EPUB and the web page of a book, and what both are made of; the heavy parts of it are kept for the next build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from compiler import files, render, versions
from compiler.ebook import pictures, pixels
from compiler.ebook.package import package, unkept_claims
from compiler.finishing import fonts
from compiler.matter import one
from compiler.messages import LayoutError, Message, errors
from compiler.model.book import Book
from compiler.model.outline import outline
from compiler.model.pages import PageMap, Resource
from compiler.printing.pictures import PagePicture, drawn, page_pictures, with_facsimile_pictures
from compiler.store import NO_STORE, Store, name_of
from compiler.web import page

_PICTURES = ("pillow", "pypdfium2", "lxml", "pikepdf")
_FONTS = ("fonttools", "brotli", "zopfli")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A book whose pictures are fit for screens, its cover drawn, and what is to be said of them."""

    book: Book
    cover: bytes
    messages: tuple[Message, ...]
    store: Store = NO_STORE


def ready_for_screens(book: Book, layout: render.Layout, store: Store = NO_STORE) -> Ready:
    """What the EPUB and the web page are made of. Raises `LayoutError` for letters that no face has."""
    fail_where_letters_are_missing(book, layout)
    kept = _Kept(store)
    book, made_ready = pictures.with_ready_pictures(book, kept.made_ready)
    rendered = render.cover(book, layout)
    cover = one(rendered, store)
    engine = versions.of("pypdfium2", "pillow", code=("printing/pictures.py",))
    shown = store.made(name_of("cover", engine, cover.pdf), bytes, partial(drawn, cover))
    book = with_facsimile_pictures(book, kept.page_pictures)
    return Ready(book=book, cover=shown, messages=(*made_ready, *cover.messages), store=store)


def fail_where_letters_are_missing(book: Book, layout: render.Layout) -> None:
    """A book with an empty box in it is not made: raises `LayoutError` with every character of every chapter that no face has."""
    lacking = render.missing(book, layout)
    if lacking:
        raise LayoutError((*book.messages, *lacking))


def ebook(
    book: Book, layout: render.Layout, printed: PageMap | None = None, pdf: str = "", ready: Ready | None = None
) -> tuple[bytes, tuple[Message, ...]]:
    """The EPUB, its cover drawn from the layout, and what is to be said about it.

    With the page map of the PDF that is called `pdf` it has that one's page numbers; without it has none.
    """
    ready = ready or ready_for_screens(book, layout)
    rendered = render.ebook(ready.book, layout, outline(ready.book), ready.cover, printed)
    messages = _fail_on_errors((*ready.messages, *rendered.messages))
    data = package(rendered, ready.book, pdf, _Kept(ready.store).cut)
    return data, (*messages, *unkept_claims(rendered, ready.book))


def web_page(
    book: Book, layout: render.Layout, printed: PageMap | None = None, ready: Ready | None = None
) -> tuple[bytes, tuple[Message, ...]]:
    """The whole edition as one HTML file, with the PDF's page numbers where its page map is given; and what is to be said of it."""
    ready = ready or ready_for_screens(book, layout)
    rendered = render.web(ready.book, layout, outline(ready.book), ready.cover, printed)
    messages = _fail_on_errors((*ready.messages, *rendered.messages))
    return page(rendered, _Kept(ready.store).cut), messages


def _fail_on_errors(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    if errors(messages):
        raise LayoutError(messages)
    return messages


@dataclass(frozen=True, slots=True)
class _Kept:
    """What takes long, from the store where it is there."""

    store: Store

    def made_ready(self, data: bytes, most: int) -> pixels.Made | None:
        """A picture for e-readers; that it is none is kept too."""
        engine = versions.of(*_PICTURES, code=("ebook/pixels.py", "ebook/metadata_free.py", "files.py"))
        name = name_of("picture", engine, str(most), files.sha256(data))
        found = self.store.made(name, tuple[pixels.Made, ...], lambda: _as_run(pixels.made_ready(data, most)))
        return found[0] if found else None

    def cut(self, font: Resource, wanted: fonts.Letters) -> bytes:
        """A font with the letters of the book and no others."""
        engine = versions.of(*_FONTS, code=("finishing/fonts.py",))
        asked = ("".join(sorted(wanted.letters)), " ".join(wanted.features), str(wanted.compressed))
        name = name_of("font", engine, font.name, files.sha256(font.data), *asked)
        return self.store.made(name, bytes, lambda: fonts.cut(font, wanted))

    def page_pictures(self, data: bytes, numbers: Sequence[int]) -> tuple[PagePicture, ...]:
        """Pages of a captured PDF as pictures."""
        engine = versions.of("pypdfium2", "pillow", code=("printing/pictures.py",))
        name = name_of("pages", engine, " ".join(map(str, numbers)), files.sha256(data))
        return self.store.made(name, tuple[PagePicture, ...], lambda: page_pictures(data, numbers))


def _as_run(made: pixels.Made | None) -> tuple[pixels.Made, ...]:
    return (made,) if made else ()

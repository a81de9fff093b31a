"""The back of the cover and its spine, as one page for the press."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.model.book import Book
from compiler.model.pages import Rendered, RenderedPage

from .addresses import addresses
from .belongings import fonts
from .composing import context
from .coverage import faces_of
from .environment import environment, fill, well_formed
from .layout import Layout
from .styles import style_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Jacket:
    """The width of the spine in points, whether words stand on it, and the ISBN as it is printed, empty for none.

    `digits` are those of the ISBN; `bars` gives start and width of each black bar in modules, and whether it is a guard.
    """

    spine: float
    titled: bool = True
    isbn: str = ""
    digits: str = ""
    bars: tuple[tuple[int, int, bool], ...] = ()


def jacket(book: Book, layout: Layout, wish: Jacket) -> Rendered:
    """One page `jacket`: the back of the cover, and the spine on the side where the front will join it."""
    where, template = addresses(book, "print"), "jacket.html"
    html = fill(environment(layout), template, context(book, layout, "print", where, "jacket") | {"jacket": wish})
    page = RenderedPage(
        id="jacket",
        roles=("cover",),
        title=book.record.title,
        html=well_formed(html, template),
        language=book.record.language,
        direction=book.direction,
    )
    faces = faces_of(layout, "print", book)
    return Rendered(
        skin="print",
        pages=(page,),
        resources=(style_sheet(layout, "print", book, faces), *fonts(layout, faces)),
    )

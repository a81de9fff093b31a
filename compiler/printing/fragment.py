"""A rendered page laid out by itself: a PDF without folios, and what is on each of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from compiler.model.pages import Fragment, FragmentPage, RenderedPage, Resource

from . import engine, facsimile, markup
from .needs import needs
from .pictures import printable

FURNITURE = "furniture"
"""The id of the page that holds folios and running heads; they are no part of the text, so they have no tags."""
NO_CAPTURES: Mapping[str, bytes] = MappingProxyType({})


def lay_out(
    page: RenderedPage, resources: tuple[Resource, ...], captures: Mapping[str, bytes] = NO_CAPTURES
) -> Fragment:
    """`page` as a PDF of its own: a pure function of what it `needs` and of the versions of the engines.

    `captures` gives the PDFs whose pages its facsimile blocks show. Faults are messages of the fragment; raises `LayoutError`
    where nothing could be laid out.
    """
    needed = needs(page, resources, captures)
    root = markup.tree(page)
    prepared = facsimile.prepare(root, needed.captures, page.id)
    shelf = (*map(printable, needed.resources), *(slot.stand_in for slot in prepared.slots))
    setting = engine.render(markup.html(root), shelf, page.id, tagged=page.id != FURNITURE)
    return Fragment(
        id=page.id,
        pdf=facsimile.place(setting.pdf, prepared.slots, engine.BASE),
        pages=tuple(_page(one, first=number == 0 and not page.continues) for number, one in enumerate(setting.pages)),
        numbers=setting.numbers,
        messages=(*prepared.messages, *markup.untold(root, page.id), *setting.messages),
    )


def _page(page: engine.SetPage, first: bool) -> FragmentPage:
    return FragmentPage(
        anchors=page.anchors,
        blank=page.blank,
        opening=page.opening or first,
        text=page.text,
        start=page.start,
        notes=page.notes,
    )

"""Chapters in any skin: one page each, by the skin's own template, needing nothing of the others."""

from __future__ import annotations

from compiler.model.book import Book
from compiler.model.pages import RenderedPage, Skin

from .addresses import Addresses
from .composing import chapter_context, context
from .environment import environment, fill, well_formed
from .layout import Layout

_TEMPLATES: dict[Skin, str] = {"print": "chapter.html", "ebook": "ebook-chapter.html", "web": "ebook-chapter.html"}


def chapter_pages(book: Book, layout: Layout, skin: Skin, where: Addresses) -> list[RenderedPage]:
    """One page for each chapter, in order. Raises `LayoutError` where the template fails."""
    templates, name = environment(layout), _TEMPLATES[skin]
    return [
        RenderedPage(
            id=chapter.id,
            roles=("chapter",),
            title=chapter.title,
            html=well_formed(
                fill(
                    templates,
                    name,
                    context(book, layout, skin, where, chapter.id) | chapter_context(book, layout, skin, chapter),
                ),
                name,
            ),
            language=chapter.language,
            direction=chapter.direction,
        )
        for chapter in book.chapters
    ]

"""Which parts of the back matter a book has, and the figures that its list of figures names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.remembering import remembered

from .back import PARTS, PartKind
from .book import Book, Chapter
from .content import Blocks, Caption, Figure
from .walk import blocks_deep, captions, text_of


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures with captions of a chapter; of the note at the front where `chapter` is None. Numbers restart in each."""

    chapter: Chapter | None
    figures: tuple[Figure, ...]


@remembered
def figure_groups(book: Book) -> tuple[FigureGroup, ...]:
    """Every figure that has a caption, by chapter, in the order of the text."""
    runs: list[tuple[Chapter | None, Blocks]] = [(None, book.provenance)]
    runs += [(chapter, chapter.blocks) for chapter in book.chapters]
    groups = (FigureGroup(chapter, tuple(_captioned(blocks))) for chapter, blocks in runs)
    return tuple(group for group in groups if group.figures)


def _captioned(blocks: Blocks) -> Iterator[Figure]:
    return (block for block in blocks_deep(blocks) if isinstance(block, Figure) and any(_spoken(block)))


def _spoken(figure: Figure) -> Iterator[Caption]:
    """Its captions that say something."""
    return (caption for caption in figure.captions if caption.short.strip() or text_of(caption.content).strip())


def caption_for(figure: Figure, language: str) -> Caption:
    """The caption that a list of figures in `language` shows: one in that language if there is any, else the first."""
    own = language.split("-", maxsplit=1)[0]
    spoken = tuple(_spoken(figure))
    return next((caption for caption in spoken if caption.language.split("-", maxsplit=1)[0] == own), spoken[0])


def back_parts(book: Book) -> tuple[PartKind, ...]:
    """The parts of the back matter that the book has, in their order.

    One that the editor does not speak of is there when it has something to tell: more than one figure, a name, the sources of
    more than one chapter, an entry of the index; a chronology only where it is asked for.
    """
    back, wishes = book.back, book.back.wishes
    figures = sum(len(group.figures) for group in figure_groups(book))
    there: dict[PartKind, bool] = {
        "figures": figures > (0 if wishes.figures else 1) and wishes.figures is not False,
        "chronology": bool(back.chronology and wishes.chronology),
        "names": bool(back.names) and wishes.names is not False,
        "bibliography": bool(back.bibliography) and _wanted(wishes.bibliography, len(book.chapters) > 1),
        "changes": bool(back.changes),
        "index": bool(back.mentions) and wishes.index is not False,
    }
    return tuple(kind for kind in PARTS if there[kind])


def _wanted(wish: bool | None, otherwise: bool) -> bool:
    return otherwise if wish is None else wish


def reaches_front(book: Book) -> bool:
    """True if the list of figures or the index names something that stands in the front matter."""
    there = {block.id for block in blocks_deep(book.provenance)} | {one.id for one in captions(book.provenance)}
    listed = back_parts(book)
    figures = "figures" in listed and any(group.chapter is None for group in figure_groups(book))
    mentions = (mention for _, run in book.back.mentions for mention in run) if "index" in listed else ()
    return figures or any(mention.block in there for mention in mentions)

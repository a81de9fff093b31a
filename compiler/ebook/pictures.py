"""The book's pictures as e-readers take them: each made ready once, renamed where its kind changed, all of them within a bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from compiler import files
from compiler.messages import Message, Origin
from compiler.model.book import Book, Chapter
from compiler.model.content import Block, Blocks, Figure, Inline, InlineImage, Inlines
from compiler.model.reading import Picture
from compiler.model.walk import map_block_inlines, map_blocks
from compiler.svg import with_ground

from .pixels import MOST_BYTES, Made, made_ready

MOST_OF_ALL = 64 * files.MEGABYTE
"""Bytes of all pictures together: shops take more, and a reader's memory less."""
_LEAST = 64 * 1024
_SUFFIX = {"image/png": ".png", "image/jpeg": ".jpg"}
_DRAWING = "image/svg+xml"


Make = Callable[[bytes, int], Made | None]
"""As `made_ready`."""


def with_ready_pictures(book: Book, make: Make = made_ready) -> tuple[Book, tuple[Message, ...]]:
    """The book with its pictures fit for e-readers, and remarks on what one may see of the change.

    A drawing gets a white ground of its own, since night mode would show its black strokes on black. A picture that cannot be read
    stays as it is. `make` makes one.
    """
    held = {picture.name: picture for picture in _all(book)}
    made = {name: _ready(picture, MOST_BYTES, make) for name, picture in held.items()}
    total = sum(len(one.data) for one in made.values())
    if total > MOST_OF_ALL:
        made = {name: _tighter(held[name], one, total, make) for name, one in made.items()}
    taken = set(held)
    renamed = {name: _name(name, one.media_type, taken) for name, one in made.items()}
    ready = {
        name: Picture(renamed[name], one.data, one.media_type, one.width, one.height) for name, one in made.items()
    }
    return _with(book, ready), tuple(_remark(name, one) for name, one in made.items() if one.changes)


def _ready(picture: Picture, most: int, make: Make) -> Made:
    as_it_is = Made(picture.data, picture.media_type, picture.width, picture.height)
    if picture.media_type == _DRAWING:
        return replace(as_it_is, data=with_ground(picture.data))
    return make(picture.data, most) or as_it_is


def _tighter(picture: Picture, made: Made, total: int, make: Make) -> Made:
    """The picture made anew within its share of what all may take."""
    share = max(_LEAST, len(made.data) * MOST_OF_ALL // total)
    return made if picture.media_type == _DRAWING or len(made.data) <= share else _ready(picture, share, make)


def _name(name: str, media_type: str, taken: set[str]) -> str:
    """`name` with the ending of its new kind, a name that no other picture has."""
    suffix = _SUFFIX.get(media_type, "")
    stem, dot, ending = name.rpartition(".")
    same = not suffix or f".{ending.lower()}" == suffix or (suffix == ".jpg" and ending.lower() == "jpeg")
    if same or not dot:
        return name
    new = f"{stem}{suffix}"
    while new in taken:
        new = f"{new.removesuffix(suffix)}-{ending.lower()}{suffix}"
    taken.add(new)
    return new


def _remark(name: str, made: Made) -> Message:
    text = f"the picture {name} was changed for e-readers: {'; '.join(made.changes)}"
    hint = f"it now has {made.width} × {made.height} pixels and {len(made.data):,} bytes; the PDF has it as it was"
    return Message("image-made-ready", "info", text, hint, Origin(name))


# --- the book with them ---


def _all(book: Book) -> Iterable[Picture]:
    yield from book.pictures
    for chapter in book.chapters:
        yield from chapter.pictures


def _with(book: Book, ready: dict[str, Picture]) -> Book:
    names = {old: picture.name for old, picture in ready.items()}
    show = _renaming(names)

    def in_chapter(chapter: Chapter) -> Chapter:
        pictures = tuple(ready[picture.name] for picture in chapter.pictures)
        notes = map_blocks(chapter.notes, show)
        return replace(chapter, blocks=map_blocks(chapter.blocks, show), notes=notes, pictures=pictures)  # type: ignore[arg-type]  # a note stays a note

    return replace(
        book,
        provenance=map_blocks(book.provenance, show),
        pictures=tuple(ready[picture.name] for picture in book.pictures),
        chapters=tuple(map(in_chapter, book.chapters)),
    )


def _renaming(names: dict[str, str]) -> Callable[[Block], Blocks]:
    def in_line(inline: Inline) -> Inlines:
        return (
            replace(inline, image=names.get(inline.image, inline.image)) if isinstance(inline, InlineImage) else inline,
        )

    def in_block(block: Block) -> Blocks:
        if isinstance(block, Figure):
            block = replace(block, image=names.get(block.image, block.image))
        return (map_block_inlines(block, in_line),)

    return in_block

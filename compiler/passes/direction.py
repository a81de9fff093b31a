"""Directions and languages: each block's from its text, each caption's and cell's from its own, and isolates inside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from compiler.bidi import UNKNOWN, Direction, direction_of, fits, has_rtl, language_direction, language_of
from compiler.model.book import Book, Chapter
from compiler.model.content import (
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    CodeSpan,
    Facsimile,
    Figure,
    Inline,
    Inlines,
    Isolate,
    Table,
)
from compiler.model.walk import block_text, map_block_inlines, map_block_runs, map_blocks, map_inlines, text_of

from .isolates import isolated, quoted

Placed = TypeVar("Placed", Caption, Cell)
_LISTINGS = frozenset({"", "text", "txt", "plain"})
"""What a block of code says of its syntax where it is no code."""
_LATIN = "en"
"""The language of a left-to-right run in a book that has no left-to-right language of its own."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What text is held against: the language and direction around it, and the languages used near it, nearest first.

    Where it is `fixed`, blocks keep that direction, and lines of the other one stand in them as isolates: a list of dates goes the way
    of its book, whatever the titles in it are.
    """

    language: str
    direction: Direction
    near: tuple[str, ...]
    fixed: bool = False

    def tongue(self, text: str, direction: Direction) -> str:
        """The language of a text of this direction, by its letters and, where they do not tell, by what is near."""
        if direction == "ltr":
            return next((tag for tag in self.near if _is_known(tag) and language_direction(tag) == "ltr"), _LATIN)
        return language_of(text, "", (self.language, *self.near))


def settle_directions(book: Book) -> Book:
    """Every block has its language and direction, every run of the other direction its isolate. Idempotent, no text lost."""
    shared = _book_languages(book)
    ground = _ground(book.record.language, shared)
    chapters = tuple(_chapter(chapter, shared) for chapter in book.chapters)
    provenance, back = _settled(book.provenance, ground), book.back.mapped(lambda blocks: _settled(blocks, ground))
    back = replace(back, chronology=_settled(book.back.chronology, replace(ground, fixed=True)))
    return replace(
        book, direction=ground.direction, chapters=chapters, provenance=provenance, back=back, languages=shared
    )


def _chapter(chapter: Chapter, shared: tuple[str, ...]) -> Chapter:
    own = _told("\n".join(_texts((*chapter.blocks, *chapter.notes))))
    ground = _ground(chapter.language, (own, *shared))
    notes = _settled(chapter.notes, ground)
    return replace(
        chapter,
        direction=ground.direction,
        blocks=_settled(chapter.blocks, ground),
        notes=notes,  # type: ignore[arg-type]  # a note stays a note
    )


def _ground(language: str, near: tuple[str, ...]) -> _Ground:
    near = tuple(dict.fromkeys(tag for tag in (language, *near) if tag))
    return _Ground(language, language_direction(language), near)


def _book_languages(book: Book) -> tuple[str, ...]:
    """Languages used in the book: its own, what all its right-to-left text together tells, those of its sources.

    Of these what most are in comes first: where a chapter stands makes no difference to the others.
    """
    texts = (text for chapter in book.chapters for text in _texts((*chapter.blocks, *chapter.notes)))
    told = _told("\n".join(texts))
    counts = Counter(tag for chapter in book.chapters for tag in (chapter.language, chapter.record.language))
    records = sorted(counts, key=lambda tag: (-counts[tag], tag))
    return tuple(dict.fromkeys((book.record.language, told, *records)))


def _texts(blocks: Blocks) -> Iterator[str]:
    return (text for text in map(block_text, blocks) if has_rtl(text))


def _told(text: str) -> str:
    """The right-to-left language that much text together shows; empty where it does not."""
    letters = "".join(c for c in text if not c.isascii())
    told = language_of(letters, "") if has_rtl(letters) else ""
    return told if _is_known(told) else ""


def _is_known(tag: str) -> bool:
    return bool(tag) and tag.split("-", maxsplit=1)[0] != UNKNOWN


def _settled(blocks: Blocks, ground: _Ground) -> Blocks:
    return map_blocks(blocks, lambda block: (_block(block, ground),))


def _block(block: Block, ground: _Ground) -> Block:
    own = _own_ground(block, _words(block), ground)
    block = replace(block, language=own.language, direction=own.direction)
    match block:
        case Figure():
            return replace(block, captions=tuple(_placed(caption, ground) for caption in block.captions))
        case Table():
            head, body = (
                tuple(tuple(_placed(c, own) for c in row) for row in rows) for rows in (block.head, block.body)
            )
            return replace(block, caption=_line(block.caption, own), head=head, body=body)
        case Facsimile():
            return block
        case CodeBlock():
            return _code(block, own)
        case _:
            return map_block_runs(block, lambda run: _line(run, own))


def _line(run: Inlines, own: _Ground) -> Inlines:
    """A line of a block (a verse, a term, an attribution) in its own direction: whole in an isolate where that is another."""
    text = text_of(map_inlines(run, _spoken))
    direction = direction_of(text, own.direction)
    if direction == own.direction:
        return isolated(run, own.direction, own.tongue)
    whole = len(run) == 1 and isinstance(run[0], Isolate) and run[0].direction == direction
    return isolated(run if whole else (Isolate(UNKNOWN, direction, run),), own.direction, own.tongue)


def _words(block: Block) -> str:
    """What decides a block's direction: of a figure the words said for it, since captions have their own; no code in a line."""
    if isinstance(block, Figure):
        return block.alt or "\n".join(text_of(caption.content) for caption in block.captions)
    return block_text(map_block_inlines(block, _spoken))


def _spoken(inline: Inline) -> Inlines:
    return () if isinstance(inline, CodeSpan) else (inline,)


def _code(block: CodeBlock, own: _Ground) -> CodeBlock:
    """Code of a named language goes from left to right, a listing as its words do.

    What quotes right-to-left words has their language, since code is in none of its own and holds no isolates.
    """
    direction = own.direction if block.syntax.lower() in _LISTINGS else "ltr"
    language = own.tongue(quoted(block.text), "rtl") if has_rtl(block.text) else own.tongue("", "ltr")
    return replace(block, direction=direction, language=language)


def _placed(place: Placed, ground: _Ground) -> Placed:
    own = _own_ground(place, text_of(map_inlines(place.content, _spoken)), ground)
    content: Inlines = isolated(place.content, own.direction, own.tongue)
    return replace(place, language=own.language, direction=own.direction, content=content)


def _own_ground(place: Block | Caption | Cell, text: str, ground: _Ground) -> _Ground:
    """The direction of most words, and a language that goes with it: the reader's if it does, else as `tongue` tells."""
    direction = ground.direction if ground.fixed else direction_of(text, ground.direction)
    said = place.language
    if _is_known(said) and language_direction(said) == direction:
        language = said
    elif language_direction(ground.language) == direction and (not has_rtl(text) or fits(ground.language, text)):
        language = ground.language
    else:
        language = ground.tongue(text, direction)
    return _Ground(language, direction, (language, *ground.near))

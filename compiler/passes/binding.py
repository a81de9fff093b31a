"""Binds an edition and what is held of its sources into a book: one chapter a source, with ids and pictures of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from compiler.bidi import UNKNOWN, language_direction
from compiler.messages import Message
from compiler.model.book import Account, Book, Chapter, Rendition
from compiler.model.content import Block, Blocks, Facsimile, Figure, Inline, InlineImage, Inlines
from compiler.model.reading import Document, Picture
from compiler.model.walk import block_inlines, blocks_deep, inlines_deep, map_block_inlines, map_blocks, with_prefix
from compiler.project import ChapterWish, Edition, FigureWish, Source

from .figures import Brought, place

PROVENANCE = "provenance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held of a source, or of the provenance note: a document, its capture's ledger, pictures, and how it is present.

    `prefix` begins the ids of the document's blocks; `wished` are the images of the editor's figures by the figure's id,
    `described` what they show at length.
    """

    document: Document = field(default_factory=Document)
    prefix: str = ""
    rendition: Rendition = "missing"
    account: Account | None = None
    pictures: tuple[Picture, ...] = ()
    wished: Mapping[str, Picture] = field(default_factory=dict)
    described: Mapping[str, Blocks] = field(default_factory=dict)
    facsimiles: tuple[tuple[str, bytes], ...] = ()
    messages: tuple[Message, ...] = ()


def bind(edition: Edition, held: Mapping[str, Held], provenance: Held) -> Book:
    """The book, not yet settled by the passes. `held` has an entry for each source in the order of chapters."""
    bound = [_chapter(wish, edition.source(wish.source), held[wish.source]) for wish in edition.chapters]
    front, front_pictures, front_messages = _content(provenance, PROVENANCE, edition.figures)
    return Book(
        record=edition.record,
        direction=language_direction(edition.record.language),
        provenance=front,
        chapters=tuple(chapter for chapter, _ in bound),
        back=edition.back,
        pictures=front_pictures,
        captures=tuple(
            (_within(wish.source, name), data)
            for wish in edition.chapters
            for name, data in held[wish.source].facsimiles
        ),
        messages=(*front_messages, *(message for _, messages in bound for message in messages)),
    )


def _chapter(wish: ChapterWish, source: Source, held: Held) -> tuple[Chapter, tuple[Message, ...]]:
    record = source.record
    blocks, pictures, messages = _content(held, record.id, source.figures)
    told = "" if held.document.language.startswith(UNKNOWN) else held.document.language
    language = told if held.rendition == "full" else ""
    chapter = Chapter(
        id=record.id,
        record=record,
        rendition=held.rendition,
        title=wish.title or record.title,
        subtitle="" if wish.title else record.subtitle,
        language=language or (record.language if held.rendition == "full" else told) or record.language,
        blocks=blocks,
        pictures=pictures,
        account=held.account,
    )
    return chapter, messages


def _content(
    held: Held, prefix: str, wishes: tuple[FigureWish, ...]
) -> tuple[Blocks, tuple[Picture, ...], tuple[Message, ...]]:
    """Blocks and pictures with names that no other chapter has, the editor's figures placed."""
    blocks = _renamed(with_prefix(held.document.blocks, held.prefix, prefix), prefix)
    wished = {identifier: replace(p, name=_within(prefix, p.name)) for identifier, p in held.wished.items()}
    placed = place(blocks, wishes, Brought(wished, held.described), prefix)
    pictures = (*(replace(p, name=_within(prefix, p.name)) for p in held.pictures), *wished.values())
    used = _image_names(placed.blocks)
    pictures = tuple({p.name: p for p in pictures if p.name in used}.values())
    return placed.blocks, pictures, (*held.messages, *placed.messages)


def _within(prefix: str, name: str) -> str:
    return f"{prefix}-{name}"


def _renamed(blocks: Blocks, prefix: str) -> Blocks:
    def in_line(inline: Inline) -> Inlines:
        if isinstance(inline, InlineImage) and inline.image:
            return (replace(inline, image=_within(prefix, inline.image)),)
        return (inline,)

    def in_block(block: Block) -> Blocks:
        if isinstance(block, Figure) and block.image:
            block = replace(block, image=_within(prefix, block.image))
        elif isinstance(block, Facsimile):
            block = replace(block, capture=_within(prefix, block.capture))
        return (map_block_inlines(block, in_line),)

    return map_blocks(blocks, in_block)


def _image_names(blocks: Blocks) -> set[str]:
    deep = tuple(blocks_deep(blocks))
    inlines = (inline for block in deep for run in block_inlines(block) for inline in inlines_deep(run))
    names = {inline.image for inline in inlines if isinstance(inline, InlineImage)}
    return names | {block.image for block in deep if isinstance(block, Figure)}

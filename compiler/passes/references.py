"""Links inside the book are resolved; one that leads nowhere is reported with its place and keeps only its words."""

from __future__ import annotations

from dataclasses import replace

from compiler.messages import Message
from compiler.model.book import Book
from compiler.model.content import Block, Blocks, Inline, Inlines, Link, NoteRef
from compiler.model.walk import blocks_deep, captions, map_block_inlines, map_blocks, map_inlines, text_of

SOURCE = "source:"


def resolve(book: Book) -> Book:
    """`source:<id>` becomes `#<id>`; `#<id>` must be a block, caption, note or chapter of the book."""
    known = _addresses(book)
    messages: list[Message] = []
    chapters = tuple(
        replace(
            chapter,
            blocks=_resolved(chapter.blocks, known, messages),
            notes=tuple(replace(note, blocks=_resolved(note.blocks, known, messages)) for note in chapter.notes),
        )
        for chapter in book.chapters
    )
    provenance = _resolved(book.provenance, known, messages)
    back = book.back.mapped(lambda blocks: _resolved(blocks, known, messages))
    return replace(book, chapters=chapters, provenance=provenance, back=back, messages=(*book.messages, *messages))


def _addresses(book: Book) -> frozenset[str]:
    known = {chapter.id for chapter in book.chapters}
    for blocks in (
        book.provenance,
        book.back.blocks,
        *((*chapter.blocks, *chapter.notes) for chapter in book.chapters),
    ):
        known.update(block.id for block in blocks_deep(blocks))
        known.update(caption.id for caption in captions(blocks))
    return frozenset(known)


def _resolved(blocks: Blocks, known: frozenset[str], messages: list[Message]) -> Blocks:
    def in_block(block: Block) -> Blocks:
        def follow(inline: Inline) -> Inlines:
            if not isinstance(inline, Link):
                return (inline,)
            target = "#" + inline.target.removeprefix(SOURCE) if inline.target.startswith(SOURCE) else inline.target
            if not target.startswith("#") or target[1:] in known:
                return _apart(replace(inline, target=target))
            messages.append(_dangling(inline, block))
            return inline.content

        return (map_block_inlines(block, follow),)

    return map_blocks(blocks, in_block)


def _apart(link: Link) -> Inlines:
    """A link without links in it, and after it the calls of notes that it held: one link inside another is no HTML."""
    calls: list[Inline] = []

    def part(inline: Inline) -> Inlines:
        if isinstance(inline, NoteRef):
            calls.append(inline)
            return ()
        return inline.content if isinstance(inline, Link) else (inline,)

    content = map_inlines(link.content, part)
    return (*((replace(link, content=content),) if content else ()), *calls)


def _dangling(link: Link, block: Block) -> Message:
    text = f"the link “{text_of(link.content)}” leads to {link.target}, which is not in the book"
    hint = "mend the target, or add the chapter it means; the words are kept without the link"
    return Message("link-dangling", "warning", text, hint, block.origin)

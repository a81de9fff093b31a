"""Bidirectional control characters in a book: balanced ones kept, lone ones taken out and told, overrides told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compiler.bidi import controls
from compiler.messages import Message, Origin, shortened
from compiler.model.book import Book
from compiler.model.content import (
    Block,
    Blocks,
    CodeBlock,
    Emphasis,
    Inline,
    Inlines,
    Isolate,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from compiler.model.walk import block_inlines, blocks_deep, map_block_runs, map_blocks

from .isolates import flat

_NAMES = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip


def settle_controls(book: Book) -> Book:
    """The book without control characters that close nothing or are not closed; each is told, and each override."""
    said = [message for blocks in _all(book) for block in blocks_deep(blocks) for message in _reports(block)]
    if not said:
        return book
    chapters = tuple(
        replace(chapter, blocks=_without_lone(chapter.blocks), notes=_without_lone(chapter.notes))  # type: ignore[arg-type]
        for chapter in book.chapters
    )
    messages = tuple(dict.fromkeys((*book.messages, *said)))
    provenance, back = _without_lone(book.provenance), book.back.mapped(_without_lone)
    return replace(book, chapters=chapters, provenance=provenance, back=back, messages=messages)


def _all(book: Book) -> Iterator[Blocks]:
    yield book.provenance
    yield book.back.blocks
    for chapter in book.chapters:
        yield chapter.blocks
        yield chapter.notes


def _reports(block: Block) -> Iterator[Message]:
    texts = [block.text] if isinstance(block, CodeBlock) else [flat(run) for run in block_inlines(block)]
    for text in texts:
        found = controls(text)
        if found.alone:
            names = ", ".join(dict.fromkeys(_NAMES[text[index]] for index in found.alone))
            yield _report(
                "bidi-unbalanced",
                f"a bidirectional control character stands alone ({names})",
                "it can turn words around; take it out of the source, or close it. The book is made without it",
                block.origin,
                text,
            )
        if found.overrides:
            yield _report(
                "bidi-override",
                "a bidirectional override shows letters in another order than they are stored",
                "read it with care: such text can deceive. It is kept as it is",
                block.origin,
                "".join(c for index, c in enumerate(text) if index not in found.alone),
            )


def _report(code: str, text: str, hint: str, origin: Origin | None, quote: str) -> Message:
    shown = "".join(f"[{_NAMES[c]}]" if c in _NAMES else c for c in quote)
    return Message(code, "warning", text, hint, origin, shortened(shown))


def _without_lone(blocks: Blocks) -> Blocks:
    return map_blocks(blocks, lambda block: (map_block_runs(block, _balanced),))


def _balanced(run: Inlines) -> Inlines:
    alone = frozenset(controls(flat(run)).alone)
    return _without(run, alone, 0) if alone else run


def _without(inlines: Inlines, alone: frozenset[int], at: int) -> Inlines:
    kept: list[Inline] = []
    for inline in inlines:
        length = len(flat((inline,)))
        if isinstance(inline, Text):
            kept.append(Text("".join(c for index, c in enumerate(inline.text, at) if index not in alone)))
        elif isinstance(inline, Emphasis | Strong | Superscript | Subscript | Link | Isolate):
            kept.append(replace(inline, content=_without(inline.content, alone, at)))
        else:
            kept.append(inline)
        at += length
    return tuple(kept)

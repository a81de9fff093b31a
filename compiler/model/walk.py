"""The recursion over content, written once: children, text, mapping, ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import is_
from typing import assert_never

from .content import (
    Block,
    Blocks,
    Caption,
    Cell,
    CodeBlock,
    CodeSpan,
    Definitions,
    Emphasis,
    Facsimile,
    Figure,
    Heading,
    Inline,
    InlineImage,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Rule,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
)

InlineMap = Callable[[Inline], Inlines]
RunMap = Callable[[Inlines], Inlines]
BlockMap = Callable[[Block], Blocks]

_KINDS: dict[type, str] = {
    Heading: "h",
    Paragraph: "p",
    Figure: "fig",
    Table: "t",
    List: "l",
    Definitions: "dl",
    Quote: "q",
    Verse: "v",
    CodeBlock: "code",
    Note: "n",
    Rule: "rule",
    Facsimile: "page",
}


# --- inline ---


def inline_children(inline: Inline) -> Inlines:
    """What stands inside `inline`, empty for a leaf."""
    match inline:
        case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Isolate():
            return inline.content
        case Text() | CodeSpan() | NoteRef() | LineBreak() | InlineImage():
            return ()
        case _:
            assert_never(inline)


def inlines_deep(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, parents before children, in reading order."""
    for inline in inlines:
        yield inline
        yield from inlines_deep(inline_children(inline))


def text_of(inlines: Iterable[Inline]) -> str:
    """The letters, note calls left out, a line break as `\\n`."""
    parts: list[str] = []
    for inline in inlines_deep(inlines):
        match inline:
            case Text(text) | CodeSpan(text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case _:
                pass
    return "".join(parts)


def map_inlines(inlines: Inlines, change: InlineMap) -> Inlines:
    """`change` applied to every inline, children first; it may return none, one or several. What stays the same is no copy."""
    return _same(inlines, tuple(new for inline in inlines for new in change(_with_inner(inline, change))))


def _same(old: Inlines, new: Inlines) -> Inlines:
    """`old` itself if nothing in it changed: most of a book does not, and copies of it take time and room."""
    return old if len(old) == len(new) and all(map(is_, old, new)) else new


def _with_inner(inline: Inline, change: InlineMap) -> Inline:
    match inline:
        case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Isolate():
            content = map_inlines(inline.content, change)
            return inline if content is inline.content else replace(inline, content=content)
        case _:
            return inline


# --- blocks ---


def block_children(block: Block) -> Blocks:
    """The blocks inside `block`, in reading order."""
    match block:
        case List():
            return tuple(inner for item in block.items for inner in item)
        case Definitions():
            return tuple(inner for _, said in block.items for inner in said)
        case Quote() | Note():
            return block.blocks
        case Figure():
            return block.description
        case Heading() | Paragraph() | Table() | Verse() | CodeBlock() | Rule() | Facsimile():
            return ()
        case _:
            assert_never(block)


def blocks_deep(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, parents before children, in reading order."""
    for block in blocks:
        yield block
        yield from blocks_deep(block_children(block))


def rows(table: Table) -> tuple[Row, ...]:
    return table.head + table.body


def block_inlines(block: Block) -> tuple[Inlines, ...]:
    """The runs of inline content that `block` itself holds, inner blocks not included."""
    match block:
        case Heading() | Paragraph():
            return (block.content,)
        case Figure():
            return tuple(caption.content for caption in block.captions)
        case Table():
            cells = tuple(cell.content for row in rows(block) for cell in row)
            return (block.caption, *cells) if block.caption else cells
        case Definitions():
            return tuple(term for term, _ in block.items)
        case Quote():
            return (block.attribution,) if block.attribution else ()
        case Verse():
            return tuple(line for stanza in block.stanzas for line in stanza)
        case List() | CodeBlock() | Note() | Rule() | Facsimile():
            return ()
        case _:
            assert_never(block)


def block_text(block: Block) -> str:
    """All the words of `block` and of those inside it, a line each."""
    parts = [block.text] if isinstance(block, CodeBlock | Facsimile) else []
    parts += [text_of(inlines) for inlines in block_inlines(block)]
    if isinstance(block, Definitions):
        parts = []
        for term, said in block.items:
            parts += [text_of(term), *(block_text(inner) for inner in said)]
    elif isinstance(block, Quote):
        parts = [*(block_text(inner) for inner in block.blocks), *parts]
    else:
        parts += [block_text(inner) for inner in block_children(block)]
    return "\n".join(part for part in parts if part)


def words(text: str) -> int:
    """Tokens between white space that hold a letter or a digit."""
    return sum(token[0].isalnum() or any(map(str.isalnum, token)) for token in text.split())


def map_block_inlines(block: Block, change: InlineMap) -> Block:
    """`block` with `change` applied to every inline that it itself holds."""
    return map_block_runs(block, lambda run: map_inlines(run, change))


def map_block_runs(block: Block, change: RunMap) -> Block:
    """`block` with `change` applied to each run of inline content that it itself holds."""
    match block:
        case Heading() | Paragraph():
            content = change(block.content)
            return block if content is block.content else replace(block, content=content)
        case Figure():
            return replace(block, captions=tuple(replace(c, content=change(c.content)) for c in block.captions))
        case Table():
            head, body = _map_cells(block.head, change), _map_cells(block.body, change)
            return replace(block, caption=change(block.caption), head=head, body=body)
        case Definitions():
            return replace(block, items=tuple((change(term), said) for term, said in block.items))
        case Quote():
            return replace(block, attribution=change(block.attribution))
        case Verse():
            return replace(block, stanzas=tuple(tuple(map(change, stanza)) for stanza in block.stanzas))
        case List() | CodeBlock() | Note() | Rule() | Facsimile():
            return block
        case _:
            assert_never(block)


def _map_cells(table_rows: tuple[Row, ...], change: RunMap) -> tuple[Row, ...]:
    return tuple(tuple(replace(cell, content=change(cell.content)) for cell in row) for row in table_rows)


def map_blocks(blocks: Blocks, change: BlockMap) -> Blocks:
    """`change` applied to every block, inner blocks first; it may return none, one or several."""
    return tuple(new for block in blocks for new in change(_with_inner_blocks(block, change)))


def _with_inner_blocks(block: Block, change: BlockMap) -> Block:
    match block:
        case List():
            return replace(block, items=tuple(map_blocks(item, change) for item in block.items))
        case Definitions():
            return replace(block, items=tuple((term, map_blocks(said, change)) for term, said in block.items))
        case Quote() | Note():
            return replace(block, blocks=map_blocks(block.blocks, change))
        case Figure():
            return replace(block, description=map_blocks(block.description, change))
        case _:
            return block


# --- identity ---


def identify(blocks: Blocks, prefix: str) -> Blocks:
    """`blocks` with an id for each block and caption: `<prefix>-<kind><n>`, counted by kind in reading order.

    Ids that readers gave (to notes and link targets) are replaced, and the calls and links that name them follow.
    """
    counters: Counter[str] = Counter()
    renamed: dict[str, str] = {}

    def fresh(kind: str, old: str) -> str:
        counters[kind] += 1
        new = f"{prefix}-{kind}{counters[kind]}"
        if old:
            renamed[old] = new
        return new

    def name(block: Block) -> Block:
        block = replace(block, id=fresh(_KINDS[type(block)], block.id))
        if isinstance(block, Figure):
            captions = tuple(replace(c, id=fresh("cap", c.id)) for c in block.captions)
            return replace(block, captions=captions)
        return _numbered_children(block, name)

    return rename_references(tuple(name(block) for block in blocks), renamed)


def _numbered_children(block: Block, name: Callable[[Block], Block]) -> Block:
    """`block` with `name` applied to the blocks directly inside it, so that parents are counted before children."""
    match block:
        case List():
            return replace(block, items=tuple(tuple(map(name, item)) for item in block.items))
        case Definitions():
            return replace(block, items=tuple((term, tuple(map(name, said))) for term, said in block.items))
        case Quote() | Note():
            return replace(block, blocks=tuple(map(name, block.blocks)))
        case _:
            return block


def rename_references(blocks: Blocks, renamed: dict[str, str]) -> Blocks:
    """Note calls and `#id` links that name an old id name the new one."""

    def follow(inline: Inline) -> Inlines:
        match inline:
            case NoteRef() if inline.note in renamed:
                return (replace(inline, note=renamed[inline.note]),)
            case Link() if inline.target[:1] == "#" and inline.target[1:] in renamed:
                return (replace(inline, target="#" + renamed[inline.target[1:]]),)
            case _:
                return (inline,)

    return map_blocks(blocks, lambda block: (map_block_inlines(block, follow),))


def with_prefix(blocks: Blocks, old: str, new: str) -> Blocks:
    """Ids `<old>-…` become `<new>-…`, in blocks, captions, calls and links."""
    renamed: dict[str, str] = {}

    def change(identifier: str) -> str:
        if not identifier.startswith(old + "-"):
            return identifier
        renamed[identifier] = new + identifier[len(old) :]
        return renamed[identifier]

    def name(block: Block) -> Blocks:
        block = replace(block, id=change(block.id))
        if isinstance(block, Figure):
            block = replace(block, captions=tuple(replace(c, id=change(c.id)) for c in block.captions))
        return (block,)

    return rename_references(map_blocks(blocks, name), renamed)


def captions(blocks: Iterable[Block]) -> Iterator[Caption]:
    """Every caption, in reading order."""
    for block in blocks_deep(blocks):
        if isinstance(block, Figure):
            yield from block.captions


def cells(table: Table) -> Iterator[Cell]:
    for row in rows(table):
        yield from row

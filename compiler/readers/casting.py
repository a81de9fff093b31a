"""The editor's wishes: a block that `[roles]` quotes becomes what the editor says that it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from compiler.messages import Message, Origin, shortened
from compiler.model.content import (
    Block,
    Blocks,
    Caption,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    List,
    Note,
    Paragraph,
    Quote,
    Text,
    Verse,
)
from compiler.model.ledger import Fates
from compiler.model.reading import Role
from compiler.model.walk import block_inlines, block_text, map_blocks

WISHED = "left out as the editor wishes"


@dataclass(slots=True)
class Cast:
    """Blocks in the roles that the editor gave them, the title if one was named, and what is to be said."""

    blocks: Blocks
    title: str = ""
    messages: list[Message] = field(default_factory=list)


def cast_roles(blocks: Blocks, roles: Sequence[tuple[str, Role]], fates: Fates, file: str) -> Cast:
    """`blocks` with each quoted one recast, white space squeezed in the comparison; a quotation that fits none is reported.

    The units of a block that is dropped or becomes the title are written down in `fates`.
    """
    wishes = {_squeezed(line): role for line, role in roles}
    cast = Cast(blocks)
    met: set[str] = set()

    def change(block: Block) -> Blocks:
        words = _squeezed(block_text(block))
        role = wishes.get(words)
        if role is None:
            return (block,)
        met.add(words)
        return _recast(cast, block, role, fates)

    cast.blocks = map_blocks(blocks, change) if wishes else blocks
    cast.messages += [_unmet(line, file) for line in wishes if line not in met]
    return cast


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _unmet(line: str, file: str) -> Message:
    hint = "quote the whole block as `bayaz read` shows it"
    return Message(
        "role-unmatched", "warning", "[roles] quotes text that is no block", hint, Origin(file), shortened(line)
    )


def _recast(cast: Cast, block: Block, role: Role, fates: Fates) -> Blocks:
    content = _content(block)
    place: dict[str, Any] = {"language": block.language, "direction": block.direction, "origin": block.origin}
    inner: Block = Paragraph(content=content, **place)
    match role:
        case "heading":
            return (
                (block,) if isinstance(block, Heading) else (Heading(level=1, content=content, id=block.id, **place),)
            )
        case "paragraph":
            return (Paragraph(content=content, id=block.id, **place),)
        case "byline":
            return (Paragraph(content=content, id=block.id, role="byline", **place),)
        case "caption":
            return (Figure(id=block.id, captions=(Caption(content=content, **place),), **place),)
        case "note":
            return (Note(id=block.id, blocks=(inner,), **place),)
        case "list":
            return (List(id=block.id, items=((inner,),), **place),)
        case "quote":
            return (Quote(id=block.id, blocks=(inner,), **place),)
        case "verse":
            return (Verse(id=block.id, stanzas=(_lines(content),), **place),)
        case "title" | "drop" | "document":
            return _taken_out(cast, block, role, fates)
        case _:
            assert_never(role)


def _taken_out(cast: Cast, block: Block, role: Role, fates: Fates) -> Blocks:
    if role == "document":
        text = "only a text capture can be parted into several documents"
        cast.messages.append(Message("role-unsuited", "warning", text, "part the capture itself", block.origin))
        return (block,)
    origin = block.origin
    units = range(origin.first, (origin.last or origin.first) + 1) if origin and origin.first else range(0)
    for unit in units:
        if role == "drop":
            fates.drop(unit, WISHED)
        else:
            fates.use(unit, "title")
    if role == "title":
        cast.title = _squeezed(block_text(block))
    return ()


def _content(block: Block) -> Inlines:
    """What the block says as one run."""
    label = (Text(f"{block.label} "),) if isinstance(block, Heading) and block.label else ()
    if isinstance(block, Heading | Paragraph):
        return (*label, *block_inlines(block)[0])
    return (Text(block_text(block)),)


def _lines(content: Inlines) -> tuple[Inlines, ...]:
    lines: list[Inlines] = [()]
    for inline in content:
        if isinstance(inline, LineBreak):
            lines.append(())
        else:
            lines[-1] = (*lines[-1], inline)
    return tuple(line for line in lines if line)

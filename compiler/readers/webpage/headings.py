"""Headings: levels without gaps, printed numbers as labels, bold lines that stand for them."""

from __future__ import annotations

import re
from dataclasses import replace

from compiler.model.content import Block, Blocks, Heading, Inlines, Paragraph, Strong, Text
from compiler.model.walk import blocks_deep, map_blocks, text_of

from .inlines import without_start
from .tree import is_blank

_LABEL = re.compile(
    r"((?:(?:\d{1,3}|[۰-۹]{1,3})(?:\.(?:\d{1,3}|[۰-۹]{1,3}))*[.)]|\d{1,3}(?:\.\d{1,3})+|[IVX]{1,5}[.)])) +(?=\S)"
)


def with_levels(blocks: Blocks) -> Blocks:
    """Headings from level 1 without gaps, in the order of the page's own; numbers at their start become labels."""
    stack: list[int] = []
    levels: list[int] = []
    for block in blocks_deep(blocks):
        if isinstance(block, Heading):
            while stack and stack[-1] >= block.level:
                stack.pop()
            stack.append(block.level)
            levels.append(len(stack))
    remaining = iter(levels)

    def change(block: Block) -> Blocks:
        return (labelled(replace(block, level=next(remaining))),) if isinstance(block, Heading) else (block,)

    return map_blocks(blocks, change)


def labelled(heading: Heading) -> Heading:
    """The heading with its printed number (`2.`, `3.1`, `IV.`) as label."""
    match = _LABEL.match(text_of(heading.content))
    if not match or heading.label:
        return heading
    return replace(heading, label=match[1], content=without_start(heading.content, len(match[0]))[0])


def with_bold_headings(blocks: Blocks) -> Blocks:
    """Short bold lines over paragraphs, which pages without headings use as such, become headings; in an interview, questions."""
    after: tuple[Block | None, ...] = (*blocks[1:], None)
    bold = [block for block in blocks if _is_bold_line(block)]
    asked = [block for block in bold if _asks(block)]
    if len(asked) > 1 and 2 * len(asked) >= len(bold):
        return tuple(replace(b, role="question") if isinstance(b, Paragraph) and b in asked else b for b in blocks)
    return tuple(
        _as_heading(found) if index and _is_bold_line(found) and _opens_text(following) else found
        for index, (found, following) in enumerate(zip(blocks, after, strict=False))
    )


def _asks(block: Block) -> bool:
    return isinstance(block, Paragraph) and text_of(block.content).rstrip().endswith(("?", "؟"))


def _opens_text(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and not _is_bold_line(block)


def _as_heading(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    content = _unbold(block.content)
    return Heading(
        level=7,
        content=content,
        id=block.id,
        language=block.language,
        direction=block.direction,
        origin=block.origin,
    )


def _is_bold_line(paragraph: Block) -> bool:
    if not isinstance(paragraph, Paragraph):
        return False
    text = text_of(paragraph.content)
    bold = all(
        isinstance(inline, Strong) or (isinstance(inline, Text) and is_blank(inline.text))
        for inline in paragraph.content
    )
    return (
        bold
        and len(text) <= 90
        and "\n" not in text
        and not text.rstrip().endswith((".", ",", ";", ":", "،", "؛", "…", "!"))
    )


def _unbold(content: Inlines) -> Inlines:
    return tuple(new for inline in content for new in (inline.content if isinstance(inline, Strong) else (inline,)))

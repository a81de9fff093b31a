"""Captions that say the same in two languages, parted into two: each gets a line and a direction of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from compiler.bidi import Direction, strong
from compiler.model.book import Book
from compiler.model.content import Blocks, Caption, Figure, Inlines, LineBreak, Text
from compiler.model.walk import map_blocks, text_of, words

_BETWEEN = re.compile(r"\s+[/|—–]\s+|\s*\n\s*|(?<=[.؟!؛])\s+|\s+(?=\()")
"""Where one language ends and the other begins: a sign between them, a line's end, a sentence's end, a bracket."""
_LEAST = 2
"""Words that each side must have: a name in the other script at the end is no translation."""


def part_captions(book: Book) -> Book:
    """The book with every caption of two languages as two captions. Only the sign between them is lost. Idempotent."""
    chapters = tuple(replace(chapter, blocks=_parted(chapter.blocks)) for chapter in book.chapters)
    return replace(book, chapters=chapters, provenance=_parted(book.provenance))


def _parted(blocks: Blocks) -> Blocks:
    return map_blocks(blocks, lambda block: (_figure(block) if isinstance(block, Figure) else block,))


def _figure(figure: Figure) -> Figure:
    return replace(figure, captions=tuple(part for caption in figure.captions for part in _captions(caption)))


def _captions(caption: Caption) -> tuple[Caption, ...]:
    if not all(isinstance(inline, Text | LineBreak) for inline in caption.content):
        return (caption,)
    text = text_of(caption.content)
    for sign in _BETWEEN.finditer(text):
        first, second = text[: sign.start()].rstrip(), text[sign.end() :].lstrip()
        if _are_two(first, second):
            identifier = f"{caption.id}-b" if caption.id else ""
            return (
                replace(caption, content=_lines(first), language="", short=""),
                replace(caption, content=_lines(second), id=identifier, language="", short=""),
            )
    return (caption,)


def _lines(text: str) -> Inlines:
    return (Text(text),)


def _are_two(first: str, second: str) -> bool:
    """True if each is of one direction, the directions differ, and neither is a mere name; a bracket must close at the end."""
    sides = _side(first), _side(second)
    if None in sides or sides[0] == sides[1] or min(words(first), words(second)) < _LEAST:
        return False
    return not second.startswith("(") or second.rstrip(".").endswith(")")


def _side(text: str) -> Direction | None:
    sides = {side for side in map(strong, text) if side}
    return sides.pop() if len(sides) == 1 else None

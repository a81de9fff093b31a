"""Captions that say the same in two languages, parted into two: each gets a line and a direction of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from compiler.bidi import Direction, direction_of, language_direction, strong
from compiler.model.book import Book
from compiler.model.content import Blocks, Caption, Figure
from compiler.model.walk import map_blocks, words

from .isolates import flat, part

_SIGN = re.compile(r"(?<!\s)(?:\s+[/|—–]\s+|\s*\n\s*)")
"""What nobody writes inside a sentence of one language: a sign between the two, or a new line."""
_BREAK = re.compile(r"(?<=[.؟!؛۔])\s+|(?<!\s)\s+(?=\()")
"""What may be inside one: a sentence's end, a bracket."""
_LEAST = 2
"""Words that each side must have: a name in the other script at the end is no translation."""
_MOST = 0.7
"""Share of a side's words that run in its direction, the rest being names, where a sign stands between the sides."""
_LONGEST = 1000
"""Characters of a caption; what is longer is prose."""


def part_captions(book: Book) -> Book:
    """The book with every caption of two languages as two captions. Only the sign between them is lost. Idempotent."""
    chapters = tuple(replace(chapter, blocks=_parted(chapter.blocks)) for chapter in book.chapters)
    return replace(book, chapters=chapters, provenance=_parted(book.provenance))


def _parted(blocks: Blocks) -> Blocks:
    return map_blocks(blocks, lambda block: (_figure(block) if isinstance(block, Figure) else block,))


def _figure(figure: Figure) -> Figure:
    return replace(figure, captions=tuple(one for caption in figure.captions for one in _captions(caption)))


def _captions(caption: Caption) -> Iterator[Caption]:
    text = flat(caption.content)
    for pattern, share in ((_SIGN, _MOST), (_BREAK, 1.0)):
        for sign in pattern.finditer(text) if len(text) <= _LONGEST else ():
            sides = _side(text[: sign.start()], share), _side(text[sign.end() :], share)
            if None in sides or sides[0] == sides[1] or not _is_closed(text[sign.end() :]):
                continue
            first = _cut(caption, 0, sign.start(), sides[0])
            second = replace(caption, id=f"{caption.id}-b" if caption.id else "")
            second = _cut(second, sign.end(), len(text), sides[1])
            # An isolate or code that holds the sign cannot be cut.
            if flat(first.content) + sign[0] + flat(second.content) == text:
                yield from (*_captions(first), *_captions(second))
                return
    yield caption


def _cut(caption: Caption, start: int, end: int, side: Direction | None) -> Caption:
    """A part of a caption, with what was said of the whole as far as it goes with `side`."""
    said = caption.language if caption.language and language_direction(caption.language) == side else ""
    short = caption.short if direction_of(caption.short) == side else ""
    return replace(caption, content=part(caption.content, start, end), language=said, short=short)


def _side(text: str, share: float) -> Direction | None:
    """The direction of `text`, if so many of its words have it and it is more than a name."""
    firsts = (next(filter(str.isalpha, word), "") for word in text.split())
    sides = [side for first in firsts if first and (side := strong(first))]
    main = direction_of(text)
    return main if words(text) >= _LEAST and sides and sides.count(main) >= share * len(sides) else None


def _is_closed(text: str) -> bool:
    """A bracket that opens the second side must close at its end, or it is but a remark in it."""
    return not text.startswith("(") or text.rstrip(" .").endswith(")")

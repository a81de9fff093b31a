"""Directions and languages: each block's from its text, and each run against its block wrapped as a whole in an isolate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from compiler.bidi import Direction, direction_of, language_direction, language_of, split_by_direction, strong
from compiler.model.book import Book, Chapter
from compiler.model.content import (
    Block,
    Blocks,
    Caption,
    Cell,
    Emphasis,
    Facsimile,
    Figure,
    Inline,
    Inlines,
    Isolate,
    Link,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from compiler.model.walk import block_text, map_block_runs, map_blocks, text_of

_NUMBERS = re.compile(r"\d+(?:[-/.:–]\d+)+")
"""Dates, ranges, versions: several numbers that a right-to-left paragraph would set in the wrong order (UAX #9, N1)."""

_DIGITS_BEFORE = re.compile(r"(?<![\w.,:/-])\d+(?:[.,:/-]\d+)*-?$")
_DIGITS_AFTER = re.compile(r"(?:[ \u00a0]?[-–/.:#+]?\d+)+(?!\w)%?")

Placed = TypeVar("Placed", Caption, Cell)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What text is held against: the language and direction around it."""

    language: str
    direction: Direction


def settle_directions(book: Book) -> Book:
    """Every block has its language and direction, every run of the other direction its isolate. Idempotent, no text lost."""
    ground = _Ground(book.record.language, language_direction(book.record.language))
    chapters = tuple(_chapter(chapter) for chapter in book.chapters)
    return replace(book, direction=ground.direction, chapters=chapters, provenance=_settled(book.provenance, ground))


def _chapter(chapter: Chapter) -> Chapter:
    ground = _Ground(chapter.language, language_direction(chapter.language))
    notes = _settled(chapter.notes, ground)
    return replace(
        chapter,
        direction=ground.direction,
        blocks=_settled(chapter.blocks, ground),
        notes=notes,  # type: ignore[arg-type]  # a note stays a note
    )


def _settled(blocks: Blocks, ground: _Ground) -> Blocks:
    return map_blocks(blocks, lambda block: (_block(block, ground),))


def _block(block: Block, ground: _Ground) -> Block:
    own = _own_ground(block, block_text(block), ground)
    block = replace(block, language=own.language, direction=own.direction)
    match block:
        case Figure():
            return replace(block, captions=tuple(_placed(caption, ground) for caption in block.captions))
        case Table():
            head, body = (
                tuple(tuple(_placed(c, own) for c in row) for row in rows) for rows in (block.head, block.body)
            )
            return replace(block, caption=isolated(block.caption, own.direction), head=head, body=body)
        case Facsimile():
            return block
        case _:
            return map_block_runs(block, lambda run: isolated(run, own.direction))


def _placed(place: Placed, ground: _Ground) -> Placed:
    own = _own_ground(place, text_of(place.content), ground)
    content = isolated(place.content, own.direction)
    return replace(place, language=own.language, direction=own.direction, content=content)


def _own_ground(place: Block | Caption | Cell, text: str, ground: _Ground) -> _Ground:
    """The direction of most strong letters, and a language that fits it: the reader's if it does, else told by the letters."""
    direction = direction_of(text, ground.direction)
    for language in (place.language, ground.language):
        if language and language_direction(language) == direction:
            return _Ground(language, direction)
    return _Ground(language_of(text, "en"), direction)


# --- isolates ---


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of content of one direction, None if it has no strong letter."""

    direction: Direction | None
    content: Inlines


def isolated(run: Inlines, direction: Direction) -> Inlines:
    """`run` with each stretch against `direction` wrapped whole in one isolate, from its first strong letter to its last.

    Text between two such letters goes along, emphasis and links included (an element inside a stretch would else break its
    order). In right-to-left text numbers joined by signs are isolated too.
    """
    pieces = [piece for inline in run for piece in _pieces(inline, direction)]
    done: list[Inline] = []
    while pieces:
        if pieces[0].direction in (None, direction):
            done.extend(_plain(pieces.pop(0), direction))
            continue
        length = _stretch(pieces, direction)
        done.append(_isolate([inline for piece in pieces[:length] for inline in piece.content]))
        del pieces[:length]
    return _joined(done)


def _stretch(pieces: list[_Piece], direction: Direction) -> int:
    """How many pieces the isolate takes: up to the last one against `direction` before one that goes with it."""
    last = 0
    for index, piece in enumerate(pieces):
        if piece.direction == direction:
            break
        if piece.direction is not None:
            last = index
    return last + 1


def _pieces(inline: Inline, direction: Direction) -> Iterator[_Piece]:
    """Text is cut where its direction changes; other inlines are whole, mixed ones settled inside and taken as `direction`."""
    if isinstance(inline, Isolate):
        yield _Piece(direction, (inline,))
    elif isinstance(inline, Text):
        yield from _with_digits(inline.text, direction)
    else:
        yield _whole(inline, direction)


def _whole(inline: Inline, direction: Direction) -> _Piece:
    text = text_of((inline,))
    sides = {side for side in map(strong, text) if side}
    if len(sides) > 1:
        return _Piece(direction, (_settled_inside(inline, direction),))
    return _Piece(sides.pop() if sides else None, (inline,))


def _settled_inside(inline: Inline, direction: Direction) -> Inline:
    match inline:
        case Emphasis() | Strong() | Superscript() | Subscript() | Link():
            return replace(inline, content=isolated(inline.content, direction))
        case _:
            return inline


def _with_digits(text: str, direction: Direction) -> Iterator[_Piece]:
    """Pieces of `text`, cut at the first and last strong letter of each run; digits that belong to a run against `direction`
    go with it (UAX #9, W7: a number takes the direction of the letter before it): “Windows 10”, “MS-214”, “4G”.
    """
    runs = [_Run(*run) for run in split_by_direction(text)]
    for index, run in enumerate(runs):
        if any(map(strong, run.text)) and run.side != direction:
            before = _DIGITS_BEFORE.search(runs[index - 1].text) if index else None
            if before:
                runs[index - 1].text = runs[index - 1].text[: before.start()]
                run.text = before[0] + run.text
    for run in runs:
        yield from _trimmed(run.side, run.text, run.side != direction)


@dataclass(slots=True)
class _Run:
    side: Direction
    text: str


def _trimmed(side: Direction, text: str, against: bool) -> Iterator[_Piece]:
    """The part of `text` from its first strong letter to its last as `side`, what is around it as neutral."""
    places = [index for index, character in enumerate(text) if strong(character)]
    if not places:
        yield from _piece(None, text)
        return
    first, last = places[0], places[-1] + 1
    if against:
        before, after = _DIGITS_BEFORE.search(text[:first]), _DIGITS_AFTER.match(text[last:])
        first -= len(before[0]) if before else 0
        last += len(after[0]) if after else 0
    for part, of in ((text[:first], None), (text[first:last], side), (text[last:], None)):
        yield from _piece(of, part)


def _piece(side: Direction | None, text: str) -> Iterator[_Piece]:
    if text:
        yield _Piece(side, (Text(text),))


def _isolate(content: list[Inline]) -> Isolate:
    text = text_of(content)
    side = direction_of(text)
    return Isolate(language_of(text, "en"), side, _joined(content))


def _plain(piece: _Piece, direction: Direction) -> Inlines:
    """A piece that goes with its block; in right-to-left text the numbers in it isolated."""
    return piece.content if direction == "ltr" else _numbers_isolated(piece.content)


def _numbers_isolated(content: Inlines) -> Inlines:
    return tuple(part for inline in content for part in _number_parts(inline))


def _number_parts(inline: Inline) -> Iterator[Inline]:
    match inline:
        case Text(text):
            at = 0
            for number in _NUMBERS.finditer(text):
                yield from _text(text[at : number.start()])
                yield Isolate("", "ltr", (Text(number.group()),))
                at = number.end()
            yield from _text(text[at:])
        case Emphasis() | Strong() | Superscript() | Subscript() | Link():
            yield replace(inline, content=_numbers_isolated(inline.content))
        case _:
            yield inline


def _text(text: str) -> Iterator[Inline]:
    if text:
        yield Text(text)


def _joined(inlines: list[Inline]) -> Inlines:
    """Neighbouring texts as one."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(last, Text) and isinstance(inline, Text):
            joined[-1] = Text(last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)

"""The settled model as a page in which every element is isolated, so that no neighbour can move it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import accumulate, pairwise
from typing import assert_never

from compiler.model.content import (
    CodeSpan,
    Emphasis,
    Inline,
    InlineImage,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Strong,
    Subscript,
    Superscript,
    Text,
)

from .library import Run
from .order import Line, broken_alike, plain

TURN = "<wbr/>"


def block(run: Run, lengths: Sequence[int] = ()) -> str:
    """A `div` with the run's direction; its lines have `lengths` characters, the last one the rest."""
    writer = _Writer(set(accumulate(lengths)))
    return f'<div id="{run.name}" lang="{run.language}" dir="{run.direction}">{writer.inlines(run.content)}</div>'


def text(run: Run) -> Line:
    """The characters of a run that have a place of their own, in reading order."""
    writer = _Writer(set())
    writer.inlines(run.content)
    return "".join(writer.written)


def lengths_like(text: str, wanted: Sequence[Line]) -> list[int]:
    """The lengths of all lines but the last, if `text`, in reading order, can be parted into lines with these characters."""
    ends = [0, *accumulate(map(len, wanted))]
    parts = [text[start:end] for start, end in pairwise(ends)]
    return list(map(len, wanted))[:-1] if ends[-1] == len(text) and broken_alike(parts, wanted) else []


class _Writer:
    """Writes inlines, and a place to turn the line before each of the `ends`, counted in characters that have a place."""

    def __init__(self, ends: set[int]) -> None:
        self._ends = ends
        self._count = 0
        self.written: list[str] = []

    def inlines(self, run: Iterable[Inline]) -> str:
        return "".join(map(self._inline, run))

    def _inline(self, one: Inline) -> str:
        match one:
            case Text(text):
                return self._text(text)
            case CodeSpan(text):
                return f"<span>{self._text(text)}</span>"
            case Superscript(content):
                return f"<sup><span>{self.inlines(content)}</span></sup>"
            case Subscript(content):
                return f"<sub><span>{self.inlines(content)}</span></sub>"
            case Emphasis(content) | Strong(content):
                return f"<span>{self.inlines(content)}</span>"
            case Link():
                return f"<span>{self.inlines(one.content)}</span>"
            case NoteRef():
                return f"<sup><span>{self._text(one.number)}</span></sup>"
            case Isolate():
                return f'<span dir="{one.direction}">{self.inlines(one.content)}</span>'
            case LineBreak():
                return "<br/>"
            case InlineImage():
                return ""
            case _:
                assert_never(one)

    def _text(self, text: str) -> str:
        return "".join(map(self._character, text))

    def _character(self, character: str) -> str:
        turn = ""
        if written := plain(character):
            self.written.append(written)
            if self._count in self._ends:
                self._ends.discard(self._count)
                turn = TURN
            self._count += len(written)
        return turn + escape(character)

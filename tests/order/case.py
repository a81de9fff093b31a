"""What a case of the order of letters is, and short words to write the inlines of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from compiler.model.content import (
    CodeSpan,
    Emphasis,
    Inline,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Strong,
    Subscript,
    Superscript,
    Text,
)

Kind = Literal[
    "paragraph",
    "heading",
    "caption",
    "item",
    "cell",
    "tablecaption",
    "note",
    "quote",
    "attribution",
    "verse",
    "term",
    "definition",
    "link",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Part = str | Inline


@dataclass(frozen=True, slots=True)
class Case:
    """A block of one run, in a chapter of a language.

    `seen` is what a typesetter wants, written from left to right: the words as they stand on the line, each word itself as it
    is read. Empty where a careful eye would let two orders pass.
    """

    name: str
    chapter: str
    kind: Kind
    content: Inlines
    seen: str = ""


def case(name: str, *parts: Part, seen: str = "", kind: Kind = "paragraph") -> Case:
    """A case called `<language of the chapter>-<what it tries>`."""
    return Case(name, name.split("-", maxsplit=1)[0], kind, run(*parts), seen)


def run(*parts: Part) -> Inlines:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def em(*parts: Part) -> Emphasis:
    return Emphasis(run(*parts))


def strong(*parts: Part) -> Strong:
    return Strong(run(*parts))


def link(*parts: Part) -> Link:
    return Link("https://example.org/", run(*parts))


def sup(*parts: Part) -> Superscript:
    return Superscript(run(*parts))


def sub(*parts: Part) -> Subscript:
    return Subscript(run(*parts))


def code(text: str) -> CodeSpan:
    return CodeSpan(text)


def ltr(language: str, *parts: Part) -> Isolate:
    return Isolate(language, "ltr", run(*parts))


def rtl(language: str, *parts: Part) -> Isolate:
    return Isolate(language, "rtl", run(*parts))


def call(number: int) -> NoteRef:
    """A call of the note of that number that every chapter of the cases has."""
    return NoteRef(f"called-{number}", number=str(number))


BREAK = LineBreak()

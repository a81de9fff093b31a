"""The index: where in the book the terms of `edition.toml` stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from compiler.messages import Message
from compiler.model.back import Mention, Term
from compiler.model.book import Book
from compiler.model.content import Block, Blocks, CodeBlock, Facsimile, Figure, Inlines, Note
from compiler.model.places import letters
from compiler.model.walk import block_children, block_inlines, block_text, text_of

from .terms import Finder

_RUN_ON = frozenset({"Paragraph", "Heading", "List", "Quote", "Verse"})
"""What keeps its own address in a note at the foot of a page; the words of all else are one run there."""


class _Run(NamedTuple):
    """Words that stand together: in which element with an id, after how many of its own letters, and in which note."""

    block: str
    offset: int
    text: str
    note: str = ""


def find_terms(book: Book) -> Book:
    """The book with the places of its terms. A term that is nowhere is told, with its line in `edition.toml`."""
    terms = book.back.shown_terms
    if not terms or book.back.wishes.index is False:
        return book
    finder = Finder((term.id, spelling) for term in terms if not term.see for spelling in (term.term, *term.variants))
    found: dict[str, dict[Mention, None]] = {term.id: {} for term in terms}
    for run in _runs(book):
        passed, at = run.offset, 0
        for term, start in finder.find(run.text):
            passed, at = passed + len(letters(run.text[at:start])), start
            found[term][Mention(run.block, passed, run.note)] = None
    mentions = tuple((term, tuple(places)) for term, places in found.items() if places)
    messages = (*book.messages, *_missing(terms, dict(mentions)))
    return replace(book, back=replace(book.back, mentions=mentions), messages=messages)


def _missing(terms: Iterable[Term], found: dict[str, tuple[Mention, ...]]) -> Iterator[Message]:
    headings = {term.under for term in terms if term.id in found}
    for term in terms:
        if term.id not in found and term.id not in headings and not term.see:
            text = f"the term {term.term!r} is nowhere in the text"
            hint = "add the spellings that the text has as variants, or write small letters where the text does"
            yield Message("index-term-missing", "warning", text, hint, term.origin)


# --- the text in the order of the book ---


def _runs(book: Book) -> Iterator[_Run]:
    """All words of the book that are its own: the note at the front, and titles, text and notes of the chapters."""
    yield from _of_blocks(book.provenance)
    for chapter in book.chapters:
        yield _Run(chapter.id, 0, chapter.title)
        yield _Run(chapter.id, 0, chapter.subtitle)
        yield from _of_blocks(chapter.blocks)
        yield from _of_blocks(chapter.notes)


def _of_blocks(blocks: Blocks, note: str = "") -> Iterator[_Run]:
    for block in blocks:
        if note and type(block).__name__ not in _RUN_ON:
            yield _Run(block.id, 0, block_text(block), note)
            continue
        yield from _own(block, note)
        # A long description is shown beside the text, on no page.
        inner = () if isinstance(block, Figure) else block_children(block)
        yield from _of_blocks(inner, block.id if isinstance(block, Note) else note)


def _own(block: Block, note: str) -> Iterator[_Run]:
    """The runs of words that the block itself holds."""
    if isinstance(block, Figure):
        yield from (_Run(caption.id, 0, text_of(caption.content), note) for caption in block.captions)
    elif isinstance(block, CodeBlock | Facsimile):
        yield _Run(block.id, 0, block.text, note)
    else:
        yield from _in_turn(block.id, block_inlines(block), note)


def _in_turn(block: str, runs: Iterable[Inlines], note: str) -> Iterator[_Run]:
    passed = 0
    for run in runs:
        text = text_of(run)
        yield _Run(block, passed, text, note)
        passed += len(letters(text))

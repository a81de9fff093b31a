"""A book of all cases: a chapter for each language, a block for each case, directions settled as in any book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from compiler.bidi import Direction
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import (
    Block,
    Caption,
    Cell,
    Definitions,
    Figure,
    Heading,
    Inlines,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    Verse,
)
from compiler.model.walk import map_inlines
from compiler.passes.direction import settle_directions

from .case import Case, Kind

CALLED = 3
"""How many notes every chapter has for calls inside cases."""
_TITLES = {
    "fa": "ترتیب حرف‌ها",
    "ar": "ترتيب الحروف",
    "he": "סדר האותיות",
    "ur": "حروف کی ترتیب",
    "ckb": "ڕیزبەندی پیتەکان",
    "en": "The order of letters",
    "fr": "L'ordre des lettres",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of block is made, where an EPUB shows its run, what print puts before it on its line, at which id it begins."""

    make: Callable[[str, Inlines], Block]
    selector: str = "#{}"
    sign: str = ""
    spot: str = "{}"


def _paragraph(name: str, content: Inlines) -> Paragraph:
    return Paragraph(id=name, content=content)


SHAPES: dict[Kind, Shape] = {
    "paragraph": Shape(_paragraph),
    "heading": Shape(lambda name, run: Heading(id=name, level=2, content=run)),
    "caption": Shape(lambda name, run: Figure(id=f"{name}-figure", captions=(Caption(id=name, content=run),))),
    "item": Shape(lambda name, run: List(id=f"{name}-list", items=((_paragraph(name, run),),)), sign="–"),
    "cell": Shape(lambda name, run: Table(id=name, body=((Cell(content=run),),)), "#{} td"),
    "tablecaption": Shape(
        lambda name, run: Quote(id=f"{name}-quote", blocks=(Table(id=name, caption=run, body=((Cell(content=()),),)),)),
        "#{} caption",
        spot="{}-quote",
    ),
    "note": Shape(lambda name, run: Note(id=f"{name}-note", blocks=(_paragraph(name, run),), number="7"), sign="7"),
    "quote": Shape(lambda name, run: Quote(id=f"{name}-quote", blocks=(_paragraph(name, run),))),
    "attribution": Shape(lambda name, run: Quote(id=name, blocks=(), attribution=run), "#{} .attribution"),
    "verse": Shape(lambda name, run: Verse(id=name, stanzas=((run,),)), "#{} .line"),
    "term": Shape(lambda name, run: Definitions(id=name, items=((run, ()),)), "#{} dt"),
    "definition": Shape(
        lambda name, run: Definitions(id=f"{name}-terms", items=(((Text("1"),), (_paragraph(name, run),)),))
    ),
    "link": Shape(lambda name, run: _paragraph(name, (Link("https://example.org/", run),))),
}


def selector(case: Case) -> str:
    """Where an EPUB shows the case."""
    return SHAPES[case.kind].selector.format(case.name)


def library(cases: tuple[Case, ...], language: str = "en") -> Book:
    """The book, in `language` as a whole, with directions settled."""
    record = EditionRecord(title="Order", language=language, date="2026-11-23", identifier="urn:uuid:" + _UUID)
    languages = dict.fromkeys(case.chapter for case in cases)
    chapters = tuple(_chapter(one, [case for case in cases if case.chapter == one]) for one in languages)
    return settle_directions(Book(record=record, direction="ltr", provenance=(), chapters=chapters))


_UUID = "5b3f5c1e-0d0f-5d55-9f5e-6d6b3a1f0c11"


def _chapter(language: str, cases: list[Case]) -> Chapter:
    blocks: list[Block] = []
    notes: list[Note] = [_note(f"{language}-called-{number}", str(number)) for number in range(1, CALLED + 1)]
    for case in cases:
        made = SHAPES[case.kind].make(case.name, _with_own_notes(case.content, language))
        if isinstance(made, Note):
            notes.append(made)
            blocks.append(_paragraph(f"{case.name}-call", (NoteRef(made.id, number=made.number),)))
        else:
            blocks.append(made)
    title = _TITLES[language]
    record = Record(id=f"order-{language}", title=title, language=language)
    return Chapter(
        id=record.id,
        record=record,
        rendition="full",
        title=title,
        language=language,
        blocks=(*blocks, Rule(id=f"{language}-end")),
        notes=tuple(notes),
    )


def _note(name: str, number: str) -> Note:
    return Note(id=name, blocks=(_paragraph(f"{name}-words", (Text(number),)),), number=number)


def _with_own_notes(run: Inlines, language: str) -> Inlines:
    """Calls are of the chapter's own notes."""
    return map_inlines(
        run,
        lambda one: (replace(one, note=f"{language}-{one.note}") if isinstance(one, NoteRef) else one,),
    )


@dataclass(frozen=True, slots=True)
class Run:
    """The run of a case as the settled model has it."""

    name: str
    content: Inlines
    language: str
    direction: Direction


def settled_runs(book: Book) -> Iterator[Run]:
    """The runs of all cases, and of the few blocks around them."""
    for chapter in book.chapters:
        for block in (*chapter.blocks, *(inner for note in chapter.notes for inner in note.blocks)):
            yield from _runs(block)


def _runs(block: Block) -> Iterator[Run]:
    language, direction = block.language, block.direction
    match block:
        case Paragraph() | Heading():
            yield Run(block.id, block.content, language, direction)
        case Figure():
            for caption in block.captions:
                yield Run(caption.id, caption.content, caption.language, caption.direction)
        case Table():
            cell = block.body[0][0]
            if cell.content:
                yield Run(block.id, cell.content, cell.language, cell.direction)
            if block.caption:
                yield Run(block.id, block.caption, language, direction)
        case Quote(attribution=()) | List() | Definitions():
            yield from _inner(block)
        case Quote():
            yield Run(block.id, block.attribution, language, direction)
        case Verse():
            yield Run(block.id, block.stanzas[0][0], language, direction)
        case Rule():
            pass
        case _:
            raise AssertionError(block)


def _inner(block: Quote | List | Definitions) -> Iterator[Run]:
    match block:
        case Quote():
            inner = block.blocks
        case List():
            inner = block.items[0]
        case Definitions():
            term, inner = block.items[0]
            yield Run(block.id, term, block.language, block.direction)
    for one in inner:
        yield from _runs(one)

"""The parts of the back matter as templates know them: what each is called, and what it lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from compiler.bidi import Direction, direction_of, fits, language_direction, language_of
from compiler.model.back import Name, PartKind
from compiler.model.back_parts import back_parts, caption_for, figure_groups
from compiler.model.book import Book, Chapter
from compiler.model.content import Blocks, Caption, Figure
from compiler.model.outline import OutlineEntry
from compiler.model.walk import text_of
from compiler.words import Words, gettext_noop
from compiler.words.collation import sort_key

from .indexing import Places, index_groups

LONGEST_CAPTION = 90
"""Letters of a caption in a list of figures: two lines of a small page."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a part is called, in English, and what it is for readers: `epub:type` (EPUB SSV) and its DPUB-ARIA role, if it has one."""

    title: str
    type: str
    role: str = ""


_KINDS: dict[PartKind, _Kind] = {
    "figures": _Kind(gettext_noop("List of figures"), "loi"),
    "chronology": _Kind(gettext_noop("Chronology"), "appendix", "doc-appendix"),
    "names": _Kind(gettext_noop("Names and spellings"), "glossary", "doc-glossary"),
    "bibliography": _Kind(gettext_noop("Bibliography"), "bibliography", "doc-bibliography"),
    "changes": _Kind(gettext_noop("Changes since {date}"), "appendix", "doc-appendix"),
    "index": _Kind(gettext_noop("Index"), "index", "doc-index"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the back matter: its kind, which is its id, its title in the words of the book, `epub:type` and role."""

    kind: PartKind
    title: str
    type: str
    role: str


@dataclass(frozen=True, slots=True)
class ListedFigure:
    """A figure in the list of figures: its address, its number as printed, and its caption, shortened, with what it is in."""

    id: str
    number: str
    caption: str
    language: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class ListedFigures:
    """The figures of a chapter; of the note at the front where `chapter` is None."""

    chapter: Chapter | None
    figures: tuple[ListedFigure, ...]


def back_context(book: Book, words: Words) -> dict[str, Any]:
    """What every template may name of the back matter."""
    return {"back_parts": parts(book, words), "back_entries": entries(book, words)}


def content_context(book: Book, words: Words, places: Places) -> dict[str, Any]:
    """The names that the pages of the back matter have besides; `places` says how the index tells where terms stand."""
    return {
        "index_groups": index_groups(book, places) if "index" in back_parts(book) else (),
        "listed_figures": listed_figures(book, words),
        "listed_names": listed_names(book),
        "side_of_term": lambda term, language: _side_of_term(term, language, book),
        "part_blocks": lambda kind: _blocks_of(book, kind),
    }


def parts(book: Book, words: Words) -> tuple[Part, ...]:
    """The parts that the book has, in their order."""
    known = ((kind, _KINDS[kind]) for kind in back_parts(book))
    since = words.date(book.back.since)
    return tuple(Part(kind, words(one.title, date=since), one.type, one.role) for kind, one in known)


def entries(book: Book, words: Words) -> tuple[OutlineEntry, ...]:
    """The parts and the colophon as entries of the contents."""
    named: list[tuple[str, str]] = [(part.kind, part.title) for part in parts(book, words)]
    named.append(("colophon", words(gettext_noop("Colophon"))))
    return tuple(
        OutlineEntry(id=identifier, chapter=identifier, title=title, language=words.language)
        for identifier, title in named
    )


def listed_figures(book: Book, words: Words) -> tuple[ListedFigures, ...]:
    """What the list of figures shows, numbers in the digits of the book."""
    language = book.record.language
    return tuple(
        ListedFigures(group.chapter, tuple(_listed(figure, language, words) for figure in group.figures))
        for group in figure_groups(book)
    )


def _listed(figure: Figure, language: str, words: Words) -> ListedFigure:
    caption = caption_for(figure, language)
    return ListedFigure(
        id=figure.id,
        number=words.digits(figure.number),
        caption=_short(caption),
        language=caption.language or figure.language or language,
        direction=caption.direction,
    )


def _short(caption: Caption) -> str:
    """The caption's short form; its first words where it has none."""
    text = " ".join((caption.short or text_of(caption.content)).split())
    if len(text) <= LONGEST_CAPTION:
        return text
    return text[:LONGEST_CAPTION].rsplit(" ", 1)[0].rstrip(" ,;:–—-،؛") + "…"


def listed_names(book: Book) -> tuple[Name, ...]:
    """The names in the order of the book's language."""
    return tuple(sorted(book.back.names, key=lambda name: sort_key(name.name, book.record.language)))


def _side_of_term(text: str, language: str, book: Book) -> tuple[str, Direction]:
    """Language and direction of a name or term: those that are told, else as its letters say."""
    if language:
        return language, language_direction(language)
    ground = book.record.language
    direction = direction_of(text, book.direction)
    fitting = direction == book.direction and (direction == "ltr" or fits(ground, text))
    return (ground if fitting else language_of(text, "en" if direction == "ltr" else ground)), direction


def _blocks_of(book: Book, kind: PartKind) -> Blocks:
    """The content of a part that consists of blocks."""
    back = book.back
    return {"bibliography": back.bibliography, "chronology": back.chronology, "changes": back.changes}.get(kind, ())

"""The index as a layout shows it: entries in the order of the language, each with the folios or links at which its term stands."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from compiler.model.back import Mention, Term
from compiler.model.book import Book
from compiler.model.pages import PageMap, PrintedPage, page_id
from compiler.words import Words
from compiler.words.collation import initial, sort_key

SHORTEST_RANGE = 3
"""Pages in a row from which on they are a range: two stand side by side."""


class Locator(NamedTuple):
    """Where a term stands, as it is shown, the address that a link to it has, and whether it is the folio of a printed page."""

    label: str
    target: str
    printed: bool = True


Span = tuple[Locator, ...]
"""One locator, or the first and the last of a range."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another entry that an entry refers to."""

    id: str
    term: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its term, where it stands, what it refers to instead (`see`) or besides, and the entries below it."""

    id: str
    term: Term
    spans: tuple[Span, ...]
    see: tuple[Reference, ...]
    see_also: tuple[Reference, ...]
    inner: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The entries under one letter; `letter` is empty for those that begin with none."""

    letter: str
    entries: tuple[Entry, ...]


Places = Callable[[Sequence[Mention]], tuple[Span, ...]]


def printed_places(pages: PageMap, known: Container[str], marks: Mapping[int, str]) -> Places:
    """Folios of the printed pages, in their order, those in a row joined. A folio leads to the block that begins on its page,
    else to the mark of the page; `known` are the ids that can be led to and `marks` those of the marks by the page's index.
    """

    def places(mentions: Sequence[Mention]) -> tuple[Span, ...]:
        targets: dict[int, str] = {}
        for mention in mentions:
            for index, block in _pages_of(mention, pages):
                begins = pages.blocks.get(block) == index and block in known
                targets.setdefault(index, block if begins else marks.get(index, block))
        return tuple(_joined([(pages.pages[index], target) for index, target in sorted(targets.items())]))

    return places


def numbered_places(words: Words) -> Places:
    """Where no page was printed: links counted from 1, one for each block."""

    def places(mentions: Sequence[Mention]) -> tuple[Span, ...]:
        blocks = dict.fromkeys(mention.block for mention in mentions)
        return tuple((Locator(words.digits(number), block, printed=False),) for number, block in enumerate(blocks, 1))

    return places


def page_spots(pages: PageMap, taken: Container[str]) -> dict[int, str]:
    """The address of each page by its index."""
    return {page.index: page_id(page, taken) for page in pages.pages}


def _pages_of(mention: Mention, pages: PageMap) -> Iterator[tuple[int, str]]:
    """The page of a mention, and the id that it was found by: that of its note where the print has no id for its block."""
    for block, offset in ((mention.block, mention.offset), (mention.note, 0)):
        index = pages.page_at(block, offset)
        if index is not None:
            yield index, block
            return


def _joined(found: Iterable[tuple[PrintedPage, str]]) -> Iterator[Span]:
    """Pages that follow one another with numbers in a row are a range."""
    runs = groupby(enumerate(found), key=lambda one: (one[1][0].front, one[1][0].number - one[0]))
    for _, run in runs:
        locators = [Locator(page.label, target) for _, (page, target) in run]
        if len(locators) < SHORTEST_RANGE:
            yield from ((locator,) for locator in locators)
        else:
            yield locators[0], locators[-1]


def index_groups(book: Book, places: Places) -> tuple[Group, ...]:
    """The whole index, letter by letter."""
    language = book.record.language
    entries = _Entries(book, places).all()
    grouped = groupby(entries, key=lambda entry: initial(entry.term.sort or entry.term.term, language))
    return tuple(Group(letter, tuple(run)) for letter, run in grouped)


class _Entries:
    """Entries under way: only those that lead somewhere are shown, and only to those shown may others refer."""

    def __init__(self, book: Book, places: Places) -> None:
        self._language = book.record.language
        mentions = dict(book.back.mentions)
        self._spans = {term: places(where) for term, where in mentions.items()}
        self._terms = {term.id: term for term in book.back.shown_terms}
        self._shown = self._leading()

    def all(self) -> list[Entry]:
        return self._sorted(term for term in self._terms.values() if not term.under)

    def _leading(self) -> set[str]:
        """Ids of the entries that say a place, or refer to one that does, and of those above them."""
        found = {term for term, spans in self._spans.items() if spans}
        found |= {term.under for term in self._terms.values() if term.id in found}
        for term in self._terms.values():
            if not found.isdisjoint((*term.see, *term.see_also)):
                found |= {term.id, term.under}
        return found

    def _sorted(self, terms: Iterable[Term]) -> list[Entry]:
        shown = [term for term in terms if term.id in self._shown]
        shown.sort(key=lambda term: sort_key(term.sort or term.term, self._language))
        return [self._entry(term) for term in shown]

    def _entry(self, term: Term) -> Entry:
        inner = self._sorted(one for one in self._terms.values() if one.under == term.id)
        see, also = self._references(term.see), self._references(term.see_also)
        return Entry(term.id, term, self._spans.get(term.id, ()), see, also, tuple(inner))

    def _references(self, ids: Iterable[str]) -> tuple[Reference, ...]:
        return tuple(Reference(one, self._terms[one].term) for one in ids if one in self._shown and one in self._terms)

"""Where in a document a line and column, or the steps of a canonical fragment identifier, lead: the ids around that place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from itertools import islice, takewhile
from xml.parsers import expat

from lxml import etree

from .publication import Publication

_STEP = re.compile(r"/(\d+)(?:\[[^\]]*\])?")
Change = tuple[int, int, tuple[str, ...], bool]
"""Line and column of a tag, the ids in force from there on, the innermost first, and whether the tag opens an element."""


class ElementPlaces:
    """The places of elements in one document of a book."""

    def __init__(self, book: Publication, path: str) -> None:
        self._book = book
        self._path = path

    def around(self, line: int, column: int = 0) -> tuple[str, ...]:
        """The ids around a place, the innermost first: of the tag that the place is in or behind.

        Validators name the end of a tag, so a place at the beginning of one belongs to the tag before it. Without a column it is the
        first element that opens on the line, or else what is open there.
        """
        first = bisect_left(self._changes, (line, column), key=lambda change: change[:2])
        on_line = takewhile(lambda change: change[0] == line, islice(self._changes, first, None))
        opens = next((ids for _, _, ids, opens in on_line if opens), None)
        if not column and opens is not None:
            return opens
        return self._changes[first - 1][2] if first else ()

    def along(self, steps: str) -> etree._Element | None:
        """The element to which the steps lead from the root (EPUB CFI: `/4/2[id]/6`), or the last one on the way that is there."""
        document = self._book.documents.get(self._path)
        element = document.root if document else None
        for step in _STEP.findall(steps):
            children = list(element.iterchildren(etree.Element)) if element is not None else []
            number = int(step) // 2
            if int(step) % 2 or not 1 <= number <= len(children):
                break  # a text, or not of this document: what is around it is known
            element = children[number - 1]
        return element

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        return tuple(_changes(self._book.members[self._path])) if self._path in self._book.documents else ()


def _changes(data: bytes) -> Iterator[Change]:
    """Each place at which the ids in force change, as far as the document can be read. Entities are not followed."""
    parser = expat.ParserCreate()
    found: list[Change] = []
    stack: list[tuple[str, ...]] = [()]

    def begin(_name: str, attributes: dict[str, str]) -> None:
        identifier = attributes.get("id")
        stack.append((identifier, *stack[-1]) if identifier else stack[-1])
        found.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, stack[-1], True))

    def end(_name: str) -> None:
        stack.pop()
        found.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, stack[-1], False))

    def no_entity(*_: object) -> None:
        raise ValueError("a DTD of its own")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.EntityDeclHandler = no_entity
    with suppress(expat.ExpatError, ValueError):
        parser.Parse(data, True)
    return iter(found)

"""From a page or an object of a PDF to the place on the page, to the named destinations there, and to the author's file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pikepdf

from compiler.files import MAX_CAPTURE
from compiler.messages import Message, Origin

from .pdf_boxes import Box, Boxes, around
from .pdf_places import UNREADABLE, Printed, printed

_OBJECT = re.compile(r"object (\d+)")


class Spots:
    """Where things stand in an open PDF. Boxes are left, bottom, right, top in points from the lower left corner."""

    def __init__(self, book: Printed, data: bytes) -> None:
        self._book = book
        self._boxes = Boxes(data)

    def spot(self, origin: Origin) -> tuple[int, Box | None] | None:
        """The page (from 1) that an origin in this file means, and the box on it; None for one in no page."""
        number = _OBJECT.search(origin.key)
        found = self._of_object(int(number[1])) if number else None
        if found is not None and (origin.unit != "page" or origin.first in (None, found[0])):
            return found
        return (origin.first, None) if origin.unit == "page" and origin.first else None

    def ids_at(self, page: int, box: Box | None) -> Iterator[str]:
        """The destinations at or before a place, the nearest first. Without a box: those on the page, then those before."""
        places = self._destinations
        if box is None:
            yield from (name for number, _, name in places if number == page)
            end = bisect_right(places, (page, float("-inf"), ""))
        else:
            end = bisect_right(places, (page, -box[3] + 1, "\uffff"))
        yield from (name for _, _, name in reversed(places[:end]))

    def destination(self, name: str) -> tuple[int, float | None] | None:
        """The page (from 1) of a named destination and its height above the lower edge; None for none of this file."""
        return next(((page, -low) for page, low, known in self._destinations if known == name), None)

    @cached_property
    def _destinations(self) -> tuple[tuple[int, float, str], ...]:
        """Page, height (smaller is higher) and name of each, in the order of the text."""
        found = []
        for name, target in self._book.destinations.items():
            page = self._book.page_of(target)
            if page is not None:
                found.append((page, -_height(target), name))
        return tuple(sorted(found))

    @cached_property
    def _annotations(self) -> dict[int, tuple[int, Box]]:
        found: dict[int, tuple[int, Box]] = {}
        for number, page in enumerate(self._book.pdf.pages, 1):
            for annotation in page.obj.get("/Annots", []):
                if isinstance(annotation, pikepdf.Dictionary) and "/Rect" in annotation:
                    a, b, c, d = (float(edge) for edge in annotation.Rect.as_list()[:4])
                    found[annotation.objgen[0]] = (number, (min(a, c), min(b, d), max(a, c), max(b, d)))
        return found

    def _of_object(self, number: int) -> tuple[int, Box | None] | None:
        if number in self._annotations:
            return self._annotations[number]
        page = next((page for (own, _), page in self._book.numbers.items() if own == number), None)
        if page is not None:
            return page, None
        return self._of_element(self._book.pdf.get_object(number, 0))

    def _of_element(self, element: pikepdf.Object) -> tuple[int, Box | None] | None:
        """The page and the box of a structure element: that of all its marked content on its first page."""
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return None
        content = [(self._book.numbers[page], mark) for page, mark in _marks(element) if page in self._book.numbers]
        if not content:
            return None
        first = min(page for page, _ in content)
        return first, around(self._boxes.of(first, mark) for page, mark in content if page == first)


def placed(messages: Iterable[Message], path: Path, places: Mapping[str, Origin]) -> tuple[Message, ...]:
    """The messages about the PDF at `path` in the author's own files, as far as `places` knows the blocks there by their ids."""
    said = tuple(messages)
    if not places or not said:
        return said
    with path.open("rb") as file:
        return placed_in(said, file.read(MAX_CAPTURE), path.name, places)


def placed_in(
    messages: tuple[Message, ...], data: bytes, name: str, places: Mapping[str, Origin]
) -> tuple[Message, ...]:
    """The same for a PDF in memory."""
    if not places:
        return messages
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            spots = Spots(printed(pdf, name), data)
            return tuple(_placed(message, spots, places) for message in messages)
    except UNREADABLE:
        return messages  # what cannot be read has no places; that it cannot is said elsewhere


def _placed(message: Message, spots: Spots, places: Mapping[str, Origin]) -> Message:
    spot = spots.spot(message.origin) if message.origin and not message.book else None
    if spot is None or message.origin is None:
        return message
    author = next((places[name] for name in spots.ids_at(*spot) if name in places), None)
    page = replace(message.origin, first=spot[0], last=spot[0], unit="page")
    return replace(message, origin=author or page, book=page if author else None)


def _height(target: pikepdf.Object) -> float:
    """The height above the lower edge to which a destination leads; that of the whole page where it tells none."""
    place = target.get("/D") if isinstance(target, pikepdf.Dictionary) else target
    if isinstance(place, pikepdf.Array) and len(place) > 3 and place[1] == "/XYZ" and place[3] is not None:
        return float(place[3])
    return float("inf")


def _marks(element: pikepdf.Dictionary) -> Iterator[tuple[tuple[int, int], int]]:
    """The page object and the number of each piece of marked content under an element (ISO 32000-2, 14.7.5)."""
    waiting: list[tuple[pikepdf.Object, pikepdf.Object | None]] = [(element, None)]
    seen = 0
    while waiting and seen < 10_000:
        seen += 1
        thing, page = waiting.pop()
        page = thing.get("/Pg", page)
        kids = thing.get("/K")
        for kid in reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids]):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in ("/OBJR", "/MCR"):
                waiting.append((kid, page))
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid and (own := kid.get("/Pg", page)) is not None:
                yield own.objgen, int(kid.MCID)
            elif isinstance(kid, int) and page is not None:
                yield page.objgen, kid

"""What the pages of a printed or paginated original left in the text: page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from . import words
from .desk import Desk
from .lines import Line

_NUMBER = re.compile(r"[-–—\[(\s]*(\d{1,4}|[ivxlc]{1,7})[-–—\])\s]*", re.IGNORECASE)
_PAGE = re.compile(
    r"[-–—\[(\s]*(page|seite|p\.|صفحهٔ?|الصفحة|עמוד)\s*\d{1,4}(\s*(of|/|von|از|من)\s*\d{1,4})?[-–—\])\s]*", re.IGNORECASE
)
_DASHED = re.compile(r"[-–—]\s?\d{1,4}\s?[-–—]|\[\s?(page|seite|p\.)\s?\d{1,4}\s?\]", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
NUMBER = "page number"
HEAD = "running head"
SPLIT = frozenset({NUMBER, HEAD})


def mark_pages(desk: Desk) -> None:
    """Drops page numbers, and the lines beside them that come back on every page."""
    numbers = _page_numbers(desk)
    for place in numbers:
        desk.put(desk.sheet.lines[place], "drop", NUMBER)
    for place in _running_heads(desk, numbers):
        desk.put(desk.sheet.lines[place], "drop", HEAD)


def _page_numbers(desk: Desk) -> set[int]:
    """Places of “Page 4” and the like, and of lone numbers that rise by one and stand where a page ends.

    Lone numbers that begin at 1 and follow finished sentences are numbered chapters.
    """
    lines = desk.sheet.lines
    named = {place for place, line in enumerate(lines) if _PAGE.fullmatch(line.body) or _DASHED.fullmatch(line.body)}
    lone = [
        (place, int(line.body.strip("-–—[]() \u00a0")))
        for place, line in enumerate(lines)
        if _lone(line, alone=desk.sheet.spaced or not desk.sheet.width)
    ]
    rising = {place for (a, m), (b, n) in pairwise(lone) if n == m + 1 for place in (a, b)}
    if lone and any(n == 1 for place, n in lone if place in rising) and not any(_torn(lines, p) for p in rising):
        rising = set()
    return named | rising | {place for place, _ in lone if lines[place].page or _before_page(lines, place)}


def _lone(line: Line, *, alone: bool) -> bool:
    return bool(
        (line.alone or not alone) and line.length < 10 and _NUMBER.fullmatch(line.body) and _DIGITS.search(line.body)
    ) and (line.body.strip("-–—[]() \u00a0").isdecimal())


def _torn(lines: tuple[Line, ...], place: int) -> bool:
    """The line before does not end its sentence."""
    return place > 0 and lines[place - 1].end == "" and lines[place - 1].words > 4


def _before_page(lines: tuple[Line, ...], place: int) -> bool:
    return place + 1 < len(lines) and lines[place + 1].page


def _running_heads(desk: Desk, numbers: set[int]) -> set[int]:
    """Places of short lines that come at least twice, digits aside, each time beside a page number or a form feed.

    “Article 2” and “Article 3” are two headings.
    """
    lines = desk.sheet.lines
    seen: Counter[str] = Counter()
    beside: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        key = line.key if words.SECTION.match(line.body) else _DIGITS.sub("", line.key).strip()
        if not key or line.length > 90 or not desk.free(line):
            continue
        seen[key] += 1
        if line.page or _before_page(lines, place) or {place - 1, place + 1} & numbers:
            beside.setdefault(key, []).append(place)
    return {
        place for key, places in beside.items() if len(places) >= 2 or seen[key] > len(places) >= 1 for place in places
    }

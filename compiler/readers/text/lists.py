"""Real lists: neighbouring lines with bullets, or with numbers that go on; numbered headings are not among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .dates import ascii_digits
from .desk import Desk, Part
from .lines import Line

_BULLET = re.compile(r"([•◦▪▫‣●○■□►➢✓✔·*+]|[-–—])\s+(?=\S)")
_NUMBER = re.compile(r"(?:\((?P<a>[\d۰-۹٠-٩]{1,3})\)|(?P<b>[\d۰-۹٠-٩]{1,3})\s?(?:[.)]|-(?=\s)))\s*(?=[^\s\d.])")
_LETTER = re.compile(r"\(?(?P<letter>[a-z]|[A-H]|[ivx]{1,4})[.)]\s+(?=\S)")
_PERSIAN = re.compile(r"(?P<letter>الف|ب|ج|د|ه)[).-]\s+(?=\S)")
_ALPHABET = ("الف", "ب", "ج", "د", "ه")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_SPEECH = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Item:
    """How a line opens as an item: `style` is a CSS counter style, empty for bullets; `length` of the marker with its space."""

    style: str
    value: int
    length: int
    marker: str


def item_of(body: str) -> Item | None:
    """What `body` opens with, None if with no marker of a list."""
    bullet = _BULLET.match(body)
    if bullet:
        return Item("", 0, bullet.end(), bullet[1])
    number = _NUMBER.match(body)
    if number:
        digits = number["a"] or number["b"]
        style = "decimal" if digits.isascii() else "persian" if re.search("[۰-۹]", digits) else "arabic-indic"
        return Item(style, int(ascii_digits(digits)), number.end(), number[0].strip())
    letter = _LETTER.match(body)
    if letter:
        return _lettered(letter["letter"], letter)
    persian = _PERSIAN.match(body)
    if persian:
        return Item("persian-abjad", _ALPHABET.index(persian["letter"]) + 1, persian.end(), persian[0].strip())
    return None


def _lettered(letter: str, match: re.Match[str]) -> Item:
    if letter in _ROMAN and (len(letter) > 1 or letter == "i"):
        return Item("lower-roman", _ROMAN.index(letter) + 1, match.end(), match[0].strip())
    style = "lower-alpha" if letter.islower() else "upper-alpha"
    return Item(style, ord(letter.lower()) - ord("a") + 1, match.end(), match[0].strip())


def mark_lists(desk: Desk, part: Part) -> None:
    """Marks runs of at least two items, with the lines that go on with an item."""
    lines = desk.sheet.lines
    place = part.first
    while place < part.last:
        run, end = _run(desk, part, place)
        if _is_list(run, lines[place - 1] if place > part.first else None):
            desk.put_all(run, "list")
            place = end
        else:
            place += 1


def _run(desk: Desk, part: Part, place: int) -> tuple[list[Line], int]:
    """The items from `place` on that follow each other, blank lines between them or not, and the place after them."""
    lines = desk.sheet.lines
    first = lines[place]
    opening = item_of(first.body)
    if opening is None or not desk.free(first) or not first.letters:
        return [], place
    run, last, end = [first], opening, place + 1
    while end < part.last and desk.free(lines[end]):
        line = lines[end]
        item = item_of(line.body)
        if item and line.gap <= 1 and _goes_on(first, last, line, item):
            last = item if line.indent <= first.indent + 1 else last
        elif not _continues(desk, first, run[-1], line, item):
            break
        run.append(line)
        end += 1
    return run, end


def _goes_on(first: Line, last: Item, line: Line, item: Item) -> bool:
    """The next item of the list, or one of a list inside it (set in further)."""
    if line.indent > first.indent + 1:
        return True
    if item.style == last.style == "" or (item.style == last.style and item.value == last.value + 1):
        return item.style != "" or item.marker == last.marker or line.gap == 0
    roman = last.style == "lower-alpha" and item.style == "lower-roman" and item.marker[:1] == "i" and last.value == 8
    return roman


def _continues(desk: Desk, first: Line, before: Line, line: Line, item: Item | None) -> bool:
    if item is not None or line.gap > 0:
        return False
    return line.indent > first.indent or desk.sheet.full(before, line) or (line.low and not before.closed)


def _is_list(run: Sequence[Line], before: Line | None) -> bool:
    items = [line for line in run if item_of(line.body)]
    if len(items) < 2:
        return len(items) == 1 and before is not None and before.end == "colon" and items[0].body[:1] in "•◦▪‣●■"
    opening = item_of(items[0].body)
    if opening is None or (opening.style and opening.value > 1 and not _announced(before)):
        return False
    if opening.marker in _SPEECH and not _announced(before):
        return not _speech(items)
    if (
        opening.style
        and all(line.gap > 0 for line in items[1:])
        and all(line.titled and line.words < 9 for line in items)
    ):
        return _announced(before)
    return True


def _announced(before: Line | None) -> bool:
    return before is not None and before.end == "colon"


def _speech(items: Sequence[Line]) -> bool:
    """Lines of talk begin with a dash in many languages, and end as sentences do."""
    return sum(line.closed for line in items) * 3 > 2 * len(items)

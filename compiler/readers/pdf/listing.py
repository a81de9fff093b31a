"""Rows that begin with a bullet or a number, as lists inside lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from compiler.model.content import Block, List

from .letters import Letter
from .rows import Row
from .setting import Setting

BULLETS = frozenset("•‣▪▫◦●○■□◆◇►▶–—-*·∙✓✔➢➤\uf0b7\uf0a7\uf0d8\uf076\uf02d\uf0fc")
_SURE = BULLETS - frozenset("–—-*·")
_NUMBER = re.compile(r"(?:\(?(\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)\-]|[(](\d{1,3}|[a-z])[)])(?=\s)")


@dataclass(slots=True)
class Marker:
    """What an item begins with: `number` is empty for a bullet; the text begins after `length` letters, at `text_at` points."""

    number: str
    length: int
    at: float
    text_at: float
    sure: bool


@dataclass(slots=True)
class Item:
    """An item in the making: its letters, its rows' pages, and how far in its marker stands."""

    marker: Marker
    letters: list[Letter]
    first: Row
    last: Row
    indent: float
    inner: list[Item] = field(default_factory=list)


def marker_of(row: Row) -> Marker | None:
    """The marker that a row begins with, if any."""
    letters, side = row.letters, row.side
    if len(letters) < 3:
        return None
    length, number, sure = 0, "", False
    if letters[0].text in BULLETS and letters[1].blank:
        length, sure = 1, letters[0].text in _SURE
    elif match := _NUMBER.match("".join(letter.text for letter in letters[:8])):
        number, length = match[1] or match[2], len(match[0])
    if not length:
        return None
    while length < len(letters) and letters[length].blank:
        length += 1
    if length >= len(letters):
        return None
    at = letters[0].left if side == "ltr" else -letters[0].right
    text_at = letters[length].left if side == "ltr" else -letters[length].right
    return Marker(number, length, at, text_at, sure)


def begins_list(rows: Sequence[Row], index: int, setting: Setting) -> bool:
    """True if the row at `index` begins a list: a sure bullet, a hanging second line, or a next marker at the same place."""
    marker = marker_of(rows[index])
    if marker is None:
        return False
    if marker.sure:
        return True
    for row in rows[index + 1 : index + 12]:
        other = marker_of(row)
        if other and abs(other.at - marker.at) < 3:
            return follows(marker, other)
        edge = row.left if row.side == "ltr" else -row.right
        if edge < marker.text_at - 3 or abs(row.size - rows[index].size) > 0.5:
            return False
        if abs(edge - marker.text_at) <= 3 and marker.text_at - marker.at > 3 and not other:
            return _is_first(marker)
    return False


def _is_first(marker: Marker) -> bool:
    return not marker.number or marker.number in {"1", "a", "A", "i", "۱", "١"}


def follows(one: Marker, two: Marker) -> bool:
    """True if the second marker is the next of the first's kind."""
    if not one.number or not two.number:
        return one.number == two.number
    if one.number.isdecimal() and two.number.isdecimal():
        return int(two.number) == int(one.number) + 1
    return (len(one.number) == len(two.number) == 1 and ord(two.number) == ord(one.number) + 1) or one.number == "i"


def continues_item(item: Item, row: Row, setting: Setting) -> bool:
    """True if a row without marker goes on with the item: under its text, or flush after a full line."""
    if row.page != item.last.page or row.column != item.last.column:
        return abs(_edge(row) - item.marker.text_at) <= 4 and not setting.fits(item.last, row)
    if abs(row.size - item.first.size) > 0.5 or setting.loose(item.last, row):
        return False
    return _edge(row) > item.marker.at + 3 or not setting.fits(item.last, row)


def _edge(row: Row) -> float:
    return row.left if row.side == "ltr" else -row.right


def nested(items: Sequence[Item]) -> list[Item]:
    """Items that stand further in become items of the one before them."""
    top: list[Item] = []
    stack: list[Item] = []
    for item in items:
        item.inner = []
        while stack and item.marker.at <= stack[-1].marker.at + 3:
            stack.pop()
        (stack[-1].inner if stack else top).append(item)
        if len(stack) < 6:
            stack.append(item)
    return top


def list_style(items: Sequence[Item]) -> tuple[str, int]:
    """The counter style of a list and the number that it starts with."""
    number = items[0].marker.number
    if not number:
        return "", 1
    if number.isdecimal():
        persian = number[0] in "۰۱۲۳۴۵۶۷۸۹"
        return ("persian" if persian else "arabic-indic" if number[0] in "٠١٢٣٤٥٦٧٨٩" else "decimal"), int(number)
    if number.lower() == "i" or len(number) > 1:
        return ("lower-roman" if number.islower() else "upper-roman"), 1
    return ("lower-alpha" if number.islower() else "upper-alpha"), ord(number.lower()) - ord("a") + 1


def as_list(blocks: Sequence[tuple[Block, ...]], items: Sequence[Item], **place: object) -> List:
    style, start = list_style(items)
    return List(items=tuple(blocks), style=style, start=start, **place)  # type: ignore[arg-type]

"""Letters become lines: grouped by base line, parted at wide gaps, put in the order of reading, with the spaces that show."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from compiler.bidi import Direction, direction_of, strong

from .letters import BOLD, ITALIC, LOWERED, RAISED, Letter, Sheet
from .order import reading_order

_SAME_LINE = 0.45
"""How far from the base line a letter may stand, in ems: a raised figure does, the next line does not."""
_RAISED_BY = 0.65
_PARTED = 2.0
"""A gap that parts a line into pieces, in ems: columns, cells, a folio beside its heading."""
_SPACE = 0.17
"""A gap that is read as a space where the file has none, in ems."""
_SHORT = 4
_MARKS = 500
"""Marks of one line that are put to their letters; the rest, of a line that no page can show, stand by themselves."""
LEADER = re.compile(r"(?:[.·…_]\s?){4,}")


@dataclass(slots=True)
class Piece:
    """A stretch of a line without wide gaps: its letters in the order of reading, spaces included.

    `left`, `right` and `base` are in points from the page's left and bottom edges, `size` is that of most of its type.
    """

    page: int
    letters: list[Letter]
    left: float
    right: float
    base: float
    size: float

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    def all(self, style: int) -> bool:
        """True if (nearly) all of its letters have this style."""
        drawn = [letter for letter in self.letters if any(map(str.isalnum, letter.text))]
        return bool(drawn) and sum(bool(letter.style & style) for letter in drawn) >= 0.9 * len(drawn)

    @property
    def bold(self) -> bool:
        return self.all(BOLD)

    @property
    def italic(self) -> bool:
        return self.all(ITALIC)


def pieces_of(sheet: Sheet) -> list[Piece]:
    """The pieces of a page, in the order in which the file draws them."""
    base = direction_of("".join(letter.text for letter in sheet.letters))
    groups = [part for group in _groups(sheet.letters) for part in _parted(group)]
    return [_piece(sheet.number, group, base) for group in _joined(groups)]


def _groups(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters that follow each other on one base line; marks are put to the letters that they stand on."""
    groups: list[list[Letter]] = []
    base = size = 0.0
    for letter in letters:
        if letter.blank:
            if groups:
                groups[-1].append(letter)
            continue
        if groups and _on_line(letter, groups[-1], base, size):
            groups[-1].append(letter)
            if letter.size > size:
                base, size = letter.base, letter.size
        else:
            groups.append([letter])
            base, size = letter.base, letter.size
    return [sorted(_marked(group), key=lambda letter: letter.left) for group in groups]


def _on_line(letter: Letter, group: Sequence[Letter], base: float, size: float) -> bool:
    """Near the base line; a letter right after the last one may stand further from it, raised or lowered."""
    away = abs(letter.base - base)
    if away <= _SAME_LINE * max(letter.size, size):
        return True
    last = next((other for other in reversed(group) if not other.blank), letter)
    return away <= _RAISED_BY * max(letter.size, size) and abs(letter.left - last.right) < 0.15 * size


def _marked(group: list[Letter]) -> list[Letter]:
    """The group without marks that stand alone, each added to the letter under its middle."""
    marks = [letter for letter in group if all(unicodedata.combining(character) for character in letter.text)]
    if not marks:
        return group
    apart = set(map(id, marks[:_MARKS]))
    rest = [letter for letter in group if id(letter) not in apart]
    under = [letter for letter in rest if not letter.blank]
    if not under:
        return group
    for mark in marks[:_MARKS]:
        middle = (mark.left + mark.right) / 2
        bearer = min(under, key=lambda letter: max(letter.left - middle, middle - letter.right, 0.0))
        bearer.text += mark.text
    return rest


def _parted(group: list[Letter]) -> list[list[Letter]]:
    """The group cut at gaps of more than two ems, blanks at the edges left out."""
    parts: list[list[Letter]] = [[]]
    right: float | None = None
    for letter in group:
        if letter.blank:
            if parts[-1]:
                parts[-1].append(letter)
            continue
        if right is not None and letter.left - right > _PARTED * letter.size:
            parts.append([])
        parts[-1].append(letter)
        right = max(letter.right, right or letter.right)
    return [part for part in map(_trimmed, parts) if part]


def _trimmed(part: list[Letter]) -> list[Letter]:
    while part and part[-1].blank:
        part.pop()
    return part


def _joined(groups: list[list[Letter]]) -> list[list[Letter]]:
    """Groups drawn apart that are one line: a bullet, a note's figure, a word drawn late."""
    done: list[_Group] = []
    at: dict[int, list[_Group]] = {}
    for letters in groups:
        group = _Group.of(letters)
        band = round(group.base / 4)
        near = (other for key in (band - 1, band, band + 1) for other in at.get(key, ()))
        home = next((other for other in near if other.touches(group)), None)
        if home is None:
            done.append(group)
            at.setdefault(band, []).append(group)
        else:
            home.take(group)
    return [group.letters for group in done]


@dataclass(slots=True)
class _Group:
    """Letters from left to right, with what is asked of them again and again."""

    letters: list[Letter]
    left: float
    right: float
    base: float
    size: float
    drawn: int

    @classmethod
    def of(cls, letters: list[Letter]) -> _Group:
        right = max(letter.right for letter in letters)
        drawn = sum(not letter.blank for letter in letters)
        return cls(letters, letters[0].left, right, _base(letters), _size(letters), drawn)

    def touches(self, other: _Group) -> bool:
        """True if the two stand on one line and close to each other; a mark may stand further off."""
        size = max(self.size, other.size)
        if abs(self.base - other.base) > 0.3 * size:
            return False
        gap = max(self.left, other.left) - min(self.right, other.right)
        short = min(self.drawn, other.drawn) <= _SHORT
        return -0.5 * size <= gap <= (_PARTED if short else 0.6) * size

    def take(self, other: _Group) -> None:
        whole = _Group.of(sorted(self.letters + other.letters, key=lambda letter: letter.left))
        self.letters, self.left, self.right, self.drawn = whole.letters, whole.left, whole.right, whole.drawn
        self.base, self.size = whole.base, whole.size


def _size(group: Sequence[Letter]) -> float:
    sizes = Counter(round(letter.size, 1) for letter in group if not letter.blank)
    most = max(sizes.values(), default=0)
    return max((size for size, count in sizes.items() if count == most), default=1.0)


def _base(group: Sequence[Letter]) -> float:
    size = _size(group)
    return median([letter.base for letter in group if not letter.blank and abs(letter.size - size) < 0.1] or [0.0])


# --- one piece ---


def _piece(page: int, group: list[Letter], page_side: Direction) -> Piece:
    size, base = _size(group), _base(group)
    for letter in group:
        if not letter.blank:
            letter.style |= _risen((letter.base - base) / size, small=letter.size <= 0.82 * size)
    letters = reading_order(_spaced(_without_blanks(group)), _side(group, page_side))
    right = max(letter.right for letter in group if not letter.blank)
    return Piece(page, letters, group[0].left, right, base, size)


def _risen(ems: float, *, small: bool) -> int:
    """Whether a letter so far above its line is a raised or a lowered one: small ones need to move less."""
    up, down = (0.12, -0.06) if small else (0.25, -0.2)
    return RAISED if ems >= up else LOWERED if ems <= down else 0


def _side(group: Iterable[Letter], page_side: Direction) -> Direction:
    """The direction of nearly all of its letters, else the page's."""
    sides = [side for letter in group for side in map(strong, letter.text) if side]
    share = sides.count("rtl") / len(sides) if sides else 0.5
    return "rtl" if share > 0.8 else "ltr" if share < 0.2 and sides else page_side


def _without_blanks(group: Sequence[Letter]) -> list[Letter]:
    """The drawn letters and the blanks between them, a blank drawn over a letter left out, blanks that follow each other once."""
    kept: list[Letter] = []
    for letter in group:
        if letter.blank and (not kept or kept[-1].blank or letter.right <= kept[-1].right + 0.02 * letter.size):
            continue
        kept.append(letter)
    return _trimmed(kept)


def _spaced(letters: list[Letter]) -> list[Letter]:
    """Spaces put in where letters stand apart and the file has none."""
    wide = _space_width(letters)
    done: list[Letter] = []
    for letter in letters:
        last = done[-1] if done else None
        if last and not last.blank and not letter.blank and _gap(last, letter) > wide * max(last.size, letter.size):
            done.append(Letter(" ", min(last.right, letter.right), max(last.left, letter.left), last.base, last.size))
            done[-1].style = last.style & letter.style & (BOLD | ITALIC)
        done.append(letter)
    return done


def _space_width(letters: Sequence[Letter]) -> float:
    """What is read as a space, in ems: more where all the letters are set apart."""
    drawn = [letter for letter in letters if not letter.blank]
    gaps = sorted(_gap(one, two) / max(one.size, two.size) for one, two in pairwise(drawn))
    usual = gaps[len(gaps) // 2] if len(gaps) > 4 else 0.0
    return _SPACE if usual < 0.1 else usual * 1.8


def _gap(one: Letter, two: Letter) -> float:
    return max(one.left, two.left) - min(one.right, two.right)


def has_leader(text: str) -> bool:
    """True for a row of dots that leads the eye to a page number."""
    return bool(LEADER.search(text))

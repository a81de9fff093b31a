"""Brackets and quotation marks in right-to-left text: what is drawn, what PDFium reports, and what is meant.

In right-to-left text an opening bracket is drawn as a closing one (UAX #9, L4). Most producers write down what is drawn, some what
is meant; PDFium turns either round where it takes the text for right-to-left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from compiler.bidi import Direction, strong

_MIRRORED = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))
_OPENING = frozenset("([{«‹")


class Sign(Protocol):
    """A letter as far as this module needs to know it."""

    text: str
    rtl: bool


def unturned(line: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """A line of PDFium's characters, in its order, as the file has them.

    PDFium turns round every mirrored sign that follows a right-to-left letter, and those at the start of a line in which
    right-to-left stretches are as many as others (`CPDF_TextPage::CloseTempLine`).
    """
    side = _overall(character for _, character in line)
    for index, character in line:
        side = strong(character) or side
        yield index, (_MIRRORED.get(character, character) if side == "rtl" else character)


def _overall(characters: Iterable[str]) -> Direction:
    sides = [side for side, _ in groupby(map(strong, characters)) if side]
    return "rtl" if sides.count("rtl") and sides.count("rtl") >= sides.count("ltr") else "ltr"


def put_brackets_right(lines: Iterable[Sequence[Sign]]) -> None:
    """Signs in right-to-left runs say what they mean: turned round, unless they pair better as they are."""
    found = [letter for line in lines for letter in line if letter.rtl and letter.text in _MIRRORED]
    as_said = [letter.text for letter in found]
    as_turned = [_MIRRORED[sign] for sign in as_said]
    if _paired(as_turned) >= _paired(as_said):
        for letter, sign in zip(found, as_turned, strict=True):
            letter.text = sign


def _paired(signs: Iterable[str]) -> int:
    """How many signs close the one opened last, less those that close nothing and those never closed."""
    opened: list[str] = []
    score = 0
    for sign in signs:
        if sign in _OPENING:
            opened.append(sign)
        elif opened and _MIRRORED[sign] == opened[-1]:
            opened.pop()
            score += 1
        else:
            score -= 1
    return score - len(opened)

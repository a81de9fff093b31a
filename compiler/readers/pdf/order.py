"""From the order in which letters stand to the order in which they are read: UAX #9 backwards, mirrored signs put right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from compiler.bidi import Direction, strong

from .letters import Letter

_MIRRORED = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))
_OPENING = frozenset("([{«‹")
_NUMBER = re.compile(r"N(?:S?N)*")
_LTR_RUN = re.compile(r"[LN](?:[^R]*[LN])?")
_RTL_RUN = re.compile(r"R(?:[^L]*[RN])?")


def reading_order(seen: Sequence[Letter], base: Direction) -> list[Letter]:
    """`seen`, letters from left to right, in the order of reading for a line of direction `base`.

    Exact for what the Unicode algorithm shows of text without embeddings, but for two cases that look alike on paper: digits
    beside Latin words in a right-to-left line are read with these words.
    """
    if base == "rtl":
        return _of_rtl(list(reversed(seen)))
    classes = "".join(map(_class, seen))
    read: list[Letter] = []
    at = 0
    for run in _RTL_RUN.finditer(classes):
        read += seen[at : run.start()]
        read += _of_rtl(list(reversed(seen[run.start() : run.end()])))
        at = run.end()
    return read + list(seen[at:])


def _of_rtl(letters: list[Letter]) -> list[Letter]:
    """`letters` from right to left; their left-to-right runs turned round."""
    for letter in letters:
        letter.rtl = True
    classes = "".join(map(_class, letters))
    for run in _LTR_RUN.finditer(classes):
        numbers = [run] if "L" in run[0] else _NUMBER.finditer(classes, run.start(), run.end())
        for part in numbers:
            turned = letters[part.start() : part.end()][::-1]
            for letter in turned:
                letter.rtl = False
            letters[part.start() : part.end()] = turned
    return letters


def _class(letter: Letter) -> str:
    """`R` or `L` for strong letters, `N` for digits, `S` for what joins them (UAX #9, CS), `W` for the rest."""
    side = next(filter(None, map(strong, letter.text)), None)
    if side:
        return "R" if side == "rtl" else "L"
    kind = unicodedata.bidirectional(letter.text[0])
    return "N" if kind in {"EN", "AN"} else "S" if kind == "CS" and not letter.blank else "W"


def put_brackets_right(lines: Iterable[Sequence[Letter]]) -> None:
    """Brackets and quotation marks in right-to-left runs say what they look like; they are to say what they mean.

    A few producers write the meaning already: where pairs would close before they open, nothing is changed.
    """
    found = [[letter for letter in line if letter.rtl and letter.text in _MIRRORED] for line in lines]
    balance = sum(_balance([_MIRRORED[letter.text] for letter in line]) for line in found)
    if balance >= 0:
        for line in found:
            for letter in line:
                letter.text = _MIRRORED[letter.text]


def _balance(signs: list[str]) -> int:
    """1 if the first of the signs opens, -1 if it closes."""
    return 0 if len(signs) < 2 else 1 if signs[0] in _OPENING else -1

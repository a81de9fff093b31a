"""From the order in which letters stand to the order in which they are read: UAX #9 backwards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from compiler.bidi import Direction, strong

from .letters import Letter

_PERSIAN = frozenset("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
_NUMBER = re.compile(r"[NP](?:S?[NP])*")
_LTR_RUN = re.compile(r"[LNP](?:[^R]*[LNP])?")
_RTL_RUN = re.compile(r"(?:P[PSW]*)?R(?:[^L]*[RNP])?")


def reading_order(seen: Sequence[Letter], base: Direction) -> list[Letter]:
    """`seen`, letters from left to right, in the order of reading for a line of direction `base`.

    Exact for what the Unicode algorithm shows of text without embeddings, but for what looks alike on paper: digits beside Latin
    words in a right-to-left line are read with these words, Persian ones beside Persian words in a left-to-right line with those.
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
    """`R` or `L` for strong letters, `P` for Persian and Arabic digits, `N` for others, `S` for joins (UAX #9, CS), else `W`."""
    side = next(filter(None, map(strong, letter.text)), None)
    if side:
        return "R" if side == "rtl" else "L"
    kind = unicodedata.bidirectional(letter.text[0])
    if kind in {"EN", "AN"}:
        return "P" if letter.text[0] in _PERSIAN else "N"
    return "S" if kind == "CS" and not letter.blank else "W"

"""Words as a reader looks for them: letters with their signs and joiners, or digits; compared without what no reader types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from compiler.bidi import has_rtl

Script = Literal["right-to-left", "left-to-right", "number"]
SCRIPTS: tuple[Script, ...] = ("right-to-left", "left-to-right", "number")
JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: a part of the spelling."""
HYPHENS = "-\u2010\u2011"
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD = re.compile(rf"\d+|[^\W\d_](?:[^\W\d_]|[{_MARKS}{JOINERS}])*")


class Word(NamedTuple):
    """A word of a text. `tied` is True if only a hyphen, or nothing, parts it from the word before: readers may run them together."""

    text: str
    tied: bool = False


def plain(text: str) -> str:
    """`text` with letters in their one form (NFKC), and without soft hyphens and controls of direction."""
    return unicodedata.normalize("NFKC", text).translate(_SHOWN)


class _Shown(dict[int, int | None]):
    """What `str.translate` asks: each character as it is, None for controls; found out when it is met first."""

    def __missing__(self, code: int) -> int | None:
        silent = unicodedata.category(chr(code)) == "Cf" and chr(code) not in JOINERS
        self[code] = None if silent else code
        return self[code]


_SHOWN = _Shown()


def spelled(text: str) -> list[str]:
    """The words of `text` by themselves."""
    return [word.rstrip(JOINERS) for word in _WORD.findall(text)]


def words(text: str) -> Iterator[Word]:
    """The words of `text`, of which `plain` has been made, in order; a joiner at a word's end is of no word."""
    end = -1
    for found in _WORD.finditer(text):
        between = text[end : found.start()] if end >= 0 else " "
        yield Word(found[0].rstrip(JOINERS), tied=not between.strip(HYPHENS + JOINERS) and end >= 0)
        end = found.end()


@lru_cache(65_536)
def script(word: str) -> Script:
    """What a word counts as."""
    if word[0].isdigit():
        return "number"
    return "right-to-left" if has_rtl(word) else "left-to-right"

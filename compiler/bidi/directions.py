"""The direction of characters, of whole texts, and of the scripts that language tags imply."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

Direction = Literal["ltr", "rtl"]

RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "sd", "ug", "yi", "dv", "syr", "nqo", "rhg"})
RTL_SCRIPTS = frozenset({"arab", "aran", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand", "samr"})
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s<>«»،؛؟]+|\bwww\.[^\s<>«»،؛؟]+|\b[\w.+-]{1,64}@(?:[\w-]{1,64}\.){1,8}[\w-]{1,64}"
    r"|\b10\.\d{4,9}/[^\s<>«»،؛؟]+|\b(?:[\w-]{1,64}\.){1,8}[a-zA-Z]{2,24}\b(?:/[^\s<>«»،؛؟]*)?",
    re.ASCII,
)
"""Web and mail addresses and names of files: they are written alike in every language, so they tell nothing of one."""
_SENTENCE = 2
"""Right-to-left words that are more than a word quoted."""
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u200c\u200d\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670'’])*")


@lru_cache(4096)
def strong(character: str) -> Direction | None:
    """The direction of a strong character (UAX #9, types L, R and AL), None for any other."""
    return _STRONG.get(unicodedata.bidirectional(character))


def has_rtl(text: str) -> bool:
    """True if any character is strongly right-to-left."""
    return not text.isascii() and any(strong(character) == "rtl" for character in set(text))


def direction_of(text: str, default: Direction = "ltr") -> Direction:
    """The direction of the sentence that `text` is: that of most of its words; `default` where there is none, or a tie.

    Not that of the first strong letter (UAX #9, P2): a Persian sentence that opens with a Latin acronym is still Persian.
    Capitalised words count half, because names are quoted in every language, beside several right-to-left words, and beside
    one where that is the usual direction; addresses count only where nothing else does, a single Latin letter never.
    """
    if text.isascii():
        return "ltr" if any(map(str.isalpha, text)) else default
    usual = 1 if default == "rtl" else _SENTENCE
    balance = _balance(ADDRESS.sub(" ", text), usual)
    if balance is None:
        balance = _balance(text, usual)
    return "rtl" if balance and balance > 0 else "ltr" if balance else default


def _balance(text: str, enough: int) -> int | None:
    """Above zero where right-to-left words prevail, below where left-to-right ones do, None where there are none.

    Beside `enough` of the former names weigh half.
    """
    counts = {"rtl": 0, "ltr": 0, "name": 0}
    for word in _WORD.finditer(text):
        side = strong(word[0][0])
        if len(word[0]) == 1 and word[0].isascii():
            continue  # a variable, an initial, the mark of a list
        counts["name" if side == "ltr" and word[0][0].isupper() else side or "name"] += 1
    weight = 1 if counts["rtl"] >= enough else 2
    return None if not any(counts.values()) else 2 * counts["rtl"] - 2 * counts["ltr"] - weight * counts["name"]


def language_direction(language: str) -> Direction:
    """The direction of the script that a BCP 47 tag implies: an explicit script subtag, else the language's usual one."""
    parts = language.lower().split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return "rtl" if parts[1] in RTL_SCRIPTS else "ltr"
    return "rtl" if parts[0] in RTL_LANGUAGES else "ltr"


def split_by_direction(text: str) -> Iterator[tuple[Direction, str]]:
    """Maximal runs of one direction, in order, losing nothing.

    Neutral characters and digits belong to the run before them (digits beside a script belong to it), leading ones to the
    first strong run.
    """
    current: Direction | None = None
    start = 0
    for index, character in enumerate(text):
        side = strong(character)
        if side is None or side == current:
            continue
        if current is not None:
            yield current, text[start:index]
            start = index
        current = side
    if text:
        yield current or "ltr", text[start:]

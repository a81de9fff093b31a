"""Pure Unicode questions: which direction a text has, which script its letters are of, where scripts change."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal

Direction = Literal["ltr", "rtl"]

RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "sd", "ug", "yi", "dv", "syr"})
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_PERSIAN = frozenset("پچژگکی‌")
_ARABIC = frozenset("كيىةأإ")
_KURDISH = frozenset("ڕڵۆێە")
_URDU = frozenset("ٹڈڑےںھ")


def strong(character: str) -> Direction | None:
    """The direction of a strong character (UAX #9, types L, R and AL), None for any other."""
    return _STRONG.get(unicodedata.bidirectional(character))


def has_rtl(text: str) -> bool:
    """True if any character is strongly right-to-left."""
    return any(strong(character) == "rtl" for character in text)


def direction_of(text: str, default: Direction = "ltr") -> Direction:
    """The direction of the majority of the strong letters; `default` where there is none or a tie.

    Not the first strong letter (UAX #9, P2): a Persian sentence that opens with a Latin acronym is still Persian.
    """
    balance = 0
    for character in text:
        side = strong(character)
        balance += 1 if side == "rtl" else -1 if side == "ltr" else 0
    return default if balance == 0 else "rtl" if balance > 0 else "ltr"


def language_direction(language: str) -> Direction:
    """The direction of the script that a BCP 47 tag implies: an explicit script subtag, else the language's usual one."""
    parts = language.lower().split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return "rtl" if parts[1] in {"arab", "hebr", "thaa", "syrc", "nkoo"} else "ltr"
    return "rtl" if parts[0] in RTL_LANGUAGES else "ltr"


def language_of(text: str, default: str = "en") -> str:
    """The language that the letters of a right-to-left text show; `default` for left-to-right text.

    Arabic-script text without any telling letter is `fa` if `default` is not another right-to-left language: the captures
    that Bayaz is for are Persian.
    """
    if direction_of(text) == "ltr":
        return default
    if any("HEBREW" in unicodedata.name(c, "") for c in text if strong(c) == "rtl"):
        return default if default in {"he", "yi"} else "he"
    letters = set(text)
    for telling, language in ((_KURDISH, "ckb"), (_URDU, "ur"), (_PERSIAN, "fa"), (_ARABIC, "ar")):
        if letters & telling:
            return language
    return default if language_direction(default) == "rtl" else "fa"


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

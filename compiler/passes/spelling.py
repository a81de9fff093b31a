"""Words as a reader takes them for the same: however they are coded, whatever their signs, joined by a joiner, a space or a hyphen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

_LETTERS = str.maketrans(
    {
        **{"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ۂ": "ه"},
        **{"أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ـ": None},
    }
)
"""Letters of Arabic script that stand for one another. Alef with its madda is another letter than alef."""
_SIGNS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
"""Vowel signs of Arabic script and Hebrew, which may be written or left out."""
_NON_JOINER = "\u200c"
_ENDINGS = frozenset(
    {
        *("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "تر", "تری", "ترین"),
        *("ای", "ام", "ات", "اش", "ایم", "اید", "اند", "مان", "تان", "شان", "ی"),
    }
)
"""What Persian puts behind a word with a non-joiner: plural, person, degree."""


class Word(NamedTuple):
    """A word or a sign of a text: its letters folded, as written, where it begins, and how it goes on.

    `joined` is True if a non-joiner stands before it: it is a part of the word before.
    """

    folded: str
    written: str
    start: int
    joined: bool = False


def words_in(text: str) -> Iterator[Word]:
    """Words, and the signs that tell some of them apart (C++, AT&T); what else stands between words divides them and is none."""
    for found in _tokens().finditer(text):
        folded, written = _folded(found[0])
        start = found.start()
        yield Word(folded, written, start, text[start - 1 : start] == _NON_JOINER)


def is_ending(word: Word) -> bool:
    """True for a part of a word that says its number, person or degree and not its meaning."""
    return word.joined and word.folded in _ENDINGS


def has_its_capitals(written: str, asked: str) -> bool:
    """True if `written` has a capital wherever `asked` has one: `US` is not `us`, but `margin` may begin a sentence."""
    if len(written) != len(asked):
        return written.isupper() or not asked.isupper()
    return all(found.isupper() for found, wanted in zip(written, asked, strict=True) if wanted.isupper())


@lru_cache(maxsize=65536)
def _folded(token: str) -> tuple[str, str]:
    """The token for comparison, and with its capitals."""
    if token.isascii():
        return token.lower(), token
    plain = unicodedata.normalize("NFC", token)
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cc"))
    plain = _SIGNS.sub("", plain.translate(_LETTERS))
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return plain.casefold(), plain


@cache
def _tokens() -> re.Pattern[str]:
    """A run of letters and digits, with the signs on them and what is not seen between them; or a sign."""
    marks = "".join(re.escape(chr(c)) for c in range(0x300, 0x10000) if unicodedata.category(chr(c)) in ("Mn", "Mc"))
    unseen = "\u00ad\u200d-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeffـ"
    return re.compile(rf"[^\W_](?:[^\W_]|[{marks}{unseen}])*|[+#&@%]")

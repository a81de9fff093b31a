"""Which language the letters of a right-to-left text show: told where they can tell, never guessed where they cannot."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from .directions import direction_of, has_rtl, language_direction, strong

UNKNOWN = "und"
"""The BCP 47 tag of a language that is not known; `und-Arab` where at least the script is."""
_UNKNOWN_ARABIC = "und-Arab"

# Letters that of the languages below only one writes, in words of its own.
_TELLING = {
    "ckb": "ڕڵێۆە",
    "ur": "ٹڈڑےہں",
    "ps": "ټډړښځڅږۍ",
    "sd": "ڄڃٻڀٺٽڊڍڏڳڱڙ",
    "ug": "ۇۈۋڭ",
}
_NOT_ARABIC = frozenset("پچژگکی")
"""Letters that Arabic does not write and Persian, Kurdish, Urdu and others do (the last two are their own kaf and yeh)."""
_FOUR_OF_PERSIAN = frozenset("پچژگ")
_ARABIC_ONLY = frozenset("ةىإ")
"""Letters that Persian does not write. Kaf and yeh of the Arabic keyboard (ك ي) tell nothing: much Persian is typed with it."""
_ENOUGH = 20
"""Letters after which the absence of the commonest letters of Urdu (ہ ے), Kurdish (ە) and others rules them out."""
_HEBREW = {"he", "yi", "lad"}


def language_of(text: str, default: str = "en", near: Sequence[str] = ()) -> str:
    """The language (BCP 47) that the letters of a right-to-left text show; `default` for left-to-right text.

    Where letters cannot part two languages, the first of `near` (languages used around the text) that they allow, then
    `default` if they allow it, else `und-Arab`.
    """
    if direction_of(text) == "ltr" and not (has_rtl(text) and language_direction(default) == "rtl"):
        return default
    around = (*near, default)
    if any("HEBREW" in unicodedata.name(c, "") for c in text if strong(c) == "rtl"):
        return next((tag for tag in around if _primary(tag) in _HEBREW), "yi" if set(text) & set("װױײ") else "he")
    return told(text) or next((tag for tag in around if fits(tag, text)), _UNKNOWN_ARABIC)


def told(text: str) -> str:
    """The one language in Arabic script that the letters of `text` allow, empty where they allow several."""
    letters = [c for c in unicodedata.normalize("NFKC", text) if strong(c) == "rtl"]
    held = set(letters)
    telling = _telling(letters)
    if telling:
        return telling
    if held & _ARABIC_ONLY and not held & _NOT_ARABIC:
        return "ar"
    return "fa" if held & _NOT_ARABIC and len(letters) >= _ENOUGH else ""


def _telling(letters: Sequence[str]) -> str:
    """The language that has the most telling letters, if they are more than a foreign name would bring."""
    counts = Counter({language: sum(c in telling for c in letters) for language, telling in _TELLING.items()})
    language, count = counts.most_common(1)[0]
    return language if count and count * 100 >= len(letters) else ""


def fits(tag: str, text: str) -> bool:
    """True if a right-to-left `text` may be of the language `tag`, as far as its letters go."""
    language = _primary(tag)
    if language_direction(tag) == "ltr" or language == UNKNOWN:
        return False
    held = set(unicodedata.normalize("NFKC", text))
    if any("HEBREW" in unicodedata.name(c, "") for c in held if strong(c) == "rtl"):
        return language in _HEBREW
    certain = told(text)
    if certain:
        return language == certain
    if language == "ar":
        return not held & _NOT_ARABIC
    if language == "fa":
        return not held & _ARABIC_ONLY or bool(held & _FOUR_OF_PERSIAN)
    return language not in _HEBREW


def _primary(tag: str) -> str:
    return tag.lower().split("-", maxsplit=1)[0]

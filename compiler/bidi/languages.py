"""Which language the letters of a right-to-left text show: told where they can tell, never guessed where they cannot."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from .directions import direction_of, has_rtl, language_direction, strong

UNKNOWN = "und"
"""The BCP 47 tag of a language that is not known; `und-Arab` and the like where at least the script is."""
_SCRIPTS = {
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "NKO": "Nkoo",
    "ADLAM": "Adlm",
    "HANIFI": "Rohg",
    "MANDAIC": "Mand",
    "SAMARITAN": "Samr",
}
"""Scripts (ISO 15924) by the first word of the Unicode names of their letters."""
_LANGUAGES = {
    "Hebr": frozenset({"he", "yi", "lad"}),
    "Syrc": frozenset({"syr", "syc", "aii"}),
    "Thaa": frozenset({"dv"}),
    "Nkoo": frozenset({"nqo"}),
    "Adlm": frozenset({"ff"}),
    "Rohg": frozenset({"rhg"}),
}
"""Languages by their script, but for the Arabic one, which has more than can be listed."""

# Letters that of the languages below only one writes, in words of its own.
_TELLING = {
    "ckb": "ڕڵێۆە",
    "ur": "ٹڈڑےہں",
    "ps": "ټډړښځڅږۍ",
    "sd": "ڄڃٻڀٺٽڊڍڏڳڱڙ",
    "ug": "ۇۈۋڭ",
}
_FOUR_OF_PERSIAN = frozenset("پچژگ")
_NOT_ARABIC = _FOUR_OF_PERSIAN | frozenset("کی")
"""Letters that Arabic does not write and Persian, Kurdish, Urdu and others do (the last two are their own kaf and yeh)."""
_ARABIC_ONLY = frozenset("ةىإ")
"""Letters that Persian does not write. Kaf and yeh of the Arabic keyboard (ك ي) tell nothing: much Persian is typed with it."""
_ENOUGH = 20
"""Letters after which the absence of the commonest letters of Urdu (ہ ے), Kurdish (ە) and others rules them out."""


def language_of(text: str, default: str = "en", near: Sequence[str] = ()) -> str:
    """The language (BCP 47) that the letters of a right-to-left text show; `default` for left-to-right text.

    Where letters cannot part two languages, the first of `near` (languages used around the text) that they allow, then
    `default` if they allow it, else `und-Arab` or what tells the script.
    """
    if direction_of(text) == "ltr" and not (has_rtl(text) and language_direction(default) == "rtl"):
        return default
    certain = _told(text)
    return certain or next((tag for tag in (*near, default) if fits(tag, text)), _unknown(text))


def fits(tag: str, text: str) -> bool:
    """True if a right-to-left `text` may be of the language `tag`, as far as its letters go."""
    language = _primary(tag)
    if language_direction(tag) == "ltr" or language == UNKNOWN:
        return False
    script = _script(text)
    if script != "Arab":
        return language in _LANGUAGES.get(script, ())
    if any(language in languages for languages in _LANGUAGES.values()):
        return False
    certain = _told(text)
    if certain:
        return language == certain
    letters = _letters(text)
    held = set(letters)
    if language == "ar":
        return len(held & _NOT_ARABIC) <= (len(letters) >= _ENOUGH)  # one of them may be of a name
    return language != "fa" or not held & _ARABIC_ONLY or bool(held & _FOUR_OF_PERSIAN)


def _unknown(text: str) -> str:
    script = _script(text)
    if script == "Hebr":
        return "yi" if set(text) & set("װױײ") else "he"
    return f"{UNKNOWN}-{script}" if script else UNKNOWN


def _script(text: str) -> str:
    """The script (ISO 15924) of most right-to-left letters of `text`; `Arab` where there is none, empty where it is unheard of."""
    names = Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha() and strong(c) == "rtl")
    return _SCRIPTS.get(names.most_common(1)[0][0], "") if names else "Arab"


def _letters(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFKC", text) if strong(c) == "rtl"]


def _told(text: str) -> str:
    """The one language in Arabic script that the letters of `text` allow, empty where they allow several."""
    letters = _letters(text)
    telling = _telling(letters)
    if telling or _script(text) != "Arab":
        return telling
    counts = Counter(letters)
    arabic, four, other = (sum(counts[c] for c in some) for some in (_ARABIC_ONLY, _FOUR_OF_PERSIAN, _NOT_ARABIC))
    if len(letters) < _ENOUGH:
        return "ar" if arabic and not other else ""
    if arabic > other:
        return "ar"
    # A foreign name brings one of them again and again; a sentence brings several, as often as the language has them.
    several = len(_NOT_ARABIC.intersection(letters)) > 1 and (other * 20 >= len(letters) or four * 100 >= len(letters))
    return "fa" if several and other > arabic else ""


def _telling(letters: Sequence[str]) -> str:
    """The language that has the most telling letters, if they are more than a foreign name would bring."""
    counts = Counter({language: sum(c in telling for c in letters) for language, telling in _TELLING.items()})
    language, count = counts.most_common(1)[0]
    return language if count and count * 100 >= len(letters) else ""


def _primary(tag: str) -> str:
    return tag.lower().split("-", maxsplit=1)[0]

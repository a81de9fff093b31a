"""Numbers in the digits and letters of a language: folios, front matter, chapters, sections, figures, notes, lists."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

WISHES = ("western", "native")
"""What `numerals` of an edition may say; where it says nothing, numbers are written as is usual in their language."""

_ZEROS = {"arab": "٠", "arabext": "۰"}
_COUNTERS = {"arab": "arabic-indic", "arabext": "persian"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PERSIAN = "ابجدهوزحطیکلمنسعفصقرشتثخذضظ"
_ARABIC = "ابجدهوزحطيكلمنسعفصقرشتثخذضظ"
_URDU = "ابجدہوزحطیکلمنسعفصقرشتثخذضظ"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_ALPHABETS = {"fa": _PERSIAN, "ckb": _PERSIAN, "ar": _ARABIC, "ur": _URDU, "he": _HEBREW}
"""Letters by worth: 1 to 9, 10 to 90, 100 and on."""
_ALONE = {"fa": {1: "الف"}, "ur": {1: "الف"}, "ar": {1: "أ", 5: "هـ"}}
"""Numbers whose letter, standing alone, is written otherwise, so that it cannot be taken for a digit or a stroke."""
_SPARED = {15: "טו", 16: "טז"}
"""Hebrew numbers whose letters would begin a name of God."""
_HIGHEST = 999


@dataclass(frozen=True, slots=True)
class Numerals:
    """How numbers are written in `language` (a BCP 47 tag); `wish` is one of `WISHES`, or empty."""

    language: str = "en"
    wish: str = ""

    @property
    def system(self) -> str:
        """The numbering system (its name in CLDR, `latn`, `arab`, `arabext`)."""
        return "latn" if self.wish == "western" else _system(self.language, self.wish == "native")

    @property
    def counter(self) -> str:
        """The CSS counter style that numbers a list in these digits."""
        return _COUNTERS.get(self.system, "decimal")

    def digits(self, number: str | int) -> str:
        """`number` with every decimal digit in it, of whatever script, in these."""
        zero = ord(_ZEROS.get(self.system, "0"))
        return "".join(chr(zero + unicodedata.decimal(c)) if c.isdecimal() else c for c in str(number))

    def front(self, number: int) -> str:
        """How the page `number` (1 and above) of the front matter is counted.

        In Arabic script by abjad letters, in Hebrew by Hebrew ones, else in roman numerals.
        """
        short = self.language.split("-", maxsplit=1)[0].lower()
        letters = _ALPHABETS.get(short)
        if letters is None:
            return roman(number)
        if number > _HIGHEST:
            return self.digits(number)
        return _ALONE.get(short, {}).get(number) or _in_letters(number, letters)


def roman(number: int) -> str:
    """`number` (1 and above) in lower-case roman numerals."""
    letters = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            letters, number = letters + sign, number - worth
    return letters


def counts_front_matter(word: str) -> bool:
    """True if `word` is a number in letters, as `Numerals.front` writes them, the roman ones left out."""
    return word in _numbers_in_letters()


@cache
def _numbers_in_letters() -> frozenset[str]:
    return frozenset(Numerals(language).front(number) for language in _ALPHABETS for number in range(1, _HIGHEST + 1))


def _in_letters(number: int, letters: str) -> str:
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    signs = ""
    while hundreds:  # the Hebrew alphabet ends at 400
        worth = min(hundreds, len(letters) - 18)
        signs, hundreds = signs + letters[17 + worth], hundreds - worth
    if letters is _HEBREW and number % 100 in _SPARED:
        return signs + _SPARED[number % 100]
    return signs + (letters[8 + tens] if tens else "") + (letters[units - 1] if units else "")


@cache
def _system(language: str, native: bool) -> str:
    """The usual numbering system of the language in the region where most of its readers are, or its own one."""
    locale = locale_of(language)
    return str(locale.other_numbering_systems.get("native", "latn") if native else locale.default_numbering_system)


@cache
def locale_of(language: str) -> Locale:
    """The locale of a BCP 47 tag, with its likeliest region (CLDR, likely subtags); English for a tag that CLDR has not.

    `en` is meant as most of the world writes it: the day before the month.
    """
    if language == "en":
        return Locale("en", "GB")
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en", "GB")
    likely = get_global("likely_subtags").get(str(locale), "")
    try:
        return Locale(locale.language, likely.split("_")[-1]) if likely else locale
    except UnknownLocaleError:
        return locale

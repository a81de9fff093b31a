"""The order of words in a language: the Unicode Collation Algorithm, with the letters of the language in its own order."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from string import ascii_lowercase
from typing import Any

from pyuca import Collator

_ORDERS = {
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ps": "آابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهیې",
    "ur": "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے",
}
"""Whole alphabets, where they differ from the common order of the script (CLDR, collation)."""
_Letters = str | tuple[str, ...]
_TURKISH: dict[str, _Letters] = {"c": "ç", "g": "ğ", "h": "ı", "o": "ö", "s": "ş", "u": "ü"}
_DANISH: dict[str, _Letters] = {"z": "æøå"}
_SWEDISH: dict[str, _Letters] = {"z": "åäö"}
_AFTER: dict[str, dict[str, _Letters]] = {
    "az": {**_TURKISH, "e": "ə"},
    "cs": {"c": "č", "h": ("ch",), "r": "ř", "s": "š", "z": "ž"},
    "da": _DANISH,
    "es": {"n": "ñ"},
    "et": {"s": "šzž", "w": "õäöü"},
    "fi": _SWEDISH,
    "hr": {"c": "čć", "d": ("dž", "đ"), "l": ("lj",), "n": ("nj",), "s": "š", "z": "ž"},
    "hu": {"c": ("cs",), "g": ("gy",), "n": ("ny",), "o": "ö", "s": ("sz",), "u": "ü", "z": ("zs",)},
    "nb": _DANISH,
    "nn": _DANISH,
    "no": _DANISH,
    "pl": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "źż"},
    "ro": {"a": "ăâ", "i": "î", "s": "ș", "t": "ț"},
    "sk": {"a": "ä", "c": "č", "h": ("ch",), "o": "ô", "s": "š", "z": "ž"},
    "sl": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "sv": _SWEDISH,
    "tr": _TURKISH,
}
"""Letters that have a place of their own, by the letter which they follow."""
_SAME = {
    "ar": {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ت", "ک": "ك", "ی": "ي"},
    "fa": {
        "ك": "ک",
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ة": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
    },
    "ur": {"ك": "ک", "ي": "ی", "ى": "ی", "ئ": "ی", "ه": "ہ", "ة": "ہ", "ۂ": "ہ", "ۃ": "ہ", "أ": "ا", "ؤ": "و"},
    "ckb": {"ك": "ک", "ي": "ی", "ى": "ی"},
    "ps": {"ك": "ک", "گ": "ګ", "ي": "ی", "ى": "ی", "ۍ": "ی", "ئ": "ی"},
}
"""Letters that the language sorts as another one of its own."""
_ARABIC, _HEBREW = ("ء", "ے"), ("א", "ת")
_SCRIPTS = {**dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), _ARABIC), "he": _HEBREW, "yi": _HEBREW}
"""The letters between which the script of the language lies, where it is not the first of all: it goes before Latin."""
_UNHEARD = re.compile(r"[\"'“”„‟«»‘’‚‛‹›()\[\]{}\u200c-\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Quotes, brackets and controls: no part of the order."""
_STEP = 1 / 1024

Key = tuple[Any, ...]


def sort_key(text: str, language: str) -> Key:
    """What `text` is sorted by among others in `language` (a BCP 47 tag): word by word, then accents, case, and its own letters.

    Unicode Technical Standard 10; letters that the language orders otherwise than Unicode are in its order, and those of its
    script before those of others.
    """
    return (*_order(_base(language)).key(_UNHEARD.sub("", text)), text)


def initial(text: str, language: str) -> str:
    """The letter under which an index in `language` lists `text`, as a capital; empty where it begins with none."""
    found = re.search(r"[^\W_].?", unicodedata.normalize("NFC", text))
    return _order(_base(language)).heading(found[0]) if found and found[0][0].isalpha() else ""


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


@cache
def _order(language: str) -> _Order:
    return _Order(language)


class _Order:
    """The collation of a language: the default table of Unicode with other weights for some letters."""

    def __init__(self, language: str) -> None:
        self._table = Collator()
        self._low, self._high = (self._primary(letter) for letter in _SCRIPTS.get(language, "aa"))
        self._digits = self._primary("9")
        self._same = str.maketrans(_SAME.get(language, {}))
        self._own: set[str] = set()
        if language in _ORDERS:
            self._place(_ORDERS[language], self._primary("ا"))
        for letter, following in _AFTER.get(language, {}).items():
            self._place(following, self._primary(letter) + _STEP)
        if "ı" in self._own:
            self._table.table.add([ord("I"), 0x307], [[self._primary("i"), 32, 8]])
        self._plain = {self._primary(letter): letter for letter in ascii_lowercase}

    def _place(self, letters: _Letters, first: float) -> None:
        """Gives `letters` weights of their own, one after the other, from `first` on; capitals differ from them in case only."""
        for number, letter in enumerate(letters):
            weight = first + number * _STEP
            self._own.add(letter)
            for form, case in ((letter.upper(), 8), (letter.capitalize(), 8), (letter, 2)):
                points = [ord(c) for c in unicodedata.normalize("NFD", form)]
                self._table.table.add(points, [[weight, 32, case]])

    def _primary(self, letter: str) -> float:
        return float(self._table.collation_elements(unicodedata.normalize("NFD", letter))[0][0])

    def key(self, text: str) -> Key:
        elements = self._table.collation_elements(unicodedata.normalize("NFD", self._said(text)))
        first = tuple(self._ahead(element[0]) for element in elements if element[0])
        return (first, *(tuple(element[level] for element in elements if element[level]) for level in (1, 2)))

    def _said(self, text: str) -> str:
        return unicodedata.normalize("NFC", text).translate(self._same)

    def _ahead(self, weight: float) -> float:
        """A letter of the language's own script between the digits and the Latin letters."""
        if not self._low <= weight < self._high + 1:
            return weight
        return self._digits + (weight - self._low + 1) / (self._high - self._low + 3)

    def heading(self, beginning: str) -> str:
        """The heading for words with this beginning (two characters, or the only one)."""
        said = self._said(beginning)
        own = next((part for part in (said.lower(), said[0].lower()) if part in self._own), "")
        weight, base = self._primary(said[0]), unicodedata.normalize("NFD", said[0])[0]
        plain = own or self._plain.get(weight) or (base if self._primary(base) == weight else said[0])
        return "İ" if plain == "i" and "ı" in self._own else plain.capitalize()

"""The words that Bayaz itself writes into a book, by language, with dates and digits as that language has them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from compiler import files
from compiler.bidi import Direction, language_direction
from compiler.messages import LayoutError

_DIGITS = {"persian": "۰۱۲۳۴۵۶۷۸۹", "arabic": "٠١٢٣٤٥٦٧٨٩"}
_YEAR = 4
_MONTH = 7
_DAY = 10


@dataclass(frozen=True, slots=True)
class Words:
    """A catalogue. Called with a key it gives the phrase, its `{names}` filled in."""

    language: str
    phrases: tuple[tuple[str, str], ...]

    @property
    def direction(self) -> Direction:
        return language_direction(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """The phrase. Raises `LayoutError` (`word-unknown`) if no catalogue has it."""
        phrase = dict(self.phrases).get(key)
        if phrase is None:
            text = f"the catalogue of words has no {key!r}"
            raise LayoutError.of("word-unknown", text, hint=f"add it to words/{self.language}.toml")
        return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), phrase)

    def has(self, key: str) -> bool:
        return any(known == key for known, _ in self.phrases)

    def digits(self, text: str) -> str:
        """`text` with western digits turned to those of the language."""
        digits = _DIGITS.get(dict(self.phrases).get("digits", ""))
        return text.translate(str.maketrans("0123456789", digits)) if digits else text

    def date(self, iso: str) -> str:
        """An ISO 8601 date of any precision in words; anything else as it is."""
        try:
            return self.digits(_date(iso, _locale(self.language)))
        except (ValueError, IndexError):
            return iso

    def day_and_month(self, iso: str) -> str:
        """What of an ISO 8601 date is finer than its year, in words; empty if nothing is."""
        try:
            locale = _locale(self.language)
            if len(iso) == _MONTH:
                return self.digits(format_date(_day(iso), "LLLL", locale=locale))
            return self.digits(format_skeleton("MMMMd", _day(iso), locale=locale)) if len(iso) == _DAY else ""
        except (ValueError, IndexError):
            return ""

    def language_name(self, tag: str) -> str:
        """What the language `tag` is called; the tag itself where it has no name here."""
        try:
            return Locale.parse(tag, sep="-").get_language_name(_locale(self.language).language) or tag
        except (ValueError, UnknownLocaleError):
            return tag


def _date(iso: str, locale: Locale) -> str:
    if len(iso) == _YEAR and iso.isdigit():
        return iso
    if len(iso) == _MONTH:
        return format_skeleton("yMMMM", _day(iso), locale=locale)
    return format_date(_day(iso), format="long", locale=locale)


def _day(iso: str) -> date:
    return date.fromisoformat(iso if len(iso) > _MONTH else f"{iso}-01")


def _locale(language: str) -> Locale:
    """`en` is meant as most of the world writes it: the day before the month."""
    try:
        return Locale.parse("en_GB" if language == "en" else language, sep="-" if "-" in language else "_")
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en_GB")


@cache
def catalogue(language: str) -> Words:
    """The words of `language` (a BCP 47 tag), those it lacks in English; the English ones if Bayaz does not know it."""
    short = language.split("-", maxsplit=1)[0].lower()
    folder = files.shipped("layouts") / "words"
    known = short.isalpha() and (folder / f"{short}.toml").is_file()
    name = short if known else "en"
    phrases = _phrases("en") if name == "en" else _phrases("en") | _phrases(name)
    return Words(language if known else "en", tuple(sorted(phrases.items())))


def known(language: str) -> bool:
    """True if there is a catalogue of this language."""
    return catalogue(language).language.split("-")[0].lower() == language.split("-", maxsplit=1)[0].lower()


def _phrases(name: str) -> dict[str, str]:
    data: dict[str, Any] = tomllib.loads((files.shipped("layouts") / "words" / f"{name}.toml").read_text("utf-8"))
    return {key: str(value) for key, value in data.items()}

"""What Bayaz itself writes into a book: phrases, numbers and dates, as the language has them and the edition wishes."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale, UnknownLocaleError

from compiler import files
from compiler.bidi import Direction, language_direction

from . import dates
from .catalogues import find, translations
from .dates import CALENDARS
from .numerals import WISHES, Numerals, locale_of

__all__ = ["CALENDARS", "WISHES", "Numerals", "Words", "calendar_of", "gettext_noop", "known", "words"]


def gettext_noop(phrase: str) -> str:
    """`phrase` as it is: marks it for the catalogues where it is written, to be said elsewhere."""
    return phrase


# NOTE: a year of the Gregorian calendar among dates of another
_IN_CHRISTIAN_ERA = gettext_noop("{year} CE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What Bayaz says in `language`. Called with an English phrase it gives that of the language, its `{blanks}` filled in."""

    language: str = "en"
    numerals: Numerals = field(default_factory=Numerals)
    calendar: str = "gregorian"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, repr=False, compare=False)

    @property
    def direction(self) -> Direction:
        return language_direction(self.language)

    def __call__(self, phrase: str, **values: object) -> str:
        """The phrase; numbers (`int`) are filled in by the edition's numerals. A blank without a value stays."""
        return self._filled(self.template(phrase), values)

    def counted(self, one: str, many: str, n: int, **values: object) -> str:
        """The phrase in the plural form that the language has for `n`."""
        return self._filled(self.template(one, many, n), {"n": n, **values})

    def template(self, phrase: str, many: str = "", n: int = 1) -> str:
        """The phrase, or its plural form for `n` where there is one, with its blanks."""
        return self.catalogue.ngettext(phrase, many, n) if many else self.catalogue.gettext(phrase)

    def _filled(self, phrase: str, values: dict[str, object]) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: self._shown(values.get(found[1], found[0])), phrase)

    def _shown(self, value: object) -> str:
        return self.digits(value) if isinstance(value, int) else str(value)

    def digits(self, number: str | int) -> str:
        """`number` in the digits of these words."""
        return self.numerals.digits(number)

    # --- dates ---

    def date(self, iso: str) -> str:
        """An ISO 8601 date of any precision in words; anything else as it is.

        By the Jalali calendar a day is told in both; of a year or a month, which is no whole Jalali one, the Gregorian is told.
        """
        day, plain = self.calendar_date(iso), self._gregorian(iso)
        if day != plain:
            return f"{day} ({plain})"
        return self(_IN_CHRISTIAN_ERA, year=day) if self._is_jalali(iso) and dates.is_year(iso) else plain

    def calendar_date(self, iso: str) -> str:
        """The date in the calendar of the edition only, for the title page."""
        parts = self._jalali(iso)
        return self.digits(" ".join(parts)) if parts else self._gregorian(iso)

    def day_and_month(self, iso: str) -> str:
        """What of an ISO 8601 date is finer than its year, in words; empty if nothing is."""
        try:
            parts = self._jalali(iso)
            return self.digits(parts[0] if parts else dates.gregorian_day_and_month(iso, self._locale))
        except (ValueError, IndexError):
            return ""

    def year(self, iso: str) -> str:
        """The year of an ISO 8601 date; empty if it has none."""
        parts = self._jalali(iso)
        return self.digits(parts[1] if parts else iso[:4])

    @property
    def _locale(self) -> Locale:
        return locale_of(self.language)

    def _is_jalali(self, iso: str) -> bool:
        return self.calendar == "jalali" and self._locale.language in {"fa", "en"} and bool(iso)

    def _jalali(self, iso: str) -> tuple[str, str] | None:
        try:
            return dates.jalali(iso, self._locale) if self.calendar == "jalali" else None
        except ValueError:
            return None

    def _gregorian(self, iso: str) -> str:
        try:
            return self.digits(dates.gregorian(iso, self._locale))
        except (ValueError, IndexError):
            return iso

    # --- names ---

    def language_name(self, tag: str) -> str:
        """What the language `tag` is called; the tag itself where it has no name here."""
        try:
            return Locale.parse(tag, sep="-").get_language_name(self._locale.language) or tag
        except (ValueError, UnknownLocaleError):
            return tag


def words(language: str, folders: tuple[Path, ...] = (), *, numerals: str = "", calendar: str = "") -> Words:
    """The words of `language` (a BCP 47 tag), those of `folders` before those of Bayaz; English ones where there are none.

    `numerals` is one of `WISHES` or empty, `calendar` one of `CALENDARS`. Raises `LayoutError` for a faulty catalogue.
    """
    found = find(language, _with_shipped(folders))
    spoken = language if found else "en"
    return Words(
        language=spoken,
        numerals=Numerals(spoken, numerals),
        calendar=calendar or "gregorian",
        catalogue=translations(found or find("en", _with_shipped(folders))),
    )


def known(language: str, folders: tuple[Path, ...] = ()) -> bool:
    """True if there is a catalogue of this language."""
    return bool(find(language, _with_shipped(folders)))


def calendar_of(language: str, numerals: str, calendar: str) -> str:
    """The calendar of an edition in `language`: what it says, else the Jalali one where it is Persian with Persian digits."""
    persian = language.split("-", maxsplit=1)[0].lower() == "fa" and Numerals(language, numerals).system == "arabext"
    return calendar or ("jalali" if persian else "gregorian")


def _with_shipped(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    return folders or (files.shipped("layouts"),)

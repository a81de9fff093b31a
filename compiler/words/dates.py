"""Dates in words: ISO 8601 dates of any precision in the Gregorian calendar, days in the Jalali one too."""

from __future__ import annotations

from datetime import date

import jdatetime
from babel import Locale
from babel.dates import format_date, format_skeleton

CALENDARS = ("gregorian", "jalali")
"""What `calendar` of an edition may say; where it says nothing, a Persian book with Persian digits is dated by the Jalali one."""

_YEAR = 4
_MONTH = 7
_DAY = 10
_MONTHS: dict[str, list[str]] = {"fa": jdatetime.date.j_months_fa, "en": jdatetime.date.j_months_en}
_AFGHAN = ["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"]


def is_year(iso: str) -> bool:
    """True if the date says no more than its year."""
    return len(iso) == _YEAR and iso.isascii() and iso.isdigit()


def is_day(iso: str) -> bool:
    """True if the date is as long as one that names its day."""
    return len(iso) == _DAY


def gregorian(iso: str, locale: Locale) -> str:
    """The date in words, in western digits. Raises `ValueError` if it is no date."""
    if is_year(iso):
        return iso
    if len(iso) == _MONTH:
        return format_skeleton("yMMMM", _day(iso), locale=locale)
    return format_date(_day(iso), format="long", locale=locale)


def gregorian_day_and_month(iso: str, locale: Locale) -> str:
    """What of the date is finer than its year; empty if nothing is. Raises `ValueError` if it is no date."""
    if len(iso) == _MONTH:
        return format_date(_day(iso), "LLLL", locale=locale)
    return format_skeleton("MMMMd", _day(iso), locale=locale) if is_day(iso) else ""


def jalali(iso: str, locale: Locale) -> tuple[str, str] | None:
    """Day and month, and year, of a day in the Jalali calendar, in western digits.

    None where the date cannot be told so: a Gregorian year or month is no whole Jalali one, and its months have names in
    Persian and English only. Raises `ValueError` if it is no date.
    """
    if not is_day(iso) or locale.language not in _MONTHS:
        return None
    day = jdatetime.date.fromgregorian(date=_day(iso))
    months = _AFGHAN if str(locale) == "fa_AF" else _MONTHS[locale.language]
    return f"{day.day} {months[day.month - 1]}", str(day.year)


def _day(iso: str) -> date:
    return date.fromisoformat(iso if len(iso) > _MONTH else f"{iso}-01")

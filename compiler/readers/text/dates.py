"""Dates as people print them, in the languages that the captures are in, as ISO 8601 of the precision that is given."""

from __future__ import annotations

import re
from datetime import date, timedelta

from . import words

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_WORD = r"([^\W\d]+)"
_DAY_MONTH_YEAR = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:of |de |ב|ל)?{_WORD}\.?,?\s+(?:de |del )?(\d{{4}})\b"
)
_MONTH_DAY_YEAR = re.compile(rf"\b{_WORD}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b")
_MONTH_YEAR = re.compile(rf"\b{_WORD}\.?,?\s+(?:de )?(\d{{4}})\b")
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_YEAR = re.compile(r"(?<![\d.,])(1[5-9]\d\d|20\d\d)(?![\d.,]\d|\d)")
_PERSIAN = ("بهار", "تابستان", "پاییز", "زمستان")
_SEASON = re.compile(
    r"(بهار|تابستان|پاییز|زمستان|ربيع|صيف|خريف|شتاء|spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|printemps|été|"
    r"automne|hiver),? ([12]\d{3})",
    re.IGNORECASE,
)
_JALALI_YEARS = range(1200, 1500)


def ascii_digits(text: str) -> str:
    """`text` with Persian and Arabic digits as ASCII ones."""
    return text.translate(_DIGITS)


def found(text: str) -> tuple[str, str]:
    """The first date in `text` and what is left without it; an empty date where there is none. Needs a month at least."""
    plain = ascii_digits(words.one_word_months(text))
    for pattern, parts in (
        (_DAY_MONTH_YEAR, (3, 2, 1)),
        (_MONTH_DAY_YEAR, (3, 1, 2)),
        (_ISO, (1, 2, 3)),
        (_NUMBERS, (4, 3, 1)),
        (_MONTH_YEAR, (2, 1, 0)),
    ):
        for match in pattern.finditer(plain):
            year, month, day = (match[part] if part else "" for part in parts)
            iso = _iso(int(year), month, int(day or 0), swap=pattern is _NUMBERS and match[2] == "/")
            if iso:
                return iso, plain[: match.start()] + " " + plain[match.end() :]
    return "", plain


def year_in(text: str) -> str:
    """A four-digit year that stands in `text`, else empty."""
    match = _YEAR.search(ascii_digits(text))
    return match[0] if match else ""


def only_date(text: str) -> str:
    """The date, if `text` is one, with nothing beside it but a weekday, an hour or a word such as “Posted on”."""
    iso, rest = found(text)
    if not iso:
        season = _SEASON.fullmatch(ascii_digits(text).strip(" .()"))
        if season:
            return _in_season(season[1].casefold(), int(season[2]))
        stripped = ascii_digits(text).strip(" .()")
        return stripped if _YEAR.fullmatch(stripped) else ""
    left = re.sub(r"\d{1,2}[:.]\d\d(:\d\d)?( ?[ap]\.?m\.?)?", " ", rest, flags=re.IGNORECASE)
    unknown = [word for word in re.findall(r"[^\W\d_]+", left) if word.casefold() not in words.BESIDE_DATES]
    return iso if len(unknown) <= 1 and (not unknown or len(unknown[0]) < 12) else ""


def _in_season(name: str, year: int) -> str:
    """The year of a season; of a solar Hijri one the Gregorian year in which it begins."""
    return (
        _from_jalali(year, 3 * _PERSIAN.index(name) + 1, 1)[:4]
        if name in _PERSIAN and year in _JALALI_YEARS
        else str(year)
    )


def _iso(year: int, month: str, day: int, *, swap: bool) -> str:
    jalali = year in _JALALI_YEARS
    number = int(month) if month.isdigit() else words.month(month, jalali=jalali)
    if swap and number > 12 >= day:
        number, day = day, number
    if not number or number > 12 or day > 31:
        return ""
    if jalali:
        return _from_jalali(year, number, day)
    if not day:
        return f"{year:04}-{number:02}"
    try:
        return date(year, number, day).isoformat()
    except ValueError:
        return ""


def _from_jalali(year: int, month: int, day: int) -> str:
    """The Gregorian day of a day in the solar Hijri calendar (33-year rule, right from 1178 to 1633)."""
    cycle = 365 * (year - 1) + (8 * year + 21) // 33
    days = cycle + (31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6) + max(day, 1)
    try:
        whole = date(622, 3, 21) + timedelta(days=days - 1)
    except (OverflowError, ValueError):
        return ""
    return whole.isoformat() if day else whole.isoformat()[:7]

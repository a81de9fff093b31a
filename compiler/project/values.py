"""Checks one value of a TOML file by its kind, and gives it back in the form that the records hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import dates
from .keys import Kind

MAX_TEXT = 20_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.I | re.A,
)
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I | re.A)
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.I | re.A)
_ISBN = re.compile(r"(?:urn:isbn:|isbn(?:-1[03])?:?\s*)?((?:\d[ -]?){9,12}[\dx])", re.I | re.A)


@dataclass
class Wrong(Exception):
    """Why a value will not do: the rest of a sentence that begins with the key, and what to write instead."""

    code: str
    text: str
    hint: str = ""


def checked(kind: Kind, value: Any) -> Any:
    """`value` as the records hold it. Raises `Wrong` if it is not of `kind`."""
    return _CHECKS[kind](value)


def slug(text: str) -> bool:
    """True for small letters, digits and single hyphens, a letter first: what an id may be in XML, PDF and file names."""
    return len(text) <= 80 and _SLUG.fullmatch(text) is not None


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("key-type", f"must be text, not {_kind_of(value)}", 'write it in quotes: "…"')
    if len(value) > MAX_TEXT:
        raise Wrong(
            "text-too-long", f"has {len(value):,} letters, more than {MAX_TEXT:,}", "put long texts into a file"
        )
    if found := _CONTROL.search(value):
        code = f"U+{ord(found[0]):04X}"
        raise Wrong("text-control", f"holds the control character {code}", "take it out; no book can show it")
    return value.strip()


def _kind_of(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(value), "a date")


def _line(value: Any) -> str:
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", _string(value))


def _lines(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Wrong(
            "key-type",
            f"must be a list, not {_kind_of(value) if not isinstance(value, str) else 'text'}",
            'write ["…", "…"]',
        )
    if not all(isinstance(item, str) for item in value):
        raise Wrong("key-type", "must be a list of texts", 'write ["…", "…"]')
    return tuple(line for item in value if (line := _line(item)))


def _line_or_lines(value: Any) -> tuple[str, ...]:
    return _lines([value] if isinstance(value, str) else value)


def _date(value: Any) -> str:
    if value == "":
        return ""
    text = dates.iso(value)
    if text is None:
        raise Wrong(
            "date-bad",
            f"is no date of the calendar: {value!s:.40}",
            'write a year, a month or a day: "2014", "2014-10" or 2014-10-26',
        )
    return text


def _day(value: Any) -> str:
    text = dates.iso(value)
    if text is None or not dates.is_day(text):
        raise Wrong("date-bad", f"is no day of the calendar: {value!s:.40}", "write it as 2026-11-23")
    return text


def _language(value: Any) -> str:
    tag = _string(value)
    if tag and not _TAG.fullmatch(tag):
        raise Wrong("language-bad", f"is no language tag: {tag:.40}", 'write a BCP 47 tag: "en", "fa", "pt-BR"')
    return tag


def _count(value: Any) -> int:
    return _whole(value, 1)


def _size(value: Any) -> int:
    return _whole(value, 0)


def _whole(value: Any, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Wrong("key-type", "must be a whole number", "write it without quotes")
    if not least <= value < 1 << 40:
        raise Wrong("number-bad", f"must be at least {least}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("key-type", "must be true or false", "write it without quotes")
    return value


def _id(value: Any) -> str:
    text = _string(value)
    if not slug(text):
        raise Wrong(
            "id-bad",
            f"is no name that Bayaz can use as an address: {text:.40}",
            "use small letters, digits and hyphens, a letter first",
        )
    return text


def _identifier(value: Any) -> str:
    text = _string(value)
    if not text or _UUID.fullmatch(text):
        return text
    if text.lower().startswith("urn:uuid:"):
        raise Wrong("identifier-bad", "is no UUID", "write urn:uuid: and 32 hexadecimal digits in groups of 8-4-4-4-12")
    if isbn := _ISBN.fullmatch(text):
        return _isbn(isbn[1])
    if _URI.fullmatch(text):
        return text
    raise Wrong("identifier-bad", "is no UUID, ISBN or address", 'write "urn:uuid:…", "urn:isbn:…" or "https://…"')


def _isbn(text: str) -> str:
    digits = re.sub(r"[ -]", "", text).upper()
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == 13:
        sound = 10 not in values and sum(v * (1 + 2 * (i % 2)) for i, v in enumerate(values)) % 10 == 0
    else:
        sound = len(values) == 10 and sum(v * (10 - i) for i, v in enumerate(values)) % 11 == 0
    if not sound:
        raise Wrong(
            "identifier-bad", f"is no ISBN: the check digit of {text} is wrong", "compare it with the printed number"
        )
    return f"urn:isbn:{digits}"


def _way(value: Any) -> str:
    if value not in ("text", "facsimile"):
        raise Wrong("way-unknown", 'must be "text" or "facsimile"', "facsimile shows the pages of a PDF as they are")
    return str(value)


def _numerals(value: Any) -> str:
    return _choice(value, ("western", "native"), "leave it out for what is usual in the edition's language")


def _calendar(value: Any) -> str:
    return _choice(value, ("gregorian", "jalali"), "it is for the dates that Bayaz writes")


def _choice(value: Any, choices: tuple[str, str], hint: str) -> str:
    if value not in ("", *choices):
        raise Wrong("choice-unknown", f'must be "{choices[0]}" or "{choices[1]}"', hint)
    return str(value)


def _hash(value: Any) -> str:
    text = _string(value).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise Wrong("hash-bad", "is no SHA-256", "64 hexadecimal digits; `sha256sum FILE` prints them")
    return text


def _path(value: Any) -> str:
    text = _line(value)
    if "\\" in text:
        raise Wrong("path-bad", f"has a backslash: {text:.60}", "part folders with /")
    return text


def _media(value: Any) -> str:
    text = _string(value).lower()
    if text and not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", text):
        raise Wrong("media-type-bad", f"is no media type: {text:.40}", 'write it as "text/html"')
    return text


_CHECKS: dict[Kind, Callable[[Any], Any]] = {
    "line": _line,
    "lines": _lines,
    "line-or-lines": _line_or_lines,
    "prose": _string,
    "date": _date,
    "day": _day,
    "language": _language,
    "count": _count,
    "size": _size,
    "flag": _flag,
    "id": _id,
    "identifier": _identifier,
    "way": _way,
    "hash": _hash,
    "path": _path,
    "media": _media,
    "numerals": _numerals,
    "calendar": _calendar,
}

"""Dates as the TOML files write them: ISO 8601, a year, a month or a day of the real calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Any

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def is_date(text: str) -> bool:
    """True for `2014`, `2014-10` and `2014-10-26` if the calendar has it."""
    match = _ISO.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def is_day(text: str) -> bool:
    """True for a date that names its day."""
    return len(text) == 10 and is_date(text)


def iso(value: Any) -> str | None:
    """A TOML date, a bare year or a string, as the text of an ISO date; None if it is none of these."""
    if isinstance(value, bool | datetime):
        return None
    if isinstance(value, date):
        return value.isoformat()
    text = f"{value:04d}" if isinstance(value, int) else value
    return text if isinstance(text, str) and is_date(text) else None

"""Reads a collection: `edition.toml` and each `source.toml`, into frozen records; every fault of all of them at once."""

from __future__ import annotations

from .dates import is_date, is_day
from .loading import EDITION_FILE, SOURCE_FILE, is_free, load, slug_of
from .press import MOST_PROFILE, PRESS_CHECKS, check_digit
from .records import ChapterWish, Edition, FigureWish, PressWish, Source, TextWish
from .sheet import suggestion
from .values import Wrong

__all__ = [
    "EDITION_FILE",
    "MOST_PROFILE",
    "PRESS_CHECKS",
    "SOURCE_FILE",
    "ChapterWish",
    "Edition",
    "FigureWish",
    "PressWish",
    "Source",
    "TextWish",
    "Wrong",
    "check_digit",
    "is_date",
    "is_day",
    "is_free",
    "load",
    "slug_of",
    "suggestion",
]

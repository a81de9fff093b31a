"""Reads a collection: `edition.toml` and each `source.toml`, into frozen records; every fault of all of them at once."""

from __future__ import annotations

from .dates import is_date, is_day
from .loading import EDITION_FILE, SOURCE_FILE, is_free, load, slug_of
from .records import ChapterWish, Edition, FigureWish, Source, TextWish
from .sheet import suggestion

__all__ = [
    "EDITION_FILE",
    "SOURCE_FILE",
    "ChapterWish",
    "Edition",
    "FigureWish",
    "Source",
    "TextWish",
    "is_date",
    "is_day",
    "is_free",
    "load",
    "slug_of",
    "suggestion",
]

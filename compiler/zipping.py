"""Zip entries that are the same bytes everywhere: their times, permissions and machine are fixed."""

from __future__ import annotations

import zipfile
from datetime import date

LEVEL = 9
EARLIEST = (1980, 1, 1, 0, 0, 0)
LATEST = 2107
"""A zip cannot tell of times before the one, or of years after the other."""
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16

Moment = tuple[int, int, int, int, int, int]


def entry(name: str, time: Moment, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """The head of a plain file's entry, its permissions 644, as if made on Unix."""
    made = zipfile.ZipInfo(name, time)
    made.compress_type = compression
    made.create_system = _UNIX  # zipfile writes the machine's own otherwise
    made.external_attr = _PLAIN_FILE
    return made


def day(text: str) -> Moment:
    """Midnight of an ISO day as a zip entry has it; the earliest time for what is no day, or none that a zip can tell."""
    try:
        told = date.fromisoformat(text)
    except ValueError:
        return EARLIEST
    return (told.year, told.month, told.day, 0, 0, 0) if EARLIEST[0] <= told.year <= LATEST else EARLIEST

"""The zip around an EPUB, the same bytes from the same members: order, times, permissions and compression are fixed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO

MIMETYPE = b"application/epub+zip"
LEVEL = 9
EARLIEST = (1980, 1, 1, 0, 0, 0)
LATEST = 2107
"""A zip cannot tell of times before the one, or of years after the other."""
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def archive(members: Iterable[tuple[str, bytes]], when: str) -> bytes:
    """An OCF zip container (EPUB 3.3, 4.2): `mimetype` first and stored, then the members as ordered, each of the day `when`.

    `when` is ISO 8601, a day; anything else stands for 1980-01-01.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(_entry("mimetype", EARLIEST, zipfile.ZIP_STORED), MIMETYPE)
        for name, data in members:
            target.writestr(_entry(name, day(when), zipfile.ZIP_DEFLATED), data, compresslevel=LEVEL)
    return buffer.getvalue()


def day(text: str) -> tuple[int, int, int, int, int, int]:
    """Midnight of an ISO day as a zip entry has it; the earliest time for what is no day, or none that a zip can tell."""
    try:
        told = date.fromisoformat(text)
    except ValueError:
        return EARLIEST
    return (told.year, told.month, told.day, 0, 0, 0) if EARLIEST[0] <= told.year <= LATEST else EARLIEST


def _entry(name: str, time: tuple[int, int, int, int, int, int], compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time)
    entry.compress_type = compression
    entry.create_system = _UNIX  # zipfile writes the machine's own otherwise
    entry.external_attr = _PLAIN_FILE
    return entry

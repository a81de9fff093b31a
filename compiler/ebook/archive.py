"""The zip around an EPUB, the same bytes from the same members: order, times, permissions and compression are fixed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO

MIMETYPE = b"application/epub+zip"
LEVEL = 9
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""A zip cannot tell of times before this one."""
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def archive(members: Iterable[tuple[str, bytes]], date: str) -> bytes:
    """An OCF zip container (EPUB 3.3, 4.2): `mimetype` first and stored, then the members as ordered, each of the day `date`.

    `date` is ISO 8601, a day; anything else stands for 1980-01-01.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(_entry("mimetype", EARLIEST, zipfile.ZIP_STORED), MIMETYPE)
        for name, data in members:
            target.writestr(_entry(name, day(date), zipfile.ZIP_DEFLATED), data, compresslevel=LEVEL)
    return buffer.getvalue()


def day(date: str) -> tuple[int, int, int, int, int, int]:
    """Midnight of an ISO day as a zip entry has it; the earliest time for what is no day, or before 1980."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or int(parts[0]) < EARLIEST[0]:
        return EARLIEST
    return int(parts[0]), int(parts[1]), int(parts[2]), 0, 0, 0


def _entry(name: str, time: tuple[int, int, int, int, int, int], compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time)
    entry.compress_type = compression
    entry.create_system = _UNIX  # zipfile writes the machine's own otherwise
    entry.external_attr = _PLAIN_FILE
    return entry

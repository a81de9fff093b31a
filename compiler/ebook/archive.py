"""The zip around an EPUB, the same bytes from the same members: order, times, permissions and compression are fixed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO

from compiler.zipping import EARLIEST, LEVEL, day, entry

MIMETYPE = b"application/epub+zip"


def archive(members: Iterable[tuple[str, bytes]], when: str) -> bytes:
    """An OCF zip container (EPUB 3.3, 4.2): `mimetype` first and stored, then the members as ordered, each of the day `when`.

    `when` is ISO 8601, a day; anything else stands for 1980-01-01.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(entry("mimetype", EARLIEST, zipfile.ZIP_STORED), MIMETYPE)
        for name, data in members:
            target.writestr(entry(name, day(when)), data, compresslevel=LEVEL)
    return buffer.getvalue()

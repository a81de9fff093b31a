"""Opens a zip that nobody vouches for: names that stay inside, sizes that are bounded, every member read once."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from compiler.files import MAX_CAPTURE, MEGABYTE
from compiler.messages import Message, Origin

MAX_MEMBERS = 20_000
MAX_TOTAL = 4 * MAX_CAPTURE
MAX_RATIO = 1_000
"""Deflate itself ends near 1,030 to 1; honest books stay far below, a bomb of nested archives does not need more."""
_RATIO_FROM = 8 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Opened:
    """The members of a zip by name, in the zip's order, and what is wrong with it; no members if it is not safe to read."""

    members: dict[str, bytes]
    messages: tuple[Message, ...]
    first: zipfile.ZipInfo | None = None


def opened(data: bytes, name: str) -> Opened:
    """The zip `data`, called `name` in messages."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as source:
            entries = source.infolist()
            unsafe = (*_bounds(entries, name), *_names(entries, name))
            if unsafe:
                return Opened({}, unsafe)
            members = {entry.filename: source.read(entry) for entry in entries if not entry.is_dir()}
            return Opened(members, (), entries[0] if entries else None)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        text = f"the archive cannot be read: {error}"
        return Opened({}, (_fault("epub-zip-broken", text, "make or fetch the file again", name),))


def _bounds(entries: list[zipfile.ZipInfo], name: str) -> Iterator[Message]:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_MEMBERS or total > MAX_TOTAL:
        text = f"the archive holds {len(entries):,} files of {total:,} bytes, more than Bayaz opens"
        yield _fault("epub-zip-too-large", text, f"at most {MAX_MEMBERS:,} files of {MAX_TOTAL:,} bytes together", name)
    for entry in entries:
        if entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            text = f"{entry.filename!r} grows {entry.file_size // max(1, entry.compress_size):,}-fold when unpacked"
            yield _fault("epub-zip-too-large", text, "leave this file alone: it may be made to fill a disk", name)


def _names(entries: list[zipfile.ZipInfo], name: str) -> Iterator[Message]:
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in entry.filename:
            text = f"{entry.filename!r} leads out of the archive"
            yield _fault(
                "epub-zip-unsafe-path", text, "leave this file alone: it may be made to overwrite others", name
            )
        if entry.flag_bits & 1:
            yield _fault(
                "epub-zip-encrypted", f"{entry.filename!r} is encrypted", "take its protection off first", name
            )
    for doubled, count in Counter(entry.filename.casefold() for entry in entries).items():
        if count > 1:
            yield _fault("epub-zip-duplicate", f"{count} members are called {doubled!r}", "pack each file once", name)


def _fault(code: str, text: str, hint: str, name: str) -> Message:
    return Message(code, "error", text, hint, Origin(name))

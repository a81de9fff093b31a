"""Readings from the store: a capture that was read before is read again only when it, a file beside it, or its reader changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from compiler import files, readers, versions
from compiler.model.reading import Capture, Reading, Wishes
from compiler.store import Store, name_of

READING_CODE = ("readers", "model", "words", "bidi", "svg.py", "files.py", "messages.py")
"""The modules of Bayaz that have a part in a reading: `readers` and what it imports."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A reading without the bytes of its capture, and the SHA-256 of each file beside it that was asked for, empty for none."""

    reading: Reading
    beside: tuple[tuple[str, str], ...]


def read(store: Store, capture: Capture, wishes: Wishes) -> Reading:
    """As `readers.read`. What a password opens is not kept."""
    if wishes.password or store.folder is None:
        return readers.read(capture, wishes)
    name = _name(capture, wishes)
    kept = store.get(name, _Kept)
    if kept and all(_digest(wishes.beside(file)) == digest for file, digest in kept.beside):
        return replace(kept.reading, capture=capture)
    asked: dict[str, str] = {}

    def beside(file: str) -> bytes | None:
        data = wishes.beside(file)
        asked[file] = _digest(data)
        return data

    reading = readers.read(capture, replace(wishes, beside=beside))
    bare = replace(reading, capture=replace(capture, data=b""))
    store.put(name, _Kept(bare, tuple(asked.items())), _Kept)
    return reading


def _name(capture: Capture, wishes: Wishes) -> str:
    made_by = versions.of_installed(READING_CODE)
    asked = (capture.file, capture.media_type, wishes.way, wishes.language)
    return name_of(
        "reading", made_by, *asked, files.sha256(capture.data), *(part for role in wishes.roles for part in role)
    )


def _digest(data: bytes | None) -> str:
    return "" if data is None else files.sha256(data)

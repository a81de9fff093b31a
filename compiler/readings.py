"""Readings from the store: a capture that was read before is read again only when it, a file beside it, or its reader changed.

Many are read ahead, in any process: what lies beside them goes there with them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from compiler import files, readers, versions
from compiler.messages import BayazError
from compiler.model.reading import Capture, Reading, Wishes
from compiler.store import Store, name_of
from compiler.workers import Shared, Workers

READING_CODE = ("readers", "model", "words", "bidi", "svg.py", "files.py", "messages.py")
"""The modules of Bayaz that have a part in a reading: `readers` and what it imports."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A reading without the bytes of its capture, and the SHA-256 of each file beside it that was asked for, empty for none."""

    reading: Reading
    beside: tuple[tuple[str, str], ...]


Made = _Kept | BayazError
"""What was read ahead, or what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A capture that is to be read ahead, and the files of its source by their paths; `folder` is where it lies among them."""

    capture: Capture
    wishes: Wishes
    folder: str
    around: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Task:
    """As `Wanted`, for any process."""

    name: str
    capture: Capture
    data: Shared
    wishes: Wishes
    folder: str
    around: tuple[tuple[str, Shared], ...]


def read(store: Store, capture: Capture, wishes: Wishes, ahead: Mapping[str, Made] = MappingProxyType({})) -> Reading:
    """As `readers.read`. What a password opens is not kept."""
    if wishes.password or (store.folder is None and not ahead):
        return readers.read(capture, wishes)
    name = _name(capture, wishes)
    kept = ahead.get(name) or store.get(name, _Kept)
    if isinstance(kept, BayazError):
        raise kept
    if kept is None or any(_digest(wishes.beside(file)) != digest for file, digest in kept.beside):
        kept = _made(capture, wishes)
        store.put(name, kept, _Kept)
    return replace(kept.reading, capture=capture)


def read_ahead(store: Store, workers: Workers, wanted: Sequence[Wanted]) -> Iterator[tuple[str, Made]]:
    """Each of those that `is_lacking` by its name, read by the processes of `workers`, one after the other; faults are not raised."""
    tasks = [_task(workers, one) for one in wanted]
    made = workers.in_order(_worked, tasks, keep=partial(_keep, store))
    yield from zip((task.name for task in tasks), made, strict=True)


def is_lacking(store: Store, capture: Capture, wishes: Wishes) -> bool:
    """True if the reading is not in the store, and may be."""
    return not wishes.password and not store.has(_name(capture, wishes))


def _task(workers: Workers, one: Wanted) -> _Task:
    capture, around = one.capture, tuple((path, workers.share(data)) for path, data in one.around.items())
    # The function that looks beside the capture is one of this process.
    wishes = Wishes(roles=one.wishes.roles, way=one.wishes.way, language=one.wishes.language)
    bare, data = replace(capture, data=b""), workers.share(capture.data)
    return _Task(_name(capture, one.wishes), bare, data, wishes, one.folder, around)


def _worked(task: _Task) -> Made:
    around = dict(task.around)

    def beside(file: str) -> bytes | None:
        found = around.get(posixpath.normpath(posixpath.join(task.folder, file)))
        return found.bytes() if found else None

    try:
        return _made(replace(task.capture, data=task.data.bytes()), replace(task.wishes, beside=beside))
    except BayazError as fault:
        return fault


def _keep(store: Store, task: _Task, made: Made) -> Made:
    if isinstance(made, _Kept):
        store.put(task.name, made, _Kept)
    return made


def _made(capture: Capture, wishes: Wishes) -> _Kept:
    asked: dict[str, str] = {}

    def beside(file: str) -> bytes | None:
        data = wishes.beside(file)
        asked[file] = _digest(data)
        return data

    reading = readers.read(capture, replace(wishes, beside=beside))
    return _Kept(replace(reading, capture=replace(capture, data=b"")), tuple(asked.items()))


def _name(capture: Capture, wishes: Wishes) -> str:
    made_by = versions.of_installed(READING_CODE)
    asked = (capture.file, capture.media_type, wishes.way, wishes.language)
    return name_of(
        "reading", made_by, *asked, files.sha256(capture.data), *(part for role in wishes.roles for part in role)
    )


def _digest(data: bytes | None) -> str:
    return "" if data is None else files.sha256(data)

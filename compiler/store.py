"""Results kept by what they were made of: a folder of files that may be deleted, damaged or shared at any moment."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from compiler import coding, files

Value = TypeVar("Value")

MOST = 2048 * files.MEGABYTE
"""Bytes that a store may take: some hundred editions of a yearly volume."""
VARIABLE = "BAYAZ_CACHE"
"""The environment's word for the folder; `no` for none."""
_MARK = b"bayaz result 1\n"
_DIGEST = 64
_ABANDONED = 3600
"""Seconds after which nobody is still writing a file."""
_KEPT = 0.9
"""The share of `most` that is left when old entries are taken away, so that this is not done for every new one."""


def default_folder() -> Path | None:
    """`BAYAZ_CACHE` where it is set, else `bayaz` in the user's folder for caches; None where it is set to `no`."""
    told = os.environ.get(VARIABLE, "")
    if told:
        return None if told == "no" else Path(told)
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "bayaz"


def name_of(kind: str, *parts: str | bytes) -> str:
    """The name of a result of this kind: a SHA-256 of everything that it depends on, each part told apart from the next."""
    whole = b"".join(b"%d:%b" % (len(data), data) for data in map(_bytes, (kind, *parts)))
    return files.sha256(whole)


def _bytes(part: str | bytes) -> bytes:
    return part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results, each in a file that is named by what it was made of and begins with its own SHA-256.

    Files are written aside and renamed, so that a reader sees a whole one or none; one that is not what its SHA-256 says, or no
    value of the type that is asked for, is taken away and made again. Reading runs no code. A folder that cannot be read or
    written keeps nothing, and nothing else is different. Without a folder nothing is kept.
    """

    folder: Path | None = None
    most: int = MOST

    def made(self, name: str, kind: type[Value], make: Callable[[], Value]) -> Value:
        """The result called `name`: the one that is kept, else what `make` returns, which is kept then."""
        found = self.get(name, kind)
        if found is None:
            found = make()
            self.put(name, found, kind)
        return found

    def get(self, name: str, kind: type[Value]) -> Value | None:
        """The result called `name`, None if it is not there, or not whole: then it is taken away."""
        path = self._path(name)
        data = _read(path) if path else None
        if path is None or data is None:
            return None
        try:
            return coding.decode(_sound(data), kind)
        except coding.UnreadableError:
            with suppress(OSError):
                path.unlink()
            return None

    def has(self, name: str) -> bool:
        """True if there is a result called `name`, whole or not."""
        path = self._path(name)
        return path is not None and path.exists()

    def put(self, name: str, value: Value, kind: type[Value]) -> bool:
        """Keeps `value`, if the folder can be written; returns whether it did."""
        path = self._path(name)
        if path is None:
            return False
        body = coding.encode(value, kind)
        with suppress(OSError):
            _write(path, b"".join((_MARK, files.sha256(body).encode(), b"\n", body)))
            return True
        return False

    def trim(self) -> None:
        """Takes away what was not used for the longest time, as far as there is more than `most`, and what was left unfinished."""
        if self.folder is None:
            return
        entries = sorted(_entries(self.folder))
        total, youngest = sum(size for _, size, _ in entries), entries[-1][0] if entries else 0.0
        bound = int(self.most * _KEPT) if total > self.most else total
        for used, size, path in entries:
            left = path.endswith(".part") and youngest - used > _ABANDONED
            if total > bound or left:
                with suppress(OSError):
                    Path(path).unlink()
                total -= size

    def _path(self, name: str) -> Path | None:
        return self.folder / name[:2] / name[2:] if self.folder else None


NO_STORE = Store()
"""Keeps nothing."""


def _read(path: Path) -> bytes | None:
    """The file's bytes; it counts as used now."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(path)
    return data


def _sound(data: bytes) -> bytes:
    """What the entry holds. Raises `UnreadableError` if it is not what its SHA-256 says."""
    start = len(_MARK) + _DIGEST + 1
    body = data[start:]
    if data[:start] != b"".join((_MARK, files.sha256(body).encode(), b"\n")):
        raise coding.UnreadableError("it is damaged")
    return body


def _write(path: Path, data: bytes) -> None:
    """Written aside and renamed: of two that write the same at once the later one's is there, and both are the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(aside).replace(path)
    except OSError:
        with suppress(OSError):
            Path(aside).unlink()
        raise


def _entries(folder: Path) -> Iterator[tuple[float, int, str]]:
    """When each file was used, its size, and its path. What goes away meanwhile is none."""
    for group in _listed(str(folder)):
        if len(group.name) == 2:
            for entry in _listed(group.path):
                with suppress(OSError):
                    facts = entry.stat(follow_symlinks=False)
                    yield facts.st_mtime, facts.st_size, entry.path


def _listed(path: str) -> tuple[os.DirEntry[str], ...]:
    try:
        with os.scandir(path) as entries:
            return tuple(entries)
    except OSError:
        return ()

"""What travels to a worker: a task without the bytes that it shares with others, which go by their SHA-256, each once."""

from __future__ import annotations

import io
import pickle
import threading
from collections.abc import Callable
from typing import Any

from compiler.workers import Shared

_ONE = threading.Lock()
"""A process sets one page at a time, however many threads it has: the libraries that draw text are not made for more."""


def packed(work: Callable[[Any], Any], task: object) -> tuple[bytes, dict[str, Shared]]:
    """The work and its task as bytes, and what they share with others, by SHA-256."""
    body, shared = io.BytesIO(), dict[str, Shared]()
    _Packer(body, shared).dump((work, task))
    return body.getvalue(), shared


def worked(body: bytes, digests: tuple[str, ...], *held: bytes) -> Any:
    """The result of what was `packed`, with the shared bytes that this process holds, in the order of their digests."""
    with _ONE:
        work, task = _Unpacker(io.BytesIO(body), dict(zip(digests, held, strict=True))).load()
        return work(task)


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, shared: dict[str, Shared]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._shared = shared

    def persistent_id(self, obj: object) -> str | None:
        if isinstance(obj, Shared):
            self._shared[obj.digest] = obj
            return obj.digest
        return None


class _Unpacker(pickle.Unpickler):
    """Dask runs what it is sent in any case, so this opens nothing that was shut (docs/cluster.md)."""

    def __init__(self, file: io.BytesIO, held: dict[str, bytes]) -> None:
        super().__init__(file)
        self._held = held

    def persistent_load(self, pid: str) -> Shared:
        return Shared(pid, data=self._held[pid])

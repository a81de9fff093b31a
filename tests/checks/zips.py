"""Archives taken apart and put together again with something changed: how the tests make faulty books."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

Change = Callable[[dict[str, bytes]], None]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(held: dict[str, bytes]) -> bytes:
    """The members in their order, `mimetype` stored as it must be."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in held.items():
            target.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def changed(data: bytes, change: Change) -> bytes:
    held = members(data)
    change(held)
    return packed(held)


def swap(name: str, old: str, new: str) -> Change:
    """Replaces `old`, which must be there, by `new` in the member `name`."""

    def change(held: dict[str, bytes]) -> None:
        assert old.encode() in held[name], f"{old!r} is not in {name}"
        held[name] = held[name].replace(old.encode(), new.encode())

    return change


def drop(name: str) -> Change:
    def change(held: dict[str, bytes]) -> None:
        del held[name]

    return change


def put(name: str, data: bytes) -> Change:
    def change(held: dict[str, bytes]) -> None:
        held[name] = data

    return change

"""Values as bytes and back, by their types: a JSON head and the bytes that it tells of; reading runs no code, whatever is read."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Blobs = list[Any]
"""Bytes in their order; while reading one view of all that are left."""
_HEAD = 8
"""Bytes that tell how long the head is."""


class UnreadableError(ValueError):
    """These bytes are no value of the type that was asked for."""


class _Coder(NamedTuple):
    """To and from what JSON can say; bytes go into a list, and their lengths stand for them."""

    write: Callable[[Any, Blobs], Any]
    read: Callable[[Any, Blobs], Any]


def encode(value: Value, kind: type[Value]) -> bytes:
    """`value` of type `kind`: a dataclass, named tuple, tuple, dict with text keys, union, literal, text, number or bytes of such."""
    blobs: Blobs = []
    said = json.dumps(_form(kind).write(value, blobs), ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return b"".join((len(said).to_bytes(_HEAD, "big"), said, *blobs))


def decode(data: bytes, kind: type[Value]) -> Value:
    """The value that `encode` was given. Raises `UnreadableError` for anything else."""
    end = _HEAD + int.from_bytes(data[:_HEAD], "big")
    if len(data) < end:
        raise UnreadableError("the head is cut off")
    try:
        rest: Blobs = [memoryview(data)[end:]]
        value = _form(kind).read(json.loads(data[_HEAD:end]), rest)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    if rest[0]:
        raise UnreadableError("there is more in it than it tells of")
    return cast("Value", value)


def _form(kind: type) -> _Coder:
    return _coder(kind)


@cache
def _coder(kind: Any) -> _Coder:
    origin, inner = get_origin(kind), get_args(kind)
    if kind is bytes:
        return _Coder(_put, _take)
    if kind in (str, int, float, bool) or kind is type(None):
        return _plain(kind)
    if origin is Literal:
        return _literal(inner)
    if origin in (Union, types.UnionType):
        return _union(inner)
    if origin is tuple:
        return _run(inner[0]) if inner[-1] is Ellipsis else _record(tuple, inner)
    if origin is dict and inner[0] is str:
        return _table(inner[1])
    if isinstance(kind, type) and issubclass(kind, tuple):
        return _record(lambda values: kind(*values), tuple(get_type_hints(kind).values()))
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind)
    raise TypeError(f"{kind!r} has no form on disk")


def _put(value: bytes, blobs: Blobs) -> int:
    blobs.append(value)
    return len(value)


def _take(said: Any, rest: Blobs) -> bytes:
    if type(said) is not int or not 0 <= said <= len(rest[0]):
        raise UnreadableError("bytes are missing")
    taken, rest[0] = rest[0][:said], rest[0][said:]
    return bytes(taken)


def _plain(kind: type) -> _Coder:
    def read(said: Any, _rest: Blobs) -> Any:
        if type(said) is kind or (kind is float and type(said) is int):
            return said
        raise UnreadableError(f"{said!r} is no {kind.__name__}")

    return _Coder(lambda value, _blobs: value, read)


def _literal(choices: tuple[Any, ...]) -> _Coder:
    def read(said: Any, _rest: Blobs) -> Any:
        if said in choices:
            return said
        raise UnreadableError(f"{said!r} is none of {choices}")

    return _Coder(lambda value, _blobs: value, read)


def _union(kinds: tuple[Any, ...]) -> _Coder:
    """None as it is; of several others each with its name."""
    others = {getattr(kind, "__name__", str(kind)): kind for kind in kinds if kind is not type(None)}
    optional, single = len(others) < len(kinds), next(iter(others.values())) if len(others) == 1 else None

    def write(value: Any, blobs: Blobs) -> Any:
        if value is None and optional:
            return None
        if single:
            return _coder(single).write(value, blobs)
        name = type(value).__name__
        return [name, _coder(others[name]).write(value, blobs)]

    def read(said: Any, rest: Blobs) -> Any:
        if said is None and optional:
            return None
        if single:
            return _coder(single).read(said, rest)
        if not isinstance(said, list) or len(said) != 2 or said[0] not in others:
            raise UnreadableError("this is none of the kinds")
        return _coder(others[said[0]]).read(said[1], rest)

    return _Coder(write, read)


def _run(kind: Any) -> _Coder:
    def write(value: Any, blobs: Blobs) -> Any:
        one = _coder(kind).write
        return [one(item, blobs) for item in value]

    def read(said: Any, rest: Blobs) -> Any:
        one = _coder(kind).read
        return tuple(one(item, rest) for item in _listed(said))

    return _Coder(write, read)


def _record(make: Callable[[Any], Any], kinds: tuple[Any, ...]) -> _Coder:
    def write(value: Any, blobs: Blobs) -> Any:
        return [_coder(kind).write(item, blobs) for kind, item in zip(kinds, value, strict=True)]

    def read(said: Any, rest: Blobs) -> Any:
        return make([_coder(kind).read(item, rest) for kind, item in zip(kinds, _listed(said), strict=True)])

    return _Coder(write, read)


def _table(kind: Any) -> _Coder:
    def write(value: Any, blobs: Blobs) -> Any:
        return [[key, _coder(kind).write(item, blobs)] for key, item in value.items()]

    def read(said: Any, rest: Blobs) -> Any:
        pairs = [(_plain(str).read(key, rest), item) for key, item in map(_listed, _listed(said))]
        return {key: _coder(kind).read(item, rest) for key, item in pairs}

    return _Coder(write, read)


def _dataclass(kind: type) -> _Coder:
    hints = get_type_hints(kind)
    kinds = {field.name: hints[field.name] for field in fields(kind) if field.init}

    def write(value: Any, blobs: Blobs) -> Any:
        return [_coder(one).write(getattr(value, name), blobs) for name, one in kinds.items()]

    def read(said: Any, rest: Blobs) -> Any:
        values = zip(kinds.items(), _listed(said), strict=True)
        return kind(**{name: _coder(one).read(item, rest) for (name, one), item in values})

    return _Coder(write, read)


def _listed(said: Any) -> list[Any]:
    if isinstance(said, list):
        return said
    raise UnreadableError(f"{type(said).__name__} in place of a list")

"""Objects of a finished PDF as text with blanks for their numbers, so that they can stand in another file without being read again."""

from __future__ import annotations

import re
import zlib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from struct import pack, unpack
from types import MappingProxyType
from typing import NamedTuple

from pikepdf import Array, Name, Object, Pdf, Stream

from .volume import Volume

_TOKENS = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<[0-9a-f]*>"  # text, in which nothing is a number
    rb"|(?P<holder>/StructParents? )(?P<key>\d+)|\{(?P<entry>\d+)\}|\b(?P<number>\d+) 0 R\b",
    re.DOTALL,
)
_SMALL = 64
"""Bytes of a stream that is not worth packing."""


class Blanked(NamedTuple):
    """Text with `%d` in place of each number, and what goes there: indices into the table of the file that it will stand in."""

    text: bytes
    blanks: bytes = b""

    def filled(self, table: Sequence[int]) -> bytes:
        return self.text % tuple(map(table.__getitem__, _indices(self.blanks)))


class HeldStream(NamedTuple):
    """A stream: its index, the entries of its dictionary but the length, its bytes, the digest of one that names no other object."""

    at: int
    head: Blanked
    data: bytes
    digest: bytes


class Objects(NamedTuple):
    """Objects of one file: those that are no streams, a line each with its index, and the streams.

    Blanks are indices into a table of `size` numbers: first one for each of `keys` of the parent tree, then one for each object.
    """

    size: int
    keys: int
    plain: Blanked
    indices: bytes
    streams: tuple[HeldStream, ...]

    def place(
        self,
        volume: Volume,
        outside: Mapping[int, int],
        shift: int = 0,
        drawn: Mapping[int, bytes] = MappingProxyType({}),
    ) -> list[int]:
        """Writes all of them into `volume` and returns the table; keys count from `shift`.

        `outside` gives the numbers of objects that these name, and that others write. `drawn` gives what is in some streams, by their
        indices.
        """
        indices = _indices(self.indices)
        first = volume.reserve(len(indices))
        table = [*range(shift, shift + self.keys), *[0] * (self.size - self.keys)]
        for index, number in outside.items():
            table[index] = number
        for number, index in enumerate(indices, first):
            table[index] = number
        for stream in self.streams:
            table[stream.at] = volume.number_of(b"" if stream.at in drawn else stream.digest)
        for number, line in enumerate(self.plain.filled(table).split(b"\n")[: len(indices)], first):
            volume.put(number, line)
        for stream in self.streams:
            if not volume.has(table[stream.at]):
                volume.put_stream(table[stream.at], stream.head.filled(table), drawn.get(stream.at, stream.data))
        return table


def _indices(packed: bytes) -> tuple[int, ...]:
    return unpack(f"<{len(packed) // 4}I", packed)


class Taker:
    """Takes objects out of `pdf`: those that a `text` names, and all that these name, besides those `outside`."""

    def __init__(self, pdf: Pdf, keys: int = 0, outside: Iterable[Object] = ()) -> None:
        self._pdf = pdf
        self._keys = keys
        self._next = max((one.objgen[0] for one in pdf.objects), default=0) + 1
        self._seen = {thing.objgen[0] for thing in outside}
        self._waiting: deque[int] = deque()
        self._lines: list[bytes] = []
        self._blanks: list[bytes] = []
        self._indices: list[int] = []
        self._streams: list[HeldStream] = []

    def index(self, thing: Object) -> int:
        """The index of an object of the file, which is taken."""
        return self._of(thing.objgen[0])

    def text(self, text: bytes) -> Blanked:
        """`text` with blanks for references (`12 0 R`), for keys of the parent tree that pages and annotations have, and for other
        keys, as `{12}`.
        """
        blanks: list[int] = []

        def blank(found: re.Match[bytes]) -> bytes:
            key = found["key"] or found["entry"]
            if key and int(key) < self._keys:
                blanks.append(int(key))
                return (found["holder"] or b"") + b"%d"
            if found["number"]:
                blanks.append(self._of(int(found["number"])))
                return b"%d 0 R"
            return found[0]

        return Blanked(_TOKENS.sub(blank, text.replace(b"%", b"%%")), _packed(blanks))

    def more(self, text: bytes) -> int:
        """The index of an object that is not in the file."""
        self._next += 1
        self._add(self._keys + self._next - 1, text)
        return self._keys + self._next - 1

    def objects(self) -> Objects:
        """Everything that was named so far, and what that names."""
        while self._waiting:
            number = self._waiting.popleft()
            thing = self._pdf.get_object(number, 0)
            if isinstance(thing, Stream):
                self._streams.append(self._stream(self._keys + number, thing))
            else:
                self._add(self._keys + number, thing.unparse(resolved=True))
        return Objects(
            size=self._keys + self._next,
            keys=self._keys,
            plain=Blanked(b"\n".join(self._lines), b"".join(self._blanks)),
            indices=_packed(self._indices),
            streams=tuple(self._streams),
        )

    def _of(self, number: int) -> int:
        if number not in self._seen:
            self._seen.add(number)
            self._waiting.append(number)
        return self._keys + number

    def _add(self, index: int, text: bytes) -> None:
        line, blanks = self.text(text)
        self._lines.append(line)
        self._blanks.append(blanks)
        self._indices.append(index)

    def _stream(self, index: int, thing: Stream) -> HeldStream:
        said, data = entries_of(thing, "/Length"), thing.read_raw_bytes()
        if "/Filter" not in thing and len(data) > _SMALL and thing.get("/Subtype") != Name.XML:
            said, data = said + b" /Filter /FlateDecode", zlib.compress(data, 9)
        head = self.text(said)
        return HeldStream(index, head, data, b"" if head.blanks else sha256(said + b"\n" + data).digest())


def entries_of(held: Object, *without: str) -> bytes:
    """The entries of a dictionary as PDF writes them, but for some."""
    return b" ".join(Name(key).unparse() + b" " + said_of(value) for key, value in held.items() if key not in without)


def said_of(value: Object) -> bytes:
    """A value as PDF writes it; where it is an object of its own, a reference."""
    text: bytes = value.unparse() if isinstance(value, Object) else Array([value]).unparse()[2:-2]
    return text


def _packed(indices: Sequence[int]) -> bytes:
    """Four bytes each, the least first, on every machine."""
    return pack(f"<{len(indices)}I", *indices)

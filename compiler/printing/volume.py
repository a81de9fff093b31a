"""A PDF written object by object to a file, never held whole: its numbers, object streams and cross-reference stream."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from hashlib import md5
from typing import BinaryIO

_HEAD = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_TOGETHER = 200
"""Objects in an object stream: a reader unpacks all of them to have one."""
_FREE, _WRITTEN, _IN_STREAM = range(3)
_LEVEL = 6


class Volume:
    """The file under way (ISO 32000-2, 7.5). `reserve` numbers, `put` an object under each, then `close`.

    What is written depends on what is put and in which order, and on nothing else.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = md5(usedforsecurity=False)
        self._length = 0
        self._kinds = array("B", [_FREE])
        self._places = array("Q", [0])
        self._within = array("H", [0xFFFF])
        self._waiting: list[tuple[int, bytes]] = []
        self._shared: dict[bytes, int] = {}
        self._write(_HEAD)

    def reserve(self, count: int = 1) -> int:
        """The first of so many numbers that no object has yet."""
        first = len(self._kinds)
        self._kinds.extend([_FREE] * count)
        self._places.extend([0] * count)
        self._within.extend([0] * count)
        return first

    def put(self, number: int, body: bytes) -> None:
        """An object that is no stream."""
        self._waiting.append((number, body))
        if len(self._waiting) >= _TOGETHER:
            self._put_together()

    def add(self, body: bytes) -> int:
        """As `put`, under a new number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def put_stream(self, number: int, head: bytes, data: bytes) -> None:
        """A stream; `head` are the entries of its dictionary besides its length."""
        self._kinds[number], self._places[number] = _WRITTEN, self._length
        # A stream that ends with a carriage return has another as the end of line, which is none of the stream: who takes CR LF for one
        # end of line would count a byte less than its length says (ISO 19005-3, 6.1.7.1).
        end = b"\r" if data.endswith(b"\r") else b"\n"
        self._write(b"%d 0 obj\n<< %b /Length %d >>\nstream\n" % (number, head, len(data)))
        self._write(data)
        self._write(end + b"endstream\nendobj\n")

    def number_of(self, digest: bytes) -> int:
        """The number of the stream with this digest, of which one is there for all; a new one if there is none, or no digest."""
        number = self._shared.get(digest) or self.reserve()
        if digest:
            self._shared[digest] = number
        return number

    def has(self, number: int) -> bool:
        """True if the object of this number is written."""
        return self._kinds[number] != _FREE

    def close(self, root: int, info: int) -> None:
        """Writes what leads to the objects; `root` is the catalogue and `info` the information dictionary."""
        self._put_together()
        number = self.reserve()
        self._kinds[number], self._places[number] = _WRITTEN, self._length
        width = (self._length.bit_length() + 7) // 8
        name = self._digest.hexdigest().encode()
        head = b"/Type /XRef /Size %d /W [ 1 %d 2 ] /Root %d 0 R /Info %d 0 R /ID [ <%b> <%b> ]"
        told = head % (number + 1, width, root, info, name, name)
        parameters = b" /Filter /FlateDecode /DecodeParms << /Columns %d /Predictor 12 >>" % (width + 3)
        start = self._length
        self.put_stream(number, told + parameters, zlib.compress(_differences(self._rows(width), width + 3), 9))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _put_together(self) -> None:
        """Those that wait go into one object stream (ISO 32000-2, 7.5.7)."""
        if not self._waiting:
            return
        stream, at, index = self.reserve(), 0, b""
        for place, (number, body) in enumerate(self._waiting):
            self._kinds[number], self._places[number], self._within[number] = _IN_STREAM, stream, place
            index += b"%d %d " % (number, at)
            at += len(body) + 1
        body = b"\n".join((index, *(body for _, body in self._waiting)))
        head = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(self._waiting), len(index) + 1)
        self._waiting.clear()
        self.put_stream(stream, head, zlib.compress(body, _LEVEL))

    def _rows(self, width: int) -> bytes:
        """The entries of the cross-reference stream (ISO 32000-2, 7.5.8.3)."""
        entries = zip(self._kinds, self._places, self._within, strict=True)
        return b"".join(
            bytes((kind,)) + place.to_bytes(width, "big") + within.to_bytes(2, "big") for kind, place, within in entries
        )

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._length += len(data)
        self._out.write(data)


def _differences(rows: bytes, columns: int) -> bytes:
    """Each row as the difference to the one above (PNG, filter type 2), which packs well."""
    whole = bytes((new - old) & 0xFF for new, old in zip(rows, bytes(columns) + rows, strict=False))
    return b"".join(b"\x02" + whole[start : start + columns] for start in range(0, len(whole), columns))


# --- how things are written ---


def reference(number: int) -> bytes:
    return b"%d 0 R" % number


def array_of(items: Sequence[bytes]) -> bytes:
    return b"[ " + b" ".join(items) + b" ]"

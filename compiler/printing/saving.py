"""The finished PDF as bytes, the same ones for the same content, with streams whose ends nobody can mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from pikepdf import ObjectStreamMode, Pdf

_BEGIN = re.compile(rb">>\nstream\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_END = b"\nendstream"


def saved(pdf: Pdf) -> bytes:
    """PDF 1.7, compressed, its identifier computed from its content."""
    out = BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return clearly_ended(out.getvalue())


def clearly_ended(data: bytes) -> bytes:
    """The same file, no byte longer, where no stream that ends with a carriage return is followed by a line feed.

    The end of line before `endstream` is none of the stream; a reader that takes both characters for it counts one byte less
    than the stream says it has, which PDF/A forbids (ISO 19005-3, 6.1.7.1).
    """
    whole = bytearray(data)
    for end in _ends(data):
        if data[end - 1 : end] == b"\r":
            whole[end : end + 1] = b"\r"
    return bytes(whole)


def _ends(data: bytes) -> Iterator[int]:
    """Where each stream ends, of a file as qpdf writes it: lengths are direct, and what is in a stream is passed over."""
    place = 0
    while begin := _BEGIN.search(data, place):
        lengths = (int(said) for said in _LENGTH.findall(data, place, begin.end()))
        end = next((begin.end() + length for length in lengths if data.startswith(_END, begin.end() + length)), 0)
        if end:
            yield end
        place = end or begin.end()

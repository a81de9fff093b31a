"""The colours of a PDF: sRGB, as a small ICC profile of our own that says what its numbers mean (ICC.1:2010, IEC 61966-2-1)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

CONDITION = "sRGB IEC61966-2.1"
_WHITE = (0.9642, 1.0, 0.8249)
_RED, _GREEN, _BLUE = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
_ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_MADE = (2010, 1, 1, 0, 0, 0)
"""The date that the profile bears; any will do, as long as it is always the same."""


def intend(pdf: Pdf) -> None:
    """Says that the colours of `pdf` are sRGB (ISO 19005-3, 6.2.3)."""
    profile = Stream(pdf, srgb(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(CONDITION),
        Info=String(CONDITION),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def srgb() -> bytes:
    """The profile: a display of version 4 with three primaries and one curve."""
    tags = {
        "desc": tag_text(CONDITION),
        "cprt": tag_text("No copyright, use freely"),
        "wtpt": tag_xyz(_WHITE),
        "chad": b"sf32" + bytes(4) + _fixed(_ADAPTATION),
        "rXYZ": tag_xyz(_RED),
        "gXYZ": tag_xyz(_GREEN),
        "bXYZ": tag_xyz(_BLUE),
        "rTRC": tag_curve(),
        "gTRC": tag_curve(),
        "bTRC": tag_curve(),
    }
    return profile(tags, b"RGB ")


def profile(tags: Mapping[str, bytes], space: bytes) -> bytes:
    """A profile of a display whose colours are of `space` (ICC.1:2010, 7.2.6), of these tags, equal ones written once."""
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for name, data in tags.items():
        place = places.setdefault(data, start + len(body))
        if place == start + len(body):
            body += data + bytes(-len(data) % 4)
        table += name.encode() + struct.pack(">II", place, len(data))
    return _header(start + len(body), space) + struct.pack(">I", len(tags)) + table + body


def _header(size: int, space: bytes) -> bytes:
    """The 128 bytes at the beginning (ICC.1:2010, 7.2)."""
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x04200000, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H", *_MADE) + b"acsp" + bytes(28) + _fixed(_WHITE)
    return head.ljust(128, b"\0")


def _fixed(values: Sequence[float]) -> bytes:
    """Numbers with 16 bits after the point (ICC.1:2010, 4.6)."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def tag_curve() -> bytes:
    """The curve of sRGB (ICC.1:2010, 10.16)."""
    return b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(_CURVE)


def tag_xyz(values: Sequence[float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(values)


def tag_text(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(data), 28) + data

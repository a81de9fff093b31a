"""JPEG and PNG without what they tell besides the picture (camera, place, maker, thumbnails); not a pixel is changed."""

from __future__ import annotations

from collections.abc import Iterator

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
)
"""Chunks that the picture is made of, or that say how it is shown (PNG, third edition, 11)."""
_ADOBE, _COMMENT, _SCAN, _END = 0xEE, 0xFE, 0xDA, 0xD9
_WITHIN_SCAN = frozenset({0x00, *range(0xD0, 0xD8)})


def without_metadata(data: bytes, media_type: str) -> bytes:
    """The file less Exif, XMP, IPTC, comments and colour profile; as it is where it cannot be parted."""
    try:
        parts = list(_png(data) if media_type == "image/png" else _jpeg(data))
    except (IndexError, ValueError):
        return data
    return b"".join(parts)


def _png(data: bytes) -> Iterator[bytes]:
    if not data.startswith(_PNG_SIGNATURE):
        raise ValueError("no PNG")
    yield _PNG_SIGNATURE
    at, name = len(_PNG_SIGNATURE), b""
    while name != b"IEND":
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise ValueError("cut off")
        if name in _PNG_KEPT:
            yield chunk
        at += 12 + length


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Segments and scans up to the end of the picture (ITU-T T.81, B.1.1); what lies behind it is left out."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    yield data[:2]
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1  # fill bytes
        if data[at] != 0xFF:
            raise ValueError("no marker")
        kind = data[at + 1]
        if kind == _END:
            yield data[at : at + 2]
            return
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        tells = (0xE1 <= kind <= 0xEF and kind != _ADOBE) or kind == _COMMENT
        if length < 4 or at + length > len(data):
            raise ValueError("cut off")
        end = _after_scan(data, at + length) if kind == _SCAN else at + length
        if not tells:
            yield data[at:end]
        at = end


def _after_scan(data: bytes, at: int) -> int:
    """Where the next marker stands that ends a scan: zero bytes and restarts are within it."""
    while (at := data.find(b"\xff", at)) >= 0:
        if data[at + 1] not in _WITHIN_SCAN:
            return at
        at += 2
    raise ValueError("cut off")

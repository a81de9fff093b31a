"""How often a page draws its parts: a few of them that draw one another can keep any engine busy until memory is full."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

MOST_DRAWN = 100_000
"""Parts (Form XObjects: ISO 32000-2, section 8.10) that a page may draw, each as often as it is drawn."""
_MOST_READ = 16 << 20
_DEEPEST = 60
_DRAWS = re.compile(rb"/([^\s/<>\[\]()%{}]{1,120})\s+Do\b")


def overloaded(data: bytes) -> int:
    """The number of the first page that draws more than `MOST_DRAWN` parts, 0 if none does or the file cannot be followed."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            known: dict[tuple[int, int], int] = {}
            return next((number for number, page in enumerate(pdf.pages, 1) if _page(page, known) > MOST_DRAWN), 0)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return 0


def _page(page: pikepdf.Page, known: dict[tuple[int, int], int]) -> int:
    parts = _parts(page.resources)
    if not parts:
        return 0
    given = page.obj.get("/Contents", pikepdf.Array())
    return _drawn(list(given) if isinstance(given, pikepdf.Array) else [given], parts, known, ())


def _parts(resources: Any) -> dict[str, Any]:
    """The forms that resources name."""
    named = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    items = named.items() if isinstance(named, Dictionary) else ()
    return {key: one for key, one in items if isinstance(one, Stream) and one.get("/Subtype") == Name.Form}


def _drawn(
    streams: list[Any], parts: dict[str, Any], known: dict[tuple[int, int], int], above: tuple[tuple[int, int], ...]
) -> int:
    total = 0
    for stream in streams:
        for name in _DRAWS.findall(_unpacked(stream)) if isinstance(stream, Stream) else ():
            part = parts.get("/" + name.decode("latin-1"))
            total += _weight(part, parts, known, above) if part is not None else 0
            if total > MOST_DRAWN:
                return total
    return total


def _weight(
    part: Any, around: dict[str, Any], known: dict[tuple[int, int], int], above: tuple[tuple[int, int], ...]
) -> int:
    """How many parts `part` draws, itself included; one that draws itself is passed over, as engines do."""
    if part.objgen in above or len(above) > _DEEPEST:
        return 0
    if part.objgen not in known:
        own = _parts(part.get("/Resources")) if "/Resources" in part else around
        known[part.objgen] = 1 + _drawn([part], own, known, (*above, part.objgen))
    return known[part.objgen]


def _unpacked(stream: Any) -> bytes:
    """What the stream says, as far as it is read: packed drawing instructions may be endless."""
    raw = stream.read_raw_bytes()
    if stream.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in stream:
        try:
            return zlib.decompressobj().decompress(raw, _MOST_READ)
        except zlib.error:
            return b""
    return stream.read_bytes()[:_MOST_READ] if len(raw) <= _MOST_READ // 64 or "/Filter" not in stream else b""

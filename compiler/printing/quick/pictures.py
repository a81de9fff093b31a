"""Pictures of the kind PNG put into the PDF as they are: the engine draws each anew, in all colours, and encodes it twice.

A PNG file without transparency holds what a PDF takes for a picture: rows with predictors, compressed by zlib (ISO 32000-1, 7.4.4.4);
a palette is a colour space (8.6.6.3). So the bytes differ from the engine's, and are fewer; the pixels are the same. Only sound files
go this way: each part has the right checksum, all rows are there, and all colours.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pydyf
from PIL import Image
from weasyprint import DEFAULT_OPTIONS, images

from .patching import Patch

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOURS, _PALETTE = 0, 2, 3
_CHANNELS = {_GREY: 1, _COLOURS: 3, _PALETTE: 1}
_DEPTHS = {_GREY: (1, 2, 4, 8), _COLOURS: (8,), _PALETTE: (1, 2, 4, 8)}
_HARMLESS = frozenset({b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"tIME", b"bKGD", b"sBIT", b"hIST", b"sPLT"})
"""Parts that the engine does not look at either."""
_NOTHING_MORE = (None, None, "none", DEFAULT_OPTIONS)
"""What the engine takes for the file's name, its memory, how a picture is turned, and options, where it is not told."""
_NO_TURN = ("none", "from-image")


@dataclass(frozen=True, slots=True)
class Png:
    """A picture as its file has it: pixels, bits of a sample, kind of colours, palette, rows as they are compressed."""

    width: int
    height: int
    depth: int
    kind: int
    palette: bytes
    rows: bytes

    @property
    def space(self) -> Any:
        """Its colour space in a PDF."""
        if self.kind == _PALETTE:
            return pydyf.Array(["/Indexed", "/DeviceRGB", len(self.palette) // 3 - 1, f"<{self.palette.hex()}>"])
        return "/DeviceRGB" if self.kind == _COLOURS else "/DeviceGray"

    def x_object(self, data: Any, interpolate: bool) -> Any:
        """The picture in a PDF (ISO 32000-1, 8.9.5); `data` gives its rows."""
        rows = {"Predictor": 15, "Columns": self.width, "Colors": _CHANNELS[self.kind], "BitsPerComponent": self.depth}
        extra = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": self.width,
            "Height": self.height,
            "ColorSpace": self.space,
            "BitsPerComponent": self.depth,
            "Interpolate": "true" if interpolate else "false",
            "Filter": "/FlateDecode",
            "DecodeParms": pydyf.Dictionary(rows),
        }
        return pydyf.Stream([data], pydyf.Dictionary(extra))


def png(data: bytes) -> Png | None:
    """A PNG file that can go into a PDF as it is (PNG, 5 and 11); None for any other file."""
    if not data.startswith(_SIGNATURE):
        return None
    try:
        made = _sound(list(_chunks(data)))
        return made if made and _has_all_rows(made) and _has_all_colours(made, data) else None
    except (ValueError, struct.error, zlib.error):
        return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of the file up to its end. Raises `ValueError` where one is damaged."""
    place, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, place)
        body = data[place + 8 : place + 8 + length]
        (sum_,) = struct.unpack_from(">I", data, place + 8 + length)
        if sum_ != zlib.crc32(kind + body):
            raise ValueError(kind)
        yield kind, body
        place += 12 + length


def _sound(chunks: list[tuple[bytes, bytes]]) -> Png | None:
    (first, head), *others = chunks
    width, height, depth, kind, compression, filters, interlaced = struct.unpack(">IIBBBBB", head)
    is_plain = first == b"IHDR" and (compression, filters, interlaced) == (0, 0, 0) and all(map(_is_known, others))
    if not is_plain or depth not in _DEPTHS.get(kind, ()) or not width or not height:
        return None
    palette = b"".join(body for name, body in others if name == b"PLTE") if kind == _PALETTE else b""
    return Png(width, height, depth, kind, palette, b"".join(body for name, body in others if name == b"IDAT"))


def _is_known(chunk: tuple[bytes, bytes]) -> bool:
    """True for a part that says nothing of transparency, of more pictures, or of a turn by a camera."""
    name, body = chunk
    if name in (b"tEXt", b"zTXt", b"iTXt"):
        keyword = body.partition(b"\0")[0].lower()
        return b"profile" not in keyword and b"xm" not in keyword
    return name in _HARMLESS or name in (b"PLTE", b"IDAT", b"IEND")


def _has_all_rows(one: Png) -> bool:
    row = 1 + math.ceil(one.width * _CHANNELS[one.kind] * one.depth / 8)
    unpacker = zlib.decompressobj()
    rows = unpacker.decompress(one.rows, one.height * row + 1)
    return unpacker.eof and len(rows) == one.height * row and max(rows[::row]) <= 4


def _has_all_colours(one: Png, data: bytes) -> bool:
    """True if no pixel asks for a colour that the palette does not have."""
    if one.kind != _PALETTE:
        return True
    entries, rest = divmod(len(one.palette), 3)
    if rest or not 0 < entries <= 2**one.depth:
        return False
    if entries == 2**one.depth:
        return True
    with Image.open(BytesIO(data)) as image:
        return int(image.getextrema()[1]) < entries  # type: ignore[arg-type]  # of one band


# --- in the engine ---


def _begin(original: Any) -> Any:
    def begin(self: Any, picture: Any, name: str, data: Any, *more: Any) -> None:
        told: tuple[Any, ...] = (*more, *_NOTHING_MORE[len(more) :])
        _, cache, orientation, options = told
        known = None
        if orientation in _NO_TURN and not options["optimize_images"] and not options["dpi"]:
            known = png(data or b"")
        if known is None:
            original(self, picture, name, data, *more)
            return
        self.id, self.optimize, self.invert_colors, self.format = name, False, False, "PNG"
        self._cache, self._jpeg_quality, self._dpi = {} if cache is None else cache, options["jpeg_quality"], None
        self.mode = "L" if known.kind == _GREY else "RGB"
        self.width, self.height, self.ratio = known.width, known.height, known.width / known.height
        self.image_data = self.cache_image_data(known.rows)
        self.quick_png = known

    return begin


def _x_object(original: Any) -> Any:
    def x_object(self: Any, interpolate: bool, ratio: float) -> Any:
        known: Png | None = self.__dict__.get("quick_png")
        return known.x_object(self.image_data, interpolate) if known else original(self, interpolate, ratio)

    return x_object


PATCHES = (Patch(images.RasterImage, "__init__", _begin), Patch(images.RasterImage, "get_x_object", _x_object))

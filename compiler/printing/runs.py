"""The runs of glyphs in a line as Pango has set them, copied out of its memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from struct import Struct
from typing import Any, NamedTuple

from weasyprint.text.ffi import ffi, pango

GLYPH = Struct("Iiii4x")
"""`PangoGlyphInfo`: number, width, offsets, flags."""
_FIELDS = GLYPH.size // 4
_INT = ffi.sizeof("int")


class Run(NamedTuple):
    """Glyphs in one direction: the UTF-8 that they draw, the glyphs, where in the text each begins."""

    is_rtl: bool
    text: bytes
    glyphs: bytes
    starts: bytes


def items(line: Any) -> Iterator[Any]:
    """Pango's own runs of a line, from left to right."""
    run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        yield run.data
        run = run.next


def run_of(item: Any, text: bytes) -> Run:
    """A run of a line of `text`. Flags are left out, whose unused bits hold anything."""
    analysed, string = item.item, item.glyphs
    count = string.num_glyphs
    glyphs = array("i", ffi.buffer(string.glyphs, count * GLYPH.size)[:])
    glyphs[_FIELDS - 1 :: _FIELDS] = array("i", bytes(4 * count))
    starts = ffi.buffer(string.log_clusters, count * _INT)[:]
    own = text[analysed.offset : analysed.offset + analysed.length]
    return Run(bool(analysed.analysis.level % 2), own, glyphs.tobytes(), starts)


def lacks_letters(run: Run) -> bool:
    """True where a glyph stands for a character that the font does not have."""
    return any(number & pango.PANGO_GLYPH_UNKNOWN_FLAG for number in array("i", run.glyphs)[::_FIELDS])

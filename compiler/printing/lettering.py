"""Right-to-left text drawn so that it can be found again: each code in the PDF stands for one character of the book.

A reader program puts the letters of a line in the order in which they stand on the page and turns runs from right to left around. That
works where one code stands for one character. The layout engine's own drawing lets a glyph stand for whatever it meant
first, a ligature for several characters, and leaves out what has no shape, such as the zero-width non-joiner.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from struct import Struct
from typing import Any

import pydyf
from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import BoundsPen
from weasyprint.draw import text as engine_text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from compiler.bidi import has_rtl

from .codes import codes_of
from .spelling import Glyph, Step, gathered, joiners_first, needs_mark, spelled

RIGHT_TO_LEFT_MARK = "\u200f"
REMEMBERED = 20_000
"""Runs, most of them words, whose glyphs are remembered."""
_GLYPH = Struct("Iiii4x")
"""`PangoGlyphInfo`: number, width, offsets, flags."""


@contextmanager
def legible() -> Iterator[None]:
    """While it lasts, the engine draws right-to-left text by `draw_line`."""
    original = engine_text.draw_first_line

    def draw(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> list[Any]:
        plain = overflow == "clip" and ellipsis == "none" and has_rtl(box.text)
        drawn = draw_line(stream, box, matrix) if plain else None
        return original(stream, box, overflow, ellipsis, matrix) if drawn is None else drawn

    engine_text.draw_first_line = draw
    try:
        yield
    finally:
        engine_text.draw_first_line = original


def draw_line(stream: Any, box: Any, matrix: Any) -> list[Any] | None:
    """Draws the first line of `box`, and returns the shapes to be drawn after the text.

    None where only the engine can draw: glyphs that are pictures, characters that no font has.
    """
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    line, _ = box.pango_layout.get_first_line()
    runs = list(_runs(line))
    fonts = [stream.add_font(run.item.analysis.font) for run in runs]
    if any(_is_beyond(font, _raw(run)) for (font, _), run in zip(fonts, runs, strict=True)):
        return None
    text = box.pango_layout.text.encode()
    stream.set_text_matrix(*matrix.values)
    place = Place()
    for run, (font, size) in zip(runs, fonts, strict=True):
        stream.set_font_size(font.hash, size)
        _Run(stream, font, size, run, place).draw(text)
    return [
        [shape, None, shape.scale, -shape.scale, shape.x / box.style["font_size"], shape.y] for shape in place.shapes
    ]


def _runs(line: Any) -> Iterator[Any]:
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _raw(run: Any) -> bytes:
    """The glyphs of a run as Pango keeps them in memory."""
    string = run.glyphs
    return bytes(ffi.buffer(string.glyphs, string.num_glyphs * ffi.sizeof("PangoGlyphInfo")))


def _is_beyond(font: Any, raw: bytes) -> bool:
    return font.bitmap or font.png or font.svg or font.colr or _lacks_letters(raw)


@lru_cache(maxsize=REMEMBERED)
def _lacks_letters(raw: bytes) -> bool:
    empty, unknown = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG
    return any(number != empty and number & unknown for number, *_ in _GLYPH.iter_unpack(raw))


@lru_cache(maxsize=REMEMBERED)
def _steps(text: bytes, raw: bytes, starts: bytes, size: float, is_rtl: bool, blank: int) -> tuple[Step, ...]:
    """The glyphs of a run in the order of the page, each with what it stands for: words come again and again."""
    clusters = _clusters(text, raw, array("i", starts), size, is_rtl)
    ordered = gathered(clusters) if is_rtl else joiners_first(clusters)
    return tuple(step for characters, glyphs in ordered for step in spelled(characters, glyphs, is_rtl, blank))


def _clusters(
    text: bytes, raw: bytes, starts: Sequence[int], size: float, is_rtl: bool
) -> Iterator[tuple[str, list[Glyph]]]:
    """The characters and the glyphs of each cluster, in the order of the page, from left to right."""
    scale = 1000 * FROM_UNITS / size
    glyphs = [
        Glyph(0 if number == pango.PANGO_GLYPH_EMPTY else number, width * scale, x * scale, y * scale)
        for number, width, x, y in _GLYPH.iter_unpack(raw)
    ]
    firsts = [i for i in range(len(starts)) if i == 0 or starts[i] != starts[i - 1]]
    for first, last in zip(firsts, [*firsts[1:], len(starts)], strict=True):
        beside = first - 1 if is_rtl else last
        end = starts[beside] if 0 <= beside < len(starts) else len(text)
        yield text[starts[first] : end].decode(), glyphs[first:last]


@dataclass(slots=True)
class Place:
    """How far a line is drawn: `x` in pixels, what stands `before` it, the shapes that were left for later.

    `owed` is by how many pixels the pen stands too far right at the end of a run: where lines are justified, spaces are runs of
    their own, wider than their glyph.
    """

    x: float = 0
    owed: float = 0
    before: str = ""
    shapes: list[Shape] = field(default_factory=list)


class _Run:
    """A run of glyphs in one font on its way into the content stream (ISO 32000-2, 9.4.3)."""

    def __init__(self, stream: Any, font: Any, size: float, run: Any, place: Place) -> None:
        self._stream = stream
        self._font = font
        self._size = size
        self._run = run
        self._codes = codes_of(font)
        self._parts: list[str] = []
        self._shift = place.owed * 1000 / size
        self._place = place

    def draw(self, text: bytes) -> None:
        item, string = self._run.item, self._run.glyphs
        own = text[item.offset : item.offset + item.length]
        starts = bytes(ffi.buffer(string.log_clusters, string.num_glyphs * ffi.sizeof("int")))
        is_rtl = bool(item.analysis.level % 2)
        for step in _steps(own, _raw(self._run), starts, self._size, is_rtl, self._codes.blank):
            self._show(step)
            self._place.x += step.glyph.advance * self._size / 1000
        self._flush()
        self._place.owed = self._shift * self._size / 1000

    def _show(self, step: Step) -> None:
        glyph = step.glyph
        if step.text is None:
            self._leave(glyph)
            return
        if self._codes.blank and needs_mark(self._place.before, step.text):
            self._put(self._codes.code(self._font, self._codes.blank, RIGHT_TO_LEFT_MARK), 0)
        self._place.before = step.text
        code = self._codes.code(self._font, glyph.number, step.text)
        if round(glyph.y):
            self._flush()
            self._stream.set_text_rise(-glyph.y * self._size / 1000)
        self._put(code, glyph.x)
        if round(glyph.y):
            self._flush()
            self._stream.set_text_rise(0)
        self._shift += self._width(glyph.number) + glyph.x - glyph.advance

    def _leave(self, glyph: Glyph) -> None:
        """Leaves the place of a glyph that is drawn as a shape."""
        if glyph.number:
            x, y = self._place.x + glyph.x * self._size / 1000, glyph.y * self._size / 1000
            self._place.shapes.append(Shape(self._font, glyph.number, self._size / self._font.upem, x, y))
        self._shift -= glyph.advance

    def _put(self, code: int, offset: float) -> None:
        shift = round(self._shift - offset)
        self._shift -= shift + offset
        if shift:
            self._parts.append(f">{shift}<")
        self._parts.append(f"{code:04x}")

    def _flush(self) -> None:
        if self._parts:
            self._stream.show_text(f"<{''.join(self._parts)}>".replace("<>", ""))
            self._parts = []

    def _width(self, glyph: int) -> float:
        widths = self._font.widths
        if glyph not in widths:
            pango.pango_font_get_glyph_extents(
                self._run.item.analysis.font, glyph, self._stream.ink_rect, self._stream.logical_rect
            )
            widths[glyph] = round(self._stream.logical_rect.width * 1000 * FROM_UNITS / self._size)
        return float(widths[glyph])


# --- shapes ---


@dataclass(frozen=True, slots=True)
class Shape:
    """A glyph drawn as a form without text, in the place of what the engine calls an emoji; `x` and `y` in pixels."""

    font: Any
    glyph: int
    scale: float
    x: float
    y: float

    def draw(self, stream: Any, *_: Any) -> None:
        name = f"m{self.font.hash}{self.glyph}"
        if name not in stream._resources["XObject"]:
            stream._resources["XObject"][name] = _form(self.font, self.glyph)
        stream.draw_x_object(name)


def _form(font: Any, glyph: int) -> Any:
    """The outline of a glyph in the font's own units (ISO 32000-2, 8.10)."""
    file = codes_of(font).file
    outlines = file.getGlyphSet(location=font.variations or None)
    pen, bounds = _Pen(outlines), BoundsPen(outlines)
    for one in (pen, bounds):
        outlines[file.getGlyphName(glyph)].draw(one)
    box = pydyf.Array(bounds.bounds or (0, 0, 0, 0))
    extra = {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": pydyf.Dictionary()}
    return pydyf.Stream([*pen.lines, "f"], pydyf.Dictionary(extra), compress=True)


class _Pen(BasePen):  # type: ignore[misc]  # fontTools tells no types
    """An outline as path operators (ISO 32000-2, 8.5.2)."""

    def __init__(self, outlines: Any) -> None:
        super().__init__(outlines)
        self.lines: list[str] = []

    def _moveTo(self, point: Any) -> None:
        self._add("m", point)

    def _lineTo(self, point: Any) -> None:
        self._add("l", point)

    def _curveToOne(self, *points: Any) -> None:
        self._add("c", *points)

    def _closePath(self) -> None:
        self._add("h")

    def _add(self, operator: str, *points: Any) -> None:
        self.lines.append(" ".join([*(f"{value:g}" for point in points for value in point), operator]))

"""Glyphs on their way into a content stream (ISO 32000-2, 9.4.3): pieces of a line, and the pen that puts them there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pydyf
from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import BoundsPen
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from .codes import codes_of
from .spelling import Glyph, Step, needs_mark

RIGHT_TO_LEFT_MARK = "\u200f"
SPACE = " "
_rectangle = ffi.new("PangoRectangle *")


@dataclass(frozen=True, slots=True)
class Brush:
    """A font of the document as the engine keeps it, Pango's font that it is of, and the size that it is set in."""

    font: Any
    pango_font: Any
    size: float

    def width(self, glyph: int) -> float:
        """The width that the document's font says, in thousandths of the size."""
        widths = self.font.widths
        if glyph not in widths:
            pango.pango_font_get_glyph_extents(self.pango_font, glyph, ffi.NULL, _rectangle)
            widths[glyph] = round(_rectangle.width * 1000 * FROM_UNITS / self.size)
        return float(widths[glyph])


@dataclass(frozen=True, slots=True)
class Piece:
    """What is written for glyphs between two spaces: codes in hexadecimal with shifts between them, in parts by how they are raised.

    `over` is by how many thousandths of the size the codes go further than the glyphs, `advance` how far these go in pixels.
    `shapes` are glyphs drawn apart from the text: their numbers, and where from the piece's beginning; `last` is its last character.
    """

    parts: tuple[tuple[float, str], ...]
    over: float
    advance: float
    shapes: tuple[tuple[int, float, float], ...]
    last: str


def piece_of(steps: Iterable[Step], brush: Brush, before: str = "") -> Piece:
    """The piece of these glyphs; `before` is what the last glyph before them stands for, where no space is between."""
    made = _Making(brush, before)
    for step in steps:
        made.add(step)
    return Piece(tuple(made.parts), made.over, made.advance, tuple(made.shapes), made.before)


class _Making:
    """A piece in the making, as if it began where the pen stands exactly."""

    def __init__(self, brush: Brush, before: str) -> None:
        self._brush, self._codes = brush, codes_of(brush.font)
        self.before = before
        self.over = self.advance = 0.0
        self.parts: list[tuple[float, str]] = []
        self.shapes: list[tuple[int, float, float]] = []

    def add(self, step: Step) -> None:
        glyph = step.glyph
        if step.text is None:
            self._leave(glyph)
        else:
            self._show(glyph, step.text)
        self.advance += glyph.advance * self._brush.size / 1000

    def _show(self, glyph: Glyph, text: str) -> None:
        codes, font, blank = self._codes, self._brush.font, self._codes.blank
        if blank and needs_mark(self.before, text):
            self._put(codes.code(font, blank, RIGHT_TO_LEFT_MARK), 0, 0)
        self.before = text
        rise = -glyph.y * self._brush.size / 1000 if round(glyph.y) else 0
        self._put(codes.code(font, glyph.number, text), glyph.x, rise)
        self.over += self._brush.width(glyph.number) + glyph.x - glyph.advance

    def _leave(self, glyph: Glyph) -> None:
        """Leaves the place of a glyph that is drawn as a shape."""
        if glyph.number:
            scale = self._brush.size / 1000
            self.shapes.append((glyph.number, self.advance + glyph.x * scale, glyph.y * scale))
        self.over -= glyph.advance

    def _put(self, code: int, offset: float, rise: float) -> None:
        shift = round(self.over - offset)
        self.over -= shift + offset
        text = f">{shift}<{code:04x}" if shift else f"{code:04x}"
        if self.parts and self.parts[-1][0] == rise:
            text = self.parts.pop()[1] + text
        self.parts.append((rise, text))


@dataclass(slots=True)
class Pen:
    """Where a line is drawn to: `x` in pixels, and by how many pixels the pen stands `over` that."""

    stream: Any
    x: float = 0
    over: float = 0
    shapes: list[Shape] = field(default_factory=list)
    brush: Brush | None = None
    _parts: list[str] = field(default_factory=list)

    def _take(self, brush: Brush) -> None:
        """From here on letters of this font and size."""
        if self.brush is not brush:
            if self.brush is None or (self.brush.font, self.brush.size) != (brush.font, brush.size):
                self.lift()
            self.stream.set_font_size(brush.font.hash, brush.size)
            self.brush = brush

    def put(self, part: Piece | Glyph, brush: Brush) -> None:
        """A piece that was worked out for this brush, or the glyph of a space, as wide as it is in this line."""
        self._take(brush)
        if isinstance(part, Piece):
            self._draw(part, brush)
        else:
            self._space(part, brush)

    def _draw(self, piece: Piece, brush: Brush) -> None:
        scale = brush.size / 1000
        self._shift(0, scale)
        for rise, codes in piece.parts:
            if rise:
                self.lift()
                self.stream.set_text_rise(rise)
            self._parts.append(codes)
            if rise:
                self.lift()
                self.stream.set_text_rise(0)
        font = brush.font
        self.shapes += [Shape(font, glyph, brush.size / font.upem, self.x + x, y) for glyph, x, y in piece.shapes]
        self.x += piece.advance
        self.over += piece.over * scale

    def _space(self, glyph: Glyph, brush: Brush) -> None:
        scale = brush.size / 1000
        self._shift(glyph.x, scale)
        self._parts.append(f"{codes_of(brush.font).code(brush.font, glyph.number, SPACE):04x}")
        self.x += glyph.advance * scale
        self.over += (brush.width(glyph.number) + glyph.x - glyph.advance) * scale

    def _shift(self, offset: float, scale: float) -> None:
        """Moves the pen to where the next glyph stands, by whole thousandths of the size."""
        shift = round(self.over / scale - offset)
        if shift:
            self._parts.append(f">{shift}<")
        self.over -= (shift + offset) * scale

    def lift(self) -> None:
        """Writes what was drawn since the font or the rise changed."""
        if self._parts:
            self.stream.show_text(f"<{''.join(self._parts)}>".replace("<>", ""))
            self._parts = []


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

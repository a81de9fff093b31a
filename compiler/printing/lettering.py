"""Right-to-left text drawn so that it can be found again: each code in the PDF stands for one character of the book.

A reader program puts the letters of a line in the order in which they stand on the page and turns runs from right to left around. That
works where one code stands for one character. The layout engine's own drawing lets a glyph stand for whatever it meant
first, a ligature for several characters, and leaves out what has no shape, such as the zero-width non-joiner.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from weasyprint.draw import text as engine_text
from weasyprint.text.ffi import FROM_UNITS, pango

from compiler.bidi import has_rtl

from .codes import codes_of
from .pen import SPACE, Brush, Pen, Piece, piece_of
from .runs import GLYPH, Run, items, lacks_letters, run_of
from .spelling import Glyph, Step, gathered, joiners_first, spelled

REMEMBERED = 20_000
"""Runs, most of them words, whose glyphs are remembered."""


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
    text = box.pango_layout.text.encode()
    found = [(brush_of(stream, item.item.analysis.font), run_of(item, text)) for item in items(line)]
    if any(_is_beyond(brush.font, run) for brush, run in found):
        return None
    pen = Pen(stream)
    stream.set_text_matrix(*matrix.values)
    for brush, part in parts_of(found):
        pen.put(part, brush)
    return drawn(pen, box)


def parts_of(runs: Sequence[tuple[Brush, Run]]) -> Iterator[tuple[Brush, Piece | Glyph]]:
    """What a line is drawn of, from left to right: pieces, and the glyphs of spaces. Codes are given in this order."""
    before = ""
    for brush, steps in _pieces(runs):
        if _is_space(steps):
            before, glyph = SPACE, steps[0].glyph
            codes_of(brush.font).code(brush.font, glyph.number, SPACE)
            yield brush, glyph
        else:
            piece = piece_of(steps, brush, before)
            before = piece.last
            yield brush, piece


def drawn(pen: Pen, box: Any) -> list[Any]:
    """The line is written; comes back with its shapes, as the engine takes them."""
    pen.lift()
    size = box.style["font_size"]
    return [[shape, None, shape.scale, -shape.scale, shape.x / size, shape.y] for shape in pen.shapes]


def brush_of(stream: Any, pango_font: Any) -> Brush:
    font, size = stream.add_font(pango_font)
    return Brush(font, pango_font, size)


def _pieces(runs: Sequence[tuple[Brush, Run]]) -> Iterator[tuple[Brush, list[Step]]]:
    """The glyphs of a line from left to right, parted at spaces and where the font changes."""
    at, piece = runs[0][0], list[Step]()
    for brush, run in runs:
        for step in steps_of(run, brush.size, codes_of(brush.font).blank):
            if piece and ((brush.font, brush.size) != (at.font, at.size) or _is_space([step]) or _is_space(piece)):
                yield at, piece
                piece = []
            at = brush
            piece.append(step)
    if piece:
        yield at, piece


def _is_space(steps: Sequence[Step]) -> bool:
    return steps[0].text == SPACE


def _is_beyond(font: Any, run: Run) -> bool:
    """True for what only the engine can draw: glyphs that are pictures, characters that no font has."""
    return bool(font.bitmap or font.png or font.svg or font.colr or lacks_letters(run))


@lru_cache(maxsize=REMEMBERED)
def steps_of(run: Run, size: float, blank: int) -> tuple[Step, ...]:
    """The glyphs of a run in the order of the page, each with what it stands for: words come again and again."""
    clusters = _clusters(run, array("i", run.starts), 1000 * FROM_UNITS / size)
    ordered = gathered(clusters) if run.is_rtl else joiners_first(clusters)
    return tuple(step for characters, glyphs in ordered for step in spelled(characters, glyphs, run.is_rtl, blank))


def _clusters(run: Run, starts: Sequence[int], scale: float) -> Iterator[tuple[str, list[Glyph]]]:
    """The characters and the glyphs of each cluster, in the order of the page, from left to right."""
    glyphs = [
        Glyph(0 if number == pango.PANGO_GLYPH_EMPTY else number, width * scale, x * scale, y * scale)
        for number, width, x, y in GLYPH.iter_unpack(run.glyphs)
    ]
    firsts = [i for i in range(len(starts)) if i == 0 or starts[i] != starts[i - 1]]
    for first, last in zip(firsts, [*firsts[1:], len(starts)], strict=True):
        beside = first - 1 if run.is_rtl else last
        end = starts[beside] if 0 <= beside < len(starts) else len(run.text)
        yield run.text[starts[first] : end].decode(), glyphs[first:last]

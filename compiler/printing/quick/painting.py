"""Lines painted by the glyphs of their words, which were kept when the words were measured, instead of shaping each line once more.

The engine makes a layout of Pango's for each line that it paints and looks at glyph after glyph. Here what is written for a word is
worked out once a document, and a layout is made only for a line that asks for one.

Why the bytes stay the same: a line that is spread has each space in a run of its own, so its words are shaped apart by Pango too. In
others, words are joined only where all glyphs were seen to be as they are apart. Of what is added to a space Pango puts one half before
it and one behind, but none at an end of the line. Glyphs are written by the engine's own rules, in the order in which it would meet
them. Whatever else there is goes its own way: several fonts in a line, raised glyphs, missing letters, pictures.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, pango

from compiler.printing import lettering
from compiler.printing.codes import codes_of
from compiler.printing.pen import SPACE, Pen, Piece, piece_of
from compiler.printing.runs import GLYPH, Run
from compiler.printing.spelling import Glyph

from .breaking import words_of
from .patching import Patch
from .words import Words, edges

_HALVES = 512
"""Pango rounds the half of what it adds to a space where that is a multiple of this."""
_SMALLEST = 1e-6
"""The size of letters below which the engine draws nothing."""


class _Space(NamedTuple):
    """A space as Pango has it in this line: number of its glyph, width and offset in Pango's units."""

    number: int
    width: int
    offset: int


class _Line(NamedTuple):
    """A line to be painted: its words as they follow each other in the text, with the spaces between."""

    words: Words
    texts: list[str]
    spaces: list[_Space]
    is_spread: bool


def _line(layout: Any, style: Any) -> _Line | None:
    """The line of a layout; None where it is not the sum of its words."""
    text, spacing = layout.text, layout.justification_spacing
    words = words_of(text, style)
    spread = int(spacing * TO_UNITS)
    if words is None or (spacing and (spread <= 0 or spread % _HALVES == 0)):
        return None
    space = words.spread if spacing else words.space
    texts = text.split(" ")
    if space is None or "" in texts[1:-1] or not _are_known(words, texts) or not (spacing or _are_apart(words, texts)):
        return None
    return _Line(words, texts, _spaces(words, texts, space, spread), bool(spacing))


def _are_known(words: Words, texts: list[str]) -> bool:
    """True if the glyphs of all the words are known, and the line is of their script, since one of them has letters."""
    has_letters = False
    for text in texts:
        word = words.word(text) if text else None
        if text and (word is None or word.runs is None):
            return False
        has_letters = has_letters or bool(word and word.has_letters)
    return has_letters


def _are_apart(words: Words, texts: list[str]) -> bool:
    """True if no glyph of a word is another because of the space beside it and the word behind that."""
    for left, right in pairwise(texts):
        joint = words.joint(*edges(left, right))
        if joint is None or not joint.is_same:
            return False
    return True


def _spaces(words: Words, texts: list[str], space: tuple[int, int], spread: int) -> list[_Space]:
    """The spaces of the text, each with `spread` more, a half of it on either side but at an end of the line."""
    number, width = space
    spaces = [_Space(number, width + spread, spread // 2)] * (len(texts) - 1)
    if spaces and not texts[0]:
        spaces[0] = spaces[0]._replace(offset=spread if words.is_rtl else 0)
    if spaces and not texts[-1]:
        spaces[-1] = spaces[-1]._replace(offset=0 if words.is_rtl else spread)
    return spaces


class _Paint:
    """What is written for the words of a face in one document."""

    def __init__(self, stream: Any, words: Words) -> None:
        self.fonts = stream._fonts
        self.brush = lettering.brush_of(stream, words.font)
        self.font, self._size, self._words = self.brush.font, self.brush.size, words
        self.is_able = not (self.font.bitmap or self.font.png or self.font.svg or self.font.colr)
        self._codes: dict[str, str | None] = {"": ""}
        self._pieces: dict[str, Piece] = {}
        self._alone: dict[str, Any] = {}

    def codes(self, text: str) -> str | None:
        """What the engine writes for a word from left to right; None where it does not write it in one go."""
        if text not in self._codes:
            word = self._words.word(text)
            runs = word.runs if word else None
            self._codes[text] = self.written(runs[0]) if runs and len(runs) == 1 and not runs[0].is_rtl else None
        return self._codes[text]

    def written(self, run: Run) -> str | None:
        """The glyphs of a run as the engine writes them: codes, with shifts where one is not as wide as its font says."""
        font, size, parts = self.font, self._size, []
        starts = array("i", run.starts)
        for place, (number, width, x, y) in enumerate(GLYPH.iter_unpack(run.glyphs)):
            if y or number == pango.PANGO_GLYPH_EMPTY:
                return None
            if number not in font.to_unicode:
                end = starts[place + 1] if place + 1 < len(starts) else len(run.text)
                font.to_unicode[number] = run.text[starts[place] : end].decode()
            offset = x / size
            if offset:
                parts.append(f">{-offset}<")
            parts.append(f"{number:04x}")
            kerning = self.brush.width(number) + offset - width * 1000 * FROM_UNITS / size
            if kerning:
                parts.append(f">{int(kerning)}<")
        return "".join(parts)

    def space(self, space: _Space) -> str | None:
        """A space as the engine writes it."""
        glyph = GLYPH.pack(space.number, space.width, space.offset, 0)
        return self.written(Run(False, SPACE.encode(), glyph, array("i", [0]).tobytes()))

    def piece(self, text: str) -> Piece:
        """What `lettering` writes for a word from right to left."""
        if text not in self._pieces:
            word, blank = self._words.word(text), codes_of(self.font).blank
            runs = (word and word.runs) or ()
            steps = [step for run in runs for step in lettering.steps_of(run, self._size, blank)]
            self._pieces[text] = piece_of(steps, self.brush)
        return self._pieces[text]

    def line(self, text: str, runs: tuple[Run, ...]) -> str | None:
        """What the engine writes for a whole line from left to right."""
        if text not in self._alone:
            codes = _all(None if run.is_rtl else self.written(run) for run in runs)
            self._alone[text] = None if codes is None else "".join(map(_closed, codes))
        known: str | None = self._alone[text]
        return known

    def parts(self, text: str, runs: tuple[Run, ...]) -> list[Piece | Glyph]:
        """What `lettering` writes for a whole line from right to left."""
        if text not in self._alone:
            self._alone[text] = [part for _, part in lettering.parts_of([(self.brush, run) for run in runs])]
        known: list[Piece | Glyph] = self._alone[text]
        return known


def _paint(stream: Any, words: Words) -> _Paint | None:
    """The paint of these words in the document of the stream; None for fonts of pictures."""
    paint: _Paint | None = words.paint
    if paint is None or paint.fonts is not stream._fonts:
        paint = words.paint = _Paint(stream, words)
    return paint if paint.is_able else None


def _draw(original: Any) -> Any:
    """`draw_first_line` for lines from left to right."""

    def draw(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
        is_plain = overflow != "ellipsis" and ellipsis == "none" and box.style["font_size"] >= _SMALLEST
        found = _codes(stream, box) if is_plain and box.text.strip() else None
        if found is None:
            return original(stream, box, overflow, ellipsis, matrix)
        paint, codes = found
        stream.set_text_matrix(*matrix.values)
        stream.set_font_size(paint.font.hash, paint.brush.size)
        stream.show_text(codes)
        return []

    return draw


def _codes(stream: Any, box: Any) -> tuple[_Paint, str] | None:
    """What is written for a line from left to right, and with what; None where it goes its own way."""
    line = _line(box.pango_layout, box.style)
    words, runs = (line.words, ()) if line else _alone(box)
    paint = _paint(stream, words) if words and (runs or (line and not words.is_rtl)) else None
    if paint is None:
        return None
    codes = _written(line, paint) if line else paint.line(box.pango_layout.text, runs)
    return None if codes is None else (paint, codes)


def _alone(box: Any) -> tuple[Words | None, tuple[Run, ...]]:
    """The runs of a short line that was measured as a whole, none where it was not."""
    layout = box.pango_layout
    words = None if layout.justification_spacing else words_of(layout.text, box.style)
    found = words.alone(layout.text) if words else None
    return words, (found and found.runs) or ()


def _written(line: _Line, paint: _Paint) -> str | None:
    """The codes of a line: in one run, or in one for each word and space where the line is spread."""
    codes = _all(_part_after_part(line, paint))
    if codes is None:
        return None
    return "".join(map(_closed, codes)) if line.is_spread else _closed("".join(codes))


def _part_after_part(line: _Line, paint: _Paint) -> Iterator[str | None]:
    yield paint.codes(line.texts[0])
    for space, text in zip(line.spaces, line.texts[1:], strict=True):
        yield paint.space(space)
        yield paint.codes(text)


def _all(codes: Iterable[str | None]) -> list[str] | None:
    """The codes, each asked for in its turn: one glyph has its meaning from where it stands first. None with the first that is None."""
    found = []
    for one in codes:
        if one is None:
            return None
        found.append(one)
    return found


def _closed(codes: str) -> str:
    """Codes as a string of the PDF."""
    if not codes:
        return ""
    return f"<{codes[:-1]}" if codes.endswith("<") else f"<{codes}>"


def _draw_line(original: Any) -> Any:
    """`lettering.draw_line` for lines from right to left."""

    def draw(stream: Any, box: Any, matrix: Any) -> Any:
        found = _parts(stream, box)
        if found is None:
            return original(stream, box, matrix)
        paint, parts = found
        pen = Pen(stream)
        stream.set_text_matrix(*matrix.values)
        for part in parts:
            pen.put(part, paint.brush)
        return lettering.drawn(pen, box)

    return draw


def _parts(stream: Any, box: Any) -> tuple[_Paint, list[Piece | Glyph]] | None:
    """What is written for a line from right to left, and with what; None where it goes its own way."""
    line = _line(box.pango_layout, box.style)
    words, runs = (line.words, ()) if line else _alone(box)
    paint = _paint(stream, words) if words and (runs or (line and words.is_rtl)) else None
    if paint is None:
        return None
    return paint, _pieces(line, paint) if line else paint.parts(box.pango_layout.text, runs)


def _pieces(line: _Line, paint: _Paint) -> list[Piece | Glyph]:
    """What stands in the line, from left to right."""
    scale, codes = 1000 * FROM_UNITS / paint.brush.size, codes_of(paint.font)
    pieces: list[Piece | Glyph] = []
    for text, space in zip(reversed(line.texts), [*reversed(line.spaces), None], strict=True):
        if text:
            pieces.append(paint.piece(text))
        if space:
            codes.code(paint.font, space.number, SPACE)  # codes are given in the order of the line
            pieces.append(Glyph(space.number, space.width * scale, space.offset * scale))
    return pieces


PATCHES = (Patch(drawing, "draw_first_line", _draw), Patch(lettering, "draw_line", _draw_line))

"""The places of chapter numbers in a fragment: an empty stream stands there, and what is told besides is how the digits are drawn.

A number says where its chapter stands among the others, so that it is none of the fragment's affair: `numbering` draws it when the
chapters are joined. The engine lays out one digit in its place, and shapes all pairs of digits for what may stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any, NamedTuple

import pydyf
from weasyprint.draw import text as engine_text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from compiler.model.pages import NumberPlace

from .codes import codes_of
from .numbering import STREAMS

ATTRIBUTE = "data-digits"
"""Says of an element that it is such a place, and which ten digits numbers are written in."""
_ROOM = 20
"""By so many times their size digits may stand beside the place of the first."""
_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}


class NumberFaceError(Exception):
    """The digits are not ten letters of one font, of which a number could be written."""


class Places:
    """The places of a fragment under way: what was `found` while it was painted, and the streams that stand there.

    On a page the stream is a part of its contents: PDFium does not see by the letters of a form in which tag the form stands. In what
    is drawn apart, because it lets something through, it can only be a form.
    """

    def __init__(self) -> None:
        self.found: list[NumberPlace] = []
        self._streams: list[Any] = []
        self._homes: list[Any] = []

    def take(self, stream: Any, box: Any, digits: str) -> _Place:
        """The place that `box` is, as something to be drawn. Raises `NumberFaceError`."""
        self.found.append(_place(stream, box, digits))
        is_apart = stream.extra.get("Subtype") == "/Form"
        self._streams.append(_form(self.found[-1]) if is_apart else pydyf.Stream())
        self._homes.append(None if is_apart else stream)
        return _Place(f"number{len(self._streams)}", self._streams[-1], is_apart)

    def write(self, pdf: Any) -> None:
        """Puts the streams where they belong in the engine's finished PDF, and names them in its catalogue."""
        if not self._streams:
            return
        pages = {
            page["Contents"]: page for page in pdf.objects if isinstance(page, dict) and page.get("Type") == "/Page"
        }
        for home in dict.fromkeys(filter(None, self._homes)):
            pages[home.reference]["Contents"] = pydyf.Array(one.reference for one in _parted(pdf, home))
        pdf.catalog[STREAMS] = pydyf.Array([stream.reference for stream in self._streams])


def _form(place: NumberPlace) -> Any:
    """A form with room for any number. The engine puts its own fonts into the resources."""
    edge = _ROOM * place.size
    box, resources = pydyf.Array([-edge, -place.size, edge, 2 * place.size]), pydyf.Dictionary({"Font": None})
    extra = {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": resources}
    return pydyf.Stream([], pydyf.Dictionary(extra))


def _parted(pdf: Any, home: Any) -> list[Any]:
    """The streams of a page's contents, added to the PDF: its own one cut at the streams that were drawn into it."""
    whole, home.stream = home.stream, []
    parts = [home]
    for step in whole:
        if not isinstance(step, pydyf.Stream):
            parts[-1].stream.append(step)
            continue
        parts += [step, pydyf.Stream([], compress=home.compress)]
        for added in parts[-2:]:
            pdf.add_object(added)
    return parts


@contextmanager
def reserved() -> Iterator[Places]:
    """While it lasts, the engine draws a stream without content where an element says that a number will stand."""
    places, original = Places(), engine_text.draw_first_line

    def draw(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> list[Any]:
        digits = digits_of(box)
        if not digits:
            drawn: list[Any] = original(stream, box, overflow, ellipsis, matrix)
            return drawn
        # What is drawn after the text as a picture, upright, at the beginning of its line.
        return [[places.take(stream, box, digits), None, 1, -1, 0, 0]]

    engine_text.draw_first_line = draw
    try:
        yield places
    finally:
        engine_text.draw_first_line = original


def digits_of(box: Any) -> str:
    """The ten digits of the place that a box of text is; empty for all other text."""
    if box.element is None or "::" in (box.element_tag or ""):
        return ""
    said: str = box.element.get(ATTRIBUTE) or ""
    return said if len(said) == len("0123456789") else ""


class _Place(NamedTuple):
    """A place as the engine draws pictures among letters."""

    name: str
    held: Any
    is_apart: bool

    def draw(self, stream: Any, *_: Any) -> None:
        if self.is_apart:
            stream._resources["XObject"][self.name] = self.held
            stream.draw_x_object(self.name)
        else:
            stream.stream.append(self.held)


# --- digits ---


class _Glyph(NamedTuple):
    """A glyph of a line: the engine's font and its size, the glyph's number, how far it moves the pen, and stands before that.

    Sizes and moves are in pixels.
    """

    font: Any
    size: float
    number: int
    advance: float
    offset: float

    @property
    def kind(self) -> tuple[str, float, int]:
        return self.font.hash, self.size, self.number


def _place(stream: Any, box: Any, digits: str) -> NumberPlace:
    """Where the number is aligned to in `box`, and its digits, alone and before each other."""
    # The box itself is wider where letters are spaced: no letter follows its last one.
    width = sum(glyph.advance for glyph in _glyphs(stream, box, box.text))
    alone = [glyph for digit in digits for glyph in _glyphs(stream, box, digit)]
    pairs = _glyphs(stream, box, "".join(first + second for first, second in product(digits, digits)))
    drawn = [glyph.kind for pair in product(alone, alone) for glyph in pair]
    if len({kind[:2] for kind in drawn}) > 1 or [glyph.kind for glyph in pairs] != drawn:
        raise NumberFaceError
    align = _alignment(box.style)
    return NumberPlace(
        font=alone[0].font.hash,
        size=alone[0].size,
        at=align * width,
        align=align,
        codes=tuple(_code(glyph, digit) for glyph, digit in zip(alone, digits, strict=True)),
        widths=tuple(int(glyph.font.widths[glyph.number]) for glyph in alone),
        alone=tuple(glyph.advance for glyph in alone),
        before=tuple(_apart(*pair) for pair in zip(pairs[::2], pairs[1::2], strict=True)),
    )


def _apart(first: _Glyph, second: _Glyph) -> float:
    """From where one glyph is drawn to where the next one is: spaced letters stand apart by an offset of their own."""
    return first.advance - first.offset + second.offset


def _alignment(style: Any) -> float:
    """Where the line of this style is held: 0 at its left end, 1 at its right."""
    last = style["text_align_last"]
    align = style["text_align_all"] if last == "auto" else last
    return _SIDES.get(align, float((align == "end") != (style["direction"] == "rtl")))


def _glyphs(stream: Any, box: Any, text: str) -> list[_Glyph]:
    """`text` shaped as the words of `box`, a glyph for each character. Raises `NumberFaceError` if it is not that simple."""
    layout = box.pango_layout
    layout.set_text(text)
    pango.pango_layout_set_width(layout.layout, -1)
    run = layout.get_first_line()[0].runs[0]
    found: list[_Glyph] = []
    while run != ffi.NULL:
        pango_font, string, run = run.data.item.analysis.font, run.data.glyphs, run.next
        font, size = stream.add_font(pango_font)
        for info in string.glyphs[0 : string.num_glyphs]:
            if info.geometry.y_offset or _is_beyond(font, info.glyph):
                raise NumberFaceError
            _measure(stream, pango_font, font, size, info.glyph)
            advance, offset = info.geometry.width * FROM_UNITS, info.geometry.x_offset * FROM_UNITS
            found.append(_Glyph(font, size, info.glyph, advance, offset))
    if len(found) != len(text):
        raise NumberFaceError
    return found


def _is_beyond(font: Any, glyph: int) -> bool:
    """True for what is no letter of a font: pictures, and the sign for a missing one."""
    return font.bitmap or font.png or font.svg or font.colr or bool(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG)


def _measure(stream: Any, pango_font: Any, font: Any, size: float, glyph: int) -> None:
    """Notes the width that the PDF gives for a glyph, in thousandths of its size."""
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)


def _code(glyph: _Glyph, digit: str) -> str:
    """The code that draws the digit, where another text has the glyph's own number one that stands for the digit."""
    font = glyph.font
    if font.to_unicode.setdefault(glyph.number, digit) == digit:
        return f"{glyph.number:04x}"
    return f"{codes_of(font).code(font, glyph.number, digit):04x}"

"""The codes of a font in a PDF: which glyph each of them draws, and which characters it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import Any

import pydyf
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from .spelling import JOINERS

_BLANKS = (0x200C, 0x200B, 0x200D, 0xFEFF)
_LAST_CODE = 0xFFFF


@dataclass(slots=True)
class Codes:
    """What the codes of one font stand for. A code is the number of its glyph, or one that no glyph has.

    `blank` is a glyph without width and shape, 0 if the font has none.
    """

    face: tuple[bytes, int]
    blank: int
    next: int
    others: dict[tuple[int, str], int] = field(default_factory=dict)
    meanings: dict[int, str] = field(default_factory=dict)
    glyphs: dict[int, int] = field(default_factory=dict)

    @property
    def file(self) -> Any:
        """The font's file, opened."""
        return opened(*self.face)

    def code(self, font: Any, glyph: int, text: str) -> int:
        """The code for `glyph` where it stands for `text`."""
        if font.to_unicode.setdefault(glyph, text) == text:
            return glyph
        known = self.others.get((glyph, text))
        if known is None and self.next <= _LAST_CODE:
            known = self.others[glyph, text] = self.next
            self.meanings[known], self.glyphs[known] = text, glyph
            self.next += 1
        return glyph if known is None else known


def codes_of(font: Any) -> Codes:
    """The codes of an engine's font, made where it has none yet."""
    known: Codes | None = getattr(font, "bayaz_codes", None)
    if known is None:
        face = (font.file_content, font.index)
        blank = _blank_glyph(*face)
        if blank:
            font.to_unicode.setdefault(blank, JOINERS[0])
            font.widths.setdefault(blank, 0)
        known = font.bayaz_codes = Codes(face=face, blank=blank, next=font.glyph_count)
    return known


@lru_cache(maxsize=8)
def opened(data: bytes, index: int) -> Any:
    """A font's file, opened once for all fragments that are laid out in a row."""
    return TTFont(BytesIO(data), fontNumber=index, lazy=True)


@lru_cache(maxsize=64)
def _blank_glyph(data: bytes, index: int) -> int:
    file = opened(data, index)
    names, outlines = file.getBestCmap(), file.getGlyphSet()
    for character in _BLANKS:
        name = names.get(character)
        if name and not outlines[name].width and _is_empty(outlines, name):
            return int(file.getGlyphID(name))
    return 0


def _is_empty(outlines: Any, name: str) -> bool:
    pen = BoundsPen(outlines)
    outlines[name].draw(pen)
    return pen.bounds is None


def write(pdf: Any, fonts: Iterable[Any]) -> None:
    """Gives the fonts of a finished PDF the codes that text was drawn with (ISO 32000-2, 9.7.5 and 9.10.3)."""
    for font in fonts:
        known: Codes | None = getattr(font, "bayaz_codes", None)
        if known is None or not known.meanings:
            continue
        meanings = {**font.to_unicode, **known.meanings}
        glyphs = {**{glyph: glyph for glyph in font.to_unicode}, **known.glyphs}
        for thing in pdf.objects:
            if isinstance(thing, dict) and thing.get("Subtype") == "/Type0" and thing.get("BaseFont") == font.name:
                thing["ToUnicode"] = _added(pdf, to_unicode(meanings), {})
                thing["Encoding"] = _added(pdf, encoding(glyphs), _CMAP)


_CMAP = {
    "Type": "/CMap",
    "CMapName": "/Bayaz-0",
    "CIDSystemInfo": pydyf.Dictionary(
        {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    ),
}


def _added(pdf: Any, lines: Sequence[str], extra: dict[str, Any]) -> bytes:
    stream = pydyf.Stream(["\n".join(lines).encode()], pydyf.Dictionary(extra), compress=True)
    pdf.add_object(stream)
    reference: bytes = stream.reference
    return reference


def to_unicode(meanings: dict[int, str]) -> list[str]:
    """A CMap from codes to characters."""
    entries = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(meanings.items())]
    return _cmap("Adobe-Identity-UCS", "UCS", 2, "bfchar", entries)


def encoding(glyphs: dict[int, int]) -> list[str]:
    """A CMap from codes to glyphs."""
    entries = [f"<{code:04x}> {glyph}" for code, glyph in sorted(glyphs.items())]
    return _cmap("Bayaz-0", "Identity", 1, "cidchar", entries)


def _cmap(name: str, ordering: str, kind: int, operator: str, entries: Sequence[str]) -> list[str]:
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        f"/CMapType {kind} def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    body = [
        line
        for batch in range(ceil(len(entries) / 100))
        for line in _batch(operator, entries[batch * 100 : batch * 100 + 100])
    ]
    return [*head, *body, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]


def _batch(operator: str, entries: Sequence[str]) -> list[str]:
    return [f"{len(entries)} begin{operator}", *entries, f"end{operator}"]

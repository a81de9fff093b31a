"""The letters of a page with the places where they stand, as PDFium reports them: the only module that asks it for text.

pypdf gives a page's text in the order and the grouping that it thinks best: it turns Persian digits round and mixes up lines of
two directions. Order is decided here instead, from where each letter is drawn.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from compiler.messages import CaptureError, Origin

from .brackets import unturned

BOLD, ITALIC, RAISED, LOWERED = 1, 2, 4, 8
UNKNOWN = "\ufffd"
MAX_LETTERS = 100_000
"""On one page: more than any page can show."""

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|[-,]bd", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|slanted|cmti|cmsl|[-,](?:bd)?it$", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"regular|roman|book|light|medium", re.IGNORECASE)
"""Names are believed: PDFium's weight is guessed from the width of stems, and wrong for Arabic faces."""
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
_STRAIGHT = 0.09
"""Radians that a line may lean and still be read: scans do."""


@dataclass(slots=True)
class Letter:
    """What one glyph says (a ligature says several characters): its extent in points from the page's left and bottom edges.

    `base` is the base line, `size` the size of the type, `style` the sum of `BOLD`, `ITALIC`, `RAISED` and `LOWERED`;
    `rtl` says that it stands in a right-to-left run.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str = ""
    style: int = 0
    rtl: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(slots=True)
class Sheet:
    """A page of the file, from 1, upright: its size in points, its letters in the order of drawing, how many were left out."""

    number: int
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    turned: int = 0


@dataclass(frozen=True, slots=True)
class _Face:
    font: str
    size: float
    style: int
    quarter: int | None


def sheet_of(page: pypdfium2.PdfPage, number: int, file: str) -> Sheet:
    """The page's letters. Raises `CaptureError` for a page with more than `MAX_LETTERS`."""
    left, bottom, right, top = page.get_cropbox()
    textpage = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(textpage.raw)
        if count > MAX_LETTERS:
            text = f"page {number} has {count:,} letters, more than a page can show"
            hint = "leave the page out, or use the file as facsimile"
            raise CaptureError.of("pdf-page-overfull", text, hint=hint, origin=Origin(file, number, number, "page"))
        glyphs = list(_glyphs(textpage.raw, count, left, bottom))
    finally:
        textpage.close()
    return _upright(Sheet(number, right - left, top - bottom), glyphs)


def _glyphs(textpage: Any, count: int, left: float, bottom: float) -> Iterator[tuple[Letter, int | None]]:
    """Each drawn glyph and the quarter turn it stands at, None if it leans; characters of one glyph are joined."""
    faces: dict[int | None, _Face] = {}
    last: Letter | None = None
    quarter: int | None = 0
    at = (math.nan, math.nan)
    for index, character in _characters(textpage, count):
        x, y = _origin(textpage, index)
        if last is not None and (x, y) == at and not last.blank:
            last.text += character
            continue
        if last is not None:
            yield _whole(last), quarter
        face = _face(textpage, index, faces)
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        at, quarter = (x, y), face.quarter
        last = Letter(character, *_extent(box, face.quarter, x, y, left, bottom), face.size, face.font, face.style)
    if last is not None:
        yield _whole(last), quarter


def _characters(textpage: Any, count: int) -> Iterator[tuple[int, str]]:
    """Index and text of what is drawn, line by line, as the file says it: PDFium's own turning of brackets undone."""
    line: list[tuple[int, str]] = []
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            if code in (10, 13):
                yield from unturned(line)
                line = []
        elif character := _character(code):
            line.append((index, character))
    yield from unturned(line)


def _character(code: int) -> str:
    if code in (0, 0xFFFD, 0xFFFE, 0xFFFF):
        return UNKNOWN
    if code == 2:
        return "-"  # PDFium's sign for a hyphen at a line's end
    if code in (9, 0xA0):
        return " " if code == 9 else "\u00a0"
    return chr(code) if code >= 32 and not 0x7F <= code < 0xA0 else ""


def _whole(letter: Letter) -> Letter:
    if any("\ud800" <= character <= "\udfff" for character in letter.text):
        letter.text = letter.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return letter


def _origin(textpage: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    return round(x.value, 2), round(y.value, 2)


def _extent(
    box: Any, quarter: int | None, x: float, y: float, left: float, bottom: float
) -> tuple[float, float, float]:
    """Left and right along the line, and the base line, as seen when the page is turned so that the text is upright."""
    if quarter == 1:
        return box.bottom - bottom, box.top - bottom, -(x - left)
    if quarter == 2:
        return -(box.right - left), -(box.left - left), -(y - bottom)
    if quarter == 3:
        return -(box.top - bottom), -(box.bottom - bottom), x - left
    return box.left - left, box.right - left, y - bottom


def _face(textpage: Any, index: int, faces: dict[int | None, _Face]) -> _Face:
    """Font, size, style and turn, the same for all characters of one text object."""
    owner = ctypes.cast(pdfium.FPDFText_GetTextObject(textpage, index), ctypes.c_void_p).value
    if owner not in faces:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(textpage, index, matrix)
        size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        angle = math.atan2(matrix.b, matrix.a)
        quarter = round(angle / (math.pi / 2))
        straight = abs(angle - quarter * math.pi / 2) <= _STRAIGHT
        name, style = _font(textpage, index)
        faces[owner] = _Face(name, abs(size) or 1.0, style, quarter % 4 if straight else None)
    return faces[owner]


def _font(textpage: Any, index: int) -> tuple[str, int]:
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(textpage, index, buffer, 200, flags)
    name = buffer.value.decode("utf-8", "replace")
    plain = name.partition("+")[2] if name[6:7] == "+" else name
    bold = bool(_BOLD_NAME.search(plain)) or (bool(flags.value & _FORCE_BOLD) and not _PLAIN_NAME.search(plain))
    italic = bool(_ITALIC_NAME.search(plain) or flags.value & _ITALIC_FLAG)
    return plain, (BOLD if bold else 0) | (ITALIC if italic else 0)


def _upright(sheet: Sheet, glyphs: list[tuple[Letter, int | None]]) -> Sheet:
    """The letters of the turn that most have, moved to where they stand on the page so turned, without repeats."""
    turns = Counter(quarter for letter, quarter in glyphs if quarter is not None and not letter.blank)
    turn = turns.most_common(1)[0][0] if turns else 0
    width, height = sheet.width, sheet.height
    if turn % 2:
        sheet.width, sheet.height = height, width
    across = {0: 0.0, 1: 0.0, 2: width, 3: height}[turn]
    up = {0: 0.0, 1: width, 2: height, 3: 0.0}[turn]
    once = _new()
    for letter, quarter in glyphs:
        letter.left, letter.right, letter.base = letter.left + across, letter.right + across, letter.base + up
        if quarter != turn:
            sheet.turned += not letter.blank
        elif (
            -1 <= letter.base <= sheet.height + 1
            and letter.right > -1
            and letter.left < sheet.width + 1
            and once(letter)
        ):
            sheet.letters.append(letter)
    return sheet


def _new() -> Callable[[Letter], bool]:
    """Says whether a letter is new: poor man's bold prints each letter twice in nearly one place."""
    seen: set[tuple[str, int, int]] = set()

    def is_new(letter: Letter) -> bool:
        key = (letter.text, round(letter.left * 1.25), round(letter.base * 1.25))
        if letter.blank or key not in seen:
            seen.add(key)
            return True
        return False

    return is_new

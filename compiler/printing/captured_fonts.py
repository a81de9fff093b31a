"""Fonts of a captured page: whether they are embedded, whether their letters have meanings and the widths that the page says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from fontTools import agl, cffLib
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Stream

from .captured_content import Shown, hex_strings

LARGEST = 32 << 20
"""Bytes of a font file, unpacked."""
_SYMBOLIC = 4
_MEANINGLESS = frozenset({b"\x00\x00", b"\xfe\xff", b"\xff\xfe", b""})
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
Advance = Callable[[int], float | None]
"""From a code to the width of its glyph in thousandths; None where the font has none for it."""


def fault(shown: Shown) -> str:
    """Why the font cannot be taken over as it is, in words; empty if it can."""
    if not any(shown.strings):
        return ""
    name = str(shown.font.get("/BaseFont", "/without a name")).lstrip("/")
    try:
        return next((f"its font {name} {said}" for said in _faults(shown)), "")
    except Exception:  # whatever is wrong with a foreign font, the page can still be drawn
        return f"its font {name} is damaged"


def _faults(shown: Shown) -> Iterator[str]:
    font = shown.font
    composite = font.get("/Subtype") == Name.Type0
    inner = font.DescendantFonts[0] if composite else font
    if font.get("/Subtype") != Name.Type3 and not _is_embedded(inner):
        if shown.visible:
            yield "is not embedded"
        yield from _meanings(shown, composite)
        return
    yield from _meanings(shown, composite)
    if composite and not (isinstance(font.Encoding, Stream) or str(font.Encoding) in ("/Identity-H", "/Identity-V")):
        yield "has an encoding of its own"
    if not composite and inner.get("/Subtype") == Name.TrueType:
        yield from _encoding(inner)
    advance = _advance(font, inner, composite)
    if advance is not None and not _agrees(inner, codes(shown, composite), advance, composite):
        yield "has other letters or widths than the page says"


def _agrees(font: Object, shown: set[int], advance: Advance, composite: bool) -> bool:
    """True if there is a glyph for every code, as wide as the page says to a thousandth (ISO 19005-3, 6.2.11.5)."""
    said, others = _widths(font, composite)
    drawn = {code: advance(code) for code in shown}
    return all(width is not None and abs(width - said.get(code, others)) <= 1 for code, width in drawn.items())


def codes(shown: Shown, composite: bool) -> set[int]:
    """The codes that are shown: of two bytes in a composite font, else of one."""
    if not composite:
        return set(b"".join(shown.strings))
    pairs = (string[at : at + 2] for string in shown.strings for at in range(0, len(string), 2))
    return {int.from_bytes(pair, "big") for pair in pairs}


def _is_embedded(font: Object) -> bool:
    described = font.get("/FontDescriptor", Dictionary())
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))


# --- meanings ---


def _meanings(shown: Shown, composite: bool) -> Iterator[str]:
    """Every code has a meaning: by its map, or by the name of its glyph (ISO 19005-3, 6.2.11.7.2)."""
    given = meanings(shown.font.get("/ToUnicode"))
    names = {} if composite else glyph_names(shown.font)
    for code in codes(shown, composite):
        if code in given and given[code] in _MEANINGLESS:
            yield "has letters that mean nothing"
        elif code not in given and not agl.toUnicode(names.get(code, "")):
            yield "does not say what its letters mean"


def meanings(cmap: Object | None) -> dict[int, bytes]:
    """What a map from codes to characters says (ISO 32000-1, 9.10.3)."""
    if not isinstance(cmap, Stream):
        return {}
    found: dict[int, bytes] = {}
    for kind, body in re.findall(rb"begin(bfchar|bfrange)(.*?)end\1", cmap.read_bytes(), re.DOTALL):
        found.update(_singles(body) if kind == b"bfchar" else _ranges(body))
    return found


def _singles(body: bytes) -> dict[int, bytes]:
    strings = hex_strings(body)
    return {int.from_bytes(code, "big"): text for code, text in zip(strings[::2], strings[1::2], strict=False)}


def _ranges(body: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for first, last, text, many in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[(.*?)\])", body, re.DOTALL):
        low, high = int(first, 16), min(int(last, 16), 0xFFFF)
        if many:
            found.update(zip(range(low, high + 1), hex_strings(many), strict=False))
        else:
            size, value = len(text) // 2, int(text, 16)
            found.update(
                {code: (value + code - low).to_bytes(size + 1, "big")[-size:] for code in range(low, high + 1)}
            )
    return found


def glyph_names(font: Object) -> dict[int, str]:
    """The names of glyphs by their codes, as far as the font's encoding says them (ISO 32000-1, 9.6.6)."""
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    names = {code: name for code, name in _base(base) if name != ".notdef"}
    code = 0
    for entry in encoding.get("/Differences", Array()) if isinstance(encoding, Dictionary) else ():
        if isinstance(entry, Name):
            names[code] = str(entry).removeprefix("/")
            code += 1
        else:
            code = int(entry)
    return names


def _base(encoding: Object | None) -> Iterator[tuple[int, str]]:
    codec = _CODECS.get(str(encoding))
    if codec:
        for code in range(32, 256):
            letter = bytes([code]).decode(codec, "replace")
            yield code, agl.UV2AGL.get(ord(letter), ".notdef")
    elif encoding is not None and str(encoding) == "/StandardEncoding":
        yield from enumerate(StandardEncoding)


# --- letters and widths ---


def _encoding(font: Object) -> Iterator[str]:
    """The rules for TrueType fonts, which PDF readers otherwise understand each in its way (ISO 19005-3, 6.2.11.6)."""
    encoding = font.get("/Encoding")
    symbolic = bool(int(font.FontDescriptor.get("/Flags", 0)) & _SYMBOLIC)
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    if symbolic and encoding is not None:
        yield "is symbolic and has an encoding"
    if not symbolic and str(base) not in _CODECS:
        yield "has no common encoding"
    if isinstance(encoding, Dictionary) and "/Differences" in encoding:
        yield "has an encoding of its own"


def _widths(font: Object, composite: bool) -> tuple[dict[int, float], float]:
    """The widths that the page says by their codes, and the width of all others (ISO 32000-1, 9.7.4.3 and 9.6.2)."""
    if composite:
        return dict(_widths_of_cids(list(font.get("/W", Array())))), float(font.get("/DW", 1000))
    first = int(font.get("/FirstChar", 0))
    said = {code: float(width) for code, width in enumerate(font.get("/Widths", Array()), first)}
    return said, float(font.get("/FontDescriptor", Dictionary()).get("/MissingWidth", 0))


def _widths_of_cids(entries: list[Any]) -> Iterator[tuple[int, float]]:
    at = 0
    while at + 1 < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, Array):
            yield from ((cid, float(width)) for cid, width in enumerate(second, first))
            at += 2
        else:
            width = float(entries[at + 2])
            yield from ((cid, width) for cid in range(first, min(int(second), 0xFFFF) + 1))
            at += 3


def _advance(font: Object, inner: Object, composite: bool) -> Advance | None:
    """How wide the font itself draws each code; None where that is not looked into."""
    described = inner.get("/FontDescriptor", Dictionary())
    if composite and isinstance(font.Encoding, Stream):
        return None
    if "/FontFile2" in described:
        file = TTFont(BytesIO(_file(described.FontFile2)), lazy=True)
        return _of_cids(file, inner) if composite else _of_letters(file, inner)
    if "/FontFile3" in described and described.FontFile3.get("/Subtype") in (Name.Type1C, Name.CIDFontType0C):
        return _of_cff(_file(described.FontFile3), font, composite)
    return None


def _file(stream: Object) -> bytes:
    data: bytes = stream.read_bytes()
    if len(data) > LARGEST:
        raise ValueError("the font is too large")
    return data


def _drawn(file: Any, glyph: int) -> float | None:
    if not 0 < glyph < file["maxp"].numGlyphs:
        return None
    return float(file["hmtx"].metrics[file.getGlyphName(glyph)][0]) * 1000 / int(file["head"].unitsPerEm)


def _of_cids(file: Any, font: Object) -> Advance:
    given = font.get("/CIDToGIDMap")
    table = given.read_bytes() if isinstance(given, Stream) else None
    return lambda cid: _drawn(file, cid if table is None else int.from_bytes(table[2 * cid : 2 * cid + 2], "big"))


def _of_letters(file: Any, font: Object) -> Advance:
    tables = {(table.platformID, table.platEncID): table.cmap for table in file["cmap"].tables}
    names = glyph_names(font)

    def advance(code: int) -> float | None:
        letter = agl.toUnicode(names.get(code, ""))
        places = (
            ((3, 1), ord(letter[0]) if letter else -1),
            ((3, 0), code),
            ((3, 0), 0xF000 + code),
            ((1, 0), code),
        )
        name = next((tables[table][place] for table, place in places if place in tables.get(table, ())), None)
        return None if name is None else _drawn(file, file.getGlyphID(name))

    return advance


def _of_cff(data: bytes, font: Object, composite: bool) -> Advance:
    fonts = cffLib.CFFFontSet()
    fonts.decompile(BytesIO(data), None)
    top = fonts[fonts.fontNames[0]]
    built_in = StandardEncoding if isinstance(top.Encoding, str) else top.Encoding if not composite else []
    names = {**dict(enumerate(built_in)), **({} if composite else glyph_names(font))}
    glyphs = top.CharStrings

    def advance(code: int) -> float | None:
        name = names.get(code, "") if not composite else f"cid{code:05d}" if hasattr(top, "ROS") else top.charset[code]
        if name not in glyphs or name == ".notdef":
            return None
        glyph = glyphs[name]
        glyph.draw(NullPen())
        return float(glyph.width) * float(top.FontMatrix[0]) * 1000

    return advance

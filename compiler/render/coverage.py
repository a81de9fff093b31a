"""Which faces a book needs for what it writes, and which of its characters no face has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont, TTLibError

from compiler.messages import Message, Origin
from compiler.model.book import Book
from compiler.model.pages import Skin
from compiler.remembering import remembered

from .layout import Layout
from .settings import Face
from .writing import Piece, pieces

_SHOWN = 8
"""So many missing characters are named one by one in a message."""
_VISIBLE_CONTROLS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Signs that enclose or go before numbers: format characters by their category, and drawn all the same."""
_IGNORABLE = frozenset(
    map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x3164, 0xFFA0, *range(0xFE00, 0xFE10)))
)
"""Default_Ignorable_Code_Point (Unicode, 5.21) besides the format characters; selectors above U+E0100 are told by their number."""
_STAND_INS = {"\u2011": "\u2010", "\u2010": "-"}
"""What is drawn where a font lacks a hyphen."""
_HINT = (
    "add a font that has it to a layout of your own: [[font]] in layouts/<name>/layout.toml, with its file in "
    "layouts/<name>/fonts/; or take the character out of the text"
)


def faces_of(layout: Layout, skin: Skin, book: Book) -> tuple[Face, ...]:
    """The faces that `book` needs in this skin, in the order of the layout; of two of the same kind the first."""
    return _needed(layout, _kinds(layout, skin), _writing(book))


def faces_for(layout: Layout, text: str, languages: frozenset[str], held: tuple[Face, ...]) -> tuple[Face, ...]:
    """The faces in print that this text needs for itself, and those of `held`, the book's, that have what these lack."""
    characters = frozenset(unicodedata.normalize("NFC", text))
    writing = _Writing(characters, frozenset(map(scripts.script, characters)), languages)
    kinds = _kinds(layout, "print")
    wanted = set(_needed(layout, kinds, writing))
    lacking = _lacking(characters, frozenset().union(*(_covered(layout, face) for face in wanted)))
    wanted |= {face for face in held if lacking and lacking != _lacking(lacking, _covered(layout, face))}
    return tuple(face for face in kinds if face in wanted)


def _kinds(layout: Layout, skin: Skin) -> tuple[Face, ...]:
    """The faces of the skin in the order of the layout; of two of the same kind the first."""
    kinds: dict[tuple[str, str, str], Face] = {}
    for face in layout.faces:
        if skin in face.skins:
            kinds.setdefault((face.family, face.weight, face.style), face)
    return tuple(kinds.values())


def names_of(layout: Layout, book: Book) -> tuple[str, ...]:
    """What the imprint calls the typefaces of the printed book."""
    return tuple(dict.fromkeys(face.name for face in faces_of(layout, "print", book)))


def missing(book: Book, layout: Layout) -> tuple[Message, ...]:
    """An error (`glyph-missing`) for each chapter that holds characters which no face of the layout has.

    It names them, and the faces that were tried. What is no more than a sign to the shaping or to the line, such as joiners, marks of
    direction and soft hyphens, is never missing.
    """
    faces = faces_of(layout, "print", book)
    covered = frozenset().union(*(_covered(layout, face) for face in faces))
    lacking = _lacking(_writing(book).characters, covered)
    tried = ", ".join(names_of(layout, book))
    found: dict[str, dict[str, Origin | None]] = {}
    for piece in pieces(book) if lacking else ():
        for character in unicodedata.normalize("NFC", piece.text):
            if character in lacking:
                found.setdefault(piece.chapter, {}).setdefault(character, piece.origin)
    return tuple(_fault(chapter, characters, tried) for chapter, characters in found.items())


def _fault(chapter: str, characters: dict[str, Origin | None], tried: str) -> Message:
    names = ", ".join(map(described, list(characters)[:_SHOWN]))
    more = f" and {len(characters) - _SHOWN} more" if len(characters) > _SHOWN else ""
    where = f"the chapter “{chapter}”" if chapter else "the edition’s own text"
    text = f"no font has {names}{more}, which {where} holds; tried: {tried}"
    origin = next((origin for origin in characters.values() if origin), None)
    return Message("glyph-missing", "error", text, _HINT, origin)


def described(character: str) -> str:
    """A character with its code point and its name in Unicode."""
    name = unicodedata.name(character, "without a name")
    return f"{character} (U+{ord(character):04X} {name})"


# --- what is needed ---


@dataclass(frozen=True, slots=True)
class _Writing:
    """What a book writes with."""

    characters: frozenset[str]
    scripts: frozenset[str]
    languages: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[Piece]) -> _Writing:
        known = tuple(texts)
        characters = frozenset("".join(unicodedata.normalize("NFC", piece.text) for piece in known))
        return cls(characters, frozenset(map(scripts.script, characters)), frozenset(piece.language for piece in known))

    def wants(self, face: Face) -> bool:
        """True if a script or language is written that the face is for, or it is for all."""
        return not face.when or any(
            wish in self.scripts or any(tag == wish or tag.startswith(f"{wish}-") for tag in self.languages)
            for wish in face.when
        )


@remembered
def _writing(book: Book) -> _Writing:
    return _Writing.of(pieces(book))


def languages_of(book: Book) -> frozenset[str]:
    """The languages that a book writes in."""
    return _writing(book).languages


def _needed(layout: Layout, faces: tuple[Face, ...], writing: _Writing) -> tuple[Face, ...]:
    """Those of `faces` that the writing wants, and of those kept for the missing the ones that have what the others lack."""
    wanted = {face for face in faces if "missing" not in face.when and writing.wants(face)}
    lacking = writing.characters
    for face in wanted:
        lacking = _lacking(lacking, _covered(layout, face))
    for face in (face for face in faces if "missing" in face.when):
        left = _lacking(lacking, _covered(layout, face))
        if left != lacking:
            wanted.add(face)
            lacking = left
    return tuple(face for face in faces if face in wanted)


# --- what a font has ---


def _lacking(characters: frozenset[str], covered: frozenset[int]) -> frozenset[str]:
    """Those of `characters` that a font with these code points cannot show."""
    return frozenset(one for one in characters if not (is_silent(one) or _shows(one, covered)))


def _shows(character: str, covered: frozenset[int]) -> bool:
    """True if the font has the character, or the parts that it is composed of, which shaping puts together."""
    parts = unicodedata.normalize("NFD", character)
    stand_in = _STAND_INS.get(character)
    return (
        ord(character) in covered
        or (len(parts) > 1 and all(ord(part) in covered for part in parts))
        or (stand_in is not None and _shows(stand_in, covered))
    )


def is_silent(character: str) -> bool:
    """True for spaces, controls and what Unicode says a display may ignore: it needs no glyph."""
    if character in _IGNORABLE or 0xE0100 <= ord(character) < 0xE01F0:
        return True
    return unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"} and character not in _VISIBLE_CONTROLS


def _covered(layout: Layout, face: Face) -> frozenset[int]:
    """The code points of a face; none for a file that is missing or no font, which is told where it is used."""
    known = _coverage(layout)
    if face not in known:
        path = layout.find(f"fonts/{face.file}")
        known[face] = _code_points(path, path.stat().st_mtime_ns) if path else frozenset()
    return known[face]


@remembered
def _coverage(_layout: Layout) -> dict[Face, frozenset[int]]:
    """What is known of the faces of a layout: nothing yet, and then what was asked for."""
    return {}


@lru_cache(maxsize=64)
def _code_points(path: Path, _stamp: int) -> frozenset[int]:
    try:
        with TTFont(path, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, ValueError, KeyError, AttributeError, AssertionError):
        return frozenset()

"""What a page repeats for orientation: running heads, folios, leftovers of the printed contents list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from .lines import LEADER, Piece, has_leader
from .rows import Row

HEAD, FOLIO, CONTENTS = "running head", "page number", "contents list"
_ROMAN = r"(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_FOLIO = re.compile(
    rf"\W*(?:(?:page|p\.|seite|s\.|صفحهٔ?|ص)\s*)?(?:\d{{1,4}}|{_ROMAN})(?:\s*(?:/|of|von|de|از)\s*\d{{1,4}})?\W*",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\d+|\b{_ROMAN}\b", re.IGNORECASE)
_CONTENTS = frozenset(
    {"contents", "tableofcontents", "inhalt", "inhaltsverzeichnis", "sommaire", "فهرست", "فهرستمطالب"}
)
_LIKE = 0.85
_LARGE = 1.2
"""Type so much larger than the text's is a heading, wherever it stands."""
_EDGE = 3
"""Rows at the top and at the bottom of a page that may be furniture."""
_ENTRIES = 3


def letters_only(text: str) -> str:
    """Letters and digits in lower case, for comparing what is printed twice."""
    return "".join(character for character in text.casefold() if character.isalnum())


def is_folio(text: str) -> bool:
    """True for a page number alone, in any digits or roman, with or without `Page` and the number of all."""
    return bool(_FOLIO.fullmatch(text.strip()))


def furniture(pages: Sequence[Sequence[Piece]], heights: Sequence[float], names: Iterable[str]) -> list[dict[int, str]]:
    """For each page the reasons for leaving pieces out, by `id` of the piece. `names` are titles that a head may repeat.

    A piece at the edge of its page is a running head if the like stands in the same place on another page, or if it repeats
    a name and stands apart; a number alone there is a page number.
    """
    edges = [_edge_pieces(pieces, height) for pieces, height in zip(pages, heights, strict=True)]
    places: dict[int, list[tuple[int, Piece]]] = defaultdict(list)
    for page, pieces in enumerate(edges):
        for piece in pieces:
            places[round(piece.base / 6)].append((page, piece))
    known = {letters_only(name) for name in names} - {""}
    return [
        {id(p): reason for p in pieces if (reason := _reason(page, p, pages[page], places, known))}
        for page, pieces in enumerate(edges)
    ]


def _edge_pieces(pieces: Sequence[Piece], height: float) -> list[Piece]:
    """The pieces of the first and last rows, if they stand in the outer fifth of the page."""
    bases = sorted({round(piece.base) for piece in pieces}, reverse=True)
    top = [base for base in bases[:_EDGE] if base > 0.8 * height]
    bottom = [base for base in bases[-_EDGE:] if base < 0.2 * height]
    return [piece for piece in pieces if round(piece.base) in {*top, *bottom}]


def _reason(
    page: int, piece: Piece, pieces: Sequence[Piece], places: dict[int, list[tuple[int, Piece]]], known: set[str]
) -> str:
    apart = _apart(piece, pieces)
    text = piece.text.strip()
    if is_folio(text) and (apart or _repeated(page, piece, places)):
        return FOLIO
    if not apart and not _level_with_head(piece, pieces):
        return ""
    if piece.size > _LARGE * _middle_size(pieces):
        return ""
    if _repeated(page, piece, places):
        return HEAD
    named = letters_only(_COUNTED.sub("", text)) in known
    return HEAD if page and named and piece.size <= _middle_size(pieces) + 0.1 else ""


def _repeated(page: int, piece: Piece, places: dict[int, list[tuple[int, Piece]]]) -> bool:
    key = round(piece.base / 6)
    pattern = _pattern(piece.text)
    return any(
        other_page != page
        and abs(other.base - piece.base) <= 4
        and abs(other.size - piece.size) < 0.5
        and _like(pattern, _pattern(other.text))
        for near in (key - 1, key, key + 1)
        for other_page, other in places.get(near, ())
    )


def _pattern(text: str) -> str:
    return " ".join(_COUNTED.sub("#", text.casefold()).split())


def _like(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 8 or abs(len(one) - len(other)) > 8:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LIKE


def _apart(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """True if white space of more than a line parts the piece's row from the text."""
    distances = [abs(other.base - piece.base) for other in pieces if abs(other.base - piece.base) > 0.5 * piece.size]
    inner = [o for o in pieces if abs(o.base - piece.base) > 0.5 * piece.size]
    leading = max((other.size for other in inner), default=piece.size) * 1.45
    return min(distances, default=1000.0) > max(leading, 1.6 * piece.size)


def _level_with_head(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """True for the second row of a head of two, which stands close to the first and apart from the text."""
    below = [o.base for o in pieces if o.base < piece.base - 0.5 * piece.size]
    above = [o.base for o in pieces if o.base > piece.base + 0.5 * piece.size]
    gap = 1.8 * piece.size
    if above and len(set(map(round, above))) <= 1 and min(above) - piece.base < gap:
        return not below or piece.base - max(below) > gap
    if below and len(set(map(round, below))) <= 1 and piece.base - max(below) < gap:
        return not above or min(above) - piece.base > gap
    return False


def _middle_size(pieces: Sequence[Piece]) -> float:
    """The size of the type in the middle of the page's letters, by size."""
    sizes = sorted(other.size for other in pieces for _ in other.letters)
    return sizes[len(sizes) // 2]


# --- the printed contents list ---


def contents_rows(rows: Sequence[Row]) -> set[int]:
    """The `id`s of rows that are a printed contents list: entries that end in a page number, and the heading above them."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(rows) + 1):
        if index < len(rows) and (_is_entry(rows[index]) or (run and _is_first_half(rows, index))):
            run.append(index)
            continue
        if len(run) >= _ENTRIES and _mostly_led(rows, run):
            above = run[0] - 1
            if above >= 0 and letters_only(rows[above].text) in _CONTENTS:
                run.insert(0, above)
            found.update(id(rows[i]) for i in run)
        run = []
    return found


def _is_entry(row: Row) -> bool:
    """Words and a page number, parted by leaders or by a wide gap; in a right-to-left list the number may come first."""
    text = row.text.strip()
    parts = [part for part in LEADER.split(text) if part.strip()] if has_leader(text) else [p.text for p in row.pieces]
    if len(parts) == 1 and has_leader(text):
        parts = text.split()
    return len(parts) > 1 and any(is_folio(part) for part in (parts[0], parts[-1]))


def _is_first_half(rows: Sequence[Row], index: int) -> bool:
    """A row without number inside a list: an entry broken over two lines."""
    return index + 1 < len(rows) and _is_entry(rows[index + 1]) and rows[index].page == rows[index + 1].page


def _mostly_led(rows: Sequence[Row], run: Sequence[int]) -> bool:
    """Leaders, or page numbers that do not fall: a table of figures has neither."""
    if sum(has_leader(rows[i].text) for i in run) * 2 >= len(run):
        return True
    numbers = [int(found[-1]) for i in run if (found := re.findall(r"\d+", rows[i].text))]
    above = rows[run[0] - 1].text if run[0] else ""
    return letters_only(above) in _CONTENTS and numbers == sorted(numbers)

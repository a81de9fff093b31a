"""Rows of several pieces whose edges line up, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .footnotes import mark_of
from .letters import Letter
from .lines import Piece
from .listing import marker_of
from .rows import Row
from .setting import Setting

_ALIGNED = 3
"""Rows with gaps in the same places that make a table."""
_CELL_GAP = 0.9
_CELL = 60
"""Letters of a usual cell at most."""


@dataclass(slots=True)
class Grid:
    """A table: rows of cells, each the letters of its pieces; `length` counts the rows of the page that it takes."""

    cells: list[list[list[Letter]]]
    length: int
    header: bool


def split_cells(rows: Sequence[Row]) -> None:
    """Parts the pieces of rows that follow each other with gaps in the same places: narrow columns of a table.

    Gaps of a justified line never stand under each other in three rows.
    """
    start = 0
    while start < len(rows):
        strips, end = _gaps(rows[start]), start + 1
        while strips and end < len(rows) and _next_to(rows[end - 1], rows[end]):
            shared = _shared(strips, _gaps(rows[end]))
            if not shared:
                break
            strips, end = shared, end + 1
        if end - start >= _ALIGNED and strips:
            for row in rows[start:end]:
                row.hold([part for piece in row.pieces for part in _cut(piece, strips)])
        start = end if end - start >= _ALIGNED else start + 1


def _next_to(above: Row, row: Row) -> bool:
    near = above.page == row.page and above.column == row.column
    return near and 0 < above.base - row.base <= 2.6 * row.size and abs(above.size - row.size) < 0.5


def _gaps(row: Row) -> list[tuple[float, float]]:
    """The wide gaps of a row, from left to right; none in an item of a list or a note, whose marker stands apart."""
    letters = row.letters
    if marker_of(row) or (letters and mark_of(letters)[1] and letters[0].style):
        return []
    drawn = sorted((x for piece in row.pieces for x in piece.letters if not x.blank), key=lambda x: x.left)
    return [(one.right, two.left) for one, two in pairwise(drawn) if two.left - one.right > _CELL_GAP * row.size]


def _shared(one: Sequence[tuple[float, float]], two: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where both have a gap of half an em at least; nothing if they have different numbers of gaps."""
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in two if min(b, d) - max(a, c) > 4]
    return both if len(one) == len(two) == len(both) else []


def _cut(piece: Piece, strips: Sequence[tuple[float, float]]) -> list[Piece]:
    """The piece cut at the strips that lie inside it."""
    cuts = [(left + right) / 2 for left, right in strips if piece.left < left and right < piece.right]
    parts: list[list[Letter]] = [[] for _ in range(len(cuts) + 1)]
    for letter in piece.letters:
        middle = (letter.left + letter.right) / 2
        parts[sum(middle > cut for cut in cuts)].append(letter)
    made = []
    for part in parts:
        while part and part[-1].blank:
            part.pop()
        while part and part[0].blank:
            part.pop(0)
        if part:
            left, right = min(x.left for x in part), max(x.right for x in part)
            made.append(Piece(piece.page, part, left, right, piece.base, piece.size))
    return made


def grid_at(rows: Sequence[Row], start: int, setting: Setting) -> Grid | None:
    """The table that begins with the row at `start`, if one does: at least two rows of several pieces in the same columns."""
    first = rows[start]
    if len(first.pieces) < 2:
        return None
    columns = [(piece.left, piece.right) for piece in first.pieces]
    lines: list[list[list[Piece]]] = []
    end = start
    for row in rows[start:]:
        if row.page != first.page or row.column != first.column or (end > start and _far(rows[end - 1], row, setting)):
            break
        places = _places(row, columns)
        if places is None or (len(row.pieces) < 2 and not (lines and _is_rest(row, rows[end - 1], setting))):
            break
        if len(row.pieces) == len(columns) or len(row.pieces) * 2 > len(columns):
            lines.append([[] for _ in columns])
        for place, piece in zip(places, row.pieces, strict=True):
            lines[-1][place].append(piece)
            columns[place] = (min(columns[place][0], piece.left), max(columns[place][1], piece.right))
        end += 1
    if len(lines) < 2 or not _short(lines):
        return None
    ordered = [line[::-1] if setting.side == "rtl" else line for line in lines]
    cells = [[_words(cell) for cell in line] for line in ordered]
    header = all(p.bold for cell in lines[0] for p in cell) and not all(p.bold for cell in lines[1] for p in cell)
    return Grid(cells, end - start, header)


def _far(above: Row, row: Row, setting: Setting) -> bool:
    """True if more white lies between two rows than between those of a table."""
    return above.base - row.base > 3.2 * setting.leading(row.size)


def _places(row: Row, columns: Sequence[tuple[float, float]]) -> list[int] | None:
    """The column of each piece, by overlap or nearness; None if a piece fits none or two fall into one."""
    places: list[int] = []
    for piece in row.pieces:
        overlaps = [min(piece.right, right) - max(piece.left, left) for left, right in columns]
        best = max(range(len(columns)), key=lambda index: overlaps[index])
        if overlaps[best] < -2 * row.size or best in places:
            return None
        if sum(overlap > 1 for overlap in overlaps) > 1:
            return None
        places.append(best)
    return places


def _is_rest(row: Row, above: Row, setting: Setting) -> bool:
    """True for the second line of a cell: close under the row above, and short."""
    return not setting.loose(above, row) and len(row.text) <= _CELL


def _short(lines: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    lengths = [sum(len(piece.letters) for piece in cell) for line in lines for cell in line if cell]
    return sum(lengths) / len(lengths) <= _CELL


def _words(cell: Sequence[Piece]) -> list[Letter]:
    letters: list[Letter] = []
    for piece in cell:
        if letters:
            last = letters[-1]
            letters.append(Letter(" ", last.right, last.right, last.base, last.size))
        letters += piece.letters
    return letters

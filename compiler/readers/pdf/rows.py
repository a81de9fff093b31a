"""Pieces in the order of reading: columns told apart, pieces side by side as rows, with the edges of their column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from compiler.bidi import Direction, direction_of

from .letters import Letter
from .lines import Piece

_LONG = 20
"""Letters in a piece that is a line of a column rather than a cell."""
_LINES = 4
"""Lines of a column at least."""
_FEW = 12
"""Rows of a column that says little about its width."""


@dataclass
class Row:
    """One line of a column: its pieces from left to right, and where the column begins and ends.

    `inset` says that it is of a text set in from both edges, as quotations are; `start` and `end` are then that text's.
    """

    pieces: list[Piece]
    start: float = 0.0
    end: float = 0.0
    column: int = 0
    inset: bool = False

    def hold(self, pieces: Sequence[Piece]) -> None:
        """Takes these pieces instead of those it had."""
        self.pieces = sorted(pieces, key=lambda piece: piece.left)
        for known in ("size", "side", "letters", "text"):
            self.__dict__.pop(known, None)

    @property
    def page(self) -> int:
        return self.pieces[0].page

    @property
    def base(self) -> float:
        return self.pieces[0].base

    @cached_property
    def size(self) -> float:
        return max(self.pieces, key=lambda piece: len(piece.letters)).size

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @cached_property
    def side(self) -> Direction:
        return direction_of(self.text)

    @cached_property
    def letters(self) -> list[Letter]:
        """All its letters, pieces in the order of reading."""
        ordered = self.pieces[::-1] if self.side == "rtl" else self.pieces
        joined: list[Letter] = []
        for piece in ordered:
            if joined:
                last = joined[-1]
                joined.append(Letter(" ", last.right, piece.left, last.base, last.size))
            joined += piece.letters
        return joined

    @cached_property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces)

    @property
    def italic(self) -> bool:
        return all(piece.italic for piece in self.pieces)

    def indent(self, side: Direction) -> float:
        """How far from the column's beginning it starts, in points."""
        return self.left - self.start if side == "ltr" else self.end - self.right

    def slack(self, side: Direction) -> float:
        """How much of the column is free after it, in points."""
        return self.end - self.right if side == "ltr" else self.left - self.start


def rows_of(pieces: Sequence[Piece], side: Direction) -> list[Row]:
    """The page's rows in the order of reading: down each column, columns from the side where the language begins."""
    gutter = _gutter(pieces)
    if gutter is None:
        return _column(pieces, 0)
    rows: list[Row] = []
    for band in _bands(pieces, gutter):
        halves = [[p for p in band if p.right <= gutter], [p for p in band if p.left >= gutter]]
        if side == "rtl":
            halves.reverse()
        wide = [piece for piece in band if piece.left < gutter < piece.right]
        for number, half in enumerate([wide, *halves]):
            rows += _column(half, number) if half else []
    return rows


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The middle of the strip between two columns, None on a page without.

    Left and right of it stand lines as long as lines of text are, beside each other, and hardly anything crosses it.
    """
    long = [piece for piece in pieces if len(piece.letters) >= _LONG]
    best: tuple[int, float] | None = None
    for edge in sorted({round(piece.left) for piece in long}):
        lefts = [piece for piece in long if piece.right <= edge - 4]
        rights = [piece for piece in long if piece.left >= edge - 1]
        crossing = len(pieces) - sum(piece.right <= edge - 4 or piece.left >= edge - 1 for piece in pieces)
        least = min(len(lefts), len(rights))
        if (
            least >= _LINES
            and crossing <= 0.25 * len(pieces)
            and _beside(lefts, rights)
            and (best is None or least > best[0])
        ):
            best = least, (max(piece.right for piece in lefts) + edge) / 2
    return best[1] if best else None


def _beside(lefts: Sequence[Piece], rights: Sequence[Piece]) -> bool:
    """True if most of the lower of the two columns stands beside the other."""
    low = max(min(p.base for p in lefts), min(p.base for p in rights))
    high = min(max(p.base for p in lefts), max(p.base for p in rights))
    heights = [max(p.base for p in side) - min(p.base for p in side) for side in (lefts, rights)]
    return high - low > 0.5 * min(heights)


def _bands(pieces: Sequence[Piece], gutter: float) -> list[list[Piece]]:
    """The page from top to bottom, cut where a piece crosses the gutter."""
    bands: list[list[Piece]] = [[]]
    crossing = False
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        across = piece.left < gutter < piece.right
        if across != crossing and bands[-1]:
            bands.append([])
        crossing = across
        bands[-1].append(piece)
    return bands


def _column(pieces: Sequence[Piece], number: int) -> list[Row]:
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        last = rows[-1] if rows else None
        if last and abs(last.base - piece.base) <= 0.3 * max(last.size, piece.size) and not _over(last, piece):
            last.hold([*last.pieces, piece])
        else:
            rows.append(Row([piece], column=number))
    return rows


def _over(row: Row, piece: Piece) -> bool:
    return any(piece.left < other.right - 1 and other.left < piece.right - 1 for other in row.pieces)


def set_edges(rows: Sequence[Row], side: Direction) -> None:
    """Gives every row the edges of its column: where several rows begin, and the furthest that one reaches.

    Columns with few rows take the width that the document's columns usually have.
    """
    columns: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        columns.setdefault((row.page, row.column), []).append(row)
    edges = {key: _edges(column, side) for key, column in columns.items()}
    widths = Counter(round(end - start) for key, (start, end) in edges.items() for _ in columns[key])
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    for key, column in columns.items():
        start, end = edges[key]
        missing = max(0.0, usual - (end - start)) if len(column) < _FEW else 0.0
        for row in column:
            row.start, row.end = (start, end + missing) if side == "ltr" else (start - missing, end)


def _edges(rows: Sequence[Row], side: Direction) -> tuple[float, float]:
    lefts, rights = [row.left for row in rows], [row.right for row in rows]
    if side == "ltr":
        return min(_shared(lefts) or lefts), max(rights)
    return min(lefts), max(_shared(rights) or rights)


def _shared(places: Sequence[float]) -> list[float]:
    counts = Counter(round(place) for place in places)
    return [place for place in places if counts[round(place)] > 1]

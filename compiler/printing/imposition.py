"""Which page goes where on the sheets of a booklet or of an n-up print: pure counting, no PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compiler.bidi import Direction

Slot = int | None
"""Index of a page (from 0) in the book; None is an empty place."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a printed sheet: its places row by row, each row from left to right."""

    rows: tuple[tuple[Slot, ...], ...]
    fold: int = 0
    """How many sheets lie outside of this one in its section: what creep grows with."""


def booklet(count: int, direction: Direction, sheets: int = 0) -> tuple[Side, ...]:
    """The sides of a saddle-stitched booklet of `count` pages: front, back, front, back, to be printed on both sides.

    Two pages a side. Folded and laid into each other, the sheets of a section read in order. `sheets` are those of a section
    (each is stitched by itself), 0 for one section of all. Pages are filled up with empty ones to a multiple of four. A book
    that is read from the right is bound at the right.
    """
    total = -(-count // 4) * 4
    size = min(sheets * 4, total) if sheets else total
    sides: list[Side] = []
    for start in range(0, total, size or 1):
        sides += _section(range(start, min(start + size, total)), count, direction)
    return tuple(sides)


def _section(pages: Sequence[int], count: int, direction: Direction) -> list[Side]:
    held: list[Slot] = [page if page < count else None for page in pages]
    sides: list[Side] = []
    for turn in range(len(held) // 2):
        low, high = held[turn], held[-1 - turn]
        # The front of a sheet has the later page on the side where a reader of this direction comes from.
        front_like = turn % 2 == (0 if direction == "ltr" else 1)
        sides.append(Side(((high, low) if front_like else (low, high),), fold=turn // 2))
    return sides


def n_up(count: int, columns: int, rows: int, direction: Direction) -> tuple[Side, ...]:
    """Sides with `columns` by `rows` pages in the order of reading: rows downwards, each begun where the reader begins."""
    each = columns * rows
    sides: list[Side] = []
    for start in range(0, count, each):
        held: list[Slot] = [page if page < count else None for page in range(start, start + each)]
        lines = [tuple(held[row * columns : (row + 1) * columns]) for row in range(rows)]
        sides.append(Side(tuple(line if direction == "ltr" else line[::-1] for line in lines)))
    return tuple(sides)

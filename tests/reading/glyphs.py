"""Letters with their places, put into lines: what is common to letters from a browser and letters from a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Glyph:
    """A grapheme cluster and its box, `top` above `bottom` in units that grow downwards."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def glyphs_of(found: Iterable[Sequence[Any]] | None) -> list[Glyph]:
    """Glyphs from what a page's script tells of them."""
    return [Glyph(*one) for one in found or ()]


def lines_of(glyphs: Sequence[Glyph], leap: float = 0.45) -> list[list[Glyph]]:
    """Glyphs in lines from the top, each from left to right.

    A line ends where the next glyph's middle is lower by more than `leap` of the usual height, so that raised and lowered
    signs stay on their line.
    """
    if not glyphs:
        return []
    step = leap * median(glyph.bottom - glyph.top for glyph in glyphs)
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.middle):
        if not lines or glyph.middle - lines[-1][-1].middle > step:
            lines.append([])
        lines[-1].append(glyph)
    return [sorted(line, key=lambda one: one.left + one.right) for line in lines]

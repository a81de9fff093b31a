"""Bidirectional control characters: which of them close each other, and which stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .directions import Direction, strong

EMBEDDINGS = "\u202a\u202b\u202d\u202e"
"""LRE, RLE, LRO, RLO: until PDF (UAX #9, 2.1 and 2.2)."""
OVERRIDES = "\u202d\u202e"
ISOLATES = "\u2066\u2067\u2068"
"""LRI, RLI, FSI: until PDI (UAX #9, 2.4)."""
_PDF, _PDI = "\u202c", "\u2069"
CONTROLS = frozenset(EMBEDDINGS + ISOLATES + _PDF + _PDI)
_LEFT_TO_RIGHT, _FIRST_STRONG = "\u202a\u202d\u2066", "\u2068"


@dataclass(frozen=True, slots=True)
class Controls:
    """The controls of a text: `groups` are the outermost balanced ones as [start, end), `alone` the indices of the others.

    `overrides` are the indices of balanced overrides, which show letters in another order than they are read.
    """

    groups: tuple[tuple[int, int], ...] = ()
    alone: tuple[int, ...] = ()
    overrides: tuple[int, ...] = ()


def controls(text: str) -> Controls:
    """Pairs the controls of `text`, one paragraph, as UAX #9 (X1 to X8, BD9) does; marks (LRM, RLM, ALM) need no pair."""
    if not CONTROLS.intersection(text):
        return Controls()
    pairs, alone = _paired(text)
    return Controls(
        groups=tuple(_outermost(pairs)),
        alone=tuple(sorted(alone)),
        overrides=tuple(sorted(start for start, _ in pairs if text[start] in OVERRIDES)),
    )


def _paired(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Openers with their closers, and what has no partner.

    A PDI closes the last open isolate and all embeddings inside it; a PDF closes an embedding that is the last open one.
    """
    waiting: list[int] = []
    isolates = 0
    pairs: list[tuple[int, int]] = []
    alone: list[int] = []
    for index, character in enumerate(text):
        if character in EMBEDDINGS or character in ISOLATES:
            waiting.append(index)
            isolates += character in ISOLATES
        elif character == _PDF and waiting and text[waiting[-1]] in EMBEDDINGS:
            pairs.append((waiting.pop(), index))
        elif character == _PDI and isolates:
            while text[waiting[-1]] in EMBEDDINGS:
                alone.append(waiting.pop())
            pairs.append((waiting.pop(), index))
            isolates -= 1
        elif character in (_PDF, _PDI):
            alone.append(index)
    return pairs, alone + waiting


def _outermost(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = 0
    for start, last in sorted(pairs):
        if start >= end:
            end = last + 1
            yield start, end


def group_direction(group: str) -> Direction:
    """The direction that the control at the beginning of `group` gives it; for an FSI that of the first letter (P2 and P3)."""
    if group[0] == _FIRST_STRONG:
        return next((side for side in map(strong, group) if side), "ltr")
    return "ltr" if group[0] in _LEFT_TO_RIGHT else "rtl"

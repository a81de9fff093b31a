"""Bidirectional control characters: which of them close each other, and which stand alone."""

from __future__ import annotations

from dataclasses import dataclass

EMBEDDINGS = "\u202a\u202b\u202d\u202e"
"""LRE, RLE, LRO, RLO: until PDF (UAX #9, 2.1 and 2.2)."""
OVERRIDES = "\u202d\u202e"
ISOLATES = "\u2066\u2067\u2068"
"""LRI, RLI, FSI: until PDI (UAX #9, 2.4)."""
_PDF, _PDI = "\u202c", "\u2069"
CONTROLS = frozenset(EMBEDDINGS + ISOLATES + _PDF + _PDI)


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
    waiting: list[int] = []
    closed: list[tuple[int, int]] = []
    alone: list[int] = []
    for index, character in enumerate(text):
        if character in EMBEDDINGS or character in ISOLATES:
            waiting.append(index)
        elif character in (_PDF, _PDI):
            _close(text, index, waiting, closed, alone)
    alone += waiting
    outer = [pair for pair in closed if not any(a < pair[0] and pair[1] < b for a, b in closed)]
    return Controls(
        groups=tuple((start, end + 1) for start, end in sorted(outer)),
        alone=tuple(sorted(alone)),
        overrides=tuple(sorted(start for start, _ in closed if text[start] in OVERRIDES)),
    )


def _close(text: str, index: int, waiting: list[int], closed: list[tuple[int, int]], alone: list[int]) -> None:
    """A PDI closes the last open isolate and all embeddings inside it; a PDF closes an embedding that is the last open one."""
    if text[index] == _PDF:
        if waiting and text[waiting[-1]] in EMBEDDINGS:
            closed.append((waiting.pop(), index))
        else:
            alone.append(index)
        return
    isolate = next((n for n in range(len(waiting) - 1, -1, -1) if text[waiting[n]] in ISOLATES), None)
    if isolate is None:
        alone.append(index)
        return
    alone += waiting[isolate + 1 :]
    closed.append((waiting[isolate], index))
    del waiting[isolate:]

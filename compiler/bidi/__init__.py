"""Pure Unicode questions: which direction a text has, which language its letters show, where its runs and controls are."""

from __future__ import annotations

from .controls import Controls, controls, group_direction
from .directions import Direction, direction_of, has_rtl, language_direction, split_by_direction, strong
from .languages import UNKNOWN, fits, language_of
from .runs import HIDDEN, Run, runs

__all__ = (
    "HIDDEN",
    "UNKNOWN",
    "Controls",
    "Direction",
    "Run",
    "controls",
    "direction_of",
    "fits",
    "group_direction",
    "has_rtl",
    "language_direction",
    "language_of",
    "runs",
    "split_by_direction",
    "strong",
)

"""Compares two editions: which sources came and went, which chapters moved, what was added, removed, reworded, moved."""

from .aligning import compared
from .editions import FRONT, ChapterText, EditionText, Passage
from .opening import edition_text
from .page import changes
from .results import Change, Comparison, SourceChange, Stretch

__all__ = [
    "FRONT",
    "Change",
    "ChapterText",
    "Comparison",
    "EditionText",
    "Passage",
    "SourceChange",
    "Stretch",
    "changes",
    "compared",
    "edition_text",
]

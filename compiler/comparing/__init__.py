"""Compares two editions: which sources came and went, which chapters moved, what was added, removed, reworded, moved."""

from .aligning import compared
from .editions import ChapterText, EditionText, Passage
from .opening import edition_text
from .results import Change, Comparison, SourceChange, Stretch

__all__ = [
    "Change",
    "ChapterText",
    "Comparison",
    "EditionText",
    "Passage",
    "SourceChange",
    "Stretch",
    "compared",
    "edition_text",
]

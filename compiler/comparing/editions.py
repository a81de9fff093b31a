"""What two editions are compared by: their chapters, what is known of each, and their passages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from compiler.bidi import Direction

FRONT = "provenance"
"""The id of the note on an edition, which is compared as chapters are."""
_BETWEEN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of text: its address in the book (empty where it has none), the name of its element, its words."""

    id: str
    kind: str
    text: str
    language: str = ""
    direction: Direction = "ltr"

    @property
    def words(self) -> tuple[str, ...]:
        """The words as they are compared: in one form of Unicode, whatever white space is between."""
        return tuple(_BETWEEN.split(unicodedata.normalize("NFC", self.text).strip()))

    @property
    def key(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterText:
    """A chapter, or another document of a book: `record` are the lines of its record in the colophon, label and value."""

    id: str
    title: str
    passages: tuple[Passage, ...]
    record: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionText:
    """An edition as text: what it is called, its ISO date if it says one, its chapters in their order."""

    title: str
    date: str
    chapters: tuple[ChapterText, ...]

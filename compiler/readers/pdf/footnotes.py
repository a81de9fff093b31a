"""Notes at the foot of a page: rows in smaller type under the text, each note beginning with its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .letters import RAISED, Letter
from .rows import Row
from .setting import Setting

_SMALLER = 0.93
_MARK = re.compile(r"(\d{1,3}|[*†‡§¶]{1,3}|[a-z])(?=[\s.):\-‐–\u200c])")


@dataclass(slots=True)
class FootNote:
    """A note: its mark as printed, the page of its mark, its rows without it; `text` begins at `skipped` letters of the first."""

    mark: str
    page: int
    rows: list[Row]
    skipped: int

    @property
    def key(self) -> str:
        return f"p{self.page}:{self.mark}"


@dataclass(slots=True)
class FootNotes:
    """The notes in the order of their marks, and the `id`s of the rows that hold them."""

    notes: list[FootNote] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)

    def on(self, page: int) -> list[FootNote]:
        return [note for note in self.notes if note.page == page]


def footnotes_of(rows: Sequence[Row], setting: Setting) -> FootNotes:
    """The notes of all pages. One that runs on at the foot of the next page is joined."""
    found = FootNotes()
    pages: dict[int, list[Row]] = {}
    for row in rows:
        pages.setdefault(row.page, []).append(row)
    for page, here in pages.items():
        zone = _zone(here, setting)
        for row in zone:
            mark, skipped = mark_of(row.letters)
            if mark and (skipped > 0):
                found.notes.append(FootNote(mark, page, [row], skipped))
            elif found.notes and found.notes[-1].page in (page, page - 1):
                found.notes[-1].rows.append(row)
            else:
                continue
            found.rows.add(id(row))
    return found


def _zone(rows: Sequence[Row], setting: Setting) -> list[Row]:
    """The rows at the foot of each column that are smaller than the body, from the first that begins with a mark."""
    zone: list[Row] = []
    for column in dict.fromkeys(row.column for row in rows):
        here = sorted((row for row in rows if row.column == column), key=lambda row: -row.base)
        start = len(here)
        while start and here[start - 1].size <= _SMALLER * setting.size:
            start -= 1
        small = here[start:]
        marked = [index for index, row in enumerate(small) if mark_of(row.letters)[0]]
        if marked and start and _below_the_text(small[marked[0]], here[start - 1], setting):
            zone += small[0 if marked[0] == 1 and len(small) > 1 and not _gap(small, 1, setting) else marked[0] :]
    return zone


def _gap(rows: Sequence[Row], index: int, setting: Setting) -> bool:
    return setting.loose(rows[index - 1], rows[index])


def _below_the_text(first: Row, last: Row, setting: Setting) -> bool:
    return last.base - first.base > 1.05 * setting.leading(first.size)


def mark_of(letters: Sequence[Letter]) -> tuple[str, int]:
    """The mark that a note begins with and how many letters it takes with the white space after it; nothing if there is none."""
    raised = 0
    while raised < len(letters) and letters[raised].style & RAISED:
        raised += 1
    if 0 < raised <= 3:
        mark, end = "".join(letter.text for letter in letters[:raised]).strip(), raised
    else:
        text = "".join(letter.text for letter in letters[:8])
        match = _MARK.match(text)
        if match is None:
            return "", 0
        mark, end = match[1], len(match[1])
        while end < len(letters) and letters[end].text in ".):-‐–":
            end += 1
    while end < len(letters) and letters[end].blank:
        end += 1
    return mark.strip("\u200c"), end

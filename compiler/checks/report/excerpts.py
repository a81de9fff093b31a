"""The lines of an EPUB's files around what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.checks.zipped import opened
from compiler.messages import Message

from .examined import Examined

_AROUND = 1
_WIDTH = 240
_TEXTS = (".xhtml", ".html", ".htm", ".opf", ".ncx", ".css", ".xml", ".svg")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Numbered lines of a file, cut where they are long; `line` is the one that is meant."""

    line: int
    lines: tuple[tuple[int, str], ...]


class Excerpts:
    """The files of the EPUB that was looked through; those of another kind of book give no excerpts."""

    def __init__(self, book: Examined) -> None:
        archive = opened(book.data, book.path.name) if book.kind == "epub" else None
        self._members: Mapping[str, bytes] = archive.members if archive and not archive.messages else {}
        self._lines: dict[str, list[str]] = {}

    def of(self, message: Message) -> Excerpt | None:
        """The lines around a message's place in the book; None where it names no line of a text."""
        place = message.book or message.origin
        member = place.file.partition("/")[2] if place else ""
        if place is None or not place.first or place.unit != "line" or not member.lower().endswith(_TEXTS):
            return None
        lines = self._of(member)
        if place.first > len(lines):
            return None
        first, last = max(1, place.first - _AROUND), min(len(lines), place.first + _AROUND)
        return Excerpt(place.first, tuple((n, _cut(lines[n - 1])) for n in range(first, last + 1)))

    def _of(self, member: str) -> list[str]:
        if member not in self._lines:
            self._lines[member] = self._members.get(member, b"").decode("utf-8", "replace").splitlines()
        return self._lines[member]


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"

"""The desk on which rules work: the sheet, and the mark that each line has got so far; the first mark stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from compiler.messages import Message, Origin, shortened

from .lines import Line, Sheet

Kind = Literal[
    "metadata",
    "drop",
    "heading",
    "paragraph",
    "caption",
    "note",
    "list",
    "table",
    "quote",
    "code",
    "verse",
    "rule",
    "underline",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule decided of a line.

    `why` is the field that metadata told, or the reason for dropping; `group` is the number of the first line of the block it
    belongs to (0: decided when paragraphs are joined); `level` is for headings.
    """

    kind: Kind
    why: str = ""
    group: int = 0
    level: int = 0


@dataclass(slots=True)
class Facts:
    """What is known of a document so far."""

    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)
    publisher: str = ""
    place: str = ""
    date: str = ""
    address: str = ""


@dataclass(slots=True)
class Part:
    """One document: places `first` to before `last` in the sheet's lines; `titles` are places of its title, if settled.

    `hints` are facts that only a teaser tells: they fill what the document itself leaves open.
    """

    first: int
    last: int
    titles: tuple[int, ...] = ()
    facts: Facts = field(default_factory=Facts)
    hints: Facts = field(default_factory=Facts)


@dataclass(slots=True)
class Desk:
    """Lines by place (0, 1, …) in `sheet.lines`; marks by line number."""

    sheet: Sheet
    marks: dict[int, Mark] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    def free(self, line: Line) -> bool:
        """True if no rule has decided what `line` is."""
        return line.number not in self.marks

    def kind(self, line: Line) -> Kind | None:
        mark = self.marks.get(line.number)
        return mark.kind if mark else None

    def put(self, line: Line, kind: Kind, why: str = "", group: int = 0, level: int = 0) -> None:
        """Marks `line`, unless a rule before did."""
        self.marks.setdefault(line.number, Mark(kind, why, group, level))

    def set(self, line: Line, kind: Kind, why: str = "", group: int = 0, level: int = 0) -> None:
        """Marks `line`, whatever it was marked before."""
        self.marks[line.number] = Mark(kind, why, group, level)

    def put_all(self, lines: Iterable[Line], kind: Kind, why: str = "") -> None:
        """Marks `lines` as one block."""
        lines = list(lines)
        for line in lines:
            self.put(line, kind, why, lines[0].number)

    def free_lines(self, part: Part | None = None) -> Iterator[tuple[int, Line]]:
        """Place and line of all that is not decided, of the whole sheet or of `part`."""
        first, last = (part.first, part.last) if part else (0, len(self.sheet.lines))
        for place in range(first, last):
            line = self.sheet.lines[place]
            if self.free(line):
                yield place, line

    def chunks(self, part: Part | None = None) -> Iterator[list[Line]]:
        """Runs of neighbouring lines without a blank or a decided line between them, undecided ones only."""
        chunk: list[Line] = []
        before = -2
        for place, line in self.free_lines(part):
            if chunk and (place != before + 1 or line.gap > 0):
                yield chunk
                chunk = []
            chunk.append(line)
            before = place
        if chunk:
            yield chunk

    def unsure(self, line: Line, text: str) -> None:
        """Says that the reader is not sure of a line, and how the editor settles it."""
        quote = shortened(line.body, 60)
        hint = f"settle it under [roles] in source.toml by quoting the line: {quote!r}"
        origin = Origin(self.sheet.file, line.number, line.number)
        self.messages.append(Message("reader-unsure", "info", text, hint, origin, quote))

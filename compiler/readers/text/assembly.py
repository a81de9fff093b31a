"""Blocks out of marked lines, and the document with its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from compiler import bidi
from compiler.messages import Origin
from compiler.model.content import (
    Block,
    Caption,
    CodeBlock,
    Figure,
    Heading,
    Inline,
    Inlines,
    Note,
    NoteRef,
    Paragraph,
    ParagraphRole,
    Quote,
    Rule,
    Text,
    Verse,
)

from . import captions, headings, notes, shapes, tables
from .desk import Desk, Kind, Part
from .language import block_language
from .lines import TAB, Line
from .notes import Call
from .pages import SPLIT
from .paragraphs import seams

_CONTROL = {code: None for code in range(32) if code not in (9,)} | {0x7F: None, 0xFFFE: None, 0xFFFF: None}


@dataclass(slots=True)
class Builder:
    """Makes the blocks of one document; `calls` are its note calls by line, with the line of the note called."""

    desk: Desk
    language: str
    known: frozenset[str]
    calls: dict[int, list[tuple[Call, int]]] = field(default_factory=dict)

    # --- inline ---

    def inlines(self, lines: Sequence[Line], skip: int = 0) -> Inlines:
        """The lines joined to running text, calls as such; `skip` characters of the first are left out."""
        parts: list[Inline] = []
        joints = [*seams(lines, self.known), (0, "")]
        for line, (off, seam) in zip(lines, joints, strict=True):
            end = len(line.body) - off
            parts += self._pieces(line, skip, end)
            skip = 0
            if seam:
                parts.append(Text(seam))
        return merged(parts)

    def _pieces(self, line: Line, start: int, end: int) -> list[Inline]:
        """`line.body[start:end]` with calls; white space before a call that stands apart stays."""
        pieces: list[Inline] = []
        for call, target in self.calls.get(line.number, ()):
            if call.start < start or call.end > end:
                continue
            pieces += [Text(line.body[start : call.start]), NoteRef(note=note_id(target), marker=call.marker)]
            start = call.end
        return [*pieces, Text(line.body[start:end])]

    def without_marks(self, line: Line, marks: re.Pattern[str]) -> Line:
        """`line` without what `marks` matches at its start; its calls move with it."""
        match = marks.match(line.text)
        if match is None:
            return line
        body = line.text[match.end() :].strip()
        off = len(line.body) - len(body)
        moved = [
            (replace(call, start=call.start - off, end=call.end - off), to)
            for call, to in self.calls.get(line.number, ())
        ]
        if moved:
            self.calls[line.number] = moved
        return replace(line, body=body, text=body)

    def place(self, lines: Sequence[Line], text: str) -> tuple[str, bidi.Direction, Origin]:
        language, direction = block_language(text, self.language)
        return language, direction, self.origin(lines)

    def origin(self, lines: Sequence[Line]) -> Origin:
        return Origin(self.desk.sheet.file, lines[0].number, lines[-1].number)

    # --- blocks ---

    def blocks(self, kind: Kind, lines: Sequence[Line]) -> list[Block]:
        """The blocks that lines marked as one block of `kind` make."""
        match kind:
            case "heading":
                return [self.heading(lines)]
            case "caption":
                return self.figure(lines)
            case "note":
                return [self.note(lines)]
            case "list":
                return [tables.list_of(self, lines)]
            case "table":
                return [tables.table_of(self, lines)]
            case "quote":
                return [self.quote(lines)]
            case "code":
                return [self.code(lines)]
            case "verse":
                return [self.verse(lines)]
            case "rule":
                return [
                    Rule(
                        language=self.language,
                        direction=bidi.language_direction(self.language),
                        origin=self.origin(lines),
                    )
                ]
            case _:
                return [self.paragraph(lines)]

    def heading(self, lines: Sequence[Line]) -> Heading:
        words = [line for line in lines if self.desk.kind(line) == "heading"]
        labelled = headings.labelled(words[0].body)
        skip = len(words[0].body) - len(labelled.rest) if labelled else 0
        language, direction, origin = self.place(lines, words[0].body)
        return Heading(
            level=max(1, self.desk.marks[words[0].number].level),
            content=self.inlines(words, skip),
            label=labelled.label if labelled else "",
            language=language,
            direction=direction,
            origin=origin,
        )

    def paragraph(self, lines: Sequence[Line], skip: int = 0, role: ParagraphRole = "body") -> Paragraph:
        text = " ".join(line.body for line in lines)[skip:]
        language, direction, origin = self.place(lines, text)
        if role == "body" and headings.question(lines[0]):
            role = "question"
        elif role == "body" and headings.answer(lines[0]):
            role = "answer"
        content = self.inlines(lines, skip)
        return Paragraph(content=content, role=role, language=language, direction=direction, origin=origin)

    def note(self, lines: Sequence[Line]) -> Note:
        marker = notes.marker_of(lines[0].body, bare=True)
        language, direction, origin = self.place(lines, " ".join(line.body for line in lines))
        below = marker is not None and marker.length == len(lines[0].body) and len(lines) > 1
        inner = self.paragraph(lines[1:]) if below else self.paragraph(lines, marker.length if marker else 0)
        return Note(
            id=note_id(lines[0].number),
            blocks=(inner,),
            marker=marker.printed if marker else "",
            language=language,
            direction=direction,
            origin=origin,
        )

    def code(self, lines: Sequence[Line]) -> CodeBlock:
        """Typed lines as they stand, moved to the left edge; fences around them tell the syntax."""
        kept = [line for line in lines if not shapes.fence(line.body)]
        typed = [line.text.rstrip().expandtabs(TAB) for line in kept]
        left = min((len(text) - len(text.lstrip()) for text in typed), default=0)
        rows: list[str] = []
        for index, (line, text) in enumerate(zip(kept, typed, strict=True)):
            rows += [""] * (line.gap if index else 0)
            rows.append(_clean(text[left:]))
        syntax = lines[0].body.strip("`~ ") if shapes.fence(lines[0].body) else ""
        return CodeBlock(text="\n".join(rows), syntax=syntax, language="zxx", origin=self.origin(lines))

    def verse(self, lines: Sequence[Line]) -> Verse:
        stanzas: list[list[Inlines]] = []
        for line in lines:
            if not stanzas or line.gap > 0:
                stanzas.append([])
            stanzas[-1].append(self.inlines([line]))
        language, direction, origin = self.place(lines, " ".join(line.body for line in lines))
        whole = tuple(tuple(stanza) for stanza in stanzas)
        return Verse(stanzas=whole, language=language, direction=direction, origin=origin)

    def quote(self, lines: Sequence[Line]) -> Quote:
        return tables.quote_of(self, lines)

    def figure(self, lines: Sequence[Line]) -> list[Block]:
        """A figure without a picture; a sentence that was glued to its caption follows as a paragraph."""
        made: list[Caption] = []
        after: list[Block] = []
        rest: list[Line] = []
        for line in lines:
            found = captions.split(line, rtl=self.desk.sheet.rtl)
            if found is None:
                if rest and line.rtl != rest[-1].rtl:
                    made.append(self._caption(rest))
                    rest = []
                rest.append(line)
                continue
            made.append(self._part(line, found.caption))
            if found.sentence:
                after.append(self.paragraph([line], len(found.caption)))
            else:
                made.append(self._part(line, found.rest))
        if rest:
            made.append(self._caption(rest))
        language, direction, origin = self.place(lines, "".join(line.body for line in lines))
        figure = Figure(captions=tuple(made), language=language, direction=direction, origin=origin)
        return [figure, *after]

    def _caption(self, lines: Sequence[Line]) -> Caption:
        language, direction, origin = self.place(lines, " ".join(line.body for line in lines))
        return Caption(content=self.inlines(lines), language=language, direction=direction, origin=origin)

    def _part(self, line: Line, text: str) -> Caption:
        language, direction, origin = self.place([line], text)
        return Caption(content=merged([Text(text)]), language=language, direction=direction, origin=origin)


def note_id(number: int) -> str:
    """The provisional id of the note that begins on line `number`."""
    return f"note-{number}"


def merged(parts: Iterable[Inline]) -> Inlines:
    """Neighbouring texts as one, empty ones left out, characters that no page can show taken out."""
    result: list[Inline] = []
    for part in parts:
        if isinstance(part, Text):
            text = _clean(part.text)
            if result and isinstance(result[-1], Text):
                result[-1] = Text(result[-1].text + text)
            elif text:
                result.append(Text(text))
        else:
            result.append(part)
    return tuple(result)


def _clean(text: str) -> str:
    return text.translate(_CONTROL)


def blocks_of(builder: Builder, part: Part) -> tuple[Block, ...]:
    """All blocks of a document, in the order of their first lines; no block goes on beyond a line that is left out."""
    desk = builder.desk
    groups: dict[tuple[Kind, int, int], list[Line]] = {}
    breaks = 0
    for line in desk.sheet.lines[part.first : part.last]:
        mark = desk.marks[line.number]
        if mark.kind in {"drop", "metadata"}:
            breaks += mark.why not in SPLIT
            continue
        kind: Kind = "heading" if mark.kind == "underline" else mark.kind
        groups.setdefault((kind, mark.group or line.number, breaks), []).append(line)
    made = [builder.blocks(kind, lines) for (kind, _, _), lines in groups.items()]
    return tuple(block for blocks in made for block in blocks)


def joined_calls(desk: Desk, part: Part) -> dict[int, list[tuple[Call, int]]]:
    """The calls in the document's lines, with the line of the note that each calls."""
    lines = desk.sheet.lines[part.first : part.last]
    kept = [line for line in lines if desk.kind(line) not in {"drop", "metadata", "code", "rule", "underline"}]
    groups = {desk.marks[line.number].group for line in kept if desk.kind(line) == "note"}
    found = [line for line in kept if desk.kind(line) == "note" and line.number in groups]
    bare = any(line.body[:1].isdecimal() or line.body[:1] in notes.CARETS for line in found)
    body = [line for line in kept if desk.kind(line) not in {"note", "table"}]
    return notes.joined(found, body, bare=bare) if found else {}

"""Paragraphs: which of the remaining lines go on with the line before, and how lines are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .desk import Desk, Part
from .lines import Line, Sheet
from .pages import SPLIT
from .words import word_set

_LETTER_HYPHEN = re.compile(r"[^\W\d_][-\u2010]$")
_HALF = re.compile(r"[\w'’-]+$")
_NEXT = re.compile(r"[\w'’-]+")
_SOFT = "\u00ad¬"
_COMPOUND = word_set(
    "self well ill half non ex great mid cross so all high low long short old new re-e one two three four "
    "five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety north south east "
    "west anti pro pseudo quasi co"
)
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[\w'’]+)*")
_SHORTEST = 30
_QUOTES = frozenset('"“”„«»‘’‟')
_SOURCE = re.compile(r"[—–―-]{1,2}\s?[^\W\d_]")


def mark_paragraphs(desk: Desk, part: Part) -> None:
    """Every line that is still undecided is text: nothing is lost because it was not understood."""
    for group in _groups(desk, part):
        desk.put_all(group, "paragraph")


def mark_inset(desk: Desk, part: Part) -> None:
    """Blocks that are set in as a whole are quotations, where most of the text is not."""
    _mark_epigraphs(desk, part)
    usual = desk.sheet.indent
    chunks = list(desk.chunks(part))
    inset = [chunk for chunk in chunks if all(line.indent >= usual + 3 for line in chunk)]
    if len(inset) * 3 > len(chunks):
        return
    for chunk in inset:
        if any(line.prose or line.words > 6 for line in chunk):
            desk.put_all(chunk, "quote")


def _mark_epigraphs(desk: Desk, part: Part) -> None:
    """A line with “— Somebody” right under it: in quotation marks, or a block of two lines that stands before all text."""
    text = False
    for (place, line), (after, below) in pairwise(list(desk.free_lines(part))):
        quoted = line.body[0] in _QUOTES and line.body[-1] in _QUOTES and line.words >= 3
        source = _SOURCE.match(below.body) and below.words <= 12 and not below.closed and below.after > 0
        first = not text and line.gap > 0 and line.short and line.words >= 3 and line.end in {"stop", "ask", ""}
        if (quoted or first) and source and after == place + 1 and below.gap == 0:
            desk.put_all([line, below], "quote")
        text = text or line.prose


def _groups(desk: Desk, part: Part) -> list[list[Line]]:
    groups: list[list[Line]] = []
    before: Line | None = None
    torn = False
    for place in range(part.first, part.last):
        line = desk.sheet.lines[place]
        mark = desk.marks.get(line.number)
        if mark is None:
            if before is not None and _goes_on(desk.sheet, groups[-1], line, torn=torn or (line.page and line.gap > 0)):
                groups[-1].append(line)
            else:
                groups.append([line])
            before, torn = line, False
        elif mark.why in SPLIT:
            torn = True
        else:
            before = None
    return groups


def _goes_on(sheet: Sheet, group: Sequence[Line], line: Line, *, torn: bool) -> bool:
    before = group[-1]
    if torn:
        return before.end in {"", "comma"} and (line.low or line.rtl or before.words > 4)
    if line.gap > 0:
        return False
    if hyphenated(before.body) and line.low:
        return True
    if sheet.width and line.indent > before.indent + 1 and before.indent <= sheet.indent + 1:
        return len(group) == 1 and line.low and not before.closed
    if sheet.full(before, line):
        return True
    if before.closed:
        return False
    if sheet.width and before.length * 10 > sheet.width * 7 and before.end != "colon":
        return True
    return line.low and before.length >= _SHORTEST and before.end in {"", "comma"}


def hyphenated(body: str) -> bool:
    """True if the line ends inside a word."""
    return bool(_LETTER_HYPHEN.search(body)) or body[-1:] in _SOFT


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """All words inside the lines of a capture (not at their ends), by which broken words are mended."""
    return frozenset(word.casefold() for line in lines for word in _WORD.findall(line.body))


def seams(lines: Sequence[Line], known: frozenset[str]) -> list[tuple[int, str]]:
    """For each line but the last: how many letters to take off its end, and what to put before the next line.

    One space, as a rule; nothing where a word is broken. A hyphen between letters goes, unless the capture has the word with
    it elsewhere and not without, or a half shows a compound (`self-`, `mother-in-`). Soft hyphens at a line's end always go.
    """
    return [_seam(line.body, following.body, known) for line, following in pairwise(lines)]


def _seam(body: str, following: str, known: frozenset[str]) -> tuple[int, str]:
    if body[-1:] in _SOFT:
        return 1, ""
    if body[-1:] == "—" and body[-2:-1] not in {" ", "\u00a0", ""}:
        return 0, ""
    if not _LETTER_HYPHEN.search(body):
        return 0, " "
    first, second = _HALF.search(body), _NEXT.match(following)
    if first is None or second is None:
        return 0, " "
    start, rest = first[0].rstrip("-\u2010").casefold(), second[0].casefold()
    if not following[:1].islower():
        return 0, ""
    if start + rest in known:
        return 1, ""
    compound = f"{start}-{rest}" in known or start in _COMPOUND or "-" in start
    return (0, "") if compound else (1, "")

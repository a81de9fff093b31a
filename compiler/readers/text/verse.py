"""Verse: short lines of about one length whose ends are no ends of sentences, in stanzas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, pstdev

from .desk import Desk, Part
from .lines import Line, Sheet
from .shapes import hemistich

_TURN = re.compile(r"[^:]{1,30}:\s")
_MOST = 62


def mark_verse(desk: Desk, part: Part) -> None:
    """Marks stanzas: blocks of at least three lines that read like verse, and shorter blocks beside them."""
    chunks = [chunk for chunk in desk.chunks(part) if all(desk.free(line) for line in chunk)]
    sure = [_is_stanza(chunk, desk.sheet) for chunk in chunks]
    couplets = _couplets(chunks, desk.sheet)
    group = 0
    for index, chunk in enumerate(chunks):
        beside = any(sure[other] for other in (index - 1, index + 1) if 0 <= other < len(chunks))
        if not (sure[index] or couplets[index] or (beside and _like(chunk, desk.sheet))):
            group = 0
            continue
        group = group if group and chunk[0].gap <= 2 else chunk[0].number
        for line in chunk:
            desk.put(line, "verse", "", group)


def _is_stanza(chunk: Sequence[Line], sheet: Sheet) -> bool:
    if all(hemistich(line.body) for line in chunk) and len(chunk) >= 2:
        return True
    if len(chunk) < 3 or not _like(chunk, sheet):
        return False
    lengths = [line.length for line in chunk]
    even = pstdev(lengths) < 0.42 * mean(lengths)
    marks = sum(line.end != "" for line in chunk)
    return even and mean(line.words for line in chunk) >= 3 and (marks > 0 or len(chunk) >= 4) and _broken(chunk)


def _like(chunk: Sequence[Line], sheet: Sheet) -> bool:
    """Short lines, none of them filled by wrapping, not talk, not data."""
    if len(chunk) < 2 or any(line.length > _MOST or line.words < 2 for line in chunk):
        return False
    if _wrapped(chunk):
        return False
    if sum(sheet.full(a, b) for a, b in pairwise(chunk)) * 3 > len(chunk):
        return False
    if any(line.body[:1].isdecimal() or "@" in line.body or "://" in line.body for line in chunk):
        return False
    talk = sum(bool(_TURN.match(line.body)) or line.body[:1] in '“"„«-–—' for line in chunk)
    return talk * 2 < len(chunk) and sum(line.end in {"stop", "ask"} for line in chunk) * 10 <= 7 * len(chunk)


def _wrapped(chunk: Sequence[Line]) -> bool:
    """Prose wrapped to a column of its own: each line is as full as the next word allows."""
    width = max(line.length for line in chunk)
    full = all(a.length + 1 + len(b.body.split(maxsplit=1)[0]) > width for a, b in pairwise(chunk))
    return full and chunk[-1].closed and any(line.low for line in chunk[1:]) and width > 40


def _broken(chunk: Sequence[Line]) -> bool:
    """The line ends cut sentences: many lines do not end one, and go on in small letters, commas or a script without case."""
    inner = chunk[:-1]
    open_ended = sum(line.end in {"", "comma", "colon"} for line in inner)
    low = sum(line.low for line in chunk[1:])
    commas = sum(line.end == "comma" for line in inner)
    caseless = chunk[0].rtl
    return open_ended * 2 >= len(inner) and (low > 0 or commas > 0 or caseless or chunk[-1].end == "stop")


def _couplets(chunks: Sequence[Sequence[Line]], sheet: Sheet) -> list[bool]:
    """Pairs of lines of one length in right-to-left text, where there are several: verses printed half under half."""
    pairs = [len(chunk) == 2 and chunk[0].rtl and _even(chunk) and _like(chunk, sheet) for chunk in chunks]
    return pairs if sum(pairs) >= 2 else [False] * len(chunks)


def _even(chunk: Sequence[Line]) -> bool:
    a, b = (line.length for line in chunk)
    return min(a, b) * 3 >= 2 * max(a, b) and all(line.words >= 3 and not line.closed for line in chunk)

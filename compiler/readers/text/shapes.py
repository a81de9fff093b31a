"""Blocks that show by their outline alone: quoted lines, code, tables, rules, underlined headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from . import words
from .desk import Desk
from .lines import Line

QUOTED = re.compile(r"\s*>")
RULE = re.compile(r"(\s*[*_=~#•·–—⁂❦§-]\s*){3,}|⁂|❦|\*|#|[-–—]{2,}")
_UNDERLINE = re.compile(r"(=+|-+|~+|\^+|\*+|_+|—+|–+)")
_GAP = re.compile(r"\t+| {2,}|\u00a0{2,}")
_BORDER = re.compile(r"[\s|+:=_-]*[-=_]{2,}[\s|+:=_-]*")
_FENCE = re.compile(r"(```|~~~)\w*")
_CODE = re.compile(
    r"^\s*(for .+ in .+|while .+|with .+|if .+|elif .+|else|try|except.*|def .+|class .+):\s*(#.*)?$|"
    r"^\s*(from [\w.]+ )?import [\w., *]+$|"
    r"[;{}]\s*$|^\s*(\$|>>>|#!|C:\\>) ?\S|^\s*(def|class|import|from \w+ import|return|raise|elif|except|"
    r"function|var|let|const|public|private|static|void|int|#include|package|SELECT|INSERT|UPDATE|sudo|npm|pip|"
    r"git|echo|print)\b.*[(:={;$/]|"
    r"\w\(.*\)\s*[:;{]?$|[^\s=!<>]\s?(==|!=|=|\+=|->|=>|:=|<=|>=|&&|\|\|)\s?\S|^\s*</?\w+[^>]*>|^\s*(//|/\*|"
    r"#\s?!|--\s\w+=)"
)
_NUMERIC = re.compile(r"^[\d.,%$€£ ]+(\s|$)")
_PROMPT = re.compile(r"^\s*(\$|>>>|C:\\>|#) \S")
_DIGITS = re.compile(r"[\d۰-۹٠-٩]")


def mark_shapes(desk: Desk) -> None:
    """Marks everything whose outline leaves no doubt, before words are looked at."""
    _mark_fences(desk)
    _mark_quotes(desk)
    _mark_code(desk)
    _mark_tables(desk)
    _mark_table_captions(desk)
    _mark_underlines(desk)
    _mark_rules(desk)


def fence(body: str) -> bool:
    """True for the line that opens or closes a block of code."""
    return bool(_FENCE.fullmatch(body))


def _mark_fences(desk: Desk) -> None:
    lines = desk.sheet.lines
    fences = [place for place, line in enumerate(lines) if fence(line.body)]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        desk.put_all(lines[first : last + 1], "code")


def _mark_quotes(desk: Desk) -> None:
    for chunk in list(desk.chunks()):
        run: list[Line] = []
        for line in [*chunk, None]:
            if line is not None and QUOTED.match(line.text) and line.letters:
                run.append(line)
                continue
            if run:
                desk.put_all(run, "quote")
            run = []


# --- code ---


def _mark_code(desk: Desk) -> None:
    """Runs of lines that read like a program, or that are set in as typed text, blank lines between them included."""
    for run in _runs(desk):
        if _is_code(run, desk.sheet.indent):
            desk.put_all(run, "code")


def _runs(desk: Desk) -> list[list[Line]]:
    """Chunks; chunks that are set in join the set-in chunk before them."""
    runs: list[list[Line]] = []
    for chunk in desk.chunks():
        inset = _inset(chunk, desk.sheet.indent)
        joins = runs and inset and _inset(runs[-1], desk.sheet.indent) and chunk[0].gap == 1
        if joins and _codey(runs[-1]) * 2 >= len(runs[-1]) and _codey(chunk):
            runs[-1].extend(chunk)
        else:
            runs.append(list(chunk))
    return runs


def _inset(lines: Sequence[Line], usual: int) -> bool:
    return all(line.indent >= usual + 3 for line in lines)


def _codey(lines: Sequence[Line]) -> int:
    return sum(bool(_CODE.search(line.text)) for line in lines)


def _is_code(run: Sequence[Line], usual: int) -> bool:
    codey = _codey(run)
    if any(line.rtl for line in run) or any(line.words > 20 for line in run):
        return False
    if _inset(run, usual):
        typed = len(run) > 1 and all(_NUMERIC.match(line.body) and line.length < 50 for line in run)
        return codey * 2 >= len(run) or typed or bool(_PROMPT.match(run[0].text))
    signs = sum(not c.isalnum() and not c.isspace() and c not in ".,'’“”\"-–()" for line in run for c in line.body)
    dense = signs * 12 > sum(line.length for line in run)
    sure = codey == len(run) and any(set(line.body) & set("(={;") for line in run)
    return (len(run) > 1 and codey * 3 >= len(run) * 2 and (dense or sure)) or (len(run) == 1 and _sure_line(run[0]))


def _sure_line(line: Line) -> bool:
    return bool(re.match(r"\$ \w|>>> ", line.body)) and line.words < 20


# --- tables ---


def _mark_tables(desk: Desk) -> None:
    for chunk in list(desk.chunks()):
        run: list[Line] = []
        for line in [*chunk, None]:
            if line is not None and (_cells(line) >= 2 or (run and _BORDER.fullmatch(line.body)) or _bordered(line)):
                run.append(line)
                continue
            if _is_table(run):
                desk.put_all(run, "table")
            run = []


def _mark_table_captions(desk: Desk) -> None:
    """“Table 2. …” right above or below a table goes with it."""
    lines = desk.sheet.lines
    for place, line in list(desk.free_lines()):
        if not (words.TABLE.match(line.body) and line.words <= 25):
            continue
        beside = [
            other for other in (place + 1, place - 1) if 0 <= other < len(lines) and desk.kind(lines[other]) == "table"
        ]
        near = [
            other
            for other in beside
            if max(lines[other].number, line.number) - min(lines[other].number, line.number) <= 2
        ]
        if near:
            desk.put(line, "table", "caption", desk.marks[lines[near[0]].number].group)


def _bordered(line: Line) -> bool:
    return len(line.body) > 4 and "-" in line.body and line.body[0] in "+|" and bool(_BORDER.fullmatch(line.body))


def columns(text: str) -> list[str]:
    """The cells of a line of a table: parted by bars, by tabs or by two blanks and more."""
    body = text.strip()
    if body.count("|") >= 2 and (body[0] == "|" or " | " in body):
        return [cell.strip() for cell in body.strip("|").split("|")]
    return _GAP.split(body)


def border(text: str) -> bool:
    """True for a line that only draws the border of a table."""
    return bool(_BORDER.fullmatch(text.strip()))


_BULLET = re.compile(r"^([•◦▪·*+–—-]|\d{1,3}[.)])\s+(?=[^\s|])")


def _cells(line: Line) -> int:
    return len(columns(_BULLET.sub("", line.body)))


def _is_table(run: Sequence[Line]) -> bool:
    rows = [line for line in run if not _BORDER.fullmatch(line.body)]
    if len(rows) < 2:
        return False
    counts = [_cells(line) for line in rows]
    usual = max(set(counts), key=counts.count)
    if usual < 2 or counts.count(usual) * 3 < 2 * len(rows):
        return False
    if _hemistichs(rows):
        return False
    if usual == 2 and len(rows) < 3 and not any(_DIGITS.search(line.body) for line in rows):
        return False
    return sum(line.words for line in rows) < 14 * len(rows)


def _hemistichs(rows: Sequence[Line]) -> bool:
    """Two halves of a verse, as Persian and Arabic poems are set: words in both, of about the same length."""
    return all(hemistich(line.body) for line in rows)


def hemistich(body: str) -> bool:
    """True if `body` is a verse of two halves parted by a wide gap."""
    halves = [half for half in re.split(r"\t+| {3,}|\s[*/]\s|\s…\s", body) if half.strip()]
    if len(halves) != 2 or any(c.isdecimal() for c in body):
        return False
    a, b = sorted(len(half.strip()) for half in halves)
    return a >= 10 and b <= 60 and b <= 2 * a and min(len(half.split()) for half in halves) >= 3


# --- rules ---


def _mark_underlines(desk: Desk) -> None:
    lines = desk.sheet.lines
    for above, line in pairwise(lines):
        if line.gap or not _UNDERLINE.fullmatch(line.body) or line.length < 3:
            continue
        fits = abs(line.length - above.length) <= max(3, above.length // 3)
        if desk.free(above) and desk.free(line) and above.short and above.letters and fits and above.end != "comma":
            desk.put(above, "heading", "underlined", above.number, {"=": 1, "*": 1}.get(line.body[0], 2))
            desk.put(line, "underline", "", above.number)


def _mark_rules(desk: Desk) -> None:
    for _, line in list(desk.free_lines()):
        if line.letters == 0 and RULE.fullmatch(line.body) and (line.length > 1 or line.alone):
            desk.put(line, "rule", "", line.number)

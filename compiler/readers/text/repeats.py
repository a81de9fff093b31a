"""Lines that only repeat others: teasers cut short, printed contents lists, pull quotes, lists printed twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from . import words
from .desk import Desk, Part
from .lines import Line, folded

_HEAD = re.compile(r"^.{0,120}?:\s?(?=…|\.\.\.)")
_TAIL = re.compile(
    r"\s*(\[?(…|\.\.\.)\]?|\(?(continue reading|read more|more|ادامه مطلب|weiterlesen|"
    r"lire la suite)\)?)[\s\u00a0.…»→>]*$",
    re.IGNORECASE,
)
_LEADERS = re.compile(
    r"\s*(\.{3,}|…+|(\s\.){3,}|(·\s?){3,}|_{3,}|\t| {3,})\s*[\divxlc۰-۹٠-٩]{1,5}\s*$|"
    r"\s+[\d۰-۹٠-٩]{1,4}$",
    re.IGNORECASE,
)
_LEADER_LINE = re.compile(r"(\.{4,}|…{2,}|(\s\.){4,}|(·\s?){4,}|_{4,})\s*[\divxlc۰-۹٠-٩]{1,5}\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^(\d+([.-]\d+)*[.)]?|[ivxlc]+[.)]|[a-z][.)]|chapter \d+:?)\s+", re.IGNORECASE)
_OPENING = 6
_LONGEST = 500
_END = 80
TEASER = "teaser of"
CONTENTS = "printed contents list"


class Openings:
    """Finds, by their first words, lines that begin as a given text does."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._places: dict[str, list[int]] = {}
        self._lines = lines
        for place, line in enumerate(lines):
            if line.words >= _OPENING:
                self._places.setdefault(_opening(line.key), []).append(place)

    def of(self, text: str, apart_from: int) -> int | None:
        """The place of the longest other line that begins as `text` does, None if there is none."""
        key = folded(text)
        if len(key.split()) < _OPENING:
            return None
        others = [place for place in self._places.get(_opening(key), ())[:50] if place != apart_from]
        return max(others, key=lambda place: len(self._lines[place].key), default=None)


def _opening(key: str) -> str:
    return " ".join(key.split(maxsplit=_OPENING)[:_OPENING])


def teased(openings: Openings, lines: Sequence[Line], place: int) -> int | None:
    """The place of the line that the line at `place` is cut from: one that begins the same and goes on further.

    A head up to “:…” (source and date) and a caption glued in front do not count.
    """
    line = lines[place]
    cut = cut_short(line)
    core = _HEAD.sub("", _without_tail(line.body) if cut else line.body).lstrip(".… \u00a0")
    target = openings.of(core, place)
    if target is None:
        return None
    whole, part = lines[target].key, folded(core)
    same = whole.startswith(part[: max(30, len(part) * 3 // 4)])
    if cut:
        return target if same or whole.startswith(part[:40]) else None
    return target if target > place and same and len(whole) >= len(part) and line.words >= 8 else None


def teaser_head(line: Line) -> str:
    """What a teaser says before its “:…”: source and date."""
    match = _HEAD.match(line.body)
    return match[0].rstrip(": ") if match else ""


def cut_short(line: Line) -> bool:
    """It ends in “…” or “Read more”."""
    return bool(_TAIL.search(line.body[-_END:]))


def _without_tail(body: str) -> str:
    return body[:-_END] + _TAIL.sub("", body[-_END:])


# --- contents lists ---


def entry_key(line: Line) -> str:
    """The line as an entry of a contents list: without leaders, page number and number."""
    return folded(_NUMBER.sub("", _LEADERS.sub("", words.EDIT.sub("", line.body))))


def mark_contents(desk: Desk, part: Part) -> None:
    """Drops the printed contents list: lines that come back as headings in the same order, or have leaders and pages."""
    lines = desk.sheet.lines
    free = [(place, line) for place, line in desk.free_lines(part) if not line.rtl or desk.sheet.rtl]
    later = _later_headings(free)
    index = 0
    while index < len(free):
        run = _run(free, index, later)
        headed = index > 0 and words.CONTENTS.fullmatch(free[index - 1][1].body.rstrip(": "))
        leaders = sum(bool(_LEADER_LINE.search(line.body)) for _, line in run)
        enough = len(run) >= (2 if headed or leaders else 3) or (len(run) == 2 and _numbered(run))
        if enough and (headed or leaders or _apart(lines, run, later)):
            if headed:
                desk.put(free[index - 1][1], "drop", CONTENTS)
            for _, line in run + (
                _rest(free, index + len(run), {entry_key(line) for _, line in run}) if headed else []
            ):
                desk.put(line, "drop", CONTENTS)
        index += max(1, len(run))
    _drop_bare_marker(desk, lines, part)


def _later_headings(free: Sequence[tuple[int, Line]]) -> dict[str, list[int]]:
    """Entry keys of lines that stand as headings do, with their places."""
    places: dict[str, list[int]] = {}
    for place, line in free:
        if line.short and line.letters and line.end not in {"comma", "stop"}:
            places.setdefault(entry_key(line), []).append(place)
    return places


def _run(free: Sequence[tuple[int, Line]], index: int, later: dict[str, list[int]]) -> list[tuple[int, Line]]:
    """From `index` on, the neighbouring lines each of which comes back below the run or has leaders."""
    end, seen = index, set[str]()
    while end < min(len(free), index + _LONGEST):
        entry = free[end]
        key = entry_key(entry[1]) if entry[1].short else ""
        if not key or key in seen or not _beyond(entry, entry[0], later):
            break
        seen.add(key)
        end += 1
    run = list(free[index:end])
    last = run[-1][0] if run else 0
    while run and not _beyond(run[-1], last, later):
        run.pop()
    return run if all(_beyond(entry, last, later) for entry in run) else []


def _beyond(entry: tuple[int, Line], last: int, later: dict[str, list[int]]) -> bool:
    """It has leaders, or comes back after the place `last`."""
    line = entry[1]
    return later.get(entry_key(line), [-1])[-1] > last or bool(_LEADER_LINE.search(line.body))


def _rest(free: Sequence[tuple[int, Line]], index: int, seen: set[str]) -> list[tuple[int, Line]]:
    """Entries of a headed list that do not come back, though they stand in the same block and are of its kind.

    The first entry that comes back is the first heading of the text.
    """
    end = index
    while (
        end < len(free)
        and entry_key(free[end][1]) not in seen
        and free[end][1].gap == 0
        and free[end][1].titled
        and free[end - 1][0] == free[end][0] - 1
    ):
        end += 1
    return list(free[index:end])


def _apart(lines: Sequence[Line], run: Sequence[tuple[int, Line]], later: dict[str, list[int]]) -> bool:
    """Where the entries come back there is text between them; else the run is a list that is printed twice."""
    last = run[-1][0]
    back = sorted(min(place for place in later[entry_key(line)] if place > last) for _, line in run)
    return any(line.prose for line in lines[back[0] : min(back[-1] + 2, back[0] + _LONGEST)])


def _numbered(run: Sequence[tuple[int, Line]]) -> bool:
    return all(_NUMBER.match(line.body) for _, line in run)


def _drop_bare_marker(desk: Desk, lines: Sequence[Line], part: Part) -> None:
    """“Contents” right before a dropped list that was found line by line."""
    for place in range(part.first, part.last - 1):
        line, following = lines[place], desk.marks.get(lines[place + 1].number)
        if (
            desk.free(line)
            and following
            and following.why == CONTENTS
            and words.CONTENTS.fullmatch(line.body.rstrip(": "))
        ):
            desk.put(line, "drop", CONTENTS)


# --- other repeats ---


def mark_repeats(desk: Desk, part: Part, openings: Openings) -> None:
    """Drops teasers cut with “…” that another line tells whole, and pull quotes."""
    lines = desk.sheet.lines
    for place, line in list(desk.free_lines(part)):
        target = teased(openings, lines, place) if cut_short(line) else None
        if target is not None:
            desk.put(line, "drop", f"{TEASER} line {lines[target].number}")
    _mark_pull_quotes(desk, part)


def _mark_pull_quotes(desk: Desk, part: Part) -> None:
    """A line by itself in quotation marks, of sentences that stand in one of the six paragraphs around it."""
    lines = desk.sheet.lines
    for place, line in list(desk.free_lines(part)):
        if not (line.alone and 5 <= line.words <= 45 and line.body[:1] in '“"„«”‘'):
            continue
        around = range(max(part.first, place - 6), min(part.last, place + 7))
        source = next(
            (o for o in around if o != place and lines[o].length > line.length and line.key in lines[o].key), None
        )
        if source is not None:
            desk.put(line, "drop", f"pull quote from line {lines[source].number}")


def mark_second_lists(desk: Desk, part: Part) -> None:
    """Drops short lines at the end of a document that repeat a run of earlier ones, and the short lines after them."""
    lines = desk.sheet.lines
    first: dict[str, int] = {}
    repeated: list[int] = []
    for place in range(part.first, part.last):
        line = lines[place]
        if line.short and line.words >= 3 and not line.prose:
            if line.key in first and desk.free(line):
                repeated.append(place)
            first.setdefault(line.key, place)
    tail = _tail(desk, part)
    runs = [place for place in repeated if place >= tail]
    if len(runs) >= 2 and all(b - a == 1 for a, b in pairwise(runs)):
        for place in runs:
            desk.put(lines[place], "drop", f"repeats line {lines[first[lines[place].key]].number}")
        for place in range(runs[-1] + 1, part.last):
            desk.put(lines[place], "drop", "related items")


def _tail(desk: Desk, part: Part) -> int:
    """The place after the last paragraph."""
    lines = desk.sheet.lines
    place = part.last
    while place > part.first and (lines[place - 1].short and not lines[place - 1].prose):
        place -= 1
    return place

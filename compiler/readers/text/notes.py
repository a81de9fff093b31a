"""Notes and their calls: `[1]`, `(1)`, `¹`, `۱`, `*`, `†`, and numbers under a heading “Notes”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import words
from .dates import ascii_digits
from .desk import Desk, Part
from .lines import Line
from .pages import SPLIT

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGIT = r"[\d۰-۹٠-٩]"
_SUPER = str.maketrans(_SUPERSCRIPT, "0123456789")
_MARKER = re.compile(
    rf"(\[{_DIGIT}{{1,3}}\]|\({_DIGIT}{{1,3}}\)|[{_SUPERSCRIPT}]+|\*+|[†‡§¶]+|\[\*+\]|\[[a-z]\])\s*(?=\S)"
)
_NUMBER = re.compile(rf"({_DIGIT}{{1,3}})(?:(?:[.)\-–:]+\s*|\s+)(?=\S)|$)")
_CARET = re.compile(r"([\^↑])\s*(?:[a-z]\s)*(?=\S)")
_CALL = re.compile(
    rf"(?P<call>\[{_DIGIT}{{1,3}}\]|\({_DIGIT}{{1,3}}\)|[{_SUPERSCRIPT}]+|(?<=[^\s*])\*+(?![\w*])|(?<=\S)[†‡§¶]+|\[\*+\]|\[[a-z]\])"
)
_SEVERAL = re.compile(rf"(?<=\S)\s?\[{_DIGIT}{{1,3}}(?:\s?[,،;–-]\s?{_DIGIT}{{1,3}}){{1,9}}\]")
_ONE = re.compile(rf"{_DIGIT}{{1,3}}")
_BARE = re.compile(
    r"(?P<before>[^\W\d_]{2}[.,;:!?”\"’)»]{0,2}|\b(?:1[5-9]|20)\d\d[.,;](?=\d{1,2} [^\W\d_]))"
    r"(?P<call>\d{1,3})(?=$|[\s.,;:!?)”\"»])"
)
_CLOSING = re.compile(rf"(?<=[^\W\d_]|[.,;!?…»”\"])[ \u00a0]?(?P<call>{_DIGIT}{{1,3}}\))(?!\w)")
_FOOT = re.compile(rf"({_DIGIT}{{1,3}})\.?\s+(?=[^\W\d_]|[\"“«])")
_LONE = re.compile(rf"{_DIGIT}{{1,3}}")
_BRACKET = re.compile(rf"({_DIGIT}{{1,3}})\)\s+(?=\S)")
_ADDRESS = re.compile(r"\S*(https?://|www\.)\S+")
CARETS = frozenset("^↑")
_MOST_CALLS = 2000
_PAGE = 80


@dataclass(frozen=True, slots=True)
class Call:
    """A call in a line: from `start` to before `end` of its body."""

    line: int
    start: int
    end: int
    marker: str
    word: str
    """The word that the call stands at, for notes that name it again."""


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker that opens a note: as printed, and how long it is with the space after it."""

    printed: str
    length: int


def sign(marker: str) -> str:
    """What a call and its note have in common: the number or sign in ASCII without brackets."""
    return ascii_digits(marker.translate(_SUPER)).strip("[]().: \u00a0")


def marker_of(body: str, *, bare: bool = False) -> Marker | None:
    """The note marker that opens `body`; bare numbers (`1.`) count only under a heading of notes."""
    match = _MARKER.match(body) or ((_NUMBER.match(body) or _CARET.match(body)) if bare else None)
    return Marker(match[1], match.end()) if match else None


def calls_in(line: Line) -> list[Call]:
    """Everything in `line` that looks like a call of a note; not what opens the line."""
    found = [
        Call(
            line.number,
            match.start("call"),
            match.end("call"),
            match["call"],
            _word_before(line.body, match.start("call")),
        )
        for match in _CALL.finditer(line.body)
        if match.start() > 0
    ]
    return found if len(found) < _MOST_CALLS else []


def several_calls_in(line: Line) -> list[Call]:
    """The numbers inside `[1, 2]` or `[3–5]`, each a call."""
    found: list[Call] = []
    for group in _SEVERAL.finditer(line.body):
        for match in _ONE.finditer(line.body, group.start(), group.end()):
            found.append(Call(line.number, match.start(), match.end(), match[0], ""))
    return found


def bare_calls_in(line: Line) -> list[Call]:
    """Numbers that stand directly at a word (`market.12`)."""
    return [
        Call(line.number, match.start("call"), match.end("call"), match["call"], "")
        for match in _BARE.finditer(line.body)
    ]


def bracket_calls_in(line: Line) -> list[Call]:
    """Numbers with a closing bracket only, at a word (`door2)`, `door 2)`)."""
    return [
        Call(line.number, match.start("call"), match.end("call"), match["call"], "")
        for match in _CLOSING.finditer(line.body)
        if line.body.count("(", 0, match.start()) <= line.body.count(")", 0, match.start())
    ]


def _word_before(body: str, end: int) -> str:
    match = re.search(r"[\w’'-]+[.,;:”\"’)»]*\s?$", body[max(0, end - 40) : end])
    return match[0].strip('.,;:”"’)» ').casefold() if match else ""


# --- marking ---


def mark_notes(desk: Desk, part: Part) -> None:
    """Marks notes with the lines that go on with them; the heading above them too, if notes are all that it heads."""
    lines = desk.sheet.lines
    heading = _notes_heading(desk, part)
    called = _called(desk, part)
    for place in [*_feet(desk, part), *_bracketed(desk, part), *_last_numbered(desk, part)]:
        _mark_note(desk, part, place, bare=True)
    for place in _below_numbers(desk, part):
        desk.put_all(lines[place : place + 2], "note")
    for place, line in list(desk.free_lines(part)):
        under = heading is not None and place > heading
        marker = marker_of(line.body, bare=under)
        if marker is None or not line.letters:
            continue
        if (sign(marker.printed), _kind(marker.printed)) in called or (
            under and (sign(marker.printed).isdecimal() or marker.printed in CARETS)
        ):
            _mark_note(desk, part, place, bare=under)
    if heading is not None and any(desk.kind(line) == "note" for line in lines[heading : heading + 3]):
        desk.put(lines[heading], "drop", "heading of the notes")
    elif heading is not None:
        _drop_link_targets(desk, part, heading)


def _feet(desk: Desk, part: Part) -> list[int]:
    """Places of lines that begin with a bare number, stand right above the end of a page, and are called on it (`word.3`)."""
    lines = desk.sheet.lines
    found = []
    for place, line in desk.free_lines(part):
        match = _FOOT.match(line.body)
        if match and _ends_page(desk, part, place):
            above = lines[max(part.first, place - _PAGE) : place]
            calls = (call for each in above if desk.free(each) for call in bare_calls_in(each))
            if any(sign(call.marker) == ascii_digits(match[1]) for call in calls):
                found.append(place)
    return found


def _ends_page(desk: Desk, part: Part, place: int) -> bool:
    """Between it and the next page number stand at most five lines, the first of which is not set apart."""
    below = desk.sheet.lines[place + 1 : min(place + 7, part.last)]
    end = next((i for i, line in enumerate(below) if line.page or _page_number(desk, line)), None)
    return end is not None and all(line.gap == 0 or _FOOT.match(line.body) for line in below[:end])


def _page_number(desk: Desk, line: Line) -> bool:
    return desk.kind(line) == "drop" and desk.marks[line.number].why in SPLIT


def _bracketed(desk: Desk, part: Part) -> list[int]:
    """Places of the lines `1) …`, `2) …` with which the document ends, if each number is called (`word1)`) above them."""
    lines = desk.sheet.lines
    opened = [(place, match[1]) for place, line in desk.free_lines(part) if (match := _BRACKET.match(line.body))]
    if not opened or [int(ascii_digits(number)) for _, number in opened] != list(range(1, len(opened) + 1)):
        return []
    body = lines[part.first : opened[0][0]]
    called = {sign(call.marker) for line in body if desk.free(line) for call in bracket_calls_in(line)}
    return [place for place, _ in opened] if all(ascii_digits(number) in called for _, number in opened) else []


def _last_numbered(desk: Desk, part: Part) -> list[int]:
    """Places of the lines `1 …`, `2 …` that are the document's last ones, if each number is called (`word.1`) above them."""
    lines = desk.sheet.lines
    places = [place for place, _ in desk.free_lines(part)]
    found: list[int] = []
    while places and _FOOT.match(lines[places[-1]].body):
        found.insert(0, places.pop())
    numbers = [int(ascii_digits(lines[place].body.split()[0].rstrip("."))) for place in found]
    if not found or numbers != list(range(1, len(found) + 1)):
        return []
    called = {sign(call.marker) for place in places for call in bare_calls_in(lines[place])}
    return found if all(str(number) in called for number in numbers) else []


def _below_numbers(desk: Desk, part: Part) -> list[int]:
    """Places of lone numbers with a line of text below each, counted from 1 and each called above: notes of letters and posts."""
    lines = desk.sheet.lines
    found = [
        place
        for place, line in desk.free_lines(part)
        if _LONE.fullmatch(line.body)
        and place + 1 < part.last
        and desk.free(lines[place + 1])
        and lines[place + 1].letters
    ]
    numbers = [int(ascii_digits(lines[place].body)) for place in found]
    if not found or numbers != list(range(1, len(found) + 1)) or any(b - a > 3 for a, b in pairwise(found)):
        return []
    called = {
        sign(call.marker) for line in lines[part.first : found[0]] if desk.free(line) for call in bare_calls_in(line)
    }
    return found if all(str(number) in called for number in numbers) else []


def _kind(marker: str) -> str:
    """Calls in brackets are answered by notes in brackets; numbers of any other form answer each other."""
    return "star" if not any(c.isalnum() for c in sign(marker)) else "number"


def _notes_heading(desk: Desk, part: Part) -> int | None:
    places = [
        place
        for place, line in desk.free_lines(part)
        if line.short and words.NOTES.fullmatch(words.EDIT.sub("", line.body).rstrip(": "))
    ]
    return places[-1] if places else None


def _called(desk: Desk, part: Part) -> set[tuple[str, str]]:
    return {
        (sign(call.marker), _kind(call.marker))
        for _, line in desk.free_lines(part)
        if line.words > 2
        for call in [*calls_in(line), *several_calls_in(line)]
    }


def _mark_note(desk: Desk, part: Part, place: int, *, bare: bool) -> None:
    """The note that begins at `place`, with lines that continue it: set in, or wrapped."""
    lines = desk.sheet.lines
    first = lines[place]
    group = [first]
    for line in lines[place + 1 : part.last]:
        before = group[-1]
        goes_on = line.indent > first.indent or desk.sheet.full(before, line) or (line.low and not before.closed)
        if line.gap or not desk.free(line) or marker_of(line.body, bare=bare) or not goes_on:
            break
        group.append(line)
    desk.put_all(group, "note")


def _drop_link_targets(desk: Desk, part: Part, heading: int) -> None:
    """A list of numbered addresses, as text browsers put under a page, is no text of the page."""
    lines = desk.sheet.lines
    rest = [line for line in lines[heading + 1 : part.last] if desk.free(line)]
    targets = [line for line in rest if _ADDRESS.search(line.body) and line.words <= 3]
    if rest and len(targets) == len(rest):
        desk.put(lines[heading], "drop", "heading of the link targets")
        for line in targets:
            desk.put(line, "drop", "target of a link")


# --- joining ---


def joined(notes: Sequence[Line], body: Iterable[Line], *, bare: bool) -> dict[int, list[tuple[Call, int]]]:
    """For each line number the calls in it, each with the number of the line of the note that it calls.

    Numbers find the next note of that number below, else the last above. Stars find the note that opens with the word at
    which the call stands, else the note of the same position among the calls of that sign.
    """
    body = list(body)
    known = [(line.number, marker_of(line.body, bare=bare)) for line in notes]
    by_sign: dict[str, list[tuple[int, str]]] = {}
    for order, (line, (number, marker)) in enumerate(zip(notes, known, strict=True), 1):
        if marker is not None:
            opening = line.body[marker.length :].casefold()
            printed = str(order) if marker.printed in CARETS else sign(marker.printed)
            by_sign.setdefault(printed, []).append((number, opening))
    result: dict[int, list[tuple[Call, int]]] = {}
    used: dict[str, int] = {}
    for line in body:
        found = [call for call in [*calls_in(line), *several_calls_in(line)] if sign(call.marker) in by_sign]
        found.sort(key=lambda call: call.start)
        if not found and bare:
            found = [
                call
                for call in [*bare_calls_in(line), *bracket_calls_in(line)]
                if sign(call.marker) in by_sign and by_sign[sign(call.marker)][-1][0] > line.number
            ]
            found.sort(key=lambda call: call.start)
        for call in found:
            target = _target(call, by_sign[sign(call.marker)], used)
            if target is not None:
                result.setdefault(line.number, []).append((call, target))
    return result


def _target(call: Call, notes: list[tuple[int, str]], used: dict[str, int]) -> int | None:
    if sign(call.marker).isalnum():
        below = [number for number, _ in notes if number > call.line]
        return below[0] if below else notes[-1][0]
    named = [number for number, opening in notes if call.word and opening.startswith(call.word)]
    if named:
        return named[0]
    if len(notes) > 1 and len(call.marker) == 1:
        below = [number for number, _ in notes if number > call.line]
        count = used.get(call.marker, 0)
        used[call.marker] = count + 1
        return below[0] if below else notes[min(count, len(notes) - 1)][0]
    return notes[0][0]

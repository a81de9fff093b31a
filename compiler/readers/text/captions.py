"""Captions: in another script than the text, alone or glued to a sentence; with a credit; numbered; broken over lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compiler import bidi

from . import people, words
from .desk import Desk, Part
from .lines import Line

_MOST_WORDS = 30
_MOST_AFTER = 12
_COMMA = re.compile(r"[^\W\d][,،]\s")
_DATED = re.compile(r"[,،]\s([^\W\d_]+\s)?[\d۰-۹٠-٩]{4}$")
_QUOTES = frozenset('"“”„«»‘’')
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Split:
    """A line with words of another script in front: `caption` and `rest`, which is a sentence (`sentence`) or a caption too."""

    caption: str
    rest: str
    sentence: bool


def split(line: Line, *, rtl: bool) -> Split | None:
    """The caption in the other script that is glued to the front of `line`; None if there is none.

    Digits beside a script belong to it. Two scripts with a space between them are one mixed text, not a glued caption.
    """
    runs = list(bidi.split_by_direction(line.body))
    if len(runs) < 2 or (runs[0][0] == "rtl") == rtl:
        return None
    caption, rest = runs[0][1], "".join(text for _, text in runs[1:])
    if caption != caption.rstrip() or len(caption.split()) > _MOST_WORDS or len(_LETTERS.findall(caption)) < 3:
        return None
    if caption[-1] in "([{“\"«‘'" or not rest[0].isalpha() or (not rtl and not rest[0].isupper()):
        return None
    return Split(caption, rest, line.closed or line.words - len(caption.split()) > _MOST_WORDS)


def mark_captions(desk: Desk, part: Part) -> None:
    """Marks captions and what goes on with them."""
    lines = desk.sheet.lines
    foreign = _foreign_prose(desk, part)
    for place in range(part.first, part.last):
        line = lines[place]
        if not desk.free(line):
            continue
        if not foreign and (_foreign(desk, line) or split(line, rtl=desk.sheet.rtl)):
            desk.put(line, "caption", "script", line.number)
            if not _sentence_apart(desk, part, place):
                _mark_following(desk, part, place)
        elif _own(line):
            desk.put(line, "caption", "words", line.number)
            _mark_continuation(desk, part, place)
        elif _broken(desk, part, place) or _credited_below(desk, part, place):
            desk.put(line, "caption", "broken", line.number)
            _mark_continuation(desk, part, place)
            desk.unsure(line, "a line broken in two without a full stop is taken as a caption")
        elif _described(desk, part, place):
            desk.put(line, "caption", "described", line.number)
            desk.unsure(line, "a line with a comma and no full stop between paragraphs is taken as a caption")


def _sentence_apart(desk: Desk, part: Part, place: int) -> bool:
    """A caption with a sentence of the text glued to it, and room before the next line, which so is no translation of it."""
    lines = desk.sheet.lines
    glued = split(lines[place], rtl=desk.sheet.rtl)
    following = lines[place + 1] if place + 1 < part.last else None
    return glued is not None and glued.sentence and following is not None and following.alone


def _foreign(desk: Desk, line: Line) -> bool:
    """A line wholly or mostly in the other script."""
    return line.letters >= 2 and line.rtl != desk.sheet.rtl and line.words <= _MOST_WORDS


def _foreign_prose(desk: Desk, part: Part) -> bool:
    """The document is in two languages: paragraphs of the other script too."""
    lines = [line for _, line in desk.free_lines(part)]
    other = [line for line in lines if line.letters and line.rtl != desk.sheet.rtl]
    return sum(line.words > _MOST_WORDS or (line.prose and line.words > 14) for line in other) * 4 > len(other)


def _own(line: Line) -> bool:
    """It says itself that it is a caption or a credit."""
    if line.words > 45:
        return False
    body = line.body
    if words.FIGURE.match(body) and line.words <= 40 and not _mid_sentence(body):
        return True
    if words.CREDIT.search(body):
        return True
    return (
        line.words <= 25
        and bool(words.PICTURED.search(body))
        and "://" not in body
        and not line.closed
        and line.words >= 3
    )


def _mid_sentence(body: str) -> bool:
    """“Figure 3 shows that …” is text."""
    match = words.FIGURE.match(body)
    rest = body[match.end() :] if match else ""
    return bool(match) and match is not None and match[0].rstrip()[-1:] not in ".:–—-" and rest[:1].islower()


def _mark_following(desk: Desk, part: Part, place: int) -> None:
    """Short lines below a caption in the other script say the same in the language of the text."""
    lines = desk.sheet.lines
    for taken, index in enumerate(range(place + 1, part.last)):
        line, before = lines[index], lines[index - 1]
        if not desk.free(line) or _foreign(desk, line) or split(line, rtl=desk.sheet.rtl):
            return
        says = _says(desk, part, index) or (not taken and (_own(line) or _broken(desk, part, index)))
        if not (says or (taken and _goes_on(before, line))):
            return
        desk.put(line, "caption", "below", lines[place].number)
        if line.closed:
            desk.unsure(line, "a short sentence below a caption is taken as its translation")


def _says(desk: Desk, part: Part, place: int) -> bool:
    line = desk.sheet.lines[place]
    if (
        line.upper
        or words.SECTION.match(line.body)
        or line.body[:1].isdecimal()
        or people.told_by(line)
        or line.end == "colon"
    ):
        return False
    if line.closed:
        return line.words <= _MOST_AFTER and line.length * 3 < desk.sheet.typical and line.body[:1] not in '“"«„'
    return 5 <= line.words <= 25 and (_sentence_case(line) or line.words > 12)


def _sentence_case(line: Line) -> bool:
    """Most of its longer words after the first are small: no title in capitals and small letters."""
    later = [word for word in line.body.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].islower() for word in later) * 2 > len(later)


def _goes_on(before: Line, line: Line) -> bool:
    return line.low and not before.closed and line.words <= 25


def _broken(desk: Desk, part: Part, place: int) -> bool:
    """A short line that neither ends a sentence nor fills a column, with a short remainder in small letters below."""
    lines = desk.sheet.lines
    line = lines[place]
    if desk.sheet.width or place + 1 >= part.last or not line.titled or line.words < 4 or line.gap == 0:
        return False
    following = lines[place + 1]
    short = following.words <= 12 and not following.closed and following.after > 0 and following.low
    return desk.free(following) and following.gap <= 1 and short and line.length * 2 < max(desk.sheet.typical, 1)


def _credited_below(desk: Desk, part: Part, place: int) -> bool:
    """A short line without an end, with a remainder in small letters right below that closes with a credit."""
    lines = desk.sheet.lines
    following = lines[place + 1] if place + 1 < part.last else None
    if following is None or not desk.free(following) or following.gap or lines[place].prose or not lines[place].titled:
        return False
    return following.low and following.words <= 20 and bool(words.CREDIT.search(following.body))


def _described(desk: Desk, part: Part, place: int) -> bool:
    """Between paragraphs of a page with captions: no full stop, a comma, and small letters as in a sentence, or a year at the end."""
    lines = desk.sheet.lines
    line = lines[place]
    following = lines[place + 1] if place + 1 < part.last else None
    if (
        not line.titled
        or line.end
        or not 5 <= line.words <= 20
        or not _COMMA.search(line.body)
        or line.upper
        or line.body[0] in _QUOTES
    ):
        return False
    if (
        following is None
        or not (following.prose or following.closed)
        or place == part.first
        or desk.sheet.width
        or line.body[0].isdecimal()
    ):
        return False
    before = lines[place - 1]
    apart = line.alone if desk.sheet.spaced else before.prose or desk.kind(before) == "caption"
    shown = any(desk.kind(other) == "caption" for other in lines[part.first : place])
    return apart and shown and (bool(_DATED.search(line.body)) or (not line.rtl and _sentence_case(line)))


def _mark_continuation(desk: Desk, part: Part, place: int) -> None:
    lines = desk.sheet.lines
    first = lines[place]
    for index in range(place + 1, part.last):
        line, before = lines[index], lines[index - 1]
        wrapped = line.gap == 0 and desk.sheet.full(before, line)
        if not desk.free(line) or not (wrapped or (_goes_on(before, line) and line.gap <= 1)):
            return
        desk.put(line, "caption", "goes on", first.number)

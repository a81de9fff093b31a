"""What belongs to a run at its edges: numbers, units, signs and stops that the algorithm gives to the text around it."""

from __future__ import annotations

import re
import unicodedata

from .brackets import CLOSERS, PAIRS, closing, unpaired
from .directions import Direction, strong

_NEAR = 64
"""Characters beside a run that are looked at."""
_OUT = "\ufffc"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_UNIT = re.compile(
    r"(?:[kMGT]?B|[kMGT]?b(?:it|ps)|[kcmµ]?m|[kmµ]?g|[kMGT]?Hz|[km]?[WVA]|[mµn]?s|[mc]?[lL]|km/h|m/s|h|K|°[CF]|Ω|px|pt|dpi|fps|rpm"
    r"|in|ft|mi|lb|oz|USD|EUR|GBP|[ap]\.?m\.?|AM|PM|AD|BC|CE|BCE)(?![A-Za-z])|" + _MONTH
)
_NUMBER_BEFORE = re.compile(rf"(?<![\w.,:/–{_OUT}-])[+-]?[0-9]+(?:[.,:/–×-][0-9]+)*[-–.°]?$", re.ASCII)
_NUMBER_AND_SPACE = re.compile(rf"(?<![\w.,:/–{_OUT}-])[+-]?[0-9]+(?:[.,:–-][0-9]+)*[ \u00a0\u202f]°?$", re.ASCII)
_SIGN_BEFORE = re.compile(rf"(?<![\w{_OUT}])(?:--?|[@#]|[$€£¥]|~?[/\\]|\.{{1,2}}[/\\]|\.)$")
"""`-v`, `--help`, `@name`, `#tag`, `$5m`, `/usr`, `~/x`, `./x`, `.NET`."""
_AFTER = (
    re.compile(r"(?:\+\+|#|\+)(?![\w+])"),
    re.compile(r"[²³¹\u2070-\u209c]+"),
    re.compile(r"(?:[ \u00a0]?[-–/.:#+_]?[0-9]+)+(?!\w)%?", re.ASCII),
    re.compile(r"(?:[ \u00a0]?[=+×÷*^<>≤≥≈][ \u00a0]?[0-9]+(?:[.,][0-9]+)*)+(?!\w)", re.ASCII),
)
"""`C++`, `C#`; `x²`; `Windows 10`, `MS-214`; `x = y + 2`."""
_QUESTION = re.compile(r"\?+!?")
"""`Who?` in Arabic script, which has a question mark of its own; Hebrew asks with the Latin one."""
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_DAY_OF_MONTH = re.compile(rf"(?<!\w){_MONTH}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?$")
_YEAR_AFTER = re.compile(r", ?[0-9]{4}(?!\w)", re.ASCII)
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:Inc|Ltd|Corp|Co|Bros|Jr|Sr|St|Dr|Mr|Mrs|Ms|Prof|Gen|Col|Rev|No|Nos|Vol|vol|ed|eds|pp?|al|etc|vs|ca|cf)"
    r"|(?<![A-Za-z])(?:[A-Za-z]\.)+[A-Za-z])$"
)
_GOES_ON = re.compile(r"\.(?=[ \u00a0]?[^\s.])")
_LOCAL_BEFORE = re.compile(r"(?<!\w)[۰-۹٠-٩]+(?:[-–/.:٫٬][۰-۹٠-٩]+)*[٪%]?[ \u00a0]?$")
_LOCAL_AFTER = re.compile(r"(?:[ \u00a0]?[-–/.:٫،]?[0-9۰-۹٠-٩]+|،[ \u00a0][۰-۹٠-٩]+)+")
"""`قرن ۱۲`, `۱۲–۱۸`, and with a comma of the script itself `تبریز، ۱۲۹۰`."""
_MARKS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
_STOPS = re.compile(r"[.!?…,;:،؛؟]{1,3}")


def fitted(text: str, start: int, end: int, side: Direction, floor: int) -> tuple[int, int] | None:
    """From the first letter of `side` in `text[start:end]` to the last, with what belongs to them; None if there is none.

    `floor` is where the run before ends; nothing before it is taken.
    """
    places = [index for index in range(start, end) if is_letter(text[index], side)]
    if not places:
        return None
    first, last = places[0], _with_marks(text, places[-1] + 1)
    if side == "ltr":
        last = _latin_tail(text, first, last)
        first = _latin_head(text, first, floor)
        first, last = _in_attached_brackets(text, first, last, floor)
    else:
        last = _local_tail(text, last, end)
        first = _local_head(text, first, floor)
    first, last = _with_brackets(text, first, last, floor)
    return first, _with_own_stop(text, first, last, side, floor)


def is_letter(character: str, side: Direction) -> bool:
    """True for what has a shape: a mark of direction (LRM, RLM, ALM) is strong too, and no letter."""
    return strong(character) == side and unicodedata.category(character) != "Cf"


def _with_marks(text: str, last: int) -> int:
    """Joiners, vowel signs and marks of direction go with the letter before them."""
    while last < len(text) and unicodedata.bidirectional(text[last]) in ("NSM", "BN") and text[last] != "\u00ad":
        last += 1
    return last + 1 if text[last : last + 1] in ("\u200e", "\u200f") else last


def _latin_tail(text: str, first: int, last: int) -> int:
    grown = -1
    while grown != last:
        grown = last
        for pattern in _AFTER:
            found = pattern.match(text, last)
            last = found.end() if found else last
        last = _with_year_or_stop(text, first, last)
    question = _QUESTION.match(text, last)
    if question and not _HEBREW.search(text, max(0, first - _NEAR), last + _NEAR):
        last = question.end()
    closed = text[last : last + 1] == "/" and "/" in text[first:last] and text[last + 1 : last + 2] in ("", " ", "\n")
    return last + 1 if closed else last


def _with_year_or_stop(text: str, first: int, last: int) -> int:
    """`May 12, 2015`; the stop of `Apple Inc.` where the line goes on."""
    run = text[max(first, last - _NEAR) : last]
    if _DAY_OF_MONTH.search(run):
        year = _YEAR_AFTER.match(text, last)
        return year.end() if year else last
    return last + 1 if _ABBREVIATION.search(run) and _GOES_ON.match(text, last) else last


def _latin_head(text: str, first: int, floor: int) -> int:
    """Where a Latin run begins with the number or sign before its first letter: `4G`, `5 GB`, `12 May`, `-v`, `@name`."""
    floor = max(floor, first - _NEAR)
    head = text[floor:first]
    found = _NUMBER_BEFORE.search(head)
    if not found and _UNIT.match(text, first):
        found = _NUMBER_AND_SPACE.search(head)
    found = found or _SIGN_BEFORE.search(head)
    return floor + found.start() if found else first


def _in_attached_brackets(text: str, first: int, last: int, floor: int) -> tuple[int, int]:
    """`12(b)`: brackets that stand right after a number are a part of its name."""
    if first - 1 <= floor or text[first - 1] != "(" or text[last : last + 1] != ")" or not text[first - 2].isascii():
        return first, last
    number = re.search(rf"(?<![\w{_OUT}])[0-9]+$", text[max(floor, first - _NEAR) : first - 1], re.ASCII)
    return (first - 1 - len(number[0]), last + 1) if number else (first, last)


def _local_head(text: str, first: int, floor: int) -> int:
    """Numbers in digits of the script before a right-to-left run: `۱۲ مرداد`."""
    floor = max(floor, first - _NEAR)
    found = _LOCAL_BEFORE.search(text[floor:first])
    return floor + found.start() if found else first


def _local_tail(text: str, last: int, end: int) -> int:
    """Numbers at the end of a right-to-left run, which the algorithm gives to it (UAX #9, N1), its per cent and its `؟`."""
    found = _LOCAL_AFTER.match(text, last, end)
    if found:
        last = found.end() + (text[found.end() : found.end() + 1] in ("%", "٪"))
    return last + (text[last : last + 1] == "؟")


def _with_brackets(text: str, first: int, last: int, floor: int) -> tuple[int, int]:
    """Takes in the other half of a bracket or quote inside the run, where it stands right beside it."""
    for index in [first + offset for offset in unpaired(text[first:last])]:
        character = text[index]
        if character in PAIRS and text[last : last + 1] == PAIRS[character]:
            last += 1
        elif character in CLOSERS and first > floor and text[first - 1] == CLOSERS[character]:
            first -= 1
    return first, last


def _with_own_stop(text: str, first: int, last: int, side: Direction, floor: int) -> int:
    """`«Hello!»`: the stop of what is quoted whole is its own; so is one that the source gives to the run by a mark after it."""
    stop = _STOPS.match(text, last)
    if not stop:
        return last
    after = text[stop.end() : stop.end() + 1]
    if after == _MARKS[side]:
        return stop.end() + 1
    closer = closing(text[first - 1]) if first > floor else ""
    return stop.end() if closer and after == closer else last

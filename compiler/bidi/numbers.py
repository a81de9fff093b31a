"""Numbers that right-to-left text would set in another order than they are read, and the isolates that they need.

Dates, times, versions, ranges, sums, prices and telephone numbers run from left to right, in any digits. A range in Persian or
Arabic digits is read from the right: its ends stand in the direction of the text, each end itself from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .brackets import unpaired
from .directions import Direction

Span = tuple[int, int, Direction]

_DIGIT = "[0-9۰-۹٠-٩]"
_NUMBER = rf"{_DIGIT}+(?:[.,٫٬]{_DIGIT}+)*"
_GROUPS = re.compile(
    rf"""
      (?<![\w\ufffc]) [$€£¥₹] {_NUMBER}                                                    # a price
    | (?<![\w\ufffc]) [-−+±]? {_NUMBER} (?: [ \u00a0]? [=+×÷^<>≤≥≈] [ \u00a0]? [-−]? {_NUMBER} )+     # a sum
    | (?: (?<![\w\ufffc]) \(? [+] | (?<![\w\ufffc.,:/–-]) (?=[0۰٠]{_DIGIT}) ) \(? {_DIGIT}+ \)?
          (?: [ \u00a0-] \(? {_DIGIT}+ \)? )+                                              # a telephone number
    | \( [+]? [0۰٠]? {_DIGIT}{{1,4}} \) [ \u00a0-]? {_DIGIT}{{2,}} (?:[ \u00a0-]{_DIGIT}+)*      # one with its area in brackets
    | (?: (?<![\w\ufffc]) [-−+±] )? {_DIGIT}+ (?: [-−–/.:,٫٬×] {_DIGIT}+ )+ (?: (?<=[0-9]) % )?      # dates, ranges, versions, times
    | (?: (?<![\w\ufffc]) [-−+±] ) {_DIGIT}+                                               # below zero
    """,
    re.VERBOSE,
)
_LOCAL_RANGE = re.compile(r"(?P<first>[۰-۹٠-٩][۰-۹٠-٩/.:٫٬]*)(?P<sign>[-−–])(?P<last>[۰-۹٠-٩][۰-۹٠-٩/.:٫٬]*)")
_ARABIC = re.compile(r"[٠-٩]+(?:[.,/:٫٬][٠-٩]+)*")
_YEAR = 4
"""Digits of a year; the ends of a range written with a hyphen are no longer (a telephone number's parts are)."""


def numbers(text: str) -> Iterator[Span]:
    """Start, end and direction of each isolate that the numbers of `text`, a right-to-left paragraph, need."""
    for found in _GROUPS.finditer(text):
        group, at = _closed(found[0], found.start())
        yield from _range_in(group, at) or [(at, at + len(group), "ltr")]


def arabic_numbers(text: str) -> Iterator[Span]:
    """The isolates that several numbers in Arabic-Indic digits need in a left-to-right paragraph.

    Between them the algorithm takes space and signs for right-to-left ones (UAX #9, N1), so that the last would come first.
    """
    found = list(_ARABIC.finditer(text))
    return ((one.start(), one.end(), "ltr") for one in found if len(found) > 1)


def _closed(group: str, at: int) -> tuple[str, int]:
    """A telephone number without the bracket of the sentence that it stands in."""
    lone = unpaired(group)
    if 0 in lone:
        group, at = group[1:], at + 1
    return (group[:-1], at) if group[-1] == ")" and lone and lone[-1] > 0 else (group, at)


def _range_in(group: str, at: int) -> list[Span]:
    """A range in the digits of right-to-left scripts: one isolate if the algorithm sets it so, else one for each end."""
    found = _LOCAL_RANGE.fullmatch(group)
    if not found or not _is_range(found["first"], found["sign"], found["last"]):
        return []
    first, last = found.span("first"), found.span("last")
    plain = found["first"].isdecimal() and found["last"].isdecimal()
    # A hyphen between Persian digits joins them to one number where no letter stands before (W4), so it stays outside.
    if plain and (found["sign"] == "–" or group[0] in "٠١٢٣٤٥٦٧٨٩"):
        return [(at, at + len(group), "rtl")]
    return [(at + start, at + end, "ltr") for start, end in (first, last)]


def _is_range(first: str, sign: str, last: str) -> bool:
    if sign == "–":
        return True
    if not (first.isdecimal() and last.isdecimal()) or first[0] in "۰٠" or max(len(first), len(last)) > _YEAR:
        return False
    return int(first) <= int(last) or (len(first), len(last)) == (_YEAR, 2)

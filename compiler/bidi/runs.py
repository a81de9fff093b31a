"""Which stretches of a paragraph must be set as isolates: runs against its direction, and numbers joined by signs.

The runs are those of the Unicode Bidirectional Algorithm (UAX #9, rules W1 to N2, by python-bidi), then corrected where the
algorithm knows nothing of sentences: brackets, separators, units, signs that belong to a name. docs/right-to-left.md tells
the rules with examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bidi import algorithm

from .directions import ADDRESS, Direction, has_rtl, strong

HIDDEN = "\ufffc"
"""Stands for what is no text: a picture, a call of a note, something that is an isolate already."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Characters `start` to `end` (not included) are one isolate of `direction`; `words` is False for numbers only."""

    start: int
    end: int
    direction: Direction
    words: bool = True


# Signs that end a run because they are of the sentence's script, by the direction of the sentence.
_SENTENCE = {"rtl": re.compile(r"[،؛؟٪\n\u2028\u2029]"), "ltr": re.compile(r"[,;?\n\u2028\u2029](?!\d)")}
_BEFORE = re.compile(r"(?:(?<![\w\ufffc])|(?<=[\u0600-\u06ff]))(?:--?|[@#~/\\.]|\.{1,2}/|[$€£¥])$")
"""What belongs to a Latin word that follows at once: `-v`, `@name`, `#tag`, `.py`, `~/x`, `$5m`."""
_NUMBER_BEFORE = re.compile(r"(?<![\w.,:/\ufffc-])[+-]?[0-9]+(?:[.,:/-][0-9]+)*[-°]?$", re.ASCII)
_UNIT = re.compile(r"[A-Za-zµΩ°][A-Za-z]{0,2}(?:/[A-Za-z]{1,2})?(?![A-Za-z])")
_NUMBER_AND_SPACE = re.compile(r"(?<![\w.,:/\ufffc-])[0-9]+(?:[.,][0-9]+)*[ \u00a0\u202f]°?$", re.ASCII)
_AFTER = re.compile(r"(?:\+\+|#|\*|\+)(?![\w+])|(?<=[A-Z]\.[A-Z])\.(?=[ \u00a0][^\s])")
"""What belongs to the Latin word before it: `C++`, `C#`, the last stop of `U.S.`."""
_PAGE = re.compile(r"(?<![A-Za-z])(?:pp?|vol|no|nos|ch|fig|sec|art|ed)$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\.[ \u00a0]?[0-9]+(?:[-–][0-9]+)?", re.ASCII)
"""“p. 12” is one thing, the stop in it ends no sentence."""
_NUMBER_AFTER = re.compile(r"(?:[ \u00a0]?[-–/.:#+]?[0-9]+)+(?![\w])%?", re.ASCII)
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‘": "’", "‹": "›"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}

_DIGIT = "[0-9۰-۹]"
_GROUPS = re.compile(
    rf"""
      (?<![\w\ufffc]) [$€£¥] {_DIGIT}+ (?:[.,٫٬]{_DIGIT}+)*                            # a price
    | (?: (?<![\w\ufffc]) \+ | (?<![\w\ufffc.,:/–-]) (?=00|۰۰|0\d|۰\d) ) \(? {_DIGIT}+ \)?
          (?: [ \u00a0-] \(? {_DIGIT}+ \)? )+                                          # a telephone number
    | \( (?:0|۰) {_DIGIT}{{1,4}} \) [ \u00a0-]? {_DIGIT}+ (?:[ \u00a0-]{_DIGIT}+)*      # one with its area in brackets
    | (?: (?<![\w\ufffc]) [-−+±] )? {_DIGIT}+ (?: [-−–/.:٫×] {_DIGIT}+ )+               # dates, ranges, versions, times
    | (?: (?<![\w\ufffc{"۰-۹"}]) [-−+±] ) {_DIGIT}+                                    # below zero
    """,
    re.VERBOSE,
)
_LOCAL_RANGE = re.compile(r"[۰-۹]+[-−–][۰-۹]+")


def runs(text: str, direction: Direction) -> tuple[Run, ...]:
    """The isolates of `text`, a paragraph of `direction`, in order and apart.

    A run against `direction` is one isolate from its first letter to its last with all that lies between, and with the
    numbers, brackets and signs that belong to it. In right-to-left text addresses, dates, ranges, versions, times, prices and
    telephone numbers are isolates too: from left to right, but a range in Persian digits, which begins at the right.
    """
    if direction == "ltr":
        return tuple(_against(text, direction)) if has_rtl(text) else ()
    found = list(_addresses(text))
    masked = _masked(text, found)
    found += _against(masked, direction)
    found += _numbers(_masked(masked, found))
    return tuple(sorted(found))


def _masked(text: str, taken: list[Run]) -> str:
    for run in taken:
        text = text[: run.start] + HIDDEN * (run.end - run.start) + text[run.end :]
    return text


def _addresses(text: str) -> Iterator[Run]:
    for address in ADDRESS.finditer(text):
        if "://" in address[0] or not has_rtl(address[0]):
            yield Run(address.start(), address.start() + len(_without_stop(address[0])), "ltr")


def _without_stop(address: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while address[-1] in ".,:;!?'\"…" or (address[-1] in _CLOSERS and _CLOSERS[address[-1]] not in address):
        address = address[:-1]
    return address


def _against(text: str, direction: Direction) -> Iterator[Run]:
    other: Direction = "ltr" if direction == "rtl" else "rtl"
    last = 0
    for start, end in _level_runs(text, direction):
        for first, stop in _parts(text, start, end, direction):
            run = _fitted(text, first, stop, other, last)
            if run is not None and run.start >= last:
                yield run
                last = run.end


def _level_runs(text: str, direction: Direction) -> Iterator[tuple[int, int]]:
    """Stretches that the algorithm sets against `direction`, neutrals inside them and numbers that follow them included."""
    types = _resolved(text, direction)
    wanted = {"L"} if direction == "rtl" else {"R", "AN", "EN"}
    index = 0
    for is_wanted, group in groupby(types, wanted.__contains__):
        length = len(list(group))
        if is_wanted and any(strong(c) not in (None, direction) for c in text[index : index + length]):
            yield index, index + length
        index += length


def _resolved(text: str, direction: Direction) -> list[str]:
    """The type of each character after rules X1 to N2 of UAX #9."""
    level = 1 if direction == "rtl" else 0
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage |= {"base_level": level, "base_dir": "LR"[level]}
    # An object replacement character is neutral, like an isolate to the text around it (UAX #9, X5a to X6a).
    plain = "".join(HIDDEN if _is_control(c) else c for c in text)
    algorithm.get_embedding_levels(plain, storage)
    places = storage["chars"]
    for place in places:
        # Removed by X9 otherwise, which would shift the indices: joiners are of the letter before them.
        if place["type"] == "BN":
            place["type"] = place["orig"] = "NSM"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    return [place["type"] for place in places]


def _is_control(character: str) -> bool:
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def _parts(text: str, start: int, end: int, direction: Direction) -> Iterator[tuple[int, int]]:
    """A run without the signs of the sentence around it: a list of names is read in the direction of its sentence."""
    cuts = [found.start() for found in _SENTENCE[direction].finditer(text, start, end)]
    for first, stop in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        yield from _closed_parts(text, first, stop)


def _closed_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at a bracket whose other half is outside, unless that stands right beside the run."""
    unpaired = _unpaired(text[start:end])
    first = start
    for offset in unpaired:
        at = start + offset
        partner = _PAIRS.get(text[at]) or _CLOSERS[text[at]]
        beside = text[end : end + 1] if text[at] in _PAIRS else text[start - 1 : start] if start else ""
        if beside != partner:
            yield first, at
            first = at + 1
    yield first, end


def _unpaired(text: str) -> list[int]:
    """Indices of brackets and quotes of which the other half is not in `text`."""
    waiting: list[int] = []
    lone: list[int] = []
    for index, character in enumerate(text):
        if character in _PAIRS:
            waiting.append(index)
        elif character in _CLOSERS and character != "’":
            if waiting and text[waiting[-1]] == _CLOSERS[character]:
                waiting.pop()
            else:
                lone.append(index)
    return sorted(lone + [index for index in waiting if text[index] != "‘"])


def _fitted(text: str, start: int, end: int, side: Direction, floor: int) -> Run | None:
    """The run from its first to its last letter of `side`, and what else belongs to it; None if it has no such letter."""
    places = [index for index in range(start, end) if strong(text[index]) == side]
    if not places:
        return None
    first, last = places[0], places[-1] + 1
    while last < len(text) and (text[last] in "\u200c\u200d" or _is_mark(text[last])):
        last += 1
    last = _with_tail(text, last) if side == "ltr" else last + len(_digits_of(text[last:end]))
    if side == "ltr":
        first = _with_head(text, first, floor)
    first, last = _with_brackets(text, first, last, floor)
    return Run(first, last, side)


def _is_mark(character: str) -> bool:
    return "\u064b" <= character <= "\u065f" or "\u0300" <= character <= "\u036f" or "\u0591" <= character <= "\u05bd"


def _digits_of(tail: str) -> str:
    """Numbers at the end of a right-to-left run: the algorithm gives them to it (UAX #9, N1)."""
    found = re.match(r"(?:[ \u00a0]?[-–/.:٫،]?[0-9۰-۹٠-٩]+)+[%٪]?", tail)
    return found[0] if found else ""


def _with_tail(text: str, last: int) -> int:
    sign = _AFTER.match(text, last)
    last = sign.end() if sign else last
    page = _PAGE_NUMBER.match(text, last) if _PAGE.search(text[max(0, last - 4) : last]) else None
    number = page or _NUMBER_AFTER.match(text, last)
    return number.end() if number else last


def _with_head(text: str, first: int, floor: int) -> int:
    """Where a Latin run begins with the number or sign before its first letter: `4G`, `5 GB`, `-v`, `@name`."""
    head = text[floor:first]
    found = _NUMBER_BEFORE.search(head)
    if not found and _UNIT.match(text, first):
        found = _NUMBER_AND_SPACE.search(head)
    if not found:
        found = _BEFORE.search(head)
    return floor + found.start() if found else first


def _with_brackets(text: str, first: int, last: int, floor: int) -> tuple[int, int]:
    """Takes in the other half of a bracket or quote inside the run, where it stands right beside it."""
    for offset in _unpaired(text[first:last]):
        character = text[first + offset] if first + offset < last else ""
        if character in _PAIRS and text[last : last + 1] == _PAIRS[character]:
            last += 1
        elif character in _CLOSERS and first > floor and text[first - 1] == _CLOSERS[character]:
            first -= 1
    return first, last


def _numbers(text: str) -> Iterator[Run]:
    for found in _GROUPS.finditer(text):
        local = _LOCAL_RANGE.fullmatch(found[0]) and not found[0].startswith("۰")
        yield Run(found.start(), found.end(), "rtl" if local else "ltr", words=False)

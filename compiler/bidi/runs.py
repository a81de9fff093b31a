"""Which stretches of a paragraph must be set as isolates: runs against its direction, and numbers joined by signs.

The runs are those of the Unicode Bidirectional Algorithm (UAX #9, rules W1 to N2, by python-bidi), then corrected where the
algorithm knows nothing of sentences: brackets, separators, units, signs that belong to a name. docs/right-to-left.md tells
the rules with examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bidi import algorithm

from .brackets import CLOSERS, PAIRS, unpaired
from .directions import ADDRESS, Direction
from .edges import fitted, is_letter
from .numbers import arabic_numbers, numbers

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


def runs(text: str, direction: Direction) -> tuple[Run, ...]:
    """The isolates of `text`, a paragraph of `direction`, in order and apart.

    A run against `direction` is one isolate from its first letter to its last with all that lies between, and with the
    numbers, brackets and signs that belong to it. In right-to-left text addresses are Latin whatever they are made of, and
    dates, ranges, versions, times, prices and telephone numbers are isolates too (`compiler.bidi.numbers`).
    """
    if text.isascii() and direction == "ltr":
        return ()
    latin = _masked(text, "x", _addresses(text)) if direction == "rtl" else text
    found = list(_against(latin, direction))
    rest = _masked(text, HIDDEN, ((run.start, run.end) for run in found))
    counted = numbers(rest) if direction == "rtl" else arabic_numbers(rest)
    found += (Run(start, end, side, words=False) for start, end, side in counted)
    return tuple(sorted(found))


def _masked(text: str, mask: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = mask * (end - start)
    return "".join(characters)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand, without the punctuation of the sentence after them."""
    for address in ADDRESS.finditer(text):
        if HIDDEN not in address[0]:
            yield address.start(), address.start() + len(_without_stop(address[0]))


def _without_stop(address: str) -> str:
    while address[-1:] and (
        address[-1] in ".,:;!?'\"…" or (address[-1] in CLOSERS and CLOSERS[address[-1]] not in address)
    ):
        address = address[:-1]
    return address


def _against(text: str, direction: Direction) -> Iterator[Run]:
    other: Direction = "ltr" if direction == "rtl" else "rtl"
    last = 0
    for start, end in _level_runs(text, direction, other):
        for first, stop in _parts(text, start, end, direction):
            run = fitted(text, max(first, last), stop, other, last)
            if run is not None:
                yield Run(*run, other)
                last = run[1]


def _level_runs(text: str, direction: Direction, other: Direction) -> Iterator[tuple[int, int]]:
    """Stretches that the algorithm sets against `direction`, neutrals inside them and numbers that follow them included."""
    if not any(is_letter(c, other) for c in set(text)):
        return
    wanted = {"L"} if direction == "rtl" else {"R", "AN", "EN"}
    index = 0
    for is_wanted, group in groupby(_resolved(text, direction), wanted.__contains__):
        length = len(list(group))
        if is_wanted:
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
    first = start
    for offset in unpaired(text[start:end]):
        at = start + offset
        partner = PAIRS.get(text[at]) or CLOSERS[text[at]]
        beside = text[end : end + 1] if text[at] in PAIRS else text[start - 1 : start] if start else ""
        if beside != partner:
            yield first, at
            first = at + 1
    yield first, end

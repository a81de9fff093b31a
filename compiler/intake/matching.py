"""How well a document fits a source's record: by title, place in a series, people, publisher, date and address.

The score runs from 0 to a little over 1; docs/collection.md explains it to editors, with the same figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compiler.model.book import Record
from compiler.model.reading import Document

JOIN = 0.5
"""From this score on a document is joined to a source."""
MARGIN = 0.1
"""If the second source is nearer than this to the first, the two are a tie."""
ALIKE = 0.5
"""Titles that share less than this are no evidence for one another."""

TITLE = 0.6  # times how much of the titles is shared
PEOPLE, OTHER_PEOPLE = 0.2, -0.15
PUBLISHER = 0.1
SERIES = 0.1
DAY, MONTH, YEAR, OTHER_YEAR = 0.2, 0.15, 0.1, -0.25
ADDRESS = 0.5
SHORT = 0.8  # what a short title that stands in the document's is worth, as a share

_WORD = re.compile(r"[^\W_]+")
_COMMON = "a an and at by for from in is of on or the to with و در به از که با را این"
_STOP = frozenset(_COMMON.split())
_FOLD = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "\u200c": " ", "’": "'", "\u0640": None})
_ORDINALS = [
    "first 1st نخست اول یکم",
    "second 2nd دوم",
    "third 3rd سوم",
    "fourth 4th چهارم",
    "fifth 5th پنجم",
    "sixth 6th ششم",
    "seventh 7th هفتم",
    "eighth 8th هشتم",
    "ninth 9th نهم",
    "tenth 10th دهم",
    "eleventh 11th یازدهم",
    "twelfth 12th دوازدهم",
]
_ORDINAL = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words.split()}
_NUMBERED = re.compile(r"\b(?:no\.?|number|part|volume|vol\.?|report|issue|letter|شماره|بخش|جلد|گزارش)\s*#?(\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Match:
    """A source that a document may belong to, how well it fits, and why."""

    source: str
    score: float
    reason: str


def matches(document: Document, records: Sequence[Record]) -> list[Match]:
    """A match for each record, the best first; those of no resemblance are left out."""
    weights = _weights(records)
    found = [_match(document, record, weights) for record in records]
    return sorted((match for match in found if match.score > 0), key=lambda match: (-match.score, match.source))


def _match(document: Document, record: Record, weights: Mapping[str, float]) -> Match:
    title = _title(document, record, weights)
    series = _series(document.title, document.subtitle), _series(record.title, record.short_title, record.subtitle)
    if series[0] and series[1] and not series[0] & series[1]:
        return Match(record.id, 0, "another number in the series")
    told = [
        (TITLE * title, _title_reason(title)),
        _people(document, record),
        _publisher(document, record),
        _date(document.date, record.date),
        _address(document, record),
        (SERIES, "number in the series") if series[0] & series[1] else (0.0, ""),
    ]
    score = sum(value for value, _ in told)
    known = (ADDRESS, "address") in told or not document.title
    if title < ALIKE and not known:
        score = min(score, JOIN - 0.01)
    return Match(record.id, round(max(score, 0), 3), ", ".join(reason for _, reason in told if reason))


# --- titles ---


def words(*texts: str) -> frozenset[str]:
    """The telling words: case, marks and Arabic variants of Persian letters folded, the commonest words left out."""
    text = unicodedata.normalize("NFKD", " ".join(texts).translate(_FOLD)).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    return frozenset(_WORD.findall(text.replace("'", ""))) - _STOP


def _weights(records: Iterable[Record]) -> dict[str, float]:
    """A word that stands in the titles of several sources tells less."""
    counts = Counter(word for record in records for word in words(record.title, record.subtitle, record.short_title))
    return {word: 1 / count for word, count in counts.items()}


def _title(document: Document, record: Record, weights: Mapping[str, float]) -> float:
    """From 0 (nothing shared) to 1 (the same words), over the ways in which a title may be written out."""
    theirs = [words(document.title), words(document.title, document.subtitle)]
    names = [(record.title,), (record.title, record.subtitle), (record.title, record.publisher)]
    ours = [words(*name) for name in names]
    best = max(_shared(a, b, weights) for a in theirs for b in ours)
    short = words(record.short_title)
    if len(short) > 1 and theirs[1] and short <= theirs[1]:
        best = max(best, SHORT)
    return best


def _shared(a: frozenset[str], b: frozenset[str], weights: Mapping[str, float]) -> float:
    total = _sum(a, weights) + _sum(b, weights)
    return 2 * _sum(a & b, weights) / total if total else 0.0


def _sum(some: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(word, 1.0) for word in sorted(some))


def _title_reason(title: float) -> str:
    return "title" if title > 0.95 else "like title" if title >= ALIKE else ""


def _series(*texts: str) -> frozenset[int]:
    """The numbers in a series that the titles name: Fourth Report, Part 4, گزارش چهارم."""
    text = unicodedata.normalize("NFKC", " ".join(texts).translate(_FOLD)).casefold()
    numbered = {int(number) for number in _NUMBERED.findall(text)}
    return frozenset(numbered | {_ORDINAL[word] for word in _WORD.findall(text) if word in _ORDINAL})


# --- people, publisher, date, address ---


def _people(document: Document, record: Record) -> tuple[float, str]:
    theirs, ours = document.authors, record.authors
    if not theirs or not ours:
        theirs, ours = document.translators, record.translators
    if not theirs or not ours:
        return 0.0, ""
    if any(_same_person(one, other) for one in theirs for other in ours):
        return PEOPLE, "people"
    return OTHER_PEOPLE, ""


def _same_person(one: str, other: str) -> bool:
    """More than half of the shorter name's words are in the longer one; initials do not count."""
    if words(one) == words(other):
        return True
    a, b = ({word for word in words(name) if len(word) > 1} for name in (one, other))
    shared, shorter = a & b, min(len(a), len(b))
    return bool(shared) and len(shared) * 2 > shorter


def _publisher(document: Document, record: Record) -> tuple[float, str]:
    theirs, ours = words(document.publisher), words(record.publisher)
    same = theirs and ours and (theirs <= ours or ours <= theirs)
    return (PUBLISHER, "publisher") if same else (0.0, "")


def _date(theirs: str, ours: str) -> tuple[float, str]:
    """Compared as far as both go."""
    if not theirs or not ours:
        return 0.0, ""
    if theirs[:4] != ours[:4]:
        return OTHER_YEAR, ""
    common = min(len(theirs), len(ours))
    if theirs[:common] != ours[:common]:
        return 0.0, ""
    return {10: (DAY, "date"), 7: (MONTH, "month"), 4: (YEAR, "year")}.get(common, (0.0, ""))


def _address(document: Document, record: Record) -> tuple[float, str]:
    theirs = _bare(document.address)
    same = theirs and any(theirs == _bare(address) for address in record.addresses)
    return (ADDRESS, "address") if same else (0.0, "")


def _bare(address: str) -> str:
    """An address without its scheme, `www.`, fragment and closing slash."""
    return re.sub(r"^https?://(www\.)?|#.*$|/$", "", address.strip())

"""The words of a book looked for on the pages of its PDF, passage by passage, each word of a page given out once."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from compiler.messages import Origin

from .text_layer_book import Passage
from .text_layer_pages import Extracted
from .text_layer_words import JOINERS, SCRIPTS, Script, Word, script

_COMMON = 60
"""A word on more pages than these tells nothing of where a passage is."""
_NEAR = 3
"""Pages around a passage's own that are looked at before those of its whole document."""
_SOON = 2
"""Lines after which the rest of a cut word may stand: what stands beside the text may come between."""
_FORWARD = 0.5
"""How much the pages after the passage before are preferred: half a word that stands nowhere else."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A word of the book that is not found on its page (from 1, None if no page is known), and what stands there `instead`.

    `id` is that of the block in which the word stands, if it has one.
    """

    word: str
    page: int | None
    instead: str
    origin: Origin
    id: str = ""


@dataclass(slots=True)
class Found:
    """What one program found again of a book: words by script, of how many; and pairs of neighbours in their order."""

    extractor: str
    words: dict[Script, int] = field(default_factory=lambda: dict.fromkeys(SCRIPTS, 0))
    of: dict[Script, int] = field(default_factory=lambda: dict.fromkeys(SCRIPTS, 0))
    pairs: dict[Script, int] = field(default_factory=lambda: dict.fromkeys(SCRIPTS, 0))
    pairs_of: dict[Script, int] = field(default_factory=lambda: dict.fromkeys(SCRIPTS, 0))
    misses: tuple[Miss, ...] = ()

    def share(self, kind: Script | None = None) -> float:
        """Per cent of the words of a script, or of all, that were found; 100 where there is none."""
        kinds = SCRIPTS if kind is None else (kind,)
        return _share(sum(self.words[one] for one in kinds), sum(self.of[one] for one in kinds))

    def ordered(self, kind: Script) -> float:
        """Per cent of the pairs of neighbouring words of a script that stand beside each other in their order."""
        return _share(self.pairs[kind], self.pairs_of[kind])


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def compared(passages: Sequence[Passage], extracted: Extracted, marked: Mapping[str, int] | None = None) -> Found:
    """Which words of `passages` stand on the pages, near where their neighbours do; `marked` are the pages (from 0) of ids."""
    return _Search(passages, extracted, marked or {}).found()


class _Search:
    """The pages with what is not yet given out of them, and the passages with their pages."""

    def __init__(self, passages: Sequence[Passage], extracted: Extracted, marked: Mapping[str, int]) -> None:
        self._passages = passages
        self._name = extracted.name
        self._pages = extracted.pages
        self._left = [Counter(page.words) for page in extracted.pages]
        self._homes = list(_homes(passages, extracted, marked))
        self._spans = self._documents()

    def found(self) -> Found:
        result = Found(self._name)
        self._join_what_is_cut()
        waiting = [list(enumerate(passage.words)) for passage in self._passages]
        for reach in range(_NEAR + 1):
            waiting = [self._taken(number, words, reach) for number, words in enumerate(waiting)]
        waiting = [self._taken(number, words, None) for number, words in enumerate(waiting)]
        waiting = [list(self._mended(number, words)) for number, words in enumerate(waiting)]
        result.misses = tuple(self._misses(waiting))
        for passage, missed in zip(self._passages, waiting, strict=True):
            lost = {index for index, _ in missed}
            for index, word in enumerate(passage.words):
                result.of[script(word.text)] += 1
                result.words[script(word.text)] += index not in lost
        self._order(result)
        return result

    def _join_what_is_cut(self) -> None:
        """Puts words together that stand in two pieces at the edges of lines or pages.

        Of such a word the whole book has more than the PDF, and of one of its pieces less. To be told before words are given out:
        else a passage whose word is cut takes that of another, and a word that is there seems to be missing elsewhere.
        """
        lacking = Counter(word.text for passage in self._passages for word in passage.words)
        for held in self._left:
            lacking.subtract(held)
        self._part_what_ran_together(lacking)
        wanted = {text for text, count in lacking.items() if count > 0 and len(text) > 1}
        for further in (0, 1):
            for text in sorted(wanted):
                for page in range(len(self._left) - further):
                    self._join_pieces(text, page, page + further, lacking)

    def _join_pieces(self, text: str, page: int, other: int, lacking: Counter[str]) -> None:
        """Puts a word together as often as the book has more of it and its pieces stand on the two pages."""
        while lacking[text] > 0 and (pieces := self._pieces(text, page, other, lacking)):
            head, rest = pieces
            self._left[page][head] -= 1
            self._left[other][rest] -= 1
            self._left[page][text] += 1
            lacking.update((head, rest))
            lacking[text] -= 1

    def _part_what_ran_together(self, lacking: Counter[str]) -> None:
        """Parts words again that a hyphen tied, which programs leave out where a line ends with it."""
        pairs = (pair for passage in self._passages for pair in pairwise(passage.words) if pair[1].tied)
        for first, second in sorted({(before.text, word.text) for before, word in pairs}):
            joined = first + second
            for page in self._left if lacking[joined] < 0 else ():
                while page[joined] > 0 and lacking[joined] < 0:
                    page.update((first, second))
                    page[joined] -= 1
                    lacking.subtract((first, second))
                    lacking[joined] += 1

    def _pieces(self, text: str, page: int, other: int, lacking: Counter[str]) -> tuple[str, str] | None:
        """The pieces of a word, of which the PDF has one more often than the book; None if it is not cut there."""
        edges = self._pages[page].edges
        for length in range(1, len(text)):
            head, rest = text[:length], text[length:]
            if head not in edges or not self._left[page][head] or min(lacking[head], lacking[rest]) >= 0:
                continue
            if self._left[other][rest] and self._goes_on(rest, other, page, edges[head]):
                return head, rest
        return None

    def _documents(self) -> dict[str, tuple[int, int]]:
        """First and last page of the passages of each document."""
        spans: dict[str, tuple[int, int]] = {}
        for passage, home in zip(self._passages, self._homes, strict=True):
            first, last = spans.get(passage.origin.file, (home, home))
            spans[passage.origin.file] = min(first, home), max(last, home)
        return spans

    def _around(self, number: int, reach: int | None) -> list[int]:
        """The pages at a distance from a passage's own; all of its document's where that is None."""
        home = self._homes[number]
        if reach is None:
            first, last = self._spans[self._passages[number].origin.file]
            return list(range(first, min(last + _NEAR, len(self._left) - 1) + 1))
        return [page for page in dict.fromkeys((home + reach, home - reach)) if 0 <= page < len(self._left)]

    def _taken(self, number: int, words: list[tuple[int, Word]], reach: int | None) -> list[tuple[int, Word]]:
        """Those of `words` that the pages around do not have; the others are given out."""
        pages = self._around(number, reach) if words else []
        return [(index, word) for index, word in words if not self._take(word.text, pages)]

    def _take(self, text: str, pages: Sequence[int]) -> bool:
        for page in pages:
            if self._left[page][text]:
                self._left[page][text] -= 1
                return True
        return False

    def _mended(self, number: int, words: list[tuple[int, Word]]) -> Iterator[tuple[int, Word]]:
        """Those of `words` that are missing for good: not run together at a hyphen, and not cut by one."""
        pages = [page for reach in range(_NEAR + 1) for page in self._around(number, reach)] if words else []
        passage = self._passages[number].words
        given: set[int] = set()
        for index, word in words:
            together = passage[index : index + 2]
            if index in given:
                continue
            if len(together) == 2 and together[1].tied and self._take(together[0].text + together[1].text, pages):
                given.add(index + 1)
            elif not self._cut(word.text, pages):
                yield index, word

    def _cut(self, text: str, pages: Sequence[int]) -> bool:
        """True if the word stands there in two pieces, at the edges of lines one soon after the other, or of two pages."""
        for page in pages:
            for head, lines in self._pages[page].edges.items():
                rest = text.removeprefix(head)
                if not rest or rest == text or not self._left[page][head]:
                    continue
                if self._take(rest, [at for at in (page, page + 1) if self._goes_on(rest, at, page, lines)]):
                    self._left[page][head] -= 1
                    return True
        return False

    def _goes_on(self, rest: str, page: int, of: int, lines: frozenset[int]) -> bool:
        """True if the rest of a word stands at the edge of a line soon after one of `lines`, or of the next page."""
        if page >= len(self._pages):
            return False
        places = self._pages[page].edges.get(rest, frozenset())
        return bool(places) if page != of else any(0 < there - line <= _SOON for there in places for line in lines)

    def _misses(self, waiting: list[list[tuple[int, Word]]]) -> Iterator[Miss]:
        for number, missed in enumerate(waiting):
            for _, word in missed:
                pages = self._around(number, 0)
                instead = self._instead(word.text, pages)
                passage = self._passages[number]
                yield Miss(word.text, pages[0] + 1 if pages else None, instead, passage.origin, passage.id)

    def _instead(self, text: str, pages: Sequence[int]) -> str:
        """What of the words that nothing else is found in is likest: the word without joiners, with others, backwards, or alike."""
        left = [word for page in pages for word, count in self._left[page].items() if count > 0]
        bare = _bare(text)
        same = [word for word in left if _bare(word) == bare or word == text[::-1]]
        around = [word for word in left if len(bare) > 1 and bare in _bare(word)]
        return next(iter([*same, *around, *difflib.get_close_matches(text, left, 1, 0.6)]), "")

    def _order(self, result: Found) -> None:
        """Counts neighbours of one script that stand beside each other on a page near their passage's own."""
        follows = [set(zip(page.words, page.words[1:], strict=False)) for page in self._pages]
        for number, passage in enumerate(self._passages):
            pages = [page for reach in (0, 1, 2) for page in self._around(number, reach)]
            for first, second in zip(passage.words, passage.words[1:], strict=False):
                kind = script(first.text)
                if kind == script(second.text):
                    result.pairs_of[kind] += 1
                    result.pairs[kind] += any((first.text, second.text) in follows[page] for page in pages)


def _bare(word: str) -> str:
    return "".join(c for c in word if c not in JOINERS)


def _homes(passages: Sequence[Passage], extracted: Extracted, marked: Mapping[str, int]) -> Iterator[int]:
    """The page (from 0) of each passage: where the PDF says that its id is, else where most of its words are.

    Of several passages with one id, as the rows of a table, each is on the page of the one before it or on one of the next two.
    """
    places: dict[str, list[int]] = {}
    for number, page in enumerate(extracted.pages):
        for word in set(page.words):
            places.setdefault(word, []).append(number)
    before, id_before = 0, ""
    for passage in passages:
        said = marked.get(passage.id)
        if said is None or said >= len(extracted.pages):
            before = _voted(passage, places, before)
        elif passage.id != id_before:
            before = said
        else:
            before = _voted(passage, places, before, range(before, before + 3))
        id_before = passage.id
        yield before


def _voted(passage: Passage, places: Mapping[str, list[int]], before: int, among: Container[int] | None = None) -> int:
    """The page that has most of the words, rare ones counting more; among equals the one nearest to the passage `before`."""
    votes: dict[int, float] = {}
    for word in sorted({word.text for word in passage.words}):
        pages = places.get(word, [])
        for page in pages if len(pages) <= _COMMON else ():
            if among is not None and page not in among:
                continue
            votes[page] = votes.get(page, _FORWARD if page in (before, before + 1) else 0) + 1 / len(pages)
    best = max(votes.values(), default=0)
    return min((page for page in votes if votes[page] == best), key=lambda page: abs(page - before), default=before)

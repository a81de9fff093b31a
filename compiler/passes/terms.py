"""Finds terms in a text: all of them in one pass over its words, of those that lie in one another the longest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .spelling import Word, has_its_capitals, is_ending, words_in


class Found(NamedTuple):
    """A term in a text, and the index of its first character."""

    term: str
    start: int


@dataclass(slots=True)
class _Node:
    """A place in the tree of spellings: how they may go on, and which end here."""

    onward: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


class Finder:
    """The spellings of many terms as a tree of words: a text of n words takes n steps, however many terms there are."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        """`spellings` are pairs of a term's id and one way to write it."""
        self._root = _Node()
        for term, spelling in spellings:
            node, words = self._root, tuple(words_in(spelling))
            for word in words:
                node = node.onward.setdefault(word.folded, _Node())
            if words:
                node.ends.append((term, tuple(word.written for word in words)))

    def find(self, text: str) -> Iterator[Found]:
        """Each term where it stands as whole words, in the order of the text.

        A non-joiner counts as a space, except that it does not end a word: what Persian inflects it with may follow, nothing else.
        """
        words = tuple(words_in(text))
        reach, first = -1, -1
        for start, end, term in sorted(self._matches(words), key=lambda one: (one[0], -one[1])):
            if end > reach or (start, end) == (first, reach):
                reach, first = end, start
                yield Found(term, words[start].start)

    def _matches(self, words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
        """First word, the one behind the last, and the term, of all that is spelled by `words`."""
        for start, word in enumerate(words):
            node: _Node | None = None if word.joined else self._root
            end = start
            while node is not None and end < len(words):
                node = node.onward.get(words[end].folded)
                end += 1
                if node is None or not node.ends or _goes_on(words, end):
                    continue
                for term, written in node.ends:
                    if all(map(has_its_capitals, (one.written for one in words[start:end]), written)):
                        yield start, end, term


def _goes_on(words: Sequence[Word], end: int) -> bool:
    """True if the word before `end` is only a part of one."""
    return end < len(words) and words[end].joined and not is_ending(words[end])

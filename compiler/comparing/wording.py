"""Words of two passages held against each other: how alike they are, and which were kept, taken out and put in."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from .results import Stretch

ALIKE = 0.5
"""From this share of common words on, one passage is a rewording of the other."""


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """The share of words that both have in the same order, from 0 to 1."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def stretches(old: Sequence[str], new: Sequence[str]) -> tuple[Stretch, ...]:
    """The words of both in one run: of a place where they differ, those taken out go before those put in."""
    found: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch("same", " ".join(new[c:d])))
            continue
        found += [Stretch("removed", " ".join(old[a:b]))] if b > a else []
        found += [Stretch("added", " ".join(new[c:d]))] if d > c else []
    return tuple(found)

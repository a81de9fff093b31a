"""What a comparison finds, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .editions import EditionText, Passage

SourceFate = Literal["came", "went", "changed", "moved"]
Kind = Literal["added", "removed", "reworded", "moved", "split", "merged"]
Fate = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """A source that came, went, moved to another place among the chapters, or of which something else is known.

    `before` and `after` are its places from 1, 0 where it is not; `record` tells label, old and new value of what changed.
    """

    id: str
    title: str
    fate: SourceFate
    before: int = 0
    after: int = 0
    record: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a reworded passage that are the same in both editions, or in one of them only."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of passages: `old` are those of the old edition, `new` those of the new one, in their chapters.

    One of `old` and several of `new` for one that was split, several and one for those that were merged. `stretches` tell a
    rewording word by word.
    """

    kind: Kind
    old_chapter: str
    new_chapter: str
    old: tuple[Passage, ...] = ()
    new: tuple[Passage, ...] = ()
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two editions, and all that is other in the new one, in the order of its chapters."""

    old: EditionText
    new: EditionText
    sources: tuple[SourceChange, ...]
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        return not self.sources and not self.changes

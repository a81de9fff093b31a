"""Aligns two editions, chapter by chapter and passage by passage, and tells what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from .editions import ChapterText, EditionText, Passage
from .results import Change, Comparison, SourceChange
from .wording import ALIKE, likeness, stretches

_WIDEST = 40
"""Passages of a stretch that are tried as one's rewording: beyond, only their places decide."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A passage, in its chapter."""

    chapter: str
    passage: Passage

    @property
    def key(self) -> str:
        return self.passage.key


@dataclass
class _Left:
    """What has no equal yet: runs of passages of the old edition and of the new one that stand at the same place."""

    runs: list[tuple[list[_Placed], list[_Placed]]] = field(default_factory=list)


def compared(old: EditionText, new: EditionText) -> Comparison:
    """All that is other in `new`. Equal editions give no changes."""
    pairs = _pairs(old.chapters, new.chapters)
    left = _Left()
    for before, after in pairs:
        _align(before, after, left)
    return Comparison(
        old=old, new=new, sources=tuple(_sources(old, new, pairs)), changes=tuple(_in_order(new, old, _changes(left)))
    )


# --- chapters ---

_Pair = tuple[ChapterText | None, ChapterText | None]


def _pairs(old: Sequence[ChapterText], new: Sequence[ChapterText]) -> list[_Pair]:
    """Chapters of one id, then those left over whose titles or words are alike, then those that came or went."""
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    pairs: list[_Pair] = [(before.pop(one.id), after.pop(one.id)) for one in new if one.id in before]
    for one in list(after.values()):
        other = next((it for it in before.values() if _is_same_work(it, one)), None)
        if other is not None:
            pairs.append((before.pop(other.id), after.pop(one.id)))
    return [*pairs, *((None, one) for one in after.values()), *((one, None) for one in before.values())]


def _is_same_work(old: ChapterText, new: ChapterText) -> bool:
    if old.title == new.title:
        return True
    keys = {passage.key for passage in old.passages} & {passage.key for passage in new.passages}
    return bool(keys) and len(keys) * 2 >= max(len(old.passages), len(new.passages))


def _sources(old: EditionText, new: EditionText, pairs: Sequence[_Pair]) -> Iterator[SourceChange]:
    """In the order of the new edition, then those that went."""
    before = {one.id: place for place, one in enumerate(old.chapters, 1)}
    after = {one.id: place for place, one in enumerate(new.chapters, 1)}
    kept = [(a, b) for a, b in pairs if a and b]
    steady = _steady([(before[a.id], after[b.id]) for a, b in kept])
    known = {b.id: a for a, b in kept}
    for one in new.chapters:
        was = known.get(one.id)
        if was is None:
            yield SourceChange(id=one.id, title=one.title, fate="came", after=after[one.id])
            continue
        yield from _kept(was, one, before[was.id], after[one.id], steady)
    for a, b in pairs:
        if a and not b:
            yield SourceChange(id=a.id, title=a.title, fate="went", before=before[a.id])


def _kept(
    old: ChapterText, new: ChapterText, before: int, after: int, steady: set[tuple[int, int]]
) -> Iterator[SourceChange]:
    if (before, after) not in steady:
        yield SourceChange(id=new.id, title=new.title, fate="moved", before=before, after=after)
    record = _record(old, new)
    if record:
        yield SourceChange(id=new.id, title=new.title, fate="changed", before=before, after=after, record=record)


def _steady(places: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """The most places, of old and new, that go up together: what is not among them was moved."""
    best: list[list[tuple[int, int]]] = [[]]
    for place in sorted(places):
        before = [run for run in best if not run or run[-1][1] < place[1]]
        best.append([*max(before, key=_length), place])
    longest = max(best, key=_length)
    return set(longest)


def _length(run: list[tuple[int, int]]) -> int:
    return len(run)


def _record(old: ChapterText, new: ChapterText) -> tuple[tuple[str, str, str], ...]:
    before = dict((("title", old.title), *old.record))
    after = dict((("title", new.title), *new.record))
    labels = dict.fromkeys((*before, *after))
    return tuple(
        (label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    )


# --- passages ---


def _align(before: ChapterText | None, after: ChapterText | None, left: _Left) -> None:
    old = [_Placed(before.id, one) for one in before.passages] if before else []
    new = [_Placed(after.id, one) for one in after.passages] if after else []
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            left.runs.append((old[a:b], new[c:d]))


def _changes(left: _Left) -> Iterator[Change]:
    """What was moved is taken out of the runs first, from anywhere to anywhere; then each run is told for itself."""
    yield from _moved(left)
    for old, new in left.runs:
        yield from _split(old, new)
        yield from _merged(old, new)
        yield from _reworded(old, new)
        yield from (Change(kind="removed", old_chapter=one.chapter, new_chapter="", old=(one.passage,)) for one in old)
        yield from (Change(kind="added", old_chapter="", new_chapter=one.chapter, new=(one.passage,)) for one in new)


def _moved(left: _Left) -> Iterator[Change]:
    gone: dict[str, list[tuple[list[_Placed], _Placed]]] = {}
    for old, _ in left.runs:
        for one in old:
            gone.setdefault(one.key, []).append((old, one))
    for _, new in left.runs:
        for one in list(new):
            found = gone.get(one.key)
            if found:
                run, other = found.pop(0)
                run.remove(other)
                new.remove(one)
                yield Change(
                    kind="moved",
                    old_chapter=other.chapter,
                    new_chapter=one.chapter,
                    old=(other.passage,),
                    new=(one.passage,),
                )


def _split(old: list[_Placed], new: list[_Placed]) -> Iterator[Change]:
    """One whose words are those of several that follow each other."""
    for one in list(old):
        parts = _parts(one, new)
        if parts:
            old.remove(one)
            for part in parts:
                new.remove(part)
            yield _many("split", [one], parts)


def _merged(old: list[_Placed], new: list[_Placed]) -> Iterator[Change]:
    for one in list(new):
        parts = _parts(one, old)
        if parts:
            new.remove(one)
            for part in parts:
                old.remove(part)
            yield _many("merged", parts, [one])


def _parts(whole: _Placed, run: Sequence[_Placed]) -> list[_Placed]:
    """The two or more of `run`, one after another, that together have the words of `whole`."""
    words = whole.passage.words
    for start in range(len(run)):
        taken: list[str] = []
        for end in range(start, len(run)):
            taken += run[end].passage.words
            if tuple(taken) != words[: len(taken)]:
                break
            if len(taken) == len(words) and end > start:
                return list(run[start : end + 1])
    return []


def _many(kind: str, old: Sequence[_Placed], new: Sequence[_Placed]) -> Change:
    return Change(
        kind="split" if kind == "split" else "merged",
        old_chapter=old[0].chapter,
        new_chapter=new[0].chapter,
        old=tuple(one.passage for one in old),
        new=tuple(one.passage for one in new),
    )


def _reworded(old: list[_Placed], new: list[_Placed]) -> Iterator[Change]:
    """Pairs of a run that are alike, the most alike first, never crossing."""
    pairs = _alike(old, new) if len(old) * len(new) <= _WIDEST**2 else []
    taken: list[tuple[int, int]] = []
    for _, i, j in pairs:
        if all((i < a) == (j < b) and i != a and j != b for a, b in taken):
            taken.append((i, j))
    for i, j in sorted(taken):
        before, after = old[i], new[j]
        yield Change(
            kind="reworded",
            old_chapter=before.chapter,
            new_chapter=after.chapter,
            old=(before.passage,),
            new=(after.passage,),
            stretches=stretches(before.passage.words, after.passage.words),
        )
    for i in sorted((i for i, _ in taken), reverse=True):
        del old[i]
    for j in sorted((j for _, j in taken), reverse=True):
        del new[j]


def _alike(old: Sequence[_Placed], new: Sequence[_Placed]) -> list[tuple[float, int, int]]:
    found = [(-likeness(a.passage.words, b.passage.words), i, j) for i, a in enumerate(old) for j, b in enumerate(new)]
    return sorted(one for one in found if -one[0] >= ALIKE)


def _in_order(new: EditionText, old: EditionText, changes: Iterable[Change]) -> list[Change]:
    """By the place in the new edition; what is only in the old one by its place there, after its chapter's other changes."""
    places = _places(new)
    before = _places(old)

    def place(change: Change) -> tuple[int, int, int]:
        if change.new:
            return (*places[change.new_chapter, id(change.new[0])], 0)
        chapter, number = before[change.old_chapter, id(change.old[0])]
        here = next((index for index, one in enumerate(new.chapters) if one.id == change.old_chapter), None)
        return (len(new.chapters) + chapter if here is None else here, number, 1)

    return sorted(changes, key=place)


def _places(edition: EditionText) -> dict[tuple[str, int], tuple[int, int]]:
    return {
        (chapter.id, id(passage)): (index, number)
        for index, chapter in enumerate(edition.chapters)
        for number, passage in enumerate(chapter.passages)
    }

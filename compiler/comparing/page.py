"""What changed since an earlier edition as blocks of the model, for the page that the new edition has of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compiler.bidi import direction_of
from compiler.model.content import Block, Blocks, Heading, Inline, Inlines, Link, List, Paragraph, Strong, Text
from compiler.model.walk import identify
from compiler.words import Words, gettext_noop

from .editions import FRONT, Passage
from .results import Change, Comparison, Fate, Kind, SourceChange, Stretch

PART = "changes"
_INTRODUCED = gettext_noop("What is other in this edition than in the edition of {date}.")
_SAME = gettext_noop("The text is the same as in the edition of {date}.")
_SOURCES = gettext_noop("Sources")
_CAME = gettext_noop("New in this edition")
_WENT = gettext_noop("No longer in this edition")
_PLACED = gettext_noop("Moved from place {before} to place {after}")
_RECORD = gettext_noop("Known otherwise: {labels}")
# NOTE: the words of a passage as they were in the earlier edition
_WAS = gettext_noop("Was")
# NOTE: the words of a passage as they are in this edition
_IS = gettext_noop("Is now")
_KINDS: dict[Kind, str] = {
    "added": gettext_noop("Added"),
    "removed": gettext_noop("Removed"),
    "reworded": gettext_noop("Reworded"),
    "moved": gettext_noop("Moved"),
    "split": gettext_noop("Split into several"),
    "merged": gettext_noop("Joined into one"),
}


def changes(comparison: Comparison, words: Words) -> Blocks:
    """The blocks, in the words of the edition: sources first, then each chapter's passages, old and new with what differs strong."""
    date = words.date(comparison.old.date)
    first = _said(words, words(_SAME if comparison.same else _INTRODUCED, date=date))
    blocks: list[Block] = [first]
    if comparison.sources:
        blocks += (_heading(words, (Text(words(_SOURCES)),)), _sources(comparison.sources, words))
    for chapter, found in _by_chapter(comparison):
        title = _title(comparison, chapter)
        there = chapter != FRONT and any(one.id == chapter for one in comparison.new.chapters)
        heading: Inlines = (Link(f"#{chapter}", (Text(title),)),) if there else (Text(title),)
        blocks += (_heading(words, heading), _list(words, [_change(one, words) for one in found]))
    return identify(tuple(blocks), PART)


def _by_chapter(comparison: Comparison) -> Iterator[tuple[str, list[Change]]]:
    """The changes of each chapter in their order; what is only in the old edition stands under the chapter that it was in."""
    groups: dict[str, list[Change]] = {}
    for change in comparison.changes:
        groups.setdefault(change.new_chapter or change.old_chapter, []).append(change)
    yield from groups.items()


def _title(comparison: Comparison, chapter: str) -> str:
    known = (*comparison.new.chapters, *comparison.old.chapters)
    return next((one.title for one in known if one.id == chapter), chapter)


def _sources(sources: Sequence[SourceChange], words: Words) -> Block:
    return _list(words, [(_paragraph(one.title, "", words), _said(words, _fate(one, words))) for one in sources])


def _fate(source: SourceChange, words: Words) -> str:
    if source.fate == "came":
        return words(_CAME)
    if source.fate == "went":
        return words(_WENT)
    if source.fate == "moved":
        return words(_PLACED, before=source.before, after=source.after)
    return words(_RECORD, labels=words(gettext_noop(", ")).join(label for label, _, _ in source.record))


def _change(change: Change, words: Words) -> Blocks:
    label = _said(words, words(_KINDS[change.kind]), strong=True)
    if change.kind in {"added", "removed", "moved"}:
        return (label, *(_paragraph(one.text, one.language, words) for one in change.new or change.old))
    old, new = _sides(change)
    return (label, _said(words, words(_WAS)), *old, _said(words, words(_IS)), *new)


def _sides(change: Change) -> tuple[Blocks, Blocks]:
    if not change.stretches:
        return tuple(map(_whole, change.old)), tuple(map(_whole, change.new))
    return (
        (_marked(change.old[0], change.stretches, "removed"),),
        (_marked(change.new[0], change.stretches, "added"),),
    )


def _whole(passage: Passage) -> Block:
    return _of(passage, (Text(passage.text),))


def _marked(passage: Passage, stretches: Iterable[Stretch], fate: Fate) -> Block:
    """The words of one edition, those that the other has not in strong."""
    parts: list[Inline] = []
    for one in stretches:
        if one.fate in {"same", fate}:
            parts += [Text(" ")] if parts else []
            parts.append(Text(one.text) if one.fate == "same" else Strong((Text(one.text),)))
    return _of(passage, tuple(parts))


def _of(passage: Passage, content: Inlines) -> Block:
    return Paragraph(content=content, language=passage.language, direction=passage.direction)


def _paragraph(text: str, language: str, words: Words) -> Block:
    return Paragraph(
        content=(Text(text),), language=language or words.language, direction=direction_of(text, words.direction)
    )


def _said(words: Words, text: str, *, strong: bool = False) -> Paragraph:
    content: Inlines = (Strong((Text(text),)),) if strong else (Text(text),)
    return Paragraph(content=content, language=words.language, direction=words.direction)


def _heading(words: Words, content: Inlines) -> Heading:
    return Heading(level=1, content=content, language=words.language, direction=words.direction)


def _list(words: Words, items: Sequence[Blocks]) -> List:
    return List(items=tuple(items), language=words.language, direction=words.direction)

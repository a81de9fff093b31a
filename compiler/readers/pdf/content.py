"""Letters in the order of reading become inline content: styles, calls of notes, words parted at line ends joined again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, takewhile

from compiler.model.content import Emphasis, Inline, Inlines, LineBreak, NoteRef, Strong, Subscript, Superscript, Text

from .letters import BOLD, ITALIC, LOWERED, RAISED, Letter
from .rows import Row

BREAK = "\n"
_HYPHENS = frozenset("-\u2010\u00ad")
_ADDRESS = re.compile(r"[/@]|www\.|:")
_LONGEST = 200
_SOFT = frozenset("\u2010\u00ad")

Caller = Callable[[str], str]
"""Gives the id of the note that a raised mark calls, empty if there is none."""


def no_notes(_mark: str) -> str:
    return ""


# --- rows joined ---


def add_row(letters: list[Letter], row: Sequence[Letter], known: frozenset[str], *, broken: bool = False) -> None:
    """Adds the letters of a row to those of the rows before it: after a space, a line break, or the loss of a hyphen.

    `known` are the document's words that hold a hyphen inside a line: such a hyphen stays.
    """
    if not letters or not row:
        letters += row
        return
    last = letters[-1]
    if broken:
        letters.append(_like(last, BREAK))
    elif last.text in _HYPHENS and len(letters) > 1 and letters[-2].text[-1:].isalpha() and row[0].text[:1].isalpha():
        if _parted(letters, row, known):
            letters.pop()
    elif not last.blank:
        letters.append(_like(last, " "))
    letters += row


def _like(letter: Letter, text: str) -> Letter:
    return Letter(
        text, letter.right, letter.right, letter.base, letter.size, letter.font, letter.style & (BOLD | ITALIC)
    )


def _parted(before: Sequence[Letter], after: Sequence[Letter], known: frozenset[str]) -> bool:
    """True if the hyphen was put in by the setting."""
    if before[-1].text in _SOFT:
        return True
    if _ADDRESS.search(_tail_word(before[:-1], str.isspace)):
        return False
    head = _tail_word(before[:-1])
    tail = _first_word(after)
    return after[0].text[:1].islower() and f"{head}-{tail}".casefold() not in known


def _tail_word(letters: Sequence[Letter], stop: Callable[[str], bool] = lambda text: not text.isalpha()) -> str:
    """The last word, back to the first letter that stops it."""
    word: list[str] = []
    for letter in reversed(letters[-_LONGEST:]):
        if stop(letter.text[-1:]):
            break
        word.append(letter.text)
    return "".join(reversed(word))


def _first_word(letters: Sequence[Letter]) -> str:
    return "".join(letter.text for letter in takewhile(lambda letter: letter.text[-1:].isalpha(), letters))


def hyphenated(rows: Sequence[Row]) -> frozenset[str]:
    """The words with a hyphen that stand whole in a line, in lower case."""
    return frozenset(word.casefold() for row in rows for word in re.findall(r"[^\W\d_]+-[^\W\d_]+", row.text))


# --- letters to inlines ---


def inlines_of(letters: Sequence[Letter], caller: Caller = no_notes) -> Inlines:
    """The content; a style that all of it has is the block's, not emphasis."""
    whole = _whole_styles(letters)
    styled = [(letter.text, letter.style & ~whole) for letter in _bridged(_stripped(letters))]
    found: list[Inline] = []
    for style, group in groupby(styled, key=lambda pair: pair[1]):
        text = "".join(text for text, _ in group)
        found += _run(text, style, caller)
    return tuple(found)


def _stripped(letters: Sequence[Letter]) -> list[Letter]:
    kept = list(letters)
    while kept and kept[-1].blank:
        kept.pop()
    while kept and kept[0].blank:
        kept.pop(0)
    return kept


def _whole_styles(letters: Sequence[Letter]) -> int:
    drawn = [letter.style for letter in letters if any(map(str.isalnum, letter.text))]
    shared = 0
    for style in (BOLD, ITALIC):
        if sum(bool(one & style) for one in drawn) >= 0.95 * len(drawn):
            shared |= style
    return shared


def _bridged(letters: list[Letter]) -> list[Letter]:
    """Blanks take the style that both neighbours have, so that emphasis is not cut at each space."""
    for before, letter, after in zip(letters, letters[1:], letters[2:], strict=False):
        if letter.blank:
            letter.style = before.style & after.style & (BOLD | ITALIC)
    return letters


def _run(text: str, style: int, caller: Caller) -> Iterator[Inline]:
    if style & RAISED:
        mark = text.strip()
        note = caller(mark)
        yield from _around(text, NoteRef(note, mark)) if note else (Superscript((Text(text),)),)
        return
    parts: list[Inline] = []
    for index, line in enumerate(text.split(BREAK)):
        if index:
            parts.append(LineBreak())
        if line:
            parts.append(Text(line))
    content: Inlines = tuple(parts)
    if style & LOWERED:
        content = (Subscript(content),)
    if style & ITALIC:
        content = (Emphasis(content),)
    if style & BOLD:
        content = (Strong(content),)
    yield from content


def _around(text: str, call: NoteRef) -> Iterator[Inline]:
    """The call with the white space that stood beside it."""
    mark = text.strip()
    before, _, after = text.partition(mark)
    if before:
        yield Text(before)
    yield call
    if after:
        yield Text(after)

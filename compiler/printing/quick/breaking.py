"""Lines broken by the widths of their words, each shaped once, instead of shaping every line five or six times.

The engine has Pango lay out two lines' worth of text, then the line with the next word, then with each part of a word that could
stand before a hyphen, then the finished line, and shapes that again to paint it. Here the widths of words are added up.

Why the bytes stay the same: Pango's widths are whole numbers, and the width of a line is the sum of those of its words and spaces
wherever no pair is kerned across a space, which is tried for each pair of letters. Whatever could be otherwise goes the engine's own
way: letter- or word-spacing, soft hyphens, tabs, forced breaks, words of another script or direction, characters of a second font
that change the line's height, words that may be broken within, lines whose width comes within `_NEAR` of the measure, words longer than
a line.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import Any, NamedTuple

import pyphen
from weasyprint.layout import inline, preferred
from weasyprint.layout.percent import percentage
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from .faces import face_of
from .patching import Patch
from .resting import Resting, copied, resting
from .words import Word, Words, edges

_NEAR = 3
"""Pango's units by which a sum of widths must differ from the measure, so that no rounding decides."""
_LONGEST = 8_000
"""Characters of a text above which its lines are not remembered: each would keep all that follows it."""
_RATIO = 4
"""The engine looks at so many characters as fit a line if each were a quarter as wide as high."""
_FORCED = ("\n", "\t", "\xad", "\v", "\f", "\r", "\x85", "\u2028", "\u2029")
_WRAPPED = {"normal": True, "pre-line": True, "nowrap": False, "pre": False}
"""Whether lines are broken, by the value of `white-space`. With any other, spaces stay at their ends: only short texts are measured."""
_UNSPACED = ("normal", 0)
_CUTTING = {True: ("anywhere",), False: ("anywhere", "break-word")}
"""Values of `overflow-wrap` by which long words are cut, where the least width is looked for and elsewhere."""
_DIRECTION = {"ltr": 0, "rtl": 1}


class _Line(NamedTuple):
    """A line as split: `text` with its hyphen, bytes of it and of what is passed with it, width in Pango's units."""

    text: str
    length: int
    resume: int | None
    width: int
    shape: tuple[int, int]


class _Unusual(Exception):
    """The engine's own way is to be taken."""


def _split(original: Any) -> Any:
    def split(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        known: dict[Any, Any] = style.__dict__.setdefault("quick_lines", {})
        key = text, max_width, is_line_start, minimum, style["hyphens"]
        found = known.get(key)
        if found is None:
            found = _first_line(original, text, style, context, max_width, is_line_start, minimum)
            if len(text) <= _LONGEST:
                known[key] = found
        layout, *rest = found
        return copied(layout, justification_spacing), *rest

    return split


def _first_line(
    original: Any,
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    is_line_start: bool,
    minimum: bool,
) -> tuple[Any, ...]:
    """The first line of a text by the sums of its words, or in the engine's own way."""
    words = words_of(text, style)
    if words is not None:
        try:
            line = _summed(words, text, style, context, max_width, is_line_start, minimum)
            return _told(line, style, max_width)
        except _Unusual:
            pass
    found: tuple[Any, ...] = original(text, style, context, max_width, 0, is_line_start, minimum)
    found[0].__class__ = Resting
    return found


def _summed(
    words: Words, text: str, style: Any, context: Any, max_width: float | None, is_line_start: bool, minimum: bool
) -> _Line:
    """The first line of a text by the widths of its words, or by that of all of it where it is short. Raises `_Unusual`."""
    is_wrapped = _WRAPPED.get(style["white_space"])
    width = None if is_wrapped is False else max_width
    try:
        if is_wrapped is None:
            raise _Unusual
        is_cut = is_line_start and style["overflow_wrap"] in _CUTTING[minimum]
        is_word_kept = style["word_break"] != "break-all" and not is_cut
        return _line(_Text(text, words), style, context, width, is_word_kept)
    except _Unusual:
        return _alone(words, text, width)


def _alone(words: Words, text: str, max_width: float | None) -> _Line:
    """A short text that is a line by itself."""
    found = words.alone(text)
    if found is None or (max_width is not None and found.width > max_width * TO_UNITS - _NEAR):
        raise _Unusual
    return _Line(text, len(text.encode()), None, found.width, found.shape)


def _told(line: _Line, style: Any, max_width: float | None) -> tuple[Any, ...]:
    """What the engine's function gives back."""
    layout = resting(line.text, style, max_width, 0)
    layout.first_line_direction = _DIRECTION[style["direction"]]
    height, baseline = line.shape
    return (
        *(layout, line.length, line.resume),
        *(line.width * FROM_UNITS, height * FROM_UNITS, baseline * FROM_UNITS),
    )


def words_of(text: str, style: Any) -> Words | None:
    """The words of a style in the script of `text`; None where letters stand otherwise than in a plain line."""
    if not text or style["letter_spacing"] not in _UNSPACED or style["word_spacing"] or not style["font_size"]:
        return None
    if any(one in text for one in _FORCED):
        return None
    face = face_of(style)
    script = "latin" if style["direction"] == "ltr" else _script(text)
    if face.words is None:
        face.words = {}
    if script not in face.words:
        face.words[script] = Words(face, style, script)
    found: Words = face.words[script]
    return found


def _script(text: str) -> str:
    return next((name for one in text[:40] for name, low, high in _BLOCKS if low <= one <= high), "arabic")


_BLOCKS = (("hebrew", "\u0590", "\u05ff"), ("arabic", "\u0600", "\u06ff"))


class _Next(NamedTuple):
    """A word behind others: how far the line goes on with it, whether it may be broken before it, what is known of it if it is any."""

    text: str
    advance: int
    is_break: bool
    word: Word | None


class _Text:
    """Text on its way into a line: the words that are in it, their width with the spaces between."""

    def __init__(self, text: str, words: Words) -> None:
        self.text, self.words = text, words
        self.width, self.end = 0, -1
        self.has_letters = False
        self.shape: tuple[int, int] | None = None
        self._begin = 0

    def fill(self, room: float) -> _Next | None:
        """Takes words as long as they do not go beyond `room`; comes back with the first that does, None at the end of the text."""
        text, known = self.text, self.words.pairs
        start = 0
        while start <= len(text):
            stop = text.find(" ", start)
            if stop < 0:
                stop = len(text)
            found: _Next = known.get(text[self._begin : stop] if start else "") or self._next(start, stop)
            word = found.word
            if word is not None and self.shape not in (None, word.shape):
                raise _Unusual
            if self.width + found.advance > room:
                return found
            self.width, self.end, self._begin = self.width + found.advance, stop, start
            if word is not None:
                self.shape, self.has_letters = word.shape, self.has_letters or word.has_letters
            start = stop + 1
        return None

    def _next(self, start: int, stop: int) -> _Next:
        found = self.with_word(self.text[start:stop])
        if start:
            self.words.remember(self.text[self._begin : stop], found)
        return found

    def with_word(self, text: str) -> _Next:
        """`text` as the next word of the line."""
        word = self.words.word(text) if text else None
        if text and (word is None or self.shape not in (None, word.shape)):
            raise _Unusual
        width = word.width if word else 0
        if self.end < 0:
            return _Next(text, width, False, word)
        joint = self.words.joint(*edges(self.text[self._begin : self.end], text))
        if joint is None:
            raise _Unusual
        return _Next(text, joint.space + width, joint.is_break, word)


def _line(line: _Text, style: Any, context: Any, max_width: float | None, is_word_kept: bool) -> _Line:
    """The first line of the text; `is_word_kept` is False where words longer than a line are cut anywhere. Raises `_Unusual`."""
    text = line.text
    measure = inf if max_width is None else max_width
    room = measure * TO_UNITS
    found = line.fill(room - _NEAR)
    if found is None:
        return _whole(line)
    word, word_text = found.word, found.text
    if line.width + found.advance < room + _NEAR or not word or word.is_breakable:
        raise _Unusual
    seen = _seen(line, style["font_size"], measure, room)
    _fail_where_the_engine_looks_no_further(line, line.end + 1 + len(word_text), seen)
    if line.end < 0:
        if not word.has_letters or not is_word_kept:
            raise _Unusual
        return _long_word(line, word_text, word, style, context, measure)
    if not line.has_letters or not found.is_break or not line.shape:
        raise _Unusual
    hyphenated = _hyphenated(line, word_text, style, context, measure)
    if hyphenated:
        return hyphenated
    length = len(text[: line.end].encode())
    return _Line(text[: line.end], length, length + 1, line.width, line.shape)


def _whole(line: _Text) -> _Line:
    """All of the text as one line."""
    text, width = line.text, line.width
    if not line.has_letters:
        bare = line.words.bare(text)
        if bare is None or not width:
            raise _Unusual
        width, line.shape = bare.width, bare.shape
    if not line.shape:
        raise _Unusual
    return _Line(text, len(text.encode()), None, width, line.shape)


def _seen(line: _Text, size: float, measure: float, room: float) -> int:
    """How many characters the engine lays out to find the line."""
    count = len(line.text)
    if size * _RATIO <= measure:
        return min(count, int(measure / size * _RATIO))
    space = line.text.find(" ")
    if space < 0:
        return count
    if line.end < 0:
        return min(count, space + 2)
    if _Text(line.text[: space + 2], line.words).fill(room - _NEAR):
        raise _Unusual
    return count


def _long_word(line: _Text, word: str, found: Word, style: Any, context: Any, max_width: float) -> _Line:
    """A first word that there is no room for: as much of it as there is with a hyphen, or the least."""
    parts = _parts_to_keep(word, style, context, None, max_width)
    room = max_width * TO_UNITS
    for kept in parts:
        _, width, _, part = line.with_word(kept + style["hyphenate_character"])
        if part is None or part.is_breakable or room - _NEAR < width < room + _NEAR:
            raise _Unusual
        if width < room or kept == parts[-1]:
            length = len(kept.encode())
            return _Line(kept + style["hyphenate_character"], length, length, width, part.shape)
    length = len(word.encode())
    resume = length + 1 if length + 1 < len(line.text.encode()) else None
    return _Line(word, length, resume, found.width, found.shape)


def _fail_where_the_engine_looks_no_further(line: _Text, behind: int, seen: int) -> None:
    """The engine looks for the end of the next word in the text that it laid out, and takes all that follows if there is none."""
    text = line.text
    if behind < len(text):
        joint = line.words.joint(*edges(text[line.end + 1 : behind], text[behind + 1 :].partition(" ")[0]))
        if behind + 2 > min(seen, len(text)) and len(text) > behind + 1:
            raise _Unusual
        if len(text) > behind + 1 and (joint is None or not joint.is_break):
            raise _Unusual
    elif seen < len(text):
        raise _Unusual


def _hyphenated(line: _Text, word: str, style: Any, context: Any, max_width: float) -> _Line | None:
    """The line with as much of `word` as there is room for before a hyphen; None where nothing of it is to be cut off."""
    hyphen = style["hyphenate_character"]
    room = max_width * TO_UNITS
    for kept in _parts_to_keep(word, style, context, line.width, max_width):
        _, advance, _, found = line.with_word(kept + hyphen)
        width = line.width + advance
        if room - _NEAR < width < room + _NEAR or found is None:
            raise _Unusual
        if width < room:
            passed = line.text[: line.end + 1] + kept
            length = len(passed.encode())
            return _Line(passed + hyphen, length, length, width, found.shape)
    return None


def _parts_to_keep(word: str, style: Any, context: Any, width: int | None, max_width: float) -> list[str]:
    """What of `word` may stand before a hyphen, longest first, on a line so wide; None where the word is too long for any."""
    language = style["lang"] and pyphen.language_fallback(style["lang"])
    if style["hyphens"] != "auto" or not language:
        return []
    total, left, right = style["hyphenate_limit_chars"]
    if width is not None:
        space = max_width - width * FROM_UNITS
        if not space > percentage(style["hyphenate_limit_zone"], style, max_width):
            return []
    place = _part_to_cut(word, language, total)
    if place is None:
        return []
    start, stop = place
    return [word[:start] + part for part in _parts(context, word[start:stop], (language, left, right, total))]


def _parts(context: Any, word: str, key: tuple[str, int, int, int]) -> list[str]:
    dictionary = context.dictionaries.get(key)
    if dictionary is None:
        language, left, right, _ = key
        dictionary = context.dictionaries[key] = pyphen.Pyphen(lang=language, left=left, right=right)
    return [start for start, _ in dictionary.iterate(word)]


@lru_cache(maxsize=20_000)
def _part_to_cut(word: str, language: str, total: int) -> tuple[int, int] | None:
    """Where the first part of `word` that is long enough to be cut begins and ends."""
    passed, rest = 0, word
    while rest:
        found = line_break.get_next_word_boundaries(rest, language)
        if not found:
            return None
        start, stop = found
        if stop - start >= total:
            return passed + start, passed + stop
        passed, rest = passed + stop, rest[stop:]
    return None


def _justified(original: Any) -> Any:
    """`create_layout` where all that it makes is a note of the justification for painting."""

    def create(text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float) -> Any:
        if style["word_spacing"] or "\n" in text:
            return original(text, style, context, max_width, justification_spacing)
        return resting(text, style, max_width, justification_spacing)

    return create


PATCHES = (
    Patch(inline, "split_first_line", _split),
    Patch(preferred, "split_first_line", _split),
    Patch(inline, "create_layout", _justified),
)

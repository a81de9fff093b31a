"""How wide words are, which glyphs draw them and where lines may break between them, asked of Pango once for each word of a face."""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import cached_property
from typing import Any, NamedTuple

from weasyprint.text.ffi import ffi, pango, unicode_to_char_p

from compiler.printing.runs import GLYPH, Run, items, lacks_letters, run_of

from .faces import Face

LIMIT = 20_000
"""Words, and pairs of letters, that a face remembers."""
FACES = 200
SHORT = 64
"""Characters that a text has at most which is measured as a whole: the mark of a list, the number of a note, a heading."""

_LATIN = r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_SIGNS = r"!-@\[-`{-~\u00a1-\u00a8\u00ab\u00ac\u00af-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2010-\u2027\u2030-\u203b\u2212"
_ARABIC = r"\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc"
_ARABIC_MARKS = r"\u064b-\u0655\u0670\u200c"
_HEBREW = r"\u05d0-\u05ea"
_HEBREW_MARKS = r"\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c7"
_OPEN, _CLOSE = r"(\[«“‘", r")\]»”’.,:;!?…،؛؟\u05c3"
_DIGITS = r"0-9\u0660-\u0669\u06f0-\u06f9"
_FITTING = {
    "latin": re.compile(rf"[{_LATIN}{_SIGNS}]+"),
    "arabic": re.compile(rf"[{_OPEN}]*(?:[{_ARABIC}][{_ARABIC}{_ARABIC_MARKS}\u0640]*|[{_DIGITS}]+)[{_CLOSE}]*"),
    "hebrew": re.compile(
        rf"[{_OPEN}]*(?:[{_HEBREW}][{_HEBREW}{_HEBREW_MARKS}'\"\u05f3\u05f4]*|[{_DIGITS}]+)[{_CLOSE}]*"
    ),
}
"""Words whose letters all run in one direction whatever stands around them (Unicode Standard Annex 9), in one script."""
_LETTER = {
    "latin": re.compile(rf"[{_LATIN}]"),
    "arabic": re.compile(rf"[{_ARABIC}]"),
    "hebrew": re.compile(rf"[{_HEBREW}]"),
}
_SAMPLE = {"latin": "x", "arabic": "د", "hebrew": "ד"}
"""A letter before words without any, figures say, which are drawn in the script of what stands before them."""

_EDGE = 3
"""Signs and letters at the edge of a word that is no letter's."""
_APART = 64 * 1024
"""Pango's units by which the space between a sample and a word is widened to have the word be a run of its own."""


class Word(NamedTuple):
    """A word alone: width in Pango's units, height and baseline of its line, whether it has letters, and may be broken within.

    `runs` are its glyphs from left to right; None where another font than the face's first has a part in them.
    """

    width: int
    shape: tuple[int, int]
    has_letters: bool
    is_breakable: bool
    runs: tuple[Run, ...] | None


class Joint(NamedTuple):
    """Two words with a space between them: whether a line may end there, how wide the space is, whether all glyphs are as apart."""

    is_break: bool
    space: int
    is_same: bool


_Memory = tuple[dict[str, Word | None], dict[str, Joint | None], dict[str, Word], dict[str, Word]]
_memories: dict[Hashable, _Memory] = {}


def _memory(key: Hashable) -> _Memory:
    """What is known of the words of a face with the fonts that it has, kept from one document to the next."""
    if len(_memories) >= FACES:
        _memories.clear()
    return _memories.setdefault(key, ({}, {}, {}, {}))


class Words:
    """The words of one face in one script."""

    def __init__(self, face: Face, style: Any, script: str) -> None:
        self._face, self._style = face, style
        self._layout = face.layout(style)
        self._fitting, self._letter, self._sample = _FITTING[script], _LETTER[script], _SAMPLE[script]
        self._rectangle = ffi.new("PangoRectangle *")
        fonts = getattr(style.font_config, "fingerprint", ())
        memory = _memory((fonts, face.name, script)) if fonts else ({}, {}, {}, {})
        self._words, self._joints, self._ends, self._alone = memory
        self.is_rtl = script != "latin"
        self.pairs: dict[str, Any] = {}
        """What the breaking of lines has found out of words behind others, by the text of both."""
        self.paint: Any = None
        """What is written for them in the document that is painted now."""
        self._space = self._end(f"{self._sample} {self._sample}").width - 2 * self._end(self._sample).width

    @cached_property
    def font(self) -> Any:
        """Pango's font that letters of the face are drawn with."""
        return next(items(_first_line(self._kept, self._sample))).item.analysis.font

    @cached_property
    def _kept(self) -> Any:
        """A layout that holds `font` as long as these words are there."""
        return self._face.layout(self._style)

    @cached_property
    def space(self) -> tuple[int, int] | None:
        """Number and width of the glyph of a space; None where a space is not one glyph of this font by itself."""
        whole, sample = (self._end(text).runs for text in (f"{self._sample} {self._sample}", self._sample))
        if not (whole and sample and len(whole) == len(sample) == 1):
            return None
        glyph, end = whole[0].glyphs, sample[0].glyphs
        middle = glyph[len(end) : -len(end)]
        if glyph != end + middle + end or len(middle) != GLYPH.size:
            return None
        number, width, x, y = GLYPH.unpack(middle)
        return None if x or y else (number, width)

    @cached_property
    def spread(self) -> tuple[int, int] | None:
        """As `space`, for one that is a run of its own, as Pango has them in lines that are spread; it may be of another font then."""
        runs = self._beside_sample(self._sample)
        if not runs or len(runs) != 3 or len(runs[1].glyphs) != GLYPH.size:
            return None
        number, width, _, y = GLYPH.unpack(runs[1].glyphs)
        return None if y else (number, width - _APART)

    def word(self, text: str) -> Word | None:
        """`text`, which has no spaces, as it is alone; None where that is not how it is in a line."""
        if text not in self._words:
            if len(self._words) >= LIMIT:
                self._words.clear()
            self._words[text] = self._word(text) if self._fitting.fullmatch(text) else None
        return self._words[text]

    def remember(self, pair: str, found: Any) -> None:
        if len(self.pairs) >= LIMIT:
            self.pairs.clear()
        self.pairs[pair] = found

    def bare(self, text: str) -> Word | None:
        """A text of one word without letters, all alone in its line."""
        return self._measured(text) if self._fitting.fullmatch(text) else None

    def alone(self, text: str) -> Word | None:
        """A text of any characters all alone in its line; None for a long one."""
        if text not in self._alone and len(text) <= SHORT:
            if len(self._alone) >= LIMIT:
                self._alone.clear()
            self._alone[text] = self._measured(text)
        return self._alone.get(text)

    def joint(self, left: str, right: str) -> Joint | None:
        """The space between two words that end and begin with these `edges`; empty at an end of the line."""
        key = f"{left} {right}"
        if key not in self._joints:
            if len(self._joints) >= LIMIT:
                self._joints.clear()
                self._ends.clear()
            self._joints[key] = self._joint(left, right)
        return self._joints[key]

    def _word(self, text: str) -> Word:
        if self._letter.search(text):
            found, has_letters = self._measured(text), True
            breaks = self._breaks(len(text))
        else:
            found, has_letters = self._measured(f"{self._sample} {text}"), False
            breaks = self._breaks(len(text) + 2)[2:]
            width = found.width - self._end(self._sample).width - self._space
            found = found._replace(width=width, runs=self._apart(text))
        return found._replace(has_letters=has_letters, is_breakable=any(breaks))

    def _apart(self, text: str) -> tuple[Run, ...] | None:
        """The glyphs of a text without letters in the script of the sample, which stands before it and is left out."""
        runs = self._beside_sample(text)
        return runs and (runs[:-2] if self.is_rtl else runs[2:])

    def _beside_sample(self, text: str) -> tuple[Run, ...] | None:
        """The sample, a space and the text, each in runs of its own."""
        place = len(self._sample.encode())
        layout = self._face.layout(self._style)
        attributes = pango.pango_layout_get_attributes(layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        spacing = pango.pango_attr_letter_spacing_new(_APART)
        spacing.start_index, spacing.end_index = place, place + 1
        pango.pango_attr_list_change(attributes, spacing)
        pango.pango_layout_set_attributes(layout, attributes)
        whole = f"{self._sample} {text}"
        return self._runs(_first_line(layout, whole), whole.encode())

    def _joint(self, left: str, right: str) -> Joint | None:
        """Each side alone is tried too: a font may pass over a pair because of the one before it, which is another elsewhere."""
        before, after = self._sample + left, right + self._sample
        whole = self._measured(f"{before} {after}")
        place = len(before) + 1
        is_break = bool(right) and self._breaks(place + 1)[place - 1]
        parts = self._end(before), self._end(after)
        spaced = self._end(f"{before} "), self._end(f" {after}")
        if whole.width != parts[0].width + self._space + parts[1].width:
            return None
        if any(one.width != part.width + self._space for one, part in zip(spaced, parts, strict=True)):
            return None
        return Joint(is_break, self._space, self._is_same(parts, spaced, whole))

    def _is_same(self, parts: tuple[Word, Word], spaced: tuple[Word, Word], whole: Word) -> bool:
        """True if a space between and beside the parts leaves all their glyphs as they are alone."""
        space = self.space
        if space is None or any(one.runs is None for one in (*parts, *spaced, whole)):
            return False
        left, right = (_glyphs(part) for part in parts)
        between = [(self.is_rtl, *space, 0, 0)]
        sums = (
            [right + between + left, between + left, right + between]
            if self.is_rtl
            else [left + between + right, left + between, between + right]
        )
        return [_glyphs(whole), *map(_glyphs, spaced)] == sums

    def _end(self, text: str) -> Word:
        """As `_measured`, remembered: for the ends of words, which are few."""
        if text not in self._ends:
            self._ends[text] = self._measured(text)
        return self._ends[text]

    def _measured(self, text: str) -> Word:
        line = _first_line(self._layout, text)
        pango.pango_layout_line_get_extents(line, ffi.NULL, self._rectangle)
        shape = (self._rectangle.height, pango.pango_layout_get_baseline(self._layout))
        return Word(self._rectangle.width, shape, False, False, self._runs(line, text.encode()))

    def _runs(self, line: Any, text: bytes) -> tuple[Run, ...] | None:
        """The runs of a line; None where not all of them are of the face's own font, or it lacks a letter."""
        found = []
        for one in items(line):
            if one.item.analysis.font != self.font:
                return None
            found.append(run_of(one, text))
        return None if any(lacks_letters(run) for run in found) else tuple(found)

    def _breaks(self, length: int) -> list[bool]:
        """For each place inside the text measured last whether a line may end there."""
        attributes = pango.pango_layout_get_log_attrs_readonly(self._layout, ffi.NULL)
        return [bool(one.is_line_break) for one in attributes[1:length]]


def _first_line(layout: Any, text: str) -> Any:
    pointer, _alive = unicode_to_char_p(text)
    pango.pango_layout_set_text(layout, pointer, -1)
    return pango.pango_layout_get_line_readonly(layout, 0)


def edges(left: str, right: str) -> tuple[str, str]:
    """What of two words is close enough to the space between them to be kerned with it: signs with the letter behind them."""
    return (
        left[-1:] if left[-1:].isalpha() else left[-_EDGE:],
        right[:1] if right[:1].isalpha() else right[:_EDGE],
    )


def _glyphs(word: Word) -> list[tuple[bool, int, int, int, int]]:
    """The glyphs of a word from left to right: direction of the run, number, width, offsets."""
    return [(run.is_rtl, *glyph) for run in word.runs or () for glyph in GLYPH.iter_unpack(run.glyphs)]

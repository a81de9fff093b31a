"""How wide words are and where lines may break between them, asked of Pango once for each word of a face."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any, NamedTuple

from weasyprint.text.ffi import ffi, pango, unicode_to_char_p

from .faces import Face

LIMIT = 50_000
"""Words, and pairs of letters, that a face remembers."""
FACES = 200

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


class Word(NamedTuple):
    """A word alone: width in Pango's units, height and baseline of its line, whether it has letters, and may be broken within."""

    width: int
    shape: tuple[int, int]
    has_letters: bool
    is_breakable: bool


class Joint(NamedTuple):
    """Two words with a space between them: whether a line may end there, how wide the space is."""

    is_break: bool
    space: int


_Memory = tuple[dict[str, Word | None], dict[str, Joint | None], dict[str, bool]]
_memories: dict[Hashable, _Memory] = {}


def _memory(key: Hashable) -> _Memory:
    """What is known of the words of a face with the fonts that it has, kept from one document to the next."""
    if len(_memories) >= FACES:
        _memories.clear()
    return _memories.setdefault(key, ({}, {}, {}))


class Words:
    """The words of one face in one script."""

    def __init__(self, face: Face, style: Any, script: str) -> None:
        self._layout = face.layout(style)
        self._fitting, self._letter, self._sample = _FITTING[script], _LETTER[script], _SAMPLE[script]
        self._rectangle = ffi.new("PangoRectangle *")
        fonts = getattr(style.font_config, "fingerprint", ())
        memory = _memory((fonts, face.name, script)) if fonts else ({}, {}, {})
        self._words, self._joints, self._even = memory
        self._space = self._measured(f"{self._sample} {self._sample}").width - 2 * self._measured(self._sample).width

    def word(self, text: str) -> Word | None:
        """`text`, which has no spaces, as it is alone; None where that is not how it is in a line."""
        if text not in self._words:
            if len(self._words) >= LIMIT:
                self._words.clear()
            self._words[text] = self._word(text) if self._fitting.fullmatch(text) else None
        return self._words[text]

    def bare(self, text: str) -> Word | None:
        """A text of one word without letters, all alone in its line."""
        return self._measured(text) if self._fitting.fullmatch(text) else None

    def joint(self, left: str, right: str) -> Joint | None:
        """The space between two words that end and begin with these `edges`; empty at an end of the line."""
        key = f"{left} {right}"
        if key not in self._joints:
            if len(self._joints) >= LIMIT:
                self._joints.clear()
                self._even.clear()
            self._joints[key] = self._joint(left, right)
        return self._joints[key]

    def _word(self, text: str) -> Word:
        if self._letter.search(text):
            found, has_letters = self._measured(text), True
            breaks = self._breaks(len(text))
        else:
            found, has_letters = self._measured(f"{self._sample} {text}"), False
            breaks = self._breaks(len(text) + 2)[2:]
            sample = self._measured(self._sample)
            found = found._replace(width=found.width - sample.width - self._space)
        return found._replace(has_letters=has_letters, is_breakable=any(breaks))

    def _joint(self, left: str, right: str) -> Joint | None:
        """Each side alone is tried too: a font may pass over a pair because of the one before it, which is another elsewhere."""
        before, after = self._sample + left, right + self._sample
        whole = self._measured(f"{before} {after}").width
        place = len(before) + 1
        is_break = bool(right) and self._breaks(place + 1)[place - 1]
        is_plain = whole == self._measured(before).width + self._space + self._measured(after).width
        return (
            Joint(is_break, self._space)
            if is_plain and self._is_even(f"{before} ") and self._is_even(f" {after}")
            else None
        )

    def _is_even(self, text: str) -> bool:
        """True if the space at an end of `text` is as wide as any."""
        if text not in self._even:
            width = self._measured(text).width
            self._even[text] = width == self._measured(text.strip(" ")).width + self._space
        return self._even[text]

    def _measured(self, text: str) -> Word:
        pointer, _alive = unicode_to_char_p(text)
        pango.pango_layout_set_text(self._layout, pointer, -1)
        line = pango.pango_layout_get_line_readonly(self._layout, 0)
        pango.pango_layout_line_get_extents(line, ffi.NULL, self._rectangle)
        shape = (self._rectangle.height, pango.pango_layout_get_baseline(self._layout))
        return Word(self._rectangle.width, shape, False, False)

    def _breaks(self, length: int) -> list[bool]:
        """For each place inside the text measured last whether a line may end there."""
        attributes = pango.pango_layout_get_log_attrs_readonly(self._layout, ffi.NULL)
        return [bool(one.is_line_break) for one in attributes[1:length]]


def edges(left: str, right: str) -> tuple[str, str]:
    """What of two words is close enough to the space between them to be kerned with it: signs with the letter behind them."""
    return (
        left[-1:] if left[-1:].isalpha() else left[-_EDGE:],
        right[:1] if right[:1].isalpha() else right[:_EDGE],
    )

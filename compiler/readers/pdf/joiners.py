"""The zero-width non-joiner, which a PDF does not hold, told from the shape that the letter before it has.

A letter that could join the next one but has the shape of a word's end stands before a non-joiner (`می‌شود`). Shapes are told by
their widths: where a font makes both alike, nothing is told and nothing is put in.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .letters import Letter

ZWNJ = "\u200c"
_RIGHT_JOINING = frozenset("اآأإٱدذرزژوؤةۀےڈڑۓءىٔ")
_SHAPES = str.maketrans("پتثچحخشضظغگ", "بببجججسصطعک")
"""Letters that differ by their dots only are drawn on one shape."""
_CLOSE = 0.0021
"""Two widths, in ems, that are one."""

Key = tuple[str, str, bool]


@dataclass(slots=True)
class _Widths:
    """The widths that letters have at a word's end, and that shapes have before other letters."""

    ends: dict[Key, set[float]] = field(default_factory=lambda: defaultdict(set))
    inside: dict[Key, set[float]] = field(default_factory=lambda: defaultdict(set))


def put_joiners_in(lines: Iterable[Sequence[Letter]]) -> None:
    """Adds the non-joiner to the text of letters that show it; presentation forms become the letters that they are."""
    words = [word for line in lines for word in _words(line)]
    shown = [[_plain(letter) for letter in word] for word in words]
    widths = _measured(words)
    for word, forms in zip(words, shown, strict=True):
        joined = False
        for index, letter in enumerate(word[:-1]):
            form, following = forms[index], word[index + 1]
            if _joins(letter) and (form == "end" or (not form and _ends(widths, _key(letter, joined), _width(letter)))):
                letter.text += ZWNJ if _is_letter(following) else ""
            joined = _joins(letter) and not letter.text.endswith(ZWNJ)


def _words(line: Sequence[Letter]) -> Iterator[list[Letter]]:
    word: list[Letter] = []
    for letter in line:
        if _is_letter(letter):
            word.append(letter)
        elif word:
            yield word
            word = []
    if word:
        yield word


def _is_letter(letter: Letter) -> bool:
    return unicodedata.bidirectional(letter.text[0]) == "AL"


def _joins(letter: Letter) -> bool:
    """True if the letter can join one after it; marks on it do not count."""
    bare = [character for character in letter.text if unicodedata.category(character) == "Lo"]
    return bool(bare) and bare[-1] not in _RIGHT_JOINING


def _key(letter: Letter, joined: bool) -> Key:
    return letter.font, letter.text, joined


def _shape(key: Key) -> Key:
    return key[0], key[1].translate(_SHAPES), key[2]


def _width(letter: Letter) -> float:
    return round((letter.right - letter.left) / letter.size, 3)


def _measured(words: Iterable[Sequence[Letter]]) -> _Widths:
    widths = _Widths()
    for word in words:
        joined = False
        for index, letter in enumerate(word):
            key = _key(letter, joined)
            if index == len(word) - 1:
                widths.ends[_shape(key)].add(_width(letter))
            else:
                widths.inside[_shape(key)].add(_width(letter))
            joined = _joins(letter)
    return widths


def _ends(widths: _Widths, key: Key, own: float) -> bool:
    """True if the letter is as wide as at a word's end, in a font where its shape has another width elsewhere."""
    ends = widths.ends.get(_shape(key), set())
    if not any(abs(own - end) <= _CLOSE for end in ends):
        return False
    return any(all(abs(one - end) > 0.03 for end in ends) for one in widths.inside.get(_shape(key), ()))


def _plain(letter: Letter) -> str:
    """Replaces presentation forms (U+FB50 and on) by letters; `end` for a final or isolated form, `inside` for the others."""
    forms = [unicodedata.decomposition(c).partition(">")[0] for c in letter.text if "\ufb50" <= c <= "\ufefc"]
    if not forms:
        return ""
    letter.text = "".join(unicodedata.normalize("NFKC", c) if "\ufb50" <= c <= "\ufefc" else c for c in letter.text)
    return "end" if forms[-1] in {"<final", "<isolated"} else "inside"

"""What is compared: characters of a line from left to right, in a spelling that every engine can give."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from tests.reading.glyphs import Glyph

Line = str
OPENING = "([{«‹<"
CLOSING = ")]}»›>"
MIRRORS = OPENING + CLOSING
_QUOTES = str.maketrans("”„‟", "“““")
_MIRRORED = str.maketrans(MIRRORS, CLOSING + OPENING)


def plain(text: str) -> str:
    """`text` without what has no place of its own on the line: white space, signs on letters, joiners and controls.

    Capitals and small letters are one, since layouts set small capitals; digits are Western, since Bayaz writes its own numbers
    in those of the language; quotes that no engine mirrors are one.
    """
    kept = (c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) not in {"Mn", "Cf", "Cc"})
    return "".join(_digit(c) for c in kept if not c.isspace()).casefold().translate(_QUOTES)


def _digit(character: str) -> str:
    number = unicodedata.decimal(character, None)
    return character if number is None else str(number)


def is_rtl(text: str) -> bool:
    """True if a letter of `text` is strongly right-to-left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def faced(character: str, opens: bool) -> str:
    """The bracket as the eye sees it: `opens` says that its back is on the left."""
    if character not in MIRRORS:
        return character
    return character if (character in OPENING) == opens else character.translate(_MIRRORED)


def line_of(glyphs: Iterable[Glyph]) -> Line:
    return "".join(plain(glyph.text) for glyph in glyphs)


def lines_of_words(seen: str) -> Line:
    """The characters from left to right of what a case says is seen."""
    return "".join(_word(word) for word in seen.split())


def _word(word: str) -> str:
    if not is_rtl(word):
        return plain(word)
    assert not any(character.isdecimal() for character in word), f"write the number apart: {word}"
    return plain(word)[::-1].translate(_MIRRORED)


def unfaced(lines: Sequence[Line]) -> list[Line]:
    """Lines with each bracket and its mirror as one, for engines that tell a bracket's name and not its look."""
    fold = str.maketrans(CLOSING, OPENING)
    return [line.translate(fold) for line in lines]


def broken_alike(some: Sequence[Line], others: Sequence[Line]) -> bool:
    """True if the lines hold the same characters, whatever their order on the line."""
    return [Counter(line) for line in unfaced(some)] == [Counter(line) for line in unfaced(others)]

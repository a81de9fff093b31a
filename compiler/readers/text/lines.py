"""What can be seen of each line of a text capture, and what is usual in this capture: the features that rules ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from compiler import bidi

End = Literal["", "stop", "ask", "colon", "comma", "ellipsis"]

_CLOSERS = "\"'”’»›)]}“‘„*†‡¹²³⁴⁵⁶⁷⁸⁹⁰ \u00a0\u200c\u200e\u200f"
_ENDS: dict[str, End] = {
    ".": "stop",
    "۔": "stop",
    "。": "stop",
    "!": "ask",
    "?": "ask",
    "؟": "ask",
    ":": "colon",
    ",": "comma",
    ";": "comma",
    "،": "comma",
    "؛": "comma",
    "…": "ellipsis",
}
_CALL_AT_END = re.compile(r"(\[[\d۰-۹٠-٩]{1,3}\]|\([\d۰-۹٠-٩]{1,3}\))\s*$")
_PUNCTUATION = re.compile(r"[^\w%&+]+")
_SAME = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u200c": None, "\u00ad": None, "ـ": None})
SHORT_WORDS = 16
SHORT_LENGTH = 120
TAB = 8
LEAST_WRAPPED = 44
MOST_WRAPPED = 110


@dataclass(frozen=True, slots=True)
class Line:
    """One line and its features.

    `text` is the line without its end, `body` without white space around it, `key` what is left for comparing: letters and
    digits, case folded. `gap` and `after` count the blank lines before and after; `indent` counts columns; `page` says that a
    form feed stands before it.
    """

    number: int
    text: str
    body: str
    key: str
    indent: int
    words: int
    end: End
    rtl: bool
    upper: bool
    letters: int
    gap: int
    after: int
    page: bool

    @property
    def length(self) -> int:
        return len(self.body)

    @property
    def alone(self) -> bool:
        return self.gap > 0 and self.after > 0

    @property
    def short(self) -> bool:
        return self.words <= SHORT_WORDS and len(self.body) <= SHORT_LENGTH

    @property
    def closed(self) -> bool:
        """It ends as a sentence does."""
        return self.end in {"stop", "ask", "ellipsis"}

    @property
    def low(self) -> bool:
        """Its first letter is a small one: it goes on from the line before."""
        first = next((c for c in self.body if c.isalnum()), "")
        return first.islower()

    @property
    def prose(self) -> bool:
        """A sentence or more, surely text."""
        return (self.words >= 6 and self.end in {"stop", "ask", "colon"}) or self.words > 24

    @property
    def titled(self) -> bool:
        """It could be a title or a heading by its own look."""
        if not self.short or not self.letters or self.end in {"comma", "colon", "ellipsis", "stop"} or self.low:
            return False
        return not (self.end == "ask" and self.words > 12)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All lines with something in them, and what is usual among them.

    `width` is the column at which lines were wrapped by hand, 0 if they were not. `typical` is the median length of lines of
    prose. `indent` is the usual one. `spaced` says that paragraphs are parted by blank lines.
    """

    file: str
    total: int
    lines: tuple[Line, ...]
    width: int
    typical: int
    indent: int
    spaced: bool
    rtl: bool

    def full(self, line: Line, following: Line) -> bool:
        """True if the first word of `following` had no room any more on `line`: the break is the wrapping's."""
        return self.width > 0 and _full(line, following, self.width)


def folded(text: str) -> str:
    """`text` for comparing: letters and digits, case folded, one space between words."""
    return _PUNCTUATION.sub(" ", text.translate(_SAME).casefold()).strip()


def sheet_of(text: str, file: str) -> Sheet:
    """`text` as lines with features. Only `\\n` ends a line (a `\\r` before it goes with it)."""
    raw = [line.removesuffix("\r") for line in text.split("\n")]
    filled = [index for index, line in enumerate(raw) if line.strip()]
    lines: list[Line] = []
    for place, index in enumerate(filled):
        before = index - filled[place - 1] - 1 if place else index + 1
        after = filled[place + 1] - index - 1 if place + 1 < len(filled) else len(raw) - index
        page = any("\f" in blank for blank in raw[index - before + (not place) : index]) or "\f" in raw[index][:2]
        lines.append(_line(index + 1, raw[index], (before, after), page))
    prose = [line.length for line in lines if line.prose]
    return Sheet(
        file=file,
        total=len(raw),
        lines=tuple(lines),
        width=_width(lines),
        typical=int(median(prose)) if prose else 0,
        indent=_usual_indent(lines),
        spaced=sum(line.gap > 0 for line in lines) * 3 > len(lines),
        rtl=sum(line.letters for line in lines if line.rtl) * 2 > sum(line.letters for line in lines),
    )


def _line(number: int, text: str, gaps: tuple[int, int], page: bool) -> Line:
    body = text.strip()
    letters = sum(character.isalpha() for character in body)
    return Line(
        number=number,
        text=text,
        body=body,
        key=folded(body),
        indent=_indent(text),
        words=len(body.split()),
        end=_end(body),
        rtl=bidi.direction_of(body) == "rtl",
        upper=letters > 2 and body.upper() == body and body.lower() != body,
        letters=letters,
        gap=gaps[0],
        after=gaps[1],
        page=page,
    )


def _indent(text: str) -> int:
    columns = 0
    for character in text:
        if character == "\t":
            columns += TAB - columns % TAB
        elif character in " \u00a0\u3000":
            columns += 1
        else:
            break
    return columns


def _end(body: str) -> End:
    plain = _CALL_AT_END.sub("", body).rstrip(_CLOSERS)
    if plain.endswith(("...", "[…", "(…")):
        return "ellipsis"
    return _ENDS.get(plain[-1:], "")


def _width(lines: Sequence[Line]) -> int:
    """The wrapping column, if most line breaks inside the blocks of lines are where the next word had no room.

    A finished sentence may end a paragraph there, where no blank lines part paragraphs: such breaks count less.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap == 0]
    long = [(a, b) for a, b in pairs if a.indent + a.length >= 32]
    if len(long) < 2:
        return 0
    lengths = sorted(len(a.text.rstrip().expandtabs(TAB)) for a, _ in long)
    width = lengths[int(len(lengths) * 0.95)]
    full = sum(_full(a, b, width) for a, b in long)
    inside = [b for a, b in long if a.end == "" and b.letters and not b.rtl]
    low = sum(b.low for b in inside)
    ended = sum(a.closed and not _full(a, b, width) for a, b in long)
    most = full * 100 >= 70 * (len(long) - ended) and full * 100 >= 45 * len(long)
    wrapped = LEAST_WRAPPED <= width <= MOST_WRAPPED and full >= 2 and most
    return width if wrapped and low * 2 >= len(inside) else 0


def _full(line: Line, following: Line, width: int) -> bool:
    first = following.body.split(maxsplit=1)[0]
    return len(line.text.rstrip().expandtabs(TAB)) + 1 + len(first) > width - 2


def _usual_indent(lines: Sequence[Line]) -> int:
    weight: Counter[int] = Counter()
    for line in lines:
        weight[line.indent] += line.length
    return max(weight, key=lambda indent: (weight[indent], -indent)) if weight else 0

"""How the document is set: the size of its body text, the distance of lines, indents or space between paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from compiler.bidi import Direction

from .rows import Row

_USUAL_LEADING = 1.35
_LOOSE = 1.2
"""Lines further apart than this times the usual distance do not belong together."""
INDENTS = (0.5, 4.5)
"""What is an indent of a first line, in ems; more is text set to the middle or the far side."""


@dataclass(slots=True)
class Setting:
    """`size` is the body's; `indented` and `spaced` say how paragraphs are told apart, both may be true."""

    side: Direction
    size: float
    leadings: dict[float, float] = field(default_factory=dict)
    indented: bool = False
    spaced: bool = False

    def leading(self, size: float) -> float:
        """The distance of base lines in points for type of this size."""
        return self.leadings.get(round(size, 1), _USUAL_LEADING * size)

    def loose(self, above: Row, row: Row) -> bool:
        """True if more than the usual distance lies between two rows of a column."""
        gap = above.base - row.base
        return gap > _LOOSE * self.leading(max(row.size, above.size)) or gap < 0

    def indent(self, row: Row) -> float:
        """In ems, from the side where the row's own direction begins."""
        return row.indent(row.side) / row.size

    def slack(self, row: Row) -> float:
        """Free room after the row in points; of one set to the middle or the far side, the room on both sides."""
        side = row.side
        indent = row.indent(side)
        return row.slack(side) + (indent if indent > INDENTS[1] * row.size else 0.0)

    def fits(self, above: Row, row: Row) -> bool:
        """True if the first word of `row` would have fitted at the end of `above`: the line was ended on purpose."""
        return self.slack(above) > first_word_width(row) + 0.45 * row.size

    def set_in(self, above: Row, row: Row) -> bool:
        """True if `row` begins further in than `above`, as the first line of a paragraph does."""
        before, now = self.indent(above), self.indent(row)
        return INDENTS[0] < now <= INDENTS[1] and (now - before > 0.4 or before > INDENTS[1])


def first_word_width(row: Row) -> float:
    letters = row.letters
    length = next((index for index, letter in enumerate(letters) if letter.blank), len(letters))
    word = letters[:length]
    return max(x.right for x in word) - min(x.left for x in word) if word else 0.0


def setting_of(rows: Sequence[Row], side: Direction) -> Setting:
    """Measured on all rows of the document; the body is the size in which most letters are set."""
    letters: Counter[float] = Counter()
    gaps: dict[float, list[float]] = defaultdict(list)
    for row in rows:
        letters[round(row.size, 1)] += len(row.text)
    setting = Setting(side, max(letters, key=lambda size: (letters[size], size), default=10.0))
    for above, row in _neighbours(rows):
        gap = above.base - row.base
        if 0.8 * row.size < gap < 2.2 * row.size:
            gaps[round(row.size, 1)].append(gap)
    setting.leadings = {size: _usual(values) for size, values in gaps.items()}
    _mark_insets(setting, rows)
    _measure_paragraphs(setting, rows)
    return setting


def _mark_insets(setting: Setting, rows: Sequence[Row]) -> None:
    """Gives rows that are set in from both sides, and fill their own narrower measure, its edges."""
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and run and _goes_with(setting, run[-1], row):
            run.append(row)
            continue
        if len(run) > 1 and _is_inset(setting, run):
            start, end = min(r.left for r in run), max(r.right for r in run)
            for one in run:
                one.start, one.end, one.inset = start, end, True
        run = [row] if row is not None else []


def _goes_with(setting: Setting, above: Row, row: Row) -> bool:
    side = row.side
    same = above.page == row.page and above.column == row.column and abs(above.size - row.size) < 0.3
    return same and abs(above.indent(side) - row.indent(side)) < 2 and not setting.loose(above, row)


def _is_inset(setting: Setting, run: Sequence[Row]) -> bool:
    """Far enough from both edges, long enough, and with no line ended before it was full."""
    side = run[0].side
    width = max(row.right for row in run) - min(row.left for row in run)
    full = run[0].end - run[0].start
    indent, slack = min(row.indent(side) for row in run), min(row.slack(side) for row in run)
    if min(indent, slack) < 0.9 * run[0].size or width < 0.55 * full:
        return False
    return all(slack + first_word_width(row) > above.slack(side) - 0.4 * row.size for above, row in pairwise(run))


def _usual(gaps: list[float]) -> float:
    """The commonest distance, the smallest of several; the median where all differ."""
    counts = Counter(round(gap) for gap in gaps)
    most = max(counts.values())
    if most == 1:
        return median(gaps)
    near = min(gap for gap, count in counts.items() if count == most)
    return median(gap for gap in gaps if abs(gap - near) <= 1)


def _neighbours(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Rows of one size that follow each other in a column."""
    for above, row in pairwise(rows):
        if above.page == row.page and above.column == row.column and abs(above.size - row.size) < 0.3:
            yield above, row


def _measure_paragraphs(setting: Setting, rows: Sequence[Row]) -> None:
    indents = spaces = 0
    for above, row in _neighbours(rows):
        if abs(row.size - setting.size) > 0.3:
            continue
        if setting.loose(above, row):
            spaces += 1
        elif setting.set_in(above, row) and setting.indent(above) < INDENTS[0]:
            indents += 1
    setting.indented = indents >= 2 and indents * 2 > spaces
    setting.spaced = spaces > indents or not setting.indented

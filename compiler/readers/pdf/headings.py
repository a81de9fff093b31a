"""Which rows are headings: those that the outline names, else those that their type sets apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .facts import OutlineEntry
from .furniture import letters_only
from .rows import Row
from .setting import Setting

_LARGER = 1.12
_LONG = 180
_LINES = 4

Style = tuple[float, bool]


@dataclass(slots=True)
class Headings:
    """`levels` by `id` of each heading row; rows of one heading share a `group` number."""

    levels: dict[int, int] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)
    missed: list[OutlineEntry] = field(default_factory=list)


def headings_of(rows: Sequence[Row], outline: Sequence[OutlineEntry], setting: Setting) -> Headings:
    """The heading rows of the document with their levels, from 1."""
    found = Headings()
    styles: dict[Style, int] = {}
    pages: dict[int, list[tuple[Row, str]]] = {}
    for row in rows if outline else ():
        pages.setdefault(row.page, []).append((row, letters_only(row.text)))
    for number, entry in enumerate(outline, 1):
        matched = _matched(pages, entry, found)
        if not matched:
            found.missed.append(entry)
        for row in matched:
            found.levels[id(row)], found.groups[id(row)] = entry.level, -number
            if _stands_out(row, setting):
                styles[_style(row)] = min(entry.level, styles.get(_style(row), entry.level))
    _by_type(rows, found, styles, setting)
    return found


def _style(row: Row) -> Style:
    return round(row.size * 2) / 2, row.bold


def _stands_out(row: Row, setting: Setting) -> bool:
    return row.size >= _LARGER * setting.size or row.bold


# --- by the outline ---


def _matched(pages: dict[int, list[tuple[Row, str]]], entry: OutlineEntry, found: Headings) -> list[Row]:
    """The rows that print the entry, on the page that it leads to or one beside it."""
    wanted = letters_only(entry.title)
    for page in (entry.page, entry.page + 1, entry.page - 1):
        here = [(row, said) for row, said in pages.get(page, ()) if id(row) not in found.levels]
        for index in range(len(here)):
            printed = ""
            for end in range(index, min(index + _LINES, len(here))):
                printed += here[end][1]
                if _same(printed, wanted):
                    return [row for row, _ in here[index : end + 1]]
    return []


def _same(printed: str, wanted: str) -> bool:
    """Equal but for a number in front that only one of the two has."""
    if not printed or not wanted:
        return False
    longer, shorter = (printed, wanted) if len(printed) >= len(wanted) else (wanted, printed)
    return longer.endswith(shorter) and not longer[: len(longer) - len(shorter)].strip("0123456789ivx۰۱۲۳۴۵۶۷۸۹")


# --- by the type ---


def _by_type(rows: Sequence[Row], found: Headings, styles: dict[Style, int], setting: Setting) -> None:
    own = {
        id(row): _style(row) for index, row in enumerate(rows) if _looks_like_one(rows, index, found, styles, setting)
    }
    unknown = {style for style in own.values() if style not in styles}
    for style in sorted(unknown, reverse=True):
        above = [level for other, level in styles.items() if other > style]
        styles[style] = max(above, default=0) + 1
    group, last = 0, None
    for row in rows:
        if id(row) not in own:
            last = None
            continue
        together = last is not None and _style(last) == _style(row) and last.page == row.page
        group += not (together and last is not None and 0 < last.base - row.base <= 1.6 * row.size)
        found.levels[id(row)], found.groups[id(row)] = styles[own[id(row)]], group
        last = row


def _looks_like_one(
    rows: Sequence[Row], index: int, found: Headings, styles: dict[Style, int], setting: Setting
) -> bool:
    row = rows[index]
    text = row.text.strip()
    if id(row) in found.levels or len(text) > _LONG or not any(map(str.isalpha, text)):
        return False
    if row.size >= _LARGER * setting.size:
        return sum(map(str.isalpha, text)) > 1
    if len(row.pieces) > 1:
        return False
    if len(text) > 100 or row.size < 0.95 * setting.size or text[-1] in ",;،؛":
        return False
    above, below = rows[index - 1] if index else None, rows[index + 1] if index + 1 < len(rows) else None
    apart = above is None or above.page != row.page or above.column != row.column or setting.loose(above, row)
    if row.bold:
        lone = below is None or not below.bold or below.page != row.page
        return _style(row) in styles or (apart and lone and text[-1] not in ".:" and not _all_bold(rows))
    capitals = text.isupper() and sum(map(str.isalpha, text)) >= 4
    return capitals and apart and below is not None and (below.page != row.page or setting.loose(row, below))


def _all_bold(rows: Sequence[Row]) -> bool:
    return sum(row.bold for row in rows) > 0.4 * len(rows)

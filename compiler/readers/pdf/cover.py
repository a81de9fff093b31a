"""The first page's title, people and date, matched with what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from compiler.readers.text.dates import only_date

from .facts import Facts
from .furniture import letters_only
from .rows import Row
from .setting import Setting

_ROWS = 14
_TITLE = 1.25
_LINES = 5
_BY = re.compile(r"(?:by|written by|author:?|نوشتهٔ?|نویسنده:?|به قلم)\s+(\S.{2,80})", re.IGNORECASE)
_JOINTS = re.compile(r"\b(?:by|and|with|editors?|authors?|von|und|par|et)\b|&|نوشتهٔ?|نویسنده|\bو\b", re.IGNORECASE)


@dataclass(slots=True)
class Cover:
    """What the document is called and by whom; `used` gives, by `id`, the field that a row told."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    used: dict[int, str] = field(default_factory=dict)


def cover_of(rows: Sequence[Row], facts: Facts, setting: Setting) -> Cover:
    """The facts of the first page and the file together; rows that only tell one of them are named as used.

    A byline or a date is taken off the text only under a title; elsewhere (in a letter) it stays where it is.
    """
    top = [row for row in rows[:_ROWS] if row.page == rows[0].page] if rows else []
    title = _title_rows(top, rows[len(top) :], facts.title, setting)
    cover = Cover(facts.title, authors=facts.authors, date=facts.date)
    if title:
        _split_title(cover, top, title, facts)
        _people_and_date(cover, top, title)
    elif not cover.date:
        cover.date = next((date for row in top if (date := only_date(row.text.strip()))), "")
    return cover


def _title_rows(top: Sequence[Row], rest: Sequence[Row], said: str, setting: Setting) -> list[Row]:
    """The rows that print the title that the file names, else those in the largest type.

    That type must be much larger than the body's, and be used for nothing else: else it is that of chapters.
    """
    wanted = letters_only(said)
    for index in range(len(top)):
        for end in range(min(index + _LINES, len(top)), index, -1):
            printed = letters_only("".join(row.text for row in top[index:end]))
            if len(printed) > 2 and (printed == wanted or (wanted.startswith(printed) and _large(top[index], setting))):
                return list(top[index:end])
    largest = max((row.size for row in top), default=0.0)
    if largest < _TITLE * setting.size or any(abs(row.size - largest) < 0.3 for row in rest):
        return []
    rows = [row for row in top if abs(row.size - largest) < 0.3]
    first = top.index(rows[0])
    run = list(top[first : first + len(rows)])
    return run if run == rows and len(rows) <= _LINES and letters_only("".join(row.text for row in rows)) else []


def _large(row: Row, setting: Setting) -> bool:
    return row.size >= _TITLE * setting.size


def _split_title(cover: Cover, top: Sequence[Row], title: Sequence[Row], facts: Facts) -> None:
    """The title is what is printed in the size of its first row; the rest of what the file names as title is the subtitle."""
    main = [row for row in title if row.size >= 0.9 * title[0].size]
    cover.title, cover.subtitle = _words(main), _words([row for row in title if row not in main])
    cover.used |= {id(row): "title" if row in main else "subtitle" for row in title}
    rest = letters_only(facts.title).removeprefix(letters_only(cover.title + cover.subtitle))
    after = top[list(map(id, top)).index(id(title[-1])) + 1 :]
    for end in range(1, min(_LINES, len(after)) + 1):
        if rest and letters_only("".join(row.text for row in after[:end])) == rest:
            cover.subtitle = _words(after[:end])
            cover.used |= {id(row): "subtitle" for row in after[:end]}


def _words(rows: Sequence[Row]) -> str:
    return " ".join(" ".join(row.text for row in rows).split())


def _people_and_date(cover: Cover, top: Sequence[Row], title: Sequence[Row]) -> None:
    for row in top:
        if id(row) in cover.used:
            continue
        text = row.text.strip()
        if cover.authors and _only_names(text, cover.authors):
            cover.used[id(row)] = "authors"
        elif not cover.authors and (by := _BY.fullmatch(text)):
            cover.authors = tuple(part.strip() for part in re.split(r",| and | و |؛|;", by[1]) if part.strip())
            cover.used[id(row)] = "authors"
        elif (date := only_date(text)) and cover.date in ("", date):
            cover.date, cover.used[id(row)] = date, "date"


def _only_names(text: str, names: Sequence[str]) -> bool:
    left = letters_only(_JOINTS.sub(" ", text))
    if not left:
        return False
    for name in sorted(map(letters_only, names), key=len, reverse=True):
        left = left.replace(name, "", 1)
    return not left

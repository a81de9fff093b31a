"""Front matter: the lines `key: value` between fences at the head of a Markdown file, as bibliographic facts.

A documented subset of what YAML and TOML allow, enough for what a source is: `key: value` (or `key = value`), the value bare
or quoted; lists as `key: [one, two]` or as `- item` lines; comments after `#`. No nesting, no values over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from compiler.readers.text.dates import only_date

MAX_LINES = 500
FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "authors",
    "authors": "authors",
    "translator": "translators",
    "translators": "translators",
    "publisher": "publisher",
    "place": "place",
    "date": "date",
    "lang": "language",
    "language": "language",
    "url": "address",
    "address": "address",
}
"""Key as written -> field of the document."""

_MANY = frozenset({"authors", "translators"})
_CLOSERS = {"---": ("---", "..."), "+++": ("+++",)}
_PAIR = re.compile(r"([A-Za-z][\w-]*)\s*[:=](?:\s+(.*)|)$")
_ITEM = re.compile(r"\s*-\s+(.+)$")
_QUOTED = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*(?:#.*)?$""")
_LIST = re.compile(r"\[(.*)\]\s*(?:#.*)?$")
_LIST_ITEM = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]*)\s*(?:,|$)""")
_COMMENT = re.compile(r"(?:^|\s+)#.*$")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


@dataclass(slots=True)
class FrontMatter:
    """What the fenced lines say: `values` by field, what each line was used for, and the lines nobody understands.

    `length` counts the lines from the opening fence to the closing one, 0 if the file has no front matter.
    """

    length: int = 0
    values: dict[str, list[str]] = field(default_factory=dict)
    used: dict[int, str] = field(default_factory=dict)
    unused: dict[int, str] = field(default_factory=dict)
    doubtful: list[int] = field(default_factory=list)

    def one(self, name: str) -> str:
        return " ".join(self.values.get(name, [])[:1])

    def several(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.values.get(name, [])))


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter at the head of `lines`; empty if there is none, or if what is fenced is no list of keys."""
    length = _length(lines)
    found = FrontMatter(length)
    if length:
        _fill(found, lines[:length])
    return found


def _length(lines: Sequence[str]) -> int:
    closers = _CLOSERS.get(lines[0].rstrip()) if lines else None
    if closers is None:
        return 0
    for index, line in enumerate(lines[1:MAX_LINES], 1):
        if line.rstrip() in closers:
            said = [one for one in lines[1:index] if one.strip() and not one.lstrip().startswith("#")]
            return index + 1 if said and _PAIR.match(said[0].rstrip()) else 0
    return 0


def _fill(found: FrontMatter, lines: Sequence[str]) -> None:
    name = ""
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip()
        if number in (1, len(lines)) or line.lstrip().startswith("#"):
            found.used[number] = "front matter"
        elif pair := _PAIR.match(line):
            name = FIELDS.get(pair[1].lower(), "")
            _note(found, number, name, _values(name, pair[1], pair[2] or ""))
        elif (item := _ITEM.match(line)) and (name or number - 1 in found.unused):
            _note(found, number, name, [_scalar(item[1].removeprefix("name: "))])
        elif line:
            name = ""
            found.unused[number] = "front matter that is not understood"
            found.doubtful.append(number)


def _note(found: FrontMatter, number: int, name: str, values: list[str]) -> None:
    if not name:
        found.unused[number] = "front matter that a document has no field for"
        return
    found.used[number] = name
    checked = [_checked(name, value) for value in values if value]
    if "" in checked:
        found.doubtful.append(number)
    found.values.setdefault(name, []).extend(value for value in checked if value)


def _values(name: str, key: str, said: str) -> list[str]:
    if (listed := _LIST.match(said)) and name in _MANY:
        return [_scalar(item) for item in _LIST_ITEM.findall(listed[1]) if item.strip()]
    value = _scalar(said)
    if name not in _MANY or _QUOTED.match(said):
        return [value]
    return [part.strip() for part in re.split(r"[;؛]" if not key.endswith("s") else r"[;؛,،]", value)]


def _scalar(said: str) -> str:
    if quoted := _QUOTED.match(said):
        if quoted[1] is not None:
            return re.sub(r"\\(.)", r"\1", quoted[1])
        return quoted[2].replace("''", "'")
    return _COMMENT.sub("", said).strip()


def _checked(name: str, value: str) -> str:
    """`value` as the document wants it, empty if it is no such thing."""
    if name == "date":
        return iso_date(value) or only_date(value)
    if name == "language":
        tag = value.replace("_", "-")
        return tag if _LANGUAGE.fullmatch(tag) else ""
    return " ".join(value.split())


def iso_date(value: str) -> str:
    """`2014`, `2014-10` or `2014-10-26` if `value` is such a date (a time after it is left out), else empty."""
    match = _DATE.fullmatch(value.strip())
    if match is None:
        return ""
    year, month, day = match[1], match[2], match[3]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, day) if part)

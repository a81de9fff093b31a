"""What an archive puts around a text: the head with “Title:” and “Author:”, the licence, the marks of start and end."""

from __future__ import annotations

import re

from . import dates, people
from .desk import Desk, Facts

_START = re.compile(r"\*{3}\s?start of (the|this) project gutenberg.*", re.IGNORECASE)
_END = re.compile(r"\*{3}\s?end of (the|this) project gutenberg.*|end of (the )?project gutenberg.*", re.IGNORECASE)
_FIELD = re.compile(
    r"(?P<name>title|author|translator|editor|illustrator|release date|posting date|language|"
    r"publisher)\s?:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_REACH = 120
WHY = "the archive’s own words"


def read_envelope(desk: Desk) -> Facts:
    """Marks what stands before the start mark and after the end mark; the facts that the head tells, empty without marks."""
    lines = desk.sheet.lines
    facts = Facts()
    start = next((place for place, line in enumerate(lines[:_REACH]) if _START.fullmatch(line.body)), None)
    if start is None:
        return facts
    for line in lines[:start]:
        field = _FIELD.fullmatch(line.body)
        if field and desk.free(line):
            _tell(facts, field["name"].casefold(), field["value"])
            desk.put(line, "metadata", field["name"].casefold())
    end = next((place for place in range(len(lines) - 1, start, -1) if _END.fullmatch(lines[place].body)), len(lines))
    for line in [*lines[: start + 1], *lines[end:]]:
        desk.put(line, "drop", WHY)
    return facts


def _tell(facts: Facts, name: str, value: str) -> None:
    if name == "title":
        facts.title = value
    elif name == "author":
        facts.authors = list(people.names_in(value))
    elif name == "translator":
        facts.translators = list(people.names_in(value))
    elif name == "publisher":
        facts.publisher = value
    elif name == "release date":
        facts.date = dates.found(value)[0]

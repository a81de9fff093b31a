"""The header lines of a letter: from whom, when, about what."""

from __future__ import annotations

import re

from . import dates
from .desk import Desk, Part
from .documents import mail_head

_PREFIX = re.compile(r"(?:subject|betreff|objet|موضوع|from|von|de|از|date|sent|datum|تاریخ)\s?:\s*", re.IGNORECASE)


def read_mail(desk: Desk, part: Part, place: int) -> int:
    """The header lines of a letter, if it begins with them; the place after them."""
    lines = desk.sheet.lines
    fields = mail_head(lines, place) if place < part.last else {}
    for name, where in fields.items():
        value = _PREFIX.sub("", lines[where].body, count=1)
        if name in {"from", "von", "de", "از"}:
            part.facts.authors = [re.sub(r"\s*[<(\[].*$", "", value).strip(' "') or value]
            desk.put(lines[where], "metadata", "authors")
        elif name in {"subject", "betreff", "objet", "موضوع"}:
            field = "subtitle" if part.facts.title else "title"
            setattr(part.facts, field, value)
            desk.put(lines[where], "metadata", field)
        elif name in {"date", "sent", "datum", "تاریخ"}:
            part.facts.date = dates.found(value)[0]
            desk.put(lines[where], "metadata", "date")
        else:
            desk.put(lines[where], "metadata", name)
    return max(fields.values()) + 1 if fields else place

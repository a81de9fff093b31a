"""The title block of a document: title, subtitle, people, publisher, place and date, and the lines that told them."""

from __future__ import annotations

from . import dates, people
from .desk import Desk, Part
from .facts import apply, fill_from_hints, read_end, read_opening
from .letters import read_mail
from .title_block import TitleBlock


def read_front(desk: Desk, part: Part) -> None:
    """Fills `part.facts` from the document's first and last lines, and marks those lines as metadata."""
    place = _settled_title(desk, part)
    place = read_mail(desk, part, place)
    _read_above(desk, part)
    TitleBlock(desk, part).read(place)
    read_end(desk, part)
    read_opening(desk, part)
    fill_from_hints(part)


def _settled_title(desk: Desk, part: Part) -> int:
    lines = desk.sheet.lines
    for place in part.titles:
        desk.set(lines[place], "metadata", "title")
    if part.titles:
        part.facts.title = " ".join(lines[place].body for place in part.titles)
    return part.titles[-1] + 1 if part.titles else part.first


def _read_above(desk: Desk, part: Part) -> None:
    """A masthead, a day, a byline above a title that is known already."""
    for line in desk.sheet.lines[part.first : part.titles[0] if part.titles else part.first]:
        told = people.told_by(line)
        iso = dates.found(line.body)[0]
        if not desk.free(line):
            continue
        if told:
            apply(part, told)
            desk.put(line, "metadata", told.fields)
        elif iso and line.words <= 8 and not line.closed:
            part.hints.date = part.hints.date or iso
            desk.put(line, "metadata", "date")
        elif people.masthead(line) or (line is desk.sheet.lines[0] and line.titled):
            part.facts.publisher = part.facts.publisher or line.body
            desk.put(line, "metadata", "publisher")

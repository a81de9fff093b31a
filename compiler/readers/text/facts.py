"""The facts of a document, and what lines outside its title block add to them: its end, its opening words, its teaser."""

from __future__ import annotations

import re

from . import people, words
from .desk import Desk, Part
from .lines import Line, folded
from .people import Told

_OPENING = re.compile(r"^(?P<name>(?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+) (?:from|of|for) (?P<publisher>[A-Z][\w’' -]+)")
_REPORTED = re.compile(
    r"[(\[]((additional )?(reporting|writing|editing)|(written|reported|edited|compiled)|گزارش|تدوین|تحرير|إعداد)\b"
    r"[^()]{2,200}[)\]]\.?",
    re.IGNORECASE,
)


_TAKEN = re.compile(
    r"(excerpted|adapted|reprinted|taken|reproduced|extracted) (with permission )?from\b.*|"
    r"from .{2,90}\bby (?-i:[A-ZÀ-Þ]).*|(mit freundlicher genehmigung|aus:|auszug aus|برگرفته از|extrait de|tiré de)\b.*",
    re.IGNORECASE,
)


def apply(part: Part, told: Told) -> None:
    """Adds what a line told to the facts; what was told first stays."""
    facts = part.facts
    known = {folded(name) for name in facts.authors}
    facts.authors += [name for name in told.authors if folded(name) not in known]
    facts.translators += [name for name in told.translators if name not in facts.translators]
    facts.publisher = facts.publisher or told.publisher
    facts.place = facts.place or told.place
    facts.date = facts.date or told.date


def read_end(desk: Desk, part: Part) -> None:
    """“Translated by” and “Published by” at the end of a document."""
    ends = [line for _, line in desk.free_lines(part)][-6:]
    for line in ends:
        if _REPORTED.fullmatch(line.body):
            desk.put(line, "metadata", "credits")
        elif (
            line.gap
            and line.length < 200
            and not line.prose
            and _TAKEN.fullmatch(line.body)
            and _all_source(ends, line)
        ):
            for each in ends[ends.index(line) :]:
                desk.put(each, "metadata", "source of the text")
        elif words.TRANSLATOR.match(line.body) or words.PUBLISHED.match(line.body):
            told = people.told_by(line)
            if told:
                apply(part, told)
                desk.put(line, "metadata", told.fields)


def _all_source(ends: list[Line], line: Line) -> bool:
    """`line` and at most two lines that go on with it are the last that the document has."""
    rest = ends[ends.index(line) + 1 :]
    return (
        not ends[-1].closed
        and len(rest) <= 2
        and len(ends) > len(rest) + 1
        and all(not each.gap and not each.prose for each in rest)
    )


def read_opening(desk: Desk, part: Part) -> None:
    """The dateline of the first paragraph, and the author whom its first words name as the publisher's own."""
    prose = [line for _, line in desk.free_lines(part) if line.prose][:4]
    if not prose:
        return
    first, facts = prose[0], part.facts
    facts.place = facts.place or next((where for line in prose if (where := words.dateline(line.body)[0])), "")
    match = _OPENING.match(first.body)
    publisher = facts.publisher or part.hints.publisher
    if match and publisher and not facts.authors and match["publisher"].casefold().startswith(publisher.casefold()):
        facts.authors = [match["name"]]
        desk.unsure(
            first, f"{match['name']} is taken as the author, since the text opens with this name for the publisher"
        )


def fill_from_hints(part: Part) -> None:
    """What only a teaser told fills what the document leaves open."""
    facts, hints = part.facts, part.hints
    facts.translators = facts.translators or hints.translators
    facts.publisher = facts.publisher or hints.publisher
    facts.place = facts.place or hints.place
    facts.date = facts.date or hints.date

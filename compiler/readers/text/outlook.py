"""What stands below a line of a title block, by which it is told what the line is."""

from __future__ import annotations

import re

from . import dates, people, words
from .desk import Desk, Part
from .lines import Line
from .people import Told

KEPT = frozenset({"list", "table", "quote", "code", "verse", "note", "caption", "heading"})
NUMBERED = re.compile(r"([\d۰-۹٠-٩]+|[ivxlc]+)([.-][\d۰-۹٠-٩]+)*[.)]?\s+\S", re.IGNORECASE)
_LISTED = re.compile(r"[^\W\d_]{2,16}:\s")


class Outlook:
    """The lines below a place of a document, as far as a title block may reach."""

    def __init__(self, desk: Desk, part: Part) -> None:
        self.desk, self.part = desk, part
        self.lines = desk.sheet.lines

    def following(self, place: int) -> Line | None:
        """The next line of the part that is not dropped and not in another script."""
        for line in self.lines[place + 1 : self.part.last]:
            foreign = line.letters > 0 and line.rtl != self.desk.sheet.rtl
            if self.desk.kind(line) in {None, "heading", "rule"} and not foreign:
                return line
        return None

    def signed_below(self, place: int) -> bool:
        """A byline or a day stands within three lines below `place`, before any paragraph."""
        for line in self.lines[place + 1 : min(place + 4, self.part.last)]:
            if people.told_by(line):
                return True
            if line.prose and not line.short:
                return False
        return False

    def told_ahead(self, place: int) -> bool:
        """A line of the title block stands further down, with no text before it."""
        for line in self.lines[place + 1 : min(place + 5, self.part.last)]:
            if not line.short or line.prose or self.desk.kind(line) in KEPT or NUMBERED.match(line.body):
                return False
            if self.desk.free(line) and people.told_by(line):
                return True
        return False

    def byline_ahead(self, place: int) -> bool:
        ahead = [line for line in self.lines[place + 1 : min(place + 4, self.part.last)] if self.desk.free(line)]
        return any(labelled(line) for line in ahead)

    def stanza_below(self, place: int) -> bool:
        """Below stand at least three short lines without a blank between them: verse, and so this line names its poet."""
        below = self.lines[place + 1 : min(place + 4, self.part.last)]
        close = all(line.gap == 0 for line in below[1:])
        return (
            len(below) == 3
            and below[0].gap > 0
            and close
            and all(line.length < 60 and line.words > 1 for line in below)
        )

    def named_and_dated(self, line: Line) -> bool:
        """A name alone, with the day below it."""
        below = [each for each in self.lines[: self.part.last] if line.number < each.number <= line.number + 3][:1]
        return words.name_like(line.body) and bool(below) and bool((people.told_by(below[0]) or Told()).date)

    def title_follows(self, place: int) -> bool:
        """A better title stands below, with text under it."""
        below = [line for line in self.lines[place + 1 : self.part.last][:30] if self.desk.free(line)][:3]
        titled = [line for line in below if line.titled and not people.told_by(line) and ":" not in line.body[:14]]
        return (
            bool(titled)
            and titled[0].words >= 3
            and not below[0].prose
            and bool(words.MEDIA.search(self.lines[place].body))
        )

    def apart(self, line: Line, following: Line, place: int) -> bool:
        """The next line does not go on with this one: it is no line of a wrapped paragraph or of a stanza."""
        if following.gap > 0 or people.told_by(following):
            return True
        if words.HELD.match(following.body) and dates.found(following.body)[0] and not following.prose:
            return True
        if words.SECTION.fullmatch(line.body.rstrip(".:")) and following.titled and following.after > 0:
            return True
        if self.desk.sheet.full(line, following) or following.low:
            return False
        if line.words > 1 and not self.desk.sheet.width and self.signed_below(place):
            return True
        chunk = [
            each for each in self.lines[self.part.first : self.part.last][:40] if abs(each.number - line.number) < 6
        ]
        even = [each for each in chunk if each.gap == 0 and each.number > line.number and each.short]
        return not self.desk.sheet.spaced or len(even) < 2 or line.upper

    def numbered_series(self, line: Line) -> bool:
        """“1. …” or “Chapter I” of which others follow is a heading of a text without a title."""
        section = words.SECTION.match(line.body)
        if section:
            word = section[1].casefold()
            later = self.lines[self.part.first : self.part.last]
            return any(
                o is not line and (m := words.SECTION.match(o.body)) and m[1].casefold() == word and o.short
                for o in later
            )
        return bool(re.match(r"(1|۱|i)[.)]\s", line.body, re.IGNORECASE))


def listed(line: Line) -> bool:
    """“Present: A, B, C” names several; it is neither title nor subtitle."""
    return bool(_LISTED.match(line.body)) and line.body.count(",") >= 2


def labelled(line: Line) -> bool:
    """It says itself what it tells (“By …”, “Name/Publisher/Date”), so it may also stand under a lead."""
    told = people.told_by(line)
    return bool(told and (told.authors or told.translators or told.publisher))

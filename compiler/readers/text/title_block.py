"""The lines below a document's first one that are still its title block, taken one after another."""

from __future__ import annotations

import re

from . import dates, people, words
from .desk import Desk, Part
from .documents import LINK, mail_head
from .facts import apply
from .letters import read_mail
from .lines import Line, folded
from .outlook import KEPT, NUMBERED, Outlook, labelled, listed
from .people import Told

_REACH = 24
_CONTACT = re.compile(
    r"((press|media) )?(contacts?|enquiries|inquiries)\s?:\s|"
    r"(for (more|further) information|pressekontakt|kontakt|تماس|للتواصل)\b.{0,30}:\s",
    re.IGNORECASE,
)


class TitleBlock(Outlook):
    """Walks down the first lines of a document for as long as they may belong to the title block."""

    def __init__(self, desk: Desk, part: Part) -> None:
        super().__init__(desk, part)
        self.facts = part.facts
        self.leads = 0
        self.signed = False

    def read(self, place: int) -> None:
        end = min(self.part.last, place + _REACH)
        while place < end:
            line = self.lines[place]
            kind = self.desk.kind(line)
            if kind == "heading" and not self.facts.title and self.desk.marks[line.number].why == "underlined":
                self._take_underlined(place)
            elif kind in KEPT:
                return
            elif kind is None and mail_head(self.lines, place):
                place = read_mail(self.desk, self.part, place)
                continue
            elif kind is None and not self._take(line, place):
                return
            place += 1

    def _take_underlined(self, place: int) -> None:
        line = self.lines[place]
        self.desk.set(line, "metadata", "title")
        self.desk.set(self.lines[place + 1], "metadata", "title")
        self.facts.title = line.body

    def _take(self, line: Line, place: int) -> bool:
        """Takes `line` if it belongs to the title block; False if the text has begun."""
        if line.letters and line.rtl != self.desk.sheet.rtl and line.short:
            told = people.told_by(line)
            return self._told(line, told) if told and told.date else True
        if words.LINK.fullmatch(line.body):
            self.desk.put(line, "metadata", LINK)
            return True
        if self._known(line, place):
            return True
        told = people.told_by(line)
        if told and not (self.leads and not labelled(line)):
            return self._told(line, told)
        if self._publisher(line, place) or self._bare_name(line, place):
            return True
        if not self.facts.title:
            return self._title(line, place)
        return self._later(line, place)

    def _known(self, line: Line, place: int) -> bool:
        """The title or an author once more, or the “by” between them."""
        facts = self.facts
        following = self.following(place)
        if line.key and line.key == folded(facts.title) and self.leads == 0:
            self.desk.put(line, "metadata", "title")
        elif line.key in {folded(name) for name in facts.authors}:
            self.desk.put(line, "metadata", "authors")
        elif (
            line.key in {"by", "von", "par", "por", "از", "نوشته", "نویسنده"}
            and following is not None
            and following.words <= 6
        ):
            apply(self.part, Told(authors=people.names_in(following.body)))
            self.desk.put(line, "metadata", "authors")
            self.desk.put(following, "metadata", "authors")
        else:
            return False
        return True

    def _told(self, line: Line, told: Told) -> bool:
        apply(self.part, told)
        self.desk.put(line, "metadata", told.fields)
        self.signed = self.signed or bool(told.authors)
        return True

    def _publisher(self, line: Line, place: int) -> bool:
        """A masthead: named by the teaser too, or next to the day, or above the title."""
        known = bool(self.part.hints.publisher) and line.key == self.part.hints.publisher.casefold()
        if self._above_paper(line, place):
            return True
        if self.facts.publisher or not (known or people.masthead(line)) or self.leads:
            return False
        following = self.following(place)
        dated = (
            following is not None and bool(dates.found(following.body)[0]) and following.short and following.gap == 0
        )
        third = next((each for each in self.lines[place + 2 : self.part.last] if self.desk.free(each)), None)
        dated = dated and (bool(self.facts.title) or third is None or not listed(third))
        registered = not self.facts.title and following is not None and bool(words.REGISTER.fullmatch(following.body))
        above = not self.facts.title and following is not None and (following.titled or dated)
        if not (known or dated or above or registered) or (
            above and not (known or dated or registered) and not self.title_follows(place)
        ):
            return False
        self.facts.publisher = line.body
        self.desk.put(line, "metadata", "publisher")
        return True

    def _above_paper(self, line: Line, place: int) -> bool:
        """A body's name right above the title of its paper: “Town of Korm”, “Minutes of the third meeting”."""
        following = self.following(place)
        if self.facts.title or self.facts.publisher or following is None or line.words > 6 or not line.titled:
            return False
        if line.end or following.gap > 1 or not following.titled or words.PAPER.match(line.body):
            return False
        if not words.PAPER.match(following.body) or labelled(line) or NUMBERED.match(line.body):
            return False
        self.facts.publisher = line.body
        self.desk.put(line, "metadata", "publisher")
        return True

    def _bare_name(self, line: Line, place: int) -> bool:
        """A name alone: beside the day, or two names, right under the title."""
        if not self.facts.title or self.facts.authors or self.leads or line.words > 9:
            return False
        names = people.names_in(line.body)
        following = self.following(place)
        dated = following is not None and following.gap <= 1 and bool((people.told_by(following) or Told()).date)
        caseless = dated and line.rtl and 2 <= line.words <= 4 and line.end == ""
        if not names or not (
            caseless or (line.rtl and self.stanza_below(place)) or all(words.name_like(name) for name in names)
        ):
            return False
        poem = self.stanza_below(place) and (line.rtl or words.name_like(line.body)) and 2 <= line.words <= 4
        at = (
            following is not None
            and len(names) == 1
            and bool(words.AFFILIATION.search(following.body))
            and following.short
        )
        tight = line.gap == 0 and line.after > 0 and len(names) == 1 and not line.rtl and not line.upper
        if not (dated or poem or at or tight or len(names) > 1):
            return False
        return self._told(line, Told(authors=names))

    def _title(self, line: Line, place: int) -> bool:
        following = self.following(place)
        if _CONTACT.match(line.body):
            self.desk.put(line, "metadata", "contact")
            return True
        if words.REGISTER.fullmatch(line.body):
            self.desk.put(line, "metadata", "register")
            return True
        if not line.titled or listed(line) or (following is not None and not self.apart(line, following, place)):
            return False
        if self._site(line, place):
            return True
        if following is None or self.numbered_series(line):
            return False
        self.facts.title = line.body
        self.desk.put(line, "metadata", "title")
        if words.SECTION.fullmatch(line.body.rstrip(".:")) and following.titled and not people.told_by(following):
            self.facts.title = f"{line.body}: {following.body}"
            self.desk.put(following, "metadata", "title")
        return True

    def _site(self, line: Line, place: int) -> bool:
        """The site’s or the section’s name above the title: short, with furniture or another short line before the title.

        The title is a longer line with a byline or a day below it.
        """
        reach = range(place + 1, min(place + 6, self.part.last))
        longer = [other for other in reach if self.lines[other].words >= 4 and self.desk.free(self.lines[other])]
        title = longer[0] if longer else None
        if (
            title is None
            or line.words > (5 if people.masthead(line) else 3)
            or not self.lines[title].titled
            or not self.signed_below(title)
        ):
            return False
        between = self.lines[place + 1 : title]
        if any(people.told_by(each) for each in between) or any(each.words > 3 for each in between):
            return False
        before = self.desk.marks.get(self.lines[place - 1].number) if place > self.part.first else None
        dropped = before is not None and (before.kind == "drop" or before.why == "publisher")
        above = self.lines[title].upper and not line.upper
        if not (between or above or (dropped and line.words <= 2)):
            return False
        first = not dropped and not self.facts.publisher
        numbered = any(character.isdecimal() for character in line.body)
        kept = "publisher" if first else "number in a series" if numbered else ""
        self.desk.put(line, "metadata" if kept else "drop", kept or "name of a section")
        if first:
            self.facts.publisher = line.body
        return True

    def _later(self, line: Line, place: int) -> bool:
        """What may stand between the title and the text: a subtitle, a lead with a byline below, the work's own title."""
        following = self.following(place)
        if self._is_own_title(line, following):
            self._own_title(line)
            return False
        if self._is_subtitle(line, following) or self._dates_the_title(line):
            self.facts.date = self.facts.date or dates.found(line.body)[0]
            self.facts.subtitle = line.body
            self.desk.put(line, "metadata", "subtitle")
            return True
        if line.prose or line.words > 12:
            self.leads += 1
            return self.leads < 3 and self.byline_ahead(place)
        return self.leads == 0 and line.short and self.told_ahead(place)

    def _is_own_title(self, line: Line, following: Line | None) -> bool:
        repost = bool(self.part.titles) and self.leads > 0 and self.signed and bool(self.facts.date)
        return repost and line.titled and line.end == "" and following is not None and following.prose

    def _own_title(self, line: Line) -> None:
        """Below a repost's title, introduction and byline stands the title of the work itself."""
        self.desk.unsure(line, "two titles stand above each other: the one below the byline is taken as the work’s own")
        for place in self.part.titles:
            self.desk.set(self.lines[place], "metadata", "title of the repost")
        self.facts.title = line.body
        self.desk.put(line, "metadata", "title")

    def _is_subtitle(self, line: Line, following: Line | None) -> bool:
        if self.facts.subtitle or self.leads or not line.short or not line.letters or line.end in {"colon", "comma"}:
            return False
        if (NUMBERED.match(line.body) and not dates.found(line.body)[0]) or words.SECTION.match(line.body):
            return False
        if words.CONTENTS.fullmatch(line.body) or following is None or words.CREDIT.search(line.body):
            return False
        if (line.closed and line.words > 12) or listed(line):
            return False
        if self.named_and_dated(following) or (
            not line.closed and following.prose and words.dateline(following.body)[0]
        ):
            return True
        if people.told_by(following) or words.CONTENTS.fullmatch(following.body.rstrip(":")):
            return True
        kind = self.desk.kind(following)
        return kind in {"heading", "rule"} or (following.upper and not line.upper and following.titled)

    def _dates_the_title(self, line: Line) -> bool:
        """A short line with a day in it, right under the title: “Delivered by the Mayor, 1 June 1965”."""
        free = not (self.facts.subtitle or self.leads or self.facts.date)
        day = (
            dates.found(line.body)[0]
            if free and (line.titled or words.HELD.match(line.body)) and line.words <= 16 and not line.prose
            else ""
        )
        return len(day) == len("2001-02-03") and not NUMBERED.match(line.body)

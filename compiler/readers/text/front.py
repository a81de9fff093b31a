"""The title block of a document: title, subtitle, people, publisher, place and date, and the lines that told them."""

from __future__ import annotations

import re

from . import dates, people, words
from .desk import Desk, Part
from .documents import LINK, mail_head
from .facts import apply, fill_from_hints, read_end, read_opening
from .lines import Line, folded
from .people import Told

_REACH = 24
_KEPT = frozenset({"list", "table", "quote", "code", "verse", "note", "caption", "heading"})
_NUMBERED = re.compile(r"([\d۰-۹٠-٩]+|[ivxlc]+)([.-][\d۰-۹٠-٩]+)*[.)]?\s+\S", re.IGNORECASE)
_CONTACT = re.compile(
    r"((press|media) )?(contacts?|enquiries|inquiries)\s?:\s|"
    r"(for (more|further) information|pressekontakt|kontakt|تماس|للتواصل)\b.{0,30}:\s",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[^\W\d_]{2,16}:\s")
_PREFIX = re.compile(r"(?:subject|betreff|objet|موضوع|from|von|de|از|date|sent|datum|تاریخ)\s?:\s*", re.IGNORECASE)


def read_front(desk: Desk, part: Part) -> None:
    """Fills `part.facts` from the document's first and last lines, and marks those lines as metadata."""
    place = _settled_title(desk, part)
    place = _mail(desk, part, place)
    _read_above(desk, part)
    _Front(desk, part).read(place)
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


def _mail(desk: Desk, part: Part, place: int) -> int:
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


class _Front:
    """Walks down the first lines of a document for as long as they may belong to the title block."""

    def __init__(self, desk: Desk, part: Part) -> None:
        self.desk, self.part, self.facts = desk, part, part.facts
        self.lines = desk.sheet.lines
        self.after_title = bool(part.facts.title)
        self.leads = 0
        self.signed = False

    def read(self, place: int) -> None:
        end = min(self.part.last, place + _REACH)
        while place < end:
            line = self.lines[place]
            kind = self.desk.kind(line)
            if kind == "heading" and not self.facts.title and self.desk.marks[line.number].why == "underlined":
                self._take_underlined(place)
            elif kind in _KEPT:
                return
            elif kind is None and mail_head(self.lines, place):
                place = _mail(self.desk, self.part, place)
                continue
            elif kind is None and not self._take(line, place):
                return
            place += 1

    def _take_underlined(self, place: int) -> None:
        line = self.lines[place]
        self.desk.set(line, "metadata", "title")
        self.desk.set(self.lines[place + 1], "metadata", "title")
        self.facts.title, self.after_title = line.body, True

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
        if told and not (self.leads and not _labelled(line)):
            return self._told(line, told)
        if self._publisher(line, place) or self._bare_name(line, place):
            return True
        if not self.facts.title:
            return self._title(line, place)
        return self._later(line, place)

    def _known(self, line: Line, place: int) -> bool:
        """The title or an author once more, or the “by” between them."""
        facts = self.facts
        following = self._following(place)
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
        if self.facts.publisher or not (known or people.masthead(line)) or self.leads:
            return False
        following = self._following(place)
        dated = (
            following is not None and bool(dates.found(following.body)[0]) and following.short and following.gap == 0
        )
        third = next((each for each in self.lines[place + 2 : self.part.last] if self.desk.free(each)), None)
        dated = dated and (bool(self.facts.title) or third is None or not _listed(third))
        above = not self.facts.title and following is not None and (following.titled or dated)
        if not (known or dated or above) or (above and not known and not dated and not self._title_follows(place)):
            return False
        self.facts.publisher = line.body
        self.desk.put(line, "metadata", "publisher")
        return True

    def _title_follows(self, place: int) -> bool:
        """A better title stands below, with text under it."""
        below = [line for line in self.lines[place + 1 : self.part.last][:30] if self.desk.free(line)][:3]
        titled = [line for line in below if line.titled and not people.told_by(line) and ":" not in line.body[:14]]
        return (
            bool(titled)
            and titled[0].words >= 3
            and not below[0].prose
            and bool(words.MEDIA.search(self.lines[place].body))
        )

    def _bare_name(self, line: Line, place: int) -> bool:
        """A name alone: beside the day, or two names, right under the title."""
        if not self.facts.title or self.facts.authors or self.leads or line.words > 9:
            return False
        names = people.names_in(line.body)
        following = self._following(place)
        dated = following is not None and following.gap <= 1 and bool((people.told_by(following) or Told()).date)
        caseless = dated and line.rtl and 2 <= line.words <= 4 and line.end == ""
        if not names or not (
            caseless or (line.rtl and self._stanza_below(place)) or all(words.name_like(name) for name in names)
        ):
            return False
        poem = self._stanza_below(place) and (line.rtl or words.name_like(line.body)) and 2 <= line.words <= 4
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

    def _stanza_below(self, place: int) -> bool:
        """Below stand at least three short lines without a blank between them: verse, and so this line names its poet."""
        below = self.lines[place + 1 : min(place + 4, self.part.last)]
        close = all(line.gap == 0 for line in below[1:])
        return (
            len(below) == 3
            and below[0].gap > 0
            and close
            and all(line.length < 60 and line.words > 1 for line in below)
        )

    def _title(self, line: Line, place: int) -> bool:
        following = self._following(place)
        if _CONTACT.match(line.body):
            self.desk.put(line, "metadata", "contact")
            return True
        if not line.titled or _listed(line) or (following is not None and not self._apart(line, following, place)):
            return False
        if self._site(line, place):
            return True
        if following is None or self._numbered_series(line):
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
            or not self._signed_below(title)
        ):
            return False
        between = self.lines[place + 1 : title]
        if any(people.told_by(each) for each in between) or any(each.words > 3 for each in between):
            return False
        before = self.desk.marks.get(self.lines[place - 1].number) if place > self.part.first else None
        dropped = before is not None and (before.kind == "drop" or before.why == "publisher")
        above = self.lines[title].upper and not line.upper
        if not (between or above or (dropped and line.words == 1)):
            return False
        first = not dropped and not self.facts.publisher
        numbered = any(character.isdecimal() for character in line.body)
        kept = "publisher" if first else "number in a series" if numbered else ""
        self.desk.put(line, "metadata" if kept else "drop", kept or "name of a section")
        if first:
            self.facts.publisher = line.body
        return True

    def _signed_below(self, place: int) -> bool:
        """A byline or a day stands within three lines below `place`, before any paragraph."""
        for line in self.lines[place + 1 : min(place + 4, self.part.last)]:
            if people.told_by(line):
                return True
            if line.prose and not line.short:
                return False
        return False

    def _apart(self, line: Line, following: Line, place: int) -> bool:
        """The next line does not go on with this one: it is no line of a wrapped paragraph or of a stanza."""
        if following.gap > 0 or people.told_by(following):
            return True
        if self.desk.sheet.full(line, following) or following.low:
            return False
        if line.words > 1 and not self.desk.sheet.width and self._signed_below(place):
            return True
        chunk = [
            each for each in self.lines[self.part.first : self.part.last][:40] if abs(each.number - line.number) < 6
        ]
        even = [each for each in chunk if each.gap == 0 and each.number > line.number and each.short]
        return not self.desk.sheet.spaced or len(even) < 2 or line.upper

    def _numbered_series(self, line: Line) -> bool:
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

    def _later(self, line: Line, place: int) -> bool:
        """What may stand between the title and the text: a subtitle, a lead with a byline below, the work's own title."""
        following = self._following(place)
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
            return self.leads < 3 and self._byline_ahead(place)
        return self.leads == 0 and line.short and self._told_ahead(place)

    def _told_ahead(self, place: int) -> bool:
        """A line of the title block stands further down, with no text before it."""
        for line in self.lines[place + 1 : min(place + 5, self.part.last)]:
            if not line.short or line.prose or self.desk.kind(line) in _KEPT or _NUMBERED.match(line.body):
                return False
            if self.desk.free(line) and people.told_by(line):
                return True
        return False

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
        if (_NUMBERED.match(line.body) and not dates.found(line.body)[0]) or words.SECTION.match(line.body):
            return False
        if words.CONTENTS.fullmatch(line.body) or following is None or words.CREDIT.search(line.body):
            return False
        if (line.closed and line.words > 12) or _listed(line):
            return False
        if self._named_and_dated(following) or (
            not line.closed and following.prose and words.dateline(following.body)[0]
        ):
            return True
        if people.told_by(following) or words.CONTENTS.fullmatch(following.body.rstrip(":")):
            return True
        kind = self.desk.kind(following)
        return kind in {"heading", "rule"} or (following.upper and not line.upper and following.titled)

    def _named_and_dated(self, line: Line) -> bool:
        """A name alone, with the day below it."""
        below = [each for each in self.lines[: self.part.last] if line.number < each.number <= line.number + 3][:1]
        return words.name_like(line.body) and bool(below) and bool((people.told_by(below[0]) or Told()).date)

    def _dates_the_title(self, line: Line) -> bool:
        """A short line with a day in it, right under the title: “Delivered by the Mayor, 1 June 1965”."""
        free = not (self.facts.subtitle or self.leads or self.facts.date)
        day = dates.found(line.body)[0] if free and line.titled and line.words <= 12 else ""
        return len(day) == len("2001-02-03") and not _NUMBERED.match(line.body)

    def _byline_ahead(self, place: int) -> bool:
        ahead = [line for line in self.lines[place + 1 : min(place + 4, self.part.last)] if self.desk.free(line)]
        return any(_labelled(line) for line in ahead)

    def _following(self, place: int) -> Line | None:
        """The next line of the part that is not dropped and not in another script."""
        for line in self.lines[place + 1 : self.part.last]:
            foreign = line.letters > 0 and line.rtl != self.desk.sheet.rtl
            if self.desk.kind(line) in {None, "heading", "rule"} and not foreign:
                return line
        return None


def _listed(line: Line) -> bool:
    """“Present: A, B, C” names several; it is neither title nor subtitle."""
    return bool(_LISTED.match(line.body)) and line.body.count(",") >= 2


def _labelled(line: Line) -> bool:
    """It says itself what it tells (“By …”, “Name/Publisher/Date”), so it may also stand under a lead."""
    told = people.told_by(line)
    return bool(told and (told.authors or told.translators or told.publisher))

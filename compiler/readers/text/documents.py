"""Where each document of a capture begins, and what stands between a teaser and the text that it announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from . import dates, people, words
from .desk import Desk, Facts, Part
from .lines import Line, folded
from .repeats import TEASER, Openings, cut_short, teased, teaser_head

_SITE = re.compile(r"\s+[|–—»:-]\s+|\s\|\s?")
_MAIL = re.compile(
    r"(from|to|date|sent|subject|cc|von|an|datum|betreff|de|objet|از|به|تاریخ|موضوع)\s?:\s*\S", re.IGNORECASE
)
_MAIL_KEYS = {"from", "von", "de", "از"}, {"subject", "betreff", "objet", "موضوع"}
REPEAT = "repeats the title"
RELATED = "related items"
LINK = "link without its target"


def parts_of(desk: Desk, openings: Openings, wished: frozenset[int] = frozenset()) -> list[Part]:
    """The documents of the sheet, in order; everything before the first title belongs to the first.

    `wished` are places at which the editor wants a document to begin.
    """
    starts: dict[int, Part] = {0: Part(0, 0)}
    for place in sorted(wished):
        starts.setdefault(place, Part(place, 0))
    for part in [*_announced(desk, openings), *_stories(desk), *_dated(desk), *_signed(desk), *_mails(desk)]:
        starts.setdefault(part.first, part)
    parts = [starts[place] for place in sorted(starts)]
    for part, following in pairwise(parts):
        part.last = following.first
    parts[-1].last = len(desk.sheet.lines)
    parts = _merged(desk, parts)
    if not parts[0].titles:
        _repeated_title(desk, openings, parts[0])
    return parts


def _merged(desk: Desk, parts: Sequence[Part]) -> list[Part]:
    """Parts; one that holds no text of its own goes to the one after it."""
    merged: list[Part] = []
    empty = False
    for part in parts:
        was_empty, empty = empty, not _has_text(desk, part)
        if was_empty:
            part.first = merged.pop().first
        merged.append(part)
    return merged


def _has_text(desk: Desk, part: Part) -> bool:
    lines = desk.sheet.lines[part.first : part.last]
    return any(desk.kind(line) not in {"drop", "rule"} and (line.prose or line.words > 6) for line in lines)


# --- announced by a teaser ---


def _announced(desk: Desk, openings: Openings) -> list[Part]:
    """Documents that follow “Also read:” with a title, perhaps a teaser, and the title again."""
    lines = desk.sheet.lines
    found: list[Part] = []
    for place, line in enumerate(lines):
        if not line.short or not words.ALSO_READ.fullmatch(line.body.rstrip(": ").strip()):
            continue
        candidate = next((p for p in range(place + 1, min(place + 4, len(lines))) if lines[p].titled), None)
        titles = _again(desk, openings, candidate, 14) if candidate is not None else ()
        if not titles and candidate is not None and _signed_text(lines, candidate):
            titles = (candidate,)
        if titles and candidate is not None:
            part = Part(place, 0, titles)
            desk.put(line, "drop", RELATED)
            _mark_between(desk, openings, range(candidate, titles[0]), part)
            found.append(part)
    return found


def _signed_text(lines: Sequence[Line], place: int) -> bool:
    """Right below the title at `place` stands who wrote it and when or where, and below that its text."""
    if place + 2 >= len(lines) or lines[place + 1].gap > 1:
        return False
    told = people.told_by(lines[place + 1])
    signed = told is not None and bool(told.authors) and bool(told.date or told.publisher)
    return signed and lines[place + 2].prose


def _repeated_title(desk: Desk, openings: Openings, part: Part) -> None:
    """Settles the title of a page that prints it several times before the text begins."""
    free = [place for place, line in desk.free_lines(part) if line.titled]
    above = [place for place in free[:2] if people.masthead(desk.sheet.lines[place])]
    for place in free[: 1 + len(above)]:
        titles = _again(desk, openings, place, 40)
        if titles and titles[-1] < part.last:
            part.titles = titles
            _mark_between(desk, openings, range(place, titles[0]), part)
            return


def _again(desk: Desk, openings: Openings, place: int, reach: int) -> tuple[int, ...]:
    """Places where the title at `place` stands for the last time before its text; empty if it does not come again.

    It may be broken over up to three lines, and at its first place may have the site's name behind it.
    """
    lines = desk.sheet.lines
    keys = {lines[place].key} | {key for key in map(folded, _SITE.split(lines[place].body)[:1]) if len(key) > 12}
    found: tuple[int, ...] = ()
    for other in range(place + 1, min(place + reach, len(lines))):
        line = lines[other]
        if line.prose and teased(openings, lines, other) is None and not cut_short(line) and desk.free(line):
            break
        found = _matched(lines, other, keys) or found
    return found


def _matched(lines: Sequence[Line], place: int, keys: set[str]) -> tuple[int, ...]:
    joined = ""
    for end in range(place, min(place + 3, len(lines))):
        joined = f"{joined} {lines[end].key}".strip()
        if joined in keys:
            return tuple(range(place, end + 1))
    return ()


def _mark_between(desk: Desk, openings: Openings, places: range, part: Part) -> None:
    """Marks what stands between the first printing of a title and its last."""
    lines = desk.sheet.lines
    title = folded(" ".join(lines[place].body for place in part.titles))
    for place in places:
        line = lines[place]
        target = teased(openings, lines, place)
        if line.key == title or line.key.startswith(title):
            desk.put(line, "drop", REPEAT)
        elif words.LINK.fullmatch(line.body):
            desk.put(line, "metadata", LINK)
        elif target is not None and (cut_short(line) or line.words >= 8):
            desk.put(line, "drop", f"{TEASER} line {lines[target].number}")
            _hint(part.hints, line)
        elif line.words <= 8 and not line.closed and dates.found(line.body)[0]:
            part.hints.date = part.hints.date or dates.found(line.body)[0]
            desk.put(line, "metadata", "date")
        elif not _foreign(desk, line) and (
            line.titled or (line.short and not line.closed and not people.told_by(line))
        ):
            desk.put(line, "drop", RELATED)


def _hint(hints: Facts, line: Line) -> None:
    told = people.teaser_told(teaser_head(line))
    hints.publisher = hints.publisher or told.publisher
    hints.place = hints.place or told.place
    hints.date = hints.date or told.date
    hints.translators = hints.translators or list(told.translators)


def _foreign(desk: Desk, line: Line) -> bool:
    return line.letters > 0 and line.rtl != desk.sheet.rtl


# --- stories, signed articles, letters ---


def _stories(desk: Desk) -> list[Part]:
    """Agency stories: each a headline with a dateline under it; two of them at least."""
    lines = desk.sheet.lines
    heads = [
        p
        for p, line in enumerate(lines[:-1])
        if line.titled and desk.free(line) and words.dateline(lines[p + 1].body)[0] and lines[p + 1].prose
    ]
    return [Part(_with_rule(desk, place), 0, (place,)) for place in heads] if len(heads) >= 2 else []


def _dated(desk: Desk) -> list[Part]:
    """Entries of a log: each a title, right under it the day, then text; two of them at least."""
    lines = desk.sheet.lines
    heads = [
        place
        for place, line in enumerate(lines[:-2])
        if line.titled and desk.free(line) and line.gap and _entry(lines, place)
    ]
    return [Part(_with_rule(desk, place), 0, (place,)) for place in heads] if len(heads) >= 2 else []


def _entry(lines: Sequence[Line], place: int) -> bool:
    day, text = lines[place + 1], lines[place + 2]
    return day.gap == 0 and text.gap > 0 and text.prose and len(dates.only_date(day.body)) == len("2001-02-03")


def _with_rule(desk: Desk, place: int) -> int:
    """The place of the rule before `place`, which parts documents and belongs to neither; else `place`."""
    before = desk.sheet.lines[place - 1] if place else None
    if before is not None and desk.kind(before) == "rule":
        desk.set(before, "drop", "parts two documents")
        return place - 1
    return place


def _signed(desk: Desk) -> list[Part]:
    """Articles one after another: a title, “By” somebody under it, text; after the text of another."""
    lines = desk.sheet.lines
    found: list[Part] = []
    text = 0
    for place, line in enumerate(lines[:-2]):
        if text >= 2 and line.titled and desk.free(line) and _begins(desk, place) and _byline(lines, place + 1):
            found.append(Part(_with_rule(desk, place), 0, (place,)))
            text = 0
        text += line.prose
    return found


def _begins(desk: Desk, place: int) -> bool:
    """It has room above it; or, where no paragraph has, the line before is finished."""
    line, before = desk.sheet.lines[place], desk.sheet.lines[place - 1]
    return line.gap > 0 or (not desk.sheet.spaced and (before.closed or desk.kind(before) == "drop"))


def _byline(lines: Sequence[Line], place: int) -> bool:
    """“By” somebody with the day, or with text following at once."""
    told = people.told_by(lines[place]) if words.BYLINE.match(lines[place].body) else None
    if told is None or not told.authors:
        return False
    following = lines[place + 1]
    return bool(told.date) or following.prose or bool((people.told_by(following) or people.Told()).date)


def _mails(desk: Desk) -> list[Part]:
    """Letters with header lines, where there are several."""
    heads = [place for place, _ in desk.free_lines() if is_mail_head(desk.sheet.lines, place)]
    return [Part(place, 0) for place in heads] if len(heads) >= 2 else []


def is_mail_head(lines: Sequence[Line], place: int) -> bool:
    """True if header lines of a letter begin at `place`: a sender and a subject among lines of “Name: value”."""
    return bool(lines[place].gap or place == 0) and len(mail_head(lines, place)) >= 2


def mail_head(lines: Sequence[Line], place: int) -> dict[str, int]:
    """The header lines from `place` on, by the small name of the field; empty if sender or subject is missing."""
    fields: dict[str, int] = {}
    for other in range(place, min(place + 10, len(lines))):
        match = words.MAIL.match(lines[other].body)
        if not match or (other > place and lines[other].gap):
            break
        fields.setdefault(match[1].casefold(), other)
    senders, subjects = _MAIL_KEYS
    return fields if senders & set(fields) and subjects & set(fields) else {}

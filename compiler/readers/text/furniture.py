"""Page furniture: menus, consent, sharing, tags, comments, subscriptions, and what stands between such lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from . import page_words, people, words
from .desk import Desk, Part
from .lines import Line

_SEPARATED = re.compile(r"\s[|·•»>/]\s|\s{3,}|\]\s*\[")
_LINKED_MENU = re.compile(r"(\s*\[\d+\]\s*\S{1,20}(\s\S{1,20}){0,2}){2,}")
_MOMENT = re.compile(
    r"\d+ (second|minute|hour|day|week|month|year)s? ago|(an?|one) (minute|hour|day|week|month|year) ago|"
    r"vor \d+ \w+|il y a \d+ \w+|hace \d+ \w+|[\d۰-۹]+ \w+ پیش",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[*•◦▪‣●■►»›–—-]\s*(?=[^\W_])")
MENU = "page furniture"
RELEASE = "label of a press office"
COMMENTS = "comments of readers"
RELATED = "related items"


def mark_furniture(desk: Desk) -> None:
    """Drops lines that are known furniture, and short lines that stand among them."""
    for _, line in list(desk.free_lines()):
        if words.LABEL.fullmatch(line.body.strip("*# ")):
            desk.put(line, "drop", RELEASE)
    for chunk in list(desk.chunks()):
        for run in _runs(chunk):
            known: list[bool] = [page_words.furniture(line.body) or _menu(line) for line in run]
            menu = len(run) >= 3 and _at_top(desk, run) and all(line.words <= 3 and line.end == "" for line in run)
            around = (
                sum(known) >= 3 or (sum(known) == 2 and (len(run) <= 3 or _bar(run, known))) or (menu and any(known))
            )
            for line, is_known in zip(run, known, strict=True):
                if is_known and (not _doubtful(line, chunk) or around):
                    desk.put(line, "drop", MENU)
            if around:
                _fill(desk, run, whole=menu)


def _bar(run: Sequence[Line], known: Sequence[bool]) -> bool:
    """Between the first and the last known line stand only words of a menu."""
    first, last = known.index(True), len(known) - 1 - known[::-1].index(True)
    return first <= 1 and all(line.words <= 2 and line.end == "" for line in run[first + 1 : last])


def _runs(chunk: Sequence[Line]) -> list[list[Line]]:
    """`chunk` parted at its paragraphs: what stands on the two sides of a paragraph does not stand together."""
    runs: list[list[Line]] = [[]]
    for line in chunk:
        runs[-1].append(line)
        if line.prose and not page_words.furniture(line.body):
            runs.append([])
    return [run for run in runs if run]


def _at_top(desk: Desk, chunk: Sequence[Line]) -> bool:
    """Nothing but furniture and single short lines stand before it."""
    before = (line for line in desk.sheet.lines[:8] if line.number < chunk[0].number)
    return chunk[0].number <= 12 and all(desk.kind(line) == "drop" or line.words <= 4 for line in before)


def _doubtful(line: Line, chunk: Sequence[Line]) -> bool:
    """A single word such as “Press” that is alone in its block, or among paragraphs, may be a heading."""
    alone = (len(chunk) == 1 and line.gap > 0) or any(other.prose for other in chunk)
    return (
        alone
        and line.words == 1
        and line.key not in page_words.NEVER_HEADS
        and line.end == ""
        and line.body[:1].isalpha()
        and line.number > 1
    )


def _menu(line: Line) -> bool:
    """A line of several furniture words with signs between them."""
    if _LINKED_MENU.fullmatch(line.body):
        return True
    parts = [part for part in _SEPARATED.split(line.body) if part.strip()]
    if line.number <= 6 and line.body.count(" | ") >= 2 and all(len(part.split()) <= 3 for part in parts):
        return True
    return len(parts) >= 2 and sum(page_words.furniture(part) for part in parts) * 2 >= len(parts) and line.words <= 30


def _fill(desk: Desk, chunk: Sequence[Line], *, whole: bool) -> None:
    """Short lines between two known ones of the same block are of their kind; in a menu all are."""
    places = [index for index, line in enumerate(chunk) if not desk.free(line)]
    for index in range(len(chunk)) if whole else range(places[0], places[-1]):
        line = chunk[index]
        if line.words <= 4 and line.end == "" and not _says_more(chunk, index):
            desk.put(line, "drop", MENU)


def _says_more(chunk: Sequence[Line], index: int) -> bool:
    """A masthead, a byline, a day, a picture's credit, or the title above a byline, though furniture stands on both sides."""
    line = chunk[index]
    following = chunk[index + 1] if index + 1 < len(chunk) else None
    titled = line.titled and line.words >= 2 and following is not None and bool(people.told_by(following))
    credit = words.CREDIT.search(line.body) or words.FIGURE.match(line.body)
    return titled or bool(words.MASTHEAD.search(line.body) or credit or people.told_by(line))


# --- tails ---


def mark_tails(desk: Desk, parts: Sequence[Part]) -> None:
    """Drops comments, and the lists of related items that begin with “Related” and the like, up to the next document."""
    _drop_neighbours(desk)
    _drop_teasers(desk)
    for part in parts:
        lines = desk.sheet.lines
        place = part.first
        place = max(place, part.titles[0]) if part.titles else place
        while place < part.last:
            line = lines[place]
            marker = words.EDIT.sub("", line.body).rstrip(":؛ ").strip()
            if desk.free(line) and line.short and words.COMMENTS.fullmatch(marker) and _is_comments(desk, part, place):
                _drop(desk, range(place, part.last), COMMENTS)
                break
            if (
                desk.free(line)
                and words.PROMOTED.fullmatch(line.body)
                and line.end not in {"stop", "colon"}
                and line.words <= 20
            ):
                desk.put(line, "drop", RELATED)
            if desk.kind(line) in {None, "drop"} and line.short and words.ALSO_READ.fullmatch(marker):
                place = _drop_related(desk, part, place)
                continue
            place += 1
        _mark_end(desk, part)


def _drop_neighbours(desk: Desk) -> None:
    """“Previous: …” and “Next: …”, right below each other, lead to other pages."""
    free = [line for _, line in desk.free_lines() if line.words <= 20 and not line.prose]
    for line, following in pairwise(free):
        if following.number - line.number > 2:
            continue
        names = [
            match[1].casefold() if (match := page_words.NEIGHBOUR.match(each.body)) else ""
            for each in (line, following)
        ]
        if all(names) and names[0] != names[1]:
            _put_both(desk, line, following, MENU)


def _drop_teasers(desk: Desk) -> None:
    """Two and more lines below each other that are cut off (“[…]”, “… Read more »”) show the beginnings of other pages."""
    free = [line for _, line in desk.free_lines() if line.words <= 60]
    for line, following in pairwise(free):
        cut = all(page_words.CUT.search(each.body) for each in (line, following))
        if cut and following.number - line.number <= 2:
            _put_both(desk, line, following, RELATED)
    for line in free:
        if desk.free(line) and page_words.MORE.search(line.body):
            desk.put(line, "drop", RELATED)


def _put_both(desk: Desk, line: Line, following: Line, why: str) -> None:
    for each in (line, following):
        desk.put(each, "drop", why)


def _is_comments(desk: Desk, part: Part, place: int) -> bool:
    """Comments are short, or say when they were written, or are answered; a chapter on “Comments” is long text."""
    rest = [desk.sheet.lines[index] for index in range(place + 1, part.last)]
    signs = sum(bool(_MOMENT.search(line.body)) or line.key in {"reply", "پاسخ", "antworten"} for line in rest)
    return signs > 0 or not any(line.words > 40 for line in rest)


def _drop_related(desk: Desk, part: Part, place: int) -> int:
    """Drops the marker and the short lines after it; a paragraph, or a gap before text, ends them."""
    lines = desk.sheet.lines
    _drop(desk, [place], RELATED)
    index = place + 1
    while index < part.last and index - place <= 40:
        line = lines[index]
        known = desk.kind(line) == "drop"
        if words.NOTES.fullmatch(words.EDIT.sub("", line.body).rstrip(": ")):
            break
        if not known and (not desk.free(line) or _text(line) or _back_to_text(lines, index, part)):
            break
        if not known and index > place + 1 and _unlike(lines[place + 1 : index], line):
            break
        if not known:
            desk.put(line, "drop", RELATED)
        index += 1
    return index


def _unlike(items: Sequence[Line], line: Line) -> bool:
    """No item as those before it: they open with a sign and it does not, or it alone ends in a full stop."""
    bulleted = all(_ITEM.match(each.body) for each in items) and not _ITEM.match(line.body)
    return bulleted or (line.end == "stop" and not any(each.closed for each in items))


def _text(line: Line) -> bool:
    """Too much of a sentence for the title of another page."""
    return line.words > 24 or (line.prose and (line.end != "ask" or line.words > 14))


def _back_to_text(lines: Sequence[Line], index: int, part: Part) -> bool:
    """A line by itself that is followed by a paragraph is a heading of the text again."""
    following = lines[index + 1] if index + 1 < part.last else None
    return lines[index].gap > 0 and following is not None and following.prose


def _drop(desk: Desk, places: Sequence[int] | range, why: str) -> None:
    for place in places:
        desk.put(desk.sheet.lines[place], "drop", why)


def _mark_end(desk: Desk, part: Part) -> None:
    """Short lines after the last paragraph that stand among furniture are furniture."""
    lines = desk.sheet.lines
    end = part.last
    while end > part.first and (desk.kind(lines[end - 1]) == "drop" or _stray(desk, lines[end - 1])):
        end -= 1
    known = [place for place in range(end, part.last) if desk.kind(lines[place]) == "drop"]
    if len(known) >= 2 or (known and known[0] == end):
        for place in range(known[0], part.last):
            desk.put(lines[place], "drop", MENU)


def _stray(desk: Desk, line: Line) -> bool:
    return desk.free(line) and line.words <= 12 and line.end in {"", "colon"} and line.body[:1] not in "*[(†¹²³"

"""Headings inside a document: numbered, in capitals, or short lines by themselves above text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from . import words
from .dates import ascii_digits
from .desk import Desk, Part
from .lines import Line, folded

LABEL = re.compile(
    r"(?P<label>(?:[\d۰-۹٠-٩]{1,3}(?:[.\-/][\d۰-۹٠-٩]{1,3})*[.)\-–:]?|[IVXLC]{1,6}[.)]?|[A-H][.)]|الف[.)-]|[بجد][.)-]))\s+(?=\S)"
)
_LONE = re.compile(r"[IVXLC]{1,7}\.?|[\d۰-۹٠-٩]{1,3}\.?")
_ROMAN = re.compile(r"([IVXLC]{1,6})[.)]\s")
_DEPTH = re.compile(r"[\d۰-۹٠-٩]+")
_QUESTION = re.compile(r"(q|question|س|سؤال|پرسش|سوال|שאלה|ש|f|frage)\s?[\d۰-۹]*\s?[:.)]\s", re.IGNORECASE)
_ANSWER = re.compile(r"(a|answer|ج|جواب|پاسخ|תשובה|ת|antwort)\s?[\d۰-۹]*\s?[:.)]\s", re.IGNORECASE)
_NO_END = words.word_set("and or of the a an und oder der die das et ou de le la des y o el los و که از در با به")
_QUOTES = frozenset('"“”„«»‘’‟')
_BULLETS = frozenset({"* ", "- ", "• ", "– ", "— ", "+ ", "◦ "})
_LISTED = re.compile(r"[^\W\d_][\w-]*:\s[^,،]{2,40}[,،]\s")
_SPEAKER = re.compile(r"([^\W\d_][^:.!?]{0,28}):\s+\S")
_CAST = re.compile(r"(?![IVXLC]+\.)[A-Z][A-Z '’-]{2,24}\. \S.*[a-z]")
_LABEL_LINE = re.compile(r"[^\W\d_][\w ]{0,20}:\s+\S")
_GREETING = re.compile(
    r"(dear|sehr geehrte|liebe|cher|chère|querid[oa]|hello|hi|regards|yours|sincerely|best wishes|(with )?kind regards|با سلام|سلام)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A heading's printed number, and the rest."""

    label: str
    rest: str


def labelled(body: str) -> Labelled | None:
    match = LABEL.match(body)
    return Labelled(match["label"], body[match.end() :]) if match else None


def question(line: Line) -> bool:
    return bool(_QUESTION.match(line.body))


def answer(line: Line) -> bool:
    return bool(_ANSWER.match(line.body))


def mark_headings(desk: Desk, part: Part) -> None:
    """Marks headings with their level: 1 for a section; what has no number stands below what has."""
    free = list(desk.free_lines(part))
    said = Counter(speaker(line) for _, line in free)
    names = {word for name in part.facts.authors for word in (folded(name), *folded(name).split())}
    found: list[tuple[Line, str]] = []
    for place, line in free:
        turn = speaker(line)
        why = (
            ""
            if line.key in names or (turn and (said[turn] > 1 or _beside_label(desk, place)))
            else _why(desk, part, place, line)
        )
        if why:
            found.append((line, why))
            desk.put(line, "heading", why, line.number, 1)
    found = _without_rows(desk, part, found)
    _settle_levels(desk, _without_questions(desk, part, found))


def _without_rows(desk: Desk, part: Part, found: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """The headings without rows of three or more short lines under each other, which head nothing: they are items of text."""
    kept = [
        line
        for line in desk.sheet.lines[part.first : part.last]
        if desk.kind(line) not in {"drop", "metadata", "underline"}
    ]
    rows: list[list[Line]] = [[]]
    plain = {line.number for line, why in found if why == "plain"}
    for line in kept:
        if line.number in plain:
            rows[-1].append(line)
        elif rows[-1]:
            rows.append([])
    gone = {line.number for row in rows if len(row) >= 3 for line in row}
    for line, _ in found:
        if line.number in gone:
            desk.set(line, "paragraph", "row of short lines", line.number)
            desk.unsure(line, "one of several short lines in a row is taken as text, not as a heading")
    return [(line, why) for line, why in found if line.number not in gone]


def _without_questions(desk: Desk, part: Part, found: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """The headings without questions, where these are more than other headings: somebody asks; a page of questions says so."""
    asked = {line.number for line, why in found if why == "plain" and line.end == "ask"}
    if len(found) >= 2 * len(asked) or words.QUESTIONS.search(part.facts.title):
        return found
    for line, _ in found:
        if line.number in asked:
            desk.set(line, "paragraph", "question", line.number)
            desk.unsure(line, "a short question is taken as spoken, not as a heading")
    return [(line, why) for line, why in found if line.number not in asked]


def speaker(line: Line) -> str:
    """What stands before a colon at the start of a line: a speaker, or a label."""
    if _CAST.match(line.body):
        return "."
    match = _SPEAKER.match(line.body)
    numbered = words.SECTION.match(line.body) or words.ORDINAL.match(line.body)
    return match[1] if match and not numbered else ""


def _beside_label(desk: Desk, place: int) -> bool:
    """The neighbours are lines of “Name: value” too."""
    around = desk.sheet.lines[max(0, place - 1) : place] + desk.sheet.lines[place + 1 : place + 2]
    return any(_LABEL_LINE.match(line.body) for line in around)


def _why(desk: Desk, part: Part, place: int, line: Line) -> str:
    if _LONE.fullmatch(line.body):
        return "section" if _counted(desk, part, place) else ""
    if not _may_head(line) or not _heads_text(desk, part, place):
        return ""
    if not _parted(desk, part, place) or _torn(desk, part, place):
        return ""
    if words.SECTION.match(line.body):
        return "section"
    numbered = labelled(line.body)
    if numbered and numbered.rest[:1].isalpha() and not numbered.rest[:1].islower():
        return "numbered"
    if line.upper and line.letters > 3:
        return "capitals"
    return "plain" if line.titled and line.letters >= 2 else ""


def _counted(desk: Desk, part: Part, place: int) -> bool:
    """A lone number above text is a chapter's, if the one before or after it stands above text too."""
    lines = desk.sheet.lines
    line = lines[place]
    if place + 1 >= part.last or lines[place + 1].words < 4 or lines[place + 1].low:
        return False
    if not line.body[0].isdecimal():
        return line.body != "I" or lines[place + 1].closed or line.alone
    value = int(ascii_digits(line.body).strip(". "))
    others = (o for o in lines[part.first : part.last] if o.alone and o is not line and _LONE.fullmatch(o.body))
    return line.alone and any(ascii_digits(o.body).strip(". ") in {str(value - 1), str(value + 1)} for o in others)


def _may_head(line: Line) -> bool:
    if question(line) or answer(line) or _GREETING.match(line.body) or "://" in line.body or line.body[:1] in "[(—–―":
        return False
    if line.body[0] in _QUOTES and line.body[-1] in _QUOTES and line.words >= 6:
        return False
    if line.body[:2] in _BULLETS or _LISTED.match(line.body):
        return False
    if words.SECTION.match(line.body) and line.short and not (line.closed and line.words > 8):
        return True
    numbered = labelled(line.body)
    if numbered and line.short and not line.closed and line.end not in {"comma", "colon"}:
        return True
    return (line.titled and line.end != "ask") or (
        line.end == "ask" and line.words <= 12 and line.titled and line.alone
    )


def _torn(desk: Desk, part: Part, place: int) -> bool:
    """It is the end of a page, and the next page goes on with it; or it ends in a word that cannot be the last."""
    line = desk.sheet.lines[place]
    if line.body.rsplit(maxsplit=1)[-1] in _NO_END:
        return True
    after = place + 1
    while after < part.last and desk.kind(desk.sheet.lines[after]) == "drop":
        after += 1
    return after > place + 1 and after < part.last and desk.sheet.lines[after].low


def _parted(desk: Desk, part: Part, place: int) -> bool:
    """It stands by itself, or, in a text without blank lines, is far shorter than the paragraphs around it."""
    line = desk.sheet.lines[place]
    following = desk.sheet.lines[place + 1] if place + 1 < part.last else None
    if line.alone:
        return True
    if following is None or line.low:
        return False
    if desk.sheet.spaced and line.gap == 0:
        return False
    if desk.sheet.full(line, following) or (desk.sheet.width and following.low):
        return False
    if _in_sequence(desk, part, place) or words.SIGNED.fullmatch(line.body.rstrip(": ")):
        return True
    long = max(following.length, 60)
    return line.length * 2 < long and following.prose


def _in_sequence(desk: Desk, part: Part, place: int) -> bool:
    """A numbered heading between lines of paragraphs, as text copied from pages has it.

    The line before is finished, this one is far from full, and another such line has the number after or before it.
    """
    lines = desk.sheet.lines
    line, before = lines[place], lines[place - 1] if place > part.first else None
    section = words.SECTION.match(line.body) if line.titled else None
    if not (section or _numbered_title(line)) or line.length * 4 > max(desk.sheet.width, 60) * 3:
        return False
    if before is not None and not _finished(desk, before):
        return False
    if section:
        word = section[1].casefold()
        alike = (
            words.SECTION.match(other.body)
            for other in lines[part.first : part.last]
            if other.titled and other is not line
        )
        return any(match[1].casefold() == word for match in alike if match)
    wanted = _beside(line.body)
    return any(
        other is not line and _numbered_title(other) and _numbers(other.body) in wanted
        for other in lines[part.first : part.last]
    )


def _finished(desk: Desk, line: Line) -> bool:
    """Nothing that stands below goes on with it: it ends a sentence, is decided, a heading, or far from full."""
    decided = desk.kind(line) not in {None, "list"}
    return line.closed or decided or _numbered_title(line) or line.length * 2 < desk.sheet.width


def _numbered_title(line: Line) -> bool:
    numbered = labelled(line.body)
    return bool(
        numbered
        and line.short
        and not line.closed
        and line.end not in {"comma", "colon"}
        and (line.body[0].isdecimal() or _ROMAN.match(line.body))
        and numbered.rest[:1].isalpha()
        and not numbered.rest[:1].islower()
    )


def _numbers(body: str) -> tuple[int, ...]:
    """The printed number of a heading: (2, 1) for “2.1”."""
    numbered, roman = labelled(body), _ROMAN.match(body)
    if roman:
        return (_value(roman[1]),)
    return tuple(int(ascii_digits(digits)) for digits in _DEPTH.findall(numbered.label)) if numbered else ()


def _value(roman: str) -> int:
    """The value of a Roman number, of whatever is written with its letters."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in roman]
    return sum(-one if one < following else one for one, following in pairwise([*values, 0]))


def _beside(body: str) -> set[tuple[int, ...]]:
    """Numbers that stand before or after that of `body` in a report: its neighbours, its first part, what it is part of."""
    own = _numbers(body)
    near = {(*own[:-1], own[-1] + step) for step in (-1, 1)} | {(*own, 1), own[:-1]} if own else set()
    return near - {()}


def _heads_text(desk: Desk, part: Part, place: int) -> bool:
    """Something follows that it can head: text, or other headings above text; not another short line and the end."""
    lines = desk.sheet.lines
    if words.SIGNED.fullmatch(lines[place].body.rstrip(": ")):
        return place + 2 < part.last
    shorts, shorts_alone = 0, True
    for line in lines[place + 1 : part.last]:
        kind = desk.kind(line)
        if kind in {"drop", "metadata", "underline"}:
            continue
        if words.MAIL.match(line.body) or words.MESSAGE.fullmatch(line.body):
            return False
        if kind == "rule":
            return False
        if kind in {"caption", "heading"}:
            shorts += kind == "heading"
        elif (
            kind is not None
            or line.prose
            or line.words > 12
            or line.closed
            or line.end in {"colon", "comma"}
            or "://" in line.body
        ) or (line.gap == 0 and not shorts_alone):
            return True
        else:
            shorts += 1
            shorts_alone = line.gap > 0 and line.after > 0
        if shorts > 3:
            return False
    return False


def _settle_levels(desk: Desk, found: list[tuple[Line, str]]) -> None:
    """Levels by kind: sections over numbers over capitals over plain ones, as far as the document has them; numbers by depth."""
    kinds = {why for _, why in found}
    order: list[str] = [why for why in ("section", "numbered", "capitals", "plain") if why in kinds]
    seen: set[str] = set()
    for line, why in found:
        seen.add(why)
        above = [kind for kind in order if kind in seen]
        level = above.index(why) + 1
        numbered = labelled(line.body) if why == "numbered" else None
        if numbered:
            level += max(0, len(_DEPTH.findall(numbered.label)) - 1)
        desk.set(line, "heading", why, line.number, min(level, 6))

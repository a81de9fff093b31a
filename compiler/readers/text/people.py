"""Who, where, when: facts that single lines of a title block tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import dates, words
from .lines import Line

_AND = re.compile(r"\s*(?:,|;|،|/|\s&\s|\band\b|\bund\b|\bet\b|\by\b(?=\s\S+\s\S)|\sو\s|\bو(?=\S{3,}\s))\s*")
_PARTS = re.compile(r"\s*(?:/|\||·|•|—|–|\s-\s)\s*")
_ROLE = re.compile(
    r"\s*[,(–—-]\s*.{0,40}\b(correspondent|reporter|editor|staff|writer|news|press|agency|service)\b.*$", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+\.\S+")
_HEAD_DATE = re.compile(r",\s*")


@dataclass(frozen=True, slots=True)
class Told:
    """What a line tells; `fields` names them for the ledger."""

    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    date: str = ""

    @property
    def fields(self) -> str:
        names = ("authors", "translators", "publisher", "place", "date")
        return " ".join(name for name in names if getattr(self, name))


def told_by(line: Line) -> Told | None:
    """What a line that is nothing but a byline, a translator's, a publisher's or a date line tells; None for any other."""
    body = line.body
    if line.words > 16 or line.length > 140:
        return None
    translator = words.TRANSLATOR.match(body)
    if translator and _plain(translator["names"]):
        return Told(translators=names_in(translator["names"]))
    published = words.PUBLISHED.match(body)
    if published and not _ADDRESS.search(body):
        return _published(published["name"])
    if len(words.PERIODICAL.findall(body)) >= 2 and not line.closed:
        return Told(publisher=re.split(r"[,،;(]", body)[0].strip(), date=dates.found(body)[0] or dates.year_in(body))
    dated = words.DATED_BY.fullmatch(body)
    if dated and dates.found(body)[0] and all(words.name_like(name) for name in names_in(dated["names"])):
        return Told(authors=names_in(dated["names"]), date=dates.found(body)[0])
    byline = words.BYLINE.match(body)
    if byline:
        told = _byline(byline["names"], labelled=":" in body[: byline.start("names")])
        if told:
            return told
    iso = dates.only_date(body)
    if iso:
        return Told(date=iso)
    return _parted(body)


def names_in(text: str) -> tuple[str, ...]:
    """The names that stand in `text`, parted by commas and “and”."""
    text = re.sub(r"^(the|by|dr\.?|prof\.?)\s+(?=[A-Z])", "", _ROLE.sub("", text).strip(" .()"), flags=re.IGNORECASE)
    found = [re.sub(r"[\s*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+$", "", part).strip(" .") for part in _AND.split(text)]
    return tuple(part for part in found if part)


def _plain(text: str) -> bool:
    return len(text.split()) <= 10 and not re.search(r"[.!?]\s|\d{5}", text)


def _published(text: str) -> Told | None:
    iso, rest = dates.found(text)
    year = iso or dates.year_in(text)
    name = re.sub(r"[\s,(]*\b(1[5-9]|20)\d\d\b.*$", "", dates.ascii_digits(rest if iso else text)).strip(" ,.()")
    name = re.sub(r",?\s*(spring|summer|autumn|fall|winter|vol\.?|no\.?|issue)\b.*$", "", name, flags=re.IGNORECASE)
    if not name or len(name.split()) > 9:
        return None
    return Told(publisher=name, date=year)


def _byline(text: str, *, labelled: bool) -> Told | None:
    iso, rest = dates.found(text)
    parted = _parted(text)
    if parted:
        return parted
    names = names_in(rest.strip(" ,–—-|·") if iso else text)
    rtl = any("\u0590" <= c <= "\u08ff" for c in text)
    good = all(_name(name, lenient=labelled or rtl) for name in names)
    return Told(authors=names, date=iso) if names and good and len(names) <= 6 else None


def _name(text: str, *, lenient: bool) -> bool:
    if words.name_like(text) or (text.isupper() and 2 <= len(text.split()) <= 4 and text.replace(" ", "").isalpha()):
        return True
    return lenient and 1 <= len(text.split()) <= 5 and not any(c in ".!?؟:;" for c in text[:-1].replace(". ", " "))


def _parted(body: str) -> Told | None:
    """“Name/Publisher/Date” and the like: parts each of which is a name, a publisher or a date, a date among them."""
    parts = [part.strip() for part in _PARTS.split(body) if part.strip()]
    if len(parts) == 1 and _by_commas(body):
        parts = body.split(", ", 2)
    if not 2 <= len(parts) <= 4:
        return None
    authors: list[str] = []
    publisher = date = ""
    for part in (re.sub(r"^(by|von|par|por)\s+", "", one, flags=re.IGNORECASE) for one in parts):
        iso = dates.only_date(part)
        if iso and len(iso) >= 4 and not date:
            date = iso
        elif words.MASTHEAD.search(part) and len(part.split()) <= 6 and not publisher:
            publisher = part
        elif all(words.name_like(name) for name in names_in(part)):
            authors += names_in(part)
        elif authors and len(part.split()) <= 5 and part[:1].isupper() and not publisher:
            publisher = part
        else:
            return None
    if not date and not (authors and publisher):
        return None
    return Told(authors=tuple(authors), publisher=publisher, date=date)


def _by_commas(body: str) -> bool:
    """“Name, Publisher, Date”, each of which is sure."""
    parts = body.split(", ", 2)
    if len(parts) < 3:
        return False
    return words.name_like(parts[0]) and bool(words.MASTHEAD.search(parts[1])) and bool(dates.only_date(parts[2]))


def teaser_told(head: str) -> Told:
    """What the head of a teaser tells: “Publisher (Translated by Somebody), Place, Date”."""
    translator = re.search(r"\(\s*translated by ([^()]{2,60})\)", head, re.IGNORECASE)
    plain = re.sub(r"\s*\([^()]*\)", "", head)
    iso, rest = dates.found(plain)
    parts = [part.strip() for part in _HEAD_DATE.split(rest) if part.strip(" ,")]
    publisher = _unglued(parts[0]) if parts and iso else ""
    place = parts[1] if iso and len(parts) > 1 and len(parts[1].split()) <= 3 and parts[1][:1].isupper() else ""
    return Told(
        translators=names_in(translator[1]) if translator else (),
        publisher=publisher if len(publisher.split()) <= 6 else "",
        place=place,
        date=iso,
    )


def _unglued(text: str) -> str:
    """`text` without the name of a picture file or words of another script that were glued in front."""
    text = re.sub(r"^.*[\u0590-\u08ff][\d\s]*(?=[A-Z])", "", text)
    return re.sub(r"^\S*_\S*?[a-z](?=[A-Z][a-z]+ )", "", text).strip()


def masthead(line: Line) -> bool:
    """A short line in the manner of a publisher's name."""
    if line.words > 6 or line.end or ":" in line.body or not line.letters or not words.MASTHEAD.search(line.body):
        return False
    small = [
        word
        for word in line.body.split()
        if word[:1].islower() and word not in {"of", "the", "for", "and", "de", "du", "der"}
    ]
    return not small

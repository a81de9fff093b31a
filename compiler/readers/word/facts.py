"""Title, people and date of a Word document: by the styles made for them, else by the properties of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compiler.model.ledger import Fates
from compiler.readers.text.dates import only_date
from compiler.readers.webpage.tree import Element, number, words_in

from .conversion import Converted
from .package import Package

_DC = "{http://purl.org/dc/elements/1.1/}"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_NO_TITLE = re.compile(r"(?:word document|document\d*|untitled.*|.*\.docx?)", re.IGNORECASE)
_NO_AUTHOR = frozenset(
    {"", "python-docx", "user", "admin", "administrator", "owner", "author", "unknown", "microsoft office user"}
)
_BY = re.compile(r"(?:by|نوشتهٔ?|نویسنده:?|به قلم)\s+(\S.*)", re.IGNORECASE)
_TOP = 4
"""Paragraphs after the title that may be a byline or a date."""


@dataclass(slots=True)
class Facts:
    """Empty where nothing is said."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""


def facts_of(package: Package) -> Facts:
    """What the properties say (`docProps/core.xml`); names that programs put in are not believed."""
    core = package.trees.get("docProps/core.xml")
    if core is None:
        return Facts()
    title = _said(core, "title")
    language = _said(core, "language").replace("_", "-")
    return Facts(
        title="" if _NO_TITLE.fullmatch(title) else title,
        authors=_people(_said(core, "creator")),
        language=language if _LANGUAGE.fullmatch(language) else "",
    )


def _said(core: Element, name: str) -> str:
    found = core.find(_DC + name)
    return " ".join((found.text or "").split()) if found is not None else ""


def _people(said: str) -> tuple[str, ...]:
    parts = [part.strip() for part in re.split(r"[;؛]", said)]
    if len(parts) == 1:
        finer = [part.strip() for part in re.split(r",|،|\band\b|&|\bو\b", said)]
        parts = finer if all(" " in part for part in finer) else parts
    return tuple(dict.fromkeys(part for part in parts if part.casefold() not in _NO_AUTHOR))


def take_facts(made: Converted, facts: Facts, fates: Fates) -> None:
    """Completes the facts from the styles and the top of the text, and takes what told them out of the tree."""
    body = made.root.find("body")
    if not _take_title(made, body, facts, fates):
        return
    facts.subtitle = _take(made, fates, _classed(body, "bayaz-subtitle"), "subtitle")
    if said := _take(made, fates, _classed(body, "bayaz-author"), "authors"):
        facts.authors = _people(said)
    dated = [element for element in _classed(body, "bayaz-date") if only_date(words_in(element))]
    facts.date = only_date(_take(made, fates, dated[:1], "date"))
    for element in list(body)[:_TOP]:
        if element.tag == "p":
            _byline_or_date(made, element, facts, fates)


def _classed(body: Element, name: str) -> list[Element]:
    return [element for element in body if element.get("class") == name]


def _take_title(made: Converted, body: Element, facts: Facts, fates: Fates) -> bool:
    """The paragraphs in the style Title; else the first one, if it says the title or is the only top heading before all others."""
    titled = _classed(body, "bayaz-title")
    if titled:
        facts.title = _take(made, fates, titled[:1], "title")
        for other in titled[1:]:
            other.attrib.pop("class")
        return True
    first = next(iter(body), None)
    if first is None or first.tag not in {"h1", "p"}:
        return False
    same = facts.title and _letters(words_in(first)) == _letters(facts.title)
    alone = not facts.title and first.tag == "h1" and len(list(body.iter("h1"))) == 1
    if same or alone:
        facts.title = facts.title or words_in(first)
        _take(made, fates, [first], "title")
    return bool(same or alone)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _byline_or_date(made: Converted, element: Element, facts: Facts, fates: Fates) -> None:
    text = words_in(element)
    by = _BY.fullmatch(text)
    named = _letters(by[1] if by else text)
    known = _letters("".join(facts.authors))
    if known and re.sub(r"and|و", "", named) == re.sub(r"and|و", "", known):
        _take(made, fates, [element], "authors")
    elif by and not facts.authors and len(by[1]) < 80:
        facts.authors = _people(by[1])
        _take(made, fates, [element], "authors")
    elif not facts.date and (date := only_date(text)):
        facts.date = date
        _take(made, fates, [element], "date")


def _take(made: Converted, fates: Fates, elements: Sequence[Element], where: str) -> str:
    """The words of the elements, which leave the tree; notes called in them keep their bodies."""
    words = [words_in(element) for element in elements]
    for element in elements:
        unit = made.units.get(number(element))
        if unit:
            fates.use(unit, where)
        element.drop_tree()
    return " ".join(words)

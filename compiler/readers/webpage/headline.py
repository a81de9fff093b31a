"""Title, byline and date as they stand in the text of a page: used as metadata, so that they are not repeated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from .facts import Facts
from .figures import caption_elements
from .furniture import why_dropped
from .people import begins_as_byline, people, printed_date, split_translators, translators
from .scope import Page
from .tree import Element, inner, is_blank, is_short, last_number, number, roles, tag, tokens, words_in

_TITLE = re.compile(
    r"(?:^|[-_ ])(?:entry-title|post-title|article-title|headline|page-title|story-title|title)(?:$|[-_ ])"
)
_SUBTITLE = re.compile(r"(?:^|[-_ ])(?:subtitle|sub-title|subheadline|sub-headline|subheading)(?:$|[-_ ])")
_BYLINE = re.compile(
    r"(?:^|[-_ ])(?:byline|by-line|byline-name|post-author|entry-author|article-author|author-name|authors?|by-author|vcard|fn"
    r"|translator|contributor|writer)(?:$|[-_ ])"
)
_DATE = re.compile(
    r"(?:^|[-_ ])(?:published|pubdate|publish-date|post-date|entry-date|article-date|date|dateline|timestamp|posted-on"
    r"|datetime)(?:$|[-_ ])"
)
_META = re.compile(
    r"(?:^|[-_ ])(?:entry-meta|post-meta|article-meta|meta|post-info|article-info|postmetadata|info)(?:$|[-_ ])"
)
_CUTS = (" | ", " » ", " :: ", " « ", " › ", " - ", " – ", " — ", " · ")
_FIRM_CUTS = _CUTS[:4]
_ANY_CUT = "|".join(re.escape(cut) for cut in _CUTS)
_OPENING = 15
_LINE = 90
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SHORT = 160


@dataclass(slots=True)
class Headline:
    """What the text says of itself."""

    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)
    date: str = ""


def headline_of(page: Page, main: Element, root: Element, facts: Facts) -> Headline:
    """Finds the headline of `main` and writes its elements down in `page.used`."""
    found = Headline(title=_title(page, main, root, facts))
    bylines = [element for element in _short_elements(main) if _is_byline(element)]
    if len({words_in(element) for element in bylines}) <= 3:
        for element in bylines:
            _byline(page, element, found)
    for element in [] if found.authors else _unnamed_bylines(main) or _outer_bylines(main, root):
        _byline(page, element, found)
    for element in _short_elements(main):
        _date_or_subtitle(page, element, found)
    _use_frames(page, main)
    found.authors = [name for name in found.authors if not _runs_on(name, found.authors)]
    return found


def _runs_on(name: str, names: list[str]) -> bool:
    """A name with something glued to it, where an inner element gives the name alone."""
    return any(name != other and name.startswith(other) for other in names)


# --- title ---


def letters(text: str) -> str:
    """The letters and digits, without case and signs, to compare titles."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def _title(page: Page, main: Element, root: Element, facts: Facts) -> str:
    """The heading that the head's title agrees with; else the head's title without the site's name; else the only `h1`."""
    site = letters(facts.one("publisher"))
    stated = [text for _, text, _ in facts.all("title")] + [facts.one("page title")]
    agreed = [letters(text) for text in stated if text]
    for heading in _candidates(main, root):
        said = letters(words_in(heading))
        if said and said != site and any(said == one or (len(said) >= 8 and said in one) for one in agreed):
            return _take(page, main, heading, words_in(heading))
    lone = [
        heading
        for heading in inner(main, "h1")
        if letters(words_in(heading)) not in ("", site) and not why_dropped(heading)
    ]
    bare = facts.one("title")
    if len(lone) == 1 and (not bare or letters(bare) == site):
        return _take(page, main, lone[0], words_in(lone[0]))
    title = _without_site(bare or facts.one("page title"), site)
    opening = [element for element, _ in zip(_short_elements(main), range(_OPENING), strict=False)]
    cut = {letters(part) for one in stated for part in re.split(_ANY_CUT, one)} | {letters(title)}
    for element in opening:
        if len(letters(words_in(element))) >= 8 and letters(words_in(element)) in cut:
            return _take(page, main, element, words_in(element))
    for heading in _candidates(main, root):
        if letters(words_in(heading)) == letters(title):
            return _take(page, main, heading, words_in(heading))
    return title


def _candidates(main: Element, root: Element) -> Iterator[Element]:
    """Headings and elements called titles: those of the text first, an `h1` before others."""
    for place in (main, root):
        headings = [e for e in place.iterdescendants() if tag(e) in _HEADINGS]
        yield from sorted(headings[:200], key=lambda heading: tag(heading) != "h1")
        named = (
            e for e in place.iterdescendants() if tag(e) in {"div", "p", "span", "td", "b", "strong", "center", "font"}
        )
        yield from (e for e in named if _TITLE.search(_said(e)) and is_short(e, 2 * _SHORT))


def _take(page: Page, main: Element, heading: Element, text: str) -> str:
    """Writes down every heading of the text that only repeats the title; the heading itself wherever it stands."""
    page.use(heading, "title")
    for other in list(inner(main, *_HEADINGS))[:5]:
        if letters(words_in(other)) == letters(text):
            page.use(other, "title")
    return text


def _without_site(title: str, site: str) -> str:
    for cut in _CUTS:
        head, found, tail = title.rpartition(cut)
        if found and (letters(tail) == site or (cut in _FIRM_CUTS and len(tail.split()) <= 5)):
            return _without_site(head, site)
        head, found, tail = title.partition(cut)
        if found and site and letters(head) == site:
            return tail
    return title.strip(" ")


# --- byline and date ---


def _said(element: Element) -> str:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
    return names.lower()[:500]


def _short_elements(main: Element) -> Iterator[Element]:
    """Elements of few words outside captions and quotations, the outer before the inner."""
    captions = [(number(c), last_number(c)) for c in caption_elements(main)]
    quotes = [(number(q), last_number(q)) for q in inner(main, "blockquote", "table", "figure", "li", "dl", "pre")]
    barred = sorted(captions + quotes)
    index, end = 0, 0
    for element in main.iterdescendants():
        unit = number(element)
        while index < len(barred) and barred[index][0] <= unit:
            end = max(end, barred[index][1])
            index += 1
        if unit > end and tag(element) not in _HEADINGS and tag(element) and is_short(element, _SHORT):
            yield element


def _is_byline(element: Element) -> bool:
    if is_blank(words_in(element)) or _META.search(_said(element)):
        return False
    named = bool(_BYLINE.search(_said(element))) and not why_dropped(element)
    return named or (tag(element) == "p" and bool(translators(words_in(element))))


def _unnamed_bylines(main: Element) -> list[Element]:
    """Short lines near the start that begin with “By” and go on with names."""
    opening = list(zip(_short_elements(main), range(_OPENING), strict=False))
    lines = [
        element for element, _ in opening if tag(element) in {"p", "div", "span", "address", "b", "i", "em", "strong"}
    ]
    return [element for element in lines if begins_as_byline(words_in(element)) and len(words_in(element)) <= _LINE][:1]


def _outer_bylines(main: Element, root: Element) -> list[Element]:
    """The byline before the main text, where that does not hold it: the last element so named before it."""
    named = [
        element
        for element in root.iter()
        if number(element) < number(main)
        and last_number(element) < number(main)
        and _BYLINE.search(_said(element))
        and is_short(element, _LINE)
        and people(words_in(element))
    ]
    free = [e for e in named[-_OPENING:] if not any(why_dropped(near) for near in (e, *e.iterancestors()))]
    return free[-1:]


def _byline(page: Page, element: Element, found: Headline) -> None:
    """The people of a byline; one whose people are known already is used up too."""
    by, translated = split_translators(words_in(element))
    new = [name for name in translators(translated) if name not in found.translators]
    if translated and (new or translators(translated)):
        found.translators += new
        page.use(element, "translators")
    names = people(by)
    if names:
        found.authors += [name for name in names if name not in found.authors]
        page.use(element, "authors")
    if date := printed_date(by) if names else "":
        found.date = found.date or date
        page.use(element, "date")


def _date_or_subtitle(page: Page, element: Element, found: Headline) -> None:
    if tag(element) == "time" or _DATE.search(_said(element)):
        date = printed_date(element.get("datetime") or "") or printed_date(words_in(element))
        if date and (not found.date or found.date == date) and not _in_sentence(element):
            found.date = date
            page.use(element, "date")
    elif not found.subtitle and ("subtitle" in roles(element) or _SUBTITLE.search(_said(element))) and tokens(element):
        found.subtitle = words_in(element)
        page.use(element, "subtitle")


def _in_sentence(element: Element) -> bool:
    """A date inside a paragraph of text is part of it."""
    block = next(
        (e for e in element.iterancestors() if tag(e) in {"p", "li", "td", "div", "header", "section", "article"}), None
    )
    return block is not None and tag(block) in {"p", "li", "td"} and len(words_in(block)) > len(words_in(element)) + 60


def _use_frames(page: Page, main: Element) -> None:
    """A line of metadata (`By A | 4 May | 3 comments`) of which a part was used tells no more: it is used up as a whole."""
    for element in _short_elements(main):
        inside = [unit for unit in range(number(element), last_number(element) + 1) if unit in page.used]
        if inside and (_META.search(_said(element)) or _is_meta_line(page, element)):
            page.use(element, page.used[inside[0]].split()[0])


def _is_meta_line(page: Page, element: Element) -> bool:
    """What is left of the element beside what was used is a few joining words, no sentence."""
    used = [e for e in element.iterdescendants() if number(e) in page.used and number(e.getparent()) not in page.used]
    rest = len(words_in(element)) - sum(len(words_in(e)) for e in used)
    return (
        tag(element) in {"p", "div", "header", "span", "address"}
        and rest <= 25
        and not any(tag(e) in _HEADINGS for e in used)
    )


__all__ = ["Headline", "headline_of", "letters"]

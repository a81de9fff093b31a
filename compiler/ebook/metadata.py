"""What the package document says of the edition (EPUB 3.3, 5.5), as plain values: who, what, when, from which sources."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from compiler.bidi import direction_of, language_direction, language_of
from compiler.finishing.documents import XHTML, XML_LANG, Page
from compiler.model.book import Book, EditionRecord, Record

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_BLOCKS = re.compile(
    re.escape(XHTML) + "(html|body|section|article|aside|div|p|h[1-6]|blockquote|figure|figcaption|table|[uod]l|pre)"
)
_PARTICLES = re.compile("al|bin|da|de|del|della|der|di|dos|du|el|la|le|ten|ter|van|von|zu")
_BODIES = re.compile(
    "agency|association|books|centre|center|church|club|college|commission|committee|company|council|department|foundation|"
    "fund|group|house|institute|journal|library|magazine|media|ministry|museum|network|news|office|organi[sz]ation|"
    "party|post|press|project|radio|school|services?|society|staff|studio|team|television|times|trust|union|university|watch"
)
"""Words that show a name to be that of a body, which is filed as it is written."""


@dataclass(frozen=True, slots=True)
class Item:
    """One element of the metadata: `name` in Dublin Core, or `meta`; `value` and attributes."""

    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A name with its MARC relators: `edt`, `aut`, `trl`."""

    name: str
    roles: tuple[str, ...]
    creator: bool


def identifier(record: EditionRecord) -> str:
    """The edition's own identifier, else one that follows from its title, publisher and language."""
    if record.identifier:
        return record.identifier
    return uuid.uuid5(uuid.NAMESPACE_URL, f"bayaz:{record.language}:{record.publisher}:{record.title}").urn


def items(book: Book, pages: Iterable[Page]) -> tuple[Item, ...]:
    """Title, languages, people, dates, rights and sources, in the order of the package document."""
    record = book.record
    return (
        *_titles(record, book.languages),
        *(Item("language", language) for language in languages(book, pages)),
        *_people(book),
        *_plain(record, book.languages),
        *(
            Item("source", citation(chapter.record), {"id": f"source-{n}"})
            for n, chapter in enumerate(book.chapters, 1)
        ),
    )


def page_source(record: EditionRecord, pdf: str) -> Item:
    """Which pages the page list counts (EPUB Accessibility 1.1, 3.3): those of the PDF of this edition, by its file's name."""
    told = ", ".join(part for part in (pdf, identifier(record)) if part)
    return Item("meta", clean(told), {"property": "pageBreakSource"})


def languages(book: Book, pages: Iterable[Page]) -> tuple[str, ...]:
    """The edition's language first, then those of the chapters, then those of whole blocks in the pages."""
    found = [book.record.language, *(chapter.language for chapter in book.chapters)]
    found += [
        element.get(XML_LANG) or element.get("lang") or ""
        for page in pages
        for element in page.elements
        if _BLOCKS.fullmatch(element.tag)
    ]
    return tuple(dict.fromkeys(language for language in found if language))


def clean(text: str) -> str:
    """`text` on one line, without characters that XML cannot hold."""
    return " ".join(_ILLEGAL.sub("", text).split())


def worded(text: str, language: str, near: Sequence[str] = ()) -> dict[str, str]:
    """`xml:lang` and `dir` for words of a language or direction other than the package's; nothing where they agree."""
    own = language_of(text, language, near)
    side = direction_of(text, language_direction(language))
    said = {XML_LANG: own} if own != language else {}
    return said | ({"dir": side} if side != language_direction(language) else {})


def citation(record: Record) -> str:
    """The source as a bibliography has it, of what is known: authors, title, publisher, place, date, first address."""
    title = f"{record.title}: {record.subtitle}" if record.subtitle else record.title
    place = ", ".join(part for part in (record.publisher, record.place, record.date) if part)
    parts = (", ".join(record.authors), title, place, *record.addresses[:1])
    return clean(". ".join(part.rstrip(".") for part in parts if part))


def file_as(name: str) -> str:
    """The name as it is filed: a person's family name first; names of bodies, single names and right-to-left names as they are."""
    words = name.split()
    plain = all(word[:1].isalpha() and (word[0].isupper() or _PARTICLES.fullmatch(word)) for word in words)
    body = any(_BODIES.fullmatch(word.lower().strip(".,")) for word in words)
    if not 2 <= len(words) <= 4 or not plain or body or "," in name:
        return name
    start = len(words) - 1
    while start > 1 and _PARTICLES.fullmatch(words[start - 1].lower()):
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def _titles(record: EditionRecord, near: Sequence[str]) -> Iterator[Item]:
    yield Item("title", clean(record.title), {"id": "title", **worded(record.title, record.language, near)})
    yield _refined("title", "title-type", "main")
    if record.title_translation:
        # The same title in another script (EPUB 3.3, D.3.1): a second dc:title would pass for a second name of the book.
        language = language_of(record.title_translation, "en", near)
        attributes = {"refines": "#title", "property": "alternate-script", XML_LANG: language}
        yield Item(
            "meta", clean(record.title_translation), attributes | _side(record.title_translation, record.language)
        )
    if record.subtitle:
        yield Item(
            "title", clean(record.subtitle), {"id": "subtitle", **worded(record.subtitle, record.language, near)}
        )
        yield _refined("subtitle", "title-type", "subtitle")


def _side(text: str, language: str) -> dict[str, str]:
    side = direction_of(text, language_direction(language))
    return {"dir": side} if side != language_direction(language) else {}


def people(book: Book) -> tuple[Person, ...]:
    """Everybody once, with all their roles.

    Those whose works are only summarised have no part in the edition: they stand in its sources. Creators are the editors; else
    whoever wrote all of it; else the publisher, so that the book is filed under somebody.
    """
    held = [chapter.record for chapter in book.chapters if chapter.rendition in {"full", "facsimile"}]
    named = [(name, "edt") for name in book.record.editors]
    named += [(name, "aut") for record in held for name in record.authors]
    named += [(name, "trl") for record in held for name in record.translators]
    of_all = {name for record in held for name in record.authors if all(name in other.authors for other in held)}
    creators = set(book.record.editors) or (of_all if len(held) == len(book.chapters) else set())
    if not creators and book.record.publisher:
        # The issuing body, no "pbl": foliate-js does not open a book whose creator is its publisher by role.
        named.insert(0, (book.record.publisher, "isb"))
        creators = {book.record.publisher}
    roles: dict[str, dict[str, None]] = {}
    for name, role in named:
        roles.setdefault(name, {})[role] = None
    return tuple(Person(clean(name), tuple(own), name in creators) for name, own in roles.items() if clean(name))


def _people(book: Book) -> Iterator[Item]:
    everybody = people(book)
    for number, person in enumerate(sorted(everybody, key=lambda person: not person.creator), 1):
        name = f"person-{number}"
        kind = "creator" if person.creator else "contributor"
        yield Item(kind, person.name, {"id": name, **worded(person.name, book.record.language, book.languages)})
        for role in person.roles:
            yield _refined(name, "role", role, "marc:relators")
        yield _refined(name, "file-as", file_as(person.name))


def _plain(record: EditionRecord, near: Sequence[str]) -> Iterator[Item]:
    for name, value in (("publisher", record.publisher), ("date", record.date)):
        if value:
            yield Item(name, clean(value))
    for name, value in (("description", record.description), ("rights", record.rights)):
        if value:
            yield Item(name, clean(value), worded(value, record.language, near))


def _refined(what: str, name: str, value: str, scheme: str = "") -> Item:
    return Item("meta", value, {"refines": f"#{what}", "property": name} | ({"scheme": scheme} if scheme else {}))

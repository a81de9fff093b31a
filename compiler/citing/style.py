"""One reference in words: the processor of CSL sets what is known of it in the order of our style, with the terms of a language.

The processor gets a private character for each value and gives them back in their places; so nothing that a title holds is taken
for markup, and what stands in a place may be a link or a run of another language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from lxml import etree

from compiler.bidi import direction_of, language_direction
from compiler.model.content import Emphasis, Inline, Inlines, Isolate, Link, Text
from compiler.model.walk import text_of
from compiler.words import Words, gettext_noop

from .items import Item
from .lines import sound
from .people import Name
from .references import Reference

STYLE = Path(__file__).with_name("archival.csl")
NAMESPACE = "http://purl.org/net/xbiblio/csl"
AUTHOR_UNKNOWN = gettext_noop("author not known")
DATE_UNKNOWN = gettext_noop("date not known")
_PHRASES = {
    "translator": ("verb", "verb-short", "Translated by {names}"),
    "editor": ("verb", "verb-short", "Compiled by {names}"),
    "accessed": ("", "short", "captured {date}"),
}
"""Terms that stand before and after what a phrase is filled with, in two forms of the term."""
_EDITION_OF = "Edition of {date}"
_FIRST = 0xF0000
_ITALIC, _UPRIGHT = "\ufdd0", "\ufdd1"
_ENDS = frozenset(".?!…؟۔")


class _Marks:
    """What the processor puts round words of a face: characters that no text may hold (Unicode, noncharacters)."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    Italic = Oblique = staticmethod(lambda text: f"{_ITALIC}{text}{_UPRIGHT}")
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = preformat


@dataclass(frozen=True, slots=True)
class _Places:
    """The values that stand for private characters, in the order of these."""

    values: list[Inlines] = field(default_factory=list)

    def __call__(self, *value: Inline) -> str:
        self.values.append(value)
        return chr(_FIRST + len(self.values) - 1)

    def said(self, text: str) -> str:
        return self(Text(text)) if text else ""

    def held(self, character: str) -> Inlines | None:
        index = ord(character) - _FIRST
        return self.values[index] if 0 <= index < len(self.values) else None


class Citer:
    """Our style in the words of a book, ready for any number of references.

    With `words_in`, which gives the words of another language, a source that is read the other way than the book is cited in the
    words of its own language where there are any: an entry of two directions is hard to read.
    """

    def __init__(self, words: Words, words_in: Callable[[str], Words] | None = None) -> None:
        self._words = words
        self._words_in = words_in
        self._styles: dict[str, CitationStylesStyle] = {}

    def __call__(self, reference: Reference, target: str = "") -> Inlines:
        """The reference in words; its title leads to `target` if there is one.

        What is not known of author and date of a source is said to be so; of an edition nothing is.
        """
        words = self.words_for(reference)
        places = _Places()
        item = _item(reference, words, places, target)
        bibliography = CitationStylesBibliography(self._style(words), CiteProcJSON([item]), _Marks)
        bibliography.register(Citation([CitationItem(item["id"])]))
        (entry,) = bibliography.bibliography()
        return _assembled(str(entry), places, words.template("."))

    def words_for(self, reference: Reference) -> Words:
        """The words in which the reference is cited."""
        own = language_direction(reference.language or self._words.language)
        if self._words_in is None or own == self._words.direction or direction_of(reference.title) != own:
            return self._words
        words = self._words_in(reference.language)
        return words if words.direction == own else self._words

    def _style(self, words: Words) -> CitationStylesStyle:
        if words.language not in self._styles:
            style = CitationStylesStyle(BytesIO(localised(words)), locale="en-US", validate=False)
            self._styles[words.language] = style
        return self._styles[words.language]


def _item(reference: Reference, words: Words, places: _Places, target: str) -> Item:
    """The reference as the processor takes it, every value a private character."""
    spoken = {
        "publisher": reference.publisher,
        "publisher-place": reference.place,
        "genre": reference.genre[:1].upper() + reference.genre[1:],
        "number-of-pages": words.counted("{n} page", "{n} pages", reference.pages) if reference.pages else "",
        "number": "" if reference.identifier in reference.addresses else reference.identifier,
        "edition": words(_EDITION_OF, date=words.date(reference.issued)) if reference.edition else "",
    }
    issued = "" if reference.edition else words.date(reference.issued)
    item: Item = {
        **{key: places.said(value) for key, value in spoken.items()},
        "title": places(*_title(reference, words, target)),
        "author": _names(reference.authors, places),
        "editor": _names(reference.editors, places),
        "translator": _names(reference.translators, places),
        "issued": {"literal": places.said(issued)} if issued else {},
        "accessed": {"literal": places.said(words.date(reference.accessed))} if reference.accessed else {},
        "URL": places(*_addresses(reference, words)) if reference.addresses or reference.elsewhere else "",
    }
    return {"id": "cited", "type": reference.type} | {key: value for key, value in item.items() if value}


def _names(names: tuple[Name, ...], places: _Places) -> list[dict[str, str]]:
    return [{"literal": places.said(name.inverted)} for name in names]


def _title(reference: Reference, words: Words, target: str) -> Inlines:
    """The title, marked as of the language of the source where that is another one, and the title is in its script."""
    run: Inlines = (Text(reference.title),)
    direction = direction_of(reference.title)
    own = reference.language
    if own not in ("", words.language) and language_direction(own) == direction:
        run = (Isolate(own, direction, run),)
    return (Link(target, run),) if target else run


def _addresses(reference: Reference, words: Words) -> Inlines:
    links: list[Inline] = [Link(address, (Text(address),)) for address in reference.addresses]
    every = links + [Text(place) for place in reference.elsewhere]
    comma = Text(words.template(", "))
    return tuple(part for one in every for part in (comma, one))[1:]


# --- the style in a language ---


@lru_cache(maxsize=16)
def _style() -> bytes:
    return STYLE.read_bytes()


def localised(words: Words) -> bytes:
    """The style with the terms of the language as its own locale, and with its commas and full stops."""
    root = etree.fromstring(_style(), etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False))
    comma, stop = sound(words.template(", ")), sound(words.template("."))
    for element in root.iter():
        for name in ("delimiter", "prefix", "suffix"):
            if name in element.attrib:
                element.set(name, element.get(name).replace(", ", comma).replace(".", stop))
    root.insert(1, _locale(words))
    return bytes(etree.tostring(root))


def _locale(words: Words) -> etree._Element:
    locale = etree.Element(f"{{{NAMESPACE}}}locale")
    terms = etree.SubElement(locale, f"{{{NAMESPACE}}}terms")

    def term(name: str, form: str, text: str) -> None:
        element = etree.SubElement(terms, f"{{{NAMESPACE}}}term", name=name, **({"form": form} if form else {}))
        element.text = sound(text)

    for name, (before, after, phrase) in _PHRASES.items():
        start, _, end = _parted(words.template(phrase))
        term(name, before, start)
        term(name, after, end)
    term("author", "short", words.template(AUTHOR_UNKNOWN))
    term("no date", "", words.template(DATE_UNKNOWN))
    return locale


def _parted(phrase: str) -> tuple[str, str, str]:
    before, opening, rest = phrase.partition("{")
    blank, _, after = rest.partition("}")
    return before, opening + blank, after


# --- what the processor gives back ---


def _assembled(entry: str, places: _Places, stop: str) -> Inlines:
    """The entry with its values in their places; no full stop after a value that ends a sentence itself."""
    stack: list[list[Inline]] = [[]]
    for piece in _pieces(entry, lambda character: places.held(character) is not None):
        held = places.held(piece) if len(piece) == 1 else None
        if piece == _ITALIC:
            stack.append([])
        elif piece == _UPRIGHT:
            stack[-2].append(Emphasis(tuple(stack.pop())))
        elif held is not None:
            stack[-1] += held
        else:
            ended = text_of(stack[-1])[-1:] in _ENDS
            stack[-1].append(Text(piece.removeprefix(stop) if ended else piece))
    return tuple(inline for inline in stack[0] if inline != Text(""))


def _pieces(entry: str, is_place: Callable[[str], bool]) -> Iterator[str]:
    """Marks and private characters one by one, what stands between them together."""
    run = ""
    for character in entry:
        if character in (_ITALIC, _UPRIGHT) or is_place(character):
            yield from (run,) if run else ()
            yield character
            run = ""
        else:
            run += character
    yield from (run,) if run else ()

"""What templates know: words, kinds, places, addresses and images, gathered for one page of one skin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from textwrap import wrap
from typing import Any

from markupsafe import Markup, escape

from compiler.bidi import Direction, direction_of, fits, has_rtl, language_of, runs
from compiler.model.accounts import Ledger, ledgers
from compiler.model.book import Book, Chapter
from compiler.model.content import Block, Figure, Inline, InlineImage, Note, Place, Verse, description_id
from compiler.model.pages import Skin
from compiler.model.walk import block_text, blocks_deep, inlines_deep, text_of
from compiler.remembering import remembered
from compiler.words import Numerals, Words, calendar_of, gettext_noop, known, words

from .addresses import Addresses, colophon_id
from .back_matter import back_context
from .layout import Layout

LIST_STYLES = frozenset(
    {
        *("decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"),
        *("persian", "arabic-indic", "persian-abjad"),
    }
)
# NOTE: between the names of a list
LIST_SEPARATOR = gettext_noop(", ")
_TEN = "0123456789"
_TURNS = re.compile(r"(?<=[/.?&=_-])(?=[^/])")
_SAFE = re.compile(r"(https?|mailto|bayaz-internal):|#|[^:/?#]+\.xhtml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """A language and direction that content stands in."""

    language: str
    direction: Direction


@dataclass
class Calls:
    """The notes of a chapter, and which of them were called already on this page; `open` while a printed note is written."""

    notes: dict[str, Note]
    longest: int = 0
    called: set[str] = field(default_factory=set)
    open: bool = False

    def note(self, identifier: str) -> Note | None:
        return self.notes.get(identifier)

    def first(self, identifier: str) -> bool:
        """True the first time that it is asked for a note."""
        new = identifier not in self.called
        self.called.add(identifier)
        return new

    def at_foot(self, note: Note) -> bool:
        """True if a note may stand at the foot of its page: the page engine breaks none, and loses what no page can hold."""
        return len(block_text(note)) <= self.longest

    def was_called(self, identifier: str) -> bool:
        return identifier in self.called

    def enter(self) -> str:
        """A printed note begins: a call inside it can be no footnote of its own."""
        self.open = True
        return ""

    def leave(self) -> str:
        self.open = False
        return ""

    def left(self, skin: Skin) -> tuple[Note, ...]:
        """The notes to be shown at the end: in print those that stand at no foot of a page."""
        return tuple(note for note in self.notes.values() if skin != "print" or note.id not in self.called)


class Counter:
    """Counts from 1."""

    def __init__(self) -> None:
        self.count = 0

    def next(self) -> int:
        self.count += 1
        return self.count


def kind(value: Block | Inline) -> str:
    """The name of the model's class in small letters: `paragraph`, `noteref`."""
    return type(value).__name__.lower()


def place(block: Place, up: Side, classes: str = "", identifier: str | None = None) -> Markup:
    """Attributes of the element that shows `block`: its id, classes, and language and direction where they differ from `up`."""
    return attributes(
        up,
        block.language or up.language,
        block.direction,
        classes,
        block.id if identifier is None else identifier,
    )


def attributes(up: Side, language: str, direction: Direction, classes: str = "", identifier: str = "") -> Markup:
    """As `place`, for what is no block."""
    parts: list[Markup] = []
    if identifier:
        parts.append(Markup(' id="{}"').format(identifier))
    if classes:
        parts.append(Markup(' class="{}"').format(classes))
    if language != up.language:
        parts.append(Markup(' lang="{0}" xml:lang="{0}"').format(language))
    if direction != up.direction:
        parts.append(Markup(' dir="{}"').format(direction))
    return Markup("").join(parts)


def inside(block: Place, up: Side) -> Side:
    """What the content of `block` stands in."""
    return Side(block.language or up.language, block.direction)


def isolated(text: str, up: Side, near: Sequence[str] = ()) -> Markup:
    """A text without markup (a name, a title) in a line: in a `bdi` where it runs the other way or is of another language in the
    same script, its runs against it in their own. `near` are the languages of the book, for letters that do not tell.
    """
    direction = direction_of(text, up.direction)
    if direction == up.direction and not (has_rtl(text) and direction == "rtl" and not fits(up.language, text)):
        return _with_runs(text, up, near)
    language = language_of(text, "en" if direction == "ltr" else up.language, near)
    return _bdi(_with_runs(text, Side(language, direction), near), language, direction)


def _with_runs(text: str, up: Side, near: Sequence[str]) -> Markup:
    parts: list[Markup] = []
    at = 0
    for run in runs(text, up.direction):
        words = text[run.start : run.end]
        language = "" if not run.words else "en" if run.direction == "ltr" else language_of(words, up.language, near)
        parts += (escape(text[at : run.start]), _bdi(escape(words), language, run.direction))
        at = run.end
    return Markup("").join((*parts, escape(text[at:])))


def _bdi(content: Markup, language: str, direction: Direction) -> Markup:
    said = Markup(' lang="{0}" xml:lang="{0}"').format(language) if language else Markup("")
    return Markup('<bdi{0} dir="{1}">{2}</bdi>').format(said, direction, content)


Filling = str | int | tuple[str, ...]
"""What a blank of a phrase is filled with: a name, a number, a list of names."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Phrases of `words` for text that is shown within `language`.

    What is filled in is isolated where it runs the other way; the phrase says its language where that is another.
    """

    words: Words
    language: str
    near: tuple[str, ...] = ()

    def say(self, phrase: str, **values: Filling) -> Markup:
        return self._shown(self.words.template(phrase), values)

    def counted(self, one: str, many: str, n: int, **values: Filling) -> Markup:
        """The phrase in the plural form for `n`, which fills its blank of that name."""
        return self._shown(self.words.template(one, many, n), {"n": n, **values})

    def _shown(self, template: str, values: Mapping[str, Filling]) -> Markup:
        parts = re.split(r"\{(\w+)\}", template)
        phrase = Markup("").join(
            self._filled(values[part]) if index % 2 else escape(part) for index, part in enumerate(parts)
        )
        return self.spoken(phrase)

    def spoken(self, text: str) -> Markup:
        """`text` of the words' language (a date, the name of a language), isolated where that is not the language around."""
        words = self.words
        if words.language.split("-")[0] == self.language.split("-", maxsplit=1)[0]:
            return escape(text)
        template = Markup('<bdi lang="{0}" xml:lang="{0}" dir="{1}">{2}</bdi>')
        return template.format(words.language, words.direction, text)

    def _filled(self, value: Filling) -> Markup:
        if isinstance(value, int):
            return escape(self.words.digits(value))
        side = Side(self.words.language, self.words.direction)
        items = (value,) if isinstance(value, str) else value
        return escape(self.words(LIST_SEPARATOR)).join(isolated(item, side, self.near) for item in items)


def truncated(text: str, limit: int) -> str:
    """`text` cut between words so that it has at most `limit` characters, with an ellipsis where it was cut."""
    if len(text) <= limit and not text.endswith("…"):
        return text
    head = text.removesuffix("…")[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{head or text[: limit - 1]}…"


def lines_of(text: str, measure: int) -> int:
    """About how many lines of `measure` letters `text` takes."""
    return len(wrap(text, measure)) or 1


def breakable(address: str) -> Markup:
    """An address that may turn over after its slashes and dots, without a hyphen that is not its own."""
    return Markup("<wbr/>").join(part for part in _TURNS.split(address) if part)


def is_couplets(verse: Verse, longest: int) -> bool:
    """True for verse from right to left in stanzas of two lines of at most `longest` characters: hemistichs, set side by side."""
    halves = [text_of(line) for stanza in verse.stanzas for line in stanza]
    paired = all(len(stanza) == 2 for stanza in verse.stanzas)
    return verse.direction == "rtl" and paired and max(map(len, halves), default=0) <= longest


def digest(value: str) -> Markup:
    """A hexadecimal digest that may turn over after each eighth figure."""
    return Markup("<wbr/>").join(value[start : start + 8] for start in range(0, len(value), 8))


def context(book: Book, layout: Layout, skin: Skin, where: Addresses, page: str) -> dict[str, Any]:
    """The names that every template may use on the page `page`."""
    return _of_book(book, layout, skin) | {"calls": Calls({}), "href": _href(where, page)}


@remembered
def _of_book(book: Book, layout: Layout, skin: Skin) -> dict[str, Any]:
    """What is the same on every page of a book: to find it out takes a walk through all chapters."""
    spoken = words_of(book, layout, book.record.language)
    return {
        "book": book,
        "record": book.record,
        "layout": layout,
        "skin": skin,
        "ledger_of": _ledger_finder(book),
        "counter": Counter,
        "book_side": Side(book.record.language or "en", book.direction),
        "image": lambda name: f"images/{name}",
        "list_styles": LIST_STYLES,
        **FUNCTIONS,
        **back_context(book, spoken),
        "isolated": partial(isolated, near=book.languages),
        **_speech(spoken, book.record.language, book.languages),
    }


def _ledger_finder(book: Book) -> Callable[[Chapter], Ledger | None]:
    """Finds the account of the capture that a chapter was read from; all of them are made at the first question."""
    known: dict[str, Ledger] = {}
    asked: list[bool] = []

    def find(chapter: Chapter) -> Ledger | None:
        if not asked:
            asked.append(True)
            known.update((name, one) for one in ledgers(book) for name in one.chapters)
        return known.get(chapter.id)

    return find


def chapter_context(book: Book, layout: Layout, skin: Skin, chapter: Chapter) -> dict[str, Any]:
    """The names that a chapter's page has besides: Bayaz speaks there in the chapter's language, where it can."""
    spoken = chapter.language if known(chapter.language, layout.folders) else book.record.language
    return {
        "chapter": chapter,
        "chapter_number": number_place(chapter.number, skin, Numerals(book.record.language, book.record.numerals)),
        "side": Side(chapter.language or book.record.language, chapter.direction),
        "calls": Calls({note.id: note for note in chapter.notes}, layout.longest_note),
        "colophon_entry": "#" + colophon_id(chapter.id),
        **_speech(words_of(book, layout, spoken), chapter.language, book.languages),
    }


def number_place(number: str, skin: Skin, numerals: Numerals) -> Markup:
    """The number of a chapter. In print it is the place where the number is drawn when the chapters are joined, so that nothing in
    the page tells where the chapter stands: any digit, and the ten that may be drawn.
    """
    if skin != "print" or not number:
        return Markup('<span class="number">{}</span>').format(number) if number else Markup("")
    return Markup('<span class="number" data-digits="{}">{}</span>').format(numerals.digits(_TEN), numerals.digits(1))


def words_of(book: Book, layout: Layout, language: str) -> Words:
    """What Bayaz says in `language` in this book: the layout's catalogues, the edition's numerals and calendar."""
    record = book.record
    calendar = calendar_of(record.language, record.numerals, record.calendar)
    return words(language, layout.folders, numerals=record.numerals, calendar=calendar)


def _speech(spoken: Words, language: str, near: tuple[str, ...]) -> dict[str, Any]:
    """What templates say with, in text that is of `language`."""
    saying = Saying(spoken, language, near)
    return {
        "word": spoken,
        "say": saying.say,
        "word_counted": spoken.counted,
        "counted": saying.counted,
        "spoken": saying.spoken,
        "digits": spoken.digits,
        "date": spoken.date,
        "calendar_date": spoken.calendar_date,
        "day_and_month": spoken.day_and_month,
        "year": spoken.year,
        "language_name": spoken.language_name,
        "word_side": Side(spoken.language, spoken.direction),
    }


def _href(where: Addresses, page: str) -> Callable[[str], str]:
    def href(target: str) -> str:
        """The link's address in this skin, empty for a scheme that no link may have."""
        written = where.href(target, page)
        return written if _SAFE.match(written) else ""

    return href


def _plain(inlines: Iterable[Inline]) -> str:
    return text_of(inlines).replace("\n", " ")


def described(blocks: Iterable[Block]) -> list[Figure]:
    """The figures in `blocks` that have a long description, in their order."""
    return [block for block in blocks_deep(blocks) if isinstance(block, Figure) and block.description]


def says(inlines: Iterable[Inline]) -> bool:
    """True if a link of these has words for listeners, its own or those of a picture in it."""
    held = tuple(inlines)
    pictures = (one for one in inlines_deep(held) if isinstance(one, InlineImage))
    return bool(text_of(held).strip()) or any(one.alt.strip() for one in pictures)


FUNCTIONS: dict[str, Any] = {
    "kind": kind,
    "place": place,
    "attributes": attributes,
    "inside": inside,
    "side_of": Side,
    "truncated": truncated,
    "breakable": breakable,
    "lines_of": lines_of,
    "digest": digest,
    "is_couplets": is_couplets,
    "plain": _plain,
    "says": says,
    "block_text": block_text,
    "colophon_id": colophon_id,
    "description_id": description_id,
    "described": described,
}

"""What templates know: words, kinds, places, addresses and images, gathered for one page of one skin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

from markupsafe import Markup, escape

from compiler.bidi import Direction, direction_of, language_of
from compiler.model.book import Book, Chapter
from compiler.model.content import Block, Inline, Note, Place
from compiler.model.pages import Skin
from compiler.model.walk import block_text, text_of

from .addresses import Addresses, colophon_id
from .layout import Layout
from .words import Words, catalogue, known

LIST_STYLES = frozenset(
    {"decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "persian", "arabic-indic"}
)
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
    called: set[str] = field(default_factory=set)
    open: bool = False

    def note(self, identifier: str) -> Note | None:
        return self.notes.get(identifier)

    def first(self, identifier: str) -> bool:
        """True the first time that it is asked for a note."""
        new = identifier not in self.called
        self.called.add(identifier)
        return new

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
        return tuple(note for note in self.notes.values() if skin == "ebook" or note.id not in self.called)


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


def isolated(text: str, up: Side) -> Markup:
    """A text of unknown origin (a name, a title) in a line of another direction: as `bdi` if its letters run the other way."""
    direction = direction_of(text, up.direction)
    if direction == up.direction:
        return escape(text)
    language = language_of(text, "en" if direction == "ltr" else up.language)
    return Markup('<bdi lang="{0}" xml:lang="{0}" dir="{1}">{2}</bdi>').format(language, direction, text)


def saying(words: Words, language: str) -> Callable[..., Markup]:
    """A function like `words`, for text that is shown within `language`.

    What is filled in is isolated where it runs the other way; the phrase says its language where that is another.
    """
    side = Side(words.language, words.direction)
    foreign = words.language.split("-")[0] != language.split("-", maxsplit=1)[0]

    def say(key: str, **values: str | tuple[str, ...]) -> Markup:
        parts = re.split(r"\{(\w+)\}", words(key))
        phrase = Markup("").join(
            _filled(values[part], words, side) if index % 2 else escape(part) for index, part in enumerate(parts)
        )
        attributes_ = attributes(Side(language, side.direction), words.language, side.direction)
        return Markup("<span{0}>{1}</span>").format(attributes_, phrase) if foreign else phrase

    return say


def _filled(value: str | tuple[str, ...], words: Words, side: Side) -> Markup:
    items = (value,) if isinstance(value, str) else value
    return escape(words("list-separator")).join(isolated(item, side) for item in items)


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


def digest(value: str) -> Markup:
    """A hexadecimal digest that may turn over after each eighth figure."""
    return Markup("<wbr/>").join(value[start : start + 8] for start in range(0, len(value), 8))


def context(book: Book, layout: Layout, skin: Skin, where: Addresses, page: str) -> dict[str, Any]:
    """The names that every template may use on the page `page`."""
    words = catalogue(book.record.language)
    return {
        "book": book,
        "record": book.record,
        "layout": layout,
        "skin": skin,
        "word": words,
        "say": saying(words, book.record.language),
        "digits": words.digits,
        "date": words.date,
        "day_and_month": words.day_and_month,
        "language_name": words.language_name,
        "counter": Counter,
        "book_side": Side(book.record.language or "en", book.direction),
        "word_side": Side(words.language, words.direction),
        "calls": Calls({}),
        "href": _href(where, page),
        "image": lambda name: f"images/{name}",
        "font_names": tuple(dict.fromkeys(face.name for face in layout.faces)),
        "list_styles": LIST_STYLES,
        **FUNCTIONS,
    }


def chapter_context(book: Book, chapter: Chapter) -> dict[str, Any]:
    """The names that a chapter's page has besides: Bayaz speaks there in the chapter's language, where it can."""
    words = catalogue(chapter.language if known(chapter.language) else book.record.language)
    return {
        "chapter": chapter,
        "side": Side(chapter.language or words.language, chapter.direction),
        "word": words,
        "say": saying(words, chapter.language),
        "digits": words.digits,
        "date": words.date,
        "language_name": words.language_name,
        "word_side": Side(words.language, words.direction),
        "calls": Calls({note.id: note for note in chapter.notes}),
        "colophon_entry": "#" + colophon_id(chapter.id),
    }


def _href(where: Addresses, page: str) -> Callable[[str], str]:
    def href(target: str) -> str:
        """The link's address in this skin, empty for a scheme that no link may have."""
        written = where.href(target, page)
        return written if _SAFE.match(written) else ""

    return href


def _plain(inlines: Iterable[Inline]) -> str:
    return text_of(inlines).replace("\n", " ")


FUNCTIONS: dict[str, Any] = {
    "kind": kind,
    "place": place,
    "attributes": attributes,
    "inside": inside,
    "side_of": Side,
    "isolated": isolated,
    "truncated": truncated,
    "breakable": breakable,
    "lines_of": lines_of,
    "digest": digest,
    "plain": _plain,
    "block_text": block_text,
    "colophon_id": colophon_id,
}

"""The text of a PDF held against the words of its e-book: whether what is printed can be searched and copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compiler.messages import Message, Origin

from . import packaging
from .pdf_places import UNREADABLE
from .seen import Seen
from .text_layer_book import passages
from .text_layer_furniture import named_pages, unfurnished
from .text_layer_matching import Found, Miss, compared
from .text_layer_pages import EXTRACTORS, Extractor, of_seen
from .text_layer_words import SCRIPTS, Script
from .zipped import opened

MOST = 50
"""Words that are listed one by one; the others are only counted."""


_CALLED: dict[Script, str] = {
    "right-to-left": "right-to-left words",
    "left-to-right": "left-to-right words",
    "number": "numbers",
}
_JOINERS = {0x200C: "[ZWNJ]", 0x200D: "[ZWJ]"}


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What each program found again, and what is to be said about it. Nothing is found where a file cannot be read."""

    found: tuple[Found, ...]
    messages: tuple[Message, ...]


def check_text_layer(
    pdf: bytes,
    name: str,
    epub: bytes,
    against: str,
    extractors: Mapping[str, Extractor] = EXTRACTORS,
    places: Mapping[str, Origin] | None = None,
    pages: Sequence[Seen] | None = None,
) -> TextLayer:
    """Looks in the PDF, called `name`, for the words of the EPUB, called `against`. Never raises for what is in them.

    A warning `text-layer-word` for each word that a program does not find on its page, and an information
    `text-layer-share` with the shares that it finds. `places` tells for ids of blocks where their text stands in the author's files.
    `pages` is what PDFium sees of the pages, where that is known already: then no program is asked.
    """
    archive = opened(epub, against)
    book, said = packaging.publication(archive, against) if not archive.messages else (None, archive.messages)
    if book is None:
        return TextLayer((), said)
    words = tuple(passages(book))
    try:
        if pages is not None:
            marked, extracted = named_pages(pdf), [of_seen(pages)]
        else:
            marked, bare = unfurnished(pdf)
            extracted = [extract(bare) for extract in extractors.values()]
    except UNREADABLE as error:
        text = f"no text can be taken from the file: {type(error).__name__}"
        return TextLayer((), (Message("text-layer-broken", "error", text, "make or fetch it again", Origin(name)),))
    found = tuple(compared(words, one, marked) for one in extracted if one.pages)
    unread = [message for one in extracted for message in one.messages]
    return TextLayer(found, (*unread, *(message for one in found for message in reported(one, name, places or {}))))


def reported(found: Found, name: str, places: Mapping[str, Origin]) -> Iterator[Message]:
    """A warning for each missing word, up to `MOST`, and one for the rest; then an information with the shares."""
    for miss in found.misses[:MOST]:
        yield _missing(found.extractor, miss, name, places.get(miss.id))
    rest = len(found.misses) - MOST
    if rest > 0:
        text = f"{found.extractor} misses {rest:,} further words of the book"
        yield Message("text-layer-word", "warning", text, "the shares of each script say how grave it is", Origin(name))
    yield Message("text-layer-share", "info", f"{found.extractor} finds again {_shares(found)}", "", Origin(name))


def _shares(found: Found) -> str:
    kinds = [kind for kind in SCRIPTS if found.of[kind]]
    parts = [f"{found.words[kind]:,} of {found.of[kind]:,} {_CALLED[kind]}" for kind in kinds]
    orders = [f"{found.ordered(kind):.1f} % ({kind})" for kind in kinds if kind != "number"]
    return (
        f"{', '.join(parts)}; neighbours in their order: {', '.join(orders)}"
        if orders
        else ", ".join(parts) or "nothing"
    )


def _missing(extractor: str, miss: Miss, name: str, author: Origin | None) -> Message:
    instead = f", but {_shown(miss.instead)}" if miss.instead else ""
    text = f"{extractor} does not find {_shown(miss.word)} of {miss.origin} here{instead}"
    hint = "it cannot be searched or copied: see that the page shows it, and that its font says what its glyphs mean"
    place = Origin(name, miss.page, miss.page, "page") if miss.page else Origin(name)
    return Message("text-layer-word", "warning", text, hint, author or place, book=place if author else None)


def _shown(word: str) -> str:
    """`word` with its joiners to be seen."""
    return f"“{word.translate(_JOINERS)}”"

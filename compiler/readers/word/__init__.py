"""Word captures (`.docx`): mammoth's HTML, mapped to the model as a saved page is, with what mammoth leaves out added.

Title, Subtitle, Author and Date styles and the file's properties give the facts; headings, quotes, captions, lists, tables, notes and
pictures come by style. Direction and language are read from the document itself. Units are paragraphs and tables (see `units`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from compiler import bidi
from compiler.messages import Message, Origin
from compiler.model.content import Block, Blocks, Caption, Figure
from compiler.model.ledger import BLANK, Fates, settle, told
from compiler.model.reading import Capture, Document, Entry, Reading, Wishes
from compiler.model.walk import block_text, identify, map_blocks
from compiler.readers.casting import cast_roles
from compiler.readers.webpage.headings import with_levels
from compiler.readers.webpage.images import Album
from compiler.readers.webpage.mapping import blocks_of
from compiler.readers.webpage.scope import Page, Scope

from .conversion import Converted, converted
from .facts import Facts, facts_of, take_facts
from .package import package_of
from .units import Units, mark_units

UNCALLED = "nothing calls this note"
_CONTENTS = ("toc ", "table of figures", "toc heading")


def read(capture: Capture, wishes: Wishes) -> Reading:
    """One document and a ledger of units. Raises `CaptureError` for what is no Word file, damaged, locked or too large."""
    package = package_of(capture)
    facts = facts_of(package)
    units = mark_units(package)
    made = converted(package, units, capture.file)
    fates = Fates()
    take_facts(made, facts, fates)
    page = Page(capture.file, Album(made.pictures.get))
    document = _document(made, facts, page, fates, wishes)
    ledger = _ledger(made, units, page, fates, document)
    return Reading(
        capture=capture,
        documents=(document,),
        ledger=ledger,
        unit="element",
        said=told(units.said),
        messages=(*made.messages, *_traced(made, page), *_not_understood(capture, ledger, document)),
        pictures=tuple(page.album.pictures.values()),
    )


def _document(made: Converted, facts: Facts, page: Page, fates: Fates, wishes: Wishes) -> Document:
    body = made.root.find("body")
    language = facts.language or wishes.language or bidi.language_of(body.text_content(), "")
    blocks = _placed(made, blocks_of(body, page, Scope(language=language)), page.file)
    cast = cast_roles(blocks, wishes.roles, fates, page.file)
    page.messages += cast.messages
    return Document(
        title=cast.title or facts.title,
        subtitle=facts.subtitle,
        authors=facts.authors,
        date=facts.date,
        language=language,
        blocks=identify(with_levels(cast.blocks), "d1"),
    )


def _placed(made: Converted, blocks: Blocks, file: str) -> Blocks:
    """Origins in units instead of elements."""

    def moved(place: Any) -> Any:
        if place.origin is None or place.origin.first is None:
            return place
        span = made.span(place.origin.first, place.origin.last or place.origin.first)
        return replace(place, origin=Origin(file, *span, "element") if span else None)

    def move(block: Block) -> Blocks:
        if isinstance(block, Figure):
            captions: tuple[Caption, ...] = tuple(moved(caption) for caption in block.captions)
            block = replace(block, captions=captions)
        return (moved(block),)

    return map_blocks(blocks, move)


def _traced(made: Converted, page: Page) -> list[Message]:
    """The mapping's messages with their places in units."""
    told: list[Message] = []
    for message in page.messages:
        origin = message.origin
        if origin and origin.first and origin.unit == "element" and message.code != "role-unsuited":
            span = made.span(origin.first, origin.last or origin.first)
            place = Origin(page.file, *span, "element") if span else Origin(page.file)
            told.append(replace(message, origin=place))
            continue
        told.append(message)
    return told


# --- the ledger ---


def _ledger(made: Converted, units: Units, page: Page, fates: Fates, document: Document) -> tuple[Entry, ...]:
    for element, reason in page.dropped.items():
        if element in made.units:
            fates.drop(made.units[element], reason)
    for unit, style in units.styles.items():
        if style.startswith(_CONTENTS):
            fates.drop(unit, "contents list")
    for unit in units.notes:
        fates.drop(unit, UNCALLED)
    blank = dict.fromkeys(units.empty, BLANK)
    return settle(units.total, (document,), fates, blank)


def _not_understood(capture: Capture, ledger: tuple[Entry, ...], document: Document) -> list[Message]:
    hint = "compare it with the file; a box or field that Word draws may have to become plain text"
    said = []
    for entry in ledger:
        origin = Origin(capture.file, entry.first, entry.last, "element")
        if entry.reason == "not understood":
            text = "the reader could make nothing of this paragraph"
            said.append(Message("word-unit-left-out", "warning", text, hint, origin))
        elif entry.fate == "dropped" and entry.reason == UNCALLED:
            said.append(Message("note-uncalled", "warning", "nothing calls this note, so it is left out", "", origin))
    if not any(block_text(block) for block in document.blocks):
        text = "there is no text in it"
        said.append(
            Message(
                "capture-empty", "warning", text, "check that this is the file that you meant", Origin(capture.file)
            )
        )
    return said

"""The reader of bare text captures: no markup, so it works from the shape of lines.

The way through it: bytes → text (`decoding`) → lines with features (`lines`) → marks, rule after rule, the first that is sure
decides (`roles`, `pages`, `shapes`, `furniture`, `documents`, `front`, `repeats`, `notes`, `lists`, `verse`, `captions`,
`headings`, `paragraphs`) → blocks (`assembly`). What no rule knows is a paragraph.
"""

from __future__ import annotations

from dataclasses import replace

from compiler.messages import Message, Origin
from compiler.model import ledger, walk
from compiler.model.content import Blocks
from compiler.model.reading import Capture, Document, Entry, Reading, Wishes

from . import assembly, decoding, language
from .captions import mark_captions
from .desk import Desk, Part
from .documents import parts_of
from .envelope import read_envelope
from .front import read_front
from .furniture import mark_furniture, mark_tails
from .headings import mark_headings
from .lines import sheet_of
from .lists import mark_lists
from .notes import mark_notes
from .pages import SPLIT, mark_pages
from .paragraphs import mark_inset, mark_paragraphs, vocabulary
from .repeats import Openings, mark_contents, mark_repeats, mark_second_lists
from .roles import apply_roles, settle_wishes
from .shapes import mark_shapes
from .verse import mark_verse


def read(capture: Capture, wishes: Wishes) -> Reading:
    """The documents of a text capture, with one ledger entry for every line.

    Raises `CaptureError` if the bytes are no text, or hold no words.
    """
    found = decoding.decoded(capture)
    desk, parts = _marked(found.text, capture.file, wishes)
    if not any(mark.kind not in {"drop", "metadata"} for mark in desk.marks.values()):
        desk, parts = _all_kept(found.text, capture.file)
    documents = tuple(_document(desk, part, number, wishes) for number, part in enumerate(parts, 1))
    entries = ledger.settle(desk.sheet.total, documents, _fates(desk), _blank(desk))
    told = decoding.message_of(found, capture.file)
    return Reading(
        capture=capture,
        documents=documents,
        ledger=_with_encoding(entries, found.encoding),
        said=ledger.told(found.text.split("\n")),
        messages=(told, *desk.messages),
    )


def _marked(text: str, file: str, wishes: Wishes) -> tuple[Desk, list[Part]]:
    """The desk with a mark for every line, and the documents."""
    desk = Desk(sheet_of(text, file))
    wished = apply_roles(desk, wishes.roles)
    archived = read_envelope(desk)
    mark_pages(desk)
    mark_shapes(desk)
    mark_furniture(desk)
    openings = Openings(desk.sheet.lines)
    parts = parts_of(desk, openings, wished.documents)
    settle_wishes(desk, wished, parts)
    if not parts[0].facts.authors:
        parts[0].facts = archived
    for part in parts:
        read_front(desk, part)
    mark_tails(desk, parts)
    for part in parts:
        _mark_text(desk, part, openings)
    return desk, parts


def _mark_text(desk: Desk, part: Part, openings: Openings) -> None:
    mark_contents(desk, part)
    mark_repeats(desk, part, openings)
    mark_second_lists(desk, part)
    mark_notes(desk, part)
    mark_lists(desk, part)
    mark_verse(desk, part)
    mark_captions(desk, part)
    mark_inset(desk, part)
    mark_headings(desk, part)
    mark_paragraphs(desk, part)


def _all_kept(text: str, file: str) -> tuple[Desk, list[Part]]:
    """Where nothing but furniture was found, everything is kept: losing text is worse than keeping too much."""
    desk = Desk(sheet_of(text, file))
    part = Part(0, len(desk.sheet.lines))
    mark_paragraphs(desk, part)
    said = f"no running text was found in {file}, so every line is kept"
    hint = "name what to leave out under [roles] in source.toml"
    desk.messages.append(Message("reader-unsure", "warning", said, hint, Origin(file)))
    return desk, [part]


def _document(desk: Desk, part: Part, number: int, wishes: Wishes) -> Document:
    text = "\n".join(line.body for line in desk.sheet.lines[part.first : part.last] if desk.kind(line) != "drop")
    tongue = wishes.language or language.language_of(text)
    known = vocabulary(desk.sheet.lines)
    builder = assembly.Builder(desk, tongue, known, assembly.joined_calls(desk, part))
    blocks: Blocks = walk.identify(assembly.blocks_of(builder, part), f"d{number}")
    facts = part.facts
    return Document(
        title=facts.title,
        subtitle=facts.subtitle,
        authors=tuple(facts.authors),
        translators=tuple(facts.translators),
        publisher=facts.publisher,
        place=facts.place,
        date=facts.date,
        language=tongue,
        address=facts.address,
        blocks=blocks,
    )


# --- the ledger ---


def _fates(desk: Desk) -> ledger.Fates:
    fates = ledger.Fates()
    for number, mark in desk.marks.items():
        if mark.kind == "metadata":
            fates.use(number, mark.why)
        elif mark.kind == "drop" and mark.why in SPLIT:
            fates.tear(number, mark.why)
        elif mark.kind == "drop":
            fates.drop(number, mark.why)
    return fates


def _blank(desk: Desk) -> dict[int, str]:
    filled = {line.number for line in desk.sheet.lines}
    return {number: ledger.BLANK for number in range(1, desk.sheet.total + 1) if number not in filled}


def _with_encoding(entries: tuple[Entry, ...], encoding: str) -> tuple[Entry, ...]:
    """The first entry says how the capture was decoded."""
    first, *others = entries
    reason = "; ".join(part for part in (first.reason, f"decoded as {encoding}") if part)
    return (replace(first, reason=reason), *others)

"""Markdown captures: CommonMark with tables, footnotes, definition lists, attributes and front matter, read into the model.

What it takes beyond CommonMark: `[^1]` and `^[…]` notes, tables, `term` / `: what is said of it`, front matter (see
`frontmatter`), `{#id .class lang=fa dir=rtl}` on a line above a block, after a heading, or after `[words]`, and fences
```` ```verse ```` for poems. A picture alone in a paragraph is a figure: alternative text in the brackets, caption in quotes
(`![a map](map.svg "The region in 1920")`). Classes `.byline`, `.dateline`, `.lead`, `.question`, `.answer` and `.attribution`
say what a paragraph is. Lists may be numbered in Persian or Arabic digits (`۱.`). A block of HTML is read as a saved page is;
of tags inside a line only the words between them stay.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.token import Token

from compiler import bidi, files
from compiler.messages import CaptureError, Message, Origin, shortened
from compiler.model.content import Block, Blocks, Heading
from compiler.model.ledger import BLANK, settle, told
from compiler.model.reading import Capture, Document, Reading, Wishes
from compiler.model.walk import block_text, blocks_deep, identify, map_blocks
from compiler.readers.casting import cast_roles
from compiler.readers.webpage.images import Album

from .blocks import blocks_of
from .desk import Desk, Scope
from .frontmatter import FrontMatter, front_matter
from .grammar import ATTRIBUTE_LINES, grammar, too_deep, tree

MAX_MESSAGES = 200


def read(capture: Capture, wishes: Wishes) -> Reading:
    """One document, and a ledger of lines. Raises `CaptureError` for what is no text, too large, or nested beyond reading.

    A level-1 heading that comes before every other is the title where front matter gives none. Fences, rules of tables and
    underlines belong to their block; lines of attributes, link targets and front matter are metadata.
    """
    source = _Source.of(capture)
    front = front_matter(source.text.split("\n"))
    desk, blocks = _mapped(capture, source, front, wishes)
    document = _document(front, desk, blocks, wishes)
    return _reading(capture, source, front, desk, document)


# --- text in ---


@dataclass(frozen=True, slots=True)
class _Source:
    """The text, with the encoding that it was in if not UTF-8."""

    text: str
    encoding: str = ""

    @classmethod
    def of(cls, capture: Capture) -> _Source:
        if len(capture.data) > files.MAX_TEXT:
            text = (
                f"{capture.file} has {len(capture.data):,} bytes, more than the {files.MAX_TEXT:,} that a text may have"
            )
            raise CaptureError.of("text-too-large", text, hint="split it", origin=Origin(capture.file))
        for mark, encoding in (
            (codecs.BOM_UTF8, "utf-8-sig"),
            (codecs.BOM_UTF16_LE, "utf-16"),
            (codecs.BOM_UTF16_BE, "utf-16"),
        ):
            if capture.data.startswith(mark):
                return cls(_decoded(capture, encoding), "" if encoding == "utf-8-sig" else "UTF-16")
        return cls(_decoded(capture, "utf-8"))


def _decoded(capture: Capture, encoding: str) -> str:
    try:
        return capture.data.decode(encoding)
    except UnicodeDecodeError as error:
        line = capture.data[: error.start].count(b"\n") + 1
        text = f"{capture.file} is no {encoding.removesuffix('-sig').upper()} text"
        hint = "save it as UTF-8; most editors offer this under “Save as”"
        raise CaptureError.of("text-encoding", text, hint=hint, origin=Origin(capture.file, line)) from error


# --- mapping ---


def _mapped(capture: Capture, source: _Source, front: FrontMatter, wishes: Wishes) -> tuple[Desk, Blocks]:
    lines, numbers = _parser_lines(source.text, front.length)
    env: dict[str, Any] = {}
    desk = Desk(capture.file, lines, numbers, env, Album(wishes.beside))
    try:
        tokens = grammar().parse("\n".join(lines), env)
        _check_depth(desk, tokens)
        language = front.one("language") or wishes.language
        blocks = blocks_of(desk, tree(tokens), Scope(language or bidi.language_of(source.text, "")))
    except RecursionError as error:
        raise _too_deep(Origin(capture.file)) from error
    return desk, blocks


def _check_depth(desk: Desk, tokens: list[Token]) -> None:
    """Raises `CaptureError` where the parser would leave out what is nested too deeply, rather than lose words."""
    if (token := too_deep(tokens)) and token.map:
        raise _too_deep(Origin(desk.file, desk.numbers[token.map[0]]))


def _too_deep(origin: Origin) -> CaptureError:
    text = "lists, quotes or brackets are nested deeper than Bayaz reads"
    return CaptureError.of("text-too-deep", text, hint="nest them less deeply", origin=origin)


def _parser_lines(text: str, skipped: int) -> tuple[list[str], list[int]]:
    """The lines as the parser is to see them, front matter blanked, with the number of the capture's line for each.

    A lone carriage return ends a line for CommonMark, but not for the count of a capture's lines.
    """
    lines: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        parts = [""] if number <= skipped else line.removesuffix("\r").split("\r")
        lines += parts
        numbers += [number] * len(parts)
    return lines, numbers


# --- the document ---


def _document(front: FrontMatter, desk: Desk, blocks: Blocks, wishes: Wishes) -> Document:
    cast = cast_roles(blocks, wishes.roles, desk.fates, desk.file)
    desk.messages += cast.messages
    title, blocks = _title_off(cast.title or front.one("title"), desk, cast.blocks)
    letters = "\n".join(block_text(block) for block in blocks) + title
    told = bidi.language_of(letters, "")
    return Document(
        title=title,
        subtitle=front.one("subtitle"),
        authors=front.several("authors"),
        translators=front.several("translators"),
        publisher=front.one("publisher"),
        place=front.one("place"),
        date=front.one("date"),
        language=front.one("language") or wishes.language or told,
        address=front.one("address"),
        blocks=identify(_levelled(blocks), "d1"),
    )


def _title_off(title: str, desk: Desk, blocks: Blocks) -> tuple[str, Blocks]:
    """The title, and the blocks without the heading that says it: the first heading, if of level 1 and no other title."""
    index = next((i for i, block in enumerate(blocks) if isinstance(block, Heading)), None)
    if index is None:
        return title, blocks
    heading = blocks[index]
    words = " ".join(_heading_words(heading).split())
    if not isinstance(heading, Heading) or heading.level != 1 or _letters(title) not in ("", _letters(words)):
        return title, blocks
    if heading.origin and heading.origin.first:
        for unit in range(heading.origin.first, (heading.origin.last or heading.origin.first) + 1):
            desk.fates.use(unit, "title")
    return title or words, blocks[:index] + blocks[index + 1 :]


def _heading_words(heading: Block) -> str:
    label = heading.label if isinstance(heading, Heading) else ""
    return f"{label} {block_text(heading)}"


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _levelled(blocks: Blocks) -> Blocks:
    """Levels from 1 without gaps, order kept (2, 4, 4, 3 becomes 1, 2, 2, 2)."""
    above: list[int] = []

    def level(block: Block) -> Blocks:
        if not isinstance(block, Heading):
            return (block,)
        while above and above[-1] >= block.level:
            above.pop()
        above.append(block.level)
        return (replace(block, level=len(above)),)

    return map_blocks(blocks, level)


# --- the ledger ---


def _reading(capture: Capture, source: _Source, front: FrontMatter, desk: Desk, document: Document) -> Reading:
    lines = source.text.split("\n")
    _settle_fates(front, desk)
    blank = {number: BLANK for number, line in enumerate(lines, 1) if not line.strip()}
    ledger = settle(len(lines), (document,), desk.fates, blank)
    messages = [*_about(capture, source, front, lines), *desk.messages]
    messages += [
        _not_understood(capture, entry.first, entry.last, lines[entry.first - 1])
        for entry in ledger
        if entry.fate == "dropped" and entry.reason == "not understood"
    ]
    if not any(True for _ in blocks_deep(document.blocks)):
        hint = "check that this is the file that you meant"
        messages.append(Message("capture-empty", "warning", "there is no text in it", hint, Origin(capture.file)))
    return Reading(
        capture=capture,
        documents=(document,),
        ledger=ledger,
        said=told(lines),
        messages=_bounded(capture, messages),
        pictures=tuple(desk.album.pictures.values()),
    )


def _settle_fates(front: FrontMatter, desk: Desk) -> None:
    for number, name in front.used.items():
        desk.fates.use(number, name)
    for number, reason in front.unused.items():
        desk.fates.drop(number, reason)
    for span in desk.env.get(ATTRIBUTE_LINES, ()):
        for unit in desk.units(span):
            desk.fates.use(unit, "attributes")
    targets = [*desk.env.get("references", {}).values(), *desk.env.get("duplicate_refs", ())]
    for target in targets:
        for unit in desk.units(target["map"]):
            desk.fates.use(unit, "link target")


def _about(capture: Capture, source: _Source, front: FrontMatter, lines: list[str]) -> list[Message]:
    messages = [
        Message(
            "front-matter-doubtful",
            "warning",
            "this line of the front matter is not understood",
            "write `key: value`, `key: [one, two]` or `- item`; dates as 2014-10-26 or 26 October 2014, languages as fa or en",
            Origin(capture.file, number),
            shortened(lines[number - 1]),
        )
        for number in front.doubtful
    ]
    if source.encoding:
        messages.append(Message("encoding", "info", f"the text is in {source.encoding}", "", Origin(capture.file)))
    return messages


def _not_understood(capture: Capture, first: int, last: int, line: str) -> Message:
    text = "the reader could make nothing of this line, so it is left out"
    hint = "nest lists and quotes less deeply, or put a blank line before it"
    return Message("line-left-out", "warning", text, hint, Origin(capture.file, first, last), shortened(line))


def _bounded(capture: Capture, messages: list[Message]) -> tuple[Message, ...]:
    if len(messages) <= MAX_MESSAGES:
        return tuple(messages)
    left = len(messages) - MAX_MESSAGES
    last = Message(
        "more-messages", "warning", f"{left} more messages are not shown", "mend these first", Origin(capture.file)
    )
    return (*messages[:MAX_MESSAGES], last)

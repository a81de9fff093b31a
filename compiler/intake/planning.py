"""Plans what becomes of each document in each file: which source it belongs to, and what changes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from compiler import project, readers
from compiler.messages import CaptureError, CollectionError, Origin
from compiler.model.book import Record
from compiler.model.content import Heading
from compiler.model.reading import Capture, Document, Wishes
from compiler.model.walk import block_text, text_of, words
from compiler.project import Edition, Source

from .incoming import Incoming
from .matching import JOIN, MARGIN, Match, matches

Action = Literal["text", "new", "record", "held", "unclear", "aside", "image"]
Choose = Callable[["Row"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the plan: a document (from 1; 0 for an image) of a file, the source it goes to, and why.

    `text`: it becomes the source's text; `new`: a source is made for it; `record`: the capture is recorded with a source that has
    a text already; `held`: nothing to do; `unclear`: it fits `candidates` alike; `aside`: not asked for; `image`: copied only.
    """

    incoming: Incoming
    action: Action
    document: int = 0
    title: str = ""
    date: str = ""
    words: int = 0
    source: str = ""
    reason: str = ""
    score: float = 0.0
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows, and the records of the sources that will be made."""

    rows: tuple[Row, ...]
    records: tuple[Record, ...] = ()

    @property
    def changes(self) -> bool:
        return any(row.action in {"text", "new", "record", "image"} for row in self.rows)


def leave(_row: Row) -> str:
    """The choice of nobody: an unclear document stays unclear."""
    return ""


@dataclass
class _Desk:
    """What is known while the plan is made."""

    edition: Edition
    choose: Choose
    wanted: str = ""
    password: str = ""
    new: list[Record] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    @property
    def records(self) -> list[Record]:
        return [*(source.record for source in self.edition.sources), *self.new]

    def source(self, identifier: str) -> Source | None:
        return next((source for source in self.edition.sources if source.record.id == identifier), None)

    def has_text(self, identifier: str) -> bool:
        source = self.source(identifier)
        return identifier in self.texts or bool(source and source.text.capture)


def plan(
    edition: Edition, incoming: Sequence[Incoming], source: str = "", choose: Choose = leave, password: str = ""
) -> Plan:
    """The plan for `incoming`; with `source`, everything goes there and its text is replaced.

    Raises `CaptureError` for a file that no reader can read, `CollectionError` for a `source` that is not there.
    """
    desk = _Desk(edition, choose, source, password)
    if source and desk.source(source) is None:
        names = [known.record.id for known in edition.sources]
        hint = project.suggestion(source, names)
        raise CollectionError.of(
            "source-unknown", f"there is no source {source!r}", hint=hint, origin=Origin("--source")
        )
    rows: list[Row] = []
    seen: set[str] = set()
    for one in incoming:
        if one.sha256 not in seen:
            rows += _image(desk, one) if one.is_image else _documents(desk, one)
        seen.add(one.sha256)
    return Plan(tuple(rows), tuple(desk.new))


def _image(desk: _Desk, one: Incoming) -> list[Row]:
    if not desk.wanted:
        hint = "name it: --source ID"
        raise CaptureError.of("image-no-source", f"{one.path} is an image: Bayaz cannot tell whose", hint=hint)
    return [Row(incoming=one, action="image", title=one.name, source=desk.wanted, reason="--source")]


def _documents(desk: _Desk, one: Incoming) -> list[Row]:
    """A row for each document, the surest joined first, so that no two documents of a file go to one source."""
    reading = readers.read(Capture(one.name, one.data, one.media_type), Wishes(beside=one.look, password=desk.password))
    found = reading.documents
    if not found:
        raise CaptureError.of("capture-empty", f"{one.path} holds no text", hint="see `bayaz read` for what it holds")
    records = desk.records
    fits = [matches(document, records) for document in found]
    order = sorted(range(len(found)), key=lambda i: (-fits[i][0].score if fits[i] else 0, i))
    rows: dict[int, Row] = {}
    taken: set[str] = set()
    for index in _wanted_first(desk, found, fits, order):
        row = _blank(one, index + 1, found[index])
        free = [match for match in fits[index] if match.source not in taken]
        rows[index] = _row(desk, row, found[index], free, first=not taken)
        taken.add(rows[index].source)
        if rows[index].action in {"text", "new"}:
            desk.texts.add(rows[index].source)
    return [rows[index] for index in sorted(rows)]


def _wanted_first(desk: _Desk, found: Sequence[Document], fits: list[list[Match]], order: list[int]) -> list[int]:
    """With `--source`, the document that fits it best, or the longest, comes first; it is the one that goes there."""
    if not desk.wanted:
        return order

    def fit(index: int) -> tuple[float, int]:
        score = next((match.score for match in fits[index] if match.source == desk.wanted), 0.0)
        return score, _words(found[index])

    return sorted(order, key=fit, reverse=True)


def _row(desk: _Desk, row: Row, document: Document, fits: list[Match], *, first: bool) -> Row:
    if desk.wanted:
        return _asked(desk, row, first=first)
    if holder := _holder(desk, row):
        return replace(row, action="held", source=holder, reason="the same bytes")
    best = fits[0] if fits else Match("", 0.0, "")
    if best.score < JOIN:
        return _new(desk, row, document, best)
    rivals = [match for match in fits if best.score - match.score < MARGIN]
    if len(rivals) > 1:
        names = tuple(match.source for match in rivals)
        row = replace(row, action="unclear", candidates=names, reason=best.reason, score=best.score)
        chosen = desk.choose(row)
        return _joined(desk, row, chosen, "chosen", best.score) if chosen in names else row
    return _joined(desk, row, best.source, best.reason, best.score)


def _asked(desk: _Desk, row: Row, *, first: bool) -> Row:
    if not first:
        return replace(row, action="aside", reason="--source takes one document")
    if _holder(desk, row) == desk.wanted:
        return replace(row, action="held", source=desk.wanted, reason="the same bytes")
    return replace(row, action="text", source=desk.wanted, reason="--source", score=1.0)


def _joined(desk: _Desk, row: Row, source: str, reason: str, score: float) -> Row:
    action: Action = "record" if desk.has_text(source) else "text"
    return replace(row, action=action, source=source, reason=reason, score=score)


def _holder(desk: _Desk, row: Row) -> str:
    """The source whose text is this very document of these very bytes."""
    for source in desk.edition.sources:
        held = {capture.file: capture.sha256 for capture in source.record.captures}
        if held.get(source.text.capture) == row.incoming.sha256 and source.text.document == row.document:
            return source.record.id
    return ""


# --- what a document is called ---


def _blank(one: Incoming, number: int, document: Document) -> Row:
    return Row(
        incoming=one,
        action="aside",
        document=number,
        title=title_of(document, one),
        date=document.date,
        words=_words(document),
    )


def title_of(document: Document, one: Incoming) -> str:
    """The document's title, else its first heading, else the file's name."""
    headings = (text_of(block.content) for block in document.blocks if isinstance(block, Heading))
    return document.title or next(headings, "").replace("\n", " ").strip() or Path(one.own_name).stem


def _words(document: Document) -> int:
    return sum(words(block_text(block)) for block in document.blocks)


# --- new sources ---


def _new(desk: _Desk, row: Row, document: Document, nearest: Match) -> Row:
    record = Record(
        id=_identifier(desk, row, document),
        title=row.title,
        subtitle=document.subtitle,
        authors=document.authors,
        translators=document.translators,
        publisher=document.publisher,
        place=document.place,
        date=document.date,
        language=document.language or desk.edition.record.language,
        addresses=(document.address,) if document.address else (),
    )
    desk.new.append(record)
    reason = f"nearest is {nearest.source}, {nearest.score:.2f}" if nearest.score else "like no source"
    return replace(row, action="new", source=record.id, reason=reason, score=nearest.score)


def _identifier(desk: _Desk, row: Row, document: Document) -> str:
    """Publisher and year, else title and year, else the title with a number: the first that nothing else is called."""
    year = document.date[:4]
    bases = [f"{document.publisher} {year}"] if document.publisher and year else []
    bases += [f"{row.title} {year}" if year else row.title]
    names = [project.slug_of(base) for base in bases]
    names += [f"{names[-1]}-{number}" for number in range(2, 1000)]
    present = {path.name for path in desk.edition.folder.iterdir()} | {record.id for record in desk.records}
    return next(name for name in names if project.is_free(name, present))

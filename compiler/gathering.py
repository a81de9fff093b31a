"""Gathers what a collection holds: reads each source's text or brief and the editor's images; all faults together."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from compiler import files, readers, readings, svg
from compiler.asking import Progress
from compiler.messages import BayazError, CollectionError, Message, Origin, errors
from compiler.model.book import Account, Attachment, Book, Rendition
from compiler.model.content import Blocks, Paragraph, Text
from compiler.model.reading import Capture, Picture, Reading, Wishes
from compiler.model.walk import map_blocks
from compiler.passes.binding import Held, bind
from compiler.project import Edition, FigureWish, Source
from compiler.readings import Made
from compiler.store import NO_STORE, Store
from compiler.workers import Workers

WORTH = 8
"""Captures to be read from which on other processes read them."""
_MOST_AROUND, _MOST_BYTES = 500, 64 * files.MEGABYTE
"""Files of a source that go with its capture to where that is read, and their bytes."""


@dataclass
class _Desk:
    """Where faults and remarks are put down while the gathering goes on, and readings kept that several sources share."""

    edition: Edition
    store: Store = NO_STORE
    faults: list[BayazError] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)
    readings: dict[tuple[str, str, tuple[tuple[str, str], ...]], Reading] = field(default_factory=dict)
    ahead: dict[str, Made] = field(default_factory=dict)


def gather(edition: Edition, progress: Progress, store: Store = NO_STORE, workers: Workers | None = None) -> Book:
    """The book of the collection, not yet settled; readings come from `store` where they are there, and many that are not are made by
    `workers`.

    Raises `CollectionError` with every fault of every source.
    """
    desk = _Desk(edition, store)
    held: dict[str, Held] = {}
    if workers:
        _read_ahead(desk, workers, progress)
    for done, wish in enumerate(edition.chapters):
        progress("reading", max(done, len(desk.ahead)), len(edition.chapters))
        held[wish.source] = _source(desk, edition.source(wish.source))
    provenance = _note(desk, edition.folder, edition.provenance, edition.figures, edition.folder.name)
    progress("reading", len(edition.chapters), len(edition.chapters))
    messages = files.gather(desk.faults)
    if errors(messages):
        raise CollectionError(messages)
    book = bind(edition, held, provenance)
    attachments = _attachments(edition) if edition.record.attach else ()
    return replace(book, attachments=attachments, messages=(*book.messages, *desk.remarks))


def _attachments(edition: Edition) -> tuple[Attachment, ...]:
    """Every capture of the sources in the edition, once; what they are was checked when the records were read."""
    found: dict[str, Attachment] = {}
    for source in dict.fromkeys(edition.source(wish.source) for wish in edition.chapters):
        for capture in source.record.captures:
            data = files.read(files.inside(source.folder, capture.file))
            attachment = Attachment(
                name=f"{source.record.id}-{Path(capture.file).name}",
                title=source.record.title,
                media_type=capture.media_type,
                data=data,
                date=capture.captured,
            )
            found.setdefault(capture.sha256, attachment)
    return tuple(found.values())


def _read_ahead(desk: _Desk, workers: Workers, progress: Progress) -> None:
    """Reads what is not in the store, if it is much; what cannot be read ahead is left for later, with its faults."""
    wanted: dict[str, readings.Wanted] = {}
    for wish in desk.edition.chapters:
        source = desk.edition.source(wish.source)
        with suppress(BayazError, OSError):
            one = _wanted(source)
            if one and readings.is_lacking(desk.store, one.capture, one.wishes):
                wanted.setdefault(
                    repr((files.sha256(one.capture.data), one.wishes.way, one.wishes.roles, one.folder)), one
                )
    if len(wanted) < WORTH:
        return
    for name, made in readings.read_ahead(desk.store, workers, tuple(wanted.values())):
        desk.ahead[name] = made
        progress("reading", len(desk.ahead), len(desk.edition.chapters))


def _wanted(source: Source) -> readings.Wanted | None:
    """What a chapter is read from, with the files around it; None where there is nothing, or too much around it."""
    name = source.text.capture or source.brief
    around = _around(source.folder.resolve()) if name else None
    if around is None:
        return None
    path = files.inside(source.folder, name)
    capture, wishes = (
        _capture(source, path) if source.text.capture else _brief(source.folder, path, source.record.id, name)
    )
    folder = path.parent.relative_to(source.folder.resolve()).as_posix()
    return readings.Wanted(capture, wishes, folder, around)


def _around(folder: Path) -> dict[str, bytes] | None:
    """Every file below `folder` that a reader may look at beside a capture, by its path; None if there are links, or it is much."""
    found: dict[str, bytes] = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            return None
        if not path.is_file() or path.stat().st_size > files.MAX_IMAGE:
            continue
        size += path.stat().st_size
        if len(found) >= _MOST_AROUND or size > _MOST_BYTES:
            return None
        found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _source(desk: _Desk, source: Source) -> Held:
    if source.text.capture:
        return _text(desk, source)
    return _note(desk, source.folder, source.brief, source.figures, source.record.id)


def _text(desk: _Desk, source: Source) -> Held:
    """The document that `[text]` names, read from its capture."""
    try:
        path = files.inside(source.folder, source.text.capture)
        reading = _reading(desk, source, path)
    except BayazError as fault:
        desk.faults.append(fault)
        return Held()
    number = source.text.document
    if number > len(reading.documents):
        desk.faults.append(_no_document(source, len(reading.documents)))
        return Held()
    facsimile = source.text.way == "facsimile"
    return Held(
        document=reading.documents[number - 1],
        prefix=f"d{number}",
        rendition="facsimile" if facsimile else "full",
        account=Account(
            file=source.text.capture, document=number, unit=reading.unit, ledger=reading.ledger, said=reading.said
        ),
        pictures=reading.pictures,
        wished=_wished(desk, source.folder, source.figures, source.record.id),
        described=_described(desk, source.folder, source.figures, source.record.id),
        facsimiles=((reading.capture.file, _unlocked(reading.capture, source.text.password)),) if facsimile else (),
        messages=reading.messages,
    )


def _unlocked(capture: Capture, password: str) -> bytes:
    """The PDF as the printing of its pages needs it."""
    from compiler.readers.pdf.opening import unlocked  # noqa: PLC0415 - brings the engines

    return unlocked(capture, password)


def _reading(desk: _Desk, source: Source, path: Path) -> Reading:
    capture, wishes = _capture(source, path)
    key = (files.sha256(capture.data), wishes.way, wishes.roles)
    if key not in desk.readings:
        desk.readings[key] = readings.read(desk.store, capture, wishes, desk.ahead)
    return desk.readings[key]


def _capture(source: Source, path: Path) -> tuple[Capture, Wishes]:
    """The capture that a source's text is read from, and how."""
    wishes = Wishes(
        roles=tuple(source.roles),
        beside=beside(source.folder, path),
        way=source.text.way,
        password=source.text.password,
    )
    recorded = {capture.file: capture.media_type for capture in source.record.captures}
    kind = recorded.get(source.text.capture) or files.media_type(path.name)
    return Capture(f"{source.record.id}/{source.text.capture}", files.read(path), kind), wishes


def _brief(folder: Path, path: Path, label: str, name: str) -> tuple[Capture, Wishes]:
    """The same of a Markdown text of the editor's."""
    data = files.read(path, files.MAX_TEXT)
    return Capture(f"{label}/{name}", data, "text/markdown"), Wishes(beside=beside(folder, path))


def _no_document(source: Source, held: int) -> CollectionError:
    text = f"[text] asks for document {source.text.document}, but the capture holds {held}"
    hint = f"`bayaz read {source.record.id}/{source.text.capture}` lists them"
    return CollectionError.of(
        "document-missing", text, hint=hint, origin=Origin(f"{source.record.id}/source.toml", key="text.document")
    )


def _note(desk: _Desk, folder: Path, name: str, figures: tuple[FigureWish, ...], label: str) -> Held:
    """A Markdown text of the editor's: a brief, or the provenance note; nothing held where there is none."""
    if not name:
        return Held(wished=_wished(desk, folder, figures, label), described=_described(desk, folder, figures, label))
    try:
        capture, wishes = _brief(folder, files.inside(folder, name), label, name)
        reading = readings.read(desk.store, capture, wishes, desk.ahead)
    except BayazError as fault:
        desk.faults.append(fault)
        return Held()
    rendition: Rendition = "brief"
    return Held(
        document=reading.documents[0],
        prefix="d1",
        rendition=rendition,
        pictures=reading.pictures,
        wished=_wished(desk, folder, figures, label),
        described=_described(desk, folder, figures, label),
        messages=reading.messages,
    )


def beside(folder: Path, path: Path) -> Callable[[str], bytes | None]:
    """Looks up files beside a capture, never outside the source's folder; None for what is not there."""

    def look(relative: str) -> bytes | None:
        try:
            target = files.inside(folder, str(path.parent.relative_to(folder.resolve()) / relative))
            return files.read(target, files.MAX_IMAGE)
        except (BayazError, ValueError):
            return None

    return look


def _wished(desk: _Desk, folder: Path, figures: tuple[FigureWish, ...], label: str) -> dict[str, Picture]:
    pictures: dict[str, Picture] = {}
    for wish in figures:
        if not wish.image:
            continue
        try:
            pictures[wish.id] = _picture(desk, folder, wish, label)
        except BayazError as fault:
            desk.faults.append(fault)
    return pictures


def _described(desk: _Desk, folder: Path, figures: tuple[FigureWish, ...], label: str) -> dict[str, Blocks]:
    """What the editor's figures show at length, by the figure's id: paragraphs of a text, or the blocks of a Markdown file."""
    found: dict[str, Blocks] = {}
    for wish in figures:
        try:
            blocks = _description(desk, folder, wish, label)
        except BayazError as fault:
            desk.faults.append(fault)
            continue
        if blocks:
            found[wish.id] = _in_language(blocks, wish.description_language)
    return found


def _in_language(blocks: Blocks, language: str) -> Blocks:
    return map_blocks(blocks, lambda block: (replace(block, language=language),)) if language else blocks


def _description(desk: _Desk, folder: Path, wish: FigureWish, label: str) -> Blocks:
    name = wish.description_file
    if not name:
        parts = [part.split() for part in re.split(r"\n\s*\n", wish.description)]
        return tuple(Paragraph(content=(Text(" ".join(words)),)) for words in parts if words)
    data = files.read(files.inside(folder, name), files.MAX_TEXT)
    reading = readers.read(Capture(f"{label}/{name}", data, "text/markdown"), Wishes())
    desk.remarks += reading.messages
    return reading.documents[0].blocks


def _picture(desk: _Desk, folder: Path, wish: FigureWish, label: str) -> Picture:
    path = files.inside(folder, wish.image)
    data = files.read(path, files.MAX_IMAGE)
    facts = files.image_facts(data)
    origin = Origin(f"{label}/{wish.image}")
    if facts is not None and facts.media_type == "image/svg+xml":
        data = _drawing(desk, data, origin)
        facts = files.image_facts(data)
    if facts is None:
        text = f"{wish.image} is no picture that a book can hold"
        hint = "use a sound JPEG, PNG, GIF, WebP or SVG file"
        raise CollectionError.of("image-bad", text, hint=hint, origin=origin)
    return Picture(f"{wish.id}{path.suffix.lower()}", data, facts.media_type, facts.width, facts.height)


def _drawing(desk: _Desk, data: bytes, origin: Origin) -> bytes:
    """The SVG picture without what acts or refers outside, and a remark on what that took away; nothing if it is unsound."""
    safe = svg.safe_svg(data) or b""
    lost = svg.left_out(data, safe) if safe else ()
    if lost:
        text = f"the drawing is shown without {', '.join(lost[:8])}: nothing in a book may act or be fetched from elsewhere"
        hint = "draw it with shapes, text and gradients of its own; embed pixels as PNG or JPEG"
        desk.remarks.append(Message("image-parts-left-out", "warning", text, hint, origin))
    return safe

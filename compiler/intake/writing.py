"""Turns a plan into files: captures copied unchanged, `source.toml` made or changed; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from compiler import files, project
from compiler.messages import CollectionError, Origin
from compiler.model.book import CaptureRecord, Record
from compiler.project import Edition, TextWish
from compiler.project.writing import changed, source_text

from .incoming import Incoming
from .planning import Plan

CAPTURES, FIGURES = "captures", "figures"
_TRIES = 1000


@dataclass
class _Change:
    """What changes in one source."""

    folder: Path
    captures: dict[str, CaptureRecord]
    files: dict[Path, bytes] = field(default_factory=dict)
    added: list[CaptureRecord] = field(default_factory=list)
    text: TextWish | None = None


def outputs(plan: Plan, edition: Edition, today: date, password: str = "") -> dict[Path, bytes]:
    """Every file to publish for the plan, whole; empty if nothing changes.

    Raises `CollectionError` if a `source.toml` is written in a way that cannot be changed.
    """
    changes: dict[str, _Change] = {}
    for row in plan.rows:
        if row.action not in {"text", "new", "record", "image"}:
            continue
        change = changes.setdefault(row.source, _change(edition, row.source))
        if row.action == "image":
            _image(change, row.incoming)
            continue
        kept = _kept(change, row.incoming, today)
        if row.action in {"text", "new"}:
            change.text = TextWish(capture=kept.file, document=row.document, password=password)
    new = {record.id: record for record in plan.records}
    written: dict[Path, bytes] = {}
    for identifier, change in changes.items():
        written |= change.files
        toml = _toml(change, new.get(identifier))
        if toml is not None:
            written[change.folder / project.SOURCE_FILE] = toml.encode()
    for path in written:  # a folder that is a link must not lead a capture out of the collection
        files.inside(edition.folder, str(path.relative_to(edition.folder)))
    return written


def _change(edition: Edition, identifier: str) -> _Change:
    known = next((source for source in edition.sources if source.record.id == identifier), None)
    captures = {capture.sha256: capture for capture in known.record.captures} if known else {}
    return _Change(edition.folder / identifier, captures)


def _toml(change: _Change, new: Record | None) -> str | None:
    """The text of the source's file; None if it stays as it is."""
    if new is not None:
        return source_text(replace(new, captures=tuple(change.added)), change.text)
    if not change.added and change.text is None:
        return None
    path = change.folder / project.SOURCE_FILE
    label = f"{change.folder.name}/{project.SOURCE_FILE}"
    try:
        old = files.read(path, files.MEGABYTE).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CollectionError.of("toml-encoding", "this is not UTF-8", origin=Origin(label)) from error
    return changed(old, change.added, change.text, label)


def _kept(change: _Change, one: Incoming, today: date) -> CaptureRecord:
    """The record of the capture in the source: the one it has if it holds these bytes, else a new one with a copy."""
    if one.sha256 in change.captures:
        return change.captures[one.sha256]
    folder = _free_folder(change, one)
    record = CaptureRecord(
        file=(folder / one.name).relative_to(change.folder).as_posix(),
        name=one.own_name,
        sha256=one.sha256,
        bytes=len(one.data),
        media_type=one.media_type,
        captured=one.captured,
        added=today.isoformat(),
    )
    change.files |= dict(_copies(folder, one))
    change.captures[one.sha256] = record
    change.added.append(record)
    return record


def _copies(folder: Path, one: Incoming) -> Iterator[tuple[Path, bytes]]:
    yield folder / one.name, one.data
    for relative, data in one.beside:
        yield folder / relative, data


def _free_folder(change: _Change, one: Incoming) -> Path:
    """`captures`, or a numbered folder in it where another file has the name: a page finds its folder by its own name."""
    base = change.folder / CAPTURES
    folders = [base, *(base / str(number) for number in range(2, _TRIES))]
    return next(folder for folder in folders if _fits(change, folder, one))


def _fits(change: _Change, folder: Path, one: Incoming) -> bool:
    """True if nothing of another content is where the capture and its folder would go."""
    for path, data in _copies(folder, one):
        if path in change.files:
            if change.files[path] != data:
                return False
        elif path.is_symlink() or (path.exists() and not (path.is_file() and path.read_bytes() == data)):
            return False
    return True


def _image(change: _Change, one: Incoming) -> None:
    """Copies an image to the source's figures, under another name if that is taken by another image."""
    stem, suffix = Path(one.name).stem, Path(one.name).suffix
    names = [one.name, *(f"{stem}-{number}{suffix}" for number in range(2, _TRIES))]
    for name in names:
        path = change.folder / FIGURES / name
        if path not in change.files and not path.exists() and not path.is_symlink():
            change.files[path] = one.data
            return
        if path.is_file() and not path.is_symlink() and path.read_bytes() == one.data:
            return

"""The editions that lie side by side in an output folder: their dates, sizes and sums, and what each changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from compiler import files
from compiler.comparing import FRONT, EditionText, compared, edition_text
from compiler.messages import BayazError, CaptureError, Message

_NAME = re.compile(r"(?P<id>.+)-(?P<date>\d{4}-\d{2}-\d{2})\.(?P<kind>epub|pdf|html|zip)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file of an edition: its path, size in bytes and SHA-256."""

    path: Path
    kind: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition: `chapters` and `pages` are None where it has no EPUB or PDF that tells.

    `changed` counts, against the one before with the same id, sources and passages by what became of them; None for the first.
    """

    id: str
    date: str
    title: str
    chapters: int | None
    pages: int | None
    files: tuple[Kept, ...]
    changed: tuple[tuple[str, int], ...] | None
    messages: tuple[Message, ...] = ()


def editions(folder: Path) -> tuple[Edition, ...]:
    """Every edition whose files lie in `folder`, by id and date. Raises `CaptureError` if it is no folder.

    A file that cannot be read is told of by the messages of its edition.
    """
    if not folder.is_dir():
        raise CaptureError.of("folder-missing", f"there is no folder {folder}", hint="`bayaz build` makes it")
    found: list[Edition] = []
    before: tuple[str, EditionText] | None = None
    for (identifier, date), kept in sorted(_grouped(folder).items()):
        said: list[Message] = []
        text = _text(kept, said)
        old = before[1] if before and before[0] == identifier else None
        found.append(
            Edition(
                id=identifier,
                date=date,
                title=text.title if text else "",
                chapters=sum(one.id != FRONT for one in text.chapters) if text else None,
                pages=_pages(kept, said),
                files=kept,
                changed=_changed(old, text) if old and text else None,
                messages=tuple(said),
            )
        )
        before = (identifier, text) if text else before
    return tuple(found)


def _grouped(folder: Path) -> dict[tuple[str, str], tuple[Kept, ...]]:
    groups: dict[tuple[str, str], list[Kept]] = {}
    for path in sorted(folder.iterdir()):
        match = _NAME.fullmatch(path.name)
        if match and path.is_file():
            kept = Kept(path=path, kind=match["kind"], bytes=path.stat().st_size, sha256=files.sha256_of(path))
            groups.setdefault((match["id"], match["date"]), []).append(kept)
    return {name: tuple(kept) for name, kept in groups.items()}


def _of_kind(kept: tuple[Kept, ...], kind: str) -> Iterator[Path]:
    return (one.path for one in kept if one.kind == kind)


def _text(kept: tuple[Kept, ...], said: list[Message]) -> EditionText | None:
    for path in _of_kind(kept, "epub"):
        try:
            return edition_text(files.read(path), path.name)
        except BayazError as error:
            said += error.messages
    return None


def _pages(kept: tuple[Kept, ...], said: list[Message]) -> int | None:
    for path in _of_kind(kept, "pdf"):
        try:
            with pikepdf.open(path) as document:
                return len(document.pages)
        except (pikepdf.PdfError, OSError) as error:
            text = f"{path.name} cannot be read: {error}"
            said.append(Message("pdf-broken", "warning", text, "build the edition again"))
    return None


def _changed(old: EditionText, new: EditionText) -> tuple[tuple[str, int], ...]:
    comparison = compared(old, new)
    fates = [f"source {one.fate}" for one in comparison.sources] + [one.kind for one in comparison.changes]
    return tuple((fate, fates.count(fate)) for fate in dict.fromkeys(fates))

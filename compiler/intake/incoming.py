"""A file on its way into a collection: its bytes, the files of its `_files` folder, and when it says it was captured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from compiler import files
from compiler.messages import CaptureError

MAX_BESIDE = 2000
MAX_DEPTH = 6
_IMAGE_TYPES = "image/"
_MHTML_DATE = re.compile(rb"^Date:\s*([^\r\n]{10,60})", re.M | re.I)
_SAVED_DATE = re.compile(rb"saved date:\s*\w{3} (\w{3} \d{2} \d{4})", re.I)
_UNSAFE = re.compile("[\x00-\x1f\x7f/\\\\\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file to take in. `name` is its own, made safe; `beside` the files of a saved page's folder by path from the page."""

    path: Path
    name: str
    media_type: str
    data: bytes = field(repr=False)
    sha256: str
    captured: str = ""
    beside: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    @property
    def own_name(self) -> str:
        """The name under which it was obtained, as far as a record and a book can show it."""
        return _UNSAFE.sub("-", self.path.name)

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith(_IMAGE_TYPES)

    def look(self, relative: str) -> bytes | None:
        """The file at `relative` beside the page, None if there is none."""
        return dict(self.beside).get(relative)


def taken_in(path: Path, captured: str = "") -> Incoming:
    """The file at `path`, with what lies beside it. Raises `CaptureError` if it cannot be read or is of no known kind."""
    data = files.read(path)
    media_type = files.media_type(path.name)
    if not media_type:
        hint = "Bayaz takes .txt, .html, .xhtml, .mhtml, .md, .docx and .pdf, and images"
        raise CaptureError.of("capture-kind", f"{path} is of no kind that Bayaz reads", hint=hint)
    return Incoming(
        path=path,
        name=safe_name(path.name),
        media_type=media_type,
        data=data,
        sha256=files.sha256(data),
        captured=captured or _captured(data[:20_000], media_type),
        beside=tuple(_beside(path)) if "html" in media_type else (),
    )


def safe_name(name: str) -> str:
    """`name` without control characters, separators, bytes that are no UTF-8 and a leading dot, at most 150 bytes, its suffix kept."""
    name = _UNSAFE.sub("-", name).lstrip(".") or "capture"
    stem, suffix = Path(name).stem, Path(name).suffix
    while len((stem + suffix).encode()) > 150:
        stem = stem[:-1]
    return stem + suffix


def _beside(path: Path) -> Iterator[tuple[str, bytes]]:
    """The plain files of the page's folder, links left out. Raises `CaptureError` if they are too many or too large."""
    folder = path.with_name(f"{path.stem}_files")
    if not folder.is_dir() or folder.is_symlink():
        return
    total = 0
    for count, file in enumerate(sorted(_plain_files(folder, MAX_DEPTH))):
        data = files.read(file)
        total += len(data)
        if count >= MAX_BESIDE or total > files.MAX_CAPTURE:
            text = f"{folder} holds more than {MAX_BESIDE} files or {files.MAX_CAPTURE:,} bytes"
            raise CaptureError.of("capture-folder-large", text, hint="leave out what the page does not show")
        yield file.relative_to(path.parent).as_posix(), data


def _plain_files(folder: Path, depth: int) -> Iterator[Path]:
    for child in folder.iterdir():
        if child.is_symlink():
            continue
        if child.is_file():
            yield child
        elif child.is_dir() and depth:
            yield from _plain_files(child, depth - 1)


def _captured(head: bytes, media_type: str) -> str:
    """The day that an MHTML file's `Date` or SingleFile's remark tells, as ISO; empty where nothing tells it."""
    try:
        if media_type == "multipart/related" and (found := _MHTML_DATE.search(head)):
            return parsedate_to_datetime(found[1].decode("ascii", "replace")).date().isoformat()
        if "html" in media_type and (found := _SAVED_DATE.search(head)):
            return datetime.strptime(found[1].decode(), "%b %d %Y").date().isoformat()  # noqa: DTZ007 - only its day
    except (ValueError, TypeError):
        return ""
    return ""

"""What the descriptions of a bag tell: its books, chapters and captures by their paths in it, and what they were made with."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import PurePosixPath

from compiler.model.book import CaptureRecord, Chapter, EditionRecord, Record, Rendition

from .members import Member, Weighed

PAYLOAD = "data"
BOOKS = f"{PAYLOAD}/books"
COLLECTION = f"{PAYLOAD}/collection"
LAYOUTS = f"{PAYLOAD}/layouts"
SINCE = f"{PAYLOAD}/since.epub"
"""The earlier edition from which the book tells what changed."""
_ENGINES = (
    *("weasyprint", "pydyf", "EbookLib", "Jinja2", "pikepdf", "pypdf", "pypdfium2", "fonttools", "pillow", "lxml"),
    *("readability-lxml", "markdown-it-py", "mammoth", "charset-normalizer", "python-bidi", "babel", "jdatetime"),
)
"""The distributions whose version decides what a reading or a page becomes."""
_TYPES = {
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".json": "application/json",
    ".toml": "application/toml",
    ".ttf": "font/ttf",
    ".css": "text/css",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".cff": "application/yaml",
    ".po": "text/x-gettext-translation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFact:
    """A capture of the edition: its path in the payload, its record, that of the work it holds, whether a chapter was read from it."""

    path: str
    capture: CaptureRecord
    source: Record
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterFact:
    """A chapter and the path in the payload of what it was read from; empty where nothing is held."""

    id: str
    title: str
    language: str
    rendition: Rendition
    source: Record
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is told of an edition. `books` and `files` are paths from the payload's folder; `software` is name and version."""

    edition: str
    record: EditionRecord
    formats: tuple[str, ...]
    books: tuple[str, ...]
    chapters: tuple[ChapterFact, ...]
    captures: tuple[CaptureFact, ...]
    software: tuple[tuple[str, str], ...]

    @property
    def stem(self) -> str:
        """The name of the bag and of each of its books, without a suffix."""
        return f"{self.edition}-{self.record.date}"


def chapter_fact(chapter: Chapter, read: str) -> ChapterFact:
    """`read` is the file, in the source's folder, that the chapter's text was read from."""
    return ChapterFact(
        id=chapter.id,
        title=chapter.title,
        language=chapter.language,
        rendition=chapter.rendition,
        source=chapter.record,
        origin=in_payload(f"{COLLECTION}/{chapter.id}/{read}") if read else "",
    )


def capture_facts(chapter: Chapter, read: str) -> Iterator[CaptureFact]:
    """The captures recorded of a chapter's source; `read` as for the chapter."""
    for capture in chapter.record.captures:
        path = in_payload(f"{COLLECTION}/{chapter.id}/{capture.file}")
        yield CaptureFact(path=path, capture=capture, source=chapter.record, read=capture.file == read)


def software() -> tuple[tuple[str, str], ...]:
    """Name and version of Bayaz, Python and every engine that decides what the books look like, in the order of their names."""
    found = {name: _version(name) for name in (*_ENGINES, "bayaz")}
    found["Python"] = platform.python_version()
    found["Pango"] = _pango()
    return tuple(
        sorted(((name, version) for name, version in found.items() if version), key=lambda one: one[0].lower())
    )


def in_payload(path: str) -> str:
    """The path from the payload's folder of a path in the bag."""
    return path.removeprefix(f"{PAYLOAD}/")


def media_type(name: str, known: str = "") -> str:
    """The IANA type by the suffix of `name`, or `known`; plain bytes for any other."""
    return known or _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def payload_names(weighed: tuple[Weighed, ...]) -> dict[str, Weighed]:
    """What was weighed, by its path in the payload."""
    return {in_payload(one.member.name): one for one in weighed}


def member(name: str, text: str) -> Member:
    """A file of the payload with this text."""
    return Member(f"{PAYLOAD}/{name}", text.encode())


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _pango() -> str:
    """The version of the library that shapes the text: the one engine that no package of Python's carries."""
    loaded = sys.modules.get("weasyprint.text.ffi")
    if loaded is None:
        return ""
    number = int(loaded.pango.pango_version())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"

"""All that there is to say of one finished file: our own checks and those of the validators, placed, in order, counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from compiler import files
from compiler.messages import CaptureError, Message, Origin

from .bidi_epub import check_bidi
from .counting import SHOWN, counted, ordered
from .epub import check_epub
from .page_marks import check_page_marks
from .pdf import check_pdf
from .text_layer import check_text_layer
from .validators import NAMES, validated
from .web import check_web

OWN = "own"
CHECKERS = (OWN, *NAMES)
"""The names by which checks can be asked for."""
_WITH = {"epub": "pdf", "pdf": "epub"}
"""Which other form of the same book says more about one."""
Places = Mapping[str, Origin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of an examination.

    `checkers` are names of `CHECKERS`; `against` is the other form of the book, by default the file of the same name beside it;
    `places` tells for ids of blocks where their text stands in the author's files; `shown` is how many messages of one kind are
    not only counted.
    """

    checkers: frozenset[str] = frozenset(CHECKERS)
    against: Path | None = None
    places: Places = field(default_factory=dict)
    shown: int = SHOWN


def kind_of(data: bytes, path: Path) -> str:
    """`epub`, `pdf` or `html` by what is in the file; by its suffix where that is too broken to tell. Raises `CaptureError`."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data[:4] == b"PK\x03\x04" and b"application/epub+zip" in data[:100]:
        return "epub"
    if b"%pdf-" in head:
        return "pdf"
    kind = "html" if head.startswith((b"<!doctype html", b"<html")) else path.suffix.lower().removeprefix(".")
    if kind not in _OWN:
        hint = f"`bayaz check` looks through {', '.join(name.upper() for name in sorted(_OWN))}"
        raise CaptureError.of("book-kind", f"{path} is no book that can be checked", hint=hint)
    return kind


def examined(path: Path, asked: Asked) -> tuple[Message, ...]:
    """What is to be said of the file at `path`. Raises `CaptureError` for a file that is no book, or cannot be read."""
    data = files.read(path)
    kind = kind_of(data, path)
    own: tuple[Message, ...] = ()
    if OWN in asked.checkers:
        own = (*_OWN[kind](data, path.name, asked.places), *_with_other(path, kind, data, asked))
    said = validated(path, kind, asked.checkers, asked.places)
    return counted((*own, *ordered(said)), asked.shown)


def _epub(data: bytes, name: str, places: Places) -> tuple[Message, ...]:
    """Our checks of an EPUB and, as warnings, the right-to-left preflight: what reads text may misread it."""
    said = (replace(m, level="warning") for m in check_bidi(data, name, places) if m.code.startswith("bidi-"))
    return (*check_epub(data, name, places), *said)


def _web(data: bytes, name: str, _places: Places) -> tuple[Message, ...]:
    return check_web(data, name)


_OWN: dict[str, Callable[[bytes, str, Places], tuple[Message, ...]]] = {"epub": _epub, "html": _web, "pdf": check_pdf}
"""Our checks by kind of file."""


def _with_other(path: Path, kind: str, data: bytes, asked: Asked) -> tuple[Message, ...]:
    """What the EPUB and the PDF of a book say together: words that are lost, page marks at other words; nothing without the other."""
    if kind not in _WITH:
        return ()
    other = asked.against or path.with_suffix(f".{_WITH[kind]}")
    if asked.against is None and not other.is_file():
        return ()
    there = files.read(other)
    if kind_of(there, other) != _WITH[kind]:
        return ()  # meant for the other files that are checked
    if kind == "pdf":
        return check_text_layer(data, path.name, there, other.name, places=asked.places).messages
    return check_page_marks(data, path.name, there, other.name, asked.places)

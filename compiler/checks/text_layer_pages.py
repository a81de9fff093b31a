"""The text of a PDF's pages as two programs take it out: PDFium, which browsers read with, and poppler."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from compiler.messages import Message

from . import tools
from .seen import Seen
from .text_layer_words import plain, spelled

_LINES = re.compile(r"[\r\n\ufffe\x02]+")
"""Where lines end; PDFium shows a hyphen there as a character of its own."""
_RUNS = re.compile(r"[\u202a-\u202e]+")
"""Poppler puts runs of the other direction into these, and the space between two directions inside them, on either side."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of a page in the order in which a program gives them.

    `edges` tells of words at the ends of lines, and of runs in them, on which lines: there a word may be cut.
    """

    words: tuple[str, ...]
    edges: dict[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one program takes from a PDF: its name, and its pages; none where `messages` says why."""

    name: str
    pages: tuple[PageText, ...]
    messages: tuple[Message, ...] = ()


def by_pdfium(data: bytes) -> Extracted:
    """What PDFium finds: the text that Chrome and others search and copy."""
    with pypdfium2.PdfDocument(data) as document:
        return Extracted("pdfium", tuple(page_text(page.get_textpage().get_text_range()) for page in document))


def of_seen(pages: Sequence[Seen]) -> Extracted:
    """What PDFium found on pages that were seen before."""
    return Extracted("pdfium", tuple(page_text(page.text) for page in pages))


def by_poppler(data: bytes) -> Extracted:
    """What poppler's pdftotext finds: the text that Evince, Okular and many search engines have."""
    command = tools.pdftotext()
    if not command:
        return Extracted("poppler", (), (tools.missing("pdftotext"),))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.pdf"
        path.write_bytes(data)
        ran = tools.run([*command, "-q", "-enc", "UTF-8", str(path), "-"])
    if ran.failure or ran.code:
        return Extracted("poppler", (), (tools.failed("pdftotext", path, ran.failure or f"it ended with {ran.code}"),))
    return Extracted("poppler", tuple(map(page_text, ran.out.removesuffix("\f").split("\f"))))


Extractor = Callable[[bytes], Extracted]
EXTRACTORS: dict[str, Extractor] = {"pdfium": by_pdfium, "poppler": by_poppler}
OWN_EXTRACTORS: dict[str, Extractor] = {"pdfium": by_pdfium}
"""Those that need no program of others: what they say is the same on every machine."""


def page_text(text: str) -> PageText:
    """The words of a page's text. The letters are compared in one form, and controls of direction are none."""
    found: list[str] = []
    edges: dict[str, frozenset[int]] = {}
    for number, line in enumerate(_LINES.split(text)):
        for run in _RUNS.split(line):
            held = spelled(plain(run))
            found += held
            for word in {*held[:1], *held[-1:]}:
                edges[word] = edges.get(word, frozenset()) | {number}
    return PageText(tuple(found), edges)

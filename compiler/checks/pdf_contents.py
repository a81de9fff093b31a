"""The printed contents of a PDF: each entry must end with the very label of the page to which it leads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pikepdf
import pypdfium2

from compiler.bidi import has_rtl
from compiler.messages import Message, shortened
from compiler.words.numerals import counts_front_matter

from .pdf_places import Link, Printed

_FOLIO = re.compile(r"\d+|[ivxlcdm]+", re.IGNORECASE)
_ROMAN = re.compile(r"m*(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_LEADER = re.compile(r"(?:[.·…⋯]\s*){3,}")
_LEADERS = " .·…⋯\u00a0"
_SLACK = 1.5
"""Points above and below a link in which the rest of its line is looked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents: its page, the lines on which its link stands, the label of the page to which it leads.

    `thing` is the link itself, the first if there are several.
    """

    page: int
    lines: tuple[str, ...]
    label: str
    thing: pikepdf.Object | None = None

    def folios(self, mirrored: bool) -> tuple[str, ...]:
        """What may be its printed page number: the words beside the leader; without one, the last word of a line, and the
        first too where it runs from right to left.
        """
        folios: list[str] = []
        for line in self.lines:
            turned = mirrored or has_rtl(line)
            near = [plain(end) for end in _ends(line, turned)]
            folios += [folio for folio in near if _is_folio(folio, self.label)]
            # The text of a line set from right to left comes out with its Persian digits in either order.
            folios += [folio[::-1] for folio in near if turned and folio.isdigit()]
        return tuple(folios)


def _ends(line: str, turned: bool) -> list[str]:
    """The words of a line that a folio may be, the likelier ones first."""
    leader = _LEADER.search(line)
    if leader:
        return line[leader.end() :].split()[:1] + line[: leader.start()].split()[-1:]
    words = line.split()
    return words[-1:] + words[:1] if turned else words[-1:]


def check(book: Printed, data: bytes) -> Iterator[Message]:
    """A message for each entry of the contents whose printed folio is not the label of its page."""
    if "/PageLabels" not in book.pdf.Root:
        return
    mirrored = _mirrored(book)
    listed = [(entry, entry.folios(mirrored)) for entry in _entries(book, data)]
    with_folio = [(entry, folios) for entry, folios in listed if folios]
    if 2 * len(with_folio) < len(listed):
        return  # contents without page numbers: a number at the end is a part of a title
    for entry, folios in with_folio:
        if plain(entry.label) not in folios:
            text = f"the contents print {folios[0]!r} for a page that is labelled {entry.label!r}"
            hint = "lay the contents out again with the final pages"
            message = book.found("pdf-contents-folio", text, hint, page=entry.page, thing=entry.thing)
            yield replace(message, quote=shortened(entry.lines[-1], 60))


def plain(label: str) -> str:
    """A label for comparing: leaders off, any digits as ASCII ones, small letters."""
    bare = label.strip(_LEADERS).lower()
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, -1) >= 0 else c for c in bare)


def _is_folio(word: str, label: str) -> bool:
    if counts_front_matter(word):
        return counts_front_matter(plain(label))
    if not _FOLIO.fullmatch(word):
        return False
    return word.isdigit() or bool(_ROMAN.fullmatch(word) and _ROMAN.fullmatch(plain(label)))


def _mirrored(book: Printed) -> bool:
    preferences = book.pdf.Root.get("/ViewerPreferences")
    return preferences is not None and preferences.get("/Direction") == "/R2L"


def _entries(book: Printed, data: bytes) -> Iterator[Entry]:
    """The links on contents pages, those of one entry together."""
    listed = {book.page_of(target) for _, target in book.outline()} - {None}
    by_page: dict[int, list[tuple[Link, int]]] = {}
    front = _front(book)
    for link in book.links:
        goal = book.page_of(link.target)
        if link.page < front and goal is not None and goal in listed:
            by_page.setdefault(link.page, []).append((link, goal))
    with pypdfium2.PdfDocument(data) as document:
        for number, links in by_page.items():
            if len(links) > 1:
                yield from _grouped(book, document, number, links)


def _grouped(
    book: Printed, document: pypdfium2.PdfDocument, number: int, links: list[tuple[Link, int]]
) -> Iterator[Entry]:
    text = document[number - 1].get_textpage()
    width = document[number - 1].get_width()
    groups: dict[tuple[str, int], list[str]] = {}
    things: dict[tuple[str, int], pikepdf.Object | None] = {}
    for link, goal in links:
        _, bottom, _, top = link.box
        line = text.get_text_bounded(0, bottom - _SLACK, width, top + _SLACK)
        groups.setdefault((_key(link), goal), []).append(" ".join(line.split()))
        things.setdefault((_key(link), goal), link.thing)
    for key, lines in groups.items():
        yield Entry(number, tuple(lines), book.label(key[1]), things[key])


def _key(link: Link) -> str:
    return link.target.unparse().decode("latin-1") if link.target is not None else ""


def _front(book: Printed) -> int:
    """The number of the first page that is labelled 1; one past the end if none is."""
    count = len(book.pdf.pages)
    return next((number for number in range(2, count + 1) if plain(book.label(number)) == "1"), count + 1)

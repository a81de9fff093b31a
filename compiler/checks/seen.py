"""The pages of a PDF as PDFium sees them, each opened once: what the checks of tags, labels and text ask about."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from compiler.bidi import has_rtl

from .page_starts import held

_OBJECTS = 50_000
"""Things drawn on one page that are looked at."""
_SHOWS = frozenset({pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE})
_MARGIN = 0.13
"""Share of a page's height, above and below, in which its folio is looked for."""
_WORD = re.compile(r"\S+")
_ARTIFACT = "Artifact"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page: its text without what its tags call artifacts (ISO 32000-2, 14.8.2.2), and what else is asked about it.

    `bare` is True if words or a picture stand in no marked content at all; `margins` are words of figures that stand alone in the
    margins; `rtl` says that words from right to left are on it, and `marked` are those of them that each marked content has.
    """

    text: str
    bare: bool
    rtl: bool
    margins: tuple[str, ...]
    marked: tuple[tuple[int, str], ...]


def seen(data: bytes, pages: Sequence[int] | None = None) -> Iterator[Seen]:
    """What is seen of the pages (from 0; all of them if none are named). Raises what PDFium raises for a broken file."""
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document)) if pages is None else pages:
            page = document[number]
            yield seen_of(page)
            page.close()


def seen_of(page: pypdfium2.PdfPage) -> Seen:
    """What is seen of an open page; artifacts are taken off it.

    PDFium sets the text of a page together once, without its artifacts; what these say is asked of a page of their own.
    """
    bare, artifacts = _drawn(page)
    aside = _taken_off(page, artifacts)
    text = page.get_textpage()
    whole = text.get_text_range()
    margins = (*_in_margins(page, text), *aside)
    rtl = has_rtl(whole)
    marked = tuple(_marked(page, text, whole)) if rtl else ()
    text.close()
    return Seen(whole, bare, rtl, margins, marked)


def _marked(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, whole: str) -> Iterator[tuple[int, str]]:
    """The words with letters from right to left, by the marked content that they stand in."""
    if len(whole) != text.count_chars():
        # Some character is written as two, or not at all: where one stands is not told by its place in the whole.
        yield from ((mark, words) for mark, words in held(page, text).items() if has_rtl(words))
        return
    found: dict[int, list[str]] = {}
    for word in _WORD.finditer(whole):
        if has_rtl(word[0]):
            for mark, part in groupby(range(*word.span()), partial(_mark_of, text.raw)):
                found.setdefault(mark, []).append("".join(whole[place] for place in part))
    texts = ((mark, " ".join(words)) for mark, words in found.items())
    yield from ((mark, words) for mark, words in texts if has_rtl(words))


def _mark_of(text: object, place: int) -> int:
    """The number of the marked content that a character stands in, -1 for none."""
    thing = pdfium.FPDFText_GetTextObject(text, place)
    return int(pdfium.FPDFPageObj_GetMarkedContentID(thing)) if thing else -1


def _in_margins(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[str]:
    """Words of figures alone in the margins above and below."""
    width, height = page.get_size()
    strips = ((0, height * (1 - _MARGIN), width, height), (0, 0, width, height * _MARGIN))
    words = (word for strip in strips for word in text.get_text_bounded(*strip).split())
    return (word for word in words if word.isdigit() and len(word) < 6)


def _drawn(page: pypdfium2.PdfPage) -> tuple[bool, list[object]]:
    """True if text or a picture stands in no marked content at all (ISO 14289-1, 7.1); and what is drawn as an artifact."""
    bare, artifacts = False, []
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        marks = pdfium.FPDFPageObj_CountMarks(thing)
        if not marks:
            bare = bare or pdfium.FPDFPageObj_GetType(thing) in _SHOWS
        elif marks > 1 or pdfium.FPDFPageObj_GetMarkedContentID(thing) < 0:
            names = (_name(pdfium.FPDFPageObj_GetMark(thing, number)) for number in range(marks))
            if _ARTIFACT in names:
                artifacts.append(thing)
    return bare, artifacts


def _name(mark: object) -> str:
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    told = pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), 64, length)
    return buffer.raw[: max(0, min(length.value, 64) - 2)].decode("utf-16-le", "replace") if told else ""


def _taken_off(page: pypdfium2.PdfPage, artifacts: list[object]) -> tuple[str, ...]:
    """Takes these off the page; the words of figures that they have in its margins."""
    if not artifacts:
        return ()
    alone = page.pdf.new_page(*page.get_size())
    for thing in artifacts:
        if pdfium.FPDFPage_RemoveObject(page, thing):
            pdfium.FPDFPage_InsertObject(alone, thing)
    text = alone.get_textpage()
    found = tuple(_in_margins(alone, text))
    text.close()
    alone.close()
    return found

"""Fonts of a PDF: embedded, so that every reader shows the same, and telling what their glyphs mean, so that it can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from compiler.messages import Message

from .pdf_places import Printed

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_MOST_MAP = 4_000_000
_KNOWN = frozenset({"/Adobe-GB1", "/Adobe-CNS1", "/Adobe-Japan1", "/Adobe-KR", "/Adobe-Korea1"})


def check(book: Printed) -> Iterator[Message]:
    """A message for each font that is not embedded (ISO 32000-2, 9.9), or whose text cannot be told (9.10)."""
    for thing in book.pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/Font":
            continue
        name = str(thing.get("/BaseFont", "without a name")).removeprefix("/")
        if thing.get("/Subtype") not in ("/Type0", "/Type3") and not _is_embedded(thing):
            text, hint = f"the font {name} is not embedded", "embed it, or set the text in another"
            yield book.found("pdf-font-missing", text, hint, page=book.page_with(thing), thing=thing)
        if thing.get("/Subtype") == "/Type0" and not _is_readable(thing):
            text = (
                f"the font {name} does not say what its glyphs mean: its text cannot be searched, copied or read aloud"
            )
            hint = "give the font a /ToUnicode map"
            yield book.found("pdf-font-unreadable", text, hint, page=book.page_with(thing), thing=thing)


def _is_embedded(font: pikepdf.Dictionary) -> bool:
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, pikepdf.Dictionary) and any(name in descriptor for name in _FILES)


def _is_readable(font: pikepdf.Dictionary) -> bool:
    """True for a font with a map to Unicode, or of a character collection that readers know."""
    stream = font.get("/ToUnicode")
    if isinstance(stream, pikepdf.Stream):
        said = stream.read_bytes()[:_MOST_MAP]
        return b"beginbfchar" in said or b"beginbfrange" in said
    descendants = font.get("/DescendantFonts")
    inner = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else pikepdf.Dictionary()
    system = inner.get("/CIDSystemInfo", pikepdf.Dictionary())
    collection = f"/{system.get('/Registry', '')}-{system.get('/Ordering', '')}"
    return collection in _KNOWN or str(font.get("/Encoding", "")).startswith("/Uni")

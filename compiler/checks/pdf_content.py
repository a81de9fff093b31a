"""What is drawn on the pages of a tagged PDF: all of it tagged or an artifact, words from right to left in their language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf

from compiler.bidi import has_rtl, language_direction
from compiler.messages import Message, shortened

from .pdf_places import Printed
from .seen import Seen

Spoken = dict[tuple[int, int], str]
"""The language in force in each marked content, by the page (from 1) and its number."""


def check(book: Printed, pages: Iterable[Seen], spoken: Spoken) -> Iterator[Message]:
    """A message for each page with words or pictures outside of the tags, and for words in another language than they say."""
    for number, page in enumerate(pages, 1):
        if "/StructParents" not in book.pdf.pages[number - 1].obj:
            continue  # said elsewhere, if anything is drawn there
        if page.bare:
            text = "words or pictures on the page are neither tagged nor artifacts"
            yield book.found("pdf-content-untagged", text, "tag them, or make them artifacts", page=number)
        yield from _languages(book, page, number, spoken)


def _languages(book: Printed, page: Seen, number: int, spoken: Spoken) -> Iterator[Message]:
    if not page.rtl or _speaks_inside(book.pdf.pages[number - 1]):
        return
    for mark, text in page.marked:
        tag = spoken.get((number, mark))
        letters = "".join(filter(str.isalpha, text))
        if tag and has_rtl(letters) and language_direction(tag) == "ltr":
            fault = f"words from right to left are said to be in the language {tag!r}: {shortened(text, 60)}"
            yield book.found("pdf-run-language", fault, "give their element its /Lang", page=number)


def _speaks_inside(page: pikepdf.Page) -> bool:
    """True if the content itself names languages (ISO 32000-2, 14.9.2): the tags alone do not tell then."""
    contents = page.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    inner = any(b"/Lang" in stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream))
    properties = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Properties", pikepdf.Dictionary())
    return inner or any(isinstance(one, pikepdf.Dictionary) and "/Lang" in one for _, one in properties.items())

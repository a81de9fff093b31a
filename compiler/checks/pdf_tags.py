"""The tags of a PDF: every page has some, right-to-left words their language, figures a description, lines of the contents one link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

from compiler.bidi import has_rtl, language_direction
from compiler.messages import Message, shortened

from . import pdf_content
from .pdf_content import Spoken
from .pdf_places import Printed
from .pdf_structure import Structure, children
from .seen import Seen

_ARTIFACT = re.compile(rb"/Artifact\b(?:(?!EMC).)*EMC", re.DOTALL)
_SHOWS = re.compile(rb"\b(TJ|Tj|Do|sh)\b")
MOST_TAGS = 2_000_000


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element with what it inherits: the language in force, whether it is in an entry of the contents."""

    element: pikepdf.Dictionary
    kind: str
    language: str
    entry: bool


def check(book: Printed, pages: Sequence[Seen]) -> Iterator[Message]:
    """A message for each fault of the structure; none for a document without any, which is said elsewhere."""
    root = book.pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return
    yield from _bare_pages(book)
    structure = Structure(book, root)
    spoken: Spoken = {}
    for tag in tags(root, str(book.pdf.Root.get("/Lang", ""))):
        spoken.update(_spoken(book, tag))
        yield from _faults(book, tag)
        yield from structure.look_at(tag.element, tag.kind, _page(book, tag.element))
    yield from pdf_content.check(book, pages, spoken)


def tags(root: pikepdf.Dictionary, language: str) -> Iterator[Tag]:
    """Every structure element, each once however often it is named, at most `MOST_TAGS`."""
    waiting = [Tag(kid, _kind(kid), language, False) for kid in reversed(_kids(root))]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < MOST_TAGS:
        tag = waiting.pop()
        number = tag.element.objgen
        if number in seen:
            continue
        seen.add(number)
        inner = Tag(tag.element, tag.kind, str(tag.element.get("/Lang", "")) or tag.language, tag.entry)
        yield inner
        waiting += [
            Tag(kid, _kind(kid), inner.language, tag.entry or tag.kind == "/TOCI")
            for kid in reversed(_kids(tag.element))
        ]


def _kids(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    kids = element.get("/K")
    listed = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and kid.is_indirect]


def _kind(element: pikepdf.Dictionary) -> str:
    return str(element.get("/S", ""))


def _bare_pages(book: Printed) -> Iterator[Message]:
    """Pages on which something is drawn and nothing is tagged (ISO 14289-1, 7.1)."""
    for number, page in enumerate(book.pdf.pages, 1):
        if "/StructParents" not in page.obj and _is_drawn_on(page):
            text = "what stands on the page is not tagged"
            yield book.found("pdf-page-untagged", text, "tag it, or make it an artifact", page=number)


def _is_drawn_on(page: pikepdf.Page) -> bool:
    contents = page.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    said = b" ".join(stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream))
    return bool(_SHOWS.search(_ARTIFACT.sub(b"", said)))


def _faults(book: Printed, tag: Tag) -> Iterator[Message]:
    element = tag.element
    if tag.kind == "/Figure" and not _is_described(element):
        text, hint = "a figure does not say what it shows", "give it alternative text"
        yield book.found("pdf-figure-alt", text, hint, page=_page(book, element), thing=element)
    for key in ("/ActualText", "/Alt"):
        words = str(element.get(key, ""))
        if words and has_rtl(words) and language_direction(tag.language) == "ltr":
            text = f"words from right to left are said to be in the language {tag.language!r}: {shortened(words, 60)}"
            hint = "give their element its /Lang"
            yield book.found("pdf-run-language", text, hint, page=_page(book, element), thing=element)
    if tag.kind == "/Link" and tag.entry:
        yield from _contents_links(book, element)


def _contents_links(book: Printed, link: pikepdf.Dictionary) -> Iterator[Message]:
    """Links over each other on one line of an entry of the contents."""
    kids = link.get("/K")
    listed = kids if isinstance(kids, pikepdf.Array) else [kids]
    places = [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
    lines = sorted(_line(book, place) for place in places)
    for (page, before, height), (other, after, _) in pairwise(lines):
        if page == other and after - before < height / 2:
            text = "a line of the contents has more than one link"
            hint = "make one of them, over the whole line"
            yield book.found("pdf-contents-links", text, hint, page=page or None, thing=link)


def _line(book: Printed, place: pikepdf.Dictionary) -> tuple[int, float, float]:
    """The page, the middle and the height of a link."""
    _, bottom, _, top = (float(edge) for edge in place.Obj.Rect.as_list())
    return _page(book, place) or 0, (bottom + top) / 2, abs(top - bottom)


def _is_described(figure: pikepdf.Dictionary) -> bool:
    """True for a figure with words, or around one that has some."""
    inner = (one for one in children(figure) if one.get("/S") == "/Figure")
    return any(str(one.get(key, "")).strip() for one in (figure, *inner) for key in ("/Alt", "/ActualText"))


def _spoken(book: Printed, tag: Tag) -> Iterator[tuple[tuple[int, int], str]]:
    """The marked content that an element itself holds, with the language in force; not where /ActualText says what it is."""
    if "/ActualText" in tag.element:
        return
    kids = tag.element.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        own = kid if isinstance(kid, pikepdf.Dictionary) else tag.element
        number = own.get("/MCID") if own is kid else kid
        page = _page(book, own) or _page(book, tag.element)
        if page is not None and isinstance(number, int):
            yield (page, number), tag.language


def _page(book: Printed, element: pikepdf.Dictionary, depth: int = 4) -> int | None:
    """The page on which an element stands, or the first of those that it holds."""
    page = element.get("/Pg")
    if isinstance(page, pikepdf.Dictionary):
        return book.numbers.get(page.objgen)
    inner = (_page(book, child, depth - 1) for child in children(element)[:8]) if depth else iter(())
    return next((number for number in inner if number is not None), None)

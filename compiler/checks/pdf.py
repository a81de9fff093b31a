"""All our checks of a finished PDF, whoever made it: it opens, it is whole, its ways lead somewhere, it only shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

import pikepdf

from compiler.messages import Message, Origin

from . import pdf_claims, pdf_contents, pdf_fonts, pdf_objects, pdf_pages, pdf_press, pdf_tags
from .pdf_places import UNREADABLE, Printed, found, printed
from .pdf_spots import placed_in
from .seen import Seen, seen

_STREAM = re.compile(r"stream <[^>]*>: ")  # what the engine calls bytes in memory


def check_pdf(
    data: bytes, name: str, places: Mapping[str, Origin] | None = None, pages: Sequence[Seen] | None = None
) -> tuple[Message, ...]:
    """What is wrong with the PDF `data`, called `name` in messages: empty for a sound one. Never raises for what is in it.

    `places` tells for ids of blocks, which are named destinations, where their text stands in the author's files; `pages` what is
    seen of its pages, where that is known already.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not len(pdf.pages):
                return (found(name, "pdf-broken", "the file has no pages", "make it again"),)
            book = printed(pdf, name)
            found_ = tuple(dict.fromkeys([*_all(book, data, pages), *pdf_contents.check(book, data)]))
            return placed_in(found_, data, name, places or {})
    except pikepdf.PasswordError:
        return (found(name, "pdf-encrypted", "the file is encrypted", "take its protection off first"),)
    except UNREADABLE as error:
        said = _STREAM.sub("", str(error))
        return (found(name, "pdf-broken", f"the file cannot be read: {said}", "make or fetch it again"),)


def _all(book: Printed, data: bytes, pages: Sequence[Seen] | None) -> Iterator[Message]:
    yield from _mended(book)
    yield from pdf_fonts.check(book)
    yield from pdf_objects.active(book)
    yield from pdf_pages.sizes(book)
    if pdf_press.is_for_press(book):
        yield from _described(book, ("pdf-title", "pdf-language"))
        yield from pdf_press.check(book)
    else:
        yield from _described(book)
        yield from pdf_claims.check(book)
        known = tuple(seen(data)) if pages is None else pages
        yield from pdf_tags.check(book, known)
        yield from pdf_pages.check(book, known)
        yield from _outline(book)
    yield from _destinations(book)
    yield from _links(book)


def _mended(book: Printed) -> Iterator[Message]:
    """Damage that was mended while the file was opened, which others may not manage to; protection that it opened without a word."""
    if book.pdf.is_encrypted:
        text = "the file is protected: what may be done with it depends on the reader"
        yield book.found("pdf-encrypted", text, "take its protection off", level="warning")
    for remark in book.pdf.get_warnings()[:1]:
        text = f"the file is damaged: {str(remark).rpartition(': ')[2]}"
        yield book.found("pdf-damaged", text, "make or fetch it again")


def _described(
    book: Printed, wanted: tuple[str, ...] = ("pdf-title", "pdf-language", "pdf-untagged")
) -> Iterator[Message]:
    """What readers aloud and window titles need (ISO 14289-1, 7.1 and 7.2), of it what is `wanted`."""
    root = book.pdf.Root
    marks = root.get("/MarkInfo", pikepdf.Dictionary())
    title = str(book.pdf.docinfo.get("/Title", "")) if "/Info" in book.pdf.trailer else ""
    lacking = (
        ("pdf-title", "title", title.strip() or book.pdf.open_metadata().get("dc:title")),
        ("pdf-language", "language", str(root.get("/Lang", "")).strip()),
        ("pdf-untagged", "tags", bool(marks.get("/Marked", False)) and "/StructTreeRoot" in root),
    )
    for code, what, there in lacking:
        if code in wanted and not there:
            yield book.found(code, f"the document has no {what}", f"write the {what} into it", level="warning")


def _outline(book: Printed) -> Iterator[Message]:
    entries = list(book.outline())
    if not entries:
        yield book.found(
            "pdf-outline", "the document has no outline", "write the contents as an outline", level="warning"
        )
    for title, target in entries:
        if book.page_of(target) is None:
            text = f"the outline entry {title!r} leads nowhere"
            yield book.found("pdf-outline-dangling", text, "let it name a page or a destination of the document")


def _destinations(book: Printed) -> Iterator[Message]:
    for name in book.destinations:
        if book.page_of(pikepdf.String(name)) is None:
            text = f"the destination {name!r} is on no page of the document"
            yield book.found("pdf-destination-dangling", text, "let it name a page of the document")


def _links(book: Printed) -> Iterator[Message]:
    for link in book.links:
        if link.target is not None and book.page_of(link.target) is None:
            text = f"a link leads to {str(link.target)[:60]!r}, which is nowhere in the document"
            yield book.found("pdf-link-dangling", text, "mend its destination", page=link.page, thing=link.thing)
        elif link.target is None and not link.address and not link.action:
            hint = "give it a destination"
            yield book.found("pdf-link-dangling", "a link leads nowhere", hint, page=link.page, thing=link.thing)
        elif link.address and not link.address.lower().startswith(("http:", "https:", "mailto:")):
            text = f"a link leads to {link.address[:60]!r}"
            hint = "link to http, https and mailto only"
            yield book.found("pdf-remote", text, hint, page=link.page, thing=link.thing)

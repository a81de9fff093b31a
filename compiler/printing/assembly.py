"""Fragments joined into the finished PDF: pages, tags, destinations, outline, folios, with everything of each fragment kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from compiler.messages import LayoutError, Message, Origin, errors
from compiler.model.book import Attachment, EditionRecord
from compiler.model.outline import OutlineEntry
from compiler.model.pages import Fragment, PageMap

from . import numbering
from .attachments import attach
from .bookmarks import Bookmarks
from .destinations import Destinations
from .metadata import describe
from .saving import saved
from .structure import Structure

OVERLAY = "/Furniture"
# An artifact of pagination: no part of the text (ISO 32000-2, 14.8.2.2).
_DRAW_OVERLAY = b"/Artifact <</Type /Pagination>> BDC q /Furniture Do Q EMC\n"
_DRAWS = re.compile(rb"\b(TJ|Tj|Do|re|l|c|sh)\b")


def assemble(
    parts: Sequence[Fragment],
    furniture: Fragment,
    pagemap: PageMap,
    outline: Sequence[OutlineEntry],
    record: EditionRecord,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The whole book as PDF 1.7: `parts` in order with the pages of `furniture` under them, one for each page of `pagemap`.

    `attachments` go into it as files.

    Same input, same bytes. Raises `LayoutError` with every link that leads nowhere, every id used twice, and every part whose
    pages are not those of the page map.
    """
    _check(_misfits(parts, furniture, pagemap))
    pdf = Pdf.new()
    counts = Counter(page.fragment for page in pagemap.pages)
    copies = [_copied(pdf, part, counts[part.id]) for part in parts]
    structure, places = Structure(pdf), Destinations(pdf)
    marks = Bookmarks(pdf, outline, places)
    chapters = {entry.chapter: entry for entry in outline}
    for copy, part in zip(copies, parts, strict=True):
        chapter = chapters.get(copy.id)
        structure.adopt(copy.source, copy.pages, copy.id, chapter.title if chapter else "")
        numbering.draw(pdf, copy.source, part, chapter.number if chapter else "")
        places.take(copy.source, copy.pages, copy.id)
    places.take_pages(pdf, pagemap)
    for copy in copies:
        places.connect(copy.pages, copy.id)
        marks.take(copy.source, copy.pages, copy.id)
    _check((*structure.messages, *places.messages, *marks.messages))
    for step in (structure, places, marks):
        step.close()
    _overlay(pdf, furniture)
    describe(pdf, record, pagemap)
    attach(pdf, attachments, record.date)
    return saved(pdf)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """A fragment of which the pages are already in the book: its own file, which must stay open, and those pages."""

    id: str
    source: Pdf
    pages: tuple[Page, ...]


def _copied(pdf: Pdf, part: Fragment, count: int) -> _Copy:
    """Appends the pages of `part`, then blank ones until they are `count`."""
    source, start = Pdf.open(BytesIO(part.pdf)), len(pdf.pages)
    for page in source.pages:
        pdf.pages.append(page)
    pages = tuple(pdf.pages)[start:]
    for page in pages:
        _keep_links_only(page)
    for _ in range(count - len(pages)):
        pdf.pages.append(_blank(pdf, pages[-1]))
    return _Copy(id=part.id, source=source, pages=pages)


def _keep_links_only(page: Page) -> None:
    """Attached files and form fields are nothing that a book has."""
    kept = [one for one in page.obj.get("/Annots", Array()) if one.get("/Subtype") == Name.Link]
    if "/Annots" in page.obj:
        page.obj.Annots = Array(kept)


def _blank(pdf: Pdf, like: Page) -> Page:
    box = Array(list(like.obj.MediaBox))
    return Page(
        pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=box, Resources=Dictionary(), Contents=Stream(pdf, b"\n")))
    )


def _check(messages: Sequence[Message]) -> None:
    if errors(messages):
        raise LayoutError(messages)


def _misfits(parts: Sequence[Fragment], furniture: Fragment, pagemap: PageMap) -> list[Message]:
    """Parts whose pages are fewer or more than the page map says; a page map is made for certain parts."""
    found: list[Message] = []
    counts = Counter(page.fragment for page in pagemap.pages)
    same = [part.id for part in parts] == list(counts)
    if not same or any(counts[part.id] - len(part.pages) not in (0, 1) for part in parts):
        found.append(Message("parts-mismatch", "error", "the parts of the book are not those that were numbered"))
    if len(furniture.pages) != len(pagemap.pages):
        text = f"the layout drew folios for {len(furniture.pages)} pages, and the book has {len(pagemap.pages)}"
        hint = "its template must make exactly one page for each entry, with nothing that overflows"
        found.append(Message("furniture-count", "error", text, hint, Origin(furniture.id)))
    return found


def _overlay(pdf: Pdf, furniture: Fragment) -> None:
    """Draws each page of `furniture` under the text of the page that it belongs to."""
    source = Pdf.open(BytesIO(furniture.pdf))
    draw = pdf.make_indirect(Stream(pdf, _DRAW_OVERLAY))
    for page, beside in zip(pdf.pages, source.pages, strict=True):
        if not _DRAWS.search(beside.obj.Contents.read_bytes()):
            continue
        form = pdf.copy_foreign(beside.as_form_xobject())
        page.obj.Resources = _with_overlay(page.obj.Resources, form)
        page.obj.Contents = Array([draw, page.obj.Contents])


def _with_overlay(resources: Object, form: Object) -> Dictionary:
    """A page's own resources: those that it shares with its fragment, and its overlay."""
    own = Dictionary({key: value for key, value in resources.items() if key != "/XObject"})
    pictures = dict(resources.get("/XObject", Dictionary()).items())
    own.XObject = Dictionary({**pictures, OVERLAY: form})
    return own

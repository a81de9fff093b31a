"""Fragments joined into the finished PDF: pages, tags, destinations, outline, folios, with everything of each fragment kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, Stream

from compiler.messages import LayoutError, Message, Origin, errors
from compiler.model.book import EditionRecord
from compiler.model.outline import OutlineEntry
from compiler.model.pages import Fragment, PageMap

from .bookmarks import Bookmarks
from .destinations import Destinations
from .metadata import describe
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
) -> bytes:
    """The whole book as PDF 1.7: `parts` in order with the pages of `furniture` under them, one for each page of `pagemap`.

    Same input, same bytes. Raises `LayoutError` with every link that leads nowhere, every id used twice, and every part whose
    pages are not those of the page map.
    """
    _check(_misfits(parts, furniture, pagemap))
    pdf = Pdf.new()
    structure, places = Structure(pdf), Destinations(pdf)
    marks = Bookmarks(pdf, outline, places)
    copied: dict[str, Sequence[Page]] = {}
    sources: list[Pdf] = []
    counts = Counter(page.fragment for page in pagemap.pages)
    for part in parts:
        source = Pdf.open(BytesIO(part.pdf))
        sources.append(source)
        pages = _append(pdf, source)
        structure.adopt(source, pages, part.id)
        places.take(source, pages, part.id)
        copied[part.id] = pages
        _fill(pdf, counts[part.id] - len(pages))
    for part, source in zip(parts, sources, strict=True):
        places.connect(copied[part.id], part.id)
        marks.take(source, copied[part.id], part.id)
    _check((*structure.messages, *places.messages, *marks.messages))
    for step in (structure, places, marks):
        step.close()
    _overlay(pdf, furniture)
    describe(pdf, record, pagemap)
    return _saved(pdf)


def _check(messages: Sequence[Message]) -> None:
    if errors(messages):
        raise LayoutError(messages)


def _misfits(parts: Sequence[Fragment], furniture: Fragment, pagemap: PageMap) -> list[Message]:
    """Parts whose pages are fewer or more than the page map says; a page map is made for certain parts."""
    found: list[Message] = []
    if [part.id for part in parts] != list(dict.fromkeys(page.fragment for page in pagemap.pages)):
        found.append(Message("parts-mismatch", "error", "the parts of the book are not those that were numbered"))
    if len(furniture.pages) != len(pagemap.pages):
        text = f"the layout drew folios for {len(furniture.pages)} pages, and the book has {len(pagemap.pages)}"
        hint = "its template must make exactly one page for each entry, with nothing that overflows"
        found.append(Message("furniture-count", "error", text, hint, Origin(furniture.id)))
    return found


def _append(pdf: Pdf, source: Pdf) -> list[Page]:
    start = len(pdf.pages)
    pdf.pages.extend(source.pages)
    return list(pdf.pages)[start:]


def _fill(pdf: Pdf, count: int) -> None:
    """Blank pages of the size of the last one."""
    for _ in range(count):
        box = pdf.pages[-1].obj.MediaBox
        page = Dictionary(Type=Name.Page, MediaBox=Array(list(box)), Resources=Dictionary(), Contents=Stream(pdf, b""))
        pdf.pages.append(Page(pdf.make_indirect(page)))


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


def _saved(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return out.getvalue()

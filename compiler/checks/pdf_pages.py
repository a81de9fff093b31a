"""The pages of a PDF: their boxes and sizes, their labels against the numbers printed on them, the way in which they turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pikepdf

from compiler.bidi import language_direction
from compiler.messages import Message

from .pdf_contents import plain
from .pdf_places import Printed
from .seen import Seen

_TOLERANCE = 0.05
"""Points by which pages may differ: numbers are rounded when they are written."""
_SMALLEST, _LARGEST = 3, 14_400
"""Points of a page's side (ISO 32000-2, annex C)."""
_FEWEST = 4
"""Pages with a printed number that say something about labels."""
Size = tuple[float, float]


def check(book: Printed, pages: Sequence[Seen]) -> Iterator[Message]:
    """What is wrong with labels and with the way in which pages turn; their sizes are `sizes`."""
    yield from _labels(book, pages)
    yield from _direction(book)


def sizes(book: Printed) -> Iterator[Message]:
    """Pages that cannot be shown, that show what lies beside them, or that differ in size."""
    first: Size | None = None
    for number, page in enumerate(book.pdf.pages, 1):
        media, crop = (_box(box) for box in (page.mediabox, page.cropbox))
        width, height = media[2] - media[0], media[3] - media[1]
        fault = _fault(page, media, crop)
        if fault:
            yield book.found("pdf-page-box", fault, "write the page's boxes anew", page=number)
            continue
        size = (height, width) if int(page.obj.get("/Rotate", 0)) % 180 else (width, height)
        first = first or size
        if max(abs(size[0] - first[0]), abs(size[1] - first[1])) > _TOLERANCE:
            text = f"the page is {size[0]:.1f} by {size[1]:.1f} points, the first one {first[0]:.1f} by {first[1]:.1f}"
            hint = "let all pages have one size"
            yield book.found("pdf-page-size", text, hint, page=number, level="warning")


def _fault(page: pikepdf.Page, media: tuple[float, ...], crop: tuple[float, ...]) -> str:
    """Why a page cannot be shown as it should; empty where it can (ISO 32000-2, 14.11.2)."""
    sides = (media[2] - media[0], media[3] - media[1])
    if min(sides) < _SMALLEST or max(sides) > _LARGEST:
        return f"the page is {sides[0]:g} by {sides[1]:g} points"
    overlap = (min(media[2], crop[2]) - max(media[0], crop[0]), min(media[3], crop[3]) - max(media[1], crop[1]))
    if min(overlap) < _SMALLEST:
        return "what is to be shown of the page (CropBox) lies outside of it (MediaBox)"
    turned = page.obj.get("/Rotate", 0)
    return f"the page is turned by {turned} degrees" if int(turned) % 90 else ""


def _box(box: pikepdf.Array) -> tuple[float, ...]:
    a, b, c, d = (float(edge) for edge in box.as_list()[:4])
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _labels(book: Printed, pages: Sequence[Seen]) -> Iterator[Message]:
    there = "/PageLabels" in book.pdf.Root
    numbers = book.pdf.Root.PageLabels.get("/Nums") if there else None
    if numbers is not None and (len(numbers) == 0 or int(numbers[0]) != 0):
        yield book.found("pdf-labels", "the page labels do not begin at the first page", "begin them there")
        return
    off = _offset(book, pages, there)
    if off and there:
        text = f"the labels of the pages are not what is printed on them: {abs(off)} {'less' if off > 0 else 'more'}"
        yield book.found("pdf-labels", text, "write the folios as page labels")
    elif not there:
        text = "the pages have no labels: what is printed on them cannot be asked for"
        hint = "write the folios as page labels"
        yield book.found("pdf-labels", text, hint, level="warning" if off else "info")


def _offset(book: Printed, pages: Sequence[Seen], labelled: bool) -> int:
    """By how much the printed folios are more than the labels, 0 where they agree, or where it cannot be told."""
    found: Counter[int] = Counter()
    told = 0
    for number, page in enumerate(pages, 1):
        label = plain(book.label(number)) if labelled else str(number)
        printed = _folios(page) if label.isdigit() else frozenset()
        found.update(folio - int(label) for folio in printed)
        told += bool(printed)
    if told < _FEWEST or not found:
        return 0
    (offset, count), agreeing = found.most_common(1)[0], found[0]
    return offset if count >= 0.7 * told and agreeing < 0.3 * told else 0


def _folios(page: Seen) -> frozenset[int]:
    """The numbers that stand alone in the margins above and below; those in digits of right-to-left scripts in either order."""
    numbers = [plain(word) for word in page.margins]
    return frozenset(int(one) for number in numbers for one in (number, number[::-1]))


def _direction(book: Printed) -> Iterator[Message]:
    """Which of two facing pages comes first (ISO 32000-2, 12.2)."""
    tag = str(book.pdf.Root.get("/Lang", "")).strip()
    preferences = book.pdf.Root.get("/ViewerPreferences")
    said = str(preferences.get("/Direction", "/L2R")) if isinstance(preferences, pikepdf.Dictionary) else "/L2R"
    wanted = "/R2L" if tag and language_direction(tag) == "rtl" else "/L2R"
    if tag and said != wanted and len(book.pdf.pages) > 1:
        text = f"the document is in {tag!r}, and its pages are laid out as {said.removeprefix('/')}"
        hint = f"say /ViewerPreferences << /Direction {wanted} >>"
        yield book.found("pdf-direction", text, hint, level="warning")

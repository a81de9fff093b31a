"""The pages of the whole book in order: their sides and folios, what stands on which, and what is drawn beside their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.bidi import Direction
from compiler.messages import shortened
from compiler.model.back import PARTS as PARTS_OF_BACK
from compiler.model.book import Book, Chapter
from compiler.model.outline import OutlineEntry
from compiler.model.pages import Fragment, FragmentPage, Furniture, PageMap, PrintedPage, Sheet, Side
from compiler.model.places import Point
from compiler.words import Numerals

BARE = ("cover", "titlepage", "imprint")
"""Ids of the parts whose first page bears neither folio nor running head."""
PARTS = (*BARE, "provenance", "contents", *PARTS_OF_BACK, "colophon")
"""Ids of the parts of ours; the page on which one begins is an opening."""
LONGEST_HEAD = 60
_EMPTY = FragmentPage(blank=True)
_ENGLISH = Numerals()


def number(
    front: Sequence[Fragment],
    body: Sequence[Fragment],
    sheet: Sheet,
    direction: Direction = "ltr",
    numerals: Numerals = _ENGLISH,
) -> PageMap:
    """Every page of the book, blank pages counted: `front` from the cover on in roman, or in the letters of the script,
    `body` from 1 in digits, both as `numerals` write them.

    On two-sided sheets a fragment that must open on the right (on the left in a right-to-left book) does so, after a blank
    page at the end of the one before; the body always does. `front` is empty while it is not laid out: the body's pages and
    their folios are then as they will be, their indices not.
    """
    pages: list[PrintedPage] = []
    blocks: dict[str, int] = {}
    heights: dict[str, float] = {}
    turns: dict[str, list[tuple[int, int]]] = {}
    opening, following = _sides(sheet, direction)
    fronts = 0
    for fragment, page, is_front in _in_order(front, body, sheet):
        index, fronts = len(pages), fronts + is_front
        folio = index + 1 if is_front else index + 1 - fronts
        label = numerals.front(folio) if is_front else numerals.digits(folio)
        side = following if index % 2 else opening
        is_opening = not page.blank and (page.opening or any(name in PARTS for name, _ in page.anchors))
        pages.append(
            PrintedPage(
                index=index,
                number=folio,
                label=label,
                side=side,
                fragment=fragment,
                opening=is_opening,
                blank=page.blank,
                front=is_front,
                start=page.start,
                notes=page.notes,
            )
        )
        for identifier, height in page.anchors:
            if blocks.setdefault(identifier, index) == index:
                heights.setdefault(identifier, height)
        for point in _turned(page):
            turns.setdefault(point.block, []).append((point.offset, index))
    return PageMap(
        pages=tuple(pages),
        blocks=blocks,
        heights=heights,
        turns={identifier: tuple(run) for identifier, run in turns.items()},
    )


def furniture(pagemap: PageMap, book: Book, sheet: Sheet, parts: Sequence[OutlineEntry] = ()) -> tuple[Furniture, ...]:
    """What stands beside the text of each page of `pagemap`; `parts` are those of the front and back matter by their titles.

    `running_left` is for left-hand pages and `running_right` for right-hand ones: the book's title on the even pages, that of
    the chapter or part on the odd ones, so they change places in a right-to-left book. Openings have a folio and no heads; blank
    pages, the cover, the title page and the imprint have neither.
    """
    bare = {pagemap.blocks[part] for part in BARE if part in pagemap.blocks}
    heads = {chapter.id: _head(_short_title(chapter)) for chapter in book.chapters}
    begun = sorted((pagemap.blocks[part.id], part.title) for part in parts if part.id in pagemap.blocks)
    title = _head(book.record.title)

    def head(page: PrintedPage) -> str:
        part = next((part for first, part in reversed(begun) if first <= page.index), "")
        return heads.get(page.fragment, _head(part))

    return tuple(_furniture(page, title, head(page), page.index in bare, book.direction) for page in pagemap.pages)


def _turned(page: FragmentPage) -> Iterator[Point]:
    """Where the page begins, in all that go on from the one before. Of a note only its own: its call may be on another page."""
    yield from page.start.points if page.start else ()
    yield from page.notes.points[-1:] if page.notes else ()


def _in_order(
    front: Sequence[Fragment], body: Sequence[Fragment], sheet: Sheet
) -> Iterator[tuple[str, FragmentPage, bool]]:
    """Fragment id, page and whether it is front matter, of each page, those that fill a gap included."""
    count = 0
    fragments = [*front, *body]
    for number, fragment in enumerate(fragments, 1):
        for page in fragment.pages:
            yield fragment.id, page, number <= len(front)
        count += len(fragment.pages)
        opens = number < len(fragments) and (sheet.opening == "right" or number == len(front))
        if opens and sheet.two_sided and count % 2:
            yield fragment.id, _EMPTY, number <= len(front)
            count += 1


def _sides(sheet: Sheet, direction: Direction) -> tuple[Side, Side]:
    """The sides of the first page and of the second; on one-sided sheets all pages are of one side."""
    if direction == "rtl":
        return "left", "right" if sheet.two_sided else "left"
    return "right", "left" if sheet.two_sided else "right"


def _furniture(page: PrintedPage, title: str, chapter: str, bare: bool, direction: Direction) -> Furniture:
    silent = bare or page.blank
    with_heads = not (silent or page.opening)
    even, odd = (title, chapter) if with_heads else ("", "")
    left, right = (even, odd) if direction == "ltr" else (odd, even)
    return Furniture(
        side=page.side,
        label="" if silent else page.label,
        running_left=left,
        running_right=right,
        opening=page.opening,
        blank=page.blank,
        front=page.front,
        direction=direction,
    )


def _short_title(chapter: Chapter) -> str:
    return chapter.record.short_title or chapter.title


def _head(title: str) -> str:
    """A title that fits over a page: without what follows its colon where it is long, and cut if it is longer still."""
    short = title.partition(": ")[0] if len(title) > LONGEST_HEAD else title
    return shortened(short, LONGEST_HEAD)

"""Rows in the order of reading become blocks: paragraphs across lines and pages, headings, lists, tables, figures, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from compiler import bidi
from compiler.messages import Origin
from compiler.model.content import Block, Caption, Cell, Figure, Heading, Inlines, List, Note, Paragraph, Quote, Table
from compiler.model.walk import block_text, text_of

from .content import add_row, hyphenated, inlines_of, no_notes
from .footnotes import FootNote, FootNotes
from .headings import Headings
from .letters import Letter
from .listing import Item, as_list, begins_list, continues_item, follows, marker_of, nested
from .pictures import Shown
from .rows import Row
from .setting import Setting
from .tabling import Grid, grid_at

_CAPTION = re.compile(
    r"(?:figure|fig\.|plate|photo(?:graph)?|map|picture|illustration|شکل|تصویر|نقشه|عکس|نمودار)\s*[\d۰-۹٠-٩ivxIVX]+\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"((?:\d{1,3}\.)+\d{0,3}|\d{1,3}\)|[IVX]{1,5}\.|[A-Z]\.)\s+(?=\S)")
_ENDED = frozenset(".!?:…؟。»”\"'’)")


@dataclass(slots=True)
class Page:
    """What a page gives to be read: its rows, without furniture and notes, and its pictures from top to bottom."""

    number: int
    rows: list[Row]
    pictures: list[Shown]


@dataclass(slots=True)
class _Open:
    """A paragraph in the making."""

    letters: list[Letter]
    first: Row
    last: Row


@dataclass(slots=True)
class Shaper:
    """Turns pages into blocks; `language` is the document's, empty if not known."""

    file: str
    setting: Setting
    headings: Headings
    notes: FootNotes
    language: str
    known: frozenset[str] = frozenset()
    blocks: list[Block] = field(default_factory=list)
    paragraph: _Open | None = None
    waiting: list[FootNote] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    listed: Block | None = None

    def shape(self, pages: Sequence[Page]) -> tuple[Block, ...]:
        """The blocks of all pages, in order; the notes of a page follow the block that ends on it or runs over its end."""
        self.known = hyphenated([row for page in pages for row in page.rows])
        for page in pages:
            self._page(page)
            self.waiting += self.notes.on(page.number)
            if self.paragraph is None:
                self._flush_notes()
        self._close()
        return tuple(self.blocks)

    # --- a page ---

    def _page(self, page: Page) -> None:
        pictures = sorted(page.pictures, key=lambda shown: -shown.top)
        index = 0
        while index < len(page.rows):
            row = page.rows[index]
            while pictures and (pictures[0].top + pictures[0].bottom) / 2 > row.base:
                index += self._figure(pictures.pop(0), page.rows[index:])
                if index >= len(page.rows):
                    break
                row = page.rows[index]
            else:
                index += self._row(page.rows, index)
        for shown in pictures:
            self._figure(shown, [])

    def _row(self, rows: Sequence[Row], index: int) -> int:
        """Takes what begins at `index`; returns how many rows that was."""
        row = rows[index]
        if id(row) in self.headings.levels:
            return self._heading(rows, index)
        if index == 0 and self._list_goes_on(row):
            self.blocks.pop()
            return self._list(rows, index, self.items)
        if grid := grid_at(rows, index, self.setting):
            return self._table(rows, index, grid)
        if begins_list(rows, index, self.setting) and not self._goes_on(row):
            return self._list(rows, index)
        if self.paragraph and self._goes_on(row):
            self._add(row)
            return 1
        self._close()
        self.paragraph = _Open(list(row.letters), row, row)
        return 1

    # --- paragraphs ---

    def _goes_on(self, row: Row) -> bool:
        """True if the row belongs to the open paragraph."""
        if self.paragraph is None:
            return False
        last, setting = self.paragraph.last, self.setting
        if abs(row.size - last.size) > 0.08 * last.size or (row.bold != last.bold and len(last.text) > 12):
            return False
        if row.inset != last.inset:
            return False
        if row.page != last.page or row.column != last.column:
            return self._runs_over(last, row)
        if setting.loose(last, row) or setting.set_in(last, row):
            return False
        return not setting.fits(last, row) or setting.spaced

    def _runs_over(self, last: Row, row: Row) -> bool:
        """True if a paragraph goes on in the next column or page."""
        text = last.text.rstrip()
        if text.endswith(("-", "\u2010", "\u00ad")):
            return True
        if self.setting.fits(last, row) or self.setting.indent(row) > 0.5 or marker_of(row):
            return False
        return self.setting.indented or text[-1:] not in _ENDED or row.text[:1].islower()

    def _add(self, row: Row) -> None:
        assert self.paragraph is not None  # noqa: S101 - only called with one open
        same = row.page == self.paragraph.last.page
        broken = same and self.setting.fits(self.paragraph.last, row)
        add_row(self.paragraph.letters, row.letters, self.known, broken=broken)
        self.paragraph.last = row

    def _close(self) -> None:
        if self.paragraph is not None:
            done, self.paragraph = self.paragraph, None
            content = self._inlines(done.letters, done.first.page, done.last.page)
            place = self._place(content, done.first.page, done.last.page)
            if _CAPTION.match(text_of(content)):
                caption = Caption(content=content, **place)
                self.blocks.append(Figure(captions=(caption,), **place))
            elif content and done.first.inset and done.last.inset:
                self._quote(Paragraph(content=content, **place), place)
            elif content:
                self.blocks.append(Paragraph(content=content, **place))
        self._flush_notes()

    def _quote(self, said: Paragraph, place: dict[str, Any]) -> None:
        """A paragraph set in from both sides is a quotation; one that follows another belongs to it."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Quote) and last.origin and last.origin.last == said.origin.first:  # type: ignore[union-attr]
            self.blocks[-1] = replace(last, blocks=(*last.blocks, said))
        else:
            self.blocks.append(Quote(blocks=(said,), **place))

    # --- headings ---

    def _heading(self, rows: Sequence[Row], index: int) -> int:
        self._close()
        group, row = self.headings.groups[id(rows[index])], rows[index]
        end = index + 1
        while end < len(rows) and self.headings.groups.get(id(rows[end])) == group:
            end += 1
        letters: list[Letter] = []
        for one in rows[index:end]:
            add_row(letters, one.letters, self.known)
        label = _LABEL.match("".join(letter.text for letter in letters))
        content = self._inlines(_from(letters, len(label[0]) if label else 0), row.page, row.page)
        place = self._place(content, row.page, row.page)
        level = self.headings.levels[id(row)]
        self.blocks.append(Heading(level=level, label=label[1] if label else "", content=content, **place))
        return end - index

    # --- lists ---

    def _list_goes_on(self, row: Row) -> bool:
        """True if the last block is a list and the first row of a new page is its next item."""
        if not (self.items and self.blocks and self.blocks[-1] is self.listed and self.paragraph is None):
            return False
        marker = marker_of(row)
        return marker is not None and any(follows(item.marker, marker) for item in self.items[-8:])

    def _list(self, rows: Sequence[Row], index: int, begun: Sequence[Item] = ()) -> int:
        self._close()
        items = list(begun)
        end = index
        while end < len(rows):
            row = rows[end]
            marker = marker_of(row)
            if id(row) in self.headings.levels:
                break
            if marker and (not items or self._same_list(items, row)):
                items.append(Item(marker, row.letters[marker.length :], row, row, row.indent(row.side)))
            elif items and continues_item(items[-1], row, self.setting):
                add_row(items[-1].letters, row.letters, self.known)
                items[-1].last = row
            else:
                break
            end += 1
        self.items, self.listed = items, self._as_list(nested(items))
        self.blocks.append(self.listed)
        return end - index

    def _same_list(self, items: Sequence[Item], row: Row) -> bool:
        """True if the marker of the row is of this list: of the same size, and not far below."""
        last = items[-1].last
        near = last.page != row.page or last.base - row.base < 2.6 * self.setting.leading(row.size)
        return near and abs(row.size - items[0].first.size) < 0.5

    def _as_list(self, items: Sequence[Item]) -> List:
        blocks: list[tuple[Block, ...]] = []
        for item in items:
            content = self._inlines(item.letters, item.first.page, item.last.page)
            said: tuple[Block, ...] = (
                Paragraph(content=content, **self._place(content, item.first.page, item.last.page)),
            )
            blocks.append((*said, self._as_list(item.inner)) if item.inner else said)
        text = "\n".join(block_text(block) for item in blocks for block in item)
        return as_list(blocks, items, **self._place_of(text, items[0].first.page, _last_page(items)))

    # --- tables ---

    def _table(self, rows: Sequence[Row], index: int, grid: Grid) -> int:
        self._close()
        page = rows[index].page
        lines = [
            tuple(self._cell(cell, page, header=grid.header and not n) for cell in line)
            for n, line in enumerate(grid.cells)
        ]
        text = " ".join(text_of(cell.content) for line in lines for cell in line)
        head, body = (lines[:1], lines[1:]) if grid.header else ([], lines)
        self.blocks.append(Table(head=tuple(head), body=tuple(body), **self._place_of(text, page, page)))
        return grid.length

    def _cell(self, letters: Sequence[Letter], page: int, *, header: bool) -> Cell:
        content = self._inlines(letters, page, page)
        place = self._place(content, page, page)
        return Cell(content=content, header=header, language=place["language"], direction=place["direction"])

    # --- figures ---

    def _figure(self, shown: Shown, below: Sequence[Row]) -> int:
        """A picture, with the caption under it if one is there; returns how many rows the caption takes."""
        self._close()
        taken = self._caption_rows(shown, below)
        letters: list[Letter] = []
        for row in below[:taken]:
            add_row(letters, row.letters, self.known)
        content = self._inlines(letters, shown.page, shown.page)
        place = self._place(content, shown.page, shown.page)
        captions = (Caption(content=content, **place),) if content else ()
        name = shown.picture.name if shown.picture else ""
        self.blocks.append(Figure(image=name, alt=text_of(content), captions=captions, **place))
        return taken

    def _caption_rows(self, shown: Shown, below: Sequence[Row]) -> int:
        if not below or shown.bottom - below[0].base > 3.5 * below[0].size or not self._is_caption(shown, below[0]):
            return 0
        taken = 1
        while taken < len(below) and taken < 8 and not self.setting.loose(below[taken - 1], below[taken]):
            if abs(below[taken].size - below[0].size) > 0.3 or below[taken].italic != below[0].italic:
                break
            taken += 1
        return taken

    def _is_caption(self, shown: Shown, row: Row) -> bool:
        if id(row) in self.headings.levels:
            return False
        centred = abs((row.left + row.right) - (shown.left + shown.right)) < 8 and row.indent(row.side) > 8
        return bool(_CAPTION.match(row.text)) or row.size <= 0.95 * self.setting.size or row.italic or centred

    # --- notes ---

    def _flush_notes(self) -> None:
        for note in self.waiting:
            letters = note.rows[0].letters[note.skipped :]
            for row in note.rows[1:]:
                add_row(letters, row.letters, self.known)
            last = note.rows[-1].page
            content = inlines_of(letters)
            place = self._place(content, note.page, last)
            self.blocks.append(
                Note(id=note.key, marker=note.mark, blocks=(Paragraph(content=content, **place),), **place)
            )
        self.waiting = []

    def _inlines(self, letters: Sequence[Letter], first: int, last: int) -> Inlines:
        """The content, with calls of the notes on these pages."""
        here = {note.mark: note.key for page in range(last, first - 1, -1) for note in self.notes.on(page)}
        return inlines_of(letters, lambda mark: here.get(mark, "")) if here else inlines_of(letters, no_notes)

    # --- places ---

    def _place(self, content: Inlines, first: int, last: int) -> dict[str, Any]:
        return self._place_of(text_of(content), first, last)

    def _place_of(self, text: str, first: int, last: int) -> dict[str, Any]:
        side = bidi.direction_of(text, self.setting.side)
        fitting = bidi.language_direction(self.language) == side
        language = self.language if fitting else bidi.language_of(text, "en")
        return {"language": language, "direction": side, "origin": Origin(self.file, first, last, "page")}


def _from(letters: Sequence[Letter], characters: int) -> list[Letter]:
    """The letters after the first so many characters."""
    left = characters
    for index, letter in enumerate(letters):
        if left <= 0:
            return list(letters[index:])
        left -= len(letter.text)
    return []


def _last_page(items: Iterable[Item]) -> int:
    return max(max(item.last.page, _last_page(item.inner) if item.inner else 0) for item in items)

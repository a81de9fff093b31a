"""Blocks with blocks inside: lists with lists in them, tables by column, quotations of several depths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compiler.model.content import Block, Cell, List, Paragraph, Quote, Row, Table, Text

from .desk import Mark
from .lines import Line
from .lists import Item, item_of
from .shapes import border, columns

if TYPE_CHECKING:
    from .assembly import Builder

_QUOTED = re.compile(r"\s*(?P<marks>>(?:\s?>)*)\s?")
_DIGITS = re.compile(r"[\d۰-۹٠-٩]")
_NUMBER = re.compile(r"[-+−]?[\d۰-۹٠-٩][\d۰-۹٠-٩.,٬٫ ]*\s?[%€$£]?")
_DEEPEST = 8

# --- lists ---


def list_of(builder: Builder, lines: Sequence[Line], depth: int = 0) -> List:
    """The list that marked lines make; items that are set in further are lists inside the item before."""
    items: list[tuple[Block, ...]] = []
    opening = item_of(lines[0].body)
    for group in _items(lines):
        own, inner = group
        item = item_of(own[0].body)
        blocks: list[Block] = [builder.paragraph(own, item.length if item else 0)]
        if inner and depth < _DEEPEST:
            blocks.append(list_of(builder, inner, depth + 1))
        elif inner:
            blocks += [builder.paragraph([line]) for line in inner]
        items.append(tuple(blocks))
    language, direction, origin = builder.place(lines, " ".join(line.body for line in lines))
    return List(
        items=tuple(items),
        style=opening.style if opening else "",
        start=opening.value if opening and opening.style else 1,
        language=language,
        direction=direction,
        origin=origin,
    )


def _items(lines: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """For each item of the outer list its own lines, and those of lists inside it."""
    base = lines[0].indent
    groups: list[tuple[list[Line], list[Line]]] = []
    for line in lines:
        item: Item | None = item_of(line.body)
        if not groups or (item and line.indent <= base + 1) or (item is None and line.indent <= base and line.gap):
            groups.append(([line], []))
        elif item or groups[-1][1]:
            groups[-1][1].append(line)
        else:
            groups[-1][0].append(line)
    return groups


# --- tables ---


def table_of(builder: Builder, lines: Sequence[Line]) -> Table:
    """The table that marked lines make: the rows above the first border, or a first row without digits, are its head."""
    caption = [line for line in lines if builder.desk.marks.get(line.number, Mark("table")).why == "caption"]
    rest = [line for line in lines if line not in caption]
    rows = [line for line in rest if not border(line.text)]
    cells = _aligned([columns(line.text) for line in rows])
    heads = _head_rows(rest, rows, cells)
    language, direction, origin = builder.place(lines, " ".join(line.body for line in rows))
    return Table(
        head=tuple(_row(row, header=True) for row in cells[:heads]),
        body=tuple(_row(row, header=False) for row in cells[heads:]),
        caption=builder.inlines(caption) if caption else (),
        language=language,
        direction=direction,
        origin=origin,
    )


def _aligned(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one length: short ones filled up at the end."""
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def _head_rows(lines: Sequence[Line], rows: Sequence[Line], cells: list[list[str]]) -> int:
    borders = [index for index, line in enumerate(lines) if border(line.text)]
    inner = [index for index in borders if 0 < index < len(lines) - 1]
    if inner:
        above = sum(not border(line.text) for line in lines[: inner[0]])
        if 0 < above < len(rows) and above <= 2:
            return above
    plain = not any(_DIGITS.search(cell) for cell in cells[0][1:])
    years = all(re.fullmatch(r"\d{4}", cell) for cell in cells[0][1:] if cell)
    return (
        1
        if len(cells) > 2 and (plain or years) and any(_DIGITS.search(cell) for row in cells[1:] for cell in row)
        else 0
    )


def _row(cells: list[str], *, header: bool) -> Row:
    return tuple(
        Cell(content=(Text(cell),) if cell else (), header=header, align="right" if _NUMBER.fullmatch(cell) else "")
        for cell in cells
    )


# --- quotations ---


def quote_of(builder: Builder, lines: Sequence[Line]) -> Quote:
    """The quotation that marked lines make: by `>`, quotations inside it by further ones, or set in."""
    entries = [(_depth(line), line) for line in lines]
    return _quote(builder, entries, max(1, min(depth for depth, _ in entries)))


def _depth(line: Line) -> int:
    match = _QUOTED.match(line.text)
    return min(match["marks"].count(">"), _DEEPEST) if match else 1


def _quote(builder: Builder, entries: Sequence[tuple[int, Line]], depth: int) -> Quote:
    blocks: list[Block] = []
    here: list[Line] = []
    deeper: list[tuple[int, Line]] = []
    for level, line in entries:
        if level > depth:
            blocks += _paragraphs(builder, here)
            here = []
            deeper.append((level, line))
            continue
        if deeper:
            blocks.append(_quote(builder, deeper, depth + 1))
            deeper = []
        here.append(line)
    if deeper:
        blocks.append(_quote(builder, deeper, depth + 1))
    blocks += _paragraphs(builder, here)
    whole = [line for _, line in entries]
    language, direction, origin = builder.place(whole, " ".join(line.body for line in whole))
    return Quote(blocks=tuple(blocks), language=language, direction=direction, origin=origin)


def _paragraphs(builder: Builder, lines: Sequence[Line]) -> list[Paragraph]:
    """Lines without their marks, parted where a line is empty."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if (line.letters == 0 and not _DIGITS.search(line.body)) or (line.gap and groups[-1]):
            groups.append([])
        if line.letters or _DIGITS.search(line.body):
            groups[-1].append(line)
    return [_unmarked(builder, group) for group in groups if group]


def _unmarked(builder: Builder, group: Sequence[Line]) -> Paragraph:
    bare = [builder.without_marks(line, _QUOTED) for line in group]
    return builder.paragraph(bare)

"""Tables of chapters, as `build` and `outline` show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from .printer import plain

if TYPE_CHECKING:
    from rich.table import Table

    from compiler.model.outline import OutlineEntry


class Labelled(Protocol):
    """What knows on which printed page something stands: a page map, or what is kept of one."""

    def label(self, identifier: str, /) -> str: ...


def table(*columns: str, numbers: tuple[str, ...] = (), whole: tuple[str, ...] = ()) -> Table:
    """An empty table with these headings; those in `numbers` stand to the right, those in `whole` are not broken."""
    from rich import box  # noqa: PLC0415 - takes a tenth of a second
    from rich.table import Table  # noqa: PLC0415 - as above

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        side: Literal["right", "left"] = "right" if column in numbers else "left"
        made.add_column(column, justify=side, overflow="fold", no_wrap=column in (*numbers, *whole))
    return made


def row(made: Table, *cells: object) -> None:
    """Adds a row of plain text: words of captures are not markup, and cannot move the cursor."""
    from rich.text import Text  # noqa: PLC0415 - as above

    made.add_row(*(Text(plain(str(cell))) for cell in cells))


def counted(number: int, thing: str) -> str:
    """`1 page`, `2 pages`, `1,000 pages`."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def entry_data(entry: OutlineEntry, pages: Labelled | None) -> dict[str, Any]:
    """An entry of the contents with what is below it, as `--json` prints it; docs/collection.md describes it."""
    data = {
        "id": entry.id,
        "number": entry.number,
        "title": entry.title,
        "level": entry.level,
        "language": entry.language,
        "page": pages.label(entry.id) if pages else None,
        "children": [entry_data(child, pages) for child in entry.children],
    }
    return data | ({"rendition": entry.rendition, "words": entry.words} if entry.level == 1 else {})

"""`bayaz impose`: finished pages on printed sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import printer
from .options import AsJson, Quiet
from .session import Manner, session


def impose(
    book: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF, of Bayaz's or not.")],
    up: Annotated[
        str, typer.Option(metavar="COLUMNSxROWS", help="Pages on a side, such as 2x2, instead of a booklet.")
    ] = "",
    section: Annotated[
        int, typer.Option(min=0, max=32, help="Sheets in a section of the booklet. Default: all in one.")
    ] = 0,
    paper: Annotated[
        str, typer.Option(help="The sheet: A4, letter, 297mm 210mm. Default: as large as its pages.")
    ] = "",
    creep: Annotated[
        float, typer.Option(min=0, max=1, help="Millimetres by which each inner sheet is moved to the fold.")
    ] = 0.0,
    out: Annotated[Path | None, typer.Option(help="The file to write. Default: beside FILE.")] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Lay the pages of a finished PDF out on sheets to be printed.

    By default as a booklet: print it on both sides, turned on the short edge, fold, and stitch through the fold. A book that is
    read from the right is bound at the right.
    """
    manner = Manner(as_json, quiet=quiet)
    columns, rows = _up(up)
    with session(manner):
        from compiler import files  # noqa: PLC0415 - not needed for help
        from compiler.printing import imposition, sheets  # noqa: PLC0415 - bring the engines
        from compiler.render import paper_sizes  # noqa: PLC0415 - as above

        finished = sheets.opened(files.read(book), book.name)
        count, direction = len(finished.pages), finished.direction
        sides = (
            imposition.n_up(count, columns, rows, direction) if up else imposition.booklet(count, direction, section)
        )
        size = paper_sizes.paper(paper) if paper else None
        if size and not up:
            size = (max(size), min(size))
        target = out or book.with_name(f"{book.stem}-{up or 'booklet'}.pdf")
        files.publish({target: sheets.imposed(finished, sides, size, paper_sizes.points(f"{creep}mm"))})
        if manner.json:
            printer.show_json({"file": str(target), "pages": count, "sides": len(sides), "messages": []})
        elif manner.tables:
            printer.show(f"{target}: {count} pages on {len(sides)} sides")


def _up(words: str) -> tuple[int, int]:
    columns, _, rows = words.lower().replace("×", "x").partition("x")
    if not words:
        return 2, 1
    if not (columns.isdecimal() and rows.isdecimal() and 0 < int(columns) * int(rows) <= 64):
        raise typer.BadParameter(f"{words!r}: write 2x1, 2x2 or 4x2", param_hint="--up")
    return int(columns), int(rows)

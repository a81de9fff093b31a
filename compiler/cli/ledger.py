"""`bayaz ledger`: what became of every line of the captures of an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import printer
from .folder import chosen
from .options import AsJson, Folder, Quiet, Verbose
from .progress import progress
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.model.accounts import Ledger

_LOTS = {"kept": "in the book", "metadata": "metadata", "elsewhere": "another document", "dropped": "left out"}
_WIDEST = 70


def ledger(
    folder: Folder = None,
    only: Annotated[str, typer.Option("--source", metavar="ID", help="The captures of this source only.")] = "",
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Show what became of the captures: totals, and with -v every line, where it stands or why it was left out."""
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        from compiler import pipeline  # noqa: PLC0415 - brings the engines

        with progress(manner) as report:
            found = pipeline.accounts(chosen(folder), report)
        if only:
            found = tuple(one for one in found if only in one.chapters)
        if manner.json:
            from compiler.model.listing import ledger_data  # noqa: PLC0415 - not needed for help

            printer.show_json({"captures": [ledger_data(one) for one in found]})
        elif manner.tables:
            _show(found, verbose)


def _show(found: tuple[Ledger, ...], verbose: bool) -> None:
    from .tables import row, table  # noqa: PLC0415 - brings Rich

    if not found:
        printer.show("no chapter was read from a capture")
        return
    totals = table("capture", "counted", *_LOTS.values(), numbers=("counted", *_LOTS.values()))
    for one in found:
        counts = [f"{one.count(lot):,}" for lot in _LOTS]  # type: ignore[arg-type]
        row(totals, f"{one.source}/{one.capture.file}", f"{one.count():,} {one.unit}s", *counts)
    printer.show(*([_lines(one) for one in found] if verbose else []), totals)


def _lines(one: Ledger) -> Any:
    from .tables import row, table  # noqa: PLC0415 - brings Rich

    lines = table(one.unit, "", "where, or why", "says", numbers=(one.unit,))
    for told in one.lines:
        span = str(told.first) if told.first == told.last else f"{told.first}-{told.last}"
        said = " ".join(words for words in told.said if words)
        row(lines, span, _LOTS[told.lot], " ".join(told.where) or told.reason, said[:_WIDEST])
    return lines

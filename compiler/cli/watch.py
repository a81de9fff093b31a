"""`bayaz watch`: the edition is built again whenever a file of its collection is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import printer
from .build import FORMATS, Made, edition_data, formats_of, made_of, pooled
from .folder import chosen
from .kept import store_of
from .options import AsJson, Cache, Folder, NoCache, Quiet, Verbose
from .progress import progress
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.asking import BuildOptions

_SETTLED = 200
"""Milliseconds without a further change after which a save is over: editors write a file in several steps."""


def watch(
    folder: Folder = None,
    out: Annotated[Path | None, typer.Option(help="Where the books go. Default: output/.")] = None,
    format_: Annotated[str, typer.Option("--format", help="Which books, with a comma between.")] = ",".join(FORMATS),
    checked: Annotated[bool, typer.Option("--check", help="Look through the finished books each time.")] = False,
    cache: Cache = None,
    no_cache: NoCache = False,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Build the edition again whenever a file of the collection is saved, until Ctrl-C.

    Books of the same date are replaced; there is no contact sheet, and finished books are looked through only with --check. A fault
    is told, and the books stay as they were until the next save.
    """
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        from compiler.asking import BuildOptions, default_out  # noqa: PLC0415 - not needed for help

        place = chosen(folder)
        options = BuildOptions(
            out=out,
            formats=formats_of(format_),
            contact=False,
            checked=checked,
            force=True,
            store=store_of(cache, no_cache),
        )
        passed = [path.resolve() for path in (out or default_out(place), options.store.folder) if path]
        from compiler import pipeline  # noqa: F401, PLC0415 - the engines are at hand when the first file is saved

        with pooled(options) as shared:
            for _ in _saves(place, passed):
                _build(place, shared, manner)


def _saves(folder: Path, passed: list[Path]) -> Iterator[None]:
    """Once at the beginning, then after each save in `folder` outside the folders that are passed over; ends at Ctrl-C."""
    from watchfiles import watch as changes  # noqa: PLC0415 - not needed for help

    def counts(_change: object, path: str) -> bool:
        where = Path(path)
        hidden = any(part.startswith(".") for part in where.relative_to(folder.resolve()).parts)
        return not hidden and not any(where.is_relative_to(one) for one in passed)

    yield
    for _ in changes(
        folder.resolve(), watch_filter=counts, debounce=_SETTLED * 5, step=_SETTLED, raise_interrupt=False
    ):
        yield


def _build(folder: Path, options: BuildOptions, manner: Manner) -> None:
    with progress(manner) as report:
        made = made_of(folder, options, report)
    if made.fault:
        manner.messages(made.fault.messages)
    elif made.built:
        manner.messages(made.built.messages)
    _say(made, manner)


def _say(made: Made, manner: Manner) -> None:
    if manner.json:
        printer.show_json_line(edition_data(made))
    elif manner.tables:
        told = f"built in {made.seconds:.1f} seconds" if made.built else "not built: the books are as they were"
        printer.say(f"{told}; waiting for the next save (Ctrl-C ends)")

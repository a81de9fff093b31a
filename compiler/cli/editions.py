"""`bayaz editions`: the editions that lie side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import printer
from .folder import chosen
from .options import AsJson, Folder, Quiet, Verbose
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.editions import Edition


def editions(
    folder: Folder = None,
    out: Annotated[Path | None, typer.Option(help="Where the books are. Default: output/.")] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """List the editions that were built: dates, chapters, pages, sums, and what changed from one to the next."""
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        from compiler import editions as shelf  # noqa: PLC0415 - brings the engines
        from compiler import pipeline  # noqa: PLC0415 - as above

        found = shelf.editions(out or pipeline.default_out(chosen(folder)))
        manner.messages([message for edition in found for message in edition.messages])
        if manner.json:
            printer.show_json({"editions": [_data(edition) for edition in found]})
        elif manner.tables:
            _show(found)


def _show(found: tuple[Edition, ...]) -> None:
    from .tables import row, table  # noqa: PLC0415 - brings Rich

    shelf = table("edition", "date", "chapters", "pages", "changed", numbers=("chapters", "pages"))
    sums = table("file", "bytes", "SHA-256", numbers=("bytes",))
    for edition in found:
        changed = ", ".join(f"{count} {fate}" for fate, count in edition.changed or ())
        told = "" if edition.changed is None else changed or "nothing"
        row(shelf, edition.id, edition.date, edition.chapters or "", edition.pages or "", told)
        for file in edition.files:
            row(sums, file.path.name, f"{file.bytes:,}", file.sha256)
    printer.show(*([shelf, sums] if found else ["there are no editions yet: `bayaz build` makes one"]))


def _data(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "date": edition.date,
        "title": edition.title,
        "chapters": edition.chapters,
        "pages": edition.pages,
        "changed": None if edition.changed is None else dict(edition.changed),
        "files": [
            {"path": str(file.path), "kind": file.kind, "bytes": file.bytes, "sha256": file.sha256}
            for file in edition.files
        ],
    }

"""`bayaz bundle`: the edition and all that it was made from, as one archival bag."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import printer
from .folder import chosen
from .kept import store_of
from .options import AsJson, Folder, Force, Quiet, Since, Verbose
from .progress import progress
from .session import Manner, session


def bundle(
    folder: Folder = None,
    out: Annotated[Path | None, typer.Option(help="Where the bag and the books go. Default: output/.")] = None,
    date: Annotated[str, typer.Option(metavar="DATE", help="The edition's day instead of that in edition.toml.")] = "",
    layout: Annotated[str, typer.Option(help="A layout instead of that in edition.toml.")] = "",
    sign: Annotated[Path | None, typer.Option(metavar="KEY", help="Sign the bag with this OpenSSH key.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    since: Since = None,
    force: Force = False,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Build the edition and pack it as an archival bag: books, captures, records, layouts and fonts, ledger and provenance.

    The bag is a zip that follows BagIt (RFC 8493); `bayaz verify` checks it, and so does `sha256sum -c`.
    """
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        from compiler import bundling, comparison, pipeline  # noqa: PLC0415 - bring the engines

        old = comparison.epub_of(since) if since else b""
        options = pipeline.BuildOptions(
            out=out, date=date, layout=layout, strict=strict, force=force, since=old, store=store_of()
        )
        with progress(manner) as report:
            made = bundling.bundle(chosen(folder), options, report, sign)
        manner.messages(made.messages)
        if manner.json:
            printer.show_json({"bag": str(made.path), "bytes": made.bytes, "sha256": made.sha256, "files": made.files})
        elif manner.tables:
            printer.show(f"{made.path}: {made.files} files, {made.bytes:,} bytes", f"SHA-256 {made.sha256}")

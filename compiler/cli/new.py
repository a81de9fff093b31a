"""`bayaz new`: a new collection that builds at once."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from . import printer
from .options import AsJson, Quiet
from .session import Manner, session


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet, or is empty.")],
    example: Annotated[bool, typer.Option("--example", help="Copy the sample edition that comes with Bayaz.")] = False,
    guide: Annotated[
        bool, typer.Option("--guide", help="Copy the guide to Bayaz in Persian, a right-to-left sample.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Make a new collection that builds at once.

    It has one sample source, with a figure and a note, and a short README.
    """
    if example and guide:
        raise typer.BadParameter("--example and --guide are two collections: choose one")
    manner = Manner(as_json, quiet=quiet)
    with session(manner):
        from compiler import files, intake  # noqa: PLC0415 - not needed for help

        if guide:
            outputs = intake.example(folder, intake.GUIDE)
        else:
            outputs = intake.example(folder) if example else intake.starter(folder, files.today())
        files.publish(outputs)
        if manner.json:
            written = [path.relative_to(folder).as_posix() for path in outputs]
            printer.show_json({"collection": str(folder), "written": written, "messages": []})
        elif manner.tables:
            printer.show(f"made {folder}, {len(outputs)} files", f"next: bayaz build {shlex.quote(str(folder))}")

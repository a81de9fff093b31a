"""`bayaz verify`: whether a bag is whole, and whether its edition can be built again from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compiler.messages import ExitCode, errors

from . import printer
from .options import AsJson, Quiet, Verbose
from .progress import progress
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.verification import Verified


def verify(
    bag: Annotated[Path, typer.Argument(metavar="BAG", help="The zip that `bayaz bundle` made, or any bag in a zip.")],
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build the edition again from the bag, and compare every book.")
    ] = False,
    signers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Allowed signers (ssh-keygen(1)): one of them must have signed.")
    ] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Verify an archival bag: sums, completeness, structure, safe paths. Nothing is written beside it."""
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        from compiler import verification  # noqa: PLC0415 - brings the engines

        with progress(manner) as report:
            verified = verification.verify(bag, rebuild, signers, report)
        manner.messages(verified.messages)
        if manner.json:
            printer.show_json(_data(verified))
        elif manner.tables:
            _show(verified)
        if errors(verified.messages):
            raise typer.Exit(int(ExitCode.CHECK))


def _show(verified: Verified) -> None:
    faults = len(errors(verified.messages))
    whole = "whole: every sum agrees" if not faults else f"{faults} faults"
    lines = [message.text for message in verified.messages if message.code == "bag-signed"]
    lines += [f"{again.name}, built again: {again.agreement}" for again in verified.rebuilt]
    printer.show(f"{verified.path}: {verified.files} files, {whole}", *lines)


def _data(verified: Verified) -> dict[str, Any]:
    from compiler.model.listing import message_data  # noqa: PLC0415 - not needed for help

    return {
        "bag": str(verified.path),
        "files": verified.files,
        "whole": not errors(verified.messages),
        "rebuilt": [{"name": again.name, "agreement": again.agreement} for again in verified.rebuilt],
        "messages": [message_data(message) for message in verified.messages],
    }

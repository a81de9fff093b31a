"""Gathers the commands into `bayaz`."""

from __future__ import annotations

from typing import Annotated

import typer

from .add import add
from .build import build
from .bundle import bundle
from .check import check
from .cite import cite
from .compare import compare
from .editions import editions
from .impose import impose
from .ledger import ledger
from .new import new
from .outline import outline
from .read import read
from .verify import verify
from .watch import watch

COMMANDS = (new, add, read, build, watch, outline, check, cite, impose, bundle, verify, compare, editions, ledger)
_EPILOG = "Exit codes: 0 done, 1 fault of Bayaz, 2 usage, 3 collection, 4 capture, 5 layout, 6 check, 7 machine, 8 output, 130 stopped."

# Plain help: Rich's takes as long to import as everything else together.
app = typer.Typer(
    name="bayaz",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib import metadata  # noqa: PLC0415 - slow, and needed for this only

        try:
            typer.echo(f"bayaz {metadata.version('bayaz')}")
        except metadata.PackageNotFoundError:
            typer.echo("bayaz, from a checkout that is not installed")
        raise typer.Exit


@app.callback()
def bayaz(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Bayaz compiles captured web pages and reports into one dated, citable, offline edition: EPUB and PDF."""


for _command in COMMANDS:
    app.command(_command.__name__)(_command)


def main() -> None:
    """Runs `bayaz` with the arguments of this process, which it ends."""
    app(prog_name="bayaz")

"""`bayaz check`: our own checks of finished books, and those of the validators that are installed."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.messages import CaptureError, ExitCode, Message, errors

from . import printer
from .kept import store_of
from .options import AsJson, Quiet, Verbose
from .session import Manner, session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from compiler.checks import Asked
    from compiler.checks.report import Examined


class Checker(StrEnum):
    """Who can be asked: `checks.CHECKERS`, known without bringing the engines."""

    OWN = "own"
    EPUBCHECK = "epubcheck"
    ACE = "ace"
    QPDF = "qpdf"
    VERAPDF = "verapdf"
    PAGE_VALIDATION = "page-validation"


def check(
    books: Annotated[list[Path], typer.Argument(metavar="FILE", help="EPUB and PDF files, or collections.")],
    bidi: Annotated[
        bool, typer.Option("--bidi", help="Look through right-to-left text alone: of EPUB files and of collections.")
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="BOOK",
            help="The other form of the book: the EPUB of a PDF, the PDF of an EPUB. Default: the file of the same name beside.",
        ),
    ] = None,
    collection: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="From which the files were built: faults are placed in its author's files."),
    ] = None,
    only: Annotated[
        list[Checker] | None,
        typer.Option(help="Ask this one only; may be said several times. `own` are our own checks."),
    ] = None,
    no_validators: Annotated[
        bool, typer.Option("--no-validators", help="Our own checks only; the same as --only own.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Show every message, not five of a kind.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="REPORT", help="Write a page with the messages and pictures of the pages.")
    ] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Check finished EPUB and PDF files, or build collections and check what comes of them.

    Runs our own checks, and epubcheck, Ace, qpdf, veraPDF and page-validation where they are installed. An EPUB and a PDF of
    one book are held against each other too: words that can be searched and copied, page marks at the right words.
    """
    manner = Manner(as_json, verbose, quiet)
    if no_validators and only:
        raise typer.BadParameter("it is the same as --only own: leave one of them out", param_hint="--no-validators")
    with session(manner):
        asked = _asked([Checker.OWN] if no_validators else only or [], every, against)
        said: dict[Path, tuple[Message, ...]] = {}
        seen: list[Examined] = []
        for one in _preflights(books) if bidi else _examinations(books, asked, collection):
            seen.append(one)
            said[one.path] = one.messages
            manner.messages([m for m in one.messages if m.code != "tool-missing"])
        _tell_missing(manner, said)
        if html:
            _write(html, seen)
        if manner.json:
            _show_json(said)
        elif manner.tables:
            _show(said)
        if any(errors(messages) for messages in said.values()):
            raise typer.Exit(int(ExitCode.CHECK))


def _asked(only: list[Checker], every: bool, against: Path | None) -> Asked:
    from compiler import checks  # noqa: PLC0415 - brings the engines

    asked = checks.Asked(checkers=frozenset(str(name) for name in only or Checker), against=against)
    return replace(asked, shown=sys.maxsize) if every else asked


def _examinations(books: list[Path], asked: Asked, collection: Path | None) -> Iterator[Examined]:
    from compiler import pipeline  # noqa: PLC0415 - brings the engines

    places = pipeline.authored(collection) if collection else {}
    for path in books:
        if path.is_dir():
            yield from _collection(path, asked)
        else:
            yield _examined(path, replace(asked, places=places))


def _examined(path: Path, asked: Asked, shown_as: Path | None = None) -> Examined:
    from compiler import checks, files  # noqa: PLC0415 - bring the engines
    from compiler.checks.report import Examined  # noqa: PLC0415 - as above

    messages = checks.examined(path, asked)
    data = files.read(path)
    return Examined(path=shown_as or path, kind=checks.kind_of(data, path), data=data, messages=messages)


def _collection(folder: Path, asked: Asked) -> Iterator[Examined]:
    """The books of a collection, built aside and not kept; their faults are placed in the files of its author."""
    from compiler import pipeline  # noqa: PLC0415 - brings the engines

    with tempfile.TemporaryDirectory() as aside:
        options = pipeline.BuildOptions(
            out=Path(aside), formats=("epub", "pdf"), contact=False, checked=False, store=store_of()
        )
        built = pipeline.build(folder, options)
        asked = replace(asked, places=pipeline.places(built.book))
        for number, output in enumerate(built.outputs):
            one = _examined(output.path, asked, folder / output.path.name)
            said = [m for m in built.messages if number == 0]
            yield replace(one, messages=(*said, *one.messages))


def _preflights(books: list[Path]) -> Iterator[Examined]:
    """What is wrong with the right-to-left text of collections and of EPUB files."""
    from compiler import checks, files, pipeline  # noqa: PLC0415 - bring the engines
    from compiler.checks.report import Examined  # noqa: PLC0415 - as above

    for path in books:
        if path.is_dir():
            yield Examined(path=path, kind="", data=b"", messages=pipeline.preflight(path))
            continue
        data = files.read(path)
        if checks.kind_of(data, path) != "epub":
            raise CaptureError.of("book-kind", f"{path} is no EPUB", hint="name a collection, or an EPUB")
        yield Examined(path=path, kind="epub", data=data, messages=checks.check_bidi(data, path.name))


def _tell_missing(manner: Manner, said: Mapping[Path, tuple[Message, ...]]) -> None:
    """Each validator that is not here, once for all files, and how to get it."""
    lacking = dict.fromkeys(m for messages in said.values() for m in messages if m.code == "tool-missing")
    if lacking and not manner.quiet and not manner.json:
        printer.show_messages(lacking, "info")


def _write(target: Path, seen: list[Examined]) -> None:
    from compiler import files  # noqa: PLC0415 - brings the engines
    from compiler.checks.report import report  # noqa: PLC0415 - as above

    files.publish({target: report(seen)})


def _show(said: Mapping[Path, tuple[Message, ...]]) -> None:
    from .tables import row, table  # noqa: PLC0415 - brings Rich

    result = table("book", "errors", "warnings", numbers=("errors", "warnings"))
    for path, messages in said.items():
        row(result, path, len(errors(messages)), sum(message.level == "warning" for message in messages))
    printer.show(result)


def _show_json(said: Mapping[Path, tuple[Message, ...]]) -> None:
    from compiler.model.listing import message_data  # noqa: PLC0415 - not needed for help

    books = [
        {
            "file": str(path),
            "errors": len(errors(messages)),
            "warnings": sum(message.level == "warning" for message in messages),
            "messages": [message_data(message) for message in messages],
        }
        for path, messages in said.items()
    ]
    printer.show_json({"books": books})

"""`bayaz check`: our own checks of finished books, and those of the validators that are installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.messages import CaptureError, ExitCode, errors

from . import printer
from .options import AsJson, Quiet, Verbose
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.messages import Message


def check(
    books: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="EPUB and PDF files; with --bidi collections too.")
    ],
    bidi: Annotated[
        bool, typer.Option("--bidi", help="Look through right-to-left text instead: of EPUB files and of collections.")
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="EPUB", help="Whose words PDF files must hold. Default: the EPUB of the same name beside."
        ),
    ] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Check finished EPUB and PDF files.

    Runs our own checks, and epubcheck, qpdf and veraPDF where they are installed. The words of a PDF are held against those of
    its EPUB, to see that they can be searched and copied.
    """
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        said: dict[Path, tuple[Message, ...]] = {}
        for path in books:
            said[path] = _preflight(path) if bidi else _checked(path, against)
            manner.messages(said[path])
        if manner.json:
            _show_json(said)
        elif manner.tables:
            _show(said)
        if any(errors(messages) for messages in said.values()):
            raise typer.Exit(int(ExitCode.CHECK))


def _kind(data: bytes) -> str:
    if data[:4] == b"PK\x03\x04" and b"application/epub+zip" in data[:100]:
        return "epub"
    return "pdf" if b"%PDF-" in data[:1024] else ""


def _checked(path: Path, against: Path | None) -> tuple[Message, ...]:
    """All that there is to say of one file. What is inside it tells the kind; its suffix where that is too broken to tell."""
    from compiler import checks, files  # noqa: PLC0415 - bring the engines

    if path.is_dir():
        hint = "`bayaz check --bidi` looks through a collection, `bayaz build` makes its books"
        raise CaptureError.of("book-kind", f"{path} is a folder", hint=hint)
    data = files.read(path)
    kind = _kind(data) or path.suffix.lower().removeprefix(".")
    if kind not in ("epub", "pdf"):
        raise CaptureError.of("book-kind", f"{path} is neither EPUB nor PDF", hint="`bayaz build` makes both")
    own = checks.check_epub if kind == "epub" else checks.check_pdf
    text = _text_layer(path, data, against) if kind == "pdf" else ()
    return (*own(data, path.name), *text, *checks.validated(path, kind))


def _text_layer(path: Path, data: bytes, against: Path | None) -> tuple[Message, ...]:
    """What of the words of the EPUB that was named, or lies beside, is not found again in a PDF; nothing where there is none."""
    from compiler import checks, files  # noqa: PLC0415 - bring the engines

    book = against or path.with_suffix(".epub")
    if against is None and not book.is_file():
        return ()
    return checks.check_text_layer(data, path.name, files.read(book), book.name).messages


def _preflight(path: Path) -> tuple[Message, ...]:
    """What is wrong with the right-to-left text of a collection, or of an EPUB."""
    from compiler import checks, files, pipeline  # noqa: PLC0415 - bring the engines

    if path.is_dir():
        return pipeline.preflight(path)
    data = files.read(path)
    if _kind(data) != "epub":
        hint = "name a collection, or an EPUB"
        raise CaptureError.of("book-kind", f"{path} is no EPUB", hint=hint)
    return checks.check_bidi(data, path.name)


def _show(said: dict[Path, tuple[Message, ...]]) -> None:
    from .tables import row, table  # noqa: PLC0415 - brings Rich

    result = table("book", "errors", "warnings", numbers=("errors", "warnings"))
    for path, messages in said.items():
        row(result, path, len(errors(messages)), sum(message.level == "warning" for message in messages))
    printer.show(result)


def _show_json(said: dict[Path, tuple[Message, ...]]) -> None:
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

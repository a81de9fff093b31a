"""`bayaz build`: the edition."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import printer
from .folder import chosen
from .options import AsJson, Folder, Force, Quiet, Since, Verbose
from .progress import progress
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.pipeline import BuildResult

_TOLD = ("press-spine", "press-no-cover")
"""Remarks that belong below the outputs: a press asks for the width of the spine."""
FORMATS = ("epub", "pdf", "html")


def build(
    folder: Folder = None,
    out: Annotated[Path | None, typer.Option(help="Where the books go. Default: output/.")] = None,
    format_: Annotated[str, typer.Option("--format", help="Which books, with a comma between.")] = ",".join(FORMATS),
    date: Annotated[str, typer.Option(metavar="DATE", help="The edition's day instead of that in edition.toml.")] = "",
    layout: Annotated[
        str, typer.Option(help="A layout instead of that in edition.toml: classic, report, or your own.")
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    press: Annotated[
        bool, typer.Option("--print", help="Files for a press too: bleed, marks, a cover with spine.")
    ] = False,
    no_contact: Annotated[bool, typer.Option("--no-contact", help="No picture of all pages beside the PDF.")] = False,
    since: Since = None,
    force: Force = False,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Build the edition: EPUB, PDF, and the whole book as one web page.

    The books appear whole or not at all. An edition that was built stays as it is: other bytes under the same date need --force.
    """
    manner = Manner(as_json, verbose, quiet)
    formats = _formats(format_)
    if press and "pdf" not in formats:
        raise typer.BadParameter("what goes to the press is made of the PDF: add pdf to --format", param_hint="--print")
    with session(manner):
        start = perf_counter()
        from compiler import comparison, pipeline  # noqa: PLC0415 - bring the engines

        options = pipeline.BuildOptions(
            out=out,
            formats=formats,
            date=date,
            layout=layout,
            strict=strict,
            press=press,
            contact=not no_contact,
            force=force,
            since=comparison.epub_of(since) if since else b"",
        )
        with progress(manner) as report:
            result = pipeline.build(chosen(folder), options, report)
        seconds = perf_counter() - start
        manner.messages(result.messages)
        if manner.json:
            printer.show_json(_data(result, seconds))
        elif manner.tables:
            _show(result, seconds)


def _formats(text: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    wrong = [name for name in formats if name not in FORMATS]
    if wrong or not formats:
        raise typer.BadParameter(
            f"{wrong[0] if wrong else text!r}: Bayaz makes {', '.join(FORMATS)}", param_hint="--format"
        )
    return formats


def _show(result: BuildResult, seconds: float) -> None:
    from .tables import counted, row, table  # noqa: PLC0415 - brings Rich

    chapters = table("", "chapter", "present as", "words", "page", numbers=("words", "page"))
    for entry in result.contents:
        page = result.pages.label(entry.id) if result.pages else ""
        row(chapters, entry.number, entry.title, entry.rendition, f"{entry.words:,}", page)
    warnings = sum(message.level == "warning" for message in result.messages)
    counts = [counted(len(result.contents), "chapter"), counted(result.words, "word"), counted(warnings, "warning")]
    if result.pages:
        counts.insert(1, counted(len(result.pages.pages), "page"))
    lines = [f"{output.path.suffix[1:].upper():<5}{output.path}  ({output.bytes:,} bytes)" for output in result.outputs]
    lines += [message.text for message in result.messages if message.code in _TOLD]
    printer.show(chapters, *lines, f"{', '.join(counts)}, {seconds:.1f} seconds")


def _data(result: BuildResult, seconds: float) -> dict[str, Any]:
    from compiler.model.listing import message_data  # noqa: PLC0415 - not needed for help

    from .tables import entry_data  # noqa: PLC0415 - as above

    return {
        "outputs": [
            {"path": str(output.path), "format": output.format, "bytes": output.bytes, "sha256": output.sha256}
            for output in result.outputs
        ],
        "pages": len(result.pages.pages) if result.pages else None,
        "words": result.words,
        "seconds": round(seconds, 3),
        "chapters": [entry_data(entry, result.pages) for entry in result.contents],
        "messages": [message_data(message) for message in result.messages],
    }

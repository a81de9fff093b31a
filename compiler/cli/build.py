"""`bayaz build`: one edition, or many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compiler.messages import BayazError

from . import printer
from .folder import chosen, collections_in
from .kept import store_of
from .options import AsJson, Cache, Cluster, Force, NoCache, Quiet, Since, Verbose
from .progress import named, progress
from .session import Manner, failure, session

if TYPE_CHECKING:
    from compiler.asking import BuildOptions, Progress
    from compiler.rebuilding import Built

_TOLD = ("press-spine", "press-no-cover")
"""Remarks that belong below the outputs: a press asks for the width of the spine."""
FORMATS = ("epub", "pdf", "html")


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the build of a collection, and how long it took."""

    folder: Path
    built: Built | None
    fault: BayazError | None
    seconds: float


def build(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[DIR]...", help="Collections: folders with edition.toml. Default: this one, or ./sources."
        ),
    ] = None,
    all_: Annotated[
        Path | None, typer.Option("--all", metavar="DIR", help="Every collection in DIR, one after another.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where the books go. Default: output/.")] = None,
    format_: Annotated[str, typer.Option("--format", help="Which books, with a comma between.")] = ",".join(FORMATS),
    date: Annotated[str, typer.Option(metavar="DATE", help="The edition's day instead of that in edition.toml.")] = "",
    layout: Annotated[
        str, typer.Option(help="A layout instead of that in edition.toml: classic, report, large-print, or your own.")
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings are errors.")] = False,
    press: Annotated[
        bool, typer.Option("--print", help="Files for a press too: bleed, marks, a cover with spine.")
    ] = False,
    no_contact: Annotated[bool, typer.Option("--no-contact", help="No picture of all pages beside the PDF.")] = False,
    since: Since = None,
    force: Force = False,
    cache: Cache = None,
    no_cache: NoCache = False,
    cluster: Cluster = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Build the edition: EPUB, PDF, and the whole book as one web page.

    The books appear whole or not at all. An edition that was built stays as it is: other bytes under the same date need --force.
    Of several collections each is built, whatever is wrong with others.
    """
    manner = Manner(as_json, verbose, quiet)
    formats = formats_of(format_)
    if press and "pdf" not in formats:
        raise typer.BadParameter("what goes to the press is made of the PDF: add pdf to --format", param_hint="--print")
    with session(manner):
        from compiler.asking import BuildOptions  # noqa: PLC0415 - not needed for help

        options = BuildOptions(
            out=out,
            formats=formats,
            date=date,
            layout=layout,
            strict=strict,
            press=press,
            contact=not no_contact,
            force=force,
            since=_since(since),
            store=store_of(cache, no_cache),
        )
        asked = list(folders or []) + (collections_in(all_) if all_ else [])
        with pooled(options, cluster) as shared:
            if len(asked) > 1 or all_:
                _many(asked, shared, manner)
            else:
                _one(chosen(asked[0] if asked else None), shared, manner)


def _since(path: Path | None) -> bytes:
    if path is None:
        return b""
    from compiler import comparison  # noqa: PLC0415 - brings the engines

    return comparison.epub_of(path)


def formats_of(text: str) -> tuple[str, ...]:
    """The formats that `--format` asks for. Raises `BadParameter` for others."""
    formats = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    wrong = [name for name in formats if name not in FORMATS]
    if wrong or not formats:
        raise typer.BadParameter(
            f"{wrong[0] if wrong else text!r}: Bayaz makes {', '.join(FORMATS)}", param_hint="--format"
        )
    return formats


# --- building ---


def _one(folder: Path, options: BuildOptions, manner: Manner) -> None:
    with progress(manner) as report:
        made = made_of(folder, options, report)
    if made.built is None:
        raise made.fault or AssertionError
    manner.messages(made.built.messages)
    if manner.json:
        printer.show_json(_data(made.built, made.seconds))
    elif manner.tables:
        show(made.built, made.seconds)


def _many(folders: Sequence[Path], options: BuildOptions, manner: Manner) -> None:
    """Each collection, with the same processes and the same store; ends with the code of the first that is at fault."""
    results: list[Made] = []
    with progress(manner) as report:
        for folder in folders:
            results.append(made_of(folder, options, named(folder.name, report) if len(folders) > 1 else report))
    for made in results:
        printer.say(f"{made.folder}:") if not manner.quiet else None
        manner.messages(made.fault.messages if made.fault else made.built.messages if made.built else ())
        if made.built and manner.tables:
            show(made.built, made.seconds)
    if manner.json:
        printer.show_json({"editions": [edition_data(made) for made in results]})
    fault = next((made.fault for made in results if made.fault), None)
    if fault:
        raise typer.Exit(int(fault.exit_code))


@contextmanager
def pooled(options: BuildOptions, cluster: str | None = None) -> Iterator[BuildOptions]:
    """The options with processes that stay for all builds: of this machine, or those of the cluster at this address."""
    if cluster is not None:
        from compiler.cluster import Cluster as Remote  # noqa: PLC0415 - an optional extra

        with Remote(cluster) as workers:
            yield replace(options, pool=workers)
        return
    from compiler.workers import Pool  # noqa: PLC0415 - not needed for help

    with Pool(options.processes) as pool:
        yield replace(options, pool=pool)


def made_of(folder: Path, options: BuildOptions, report: Progress) -> Made:
    """A build, or the fault that ended it."""
    from compiler import rebuilding  # noqa: PLC0415 - not needed for help

    start = perf_counter()
    try:
        return Made(folder, rebuilding.build(folder, options, report), None, perf_counter() - start)
    except BayazError as fault:
        return Made(folder, None, fault, perf_counter() - start)


# --- showing ---


def show(built: Built, seconds: float) -> None:
    """The chapters, the outputs, and how much there was of everything."""
    from .tables import counted, row, table  # noqa: PLC0415 - brings Rich

    chapters = table("", "chapter", "present as", "words", "page", numbers=("words", "page"))
    for entry in built.contents:
        row(chapters, entry.number, entry.title, entry.rendition, f"{entry.words:,}", built.label(entry.id))
    warnings = sum(message.level == "warning" for message in built.messages)
    counts = [counted(len(built.contents), "chapter"), counted(built.words, "word"), counted(warnings, "warning")]
    if built.pages:
        counts.insert(1, counted(built.pages, "page"))
    lines = [f"{output.path.suffix[1:].upper():<5}{output.path}  ({output.bytes:,} bytes)" for output in built.outputs]
    lines += [message.text for message in built.messages if message.code in _TOLD]
    unchanged = "" if built.anew else ", nothing changed"
    printer.show(chapters, *lines, f"{', '.join(counts)}, {seconds:.1f} seconds{unchanged}")


def edition_data(made: Made) -> dict[str, Any]:
    """A build, or its fault, as `--json` prints it."""
    said = _data(made.built, made.seconds) if made.built else {}
    wrong = failure(made.fault.messages, made.fault.exit_code) if made.fault else {}
    return {"folder": str(made.folder), **said, **wrong}


def _data(built: Built, seconds: float) -> dict[str, Any]:
    from compiler.model.listing import message_data  # noqa: PLC0415 - not needed for help

    from .tables import entry_data  # noqa: PLC0415 - as above

    return {
        "outputs": [
            {"path": str(output.path), "format": output.format, "bytes": output.bytes, "sha256": output.sha256}
            for output in built.outputs
        ],
        "pages": built.pages,
        "words": built.words,
        "seconds": round(seconds, 3),
        "anew": built.anew,
        "chapters": [entry_data(entry, built if built.pages else None) for entry in built.contents],
        "messages": [message_data(message) for message in built.messages],
    }

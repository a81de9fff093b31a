"""`bayaz read`: what a reader makes of a capture, without a collection."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from compiler.messages import BayazError, CollectionError, Origin, shortened

from . import printer
from .options import AsJson, Quiet, Verbose
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.model.reading import Reading, Role

Way = Literal["text", "facsimile"]


def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A capture: .txt, .html, .mhtml, .md, .docx or .pdf.")],
    way: Annotated[
        str, typer.Option(metavar="text|facsimile", help="How to read a PDF: its words, or its pages.")
    ] = "text",
    roles: Annotated[
        Path | None, typer.Option(metavar="FILE", help='A TOML file with [roles]: "quoted line" = "heading" and so on.')
    ] = None,
    password: Annotated[str, typer.Option(help="The password of an encrypted PDF.")] = "",
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Show what Bayaz reads in a capture.

    Documents with their blocks, and what became of every line, element or page. No collection is needed.
    """
    if way not in ("text", "facsimile"):
        raise typer.BadParameter("it is text or facsimile", param_hint="--way")
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        reading = _reading(file, cast(Way, way), _roles(roles) if roles else (), password)
        manner.messages(reading.messages)
        if manner.json:
            from compiler.model.listing import reading_data  # noqa: PLC0415 - not needed for help

            printer.show_json(reading_data(reading))
        else:
            _show(reading, verbose)


def _reading(file: Path, way: Way, roles: tuple[tuple[str, Role], ...], password: str) -> Reading:
    from compiler import files, readers  # noqa: PLC0415 - bring the engines
    from compiler.model.reading import Capture, Wishes  # noqa: PLC0415 - as above

    capture = Capture(file.name, files.read(file), files.media_type(file.name))
    return readers.read(capture, Wishes(roles=roles, beside=_beside(file.parent), way=way, password=password))


def _beside(folder: Path) -> Callable[[str], bytes | None]:
    """Looks up files beside the capture, none outside its folder."""
    from compiler import files  # noqa: PLC0415 - not needed for help

    def look(relative: str) -> bytes | None:
        try:
            return files.read(files.inside(folder, relative), files.MAX_IMAGE)
        except BayazError:
            return None

    return look


def _roles(path: Path) -> tuple[tuple[str, Role], ...]:
    """The roles of a TOML file: its `[roles]`, or the whole of it. Raises `CollectionError` if one is unknown."""
    from compiler import files, project  # noqa: PLC0415 - not needed for help
    from compiler.project.keys import ROLES  # noqa: PLC0415 - as above

    try:
        data = tomllib.loads(files.read(path, files.MEGABYTE).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        text = f"{path} is no TOML: {error}"
        raise CollectionError.of("toml-syntax", text, hint='write "quoted line" = "heading"') from error
    found = data.get("roles", data)
    for line, role in found.items():
        if role not in ROLES:
            hint = project.suggestion(str(role), ROLES)
            text = f"Bayaz knows no role {role!s:.40}"
            raise CollectionError.of("role-unknown", text, hint=hint, origin=Origin(str(path), key=line))
    return tuple(found.items())


# --- as tables ---


def _show(reading: Reading, verbose: bool) -> None:
    from compiler.model.listing import reading_data  # noqa: PLC0415 - not needed for help

    data = reading_data(reading)
    capture = data["capture"]
    printer.show(f"{capture['file']}: {capture['media_type']}, {capture['bytes']:,} bytes, SHA-256 {capture['sha256']}")
    for number, document in enumerate(data["documents"], 1):
        _show_document(number, document)
    _show_ledger(data["ledger"], verbose)


def _show_document(number: int, document: dict[str, Any]) -> None:
    from .tables import row, table  # noqa: PLC0415 - brings Rich

    facts = [f"{name}: {_told(document[name])}" for name in _FACTS if document[name]]
    blocks = table("id", "kind", "at", "text", numbers=("at",))
    for block in document["blocks"]:
        level = block["level"] or ""
        row(blocks, block["id"], f"{block['kind']}{level}", _span(block["origin"]), shortened(block["text"], 70))
    printer.show(
        "", f"document {number}: {document['title'] or 'without a title'}", *(f"  {fact}" for fact in facts), blocks
    )


_FACTS = ("subtitle", "authors", "translators", "publisher", "place", "date", "language")


def _told(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _span(origin: list[int] | None) -> str:
    if origin is None:
        return ""
    return str(origin[0]) if origin[0] == origin[1] else f"{origin[0]}-{origin[1]}"


def _show_ledger(ledger: list[dict[str, Any]], verbose: bool) -> None:
    from .tables import row, table  # noqa: PLC0415 - brings Rich

    if verbose:
        entries = table("at", "fate", "where", "reason", numbers=("at",))
        for entry in ledger:
            row(entries, _span(entry["origin"]), entry["fate"], entry["where"], entry["reason"])
        printer.show("", "ledger", entries)
    counts: Counter[str] = Counter()
    for entry in ledger:
        counts[entry["fate"]] += entry["origin"][1] - entry["origin"][0] + 1
    printer.show("ledger: " + ", ".join(f"{counts[fate]} {fate}" for fate in ("kept", "metadata", "dropped")))

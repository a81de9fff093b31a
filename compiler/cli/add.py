"""`bayaz add`: takes captures into a collection, after showing what it would do."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from compiler.messages import ExitCode, Message, shortened

from . import printer
from .folder import chosen
from .options import AsJson, Quiet, Verbose
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.intake import Choose, Incoming, Plan, Row
    from compiler.project import Edition

_ACTIONS = {
    "text": "becomes its text",
    "new": "a new source is made",
    "record": "recorded; the source has a text already",
    "held": "held already",
    "unclear": "left: it fits several alike",
    "aside": "left aside",
    "image": "copied to its figures",
}


def add(
    captures: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Captures to take in, and images with --source.")
    ],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="The collection. Default: this one, or ./sources.")
    ] = None,
    source: Annotated[
        str, typer.Option(metavar="ID", help="The source that it belongs to; its text is replaced.")
    ] = "",
    captured: Annotated[str, typer.Option(metavar="DATE", help="When the files were captured, if you know.")] = "",
    password: Annotated[str, typer.Option(help="The password of an encrypted PDF; source.toml will hold it.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan and do nothing.")] = False,
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Take captures in, joined to their sources.

    Each file is copied unchanged and recorded with its SHA-256. Each document found in it is joined to the source it belongs to
    by title, people and date, or a new source is made, which is in no chapter until you put it there. The plan is shown first.
    """
    manner = Manner(as_json, verbose, quiet)
    _check_date(captured)
    with session(manner):
        work = _planned(captures, to, source, captured, password, asks=not (yes or dry_run) and sys.stdin.isatty())
        if not as_json and not (quiet and (yes or dry_run)):
            _show(work.plan)
        done = work.plan.changes and not dry_run and (yes or _agreed())
        written = _publish(work, password) if done else ()
        said = _remarks(work.plan, work.edition, done=done, dry_run=dry_run)
        printer.show_messages(said, "error" if quiet else "info")
        if manner.json:
            printer.show_json(_data(work, written, said, done=done))


def _check_date(captured: str) -> None:
    from compiler.project.dates import is_date  # noqa: PLC0415 - not needed for help

    if captured and not is_date(captured):
        raise typer.BadParameter("write a year, a month or a day: 2016-05-04", param_hint="--captured")


@dataclass(frozen=True, slots=True)
class _Work:
    edition: Edition
    plan: Plan


def _planned(captures: list[Path], to: Path | None, source: str, captured: str, password: str, *, asks: bool) -> _Work:
    from compiler import intake, project  # noqa: PLC0415 - brings the engines
    from compiler.messages import BayazError, CaptureError  # noqa: PLC0415 - as above

    edition = project.load(chosen(to), ordered=False)
    incoming: list[Incoming] = []
    faults: list[Message] = []
    for path in captures:
        try:
            incoming.append(intake.taken_in(path, captured))
        except BayazError as error:
            faults += error.messages
    if faults:
        raise CaptureError(faults)
    choose: Choose = _choice if asks else intake.leave
    return _Work(edition, intake.plan(edition, incoming, source, choose, password))


def _publish(work: _Work, password: str) -> tuple[Path, ...]:
    from compiler import files, intake  # noqa: PLC0415 - brings the engines

    outputs = intake.outputs(work.plan, work.edition, files.today(), password)
    files.publish(outputs)
    return tuple(outputs)


# --- asking ---


def _agreed() -> bool:
    """Asks on standard error. Where nobody answers, nothing is done and the command ends as one that was typed wrongly."""
    try:
        return typer.confirm("Do this?", default=False, err=True)
    except typer.Abort as nobody:
        printer.say("\nnobody answered, so nothing was written: --yes agrees beforehand, --dry-run only shows the plan")
        raise typer.Exit(int(ExitCode.USAGE)) from nobody


def _choice(row: Row) -> str:
    """Asks which of several sources a document belongs to; an empty answer leaves it."""
    printer.say(f"{row.incoming.path.name}, document {row.document}, {shortened(row.title)!r} fits alike:")
    for number, name in enumerate(row.candidates, 1):
        printer.say(f"  {number}  {name}")
    answer = str(
        typer.prompt("Which (a number, or Enter to leave it)", default="", show_default=False, err=True)
    ).strip()
    known = answer.isdecimal() and 1 <= int(answer) <= len(row.candidates)
    return row.candidates[int(answer) - 1] if known else ""


# --- telling ---


def _show(plan: Plan) -> None:
    """The plan as a table for each file, under the file's name."""
    from .tables import row, table  # noqa: PLC0415 - brings Rich

    for path in dict.fromkeys(line.incoming.path for line in plan.rows):
        made = table(
            "doc.",
            "title",
            "date",
            "words",
            "source",
            "why",
            "what is done",
            numbers=("doc.", "words"),
            whole=("date",),
        )
        for line in plan.rows:
            if line.incoming.path == path:
                number, words = (line.document, f"{line.words:,}") if line.document else ("", "")
                source = line.source or " or ".join(line.candidates)
                row(made, number, line.title, line.date, words, source, line.reason, _ACTIONS[line.action])
        printer.show(str(path), made)


def _remarks(plan: Plan, edition: Edition, *, done: bool, dry_run: bool) -> tuple[Message, ...]:
    """What the editor has still to do, or that nothing was done."""
    if not plan.changes:
        return (Message("nothing-to-do", "info", "nothing is to be done"), *_unclear(plan))
    if not done:
        why = "--dry-run" if dry_run else "you did not agree"
        return (Message("nothing-done", "info", f"nothing was changed: {why}"), *_unclear(plan))
    return (*_in_no_chapter(plan, edition), *_images(plan), *_unclear(plan))


def _in_no_chapter(plan: Plan, edition: Edition) -> list[Message]:
    chapters = {wish.source for wish in edition.chapters}
    outside = dict.fromkeys(
        row.source for row in plan.rows if row.action in {"text", "new"} and row.source not in chapters
    )
    text = "the source {!r} is in no chapter"
    hint = 'add [[chapter]] with source = "{}" to edition.toml to put it in the book'
    return [Message("source-in-no-chapter", "info", text.format(name), hint.format(name)) for name in outside]


def _images(plan: Plan) -> list[Message]:
    hint = 'add [[figure]] with id, image = "figures/{}", alt and caption to {}/source.toml'
    return [
        Message("figure-unwritten", "info", f"{row.title} is in no figure", hint.format(row.title, row.source))
        for row in plan.rows
        if row.action == "image"
    ]


def _unclear(plan: Plan) -> list[Message]:
    hint = "say which: `bayaz add FILE --source ID`"
    return [
        Message("document-unclear", "info", f"document {row.document} of {row.incoming.path.name} was left", hint)
        for row in plan.rows
        if row.action == "unclear"
    ]


def _data(work: _Work, written: tuple[Path, ...], said: tuple[Message, ...], *, done: bool) -> dict[str, Any]:
    from compiler.model.listing import message_data  # noqa: PLC0415 - not needed for help

    return {
        "collection": str(work.edition.folder),
        "done": done,
        "plan": [
            {
                "file": str(row.incoming.path),
                "sha256": row.incoming.sha256,
                "document": row.document or None,
                "title": row.title,
                "date": row.date,
                "words": row.words,
                "action": row.action,
                "source": row.source or None,
                "candidates": list(row.candidates),
                "score": row.score,
                "reason": row.reason,
            }
            for row in work.plan.rows
        ],
        "written": [path.relative_to(work.edition.folder).as_posix() for path in written],
        "messages": [message_data(message) for message in said],
    }

"""`bayaz outline`: the contents tree with pages, words and the rendition of each chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import printer
from .folder import chosen
from .kept import store_of
from .options import AsJson, Folder, Quiet, Verbose
from .progress import progress
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.pipeline import BuildResult


def outline(folder: Folder = None, as_json: AsJson = False, verbose: Verbose = False, quiet: Quiet = False) -> None:
    """Show the contents with pages and words.

    Chapters and headings, and how each source is present: in full, as a facsimile, by a brief, or not at all.
    """
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        from compiler import pipeline  # noqa: PLC0415 - brings the engines

        with progress(manner) as report:
            result = pipeline.survey(chosen(folder), pipeline.BuildOptions(store=store_of()), report)
        manner.messages(result.messages)
        if manner.json:
            _show_json(result)
        else:
            _show(result)


def _show(result: BuildResult) -> None:
    from compiler.model.outline import flat  # noqa: PLC0415 - not needed for help

    from .tables import counted, row, table  # noqa: PLC0415 - brings Rich

    tree = table("contents", "present as", "words", "page", numbers=("words", "page"))
    for entry in flat(result.contents):
        title = "  " * (entry.level - 1) + f"{entry.number} {entry.title}".strip()
        told = (entry.rendition, f"{entry.words:,}") if entry.level == 1 else ("", "")
        row(tree, title, *told, result.pages.label(entry.id) if result.pages else "")
    for entry in result.back:
        row(tree, entry.title, "", "", result.pages.label(entry.id) if result.pages else "")
    printer.show(tree, f"{counted(len(result.contents), 'chapter')}, {counted(result.words, 'word')}")


def _show_json(result: BuildResult) -> None:
    from compiler.model.listing import message_data  # noqa: PLC0415 - not needed for help

    from .tables import entry_data  # noqa: PLC0415 - as above

    printer.show_json(
        {
            "chapters": [entry_data(entry, result.pages) for entry in result.contents],
            "back": [
                {"id": e.id, "title": e.title, "page": result.pages and result.pages.label(e.id)} for e in result.back
            ],
            "words": result.words,
            "messages": [message_data(message) for message in result.messages],
        }
    )

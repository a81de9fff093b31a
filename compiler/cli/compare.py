"""`bayaz compare`: what is other in a newer edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import printer
from .options import AsJson, Quiet, Verbose
from .progress import progress
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.comparing import Change, Comparison, Passage

_WIDEST = 160
_SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="An older edition: a bag, an EPUB, or a collection.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A newer one.")],
    as_json: AsJson = False,
    verbose: Verbose = False,
    quiet: Quiet = False,
) -> None:
    """Compare two editions: sources that came, went or changed, chapters that moved, passages added, removed or reworded.

    Of a rewording the words that were taken out stand in [-…-], those that were put in in {+…+}.
    """
    manner = Manner(as_json, verbose, quiet)
    with session(manner):
        from compiler import comparison  # noqa: PLC0415 - brings the engines

        with progress(manner) as report:
            found = comparison.compare(old, new, report)
        if manner.json:
            printer.show_json(_data(found))
        elif manner.tables:
            _show(found)


def _show(found: Comparison) -> None:
    from .tables import counted, row, table  # noqa: PLC0415 - brings Rich

    if found.same:
        printer.show("the two editions say the same")
        return
    sources = table("source", "title", "", "place", "of it", numbers=())
    for one in found.sources:
        labels = ", ".join(label for label, _, _ in one.record)
        row(sources, one.id, one.title, one.fate, f"{one.before or '–'} → {one.after or '–'}", labels)
    changes = table("chapter", "", "passage", numbers=())
    for change in found.changes:
        row(changes, change.new_chapter or change.old_chapter, change.kind, _told(change))
    count = f"{counted(len(found.sources), 'source')}, {counted(len(found.changes), 'passage')} changed"
    printer.show(*([sources] if found.sources else []), *([changes] if found.changes else []), count)


def _told(change: Change) -> str:
    if change.stretches:
        text = " ".join(_SIGNS[one.fate].format(one.text) for one in change.stretches)
    else:
        text = " ¶ ".join(one.text for one in change.new or change.old)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _data(found: Comparison) -> dict[str, Any]:
    return {
        "old": {"title": found.old.title, "date": found.old.date},
        "new": {"title": found.new.title, "date": found.new.date},
        "same": found.same,
        "sources": [
            {
                "id": one.id,
                "title": one.title,
                "fate": one.fate,
                "before": one.before or None,
                "after": one.after or None,
                "record": [{"label": label, "old": was, "new": is_now} for label, was, is_now in one.record],
            }
            for one in found.sources
        ],
        "changes": [
            {
                "kind": change.kind,
                "old_chapter": change.old_chapter or None,
                "new_chapter": change.new_chapter or None,
                "old": [_passage(one) for one in change.old],
                "new": [_passage(one) for one in change.new],
                "words": [{"fate": one.fate, "text": one.text} for one in change.stretches],
            }
            for change in found.changes
        ],
    }


def _passage(passage: Passage) -> dict[str, str]:
    return {
        "id": passage.id,
        "kind": passage.kind,
        "text": passage.text,
        "language": passage.language,
        "direction": passage.direction,
    }

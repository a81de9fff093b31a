"""A progress bar on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from compiler.asking import Progress

from . import printer
from .session import Manner


@contextmanager
def progress(manner: Manner) -> Iterator[Progress]:
    """What to call with a stage's name, how much of it is done and how much there is."""
    if manner.json or manner.quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _all: None
        return
    from rich import progress as bars  # noqa: PLC0415 - slow

    columns = (bars.TextColumn("{task.description}"), bars.BarColumn(), bars.MofNCompleteColumn())
    tasks: dict[str, bars.TaskID] = {}
    with bars.Progress(*columns, console=printer.console(error=True), transient=True) as bar:

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield report


def named(name: str, report: Progress) -> Progress:
    """As `report`, with `name` before each stage."""
    return lambda stage, done, total: report(f"{name}: {stage}", done, total)

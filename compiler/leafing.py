"""Pages of a finished PDF looked at in runs: a run is looked at again only when a page in it shows something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Generic, TypeVar

from compiler.store import Store, name_of
from compiler.workers import Shared, Workers

Result = TypeVar("Result")

_LONGEST = 32
"""Pages of a run: enough that few files are kept, few enough that little is looked at again."""
_TOGETHER = 96
"""Pages that a process looks at before it opens the PDF again."""
_ENDS = frozenset("0f")
"""First figures of the digest of a page that ends a run: about each eighth, wherever it stands, so that runs are found again when
pages were put in before them."""


@dataclass(frozen=True, slots=True)
class Look(Generic[Result]):
    """A way to look at pages: `see` tells what it finds on each of those that are named (from 0) of a PDF's bytes.

    `name` tells it apart from other ways, and from the same one by other engines; `kind` is the type of what it finds in a run.
    """

    name: tuple[str, ...]
    kind: type[tuple[Result, ...]]
    see: Callable[[bytes, Sequence[int]], tuple[Result, ...]]


@dataclass(frozen=True, slots=True)
class _Task:
    """Runs to be looked at together, each with its name in the store."""

    pdf: Shared
    runs: tuple[tuple[str, tuple[int, ...]], ...]


def looked_at(
    look: Look[Result], pdf: bytes, shown: Sequence[str], pages: Sequence[int], store: Store, pool: Workers
) -> dict[int, Result]:
    """What is found on each of `pages`, by its number; `shown` are the digests of all pages (`pagewise.digests`).

    Raises what `look` raises.
    """
    found: dict[int, Result] = {}
    lacking: list[tuple[str, tuple[int, ...]]] = []
    for run in _runs(shown, pages):
        name = name_of("pages looked at", *look.name, *(shown[page] for page in run))
        kept = store.get(name, look.kind)
        if kept and len(kept) == len(run):
            found.update(zip(run, kept, strict=True))
        else:
            lacking.append((name, run))
    shared = pool.share(pdf) if lacking else None
    tasks = [_Task(shared, runs) for runs in _batches(lacking)] if shared else []
    made = pool.in_order(partial(_seen, look), tasks, keep=partial(_keep, store, look.kind))
    for task, seen in zip(tasks, made, strict=True):
        for (_, run), one in zip(task.runs, seen, strict=True):
            found.update(zip(run, one, strict=True))
    return found


def _batches(
    runs: Sequence[tuple[str, tuple[int, ...]]],
) -> Iterator[tuple[tuple[str, tuple[int, ...]], ...]]:
    """Runs that are looked at together, so that a process seldom opens the PDF."""
    batch: list[tuple[str, tuple[int, ...]]] = []
    count = 0
    for run in runs:
        batch.append(run)
        count += len(run[1])
        if count >= _TOGETHER:
            yield tuple(batch)
            batch, count = [], 0
    if batch:
        yield tuple(batch)


def _runs(shown: Sequence[str], pages: Sequence[int]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for page in pages:
        run.append(page)
        if shown[page][0] in _ENDS or len(run) == _LONGEST:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _seen(look: Look[Result], task: _Task) -> tuple[tuple[Result, ...], ...]:
    """What is found in each run of the task."""
    found = iter(look.see(task.pdf.bytes(), tuple(page for _, run in task.runs for page in run)))
    return tuple(tuple(islice(found, len(run))) for _, run in task.runs)


def _keep(
    store: Store, kind: type[tuple[Result, ...]], task: _Task, found: tuple[tuple[Result, ...], ...]
) -> tuple[tuple[Result, ...], ...]:
    for (name, _), one in zip(task.runs, found, strict=True):
        store.put(name, one, kind)
    return found

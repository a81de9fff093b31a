"""Pages of a finished PDF looked at in runs: a run is looked at again only when a page in it shows something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from compiler.store import Store, name_of
from compiler.workers import Shared, Workers

Result = TypeVar("Result")

_LONGEST = 32
"""Pages of a run: enough that few files are kept, few enough that little is looked at again."""
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
    name: str
    pdf: Shared
    pages: tuple[int, ...]


def looked_at(
    look: Look[Result], pdf: bytes, shown: Sequence[str], pages: Sequence[int], store: Store, pool: Workers
) -> dict[int, Result]:
    """What is found on each of `pages`, by its number; `shown` are the digests of all pages (`pagewise.digests`).

    Raises what `look` raises.
    """
    found: dict[int, Result] = {}
    tasks: list[_Task] = []
    for run in _runs(shown, pages):
        name = name_of("pages looked at", *look.name, *(shown[page] for page in run))
        kept = store.get(name, look.kind)
        if kept and len(kept) == len(run):
            found.update(zip(run, kept, strict=True))
        else:
            tasks.append(_Task(name, pool.share(pdf), run))
    made = pool.in_order(partial(_seen, look), tasks, keep=partial(_keep, store, look.kind))
    for task, one in zip(tasks, made, strict=True):
        found.update(zip(task.pages, one, strict=True))
    return found


def _runs(shown: Sequence[str], pages: Sequence[int]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for page in pages:
        run.append(page)
        if shown[page][0] in _ENDS or len(run) == _LONGEST:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _seen(look: Look[Result], task: _Task) -> tuple[Result, ...]:
    return look.see(task.pdf.bytes(), task.pages)


def _keep(store: Store, kind: type[tuple[Result, ...]], task: _Task, found: tuple[Result, ...]) -> tuple[Result, ...]:
    store.put(task.name, found, kind)
    return found

"""Ordered parallel map: in this process or in a pool of them, behind one interface; pure code does not know which."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from compiler.messages import MachineError

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Task], Result], tasks: Sequence[Task], processes: int | None = None) -> Iterator[Result]:
    """`work` of each task, in the order of the tasks, as soon as each is there.

    `work` must be importable and pure (a `partial` with what all tasks share is sent once to each process); what it raises is
    raised here. Processes are spawned, not forked: libraries that draw text keep threads and locks that a fork would copy
    half-way. A process that dies is a `MachineError`.
    """
    count = min(processes or cores(), len(tasks))
    if count <= 1:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _remember, (work,)) as pool:
        try:
            yield from pool.map(_do, tasks)
        except BrokenProcessPool as error:
            text = "a process that laid out pages was ended from outside, perhaps for want of memory"
            raise MachineError.of(
                "worker-lost", text, hint="close other programs, or build fewer chapters at once"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_WORK: list[Callable[[Any], Any]] = []
"""What a process of the pool does, set once when it starts."""


def _remember(work: Callable[[Any], Any]) -> None:
    _WORK[:] = [work]


def _do(task: Any) -> Any:
    return _WORK[0](task)

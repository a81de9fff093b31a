"""Ordered parallel map: in this process, in a pool of them, or elsewhere, behind one interface; pure code does not know which."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from compiler.messages import MachineError, Message

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2
"""Tasks that wait for each process: enough that none is idle, few enough that they take no memory."""
_REMEMBERED = 48
"""Shared files that a process keeps in memory: the fonts of a book, which every task needs, stay among them."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Task], Result], tasks: Sequence[Task], processes: int | None = None) -> Iterator[Result]:
    """As `Pool.in_order`, with a pool for this alone."""
    with Pool(processes) as pool:
        yield from pool.in_order(work, tasks)


@dataclass(frozen=True, slots=True)
class Shared:
    """Bytes that many tasks need: sent to no process, but read by each where they lie."""

    digest: str
    path: str = ""
    data: bytes = field(default=b"", repr=False)

    def bytes(self) -> bytes:
        return _read(self.path, self.digest) if self.path else self.data


@lru_cache(_REMEMBERED)
def _read(path: str, _digest: str) -> bytes:
    return Path(path).read_bytes()


class Workers(Protocol):
    """What works on tasks: processes of this machine (`Pool`), or of others (`cluster.Cluster`)."""

    @property
    def started(self) -> bool:
        """True if its processes are there already."""

    def begin(self, ready: Callable[[], object]) -> None:
        """Has processes begin, and do `ready` first, while the one that asks prepares tasks for them. `ready` must be importable."""

    def share(self, data: bytes) -> Shared:
        """`data` as many tasks may hold it: the same bytes are brought once."""

    def in_order(
        self,
        work: Callable[[Task], Result],
        tasks: Sequence[Task],
        name: Callable[[Task], str] = ...,
        keep: Callable[[Task, Result], Result] | None = None,
    ) -> Iterator[Result]:
        """`work` of each task, in the order of the tasks, as soon as each is there.

        `work` must be importable and pure, so it knows no store, which other machines may not have: `keep`, importable too, is called
        on this machine with each task and its result as soon as it is there, whatever becomes of the tasks before it. What it returns
        is handed on, so that what it put away is not held in memory.

        What `work` raises is raised here. A process that dies is replaced, and what it did is tried once more, alone. Where that
        fails too, all others are done first, then a `MachineError` (`worker-lost`) names (by `name`) what it was.
        """


class Shelf:
    """A folder of bytes that tasks share, each by its SHA-256, for as long as there is a pool."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def put(self, data: bytes) -> Shared:
        """`data` as a file; the same bytes lie there once. Where the disk is full they are sent with each task."""
        digest = hashlib.sha256(data).hexdigest()
        try:
            self._folder = self._folder or TemporaryDirectory(prefix="bayaz-")
            path = Path(self._folder.name, digest)
            if not path.exists():
                aside = path.with_suffix(".part")
                aside.write_bytes(data)
                aside.replace(path)
            return Shared(digest, str(path))
        except OSError:
            return Shared(digest, data=data)

    def clear(self) -> None:
        if self._folder:
            self._folder.cleanup()
            self._folder = None


@dataclass
class Run(Generic[Task, Result]):
    """Tasks under way: results that nobody has taken yet, how many were taken, and the numbers of tasks that ended two processes."""

    work: Callable[[Task], Result]
    tasks: Sequence[Task]
    done: dict[int, Result] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    taken: int = 0

    def left(self) -> list[int]:
        return [n for n in range(self.taken, len(self.tasks)) if n not in self.done and n not in self.lost]

    def take(self) -> Iterator[Result]:
        """The results that come next, as far as they are there."""
        while self.taken in self.done:
            yield self.done.pop(self.taken)
            self.taken += 1


class Pool:
    """Processes that stay for one build after another. Use it as a context; it starts them when there is something to do.

    Processes are spawned, not forked: libraries that draw text keep threads and locks that a fork would copy half-way.
    """

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or cores()
        self._executor: ProcessPoolExecutor | None = None
        self._shelf = Shelf()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._end()
        self._shelf.clear()

    @property
    def started(self) -> bool:
        """True if its processes are there already."""
        return self._executor is not None

    def begin(self, ready: Callable[[], object]) -> None:
        """As `Workers.begin`, if they have not begun; where there is to be one process, this one is it."""
        if self.processes <= 1 or self.started:
            return
        try:
            for _ in range(self.processes):
                self._submit(_call, ready)
        except BrokenProcessPool:
            self._end()  # one died at once; the first task begins others

    def share(self, data: bytes) -> Shared:
        """`data` where every process finds it."""
        return self._shelf.put(data) if self.processes > 1 else Shared(hashlib.sha256(data).hexdigest(), data=data)

    def in_order(
        self,
        work: Callable[[Task], Result],
        tasks: Sequence[Task],
        name: Callable[[Task], str] = lambda _: "",
        keep: Callable[[Task, Result], Result] | None = None,
    ) -> Iterator[Result]:
        """As `Workers.in_order`; each process keeps what it made."""
        work = partial(_made, work, keep) if keep else work
        # A task alone is not worth starting a process, but where one is there it takes the memory too.
        if self.processes <= 1 or (len(tasks) <= 1 and not self.started):
            yield from map(work, tasks)
            return
        run = Run(work, tasks)
        while run.left():
            for _ in self._all(run):
                yield from run.take()
        yield from run.take()
        if run.lost:
            raise MachineError(lost(name(tasks[n])) for n in sorted(run.lost))

    def _all(self, run: Run[Task, Result]) -> Iterator[None]:
        """Does what is left, in all processes; what was under way when one died, alone."""
        waiting, flying = run.left(), dict[int, Future[Result]]()
        try:
            while waiting or flying:
                while waiting and len(flying) < self.processes * _AHEAD:
                    number = waiting.pop(0)
                    flying[number] = self._submit(run.work, run.tasks[number])
                wait(flying.values(), return_when=FIRST_COMPLETED)
                for number in [n for n, one in flying.items() if one.done()]:
                    run.done[number] = flying[number].result()
                    del flying[number]
                yield
        except BrokenProcessPool:
            self._end()
            # Those that were done when another died are kept.
            for number in [
                n for n, one in flying.items() if one.done() and not one.cancelled() and not one.exception()
            ]:
                run.done[number] = flying.pop(number).result()
            for number in sorted(flying):
                self._alone(run, number)
                yield
        except GeneratorExit:
            # Nobody asks for more, which is no fault of the processes.
            for one in flying.values():
                one.cancel()
            raise
        except BaseException:
            self._end()
            raise

    def _alone(self, run: Run[Task, Result], number: int) -> None:
        try:
            run.done[number] = self._submit(run.work, run.tasks[number]).result()
        except BrokenProcessPool:
            self._end()
            run.lost.add(number)

    def _submit(self, work: Callable[[Task], Result], task: Task) -> Future[Result]:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self.processes, multiprocessing.get_context("spawn"), _begin)
        return self._executor.submit(work, task)

    def _end(self) -> None:
        if self._executor:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _call(ready: Callable[[], object]) -> None:
    ready()


def _begin() -> None:
    """A process of the pool leaves Ctrl-C to the one that started it."""
    import signal  # noqa: PLC0415 - not needed elsewhere

    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _made(work: Callable[[Task], Result], keep: Callable[[Task, Result], Result], task: Task) -> Result:
    return keep(task, work(task))


def lost(name: str) -> Message:
    """What is said of a task that ended two processes."""
    what = f"while it laid out “{name}”" if name else "at its work"
    text = f"a process was ended from outside {what}, twice; perhaps for want of memory"
    hint = "close other programs, or make that chapter or its pictures smaller; all others are kept"
    return Message("worker-lost", "error", text, hint)

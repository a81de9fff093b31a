"""Who is at what: the workers of a cluster with what they hold, and the tasks of a run among them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from compiler.workers import Run

if TYPE_CHECKING:
    from distributed import Future

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2
"""Tasks that a worker is given at once: one that it is at, and one that waits, so that it is never idle."""
_REMEMBERED = 256 * 2**20
"""Bytes of shared files that a worker keeps from one run of tasks to the next: the fonts of many books."""


@dataclass(eq=False)
class Seat:
    """A worker: what it holds, by SHA-256, the last used at the end, with sizes, and the numbers of the tasks that it is at."""

    address: str
    held: dict[str, tuple[Future, int]] = field(default_factory=dict)
    given: set[int] = field(default_factory=set)

    def holds(self, digest: str) -> bool:
        """True if it has these bytes still: one that was started again has none."""
        if digest in self.held and self.held[digest][0].status != "finished":
            del self.held[digest]
        if digest in self.held:
            self.held[digest] = self.held.pop(digest)
        return digest in self.held

    def forget(self) -> None:
        """Lets go of what was not used for the longest time, as far as it is too much."""
        total = sum(size for _, size in self.held.values())
        for digest, (_, size) in list(self.held.items()):
            if total <= _REMEMBERED:
                return
            del self.held[digest]
            total -= size


@dataclass
class Shift(Generic[Task, Result]):
    """A run on the cluster: tasks that nobody is at, those that lost their worker once, and where each of the others is."""

    run: Run[Task, Result]
    keep: Callable[[Task, Result], Result] | None
    waiting: deque[int]
    again: deque[int] = field(default_factory=deque)
    struck: set[int] = field(default_factory=set)
    flying: dict[int, tuple[Seat, Future]] = field(default_factory=dict)

    def next_for(self, seat: Seat) -> int | None:
        """What `seat` may be given now: one that lost its worker only alone, so that it is known who ended the next."""
        if self.struck & seat.given or (self.again and seat.given):
            return None
        if self.again:
            return self.again.popleft()
        return self.waiting.popleft() if self.waiting and len(seat.given) < _AHEAD else None

    def take_off(self, number: int) -> Future:
        seat, future = self.flying.pop(number)
        seat.given.discard(number)
        return future

    def done(self, number: int, result: Result) -> None:
        self.run.done[number] = self.keep(self.run.tasks[number], result) if self.keep else result

    def strike(self, number: int) -> None:
        """Its worker is gone: once more, unless that happened before."""
        if number in self.struck:
            self.run.lost.add(number)
        else:
            self.struck.add(number)
            self.again.append(number)

"""The workers of a cluster as a pool: each is compared with this machine, brought what it needs once, and replaced when it dies."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from compiler import versions
from compiler.messages import MachineError, Message
from compiler.workers import Run, Shared, Shelf, lost

from . import connecting, sameness
from .parcels import packed, worked
from .shifts import Seat, Shift

if TYPE_CHECKING:
    from distributed import Client, Future

Task = TypeVar("Task")
Result = TypeVar("Result")

_GLANCE = 0.5
"""Seconds between looks at who is there."""
_PATIENCE = 20
"""Seconds that a build waits where there is no worker: one that is started again takes a few."""


class Cluster:
    """The workers of the Dask scheduler at `address`. Use it as a context.

    Entering raises `MachineError` where `distributed` is not installed, nobody answers, no worker is there, or one of them has other
    versions than this machine. One that comes later with others is given nothing.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._client: Client | None = None
        self._shelf = Shelf()
        self._seats: dict[str, Seat] = {}
        self._refused: set[str] = set()
        self._looked = 0.0

    def __enter__(self) -> Self:
        self._client = connecting.connected(self.address)
        try:
            self._begin()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._end()

    @property
    def started(self) -> bool:
        return True

    def begin(self, ready: Callable[[], object]) -> None:
        """Workers have begun already."""

    def share(self, data: bytes) -> Shared:
        """As `Workers.share`; it is sent to a worker with the first task there that needs it."""
        return self._shelf.put(data)

    def in_order(
        self,
        work: Callable[[Task], Result],
        tasks: Sequence[Task],
        name: Callable[[Task], str] = lambda _: "",
        keep: Callable[[Task, Result], Result] | None = None,
    ) -> Iterator[Result]:
        """As `Workers.in_order`. Raises `MachineError` too where the scheduler goes away, or the last worker."""
        shift = Shift(Run(work, tasks), keep, deque(range(len(tasks))))
        try:
            while shift.run.left():
                self._look()
                self._hand_out(shift)
                self._collect(shift)
                yield from shift.run.take()
        except MachineError as fault:
            raise MachineError((*self._lost(shift, name), *fault.messages)) from fault
        finally:
            self._leave(shift)
        yield from shift.run.take()
        if shift.run.lost:
            raise MachineError(self._lost(shift, name))

    # --- who is there ---

    def _begin(self) -> None:
        """Takes in the workers that there are. Raises `MachineError` if there are none, or others than this machine."""
        end = monotonic() + _PATIENCE
        while not (addresses := connecting.workers(self._open, self.address)):
            if monotonic() > end:
                raise connecting.empty(self.address)
            sleep(_GLANCE)
        wrong = sameness.different(sameness.here(), self._told(addresses))
        if wrong:
            raise MachineError((wrong,))
        self._seats = {address: Seat(address) for address in addresses}

    def _look(self, *, at_once: bool = False) -> None:
        """Sees who has gone, and who is new."""
        if not at_once and monotonic() < self._looked + _GLANCE:
            return
        there = connecting.workers(self._open, self.address)
        self._seats = {address: seat for address, seat in self._seats.items() if address in there}
        self._refused &= set(there)
        new = [address for address in there if address not in self._seats and address not in self._refused]
        for address, told in self._told(new).items():
            if sameness.different(sameness.here(), {address: told}):
                self._refused.add(address)
            else:
                self._seats[address] = Seat(address)
        self._looked = monotonic()

    def _told(self, addresses: Sequence[str]) -> dict[str, dict[str, str]]:
        """What each worker works with; nothing where it has no Bayaz that could tell. Who has gone meanwhile is none."""
        if not addresses:
            return {}
        try:
            asked = self._open.run(versions.told, sameness.distributions(), workers=list(addresses), on_error="return")
        except OSError as fault:
            raise connecting.gone(self.address) from fault
        return {
            address: told if isinstance(told, dict) else {}
            for address, told in sorted(asked.items())
            if not isinstance(told, OSError)
        }

    # --- what they do ---

    def _hand_out(self, shift: Shift[Any, Any]) -> None:
        """Gives everyone something to do, the least busy first."""
        free = deque(sorted(self._seats.values(), key=lambda seat: len(seat.given)))
        while free:
            seat = free.popleft()
            number = shift.next_for(seat)
            if number is not None and self._give(shift, seat, number):
                free.append(seat)

    def _give(self, shift: Shift[Any, Any], seat: Seat, number: int) -> bool:
        """Sends a task to a worker, with what it lacks for it; False if the worker has gone."""
        body, shared = packed(shift.run.work, shift.run.tasks[number])
        try:
            self._bring(seat, shared)
        except (OSError, KeyError, TimeoutError):
            self._seats.pop(seat.address, None)
            (shift.again if number in shift.struck else shift.waiting).appendleft(number)
            return False
        held = [seat.held[digest][0] for digest in shared]
        future = self._open.submit(
            worked, body, tuple(shared), *held, workers=[seat.address], allow_other_workers=False, pure=False
        )
        shift.flying[number] = seat, future
        seat.given.add(number)
        return True

    def _bring(self, seat: Seat, shared: dict[str, Shared]) -> None:
        """Has a worker hold these bytes, under a key that is its own, so that Dask moves them to no other."""
        lacking = {digest: one for digest, one in shared.items() if not seat.holds(digest)}
        if not lacking:
            return
        bodies = {digest: Path(one.path).read_bytes() if one.path else one.data for digest, one in lacking.items()}
        keys = {digest: f"bayaz-{digest}-{self._open.id}-{seat.address}" for digest in lacking}
        futures = self._open.scatter({keys[digest]: bodies[digest] for digest in lacking}, workers=[seat.address])
        seat.held |= {digest: (futures[keys[digest]], len(bodies[digest])) for digest in lacking}

    def _collect(self, shift: Shift[Any, Any]) -> None:
        """Waits for a result, or for a while, and takes what is there, or will never be."""
        from distributed import CancelledError, wait  # noqa: PLC0415 - an optional extra

        if shift.flying:
            with suppress(TimeoutError, CancelledError), self._open.as_current():
                wait([future for _, future in shift.flying.values()], timeout=_GLANCE, return_when="FIRST_COMPLETED")
        else:
            self._wait_for_a_seat()
        for number, (seat, future) in list(shift.flying.items()):
            here = self._seats.get(seat.address) is seat
            if future.status != "pending" or not here:
                self._settle(shift, number)

    def _wait_for_a_seat(self) -> None:
        """Where nobody is left to work. Raises `MachineError` if nobody comes."""
        end = monotonic() + _PATIENCE
        while not self._seats:
            if monotonic() > end:
                raise connecting.empty(self.address)
            sleep(_GLANCE)
            self._look()

    def _settle(self, shift: Shift[Any, Any], number: int) -> None:
        """Takes the result of a task, raises its error, or has it tried again where its worker has gone."""
        from distributed import KilledWorker  # noqa: PLC0415 - an optional extra

        seat, future = shift.flying[number]
        fault = future.exception() if future.status == "error" else None
        if fault and not isinstance(fault, KilledWorker):
            raise fault
        there, result = self._fetched(seat, future) if future.status == "finished" else (False, None)
        if not there:
            # Whoever was started again at the same address has nothing of what was brought.
            self._seats.pop(seat.address, None)
            self._look(at_once=True)
        shift.take_off(number).release()
        if there:
            shift.done(number, result)
        else:
            shift.strike(number)

    def _fetched(self, seat: Seat, future: Future) -> tuple[bool, Any]:
        """True and the result of what is finished; False if its worker went away with it."""
        from distributed import CancelledError  # noqa: PLC0415 - an optional extra

        # Asked once, however long it takes: to ask again would be to begin again.
        coming = asyncio.run_coroutine_threadsafe(
            self._open.gather(future, asynchronous=True), self._open.loop.asyncio_loop
        )
        while self._seats.get(seat.address) is seat:
            try:
                return True, coming.result(timeout=_GLANCE)
            except (TimeoutError, CancelledError, OSError):
                if coming.done():
                    break
                self._look(at_once=True)
        coming.cancel()
        return False, None

    def _leave(self, shift: Shift[Any, Any]) -> None:
        """Nobody goes on with what is not wanted any more."""
        with suppress(Exception):  # the scheduler may be gone
            self._open.cancel([future for _, future in shift.flying.values()])
        for seat in self._seats.values():
            seat.given.clear()
            seat.forget()

    @staticmethod
    def _lost(shift: Shift[Any, Any], name: Callable[[Any], str]) -> tuple[Message, ...]:
        hint = "give the workers more memory, or make that chapter or its pictures smaller; all others are kept"
        return tuple(replace(lost(name(shift.run.tasks[n])), hint=hint) for n in sorted(shift.run.lost))

    # --- the connection ---

    @property
    def _open(self) -> Client:
        if self._client is None:
            raise connecting.gone(self.address)
        return self._client

    def _end(self) -> None:
        self._seats.clear()
        if self._client:
            with suppress(Exception):  # the scheduler may be gone
                self._client.close(timeout=_GLANCE)
            self._client = None
        self._shelf.clear()

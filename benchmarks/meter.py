"""What a command costs: wall time, processor time and memory of itself and of all processes that it starts."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.25
"""Seconds between two looks at the memory; a tenth of it in the first second, for commands that are done in one."""
SHARE = 50
"""The longer a look took, the later the next: it takes a fiftieth of a processor at most."""
_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER (prctl(2)): processes that lose their parent become ours, so that their time is told too."""
_KB = 1024


class FailedError(Exception):
    """The command ended with a code or was stopped; the text says which, and what it wrote last."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and processor time (user and system), and bytes of memory at their peak.

    `largest` is the largest resident set of any one process, by the kernel's own high-water mark; `together` is the sum of the
    proportional sets (PSS) of all, in which pages that several share count once, as it was seen a few times a second.
    """

    wall: float
    processor: float
    largest: int
    together: int


class Peaks:
    """The highest that was seen of the processes below this one, but for those that were there before: of each, and of all at once."""

    def __init__(self, before: frozenset[int]) -> None:
        self._before = before
        self._took = 0.0
        self.largest = 0
        self.together = 0

    def pause(self, age: float) -> float:
        """Seconds until the next look at a command that has run for `age` seconds."""
        return max(PAUSE if age > 1 else PAUSE / 10, SHARE * self._took)

    def look(self) -> None:
        """Looks at every process."""
        begin = time.thread_time()
        sizes = [_sizes(pid) for pid in below(os.getpid(), parents()) - self._before]
        self.largest = max((self.largest, *(high for high, _ in sizes)))
        self.together = max(self.together, sum(shared for _, shared in sizes))
        self._took = time.thread_time() - begin


def measured(command: Sequence[str], log: Path, env: Mapping[str, str], limit: float = 3600) -> Cost:
    """Runs `command` to its end; what it writes goes into `log`. Raises `FailedError` if it fails or takes over `limit` seconds."""
    _adopt(True)
    before = frozenset(below(os.getpid(), parents()))
    peaks, ended = Peaks(before), threading.Event()
    with log.open("wb") as out:
        begin = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=dict(env), start_new_session=True
        )
    waiter = _Waiter(process.pid, ended)
    waiter.start()
    try:
        while not ended.wait(peaks.pause(time.perf_counter() - begin)):
            peaks.look()
            if time.perf_counter() - begin > limit:
                _kill(process.pid)
    finally:  # whoever interrupts us ends the command too
        if not ended.is_set():
            _kill(process.pid)
        waiter.join()
    process.returncode = waiter.code
    seconds = waiter.seconds + _left(process.pid, before)
    _adopt(False)
    if waiter.code:
        raise FailedError(f"ended with {waiter.code}: {_last(log)}")
    return Cost(waiter.end - begin, seconds, peaks.largest or waiter.largest, peaks.together)


class _Waiter(threading.Thread):
    """Waits for the command, so that its end is known to the moment while others look at its memory."""

    def __init__(self, pid: int, ended: threading.Event) -> None:
        super().__init__(daemon=True)
        self._pid, self._ended = pid, ended
        self.end, self.seconds, self.largest, self.code = 0.0, 0.0, 0, 0

    def run(self) -> None:
        _, status, used = os.wait4(self._pid, 0)
        self.end = time.perf_counter()
        # The time of processes that it waited for is in it.
        self.seconds = used.ru_utime + used.ru_stime
        self.largest = used.ru_maxrss * (1 if sys.platform == "darwin" else _KB)
        self.code = os.waitstatus_to_exitcode(status)
        self._ended.set()


def _left(group: int, before: frozenset[int]) -> float:
    """Ends what the command left behind, and tells its processor time."""
    _kill(group)
    seconds = 0.0
    while left := below(os.getpid(), parents()) - before:
        seconds += sum(map(_ended, left))
    return seconds


def _kill(group: int) -> None:
    """Ends a group of processes; it may have ended by itself, and be ending now."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _ended(pid: int) -> float:
    """Ends a process. Its processor time if it is our child; whoever else it belongs to is ended too, and leaves it to us."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        _, _, used = os.wait4(pid, 0)
        return used.ru_utime + used.ru_stime
    return 0.0


def _adopt(wanted: bool) -> None:
    """Whether processes that lose their parent become children of this one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, int(wanted), 0, 0, 0)


def parents() -> dict[int, int]:
    """The parent of every process of this machine; empty where there is no /proc."""
    return dict(_parents())


def _parents() -> Iterator[tuple[int, int]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            # The name of the program stands in parentheses, and may hold any sign.
            yield int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])


def below(root: int, parent: Mapping[int, int]) -> set[int]:
    """All that descend from `root`."""
    found: set[int] = set()
    new = {root}
    while new:
        new = {pid for pid, its in parent.items() if its in new} - found
        found |= new
    return found


def _sizes(pid: int) -> tuple[int, int]:
    """High-water mark and proportional set of a process in bytes; 0 where it has ended."""
    with suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text()
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return field(status, "VmHWM"), field(rollup, "Pss")
    return 0, 0


def field(text: str, name: str) -> int:
    """The bytes that a line of /proc tells in kilobytes; 0 where it has none of that name."""
    for line in text.splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * _KB
    return 0


def _last(log: Path) -> str:
    """What a command that failed wrote last: its errors, where it names them so."""
    lines = [line.strip() for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    named = [line for line in lines if line.startswith("error ")]
    return " / ".join(named or lines)[-300:]

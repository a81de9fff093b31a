"""A Dask scheduler and two workers on this machine, as docs/cluster.md starts them, while a subject is measured."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from .meter import FailedError
from .subjects import environment, scheduler_file

WORKERS = 2
_STARTS = 90.0
"""Seconds after which a scheduler or worker will not start any more."""
_THERE = f"from distributed import Client; import sys; Client(scheduler_file=sys.argv[1]).wait_for_workers({WORKERS})"


@contextmanager
def running(folder: Path) -> Iterator[None]:
    """A scheduler with fresh workers that are there. Raises `FailedError` if they do not come."""
    told, local = scheduler_file(folder), ["--host", "127.0.0.1", "--no-dashboard"]
    told.unlink(missing_ok=True)
    with ExitStack() as stack:
        stack.enter_context(_program("dask_scheduler", *local, "--port", "0", "--scheduler-file", str(told)))
        many = ("--nworkers", str(WORKERS), "--nthreads", "1", "--local-directory", str(folder))
        stack.enter_context(_program("dask_worker", "--scheduler-file", str(told), *local, *many))
        try:
            subprocess.run(  # noqa: S603 - our own
                [sys.executable, "-c", _THERE, str(told)],
                env=environment(),
                timeout=_STARTS,
                check=True,
                capture_output=True,
            )
        except subprocess.SubprocessError as fault:
            raise FailedError(f"no Dask workers: {fault}") from fault
        yield


@contextmanager
def _program(name: str, *arguments: str) -> Iterator[None]:
    command = [sys.executable, "-m", f"distributed.cli.{name}", *arguments]
    process = subprocess.Popen(  # noqa: S603 - our own
        command, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

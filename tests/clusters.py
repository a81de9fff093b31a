"""A Dask scheduler and workers on this machine, as `docs/cluster.md` starts them, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count as numbers
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from compiler.cluster.connecting import connected
from tests.conftest import ROOT

_NAMES = numbers()
"""Tells workers apart from those that a nanny starts again meanwhile."""
_LONGEST = 90
"""Seconds after which a program will not start any more, however busy the machine is."""


@contextmanager
def scheduler(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler's address and process."""
    told = folder / "scheduler.json"
    arguments = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told), *options)
    with _program("dask_scheduler", *arguments) as process:
        yield _address(told), process


@contextmanager
def workers(
    address: str, count: int = 1, *options: str, first: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """So many worker processes beside those that are there, once the scheduler knows them; modules in `first` go before all others."""
    name = f"own-{next(_NAMES)}-"
    env = {"PYTHONPATH": f"{first}{os.pathsep}{ROOT}"} if first else {}
    arguments = ("--nworkers", str(count), "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard", "--name", name)
    with (
        connected(address) as client,
        _program("dask_worker", address, *arguments, *options, env=env, at=first or ROOT) as process,
    ):
        _until(lambda: sum(name in one for one in _named(client)) == count)
        yield process


def _named(client: Any) -> list[str]:
    return [str(one["name"]) for one in client.scheduler_info()["workers"].values()]


@contextmanager
def _program(
    name: str, *arguments: str, env: Mapping[str, str] | None = None, at: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{name}", *arguments],
        cwd=at,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(told: Path) -> str:
    _until(lambda: told.exists() and told.read_text("utf-8").endswith("}"))
    return str(json.loads(told.read_text("utf-8"))["address"])


def _until(there: Callable[[], bool]) -> None:
    end = monotonic() + _LONGEST
    while not there():
        if monotonic() > end:
            raise TimeoutError("it did not start")
        sleep(0.05)

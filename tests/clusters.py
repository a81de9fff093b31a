"""A Dask scheduler and workers on this machine, as `docs/cluster.md` starts them, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from tests.conftest import ROOT

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
    from distributed import Client  # noqa: PLC0415 - an optional extra

    env = {"PYTHONPATH": f"{first}{os.pathsep}{ROOT}"} if first else {}
    arguments = (
        address,
        "--nworkers",
        str(count),
        "--nthreads",
        "1",
        "--host",
        "127.0.0.1",
        "--no-dashboard",
        *options,
    )
    with Client(address, set_as_default=False) as client:
        before = len(client.scheduler_info()["workers"])
        with _program("dask_worker", *arguments, env=env, at=first or ROOT) as process:
            client.wait_for_workers(before + count, timeout=_LONGEST)
            yield process


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
    end = monotonic() + _LONGEST
    while monotonic() < end:
        try:
            return str(json.loads(told.read_text("utf-8"))["address"])
        except (OSError, ValueError):
            sleep(0.05)
    raise TimeoutError("the scheduler did not start")

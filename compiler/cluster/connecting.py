"""The way to a cluster's scheduler, and every fault of it as a message."""

from __future__ import annotations

import logging
import socket
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from compiler.messages import MachineError

if TYPE_CHECKING:
    from distributed import Client

_SCHEMES = ("tcp", "tls")
_PATIENCE = 10
"""Seconds after which nobody answers."""
_LOUD = ("distributed", "distributed.client", "distributed.core", "tornado.application")
"""What logs to the terminal that which our messages say."""


def connected(address: str) -> Client:
    """A client of the scheduler at `address`. Raises `MachineError` where there is none, or no way to it."""
    host, port = _place(address)
    client_of = _distributed()
    try:
        socket.create_connection((host, port), _PATIENCE).close()
    except OSError as fault:
        raise MachineError.of(
            "cluster-unreachable",
            f"nobody answers at {address}: {_reason(fault)}",
            hint="start a scheduler there (`dask scheduler`), or look at the address that it tells when it starts",
        ) from fault
    try:
        return _greeted(client_of, address)
    except Exception as fault:  # whatever it is, there is no way to the scheduler
        tls = "; for tls:// certificates must be named in Dask's configuration (docs/cluster.md)"
        raise MachineError.of(
            "cluster-unreachable",
            f"no connection to a Dask scheduler at {address}: {_reason(fault)}",
            hint=f"look at the address and at the scheduler's own log{tls if address.startswith('tls') else ''}",
        ) from fault


def _greeted(client_of: Any, address: str, tries: int = 3) -> Client:
    try:
        with warnings.catch_warnings():
            # Versions that differ are told by `sameness`.
            warnings.simplefilter("ignore")
            return client_of(address, timeout=_PATIENCE, name="bayaz", set_as_default=False)
    except AssertionError:
        # The client takes the scheduler's first word for its only one; a busy scheduler may say two at once.
        if tries <= 1:
            raise
        return _greeted(client_of, address, tries - 1)


def _place(address: str) -> tuple[str, int]:
    """Host and port. Raises `MachineError` where they are not told."""
    try:
        parts = urlsplit(address)
        place = parts.hostname or "", parts.port or 0
    except ValueError:
        place, parts = ("", 0), urlsplit("")
    if parts.scheme not in _SCHEMES or not all(place) or parts.path.strip("/") or parts.query or parts.username:
        text = f"{address!r} is no address of a scheduler"
        raise MachineError.of("cluster-address", text, hint="write it as tcp://host:8786, or tls://host:8786")
    return place


def _distributed() -> Any:
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra
    except ImportError as fault:
        text = f"a cluster needs the package “distributed”, which cannot be loaded here: {_reason(fault)}"
        raise MachineError.of("cluster-missing", text, hint="pip install 'bayaz[cluster]'") from fault
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return Client


def workers(client: Client, address: str) -> list[str]:
    """The addresses of all workers. Raises what `gone` returns."""
    if client.status != "running":
        raise gone(address)
    try:
        facts: Mapping[str, Any] = client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=_PATIENCE)
    except (OSError, AttributeError, RuntimeError) as fault:
        raise gone(address) from fault
    return sorted(facts["workers"])


def gone(address: str) -> MachineError:
    """The scheduler does not answer any more."""
    return MachineError.of(
        "cluster-gone",
        f"the scheduler at {address} is not there any more; nothing was written",
        hint="start it again and build again; chapters that were laid out are kept",
    )


def empty(address: str) -> MachineError:
    """There is nobody to work."""
    return MachineError.of(
        "cluster-empty",
        f"the scheduler at {address} has no workers",
        hint=f"start some: `dask worker {address} --nworkers 2 --nthreads 1`",
    )


def _reason(fault: BaseException) -> str:
    said = str(fault).strip().splitlines()
    return said[0].rstrip(".:") if said else type(fault).__name__

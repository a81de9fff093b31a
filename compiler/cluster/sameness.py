"""Whether the workers of a cluster are as this machine: only then their pages are the same to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata

from compiler import versions
from compiler.messages import Message

Told = Mapping[str, str]
"""What a machine works with, by name."""
_NAMED = 3
"""Workers that a message names; of the others it says how many."""
_SHOWN = 8
"""Differences that a message shows, as above."""


def here() -> dict[str, str]:
    """What this machine works with."""
    return versions.told(distributions())


@cache
def distributions() -> tuple[str, ...]:
    """Whatever has a part in a reading, a page or a connection: what Bayaz needs to run, with what that needs, and `distributed`."""
    found: set[str] = {*versions.PRINTING, "distributed"}
    left = ["bayaz"]
    while left:
        needed = _needs(left.pop()) - found
        found |= needed
        left += needed
    return tuple(sorted(found - {"bayaz"}))


def _needs(name: str) -> set[str]:
    """The distributions that this one needs, without its extras."""
    try:
        required = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return set()
    heads = (re.match(r"[\w.-]+", one) for one in required if not re.search(r"\bextra\s*==", one))
    return {re.sub(r"[-_.]+", "-", head[0]).lower() for head in heads if head}


def different(ours: Told, theirs: Mapping[str, Told]) -> Message | None:
    """What to say where a worker (by its address) has something else than this machine; None where all are the same."""
    found: dict[tuple[str, str], list[str]] = {}
    for address, told in theirs.items():
        for name in sorted(ours.keys() | told.keys() if told else {versions.BAYAZ}):
            if ours.get(name) != told.get(name):
                found.setdefault((name, told.get(name, "none")), []).append(address)
    if not found:
        return None
    said = [f"{name} is {ours.get(name, 'none')} here, {one} on {_those(on)}" for (name, one), on in found.items()]
    wanted = _wanted(ours, dict.fromkeys(name for name, _ in found))
    text = f"workers of the cluster are not as this machine: {'; '.join(_some(said))}"
    return Message("cluster-versions", "error", text, f"{wanted}, and start them again")


def _those(addresses: Iterable[str]) -> str:
    all_ = sorted(addresses)
    more = f" and {len(all_) - _NAMED} more" if len(all_) > _NAMED else ""
    return ", ".join(all_[:_NAMED]) + more


def _some(said: list[str]) -> list[str]:
    more = [f"{len(said) - _SHOWN} more"] if len(said) > _SHOWN else []
    return said[:_SHOWN] + more


def _wanted(ours: Told, names: Iterable[str]) -> str:
    """What to install, and how where that is known."""
    named = [(name, ours.get(name, "none")) for name in names]
    packages = " ".join(f"'{name}=={version}'" for name, version in named if name in distributions())
    others = [f"{name} {version}" for name, version in named if name not in distributions()]
    return f"have there {' and '.join([*others, *([f'`pip install {packages}`'] if packages else [])])}"

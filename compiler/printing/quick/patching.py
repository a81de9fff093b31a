"""Functions of the engine put in the place of others for a while."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple


class Patch(NamedTuple):
    """`name` of `owner`, a module or class of the engine, becomes what `make` makes of what it was."""

    owner: Any
    name: str
    make: Callable[[Any], Any]


def everywhere(home: Any, name: str, make: Callable[[Any], Any]) -> tuple[Patch, ...]:
    """A patch for each module of the engine that has taken the function `name` of `home` for its own."""
    function = getattr(home, name)
    modules = (module for title, module in sorted(sys.modules.items()) if title.startswith("weasyprint."))
    return tuple(Patch(module, name, make) for module in modules if getattr(module, name, None) is function)


@contextmanager
def patched(patches: Sequence[Patch]) -> Iterator[None]:
    """While it lasts, the patches are in place."""
    before = [(patch.owner, patch.name, patch.owner.__dict__[patch.name]) for patch in patches]
    for patch in patches:
        setattr(patch.owner, patch.name, patch.make(patch.owner.__dict__[patch.name]))
    try:
        yield
    finally:
        for owner, name, original in reversed(before):
            setattr(owner, name, original)

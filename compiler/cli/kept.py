"""Where a command keeps results for later ones."""

from __future__ import annotations

from pathlib import Path

from compiler.store import NO_STORE, Store, default_folder


def store_of(cache: Path | None = None, no_cache: bool = False) -> Store:
    """The store in `cache`, else where the environment says; one that keeps nothing with `--no-cache`."""
    return NO_STORE if no_cache else Store(cache or default_folder())

"""Which collection a command works on."""

from __future__ import annotations

import os
from pathlib import Path

from compiler.messages import CollectionError

EDITION_FILE = "edition.toml"  # as in compiler.project, which is not loaded for this
SAMPLE = "sources"


def chosen(folder: Path | None) -> Path:
    """`folder`, else the present one or its `sources`, whichever has an `edition.toml`. Raises `CollectionError`."""
    if folder is not None:
        return folder
    for candidate in (Path(), Path(SAMPLE)):
        if (candidate / EDITION_FILE).is_file():
            return candidate
    text = f"there is no {EDITION_FILE} here and none in ./{SAMPLE}"
    hint = "name the collection's folder, or make one: `bayaz new DIR`"
    raise CollectionError.of("collection-missing", text, hint=hint)


def collections_in(folder: Path) -> list[Path]:
    """Every collection in `folder` and below it, but for those inside other collections. Raises `CollectionError` if there is none."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        if EDITION_FILE in names:
            found.append(Path(place))
            folders.clear()
        folders[:] = [name for name in folders if not name.startswith(".")]
    if not found:
        text = f"there is no {EDITION_FILE} in {folder} or below it"
        raise CollectionError.of("collection-missing", text, hint="name a folder with collections in it")
    return found

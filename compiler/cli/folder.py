"""Which collection a command works on."""

from __future__ import annotations

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

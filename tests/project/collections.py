"""Writes small collections for tests: a sound one, and one with many faults."""

from __future__ import annotations

import hashlib
from pathlib import Path

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>'

EDITION = """\
# the editor's own remark
[edition]
title = "Letters from the Harbour"
language = "en"
date = 2026-11-23
layout = "classic"
page = "A5"

[[chapter]]
source = "harbour-notes"
"""

SOURCE = """\
title = "Harbour Notes"
authors = ["A. Writer"]
publisher = "The Quay"
date = "2014-10"
brief = "brief.md"
"""


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes each file below `folder`, which comes back."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def sound(folder: Path, source: str = SOURCE, edition: str = EDITION, **more: str | bytes) -> Path:
    """A collection of one source without fault; `source` and `edition` replace its files."""
    standing: dict[str, str | bytes] = {
        "edition.toml": edition,
        "harbour-notes/source.toml": source,
        "harbour-notes/brief.md": "What is known of the notes.\n",
        "harbour-notes/figures/quay.svg": PICTURE,
    }
    return write(folder, standing | more)


def captured(data: bytes, file: str = "captures/page.txt") -> str:
    """A `[[capture]]` table for `data`."""
    digest = hashlib.sha256(data).hexdigest()
    return f'\n[[capture]]\nfile = "{file}"\nsha256 = "{digest}"\nbytes = {len(data)}\n'

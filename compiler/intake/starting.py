"""Makes new collections: a starter of one source, or a copy of the sample edition."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from compiler import files
from compiler.messages import OutputError
from compiler.model.book import EditionRecord, Record
from compiler.project import EDITION_FILE, SOURCE_FILE
from compiler.project.writing import edition_text, source_text

SAMPLE = "first-source"
GUIDE = "rahnama"
"""The folder of the guide to Bayaz in Persian, beside the sources of the first sample edition."""

_README = """\
# {title}

A collection for Bayaz.

- `edition.toml` names the edition and orders its chapters.
- Each source has a folder with `source.toml` (who published what, and when), its captures as they were obtained, and a `brief.md`
  that stands for the text as long as that is not held.

```sh
bayaz add saved-page.html --to .   # takes a capture in
bayaz outline                      # shows the contents
bayaz build                        # makes EPUB and PDF in output/
```

Captures are never edited: `source.toml` keeps the SHA-256 of each, and a build stops if one has changed.
"""

_PROVENANCE = """\
This edition was begun on {today} with `bayaz new`. Say here where the sources were found, when they were captured, and who
put them in order.
"""

_BRIEF = """\
This page stands for the first source. Put what is known of it here: what it is, who published it, where and when, and how it
is built.[^held]

[[figure:shelf]]

## What comes next

Take a capture in with `bayaz add`, and its text will stand in this place. Until then the reader finds this summary, and
the colophon says so.

[^held]: A source whose text is not held is still recorded, with its address and date.
"""

_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 140" width="320" height="140">
<rect width="320" height="140" fill="#fbfaf7"/>
<g fill="none" stroke="#33302b" stroke-width="2">
<path d="M20 118H300"/><rect x="60" y="34" width="22" height="84"/><rect x="88" y="46" width="16" height="72"/>
<rect x="110" y="28" width="26" height="90"/><path d="M150 116l26-76 20 7-26 71z"/><rect x="212" y="40" width="20" height="78"/>
<rect x="236" y="52" width="18" height="66"/></g>
</svg>
"""

_FIGURE = {
    "id": "shelf",
    "image": "figures/shelf.svg",
    "alt": "A line drawing of six books on a shelf, one of them leaning.",
    "caption": "کتاب‌ها روی قفسه",
    "language": "fa",
    "translation": "Books on a shelf",
    "translation_language": "en",
}


def starter(folder: Path, today: date) -> dict[Path, bytes]:
    """The files of a new collection in `folder` that builds as it is. Raises `OutputError` if the folder is not empty."""
    _refuse_full(folder)
    title = _title(folder.resolve().name)
    edition = EditionRecord(
        title=title,
        language="en",
        identifier=f"urn:uuid:{uuid.uuid4()}",  # noqa: TID251 - the one place where an identifier is drawn
        date=today.isoformat(),
        layout="classic",
        page="A5",
    )
    source = Record(id=SAMPLE, title="A first source", short_title="First source", language="en", kind="sample")
    texts = {
        EDITION_FILE: edition_text(
            edition, [SAMPLE], "docs/collection.md explains every key.", provenance="provenance.md"
        ),
        "provenance.md": _PROVENANCE.format(today=today.isoformat()),
        "README.md": _README.format(title=title),
        f"{SAMPLE}/{SOURCE_FILE}": source_text(source, figures=[_FIGURE], brief="brief.md"),
        f"{SAMPLE}/brief.md": _BRIEF,
        f"{SAMPLE}/figures/shelf.svg": _DRAWING,
    }
    return {folder / name: text.encode() for name, text in texts.items()}


def _title(name: str) -> str:
    """A title from the name of a folder, without what no book can show."""
    return " ".join(re.sub(r"[-_\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", name).split()).capitalize() or "A new edition"


def example(folder: Path, sample: str = "") -> dict[Path, bytes]:
    """A sample edition that comes with Bayaz, to be written to `folder`: the first, or the one in the folder `sample` beside it.

    Raises `OutputError` if `folder` is not empty.
    """
    _refuse_full(folder)
    shipped = files.shipped("sources") / sample
    others = [path.parent for path in shipped.glob(f"*/{EDITION_FILE}")]
    names = sorted(path.relative_to(shipped) for path in shipped.rglob("*") if path.is_file())
    kept = [name for name in names if not _is_left(shipped / name, shipped, others)]
    return {folder / name: files.read(shipped / name) for name in kept}


def _is_left(path: Path, shipped: Path, others: Sequence[Path]) -> bool:
    """True for hidden files, and for those of another collection inside this one."""
    hidden = any(part.startswith(".") for part in path.relative_to(shipped).parts)
    return hidden or any(path.is_relative_to(other) for other in others)


def _refuse_full(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        text = f"{folder} is there already and is not empty"
        raise OutputError.of("folder-not-empty", text, hint="choose a folder that does not exist yet")

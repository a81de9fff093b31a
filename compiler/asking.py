"""What is asked of a build, and what is told of the files that it wrote: known without any engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from compiler.store import NO_STORE, Store
from compiler.workers import Workers

FORMATS = ("epub", "pdf", "html")
Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What the editor asks of a build; empty values leave it to `edition.toml`.

    `out` is the folder for the outputs; `press` asks for the files for the press too, `checked` for our own checks of what is made,
    `contact` for pictures of all pages of the PDF, `force` to replace files of the same date; `processes` is how many lay pages
    out, by default one for each processor; `layouts` is where the shipped layouts lie, by default Bayaz's own; `since` is the EPUB
    of an earlier edition, from which the changes are told; `store` keeps results for later builds, and `pool` has the processes of
    several builds.
    """

    out: Path | None = None
    formats: tuple[str, ...] = FORMATS
    date: str = ""
    layout: str = ""
    layouts: Path | None = None
    since: bytes = field(default=b"", repr=False)
    strict: bool = False
    press: bool = False
    contact: bool = True
    checked: bool = True
    force: bool = False
    processes: int | None = None
    store: Store = NO_STORE
    pool: Workers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file that a build wrote."""

    path: Path
    format: str
    bytes: int
    sha256: str


def default_out(folder: Path) -> Path:
    """`output` beside a folder that is called `sources`, else inside the collection."""
    folder = folder.resolve()
    return (folder.parent if folder.name == "sources" else folder) / "output"

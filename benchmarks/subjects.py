"""What is measured: each subject by the command line that its users have, and what it makes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from .documents import DOCUMENT, UNNUMBERED

ROOT = Path(__file__).parent.parent
Family = Literal["pdf", "all", "epub"]
Before = Literal["", "empty", "warm", "change"]
"""What is done before a subject is measured: its store is emptied, filled by the same build, or filled and then a chapter changed."""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one collection that is measured: as it was made, as it is changed, as documents for others, stores and results."""

    root: Path

    @property
    def sources(self) -> Path:
        return self.root / "measured" / "sources"

    @property
    def altered(self) -> Path:
        return self.root / "altered" / "sources"

    @property
    def printed(self) -> Path:
        return self.root / "printed"

    @property
    def joined(self) -> Path:
        return self.root / "joined"

    @property
    def store(self) -> Path:
        return self.root / "store"

    def out(self, name: str) -> Path:
        return self.root / "out" / name

    def result(self, name: str, ending: str) -> Path | None:
        """The file of that ending that a subject made."""
        return next(iter(sorted(self.out(name).glob(f"*.{ending}"))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that is measured. `most` is the largest collection that it is measured with; of `needs` one program must be there.

    `cluster` asks for Dask workers, which are started before and are not measured.
    """

    name: str
    title: str
    family: Family
    command: Callable[[Place, Path], Sequence[str]]
    before: Before = ""
    needs: tuple[str, ...] = ()
    most: int = 250
    cluster: bool = False

    @property
    def folder(self) -> str:
        """The name of the folder for its results: builds with a store find those of the last."""
        return self.family if self.before else self.name


def program(names: Sequence[str]) -> str | None:
    """The first of these programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def measurable(chapters: int) -> tuple[Subject, ...]:
    """What can be measured on this machine with a collection of so many chapters."""
    return tuple(one for one in SUBJECTS if chapters <= one.most and _is_there(one))


def _is_there(subject: Subject) -> bool:
    dask = not subject.cluster or find_spec("distributed") is not None
    return dask and (not subject.needs or program(subject.needs) is not None)


def scheduler_file(folder: Path) -> Path:
    """The file in which a Dask scheduler says where it is."""
    return folder / "scheduler.json"


def environment() -> dict[str, str]:
    """This environment without what Bayaz is told by it, in which Python finds Bayaz."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("BAYAZ_")}
    return plain | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "QT_QPA_PLATFORM": "offscreen"}


def build(collection: Path, out: Path, *options: str) -> list[str]:
    """The command that builds a collection."""
    command = [sys.executable, "-m", "compiler", "build", str(collection), "--out", str(out), "--force"]
    return [*command, *options]


# --- the commands ---


def _weasyprint(document: str) -> Callable[[Place, Path], Sequence[str]]:
    engine = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1"]
    return lambda place, out: [*engine, str(place.printed / document), str(out / "book.pdf")]


def _chromium(place: Place, out: Path) -> Sequence[str]:
    return [
        program(CHROMIUMS) or CHROMIUMS[0],
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
        f"--user-data-dir={place.root / 'chromium'}",
        f"--print-to-pdf={out / 'book.pdf'}",
        (place.printed / DOCUMENT).as_uri(),
    ]


def _pandoc(place: Place, out: Path) -> Sequence[str]:
    book, sheet = place.joined / DOCUMENT, place.joined / "style.css"
    how = ["--from=html", "--to=epub3", "--epub-chapter-level=1", f"--css={sheet}", f"--resource-path={place.joined}"]
    return ["pandoc", *how, "--output", str(out / "book.epub"), str(book)]


def _calibre(place: Place, out: Path) -> Sequence[str]:
    return ["ebook-convert", str(place.joined / DOCUMENT), str(out / "book.epub")]


def _ours(*options: str) -> Callable[[Place, Path], Sequence[str]]:
    return lambda place, out: build(place.sources, out, *options)


def _kept(*options: str) -> Callable[[Place, Path], Sequence[str]]:
    """A build with a store."""
    return lambda place, out: build(place.altered, out, *options, "--cache", str(place.store))


def _clustered(place: Place, out: Path) -> Sequence[str]:
    told = scheduler_file(place.root)
    address = json.loads(told.read_text("utf-8"))["address"] if told.exists() else ""
    return build(place.sources, out, *_PDF, "--no-cache", "--cluster", address)


def _unchecked(place: Place, out: Path) -> Sequence[str]:
    return [sys.executable, "-m", "benchmarks.unchecked", str(place.sources), str(out)]


_PDF = ("--format", "pdf", "--no-contact")
_STATES: tuple[tuple[str, str, Before], ...] = (
    ("changed", "one chapter changed", "change"),
    ("same", "nothing changed", "warm"),
)
SUBJECTS: tuple[Subject, ...] = (
    Subject(name="weasyprint", title="WeasyPrint, one document", family="pdf", command=_weasyprint(DOCUMENT)),
    Subject(
        name="weasyprint-unnumbered",
        title="the same without page numbers in contents and heads",
        family="pdf",
        command=_weasyprint(UNNUMBERED),
        most=10,
    ),
    Subject(name="chromium", title="Chromium's print", family="pdf", command=_chromium, needs=CHROMIUMS),
    Subject(
        name="pdf-cold",
        title="Bayaz, PDF alone, nothing kept",
        family="pdf",
        command=_ours(*_PDF, "--no-cache"),
        most=1000,
    ),
    Subject(
        name="pdf-unchecked",
        title="the same without its checks of the finished PDF",
        family="pdf",
        command=_unchecked,
    ),
    Subject(
        name="pdf-cluster",
        title="Bayaz, PDF alone, nothing kept, on two Dask workers",
        family="pdf",
        command=_clustered,
        cluster=True,
    ),
    Subject(name="all-cold", title="Bayaz, all formats, nothing kept", family="all", command=_kept(), before="empty"),
    *(
        Subject(name=f"all-{state}", title=f"Bayaz, all formats, {told}", family="all", command=_kept(), before=before)
        for state, told, before in _STATES
    ),
    *(
        Subject(
            name=f"pdf-{state}",
            title=f"Bayaz, PDF alone, {told}",
            family="pdf",
            command=_kept(*_PDF),
            before=before,
            most=1000,
        )
        for state, told, before in _STATES
    ),
    Subject(name="pandoc", title="pandoc", family="epub", command=_pandoc, needs=("pandoc",)),
    Subject(name="calibre", title="calibre", family="epub", command=_calibre, needs=("ebook-convert",)),
    Subject(
        name="epub-cold",
        title="Bayaz, EPUB alone, nothing kept",
        family="epub",
        command=_ours("--format", "epub", "--no-cache"),
        most=1000,
    ),
)
BY_NAME = {subject.name: subject for subject in SUBJECTS}
FIRST: dict[Family, str] = {"pdf": "weasyprint", "all": "weasyprint", "epub": "pandoc"}
"""The subject that those of a family are compared with."""

"""A small bag, made and packed by the compiler's own means, without laying out a book."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from compiler import zipping
from compiler.bag import making, packing
from compiler.bag.facts import CaptureFact, ChapterFact, Facts
from compiler.bag.members import Member
from compiler.model.book import CaptureRecord, EditionRecord, Record
from compiler.words import words

STEM = "harbour-2026-11-23"
_CAPTURE = CaptureRecord(
    file="captures/page.txt", name="page.txt", sha256="0" * 64, bytes=9, media_type="text/plain", captured="2026-11-01"
)
_SOURCE = Record(
    id="notes", title="Harbour Notes", authors=("A. Writer", "نویسندهٔ دیگر"), date="2014-10", captures=(_CAPTURE,)
)
FACTS = Facts(
    edition="harbour",
    record=EditionRecord(
        title="Letters from the Harbour", editors=("E. Ditor",), publisher="The Quay", date="2026-11-23", rights="CC0"
    ),
    formats=("epub", "pdf"),
    books=(f"books/{STEM}.epub", f"books/{STEM}.pdf"),
    chapters=(
        ChapterFact(
            id="notes",
            title="Harbour Notes",
            language="en",
            rendition="full",
            source=_SOURCE,
            origin="collection/notes/captures/page.txt",
        ),
    ),
    captures=(CaptureFact(path="collection/notes/captures/page.txt", capture=_CAPTURE, source=_SOURCE, read=True),),
    software=(("bayaz", "0.1.0"), ("weasyprint", "70.0")),
)
CONTENT = (
    Member(f"data/books/{STEM}.epub", b"PK epub " * 400),
    Member(f"data/books/{STEM}.pdf", b"%PDF-1.7 pages " * 300),
    Member("data/collection/edition.toml", b'[edition]\ntitle = "Letters"\n'),
    Member("data/collection/notes/source.toml", b'title = "Harbour Notes"\n'),
    Member("data/collection/notes/captures/page.txt", "خط اول\nthe second line\n".encode() * 40),
    Member("data/collection/notes/captures/عکس ۱.txt", b"a name with a space, in Persian"),
    Member("data/layouts/classic/layout.toml", b'title = "Classic"\n'),
    Member("data/ledger.json", b'{"chapters": []}\n'),
)


def members() -> tuple[Member, ...]:
    return making.bag(FACTS, CONTENT, [words("fa"), words("en")])


def write(target: Path, what: Iterable[Member] | None = None) -> Path:
    packing.packed(target, STEM, tuple(members() if what is None else what), "2026-11-23")
    return target


def rewrite(target: Path, entries: Iterable[tuple[str, bytes]], root: str = f"{STEM}/") -> Path:
    """A zip of these names and contents, packed as Bayaz packs, whatever they are."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in entries:
            archive.writestr(zipping.entry(f"{root}{name}", zipping.day("2026-11-23")), data)
    return target

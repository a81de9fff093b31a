"""Captures that other processes read ahead are read as here, with what lies beside them, and their faults are told as here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from compiler import gathering, readers
from compiler.gathering import gather
from compiler.messages import CollectionError
from compiler.model.book import Book
from compiler.model.reading import Capture, Reader, Reading, Wishes
from compiler.project import load
from compiler.store import NO_STORE, Store
from compiler.workers import Pool, Workers

TOP = '[edition]\nid = "e"\ntitle = "T"\nrights = "None"\nlanguage = "en"\ndate = 2026-01-02\n'


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as processes:
        yield processes


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Nine short texts, of which one shows a picture; there is a link among the files of another."""
    folder = tmp_path / "sources"
    names = [f"part-{number}" for number in range(1, 10)]
    for number, name in enumerate(names, 1):
        (folder / name / "texts").mkdir(parents=True)
        (folder / name / "source.toml").write_text(
            f'title = "Part {number}"\nlanguage = "en"\ndate = 2026-01-02\nbrief = "texts/t.md"\n', "utf-8"
        )
        shown = "\n\n![A dot](./shown/dot.png)\n" if number == 2 else ""
        (folder / name / "texts" / "t.md").write_text(f"# Heading {number}\n\nWords, سلام.{shown}\n", "utf-8")
    (folder / "part-2" / "texts" / "shown").mkdir()
    Image.new("RGB", (40, 30), "red").save(folder / "part-2" / "texts" / "shown" / "dot.png")
    (folder / "part-3" / "linked.md").symlink_to(folder / "part-1" / "texts" / "t.md")
    chapters = "".join(f'\n[[chapter]]\nsource = "{name}"\n' for name in names)
    (folder / "edition.toml").write_text(TOP + chapters, "utf-8")
    return folder


def gathered(folder: Path, store: Store = NO_STORE, workers: Workers | None = None) -> Book:
    return gather(load(folder), lambda *_: None, store, workers)


def told(read: list[str], made: Reader) -> Reader:
    """`made`, which notes what it reads."""

    def reading(capture: Capture, wishes: Wishes) -> Reading:
        read.append(capture.file)
        return made(capture, wishes)

    return reading


def test_what_is_read_ahead_is_what_is_read_here(collection: Path, pool: Pool, tmp_path: Path) -> None:
    here = gathered(collection)
    assert [len(chapter.pictures) for chapter in here.chapters] == [0, 1, *[0] * 7]
    assert gathered(collection, workers=pool) == here
    assert gathered(collection, Store(tmp_path / "store"), pool) == here
    assert gathered(collection, Store(tmp_path / "store")) == here


def test_what_was_read_ahead_is_kept(
    collection: Path, pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (collection / "part-3" / "linked.md").unlink()
    store, read, made = Store(tmp_path / "store"), list[str](), readers.read

    monkeypatch.setattr(readers, "read", told(read, made))  # in this process only
    first = gathered(collection, store, pool)
    assert read == []
    assert gathered(collection, store) == first
    assert read == []
    (collection / "part-2" / "texts" / "shown" / "dot.png").unlink()
    gathered(collection, store, pool)
    assert read == ["part-2/texts/t.md"]  # one alone is read here


def test_a_source_with_links_in_it_is_read_here(collection: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    read, made = list[str](), readers.read
    monkeypatch.setattr(readers, "read", told(read, made))
    gathered(collection, workers=pool)
    assert read == ["part-3/texts/t.md"]


def test_all_faults_are_told_as_here(collection: Path, pool: Pool) -> None:
    for name in ("part-4", "part-8"):
        (collection / name / "texts" / "t.md").write_bytes(b"\xff\xfe\x00bad\x81")
    with pytest.raises(CollectionError) as here:
        gathered(collection)
    with pytest.raises(CollectionError) as ahead:
        gathered(collection, workers=pool)
    assert ahead.value.messages == here.value.messages
    assert len(here.value.messages) >= 2


def test_what_lies_around_is_bounded(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (gathering._around(collection / "part-2") or {}).keys() == {
        "texts/shown/dot.png",
        "source.toml",
        "texts/t.md",
    }
    assert gathering._around(collection / "part-3") is None
    monkeypatch.setattr(gathering, "_MOST_AROUND", 2)
    assert gathering._around(collection / "part-2") is None

"""Two hundred ways in which a bag is not what was packed: each is reported, by the file's name, and nothing is written outside."""

from __future__ import annotations

import random  # noqa: TID251 - a fixed choice of places, told by its seed
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import bagit
import pytest

from compiler.bag import opening, verifying
from compiler.bag.members import Member
from compiler.messages import Message, errors

from . import small_bag

Spoil = Callable[[bytes, Path], tuple[Path, str]]
"""Takes a good bag's bytes and a path; writes a spoilt one there, and tells which file's name must be said."""


@dataclass(frozen=True)
class Case:
    """One corruption."""

    name: str
    spoil: Spoil


def looked_through(bag: Path) -> tuple[Message, ...]:
    return errors(verifying.faults(opening.opened(bag)))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return small_bag.write(tmp_path_factory.mktemp("bag") / f"{small_bag.STEM}.zip").read_bytes()


def contents(good: bytes, folder: Path) -> dict[str, bytes]:
    """The files of a good bag by their path in it."""
    path = folder / "good.zip"
    path.write_bytes(good)
    with zipfile.ZipFile(path) as archive:
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


# --- the zip's own bytes ---


def flipped(share: float, bit: int) -> Spoil:
    """One bit the other way, `share` of the way through the file."""

    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        at = int(share * (len(good) - 1))
        path.write_bytes(good[:at] + bytes([good[at] ^ 1 << bit]) + good[at + 1 :])
        return path, owner(good, path, at)

    return spoil


def owner(good: bytes, path: Path, at: int) -> str:
    """The member whose record or content holds the byte `at`, or the zip where its directory does."""
    whole = path.with_name("whole.zip")
    whole.write_bytes(good)
    with zipfile.ZipFile(whole) as archive:
        if at >= archive.start_dir:
            return path.name
        before = [entry for entry in archive.infolist() if entry.header_offset <= at]
        return max(before, key=lambda entry: entry.header_offset).filename.split("/", 1)[1]


def cut(share: float) -> Spoil:
    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        path.write_bytes(good[: int(share * len(good))])
        return path, path.name

    return spoil


def added(more: bytes, *, before: bool = False) -> Spoil:
    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        path.write_bytes(more + good if before else good + more)
        return path, path.name

    return spoil


# --- what the bag holds ---

Change = Callable[[dict[str, bytes]], str]


def changed(change: Change) -> Spoil:
    """The files changed by `change`, which tells the name that must be said, then packed again."""

    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        files = contents(good, path.parent)
        name = change(files)
        return small_bag.rewrite(path, files.items()), name

    return spoil


def without(name: str) -> Change:
    def change(files: dict[str, bytes]) -> str:
        del files[name]
        return name

    return change


def renamed(name: str) -> Change:
    def change(files: dict[str, bytes]) -> str:
        files[name + "x"] = files.pop(name)
        return name + "x"

    return change


def rewritten(name: str, data: bytes) -> Change:
    def change(files: dict[str, bytes]) -> str:
        files[name] = data + files[name][len(data) :]
        return name

    return change


def grown(name: str) -> Change:
    def change(files: dict[str, bytes]) -> str:
        files[name] += b" "
        return name

    return change


def extra(name: str) -> Change:
    def change(files: dict[str, bytes]) -> str:
        files[name] = b"nobody listed me"
        return name

    return change


def swapped(one: str, other: str) -> Change:
    def change(files: dict[str, bytes]) -> str:
        files[one], files[other] = files[other], files[one]
        return other

    return change


def wrong_sum(listing: str, number: int) -> Change:
    """The first figure of a line's sum made another, and the line's file is what must be named."""

    def change(files: dict[str, bytes]) -> str:
        lines = files[listing].decode().splitlines()
        figure = "0" if lines[number][0] != "0" else "1"
        lines[number] = figure + lines[number][1:]
        files[listing] = ("\n".join(lines) + "\n").encode()
        return lines[number].split("  ", 1)[1]

    return change


def line_lost(listing: str, number: int) -> Change:
    def change(files: dict[str, bytes]) -> str:
        lines = files[listing].decode().splitlines(keepends=True)
        name = lines.pop(number).strip().split("  ", 1)[1]
        files[listing] = "".join(lines).encode()
        return name

    return change


def line_more(listing: str, line: str) -> Change:
    def change(files: dict[str, bytes]) -> str:
        files[listing] += line.encode()
        return listing

    return change


# --- hostile zips ---


def hostile(name: str, root: str = f"{small_bag.STEM}/") -> Spoil:
    """A good bag with one more member of this name."""

    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        files = [*contents(good, path.parent).items()]
        small_bag.rewrite(path, files)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(root + name, b"harm")
        return path, name.replace("\\", "\\\\")

    return spoil


def link(target: str) -> Spoil:
    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        small_bag.rewrite(path, contents(good, path.parent).items())
        entry = zipfile.ZipInfo(f"{small_bag.STEM}/data/link")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(entry, target)
        return path, "data/link"

    return spoil


def bomb(size: int) -> Spoil:
    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        small_bag.rewrite(path, [*contents(good, path.parent).items(), ("data/bomb.txt", bytes(size))])
        return path, "data/bomb.txt"

    return spoil


def told_larger(name: str) -> Spoil:
    """The zip tells of a member that it is larger than it is, and the record before it too."""

    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        data = bytearray(small_bag.rewrite(path, contents(good, path.parent).items()).read_bytes())
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(f"{small_bag.STEM}/{name}")
            start = archive.start_dir
        at = data.index(entry.filename.encode(), start) - 46
        for place in (entry.header_offset + 22, at + 24):
            data[place : place + 4] = struct.pack("<I", entry.file_size + 1000)
        path.write_bytes(data)
        return path, name

    return spoil


def marked_encrypted(name: str) -> Spoil:
    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        data = bytearray(small_bag.rewrite(path, contents(good, path.parent).items()).read_bytes())
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(f"{small_bag.STEM}/{name}")
            at = data.index(entry.filename.encode(), archive.start_dir) - 46
        data[at + 8] |= 1
        data[entry.header_offset + 6] |= 1
        path.write_bytes(data)
        return path, name

    return spoil


def other_root(root: str) -> Spoil:
    """A file beside the bag's folder."""

    def spoil(good: bytes, path: Path) -> tuple[Path, str]:
        files = {f"{small_bag.STEM}/{name}": data for name, data in contents(good, path.parent).items()}
        return small_bag.rewrite(path, (files | {root: b"beside"}).items(), root=""), path.name

    return spoil


def flat(good: bytes, path: Path) -> tuple[Path, str]:
    return small_bag.rewrite(path, contents(good, path.parent).items(), root=""), path.name


PAYLOAD = [member.name for member in small_bag.CONTENT] + ["data/provenance.json", "data/ro-crate-metadata.json"]
TAGS = ["bagit.txt", "bag-info.txt", "READ ME FIRST.txt", "manifest-sha256.txt", "manifest-sha512.txt"]
LISTS = ["manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"]
OUTSIDE = [
    *("../harm.txt", "data/../../harm.txt", "data/a/../../../../harm.txt", "C:/harm.txt", "data\\..\\..\\harm.txt"),
    *("data/./harm.txt", "data//harm.txt", "data/harm.txt:stream"),
]


def cases() -> Iterator[Case]:
    draw = random.Random(5)  # noqa: S311 - a fixed choice of places
    for number in range(90):
        yield Case(f"flip-{number}", flipped((number + draw.random()) / 90, draw.randrange(8)))
    yield from (Case(f"cut-{share}", cut(share / 20)) for share in range(1, 20))
    yield from (Case(f"more-{len(more)}", added(more)) for more in (b"\0", b"x" * 100, b"PK\5\6" + bytes(18)))
    yield Case("before", added(b"#!/bin/sh\n", before=True))
    yield from (Case(f"without-{name}", changed(without(name))) for name in [*PAYLOAD, *TAGS])
    yield from (Case(f"renamed-{name}", changed(renamed(name))) for name in [*PAYLOAD, "bag-info.txt"])
    yield from (Case(f"rewritten-{name}", changed(rewritten(name, b"!"))) for name in [*PAYLOAD, *TAGS[:3]])
    yield from (Case(f"grown-{name}", changed(grown(name))) for name in [*PAYLOAD, *TAGS[:3]])
    yield from (
        Case(f"extra-{name}", changed(extra(name))) for name in ("data/x.txt", "data/books/b.epub", "tags/x.txt")
    )
    yield Case("swapped-books", changed(swapped(PAYLOAD[0], PAYLOAD[1])))
    yield Case("swapped-lists", changed(swapped(LISTS[0], LISTS[1])))
    yield from (Case(f"sum-{name}-{n}", changed(wrong_sum(name, n))) for name in LISTS for n in (0, 2, 4))
    yield from (Case(f"line-{name}-{n}", changed(line_lost(name, n))) for name in LISTS for n in (0, 3))
    for line in ("no sum at all\n", f"{'0' * 64}  ../../etc/passwd\n", f"{'0' * 64}  data/ledger.json\n"):
        yield Case(f"listed-{line[-8:]}", changed(line_more("manifest-sha256.txt", line)))
    yield from (Case(f"outside-{name}", hostile(name)) for name in OUTSIDE)
    yield Case("absolute", hostile("/harm.txt", root=""))
    yield from (
        Case(f"link-{target}", link(target)) for target in ("../../../etc/passwd", "/etc/passwd", "ledger.json")
    )
    yield Case("bomb", bomb(64 << 20))
    yield Case("larger", told_larger("data/ledger.json"))
    yield Case("encrypted", marked_encrypted("data/ledger.json"))
    yield Case("twice", hostile("data/ledger.json"))
    yield Case("case", hostile("data/LEDGER.json"))
    yield Case("second-root", other_root("other/file.txt"))
    yield Case("beside", other_root("file.txt"))
    yield Case("no-root", flat)


CASES = tuple(cases())


def test_there_are_two_hundred() -> None:
    assert len(CASES) >= 200
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_spoilt_bag_is_reported_by_the_name_of_the_file(case: Case, good: bytes, tmp_path: Path) -> None:
    inner = tmp_path / "deep" / "deeper"
    inner.mkdir(parents=True)
    bag, name = case.spoil(good, inner / f"{small_bag.STEM}.zip")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    said = looked_through(bag)

    assert said, f"{case.name}: nothing was said"
    assert any(name in f"{message.origin} {message.text}" for message in said), (name, said)
    assert all(message.origin and message.origin.file.startswith(bag.name) and message.hint for message in said)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_good_bag_has_no_fault(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"{small_bag.STEM}.zip"
    path.write_bytes(good)
    assert verifying.faults(opening.opened(path)) == ()


def test_a_good_bag_that_others_zipped_has_no_fault(good: bytes, tmp_path: Path) -> None:
    """Another zip program keeps other times and rights; only bags that say they are Bayaz's own are held to its manner."""
    members = [
        Member(member.name, member.content.replace(b"Bayaz", b"Other") if isinstance(member.content, bytes) else b"")
        for member in small_bag.members()
        if not member.name.startswith(("manifest", "tagmanifest", "bagit"))
    ]
    folder = tmp_path / small_bag.STEM
    for member in members:
        target = folder / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(member.content if isinstance(member.content, bytes) else b"")
    foreign = _bagged_by_the_library(folder, tmp_path)
    assert verifying.faults(opening.opened(foreign)) == ()


def _bagged_by_the_library(folder: Path, tmp_path: Path) -> Path:

    plain = tmp_path / "plain" / "others-bag"
    shutil.copytree(folder / "data", plain)
    bagit.make_bag(str(plain), checksums=["sha256"])
    return Path(shutil.make_archive(str(tmp_path / "others"), "zip", plain.parent, "others-bag"))

"""The door to the disk: nothing outside the folder, nothing too large, outputs whole or not at all."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from compiler import files
from compiler.messages import CaptureError, CollectionError, OutputError


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/passwd", "a/../../outside.txt", "link/outside.txt", "bad\0name"]
)
def test_nothing_outside_the_folder(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(CollectionError) as caught:
        files.inside(root, name)
    assert caught.value.messages[0].code in {"path-outside", "path-bad"}


def test_inside_is_found(tmp_path: Path) -> None:
    assert files.inside(tmp_path, "a/b.txt") == tmp_path.resolve() / "a/b.txt"


def test_reading_is_bounded_and_missing_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert files.read(path, 5) == b"12345"
    with pytest.raises(CaptureError, match="file-too-large"):
        files.read(path, 4)
    with pytest.raises(CaptureError, match="file-missing"):
        files.read(tmp_path / "b.txt")


def test_publish_writes_all_or_nothing(tmp_path: Path) -> None:
    old, blocked = tmp_path / "old.pdf", tmp_path / "folder.epub"
    old.write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        files.publish({old: b"new", tmp_path / "file" / "x.epub": b"new"})
    assert old.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "old.pdf"]
    files.publish({old: b"new", blocked: b"new"})
    assert (old.read_bytes(), blocked.read_bytes()) == (b"new", b"new")


def picture(kind: str, size: tuple[int, int] = (4, 3)) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, "white").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_pictures_are_recognised_by_what_they_hold(kind: str) -> None:
    assert files.image_facts(picture(kind)) == files.ImageFacts(f"image/{kind.lower()}", 4, 3)


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", picture("PNG")[:40], picture("BMP"), b"<svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"],
)
def test_what_is_no_picture_is_told(data: bytes) -> None:
    assert files.image_facts(data) is None


def test_svg_has_the_size_of_its_view_box() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><path d="M0 0"/></svg>'
    assert files.image_facts(svg) == files.ImageFacts("image/svg+xml", 30, 20)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ('viewBox="0 0 nan inf"', (300, 300)),
        ('viewBox="0,0,1e999,1e-9"', (100_000, 1)),
        ('viewBox="0 0 -4 0"', (1, 1)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('width="72pt" height="20px"', (96, 20)),
        ('width="100%" height="auto"', (300, 300)),
        ("", (300, 300)),
    ],
)
def test_svg_has_a_size_whatever_it_says(said: str, size: tuple[int, int]) -> None:
    facts = files.image_facts(f'<svg xmlns="http://www.w3.org/2000/svg" {said}/>'.encode())
    assert facts == files.ImageFacts("image/svg+xml", *size)


def test_an_svg_entity_reads_no_file() -> None:
    svg = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>'
    facts = files.image_facts(svg)
    assert facts is None or facts.width == 300


def test_what_a_killed_process_wrote_aside_is_taken_away_later(tmp_path: Path) -> None:
    old, young, other = (tmp_path / f".{name}.part" for name in ("a[1].pdf.x1", "a[1].pdf.x2", "b.pdf.x3"))
    for part in (old, young, other):
        part.write_bytes(b"half")
    for part in (old, other):
        os.utime(part, (1, 1))
    files.publish({tmp_path / "a[1].pdf": b"whole"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a[1].pdf.x2.part", ".b.pdf.x3.part", "a[1].pdf"]

"""Building again: what was built is there at once, what changed is made anew, many are built together, and saves are watched."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import bayaz, files_of, told
from tests.conftest import ROOT
from tests.edition.long_collection import write_long

PATIENCE = 120


@pytest.fixture
def cache(tmp_path: Path) -> dict[str, str]:
    return {"BAYAZ_CACHE": str(tmp_path / "cache")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_long(tmp_path / "c", chapters=2, blocks=4)


def build(folder: Path, env: dict[str, str], *words: str) -> dict[str, Any]:
    run = bayaz("build", folder, "--format", "epub,pdf", "--json", *words, cwd=folder.parent, env=env)
    assert run.returncode == 0, run.stderr
    return told(run)


def test_what_was_built_is_there_again(folder: Path, cache: dict[str, str]) -> None:
    first = build(folder, cache)
    books = files_of(folder / "output")
    assert first["anew"] is True
    second = build(folder, cache)
    assert second["anew"] is False
    assert {key: second[key] for key in ("outputs", "pages", "words", "chapters", "messages")} == {
        key: first[key] for key in ("outputs", "pages", "words", "chapters", "messages")
    }
    for book in (folder / "output").iterdir():
        book.unlink()
    assert build(folder, cache)["anew"] is False
    assert files_of(folder / "output") == books


def test_what_changed_is_made_anew_and_changed_back_is_there(folder: Path, cache: dict[str, str]) -> None:
    build(folder, cache)
    books = files_of(folder / "output")
    text = folder / "part-1" / "text.md"
    old = text.read_text("utf-8")
    text.write_text(old + "\nMore.\n", "utf-8")
    run = bayaz("build", folder, "--format", "epub,pdf", cwd=folder.parent, env=cache)
    assert run.returncode == 8
    assert "[edition-exists]" in run.stderr
    assert files_of(folder / "output") == books
    assert build(folder, cache, "--force")["anew"] is True
    assert files_of(folder / "output") != books
    text.write_text(old, "utf-8")
    assert build(folder, cache, "--force")["anew"] is False
    assert files_of(folder / "output") == books


def test_a_book_that_was_given_out_is_not_replaced_from_the_store_either(folder: Path, cache: dict[str, str]) -> None:
    said = build(folder, cache)
    Path(said["outputs"][0]["path"]).write_bytes(b"another")
    run = bayaz("build", folder, "--format", "epub,pdf", cwd=folder.parent, env=cache)
    assert run.returncode == 8


def test_other_wishes_are_another_build(folder: Path, cache: dict[str, str]) -> None:
    build(folder, cache)
    assert build(folder, cache, "--date", "2026-02-02")["anew"] is True
    assert build(folder, cache, "--layout", "report", "--force")["anew"] is True


def test_damage_to_the_cache_does_no_harm(folder: Path, cache: dict[str, str]) -> None:
    build(folder, cache)
    books = files_of(folder / "output")
    for number, entry in enumerate(sorted(path for path in Path(cache["BAYAZ_CACHE"]).rglob("*") if path.is_file())):
        data = entry.read_bytes()
        entry.write_bytes(data[: len(data) // 2] if number % 2 else data[:-1] + bytes([data[-1] ^ 1]))
    assert build(folder, cache)["anew"] is True
    assert files_of(folder / "output") == books


def test_nothing_is_kept_where_that_is_not_wanted(folder: Path, cache: dict[str, str], tmp_path: Path) -> None:
    assert build(folder, cache, "--no-cache")["anew"] is True
    assert not (tmp_path / "cache").exists()
    assert build(folder, cache, "--cache", str(tmp_path / "other"))["anew"] is True
    assert not (tmp_path / "cache").exists()
    assert (tmp_path / "other").is_dir()


def test_many_are_built_whatever_is_wrong_with_one(folder: Path, cache: dict[str, str], tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    for name in ("a", "b", "sub/c"):
        shutil.copytree(folder, shelf / name)
    (shelf / "b" / "edition.toml").write_text("nonsense = [", "utf-8")
    run = bayaz("build", "--all", shelf, "--format", "epub", "--json", cwd=tmp_path, env=cache)
    assert run.returncode == 3
    editions = told(run)["editions"]
    assert [Path(edition["folder"]).name for edition in editions] == ["a", "b", "c"]
    assert [edition.get("exit_code", 0) for edition in editions] == [0, 3, 0]
    assert list((shelf / "a" / "output").glob("*.epub"))
    assert list((shelf / "sub" / "c" / "output").glob("*.epub"))
    assert "[toml-syntax]" in run.stderr
    both = bayaz("build", shelf / "a", shelf / "sub/c", "--format", "epub", cwd=tmp_path, env=cache)
    assert both.returncode == 0
    assert both.stdout.count("nothing changed") == 2


def test_a_folder_without_collections_is_told(tmp_path: Path) -> None:
    run = bayaz("build", "--all", tmp_path, cwd=tmp_path)
    assert run.returncode == 3
    assert "[collection-missing]" in run.stderr


# --- watching ---


@contextmanager
def watching(folder: Path, said: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "compiler", "watch", str(folder), "--format", "epub", "--json"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **env}
    with said.open("wb") as out, said.with_suffix(".err").open("wb") as err:
        process = subprocess.Popen(command, cwd=folder.parent, env=surroundings, stdout=out, stderr=err)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def line(said: Path, number: int, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """The object that the command prints as its `number`th, from 0."""
    for _ in range(PATIENCE * 10):
        lines = said.read_text("utf-8").splitlines(keepends=True)
        if len(lines) > number and lines[number].endswith("\n"):
            data = json.loads(lines[number])
            assert isinstance(data, dict)
            return data
        assert process.poll() is None, said.with_suffix(".err").read_text("utf-8")
        time.sleep(0.1)
    raise AssertionError(f"nothing was built; it said {said.read_text('utf-8')!r}")


def test_each_save_is_built_and_no_fault_ends_it(folder: Path, cache: dict[str, str], tmp_path: Path) -> None:
    said, text, edition = tmp_path / "said", folder / "part-1" / "text.md", folder / "edition.toml"
    with watching(folder, said, cache) as process:
        first = line(said, 0, process)
        text.write_text(text.read_text("utf-8") + "\nMore.\n", "utf-8")
        second = line(said, 1, process)
        assert second["outputs"][0]["sha256"] != first["outputs"][0]["sha256"]
        whole = edition.read_text("utf-8")
        edition.write_text("nonsense = [", "utf-8")
        assert line(said, 2, process)["exit_code"] == 3
        assert Path(second["outputs"][0]["path"]).is_file()
        edition.write_text(whole, "utf-8")
        assert line(said, 3, process)["outputs"] == second["outputs"]
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    assert "Traceback" not in said.with_suffix(".err").read_text("utf-8")
